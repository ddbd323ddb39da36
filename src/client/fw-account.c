/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/fw-account.h"

#include "core/fw-error.h"
#include "protocol/fw-json.h"

static char *
join_teams (JsonObject *object)
{
  g_autoptr (GString) joined = g_string_new (NULL);
  JsonArray *teams = NULL;

  if (!fw_json_has (object, "teams") || !fw_json_get_array (object, "teams", &teams, NULL))
    return g_strdup ("");
  for (guint i = 0; i < json_array_get_length (teams); i++)
    {
      JsonNode *node = json_array_get_element (teams, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        g_string_append_printf (joined, "%s%s", joined->len > 0 ? ", " : "",
                                json_node_get_string (node));
    }
  return g_strdup (joined->str);
}

FwAccount *
fw_account_read (JsonObject *object, GError **error)
{
  const char *id, *name, *role_name, *centre;
  FwAccount *account;
  gboolean sample;
  FwRole role;

  if (!fw_json_get_text (object, "id", &id, error) ||
      !fw_json_get_text (object, "name", &name, error) ||
      !fw_json_get_text (object, "role", &role_name, error) ||
      !fw_json_get_boolean (object, "sample", &sample, error) ||
      !fw_json_get_text (object, "centre", &centre, error))
    return NULL;
  if (!fw_role_from_name (role_name, &role))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "role: there is no role “%s”", role_name);
      return NULL;
    }

  account = g_new0 (FwAccount, 1);
  account->id = g_strdup (id);
  account->name = g_strdup (name);
  account->teams = join_teams (object);
  account->role = role;
  account->centre = g_strdup (centre);
  account->sample = sample;
  return account;
}

void
fw_account_free (FwAccount *account)
{
  g_free (account->id);
  g_free (account->name);
  g_free (account->teams);
  g_free (account->centre);
  g_free (account);
}
