/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/fw-error.h"
#include "intake/fw-intake-run.h"

/*
 * A line of Asterisk's queue_log, as app_queue.c writes it:
 *
 *   seconds|call|queue|agent|VERB|data...
 *
 * "NONE" stands for what there is not. The wait that CONNECT, COMPLETE and the exits state is the
 * time in the queue, which Asterisk calls hold time. No COMPLETE follows a transfer; its data begin
 * with where the call went, which may itself contain "|", so they are read from the right.
 */
#define MOST_FIELDS 24

typedef struct
{
  FwText fields[MOST_FIELDS];
  guint n_fields;
  const char *end;
} Line;

typedef struct
{
  const Line *line;
  FwEvent *event;
  const char *expected; /* (nullable): what is wrong, as "field: expected ..." */
} Reading;

typedef gboolean (*ReadVerb) (Reading *self, guint option);

enum
{
  VERB = 4,
  DATA = 5,
};

static gboolean
fail (Reading *self, const char *expected)
{
  self->expected = expected;

  return FALSE;
}

static inline FwText
get_field (const Line *line, guint i)
{
  return i < line->n_fields ? line->fields[i] : FW_TEXT_NONE;
}

static inline gboolean
parse_whole (FwText text, gint64 *value)
{
  *value = 0;
  if (text.length == 0 || text.length > 15)
    return FALSE;
  for (guint i = 0; i < text.length; i++)
    {
      guint digit = (guint) (guchar) text.data[i] - '0';

      if (digit > 9)
        return FALSE;
      *value = *value * 10 + digit;
    }

  return TRUE;
}

static gboolean
read_seconds (FwText text, gint64 *ms)
{
  gint64 seconds;

  if (!parse_whole (text, &seconds))
    return FALSE;
  *ms = seconds * 1000;

  return TRUE;
}

static inline FwText
get_named (const Line *line, guint i)
{
  FwText text = get_field (line, i);

  return fw_text_equal (text, FW_TEXT_LITERAL ("NONE")) ? FW_TEXT_NONE : text;
}

/* ENTERQUEUE|url|caller|position */
static gboolean
read_enter (Reading *self, guint option)
{
  FwText caller = get_field (self->line, DATA + 1);

  if (!fw_text_equal (caller, FW_TEXT_LITERAL ("unknown")) &&
      !fw_text_equal (caller, FW_TEXT_LITERAL ("anonymous")))
    self->event->customer = caller;
  if (self->event->queue.length == 0)
    return fail (self, "queue: expected the queue's name");

  return TRUE;
}

/* CONNECT|wait|channel|ring */
static gboolean
read_connect (Reading *self, guint option)
{
  if (!read_seconds (get_field (self->line, DATA), &self->event->wait_ms))
    return fail (self, "wait: expected whole seconds in field 6");

  return TRUE;
}

/* COMPLETEAGENT, COMPLETECALLER|wait|talk|position */
static gboolean
read_complete (Reading *self, guint option)
{
  if (!read_connect (self, 0))
    return FALSE;
  if (!read_seconds (get_field (self->line, DATA + 1), &self->event->talk_ms))
    return fail (self, "talk: expected whole seconds in field 7");

  return TRUE;
}

/* ABANDON, EXITEMPTY, EXITWITHTIMEOUT|position|first position|wait; old ones say the position
 * alone. */
static gboolean
read_exit (Reading *self, guint option)
{
  guint at = DATA + option;

  if (self->line->n_fields <= at)
    return TRUE;
  if (!read_seconds (get_field (self->line, at), &self->event->wait_ms))
    return fail (self, "wait: expected whole seconds in the last field");

  return TRUE;
}

/* RINGNOANSWER, RINGCANCELED|ms */
static gboolean
read_ring (Reading *self, guint option)
{
  if (!parse_whole (get_field (self->line, DATA), &self->event->wait_ms))
    return fail (self, "wait: expected whole milliseconds in field 6");

  return TRUE;
}

/* ...|wait|talk, and the position after them where @option is 1. */
static gboolean
read_transfer (Reading *self, guint option)
{
  const Line *line = self->line;
  guint last = line->n_fields - option;

  if (line->n_fields < DATA + 3 + option)
    return fail (self, "transfer: expected where to, wait and talk");
  if (!read_seconds (line->fields[last - 2], &self->event->wait_ms))
    return fail (self, "wait: expected whole seconds before the talk time");
  if (!read_seconds (line->fields[last - 1], &self->event->talk_ms))
    return fail (self, "talk: expected whole seconds near the end");

  self->event->text.data = line->fields[DATA].data;
  self->event->text.length = (guint) (line->fields[last - 3].data + line->fields[last - 3].length -
                                      line->fields[DATA].data);

  return TRUE;
}

/* The old TRANSFER ends with the position in some versions and without in others. */
static gboolean
read_old_transfer (Reading *self, guint option)
{
  return read_transfer (self, self->line->n_fields > DATA + 4 ? 1 : 0);
}

