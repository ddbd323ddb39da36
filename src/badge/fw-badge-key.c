/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <sodium.h>
#include <string.h>

#include "badge/fw-badge-private.h"
#include "badge/fw-multibase.h"
#include "protocol/fw-json.h"

#define LEAST_RSA_BYTES 256
#define MOST_RSA_BYTES 1024

void
fw_badge_key_clear (FwBadgeKey *self)
{
  g_clear_pointer (&self->modulus, g_bytes_unref);
  g_clear_pointer (&self->exponent, g_bytes_unref);
  self->kind = FW_BADGE_KEY_NONE;
}

gboolean
fw_badge_key_equal (const FwBadgeKey *a, const FwBadgeKey *b)
{
  if (a->kind != b->kind || a->kind == FW_BADGE_KEY_NONE)
    return FALSE;
  if (a->kind == FW_BADGE_KEY_ED25519)
    return memcmp (a->ed25519, b->ed25519, sizeof a->ed25519) == 0;
  return g_bytes_equal (a->modulus, b->modulus) && g_bytes_equal (a->exponent, b->exponent);
}

gboolean
fw_badge_key_from_multibase (const char *text, FwBadgeKey *key, const char **problem)
{
  guint8 bytes[64];
  gsize length;

  if (*text != 'z' || !fw_base58_decode (text + 1, bytes, sizeof bytes, &length))
    {
      *problem = "not base58";
      return FALSE;
    }
  if (length != 34 || bytes[0] != 0xed || bytes[1] != 0x01)
    {
      *problem = "not a key of Ed25519";
      return FALSE;
    }
  key->kind = FW_BADGE_KEY_ED25519;
  memcpy (key->ed25519, bytes + 2, 32);
  return TRUE;
}

gboolean
fw_badge_key_from_did (const char *did, FwBadgeKey *key, const char **problem)
{
  const char *start = did + strlen ("did:key:"), *mark;
  g_autofree char *method = NULL;

  *problem = "not a did:key";
  if (!g_str_has_prefix (did, "did:key:"))
    return FALSE;
  mark = strchr (start, '#');
  method = mark != NULL ? g_strndup (start, (gsize) (mark - start)) : g_strdup (start);
  if (mark != NULL && !g_str_equal (mark + 1, method))
    {
      *problem = "verification method names two keys";
      return FALSE;
    }
  return fw_badge_key_from_multibase (method, key, problem);
}

/* Returns: (transfer full) (nullable): without leading zeros. */
static GBytes *
read_integer (JsonObject *jwk, const char *member)
{
  const char *text = fw_json_find_text (jwk, member);
  gsize length = 0, zeros = 0;
  g_autofree guint8 *bytes =
      text != NULL ? fw_base64url_decode (text, strlen (text), &length) : NULL;

  if (bytes == NULL)
    return NULL;
  while (zeros < length && bytes[zeros] == 0)
    zeros++;
  return g_bytes_new (bytes + zeros, length - zeros);
}

static gboolean
read_rsa (JsonObject *jwk, FwBadgeKey *key, const char **problem)
{
  gsize size;

  key->modulus = read_integer (jwk, "n");
  key->exponent = read_integer (jwk, "e");
  size = key->modulus != NULL ? g_bytes_get_size (key->modulus) : 0;
  if (size < LEAST_RSA_BYTES || size > MOST_RSA_BYTES || key->exponent == NULL ||
      g_bytes_get_size (key->exponent) == 0 || g_bytes_get_size (key->exponent) > 8)
    {
      fw_badge_key_clear (key);
      *problem = "not an RSA key of 2048 to 8192 bits";
      return FALSE;
    }
  key->kind = FW_BADGE_KEY_RSA;
  return TRUE;
}

static gboolean
read_okp (JsonObject *jwk, FwBadgeKey *key, const char **problem)
{
  const char *curve = fw_json_find_text (jwk, "crv"), *text = fw_json_find_text (jwk, "x");
  gsize length = 0;
  g_autofree guint8 *bytes =
      text != NULL ? fw_base64url_decode (text, strlen (text), &length) : NULL;

  if (g_strcmp0 (curve, "Ed25519") != 0 || bytes == NULL || length != 32)
    {
      *problem = "not a key of Ed25519";
      return FALSE;
    }
  memcpy (key->ed25519, bytes, 32);
  key->kind = FW_BADGE_KEY_ED25519;
  return TRUE;
}

gboolean
fw_badge_key_from_jwk (JsonObject *jwk, FwBadgeKey *key, const char **problem)
{
  static const char *const secrets[] = { "d", "p", "q", "dp", "dq", "qi", "k", "oth" };
  const char *type = fw_json_find_text (jwk, "kty");

  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    if (json_object_has_member (jwk, secrets[i]))
      {
        *problem = "private key inside the badge";
        return FALSE;
      }
  if (g_strcmp0 (type, "RSA") == 0)
    return read_rsa (jwk, key, problem);
  if (g_strcmp0 (type, "OKP") == 0)
    return read_okp (jwk, key, problem);
  *problem = "key of a kind that is not known";
  return FALSE;
}

static gnutls_datum_t
as_datum (GBytes *bytes)
{
  gsize length;
  gconstpointer data = g_bytes_get_data (bytes, &length);

  return (gnutls_datum_t){ (unsigned char *) data, (unsigned) length };
}

static gboolean
verify_rsa (const FwBadgeKey *self,
            const guint8 *data,
            gsize length,
            const guint8 *signature,
            gsize signature_length)
{
  gnutls_datum_t modulus = as_datum (self->modulus), exponent = as_datum (self->exponent);
  gnutls_datum_t text = { (unsigned char *) data, (unsigned) length };
  gnutls_datum_t mark = { (unsigned char *) signature, (unsigned) signature_length };
  gnutls_pubkey_t key;
  gboolean right;

  if (gnutls_pubkey_init (&key) < 0)
    return FALSE;
  right = gnutls_pubkey_import_rsa_raw (key, &modulus, &exponent) >= 0 &&
          gnutls_pubkey_verify_data2 (key, GNUTLS_SIGN_RSA_SHA256, 0, &text, &mark) >= 0;
  gnutls_pubkey_deinit (key);
  return right;
}

gboolean
fw_badge_key_verify (const FwBadgeKey *self,
                     const guint8 *data,
                     gsize length,
                     const guint8 *signature,
                     gsize signature_length)
{
  g_return_val_if_fail (self != NULL && data != NULL && signature != NULL, FALSE);

  if (self->kind == FW_BADGE_KEY_RSA)
    return verify_rsa (self, data, length, signature, signature_length);
  return self->kind == FW_BADGE_KEY_ED25519 && signature_length == crypto_sign_BYTES &&
         sodium_init () >= 0 &&
         crypto_sign_verify_detached (signature, data, length, self->ed25519) == 0;
}
