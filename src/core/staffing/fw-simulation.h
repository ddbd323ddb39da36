/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FW_SIMULATION_MOST_QUEUES 64

/** FwSimulationQueue: what comes, and how long it takes. Arrivals are those of chance; handling
 * times and patience are exponential. */
typedef struct
{
  const double *contacts; /* (array): of each interval */
  double aht_s;
  double patience_s; /* mean; INFINITY: nobody hangs up */
  double target_s;
  guint priority; /* the lower is answered first */
} FwSimulationQueue;

/** FwSimulationGroup: people with the same skills. Whoever is in a contact when fewer are planned
 * finishes it. */
typedef struct
{
  const guint *people; /* (array): of each interval */
  guint64 skills;      /* bits of the queues that they answer */
} FwSimulationGroup;

/** FwSimulationDay: a day, or any other stretch. */
typedef struct
{
  guint n_intervals;
  double interval_s;
  guint n_queues, n_groups;
  const FwSimulationQueue *queues;
  const FwSimulationGroup *groups;
} FwSimulationDay;

/** FwSimulationResult: of one queue. */
typedef struct
{
  guint64 offered, answered, abandoned;
  guint64 waited; /* of the offered: did not find anybody free */
  guint64 within; /* answered within the target */
  double wait_s;  /* of all offered, until answered or given up */
  double answered_wait_s;
  double busy_s; /* people's time in its contacts */
} FwSimulationResult;

/**
 * fw_simulation_run:
 * A contact that finds people free goes to those with the fewest skills, so that the others are
 * kept for what only they can do. Whoever becomes free takes of the queues they know the one with
 * the lowest priority number, of several the one in which somebody waits longest, and of it the
 * longest waiting. After the last interval what waits is still answered or gives up; what nobody
 * can answer gives up.
 * @results: (out caller-allocates) (array): n_queues
 * The same seed gives the same results.
 */
void fw_simulation_run (const FwSimulationDay *day, guint32 seed, FwSimulationResult *results);

G_END_DECLS
