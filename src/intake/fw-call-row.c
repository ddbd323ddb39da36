/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/fw-call-row.h"

#include "protocol/fw-event-clock.h"

#define TEXT(literal)                                                                              \
  {                                                                                                \
    (literal), sizeof (literal) - 1                                                                \
  }

static const FwText answered = TEXT ("answered");
static const FwText abandoned = TEXT ("abandoned");
static const FwText timeout = TEXT ("timeout");
static const FwText empty = TEXT ("empty");
static const FwText key = TEXT ("key");

static const struct
{
  FwText word;
  gboolean yes;
} yes_words[] = {
  { TEXT ("y"), TRUE },        { TEXT ("n"), FALSE },          { TEXT ("yes"), TRUE },
  { TEXT ("no"), FALSE },      { TEXT ("1"), TRUE },           { TEXT ("0"), FALSE },
  { TEXT ("true"), TRUE },     { TEXT ("false"), FALSE },      { TEXT ("t"), TRUE },
  { TEXT ("f"), FALSE },       { TEXT ("answered"), TRUE },    { TEXT ("unanswered"), FALSE },
  { TEXT ("resolved"), TRUE }, { TEXT ("unresolved"), FALSE }, { TEXT ("是"), TRUE },
  { TEXT ("否"), FALSE },      { TEXT ("已接通"), TRUE },      { TEXT ("未接通"), FALSE },
  { TEXT ("已接听"), TRUE },   { TEXT ("未接听"), FALSE },     { TEXT ("已解决"), TRUE },
  { TEXT ("未解决"), FALSE },
};

static const struct
{
  FwText word;
  const FwText *outcome;
} outcome_words[] = {
  { TEXT ("answered"), &answered },
  { TEXT ("abandoned"), &abandoned },
  { TEXT ("completed"), &answered },
  { TEXT ("complete"), &answered },
  { TEXT ("handled"), &answered },
  { TEXT ("connected"), &answered },
  { TEXT ("abandon"), &abandoned },
  { TEXT ("missed"), &abandoned },
  { TEXT ("unanswered"), &abandoned },
  { TEXT ("no answer"), &abandoned },
  { TEXT ("not answered"), &abandoned },
  { TEXT ("hang up"), &abandoned },
  { TEXT ("hangup"), &abandoned },
  { TEXT ("timeout"), &timeout },
  { TEXT ("timed out"), &timeout },
  { TEXT ("exitwithtimeout"), &timeout },
  { TEXT ("empty"), &empty },
  { TEXT ("exitempty"), &empty },
  { TEXT ("key"), &key },
  { TEXT ("exitwithkey"), &key },
  { TEXT ("voicemail"), &key },
  { TEXT ("接通"), &answered },
  { TEXT ("已接通"), &answered },
  { TEXT ("已接听"), &answered },
  { TEXT ("应答"), &answered },
  { TEXT ("放弃"), &abandoned },
  { TEXT ("呼损"), &abandoned },
  { TEXT ("未接"), &abandoned },
  { TEXT ("未接通"), &abandoned },
  { TEXT ("未接听"), &abandoned },
  { TEXT ("超时"), &timeout },
};

void
fw_call_reader_clear (FwCallReader *self)
{
  g_clear_pointer (&self->header, g_ptr_array_unref);
  g_clear_pointer (&self->seen, g_array_unref);
  g_clear_pointer (&self->twins, g_hash_table_unref);
}

static gboolean
fail (
    FwCallReader *self, FwCallColumn column, const char *reason, const char *expected, FwText cell)
{
  gint i = self->mapping.column[column];

  self->reason = reason;
  g_snprintf (self->detail, sizeof self->detail,
              "%s (column %d \"%.40s\"): expected %s, not \"%.*s\"",
              fw_call_column_to_name (column), i + 1, i >= 0 ? (char *) self->header->pdata[i] : "",
              expected, (int) MIN (cell.length, 40), cell.length > 0 ? cell.data : "");

  return FALSE;
}

