/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sodium.h>
#include <string.h>

#include "badge/fw-badge-private.h"
#include "badge/fw-canonical-json.h"
#include "badge/fw-multibase.h"
#include "core/calendar/fw-zone.h"
#include "core/fw-error.h"
#include "protocol/fw-json.h"

#define SUITE "eddsa-jcs-2022"
#define HASH_BYTES crypto_hash_sha256_BYTES

void
fw_badge_check_set (FwBadgeCheck *self, FwBadgeSignature signature, const char *format, ...)
{
  va_list arguments;

  g_free (self->note);
  self->signature = signature;
  va_start (arguments, format);
  self->note = g_strdup_vprintf (format, arguments);
  va_end (arguments);
}

/* What is signed: the hash of the proof without its value, then that of the credential without its
 * proof. */
static void
hash_both (JsonObject *credential, JsonObject *proof, guint8 hashes[2 * HASH_BYTES])
{
  g_autoptr (JsonNode) part = json_node_alloc ();
  g_autoptr (JsonNode) whole = json_node_alloc ();
  g_autofree char *options = NULL, *document = NULL;

  json_node_init_object (part, proof);
  json_node_init_object (whole, credential);
  options = fw_canonical_json (part, "proofValue");
  document = fw_canonical_json (whole, "proof");
  crypto_hash_sha256 (hashes, (const guint8 *) options, strlen (options));
  crypto_hash_sha256 (hashes + HASH_BYTES, (const guint8 *) document, strlen (document));
}

/* The contexts of a proof, where it has any, begin those of the credential. */
static gboolean
is_context_of (JsonObject *proof, JsonObject *credential)
{
  JsonNode *own = json_object_get_member (proof, "@context");
  JsonNode *all = json_object_get_member (credential, "@context");
  JsonArray *few, *many;

  if (own == NULL)
    return TRUE;
  if (all == NULL || !JSON_NODE_HOLDS_ARRAY (own) || !JSON_NODE_HOLDS_ARRAY (all))
    return all != NULL && json_node_equal (own, all);
  few = json_node_get_array (own);
  many = json_node_get_array (all);
  if (json_array_get_length (few) > json_array_get_length (many))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (few); i++)
    if (!json_node_equal (json_array_get_element (few, i), json_array_get_element (many, i)))
      return FALSE;
  return TRUE;
}

/* A method is the issuer's id, or that with a fragment. */
static gboolean
is_method_of (const char *method, const char *issuer)
{
  gsize length = strlen (issuer);

  return g_str_has_prefix (method, issuer) && (method[length] == '#' || method[length] == '\0');
}

/* The key that a verification method says itself: a did:key, or a URL whose fragment is one.
 * Returns: FALSE where it says none; @problem: (out) (nullable): where it says a wrong one. */
static gboolean
read_method (const char *method, FwBadgeKey *key, const char **problem)
{
  const char *mark = strchr (method, '#'), *unused;

  if (g_str_has_prefix (method, "did:key:") && !fw_badge_key_from_did (method, key, problem))
    return FALSE;
  *problem = NULL;
  if (g_str_has_prefix (method, "did:key:"))
    return TRUE;
  return mark != NULL && fw_badge_key_from_multibase (mark + 1, key, &unused);
}

/* FALSE: @check says why. An issuer that is a did:key, or that is trusted with a key, signs by that
 * one; of any other the key shows only that the badge was not changed since. */
