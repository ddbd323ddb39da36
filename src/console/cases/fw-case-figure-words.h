/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/fw-format.h"
#include "console/live/fw-live-grid.h"
#include "core/quality/fw-case-figures.h"

G_BEGIN_DECLS

/** FwCaseFigureView: what the columns show; they keep a pointer to it. */
typedef struct
{
  FwCaseMeasure measure;
  const char *by; /* a field of the kind */
} FwCaseFigureView;

/** fw_case_measure_get_label: translated. */
const char *fw_case_measure_get_label (FwCaseMeasure measure);
/** fw_case_measure_get_hint: how it is counted, translated. */
const char *fw_case_measure_get_hint (FwCaseMeasure measure);
FwFormat fw_case_measure_get_format (FwCaseMeasure measure);

/** fw_case_figure_get: Returns: (transfer none) (nullable): of an object with "figures". */
JsonObject *fw_case_figure_get (JsonObject *of, FwCaseMeasure measure);
/** fw_case_figure_write: Returns: (transfer full): the figure, a dash where there is none. */
char *fw_case_figure_write (JsonObject *of, FwCaseMeasure measure);
/** fw_case_figure_write_detail: Returns: (transfer full): half its interval and its n. */
char *fw_case_figure_write_detail (JsonObject *of, FwCaseMeasure measure);
/** fw_case_value_write: Returns: (transfer full): what a value of a field is called. @title:
 * (nullable): as the server has it */
char *fw_case_value_write (const char *field, const char *value, const char *title);

/** fw_case_figure_columns_add: of rows with "figures". */
void fw_case_figure_columns_add (FwLiveGrid *grid, FwCaseFigureView *view);
/** fw_case_figure_columns_add_cases: of the cases behind one of them. */
void fw_case_figure_columns_add_cases (FwLiveGrid *grid, FwCaseFigureView *view);

G_END_DECLS
