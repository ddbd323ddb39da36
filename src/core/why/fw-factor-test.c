/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Each factor against the change while the others are held. docs/why.md. */
#include "core/why/fw-factor-test.h"

#include <math.h>

#include "core/cube/fw-cube-private.h"
#include "core/fw-error.h"
#include "core/why/fw-factor-fit.h"

#define LEVEL 0.05
#define POSSIBLE 0.2
#define BUSINESS_SHARE 0.02 /* of the change that a cause must make */
#define CHANCE_SHARE 0.1    /* and of what chance does to the figure */
#define MOST_FINE 1000000   /* contacts, beyond which strata are channels */
#define MOST_LEAVES 150000  /* combinations of units, strata and marks */
#define PLAIN_AXES 3        /* before the marks: unit, second part of it or the queue, shift */

/* ---- counting ---- */

/* The team of a contact that nobody answered is its queue's, that of another its person's: where
 * these are not the same, what the team does follows from how the contact ended. */
static gboolean
is_of_who_answers (const FwFactorTest *self, guint factor)
{
  return fw_factor_list ()[factor]->of_team && self->team_unknown;
}

static void
choose_factors (FwFactorTest *self, const FwMetric *metric, const FwTallyRule *rule)
{
  for (guint i = 0; i < fw_factor_count () && rule->form != FW_TALLY_COUNT; i++)
    if (fw_factor_fits (i, metric, self->by_people) && !is_of_who_answers (self, i))
      self->asked[self->n_asked++] = i;
}

static guint64
count_rows (FwCube *cube, const FwTabulateSide *sides)
{
  guint64 n = 0;

  for (guint side = 0; side < FW_TABULATE_SIDES; side++)
    for (guint q = 0; q < sides[side].n_queries; q++)
      for (guint i = 0; i < cube->segments->len; i++)
        {
          const FwSegment *segment = cube->segments->pdata[i];

          if (segment->from >= sides[side].queries[q].from &&
              segment->from < sides[side].queries[q].to)
            n += segment->n_rows;
        }
  return n;
}

/* Returns: the tables, of strata as they were chosen. */
static GPtrArray *
count_once (const FwFactorTest *self,
            FwCube *cube,
            const FwTallyRule *rule,
            const FwTabulateSide *sides,
            const FwDerived *day,
            GCancellable *cancellable,
            GError **error)
{
  FwTabulateAxis axes[PLAIN_AXES + FW_FACTOR_MOST], levels[FW_FACTOR_MOST];
  FwTabulatePlan plans[1 + FW_FACTOR_MOST];

  axes[0] = (FwTabulateAxis){ self->by_people ? FW_DIMENSION_AGENT : FW_DIMENSION_QUEUE, NULL };
  axes[1] = (FwTabulateAxis){ FW_DIMENSION_SHIFT, self->by_people ? NULL : day };
  axes[2] = (FwTabulateAxis){ self->by_people ? FW_DIMENSION_QUEUE : FW_DIMENSION_HALF_HOUR, NULL };
  if (self->coarse)
    axes[2].dimension = FW_DIMENSION_CHANNEL;
  if (self->coarse && self->by_people)
    axes[1].dimension = FW_DIMENSION_CHANNEL;
  for (guint i = 0; i < self->n_asked; i++)
    {
      axes[PLAIN_AXES + i] =
          (FwTabulateAxis){ 0, fw_factors_get_mark (self->factors, self->asked[i]) };
      levels[i] = (FwTabulateAxis){ 0, fw_factors_get_axis (self->factors, self->asked[i]) };
      plans[1 + i] = (FwTabulatePlan){ &levels[i], 1 };
    }
  plans[0] = (FwTabulatePlan){ axes, PLAIN_AXES + self->n_asked, MOST_LEAVES };
  return fw_cube_tabulate (cube, rule, sides, plans, 1 + self->n_asked, NULL, 0, cancellable,
                           error);
}

gboolean
fw_factor_test_count (FwFactorTest *self,
                      FwCube *cube,
                      const FwMetric *metric,
                      const FwTallyRule *rule,
                      const FwTabulateSide *sides,
                      gboolean inverted,
                      const FwDerived *day,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (GError) failure = NULL;

  choose_factors (self, metric, rule);
  if (self->n_asked == 0)
    return TRUE;

  self->coarse = count_rows (cube, sides) > MOST_FINE;
  self->tables = count_once (self, cube, rule, sides, day, cancellable, &failure);
  if (!self->coarse && g_error_matches (failure, FW_ERROR, FW_ERROR_TOO_LARGE))
    {
      g_clear_error (&failure);
      self->coarse = TRUE;
      self->tables = count_once (self, cube, rule, sides, day, cancellable, &failure);
    }
  self->too_many = g_error_matches (failure, FW_ERROR, FW_ERROR_TOO_LARGE);
  if (self->too_many)
    self->n_asked = 0;
  else if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  for (guint i = 0; self->tables != NULL && inverted && i < self->tables->len; i++)
    fw_tabulation_subtract (self->tables->pdata[i]);
  return self->too_many || self->tables != NULL;
}

