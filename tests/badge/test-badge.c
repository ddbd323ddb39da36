/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <sodium.h>
#include <string.h>

#include "badge/fw-badge.h"
#include "badge/fw-canonical-json.h"
#include "badge/fw-multibase.h"
#include "core/calendar/fw-zone.h"
#include "core/fw-error.h"
#include "protocol/fw-json.h"
#include "support/fw-people-data.h"

#define N_OURS 31
#define ISSUER "did:key:z6MkehRgf7yJbgaGfYsdoAsKdBPE3dj2CYhowQdcjqSJgvVd"

static gint64
get_moment (void)
{
  gint64 moment;

  g_assert_true (fw_time_parse (FW_TEXT_LITERAL ("2026-11-30T04:00:00Z"), &moment));
  return moment;
}

static GBytes *
text (const char *content)
{
  return g_bytes_new (content, strlen (content));
}

static FwBadgeAnswer *
verify (const char *content)
{
  g_autoptr (GBytes) file = text (content);

  return fw_badge_verify (file, get_moment (), NULL);
}

static FwBadgeAnswer *
verify_named (const char *name, const char *trust)
{
  g_autofree char *path = g_strconcat ("badges/", name, NULL);
  g_autoptr (GBytes) file = fw_people_data (path);
  g_autoptr (GBytes) list = trust != NULL ? text (trust) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FwBadgeTrust) trusted = list != NULL ? fw_badge_trust_read (list, &error) : NULL;

  g_assert_no_error (error);
  return fw_badge_verify (file, get_moment (), trusted);
}

