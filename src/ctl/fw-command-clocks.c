/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "core/fw-error.h"
#include "ctl/fw-clock-replay.h"
#include "ctl/fw-ctl.h"
#include "ctl/fw-document.h"

static char *calendars, *flows;

static const GOptionEntry entries[] = {
  { "calendars", 0, 0, G_OPTION_ARG_FILENAME, &calendars,
    "working time: a JSON object of one calendar a name", "FILE" },
  { "flows", 0, 0, G_OPTION_ARG_FILENAME, &flows,
    "clocks of flows: a JSON object of one array of clocks a name; without it the product's own",
    "FILE" },
  { NULL },
};

static FwClockReplay *
make_replay (GError **error)
{
  g_autoptr (JsonObject) calendar_document = NULL;
  g_autoptr (JsonObject) flow_document = NULL;
  FwClockReplay *replay;

  if ((calendar_document = fw_document_read (calendars, error)) == NULL ||
      (flows != NULL && (flow_document = fw_document_read (flows, error)) == NULL))
    return NULL;
  replay = fw_clock_replay_new (calendar_document, flow_document, error);
  if (replay == NULL)
    g_prefix_error (error, "%s%s%s: ", calendars, flows != NULL ? ", " : "",
                    flows != NULL ? flows : "");
  return replay;
}

static gboolean
print_line (FwClockReplay *replay, const char *path, guint number, const char *text, gsize length)
{
  g_autoptr (JsonObject) line = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *note = NULL;

  line = fw_json_parse_object (text, length, &error);
  if (line == NULL || !fw_clock_replay_line (replay, line, out, &note, &error))
    {
      fprintf (stderr, "%s:%u: %s\n", path, number, error->message);
      return FALSE;
    }
  if (note != NULL)
    fprintf (stderr, "%s:%u: note: %s\n", path, number, note);
  printf ("%s\n", out->str);
  return TRUE;
}

static gboolean
print_file (FwClockReplay *replay, const char *path, GError **error)
{
  g_autofree char *text = NULL;
  guint number = 0, wrong = 0;
  gsize length;
  const char *line, *end;

  if (!g_file_get_contents (path, &text, &length, error))
    return FALSE;
  for (line = text; line < text + length; line = end + 1)
    {
      end = memchr (line, '\n', (gsize) (text + length - line));
      if (end == NULL)
        end = text + length;
      number++;
      if (strspn (line, " \t\r") < (gsize) (end - line) &&
          !print_line (replay, path, number, line, (gsize) (end - line)))
        wrong++;
    }
  if (wrong == 0)
    return TRUE;

  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s: %u of %u lines could not be worked out",
               path, wrong, number);
  return FALSE;
}

static gboolean
run_clocks (const FwTarget *target, char **arguments, GError **error)
{
  g_autoptr (FwClockReplay) replay = NULL;

  if (!fw_check_arguments (arguments, 2, "replay FILE.jsonl", error))
    return FALSE;
  if (!g_str_equal (arguments[0], "replay"))
    return fw_usage_error (error, "there is no “%s”; expected replay", arguments[0]);
  if (calendars == NULL)
    return fw_usage_error (error, "--calendars FILE is missing");
  replay = make_replay (error);
  return replay != NULL && print_file (replay, arguments[1], error);
}

const FwCommand fw_command_clocks = {
  .name = "clocks",
  .arguments = "replay FILE.jsonl",
  .summary = "What clocks, cases and moves come to, worked out from calendars and flows alone",
  .alone = TRUE,
  .entries = entries,
  .run = run_clocks,
};
