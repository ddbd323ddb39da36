/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/cases/fw-checklist-offer.h"

#include "console/records/fw-record-batch-writer.h"
#include "core/quality/fw-checklist-templates.h"

#include <glib/gi18n-lib.h>

static FwRecord *
add (GArray *changes, FwClient *client, const char *kind, const char *id, const char *name)
{
  const FwRecordChange change = { .record =
                                      fw_record_new (fw_client_find_kind (client, kind), id) };

  fw_record_set_fallbacks (change.record);
  fw_record_put_text (change.record, "name", _ (name));
  g_array_append_val (changes, change);
  return change.record;
}

static void
add_step (GArray *changes, FwClient *client, const FwChecklistTemplate *list, guint i)
{
  const FwChecklistStepTemplate *step = &list->steps[i];
  g_autofree char *id = g_strdup_printf ("%s-%u", list->id, i + 1);
  FwRecord *record = add (changes, client, "checklist-step", id, step->name);

  fw_record_put_text (record, "checklist", list->id);
  fw_record_set_integer (record, fw_record_find (record, "place"), i + 1);
  fw_record_set_integer (record, fw_record_find (record, "two"), step->two);
  if (step->stage != NULL)
    fw_record_put_text (record, "stage", _ (step->stage));
  if (step->duty != NULL)
    fw_record_put_text (record, "duty", _ (step->duty));
  if (step->minutes != NULL)
    fw_record_parse (record, fw_record_find (record, "minutes"), fw_text (step->minutes), NULL);
}

GArray *
fw_checklists_offer (FwClient *client)
{
  GArray *changes = fw_record_changes_new ();
  guint n;
  const FwChecklistTemplate *lists = fw_checklist_templates (&n);

  g_return_val_if_fail (FW_IS_CLIENT (client), changes);

  for (guint i = 0; i < n; i++)
    {
      FwRecord *record = add (changes, client, "checklist", lists[i].id, lists[i].name);

      fw_record_put_text (record, "applies", lists[i].applies);
      if (lists[i].class != NULL)
        fw_record_put_text (record, "class", lists[i].class);
      for (guint k = 0; k < lists[i].n_steps; k++)
        add_step (changes, client, &lists[i], k);
    }
  return changes;
}
