/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/log/fw-queue-log.h"

#include "core/fw-error.h"
#include "intake/calls/fw-call-moment.h"
#include "intake/calls/fw-call-study.h"
#include "intake/text/fw-csv.h"
#include "protocol/fw-json.h"

/*
 * Asterisk's queue_log, as a file of lines (fw-queue-line.c says how one is taken apart,
 * fw-queue-words.c what its word means) or out of a database (fw-queue-table.c).
 */

/* Numbers this large are milliseconds, and these microseconds: as seconds they were far ahead. */
#define LEAST_MS G_GINT64_CONSTANT (100000000000)
#define LEAST_US (LEAST_MS * 1000)
/* 1990: a smaller number in front is that of a row. */
#define EARLIEST (G_GINT64_CONSTANT (631152000) * FW_SECOND)

static gboolean
read_number (FwText text, gint64 *at)
{
  gint64 whole = 0, fraction = 0, unit = 100000;
  guint i = 0;

  for (; i < text.length && i < 17 && g_ascii_isdigit (text.data[i]); i++)
    whole = whole * 10 + (text.data[i] - '0');
  if (i == 0)
    return FALSE;
  if (i < text.length && text.data[i] == '.')
    for (i++; i < text.length && g_ascii_isdigit (text.data[i]); i++, unit /= 10)
      fraction += (text.data[i] - '0') * unit;
  if (i < text.length)
    return FALSE;

  if (whole >= LEAST_US)
    *at = whole;
  else if (whole >= LEAST_MS)
    *at = whole * 1000;
  else
    *at = whole * FW_SECOND + fraction;

  return TRUE;
}

gboolean
fw_queue_log_read_time (FwQueueLog *self, FwText text, gint64 *at)
{
  return G_LIKELY (read_number (text, at)) ||
         (text.length >= 8 &&
          fw_call_clock_read (&self->clock, fw_cell_trim (text), at) == FW_CALL_CLOCK_GOOD);
}

gboolean
fw_queue_log_looks_like_time (FwQueueLog *self, FwText text)
{
  FwCallMoment moment;
  gint64 at;

  if (fw_queue_log_read_time (self, text, &at))
    return at >= EARLIEST;

  return text.length >= 8 && fw_call_moment_read (fw_cell_trim (text), &moment) &&
         moment.has_date && moment.has_time;
}

gboolean
fw_queue_log_settle_order (FwQueueLog *self, const FwDateStudy *dates, GError **error)
{
  g_return_val_if_fail (self != NULL && dates != NULL, FALSE);

  return self->order_stated || dates->long_years + dates->short_year.n == 0 ||
         fw_date_study_settle (dates, fw_call_study_find_this_year (), &self->clock.order, error);
}

void
fw_queue_log_free (FwQueueLog *self)
{
  if (self == NULL)
    return;
  fw_queue_names_free (self->names);
  fw_other_names_free (self->people);
  fw_other_names_free (self->queues);
  fw_call_clock_clear (&self->clock);
  g_clear_pointer (&self->zone, fw_zone_unref);
  for (guint i = 0; i < self->n_notes; i++)
    g_free (self->notes[i].word);
  g_free (self);
}

static gboolean
read_order (FwQueueLog *self, const char *value, GError **error)
{
  self->order_stated = TRUE;
  if (g_str_equal (value, "dmy"))
    self->clock.order = FW_DATE_ORDER_DMY;
  else if (g_str_equal (value, "mdy"))
    self->clock.order = FW_DATE_ORDER_MDY;
  else if (g_str_equal (value, "ymd"))
    self->clock.order = FW_DATE_ORDER_YMD;
  else
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID,
                           "mapping: date_order: expected ymd, dmy or mdy");
      return FALSE;
    }

  return TRUE;
}

