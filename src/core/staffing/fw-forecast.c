/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/staffing/fw-forecast.h"

#include <math.h>
#include <string.h>

#include "core/calendar/fw-zone.h"
#include "core/staffing/fw-forecast-day.h"
#include "core/staffing/fw-forecast-private.h"

/* How fast shares of the day follow: of all days, of one weekday, and how fast it is learnt on
 * which weekdays the queue is open. */
#define LEARN_SHARE 0.04
#define LEARN_WEEKDAY 0.1
#define LEARN_OPEN 0.25
#define OPEN 0.3
/* A share counts as far off beyond so many standard deviations. */
#define FAR 2.0
#define FAR_VARIANCE 0.001
/* A day with nothing, where more than this is expected, was closed. */
#define LEAST_OPEN 3.0
#define SLEEPS 5
#define SMALL 50
#define LONG_STEPS 5
#define LEARN_WIDTH 0.06
#define QUANTILE 1.2816 /* of FW_FORECAST_COVERAGE */

typedef enum
{
  WIDTH_NEXT,
  WIDTH_LONG,
  WIDTH_REST,
  N_WIDTHS
} Width;

struct _FwForecast
{
  guint n_slots;
  FwForecastLevels *levels; /* NULL until something came */
  FwForecastDrift drift;
  double *sums;      /* n_slots: amounts, older ones fading */
  double *deviation; /* 7 times n_slots: of a weekday's shares from those of all */
  double total;      /* of sums */
  guint n_days;      /* that counted */
  guint n_weekdays[7];
  double open[7]; /* share of such days, NAN: none yet */
  gint32 last_date, last_open;
  gboolean told;
  gboolean gap_before; /* before last_open */
  guint empty;         /* days in a row with nothing */
  double widths[N_WIDTHS];
  FwForecastSlot *pending; /* LONG_STEPS times n_slots: what was said of days to come, a ring */
  guint n_pending;
};

FwForecast *
fw_forecast_new (guint n_slots)
{
  FwForecast *self;

  g_return_val_if_fail (n_slots > 0 && n_slots <= FW_FORECAST_MOST_SLOTS, NULL);

  self = g_new0 (FwForecast, 1);
  self->n_slots = n_slots;
  self->drift = fw_forecast_drift_begin ();
  self->sums = g_new0 (double, n_slots);
  self->deviation = g_new0 (double, 7 * n_slots);
  self->pending = g_new0 (FwForecastSlot, LONG_STEPS * n_slots);
  for (guint i = 0; i < 7; i++)
    self->open[i] = NAN;
  for (guint i = 0; i < N_WIDTHS; i++)
    self->widths[i] = 1;
  return self;
}

void
fw_forecast_free (FwForecast *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->levels, fw_forecast_levels_free);
  g_free (self->sums);
  g_free (self->deviation);
  g_free (self->pending);
  g_free (self);
}

/* ---- days ---- */

static guint
get_weekday (const FwForecastDay *day)
{
  return (day->as_weekday != 0 ? day->as_weekday : fw_zone_get_weekday (day->date)) - 1;
}

static gboolean
is_open (const FwForecast *self, const FwForecastDay *day)
{
  double open = self->open[get_weekday (day)];

  return !day->closed && self->empty < SLEEPS && (isnan (open) || open >= OPEN);
}

/* Whether a day that is usually open lies between. */
static gboolean
is_gap (const FwForecast *self, gint32 from, gint32 to)
{
  for (gint32 date = MAX (from + 1, to - 7); date < to; date++)
    if (self->open[fw_zone_get_weekday (date) - 1] >= 0.5)
      return TRUE;
  return FALSE;
}

static void
add_trait (FwForecastTraits *traits, guint part)
{
  traits->parts[traits->n++] = part;
}

static FwForecastTraits
find_traits (const FwForecastDay *day, gboolean gap, gboolean gap_before)
{
  FwForecastTraits traits = { 0 };
  gint year;
  guint month, month_day;

  fw_date_to_civil (day->date, &year, &month, &month_day);
  add_trait (&traits, PART_LEVEL);
  add_trait (&traits, PART_DEVIATION);
  add_trait (&traits, PART_WEEKDAY + get_weekday (day));
  if (gap)
    add_trait (&traits, PART_AFTER_GAP);
  else if (gap_before)
    add_trait (&traits, PART_SECOND_AFTER_GAP);
  if (month_day == 1)
    add_trait (&traits, PART_FIRST_OF_MONTH);
  if (month_day <= 3)
    add_trait (&traits, PART_FIRST_THREE);
  if (month_day <= 6)
    add_trait (&traits, PART_FIRST_SIX);
  fw_date_to_civil (day->date + 2, &year, &month, &month_day);
  if (month_day <= 2)
    add_trait (&traits, PART_LAST_TWO);
  if (day->event > 0 && day->event <= FW_FORECAST_MOST_EVENTS)
    add_trait (&traits, PART_EVENT + day->event - 1);
  return traits;
}

