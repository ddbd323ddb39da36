/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "badge/fw-badge-private.h"
#include "badge/fw-multibase.h"
#include "core/calendar/fw-zone.h"
#include "protocol/fw-json.h"

#define N_PARTS 3

/* ---- taken apart ---- */

static char *
read_part (const char *what, const char *text, gsize length, JsonObject **object)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *problem = NULL;
  gsize n;
  g_autofree guint8 *bytes = fw_base64url_decode (text, length, &n);

  if (bytes == NULL)
    return g_strdup_printf ("%s of the JWS is not base64url", what);
  *object = fw_json_parse_object ((const char *) bytes, n, &error);
  if (*object != NULL)
    return NULL;
  problem = fw_badge_name_problem ((const char *) bytes, error->message);
  return g_strdup_printf ("%s of the JWS: %s", what, problem);
}

char *
fw_badge_jws_read (const char *text, FwBadgeJws *jws)
{
  g_auto (GStrv) parts = g_strsplit (text, ".", N_PARTS + 1);
  char *problem;

  if (g_strv_length (parts) != N_PARTS)
    return g_strdup ("not a JWS of three parts");
  problem = read_part ("header", parts[0], strlen (parts[0]), &jws->header);
  if (problem == NULL)
    problem = read_part ("payload", parts[1], strlen (parts[1]), &jws->payload);
  if (problem != NULL)
    return problem;
  jws->signature = fw_base64url_decode (parts[2], strlen (parts[2]), &jws->signature_length);
  if (jws->signature == NULL)
    return g_strdup ("signature of the JWS is not base64url");
  jws->signed_length = strlen (parts[0]) + 1 + strlen (parts[1]);
  jws->credential = fw_badge_get_member (jws->payload, "vc");
  if (jws->credential == NULL)
    jws->credential = jws->payload;
  return NULL;
}

void
fw_badge_jws_clear (FwBadgeJws *self)
{
  g_clear_pointer (&self->header, json_object_unref);
  g_clear_pointer (&self->payload, json_object_unref);
  g_clear_pointer (&self->signature, g_free);
}

/* ---- the header ---- */

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp ((const char *) a, (const char *) b);
}

/* Whatever else a header asks for would change what the signature means. */
static gboolean
check_header (JsonObject *header, FwBadgeCheck *check)
{
  static const char *const known[] = { "alg", "typ", "cty", "kid", "jwk", NULL };
  const char *algorithm = fw_json_find_text (header, "alg");
  g_autoptr (GList) members = g_list_sort (json_object_get_members (header), compare_names);
  g_autoptr (GString) others = g_string_new (NULL);

  for (GList *at = members; at != NULL; at = at->next)
    if (!g_strv_contains (known, at->data))
      g_string_append_printf (others, "%s%s", others->len > 0 ? "," : "", (const char *) at->data);
  if (algorithm == NULL || (!g_str_equal (algorithm, "RS256") && !g_str_equal (algorithm, "EdDSA")))
    fw_badge_check_set (check, FW_BADGE_SIGNATURE_INVALID, "algorithm %s not allowed",
                        algorithm != NULL ? algorithm : "that is not named");
  else if (others->len > 0)
    fw_badge_check_set (check, FW_BADGE_SIGNATURE_INVALID, "JOSE header not allowed: %s",
                        others->str);
  else
    return TRUE;
  return FALSE;
}

/* ---- the key ---- */

typedef struct
{
  FwBadgeKey key;
  gboolean own;    /* it came with the badge */
  gboolean proven; /* it is the issuer's */
} Found;

static void
copy_key (FwBadgeKey *to, const FwBadgeKey *from)
{
  *to = *from;
  if (from->kind == FW_BADGE_KEY_RSA)
    {
      g_bytes_ref (to->modulus);
      g_bytes_ref (to->exponent);
    }
}

/* The key in the header, or that of a did:key named there. TRUE also where there is none. */
static gboolean
read_own_key (JsonObject *header, Found *found, FwBadgeCheck *check)
{
  JsonObject *jwk = fw_badge_get_member (header, "jwk");
  const char *kid = fw_json_find_text (header, "kid"), *problem = NULL;

  if (json_object_has_member (header, "jwk") && jwk == NULL)
    problem = "jwk is no object";
  else if (jwk != NULL)
    found->own = fw_badge_key_from_jwk (jwk, &found->key, &problem);
  else if (kid != NULL && g_str_has_prefix (kid, "did:key:"))
    found->own = fw_badge_key_from_did (kid, &found->key, &problem);
  if (found->own || problem == NULL)
    return TRUE;
  fw_badge_check_set (check, FW_BADGE_SIGNATURE_INVALID, "%s", problem);
  return FALSE;
}

