/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/staffing/fw-erlang-private.h"
#include "core/staffing/fw-erlang.h"

/* Time is counted in patiences. With all agents busy and k people in the queue, a place is freed at
 * the rate c + k, c = agents * patience / AHT. Whoever comes when j are in the queue and never
 * gives up waits the sum of exponentials with the rates c, c + 1, … c + j; e to the minus that sum
 * is distributed as Beta (c, j + 1). All that follows is exact: answered at all             c / (c
 * + j + 1) answered within T, of these I_y (j + 1, c + 1),  y = 1 - exp (-T) mean wait of these the
 * sum of 1 / (c + 1 + k) for k = 0 … j
 */

/* Weights under e^-40 of the greatest change no digit of a double. */
#define NEGLIGIBLE 1e-18
#define LEAST_LOG (-600.0)
#define WIDTHS 9

/* I_y (a, b) for a = 1, 2, 3 …: 1 minus the terms i < a of the negative binomial distribution,
 * choose (i + b - 1, i) y^i (1-y)^b. */
typedef struct
{
  double y, b;
  double rest;
  double term; /* of @next; 0: no later term counts */
  double next;
} Within;

static double
compute_log_term (const Within *self, double target, double i)
{
  return i * log (self->y) - self->b * target + lgamma (i + self->b) - lgamma (i + 1) -
         lgamma (self->b);
}

/* The terms grow up to a mode; what lies before the first that a double can hold is left out. */
static void
begin_within (Within *self, double c, double target)
{
  double low = 0, high;

  *self = (Within){ .y = -expm1 (-target), .b = c + 1, .rest = target > 0 ? 1 : 0 };
  self->term = target > 0 ? exp (-self->b * target) : 0;
  if (target <= 0 || self->b * target < -LEAST_LOG)
    return;

  high = floor (CLAMP (self->y * (self->b - 1) / exp (-target), 0, 1e15));
  while (high - low > 1)
    {
      double middle = floor (low + (high - low) / 2);

      if (compute_log_term (self, target, middle) < LEAST_LOG)
        low = middle;
      else
        high = middle;
    }
  self->next = high;
  self->term = exp (compute_log_term (self, target, high));
}

/* To I_y (a, b); a never falls. */
static double
advance_within (Within *self, double a)
{
  while (self->term > 0 && self->next < a)
    {
      double ratio = self->y * (self->next + self->b) / (self->next + 1);

      self->rest -= self->term;
      self->term *= ratio;
      self->next++;
      if (ratio < 1 && self->term < NEGLIGIBLE * (1 - ratio))
        self->term = 0;
    }

  return MAX (0, self->rest);
}

static double
compute_digamma (double x)
{
  double sum = 0, inverse;

  for (; x < 10; x++)
    sum -= 1 / x;
  inverse = 1 / (x * x);

  return sum + log (x) - 0.5 / x -
         inverse * (1.0 / 12 - inverse * (1.0 / 120 - inverse * (1.0 / 252 - inverse / 240)));
}

/* Sums over the states with all agents busy, each weighted by how likely it is. */
typedef struct
{
  double all;
  double queue;    /* people in it */
  double answered; /* later */
  double within;   /* answered later and within the target */
  double waits;    /* of those answered, in patiences */
} Sums;

/* @arrivals: in a patience. Where the queue is never short, only its likely lengths are summed. */
static Sums
sum_queue (double c, double arrivals, double target, double first_weight)
{
  double peak = arrivals - c, width = sqrt (MAX (arrivals, 1));
  double j = peak > WIDTHS * width + 50 ? floor (peak - WIDTHS * width - 50) : 0;
  double weight = j > 0 ? 1 : first_weight;
  double waits = compute_digamma (c + j + 2) - compute_digamma (c + 1);
  Within within;
  Sums sums = { 0 };

  begin_within (&within, c, target);
  for (;; j++)
    {
      double answered = weight * c / (c + j + 1), ratio = arrivals / (c + j + 1);

      sums.all += weight;
      sums.queue += weight * j;
      sums.answered += answered;
      sums.within += answered * advance_within (&within, j + 1);
      sums.waits += answered * waits;
      weight *= ratio;
      waits += 1 / (c + j + 2);
      if (ratio < 1 && weight * (j + 1) <= NEGLIGIBLE * (sums.all + 1 - first_weight) * (1 - ratio))
        return sums;
    }
}

FwErlang
fw_erlang_a (double contacts,
             double interval_s,
             double aht_s,
             guint agents,
             double target_s,
             double patience_s)
{
  double load, arrivals, blocked, c, idle, all, answered;
  Sums sums;

  g_return_val_if_fail (contacts >= 0 && interval_s > 0 && aht_s > 0, ((FwErlang){ 0 }));
  g_return_val_if_fail (target_s >= 0, ((FwErlang){ 0 }));
  g_return_val_if_fail (patience_s > 0 && patience_s <= FW_ERLANG_MOST_PATIENCE, ((FwErlang){ 0 }));

  load = contacts * aht_s / interval_s;
  if (load == 0)
    return (FwErlang){ .service_level = 1, .occupancy = agents > 0 ? 0 : NAN };
  if (agents == 0)
    return (FwErlang){ 1, 0, patience_s, NAN, 1, NAN };

  arrivals = contacts * patience_s / interval_s;
  c = agents * patience_s / aht_s;
  blocked = fw_erlang_compute_blocked (load, agents);
  sums = sum_queue (c, arrivals, target_s / patience_s, blocked);
  /* Where the sums begin late, no state with an idle agent has a weight. */
  idle = arrivals - c > WIDTHS * sqrt (MAX (arrivals, 1)) + 50 ? 0 : 1 - blocked;
  all = idle + sums.all;
  answered = (idle + sums.answered) / all;

  return (FwErlang){
    .wait_probability = sums.all / all,
    .service_level = (idle + sums.within) / all,
    .asa_s = sums.queue / all / arrivals * patience_s,
    .asa_answered_s = sums.waits / (idle + sums.answered) * patience_s,
    .abandoned = sums.queue / all / arrivals,
    .occupancy = MIN (1, load * answered / agents),
  };
}