/* ---- shares of the day ---- */

/* What a weekday has of its own counts the less, the less was seen of it: neighbours share noise,
 * and a small queue is all noise. A slot in which nothing ever came stays closed. */
static double
get_deviation (const FwForecast *self, guint weekday, guint slot)
{
  const double *own = &self->deviation[weekday * self->n_slots];
  double sum = own[slot], weight = 1, share = self->sums[slot] / self->total, amount;

  if (slot > 0)
    sum += 0.4 * own[slot - 1], weight += 0.4;
  if (slot + 1 < self->n_slots)
    sum += 0.4 * own[slot + 1], weight += 0.4;
  amount = self->total * LEARN_SHARE;

  return sum / weight * share / (share + 50 * LEARN_WEEKDAY / (amount + 1));
}

/* One look at a day's shares; they add up to 1. */
static void
get_shares (const FwForecast *self, guint weekday, double *shares)
{
  double all = 0;

  for (guint i = 0; i < self->n_slots; i++)
    {
      double share = self->sums[i] / self->total;

      shares[i] = share > 0 ? MAX (share / 20, share + get_deviation (self, weekday, i)) : 0;
      all += shares[i];
    }
  for (guint i = 0; i < self->n_slots; i++)
    shares[i] /= all;
}

static void
learn_shares (FwForecast *self, guint weekday, const double *amounts, double total)
{
  double rate = MAX (LEARN_WEEKDAY, 1.0 / (self->n_weekdays[weekday] + 2));
  double *own = &self->deviation[weekday * self->n_slots];

  self->n_days++;
  self->total = self->total * (1 - LEARN_SHARE) + total;
  for (guint i = 0; i < self->n_slots; i++)
    {
      self->sums[i] = self->sums[i] * (1 - LEARN_SHARE) + amounts[i];
      if (total > 0)
        own[i] += rate * (amounts[i] / total - self->sums[i] / self->total - own[i]);
    }
  self->n_weekdays[weekday]++;
}

/* ---- looking ahead ---- */

/* Spread on the scale of square roots, on which counting spreads the same whatever the amount. Ends
 * of small amounts are whole numbers: between them nothing can come. */
static FwForecastSlot
make_slot (const FwForecast *self, double expected, double variance, Width width)
{
  double root = sqrt (expected);
  double half = self->widths[width] * QUANTILE * 0.5 * sqrt (1 + expected * variance);
  FwForecastSlot slot = { expected, root > half ? (root - half) * (root - half) : 0,
                          (root + half) * (root + half) };

  if (expected == 0) /* closed at this hour */
    return (FwForecastSlot){ 0 };
  if (expected < SMALL)
    {
      slot.low = floor (slot.low);
      slot.high = ceil (slot.high);
    }
  return slot;
}

/* Returns: FALSE where nothing is expected at all. */
static gboolean
expect (const FwForecast *self,
        const FwForecastDay *day,
        const FwForecastTraits *traits,
        guint steps,
        double *amounts,
        double *variance)
{
  double amount;

  *variance = 0;
  memset (amounts, 0, self->n_slots * sizeof *amounts);
  if (self->levels == NULL || !is_open (self, day))
    return FALSE;
  amount = exp (fw_forecast_levels_predict (self->levels, traits, steps, variance));
  get_shares (self, get_weekday (day), amounts);
  for (guint i = 0; i < self->n_slots; i++)
    amounts[i] *= amount;
  return TRUE;
}

static FwForecastTraits
find_next_traits (const FwForecast *self, const FwForecastDay *day)
{
  gboolean gap = self->told && is_gap (self, self->last_open, day->date);

  return find_traits (day, gap, self->gap_before && day->date - self->last_open < 7);
}

void
fw_forecast_look_ahead (const FwForecast *self,
                        const FwForecastDay *days,
                        guint n_days,
                        FwForecastSlot *slots)
{
  double amounts[FW_FORECAST_MOST_SLOTS], variance, own;
  gint32 last_open;
  gboolean gap_before;
  guint steps = 0;

  g_return_if_fail (self != NULL && days != NULL && slots != NULL);

  last_open = self->last_open;
  gap_before = self->gap_before;
  own = fw_forecast_drift_get_variance (&self->drift);
  for (guint d = 0; d < n_days; d++)
    {
      gboolean open = is_open (self, &days[d]);
      gboolean gap = self->told && open && is_gap (self, last_open, days[d].date);
      FwForecastTraits traits = find_traits (&days[d], gap, gap_before);

      if (open)
        {
          steps++;
          gap_before = gap;
          last_open = days[d].date;
        }
      if (expect (self, &days[d], &traits, MAX (steps, 1), amounts, &variance))
        for (guint i = 0; i < self->n_slots; i++)
          slots[d * self->n_slots + i] =
              make_slot (self, amounts[i], variance + own, steps <= 1 ? WIDTH_NEXT : WIDTH_LONG);
      else
        memset (&slots[d * self->n_slots], 0, self->n_slots * sizeof *slots);
    }
}

