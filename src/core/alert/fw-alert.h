/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/metric/fw-metric.h"

G_BEGIN_DECLS

/**
 * Alerts: what needs a person now. A pure step: the alerts before and what is measured now give the
 * alerts after. An alert stands exactly while what it is about is judged late, by the judgement
 * that tiles and tables show (fw_metric_judge(), fw_judge_ceiling()), so that none says otherwise
 * than the other. One that comes back soon is the same one: it keeps the moment at which it was
 * raised, and nobody is told twice of a figure on the edge.
 */

/** How long an alert that is over is remembered, µs. */
#define FW_ALERT_REST (5 * 60 * G_GINT64_CONSTANT (1000000))

/** FwAlertCheck: one thing that was looked at. The texts are borrowed for the call. */
typedef struct
{
  const char *metric;    /* "service_level", "waiting", "longest_wait_s", "paused_s" ... */
  const char *dimension; /* "team", "queue", "agent", "watch" */
  const char *key;
  const char *title;
  const char *action; /* what the console offers: "why", "contacts", "people" */
  const char *site;   /* for the scope of who sees it, and of what is asked why; "" none */
  const char *team;
  const char *channel; /* of a queue; NULL or "" none of its own */
  const char *product;
  gboolean told; /* it tells figures of more than its site and team: who sees it is said by these */
  const char *const *told_sites; /* NULL: of everybody */
  const char *const *told_teams;
  const char *reason; /* of a pause: what it is for; NULL or "" none */
  double value;
  double limit;        /* NaN: none; of a finding: what it was before */
  guint64 n;           /* what the value rests on; 0: it was measured whole */
  FwInterval interval; /* of the value; the value itself where it was measured whole */
  gint64 from;         /* µs UTC: the window of the value; 0: the moment */
  FwVerdict verdict;   /* late: the alert stands */
} FwAlertCheck;

/** FwAlert: one that stands, or is over and not yet forgotten. */
typedef struct
{
  char *id;           /* "service_level/team/east/night-b", with the site */
  const char *metric; /* interned, as are dimension and action */
  const char *dimension;
  const char *action;
  char *key;
  char *title;
  char *site;
  char *team;
  char *channel; /* "" none */
  char *product;
  gboolean told;
  GStrv told_sites; /* (nullable) */
  GStrv told_teams;
  char *reason; /* "" none */
  double value;
  double limit;
  guint64 n;
  FwInterval interval;
  gint64 from;           /* µs UTC: the window's beginning; 0: the moment */
  gint64 since;          /* µs UTC: when it was raised */
  gint64 over;           /* µs UTC: since when it is over; 0: it stands */
  char *acknowledged_by; /* (nullable): account; of one that stands, as are these: */
  gint64 snoozed_until;  /* µs UTC; 0: it is not */
  char *given_to;        /* (nullable): name of a person */
} FwAlert;

void fw_alert_free (FwAlert *alert);

/** fw_alert_copy: Returns: (transfer full). */
FwAlert *fw_alert_copy (const FwAlert *alert);

/**
 * fw_alert_step:
 * @before: (nullable) (element-type FwAlert): what the step before returned
 * What is not among @checks any more is over.
 * Returns: (transfer full) (element-type FwAlert): what stands, the oldest first, then by id; after
 * it what is over for less than FW_ALERT_REST.
 */
GPtrArray *
fw_alert_step (GPtrArray *before, const FwAlertCheck *checks, guint n_checks, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwAlert, fw_alert_free)

G_END_DECLS
