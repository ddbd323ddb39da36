/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/grid/fw-grid.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** FwNeedHeat: the heat map of competencies (rows) and teams (columns) of an answer of GET needs,
 * the worst of both first: colour, shape and value. */
typedef struct _FwNeedHeat FwNeedHeat;

FwNeedHeat *fw_need_heat_new (void);
void fw_need_heat_free (FwNeedHeat *self);
/** fw_need_heat_take: Returns: FALSE: the answer has none that can be shown. */
gboolean fw_need_heat_take (FwNeedHeat *self, JsonObject *answer, GError **error);
guint fw_need_heat_count_rows (FwNeedHeat *self);
guint fw_need_heat_count_columns (FwNeedHeat *self);
/** fw_need_heat_get_competency, fw_need_heat_get_team: Returns: (transfer none): the id. */
const char *fw_need_heat_get_competency (FwNeedHeat *self, guint row);
const char *fw_need_heat_get_team (FwNeedHeat *self, guint column);
/** fw_need_heat_describe: Returns: (transfer full): a cell in words. */
char *fw_need_heat_describe (FwNeedHeat *self, guint row, guint column);

/** Its data is a FwNeedHeat. */
extern const FwGridSource fw_need_heat_source;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwNeedHeat, fw_need_heat_free)

G_END_DECLS
