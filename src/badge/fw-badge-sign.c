/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <string.h>

#include "badge/fw-badge-private.h"
#include "badge/fw-multibase.h"
#include "core/calendar/fw-zone.h"
#include "core/fw-error.h"
#include "protocol/fw-json.h"

/* Out as a JWS; the proof of a Data Integrity suite is made beside its check. */

static gboolean
fail (GError **error, const char *words)
{
  g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID, words);
  return FALSE;
}

/* ---- the key ---- */

static void
append_integer (FwJsonWriter *json, const char *key, gnutls_datum_t *number)
{
  gsize zeros = 0;
  g_autofree char *text = NULL;

  while (zeros < number->size && number->data[zeros] == 0)
    zeros++;
  text = fw_base64url_encode (number->data + zeros, number->size - zeros);
  fw_json_member_text (json, key, text);
  gnutls_free (number->data);
}

static char *
encode_json (GString *text)
{
  return fw_base64url_encode ((const guint8 *) text->str, text->len);
}

/* Returns: (transfer full) (nullable): the header with the public half, encoded. */
static char *
make_header (gnutls_privkey_t key)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gnutls_datum_t modulus, exponent;
  FwJsonWriter json;

  if (gnutls_privkey_export_rsa_raw (key, &modulus, &exponent, NULL, NULL, NULL, NULL, NULL, NULL) <
      0)
    return NULL;
  fw_json_writer_init (&json, text);
  fw_json_writer_begin_object (&json);
  fw_json_member_text (&json, "alg", "RS256");
  fw_json_writer_key (&json, "jwk");
  fw_json_writer_begin_object (&json);
  fw_json_member_text (&json, "kty", "RSA");
  append_integer (&json, "n", &modulus);
  append_integer (&json, "e", &exponent);
  fw_json_writer_end_object (&json);
  fw_json_member_text (&json, "typ", "JWT");
  fw_json_writer_end_object (&json);
  return encode_json (text);
}

static gboolean
load_key (gnutls_privkey_t key, const char *pem, GError **error)
{
  const gnutls_datum_t text = { (unsigned char *) pem, (unsigned) strlen (pem) };
  unsigned bits = 0;

  if (gnutls_privkey_import_x509_raw (key, &text, GNUTLS_X509_FMT_PEM, NULL, 0) < 0)
    return fail (error, "expected a private key in PEM, without a password");
  return (gnutls_privkey_get_pk_algorithm (key, &bits) == GNUTLS_PK_RSA && bits >= 2048) ||
         fail (error, "expected an RSA key of 2048 bits or more");
}

/* ---- the claims ---- */

static void
add_claim (JsonObject *payload, const char *claim, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (payload, claim, text);
}

static void
add_moment (JsonObject *payload, const char *claim, const char *text)
{
  gint64 moment;

  if (text != NULL && fw_time_parse (fw_text (text), &moment))
    json_object_set_int_member (payload, claim, moment / FW_SECOND - (moment % FW_SECOND < 0));
}

/* Returns: (transfer full): the credential with its claims, encoded. */
static char *
make_payload (JsonObject *credential)
{
  g_autoptr (JsonNode) node = json_node_alloc ();
  g_autoptr (GList) members = json_object_get_members (credential);
  g_autoptr (JsonObject) payload = json_object_new ();
  JsonObject *subject = fw_badge_get_subject (credential);
  g_autofree char *text = NULL;

  for (GList *at = members; at != NULL; at = at->next)
    json_object_set_member (payload, at->data,
                            json_node_copy (json_object_get_member (credential, at->data)));
  add_claim (payload, "iss", fw_badge_get_issuer (credential));
  add_claim (payload, "jti", fw_json_find_text (credential, "id"));
  add_claim (payload, "sub", subject != NULL ? fw_json_find_text (subject, "id") : NULL);
  add_moment (payload, "nbf", fw_badge_time_get_from (credential));
  add_moment (payload, "exp", fw_badge_time_get_until (credential));
  json_node_init_object (node, payload);
  text = json_to_string (node, FALSE);
  return fw_base64url_encode ((const guint8 *) text, strlen (text));
}

static gboolean
check_credential (JsonObject *credential, GError **error)
{
  g_autofree char *form = fw_badge_form_check (credential);
  g_autofree char *time = fw_badge_time_check (credential, g_get_real_time ());

  if (json_object_has_member (credential, "proof"))
    return fail (error, "expected a credential without a proof");
  if (!g_str_equal (form, "ok"))
    return fail (error, form);
  if (!g_str_equal (time, "valid") && !g_str_equal (time, "expired") &&
      !g_str_equal (time, "not yet valid"))
    return fail (error, time);
  return TRUE;
}

static char *
sign_text (gnutls_privkey_t key, const char *text)
{
  const gnutls_datum_t data = { (unsigned char *) text, (unsigned) strlen (text) };
  gnutls_datum_t signature;
  char *encoded;

  if (gnutls_privkey_sign_data2 (key, GNUTLS_SIGN_RSA_SHA256, 0, &data, &signature) < 0)
    return NULL;
  encoded = fw_base64url_encode (signature.data, signature.size);
  gnutls_free (signature.data);
  return encoded;
}

char *
fw_badge_sign_jws (JsonObject *credential, const char *pem, GError **error)
{
  g_autofree char *header = NULL, *payload = NULL, *text = NULL, *signature = NULL;
  gnutls_privkey_t key;

  g_return_val_if_fail (credential != NULL && pem != NULL, NULL);

  if (!check_credential (credential, error))
    return NULL;
  if (gnutls_privkey_init (&key) < 0)
    g_error ("GnuTLS has no room for a key");
  if (load_key (key, pem, error))
    {
      header = make_header (key);
      payload = make_payload (credential);
      text = header != NULL ? g_strconcat (header, ".", payload, NULL) : NULL;
      signature = text != NULL ? sign_text (key, text) : NULL;
      if (signature == NULL)
        fail (error, "expected a key that can sign");
    }
  gnutls_privkey_deinit (key);
  return signature != NULL ? g_strconcat (text, ".", signature, NULL) : NULL;
}
