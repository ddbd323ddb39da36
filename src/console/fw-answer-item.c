/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/fw-answer-item.h"

#include "protocol/fw-json.h"

struct _FwAnswerItem
{
  GObject parent_instance;

  JsonObject *object;
  guint revision; /* counts answers */
};

enum
{
  PROP_0,
  PROP_REVISION,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (FwAnswerItem, fw_answer_item, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

const char *
fw_answer_item_get_text (FwAnswerItem *self, const char *member)
{
  const char *text;

  g_return_val_if_fail (FW_IS_ANSWER_ITEM (self), "");

  text = fw_json_find_text (self->object, member);
  return text != NULL ? text : "";
}

guint
fw_answer_item_get_count (FwAnswerItem *self, const char *member)
{
  g_return_val_if_fail (FW_IS_ANSWER_ITEM (self), 0);

  return (guint) fw_json_find_count (self->object, member);
}

JsonObject *
fw_answer_item_get_object (FwAnswerItem *self, const char *member)
{
  g_return_val_if_fail (FW_IS_ANSWER_ITEM (self), NULL);

  return fw_json_find_object (self->object, member);
}

JsonObject *
fw_answer_item_get_whole (FwAnswerItem *self)
{
  g_return_val_if_fail (FW_IS_ANSWER_ITEM (self), NULL);

  return self->object;
}

static void
set (FwAnswerItem *self, JsonObject *object)
{
  json_object_ref (object);
  g_clear_pointer (&self->object, json_object_unref);
  self->object = object;
  self->revision++;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REVISION]);
}

static void
fw_answer_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_REVISION)
    g_value_set_uint (value, FW_ANSWER_ITEM (object)->revision);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fw_answer_item_finalize (GObject *object)
{
  g_clear_pointer (&FW_ANSWER_ITEM (object)->object, json_object_unref);
  G_OBJECT_CLASS (fw_answer_item_parent_class)->finalize (object);
}

static void
fw_answer_item_class_init (FwAnswerItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fw_answer_item_get_property;
  object_class->finalize = fw_answer_item_finalize;
  properties[PROP_REVISION] = g_param_spec_uint ("revision", NULL, NULL, 0, G_MAXUINT, 0,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fw_answer_item_init (FwAnswerItem *self)
{
}

guint
fw_answer_items_find (GListModel *items, const char *id)
{
  g_return_val_if_fail (G_IS_LIST_MODEL (items), G_MAXUINT);

  for (guint i = 0; id != NULL && i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (FwAnswerItem) item = g_list_model_get_item (items, i);

      if (g_str_equal (fw_answer_item_get_text (item, "id"), id))
        return i;
    }
  return G_MAXUINT;
}

GPtrArray *
fw_answer_items_read (JsonArray *array)
{
  GPtrArray *items;

  g_return_val_if_fail (array != NULL, NULL);

  items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = fw_json_find_element (array, i);
      FwAnswerItem *item;

      if (object == NULL)
        continue;
      item = g_object_new (FW_TYPE_ANSWER_ITEM, NULL);
      item->object = json_object_ref (object);
      g_ptr_array_add (items, item);
    }
  return items;
}

const char *
fw_answer_item_get_key (gpointer item)
{
  return fw_answer_item_get_text (item, "id");
}

void
fw_answer_item_take (gpointer item, gpointer newer)
{
  g_return_if_fail (FW_IS_ANSWER_ITEM (item) && FW_IS_ANSWER_ITEM (newer));

  set (item, FW_ANSWER_ITEM (newer)->object);
}

gboolean
fw_answer_items_take (GListStore *items, JsonArray *array)
{
  g_autoptr (GPtrArray) rows = NULL;

  g_return_val_if_fail (G_IS_LIST_STORE (items) && array != NULL, FALSE);

  rows = fw_answer_items_read (array);
  return fw_rows_replace (items, rows, fw_answer_item_get_key, fw_answer_item_take);
}
