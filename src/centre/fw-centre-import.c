/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "centre/fw-centre-import.h"

#include "core/fw-error.h"
#include "intake/calls/fw-inspect.h"
#include "protocol/fw-report-json.h"

/** One writing under way: batches are on their way to the disk while the next ones are read. */
typedef struct
{
  FwCentre *centre;
  FwFloorReport *floor;
  const FwIntake *intake; /* for progress */
  GMutex lock;
  GCond changed;
  guint pending;
  GError *error; /* of a batch that was not taken */
} Writing;

static gboolean
read_whole (const FwCentreImport *self,
            const FwIntake *intake,
            FwIntakeReport *report,
            GCancellable *cancellable,
            GError **error)
{
  return self->path != NULL
             ? fw_intake_read_file (intake, self->path, report, cancellable, error)
             : fw_intake_read_bytes (intake, self->bytes, report, cancellable, error);
}

/* The rule of every door. */
static gboolean
judge (const FwCentreImport *self, const FwIntakeReport *report, GError **error)
{
  const FwReject *first;

  if (report->rejected == 0 || (self->skip_rejected && report->accepted > 0))
    return TRUE;

  first = report->examples->pdata[0]; /* of what is rejected the first is always kept */
  if (report->accepted == 0)
    g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                 "not one of %" G_GUINT64_FORMAT
                 " rows could be read, so nothing was imported; line %" G_GUINT64_FORMAT ": %s",
                 report->rows, first->line, first->detail);
  else
    g_set_error (
        error, FW_ERROR, FW_ERROR_INVALID,
        "%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT
        " rows were rejected, so nothing was imported; line %" G_GUINT64_FORMAT
        ": %s. Mend them, say in the mapping what they mean, or take the good ones alone with %s",
        report->rejected, report->rows, first->line, first->detail, self->skip_word);
  return FALSE;
}

gboolean
fw_centre_import_rehearse (const FwCentreImport *self,
                           FwIntakeReport *report,
                           GCancellable *cancellable,
                           GError **error)
{
  FwIntake intake;

  g_return_val_if_fail (self != NULL && report != NULL, FALSE);
  g_return_val_if_fail ((self->path != NULL) != (self->bytes != NULL), FALSE);

  intake = self->intake;
  intake.sink = NULL;
  intake.rejects = NULL;
  return read_whole (self, &intake, report, cancellable, error) && judge (self, report, error);
}

static void
batch_done_cb (const FwFloorReport *report, const GError *error, gpointer user_data)
{
  Writing *writing = user_data;

  g_mutex_lock (&writing->lock);
  if (error != NULL && writing->error == NULL)
    writing->error = g_error_copy (error);
  if (error == NULL && report != NULL)
    fw_floor_report_add (writing->floor, report);
  writing->pending--;
  g_cond_signal (&writing->changed);
  g_mutex_unlock (&writing->lock);
}

static gboolean
submit_batch (FwEventBatch *batch, gpointer user_data, GError **error)
{
  Writing *writing = user_data;
  gboolean failed;

  g_mutex_lock (&writing->lock);
  failed = writing->error != NULL;
  if (failed)
    g_propagate_error (error, g_error_copy (writing->error));
  else
    writing->pending++;
  g_mutex_unlock (&writing->lock);
  if (!failed)
    fw_centre_submit (writing->centre, batch, batch_done_cb, writing);
  return !failed;
}

static void
progress_cb (guint64 done, guint64 size, guint64 rows, gpointer user_data)
{
  const FwIntake *intake = ((Writing *) user_data)->intake;

  intake->progress (done, size, rows, intake->user_data);
}

char **
fw_centre_dup_names (FwCentre *centre, FwDimension dimension)
{
  FwDictionary *dictionary;
  GStrvBuilder *names;
  char **list;

  g_return_val_if_fail (centre != NULL, NULL);

  dictionary = fw_cube_get_dictionary (fw_centre_get_cube (centre), dimension);
  names = g_strv_builder_new ();
  for (guint code = 1; code < fw_dictionary_get_length (dictionary); code++)
    g_strv_builder_add (names, fw_dictionary_get (dictionary, (guint16) code));
  list = g_strv_builder_end (names);
  g_strv_builder_unref (names);
  return list;
}

gboolean
fw_centre_close_overdue (FwCentre *centre, const char *source, FwFloorReport *floor, GError **error)
{
  FwCube *cube;
  g_autoptr (FwEventBatch) batch = NULL;
  g_autofree char *id = NULL;
  FwFloorReport report = { 0 };
  FwEvent event = FW_EVENT_INIT;

  g_return_val_if_fail (centre != NULL && source != NULL && floor != NULL, FALSE);

  cube = fw_centre_get_cube (centre);
  fw_cube_write_lock (cube);
  event.at = fw_floor_find_overdue (fw_centre_get_floor (centre), source, g_get_real_time ());
  fw_cube_write_unlock (cube);
  if (event.at == 0)
    return TRUE;

  id = g_strdup_printf ("overdue-%" G_GINT64_FORMAT, event.at);
  event.type = FW_EVENT_NOTE;
  event.source = fw_text (source);
  event.id = fw_text (id);
  event.reason = FW_TEXT_LITERAL ("clock");
  batch = fw_event_batch_new ();
  fw_event_batch_add (batch, &event);
  if (!fw_centre_ingest (centre, batch, &report, error))
    return FALSE;
  floor->unended += report.unended;

  return TRUE;
}