/* Members that speak of columns mean nothing here, but a source may have both kinds of files. */
static gboolean
read_mapping (FwQueueLog *self, JsonObject *object, GError **error)
{
  const char *text;

  if (!fw_other_names_read (object, "people", &self->people, error) ||
      !fw_other_names_read (object, "queues", &self->queues, error))
    return FALSE;
  if (fw_json_has (object, "date_order") &&
      (!fw_json_get_text (object, "date_order", &text, error) || !read_order (self, text, error)))
    return FALSE;
  if (fw_json_has (object, "zone"))
    {
      FwZone *zone = NULL;

      if (!fw_json_get_text (object, "zone", &text, error) ||
          (zone = fw_zone_new (text, 0, error)) == NULL)
        return FALSE;
      g_clear_pointer (&self->zone, fw_zone_unref);
      self->zone = self->clock.zone = zone;
    }

  return TRUE;
}

gboolean
fw_queue_log_prepare (FwIntakeRun *run, GError **error)
{
  const char *mapping = run->intake->mapping;
  g_autoptr (JsonObject) object = NULL;

  if (run->queue_log != NULL)
    return TRUE;
  run->queue_log = g_new0 (FwQueueLog, 1);
  run->queue_log->names = fw_queue_names_new ();
  run->queue_log->zone = run->intake->zone != NULL ? fw_zone_ref (run->intake->zone) : NULL;
  run->queue_log->clock.zone = run->queue_log->zone;
  run->queue_log->clock.order = FW_DATE_ORDER_YMD;
  if (mapping == NULL)
    return TRUE;
  object = fw_json_parse_object (mapping, strlen (mapping), error);
  if (object == NULL)
    {
      g_prefix_error (error, "mapping: ");
      return FALSE;
    }

  return read_mapping (run->queue_log, object, error);
}

static void
begin_event (FwIntakeRun *run, const FwQueueLine *line, char *id, guint64 hash, FwEvent *event)
{
  *event = (FwEvent) FW_EVENT_INIT;
  event->source = run->source;
  event->id = fw_intake_put_hash (id, hash);
  event->contact = line->call;
  event->queue = fw_other_names_find (run->queue_log->queues, line->queue);
  event->agent = fw_other_names_find (run->queue_log->people, line->agent);
}

/* A member that is added as paused signs in and pauses: two events of one line. */
static gboolean
emit_added_pause (FwIntakeRun *run, guint64 number, FwText text, FwEvent *event, GError **error)
{
  char id[17];

  memcpy (id, event->id.data, 16);
  id[16] = 'p';
  event->id = (FwText){ id, 17 };
  event->type = FW_EVENT_PAUSED;

  return fw_intake_run_emit (run, number, text, event, NULL, error);
}

static void
count_note (FwIntakeRun *run, FwText word)
{
  FwQueueLog *self = run->queue_log;
  guint64 *count;

  for (guint i = 0; i < self->n_notes; i++)
    if (fw_text_equal (fw_text (self->notes[i].word), word))
      {
        (*self->notes[i].count)++;
        return;
      }
  count = fw_intake_run_count_note (run, word);
  if (self->n_notes < FW_QUEUE_LOG_NOTES)
    {
      self->notes[self->n_notes].word = fw_text_dup (word);
      self->notes[self->n_notes++].count = count;
    }
}

gboolean
fw_queue_log_take_line (
    FwIntakeRun *run, guint64 number, FwText text, const FwQueueLine *line, GError **error)
{
  const char *problem = NULL;
  gboolean accepted;
  FwEvent event;
  char id[16];

  begin_event (run, line, id, fw_intake_hash (text, 0), &event);
  if (!fw_queue_log_read_time (run->queue_log, line->time, &event.at))
    problem = fw_queue_log_looks_like_time (run->queue_log, line->time)
                  ? "time: expected a date of which it is known whether the day stands first; "
                    "state \"date_order\" in the mapping (dmy or mdy)"
                  : "time: expected seconds since 1970, or a date and a time such as "
                    "2026-03-02 09:00:10, in front";
  else
    fw_queue_word_read (line, &event, &problem);
  if (problem != NULL)
    {
      g_autoptr (GError) why = g_error_new_literal (FW_ERROR, FW_ERROR_INVALID, problem);

      return fw_intake_run_reject_error (run, number, text, why, error);
    }

  if (!fw_intake_run_emit (run, number, text, &event, &accepted, error))
    return FALSE;
  if (accepted && event.type == FW_EVENT_NOTE)
    count_note (run, line->word);
  if (accepted && event.type == FW_EVENT_DIALLED)
    run->report->dialled++;
  if (accepted && event.type == FW_EVENT_SIGNED_IN && line->n_data > 0 &&
      fw_text_equal (line->data[0], FW_TEXT_LITERAL ("PAUSED")))
    return emit_added_pause (run, number, text, &event, error);

  return TRUE;
}

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\r';
}

