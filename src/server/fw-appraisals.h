/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "centre/fw-centre.h"
#include "core/people/fw-appraisal-record.h"
#include "core/people/fw-competency-grid.h"
#include "server/fw-certificates.h"
#include "server/fw-exchange.h"

G_BEGIN_DECLS

/* Appraisals of a period: what is asked of store and cube for core/people/fw-appraisal.h. */

/** FwAppraisee: somebody who is there at the end of the period, with all that is counted of her. */
typedef struct
{
  const FwCompetencyRow *row; /* the answer's */
  FwSums sums;                /* of her contacts, in whatever team */
  guint n_reviews, n_kept;
  double reviews, review_squares;  /* Σ of totals */
  FwViewSums views[3][FW_N_VIEWS]; /* knowledge, skill, behaviour */
  guint works, awards;
  guint needed, held;     /* certificates */
  FwRecord *appraisal;    /* (nullable) */
  const FwWeightSet *set; /* (nullable) */
} FwAppraisee;

/** FwAppraisalTeam: of what a leader is appraised by. */
typedef struct
{
  FwSums now, before;
  guint stayed, risen; /* people who were in it all the time; of them, to a higher post */
} FwAppraisalTeam;

/** FwAppraisals: zero-initialise but for what is borrowed at the beginning; clear at the end. */
typedef struct
{
  FwCentre *centre;
  FwCompetencyGrid *grid;
  FwCertificateBoard *certificates;
  FwScope *scope;                                          /* who is told of */
  const char *const *sites, *const *teams, *const *people; /* (nullable): of these alone */
  gint32 day;

  FwRecords *records;
  FwScope *whole; /* what counts is the same whoever asks */
  FwDirectory *directory;
  FwAppraisalPeriod period;
  gint32 as_of; /* the last day of it that has come */
  gint64 from, to;
  FwCompetencyAnswer *answer;
  GArray *appraisees;     /* FwAppraisee, by name */
  GHashTable *by_person;  /* id -> index + 1 */
  GHashTable *by_team;    /* id -> FwAppraisalTeam */
  GHashTable *indicators; /* id -> FwRecord */
  GPtrArray *sets;        /* FwWeightSet; all that can be read */
  GPtrArray *kept;        /* FwRecord: what texts above belong to */
  GHashTable *raters;     /* set: who gave a view of whom */
} FwAppraisals;

/** fw_appraisals_run: Returns: FALSE: the store refused. */
gboolean fw_appraisals_run (FwAppraisals *self, GError **error);
void fw_appraisals_clear (FwAppraisals *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FwAppraisals, fw_appraisals_clear)

/** fw_appraisals_find: Returns: (nullable): somebody who is told of. */
FwAppraisee *fw_appraisals_find (FwAppraisals *self, const char *person);
/** fw_appraisals_get_least: a policy as of the end of the period. */
guint fw_appraisals_get_least (FwAppraisals *self, const char *policy);

/** fw_appraisals_list_parts: what the set of hers counts; as it was handed in, if it was. Returns:
 * (transfer full) (element-type FwFrozenPart). */
GArray *fw_appraisals_list_parts (FwAppraisals *self, const FwAppraisee *who);
/** fw_appraisals_is_frozen: whether the figures are those of when it was handed in. */
gboolean fw_appraisals_is_frozen (const FwAppraisee *who);
/** fw_appraisals_sum: @parts: as fw_appraisals_list_parts() gave them. */
FwAppraisalTotal
fw_appraisals_sum (FwAppraisals *self, const FwAppraisee *who, const GArray *parts);

/* ---- its parts ---- */

/** fw_appraisals_measure: what is there of an indicator. Returns: FALSE: nothing. */
gboolean fw_appraisals_measure (FwAppraisals *self,
                                const FwAppraisee *who,
                                const FwIndicator *indicator,
                                FwMeasured *figure);
/** fw_appraisals_read_records: reviews, views, works, awards, appraisals, sets and indicators. */
gboolean fw_appraisals_read_records (FwAppraisals *self, GError **error);

G_END_DECLS
