/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/calls/fw-call-row.h"

#include "intake/calls/fw-call-moment.h"
#include "intake/calls/fw-call-ratings.h"
#include "intake/calls/fw-call-row-names.h"
#include "intake/fw-placeholders.h"

/* Rows round the table that the report quotes. */
#define MOST_SURPLUS_TOLD 20

#define TEXT(literal)                                                                              \
  {                                                                                                \
    (literal), sizeof (literal) - 1                                                                \
  }

static const FwText answered = TEXT ("answered");
static const FwText abandoned = TEXT ("abandoned");
static const FwText timeout = TEXT ("timeout");
static const FwText empty = TEXT ("empty");
static const FwText key = TEXT ("key");

/* Columns whose cells are words that are understood once each. */
static gboolean
holds_words (const FwCallReader *self, guint column)
{
  switch (column)
    {
    case FW_CALL_OUTCOME:
    case FW_CALL_ANSWERED:
    case FW_CALL_RESOLVED:
    case FW_CALL_DIRECTION:
    case FW_CALL_AGENT:
      return TRUE;
    case FW_CALL_CUSTOMER: /* otherwise every row has another */
      return self->mapping.stated.words[column] != NULL;
    default:
      return FALSE;
    }
}

static void
clear_rows (FwCallReader *self)
{
  for (guint i = 0; i < FW_CALL_N_COLUMNS; i++)
    if (self->words[i].uses != NULL)
      fw_call_words_clear (&self->words[i]);
  fw_hash_set_clear (&self->seen);
  g_clear_pointer (&self->twins, g_hash_table_unref);
  fw_call_row_forget_heads (self);
}

void
fw_call_reader_start (FwCallReader *self)
{
  g_return_if_fail (self != NULL);

  clear_rows (self);
  for (guint i = 0; i < FW_CALL_N_COLUMNS; i++)
    if (self->mapping.column[i] >= 0 && holds_words (self, i))
      fw_call_words_init (&self->words[i], (FwCallColumn) i, self->mapping.stated.words[i]);
}

void
fw_call_reader_clear (FwCallReader *self)
{
  clear_rows (self);
  fw_call_row_names_clear (self);
  fw_call_mapping_clear (&self->mapping);
  g_clear_pointer (&self->header, g_ptr_array_unref);
  fw_call_clock_clear (&self->clock);
}

static gboolean
fail (
    FwCallReader *self, FwCallColumn column, const char *reason, const char *expected, FwText cell)
{
  gint i = self->mapping.column[column];
  const char *header = i >= 0 ? self->header->pdata[i] : "";

  self->reason = reason;
  g_snprintf (self->detail, sizeof self->detail,
              "%s (column %d \"%.*s\"): expected %s, not \"%.*s\"", fw_call_column_to_name (column),
              i + 1, fw_cell_cut (fw_text (header), 40), header, expected, fw_cell_cut (cell, 40),
              cell.length > 0 ? cell.data : "");

  return FALSE;
}

/* A word that is not known: the mapping can say what it means. */
static FwCallRow
refuse_word (FwCallReader *self, FwCallColumn column, const char *expected, FwText cell)
{
  static const char *const reasons[FW_CALL_N_COLUMNS] = {
    [FW_CALL_OUTCOME] = "wrong outcome",
    [FW_CALL_ANSWERED] = "wrong answered",
    [FW_CALL_RESOLVED] = "wrong resolved",
    [FW_CALL_DIRECTION] = "wrong direction",
  };
  static const char *const examples[FW_CALL_N_COLUMNS] = {
    [FW_CALL_OUTCOME] = "abandoned",
    [FW_CALL_ANSWERED] = "no",
    [FW_CALL_RESOLVED] = "no",
  };
  g_autofree char *what = NULL, *word = NULL;

  fail (self, column, reasons[column], expected, cell);
  what = g_strdup (self->detail);
  word = g_strndup (cell.length > 0 ? cell.data : "", MIN (cell.length, 60));
  if (column == FW_CALL_DIRECTION)
    g_snprintf (self->detail, sizeof self->detail,
                "%s; say what it means in the mapping, such as \"words\": {\"direction\": {\"%s\": "
                "\"in\"}}, or {\"direction\": null} where the column is none of the way of a call",
                what, word);
  else
    g_snprintf (self->detail, sizeof self->detail,
                "%s; say what it means in the mapping, such as "
                "\"words\": {\"%s\": {\"%s\": \"%s\"}}",
                what, fw_call_column_to_name (column), word, examples[column]);

  return FW_CALL_ROW_REFUSED;
}

