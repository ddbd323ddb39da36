/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "core/people/fw-programme-private.h"

typedef struct
{
  FwProgrammeBoard *board;
  const FwProgrammeQuestion *question;
  FwProgrammeAnswer *answer;
  const FwRecord *programme;
  const GPtrArray *steps;
  GHashTable *held; /* "person\nscheme" to the first day of the certificate that counts */
} Asking;

const char *
fw_step_state_to_name (FwStepState state)
{
  static const char *const names[FW_N_STEP_STATES] = {
    [FW_STEP_DONE] = "done", [FW_STEP_FAILED] = "failed", [FW_STEP_LATE] = "late",
    [FW_STEP_NEXT] = "next", [FW_STEP_LATER] = "later",
  };

  g_return_val_if_fail (state < FW_N_STEP_STATES, NULL);

  return names[state];
}

const char *
fw_trainee_state_to_name (FwTraineeState state)
{
  static const char *const names[FW_N_TRAINEE_STATES] = {
    [FW_TRAINEE_LATE] = "late",     [FW_TRAINEE_ON_TIME] = "on-time", [FW_TRAINEE_MARK] = "mark",
    [FW_TRAINEE_PASSED] = "passed", [FW_TRAINEE_STOPPED] = "stopped",
  };

  g_return_val_if_fail (state < FW_N_TRAINEE_STATES, NULL);

  return names[state];
}

/* ---- certificates ---- */

static char *
make_key (const char *person, const char *scheme)
{
  return g_strdup_printf ("%s\n%s", person, scheme);
}

static void
find_held (Asking *self)
{
  const FwCertificateQuestion question = { .day = self->question->day,
                                           .scope = self->question->scope,
                                           .sites = self->question->sites,
                                           .teams = self->question->teams,
                                           .people = self->question->people };
  g_autoptr (FwCertificateAnswer) answer = NULL;
  gboolean any = FALSE;

  self->held = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < self->steps->len; i++)
    any = any || g_strcmp0 (fw_record_text (self->steps->pdata[i], "what"), "certificate") == 0;
  if (!any)
    return;
  answer = fw_certificate_board_ask (self->board->certificates, &question);
  for (guint i = 0; i < answer->rows->len; i++)
    {
      const FwCertificateRow *row = &g_array_index (answer->rows, FwCertificateRow, i);

      if (row->standing.on_roster)
        g_hash_table_insert (self->held, make_key (row->who.person, row->scheme),
                             GINT_TO_POINTER (row->period.valid_from));
    }
}

/* ---- one step ---- */

/* What somebody did since her first day and by the day that is asked for: the first time it was
 * passed, else the last time that it was not. */
static void
look_at_deeds (const Asking *self, const GArray *deeds, gint32 since, FwProgrammeCell *cell)
{
  for (guint i = 0; deeds != NULL && i < deeds->len && cell->state != FW_STEP_DONE; i++)
    {
      const FwProgrammeDeed *deed = &g_array_index (deeds, FwProgrammeDeed, i);

      if (deed->day < since || (deed->day > self->question->day && !deed->planned))
        continue;
      if (deed->planned)
        {
          if (deed->day >= self->question->day && cell->planned == FW_PROGRAMME_NO_DAY)
            cell->planned = deed->day;
          continue;
        }
      cell->state = deed->passed ? FW_STEP_DONE : FW_STEP_FAILED;
      cell->day = deed->day;
    }
}

/* One that she held before counts: nobody takes it twice for a programme. What lapses after the
 * programme was passed takes nothing back. */
static void
look_at_certificate (const Asking *self,
                     const FwRecord *step,
                     const FwProgrammeRow *row,
                     FwProgrammeCell *cell)
{
  const char *scheme = fw_record_text (step, "scheme");
  g_autofree char *key = make_key (row->who.person, scheme != NULL ? scheme : "");
  gpointer from;

  if (g_hash_table_lookup_extended (self->held, key, NULL, &from))
    cell->day = MAX (GPOINTER_TO_INT (from), row->since);
  else if (!fw_record_lacks (row->trainee, "passed") &&
           fw_record_integer (row->trainee, "passed") <= self->question->day)
    cell->day = (gint32) fw_record_integer (row->trainee, "passed");
  if (cell->day != FW_PROGRAMME_NO_DAY)
    cell->state = FW_STEP_DONE;
}

static FwProgrammeCell
look_at_step (const Asking *self, const FwRecord *step, const FwProgrammeRow *row)
{
  static const char *const fields[][2] = { { "lesson", "lesson" },
                                           { "course", "course" },
                                           { "exam", "scheme" } };
  const char *what = fw_record_text (step, "what");
  FwProgrammeCell cell = { .state = FW_STEP_LATER,
                           .due = row->since + (gint32) fw_record_integer (step, "by_day") - 1,
                           .day = FW_PROGRAMME_NO_DAY,
                           .planned = FW_PROGRAMME_NO_DAY };

  if (g_strcmp0 (what, "certificate") == 0)
    look_at_certificate (self, step, row, &cell);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *id =
          g_strcmp0 (what, fields[i][0]) == 0 ? fw_record_text (step, fields[i][1]) : NULL;

      if (id != NULL)
        look_at_deeds (self, fw_programme_find_deeds (self->board, what, id, row->who.person),
                       row->since, &cell);
    }
  if (cell.state == FW_STEP_LATER && cell.due < self->question->day)
    cell.state = FW_STEP_LATE;
  return cell;
}

