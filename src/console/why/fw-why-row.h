/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/why/fw-why-result.h"

G_BEGIN_DECLS

/**
 * FwWhyRow:
 * A line of a table of an answer: one cell, or one factor. Never changes.
 */
#define FW_TYPE_WHY_ROW (fw_why_row_get_type ())
G_DECLARE_FINAL_TYPE (FwWhyRow, fw_why_row, FW, WHY_ROW, GObject)

/** fw_why_row_new: @cell belongs to @result. @cause: (nullable): whose cell it is. */
FwWhyRow *fw_why_row_new (FwWhyResult *result, const FwWhyCell *cell, const FwWhyCause *cause);
FwWhyRow *fw_why_row_new_factor (FwWhyResult *result, const FwWhyFactor *factor);
/** fw_why_row_new_note: a last line with a name and an effect: "Residual", 0. */
FwWhyRow *fw_why_row_new_note (FwWhyResult *result, const char *name, double effect);
const FwWhyAnswer *fw_why_row_get_answer (FwWhyRow *self);
const FwWhyCell *fw_why_row_get_cell (FwWhyRow *self);     /* (nullable) */
const FwWhyCause *fw_why_row_get_cause (FwWhyRow *self);   /* (nullable) */
const FwWhyFactor *fw_why_row_get_factor (FwWhyRow *self); /* (nullable) */
const char *fw_why_row_get_note (FwWhyRow *self);          /* (nullable) */
double fw_why_row_get_effect (FwWhyRow *self);

G_END_DECLS