/* ---- both sides ---- */

static FwFactorRow
make_row (const FwFactorTest *self, const FwTallyRule *rule, const guint16 *codes, FwTally tally)
{
  FwFactorRow row = { .unit = codes[0],
                      .stratum = codes[2],
                      .n = (double) tally.n,
                      .sum = (double) tally.sum * rule->unit };

  if (self->by_people)
    row.stratum |= (guint32) codes[1] << 16;
  else
    row.unit |= (guint32) codes[1] << 16;
  row.squares = rule->form == FW_TALLY_RATIO ? row.sum : fw_tally_get_squares (rule, &tally);
  for (guint i = 0; i < self->n_asked; i++)
    if (codes[PLAIN_AXES + i] == 0)
      row.unknown |= 1u << i;
    else if (codes[PLAIN_AXES + i] == 2)
      row.marked |= 1u << i;
  return row;
}

static void
fit_side (const FwFactorTest *self, const FwTallyRule *rule, guint side, FwFactorFit *fits)
{
  const FwTabulation *table = self->tables->pdata[0];
  g_autoptr (GArray) rows = g_array_sized_new (FALSE, FALSE, sizeof (FwFactorRow), table->n_leaves);

  for (guint leaf = 0; leaf < table->n_leaves; leaf++)
    {
      FwFactorRow row;

      if (table->sides[side][leaf].n == 0)
        continue;
      row = make_row (self, rule, fw_tabulation_get_codes (table, leaf), table->sides[side][leaf]);
      g_array_append_val (rows, row);
    }
  fw_factor_fit ((const FwFactorRow *) rows->data, rows->len, self->n_asked, fits);
}

/* ---- one factor ---- */

typedef struct
{
  double difference, variance, freedom; /* where it did not move: of both sides together */
  double moved, moved_variance, moved_freedom;
  gboolean told, compared; /* on a side; on both */
} Both;

static Both
join_sides (const FwFactorFit *now, const FwFactorFit *before)
{
  Both both = { .told = now->told || before->told, .compared = now->told && before->told };
  const FwFactorFit *one = now->told ? now : before;

  both.difference = one->difference;
  both.variance = one->variance;
  both.freedom = one->freedom;
  if (!both.compared)
    return both;

  both.variance = 1 / (1 / MAX (now->variance, 1e-300) + 1 / MAX (before->variance, 1e-300));
  both.difference = both.variance * (now->difference / MAX (now->variance, 1e-300) +
                                     before->difference / MAX (before->variance, 1e-300));
  both.freedom = now->freedom + before->freedom;
  both.moved = now->difference - before->difference;
  both.moved_variance = now->variance + before->variance;
  both.moved_freedom = MIN (now->freedom, before->freedom);
  return both;
}

static double
get_p (double value, double variance, double freedom)
{
  return variance > 0 ? fw_factor_p (value / sqrt (variance), freedom) : value != 0 ? 0 : 1;
}

/* What it explains of the change: either more contacts met it, and it matters; or it matters more
 * than it did. Both must be asked for, so the smaller p counts twice. */
static void
explain (const FwWhyFrame *frame,
         const FwFactorFit *now,
         const FwFactorFit *before,
         FwWhyFactor *factor)
{
  Both both = join_sides (now, before);
  double share_before = frame->fixed ? 0 : before->share;
  double spread = now->share_variance + (frame->fixed ? 0 : before->share_variance);
  double p_met, p_moved = 1, moved = 0, t;

  if (!both.told)
    return;
  p_met = MAX (get_p (both.difference, both.variance, both.freedom),
               frame->fixed ? 0 : get_p (now->share - share_before, spread, 1e9));
  if (both.compared && !frame->fixed)
    {
      p_moved = get_p (both.moved, both.moved_variance, both.moved_freedom);
      /* Shrunk by what chance alone would move (James and Stein). */
      if (both.moved != 0)
        moved = both.moved * MAX (0, 1 - both.moved_variance / (both.moved * both.moved));
    }
  if (p_moved < LEVEL)
    {
      both.difference = now->difference;
      both.variance = now->variance;
      both.freedom = now->freedom;
      factor->effect = (now->share - share_before) * (now->difference + before->difference) / 2;
    }
  else
    factor->effect = (now->share - share_before) * both.difference;
  factor->effect += (now->share + share_before) / 2 * moved;
  t = fw_student_quantile_95 ((guint64) MAX (1, floor (both.freedom)));
  factor->difference = both.difference;
  factor->interval = (FwInterval){ both.difference - t * sqrt (both.variance),
                                   both.difference + t * sqrt (both.variance) };
  factor->p = frame->fixed ? p_met : MIN (1, 2 * MIN (p_met, p_moved));
}

