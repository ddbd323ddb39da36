/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/access/fw-access.h"
#include "core/people/fw-directory.h"
#include "core/people/fw-readiness.h"

G_BEGIN_DECLS

/**
 * FwCompetencyGrid:
 * What everybody has shown of every competency, and what positions ask for, to be asked who is how
 * ready for what on any day. Immutable; reference counted; safe from any thread.
 */
typedef struct _FwCompetencyGrid FwCompetencyGrid;

/** FwGridEvidence: what a record of the kind evidence shows; most of what a grid is made of. */
typedef struct
{
  const char *person;     /* id */
  const char *competency; /* id */
  FwEvidence shown;
} FwGridEvidence;

/** fw_grid_evidence_read: the texts are the record's. Returns: FALSE: it was withdrawn, and counts
 * for nothing. */
gboolean fw_grid_evidence_read (const FwRecord *record, FwGridEvidence *evidence);

/**
 * fw_competency_grid_new: of what is stored, nothing hidden.
 * Lists: (element-type FwRecord): of the kinds person, position, competency and requirement; a
 * requirement of level 0 is none.
 * @evidence: (element-type FwGridEvidence): in any order; read here alone
 */
FwCompetencyGrid *fw_competency_grid_new (FwDirectory *directory,
                                          GPtrArray *people,
                                          GPtrArray *positions,
                                          GPtrArray *competencies,
                                          GPtrArray *requirements,
                                          const GArray *evidence);
FwCompetencyGrid *fw_competency_grid_ref (FwCompetencyGrid *self);
void fw_competency_grid_unref (FwCompetencyGrid *self);
FwDirectory *fw_competency_grid_get_directory (FwCompetencyGrid *self); /* (transfer none) */

/** FwGridPosition: with all that it asks for; the highest rank first. */
typedef struct
{
  FwRecord *record;
  GArray *requirements; /* FwRequirement, by competency */
} FwGridPosition;

/** FwGridCompetency: by area, then by name. */
typedef struct
{
  FwRecord *record;
  FwDecay decay;
} FwGridCompetency;

const GArray *fw_competency_grid_get_positions (FwCompetencyGrid *self);    /* (transfer none) */
const GArray *fw_competency_grid_get_competencies (FwCompetencyGrid *self); /* (transfer none) */
/** fw_competency_grid_find_position: Returns: FW_READINESS_NOTHING: there is none of that id. */
guint fw_competency_grid_find_position (FwCompetencyGrid *self, const char *id);
/** fw_competency_grid_find_requirement: Returns: (nullable): what the position asks of it. */
const FwRequirement *
fw_competency_grid_find_requirement (FwCompetencyGrid *self, guint position, guint competency);

/** FwCompetencyCell: what somebody has of a competency on a day. */
typedef struct
{
  double level; /* what is left of it; NAN: nothing was ever shown */
  double shown;
  gint32 day; /* of the evidence */
} FwCompetencyCell;

/** FwCompetencyRow: somebody against a position on a day. The texts live as long as the grid. */
typedef struct
{
  FwMembership who; /* on that day */
  const char *sort_key;
  guint position; /* held against; FW_READINESS_NOTHING: none, and the readiness says nothing */
  FwReadiness readiness;
  guint largest_gap;  /* competency; FW_READINESS_NOTHING: none */
  guint narrows_most; /* competency; FW_READINESS_NOTHING: none */
  guint best, worst;  /* the places that she may have among all who are held against the same
                         position; alike: that one; 0: nothing can be said */
  guint cells;        /* index of the first of hers in FwCompetencyAnswer.cells */
} FwCompetencyRow;

typedef enum
{
  FW_COMPETENCY_BY_READINESS, /* who is surely behind fewer first; who cannot be told apart stands
                                 together, by name */
  FW_COMPETENCY_BY_PERSON,
  FW_COMPETENCY_BY_TEAM,
  FW_COMPETENCY_BY_GAPS,  /* most levels that are too low first */
  FW_COMPETENCY_BY_WIDTH, /* of whom least is known first */
  FW_N_COMPETENCY_ORDERS
} FwCompetencyOrder;

/** FwCompetencyQuestion: lists are (nullable), and NULL-terminated: any of them. */
typedef struct
{
  gint32 day;
  FwScope *scope;
  const char *const *sites;
  const char *const *teams;
  const char *const *people;
  guint position; /* FW_READINESS_NOTHING: everybody against her own */
  FwCompetencyOrder order;
  gboolean descending;
} FwCompetencyQuestion;

/** FwCompetencyCount: how those who are asked for it stand. */
typedef struct
{
  guint met;
  guint below;
  guint without; /* evidence */
} FwCompetencyCount;

typedef struct
{
  GArray *rows;   /* FwCompetencyRow */
  GArray *cells;  /* FwCompetencyCell: of each row one for each competency */
  GArray *counts; /* FwCompetencyCount, by competency */
  guint ready;    /* everything that is asked for is met */
  guint behind;   /* something is surely not */
  guint open;     /* would be ready if what is not known were met */
  guint unasked;  /* nothing is asked of them */
} FwCompetencyAnswer;

/** fw_competency_grid_ask: who was there on the day and is seen by the scope. Returns: (transfer
 * full). */
FwCompetencyAnswer *fw_competency_grid_ask (FwCompetencyGrid *self,
                                            const FwCompetencyQuestion *question);
void fw_competency_answer_free (FwCompetencyAnswer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwCompetencyGrid, fw_competency_grid_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwCompetencyAnswer, fw_competency_answer_free)

G_END_DECLS