static inline FwText
get_cell (FwCallReader *self, const FwCsv *csv, FwCallColumn column)
{
  gint i = self->mapping.column[column];
  FwText cell;

  if (i < 0 || (guint) i >= csv->n_cells)
    return FW_TEXT_NONE;
  cell = csv->cells[i];
  if (G_UNLIKELY (cell.length > 0 &&
                  ((guchar) cell.data[0] <= ' ' || (guchar) cell.data[cell.length - 1] <= ' ')))
    cell = fw_call_trim (cell);

  return cell;
}

/* A lone "-" means that the list does not say. */
static inline FwText
get_given (FwCallReader *self, const FwCsv *csv, FwCallColumn column)
{
  FwText cell = get_cell (self, csv, column);

  return cell.length == 1 && cell.data[0] == '-' ? FW_TEXT_NONE : cell;
}

static gboolean
equal_words (FwText a, FwText b)
{
  return a.length == b.length && g_ascii_strncasecmp (a.data, b.data, a.length) == 0;
}

static inline gboolean
read_yes (FwText cell, gboolean *yes)
{
  if (G_LIKELY (cell.length == 1))
    {
      char c = g_ascii_tolower (cell.data[0]);

      *yes = c == 'y';
      if (c == 'y' || c == 'n')
        return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (yes_words); i++)
    if (equal_words (yes_words[i].word, cell))
      {
        *yes = yes_words[i].yes;
        return TRUE;
      }

  return FALSE;
}

static const FwText *
find_outcome (FwText cell)
{
  for (guint i = 0; i < G_N_ELEMENTS (outcome_words); i++)
    if (equal_words (outcome_words[i].word, cell))
      return outcome_words[i].outcome;

  return NULL;
}

static void
settle_day (FwCallReader *self, FwText text, gint32 day)
{
  FwZone *zone = self->run->intake->zone;
  gint64 last;

  self->day = day;
  self->midnight =
      zone != NULL ? fw_zone_from_wall (zone, day, 0) : (gint64) day * 86400 * FW_SECOND;
  last = zone != NULL ? fw_zone_from_wall (zone, day, 86399) : self->midnight + 86399 * FW_SECOND;
  self->plain = last - self->midnight == 86399 * FW_SECOND;
  self->date_length = 0;
  if (text.length <= sizeof self->date_text)
    {
      memcpy (self->date_text, text.data, text.length);
      self->date_length = text.length;
    }
}

static inline gboolean
read_day (FwCallReader *self, FwCallColumn column, FwText text, FwText shown)
{
  FwCallDate date;
  gint32 day;

  if (G_LIKELY (text.length > 0 && text.length == self->date_length &&
                fw_bytes_equal (text.data, self->date_text, text.length)))
    return TRUE;

  if (!fw_call_date_read (text, &date) || date.taken != text.length ||
      !fw_call_date_to_days (&date, self->mapping.order, &day))
    return fail (self, column, "no such date", "a date", shown);
  settle_day (self, text, day);

  return TRUE;
}

static inline gboolean
read_time_of_day (FwCallReader *self, FwCallColumn column, FwText text, FwText shown, gint64 *at)
{
  guint ms;

  if (G_UNLIKELY (!fw_call_time_read (text, &ms)))
    return fail (self, column, "no such time", "a time such as 9:12:58", shown);

  if (G_LIKELY (self->plain))
    *at = self->midnight + (gint64) ms * 1000;
  else
    *at = fw_zone_from_wall (self->run->intake->zone, self->day, ms / 1000) + ms % 1000 * 1000;

  return TRUE;
}

/* A date, and a time behind it. */
static gboolean
read_both (FwCallReader *self, FwCallColumn column, FwText cell, gint64 *at)
{
  FwText date = cell, time = FW_TEXT_NONE;
  FwCallDate split;

  if (fw_event_clock_parse (cell, at))
    return TRUE;
  /* The day before may be asked for again; only a new one is read twice. */
  if (cell.length > self->date_length + 1 && self->date_length > 0 &&
      memcmp (cell.data, self->date_text, self->date_length) == 0 &&
      (cell.data[self->date_length] == ' ' || cell.data[self->date_length] == 'T'))
    date.length = self->date_length;
  else if (!fw_call_date_read (cell, &split))
    return fail (self, column, "no such date", "a date and a time", cell);
  else
    date.length = split.taken;
  if (date.length + 1 < cell.length)
    time = fw_call_trim ((FwText){ cell.data + date.length + 1, cell.length - date.length - 1 });

  return read_day (self, column, date, cell) && read_time_of_day (self, column, time, cell, at);
}