static void
add_held (const FwFactorTest *self, guint but, FwWhyFactor *found)
{
  g_autoptr (GPtrArray) held = g_ptr_array_new ();

  if (self->by_people)
    g_ptr_array_add (held, g_strdup ("agent"));
  else
    g_ptr_array_add (held, g_strdup ("queue"));
  g_ptr_array_add (held, g_strdup (self->coarse      ? "channel"
                                   : self->by_people ? "queue"
                                                     : "half_hour"));
  if (self->by_people && !self->coarse)
    g_ptr_array_add (held, g_strdup ("shift"));
  for (guint i = 0; i < self->n_asked; i++)
    if (self->asked[i] != but)
      g_ptr_array_add (held, g_strdup (fw_factor_list ()[self->asked[i]]->name));
  g_ptr_array_add (held, NULL);
  g_strfreev (found->held);
  found->held = (char **) g_ptr_array_steal (held, NULL);
}

static FwWhyFactor *
test_factor (const FwFactorTest *self,
             const FwWhyFrame *frame,
             guint place,
             const FwFactorFit *now,
             const FwFactorFit *before)
{
  const FwFactor *description = fw_factor_list ()[self->asked[place]];
  FwWhyFactor *found = fw_why_factor_new (description->name, description->label);
  gboolean few =
      now->n_marked < FW_WHY_SUPPORT && (frame->fixed || before->n_marked < FW_WHY_SUPPORT);

  add_held (self, self->asked[place], found);
  found->n = now->n + (frame->fixed ? 0 : before->n);
  found->difference = found->p = found->q = NAN;
  found->interval = (FwInterval){ NAN, NAN };
  if (now->n + before->n <= 0)
    {
      found->missing = g_strdup (description->missing);
      found->verdict = FW_WHY_NOT_TRIED;
    }
  else if (now->n_marked + before->n_marked <= 0)
    found->verdict = FW_WHY_CHANCE; /* nobody met it: it explains nothing */
  else
    {
      if (!few)
        explain (frame, now, before, found);
      found->verdict = isnan (found->p) ? FW_WHY_TOO_FEW : FW_WHY_CHANCE;
    }
  return found;
}

/* ---- all of them ---- */

static void
judge (const FwFactorTest *self, const FwWhyFrame *frame)
{
  double p[FW_FACTOR_MOST], q[FW_FACTOR_MOST];
  double variance = fw_why_frame_get_variance (frame, &frame->now, FALSE) +
                    fw_why_frame_get_variance (frame, &frame->before, TRUE);
  double least = MAX (BUSINESS_SHARE * fabs (frame->now_value - frame->before_value),
                      CHANCE_SHARE * sqrt (variance));

  for (guint i = 0; i < self->found->len; i++)
    p[i] = ((FwWhyFactor *) self->found->pdata[i])->p;
  fw_factor_adjust (p, self->found->len, q);
  for (guint i = 0; i < self->found->len; i++)
    {
      FwWhyFactor *factor = self->found->pdata[i];

      if (isnan (p[i]))
        {
          factor->p = factor->q = factor->missing == NULL ? 1 : NAN;
          continue;
        }
      factor->q = q[i];
      if (fabs (factor->effect) >= least)
        factor->verdict = q[i] <= LEVEL      ? FW_WHY_CAUSE
                          : q[i] <= POSSIBLE ? FW_WHY_POSSIBLE
                                             : FW_WHY_CHANCE;
    }
}

static void
free_factor (gpointer data)
{
  fw_why_factor_free (data);
}

