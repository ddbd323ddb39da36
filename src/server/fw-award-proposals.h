/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "centre/fw-centre.h"
#include "core/people/fw-appraisal.h"
#include "core/people/fw-award-proposal.h"
#include "core/people/fw-competency-grid.h"

G_BEGIN_DECLS

/* Proposals of awards of a month: what is asked of store and cube for
 * core/people/fw-award-proposal.h. What counts is the same whoever asks: everybody is held against
 * everybody of the same channel, and the reader is told of those she sees. */

/** FwProposalPerson: who is there as the month ends and answered a contact in it. The texts are the
 * grid's or the centre's. */
typedef struct
{
  const FwMembership *who;
  gboolean told;       /* the reader sees her */
  const char *channel; /* the one by which she answered most contacts, which alone count */
  FwSums sums;         /* of that channel */
  guint64 answered;    /* by any */
  FwShare reviews;     /* that keep to standards, of those drawn at random */
  gboolean given[FW_N_PROPOSED_AWARDS]; /* she has that award of this month */
  FwProposalPlace places[FW_N_PROPOSED_AWARDS];
} FwProposalPerson;

/** FwProposalChannel: those held against each other. */
typedef struct
{
  const char *channel;
  FwProposalField fields[FW_N_PROPOSED_AWARDS]; /* .best: index in people */
  guint top[FW_N_PROPOSED_AWARDS];
} FwProposalChannel;

/** FwAwardProposals: zero-initialise but for what is borrowed at the beginning; clear at the end.
 */
typedef struct
{
  FwCentre *centre;
  FwCompetencyGrid *grid;                  /* (transfer full) */
  FwScope *scope;                          /* who is told of */
  const char *const *sites, *const *teams; /* (nullable): of these alone */
  FwAppraisalPeriod month;                 /* that is asked for */

  FwScope *whole;
  FwDirectory *directory;
  gint64 from, to; /* µs UTC; to the end of the last day that has come */
  gint32 today;    /* at the first site */
  gint32 as_of;    /* that day, or the last of the month */
  gboolean over;   /* all of the month has come */
  gboolean solved; /* nothing is known of first contacts: what is resolved at all counts */
  FwProposalRule rules[FW_N_PROPOSED_AWARDS];
  FwCompetencyAnswer *answer;
  GArray *people;        /* FwProposalPerson, by name */
  GHashTable *by_person; /* id -> index + 1 */
  GArray *channels;      /* FwProposalChannel, by name */
} FwAwardProposals;

/** fw_award_proposals_run: Returns: FALSE: the store or the cube refused. */
gboolean fw_award_proposals_run (FwAwardProposals *self, GError **error);
void fw_award_proposals_clear (FwAwardProposals *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FwAwardProposals, fw_award_proposals_clear)

/** fw_award_proposals_get_metric: which figure an award goes by. Returns: name of a metric. */
const char *fw_award_proposals_get_metric (const FwAwardProposals *self, FwProposedAward award);
/** fw_award_proposals_get_figure: of somebody, what that metric counts. */
FwShare fw_award_proposals_get_figure (const FwAwardProposals *self,
                                       const FwProposalPerson *person,
                                       FwProposedAward award);

G_END_DECLS
