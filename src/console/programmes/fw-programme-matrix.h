/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/grid/fw-grid.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** FwProgrammeMatrix: people (rows) and steps (columns) of one programme, of an answer of GET
 * programmes. */
typedef struct _FwProgrammeMatrix FwProgrammeMatrix;

FwProgrammeMatrix *fw_programme_matrix_new (void);
void fw_programme_matrix_free (FwProgrammeMatrix *self);
/** fw_programme_matrix_take: @programme: one of the answer's; @rows: who is in it. */
void fw_programme_matrix_take (FwProgrammeMatrix *self, JsonObject *programme, JsonArray *rows);
guint fw_programme_matrix_count_rows (FwProgrammeMatrix *self);
guint fw_programme_matrix_count_columns (FwProgrammeMatrix *self);
/** fw_programme_matrix_get_row, _get_step, _get_cell: Returns: (transfer none) (nullable). */
JsonObject *fw_programme_matrix_get_row (FwProgrammeMatrix *self, guint row);
JsonObject *fw_programme_matrix_get_step (FwProgrammeMatrix *self, guint column);
JsonObject *fw_programme_matrix_get_cell (FwProgrammeMatrix *self, guint row, guint column);
/** fw_programme_matrix_describe: Returns: (transfer full): a cell in words. */
char *fw_programme_matrix_describe (FwProgrammeMatrix *self, guint row, guint column);

/** fw_programme_step_word: Returns: (transfer full): how somebody stands before a step, with its
 * day. @cell: with "state", "day", "due" and "planned". */
char *fw_programme_step_word (JsonObject *cell);
void fw_programme_step_mark (const char *state, FwMarkShape *shape, FwGridTone *tone);
/** fw_programme_write_day: "27 Nov" as the language has it. Returns: (transfer full) */
char *fw_programme_write_day (const char *date);

/** Its data is a FwProgrammeMatrix. */
extern const FwGridSource fw_programme_matrix_source;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwProgrammeMatrix, fw_programme_matrix_free)

G_END_DECLS
