/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/fw-placeholders.h"
#include "intake/log/fw-queue-line.h"

/*
 * What the words of a queue_log mean: those of app_queue.c, of its older versions, of dial plans
 * and of diallers that write into the same log. The wait that CONNECT, COMPLETE and the exits state
 * is the time in the queue, which Asterisk calls hold time. No COMPLETE follows a transfer.
 */
#define LONGEST_MS (G_GINT64_CONSTANT (30) * 24 * 3600 * 1000)

typedef struct
{
  const FwQueueLine *line;
  FwEvent *event;
  const char *problem; /* (nullable): as "field: expected ..." */
} Reading;

typedef gboolean (*ReadWord) (Reading *self, const FwQueueWord *word);

struct _FwQueueWord
{
  FwText name;
  FwEventType type;
  FwText reason;
  ReadWord read;     /* (nullable) */
  guint wait;        /* which of the data is the wait, where @read asks */
  const char *shape; /* n: a number or nothing; t: any text; *: what comes is not known */
};

static gboolean
fail (Reading *self, const char *problem)
{
  self->problem = problem;

  return FALSE;
}

static inline FwText
get_data (const FwQueueLine *line, guint i)
{
  return i < line->n_data ? line->data[i] : FW_TEXT_NONE;
}

/* What databases and scripts write where there is no number. */
static gboolean
is_nothing (FwText text)
{
  return text.length == 0 || (text.length == 1 && text.data[0] == '-') ||
         fw_queue_line_name (text).length == 0;
}

/* A number that cannot be a duration (below 0, beyond a month) is as good as none. */
static gboolean
parse_duration (FwText text, gint64 unit_ms, gint64 *ms)
{
  gint64 whole = 0, part = 0, scale = 1;
  gboolean negative;
  guint i, digits = 0;

  *ms = FW_EVENT_NO_TIME;
  if (is_nothing (text))
    return TRUE;

  negative = text.data[0] == '-';
  for (i = negative ? 1 : 0; i < text.length && g_ascii_isdigit (text.data[i]); i++, digits++)
    whole = MIN (whole * 10 + (text.data[i] - '0'), LONGEST_MS + 1);
  if (i < text.length && text.data[i] == '.')
    for (i++; i < text.length && g_ascii_isdigit (text.data[i]); i++, digits++)
      if (scale < 1000)
        {
          part = part * 10 + (text.data[i] - '0');
          scale *= 10;
        }
  if (i < text.length || digits == 0)
    return FALSE;
  if (!negative && whole * unit_ms <= LONGEST_MS)
    *ms = whole * unit_ms + part * unit_ms / scale;

  return TRUE;
}

static gboolean
read_seconds (FwText text, gint64 *ms)
{
  /* Nearly all are one to four digits. */
  guint value = 0;

  for (guint i = 0; i < text.length && i < 5; i++)
    {
      guint digit = (guint) (guchar) text.data[i] - '0';

      if (digit > 9)
        return parse_duration (text, 1000, ms);
      value = value * 10 + digit;
    }
  if (text.length == 0 || text.length > 5)
    return parse_duration (text, 1000, ms);
  *ms = (gint64) value * 1000;

  return TRUE;
}

/* ENTERQUEUE|url|caller|position */
static gboolean
read_enter (Reading *self, const FwQueueWord *word)
{
  FwText caller = get_data (self->line, 1);

  if (!fw_customer_is_withheld (caller))
    self->event->customer = caller;
  if (self->event->queue.length == 0)
    return fail (self, "queue: expected the queue's name");

  return TRUE;
}

/* CONNECT|wait|channel|ring */
static gboolean
read_connect (Reading *self, const FwQueueWord *word)
{
  return read_seconds (get_data (self->line, 0), &self->event->wait_ms) ||
         fail (self, "wait: expected seconds, or nothing, behind the word");
}

