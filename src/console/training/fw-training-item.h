/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** FwTrainingItem: a session or an enrolment as GET training has it: the object itself, which later
 * answers replace in place, so that selection and place stay. Property "revision". */
#define FW_TYPE_TRAINING_ITEM (fw_training_item_get_type ())
G_DECLARE_FINAL_TYPE (FwTrainingItem, fw_training_item, FW, TRAINING_ITEM, GObject)

/** fw_training_item_get_text: Returns: "" where it is absent. */
const char *fw_training_item_get_text (FwTrainingItem *self, const char *member);
guint fw_training_item_get_count (FwTrainingItem *self, const char *member);
/** fw_training_item_get_exam: Returns: (transfer none) (nullable). */
JsonObject *fw_training_item_get_exam (FwTrainingItem *self);

/** fw_training_items_take: what @array holds, in its order; objects of the same "id" keep their
 * item. Returns: whether rows came, went or changed places. */
gboolean fw_training_items_take (GListStore *items, JsonArray *array);

G_END_DECLS