static inline const FwCallWordUse *
look (FwCallReader *self, const FwCsv *csv, FwCallColumn column, FwText *cell)
{
  *cell = fw_call_reader_get_cell (self, csv, column);

  return fw_call_words_look (&self->words[column], *cell, csv->line);
}

/* An empty cell, and nobody said what it means. */
static inline gboolean
is_unsaid (const FwCallWordUse *use)
{
  return use->meaning == FW_CALL_WORD_NOTHING && use->name.data == NULL;
}

static gboolean
fail_at (FwCallReader *self, FwCallColumn column, FwCallClockState state, FwText cell)
{
  if (state == FW_CALL_CLOCK_NO_ZONE)
    return fail (self, column, "no such zone",
                 "a zone that is the same everywhere, such as +08:00 or Europe/Berlin (or state "
                 "\"zone\" in the mapping)",
                 cell);
  if (state == FW_CALL_CLOCK_NO_TIME)
    return fail (self, column, "no such time", "a time such as 9:12:58", cell);

  return fail (self, column, "no such date",
               column == FW_CALL_DATE_TIME ? "a date and a time" : "a date", cell);
}

/* The zone that a row names of itself. */
static gboolean
take_row_zone (FwCallReader *self, const FwCsv *csv)
{
  guint i = (guint) self->mapping.zone_column;
  const char *header = self->header->pdata[i];
  FwText cell = i < csv->n_cells ? fw_cell_trim (csv->cells[i]) : FW_TEXT_NONE;

  if (fw_is_placeholder (cell))
    cell = FW_TEXT_NONE;
  if (fw_call_clock_use_row_zone (&self->clock, cell))
    return TRUE;
  self->reason = "no such zone";
  g_snprintf (self->detail, sizeof self->detail,
              "zone (column %u \"%.*s\"): expected a zone that is the same everywhere, such as "
              "+08:00 or Europe/Berlin (or state \"zone\" in the mapping), not \"%.*s\"",
              i + 1, fw_cell_cut (fw_text (header), 40), header, fw_cell_cut (cell, 40),
              cell.length > 0 ? cell.data : "");

  return FALSE;
}

static inline gboolean
read_at (FwCallReader *self, const FwCsv *csv, gint64 *at)
{
  gboolean both = self->mapping.column[FW_CALL_DATE_TIME] >= 0;
  FwCallColumn column = both ? FW_CALL_DATE_TIME : FW_CALL_DATE;
  FwText date = fw_call_reader_get_cell (self, csv, column), time;
  FwCallClockState state;

  if (G_UNLIKELY (self->mapping.zone_column >= 0) && !take_row_zone (self, csv))
    return FALSE;
  if (both || self->mapping.column[FW_CALL_TIME] < 0)
    {
      state = fw_call_clock_read (&self->clock, date, at);
      return G_LIKELY (state == FW_CALL_CLOCK_GOOD) || fail_at (self, column, state, date);
    }

  time = fw_call_reader_get_cell (self, csv, FW_CALL_TIME);
  state = fw_call_clock_read_two (&self->clock, date, time, at);
  if (G_LIKELY (state == FW_CALL_CLOCK_GOOD))
    return TRUE;
  if (state == FW_CALL_CLOCK_NO_DATE)
    return fail_at (self, FW_CALL_DATE, state, date);

  return fail_at (self, FW_CALL_TIME, state, time);
}

static inline gboolean
read_duration (FwCallReader *self, const FwCsv *csv, FwCallColumn column, gint64 *ms)
{
  FwText cell = fw_call_reader_get_given (self, csv, column);

  if (cell.length == 0)
    return TRUE;
  if (G_LIKELY (fw_call_duration_read (cell, self->mapping.unit_ms[column], self->decimal, ms)))
    return TRUE;
  *ms = FW_EVENT_NO_TIME;

  return fw_is_placeholder (cell) ||
         fail (self, column, "no such duration", "a number, mm:ss, h:mm:ss or 4m 20s", cell);
}