/* COMPLETEAGENT, COMPLETECALLER|wait|talk|position */
static gboolean
read_complete (Reading *self, const FwQueueWord *word)
{
  return read_connect (self, word) &&
         (read_seconds (get_data (self->line, 1), &self->event->talk_ms) ||
          fail (self, "talk: expected seconds, or nothing, as the second behind the word"));
}

/* ABANDON, EXIT...|position|first position|wait; old ones say the position alone. */
static gboolean
read_exit (Reading *self, const FwQueueWord *word)
{
  return read_seconds (get_data (self->line, word->wait), &self->event->wait_ms) ||
         fail (self, "wait: expected seconds, or nothing, behind the positions");
}

/* As much of a text as an event takes, cut between characters. */
static FwText
cut_text (FwText text)
{
  if (text.length <= FW_EVENT_MAX_TEXT)
    return text;
  text.length = FW_EVENT_MAX_TEXT;
  while (text.length > 0 && ((guchar) text.data[text.length] & 0xc0) == 0x80)
    text.length--;

  return text;
}

/* Kept with its word and its data. */
static void
make_note (Reading *self)
{
  self->event->type = FW_EVENT_NOTE;
  self->event->reason = self->line->word;
  self->event->text = cut_text (self->line->rest);
}

/* SYSCOMPAT, FULL, JOINEMPTY, CLOSED ...: about a call, or else about the system. */
static gboolean
read_turned_away (Reading *self, const FwQueueWord *word)
{
  if (self->event->contact.length == 0 || self->event->queue.length == 0)
    make_note (self);

  return TRUE;
}

/* CALLOUTBOUND|number ...: the number is not a customer who asked. */
static gboolean
read_dialled (Reading *self, const FwQueueWord *word)
{
  if (self->event->contact.length == 0)
    make_note (self);
  else
    self->event->text = cut_text (self->line->rest);

  return TRUE;
}

/* RINGNOANSWER, RINGCANCELED|ms */
static gboolean
read_ring (Reading *self, const FwQueueWord *word)
{
  if (self->event->contact.length == 0 || self->event->agent.length == 0)
    {
      make_note (self);
      return TRUE;
    }

  return parse_duration (get_data (self->line, 0), 1, &self->event->wait_ms) ||
         fail (self, "wait: expected milliseconds, or nothing, behind the word");
}

static gboolean
is_duration (FwText text)
{
  gint64 ms;

  return parse_duration (text, 1000, &ms);
}

/* Where a transfer went may contain "|", so the figures are read from the right: wait, talk, and in
 * most versions the position. The oldest say only where to. */
static gboolean
read_transfer (Reading *self, const FwQueueWord *word)
{
  const FwQueueLine *line = self->line;
  guint n = line->n_data, where = n;

  if (n >= 4 && is_duration (line->data[n - 3]) && is_duration (line->data[n - 2]) &&
      is_duration (line->data[n - 1]))
    where = n - 3;
  else if (n >= 3 && is_duration (line->data[n - 2]) && is_duration (line->data[n - 1]))
    where = n - 2;
  if (where < n)
    {
      read_seconds (line->data[where], &self->event->wait_ms);
      read_seconds (line->data[where + 1], &self->event->talk_ms);
    }
  if (where > 0)
    self->event->text =
        (FwText){ line->data[0].data, (guint) (line->data[where - 1].data +
                                               line->data[where - 1].length - line->data[0].data) };

  return TRUE;
}

/* What is said about nobody changes nobody. */
static gboolean
read_person (Reading *self, const FwQueueWord *word)
{
  if (self->event->agent.length == 0)
    make_note (self);

  return TRUE;
}

static gboolean
read_pause (Reading *self, const FwQueueWord *word)
{
  self->event->reason = get_data (self->line, 0);

  return read_person (self, word);
}

