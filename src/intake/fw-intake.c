/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/fw-error.h"
#include "intake/fw-intake-run.h"

static gboolean
check_intake (const FwIntake *intake, GError **error)
{
  FwText source = fw_text (intake->source);

  if (source.length == 0 || source.length > FW_EVENT_MAX_NAME)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "source: expected 1 to %d bytes",
                   FW_EVENT_MAX_NAME);
      return FALSE;
    }

  return TRUE;
}

static gboolean
read_input (FwIntakeRun *run, FwInput *input, GError **error)
{
  switch (run->intake->format)
    {
    case FW_FORMAT_QUEUE_LOG:
      return fw_queue_log_read (run, input, error);
    case FW_FORMAT_CALLS:
      return fw_call_list_read (run, input, error);
    case FW_FORMAT_EVENTS:
      return fw_event_file_read (run, input, error);
    default:
      g_return_val_if_reached (FALSE);
    }
}

static gboolean
run_intake (const FwIntake *intake,
            FwInput *input,
            FwIntakeReport *report,
            GCancellable *cancellable,
            GError **error)
{
  FwIntakeRun run;
  gboolean done;

  fw_intake_run_init (&run, intake, report, cancellable);
  run.input = input;
  done = fw_intake_run_tick (&run, error) && read_input (&run, input, error) &&
         fw_intake_run_flush (&run, error);
  run.next_progress = 0;
  done = done && fw_intake_run_tick (&run, error);
  fw_intake_run_clear (&run);

  return done;
}

gboolean
fw_intake_read_file (const FwIntake *intake,
                     const char *path,
                     FwIntakeReport *report,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (FwInput) input = NULL;

  g_return_val_if_fail (intake != NULL && path != NULL && report != NULL, FALSE);

  if (!check_intake (intake, error))
    return FALSE;
  input = fw_input_new_for_path (path, error);

  return input != NULL && run_intake (intake, input, report, cancellable, error);
}

gboolean
fw_intake_read_bytes (const FwIntake *intake,
                      GBytes *bytes,
                      FwIntakeReport *report,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (FwInput) input = NULL;

  g_return_val_if_fail (intake != NULL && bytes != NULL && report != NULL, FALSE);

  if (!check_intake (intake, error))
    return FALSE;
  input = fw_input_new_for_bytes (bytes, error);

  return input != NULL && run_intake (intake, input, report, cancellable, error);
}
