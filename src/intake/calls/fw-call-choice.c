/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/calls/fw-call-choice.h"

#include "core/fw-error.h"
#include "intake/calls/fw-call-agent-names.h"
#include "intake/calls/fw-call-names.h"
#include "intake/calls/fw-call-notations.h"
#include "intake/calls/fw-call-times.h"
#include "intake/calls/fw-call-ways.h"
#include "intake/calls/fw-call-words.h"
#include "intake/calls/fw-call-zones.h"

/* What of a name's tier counts in a score; places within a tier are below it. */
#define TIER 1000
/* A column with nothing in it gives way to any other. */
#define EMPTY (100 * TIER)

/** One choosing. */
typedef struct
{
  FwCallMapping *mapping;
  const FwText *header;
  guint n_header;
  const FwSurvey *survey;
  GPtrArray *senses; /* GArray of FwCallSense, one a column of the file */
  guint *unit_ms;    /* as stated in the header; 0: not */
  gboolean *taken;
  GError **error;
} Choice;

static char *
dup_name (const Choice *self, gint column)
{
  FwText name = fw_cell_trim (self->header[column]);

  return g_utf8_make_valid (name.length > 0 ? name.data : "", name.length);
}

static gboolean
refuse_equals (const Choice *self, const char *member, gint a, gint b)
{
  g_autofree char *first = dup_name (self, a), *second = dup_name (self, b);

  if (g_str_equal (first, second))
    g_set_error (self->error, FW_ERROR, FW_ERROR_INVALID,
                 "header: columns %d \"%s\" and %d \"%s\" both mean \"%s\"; choose one in the "
                 "mapping, such as {\"%s\": %d}",
                 a + 1, first, b + 1, second, member, member, a + 1);
  else
    g_set_error (self->error, FW_ERROR, FW_ERROR_INVALID,
                 "header: columns %d \"%s\" and %d \"%s\" both mean \"%s\"; choose one in the "
                 "mapping, such as {\"%s\": \"%s\"}",
                 a + 1, first, b + 1, second, member, member, first);

  return FALSE;
}

static void explain (Choice *self, guint i, const char *format, ...) G_GNUC_PRINTF (3, 4);

static void
explain (Choice *self, guint i, const char *format, ...)
{
  va_list arguments;

  if (self->mapping->why->pdata[i] != NULL)
    return;
  va_start (arguments, format);
  self->mapping->why->pdata[i] = g_strdup_vprintf (format, arguments);
  va_end (arguments);
}

static const FwCallSense *
find_sense (const Choice *self, guint i, FwCallColumn column)
{
  const GArray *senses = self->senses->pdata[i];

  for (guint j = 0; j < senses->len; j++)
    if (g_array_index (senses, FwCallSense, j).column == column)
      return &g_array_index (senses, FwCallSense, j);

  return NULL;
}

static gboolean
is_open (const Choice *self, FwCallColumn column)
{
  return self->mapping->column[column] < 0 && !self->mapping->stated.columns[column].none;
}

static void
take (Choice *self, FwCallColumn column, gint i)
{
  self->mapping->column[column] = i;
  self->mapping->unit_ms[column] = self->unit_ms[i] != 0 ? self->unit_ms[i] : 1000;
  self->taken[i] = TRUE;
  g_clear_pointer (&self->mapping->why->pdata[i], g_free);
}

/* Of these a wrong choice changes figures, and two names of one tier are as good as each other. */
static gboolean
must_be_one (FwCallColumn column)
{
  return fw_call_column_is_duration (column) || column == FW_CALL_ANSWERED ||
         column == FW_CALL_RATING;
}

/* What the mapping says of the words of @column. */
static GHashTable *
get_stated (const Choice *self, FwCallColumn column)
{
  return self->mapping->stated.words[column];
}

/* A name that only the values can confirm. */
static gboolean
is_confirmed (const Choice *self, const FwSurveyColumn *column, FwCallColumn as)
{
  guint known;

  if (as == FW_CALL_DIRECTION)
    return fw_call_words_tell_ways (column, get_stated (self, as), FALSE);
  if (as == FW_CALL_OUTCOME)
    return fw_survey_count_words (column, as, get_stated (self, as), &known) &&
           known * 2 > column->n;

  return TRUE;
}

