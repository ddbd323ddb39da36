/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Certificates of one person under one scheme: what each event made of them, and how they stand on
 * a day. Nothing is ever overwritten: a later step supersedes an earlier one, and the state of a
 * day is told by the steps up to that day. Dates are days since 1970-01-01 at the site; a
 * certificate is valid through its last day. */

/** From what a period of validity is counted. */
typedef enum
{
  FW_VALIDITY_COMPLETION,  /* @months from the day of the pass */
  FW_VALIDITY_ANNIVERSARY, /* @months, 2 · @months ... from the first pass of an unbroken chain */
  FW_VALIDITY_HALF_YEAR,   /* to the end of the half of a year after that of the pass */
  FW_VALIDITY_MONTH,       /* to the end of the month after that of the pass */
  FW_VALIDITY_FIXED,       /* to the first fixed day at least @minimum_active_months away */
  FW_N_VALIDITIES
} FwValidity;

/** On which day a period of months ends. */
typedef enum
{
  FW_PERIOD_END_CORRESPONDING, /* on the day of the same number */
  FW_PERIOD_END_DAY_BEFORE     /* on the day before it */
} FwPeriodEnd;

/** FwYearDay: a day that comes each year; 29 February is the 28th where there is none. */
typedef struct
{
  guint month; /* 1-12 */
  guint day;   /* 1-31 */
} FwYearDay;

#define FW_SCHEME_MOST_FIXED 12
/** Days of a window or of grace at most. */
#define FW_SCHEME_MOST_DAYS 3660

typedef struct
{
  FwValidity validity;
  FwPeriodEnd end;
  guint months;      /* with completion and anniversary: 1 to FW_MONTHS_MOST */
  guint window_days; /* before the end in which renewal is open */
  guint grace_days;  /* after the end in which a pass keeps the chain */
  gboolean on_roster_in_grace;
  guint n_fixed; /* with fixed: 1 to FW_SCHEME_MOST_FIXED */
  FwYearDay fixed[FW_SCHEME_MOST_FIXED];
  guint minimum_active_months; /* with fixed */
} FwCertificateScheme;

/** fw_certificate_scheme_check: FALSE with FW_ERROR_INVALID that names the member and what was
 * expected. */
gboolean fw_certificate_scheme_check (const FwCertificateScheme *self, GError **error);

typedef enum
{
  FW_CERTIFICATE_PASS,
  FW_CERTIFICATE_FAIL,
  FW_CERTIFICATE_SUSPEND,
  FW_CERTIFICATE_REINSTATE,
  FW_CERTIFICATE_REVOKE,
  FW_N_CERTIFICATE_EVENTS
} FwCertificateEventKind;

typedef struct
{
  gint32 date;
  FwCertificateEventKind kind;
} FwCertificateEvent;

typedef enum
{
  FW_EFFECT_RECORDED, /* kept as evidence; it changes nothing */
  FW_EFFECT_NEW,
  FW_EFFECT_RENEWED,
  FW_EFFECT_RENEWED_IN_GRACE,
  FW_EFFECT_LAPSED_NEW, /* too late to keep the chain: it begins anew */
  FW_EFFECT_NEW_AFTER_REVOCATION,
  FW_EFFECT_TOO_EARLY, /* before the window of an anniversary: kept as evidence alone */
  FW_EFFECT_SUSPENDED,
  FW_EFFECT_REINSTATED,
  FW_EFFECT_REVOKED,
  FW_N_EFFECTS
} FwCertificateEffect;

typedef struct
{
  gint32 valid_from;
  gint32 valid_until; /* the last valid day */
  gint32 window_opens;
  gint32 grace_until; /* the last day of grace; @valid_until where there is none */
  gboolean on_roster_in_grace;
} FwCertificatePeriod;

