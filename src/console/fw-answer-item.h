/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "console/fw-rows.h"

G_BEGIN_DECLS

/** FwAnswerItem: one of the objects that an answer lists, each with an "id": the object itself,
 * which later answers replace in place, so that selection and place stay. Property "revision". */
#define FW_TYPE_ANSWER_ITEM (fw_answer_item_get_type ())
G_DECLARE_FINAL_TYPE (FwAnswerItem, fw_answer_item, FW, ANSWER_ITEM, GObject)

/** fw_answer_item_get_text: Returns: "" where it is absent. */
const char *fw_answer_item_get_text (FwAnswerItem *self, const char *member);
guint fw_answer_item_get_count (FwAnswerItem *self, const char *member);
/** fw_answer_item_get_object: Returns: (transfer none) (nullable). */
JsonObject *fw_answer_item_get_object (FwAnswerItem *self, const char *member);
/** fw_answer_item_get_whole: Returns: (transfer none): the object itself. */
JsonObject *fw_answer_item_get_whole (FwAnswerItem *self);

/** fw_answer_items_read: Returns: (transfer full) (element-type FwAnswerItem): the objects that
 * @array holds. */
GPtrArray *fw_answer_items_read (JsonArray *array);
/* FwRowsKey and FwRowsTake of answer items: by their "id". */
const char *fw_answer_item_get_key (gpointer item);
void fw_answer_item_take (gpointer item, gpointer newer);

/** fw_answer_items_take: what @array holds, in its order; objects of the same "id" keep their
 * item. Returns: whether rows came, went or changed places. */
gboolean fw_answer_items_take (GListStore *items, JsonArray *array);

/** fw_answer_items_find: Returns: where the item of that id stands in @items; GTK's invalid
 * position, G_MAXUINT, for none. @id: (nullable). */
guint fw_answer_items_find (GListModel *items, const char *id);

G_END_DECLS