static guint
score_column (const Choice *self, guint i, FwCallColumn column, const FwCallSense *sense)
{
  const FwSurveyColumn *values = &self->survey->columns[i];
  guint score = sense->tier * TIER, known;

  if (!must_be_one (column))
    score += sense->place;
  /* Of two columns with words for how a call ended, the one whose words are known. */
  if (column == FW_CALL_OUTCOME && values->n > 0 &&
      (!fw_survey_count_words (values, column, get_stated (self, column), &known) ||
       known < values->n))
    score += TIER / 2;
  if (values->n == 0 && self->survey->n_rows > 0)
    score += EMPTY;

  return score;
}

/* Of these an empty column would refuse every row. */
static gboolean
must_speak (FwCallColumn column)
{
  return column == FW_CALL_ANSWERED || column == FW_CALL_OUTCOME || column == FW_CALL_DIRECTION;
}

static gboolean
choose_column (Choice *self, FwCallColumn column, guint most_tier)
{
  const char *member = fw_call_column_to_name (column);
  guint best = G_MAXUINT;
  gint chosen = -1, equal = -1;

  if (!is_open (self, column))
    return TRUE;
  for (guint i = 0; i < self->n_header; i++)
    {
      const FwCallSense *sense = find_sense (self, i, column);
      const FwSurveyColumn *values = &self->survey->columns[i];
      const char *holds;
      guint score;

      if (sense == NULL || self->taken[i] || sense->tier > most_tier)
        continue;
      if (must_speak (column) && values->n == 0 && self->survey->n_rows > 0)
        {
          explain (self, i, "sounds like %s, but is empty", member);
          continue;
        }
      /* Whoever says what its words mean knows what it is. */
      holds = must_speak (column) && get_stated (self, column) != NULL
                  ? NULL
                  : fw_survey_contradicts (values, column);
      if (holds != NULL)
        explain (self, i, "sounds like %s, but holds %s, such as \"%s\" on line %" G_GUINT64_FORMAT,
                 member, holds, values->example, values->line);
      if (holds != NULL || (sense->tier > 1 && !is_confirmed (self, values, column)))
        continue;
      score = score_column (self, i, column, sense);
      if (score < best)
        equal = -1;
      else if (score == best)
        equal = (gint) i;
      if (score < best)
        {
          best = score;
          chosen = (gint) i;
        }
    }
  if (equal >= 0)
    return refuse_equals (self, member, chosen, equal);
  if (chosen >= 0)
    take (self, column, chosen);

  return TRUE;
}

/* Whoever calls, and whoever answers, may be called "Incoming Ltd". */
static gboolean
sounds_like_names (const Choice *self, guint i)
{
  return find_sense (self, i, FW_CALL_CUSTOMER) != NULL ||
         find_sense (self, i, FW_CALL_AGENT) != NULL || find_sense (self, i, FW_CALL_ID) != NULL;
}

/* A queue, a skill, a team. */
static gboolean
sounds_like_groups (const Choice *self, guint i)
{
  const FwCallSense *queue = find_sense (self, i, FW_CALL_QUEUE);

  return (queue != NULL && queue->tier == 0) || fw_call_header_names_team (self->header[i]);
}

/* A column with no name for it in which "Inbound" and "Outbound" stand. Queues and teams may be
 * called so, and take calls of either way. */
static void
choose_way_by_values (Choice *self)
{
  for (guint i = 0; i < self->n_header && is_open (self, FW_CALL_DIRECTION); i++)
    if (!self->taken[i] && !sounds_like_names (self, i) && !sounds_like_groups (self, i) &&
        fw_call_words_tell_ways (&self->survey->columns[i], NULL, TRUE))
      take (self, FW_CALL_DIRECTION, (gint) i);
}

/* Whether a column that nothing else is made of answers a question in all rows that say something.
 */
static gboolean
answers (const Choice *self, guint i)
{
  const FwSurveyColumn *values = &self->survey->columns[i];
  guint known;

  return !self->taken[i] && values->n > 0 &&
         fw_survey_count_words (values, FW_CALL_RESOLVED, NULL, &known) && known == values->n;
}