static gboolean
read_pause (Reading *self, guint option)
{
  self->event->reason = get_field (self->line, DATA);

  return TRUE;
}

static gboolean
read_survey (Reading *self, guint option)
{
  gint64 rating;

  if (!parse_whole (get_field (self->line, DATA), &rating) || rating < 1 || rating > 5)
    return fail (self, "rating: expected 1 to 5 in field 6");
  self->event->rating = (gint8) rating;

  return TRUE;
}

static gboolean
read_restart (Reading *self, guint option)
{
  self->event->contact = self->event->queue = self->event->agent = FW_TEXT_NONE;

  return TRUE;
}

/* Kept with its verb and its data. */
static gboolean
read_note (Reading *self, guint option)
{
  self->event->reason = self->line->fields[VERB];
  if (self->line->n_fields > DATA)
    {
      self->event->text.data = self->line->fields[DATA].data;
      self->event->text.length = (guint) (self->line->end - self->line->fields[DATA].data);
    }

  return TRUE;
}

typedef struct
{
  FwText name;
  FwEventType type;
  FwText reason;
  ReadVerb read;
  guint option;
} Verb;

#define TEXT(literal)                                                                              \
  {                                                                                                \
    (literal), sizeof (literal) - 1                                                                \
  }

/* The frequent ones first. */
static const Verb verbs[] = {
  { TEXT ("ENTERQUEUE"), FW_EVENT_OFFERED, { 0 }, read_enter, 0 },
  { TEXT ("CONNECT"), FW_EVENT_ANSWERED, { 0 }, read_connect, 0 },
  { TEXT ("COMPLETECALLER"), FW_EVENT_COMPLETED, TEXT ("customer"), read_complete, 0 },
  { TEXT ("COMPLETEAGENT"), FW_EVENT_COMPLETED, TEXT ("agent"), read_complete, 0 },
  { TEXT ("ABANDON"), FW_EVENT_ABANDONED, { 0 }, read_exit, 2 },
  { TEXT ("RINGNOANSWER"), FW_EVENT_RING_NO_ANSWER, TEXT ("timeout"), read_ring, 0 },
  { TEXT ("RINGCANCELED"), FW_EVENT_RING_NO_ANSWER, TEXT ("cancelled"), read_ring, 0 },
  { TEXT ("INFO"), FW_EVENT_NOTE, { 0 }, read_note, 0 },
  { TEXT ("DID"), FW_EVENT_NOTE, { 0 }, read_note, 0 },
  { TEXT ("SURVEY"), FW_EVENT_SURVEY, { 0 }, read_survey, 0 },
  { TEXT ("PAUSE"), FW_EVENT_PAUSED, { 0 }, read_pause, 0 },
  { TEXT ("UNPAUSE"), FW_EVENT_UNPAUSED, { 0 }, read_pause, 0 },
  { TEXT ("PAUSEALL"), FW_EVENT_NOTE, { 0 }, read_note, 0 },
  { TEXT ("UNPAUSEALL"), FW_EVENT_NOTE, { 0 }, read_note, 0 },
  { TEXT ("EXITWITHTIMEOUT"), FW_EVENT_LEFT, TEXT ("timeout"), read_exit, 2 },
  { TEXT ("EXITEMPTY"), FW_EVENT_LEFT, TEXT ("empty"), read_exit, 2 },
  { TEXT ("EXITWITHKEY"), FW_EVENT_LEFT, TEXT ("key"), read_exit, 3 },
  { TEXT ("BLINDTRANSFER"), FW_EVENT_TRANSFERRED, TEXT ("blind"), read_transfer, 1 },
  { TEXT ("ATTENDEDTRANSFER"), FW_EVENT_TRANSFERRED, TEXT ("attended"), read_transfer, 1 },
  { TEXT ("TRANSFER"), FW_EVENT_TRANSFERRED, TEXT ("blind"), read_old_transfer, 0 },
  { TEXT ("ADDMEMBER"), FW_EVENT_SIGNED_IN, { 0 }, NULL, 0 },
  { TEXT ("REMOVEMEMBER"), FW_EVENT_SIGNED_OUT, { 0 }, NULL, 0 },
  { TEXT ("AGENTLOGIN"), FW_EVENT_SIGNED_IN, { 0 }, NULL, 0 },
  { TEXT ("AGENTLOGOFF"), FW_EVENT_SIGNED_OUT, { 0 }, NULL, 0 },
  { TEXT ("AGENTCALLBACKLOGIN"), FW_EVENT_SIGNED_IN, { 0 }, NULL, 0 },
  { TEXT ("AGENTCALLBACKLOGOFF"), FW_EVENT_SIGNED_OUT, { 0 }, NULL, 0 },
  { TEXT ("QUEUESTART"), FW_EVENT_SOURCE_STARTED, { 0 }, read_restart, 0 },
  { TEXT ("CONFIGRELOAD"), FW_EVENT_NOTE, { 0 }, read_note, 0 },
  { TEXT ("SYSCOMPAT"), FW_EVENT_NOTE, { 0 }, read_note, 0 },
  { TEXT ("PENALTY"), FW_EVENT_NOTE, { 0 }, read_note, 0 },
  { TEXT ("AGENTDUMP"), FW_EVENT_NOTE, { 0 }, read_note, 0 },
};