gboolean
fw_centre_import_perform (const FwCentreImport *self,
                          FwCentre *centre,
                          GOutputStream *rejects,
                          FwIntakeReport *report,
                          FwFloorReport *floor,
                          GCancellable *cancellable,
                          GError **error)
{
  Writing writing = { .centre = centre, .floor = floor };
  g_autoptr (GError) failed = NULL;
  FwIntake intake;
  gboolean done;

  g_return_val_if_fail (self != NULL && centre != NULL, FALSE);
  g_return_val_if_fail (report != NULL && floor != NULL, FALSE);

  intake = self->intake;
  intake.sink = submit_batch;
  intake.rejects = rejects;
  intake.progress = self->intake.progress != NULL ? progress_cb : NULL;
  intake.user_data = &writing;
  writing.intake = &self->intake;
  g_mutex_init (&writing.lock);
  g_cond_init (&writing.changed);

  done = read_whole (self, &intake, report, cancellable, &failed);
  g_mutex_lock (&writing.lock);
  while (writing.pending > 0)
    g_cond_wait (&writing.changed, &writing.lock);
  g_mutex_unlock (&writing.lock);
  g_mutex_clear (&writing.lock);
  g_cond_clear (&writing.changed);

  /* What the store said comes first: that is why the reading ended. */
  if (writing.error != NULL)
    g_propagate_error (error, writing.error);
  else if (!done)
    g_propagate_error (error, g_steal_pointer (&failed));
  return done && writing.error == NULL && fw_centre_settle (centre, error) &&
         fw_centre_close_overdue (centre, self->intake.source, floor, error);
}

gboolean
fw_centre_import_copy_rejects (const FwCentreImport *self, GOutputStream *rejects, GError **error)
{
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
  FwIntake intake;

  g_return_val_if_fail (self != NULL && G_IS_OUTPUT_STREAM (rejects), FALSE);

  intake = self->intake;
  intake.sink = NULL;
  intake.rejects = rejects;
  return read_whole (self, &intake, report, NULL, error);
}

void
fw_centre_import_append_report (FwJsonWriter *writer,
                                const FwIntakeReport *report,
                                const FwFloorReport *floor,
                                gboolean dry_run,
                                gboolean cancelled)
{
  FwReportForm form = {
    .rows = report->rows,
    .accepted = report->accepted,
    .rejected = report->rejected,
    .unfinished = report->unfinished,
    .reasons = report->reasons,
    .first = report->first,
    .last = report->last,
    .mapping = report->mapping,
    .text = &report->text,
    .notes = report->notes,
    .alike = report->alike,
    .dialled = report->dialled,
    .list = &report->list,
    .dry_run = dry_run,
    .floor = floor,
  };

  g_return_if_fail (writer != NULL && report != NULL);

  fw_report_json_begin (writer, &form);
  fw_json_member_boolean (writer, "cancelled", cancelled);
  fw_json_writer_key (writer, "examples");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < report->examples->len; i++)
    {
      const FwReject *reject = report->examples->pdata[i];

      fw_report_json_example (writer, reject->line, reject->reason, reject->detail, reject->text);
    }
  fw_json_writer_end_array (writer);
  fw_json_writer_end_object (writer);
}

GString *
fw_centre_import_inspect (const FwCentreImport *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
  g_autoptr (GError) refusal = NULL;
  g_auto (FwInspect) inspect = { 0 };
  GString *json;
  FwJsonWriter writer;

  g_return_val_if_fail (self != NULL && self->bytes != NULL, NULL);

  if (!fw_centre_import_rehearse (self, report, cancellable, &refusal) &&
      !g_error_matches (refusal, FW_ERROR, FW_ERROR_INVALID))
    {
      g_propagate_error (error, g_steal_pointer (&refusal));
      return NULL;
    }

  json = g_string_new (NULL);
  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "format", fw_format_to_name (self->intake.format));
  fw_json_member_text (&writer, "refusal", refusal != NULL ? refusal->message : NULL);
  fw_json_writer_key (&writer, "report");
  fw_centre_import_append_report (&writer, report, NULL, TRUE, FALSE);
  if (self->intake.format == FW_FORMAT_CALLS)
    {
      fw_inspect_read (&inspect, self->bytes, report);
      fw_inspect_append (&inspect, &writer);
    }
  fw_json_writer_end_object (&writer);
  return json;
}
