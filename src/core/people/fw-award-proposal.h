/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/statistics/fw-compare.h"

G_BEGIN_DECLS

/*
 * Who may be proposed for an award of the month: whose figure of the month nobody's surely exceeds.
 * Nobody is ranked: there are those above whom somebody surely stands and those of whom that cannot
 * be said, and neither have an order among themselves. Who is honoured is for a person to decide.
 *
 * As many are looked at together, an interval of 95 % each would put somebody below others by
 * chance nearly always. So each has a wider one, by which all intervals together hold the truth in
 * 95 of 100 months at least (Šidák's level, exact limits): of people who work equally well nobody
 * is put below another in more than 5 of 100, and whoever is best stands at the top in 95.
 */

/** FwProposedAward: the awards that figures speak of; named as the field “award” of awards. */
typedef enum
{
  FW_PROPOSED_SERVICE_STAR,   /* satisfied customers; keeping to standards is a condition */
  FW_PROPOSED_PROBLEM_SOLVER, /* solved at the first contact */
  FW_N_PROPOSED_AWARDS
} FwProposedAward;

const char *fw_proposed_award_to_name (FwProposedAward award);
/** fw_proposed_award_get_least_policy: which policy says with how few nobody is looked at. */
const char *fw_proposed_award_get_least_policy (FwProposedAward award);

/** FwProposalStanding: where somebody stands before an award. */
typedef enum
{
  FW_PROPOSAL_TOP,    /* of those she is held against nobody is surely above her */
  FW_PROPOSAL_ALONE,  /* there is nobody to be held against */
  FW_PROPOSAL_BELOW,  /* somebody surely is */
  FW_PROPOSAL_BARRED, /* her reviews surely fall short of keeping to standards */
  FW_PROPOSAL_FEW,    /* too little data */
  FW_N_PROPOSAL_STANDINGS
} FwProposalStanding;

/** fw_proposal_standing_to_name: "top", "alone", "below", "barred", "few". */
const char *fw_proposal_standing_to_name (FwProposalStanding standing);

/** FwProposalRule: the policies of an award. */
typedef struct
{
  guint64 least;         /* of the figure; fewer say nothing */
  gboolean by_standards; /* keeping to standards is a condition */
  double standards;      /* the share of reviews that is asked for */
  guint64 least_reviews; /* fewer bar nobody */
} FwProposalRule;

/** FwProposalCandidate: somebody's month. */
typedef struct
{
  FwShare figure;
  FwShare reviews; /* drawn at random: those that keep to standards, of all */
} FwProposalCandidate;

/** FwProposalPlace: what that comes to. */
typedef struct
{
  FwProposalStanding standing;
  FwInterval interval; /* Wilson, 95 %, by itself */
  FwInterval together; /* by which she is held against the others; from 0 to 1 where she is not */
} FwProposalPlace;

/** FwProposalField: all who are held against each other. */
typedef struct
{
  guint compared;
  double level; /* of each interval, so that all together have 95 %; NAN for fewer than two */
  guint best;   /* index of whose interval begins highest, the first of such; G_MAXUINT: nobody */
} FwProposalField;

/**
 * fw_proposal_find: who of a field stands where. Below is whose whole interval lies below the one
 * that begins highest; the shown intervals of 95 % of two of them then do not meet either.
 * @places: (out) (array length=n)
 */
FwProposalField fw_proposal_find (const FwProposalRule *rule,
                                  const FwProposalCandidate *candidates,
                                  guint n,
                                  FwProposalPlace *places);

G_END_DECLS