static const Verb *
find_verb (FwText name)
{
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (fw_text_equal (verbs[i].name, name))
      return &verbs[i];

  return NULL;
}

static void
split_line (FwText text, Line *line)
{
  const char *p = text.data, *end = text.data + text.length;

  line->n_fields = 0;
  line->end = end;
  for (;;)
    {
      /* The last field that fits keeps the rest; transfers have the most and stay far below. */
      const char *bar = line->n_fields < MOST_FIELDS - 1 ? memchr (p, '|', end - p) : NULL;

      line->fields[line->n_fields++] = (FwText){ p, (guint) ((bar != NULL ? bar : end) - p) };
      if (bar == NULL)
        return;
      p = bar + 1;
    }
}

/* Seconds, with a fraction in logs that came through a database. */
static gboolean
parse_time (FwText text, gint64 *at)
{
  const char *dot = memchr (text.data, '.', text.length);
  FwText whole = { text.data, dot != NULL ? (guint) (dot - text.data) : text.length };
  FwText part = FW_TEXT_NONE;
  gint64 seconds, fraction = 0;

  if (!parse_whole (whole, &seconds) || seconds > G_GINT64_CONSTANT (100000000000))
    return FALSE;
  if (dot != NULL)
    {
      part = (FwText){ dot + 1, text.length - whole.length - 1 };
      if (part.length > 6 || !parse_whole (part, &fraction))
        return FALSE;
      for (guint i = part.length; i < 6; i++)
        fraction *= 10;
    }
  *at = seconds * 1000000 + fraction;

  return TRUE;
}

static void
begin_event (FwIntakeRun *run, const Line *line, char *id, guint64 hash, FwEvent *event)
{
  *event = (FwEvent) FW_EVENT_INIT;
  event->source = run->source;
  event->id = fw_intake_put_hash (id, hash);
  event->contact = get_named (line, 1);
  event->queue = get_named (line, 2);
  event->agent = get_named (line, 3);
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

static gboolean
emit_line (FwIntakeRun *run, guint64 number, FwText text, const Line *line, GError **error)
{
  const Verb *verb = find_verb (line->fields[VERB]);
  FwEvent event;
  Reading reading = { line, &event, NULL };
  gboolean accepted;
  char id[16];

  begin_event (run, line, id, fw_intake_hash (text, 0), &event);
  if (!parse_time (line->fields[0], &event.at))
    return fw_intake_run_reject (run, number, text, "wrong time",
                                 "time: expected seconds since 1970 in field 1", error);

  event.type = verb != NULL ? verb->type : FW_EVENT_NOTE;
  event.reason = verb != NULL ? verb->reason : FW_TEXT_NONE;
  if (verb == NULL)
    read_note (&reading, 0);
  else if (verb->read != NULL && !verb->read (&reading, verb->option))
    {
      g_autoptr (GError) why = g_error_new_literal (FW_ERROR, FW_ERROR_INVALID, reading.expected);

      return fw_intake_run_reject_error (run, number, text, why, error);
    }

  if (!fw_intake_run_emit (run, number, text, &event, &accepted, error))
    return FALSE;
  if (accepted && verb == NULL)
    fw_intake_run_note_unknown (run, line->fields[VERB]);
  if (accepted && event.type == FW_EVENT_SIGNED_IN &&
      fw_text_equal (get_field (line, DATA), FW_TEXT_LITERAL ("PAUSED")))
    return emit_added_pause (run, number, text, &event, error);

  return TRUE;
}

gboolean
fw_queue_log_take (FwIntakeRun *run, guint64 number, FwText text, GError **error)
{
  Line line;

  if (text.length > 0 && text.data[text.length - 1] == '\r')
    text.length--;
  if (text.length == 0)
    return TRUE;

  run->report->rows++;
  if (text.length > FW_INPUT_MOST_LINE)
    return fw_intake_run_reject (run, number, (FwText){ text.data, 1000 }, "line too long",
                                 "line: expected at most 1 MiB", error);
  split_line (text, &line);
  if (line.n_fields < 5 || line.fields[VERB].length == 0)
    return fw_intake_run_reject (run, number, text, "too few fields",
                                 "line: expected time|call|queue|agent|verb", error);

  return emit_line (run, number, text, &line, error);
}

gboolean
fw_queue_log_read (FwIntakeRun *run, FwInput *input, GError **error)
{
  GError *failure = NULL;
  guint64 number = 0;
  gsize length;
  char *line;

  while (fw_input_next_line (input, &line, &length, &failure))
    if (!fw_queue_log_take (run, ++number, (FwText){ line, (guint) length }, error))
      return FALSE;

  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }

  return TRUE;
}
