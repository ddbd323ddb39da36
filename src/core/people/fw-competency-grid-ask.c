/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "core/people/fw-competency-grid-private.h"

/* Shares of weights that differ by less are equal. */
#define SAME 1e-9

/* ---- one row ---- */

/* What is left of everything that she has shown by the day; @levels by competency. */
static void
add_cells (
    FwCompetencyGrid *self, const FwGridPerson *person, gint32 day, GArray *cells, double *levels)
{
  guint at = person->first, end = person->first + person->n;

  for (guint i = 0; i < self->competencies->len; i++)
    {
      FwCompetencyCell cell = { NAN, NAN, G_MININT32 };

      if (at < end && g_array_index (self->runs, FwGridRun, at).competency == i)
        {
          const FwGridRun *run = &g_array_index (self->runs, FwGridRun, at++);
          const FwEvidence *current = fw_evidence_find_current (
              &g_array_index (self->evidence, FwEvidence, run->first), run->n, day);

          if (current != NULL)
            cell = (FwCompetencyCell){
              fw_decay_apply (&g_array_index (self->competencies, FwGridCompetency, i).decay,
                              current->level, current->date, day),
              current->level, current->date
            };
        }
      levels[i] = cell.level;
      g_array_append_val (cells, cell);
    }
}

static guint
find_competency (const GArray *requirements, guint requirement)
{
  return requirement != FW_READINESS_NOTHING
             ? g_array_index (requirements, FwRequirement, requirement).competency
             : FW_READINESS_NOTHING;
}

static void
count_standing (FwCompetencyAnswer *answer, const GArray *requirements, const double *levels)
{
  for (guint i = 0; i < requirements->len; i++)
    {
      const FwRequirement *requirement = &g_array_index (requirements, FwRequirement, i);
      FwCompetencyCount *count =
          &g_array_index (answer->counts, FwCompetencyCount, requirement->competency);

      if (isnan (levels[requirement->competency]))
        count->without++;
      else if (fw_readiness_get_gap (requirement, levels) > 0)
        count->below++;
      else
        count->met++;
    }
}

static void
judge (FwCompetencyGrid *self,
       FwCompetencyRow *row,
       const double *levels,
       FwCompetencyAnswer *answer)
{
  const GArray *requirements;
  const FwReadiness *found = &row->readiness;

  if (row->position == FW_READINESS_NOTHING)
    {
      answer->unasked++;
      return;
    }
  requirements = g_array_index (self->positions, FwGridPosition, row->position).requirements;
  row->readiness = fw_readiness_find ((const FwRequirement *) (const void *) requirements->data,
                                      requirements->len, levels);
  row->largest_gap = find_competency (requirements, found->largest_gap);
  row->narrows_most = find_competency (requirements, found->narrows_most);
  count_standing (answer, requirements, levels);
  if (found->n_requirements == 0)
    answer->unasked++;
  else if (found->n_met == found->n_requirements)
    answer->ready++;
  else if (found->n_met + found->n_no_evidence < found->n_requirements)
    answer->behind++;
  else
    answer->open++;
}

/* ---- places ---- */

static gint
compare_numbers (gconstpointer a, gconstpointer b)
{
  const double one = *(const double *) a, two = *(const double *) b;

  return (one > two) - (one < two);
}

/* Of numbers in order: how many are less than @limit. */
static guint
count_below (const GArray *numbers, double limit)
{
  guint from = 0, to = numbers->len;

  while (from < to)
    {
      const guint middle = from + (to - from) / 2;

      if (g_array_index (numbers, double, middle) < limit)
        from = middle + 1;
      else
        to = middle;
    }
  return from;
}

/* One is ahead of another only where the whole of her interval is above the whole of the other's.
 */
static void
find_places (FwCompetencyAnswer *answer, guint position)
{
  g_autoptr (GArray) lows = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) highs = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < answer->rows->len; i++)
    {
      const FwCompetencyRow *row = &g_array_index (answer->rows, FwCompetencyRow, i);

      if (row->position != position || isnan (row->readiness.low))
        continue;
      g_array_append_val (lows, row->readiness.low);
      g_array_append_val (highs, row->readiness.high);
    }
  g_array_sort (lows, compare_numbers);
  g_array_sort (highs, compare_numbers);
  for (guint i = 0; i < answer->rows->len; i++)
    {
      FwCompetencyRow *row = &g_array_index (answer->rows, FwCompetencyRow, i);

      if (row->position != position || isnan (row->readiness.low))
        continue;
      row->best = 1 + lows->len - count_below (lows, row->readiness.high + SAME);
      row->worst = highs->len - count_below (highs, row->readiness.low - SAME);
    }
}

/* ---- the order ---- */

