/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "badge/fw-badge-private.h"
#include "protocol/fw-json.h"

#define CREDENTIALS_2 "https://www.w3.org/ns/credentials/v2"
#define CREDENTIALS_1 "https://www.w3.org/2018/credentials/v1"
#define OPEN_BADGES_3 "https://purl.imsglobal.org/spec/ob/v3p0/"
#define OPEN_BADGES_2 "https://w3id.org/openbadges/v2"

char *
fw_badge_name_problem (const char *text, const char *message)
{
  const char *at = text, *end;
  guint line, column;

  if (!g_str_has_suffix (message, "every key once") ||
      sscanf (message, "line %u, column %u:", &line, &column) != 2)
    return g_strdup (message);
  for (; line > 1; line--)
    at = strchr (at, '\n') + 1;
  at += column; /* behind the opening quote */
  for (end = at; *end != '"'; end++)
    end += *end == '\\';
  return g_strdup_printf ("duplicate key \"%.*s\"", (int) (end - at), at);
}

JsonObject *
fw_badge_get_member (JsonObject *object, const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static gboolean
is_text (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
         json_node_get_value_type (node) == G_TYPE_STRING;
}

static gboolean
has_text (JsonObject *object, const char *member)
{
  const char *text = object != NULL ? fw_json_find_text (object, member) : NULL;

  return text != NULL && *text != '\0';
}

/* JSON-LD writes one value with or without brackets. Returns: (nullable): the i-th text. */
static const char *
get_text (JsonObject *object, const char *member, guint i)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    node = i < json_array_get_length (json_node_get_array (node))
               ? json_array_get_element (json_node_get_array (node), i)
               : NULL;
  else if (i > 0)
    return NULL;
  return is_text (node) ? json_node_get_string (node) : NULL;
}

static guint
count_values (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL)
    return 0;
  return JSON_NODE_HOLDS_ARRAY (node) ? json_array_get_length (json_node_get_array (node)) : 1;
}

static gboolean
has_value (JsonObject *object, const char *member, const char *value, gboolean prefix)
{
  for (guint i = 0; object != NULL && i < count_values (object, member); i++)
    {
      const char *text = get_text (object, member, i);

      if (text != NULL && (prefix ? g_str_has_prefix (text, value) : g_str_equal (text, value)))
        return TRUE;
    }
  return FALSE;
}

gboolean
fw_badge_is_version_2 (JsonObject *credential)
{
  return has_value (credential, "type", "Assertion", FALSE) ||
         has_value (credential, "@context", OPEN_BADGES_2, FALSE);
}

const char *
fw_badge_get_issuer (JsonObject *credential)
{
  JsonObject *issuer = fw_badge_get_member (credential, "issuer");

  if (fw_badge_is_version_2 (credential))
    issuer = fw_badge_get_member (fw_badge_get_member (credential, "badge"), "issuer");
  return issuer != NULL ? fw_json_find_text (issuer, "id")
                        : fw_json_find_text (credential, "issuer");
}

