/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "badge/fw-badge-private.h"
#include "protocol/fw-json.h"

const char *
fw_badge_signature_to_name (FwBadgeSignature signature)
{
  static const char *const names[] = { "none", "valid", "invalid", "not checked" };

  g_return_val_if_fail (signature < G_N_ELEMENTS (names), NULL);

  return names[signature];
}

const char *
fw_badge_issuer_to_name (FwBadgeIssuer issuer)
{
  static const char *const names[] = { "not asked", "known", "unknown", "not proven" };

  g_return_val_if_fail (issuer < G_N_ELEMENTS (names), NULL);

  return names[issuer];
}

/* ---- what the file is ---- */

static gboolean
is_compact (const char *text)
{
  guint dots = 0;

  for (const char *at = text; *at != '\0'; at++)
    {
      if (!g_ascii_isalnum (*at) && *at != '-' && *at != '_' && *at != '.')
        return FALSE;
      dots += *at == '.';
    }
  return dots > 0;
}

/* The text within an image, or all of the file. */
static void
find_text (GBytes *file, FwBadgeText *found)
{
  gsize length;
  const char *data = g_bytes_get_data (file, &length);
  gsize start = 0;

  if (length > FW_BADGE_MOST_BYTES)
    {
      found->problem = g_strdup ("larger than 5 MiB");
      return;
    }
  while (start < length && g_ascii_isspace (data[start]))
    start++;
  if (start == length)
    found->problem = g_strdup ("empty");
  else if ((guchar) data[0] == 0x89)
    fw_badge_png_read ((const guint8 *) data, length, found);
  else if (data[start] == '<' || (length > 3 && memcmp (data, "\xef\xbb\xbf<", 4) == 0))
    fw_badge_svg_read (data + start, length - start, found);
  else if (length > 4 && memcmp (data, "PK\3\4", 4) == 0)
    found->problem = g_strdup ("a ZIP archive, which is no badge");
  else if (length > 2 && memcmp (data, "\x1f\x8b", 2) == 0)
    found->problem = g_strdup ("compressed by gzip, which is no badge");
  else if (memchr (data, 0, length) != NULL)
    found->problem = g_strdup ("neither JSON, JWT, PNG nor SVG");
  else
    found->text = g_strndup (data + start, length - start);
}

/* ---- the answers ---- */

static FwBadgeIssuer
judge_issuer (const FwBadgeTrust *trust, const char *issuer, const FwBadgeCheck *check)
{
  if (trust == NULL)
    return FW_BADGE_ISSUER_NOT_ASKED;
  if (!fw_badge_trust_has (trust, issuer))
    return FW_BADGE_ISSUER_UNKNOWN;
  return check->signature == FW_BADGE_SIGNATURE_VALID && check->proven ? FW_BADGE_ISSUER_KNOWN
                                                                       : FW_BADGE_ISSUER_NOT_PROVEN;
}

static const char *
judge (const FwBadgeAnswer *answer)
{
  gboolean formed =
      g_str_equal (answer->structure, "ok") || g_str_equal (answer->structure, "OB 2.0");
  gboolean signed_ = answer->signature == FW_BADGE_SIGNATURE_VALID;

  if (!formed || answer->signature == FW_BADGE_SIGNATURE_INVALID)
    return "reject";
  if (g_str_equal (answer->time, "valid"))
    return signed_ ? "accept" : "accept as unverified";
  if (g_str_equal (answer->time, "expired"))
    return signed_ ? "expired" : "unverified, expired";
  if (g_str_equal (answer->time, "not yet valid"))
    return signed_ ? "not yet valid" : "unverified, not yet valid";
  return "reject";
}

static void
answer_credential (FwBadgeAnswer *answer,
                   JsonObject *credential,
                   gint64 at,
                   const FwBadgeTrust *trust,
                   FwBadgeCheck *check)
{
  answer->credential = json_object_ref (credential);
  answer->parse = g_strdup ("ok");
  answer->structure = fw_badge_form_check (credential);
  answer->time = fw_badge_time_check (credential, at);
  answer->issuer_id = g_strdup (fw_badge_get_issuer (credential));
  answer->signature = check->signature;
  answer->signature_note = check->note != NULL ? g_steal_pointer (&check->note) : g_strdup ("");
  answer->issuer = judge_issuer (trust, answer->issuer_id, check);
  answer->verdict = judge (answer);
}

/* Of version 2.0: what vouches for it is that its issuer's site serves it. */
static gboolean
is_hosted (JsonObject *verification)
{
  const char *type = verification != NULL ? fw_json_find_text (verification, "type") : NULL;

  return type != NULL &&
         (g_ascii_strcasecmp (type, "hosted") == 0 || g_str_equal (type, "HostedBadge"));
}

static void
answer_json (FwBadgeAnswer *answer, const char *text, gint64 at, const FwBadgeTrust *trust)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) credential = fw_json_parse_object (text, strlen (text), &error);
  FwBadgeCheck check = { FW_BADGE_SIGNATURE_NONE };
  JsonObject *verification;

  if (credential == NULL)
    {
      answer->parse = fw_badge_name_problem (text, error->message);
      return;
    }
  verification = fw_badge_get_member (credential, "verification");
  if (!fw_badge_is_version_2 (credential))
    fw_badge_proof_check (credential, at, trust, &check);
  else if (is_hosted (verification))
    fw_badge_check_set (&check, FW_BADGE_SIGNATURE_NONE, "hosted");
  answer_credential (answer, credential, at, trust, &check);
  g_free (check.note);
}

static void
answer_jws (FwBadgeAnswer *answer, const char *text, gint64 at, const FwBadgeTrust *trust)
{
  FwBadgeJws jws = { NULL };
  FwBadgeCheck check = { FW_BADGE_SIGNATURE_NONE };

  answer->parse = fw_badge_jws_read (text, &jws);
  if (answer->parse == NULL)
    {
      fw_badge_jws_check (&jws, text, trust, &check);
      answer_credential (answer, jws.credential, at, trust, &check);
      g_free (check.note);
    }
  fw_badge_jws_clear (&jws);
}

FwBadgeAnswer *
fw_badge_verify (GBytes *file, gint64 at, const FwBadgeTrust *trust)
{
  FwBadgeAnswer *answer;
  FwBadgeText found = { NULL };

  g_return_val_if_fail (file != NULL, NULL);

  answer = g_new0 (FwBadgeAnswer, 1);
  answer->verdict = "reject";
  find_text (file, &found);
  if (found.text != NULL)
    g_strstrip (found.text);
  if (found.problem != NULL)
    answer->parse = g_steal_pointer (&found.problem);
  else if (*found.text == '{' || *found.text == '[')
    answer_json (answer, found.text, at, trust);
  else if (is_compact (found.text))
    answer_jws (answer, found.text, at, trust);
  else if (g_str_has_prefix (found.text, "http://") || g_str_has_prefix (found.text, "https://"))
    answer->parse = g_strdup ("a link to a badge, which is not fetched");
  else
    answer->parse = g_strdup ("neither JSON, JWT, PNG nor SVG");
  g_free (found.text);
  g_free (found.problem);
  return answer;
}

void
fw_badge_answer_free (FwBadgeAnswer *self)
{
  g_free (self->parse);
  g_free (self->structure);
  g_free (self->signature_note);
  g_free (self->time);
  g_free (self->issuer_id);
  g_clear_pointer (&self->credential, json_object_unref);
  g_free (self);
}