/* "is_outbound" with yes and no: what each says of the way is said as a mapping would. */
static void
choose_way_by_answers (Choice *self)
{
  gboolean outbound;

  for (guint i = 0; i < self->n_header && is_open (self, FW_CALL_DIRECTION); i++)
    if (answers (self, i) && fw_call_header_asks_way (self->header[i], &outbound))
      {
        fw_call_stated_answer_ways (&self->mapping->stated, self->survey->columns[i].words,
                                    outbound);
        take (self, FW_CALL_DIRECTION, (gint) i);
      }
}

/* "Missed" with yes and no. */
static void
choose_end_by_answers (Choice *self)
{
  for (guint i = 0; i < self->n_header && is_open (self, FW_CALL_ANSWERED); i++)
    if (answers (self, i) && fw_call_header_asks_missed (self->header[i]))
      {
        fw_call_stated_answer_missed (&self->mapping->stated, self->survey->columns[i].words);
        take (self, FW_CALL_ANSWERED, (gint) i);
      }
}

/* ---- moments: which of day, time and both a column holds, its values tell ---- */

typedef enum
{
  NO_MOMENT,
  DAY,
  CLOCK,
  BOTH
} Moment;

static Moment
find_moment (Choice *self, guint i, guint *tier)
{
  const FwSurveyColumn *values = &self->survey->columns[i];
  const FwCallSense *both = find_sense (self, i, FW_CALL_DATE_TIME);
  const FwCallSense *day = find_sense (self, i, FW_CALL_DATE);
  const FwCallSense *clock = find_sense (self, i, FW_CALL_TIME);
  guint moments, days, clocks = fw_survey_count_clocks (values, clock != NULL);

  *tier = fw_call_senses_get_best_tier ((const FwCallSense *const[]){ both, day, clock }, 3);
  if (self->taken[i] || (both == NULL && day == NULL && clock == NULL))
    return NO_MOMENT;
  moments = values->moments + values->epochs + values->serials;
  days = values->days + values->day_numbers;
  /* Times with points can be dates of short years; one that cannot, or the name, tells. */
  if (values->either > 0 && values->either == values->days &&
      (clocks > 0 || (clock != NULL && day == NULL)))
    {
      clocks += values->either;
      days -= values->either;
    }
  /* Mostly something else, or nothing: as the name has it, so that the rows can say what is wrong.
   */
  if (values->n == 0 || (moments + days + clocks) * 4 < values->n)
    {
      if (values->n > 0 && values->whole * 2 > values->n &&
          (clock == NULL || (both != NULL && values->short_numbers * 2 > values->n)))
        {
          explain (self, i, "sounds like a date, but holds numbers, such as \"%s\"",
                   values->example);
          return NO_MOMENT;
        }
      return day != NULL ? DAY : both != NULL ? BOTH : CLOCK;
    }
  if (clocks > moments + days)
    {
      if (clock != NULL || both != NULL)
        return CLOCK;
      explain (self, i, "sounds like a date, but holds times or durations, such as \"%s\"",
               values->example);
      return NO_MOMENT;
    }
  if (days > moments || (days == moments && day != NULL))
    return DAY;
  *tier = both != NULL ? both->tier : 1;

  return BOTH;
}

/* Of the columns that hold @wanted the one of the best name. @rival: (out): another as good. */
static gint
find_best_moment (Choice *self, Moment wanted, guint *tier, gint *rival)
{
  gint best = -1;

  *rival = -1;
  *tier = G_MAXUINT;
  for (guint i = 0; i < self->n_header; i++)
    {
      guint own;

      if (find_moment (self, i, &own) != wanted)
        continue;
      if (self->survey->columns[i].n == 0 && self->survey->n_rows > 0)
        own += EMPTY;
      if (own == *tier)
        *rival = (gint) i;
      else if (own < *tier)
        {
          *tier = own;
          *rival = -1;
          best = (gint) i;
        }
    }

  return best;
}

/* All at midnight: a spreadsheet's way of writing a day. */
static gboolean
is_day_in_disguise (const Choice *self, gint i)
{
  const FwSurveyColumn *values = &self->survey->columns[i];

  return values->moments > 0 && values->midnights == values->moments;
}

static gboolean
choose_one_moment (Choice *self, FwCallColumn column, Moment wanted)
{
  guint tier;
  gint rival, best;

  if (!is_open (self, column))
    return TRUE;
  best = find_best_moment (self, wanted, &tier, &rival);
  if (rival >= 0)
    return refuse_equals (self, fw_call_column_to_name (column), best, rival);
  if (best >= 0)
    take (self, column, best);

  return TRUE;
}