JsonObject *
fw_badge_get_subject (JsonObject *credential)
{
  JsonNode *node = json_object_get_member (credential, "credentialSubject");

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    node = json_array_get_length (json_node_get_array (node)) > 0
               ? json_array_get_element (json_node_get_array (node), 0)
               : NULL;
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* Returns: (nullable): what an achievement lacks. */
static const char *
check_achievement (JsonObject *achievement)
{
  JsonObject *criteria = fw_badge_get_member (achievement, "criteria");

  if (achievement == NULL)
    return "subject lacks an achievement";
  if (!has_text (achievement, "id"))
    return "achievement lacks id";
  if (!has_text (achievement, "name"))
    return "achievement lacks name";
  if (!has_text (achievement, "description"))
    return "achievement lacks description";
  if (criteria == NULL || (!has_text (criteria, "narrative") && !has_text (criteria, "id")))
    return "achievement lacks criteria";
  return NULL;
}

static const char *
check_subject (JsonObject *subject)
{
  const char *problem;

  if (subject == NULL)
    return "credential lacks a subject";
  problem = check_achievement (fw_badge_get_member (subject, "achievement"));
  if (problem != NULL)
    return problem;
  return has_text (subject, "id") || count_values (subject, "identifier") > 0
             ? NULL
             : "subject has neither id nor identifier";
}

static const char *
check_credential (JsonObject *credential)
{
  const char *first = get_text (credential, "@context", 0);
  gboolean second = g_strcmp0 (first, CREDENTIALS_2) == 0;

  if (!has_value (credential, "type", "VerifiableCredential", FALSE) ||
      (!has_value (credential, "type", "OpenBadgeCredential", FALSE) &&
       !has_value (credential, "type", "AchievementCredential", FALSE)))
    return "type is not a badge";
  if (!second && g_strcmp0 (first, CREDENTIALS_1) != 0)
    return "first @context is not W3C credentials";
  if (!has_value (credential, "@context", OPEN_BADGES_3, TRUE))
    return "no @context of Open Badges 3.0";
  if (!has_text (credential, "id"))
    return "credential lacks id";
  if (fw_badge_get_issuer (credential) == NULL)
    return "issuer lacks id";
  if (!has_text (credential, second ? "validFrom" : "issuanceDate"))
    return second ? "credential lacks validFrom" : "credential lacks issuanceDate";
  return check_subject (fw_badge_get_subject (credential));
}

static const char *
check_assertion (JsonObject *assertion)
{
  JsonObject *recipient = fw_badge_get_member (assertion, "recipient");
  JsonNode *revoked = json_object_get_member (assertion, "revoked");

  if (revoked != NULL && JSON_NODE_HOLDS_VALUE (revoked) && json_node_get_boolean (revoked))
    return "OB 2.0: revoked";
  if (!has_text (assertion, "id"))
    return "OB 2.0: assertion lacks id";
  if (recipient == NULL || !has_text (recipient, "type") || !has_text (recipient, "identity"))
    return "OB 2.0: assertion lacks a recipient";
  if (fw_badge_get_member (assertion, "badge") == NULL && !has_text (assertion, "badge"))
    return "OB 2.0: assertion lacks a badge";
  if (fw_badge_get_member (assertion, "verification") == NULL)
    return "OB 2.0: assertion lacks a verification";
  return has_text (assertion, "issuedOn") ? NULL : "OB 2.0: assertion lacks issuedOn";
}

char *
fw_badge_form_check (JsonObject *credential)
{
  gboolean second = fw_badge_is_version_2 (credential);
  const char *problem = second ? check_assertion (credential) : check_credential (credential);

  return g_strdup (problem != NULL ? problem : second ? "OB 2.0" : "ok");
}

/* ---- whose it is ---- */

static gboolean
is_identity (const char *identity, const char *salt, const char *recipient)
{
  g_autofree char *salted = g_strconcat (recipient, salt != NULL ? salt : "", NULL);
  g_autofree char *hash = NULL;

  if (!g_str_has_prefix (identity, "sha256$"))
    return g_str_equal (identity, recipient);
  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, salted, -1);
  return g_ascii_strcasecmp (hash, identity + strlen ("sha256$")) == 0;
}

gboolean
fw_badge_is_of (JsonObject *credential, const char *recipient)
{
  JsonObject *old = fw_badge_get_member (credential, "recipient");
  JsonObject *subject;
  JsonNode *node;
  JsonArray *list;

  g_return_val_if_fail (credential != NULL && recipient != NULL, FALSE);

  if (old != NULL)
    return has_text (old, "identity") && is_identity (fw_json_find_text (old, "identity"),
                                                      fw_json_find_text (old, "salt"), recipient);
  subject = fw_badge_get_subject (credential);
  node = subject != NULL ? json_object_get_member (subject, "identifier") : NULL;
  list = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonObject *at = fw_json_find_element (list, i);

      if (at != NULL && has_text (at, "identityHash") &&
          is_identity (fw_json_find_text (at, "identityHash"), fw_json_find_text (at, "salt"),
                       recipient))
        return TRUE;
    }
  return subject != NULL && g_strcmp0 (fw_json_find_text (subject, "id"), recipient) == 0;
}