void
fw_forecast_look_on (const FwForecast *self,
                     const FwForecastDay *day,
                     const double *seen,
                     guint n_seen,
                     FwForecastSlot *slots)
{
  double amounts[FW_FORECAST_MOST_SLOTS], variances[FW_FORECAST_MOST_SLOTS] = { 0 }, variance;
  FwForecastTraits traits;

  g_return_if_fail (self != NULL && day != NULL && slots != NULL);
  g_return_if_fail (n_seen <= self->n_slots && (seen != NULL || n_seen == 0));

  traits = find_next_traits (self, day);
  memset (slots, 0, self->n_slots * sizeof *slots);
  if (!expect (self, day, &traits, 1, amounts, &variance))
    return;
  fw_forecast_drift_follow (&self->drift, variance, amounts, seen, n_seen, self->n_slots,
                            variances);
  for (guint i = 0; i < self->n_slots; i++)
    slots[i] = make_slot (self, amounts[i], variances[i], WIDTH_REST);
}

/* ---- learning ---- */

static void
learn_open (FwForecast *self, guint weekday, gboolean open)
{
  double *share = &self->open[weekday];

  if (isnan (*share))
    *share = open;
  else
    *share += LEARN_OPEN * (open - *share);
}

/* Days that nobody told of were closed: a weekday without any is taken to be so. */
static void
pass_untold (FwForecast *self, gint32 date)
{
  if (self->told)
    for (gint32 between = MAX (self->last_date + 1, date - 21); between < date; between++)
      learn_open (self, fw_zone_get_weekday (between) - 1, FALSE);
  self->told = TRUE;
  self->last_date = date;
}

/* Widths follow what came to lie within: an interval that holds too few grows, one that holds too
 * many shrinks, whatever the model takes the spread to be. */
static void
learn_width (FwForecast *self, Width width, const FwForecastSlot *said, const double *amounts)
{
  guint n = 0, outside = 0;

  for (guint i = 0; i < self->n_slots; i++)
    if (!isnan (amounts[i]) && said[i].high > 0)
      {
        n++;
        outside += amounts[i] < said[i].low || amounts[i] > said[i].high;
      }
  if (n > 0)
    self->widths[width] =
        CLAMP (self->widths[width] *
                   exp (LEARN_WIDTH * ((double) outside / n - (1 - FW_FORECAST_COVERAGE))),
               0.3, 5);
}

static void
score_day (FwForecast *self, const double *expected, double variance, const double *amounts)
{
  double own = fw_forecast_drift_get_variance (&self->drift);
  double rest[FW_FORECAST_MOST_SLOTS], variances[FW_FORECAST_MOST_SLOTS];
  FwForecastSlot said[FW_FORECAST_MOST_SLOTS] = { 0 };
  guint half = self->n_slots / 2;

  for (guint i = 0; i < self->n_slots; i++)
    said[i] = make_slot (self, expected[i], variance + own, WIDTH_NEXT);
  learn_width (self, WIDTH_NEXT, said, amounts);

  memcpy (rest, expected, self->n_slots * sizeof *rest);
  fw_forecast_drift_follow (&self->drift, variance, rest, amounts, half, self->n_slots, variances);
  memset (said, 0, sizeof said);
  for (guint i = half; i < self->n_slots; i++)
    said[i] = make_slot (self, rest[i], variances[i], WIDTH_REST);
  learn_width (self, WIDTH_REST, said, amounts);

  if (self->n_pending >= LONG_STEPS)
    learn_width (self, WIDTH_LONG, &self->pending[self->n_pending % LONG_STEPS * self->n_slots],
                 amounts);
}

/* Remembers what is said today of the day LONG_STEPS open days on; which weekday that will be is
 * taken as the fifth day that is usually open. */
static void
say_ahead (FwForecast *self)
{
  FwForecastDay day = { .date = self->last_date };
  FwForecastTraits traits;
  FwForecastSlot *said = &self->pending[self->n_pending % LONG_STEPS * self->n_slots];
  double amounts[FW_FORECAST_MOST_SLOTS], variance;
  double own = fw_forecast_drift_get_variance (&self->drift);

  for (guint open = 0; open < LONG_STEPS && day.date < self->last_date + 35;)
    {
      day.date++;
      open += is_open (self, &day);
    }
  traits = find_traits (&day, FALSE, FALSE);
  memset (said, 0, self->n_slots * sizeof *said);
  if (expect (self, &day, &traits, LONG_STEPS, amounts, &variance))
    for (guint i = 0; i < self->n_slots; i++)
      said[i] = make_slot (self, amounts[i], variance + own, WIDTH_LONG);
  self->n_pending++;
}