static gboolean
has_time_inside (const Choice *self, gint i)
{
  const FwSurveyColumn *values = &self->survey->columns[i];

  return values->moments > values->days && !is_day_in_disguise (self, i);
}

static gboolean
choose_day_and_time (Choice *self)
{
  const gint *column = self->mapping->column;

  if (!choose_one_moment (self, FW_CALL_DATE, DAY))
    return FALSE;
  if (column[FW_CALL_DATE] < 0 && is_open (self, FW_CALL_DATE) &&
      !choose_one_moment (self, FW_CALL_DATE, BOTH))
    return FALSE;

  return column[FW_CALL_DATE] < 0 || has_time_inside (self, column[FW_CALL_DATE]) ||
         choose_one_moment (self, FW_CALL_TIME, CLOCK);
}

static gboolean
choose_moments (Choice *self)
{
  FwCallMapping *mapping = self->mapping;
  const gint *column = mapping->column;
  gint both, day, clock, rival, ignored;
  guint tier, day_tier, clock_tier;

  if (column[FW_CALL_DATE_TIME] >= 0)
    return TRUE;
  if (column[FW_CALL_DATE] >= 0 || column[FW_CALL_TIME] >= 0 || !is_open (self, FW_CALL_DATE_TIME))
    return choose_day_and_time (self);

  both = find_best_moment (self, BOTH, &tier, &rival);
  day = find_best_moment (self, DAY, &day_tier, &ignored);
  clock = find_best_moment (self, CLOCK, &clock_tier, &ignored);
  if (both < 0 || (day >= 0 && clock >= 0 && tier > 0) || tier >= EMPTY)
    return choose_day_and_time (self);
  if (clock >= 0 && is_day_in_disguise (self, both))
    {
      take (self, FW_CALL_DATE, both);
      return choose_one_moment (self, FW_CALL_TIME, CLOCK);
    }
  if (rival >= 0)
    return refuse_equals (self, fw_call_column_to_name (FW_CALL_DATE_TIME), both, rival);
  take (self, FW_CALL_DATE_TIME, both);

  return TRUE;
}

/* ---- all of them ---- */

/* "Incoming", "Outgoing" and "Missed" in one column: the way, and of some calls the end. */
static void
share_way (Choice *self)
{
  gint way = self->mapping->column[FW_CALL_DIRECTION];

  if (way >= 0 && is_open (self, FW_CALL_OUTCOME) &&
      fw_call_words_tell_ends (&self->survey->columns[way], TRUE))
    self->mapping->column[FW_CALL_OUTCOME] = way;
}

/* "Disposition" may say how all calls ended, or what came of them. */
static gboolean
tells_ends (const Choice *self)
{
  for (guint i = 0; i < self->n_header; i++)
    {
      const FwCallSense *sense = find_sense (self, i, FW_CALL_OUTCOME);
      const FwSurveyColumn *values = &self->survey->columns[i];
      guint known;

      if (sense != NULL && sense->tier <= 1 && !self->taken[i] && values->n > 0 &&
          fw_survey_count_words (values, FW_CALL_OUTCOME, get_stated (self, FW_CALL_OUTCOME),
                                 &known) &&
          (known == values->n || fw_call_words_tell_other_ends (values)))
        return TRUE;
    }

  return self->mapping->column[FW_CALL_OUTCOME] >= 0 || get_stated (self, FW_CALL_OUTCOME) != NULL;
}

static gboolean
choose_outcome (Choice *self)
{
  const gint *column = self->mapping->column;

  if (!choose_column (self, FW_CALL_ANSWERED, 1))
    return FALSE;
  if (column[FW_CALL_ANSWERED] < 0 && !tells_ends (self))
    choose_end_by_answers (self);
  /* A mapping that was kept states the column and not how it was found. */
  self->mapping->answered_by_flag =
      column[FW_CALL_ANSWERED] >= 0 &&
      fw_call_header_asks_missed (self->header[column[FW_CALL_ANSWERED]]);
  if (!choose_column (self, FW_CALL_OUTCOME, 1))
    return FALSE;
  if (column[FW_CALL_ANSWERED] >= 0 || column[FW_CALL_OUTCOME] >= 0)
    return TRUE;
  if (!choose_column (self, FW_CALL_OUTCOME, 2))
    return FALSE;
  for (guint i = 0; i < self->n_header && is_open (self, FW_CALL_OUTCOME); i++)
    if (!self->taken[i] && fw_call_words_tell_ends (&self->survey->columns[i], FALSE))
      take (self, FW_CALL_OUTCOME, (gint) i);
  share_way (self);
  if (column[FW_CALL_OUTCOME] < 0)
    choose_end_by_answers (self);

  return TRUE;
}

