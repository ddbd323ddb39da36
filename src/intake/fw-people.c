/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/fw-people.h"

#include "core/fw-error.h"
#include "intake/fw-intake-run.h"

struct _FwPeople
{
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

static gboolean
add_name (FwPeople *self, const char *person, const char *further, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (further));
  FwText name = drop_options (fw_text (trimmed));
  const char *other = g_hash_table_lookup (self->names, &name);
  FwText *key;
  char *text;

  if (name.length == 0)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "mapping: people: \"%s\": expected names such as \"SIP/101\", not an empty one",
                   person);
      return FALSE;
    }
  if (other != NULL && !g_str_equal (other, person))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "mapping: people: \"%s\" stands with \"%s\" and with \"%s\"; a name can be one "
                   "person's only",
                   trimmed, other, person);
      return FALSE;
    }

  text = fw_text_dup (name);
  key = g_new (FwText, 1);
  *key = fw_text (text);
  g_ptr_array_add (self->texts, text);
  g_ptr_array_add (self->texts, key);
  g_hash_table_replace (self->names, key, (gpointer) person);

  return TRUE;
}

static gboolean
add_person (FwPeople *self, const char *name, JsonNode *names, GError **error)
{
  char *person = g_strstrip (g_strdup (name));
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (names) ? json_node_get_array (names) : NULL;

  g_ptr_array_add (self->texts, person);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (element) || json_node_get_value_type (element) != G_TYPE_STRING)
        array = NULL;
      else if (!add_name (self, person, json_node_get_string (element), error))
        return FALSE;
    }
  if (array != NULL && *person != '\0')
    return TRUE;
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
               "mapping: people: \"%s\": expected a list of further names, such as "
               "{\"Ann Lee\": [\"SIP/101\"]}",
               name);

  return FALSE;
}

FwPeople *
fw_people_new (JsonObject *names, GError **error)
{
  g_autoptr (FwPeople) self = NULL;
  g_autoptr (GList) members = NULL;

  g_return_val_if_fail (names != NULL, NULL);

  self = g_new0 (FwPeople, 1);
  self->names = g_hash_table_new (hash_text, equal_texts);
  self->texts = g_ptr_array_new_with_free_func (g_free);
  members = json_object_get_members (names);
  for (GList *l = members; l != NULL; l = l->next)
    if (!add_person (self, l->data, json_object_get_member (names, l->data), error))
      return NULL;

  return g_steal_pointer (&self);
}

void
fw_people_free (FwPeople *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->names);
  g_ptr_array_unref (self->texts);
  g_free (self);
}

FwText
fw_people_find (const FwPeople *self, FwText name)
{
  FwText bare;
  const char *person;

  if (self == NULL || name.length == 0)
    return name;
  bare = drop_options (name);
  person = g_hash_table_lookup (self->names, &bare);

  return person != NULL ? fw_text (person) : name;
}
