/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/competencies/fw-competency-set.h"

G_BEGIN_DECLS

/** What GET competencies says of somebody; indexes are those of the set. Of a position what it asks
 * stands in the place of levels. */
typedef struct
{
  guint asks;   /* the position that the row is, of one in the matrix; else FW_COMPETENCY_NOTHING */
  char *person; /* id */
  char *name;
  char *team;     /* its title */
  guint position; /* that she is held against; FW_COMPETENCY_NOTHING: none */
  guint n_asked;
  guint n_met;
  guint n_unknown;   /* asked for, and without evidence */
  double low, high;  /* readiness; NaN: nothing is asked */
  guint best, worst; /* places; 0: nothing can be said */
  guint largest_gap;
  guint narrows_most;
  double narrows_by;
  double *levels; /* by competency; NaN: nothing was shown */
  double *shown;
  char **days; /* of the evidence; "" without */
} FwCompetencyPerson;

/** FwCompetencyItem: a row of the grid. */
#define FW_TYPE_COMPETENCY_ITEM (fw_competency_item_get_type ())
G_DECLARE_FINAL_TYPE (FwCompetencyItem, fw_competency_item, FW, COMPETENCY_ITEM, GObject)

/** fw_competency_item_new: Returns: (transfer full) (nullable): NULL with FW_ERROR_INVALID. */
FwCompetencyItem *fw_competency_item_new (FwCompetencySet *set, JsonObject *object, GError **error);
/** fw_competency_item_new_position: a row of the matrix: what a position asks. */
FwCompetencyItem *fw_competency_item_new_position (FwCompetencySet *set, guint position);
const FwCompetencyPerson *fw_competency_item_get (FwCompetencyItem *self);
FwCompetencySet *fw_competency_item_get_set (FwCompetencyItem *self); /* (transfer none) */
/** fw_competency_item_get_key: FwRowsKey: the person, or the position of the matrix. */
const char *fw_competency_item_get_key (gpointer item);
/** fw_competency_item_take: FwRowsTake; the table that shows @item draws it anew by itself. */
void fw_competency_item_take (gpointer item, gpointer newer);

/** FwCompetencyState: how somebody stands with a competency. */
typedef enum
{
  FW_COMPETENCY_EMPTY,   /* neither asked for nor shown */
  FW_COMPETENCY_FREE,    /* shown, not asked for */
  FW_COMPETENCY_UNKNOWN, /* asked for, never shown */
  FW_COMPETENCY_BELOW,
  FW_COMPETENCY_MET
} FwCompetencyState;

FwCompetencyState fw_competency_item_get_state (FwCompetencyItem *self, guint competency);
double fw_competency_item_get_asked (FwCompetencyItem *self, guint competency);

G_END_DECLS
