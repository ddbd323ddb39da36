/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/people/fw-training-needs.h"

#include <math.h>
#include <string.h>

#define MOST_Q 0.05

static const struct
{
  const char *name, *metric;
} figures[FW_N_TRAINING_FIGURES] = {
  [FW_TRAINING_HANDLING] = { "handling", "aht_s" },
  [FW_TRAINING_FIRST_CONTACT] = { "first-contact", "first_contact_resolution" },
  [FW_TRAINING_TRANSFERS] = { "transfers", "transfer_rate" },
  [FW_TRAINING_ERRORS] = { "errors", "service_error_rate" },
  [FW_TRAINING_SATISFACTION] = { "satisfaction", "csat" },
};

FwTrainingFigure
fw_training_figure_from_name (const char *name)
{
  for (guint i = 0; name != NULL && i < FW_N_TRAINING_FIGURES; i++)
    if (strcmp (figures[i].name, name) == 0)
      return (FwTrainingFigure) i;
  return FW_N_TRAINING_FIGURES;
}

const FwMetric *
fw_training_figure_get_metric (FwTrainingFigure figure)
{
  g_return_val_if_fail (figure < FW_N_TRAINING_FIGURES, NULL);

  return fw_metric_find (figures[figure].metric);
}

gboolean
fw_training_figure_compute (FwTrainingFigure figure,
                            const FwSums *sums,
                            guint64 least,
                            FwFigure *found)
{
  g_return_val_if_fail (figure < FW_N_TRAINING_FIGURES && sums != NULL && found != NULL, FALSE);

  *found =
      fw_metric_compute (fw_training_figure_get_metric (figure), sums, FW_SERVICE_LEVEL_OFFERED);
  return found->has_value && found->n >= MAX (least, 1);
}

/* ---- beside the others ---- */

static FwShare
get_share (FwTrainingFigure figure, const FwSums *sums)
{
  switch (figure)
    {
    case FW_TRAINING_FIRST_CONTACT:
      return (FwShare){ sums->first_contact, sums->mature };
    case FW_TRAINING_TRANSFERS:
      return (FwShare){ sums->transferred, sums->answered };
    case FW_TRAINING_ERRORS:
      return (FwShare){ sums->service_errors, sums->service_errors_of };
    case FW_TRAINING_SATISFACTION:
      return (FwShare){ sums->satisfied, sums->rated };
    case FW_TRAINING_HANDLING:
    case FW_N_TRAINING_FIGURES:
    default:
      return (FwShare){ 0, 0 };
    }
}

static FwMoments
get_moments (guint64 n, double sum, double squares)
{
  FwMoments moments = { .n = n, .mean = NAN, .variance = NAN };

  if (n > 0)
    moments.mean = sum / (double) n;
  if (n > 1)
    moments.variance = MAX (0.0, (squares - sum * moments.mean) / (double) (n - 1));
  return moments;
}

static FwMoments
get_handling (const FwSums *sums)
{
  return get_moments (sums->handled, (double) sums->handling_ms / 1000.0, sums->handling_square_s);
}

/* What the figures here are made of; the rest is 0. */
static FwSums
take_off (const FwSums *team, const FwSums *own)
{
  return (FwSums){
    .answered = team->answered - own->answered,
    .handled = team->handled - own->handled,
    .handling_ms = team->handling_ms - own->handling_ms,
    .handling_square_s = MAX (0.0, team->handling_square_s - own->handling_square_s),
    .transferred = team->transferred - own->transferred,
    .rated = team->rated - own->rated,
    .satisfied = team->satisfied - own->satisfied,
    .mature = team->mature - own->mature,
    .first_contact = team->first_contact - own->first_contact,
    .service_errors = team->service_errors - own->service_errors,
    .service_errors_of = team->service_errors_of - own->service_errors_of,
  };
}

static void
compare_means (const FwMoments *own, const FwMoments *rest, gboolean at_least, FwTrainingGap *gap)
{
  const FwDifference difference =
      at_least ? fw_difference_find (rest, own) : fw_difference_find (own, rest);

  gap->behind = difference.estimate;
  gap->interval = difference.interval;
  gap->p = difference.p;
}

gboolean
fw_training_gap_find (FwTrainingFigure figure,
                      const FwSums *own,
                      const FwSums *team,
                      guint64 least,
                      FwTrainingGap *gap)
{
  FwSums rest;

  g_return_val_if_fail (figure < FW_N_TRAINING_FIGURES && own != NULL && team != NULL, FALSE);
  g_return_val_if_fail (gap != NULL, FALSE);

  rest = take_off (team, own);
  if (!fw_training_figure_compute (figure, own, MAX (least, 2), &gap->own) ||
      !fw_training_figure_compute (figure, &rest, MAX (least, 2), &gap->rest))
    return FALSE;
  if (figure == FW_TRAINING_HANDLING)
    {
      const FwMoments mine = get_handling (own), others = get_handling (&rest);

      compare_means (&mine, &others, FALSE, gap);
    }
  else
    {
      const gboolean at_least = fw_training_figure_get_metric (figure)->at_least;
      const FwShare mine = get_share (figure, own), others = get_share (figure, &rest);

      gap->interval =
          fw_share_differ (at_least ? others : mine, at_least ? mine : others, &gap->behind);
      gap->p = fw_fisher_p (mine, others);
    }
  return !isnan (gap->p);
}

/* ---- reviews ---- */

void
fw_training_scores_add (FwTrainingScores *self, double score)
{
  g_return_if_fail (self != NULL);

  self->n++;
  self->sum += score;
  self->squares += score * score;
}

