/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a cell becomes. A shift that people were told of is never forgotten before they are told
 * otherwise. */
#include "console/roster/fw-roster-plan.h"

gboolean
fw_roster_shift_is (const FwRecord *shift, const char *type)
{
  return shift != NULL && g_strcmp0 (fw_record_text (shift, "type"), type) == 0;
}

gboolean
fw_roster_shift_is_draft (const FwRecord *shift)
{
  return shift != NULL && g_strcmp0 (fw_record_text (shift, "state"), "draft") == 0;
}

gboolean
fw_roster_shift_is_same (const FwRecord *one, const FwRecord *other)
{
  static const char *const fields[] = { "type", "template", "state", "told", "note" };

  if (one == NULL || other == NULL)
    return one == other;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_strcmp0 (fw_record_text (one, fields[i]), fw_record_text (other, fields[i])) != 0)
      return FALSE;
  return TRUE;
}

/* As it stands in "told". */
static const char *
get_code (const FwRecord *shift)
{
  return fw_roster_shift_is (shift, "work") ? fw_record_text (shift, "template")
                                            : fw_record_text (shift, "type");
}

static FwRecord *
make_new (FwRosterPlan *self, const FwRosterRow *row, gint32 day)
{
  g_autofree char *id = g_uuid_string_random ();
  FwRecord *record = fw_record_new (self->kind, id);

  fw_record_set_fallbacks (record);
  fw_record_put_text (record, "person", row->person);
  fw_record_set_integer (record, (guint) fw_kind_find_field (self->kind, "day"), day);
  return record;
}

static FwRecord *
copy_or_make (FwRosterPlan *self, const FwRosterRow *row, gint32 day)
{
  FwRecord *shown = fw_roster_plan_get (self, row, day);

  return shown != NULL ? fw_record_copy (shown) : make_new (self, row, day);
}

FwRecord *
fw_roster_plan_make_shift (FwRosterPlan *self,
                           const FwRosterRow *row,
                           gint32 day,
                           const char *type,
                           const FwRosterTemplate *template)
{
  FwRecord *record;

  g_return_val_if_fail (self != NULL && row != NULL && type != NULL, NULL);

  record = copy_or_make (self, row, day);
  fw_record_put_text (record, "type", type);
  if (template == NULL || g_strcmp0 (fw_record_text (record, "template"), template->id) != 0)
    fw_record_put_text (record, "breaks", NULL); /* they were of the other shift */
  fw_record_put_text (record, "template", template != NULL ? template->id : NULL);
  fw_record_put_text (
      record, "state",
      g_strcmp0 (fw_record_text (record, "told"), get_code (record)) == 0 ? "published" : "draft");
  return record;
}

FwRecord *
fw_roster_plan_make_free (FwRosterPlan *self, const FwRosterRow *row, gint32 day)
{
  FwRecord *shown;
  FwRecord *record;

  g_return_val_if_fail (self != NULL && row != NULL, NULL);

  shown = fw_roster_plan_get (self, row, day);
  if (shown == NULL || fw_record_text (shown, "told") == NULL)
    return NULL;
  record = fw_record_copy (shown);
  fw_record_put_text (record, "type", "off");
  fw_record_put_text (record, "template", NULL);
  fw_record_put_text (record, "state", "draft");
  return record;
}

FwRecord *
fw_roster_plan_make_published (FwRosterPlan *self, const FwRosterRow *row, gint32 day)
{
  FwRecord *shown;
  FwRecord *record;

  g_return_val_if_fail (self != NULL && row != NULL, NULL);

  shown = fw_roster_plan_get (self, row, day);
  if (shown == NULL || fw_roster_shift_is (shown, "off"))
    return NULL;
  record = fw_record_copy (shown);
  fw_record_put_text (record, "state", "published");
  fw_record_put_text (record, "told", get_code (record));
  return record;
}
