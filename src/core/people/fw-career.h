/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How somebody stands before a step of her career: what it asks for, what of it is there, and by
 * when the rest will be at the present pace. It computes what a named person signs; nothing about
 * anybody is decided by it. */

typedef enum
{
  FW_CAREER_MONTHS,      /* in the post that the step leads from */
  FW_CAREER_READINESS,   /* a share of what the post asks of competencies */
  FW_CAREER_COURSES,     /* made by the person */
  FW_CAREER_CASES,       /* written up by the person */
  FW_CAREER_CERTIFICATE, /* held or not */
  FW_CAREER_COURSE,      /* completed or not */
  FW_N_CAREER_ASKED
} FwCareerAsked;

const char *fw_career_asked_to_name (FwCareerAsked asked);

/** FW_CAREER_NO_DAY: in place of a day that cannot be told. */
#define FW_CAREER_NO_DAY G_MAXINT32

/** FwCareerDemand: one thing that a step asks for. What is there lies between @low and @high, which
 * are alike where it is known. */
typedef struct
{
  FwCareerAsked asked;
  const char *subject; /* (nullable): id of a certificate scheme or course */
  double low, high;
  double wants; /* above 0 */
  guint recent; /* of what is counted: how much came within the days of the pace */
  gint32 by;    /* the day on which it is met; FW_CAREER_NO_DAY: cannot be told */
} FwCareerDemand;

typedef enum
{
  FW_CAREER_MET,
  FW_CAREER_LACKING, /* surely */
  FW_CAREER_UNKNOWN  /* what was never looked at may be enough or not */
} FwCareerVerdict;

FwCareerVerdict fw_career_demand_judge (const FwCareerDemand *demand);

/** fw_career_demand_months: of the months since a post was taken up.
 * @since: the day; FW_CAREER_NO_DAY: it is not known
 * @hired: (the first day at work, for when @since is not known): FW_CAREER_NO_DAY too */
FwCareerDemand fw_career_demand_months (gint32 since, gint32 hired, guint months, gint32 as_of);
/** fw_career_demand_count: of what was made. @days: of the list, up to @as_of alone counts.
 * @pace_days: by how many days back the pace is told. */
FwCareerDemand fw_career_demand_count (
    FwCareerAsked asked, const gint32 *days, guint n, guint wants, guint pace_days, gint32 as_of);
/** fw_career_demand_held: of what is there or not. */
FwCareerDemand
fw_career_demand_held (FwCareerAsked asked, const char *subject, gboolean held, gint32 as_of);
/** fw_career_demand_readiness: @low, @high: as FwReadiness has them. */
FwCareerDemand fw_career_demand_readiness (double low, double high, double wants, gint32 as_of);

typedef enum
{
  FW_CAREER_READY,       /* everything is there */
  FW_CAREER_NEARLY,      /* something lacks, and little of it */
  FW_CAREER_CANNOT_TELL, /* what is not known says whether it is one of the others */
  FW_CAREER_NOT_YET,     /* more than little surely lacks */
  FW_CAREER_UNASKED,     /* the step asks for nothing */
  FW_N_CAREER_STATES
} FwCareerState;

const char *fw_career_state_to_name (FwCareerState state);

typedef struct
{
  FwCareerState state;
  guint n_met, n_lacking, n_unknown;
  gint32 by; /* the day on which all of it is met; FW_CAREER_NO_DAY: of some of it nothing can be
                told, and where something is not known */
} FwCareerStanding;

/**
 * fw_career_judge:
 * @nearly: from which share of what is asked something is nearly there; of what is counted one may
 *   lack as well, of all that is held or not one alone
 */
FwCareerStanding
fw_career_judge (const FwCareerDemand *demands, guint n, double nearly, gint32 as_of);

G_END_DECLS