static gboolean
choose_all (Choice *self)
{
  static const FwCallColumn rest[] = { FW_CALL_ID,       FW_CALL_AGENT,   FW_CALL_QUEUE,
                                       FW_CALL_CUSTOMER, FW_CALL_CHANNEL, FW_CALL_PRODUCT,
                                       FW_CALL_RESOLVED, FW_CALL_WAIT,    FW_CALL_TALK,
                                       FW_CALL_HOLD,     FW_CALL_WRAP,    FW_CALL_RATING,
                                       FW_CALL_NPS };
  gint given, family;

  if (!choose_moments (self) || !choose_column (self, FW_CALL_DIRECTION, 2))
    return FALSE;
  choose_way_by_answers (self);
  choose_way_by_values (self);
  if (!choose_outcome (self))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (rest); i++)
    if (!choose_column (self, rest[i], 2))
      return FALSE;
  if (is_open (self, FW_CALL_AGENT) && is_open (self, FW_CALL_AGENT_FAMILY) &&
      fw_call_agent_names_find (self->header, self->n_header, self->taken, &given, &family))
    {
      take (self, FW_CALL_AGENT, given);
      take (self, FW_CALL_AGENT_FAMILY, family);
    }

  return TRUE;
}

/* What could be meant otherwise is told. */
static void
explain_groups (Choice *self)
{
  for (guint i = 0; i < self->n_header && is_open (self, FW_CALL_DIRECTION); i++)
    if (sounds_like_groups (self, i) &&
        fw_call_words_tell_ways (&self->survey->columns[i], NULL, TRUE))
      {
        g_autofree char *name = dup_name (self, (gint) i);

        explain (self, i,
                 "its words sound like the way of a call; if they are, say so in the mapping: "
                 "{\"direction\": \"%s\"}",
                 name);
      }
}

/* Why columns that have a name of ours are not used. */
static void
explain_rest (Choice *self)
{
  for (guint i = 0; i < self->n_header; i++)
    {
      const GArray *senses = self->senses->pdata[i];

      for (guint j = 0; j < senses->len && !self->taken[i]; j++)
        {
          FwCallColumn column = g_array_index (senses, FwCallSense, j).column;
          gint used = self->mapping->column[column];
          g_autofree char *name = used >= 0 ? dup_name (self, used) : NULL;

          if (name != NULL && used != (gint) i)
            explain (self, i, "\"%s\" is used as %s", name, fw_call_column_to_name (column));
        }
    }
}

gboolean
fw_call_choose (FwCallMapping *mapping,
                const FwText *header,
                guint n_header,
                const FwSurvey *survey,
                GError **error)
{
  g_autoptr (GPtrArray) senses = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autofree gboolean *taken = g_new0 (gboolean, n_header + 1);
  g_autofree guint *unit_ms = g_new0 (guint, n_header + 1);
  Choice self = { mapping, header, n_header, survey, senses, unit_ms, taken, error };
  gboolean gathers, done;

  g_return_val_if_fail (mapping != NULL && survey != NULL, FALSE);
  g_return_val_if_fail (survey->n_columns == n_header, FALSE);

  for (guint i = 0; i < n_header; i++)
    g_ptr_array_add (senses, fw_call_senses_find (header[i], &unit_ms[i], &gathers));
  for (guint i = 0; i < FW_CALL_N_COLUMNS; i++)
    if (mapping->column[i] >= 0)
      taken[mapping->column[i]] = TRUE;
  done = choose_all (&self) && fw_call_notations_settle (mapping, unit_ms, survey, error);
  fw_call_zones_choose (mapping, header, taken, survey);
  explain_groups (&self);
  explain_rest (&self);

  return done;
}
