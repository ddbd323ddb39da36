/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** FwPlanMoment: a half hour, as GET forecast tells it. NAN: not known. */
typedef struct
{
  gint64 at; /* µs UTC */
  double contacts, low, high;
  double came; /* of today, when it is over */
  double aht_s;
  double people;   /* each queue with its own */
  double together; /* everybody answers every queue */
} FwPlanMoment;

/** FwPlanDay: its half hours are moments[from] to moments[from + n - 1] of the answer. */
typedef struct
{
  guint from, n;
  gint32 date;
  double contacts, low, high;
  double so_far; /* of today */
  gint64 peak;   /* the half hour that needs most people; 0: not known */
  double people; /* in it */
  double together;
  double people_hours;
} FwPlanDay;

/** FwPlanLack: why there are no days. */
typedef enum
{
  FW_PLAN_READY,
  FW_PLAN_NOTHING,
  FW_PLAN_YOUNG,
  FW_PLAN_OLD
} FwPlanLack;

/** FwPlanAnswer: an answer of GET forecast. */
typedef struct
{
  GTimeZone *zone;
  gint64 known_until;
  FwPlanLack lack;
  gint64 history_days, least_days;
  char *last; /* (nullable): the last day of history, as a date */
  gint64 error_days;
  double error, noise, within;
  char *site;            /* (nullable): the one that is asked about */
  char *queues;          /* (nullable): those chosen, as what is published says them */
  gboolean whole;        /* all of its queues is seen: it may be published */
  gint64 published_at;   /* the newest of today or later; 0: nothing was */
  char *published_by;    /* (nullable) */
  gint64 published_days; /* that are over, of which something stood published as they began */
  double published_ahead, published_error, published_noise;
  double service_level, seconds, occupancy, patience_s;
  double shrinkage, cost_per_hour;
  guint n_queues;
  GPtrArray *left_out; /* char *: titles of queues without people */
  GArray *days;        /* FwPlanDay */
  GArray *moments;     /* FwPlanMoment */
} FwPlanAnswer;

/** fw_plan_answer_read: Returns: (transfer full): NULL with FW_ERROR_INVALID. */
FwPlanAnswer *fw_plan_answer_read (GBytes *bytes, GError **error);
void fw_plan_answer_free (FwPlanAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwPlanAnswer, fw_plan_answer_free)

const FwPlanDay *fw_plan_answer_get_day (const FwPlanAnswer *self, guint i);
const FwPlanMoment *fw_plan_answer_get_moment (const FwPlanAnswer *self, guint i);

G_END_DECLS