/* Marks of UTF-8 stand in front of a file that an editor wrote, and within files put together. */
static FwText
trim_line (FwText text)
{
  if (text.length >= 3 && memcmp (text.data, "\xef\xbb\xbf", 3) == 0)
    text = (FwText){ text.data + 3, text.length - 3 };
  while (text.length > 0 && is_space (text.data[text.length - 1]))
    text.length--;

  return text;
}

gboolean
fw_queue_log_take (FwIntakeRun *run, guint64 number, FwText text, GError **error)
{
  const char *reason, *problem;
  FwQueueLine line;

  if (!fw_queue_log_prepare (run, error))
    return FALSE;
  text = trim_line (text);
  if (text.length == 0)
    return TRUE;

  run->report->rows++;
  if (text.length > FW_INPUT_MOST_LINE)
    return fw_intake_run_reject (run, number, (FwText){ text.data, 1000 }, "line too long",
                                 "line: expected at most 1 MiB", error);
  if (!fw_queue_line_split (&line, text, run->queue_log->names, &reason, &problem))
    return fw_intake_run_reject (run, number, text, reason, problem, error);

  return fw_queue_log_take_line (run, number, text, &line, error);
}

/* The first look: whether the day stands first in dates. A log of numbers is not looked at twice.
 */
static gboolean
study_order (FwIntakeRun *run, FwInput *input, GError **error)
{
  FwQueueLog *self = run->queue_log;
  FwDateStudy dates = { 0 };
  GError *failure = NULL;
  guint64 number = 0;
  gsize length;
  char *line;

  while (!self->order_stated && fw_input_next_line (input, &line, &length, &failure))
    {
      FwText text = trim_line ((FwText){ line, (guint) length });
      const char *bar = text.length > 0 ? memchr (text.data, '|', text.length) : NULL;
      FwText time = { text.data, bar != NULL ? (guint) (bar - text.data) : 0 };
      gint64 at;

      number++;
      if (time.length > 0 && read_number (time, &at))
        break;
      if (time.length > 0)
        fw_date_study_add (&dates, number, fw_cell_trim (time));
    }
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }

  return fw_queue_log_settle_order (self, &dates, error) && fw_input_rewind (input, error);
}

static gboolean
read_lines (FwIntakeRun *run, FwInput *input, GError **error)
{
  GError *failure = NULL;
  guint64 number = 0;
  gsize length;
  char *line;

  while (fw_input_next_line (input, &line, &length, &failure))
    if (input->unended && length > 0)
      run->report->unfinished = ++number; /* the beginning of a line is not a line */
    else if (!fw_queue_log_take (run, ++number, (FwText){ line, (guint) length }, error))
      return FALSE;

  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }

  return TRUE;
}

gboolean
fw_queue_log_read (FwIntakeRun *run, FwInput *input, GError **error)
{
  FwText beginning;

  if (!fw_queue_log_prepare (run, error) || !fw_input_fill (input, error))
    return FALSE;

  beginning = (FwText){ input->data + input->start, (guint) (input->end - input->start) };
  if (fw_queue_table_is (run->queue_log, beginning))
    return fw_queue_table_read (run, input, error);

  return study_order (run, input, error) && read_lines (run, input, error);
}
