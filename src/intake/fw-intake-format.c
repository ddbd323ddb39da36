/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/calls/fw-call-json.h"
#include "intake/log/fw-queue-log.h"
#include "intake/text/fw-file-kind.h"

/* What is looked at of a file. */
#define BEGINNING 65536

/* In the window of @input; less where the file is shorter, or cannot be read any further. */
static FwText
get_beginning (FwInput *input)
{
  while (input->end - input->start < BEGINNING && !input->eof)
    if (!fw_input_fill (input, NULL))
      break;

  return (FwText){ input->data + input->start, (guint) MIN (input->end - input->start, BEGINNING) };
}

/* {"source":"watch","at":"...","type":"offered"} in its first line, and no array, as of calls. */
static gboolean
is_event_file (FwText text)
{
  const char *newline = memchr (text.data, '\n', text.length);
  FwText first = { text.data, newline != NULL ? (guint) (newline - text.data) : text.length };

  return *text.data == '{' && memchr (first.data, '[', first.length) == NULL &&
         g_strstr_len (first.data, first.length, "\"type\"") != NULL &&
         g_strstr_len (first.data, first.length, "\"at\"") != NULL;
}

static gboolean
is_queue_log (FwText text)
{
  static const FwIntake intake = { .format = FW_FORMAT_QUEUE_LOG, .source = "" };
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
  FwIntakeRun run;
  gboolean is;

  fw_intake_run_init (&run, &intake, report, NULL);
  is = fw_queue_log_prepare (&run, NULL) && fw_queue_log_is (run.queue_log, text);
  fw_intake_run_clear (&run);

  return is;
}

gboolean
fw_format_tell_file (const char *path, FwFormat *format, GError **error)
{
  g_autoptr (FwInput) input = NULL;
  FwText text;

  g_return_val_if_fail (path != NULL && format != NULL, FALSE);

  *format = FW_FORMAT_CALLS;
  input = fw_input_new_for_path (path, error);
  if (input == NULL)
    return FALSE;
  text = get_beginning (input);
  /* A workbook is a list; what is no text is refused as one, with what to do. */
  if (text.length == 0 || fw_file_kind_find (text.data, text.length) != FW_FILE_TEXT ||
      !fw_input_settle_encoding (input, NULL, NULL))
    return TRUE;
  text = get_beginning (input);
  if (text.length == 0)
    return TRUE;
  if (fw_call_json_is (text.data, text.length))
    *format = is_event_file (text) ? FW_FORMAT_EVENTS : FW_FORMAT_CALLS;
  else if (is_queue_log (text))
    *format = FW_FORMAT_QUEUE_LOG;

  return TRUE;
}
