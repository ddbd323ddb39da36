/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which attributes can be a cause of a figure: those that are known of the contacts of both sides,
 * and that do not follow from how a contact ended. */
#include "centre/fw-centre-why-private.h"

#include <string.h>

#define LITTLE 0.05           /* share of contacts of which an attribute may be unknown */
#define MOST_OF_PEOPLE 320000 /* half hours of the day in which somebody answered: 6,000 people */
#define LEAST_OVERLAP 0.1     /* of an attribute's values on both sides, for it to be searched */

/* ---- who answers ---- */

/* Contacts whose last code is another than most of those have whose other codes are the same. */
static double
count_mismatches (const FwTabulation *table)
{
  const guint n_shared = table->n_axes - 1;
  guint64 group = 0, most = 0;
  double mismatches = 0;

  for (guint leaf = 0; leaf < table->n_leaves; leaf++)
    {
      guint64 n = table->sides[0][leaf].n + table->sides[1][leaf].n;

      if (leaf > 0 &&
          memcmp (fw_tabulation_get_codes (table, leaf), fw_tabulation_get_codes (table, leaf - 1),
                  n_shared * sizeof (guint16)) != 0)
        {
          mismatches += (double) (group - most);
          group = most = 0;
        }
      group += n;
      most = MAX (most, n);
    }
  return mismatches + (double) (group - most);
}

/* Those that ended the rarer way: as many mismatches would make all the difference. */
static double
count_rarer (const FwTallyRule *rule, const FwTabulation *table)
{
  double n = (double) (table->totals[0].n + table->totals[1].n);
  double sum = (double) (table->totals[0].sum + table->totals[1].sum);

  return rule->form == FW_TALLY_RATIO ? MIN (sum, n - sum) : n;
}

/* Whether next to every contact has a person, however it ended. */
static gboolean
has_people (const FwTallyRule *rule, const FwTabulation *table)
{
  const FwTabulateAxis agent = { FW_DIMENSION_AGENT, NULL };
  double unknown[FW_TABULATE_SIDES];
  guint n_values;
  const char *reason = fw_why_find_table_reason (table, 0, &agent, rule, TRUE, &n_values, unknown);

  return reason == NULL && unknown[0] <= LITTLE && unknown[1] <= LITTLE;
}

enum
{
  PEOPLE,
  TEAMS_OF_QUEUES,
  TEAMS_OF_PEOPLE,
  SHIFTS_OF_HOURS,
  SHIFTS_OF_PEOPLE,
  N_TABLES
};

static GPtrArray *
tabulate (FwCube *cube,
          const FwTallyRule *rule,
          const FwTabulateSide sides[FW_TABULATE_SIDES],
          GCancellable *cancellable,
          GError **error)
{
  const FwTabulateAxis queues[] = { { FW_DIMENSION_QUEUE, NULL }, { FW_DIMENSION_TEAM, NULL } };
  const FwTabulateAxis people[] = { { FW_DIMENSION_AGENT, NULL }, { FW_DIMENSION_TEAM, NULL } };
  const FwTabulateAxis hours[] = { { FW_DIMENSION_SITE, NULL },
                                   { 0, &fw_derived_weekday },
                                   { FW_DIMENSION_HALF_HOUR, NULL },
                                   { FW_DIMENSION_SHIFT, NULL } };
  const FwTabulateAxis own[] = { { FW_DIMENSION_AGENT, NULL },
                                 { FW_DIMENSION_HALF_HOUR, NULL },
                                 { FW_DIMENSION_SHIFT, NULL } };
  const FwTabulatePlan plans[N_TABLES] = {
    [PEOPLE] = { people, 1 },
    [TEAMS_OF_QUEUES] = { queues, G_N_ELEMENTS (queues) },
    [TEAMS_OF_PEOPLE] = { people, G_N_ELEMENTS (people) },
    [SHIFTS_OF_HOURS] = { hours, G_N_ELEMENTS (hours) },
    [SHIFTS_OF_PEOPLE] = { own, G_N_ELEMENTS (own), MOST_OF_PEOPLE },
  };

  return fw_cube_tabulate (cube, rule, sides, plans, N_TABLES, NULL, 0, cancellable, error);
}