static inline gboolean
read_ratings (FwCallReader *self, const FwCsv *csv, gboolean was_answered, FwEvent *event)
{
  FwText rating = fw_call_reader_get_given (self, csv, FW_CALL_RATING),
         nps = fw_call_reader_get_given (self, csv, FW_CALL_NPS);
  gint value;

  if (rating.length > 0)
    {
      FwCallRatingForm form = FW_CALL_RATING_NUMBER;

      gboolean unrated = fw_is_placeholder (rating);

      if (unrated)
        value = 0;
      else
        form = fw_call_rating_read (rating, &value);
      if (form == FW_CALL_RATING_NONE && fw_call_rating_is_none (rating))
        {
          form = FW_CALL_RATING_NUMBER;
          unrated = TRUE;
          value = 0;
        }
      if (form == FW_CALL_RATING_NONE ||
          (form != FW_CALL_RATING_NUMBER && !self->mapping.rating_words) ||
          (value == 0 && !unrated && was_answered && !self->mapping.stated.zero_rating_is_none))
        return fail (self, FW_CALL_RATING, "wrong rating", "1 to 5, or nothing", rating);
      event->rating = (gint8) value;
    }
  if (nps.length > 0 && !fw_is_placeholder (nps))
    {
      if (!fw_call_whole_read (nps, &value) || value > 10)
        return fail (self, FW_CALL_NPS, "wrong nps", "0 to 10, or nothing", nps);
      event->nps = (gint8) value;
    }

  return TRUE;
}

static const FwText *
get_outcome (FwCallWord word)
{
  switch (word)
    {
    case FW_CALL_WORD_ANSWERED:
    case FW_CALL_WORD_YES:
      return &answered;
    case FW_CALL_WORD_ABANDONED:
    case FW_CALL_WORD_NO:
      return &abandoned;
    case FW_CALL_WORD_TIMEOUT:
      return &timeout;
    case FW_CALL_WORD_EMPTY:
      return &empty;
    case FW_CALL_WORD_KEY:
      return &key;
    case FW_CALL_WORD_UNKNOWN:
    case FW_CALL_WORD_NOTHING:
    case FW_CALL_WORD_IN:
    case FW_CALL_WORD_OUT:
    case FW_CALL_WORD_INTERNAL:
    case FW_CALL_WORD_NAME:
    default:
      return NULL;
    }
}

/* A call that was not given up, but without a talk and with a word for its end that is not known.
 * @cell: (out): the word */
static gboolean
is_in_doubt (FwCallReader *self, const FwCsv *csv, gint64 talk_ms, FwText *cell)
{
  return self->mapping.column[FW_CALL_OUTCOME] >= 0 && self->mapping.column[FW_CALL_TALK] >= 0 &&
         talk_ms <= 0 && look (self, csv, FW_CALL_OUTCOME, cell)->meaning == FW_CALL_WORD_UNKNOWN;
}

/* A call that was not given up, without a talk, of which another column says where it went. */
static gboolean
ended_elsewhere (const FwCallReader *self, gint64 talk_ms, const FwText *found)
{
  return self->mapping.column[FW_CALL_TALK] >= 0 && talk_ms <= 0 && found != NULL &&
         found != &answered;
}

/* How the call ended: "answered" decides where there is such a column, "outcome" says how it was
 * not. */
