/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/people/fw-career.h"
#include "core/people/fw-certificate-board.h"
#include "core/people/fw-competency-grid.h"

G_BEGIN_DECLS

/**
 * FwCareerBoard:
 * Which posts lead to which, and what everybody has of what each step asks for, to be asked on any
 * day. Immutable; reference counted; safe from any thread.
 */
typedef struct _FwCareerBoard FwCareerBoard;

/** FwCareerRecords: as they are stored, nothing hidden. Lists: (element-type FwRecord); what was
 * withdrawn counts for nothing. */
typedef struct
{
  GPtrArray *people;
  GPtrArray *steps; /* of the kind career-step */
  GPtrArray *works;
  GPtrArray *awards;
  GPtrArray *sessions;   /* of the kind training-session */
  GPtrArray *enrolments; /* that were completed */
  GPtrArray *schemes;    /* of the kind certificate-scheme */
  GPtrArray *courses;
} FwCareerRecords;

/** fw_career_board_new: @grid, @certificates: of the same directory. */
FwCareerBoard *fw_career_board_new (FwCompetencyGrid *grid,
                                    FwCertificateBoard *certificates,
                                    const FwCareerRecords *records);
FwCareerBoard *fw_career_board_ref (FwCareerBoard *self);
void fw_career_board_unref (FwCareerBoard *self);
FwCompetencyGrid *fw_career_board_get_grid (FwCareerBoard *self); /* (transfer none) */

/** fw_career_board_get_title: Returns: (transfer none): what to call the certificate or the course
 * that is asked for. */
const char *
fw_career_board_get_title (FwCareerBoard *self, FwCareerAsked asked, const char *subject);

/** FwCareerStep: the texts are the record's. Those upwards first, from the lowest rank on. */
typedef struct
{
  FwRecord *record;
  guint from, to; /* positions of the grid */
  gboolean vertical;
  guint months, courses, cases;
  double readiness;                /* a share; 0: any */
  const char *const *certificates; /* (nullable) */
  const char *const *completed;    /* (nullable) */
} FwCareerStep;

const GArray *fw_career_board_get_steps (FwCareerBoard *self); /* FwCareerStep (transfer none) */

/** FwCareerRow: somebody who holds the post that a step leads from. Texts live as long as the
 * board. */
typedef struct
{
  FwMembership who;
  const char *sort_key;
  guint step;
  FwCareerStanding standing;
  FwReadiness readiness; /* for the post that it leads to; low is NAN where nothing is asked */
  guint first, n;        /* of FwCareerAnswer.demands */
  gboolean priority;     /* an award gives it */
} FwCareerRow;

/** FwCareerPost: how a position is covered by people who are seen. */
typedef struct
{
  guint holders;
  guint counts[FW_N_CAREER_STATES]; /* people who might step to it, each by the best of her steps */
} FwCareerPost;

/** FwCareerQuestion: lists are (nullable), and NULL-terminated: any of them. */
typedef struct
{
  gint32 day;
  FwScope *scope;
  const char *const *sites;
  const char *const *teams;
  const char *const *people;
} FwCareerQuestion;

typedef struct
{
  GArray *rows;    /* FwCareerRow: by step, then by state, then who has priority, then by name */
  GArray *demands; /* FwCareerDemand */
  GArray *posts;   /* FwCareerPost, by position of the grid */
  GArray *counts;  /* guint[FW_N_CAREER_STATES] by step */
  double nearly;   /* the policies that held on the day */
  guint pace_days, priority_days;
} FwCareerAnswer;

/** fw_career_board_ask: who was there on the day and is seen by the scope. Returns: (transfer
 * full). */
FwCareerAnswer *fw_career_board_ask (FwCareerBoard *self, const FwCareerQuestion *question);
void fw_career_answer_free (FwCareerAnswer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwCareerBoard, fw_career_board_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwCareerAnswer, fw_career_answer_free)

G_END_DECLS