gboolean
fw_why_find_follows (FwCube *cube,
                     const FwMetric *metric,
                     const FwTallyRule *rule,
                     const FwTabulateSide sides[FW_TABULATE_SIDES],
                     gboolean inverted,
                     FwWhyFollows *follows,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GPtrArray) tables = NULL;
  double most;

  *follows = (FwWhyFollows){ TRUE, TRUE, TRUE };
  if ((metric->known & FW_METRIC_KNOWN_PERSON) != 0)
    return TRUE;

  tables = tabulate (cube, rule, sides, cancellable, error);
  if (tables == NULL)
    return FALSE;
  for (guint i = 0; i < tables->len && inverted; i++)
    fw_tabulation_subtract (tables->pdata[i]);
  most = LITTLE * count_rarer (rule, tables->pdata[PEOPLE]);
  follows->people =
      (metric->known & FW_METRIC_KNOWN_ASSIGNED) != 0 && has_people (rule, tables->pdata[PEOPLE]);
  follows->team = count_mismatches (tables->pdata[TEAMS_OF_QUEUES]) <= most ||
                  (follows->people && count_mismatches (tables->pdata[TEAMS_OF_PEOPLE]) <= most);
  follows->shift = count_mismatches (tables->pdata[SHIFTS_OF_HOURS]) <= most ||
                   (follows->people && count_mismatches (tables->pdata[SHIFTS_OF_PEOPLE]) <= most);
  return TRUE;
}

const char *
fw_why_find_dimension_reason (const FwMetric *metric,
                              const FwWhyFollows *follows,
                              FwDimension dimension)
{
  if (dimension == FW_DIMENSION_TRANSFER)
    return (metric->known & FW_METRIC_KNOWN_TRANSFER) != 0 ? NULL : "outcome";
  if (dimension == FW_DIMENSION_OUTCOME)
    return "outcome";
  if (((dimension == FW_DIMENSION_AGENT || dimension == FW_DIMENSION_TENURE) && !follows->people) ||
      (dimension == FW_DIMENSION_TEAM && !follows->team) ||
      (dimension == FW_DIMENSION_SHIFT && !follows->shift))
    return "who-answers";
  return NULL;
}

/* ---- what is known ---- */

/* Whether code 0 of an axis says "not known" and not a value: a time outside of all shifts is one.
 */
static gboolean
has_unknown (const FwTabulateAxis *axis)
{
  return axis->derived != NULL ||
         (axis->dimension != FW_DIMENSION_SHIFT && axis->dimension != FW_DIMENSION_HALF_HOUR &&
          axis->dimension != FW_DIMENSION_TRANSFER && axis->dimension != FW_DIMENSION_OUTCOME);
}

static gboolean
is_of_one_outcome (const FwTallyRule *rule, const FwTabulation *table, const FwTally *unknown)
{
  double n = (double) (table->totals[0].n + table->totals[1].n);
  double sum = (double) (table->totals[0].sum + table->totals[1].sum);

  if (rule->form != FW_TALLY_RATIO)
    return FALSE;
  return (double) unknown->sum > 2 * LITTLE * sum ||
         (double) unknown->n - (double) unknown->sum > 2 * LITTLE * (n - sum);
}

const char *
fw_why_find_table_reason (const FwTabulation *table,
                          guint axis,
                          const FwTabulateAxis *of,
                          const FwTallyRule *rule,
                          gboolean fixed,
                          guint *n_values,
                          double unknown[FW_TABULATE_SIDES])
{
  g_autofree FwTally *sums = NULL;
  FwTally not_known = { 0 };
  guint n_codes = 1;
  double overlap = 0, n[FW_TABULATE_SIDES];

  for (guint leaf = 0; leaf < table->n_leaves; leaf++)
    n_codes = MAX (n_codes, fw_tabulation_get_codes (table, leaf)[axis] + 1u);
  sums = g_new0 (FwTally, (gsize) FW_TABULATE_SIDES * n_codes);
  for (guint leaf = 0; leaf < table->n_leaves; leaf++)
    for (guint side = 0; side < FW_TABULATE_SIDES; side++)
      fw_tally_add (&sums[FW_TABULATE_SIDES * fw_tabulation_get_codes (table, leaf)[axis] + side],
                    &table->sides[side][leaf]);

  *n_values = 0;
  for (guint side = 0; side < FW_TABULATE_SIDES; side++)
    {
      n[side] = (double) MAX (table->totals[side].n, 1);
      unknown[side] = has_unknown (of) ? (double) sums[side].n / n[side] : 0;
      if (has_unknown (of))
        fw_tally_add (&not_known, &sums[side]);
    }
  for (guint code = 0; code < n_codes; code++)
    {
      const FwTally *pair = &sums[FW_TABULATE_SIDES * code];

      if (pair[0].n + pair[1].n == 0)
        continue;
      overlap += MIN ((double) pair[0].n / n[0], (double) pair[1].n / n[1]);
      (*n_values)++;
    }
  if (*n_values <= 1)
    return NULL;
  if (unknown[0] > LITTLE || unknown[1] > LITTLE)
    return "unknown";
  if (is_of_one_outcome (rule, table, &not_known))
    return "outcome";
  return !fixed && overlap < LEAST_OVERLAP ? "no-overlap" : NULL;
}