/* An issuer that is a did:key can be nobody else's; one that is trusted with a key neither. */
static gboolean
find_key (const FwBadgeJws *self, const FwBadgeTrust *trust, Found *found, FwBadgeCheck *check)
{
  const char *issuer = fw_badge_get_issuer (self->credential), *problem;
  const FwBadgeKey *trusted = fw_badge_trust_get_key (trust, issuer);
  FwBadgeKey named = { FW_BADGE_KEY_NONE };
  const FwBadgeKey *theirs = trusted;

  if (!read_own_key (self->header, found, check))
    return FALSE;
  if (issuer != NULL && g_str_has_prefix (issuer, "did:key:") &&
      fw_badge_key_from_did (issuer, &named, &problem))
    theirs = &named;
  if (theirs == NULL && !found->own)
    {
      const char *kid = fw_json_find_text (self->header, "kid");

      fw_badge_check_set (check, FW_BADGE_SIGNATURE_NOT_CHECKED, "key is not here: %s",
                          kid != NULL ? kid : "none is named");
      return FALSE;
    }
  if (theirs != NULL && found->own && !fw_badge_key_equal (theirs, &found->key))
    {
      fw_badge_check_set (check, FW_BADGE_SIGNATURE_INVALID,
                          "signed by another key than the issuer's");
      return FALSE;
    }
  if (!found->own)
    copy_key (&found->key, theirs);
  found->proven = theirs != NULL;
  return TRUE;
}

/* ---- what the claims repeat ---- */

static gboolean
same_moment (JsonObject *payload, const char *claim, const char *text)
{
  JsonNode *node = json_object_get_member (payload, claim);
  gint64 moment;

  if (node == NULL)
    return TRUE;
  return text != NULL && JSON_NODE_HOLDS_VALUE (node) &&
         json_node_get_value_type (node) == G_TYPE_INT64 &&
         fw_time_parse (fw_text (text), &moment) &&
         json_node_get_int (node) == moment / FW_SECOND - (moment % FW_SECOND < 0);
}

static gboolean
same_text (JsonObject *payload, const char *claim, const char *text)
{
  return !json_object_has_member (payload, claim) ||
         g_strcmp0 (fw_json_find_text (payload, claim), text) == 0;
}

/* Returns: (nullable): which claim says something else than the badge. */
static const char *
find_mismatch (const FwBadgeJws *self)
{
  JsonObject *credential = self->credential, *subject = fw_badge_get_subject (credential);

  if (fw_badge_is_version_2 (credential))
    return NULL;
  if (!same_text (self->payload, "iss", fw_badge_get_issuer (credential)))
    return "iss differs from issuer.id";
  if (!same_moment (self->payload, "nbf", fw_badge_time_get_from (credential)))
    return "nbf differs from validFrom";
  if (!same_moment (self->payload, "exp", fw_badge_time_get_until (credential)))
    return "exp differs from validUntil";
  if (!same_text (self->payload, "jti", fw_json_find_text (credential, "id")))
    return "jti differs from id";
  if (!same_text (self->payload, "sub", subject != NULL ? fw_json_find_text (subject, "id") : NULL))
    return "sub differs from credentialSubject.id";
  return NULL;
}

static void
check_signature (const FwBadgeJws *self, const char *text, const Found *found, FwBadgeCheck *check)
{
  gboolean rsa = g_str_equal (fw_json_find_text (self->header, "alg"), "RS256");
  const char *mismatch;

  if (rsa != (found->key.kind == FW_BADGE_KEY_RSA))
    {
      fw_badge_check_set (check, FW_BADGE_SIGNATURE_INVALID, "key is of another algorithm");
      return;
    }
  if (!fw_badge_key_verify (&found->key, (const guint8 *) text, self->signed_length,
                            self->signature, self->signature_length))
    {
      fw_badge_check_set (check, FW_BADGE_SIGNATURE_INVALID, "signature does not match");
      return;
    }
  mismatch = find_mismatch (self);
  if (mismatch != NULL)
    {
      fw_badge_check_set (check, FW_BADGE_SIGNATURE_INVALID, "%s", mismatch);
      return;
    }
  fw_badge_check_set (check, FW_BADGE_SIGNATURE_VALID, "%s",
                      found->own ? "self-contained key; issuer not pinned" : "");
  check->proven = found->proven;
}

void
fw_badge_jws_check (const FwBadgeJws *self,
                    const char *text,
                    const FwBadgeTrust *trust,
                    FwBadgeCheck *check)
{
  Found found = { { FW_BADGE_KEY_NONE } };

  if (check_header (self->header, check) && find_key (self, trust, &found, check))
    check_signature (self, text, &found, check);
  fw_badge_key_clear (&found.key);
}