/* Slots far off the run of their day count as less far; slots not known as expected. Returns: the
 * day's amount. */
static double
clean_day (const FwForecast *self, const double *expected, const double *amounts, double *clean)
{
  double all = 0, known = 0, expected_known = 0, total;

  for (guint i = 0; i < self->n_slots; i++)
    {
      all += expected[i];
      if (!isnan (amounts[i]))
        {
          known += amounts[i];
          expected_known += expected[i];
        }
    }
  total = expected_known > 0 ? known / expected_known * all : known;
  for (guint round = 0; round < 4; round++)
    {
      double sum = 0;

      for (guint i = 0; i < self->n_slots; i++)
        {
          double usual = all > 0 ? total * expected[i] / all : 0;
          double far = FAR * usual * sqrt (1 / (usual + 1) + FAR_VARIANCE) + 1;

          clean[i] = isnan (amounts[i]) ? usual
                     : usual > 4        ? CLAMP (amounts[i], usual - far, usual + far)
                                        : amounts[i];
          sum += clean[i];
        }
      total = sum;
    }
  return total;
}

static void
begin (FwForecast *self, const FwForecastDay *day, const double *amounts, double total)
{
  double first[FW_FORECAST_MOST_SLOTS];

  g_clear_pointer (&self->levels, fw_forecast_levels_free);
  self->levels = fw_forecast_levels_new (log (MAX (total, 0.5)));
  for (guint i = 0; i < self->n_slots; i++)
    first[i] = isnan (amounts[i]) ? 0 : amounts[i];
  learn_shares (self, get_weekday (day), first, total);
}

static void
learn_day (FwForecast *self, const FwForecastDay *day, const double *amounts)
{
  double expected[FW_FORECAST_MOST_SLOTS], clean[FW_FORECAST_MOST_SLOTS], variance, total;
  double expected_total = 0;
  gboolean gap = is_gap (self, self->last_open, day->date);
  FwForecastTraits traits = find_next_traits (self, day);
  double open = self->open[get_weekday (day)];

  self->open[get_weekday (day)] = 1; /* it is open, whatever was thought of such days */
  expect (self, day, &traits, 1, expected, &variance);
  self->open[get_weekday (day)] = open;
  for (guint i = 0; i < self->n_slots; i++)
    expected_total += expected[i];
  if (self->n_days > SLEEPS)
    score_day (self, expected, variance, amounts);
  total = clean_day (self, expected, amounts, clean);
  fw_forecast_levels_learn (self->levels, &traits, fw_forecast_get_surprise (expected_total, total),
                            1 / MAX (expected_total, 0.5));
  if (self->n_days > SLEEPS)
    fw_forecast_drift_learn (&self->drift, variance, expected, amounts, self->n_slots);
  learn_shares (self, get_weekday (day), clean, total);
  self->gap_before = gap;
}

static double
get_expected_total (const FwForecast *self, const FwForecastDay *day)
{
  FwForecastTraits traits = find_next_traits (self, day);
  double amounts[FW_FORECAST_MOST_SLOTS], variance, total = 0;

  expect (self, day, &traits, 1, amounts, &variance);
  for (guint i = 0; i < self->n_slots; i++)
    total += amounts[i];
  return total;
}

void
fw_forecast_add_day (FwForecast *self, const FwForecastDay *day, const double *amounts)
{
  double total = 0;
  guint known = 0;

  g_return_if_fail (self != NULL && day != NULL && amounts != NULL);
  g_return_if_fail (!self->told || day->date > self->last_date);

  for (guint i = 0; i < self->n_slots; i++)
    if (!isnan (amounts[i]))
      {
        total += amounts[i];
        known++;
      }
  pass_untold (self, day->date);
  if (day->closed || known == 0)
    return;
  if (total == 0 && (self->levels == NULL || self->empty >= SLEEPS ||
                     get_expected_total (self, day) > LEAST_OPEN || !is_open (self, day)))
    {
      /* A weekday that is always closed says nothing of whether the queue lives. */
      if (is_open (self, day) || self->empty >= SLEEPS)
        self->empty++;
      if (self->levels != NULL)
        learn_open (self, get_weekday (day), FALSE);
      return;
    }

  if (self->levels == NULL || self->empty >= SLEEPS)
    {
      self->empty = 0;
      begin (self, day, amounts, total);
    }
  else
    {
      self->empty = 0;
      learn_day (self, day, amounts);
    }
  learn_open (self, get_weekday (day), TRUE);
  self->last_open = day->date;
  say_ahead (self);
}
