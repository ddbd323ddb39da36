/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/fw-error.h"
#include "intake/fw-intake-run.h"
#include "intake/fw-other-names.h"
#include "protocol/fw-json.h"

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
  /* A call list may be a workbook, which is no text. */
  if (run->intake->format != FW_FORMAT_CALLS && !fw_intake_run_settle_text (run, input, error))
    return FALSE;

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

/* What the mapping states of the file itself; its zone wins over the one that was given. */
static gboolean
read_stated (FwIntakeRun *run, FwIntake *intake, FwZone **zone, GError **error)
{
  FwTextForm *found = &run->report->text;

  if (!fw_text_form_read_stated (&run->form, intake->mapping, error))
    return FALSE;
  if (run->form.zone != NULL)
    {
      *zone = fw_zone_new (run->form.zone, 0, error);
      if (*zone == NULL)
        {
          g_prefix_error (error, "mapping: zone: ");
          return FALSE;
        }
      intake->zone = *zone;
    }
  g_free (found->zone);
  found->zone = g_strdup (intake->zone != NULL ? fw_zone_get_identifier (intake->zone) : "UTC");

  return TRUE;
}

static void
add_known (FwAlikeNames *alike,
           const char *kind,
           const char *const *names,
           const FwOtherNames *others)
{
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    fw_alike_names_add_known (alike, kind, fw_other_names_find (others, fw_text (names[i])));
}

/* Names that the mapping joins are one by what it says, under whichever an earlier read kept them.
 */
static void
tell_alike (FwIntakeRun *run)
{
  const FwIntake *intake = run->intake;
  g_autoptr (JsonObject) mapping = NULL;
  g_autoptr (FwOtherNames) people = NULL, queues = NULL;

  if (intake->mapping != NULL)
    mapping = fw_json_parse_object (intake->mapping, strlen (intake->mapping), NULL);
  if (mapping != NULL)
    {
      fw_other_names_read (mapping, "people", &people, NULL);
      fw_other_names_read (mapping, "queues", &queues, NULL);
    }
  add_known (&run->alike, "agent", intake->known_agents, people);
  add_known (&run->alike, "queue", intake->known_queues, queues);
  fw_alike_names_list (&run->alike, run->report->alike);
}

static gboolean
run_intake (const FwIntake *intake,
            FwInput *input,
            FwIntakeReport *report,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (FwZone) zone = NULL;
  FwIntake stated = *intake;
  FwIntakeRun run;
  gboolean done;

  fw_intake_run_init (&run, &stated, report, cancellable);
  run.input = input;
  done = read_stated (&run, &stated, &zone, error) && fw_intake_run_tick (&run, error) &&
         read_input (&run, input, error) && fw_intake_run_flush (&run, error);
  tell_alike (&run);
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