/* ---- one row ---- */

static void
add_cells (Asking *self, FwProgrammeRow *row)
{
  gint32 last = row->since;

  row->cells = self->answer->cells->len;
  row->next = G_MAXUINT;
  for (guint i = 0; i < self->steps->len; i++)
    {
      FwProgrammeCell cell = look_at_step (self, self->steps->pdata[i], row);

      if (cell.state == FW_STEP_DONE)
        {
          row->done++;
          last = MAX (last, cell.day);
        }
      else if (row->next == G_MAXUINT)
        {
          row->next = i;
          cell.next = TRUE;
          if (cell.state == FW_STEP_LATER)
            cell.state = FW_STEP_NEXT;
        }
      row->late += cell.state != FW_STEP_DONE && cell.due < self->question->day;
      g_array_append_val (self->answer->cells, cell);
    }
  if (row->next == G_MAXUINT && self->steps->len > 0)
    row->passed = last;
}

static FwExact
get_exact (const FwRecord *record, const char *field)
{
  return (FwExact) llround (fw_record_get_number (record, fw_record_find (record, field)) *
                            FW_EXACT_ONE);
}

/* The mark of two parts, where the programme has one: it is passed as exams are. */
static void
add_mark (const Asking *self, FwProgrammeRow *row)
{
  static const char *const fields[2][2] = { { "first_weight", "first_mark" },
                                            { "second_weight", "second_mark" } };
  FwDirectory *directory = fw_programme_board_get_directory (self->board);
  FwCompositePart parts[2] = { { 0 } };
  gint64 from, to;
  double pass;

  if (fw_record_lacks (self->programme, "first_weight"))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      parts[i].weight = fw_record_integer (self->programme, fields[i][0]) * FW_EXACT_ONE;
      parts[i].present = !fw_record_lacks (row->trainee, fields[i][1]);
      if (parts[i].present)
        parts[i].mark = get_exact (row->trainee, fields[i][1]);
    }
  fw_zone_get_day_bounds (fw_directory_get_default_site (directory)->zone, self->question->day,
                          &from, &to);
  pass = fw_directory_get_policy (directory, "exam-pass-mark", row->who.site, NULL, to - 1);
  row->mark =
      fw_composite_judge (parts, G_N_ELEMENTS (parts), (FwExact) llround (pass * FW_EXACT_ONE));
  if (row->mark.state != FW_COMPOSITE_PASS)
    row->passed = FW_PROGRAMME_NO_DAY;
}

/* Returns: (nullable): the last exam among the steps. */
static const FwRecord *
find_deciding (const Asking *self)
{
  for (guint i = self->steps->len; i-- > 0;)
    if (g_strcmp0 (fw_record_text (self->steps->pdata[i], "what"), "exam") == 0)
      return self->steps->pdata[i];
  return NULL;
}

static void
add_exam (const Asking *self, FwProgrammeRow *row)
{
  const FwRecord *exam = find_deciding (self);
  const char *scheme = exam != NULL ? fw_record_text (exam, "scheme") : NULL;
  const GArray *deeds = scheme != NULL
                            ? fw_programme_find_deeds (self->board, "exam", scheme, row->who.person)
                            : NULL;

  if (scheme == NULL)
    row->sat = row->first = row->pass = row->passed != FW_PROGRAMME_NO_DAY;
  for (guint i = 0; deeds != NULL && i < deeds->len; i++)
    {
      const FwProgrammeDeed *deed = &g_array_index (deeds, FwProgrammeDeed, i);

      if (deed->day < row->since || deed->day > self->question->day)
        continue;
      row->first = row->first || (!row->sat && deed->passed);
      row->pass = row->pass || deed->passed;
      row->sat = TRUE;
    }
}

static FwTraineeState
find_state (const Asking *self, const FwProgrammeRow *row)
{
  if (row->passed != FW_PROGRAMME_NO_DAY)
    return FW_TRAINEE_PASSED;
  if (g_strcmp0 (fw_record_text (row->trainee, FW_KIND_STATE), "stopped") == 0)
    return FW_TRAINEE_STOPPED;
  if (row->next == G_MAXUINT && self->steps->len > 0)
    return FW_TRAINEE_MARK;
  return row->late > 0 ? FW_TRAINEE_LATE : FW_TRAINEE_ON_TIME;
}