static char *
read_text (const char *name)
{
  g_autoptr (GBytes) bytes = fw_people_data (name);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static JsonObject *
read_object (const char *name)
{
  g_autofree char *content = read_text (name);
  JsonObject *object = fw_json_parse_object (content, strlen (content), NULL);

  g_assert_nonnull (object);
  return object;
}

/* Columns: file, parse, structure, signature, signature_note, time, verdict; what was not asked is
 * empty. */
static guint
check_expected (GBytes *(*read) (const char *name))
{
  g_autoptr (GBytes) table = read ("badges/expected.csv");
  g_autoptr (GPtrArray) rows = table != NULL ? fw_people_table (table) : g_ptr_array_new ();
  guint n = 0;

  for (guint i = 1; i < rows->len; i++)
    {
      char **row = rows->pdata[i];
      g_autofree char *path = g_strconcat ("badges/", row[0], NULL);
      g_autoptr (GBytes) file = NULL;
      g_autoptr (FwBadgeAnswer) answer = NULL;

      if (row[0][0] == 'm' && read == fw_people_data)
        continue; /* of others; not ours to keep */
      file = read (path);
      answer = fw_badge_verify (file, get_moment (), NULL);
      g_test_message ("%s", row[0]);
      g_assert_cmpstr (answer->parse, ==, row[1]);
      g_assert_cmpstr (answer->structure != NULL ? answer->structure : "", ==, row[2]);
      if (answer->credential != NULL)
        g_assert_cmpstr (fw_badge_signature_to_name (answer->signature), ==, row[3]);
      g_assert_cmpstr (answer->signature_note != NULL ? answer->signature_note : "", ==, row[4]);
      g_assert_cmpstr (answer->time != NULL ? answer->time : "", ==, row[5]);
      g_assert_cmpstr (answer->verdict, ==, row[6]);
      g_assert_cmpint (answer->issuer, ==, FW_BADGE_ISSUER_NOT_ASKED);
      n++;
    }
  return n;
}

static void
test_expected (void)
{
  g_assert_cmpuint (check_expected (fw_people_data), >, N_OURS);
  check_expected (fw_people_shared);
}

/* Who signs is a question of its own: a right signature does not make an issuer known. */
static void
test_trust (void)
{
  static const char known[] = "[\"" ISSUER "\"]", other[] = "{\"issuers\":[{\"id\":\"did:x\"}]}";
  static const char by_id[] = "[\"https://badges.example.org/issuers/1\"]";
  g_autofree char *keys = read_text ("badges/keys.json");
  g_autoptr (JsonObject) all = fw_json_parse_object (keys, strlen (keys), NULL);
  g_autofree char *jwk = json_to_string (json_object_get_member (all, "RSA_public_jwk"), FALSE);
  g_autofree char *by_key =
      g_strdup_printf ("[{\"id\":\"https://badges.example.org/issuers/1\",\"jwk\":%s}]", jwk);
  const struct
  {
    const char *file, *trust;
    FwBadgeIssuer expected;
  } cases[] = {
    { "01-jcs.json", known, FW_BADGE_ISSUER_KNOWN },
    { "01-jcs.json", other, FW_BADGE_ISSUER_UNKNOWN },
    { "05-eddsa.jwt", known, FW_BADGE_ISSUER_KNOWN },
    { "21-tampered.json", known, FW_BADGE_ISSUER_NOT_PROVEN },
    { "01-jcs-unsigned.json", known, FW_BADGE_ISSUER_NOT_PROVEN },
    /* Anybody can put a key beside somebody else's name. */
    { "04-rs256.jwt", by_id, FW_BADGE_ISSUER_NOT_PROVEN },
    { "04-rs256.jwt", by_key, FW_BADGE_ISSUER_KNOWN },
    { "09-ob2-assertion.json", by_id, FW_BADGE_ISSUER_NOT_PROVEN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FwBadgeAnswer) answer = verify_named (cases[i].file, cases[i].trust);

      g_assert_cmpint (answer->issuer, ==, cases[i].expected);
    }
}

static void
test_bad_trust (void)
{
  static const char *const lists[] = { "{}",
                                       "[1]",
                                       "[{\"id\":\"a\",\"publicKeyMultibase\":\"zO\"}]",
                                       "[{\"name\":\"a\"}]",
                                       "[",
                                       "[{\"id\":\"a\",\"jwk\":{\"kty\":\"OKP\",\"d\":\"x\"}}]" };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (GBytes) list = text (lists[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (fw_badge_trust_read (list, &error));
      g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
    }
}

static void
test_recipient (void)
{
  g_autoptr (JsonObject) third = read_object ("badges/01-jcs.json");
  g_autoptr (JsonObject) second = read_object ("badges/09-ob2-assertion.json");

  g_assert_true (fw_badge_is_of (third, "lin.qiao@example.org"));
  g_assert_false (fw_badge_is_of (third, "tan.yue@example.org"));
  g_assert_true (fw_badge_is_of (second, "tan.yue@example.org"));
  g_assert_false (fw_badge_is_of (second, "lin.qiao@example.org"));
}

/* The seed is the bytes 00 to 1f; the proof must be that of the file to the last sign. */
static void
test_sign (void)
{
  g_autoptr (JsonObject) credential = read_object ("badges/01-jcs-unsigned.json");
  g_autoptr (JsonObject) signed_ = read_object ("badges/01-jcs.json");
  g_autoptr (GError) error = NULL;
  guint8 seed[FW_BADGE_SEED_BYTES];
  gint64 created;

  for (guint i = 0; i < sizeof seed; i++)
    seed[i] = (guint8) i;
  g_assert_true (fw_time_parse (FW_TEXT_LITERAL ("2026-03-02T08:00:00Z"), &created));
  g_assert_true (fw_badge_sign (credential, seed, created, &error));
  g_assert_true (json_node_equal (json_object_get_member (credential, "proof"),
                                  json_object_get_member (signed_, "proof")));
  /* Once is enough, and only one's own. */
  g_assert_false (fw_badge_sign (credential, seed, created, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
  g_clear_error (&error);
  json_object_remove_member (credential, "proof");
  seed[0] = 1;
  g_assert_false (fw_badge_sign (credential, seed, created, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
  g_assert_false (json_object_has_member (credential, "proof"));
}

static void
hash_without (JsonObject *object, const char *except, guint8 *hash)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *canonical = fw_canonical_json (node, except);

  crypto_hash_sha256 (hash, (const guint8 *) canonical, strlen (canonical));
}

/* Signs with the seed 00 to 1f under whatever issuer and verification method. */
static char *
sign_as (const char *issuer, const char *method)
{
  g_autoptr (JsonObject) credential = read_object ("badges/01-jcs-unsigned.json");
  JsonObject *proof = json_object_new ();
  guint8 seed[32], key[32], secret[64], hashes[64], signature[64];
  g_autofree char *text = NULL, *value = NULL;
  g_autoptr (JsonNode) node = json_node_alloc ();

  for (guint i = 0; i < sizeof seed; i++)
    seed[i] = (guint8) i;
  crypto_sign_seed_keypair (key, secret, seed);
  json_object_set_string_member (json_object_get_object_member (credential, "issuer"), "id",
                                 issuer);
  json_object_set_string_member (proof, "type", "DataIntegrityProof");
  json_object_set_string_member (proof, "cryptosuite", "eddsa-jcs-2022");
  json_object_set_string_member (proof, "verificationMethod", method);
  json_object_set_string_member (proof, "proofPurpose", "assertionMethod");
  hash_without (proof, NULL, hashes);
  hash_without (credential, NULL, hashes + 32);
  crypto_sign_detached (signature, NULL, hashes, sizeof hashes, secret);
  text = fw_base58_encode (signature, sizeof signature);
  value = g_strconcat ("z", text, NULL);
  json_object_set_string_member (proof, "proofValue", value);
  json_object_set_object_member (credential, "proof", proof);
  json_node_init_object (node, credential);
  return json_to_string (node, FALSE);
}

#define K1 "z6MkehRgf7yJbgaGfYsdoAsKdBPE3dj2CYhowQdcjqSJgvVd"
#define K2 "z6Mks3B96D2HSijA2uLmVSpqN1SwVxWgowZ4k1RtA64oSMwb"
#define URL "https://badges.example.org/issuers/1"

/* Whose key it is, and what that proves. */
static void
test_methods (void)
{
  static const char not_pinned[] = "self-contained key; issuer not pinned";
  static const struct
  {
    const char *issuer, *method, *trust, *note;
    FwBadgeSignature signature;
    FwBadgeIssuer known;
  } cases[] = {
    { ISSUER, ISSUER "#" K1, NULL, "", FW_BADGE_SIGNATURE_VALID, FW_BADGE_ISSUER_NOT_ASKED },
    { URL, ISSUER "#" K1, NULL, not_pinned, FW_BADGE_SIGNATURE_VALID, FW_BADGE_ISSUER_NOT_ASKED },
    { URL, URL "#" K1, "[\"" URL "\"]", not_pinned, FW_BADGE_SIGNATURE_VALID,
      FW_BADGE_ISSUER_NOT_PROVEN },
    { URL, URL "#" K1, "[{\"id\":\"" URL "\",\"publicKeyMultibase\":\"" K1 "\"}]", "",
      FW_BADGE_SIGNATURE_VALID, FW_BADGE_ISSUER_KNOWN },
    { URL, URL "#key-1", "[{\"id\":\"" URL "\",\"publicKeyMultibase\":\"" K1 "\"}]", "",
      FW_BADGE_SIGNATURE_VALID, FW_BADGE_ISSUER_KNOWN },
    { URL, URL "#" K1, "[{\"id\":\"" URL "\",\"publicKeyMultibase\":\"" K2 "\"}]",
      "signed by another key than the issuer's", FW_BADGE_SIGNATURE_INVALID,
      FW_BADGE_ISSUER_NOT_PROVEN },
    { URL, URL "#key-1", NULL, "key is not here: " URL "#key-1", FW_BADGE_SIGNATURE_NOT_CHECKED,
      FW_BADGE_ISSUER_NOT_ASKED },
    { ISSUER, URL "#" K1, NULL, "signed by another key than the issuer's",
      FW_BADGE_SIGNATURE_INVALID, FW_BADGE_ISSUER_NOT_ASKED },
    { ISSUER, ISSUER "#" K2, NULL, "verification method names two keys", FW_BADGE_SIGNATURE_INVALID,
      FW_BADGE_ISSUER_NOT_ASKED },
    { URL, URL "#" K2, NULL, "signature does not match", FW_BADGE_SIGNATURE_INVALID,
      FW_BADGE_ISSUER_NOT_ASKED },
  };

  g_assert_cmpint (sodium_init (), >=, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *badge = sign_as (cases[i].issuer, cases[i].method);
      g_autoptr (GBytes) file = text (badge);
      g_autoptr (GBytes) list = cases[i].trust != NULL ? text (cases[i].trust) : NULL;
      g_autoptr (FwBadgeTrust) trust = list != NULL ? fw_badge_trust_read (list, NULL) : NULL;
      g_autoptr (FwBadgeAnswer) answer = fw_badge_verify (file, get_moment (), trust);

      g_assert_cmpstr (answer->signature_note, ==, cases[i].note);
      g_assert_cmpint (answer->signature, ==, cases[i].signature);
      g_assert_cmpint (answer->issuer, ==, cases[i].known);
    }
}

/* Returns: (transfer full): a key of RSA that nobody has used before. */
static char *
make_pem (gnutls_pk_algorithm_t algorithm, guint bits)
{
  gnutls_x509_privkey_t key;
  gnutls_datum_t text;
  char *pem;

  g_assert_cmpint (gnutls_x509_privkey_init (&key), >=, 0);
  g_assert_cmpint (gnutls_x509_privkey_generate (key, algorithm, bits, 0), >=, 0);
  g_assert_cmpint (gnutls_x509_privkey_export2 (key, GNUTLS_X509_FMT_PEM, &text), >=, 0);
  pem = g_strndup ((const char *) text.data, text.size);
  gnutls_free (text.data);
  gnutls_x509_privkey_deinit (key);
  return pem;
}

static void
test_sign_jws (void)
{
  g_autoptr (JsonObject) credential = read_object ("badges/01-jcs-unsigned.json");
  g_autofree char *pem = make_pem (GNUTLS_PK_RSA, 2048), *jws = NULL, *weak = NULL;
  JsonObject *issuer = json_object_get_object_member (credential, "issuer");
  g_autoptr (GError) error = NULL;
  g_autoptr (FwBadgeAnswer) answer = NULL, theirs = NULL;

  json_object_set_string_member (credential, "validUntil", "2027-03-02T08:00:00+08:00");
  json_object_set_string_member (issuer, "id", "https://badges.example.org/issuers/1");
  jws = fw_badge_sign_jws (credential, pem, &error);
  g_assert_no_error (error);
  answer = verify (jws);
  g_assert_cmpstr (answer->signature_note, ==, "self-contained key; issuer not pinned");
  g_assert_cmpstr (answer->verdict, ==, "accept");
  /* Whoever says that they are a did:key has to sign by it. */
  json_object_set_string_member (issuer, "id", ISSUER);
  g_free (jws);
  jws = fw_badge_sign_jws (credential, pem, &error);
  theirs = verify (jws);
  g_assert_cmpstr (theirs->signature_note, ==, "signed by another key than the issuer's");
  weak = make_pem (GNUTLS_PK_EDDSA_ED25519, 256);
  g_assert_null (fw_badge_sign_jws (credential, weak, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (fw_badge_sign_jws (credential, "no key", &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
  g_clear_error (&error);
  json_object_remove_member (credential, "validFrom");
  g_assert_null (fw_badge_sign_jws (credential, pem, &error));
  g_assert_cmpstr (error->message, ==, "credential lacks validFrom");
}

static void
test_bake (void)
{
  g_autoptr (GBytes) plain = fw_people_data ("badges/53-no-credential.png");
  g_autofree char *content = read_text ("badges/01-jcs.json");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) baked = fw_badge_bake (plain, content, &error);
  g_autoptr (GBytes) twice = NULL, none = text ("no picture");
  g_autoptr (FwBadgeAnswer) answer = NULL;

  g_assert_no_error (error);
  answer = fw_badge_verify (baked, get_moment (), NULL);
  g_assert_cmpstr (answer->verdict, ==, "accept");
  twice = fw_badge_bake (baked, content, &error);
  g_assert_null (twice);
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (fw_badge_bake (none, content, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
}

#define SVG                                                                                        \
  "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:b=\"https://purl.imsglobal.org/ob/v3p0\">"

static void
test_hostile (void)
{
  static const struct
  {
    const char *content, *expected;
  } cases[] = {
    { "", "empty" },
    { " \n", "empty" },
    { "hello, world", "neither JSON, JWT, PNG nor SVG" },
    { "https://badges.example.org/1", "a link to a badge, which is not fetched" },
    { "PK\3\4....", "a ZIP archive, which is no badge" },
    { "\x1f\x8b\x08..", "compressed by gzip, which is no badge" },
    { "[1]", "line 1, column 1: expected an object" },
    { "{\"a\":1,\"b\":{\"x\\\"y\":1,\"x\\\"y\":2}}", "duplicate key \"x\\\"y\"" },
    { "a.b", "not a JWS of three parts" },
    { "a.b.c.d", "not a JWS of three parts" },
    { "eyJ.e30.", "header of the JWS is not base64url" },
    { "e30.e3g.", "payload of the JWS: line 1, column 2: expected a key in double quotes" },
    { "e30.eyJhIjoxLCJhIjoyfQ.", "payload of the JWS: duplicate key \"a\"" },
    { "e30.e30.a", "signature of the JWS is not base64url" },
    { "\x89PNG\r\n\x1a\n", "PNG cut off" },
    { "\x89PNG\r\n", "not a PNG" },
    { "<!DOCTYPE svg [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>" SVG "&b;</svg>",
      "SVG with a document type is not allowed" },
    { SVG "</svg>", "no badge in this image" },
    { SVG "<b:credential>{}</b:credential><b:credential>{}</b:credential></svg>",
      "two credentials in one image" },
    { SVG "<b:credential><b:credential>{}</b:credential></b:credential></svg>",
      "SVG has elements within the badge" },
    { SVG "<b:credential>{}", "SVG is not well-formed: line 1" },
    { "<credential>{}</credential>", "no badge in this image" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FwBadgeAnswer) answer = verify (cases[i].content);

      g_assert_cmpstr (answer->parse, ==, cases[i].expected);
      g_assert_cmpstr (answer->verdict, ==, "reject");
      g_assert_null (answer->credential);
    }
}

static void
test_bounds (void)
{
  g_autoptr (GString) deep = g_string_new (SVG);
  g_autofree guint8 *large = g_malloc0 (FW_BADGE_MOST_BYTES + 1);
  g_autoptr (GBytes) bytes = g_bytes_new (large, FW_BADGE_MOST_BYTES + 1);
  g_autoptr (FwBadgeAnswer) answer = fw_badge_verify (bytes, get_moment (), NULL);
  g_autoptr (FwBadgeAnswer) other = NULL;

  g_assert_cmpstr (answer->parse, ==, "larger than 5 MiB");
  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "<g>");
  other = verify (deep->str);
  g_assert_cmpstr (other->parse, ==, "SVG is nested too deeply");
}

/* Any change of one byte in a signed badge is seen, or changes nothing that is signed. */
static void
test_any_change (void)
{
  g_autoptr (GBytes) bytes = fw_people_data ("badges/02-jcs-zh.json");
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  g_autoptr (JsonObject) original = read_object ("badges/02-jcs-zh.json");
  g_autoptr (GRand) random = g_rand_new_with_seed (30);

  for (guint i = 0; i < 2000; i++)
    {
      g_autofree guint8 *changed = g_memdup2 (data, length);
      g_autoptr (GBytes) file = NULL;
      g_autoptr (FwBadgeAnswer) answer = NULL;

      changed[g_rand_int_range (random, 0, (gint32) length)] =
          (guint8) g_rand_int_range (random, 1, 256);
      file = g_bytes_new (changed, length);
      answer = fw_badge_verify (file, get_moment (), NULL);
      if (answer->credential == NULL || answer->signature != FW_BADGE_SIGNATURE_VALID)
        continue;
      g_assert_true (json_object_equal (answer->credential, original));
    }
}

static void
test_canonical (void)
{
  static const struct
  {
    const char *json, *expected;
  } cases[] = {
    { "{\"b\":[1.0,2,-0],\"a\":{\"z\":null,\"y\":true}}",
      "{\"a\":{\"y\":true,\"z\":null},\"b\":[1,2,0]}" },
    { "[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001]",
      "[333333333.3333333,1e+30,4.5,0.002,1e-27]" },
    { "[1e21,1.2345678901234568e20,1e-6,1e-7,-1.5e-9,9007199254740993]",
      "[1e+21,123456789012345680000,0.000001,1e-7,-1.5e-9,9007199254740992]" },
    { "\"\\u20ac$\\u000F\\nA'\\u0042\\\\\\\"\\/\"", "\"€$\\u000f\\nA'B\\\\\\\"/\"" },
    /* Keys by units of UTF-16: what lies beyond the first plane comes before U+FB33. */
    { "{\"\\ufb33\":1,\"\\ud83d\\ude00\":2,\"\\u20ac\":3,\"1\":4,\"\\r\":5}",
      "{\"\\r\":5,\"1\":4,\"€\":3,\"😀\":2,\"\xef\xac\xb3\":1}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) node = fw_json_parse (cases[i].json, strlen (cases[i].json), NULL);
      g_autofree char *found = NULL;

      g_assert_nonnull (node);
      found = fw_canonical_json (node, NULL);
      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

/* 16 KiB of bits of which the 3rd and the 32nd are set, gzipped. */
#define BITS "uH4sIAAAAAAACA-3BMQEAAAjAoNnE_imN4QNsTQAAAAAAAAAAAAAAAAAAAMCrA5UrPVQAQAAA"

static void
test_status (void)
{
  static const struct
  {
    const char *place, *purpose, *issuer;
    FwBadgeStatus expected;
    const char *wrong;
  } cases[] = {
    { "2", "revocation", ISSUER, FW_BADGE_STATUS_REVOKED, NULL },
    { "31", "revocation", ISSUER, FW_BADGE_STATUS_REVOKED, NULL },
    { "3", "revocation", ISSUER, FW_BADGE_STATUS_CLEAR, NULL },
    { "2", "suspension", ISSUER, FW_BADGE_STATUS_NONE, NULL },
    { "2", "revocation", "did:x", FW_BADGE_STATUS_NONE, "the status list is another issuer's" },
    { "131072", "revocation", ISSUER, 0, "the badge's place is not in the status list" },
    { "-1", "revocation", ISSUER, 0, "the badge's place is not in the status list" },
    { "2x", "revocation", ISSUER, 0, "the badge's place is not in the status list" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonObject) credential = read_object ("badges/01-jcs.json");
      JsonObject *entry = json_object_new ();
      g_autofree char *json = g_strdup_printf (
          "{\"issuer\":\"%s\",\"credentialSubject\":{\"statusPurpose\":\"revocation\","
          "\"encodedList\":\"" BITS "\"}}",
          cases[i].issuer);
      g_autoptr (GBytes) list = text (json);
      g_autoptr (GError) error = NULL;
      FwBadgeStatus status;
      gboolean read;

      json_object_set_string_member (entry, "type", "BitstringStatusListEntry");
      json_object_set_string_member (entry, "statusPurpose", cases[i].purpose);
      json_object_set_string_member (entry, "statusListIndex", cases[i].place);
      json_object_set_object_member (credential, "credentialStatus", entry);
      read = fw_badge_read_status (credential, list, &status, &error);
      g_assert_cmpstr (error != NULL ? error->message : NULL, ==, cases[i].wrong);
      if (read)
        g_assert_cmpint (status, ==, cases[i].expected);
    }
}

/* A list that unpacks to more than is taken, and things that are none. */
static void
test_bad_status (void)
{
  static const char *const lists[] = { "uAAAA", "zAAAA", "u", "u!", "u" BITS };
  g_autoptr (JsonObject) credential = read_object ("badges/01-jcs.json");
  g_autoptr (GString) bomb = g_string_new (NULL);
  g_autoptr (GConverter) gzip =
      G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autofree guint8 *zeros = g_malloc0 (4u << 20), *packed = g_malloc (1u << 20);
  gsize taken, length;
  FwBadgeStatus status;

  g_assert_cmpint (g_converter_convert (gzip, zeros, 4u << 20, packed, 1u << 20,
                                        G_CONVERTER_INPUT_AT_END, &taken, &length, NULL),
                   ==, G_CONVERTER_FINISHED);
  {
    g_autofree char *base64 = g_base64_encode (packed, length);

    g_strdelimit (base64, "+", '-');
    g_strdelimit (base64, "/", '_');
    g_strdelimit (base64, "=", '\0');
    g_string_printf (bomb, "u%s", base64);
  }
  for (guint i = 0; i <= G_N_ELEMENTS (lists); i++)
    {
      const char *content = i < G_N_ELEMENTS (lists) ? lists[i] : bomb->str;
      g_autofree char *json = g_strdup_printf ("{\"issuer\":\"" ISSUER "\",\"credentialSubject\":{"
                                               "\"statusPurpose\":\"revocation\","
                                               "\"encodedList\":\"%s\"}}",
                                               content);
      g_autoptr (GBytes) list = text (json);
      g_autoptr (GError) error = NULL;

      g_assert_false (fw_badge_read_status (credential, list, &status, &error));
      g_assert_cmpstr (error->message, ==, "expected a status list of bits");
    }
}

/* The public list: places 2, 6 and 8 are set; of the two badges one is revoked. */
static void
test_public_status (void)
{
  static const struct
  {
    const char *file;
    FwBadgeStatus expected;
  } cases[] = { { "badges/m61-rdfc-status.json", FW_BADGE_STATUS_CLEAR },
                { "badges/m63-v2-revoked.json", FW_BADGE_STATUS_REVOKED },
                { "badges/m62-v2-expired.json", FW_BADGE_STATUS_NONE } };
  g_autoptr (GBytes) list = fw_people_shared ("badges/status-list.json");

  if (list == NULL)
    {
      g_test_skip ("a public status list that is not ours to keep");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) file = fw_people_shared (cases[i].file);
      g_autoptr (FwBadgeAnswer) answer = fw_badge_verify (file, get_moment (), NULL);
      g_autoptr (GError) error = NULL;
      FwBadgeStatus status;

      g_assert_true (fw_badge_read_status (answer->credential, list, &status, &error));
      g_assert_no_error (error);
      g_assert_cmpint (status, ==, cases[i].expected);
    }
}

static void
test_multibase (void)
{
  static const guint8 bytes[] = { 0, 0, 0x28, 0x7f, 0xb4, 0xcd };
  guint8 decoded[64];
  gsize length;
  g_autofree char *encoded = fw_base58_encode (bytes, sizeof bytes);
  g_autofree guint8 *url = NULL;

  g_assert_cmpstr (encoded, ==, "11233QC4");
  g_assert_true (fw_base58_decode (encoded, decoded, sizeof decoded, &length));
  g_assert_cmpmem (decoded, length, bytes, sizeof bytes);
  g_assert_false (fw_base58_decode ("0OIl", decoded, sizeof decoded, &length));
  g_assert_false (fw_base58_decode (encoded, decoded, 5, &length));
  url = fw_base64url_decode ("_-8", 3, &length);
  g_assert_cmpmem (url, length, "\xff\xef", 2);
  g_assert_null (fw_base64url_decode ("_-9", 3, &length));
  g_assert_null (fw_base64url_decode ("_", 1, &length));
  g_assert_null (fw_base64url_decode ("_-8=", 4, &length));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/badge/expected", test_expected);
  g_test_add_func ("/badge/trust", test_trust);
  g_test_add_func ("/badge/bad-trust", test_bad_trust);
  g_test_add_func ("/badge/recipient", test_recipient);
  g_test_add_func ("/badge/sign", test_sign);
  g_test_add_func ("/badge/methods", test_methods);
  g_test_add_func ("/badge/sign-jws", test_sign_jws);
  g_test_add_func ("/badge/bake", test_bake);
  g_test_add_func ("/badge/hostile", test_hostile);
  g_test_add_func ("/badge/bounds", test_bounds);
  g_test_add_func ("/badge/any-change", test_any_change);
  g_test_add_func ("/badge/canonical", test_canonical);
  g_test_add_func ("/badge/multibase", test_multibase);
  g_test_add_func ("/badge/status", test_status);
  g_test_add_func ("/badge/bad-status", test_bad_status);
  g_test_add_func ("/badge/public/status", test_public_status);

  return g_test_run ();
}
