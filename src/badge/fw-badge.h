/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Open Badges, 3.0 and 2.0: JSON, a compact JWS, and both baked into PNG and SVG. Five answers are
 * kept apart: readable, well-formed, signed, in time, and by an issuer that is known. The network
 * is never asked: what would have to be fetched is "not checked". */

/** A file above it is no badge. */
#define FW_BADGE_MOST_BYTES (5u << 20)

typedef enum
{
  FW_BADGE_SIGNATURE_NONE,
  FW_BADGE_SIGNATURE_VALID,
  FW_BADGE_SIGNATURE_INVALID,
  FW_BADGE_SIGNATURE_NOT_CHECKED /* a suite or a key that is not here */
} FwBadgeSignature;

typedef enum
{
  FW_BADGE_ISSUER_NOT_ASKED, /* no trust list */
  FW_BADGE_ISSUER_KNOWN,     /* on the list, and the key is theirs */
  FW_BADGE_ISSUER_UNKNOWN,
  FW_BADGE_ISSUER_NOT_PROVEN /* on the list, but nothing shows that it was they who signed */
} FwBadgeIssuer;

/** FwBadgeTrust: issuers that somebody decided to trust, and their keys. */
typedef struct _FwBadgeTrust FwBadgeTrust;

/** fw_badge_trust_read: JSON: a list of ids, or of objects with id and, where the id is no did:key,
 * publicKeyMultibase or jwk; or an object with such a list as "issuers". Returns: (transfer full):
 * NULL with FW_ERROR_INVALID. */
FwBadgeTrust *fw_badge_trust_read (GBytes *json, GError **error);
void fw_badge_trust_free (FwBadgeTrust *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwBadgeTrust, fw_badge_trust_free)

/** FwBadgeAnswer: each answer in words; "ok", "valid" and so on as below. */
typedef struct
{
  char *parse;     /* "ok", or why it cannot be read; then nothing else is said */
  char *structure; /* (nullable): "ok", "OB 2.0", or what is missing */
  FwBadgeSignature signature;
  char *signature_note; /* "": nothing to add */
  char *time;           /* (nullable): "valid", "expired", "not yet valid", or what is wrong */
  FwBadgeIssuer issuer;
  char *issuer_id;        /* (nullable) */
  const char *verdict;    /* "accept", "reject", "expired", ...: about the badge, not the issuer */
  JsonObject *credential; /* (nullable): as it was read */
} FwBadgeAnswer;

/**
 * fw_badge_verify:
 * @file: all of it
 * @at: the moment it is asked about; µs UTC
 * @trust: (nullable)
 * Returns: (transfer full)
 */
FwBadgeAnswer *fw_badge_verify (GBytes *file, gint64 at, const FwBadgeTrust *trust);
void fw_badge_answer_free (FwBadgeAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwBadgeAnswer, fw_badge_answer_free)

const char *fw_badge_signature_to_name (FwBadgeSignature signature);
const char *fw_badge_issuer_to_name (FwBadgeIssuer issuer);

typedef enum
{
  FW_BADGE_STATUS_NONE, /* the badge names no such list */
  FW_BADGE_STATUS_CLEAR,
  FW_BADGE_STATUS_REVOKED,
  FW_BADGE_STATUS_SUSPENDED /* or whatever else the list is for */
} FwBadgeStatus;

/**
 * fw_badge_read_status: what a status list that somebody has fetched says of a badge
 * (BitstringStatusList). The list's own signature is not looked at; verify it as a badge is.
 * Returns: FALSE with FW_ERROR_INVALID for what is no such list, another issuer's, or too short.
 */
gboolean
fw_badge_read_status (JsonObject *credential, GBytes *list, FwBadgeStatus *status, GError **error);
const char *fw_badge_status_to_name (FwBadgeStatus status);

/** fw_badge_is_of: whether a hashed or plain identifier of the credential is @recipient's, such as
 * an e-mail address. */
gboolean fw_badge_is_of (JsonObject *credential, const char *recipient);

/** Bytes of a key of Ed25519 and its seed. */
#define FW_BADGE_SEED_BYTES 32

/**
 * fw_badge_sign: adds a proof of the suite eddsa-jcs-2022 to a credential without one, whose issuer
 * is the did:key of @seed.
 * @created: µs UTC, to the second
 * Returns: FALSE with FW_ERROR_INVALID, and nothing is changed.
 */
gboolean fw_badge_sign (JsonObject *credential,
                        const guint8 seed[FW_BADGE_SEED_BYTES],
                        gint64 created,
                        GError **error);

/**
 * fw_badge_sign_jws: the credential as a compact JWS of RS256, with the public key in its header
 * and what it says of issuer, subject, id and times repeated as claims.
 * @pem: a private RSA key of 2048 bits or more, in PEM, without a password
 * Returns: (transfer full): NULL with FW_ERROR_INVALID for a credential that is malformed, has a
 * proof or impossible times, or another key.
 */
char *fw_badge_sign_jws (JsonObject *credential, const char *pem, GError **error);

/** fw_badge_bake: @png with the text of a badge in it. Returns: (transfer full): NULL with
 * FW_ERROR_INVALID where it is no PNG, or holds a badge already. */
GBytes *fw_badge_bake (GBytes *png, const char *text, GError **error);

G_END_DECLS