/* One to five; a dial plan may have another scale, of which nothing is known. */
static gboolean
read_survey (Reading *self, const FwQueueWord *word)
{
  FwText text = get_data (self->line, 0);

  if (self->event->contact.length > 0 && text.length == 1 && text.data[0] >= '1' &&
      text.data[0] <= '5')
    self->event->rating = (gint8) (text.data[0] - '0');
  else
    make_note (self);

  return TRUE;
}

static gboolean
read_restart (Reading *self, const FwQueueWord *word)
{
  self->event->contact = self->event->queue = self->event->agent = FW_TEXT_NONE;

  return TRUE;
}

static gboolean
read_note (Reading *self, const FwQueueWord *word)
{
  make_note (self);

  return TRUE;
}

#define TEXT(literal)                                                                              \
  {                                                                                                \
    (literal), sizeof (literal) - 1                                                                \
  }
#define EXIT(literal, reason, wait, shape)                                                         \
  {                                                                                                \
    TEXT (literal), FW_EVENT_LEFT, TEXT (reason), read_exit, wait, shape                           \
  }
#define TURNED_AWAY(literal)                                                                       \
  {                                                                                                \
    TEXT (literal), FW_EVENT_LEFT, TEXT ("turned-away"), read_turned_away, 0, "*"                  \
  }
#define DIALLED(literal)                                                                           \
  {                                                                                                \
    TEXT (literal), FW_EVENT_DIALLED, { 0 }, read_dialled, 0, "t*"                                 \
  }
#define TRANSFER(literal, reason)                                                                  \
  {                                                                                                \
    TEXT (literal), FW_EVENT_TRANSFERRED, TEXT (reason), read_transfer, 0, "tt*"                   \
  }
#define PERSON(literal, type, read, shape)                                                         \
  {                                                                                                \
    TEXT (literal), type, { 0 }, read, 0, shape                                                    \
  }
#define NOTE(literal)                                                                              \
  {                                                                                                \
    TEXT (literal), FW_EVENT_NOTE, { 0 }, read_note, 0, "*"                                        \
  }

