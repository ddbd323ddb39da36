/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/metric/fw-metric.h"

G_BEGIN_DECLS

/**
 * Alerts: what needs a person now. A pure step: the alerts before and what is measured now give the
 * alerts after. An alert is raised once (its id), keeps the moment it was raised, and clears
 * itself; the limits for raising and clearing lie apart, so that a figure on the edge does not
 * flicker.
 */

typedef enum
{
  /** A figure against its target: raised when the whole interval misses it, cleared when the value
     meets it again. */
  FW_ALERT_FIGURE,
  /** A count or a length that may not pass its limit: cleared at 80 % of it. */
  FW_ALERT_CEILING,
  /** How long somebody has been in one state: cleared when he leaves it. */
  FW_ALERT_CLOCK,
  /** What a watch found: stands while it is among the checks; the limit is what it was before. */
  FW_ALERT_FINDING
} FwAlertRule;

#define FW_ALERT_CLEAR_SHARE 0.8

/** FwAlertCheck: one thing that was looked at. The texts are borrowed for the call. */
typedef struct
{
  FwAlertRule rule;
  const char *metric;    /* "service_level", "waiting", "longest_wait_s", "paused_s" ... */
  const char *dimension; /* "team", "queue", "agent", "site" */
  const char *key;
  const char *title;
  const char *action; /* what the console offers: "why", "contacts", "people" */
  const char *site;   /* for the scope of who sees it; "" none */
  const char *team;
  double value;      /* NaN: nothing to judge; then an alert of this id clears */
  double limit;      /* NaN: none */
  gboolean at_least; /* FIGURE: on which side of the limit it is good */
  guint64 n;
  FwInterval interval; /* FIGURE */
} FwAlertCheck;

/** FwAlert: one that stands. */
typedef struct
{
  char *id;           /* "service_level/team/night-b" */
  const char *metric; /* interned, as are dimension and action */
  const char *dimension;
  const char *action;
  char *key;
  char *title;
  char *site;
  char *team;
  double value;
  double limit;
  guint64 n;
  gint64 since; /* µs UTC: when it was raised */
} FwAlert;

void fw_alert_free (FwAlert *alert);

/**
 * fw_alert_step:
 * @before: (nullable) (element-type FwAlert): what stood
 * What is not among @checks any more clears.
 * Returns: (transfer full) (element-type FwAlert): what stands, the oldest first, then by id.
 */
GPtrArray *
fw_alert_step (GPtrArray *before, const FwAlertCheck *checks, guint n_checks, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwAlert, fw_alert_free)

G_END_DECLS