static inline FwCallRow
read_outcome (FwCallReader *self, const FwCsv *csv, gint64 talk_ms, FwText *outcome)
{
  const FwText *found = NULL;
  const FwCallWordUse *use;
  FwText cell;

  if (self->mapping.column[FW_CALL_OUTCOME] >= 0)
    {
      use = look (self, csv, FW_CALL_OUTCOME, &cell);
      found = get_outcome (use->meaning);
      if (G_UNLIKELY (self->mapping.column[FW_CALL_ANSWERED] < 0 &&
                      self->mapping.column[FW_CALL_OUTCOME] !=
                          self->mapping.column[FW_CALL_DIRECTION] &&
                      (use->meaning == FW_CALL_WORD_UNKNOWN || is_unsaid (use))))
        return refuse_word (self, FW_CALL_OUTCOME, "answered, abandoned, timeout, empty or key",
                            cell);
    }
  if (self->mapping.column[FW_CALL_ANSWERED] >= 0)
    {
      use = look (self, csv, FW_CALL_ANSWERED, &cell);
      if (G_UNLIKELY (use->meaning == FW_CALL_WORD_UNKNOWN || is_unsaid (use)))
        return refuse_word (self, FW_CALL_ANSWERED, "yes or no", cell);
      if (G_UNLIKELY (self->mapping.answered_by_flag && use->meaning != FW_CALL_WORD_NO &&
                      is_in_doubt (self, csv, talk_ms, &cell)))
        return refuse_word (self, FW_CALL_OUTCOME, "answered, abandoned, timeout, empty or key",
                            cell);
      if (use->meaning == FW_CALL_WORD_NO)
        found = found != NULL && found != &answered ? found : &abandoned;
      else if (use->meaning != FW_CALL_WORD_NOTHING &&
               !(self->mapping.answered_by_flag && ended_elsewhere (self, talk_ms, found)))
        found = get_outcome (use->meaning);
    }
  if (found == NULL)
    found = talk_ms > 0 ? &answered : &abandoned;
  *outcome = *found;

  return FW_CALL_ROW_CALL;
}

static inline FwCallRow
read_resolved (FwCallReader *self, const FwCsv *csv, gint8 *resolved)
{
  const FwCallWordUse *use;
  FwText cell;

  if (self->mapping.column[FW_CALL_RESOLVED] < 0)
    return FW_CALL_ROW_CALL;
  use = look (self, csv, FW_CALL_RESOLVED, &cell);
  if (G_UNLIKELY (use->meaning == FW_CALL_WORD_UNKNOWN))
    return refuse_word (self, FW_CALL_RESOLVED, "yes or no", cell);
  if (use->meaning != FW_CALL_WORD_NOTHING)
    *resolved = use->meaning == FW_CALL_WORD_YES ? 1 : 0;

  return FW_CALL_ROW_CALL;
}

