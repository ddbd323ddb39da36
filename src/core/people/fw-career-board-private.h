/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/people/fw-career-board.h"

G_BEGIN_DECLS

/** FwCareerDeeds: what somebody made, was honoured for or completed. */
typedef struct
{
  GArray *courses, *cases; /* gint32: days */
  GArray *priorities;      /* gint32: days of awards that give priority */
  GHashTable *completed;   /* id of a course to the first day on which it was completed */
} FwCareerDeeds;

struct _FwCareerBoard
{
  gatomicrefcount references;
  FwCompetencyGrid *grid;
  FwCertificateBoard *certificates;
  GArray *steps;                 /* FwCareerStep */
  GPtrArray *people;             /* FwRecord */
  GHashTable *by_id;             /* of a person, to her FwRecord */
  GHashTable *deeds;             /* of a person, to her FwCareerDeeds */
  GPtrArray *kept;               /* FwRecord: what texts belong to */
  GHashTable *schemes, *courses; /* id to name */
};

static inline const FwRecord *
fw_career_get_position (FwCompetencyGrid *grid, guint position)
{
  return g_array_index (fw_competency_grid_get_positions (grid), FwGridPosition, position).record;
}

G_END_DECLS
