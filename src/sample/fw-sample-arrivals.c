/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/fw-sample-day.h"

#include "core/calendar/fw-zone.h"
#include "sample/fw-sample-random.h"

#define STREAM_ARRIVALS 0x61727269
#define STREAM_HARD 0x68617264
#define SLOT_MS (30 * 60 * 1000)
#define MAX_SLOTS 50

/* Of the rostered people's time: in their seats. */
#define IN_SEAT 0.80
/* What must stay free for waits to be short grows with the square root of the people who share the
 * work. */
#define SLACK 1.2

/* Monday first. */
static const double weekday_factor[] = { 1.03, 1.0, 0.99, 0.99, 1.0, 0.98, 0.98 };

/* From 18:00 the late shift is alone, and takes the pauses that it put off in the afternoon:
 * whoever planned it knows that fewer call after supper. One a half hour. */
#define FIRST_EVENING_SLOT 24
static const double evening_factor[] = { 0.96, 0.94, 0.91, 0.88, 0.85, 0.86, 0.91, 0.95 };

static double
get_hour_factor (guint slot)
{
  return slot >= FIRST_EVENING_SLOT && slot < FIRST_EVENING_SLOT + G_N_ELEMENTS (evening_factor)
             ? evening_factor[slot - FIRST_EVENING_SLOT]
             : 1.0;
}

gboolean
fw_sample_is_hard (guint64 seed, guint64 customer)
{
  return fw_sample_unit (fw_sample_hash (seed, STREAM_HARD, customer, 0)) < 0.065;
}

/* How many people of each group the roster puts on the floor in each half hour. */
static void
count_staff (const FwSampleDayPlan *plan,
             guint n_slots,
             double staff[FW_SAMPLE_N_GROUPS][MAX_SLOTS])
{
  for (guint i = 0; i < FW_SAMPLE_N_PEOPLE; i++)
    {
      const FwSamplePerson *person = &plan->people[i];
      const FwSampleShift *shift = &fw_sample_shifts[person->shift];
      guint first, last;

      /* Leave is known when the roster is made; who falls ill is not. */
      if (person->position == 0 || !fw_sample_is_rostered (plan->seed, person, i, plan->day) ||
          fw_sample_is_on_leave (plan->seed, i, plan->day))
        continue;
      first = (shift->start - 360) / 30;
      last = person->shift == FW_SAMPLE_NIGHT ? n_slots : first + shift->length / 30;
      for (guint slot = first; slot < last; slot++)
        /* Newcomers are not counted as full hands by whoever plans. */
        staff[fw_sample_teams[person->team].group][slot] +=
            (person->position == 3 ? 0.5 : 0.93) / (1 - FW_SAMPLE_LEAVE);
    }
}

/* Demand rises and falls gently where shifts begin and end at once. */
static void
smooth_staff (double *staff, guint n_slots)
{
  static const double kernel[] = { 0.11, 0.22, 0.34, 0.22, 0.11 };
  double smooth[MAX_SLOTS] = { 0 };

  for (guint slot = 0; slot < n_slots; slot++)
    for (gint k = -2; k <= 2; k++)
      {
        gint other = (gint) slot + k;

        if (other >= 0 && other < (gint) n_slots)
          smooth[slot] += kernel[k + 2] * staff[other];
      }
  for (guint slot = 0; slot < n_slots; slot++)
    staff[slot] = MIN (smooth[slot], staff[slot]);
}

static guint
draw_poisson (FwSampleRandom *random, double mean)
{
  double product, limit;
  guint n = 0;

  if (mean <= 0)
    return 0;
  if (mean > 60)
    return MAX (0, (gint) lround (mean + sqrt (mean) * fw_sample_random_normal (random)));
  limit = exp (-mean);
  for (product = fw_sample_random_unit (random); product > limit;
       product *= fw_sample_random_unit (random))
    n++;
  return n;
}

