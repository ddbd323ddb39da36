/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/fw-intake.h"

static void
free_reject (gpointer data)
{
  FwReject *reject = data;

  g_free (reject->reason);
  g_free (reject->detail);
  g_free (reject->text);
  g_free (reject);
}

FwIntakeReport *
fw_intake_report_new (void)
{
  FwIntakeReport *report = g_new0 (FwIntakeReport, 1);

  report->reasons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  report->examples = g_ptr_array_new_with_free_func (free_reject);
  report->alike = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  report->notes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  fw_list_report_init (&report->list);

  return report;
}

void
fw_intake_report_free (FwIntakeReport *report)
{
  if (report == NULL)
    return;
  g_hash_table_unref (report->reasons);
  g_ptr_array_unref (report->examples);
  g_ptr_array_unref (report->alike);
  g_clear_pointer (&report->notes, g_hash_table_unref);
  fw_list_report_clear (&report->list);
  g_free (report->mapping);
  fw_text_form_clear (&report->text);
  g_free (report);
}

static const struct
{
  FwFormat format;
  const char *name;
} formats[] = {
  { FW_FORMAT_QUEUE_LOG, "queue-log" },
  { FW_FORMAT_CALLS, "calls" },
  { FW_FORMAT_EVENTS, "events" },
};

const char *
fw_format_to_name (FwFormat format)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (formats[i].format == format)
      return formats[i].name;

  g_return_val_if_reached (NULL);
}

gboolean
fw_format_from_name (const char *name, FwFormat *format)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_strcmp0 (formats[i].name, name) == 0)
      {
        *format = formats[i].format;
        return TRUE;
      }

  return FALSE;
}
