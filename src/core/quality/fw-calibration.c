/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How far graders agree in an item. */
#include "core/quality/fw-calibration.h"

#include <math.h>

#include "core/statistics/fw-agreement.h"

#define MOST_GROUPS 100

static const char *const verdicts[] = { "cannot-tell", "fair", "severe", "lenient" };

const char *
fw_grader_verdict_to_name (FwGraderVerdict verdict)
{
  g_return_val_if_fail (verdict < G_N_ELEMENTS (verdicts), NULL);

  return verdicts[verdict];
}

/* Scores by contact: only those with two or more. */
typedef struct
{
  double *values; /* contact by contact, @width each; NAN: none */
  guint n, width;
} Table;

static guint
count_contacts (const FwSheet *sheets, guint n_sheets)
{
  guint n = 0;

  for (guint i = 0; i < n_sheets; i++)
    n = MAX (n, sheets[i].contact + 1);
  return n;
}

static void
fill_table (Table *self, const FwSheet *sheets, guint n_sheets, guint item)
{
  const guint contacts = count_contacts (sheets, n_sheets);
  g_autofree guint *counts = g_new0 (guint, contacts + 1);
  g_autofree guint *rows = g_new (guint, contacts + 1);

  for (guint i = 0; i < n_sheets; i++)
    if (sheets[i].scores[item] >= 0)
      self->width = MAX (self->width, ++counts[sheets[i].contact]);
  for (guint i = 0; i < contacts; i++)
    rows[i] = counts[i] >= 2 ? self->n++ : G_MAXUINT;
  self->values = g_new (double, (gsize) self->n * self->width + 1);
  for (gsize i = 0; i < (gsize) self->n * self->width; i++)
    self->values[i] = NAN;
  for (guint i = 0; i < n_sheets; i++)
    {
      const guint row = rows[sheets[i].contact];

      if (row != G_MAXUINT && sheets[i].scores[item] >= 0)
        self->values[(gsize) row * self->width + --counts[sheets[i].contact]] =
            sheets[i].scores[item];
    }
}

/* Without each group in its turn: every so manieth contact is one, whatever order they are in. */
static double
find_without (const Table *self, guint group, guint groups, double *room)
{
  guint n = 0;

  for (guint i = 0; i < self->n; i++)
    {
      if (i % groups == group)
        continue;
      for (guint k = 0; k < self->width; k++)
        room[(gsize) n * self->width + k] = self->values[(gsize) i * self->width + k];
      n++;
    }
  return fw_alpha_find (room, n, self->width, FW_LEVEL_INTERVAL).alpha;
}

/* As disagreements, whose logarithm is close to symmetric; as they are where one of them is none.
 */
static FwInterval
find_interval (const Table *self, double alpha)
{
  const guint groups = MIN (self->n, MOST_GROUPS);
  g_autofree double *room = g_new (double, (gsize) self->n * self->width + 1);
  g_autofree double *left = g_new (double, groups + 1);
  gboolean logs = TRUE;
  double mean = 0, sum = 0, half;

  /* Agreement without exception says nothing of how often there will be one. */
  if (alpha >= 1)
    return (FwInterval){ NAN, NAN };
  for (guint i = 0; i < groups; i++)
    {
      left[i] = find_without (self, i, groups, room);
      if (isnan (left[i]))
        return (FwInterval){ NAN, NAN };
      logs = logs && left[i] < 1;
    }
  for (guint i = 0; i < groups; i++)
    {
      left[i] = logs ? log (1 - left[i]) : left[i];
      mean += left[i] / groups;
    }
  for (guint i = 0; i < groups; i++)
    sum += (left[i] - mean) * (left[i] - mean);
  half = fw_student_quantile_95 (groups - 1) * sqrt (sum * (groups - 1) / groups);
  if (!logs)
    return (FwInterval){ alpha - half, MIN (alpha + half, 1) };
  return (FwInterval){ 1 - exp (log (1 - alpha) + half), 1 - exp (log (1 - alpha) - half) };
}

FwItemAgreement
fw_calibration_find_item (const FwSheet *sheets, guint n_sheets, guint item)
{
  FwItemAgreement answer = { .alpha = NAN, .agreement = NAN, .interval = { NAN, NAN } };
  Table table = { NULL };
  FwAlpha alpha;

  g_return_val_if_fail (n_sheets == 0 || sheets != NULL, answer);
  g_return_val_if_fail (item < FW_REVIEW_MOST_ITEMS, answer);

  fill_table (&table, sheets, n_sheets, item);
  alpha = fw_alpha_find (table.values, table.n, table.width, FW_LEVEL_INTERVAL);
  answer.n = alpha.n_units;
  answer.alpha = alpha.alpha;
  answer.agreement = alpha.agreement;
  answer.known = answer.n >= FW_CALIBRATION_LEAST_PAIRS && !isnan (answer.alpha);
  if (answer.known)
    answer.interval = find_interval (&table, alpha.alpha);
  g_free (table.values);
  return answer;
}
