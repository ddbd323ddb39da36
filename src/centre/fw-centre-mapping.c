/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "centre/fw-centre-mapping.h"

#include "core/fw-error.h"

FwRecord *
fw_centre_find_mapping (FwCentre *self, FwScope *scope, const char *name, GError **error)
{
  FwRecords *records = fw_centre_get_records (self);
  g_autoptr (GPtrArray) all = NULL;
  FwRecord *found = NULL;

  g_return_val_if_fail (scope != NULL && name != NULL, NULL);

  all = fw_records_list (records, scope, fw_kind_find ("mapping"), error);
  if (all == NULL)
    return NULL;
  for (guint i = 0; i < all->len; i++)
    {
      FwRecord *record = g_ptr_array_index (all, i);

      if (g_str_equal (fw_record_get_id (record), name))
        return fw_record_ref (record);
      if (g_strcmp0 (fw_record_text (record, "name"), name) != 0)
        continue;
      if (found != NULL)
        {
          g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                       "mapping: %s and %s are both called “%s”; name one by its id",
                       fw_record_get_id (found), fw_record_get_id (record), name);
          return NULL;
        }
      found = record;
    }
  if (found == NULL)
    g_set_error (error, FW_ERROR, FW_ERROR_NOT_FOUND, "mapping: there is none called “%s”", name);
  return found != NULL ? fw_record_ref (found) : NULL;
}

gboolean
fw_centre_find_last_mapping (FwCentre *self,
                             FwScope *scope,
                             const char *format,
                             const char *source,
                             FwRecord **mapping,
                             GError **error)
{
  g_autoptr (GPtrArray) all = NULL;
  FwRecord *last = NULL;

  g_return_val_if_fail (scope != NULL && format != NULL && source != NULL, FALSE);
  g_return_val_if_fail (mapping != NULL, FALSE);

  all = fw_records_list (fw_centre_get_records (self), scope, fw_kind_find ("mapping"), error);
  if (all == NULL)
    return FALSE;
  for (guint i = 0; i < all->len; i++)
    {
      FwRecord *record = g_ptr_array_index (all, i);

      /* Moments of one form: their order is that of the text. */
      if (g_strcmp0 (fw_record_text (record, "source"), source) == 0 &&
          g_strcmp0 (fw_record_text (record, "format"), format) == 0 &&
          (last == NULL ||
           g_strcmp0 (fw_record_text (record, "used"), fw_record_text (last, "used")) > 0))
        last = record;
    }
  *mapping = last != NULL ? fw_record_ref (last) : NULL;
  return TRUE;
}

gboolean
fw_centre_mark_mapping (
    FwCentre *self, FwScope *scope, FwRecord *mapping, gint64 now, GError **error)
{
  g_autofree char *moment = fw_time_format (now);

  g_return_val_if_fail (scope != NULL && mapping != NULL, FALSE);

  fw_record_put_text (mapping, "used", moment);
  return fw_records_put (fw_centre_get_records (self), scope, mapping, now, error);
}