/* The frequent ones first. */
static const FwQueueWord words[] = {
  { TEXT ("ENTERQUEUE"), FW_EVENT_OFFERED, { 0 }, read_enter, 0, "ttn" },
  { TEXT ("CONNECT"), FW_EVENT_ANSWERED, { 0 }, read_connect, 0, "ntn" },
  { TEXT ("COMPLETECALLER"), FW_EVENT_COMPLETED, TEXT ("customer"), read_complete, 0, "nnn" },
  { TEXT ("COMPLETEAGENT"), FW_EVENT_COMPLETED, TEXT ("agent"), read_complete, 0, "nnn" },
  { TEXT ("ABANDON"), FW_EVENT_ABANDONED, { 0 }, read_exit, 2, "nnn" },
  { TEXT ("RINGNOANSWER"), FW_EVENT_RING_NO_ANSWER, TEXT ("timeout"), read_ring, 0, "n" },
  { TEXT ("RINGCANCELED"), FW_EVENT_RING_NO_ANSWER, TEXT ("cancelled"), read_ring, 0, "n" },
  NOTE ("INFO"),
  NOTE ("DID"),
  { TEXT ("SURVEY"), FW_EVENT_SURVEY, { 0 }, read_survey, 0, "*" },
  PERSON ("PAUSE", FW_EVENT_PAUSED, read_pause, "t"),
  PERSON ("UNPAUSE", FW_EVENT_UNPAUSED, read_pause, "t"),
  PERSON ("PAUSEALL", FW_EVENT_PAUSED, read_pause, "t"),
  PERSON ("UNPAUSEALL", FW_EVENT_UNPAUSED, read_pause, "t"),
  PERSON ("PAUSEREASON", FW_EVENT_PAUSE_REASON, read_pause, "t"),
  EXIT ("EXITWITHTIMEOUT", "timeout", 2, "nnn"),
  EXIT ("EXITEMPTY", "empty", 2, "nnn"),
  EXIT ("EXITWITHKEY", "key", 3, "tnnn"),
  EXIT ("WITHDRAW", "withdrawn", 2, "nnn*"),
  EXIT ("LEAVEEMPTY", "empty", 2, "nnn"),
  EXIT ("LEAVEUNAVAIL", "empty", 2, "nnn"),
  TRANSFER ("BLINDTRANSFER", "blind"),
  TRANSFER ("ATTENDEDTRANSFER", "attended"),
  TRANSFER ("TRANSFER", "blind"),
  /* The call reached an agent whose telephone could not take it, and was dropped. */
  { TEXT ("SYSCOMPAT"), FW_EVENT_LEFT, TEXT ("withdrawn"), read_turned_away, 0, "*" },
  /* What dial plans note of calls that could not enter. */
  TURNED_AWAY ("FULL"),
  TURNED_AWAY ("JOINFULL"),
  TURNED_AWAY ("QUEUEFULL"),
  TURNED_AWAY ("JOINEMPTY"),
  TURNED_AWAY ("JOINUNAVAIL"),
  TURNED_AWAY ("CLOSED"),
  TURNED_AWAY ("QUEUECLOSED"),
  TURNED_AWAY ("OUTOFHOURS"),
  TURNED_AWAY ("AFTERHOURS"),
  /* Calls that the centre made, as diallers note them. */
  DIALLED ("CALLOUTBOUND"),
  DIALLED ("OUTBOUND"),
  DIALLED ("OUTBOUNDCALL"),
  DIALLED ("DIALOUT"),
  DIALLED ("DIALOUTATTEMPT"),
  DIALLED ("CALLOUT"),
  DIALLED ("OUTGOING"),
  DIALLED ("OUTCALL"),
  PERSON ("ADDMEMBER", FW_EVENT_SIGNED_IN, read_person, "t"),
  PERSON ("REMOVEMEMBER", FW_EVENT_SIGNED_OUT, read_person, "t"),
  PERSON ("AGENTLOGIN", FW_EVENT_SIGNED_IN, read_person, "t"),
  PERSON ("AGENTLOGOFF", FW_EVENT_SIGNED_OUT, read_person, "tn"),
  PERSON ("AGENTCALLBACKLOGIN", FW_EVENT_SIGNED_IN, read_person, "t"),
  PERSON ("AGENTCALLBACKLOGOFF", FW_EVENT_SIGNED_OUT, read_person, "tnt"),
  { TEXT ("QUEUESTART"), FW_EVENT_SOURCE_STARTED, { 0 }, read_restart, 0, "t" },
  NOTE ("CONFIGRELOAD"),
  NOTE ("PENALTY"),
  NOTE ("AGENTDUMP"),
  NOTE ("CALLSTATUS"),
  NOTE ("HOLD"),
  NOTE ("UNHOLD"),
};

const FwQueueWord *
fw_queue_word_find (FwText word)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (fw_text_equal (words[i].name, word))
      return &words[i];

  return NULL;
}

gint
fw_queue_word_weigh (const FwQueueWord *self, const FwText *data, guint n)
{
  const char *shape = self->shape;
  gint numbers = 0;

  for (guint i = 0; i < n; i++)
    {
      if (*shape == '*')
        break;
      if (*shape == '\0')
        {
          if (data[i].length > 0)
            return -1;
          continue;
        }
      if (*shape == 'n' && !is_duration (data[i]))
        return -1;
      numbers += *shape == 'n' && !is_nothing (data[i]);
      shape++;
    }

  return numbers;
}

gboolean
fw_queue_word_read (const FwQueueLine *line, FwEvent *event, const char **problem)
{
  const FwQueueWord *word = line->meaning;
  Reading reading = { line, event, NULL };

  if (word == NULL)
    {
      make_note (&reading);
      return TRUE;
    }

  event->type = word->type;
  event->reason = word->reason;
  if (word->read (&reading, word))
    return TRUE;
  *problem = reading.problem;

  return FALSE;
}