static inline gboolean
read_at (FwCallReader *self, const FwCsv *csv, gint64 *at)
{
  FwText date, time;

  if (self->mapping.column[FW_CALL_DATE_TIME] >= 0)
    return read_both (self, FW_CALL_DATE_TIME, get_cell (self, csv, FW_CALL_DATE_TIME), at);
  date = get_cell (self, csv, FW_CALL_DATE);
  if (self->mapping.column[FW_CALL_TIME] < 0)
    return read_both (self, FW_CALL_DATE, date, at);

  time = get_cell (self, csv, FW_CALL_TIME);

  return read_day (self, FW_CALL_DATE, date, date) &&
         read_time_of_day (self, FW_CALL_TIME, time, time, at);
}

static inline gboolean
read_duration (FwCallReader *self, const FwCsv *csv, FwCallColumn column, gint64 *ms)
{
  FwText cell = get_given (self, csv, column);

  if (cell.length == 0)
    return TRUE;
  if (G_UNLIKELY (!fw_call_duration_read (cell, self->mapping.unit_ms[column], ms)))
    return fail (self, column, "no such duration", "a number, mm:ss or h:mm:ss", cell);

  return TRUE;
}

/* 5 and 5.0. */
static gboolean
read_whole (FwText cell, gint *value)
{
  guint i = 0;

  for (*value = 0; i < cell.length && i < 4 && g_ascii_isdigit (cell.data[i]); i++)
    *value = *value * 10 + (cell.data[i] - '0');
  if (i == 0)
    return FALSE;
  if (i < cell.length && cell.data[i] == '.')
    for (i++; i < cell.length && cell.data[i] == '0';)
      i++;

  return i == cell.length;
}

static inline gboolean
read_ratings (FwCallReader *self, const FwCsv *csv, gboolean was_answered, FwEvent *event)
{
  FwText rating = get_given (self, csv, FW_CALL_RATING), nps = get_given (self, csv, FW_CALL_NPS);
  gint value;

  if (rating.length > 0)
    {
      if (!read_whole (rating, &value) || value > 5 ||
          (value == 0 && was_answered && !self->mapping.zero_rating_is_none))
        return fail (self, FW_CALL_RATING, "wrong rating", "1 to 5, or nothing", rating);
      event->rating = (gint8) value;
    }
  if (nps.length > 0)
    {
      if (!read_whole (nps, &value) || value > 10)
        return fail (self, FW_CALL_NPS, "wrong nps", "0 to 10, or nothing", nps);
      event->nps = (gint8) value;
    }

  return TRUE;
}

/* How the call ended: "answered" decides where there is such a column, "outcome" says how it was
 * not. */
static inline gboolean
read_outcome (FwCallReader *self, const FwCsv *csv, gint64 talk_ms, FwText *outcome)
{
  FwText word = get_given (self, csv, FW_CALL_OUTCOME);
  const FwText *found = word.length > 0 ? find_outcome (word) : NULL;
  gboolean yes;

  if (self->mapping.column[FW_CALL_ANSWERED] >= 0)
    {
      FwText cell = get_cell (self, csv, FW_CALL_ANSWERED);

      if (G_UNLIKELY (!read_yes (cell, &yes)))
        return fail (self, FW_CALL_ANSWERED, "wrong answered", "yes or no", cell);
      *outcome = yes ? answered : found != NULL && found != &answered ? *found : abandoned;
    }
  else if (self->mapping.column[FW_CALL_OUTCOME] >= 0)
    {
      if (found == NULL)
        return fail (self, FW_CALL_OUTCOME, "wrong outcome",
                     "answered, abandoned, timeout, empty or key", word);
      *outcome = *found;
    }
  else
    *outcome = talk_ms > 0 ? answered : abandoned;

  return TRUE;
}

static inline gboolean
read_resolved (FwCallReader *self, const FwCsv *csv, gint8 *resolved)
{
  FwText cell = get_given (self, csv, FW_CALL_RESOLVED);
  gboolean yes;

  if (cell.length == 0)
    return TRUE;
  if (G_UNLIKELY (!read_yes (cell, &yes)))
    return fail (self, FW_CALL_RESOLVED, "wrong resolved", "yes or no", cell);
  *resolved = yes ? 1 : 0;

  return TRUE;
}