/* A number that some customer of the same queue had on one of the six days before, or a new one. */
static guint64
draw_customer (
    const FwSampleDayPlan *plan, FwSampleRandom *random, guint queue, guint number, double repeat)
{
  guint64 fresh = (guint64) plan->day << 24 | queue << 16 | number;

  for (guint attempt = 0; attempt < 2; attempt++)
    {
      guint64 before = 1 + fw_sample_random_next (random) % 6;
      guint64 other = fw_sample_random_next (random) % (number + 20);
      guint64 customer = ((guint64) plan->day - before) << 24 | queue << 16 | other;
      double probability = (fw_sample_is_hard (plan->seed, customer) ? 0.28 : 0.03) * repeat;

      if (fw_sample_random_chance (random, probability))
        return customer;
    }
  return fresh;
}

/* Work per contact in hours, as planned for an experienced person. */
static double
plan_hours (const FwSampleQueue *queue)
{
  return (queue->talk_s + queue->wrap_s + 4.0) / 3600.0;
}

/* The share of the time in seats that may be planned as work, all groups helping each other. */
static double
plan_load (double staff[FW_SAMPLE_N_GROUPS][MAX_SLOTS], guint slot)
{
  double seats = 0;

  for (guint group = 0; group < FW_SAMPLE_N_GROUPS; group++)
    seats += staff[group][slot] * IN_SEAT;
  return seats > 1 ? MAX (1.0 - SLACK / sqrt (seats), 0.2) : 0;
}

static double
get_demand (const FwSampleQueue *queue, double staff[FW_SAMPLE_N_GROUPS][MAX_SLOTS], guint slot)
{
  double day = staff[queue->group][slot] * queue->share;
  double night = staff[FW_SAMPLE_GROUP_NIGHT][slot] * queue->night_share;

  /* Shares are shares of work: hours, not heads. */
  return (day + night) * plan_load (staff, slot) * IN_SEAT * 0.5 / plan_hours (queue);
}

static gint
compare_arrivals (gconstpointer a, gconstpointer b)
{
  const FwSampleArrival *first = a, *second = b;

  if (first->at != second->at)
    return first->at < second->at ? -1 : 1;
  if (first->queue != second->queue)
    return first->queue < second->queue ? -1 : 1;
  return first->customer < second->customer ? -1 : first->customer > second->customer;
}

GArray *
fw_sample_make_arrivals (const FwSampleDayPlan *plan)
{
  GArray *arrivals = g_array_sized_new (FALSE, FALSE, sizeof (FwSampleArrival), 12000);
  guint n_slots = MIN (plan->length / SLOT_MS, MAX_SLOTS);
  double staff[FW_SAMPLE_N_GROUPS][MAX_SLOTS] = { { 0 } };
  FwSampleRandom random = { fw_sample_hash (plan->seed, STREAM_ARRIVALS, plan->day, 0) };
  double today =
      fw_sample_random_spread (&random, 0.03) * weekday_factor[fw_zone_get_weekday (plan->day) - 1];
  guint numbers[FW_SAMPLE_N_QUEUES] = { 0 };

  count_staff (plan, n_slots, staff);
  for (guint group = 0; group < FW_SAMPLE_N_GROUPS; group++)
    smooth_staff (staff[group], n_slots);
  for (guint slot = 0; slot < n_slots; slot++)
    {
      double now = today * get_hour_factor (slot) * fw_sample_random_spread (&random, 0.05);

      for (guint q = 0; q < FW_SAMPLE_N_QUEUES; q++)
        {
          FwSampleEffect effect = FW_SAMPLE_EFFECT_NONE;
          guint n;

          fw_sample_apply_queue_effect (&effect, plan->made - plan->day, slot * 30,
                                        &fw_sample_queues[q]);
          n = draw_poisson (&random,
                            get_demand (&fw_sample_queues[q], staff, slot) * now * effect.arrivals);
          for (guint i = 0; i < n; i++)
            {
              FwSampleArrival arrival = { .queue = q };

              arrival.at =
                  (gint64) slot * SLOT_MS + (gint64) (fw_sample_random_unit (&random) * SLOT_MS);
              arrival.customer = draw_customer (plan, &random, q, numbers[q]++, effect.repeat);
              g_array_append_val (arrivals, arrival);
            }
        }
    }
  g_array_sort (arrivals, compare_arrivals);
  return arrivals;
}
