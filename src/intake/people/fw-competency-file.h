/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/people/fw-readiness.h"

G_BEGIN_DECLS

/** FwPosition: what one position requires, by the names of the competencies. */
typedef struct
{
  char *name;
  GArray *requirements; /* FwRequirement */
} FwPosition;

/** FwPersonEvidence: all that one person has shown, by competency. */
typedef struct
{
  char *person;
  GArray **evidence; /* of FwEvidence, by competency; NULL: none of it */
} FwPersonEvidence;

/** FwCompetencies: a matrix of competencies, people and what they have shown. */
typedef struct
{
  GPtrArray *competencies; /* their names, sorted */
  GPtrArray *positions;    /* FwPosition, by name */
  GPtrArray *people;       /* FwPersonEvidence, by name */
  GPtrArray *strangers;    /* names in the evidence that are none of the people's, sorted */
} FwCompetencies;

void fw_competencies_free (FwCompetencies *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwCompetencies, fw_competencies_free)

/**
 * fw_competencies_read:
 * @requirements: columns position, competency, required_level, weight, and not_relevant (Y: no
 *   requirement) where it is there
 * @most_level: the top of the scale, whose foot is 0
 * Returns: (transfer full): NULL with FW_ERROR_INVALID that names the lines.
 */
FwCompetencies *fw_competencies_read (GBytes *requirements, double most_level, GError **error);

/** fw_competencies_add_people: column person. The same person twice is refused. */
gboolean fw_competencies_add_people (FwCompetencies *self, GBytes *people, GError **error);

/** fw_competencies_add_evidence: columns person, competency, level, date; after the people. What
 * no position requires is passed over. */
gboolean fw_competencies_add_evidence (FwCompetencies *self,
                                       GBytes *evidence,
                                       double most_level,
                                       GError **error);

/** fw_competencies_fill_levels: @levels: (array length=n_competencies): of @person on @as_of, faded
 * by @decay; NAN: no evidence. */
void fw_competencies_fill_levels (const FwCompetencies *self,
                                  const FwPersonEvidence *person,
                                  const FwDecay *decay,
                                  gint32 as_of,
                                  double *levels);

G_END_DECLS
