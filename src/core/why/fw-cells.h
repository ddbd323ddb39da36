/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FwCells:
 * The leaf table: what a question about a figure is reduced to before anything is tested. One leaf
 * is one combination of values of all attributes, with what was counted now and what was counted
 * (or expected) then. Nothing here knows of contacts, teams or files.
 *
 * A value is a code from 0; FW_CELLS_ANY stands for "whatever value" in a cell's codes.
 */
#define FW_CELLS_ANY G_MAXUINT32
#define FW_CELLS_MOST_ATTRIBUTES 16
/** Values that one attribute may have. */
#define FW_CELLS_MOST_VALUES (1u << 20)

typedef enum
{
  FW_CELLS_ADDITIVE, /* sum alone: an actual value now, the expected one then */
  FW_CELLS_RATIO,    /* sum successes of n trials; then may be fractional */
  FW_CELLS_MEAN /* sum of n values and the sum of their squares: AHT, ASA, a mean rating, NPS */
} FwCellsForm;

/** FwCellSums: of one side of a leaf or of any set of leaves. Members that the form does not use
 * are 0. */
typedef struct
{
  double n;
  double sum;
  double squares;
} FwCellSums;

/** FwCellsParts: what moved a ratio or a mean, in its unit; mix + rate + interaction is the whole
 * change. An additive figure has rate alone. */
typedef struct
{
  double mix;         /* other shares of the volume, at the rates of then */
  double rate;        /* other rates, at the shares of then */
  double interaction; /* both at once; 0 in the symmetric split, which halves it between the two */
} FwCellsParts;

/*< private >*/
typedef struct
{
  char *name;
  GPtrArray *values; /* (element-type utf8) (nullable): by code, NULL where no name was set */
  guint n_values;
  guint parent;
} FwCellsAttribute;

/* Open only for the readers below, which stand in the innermost loops. Invariant: leaves
 * [0, n_leaves) have codes, now and then; slots, when present, holds the index + 1 of each of them,
 * found by linear probing. */
typedef struct
{
  /*< private >*/
  FwCellsForm form;
  gboolean fixed_target;
  double periods;
  guint n_attributes;
  FwCellsAttribute attributes[FW_CELLS_MOST_ATTRIBUTES];
  guint n_leaves;
  guint room;
  guint32 *codes; /* n_attributes a leaf */
  FwCellSums *now;
  FwCellSums *then;
  guint32 *slots; /* (nullable): only for fw_cells_add() */
  guint n_slots;  /* a power of two */
} FwCells;

FwCells *fw_cells_new (FwCellsForm form, guint n_attributes);
void fw_cells_free (FwCells *self);

/** fw_cells_set_attribute: @n_values: codes below it may be used in fw_cells_add(). */
void fw_cells_set_attribute (FwCells *self, guint attribute, const char *name, guint n_values);
/** fw_cells_set_value_name: for messages and for the set notation. */
void fw_cells_set_value_name (FwCells *self, guint attribute, guint32 code, const char *name);
/** fw_cells_set_parent: @attribute determines @parent (agent its team, team its site): a
 * combination of both says no more than @attribute alone and is not tested. */
void fw_cells_set_parent (FwCells *self, guint attribute, guint parent);
/** fw_cells_set_fixed_target: what stands under then is a constant that somebody set, not a
 * history: it has no uncertainty and is taken as it is. */
void fw_cells_set_fixed_target (FwCells *self, gboolean fixed);
/** fw_cells_set_periods: then is the mean of @periods periods as long as now (1: one such period,
 * or sums of a whole longer one). It says how uncertain then is, and changes no sum. */
void fw_cells_set_periods (FwCells *self, double periods);

/** fw_cells_add: sums onto the leaf with these @codes. Numbers must be finite, n and squares not
 * negative. Returns: the leaf's index, stable from then on. */
guint
fw_cells_add (FwCells *self, const guint32 *codes, const FwCellSums *now, const FwCellSums *then);
/** fw_cells_append: fw_cells_add() for codes that the caller knows to be new; do not mix the two in
 * one table. */
guint fw_cells_append (FwCells *self,
                       const guint32 *codes,
                       const FwCellSums *now,
                       const FwCellSums *then);
/** fw_cells_reserve: room for @n_leaves, so that adding does not grow. */
void fw_cells_reserve (FwCells *self, guint n_leaves);

static inline FwCellsForm
fw_cells_get_form (const FwCells *self)
{
  return self->form;
}

static inline gboolean
fw_cells_is_fixed_target (const FwCells *self)
{
  return self->fixed_target;
}

static inline double
fw_cells_get_periods (const FwCells *self)
{
  return self->periods;
}

static inline guint
fw_cells_get_n_attributes (const FwCells *self)
{
  return self->n_attributes;
}

static inline guint
fw_cells_get_n_leaves (const FwCells *self)
{
  return self->n_leaves;
}

static inline guint
fw_cells_get_n_values (const FwCells *self, guint attribute)
{
  return self->attributes[attribute].n_values;
}

/** fw_cells_get_parent: Returns: FW_CELLS_ANY when nothing is determined. */
static inline guint
fw_cells_get_parent (const FwCells *self, guint attribute)
{
  return self->attributes[attribute].parent;
}

const char *fw_cells_get_name (const FwCells *self, guint attribute);
/** fw_cells_get_value_name: Returns: (nullable): NULL where none was set. */
const char *fw_cells_get_value_name (const FwCells *self, guint attribute, guint32 code);
/** fw_cells_get_codes: Returns: one code an attribute. */
static inline const guint32 *
fw_cells_get_codes (const FwCells *self, guint leaf)
{
  return self->codes + (gsize) leaf * self->n_attributes;
}

static inline const FwCellSums *
fw_cells_get_now (const FwCells *self, guint leaf)
{
  return &self->now[leaf];
}

static inline const FwCellSums *
fw_cells_get_then (const FwCells *self, guint leaf)
{
  return &self->then[leaf];
}

/** fw_cells_sum: over @n_leaves of @leaves, or over all when @leaves is NULL. */
void fw_cells_sum (
    const FwCells *self, const guint32 *leaves, guint n_leaves, FwCellSums *now, FwCellSums *then);

/** fw_cells_format_set: appends "attr=value&attr=value" of @codes, FW_CELLS_ANY left out. */
void fw_cells_format_set (const FwCells *self, const guint32 *codes, GString *text);

/**
 * fw_cells_new_volumes:
 * Returns: (nullable): the additive table of @self's n, then scaled to now's total: which part of
 * the whole grew or shrank. NULL for an additive table or where one side is empty.
 */
FwCells *fw_cells_new_volumes (const FwCells *self);

/**
 * fw_cells_decompose:
 * Splits the change of the figure (mean or ratio of now less that of then; for an additive table
 * the difference of the sums) exactly over the leaves. A leaf that is empty on one side is given
 * the rate of its other side, so it counts as mix alone.
 * @symmetric: the interaction is halved between mix and rate.
 * @parts: (nullable): one a leaf; sums over any set of leaves are that set's parts.
 * @total: the parts of all together.
 * Returns: FALSE where a side has no trials, so that there is no change to split.
 */
gboolean fw_cells_decompose (const FwCells *self,
                             gboolean symmetric,
                             FwCellsParts *parts,
                             FwCellsParts *total);
void fw_cells_sum_parts (const FwCellsParts *parts,
                         const guint32 *leaves,
                         guint n_leaves,
                         FwCellsParts *total);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwCells, fw_cells_free)

G_END_DECLS