static void
add_row (Asking *self, const FwRecord *trainee)
{
  const char *id = fw_record_text (trainee, "person");
  const FwRecord *person = id != NULL ? g_hash_table_lookup (self->board->people, id) : NULL;
  FwProgrammeRow row = { .trainee = trainee,
                         .since = (gint32) fw_record_integer (trainee, "since"),
                         .passed = FW_PROGRAMME_NO_DAY };

  if (person == NULL ||
      g_strcmp0 (fw_record_text (trainee, "programme"), self->question->programme) != 0 ||
      row.since > self->question->day ||
      !fw_directory_find_person (fw_programme_board_get_directory (self->board), person,
                                 self->question->day, &row.who) ||
      !fw_membership_is_asked (&row.who, self->question->scope, self->question->sites,
                               self->question->teams, self->question->people))
    return;
  row.sort_key = g_hash_table_lookup (self->board->keys, id);
  add_cells (self, &row);
  add_mark (self, &row);
  add_exam (self, &row);
  row.state = find_state (self, &row);
  g_array_append_val (self->answer->rows, row);
}

static gint
compare_rows (gconstpointer a, gconstpointer b)
{
  const FwProgrammeRow *x = a, *y = b;
  int order = (x->state > y->state) - (x->state < y->state);

  if (order == 0)
    order = (x->late < y->late) - (x->late > y->late);
  if (order == 0)
    order = strcmp (x->sort_key, y->sort_key);
  if (order == 0)
    order = (x->since > y->since) - (x->since < y->since);
  return order != 0 ? order : strcmp (fw_record_get_id (x->trainee), fw_record_get_id (y->trainee));
}

/* ---- cohorts ---- */

static void
count (FwCohort *cohort, const FwProgrammeRow *row)
{
  cohort->enrolled++;
  if (row->state == FW_TRAINEE_STOPPED && !row->sat)
    cohort->withdrawn++;
  else if (!row->sat)
    cohort->not_yet_sat++;
  else if (row->first)
    cohort->passed_first++;
  else if (row->pass)
    cohort->passed_on_resit++;
}

static gint
compare_cohorts (gconstpointer a, gconstpointer b)
{
  const FwProgrammeCohort *x = a, *y = b;

  return (x->month > y->month) - (x->month < y->month);
}

static void
add_to_cohort (GArray *cohorts, const FwProgrammeRow *row)
{
  FwProgrammeCohort fresh = { .month = fw_date_get_month_start (row->since) };

  for (guint i = 0; i < cohorts->len; i++)
    if (g_array_index (cohorts, FwProgrammeCohort, i).month == fresh.month)
      {
        count (&g_array_index (cohorts, FwProgrammeCohort, i).cohort, row);
        return;
      }
  count (&fresh.cohort, row);
  g_array_append_val (cohorts, fresh);
}

static void
add_cohorts (FwProgrammeAnswer *answer)
{
  g_autofree FwShare *shares = NULL;

  for (guint i = 0; i < answer->rows->len; i++)
    {
      const FwProgrammeRow *row = &g_array_index (answer->rows, FwProgrammeRow, i);

      count (&answer->cohort, row);
      add_to_cohort (answer->cohorts, row);
    }
  g_array_sort (answer->cohorts, compare_cohorts);
  shares = g_new0 (FwShare, answer->cohorts->len + 1);
  for (guint i = 0; i < answer->cohorts->len; i++)
    shares[i] =
        fw_cohort_count (&g_array_index (answer->cohorts, FwProgrammeCohort, i).cohort).final;
  answer->trend = fw_trend_find (shares, answer->cohorts->len);
}

/* ---- the answer ---- */

static const FwRecord *
find_programme (FwProgrammeBoard *self, const char *id)
{
  for (guint i = 0; i < self->programmes->len; i++)
    if (strcmp (fw_record_get_id (self->programmes->pdata[i]), id) == 0)
      return self->programmes->pdata[i];
  return NULL;
}

FwProgrammeAnswer *
fw_programme_board_ask (FwProgrammeBoard *self, const FwProgrammeQuestion *question)
{
  Asking asking = { .board = self, .question = question };
  FwProgrammeAnswer *answer;

  g_return_val_if_fail (self != NULL && question != NULL, NULL);
  g_return_val_if_fail (question->scope != NULL && question->programme != NULL, NULL);

  answer = g_new0 (FwProgrammeAnswer, 1);
  answer->rows = g_array_new (FALSE, FALSE, sizeof (FwProgrammeRow));
  answer->cells = g_array_new (FALSE, FALSE, sizeof (FwProgrammeCell));
  answer->cohorts = g_array_new (FALSE, FALSE, sizeof (FwProgrammeCohort));
  asking.answer = answer;
  asking.programme = find_programme (self, question->programme);
  asking.steps = fw_programme_board_get_steps (self, question->programme);
  find_held (&asking);
  for (guint i = 0; asking.programme != NULL && i < self->trainees->len; i++)
    add_row (&asking, self->trainees->pdata[i]);
  g_hash_table_unref (asking.held);
  g_array_sort (answer->rows, compare_rows);
  add_cohorts (answer);
  return answer;
}

void
fw_programme_answer_free (FwProgrammeAnswer *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->rows);
  g_array_unref (self->cells);
  g_array_unref (self->cohorts);
  g_free (self);
}
