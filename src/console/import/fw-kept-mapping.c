/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/import/fw-kept-mapping.h"

#include "core/calendar/fw-zone.h"

static FwRecord *
get_record (GListModel *items, guint i)
{
  g_autoptr (FwRecordItem) item = g_list_model_get_item (items, i);

  return fw_record_item_get_record (item); /* the list keeps it */
}

gboolean
fw_kept_mapping_fits (FwRecord *record, const char *format, const char *source)
{
  g_return_val_if_fail (record != NULL, FALSE);

  return g_strcmp0 (fw_record_text (record, "format"), format) == 0 &&
         g_strcmp0 (fw_record_text (record, "source"), source) == 0;
}

FwRecord *
fw_kept_mapping_find_last (FwRecordList *list, const char *format, const char *source)
{
  GListModel *items = fw_record_list_get_items (list);
  FwRecord *last = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      FwRecord *record = get_record (items, i);

      /* Moments of one form: their order is that of the text. */
      if (fw_kept_mapping_fits (record, format, source) &&
          (last == NULL ||
           g_strcmp0 (fw_record_text (record, "used"), fw_record_text (last, "used")) > 0))
        last = record;
    }
  return last;
}

static FwRecord *
find_named (FwRecordList *list, const char *format, const char *source, const char *name)
{
  GListModel *items = fw_record_list_get_items (list);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      FwRecord *record = get_record (items, i);

      if (fw_kept_mapping_fits (record, format, source) &&
          g_strcmp0 (fw_record_text (record, "name"), name) == 0)
        return record;
    }
  return NULL;
}

FwRecord *
fw_kept_mapping_make (
    FwRecordList *list, const char *format, const char *source, const char *name, const char *json)
{
  FwRecord *known;
  g_autoptr (FwRecord) record = NULL;
  g_autofree char *id = NULL;
  g_autofree char *now = fw_time_format (g_get_real_time ());

  g_return_val_if_fail (list != NULL && format != NULL && source != NULL && name != NULL, NULL);

  known = find_named (list, format, source, name);
  if (known == NULL && json == NULL)
    return NULL;
  /* The name is what the command line asks for, so it is the id where that can be. */
  if (known == NULL && fw_record_is_id (name) && fw_record_list_find (list, name) == NULL)
    id = g_strdup (name);
  else if (known == NULL)
    id = g_uuid_string_random ();
  record = known != NULL ? fw_record_copy (known) : fw_record_new (fw_kind_find ("mapping"), id);
  fw_record_put_text (record, "name", name);
  fw_record_put_text (record, "source", source);
  fw_record_put_text (record, "format", format);
  if (json != NULL)
    fw_record_put_text (record, "mapping", json);
  fw_record_put_text (record, "used", now);
  return g_steal_pointer (&record);
}