static gboolean
check_width (FwCallReader *self, const FwCsv *csv)
{
  for (guint i = self->header->len; i < csv->n_cells; i++)
    if (fw_cell_trim (csv->cells[i]).length > 0)
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

FwText
fw_call_reader_get_id (FwCallReader *self, const FwCsv *csv)
{
  FwText id = fw_call_reader_get_given (self, csv, FW_CALL_ID);

  return G_UNLIKELY (id.length > 0 && id.length < 8 && fw_is_placeholder (id)) ? FW_TEXT_NONE : id;
}

gboolean
fw_call_reader_has_moment (FwCallReader *self, const FwCsv *csv)
{
  FwCallColumn column =
      self->mapping.column[FW_CALL_DATE_TIME] >= 0 ? FW_CALL_DATE_TIME : FW_CALL_DATE;
  FwText cell = fw_call_reader_get_cell (self, csv, column);
  FwCallMoment moment;

  return cell.length > 0 && fw_call_moment_read (cell, &moment);
}

static gboolean
is_ignored (FwCallReader *self, const FwCsv *csv)
{
  for (guint i = 0; i < self->mapping.ignored->len; i++)
    {
      const FwCallIgnored *ignored = &g_array_index (self->mapping.ignored, FwCallIgnored, i);
      FwText cell = ignored->column < csv->n_cells ? fw_cell_trim (csv->cells[ignored->column])
                                                   : FW_TEXT_NONE;

      for (guint j = 0; ignored->rows->words[j] != NULL; j++)
        if (cell.length == strlen (ignored->rows->words[j]) &&
            g_ascii_strncasecmp (ignored->rows->words[j], cell.length > 0 ? cell.data : "",
                                 cell.length) == 0)
          {
            if (!self->rehearsing)
              fw_list_report_add_word (&self->run->report->list, "ignore", ignored->rows->column,
                                       ignored->rows->words[j], "left out", 1, csv->line);
            return TRUE;
          }
    }

  return FALSE;
}

/* Only what came in is offered. */
static inline FwCallRow
read_way (FwCallReader *self, const FwCsv *csv)
{
  const FwCallWordUse *use;
  FwText cell;

  self->way = FW_CALL_WORD_IN;
  if (self->mapping.column[FW_CALL_DIRECTION] < 0)
    return FW_CALL_ROW_CALL;
  use = look (self, csv, FW_CALL_DIRECTION, &cell);
  if (G_UNLIKELY (use->meaning == FW_CALL_WORD_UNKNOWN || is_unsaid (use)))
    return refuse_word (self, FW_CALL_DIRECTION, "in, out or internal", cell);
  if (use->meaning == FW_CALL_WORD_OUT || use->meaning == FW_CALL_WORD_INTERNAL)
    self->way = use->meaning;

  return FW_CALL_ROW_CALL;
}

static inline FwCallRow
read_call (FwCallReader *self, const FwCsv *csv, FwEvent *event)
{
  gboolean was_answered;

  if (!check_width (self, csv) || !read_at (self, csv, &event->at) ||
      !read_durations (self, csv, event))
    return FW_CALL_ROW_REFUSED;
  if (read_outcome (self, csv, event->talk_ms, &event->reason) != FW_CALL_ROW_CALL)
    return FW_CALL_ROW_REFUSED;

  was_answered = event->reason.data == answered.data;
  if (!was_answered)
    event->talk_ms = event->hold_ms = event->wrap_ms = FW_EVENT_NO_TIME;
  if (!read_ratings (self, csv, was_answered, event))
    return FW_CALL_ROW_REFUSED;
  if (was_answered && read_resolved (self, csv, &event->resolved) != FW_CALL_ROW_CALL)
    return FW_CALL_ROW_REFUSED;
  fw_call_row_read_names (self, csv, event);

  return FW_CALL_ROW_CALL;
}

/* Quoted in the report, so that nothing is left out unseen. */
static void
tell_surplus (FwCallReader *self, const FwCsv *csv)
{
  g_autofree char *text =
      g_utf8_make_valid (csv->raw.length > 0 ? csv->raw.data : "", MIN (csv->raw.length, 80));

  if (!self->rehearsing && self->run->report->list.left_out[FW_LEFT_OUT_TOTAL] < MOST_SURPLUS_TOLD)
    fw_list_report_add_word (&self->run->report->list, "totals", "", text, "total", 1, csv->line);
}

FwCallRow
fw_call_reader_read (FwCallReader *self, const FwCsv *csv, FwEvent *event)
{
  FwCallRow row;

  *event = (FwEvent) FW_EVENT_INIT;
  event->type = FW_EVENT_CONTACT;
  event->source = self->run->source;
  if (G_UNLIKELY (self->mapping.ignored->len > 0 && is_ignored (self, csv)))
    {
      self->left_out = FW_LEFT_OUT_IGNORED;
      return FW_CALL_ROW_LEFT_OUT;
    }

  row = read_way (self, csv);
  if (G_UNLIKELY (row == FW_CALL_ROW_CALL && self->way != FW_CALL_WORD_IN))
    {
      self->left_out = FW_LEFT_OUT_DIRECTION;
      self->complete = self->whole && read_call (self, csv, event) == FW_CALL_ROW_CALL;
      return FW_CALL_ROW_LEFT_OUT;
    }
  if (row == FW_CALL_ROW_CALL)
    row = read_call (self, csv, event);
  if (G_UNLIKELY (row == FW_CALL_ROW_REFUSED && fw_call_row_take_head (self, csv, FALSE)))
    {
      self->left_out = FW_LEFT_OUT_HEAD;
      row = FW_CALL_ROW_LEFT_OUT;
    }
  else if (G_UNLIKELY (row == FW_CALL_ROW_REFUSED && fw_call_row_is_surplus (self, csv)))
    {
      self->left_out = FW_LEFT_OUT_TOTAL;
      tell_surplus (self, csv);
      row = FW_CALL_ROW_LEFT_OUT;
    }

  return row;
}
