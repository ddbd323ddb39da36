/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "badge/fw-badge-private.h"
#include "core/fw-error.h"
#include "protocol/fw-json.h"

struct _FwBadgeTrust
{
  GHashTable *issuers; /* id -> FwBadgeKey, of no kind where the list has none */
};

static void
key_free (gpointer key)
{
  fw_badge_key_clear ((FwBadgeKey *) key);
  g_free (key);
}

void
fw_badge_trust_free (FwBadgeTrust *self)
{
  g_hash_table_unref (self->issuers);
  g_free (self);
}

static gboolean
read_key (JsonObject *entry, FwBadgeKey *key, const char **problem)
{
  const char *multibase = fw_json_find_text (entry, "publicKeyMultibase");
  JsonObject *jwk = fw_badge_get_member (entry, "jwk");

  if (jwk == NULL)
    jwk = fw_badge_get_member (entry, "publicKeyJwk");
  if (multibase != NULL)
    return fw_badge_key_from_multibase (multibase, key, problem);
  return jwk == NULL || fw_badge_key_from_jwk (jwk, key, problem);
}

static gboolean
add_entry (FwBadgeTrust *self, JsonNode *node, guint i, GError **error)
{
  JsonObject *entry = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *id =
      entry != NULL ? fw_json_find_text (entry, "id")
      : JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
          ? json_node_get_string (node)
          : NULL;
  const char *problem = "expected an id, or an object with one";
  FwBadgeKey *key = g_new0 (FwBadgeKey, 1);

  if (id == NULL || *id == '\0' || (entry != NULL && !read_key (entry, key, &problem)))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "issuer %u: %s", i + 1, problem);
      key_free (key);
      return FALSE;
    }
  g_hash_table_insert (self->issuers, g_strdup (id), key);
  return TRUE;
}

FwBadgeTrust *
fw_badge_trust_read (GBytes *json, GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (FwBadgeTrust) self = NULL;
  JsonNode *list;

  g_return_val_if_fail (json != NULL, NULL);

  node = fw_json_parse (g_bytes_get_data (json, NULL), g_bytes_get_size (json), error);
  if (node == NULL)
    return NULL;
  list = JSON_NODE_HOLDS_OBJECT (node)
             ? json_object_get_member (json_node_get_object (node), "issuers")
             : node;
  if (list == NULL || !JSON_NODE_HOLDS_ARRAY (list))
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID, "issuers: expected a list");
      return NULL;
    }
  self = g_new0 (FwBadgeTrust, 1);
  self->issuers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, key_free);
  for (guint i = 0; i < json_array_get_length (json_node_get_array (list)); i++)
    if (!add_entry (self, json_array_get_element (json_node_get_array (list), i), i, error))
      return NULL;
  return g_steal_pointer (&self);
}

gboolean
fw_badge_trust_has (const FwBadgeTrust *self, const char *id)
{
  return self != NULL && id != NULL && g_hash_table_contains (self->issuers, id);
}

const FwBadgeKey *
fw_badge_trust_get_key (const FwBadgeTrust *self, const char *id)
{
  const FwBadgeKey *key =
      self != NULL && id != NULL ? g_hash_table_lookup (self->issuers, id) : NULL;

  return key != NULL && key->kind != FW_BADGE_KEY_NONE ? key : NULL;
}