/* Returns: whether @hash was there before. 0 marks an empty place. */
static gboolean
remember_hash (FwCallReader *self, guint64 hash)
{
  guint64 *slots;
  guint i, mask;

  if (self->seen == NULL || self->n_seen * 2 >= self->seen->len)
    {
      GArray *old = self->seen;

      self->seen = g_array_sized_new (FALSE, TRUE, sizeof (guint64), 0);
      g_array_set_size (self->seen, old != NULL ? old->len * 2 : 1024);
      self->n_seen = 0;
      for (i = 0; old != NULL && i < old->len; i++)
        if (g_array_index (old, guint64, i) != 0)
          remember_hash (self, g_array_index (old, guint64, i));
      g_clear_pointer (&old, g_array_unref);
    }

  slots = (guint64 *) (gpointer) self->seen->data;
  mask = self->seen->len - 1;
  for (i = (guint) hash & mask; slots[i] != 0; i = (i + 1) & mask)
    if (slots[i] == hash)
      return TRUE;
  slots[i] = hash;
  self->n_seen++;

  return FALSE;
}

/* Of rows without an id: the row itself, and how many like it came before. */
static FwText
make_id (FwCallReader *self, FwText raw)
{
  guint64 hash = fw_intake_hash (raw, 0) | 1, twins = 0;

  if (remember_hash (self, hash))
    {
      if (self->twins == NULL)
        self->twins = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
      twins = GPOINTER_TO_SIZE (g_hash_table_lookup (self->twins, &hash)) + 1;
      g_hash_table_replace (self->twins, g_memdup2 (&hash, sizeof hash), GSIZE_TO_POINTER (twins));
    }

  return fw_intake_put_hash (self->id, fw_intake_hash (raw, twins));
}

static gboolean
check_width (FwCallReader *self, const FwCsv *csv)
{
  for (guint i = self->header->len; i < csv->n_cells; i++)
    if (fw_call_trim (csv->cells[i]).length > 0)
      {
        self->reason = "too many cells";
        g_snprintf (self->detail, sizeof self->detail, "row: expected %u cells, not %u",
                    self->header->len, csv->n_cells);
        return FALSE;
      }

  return TRUE;
}

static inline gboolean
read_durations (FwCallReader *self, const FwCsv *csv, FwEvent *event)
{
  return read_duration (self, csv, FW_CALL_WAIT, &event->wait_ms) &&
         read_duration (self, csv, FW_CALL_TALK, &event->talk_ms) &&
         read_duration (self, csv, FW_CALL_HOLD, &event->hold_ms) &&
         read_duration (self, csv, FW_CALL_WRAP, &event->wrap_ms);
}

gboolean
fw_call_reader_read (FwCallReader *self, const FwCsv *csv, FwEvent *event)
{
  gboolean was_answered;

  *event = (FwEvent) FW_EVENT_INIT;
  event->type = FW_EVENT_CONTACT;
  event->source = self->run->source;
  if (!check_width (self, csv) || !read_at (self, csv, &event->at) ||
      !read_durations (self, csv, event) ||
      !read_outcome (self, csv, event->talk_ms, &event->reason))
    return FALSE;

  was_answered = event->reason.data == answered.data;
  if (!was_answered)
    event->talk_ms = event->hold_ms = event->wrap_ms = FW_EVENT_NO_TIME;
  if (!read_ratings (self, csv, was_answered, event) ||
      (was_answered && !read_resolved (self, csv, &event->resolved)))
    return FALSE;

  event->id = get_given (self, csv, FW_CALL_ID);
  if (event->id.length == 0)
    event->id = make_id (self, csv->raw);
  event->contact = event->id;
  event->agent = get_given (self, csv, FW_CALL_AGENT);
  event->queue = get_given (self, csv, FW_CALL_QUEUE);
  if (event->queue.length == 0)
    event->queue = self->run->source;
  event->product = get_given (self, csv, FW_CALL_PRODUCT);
  event->channel = get_given (self, csv, FW_CALL_CHANNEL);
  event->customer = get_given (self, csv, FW_CALL_CUSTOMER);

  return TRUE;
}
