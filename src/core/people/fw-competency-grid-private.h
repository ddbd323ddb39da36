/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/people/fw-competency-grid.h"

G_BEGIN_DECLS

/** All evidence of one person for one competency: @n from @first of FwCompetencyGrid.evidence. */
typedef struct
{
  guint competency;
  guint first, n;
} FwGridRun;

typedef struct
{
  FwRecord *record;
  char *sort_key;
  guint first, n; /* of FwCompetencyGrid.runs, by competency */
} FwGridPerson;

struct _FwCompetencyGrid
{
  gatomicrefcount references;
  FwDirectory *directory;
  GArray *people;       /* FwGridPerson */
  GArray *positions;    /* FwGridPosition */
  GArray *competencies; /* FwGridCompetency */
  GArray *runs;         /* FwGridRun */
  GArray *evidence;     /* FwEvidence */
};

G_END_DECLS
