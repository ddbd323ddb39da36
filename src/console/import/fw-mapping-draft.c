/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/import/fw-mapping-draft.h"

#include <string.h>

#include "protocol/fw-json.h"

struct _FwMappingDraft
{
  JsonObject *members;
};

/* Members that say something of the file and not of one of its columns. */
static const char *const of_file[] = { "encoding",   "header_row",  "sheet",  "zone",
                                       "date_order", "decimal",     "people", "queues",
                                       "same_id",    "zero_rating", NULL };

FwMappingDraft *
fw_mapping_draft_new (const char *json)
{
  FwMappingDraft *self = g_new0 (FwMappingDraft, 1);

  fw_mapping_draft_reset (self, json);
  return self;
}

void
fw_mapping_draft_reset (FwMappingDraft *self, const char *json)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->members, json_object_unref);
  if (json != NULL)
    self->members = fw_json_parse_object (json, strlen (json), NULL);
  if (self->members == NULL)
    self->members = json_object_new ();
}

void
fw_mapping_draft_free (FwMappingDraft *self)
{
  if (self == NULL)
    return;
  json_object_unref (self->members);
  g_free (self);
}

char *
fw_mapping_draft_to_json (FwMappingDraft *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  g_return_val_if_fail (self != NULL, NULL);

  json_node_set_object (node, self->members);
  return json_to_string (node, FALSE);
}

gboolean
fw_mapping_draft_is_empty (FwMappingDraft *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return json_object_get_size (self->members) == 0;
}

void
fw_mapping_draft_set_column (
    FwMappingDraft *self, const char *header, guint number, const char *as, const char *was)
{
  g_return_if_fail (self != NULL && header != NULL);

  if (g_strcmp0 (as, was) == 0)
    return;
  if (was != NULL)
    {
      g_autofree char *unit = g_strconcat (was, "_unit", NULL);

      /* Null and not absent: the reading would find it again. */
      json_object_set_null_member (self->members, was);
      json_object_remove_member (self->members, unit);
    }
  if (as == NULL)
    return;
  if (number > 0)
    json_object_set_int_member (self->members, as, number);
  else
    json_object_set_string_member (self->members, as, header);
  /* A moment is told by one column that has both, or by a day and a time. */
  if (g_str_equal (as, "date_time"))
    {
      json_object_set_null_member (self->members, "date");
      json_object_set_null_member (self->members, "time");
    }
  else if (g_str_equal (as, "date"))
    json_object_set_null_member (self->members, "date_time");
}

/* Returns: (transfer none): the object in @parent, made where there is none. */
static JsonObject *
reach_object (JsonObject *parent, const char *member)
{
  JsonObject *child = NULL;

  if (fw_json_has (parent, member) && fw_json_get_object (parent, member, &child, NULL))
    return child;
  json_object_set_object_member (parent, member, json_object_new ());
  return json_object_get_object_member (parent, member);
}

static void
prune_object (JsonObject *parent, const char *member)
{
  JsonObject *child = NULL;

  if (fw_json_has (parent, member) && fw_json_get_object (parent, member, &child, NULL) &&
      json_object_get_size (child) == 0)
    json_object_remove_member (parent, member);
}

void
fw_mapping_draft_set_word (FwMappingDraft *self,
                           const char *as,
                           const char *word,
                           const char *means)
{
  JsonObject *words;

  g_return_if_fail (self != NULL && as != NULL && word != NULL);

  words = reach_object (reach_object (self->members, "words"), as);
  if (means != NULL)
    json_object_set_string_member (words, word, means);
  else
    json_object_set_null_member (words, word);
}

/* Returns: (transfer full) (nullable): @old without @word */
static JsonArray *
copy_without (JsonObject *parent, const char *member, const char *word)
{
  JsonArray *old = NULL, *copy = json_array_new ();

  if (fw_json_has (parent, member))
    fw_json_get_array (parent, member, &old, NULL);
  for (guint i = 0; old != NULL && i < json_array_get_length (old); i++)
    {
      JsonNode *node = json_array_get_element (old, i);

      if (json_node_get_value_type (node) == G_TYPE_STRING &&
          g_strcmp0 (json_node_get_string (node), word) != 0)
        json_array_add_string_element (copy, json_node_get_string (node));
    }
  return copy;
}

/* The list @member of @parent with or without @word; none where it is empty. */
static void
set_listed (JsonObject *parent, const char *member, const char *word, gboolean listed)
{
  JsonArray *words = copy_without (parent, member, word);

  if (listed)
    json_array_add_string_element (words, word);
  if (json_array_get_length (words) > 0)
    json_object_set_array_member (parent, member, words);
  else
    {
      json_object_remove_member (parent, member);
      json_array_unref (words);
    }
}

void
fw_mapping_draft_ignore (FwMappingDraft *self,
                         const char *header,
                         const char *word,
                         gboolean ignore)
{
  g_return_if_fail (self != NULL && header != NULL && word != NULL);

  set_listed (reach_object (self->members, "ignore"), header, word, ignore);
  prune_object (self->members, "ignore");
}

void
fw_mapping_draft_add_name (FwMappingDraft *self,
                           const char *member,
                           const char *known,
                           const char *name)
{
  JsonObject *all;
  g_autoptr (GList) others = NULL;

  g_return_if_fail (self != NULL && member != NULL && known != NULL && name != NULL);

  all = reach_object (self->members, member);
  others = json_object_get_members (all);
  for (GList *l = others; l != NULL; l = l->next)
    set_listed (all, l->data, name, FALSE);
  if (!g_str_equal (known, name))
    set_listed (all, known, name, TRUE);
  prune_object (self->members, member);
}

void
fw_mapping_draft_remove_name (FwMappingDraft *self,
                              const char *member,
                              const char *known,
                              const char *name)
{
  g_return_if_fail (self != NULL && member != NULL && known != NULL && name != NULL);

  set_listed (reach_object (self->members, member), known, name, FALSE);
  prune_object (self->members, member);
}

void
fw_mapping_draft_set_text (FwMappingDraft *self, const char *member, const char *value)
{
  g_return_if_fail (self != NULL && member != NULL);

  if (value != NULL)
    json_object_set_string_member (self->members, member, value);
  else if (json_object_has_member (self->members, member))
    json_object_remove_member (self->members, member);
}

const char *
fw_mapping_draft_get_text (FwMappingDraft *self, const char *member)
{
  const char *text = NULL;

  g_return_val_if_fail (self != NULL && member != NULL, NULL);

  return fw_json_has (self->members, member) &&
                 fw_json_get_text (self->members, member, &text, NULL)
             ? text
             : NULL;
}

static void
forget_columns (FwMappingDraft *self)
{
  g_autoptr (GList) names = json_object_get_members (self->members);

  for (GList *l = names; l != NULL; l = l->next)
    if (!g_strv_contains (of_file, l->data))
      json_object_remove_member (self->members, l->data);
}

void
fw_mapping_draft_set_header_row (FwMappingDraft *self, gint64 row)
{
  g_return_if_fail (self != NULL && row >= 0);

  forget_columns (self);
  if (row > 0)
    json_object_set_int_member (self->members, "header_row", row);
  else
    json_object_remove_member (self->members, "header_row");
}

void
fw_mapping_draft_set_sheet (FwMappingDraft *self, const char *sheet)
{
  g_return_if_fail (self != NULL);

  forget_columns (self);
  json_object_remove_member (self->members, "header_row");
  fw_mapping_draft_set_text (self, "sheet", sheet);
}