static gboolean
find_key (JsonObject *credential,
          JsonObject *proof,
          const FwBadgeTrust *trust,
          FwBadgeKey *key,
          FwBadgeCheck *check)
{
  const char *issuer = fw_badge_get_issuer (credential), *problem;
  const char *method = fw_json_find_text (proof, "verificationMethod");
  const FwBadgeKey *trusted = fw_badge_trust_get_key (trust, issuer);
  gboolean own = issuer != NULL && method != NULL && is_method_of (method, issuer), said;

  if (method == NULL)
    {
      fw_badge_check_set (check, FW_BADGE_SIGNATURE_INVALID, "proof lacks a verification method");
      return FALSE;
    }
  said = read_method (method, key, &problem);
  if ((issuer != NULL && g_str_has_prefix (issuer, "did:key:") && !own) ||
      (said && trusted != NULL && !fw_badge_key_equal (trusted, key)))
    problem = "signed by another key than the issuer's";
  if (problem != NULL)
    {
      fw_badge_check_set (check, FW_BADGE_SIGNATURE_INVALID, "%s", problem);
      return FALSE;
    }
  if (!said && own && trusted != NULL && trusted->kind == FW_BADGE_KEY_ED25519)
    {
      *key = *trusted;
      said = TRUE;
    }
  if (!said)
    fw_badge_check_set (check, FW_BADGE_SIGNATURE_NOT_CHECKED, "key is not here: %s", method);
  check->proven = said && (trusted != NULL || (own && g_str_has_prefix (method, "did:key:")));
  return said;
}

static gboolean
check_options (JsonObject *credential, JsonObject *proof, gint64 at, FwBadgeCheck *check)
{
  const char *purpose = fw_json_find_text (proof, "proofPurpose"), *problem = NULL;
  const char *created = fw_json_find_text (proof, "created");
  const char *expires = fw_json_find_text (proof, "expires");
  gint64 moment;

  if (g_strcmp0 (purpose, "assertionMethod") != 0)
    problem = "proof is for another purpose";
  else if (!is_context_of (proof, credential))
    problem = "contexts of the proof are not those of the badge";
  else if (created != NULL && !fw_time_parse (fw_text (created), &moment))
    problem = "created is no date-time";
  else if (expires != NULL && (!fw_time_parse (fw_text (expires), &moment) || moment < at))
    problem = "proof has expired";
  if (problem != NULL)
    fw_badge_check_set (check, FW_BADGE_SIGNATURE_INVALID, "%s", problem);
  return problem == NULL;
}

static void
check_value (JsonObject *credential, JsonObject *proof, const FwBadgeKey *key, FwBadgeCheck *check)
{
  const char *text = fw_json_find_text (proof, "proofValue");
  guint8 signature[crypto_sign_BYTES + 1], hashes[2 * HASH_BYTES];
  gsize length;

  if (text == NULL || *text != 'z' ||
      !fw_base58_decode (text + 1, signature, sizeof signature, &length))
    {
      fw_badge_check_set (check, FW_BADGE_SIGNATURE_INVALID, "not base58");
      return;
    }
  hash_both (credential, proof, hashes);
  if (fw_badge_key_verify (key, hashes, sizeof hashes, signature, length))
    fw_badge_check_set (check, FW_BADGE_SIGNATURE_VALID, "%s",
                        check->proven ? "" : "self-contained key; issuer not pinned");
  else
    fw_badge_check_set (check, FW_BADGE_SIGNATURE_INVALID, "signature does not match");
}

static void
check_one (JsonObject *credential,
           JsonObject *proof,
           gint64 at,
           const FwBadgeTrust *trust,
           FwBadgeCheck *check)
{
  const char *type = fw_json_find_text (proof, "type");
  const char *suite = fw_json_find_text (proof, "cryptosuite");
  FwBadgeKey key = { FW_BADGE_KEY_NONE };

  if (g_strcmp0 (type, "DataIntegrityProof") != 0 || g_strcmp0 (suite, SUITE) != 0)
    fw_badge_check_set (check, FW_BADGE_SIGNATURE_NOT_CHECKED, "suite %s",
                        g_strcmp0 (type, "DataIntegrityProof") == 0 && suite != NULL ? suite
                        : type != NULL                                               ? type
                                                                                     : "unknown");
  else if (check_options (credential, proof, at, check) &&
           find_key (credential, proof, trust, &key, check))
    check_value (credential, proof, &key, check);
}

/* Of several proofs each is by itself: one that is wrong spoils the badge, one that is right is
 * enough beside those that cannot be checked. */
