/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/fw-intake-run.h"
#include "protocol/fw-event-line.h"

static gboolean
take_line (FwIntakeRun *run, FwEventScratch *scratch, guint64 number, FwText line, GError **error)
{
  g_autoptr (GError) why = NULL;
  FwEvent event;

  if (line.length > 0 && line.data[line.length - 1] == '\r')
    line.length--;
  if (line.length == 0)
    return TRUE;

  run->report->rows++;
  if (line.length > FW_INPUT_MOST_LINE)
    return fw_intake_run_reject (run, number, (FwText){ line.data, 1000 }, "line too long",
                                 "line: expected at most 1 MiB", error);
  if (!fw_event_line_parse (line, scratch, &event, &why))
    return fw_intake_run_reject_error (run, number, line, why, error);

  return fw_intake_run_emit (run, number, line, &event, NULL, error);
}

gboolean
fw_event_file_read (FwIntakeRun *run, FwInput *input, GError **error)
{
  g_autoptr (FwEventScratch) scratch = fw_event_scratch_new ();
  GError *failure = NULL;
  guint64 number = 0;
  gsize length;
  char *line;

  while (fw_input_next_line (input, &line, &length, &failure))
    if (!take_line (run, scratch, ++number, (FwText){ line, (guint) length }, error))
      return FALSE;

  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }

  return TRUE;
}
