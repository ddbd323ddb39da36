/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/fw-other-names.h"

#include "core/fw-error.h"
#include "intake/fw-intake-run.h"
#include "protocol/fw-json.h"

/* What can have further names, and what a mapping may say of it. */
typedef struct
{
  const char *member;
  const char *example;
  const char *name;
} Kind;

static const Kind kinds[] = {
  { "people", "{\"Ann Lee\": [\"SIP/101\"]}", "SIP/101" },
  { "queues", "{\"Sales\": [\"600\"]}", "600" },
};

struct _FwOtherNames
{
  const Kind *kind;
  GHashTable *names; /* FwText of a further name -> char* name; both owned by @texts */
  GPtrArray *texts;
};

static guint
hash_text (gconstpointer key)
{
  return (guint) fw_intake_hash (*(const FwText *) key, 0);
}

static gboolean
equal_texts (gconstpointer a, gconstpointer b)
{
  return fw_text_equal (*(const FwText *) a, *(const FwText *) b);
}

/* "Local/101@from-queue/n" and ";1" behind it are ways to call one and the same telephone. */
static FwText
drop_options (FwText name)
{
  const char *at;

  if (name.length < 6 || g_ascii_strncasecmp (name.data, "Local/", 6) != 0)
    return name;
  at = memchr (name.data, '@', name.length);
  for (guint i = at != NULL ? (guint) (at - name.data) : name.length; i < name.length; i++)
    if (name.data[i] == '/' || name.data[i] == ';')
      return (FwText){ name.data, i };

  return name;
}

/* Telephones alone have options. */
static FwText
strip_name (const FwOtherNames *self, FwText name)
{
  return self->kind == kinds ? drop_options (name) : name;
}

static gboolean
add_name (FwOtherNames *self, const char *known, const char *further, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (further));
  FwText name = strip_name (self, fw_text (trimmed));
  const char *other = g_hash_table_lookup (self->names, &name);
  FwText *key;
  char *text;

  if (name.length == 0)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "mapping: %s: \"%s\": expected names such as \"%s\", not an empty one",
                   self->kind->member, known, self->kind->name);
      return FALSE;
    }
  if (other != NULL && !g_str_equal (other, known))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "mapping: %s: \"%s\" stands with \"%s\" and with \"%s\"; a name can belong to "
                   "one of them only",
                   self->kind->member, trimmed, other, known);
      return FALSE;
    }

  text = fw_text_dup (name);
  key = g_new (FwText, 1);
  *key = fw_text (text);
  g_ptr_array_add (self->texts, text);
  g_ptr_array_add (self->texts, key);
  g_hash_table_replace (self->names, key, (gpointer) known);

  return TRUE;
}

static gboolean
add_names (FwOtherNames *self, const char *name, JsonNode *names, GError **error)
{
  char *known = g_strstrip (g_strdup (name));
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (names) ? json_node_get_array (names) : NULL;

  g_ptr_array_add (self->texts, known);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (element) || json_node_get_value_type (element) != G_TYPE_STRING)
        array = NULL;
      else if (!add_name (self, known, json_node_get_string (element), error))
        return FALSE;
    }
  if (array != NULL && *known != '\0')
    return TRUE;
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
               "mapping: %s: \"%s\": expected a list of further names, such as %s",
               self->kind->member, name, self->kind->example);

  return FALSE;
}

static FwOtherNames *
read_names (const Kind *kind, JsonObject *object, GError **error)
{
  g_autoptr (FwOtherNames) self = g_new0 (FwOtherNames, 1);
  g_autoptr (GList) members = json_object_get_members (object);

  self->kind = kind;
  self->names = g_hash_table_new (hash_text, equal_texts);
  self->texts = g_ptr_array_new_with_free_func (g_free);
  for (GList *l = members; l != NULL; l = l->next)
    if (!add_names (self, l->data, json_object_get_member (object, l->data), error))
      return NULL;

  return g_steal_pointer (&self);
}

gboolean
fw_other_names_read (JsonObject *mapping, const char *member, FwOtherNames **names, GError **error)
{
  const Kind *kind;
  JsonObject *object;

  g_return_val_if_fail (mapping != NULL && member != NULL && names != NULL, FALSE);

  *names = NULL;
  kind = &kinds[g_str_equal (member, kinds[0].member) ? 0 : 1];
  if (!fw_json_has (mapping, member))
    return TRUE;
  if (!fw_json_get_object (mapping, member, &object, NULL))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "mapping: %s: expected an object such as %s",
                   member, kind->example);
      return FALSE;
    }
  *names = read_names (kind, object, error);

  return *names != NULL;
}

void
fw_other_names_free (FwOtherNames *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->names);
  g_ptr_array_unref (self->texts);
  g_free (self);
}

FwText
fw_other_names_find (const FwOtherNames *self, FwText name)
{
  FwText bare;
  const char *known;

  if (self == NULL || name.length == 0)
    return name;
  bare = strip_name (self, name);
  known = g_hash_table_lookup (self->names, &bare);

  return known != NULL ? fw_text (known) : name;
}