static int
compare_counts (gint64 a, gint64 b)
{
  return (a > b) - (a < b);
}

static int
compare_by_readiness (const FwCompetencyRow *x, const FwCompetencyRow *y)
{
  int order = compare_counts (x->position, y->position);

  if (order == 0)
    order = compare_counts (x->best, y->best);
  return order != 0 ? order : compare_counts (x->worst, y->worst);
}

static guint
count_gaps (const FwCompetencyRow *row)
{
  return row->readiness.n_requirements - row->readiness.n_met - row->readiness.n_no_evidence;
}

static int
compare_widths (const FwCompetencyRow *x, const FwCompetencyRow *y)
{
  const double one = x->readiness.high - x->readiness.low;
  const double two = y->readiness.high - y->readiness.low;

  return (one < two - SAME) - (one > two + SAME);
}

static gint
compare_rows (gconstpointer a, gconstpointer b, gpointer data)
{
  const FwCompetencyQuestion *question = data;
  const FwCompetencyRow *x = a, *y = b;
  /* Who cannot be held against anything comes last, whichever way the others stand. */
  int order = compare_counts (x->best == 0, y->best == 0);

  if (order != 0 && question->order != FW_COMPETENCY_BY_PERSON &&
      question->order != FW_COMPETENCY_BY_TEAM)
    return order;
  switch (question->order)
    {
    case FW_COMPETENCY_BY_READINESS:
      order = compare_by_readiness (x, y);
      break;
    case FW_COMPETENCY_BY_TEAM:
      order = strcmp (x->who.team, y->who.team);
      break;
    case FW_COMPETENCY_BY_GAPS:
      order = compare_counts (count_gaps (y), count_gaps (x));
      break;
    case FW_COMPETENCY_BY_WIDTH:
      order = compare_widths (x, y);
      break;
    case FW_COMPETENCY_BY_PERSON:
    case FW_N_COMPETENCY_ORDERS:
    default:
      order = strcmp (x->sort_key, y->sort_key);
    }
  if (question->descending)
    order = -order;
  if (order == 0)
    order = strcmp (x->sort_key, y->sort_key);
  return order != 0 ? order : strcmp (x->who.person, y->who.person);
}

/* ---- the answer ---- */

static void
add_rows (FwCompetencyGrid *self, const FwCompetencyQuestion *question, FwCompetencyAnswer *answer)
{
  g_autofree double *levels = g_new (double, self->competencies->len);

  for (guint i = 0; i < self->people->len; i++)
    {
      const FwGridPerson *person = &g_array_index (self->people, FwGridPerson, i);
      FwCompetencyRow row = { .sort_key = person->sort_key,
                              .cells = answer->cells->len,
                              .readiness = { .low = NAN, .high = NAN, .met_share = NAN },
                              .largest_gap = FW_READINESS_NOTHING,
                              .narrows_most = FW_READINESS_NOTHING };

      if (!fw_directory_find_person (self->directory, person->record, question->day, &row.who) ||
          !fw_membership_is_asked (&row.who, question->scope, question->sites, question->teams,
                                   question->people))
        continue;
      row.position = question->position != FW_READINESS_NOTHING
                         ? question->position
                         : fw_competency_grid_find_position (self, row.who.position);
      add_cells (self, person, question->day, answer->cells, levels);
      judge (self, &row, levels, answer);
      g_array_append_val (answer->rows, row);
    }
}

FwCompetencyAnswer *
fw_competency_grid_ask (FwCompetencyGrid *self, const FwCompetencyQuestion *question)
{
  FwCompetencyAnswer *answer;

  g_return_val_if_fail (self != NULL && question != NULL && question->scope != NULL, NULL);
  g_return_val_if_fail (question->position == FW_READINESS_NOTHING ||
                            question->position < self->positions->len,
                        NULL);

  answer = g_new0 (FwCompetencyAnswer, 1);
  answer->rows = g_array_new (FALSE, FALSE, sizeof (FwCompetencyRow));
  answer->cells = g_array_new (FALSE, FALSE, sizeof (FwCompetencyCell));
  answer->counts = g_array_new (FALSE, TRUE, sizeof (FwCompetencyCount));
  g_array_set_size (answer->counts, self->competencies->len);
  add_rows (self, question, answer);
  if (question->position != FW_READINESS_NOTHING)
    find_places (answer, question->position);
  else
    for (guint i = 0; i < self->positions->len; i++)
      find_places (answer, i);
  g_array_sort_with_data (answer->rows, compare_rows, (gpointer) question);
  return answer;
}

void
fw_competency_answer_free (FwCompetencyAnswer *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->rows);
  g_array_unref (self->cells);
  g_array_unref (self->counts);
  g_free (self);
}
