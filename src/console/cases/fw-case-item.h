/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/fw-mark.h"
#include "protocol/fw-json.h"

G_BEGIN_DECLS

/** FwCaseItem: a row of the queue of clocks. */
#define FW_TYPE_CASE_ITEM (fw_case_item_get_type ())
G_DECLARE_FINAL_TYPE (FwCaseItem, fw_case_item, FW, CASE_ITEM, GObject)

/** fw_case_item_new: @object: a row of GET cases. Returns: (nullable): NULL where it has no id. */
FwCaseItem *fw_case_item_new (JsonObject *object);
/** fw_case_item_take: becomes what @other is, of the same id. */
void fw_case_item_take (FwCaseItem *self, FwCaseItem *other);
/** fw_case_item_get: Returns: (transfer none): a member that is a text; "" where it is null. */
const char *fw_case_item_get (FwCaseItem *self, const char *member);
gboolean fw_case_item_is_vip (FwCaseItem *self);
gint64 fw_case_item_get_due (FwCaseItem *self); /* µs UTC */

/** FwCaseUrgency: how a clock stands at a moment. */
typedef enum
{
  FW_CASE_RUNNING,
  FW_CASE_WARNED,
  FW_CASE_OVERDUE
} FwCaseUrgency;

FwCaseUrgency fw_case_item_get_urgency (FwCaseItem *self, gint64 now);
FwMarkShape fw_case_urgency_get_shape (FwCaseUrgency urgency);
FwChartColor fw_case_urgency_get_color (FwCaseUrgency urgency);
/** fw_case_item_describe_left: Returns: (transfer full): "2h 05m left", "overdue by 40m". */
char *fw_case_item_describe_left (FwCaseItem *self, gint64 now);

G_END_DECLS
