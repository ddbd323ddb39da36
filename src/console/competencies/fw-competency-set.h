/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** FW_COMPETENCY_NOTHING: in place of the index of a competency or a position. */
#define FW_COMPETENCY_NOTHING G_MAXUINT

typedef struct
{
  char *id;
  char *name;
  char *area;
  guint scale;               /* the highest level */
  guint met, below, without; /* people of whom it is asked */
} FwCompetencyFacts;

typedef struct
{
  char *id;
  char *name;
  guint n_asked;   /* competencies that it asks for */
  double *levels;  /* by competency; 0: it is not asked for */
  double *weights; /* by competency */
} FwPositionFacts;

/**
 * FwCompetencySet:
 * What an answer of GET competencies says beside its rows: competencies, and what positions ask of
 * them. Reference counted; safe from any thread, as nobody changes it.
 */
typedef struct
{
  char *day;
  guint position; /* that everybody is held against; FW_COMPETENCY_NOTHING: each against her own */
  GArray *competencies; /* FwCompetencyFacts */
  GArray *positions;    /* FwPositionFacts */
  guint ready, behind, open, unasked;
} FwCompetencySet;

/** fw_competency_set_new: Returns: (transfer full) (nullable): NULL with FW_ERROR_INVALID. */
FwCompetencySet *fw_competency_set_new (JsonObject *answer, GError **error);
FwCompetencySet *fw_competency_set_ref (FwCompetencySet *self);
void fw_competency_set_unref (FwCompetencySet *self);

const FwCompetencyFacts *fw_competency_set_get (const FwCompetencySet *self, guint competency);
/** fw_competency_set_get_position: Returns: (nullable): NULL for FW_COMPETENCY_NOTHING. */
const FwPositionFacts *fw_competency_set_get_position (const FwCompetencySet *self, guint position);
/** fw_competency_set_find, fw_competency_set_find_position: FW_COMPETENCY_NOTHING where there is
 * none of that id. @id: (nullable) */
guint fw_competency_set_find (const FwCompetencySet *self, const char *id);
guint fw_competency_set_find_position (const FwCompetencySet *self, const char *id);
/** fw_competency_set_get_asked: Returns: the level that @position asks of @competency; 0: none. */
double fw_competency_set_get_asked (const FwCompetencySet *self, guint position, guint competency);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwCompetencySet, fw_competency_set_unref)

G_END_DECLS
