/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/cube/fw-tabulate.h"
#include "core/why/fw-factor-test.h"
#include "core/why/fw-why.h"

G_BEGIN_DECLS

/** FwWhyAxis: one attribute of a question, of which a tabulation holds codes. */
typedef struct
{
  FwTabulateAxis axis;
  const char *name;  /* on the wire */
  const char *title; /* for people */
} FwWhyAxis;

/**
 * FwWhyTables: a question about a figure, counted: what fw_why_answer() needs to know of a centre.
 * The tables' side 0 is now, side 1 before; a target has nothing there.
 */
typedef struct
{
  const FwMetric *metric;
  FwServiceLevel form;
  const FwTallyRule *rule;
  FwWhyBaseline baseline;
  double target;      /* of FW_WHY_TARGET; NaN: none is set */
  double periods;     /* before is the sum of so many periods; 1 */
  gboolean same_days; /* before and now are of the same days */

  const FwWhyAxis *axes; /* of the leaves: what is searched */
  guint n_axes;
  const FwTabulation *leaves;
  const FwWhyAxis *single_axes; /* what is split by, beside the axes */
  guint n_singles;
  const FwTabulation *const *singles; /* one axis each */

  FwFactorTest *factors; /* (nullable): what was tried; it is taken */

  /** Names of a code: @value as filters take it, @title for people; (transfer none), to be copied
   * at once. */
  void (*name) (const FwWhyAxis *axis,
                guint16 code,
                const char **value,
                const char **title,
                gpointer user_data);
  /** How alike the contacts of a cell are. @codes: one an axis, FW_CELLS_ANY for any; NULL: all
   * contacts. @clusters: zero; what is not known stays so. FALSE with an error. */
  gboolean (*cluster) (const FwWhyAxis *axes,
                       guint n_axes,
                       const guint32 *codes,
                       FwWhyClusters *clusters,
                       gpointer user_data,
                       GCancellable *cancellable,
                       GError **error);
  gpointer user_data;
} FwWhyTables;

/** fw_why_answer_tables: Returns: (transfer full): NULL when cancelled or the search fails. Times
 * are the caller's to add. */
FwWhyAnswer *
fw_why_answer_tables (const FwWhyTables *tables, GCancellable *cancellable, GError **error);

G_END_DECLS
