/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/access/fw-access.h"
#include "core/people/fw-certificate.h"
#include "core/people/fw-directory.h"

G_BEGIN_DECLS

/**
 * FwCertificateBoard:
 * Everybody's certificates under every scheme, folded once, to be asked how they stand on any day.
 * Immutable; reference counted; safe from any thread.
 */
typedef struct _FwCertificateBoard FwCertificateBoard;

/**
 * fw_certificate_board_new: of records as they are stored, nothing hidden.
 * @people, @queues, @events: (element-type FwRecord): of the kinds person, queue,
 *   certificate-event; events that were withdrawn count for nothing
 * @schemes: (array length=n_schemes): revisions of the kind certificate-scheme, those of one record
 *   in the order in which they were written
 */
FwCertificateBoard *fw_certificate_board_new (FwDirectory *directory,
                                              GPtrArray *people,
                                              GPtrArray *queues,
                                              const FwRevision *schemes,
                                              guint n_schemes,
                                              GPtrArray *events);
FwCertificateBoard *fw_certificate_board_ref (FwCertificateBoard *self);
void fw_certificate_board_unref (FwCertificateBoard *self);
FwDirectory *fw_certificate_board_get_directory (FwCertificateBoard *self); /* (transfer none) */

/** FwCertificateMissing: what somebody has yet to do. */
typedef enum
{
  FW_MISSING_NOTHING,
  FW_MISSING_FIRST_PASS,   /* needs one and never had it */
  FW_MISSING_RENEWAL,      /* to pass by FwCertificateRow.by */
  FW_MISSING_GRACE_PASS,   /* over, and still renewed by a pass by FwCertificateRow.by */
  FW_MISSING_NEW_PASS,     /* over, or revoked: begins anew */
  FW_MISSING_REINSTATEMENT /* of a suspended one */
} FwCertificateMissing;

/** FwCertificateRow: somebody under a scheme on a day. The texts live as long as the board. */
typedef struct
{
  FwMembership who; /* on that day */
  const char *scheme;
  const char *scheme_name;
  FwCertificateStanding standing;
  FwCertificatePeriod period; /* all 0 where there never was a certificate */
  gboolean needed;            /* by position, shift, or a queue of the team */
  FwCertificateMissing missing;
  gint32 by;            /* the last day for what is missing; G_MININT32 none */
  gint32 failed;        /* day of a failure after which nothing was passed; G_MININT32 none */
  gint32 lapses;        /* first day without it, of one that counts now; G_MAXINT32 else */
  const char *sort_key; /* of the person's name */
} FwCertificateRow;

typedef enum
{
  FW_CERTIFICATE_BY_UNTIL, /* who never had one first */
  FW_CERTIFICATE_BY_PERSON,
  FW_CERTIFICATE_BY_SCHEME,
  FW_CERTIFICATE_BY_STATE, /* what is worst first */
  FW_N_CERTIFICATE_ORDERS
} FwCertificateOrder;

/** FwCertificateQuestion: lists are (nullable), and NULL-terminated: any of them. */
typedef struct
{
  gint32 day;
  FwScope *scope;
  const char *const *sites;
  const char *const *teams;
  const char *const *people;
  const char *const *schemes;
  guint states; /* bits by FwCertificateState; 0: all. The summary is of all */
  FwCertificateOrder order;
  gboolean descending;
} FwCertificateQuestion;

#define FW_FORECAST_WEEKS 13

/** FwCertificateForecast: how many people who hold one now will be without one of theirs, unless
 * they pass before. */
typedef struct
{
  const char *shift;           /* of those who have that shift; "" of everybody */
  guint of;                    /* people who hold one that counts */
  guint by[FW_FORECAST_WEEKS]; /* by the end of each week from the day on */
} FwCertificateForecast;

typedef struct
{
  GArray *rows; /* FwCertificateRow */
  guint counts[FW_N_CERTIFICATE_STATES];
  guint n_people;   /* who need one or had one */
  guint lacking;    /* rows that are needed and do not count on the day */
  GArray *forecast; /* FwCertificateForecast; of everybody first, then by shift */
} FwCertificateAnswer;

/** fw_certificate_board_ask: who was there on the day and is seen by the scope. Returns: (transfer
 * full). */
FwCertificateAnswer *fw_certificate_board_ask (FwCertificateBoard *self,
                                               const FwCertificateQuestion *question);
void fw_certificate_answer_free (FwCertificateAnswer *self);

/** Names as files and commands have them. */
const char *fw_certificate_missing_to_name (FwCertificateMissing missing);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwCertificateBoard, fw_certificate_board_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwCertificateAnswer, fw_certificate_answer_free)

G_END_DECLS
