/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "badge/fw-badge.h"
#include "core/fw-text.h"

G_BEGIN_DECLS

/* ---- keys ---- */

typedef enum
{
  FW_BADGE_KEY_NONE,
  FW_BADGE_KEY_ED25519,
  FW_BADGE_KEY_RSA
} FwBadgeKeyKind;

/** FwBadgeKey: a public key. */
typedef struct
{
  FwBadgeKeyKind kind;
  guint8 ed25519[32];
  GBytes *modulus, *exponent; /* RSA, big-endian without leading zeros */
} FwBadgeKey;

void fw_badge_key_clear (FwBadgeKey *self);
gboolean fw_badge_key_equal (const FwBadgeKey *a, const FwBadgeKey *b);

/** fw_badge_key_from_multibase: "z6Mk...". FALSE with @problem. */
gboolean fw_badge_key_from_multibase (const char *text, FwBadgeKey *key, const char **problem);
/** fw_badge_key_from_did: "did:key:z6Mk..."; what follows a # must say the same. */
gboolean fw_badge_key_from_did (const char *did, FwBadgeKey *key, const char **problem);
/** fw_badge_key_from_jwk: FALSE with @problem, also where a private part is in it. */
gboolean fw_badge_key_from_jwk (JsonObject *jwk, FwBadgeKey *key, const char **problem);

/** fw_badge_key_verify: RSA with SHA-256 and PKCS #1 v1.5, or Ed25519. */
gboolean fw_badge_key_verify (const FwBadgeKey *self,
                              const guint8 *data,
                              gsize length,
                              const guint8 *signature,
                              gsize signature_length);

/* ---- trust ---- */

/** fw_badge_trust_has: the issuer's id is on the list. */
gboolean fw_badge_trust_has (const FwBadgeTrust *self, const char *id);
/** fw_badge_trust_get_key: Returns: (nullable): the key that the list has for it. */
const FwBadgeKey *fw_badge_trust_get_key (const FwBadgeTrust *self, const char *id);

/* ---- what is inside a file ---- */

/** FwBadgeText: a badge's text and where it lay. */
typedef struct
{
  char *text;
  char *problem; /* (nullable): why there is none */
} FwBadgeText;

void fw_badge_png_read (const guint8 *data, gsize length, FwBadgeText *found);
void fw_badge_svg_read (const char *data, gsize length, FwBadgeText *found);
/** fw_badge_text_take: @text: (transfer full). A second one is a problem. */
void fw_badge_text_take (FwBadgeText *self, char *text);

/* ---- form, time, signature of what was read ---- */

/** fw_badge_name_problem: @message: why @text is no JSON. A key that stands twice is named, as of
 * two values of one name each reader would take another. Returns: (transfer full). */
char *fw_badge_name_problem (const char *text, const char *message);

gboolean fw_badge_is_version_2 (JsonObject *credential);
/** fw_badge_form_check: Returns: (transfer full): "ok", "OB 2.0", or what is missing. */
char *fw_badge_form_check (JsonObject *credential);
/** fw_badge_get_issuer: Returns: (transfer none) (nullable). */
const char *fw_badge_get_issuer (JsonObject *credential);
JsonObject *fw_badge_get_member (JsonObject *object, const char *member);
/** fw_badge_get_subject: Returns: (nullable): the credentialSubject, or the first of several. */
JsonObject *fw_badge_get_subject (JsonObject *credential);

/** fw_badge_time_check: Returns: (transfer full). */
char *fw_badge_time_check (JsonObject *credential, gint64 at);
/** fw_badge_time_get: the texts of its beginning and end; (nullable). */
const char *fw_badge_time_get_from (JsonObject *credential);
const char *fw_badge_time_get_until (JsonObject *credential);

/** FwBadgeCheck: a signature and whose. */
typedef struct
{
  FwBadgeSignature signature;
  char *note;      /* (nullable) */
  gboolean proven; /* valid, by the key that the issuer's id is or that the trust list has */
} FwBadgeCheck;

void fw_badge_check_set (FwBadgeCheck *self, FwBadgeSignature signature, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

void fw_badge_proof_check (JsonObject *credential,
                           gint64 at,
                           const FwBadgeTrust *trust,
                           FwBadgeCheck *check);

/** FwBadgeJws: a compact JWS taken apart. */
typedef struct
{
  JsonObject *header, *payload;
  JsonObject *credential; /* the payload, or its vc; not owned */
  gsize signed_length;    /* bytes of the text that are signed */
  guint8 *signature;
  gsize signature_length;
} FwBadgeJws;

/** fw_badge_jws_read: Returns: (nullable) (transfer full): what is wrong. */
char *fw_badge_jws_read (const char *text, FwBadgeJws *jws);
void fw_badge_jws_clear (FwBadgeJws *self);
void fw_badge_jws_check (const FwBadgeJws *self,
                         const char *text,
                         const FwBadgeTrust *trust,
                         FwBadgeCheck *check);

G_END_DECLS