static void
check_all (JsonObject *credential,
           JsonArray *proofs,
           gint64 at,
           const FwBadgeTrust *trust,
           FwBadgeCheck *check)
{
  for (guint i = 0; i < json_array_get_length (proofs); i++)
    {
      JsonObject *proof = fw_json_find_element (proofs, i);
      FwBadgeCheck one = { FW_BADGE_SIGNATURE_NONE };

      if (proof == NULL)
        fw_badge_check_set (&one, FW_BADGE_SIGNATURE_INVALID, "proof is no object");
      else
        check_one (credential, proof, at, trust, &one);
      if (one.signature == FW_BADGE_SIGNATURE_INVALID ||
          (one.signature == FW_BADGE_SIGNATURE_VALID &&
           check->signature != FW_BADGE_SIGNATURE_INVALID) ||
          check->signature == FW_BADGE_SIGNATURE_NONE)
        {
          g_free (check->note);
          *check = one;
        }
      else
        g_free (one.note);
    }
}

void
fw_badge_proof_check (JsonObject *credential,
                      gint64 at,
                      const FwBadgeTrust *trust,
                      FwBadgeCheck *check)
{
  JsonNode *node = json_object_get_member (credential, "proof");

  if (sodium_init () < 0 || node == NULL || JSON_NODE_HOLDS_NULL (node))
    return;
  if (JSON_NODE_HOLDS_OBJECT (node))
    check_one (credential, json_node_get_object (node), at, trust, check);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    check_all (credential, json_node_get_array (node), at, trust, check);
  else
    fw_badge_check_set (check, FW_BADGE_SIGNATURE_INVALID, "proof is no object");
}

/* ---- out ---- */

/* Returns: (transfer full): "z6Mk..." of a public key. */
static char *
name_key (const guint8 *public_key)
{
  guint8 bytes[2 + crypto_sign_PUBLICKEYBYTES] = { 0xed, 0x01 };
  g_autofree char *text = NULL;

  memcpy (bytes + 2, public_key, crypto_sign_PUBLICKEYBYTES);
  text = fw_base58_encode (bytes, sizeof bytes);
  return g_strconcat ("z", text, NULL);
}

static JsonObject *
make_proof (JsonObject *credential, const char *method, gint64 created)
{
  g_autofree char *when = fw_time_format (created - created % FW_SECOND);
  JsonObject *proof = json_object_new ();

  json_object_set_string_member (proof, "type", "DataIntegrityProof");
  json_object_set_string_member (proof, "cryptosuite", SUITE);
  json_object_set_string_member (proof, "created", when);
  json_object_set_string_member (proof, "verificationMethod", method);
  json_object_set_string_member (proof, "proofPurpose", "assertionMethod");
  if (json_object_has_member (credential, "@context"))
    json_object_set_member (proof, "@context",
                            json_node_copy (json_object_get_member (credential, "@context")));
  return proof;
}

gboolean
fw_badge_sign (JsonObject *credential,
               const guint8 seed[FW_BADGE_SEED_BYTES],
               gint64 created,
               GError **error)
{
  guint8 public_key[crypto_sign_PUBLICKEYBYTES], secret[crypto_sign_SECRETKEYBYTES];
  guint8 hashes[2 * HASH_BYTES], signature[crypto_sign_BYTES];
  g_autofree char *key = NULL, *issuer = NULL, *method = NULL, *text = NULL, *value = NULL;
  JsonObject *proof;

  g_return_val_if_fail (credential != NULL && seed != NULL && sodium_init () >= 0, FALSE);

  crypto_sign_seed_keypair (public_key, secret, seed);
  key = name_key (public_key);
  issuer = g_strconcat ("did:key:", key, NULL);
  if (json_object_has_member (credential, "proof") ||
      g_strcmp0 (fw_badge_get_issuer (credential), issuer) != 0)
    {
      sodium_memzero (secret, sizeof secret);
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "expected a credential without a proof, issued by %s", issuer);
      return FALSE;
    }
  method = g_strconcat (issuer, "#", key, NULL);
  proof = make_proof (credential, method, created);
  hash_both (credential, proof, hashes);
  crypto_sign_detached (signature, NULL, hashes, sizeof hashes, secret);
  sodium_memzero (secret, sizeof secret);
  text = fw_base58_encode (signature, sizeof signature);
  value = g_strconcat ("z", text, NULL);
  json_object_set_string_member (proof, "proofValue", value);
  json_object_set_object_member (credential, "proof", proof);
  return TRUE;
}