FwFigure
fw_training_scores_compute (const FwTrainingScores *self)
{
  g_return_val_if_fail (self != NULL, (FwFigure){ 0 });

  return (FwFigure){ .has_value = self->n > 0,
                     .value = self->n > 0 ? self->sum / (double) self->n : NAN,
                     .n = self->n,
                     .interval = fw_interval_mean (self->n, self->sum, self->squares) };
}

gboolean
fw_training_scores_compare (const FwTrainingScores *own,
                            const FwTrainingScores *all,
                            guint64 least,
                            FwTrainingGap *gap)
{
  FwTrainingScores rest;
  FwMoments mine, others;

  g_return_val_if_fail (own != NULL && all != NULL && gap != NULL, FALSE);

  rest = (FwTrainingScores){ all->n - own->n, all->sum - own->sum, all->squares - own->squares };
  if (own->n < MAX (least, 2) || rest.n < MAX (least, 2))
    return FALSE;
  mine = get_moments (own->n, own->sum, own->squares);
  others = get_moments (rest.n, rest.sum, rest.squares);
  gap->own = fw_training_scores_compute (own);
  gap->rest = fw_training_scores_compute (&rest);
  compare_means (&mine, &others, TRUE, gap);
  return !isnan (gap->p);
}

gboolean
fw_training_is_behind (const FwTrainingGap *gap, double q)
{
  g_return_val_if_fail (gap != NULL, FALSE);

  return gap->interval.low > 0 && q <= MOST_Q;
}

/* ---- what a course brought ---- */

FwTrainingMeasured
fw_training_measure (
    FwTrainingFigure figure, const double *changes, guint n, const double *others, guint n_others)
{
  FwTrainingMeasured measured = { .n = n, .others = n_others };
  FwMoments treated, rest;

  g_return_val_if_fail (figure < FW_N_TRAINING_FIGURES, measured);
  g_return_val_if_fail ((changes != NULL || n == 0) && (others != NULL || n_others == 0), measured);

  treated = fw_moments_find (changes, n);
  rest = fw_moments_find (others, n_others);
  measured.difference = fw_training_figure_get_metric (figure)->at_least
                            ? fw_difference_find (&treated, &rest)
                            : fw_difference_find (&rest, &treated);
  measured.told = measured.difference.interval.low > 0;
  return measured;
}

/* ---- what training could bring ---- */

double
fw_training_effect_of_figure (FwTrainingFigure figure,
                              double contacts,
                              const FwTrainingGap *gap,
                              const FwTrainingMeasured *measured)
{
  double part;

  g_return_val_if_fail (figure < FW_N_TRAINING_FIGURES && gap != NULL, 0);

  part = MAX (0.0, gap->interval.low);
  if (measured != NULL && measured->told)
    part = MIN (part, measured->difference.estimate);
  return figure == FW_TRAINING_HANDLING ? contacts * part / gap->own.value : contacts * part;
}

double
fw_training_effect_of_scores (double contacts,
                              const FwTrainingGap *gap,
                              double scale,
                              double weight)
{
  g_return_val_if_fail (gap != NULL && scale > 0, 0);

  return contacts * weight * MAX (0.0, gap->interval.low) / scale;
}

double
fw_training_effect_of_level (
    double contacts, const FwRequirement *requirement, double weights, double level, double taught)
{
  double reached;

  g_return_val_if_fail (requirement != NULL && requirement->level > 0 && weights > 0, 0);

  if (isnan (level))
    return 0;
  reached = isnan (taught) ? requirement->level : MIN (taught, requirement->level);
  return contacts * requirement->weight / weights * MAX (0.0, reached - level) / requirement->level;
}

/* ---- the heat map ---- */

const char *
fw_training_grade_to_name (FwTrainingGrade grade)
{
  static const char *const names[] = {
    [FW_TRAINING_RED] = "red",         [FW_TRAINING_ORANGE] = "orange",
    [FW_TRAINING_YELLOW] = "yellow",   [FW_TRAINING_GREEN] = "green",
    [FW_TRAINING_UNKNOWN] = "unknown", [FW_TRAINING_UNASKED] = "unasked",
  };

  g_return_val_if_fail (grade <= FW_TRAINING_UNASKED, "unasked");

  return names[grade];
}

void
fw_training_cell_add (FwTrainingCell *self, const FwRequirement *requirement, double level)
{
  double reached;

  g_return_if_fail (self != NULL && requirement != NULL && requirement->level > 0);

  self->asked++;
  if (isnan (level))
    return;
  reached = MIN (1.0, level / requirement->level);
  self->known++;
  self->below += level < requirement->level;
  self->sum += reached;
  self->squares += reached * reached;
}

FwTrainingGrade
fw_training_cell_grade (const FwTrainingCell *self, double *value, FwInterval *interval)
{
  g_return_val_if_fail (self != NULL && value != NULL && interval != NULL, FW_TRAINING_UNASKED);

  *value = self->known > 0 ? self->sum / self->known : NAN;
  *interval = fw_interval_mean (self->known, self->sum, self->squares);
  interval->low = CLAMP (interval->low, 0.0, 1.0);
  interval->high = CLAMP (interval->high, 0.0, 1.0);
  if (self->asked == 0)
    return FW_TRAINING_UNASKED;
  if (2 * self->known < self->asked)
    return FW_TRAINING_UNKNOWN;
  return *value < FW_TRAINING_ORANGE_FROM   ? FW_TRAINING_RED
         : *value < FW_TRAINING_YELLOW_FROM ? FW_TRAINING_ORANGE
         : *value < FW_TRAINING_GREEN_FROM  ? FW_TRAINING_YELLOW
                                            : FW_TRAINING_GREEN;
}
