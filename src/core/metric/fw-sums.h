/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** fw_sums_square: Returns: the square of a duration as it enters the sums of squares, in 1/256 s².
 */
static inline guint64
fw_sums_square (guint32 ms)
{
  guint64 sixteenths = ((guint64) ms * 2 + 62) / 125;

  return sixteenths * sixteenths;
}

/**
 * FwSums:
 * Everything that any metric of metrics.md is made of, for one group of contacts. Sums add: two
 * sites' figures, two days' or two cells' are the addition of their sums, so that no screen can
 * disagree with another.
 */
typedef struct
{
  guint64 offered; /* answered + abandoned + left */
  guint64 answered;
  guint64 abandoned;          /* hung up while waiting */
  guint64 left;               /* sent on unanswered: timeout, empty queue, key */
  guint64 answered_in_target; /* within the service level's T of their queue and day */
  guint64 abandoned_in_target;
  guint64 short_abandoned; /* within the queue's short-abandon limit */
  guint64 handled;         /* answered contacts whose handling has ended: the n of AHT */
  guint64 transferred;     /* answered contacts that were sent on */
  guint64 wait_ms;         /* of answered contacts whose wait is known */
  guint64 wait_unknown;    /* answered contacts whose wait nobody stated: out of the n of ASA and of
                              the service level */
  guint64 handling_ms;     /* talk + hold + after-contact work, of handled contacts */
  double handling_square_s; /* Σ (seconds²), for the interval of AHT; seconds rounded to 1/16, so
                               that it is exact in any order */
  double wait_square_s;
  guint64 rated;
  guint64 satisfied;     /* ratings 4 and 5 */
  guint64 rating_points; /* Σ rating */
  guint64 nps_given;
  guint64 promoters;  /* 9-10 */
  guint64 detractors; /* 0-6 */
  guint64
      resolution_known; /* answered contacts of which somebody said whether they were resolved */
  guint64 resolved;
  guint64 mature; /* answered contacts older than the repeat window whose customer is known: the n
                     of FCR */
  guint64 first_contact; /* of those, without a repeat in the window */
  guint64 immature;      /* younger than the window: shown apart */
  /* By what the times of first replies differ from the waits: those of contacts whose reply is no
   * connection less the waits of these. */
  gint64 reply_extra;
  gint64 reply_extra_in_time;
  gint64 reply_extra_ms;
  gint64 reply_extra_square; /* 1/256 s², a whole number, since letters take days */
  guint64 closed;            /* contacts of which it is known when their matter was closed */
  guint64 closed_ms;
  guint64 closed_square; /* s², of whole seconds */
  guint64 complaints;
  guint64 complaints_of; /* contacts where complaints are told at all */
  guint64 service_errors;
  guint64 service_errors_of; /* answered contacts where errors are told at all */
  guint64 unknown;           /* closed by a restart of their source: in no other sum */
  /* From the people's states; 0 for groups that states do not know (queue, channel, product,
   * outcome, transfer). */
  guint64 busy_ms;  /* talk, hold and wrap-up time of the people in the group */
  guint64 ready_ms; /* signed in, not paused, idle */
  guint64 paused_ms;
} FwSums;

void fw_sums_add (FwSums *self, const FwSums *other);

/** fw_sums_add_core: the members that FW_CUBE_CORE asks for; the others of @other are 0. */
static inline void
fw_sums_add_core (FwSums *self, const FwSums *other)
{
  self->offered += other->offered;
  self->answered += other->answered;
  self->answered_in_target += other->answered_in_target;
  self->handled += other->handled;
  self->wait_unknown += other->wait_unknown;
  self->handling_ms += other->handling_ms;
  self->rated += other->rated;
  self->satisfied += other->satisfied;
  self->resolution_known += other->resolution_known;
  self->resolved += other->resolved;
}

G_END_DECLS
