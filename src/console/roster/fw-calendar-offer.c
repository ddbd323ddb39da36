/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/roster/fw-calendar-offer.h"

#include "console/records/fw-record-batch-writer.h"
#include "core/roster/fw-calendar-template.h"

#include <glib/gi18n-lib.h>

static void
put_tasks (FwRecord *record, const FwCalendarShipped *shipped)
{
  g_autoptr (GString) tasks = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (shipped->tasks) && shipped->tasks[i] != NULL; i++)
    g_string_append_printf (tasks, "%s%u: %s", i > 0 ? "; " : "", shipped->before[i],
                            _ (shipped->tasks[i]));
  if (tasks->len > 0)
    fw_record_put_text (record, "tasks", tasks->str);
}

GArray *
fw_calendar_offer (FwClient *client)
{
  GArray *changes = fw_record_changes_new ();
  guint n;
  const FwCalendarShipped *shipped = fw_calendar_shipped (&n);

  g_return_val_if_fail (FW_IS_CLIENT (client), changes);

  for (guint i = 0; i < n; i++)
    {
      const FwRecordChange change = {
        .record = fw_record_new (fw_client_find_kind (client, "calendar-template"), shipped[i].id)
      };

      fw_record_set_fallbacks (change.record);
      fw_record_put_text (change.record, "name", _ (shipped[i].name));
      for (guint k = 0; shipped[i].fields[k][0] != NULL; k++)
        fw_record_parse (change.record, fw_record_find (change.record, shipped[i].fields[k][0]),
                         fw_text (shipped[i].fields[k][1]), NULL);
      put_tasks (change.record, &shipped[i]);
      g_array_append_val (changes, change);
    }
  return changes;
}