double
fw_factor_test_run (FwFactorTest *self, const FwWhyFrame *frame)
{
  FwFactorFit now[FW_FACTOR_MOST] = { 0 }, before[FW_FACTOR_MOST] = { 0 };
  FwWhyFrame filled = *frame; /* without tables both sides are empty */
  guint place = 0;

  self->found = g_ptr_array_new_with_free_func (free_factor);
  if (self->tables != NULL)
    {
      const FwTabulation *table = self->tables->pdata[0];

      fw_why_frame_init (&filled, &table->totals[0], &table->totals[1]);
      fit_side (self, frame->rule, 0, now);
      if (!frame->fixed)
        fit_side (self, frame->rule, 1, before);
    }
  for (guint i = 0; i < fw_factor_count (); i++)
    if (place < self->n_asked && self->asked[place] == i)
      {
        g_ptr_array_add (self->found,
                         test_factor (self, &filled, place, &now[place], &before[place]));
        place++;
      }
    else
      {
        const FwFactor *description = fw_factor_list ()[i];
        FwWhyFactor *found = fw_why_factor_new (description->name, description->label);

        found->difference = found->p = found->q = NAN;
        found->interval = (FwInterval){ NAN, NAN };
        found->verdict = FW_WHY_NOT_TRIED;
        found->missing = g_strdup (self->too_many                ? "too-many"
                                   : is_of_who_answers (self, i) ? "who-answers"
                                                                 : "not-for-metric");
        g_ptr_array_add (self->found, found);
      }
  judge (self, &filled);
  return filled.now_value - filled.before_value;
}

static gint
compare_factors (gconstpointer a, gconstpointer b)
{
  const FwWhyFactor *x = *(FwWhyFactor *const *) a, *y = *(FwWhyFactor *const *) b;

  if ((x->missing != NULL) != (y->missing != NULL))
    return x->missing != NULL ? 1 : -1;
  if (isnan (x->q) != isnan (y->q))
    return isnan (x->q) ? 1 : -1;
  if (!isnan (x->q) && x->q != y->q)
    return x->q < y->q ? -1 : 1;
  if (fabs (x->effect) != fabs (y->effect))
    return fabs (x->effect) > fabs (y->effect) ? -1 : 1;
  return g_strcmp0 (x->factor, y->factor);
}

guint
fw_factor_test_list_causes (const FwFactorTest *self, double change, guint *factors, guint most)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  guint n = 0;

  for (guint i = 0; i < self->found->len; i++)
    g_ptr_array_add (sorted, self->found->pdata[i]);
  g_ptr_array_sort (sorted, compare_factors);
  for (guint i = 0; i < sorted->len && n < most; i++)
    {
      const FwWhyFactor *factor = sorted->pdata[i];

      if (factor->verdict == FW_WHY_CAUSE && factor->effect * change > 0 &&
          fw_factor_find (fw_text (factor->factor), &factors[n]))
        n++;
    }
  return n;
}

static void
add_level (const FwWhyFrame *frame,
           guint factor,
           guint level,
           const FwTabulation *table,
           guint leaf,
           FwWhyFactor *found,
           GArray *looked)
{
  const FwFactor *description = fw_factor_list ()[factor];
  FwWhyLooked at = { fw_why_cell_new (), table->sides[0][leaf], table->sides[1][leaf] };

  fw_why_frame_fill_cell (frame, &at.now, &at.before, &frame->doubt, at.cell);
  fw_why_cell_add_part (at.cell, description->name, fw_factor_get_level (factor, level),
                        level > 0 ? description->levels[level - 1].title : "");
  g_ptr_array_add (found->levels, at.cell);
  g_array_append_val (looked, at);
}

void
fw_factor_test_fill_levels (FwFactorTest *self, const FwWhyFrame *frame, GArray *looked)
{
  g_return_if_fail (self != NULL && frame != NULL && looked != NULL && self->found != NULL);

  for (guint place = 0; place < self->n_asked; place++)
    {
      const FwTabulation *table = self->tables->pdata[1 + place];
      FwWhyFactor *found = self->found->pdata[self->asked[place]];

      for (guint leaf = 0; leaf < table->n_leaves && found->missing == NULL; leaf++)
        add_level (frame, self->asked[place], fw_tabulation_get_codes (table, leaf)[0], table, leaf,
                   found, looked);
    }
}

void
fw_factor_test_take (FwFactorTest *self, FwWhyAnswer *answer)
{
  g_ptr_array_sort (self->found, compare_factors);
  g_ptr_array_set_free_func (self->found, NULL);
  for (guint i = 0; i < self->found->len; i++)
    g_ptr_array_add (answer->factors, self->found->pdata[i]);
  g_ptr_array_set_size (self->found, 0);
}

void
fw_factor_test_clear (FwFactorTest *self)
{
  g_clear_pointer (&self->tables, g_ptr_array_unref);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_pointer (&self->factors, fw_factors_unref);
}