/** FwCertificateStep: one event, what it did, and how things stand from that day on. */
typedef struct
{
  FwCertificateEvent event;
  FwCertificateEffect effect;
  gboolean made; /* @period began with this event */
  gboolean held; /* there is a certificate, whatever its state */
  gboolean suspended;
  gboolean revoked;
  gint32 anchor; /* first pass of the chain */
  FwCertificatePeriod period;
} FwCertificateStep;

/** FwCertificateVersion: the rules of a scheme from a day on. */
typedef struct
{
  gint32 from;
  FwCertificateScheme scheme;
} FwCertificateVersion;

/**
 * fw_certificate_fold_versions: as below, by rules that changed: each event is judged by those of
 * its day. A period that has begun keeps its end, its window and its grace: nobody loses a
 * certificate by a change of rules.
 * @versions: (array length=n_versions): by the day from which they hold, one at least; the first
 *   holds before its day too
 */
void fw_certificate_fold_versions (const FwCertificateVersion *versions,
                                   guint n_versions,
                                   FwCertificateEvent *events,
                                   guint n,
                                   FwCertificateStep *steps);

/**
 * fw_certificate_fold:
 * @scheme: one that fw_certificate_scheme_check() passed
 * @events: (array length=n): sorted by date in place; of one day in the order pass, fail,
 *   suspension and reinstatement, revocation, whatever order they came in. Of a suspension and a
 *   reinstatement on one day the one that can happen comes first. The same twice on a day counts
 *   once: the second is recorded.
 * @steps: (out) (array length=n): one for each event
 */
void fw_certificate_fold (const FwCertificateScheme *scheme,
                          FwCertificateEvent *events,
                          guint n,
                          FwCertificateStep *steps);

typedef enum
{
  FW_CERTIFICATE_NONE,
  FW_CERTIFICATE_REVOKED,
  FW_CERTIFICATE_SUSPENDED,
  FW_CERTIFICATE_WINDOW, /* valid, and renewal is open */
  FW_CERTIFICATE_VALID,
  FW_CERTIFICATE_GRACE,
  FW_CERTIFICATE_EXPIRED,
  FW_N_CERTIFICATE_STATES
} FwCertificateState;

typedef struct
{
  FwCertificateState state;
  gint32 days_left;   /* end - day: 0 on the last day, below it afterwards; 0 with NONE */
  gboolean on_roster; /* may be planned for what the scheme asks */
} FwCertificateStanding;

/** fw_certificate_stand: how it stands on @day, by the steps up to and with that day. @steps:
 * (array length=n) as fw_certificate_fold() made them. */
FwCertificateStanding fw_certificate_stand (const FwCertificateStep *steps, guint n, gint32 day);

#define FW_WARNING_MOST 32

/** FwWarning: what a clock that runs on a day has to send. */
typedef struct
{
  gboolean due;
  guint at; /* days before the end: the most urgent one that is due */
  gint32 days_left;
  guint32 skipped; /* bit i: days[i] was due as well and is named in place of being sent */
  guint32 settled; /* to hand in the next time */
} FwWarning;

/**
 * fw_warning_find: each warning is sent once; after downtime only the most urgent one; after the
 * end none.
 * @days: (array length=n): days before the end, at most FW_WARNING_MOST of them, in any order
 * @settled: bit i: days[i] was sent or skipped before; 0 for a new period
 */
FwWarning
fw_warning_find (gint32 valid_until, const guint *days, guint n, guint32 settled, gint32 today);

/** fw_certificate_state_get_rank: 0 for the state that asks for an act first; for lists that begin
 * with the worst. */
int fw_certificate_state_get_rank (FwCertificateState state);

/** Names as files and commands have them; Returns: (transfer none), or FALSE for an unknown one. */
const char *fw_certificate_state_to_name (FwCertificateState state);
const char *fw_certificate_effect_to_name (FwCertificateEffect effect);
const char *fw_validity_to_name (FwValidity validity);
gboolean fw_validity_from_name (const char *name, FwValidity *validity);
gboolean fw_certificate_event_from_name (const char *name, FwCertificateEventKind *kind);

G_END_DECLS
