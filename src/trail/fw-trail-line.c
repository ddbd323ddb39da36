/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trail/fw-trail-line.h"

#include <string.h>

#include "core/calendar/fw-zone.h"
#include "protocol/fw-json.h"

#define VARIANT sodium_base64_VARIANT_URLSAFE_NO_PADDING
#define CHAIN_MEMBER ",\"chain\":\""
#define SIGN_MEMBER "\",\"sign\":\""
#define LINE_END "\"}"
#define PROOF_LENGTH                                                                               \
  (sizeof CHAIN_MEMBER - 1 + FW_TRAIL_CHAIN_TEXT + sizeof SIGN_MEMBER - 1 + FW_TRAIL_SIGN_TEXT +   \
   sizeof LINE_END - 1)

void
fw_trail_write_bytes (const guint8 *bytes, gsize length, char *text, gsize size)
{
  sodium_bin2base64 (text, size, bytes, length, VARIANT);
}

gboolean
fw_trail_read_bytes (const char *text, gsize text_length, guint8 *bytes, gsize length)
{
  gsize read = 0;

  return sodium_base642bin (bytes, length, text, text_length, NULL, &read, NULL, VARIANT) == 0 &&
         read == length;
}

void
fw_trail_line_hash (const guint8 *before, const char *line, gsize body, guint8 *chain)
{
  crypto_generichash_state state;

  crypto_generichash_init (&state, NULL, 0, FW_TRAIL_CHAIN);
  crypto_generichash_update (&state, before, FW_TRAIL_CHAIN);
  crypto_generichash_update (&state, (const guint8 *) line, body);
  crypto_generichash_final (&state, chain, FW_TRAIL_CHAIN);
}

/* What is signed: a word that says what for, the number, and the chain. */
#define SIGNED_WORD "floorwalker-audit-line"
#define SIGNED_LENGTH (sizeof SIGNED_WORD + sizeof (guint64) + FW_TRAIL_CHAIN)

static void
write_signed (guint64 number, const guint8 *chain, guint8 *bytes)
{
  guint64 little = GUINT64_TO_LE (number);

  memcpy (bytes, SIGNED_WORD, sizeof SIGNED_WORD);
  memcpy (bytes + sizeof SIGNED_WORD, &little, sizeof little);
  memcpy (bytes + sizeof SIGNED_WORD + sizeof little, chain, FW_TRAIL_CHAIN);
}

gboolean
fw_trail_line_is_signed (guint64 number, const FwTrailProof *proof, const guint8 *key)
{
  guint8 bytes[SIGNED_LENGTH];

  write_signed (number, proof->chain, bytes);
  return crypto_sign_verify_detached (proof->sign, bytes, sizeof bytes, key) == 0;
}

static void
append_proof (GString *out, const guint8 *chain, guint64 number, const FwTrailKey *key)
{
  guint8 bytes[SIGNED_LENGTH], sign[FW_TRAIL_SIGN];
  char chain_text[FW_TRAIL_CHAIN_TEXT + 1], sign_text[FW_TRAIL_SIGN_TEXT + 1];

  write_signed (number, chain, bytes);
  crypto_sign_detached (sign, NULL, bytes, sizeof bytes, key->secret_key);
  fw_trail_write_bytes (chain, FW_TRAIL_CHAIN, chain_text, sizeof chain_text);
  fw_trail_write_bytes (sign, FW_TRAIL_SIGN, sign_text, sizeof sign_text);
  g_string_append_printf (out, CHAIN_MEMBER "%s" SIGN_MEMBER "%s" LINE_END "\n", chain_text,
                          sign_text);
}

static void
add_text (FwJsonWriter *writer, const char *member, const char *text)
{
  if (text != NULL && *text != '\0')
    fw_json_member_text (writer, member, text);
}

void
fw_trail_line_append (GString *out,
                      const FwTrailEvent *event,
                      guint64 times,
                      const char *key_text,
                      FwTrailPlace *place,
                      const FwTrailKey *key)
{
  const gsize start = out->len;
  g_autofree char *at = fw_time_format (event->at);
  FwJsonWriter writer;

  place->number++;
  fw_json_writer_init (&writer, out);
  fw_json_writer_begin_object (&writer);
  fw_json_member_integer (&writer, "n", (gint64) place->number);
  fw_json_member_text (&writer, "at", at);
  add_text (&writer, "who", event->who);
  add_text (&writer, "from", event->from);
  fw_json_member_text (&writer, "what", event->what);
  add_text (&writer, "on", event->on);
  add_text (&writer, "detail", event->detail);
  fw_json_member_text (&writer, "outcome", event->outcome);
  if (event->status != 0)
    fw_json_member_integer (&writer, "status", event->status);
  if (times > 1)
    fw_json_member_integer (&writer, "times", (gint64) times);
  add_text (&writer, "key", key_text);

  fw_trail_line_hash (place->chain, out->str + start, out->len - start, place->chain);
  append_proof (out, place->chain, place->number, key);
}

gboolean
fw_trail_line_read_proof (const char *line, gsize length, FwTrailProof *proof)
{
  const char *c;

  if (length <= PROOF_LENGTH)
    return FALSE;

  proof->body = length - PROOF_LENGTH;
  c = line + proof->body;
  if (memcmp (c, CHAIN_MEMBER, sizeof CHAIN_MEMBER - 1) != 0)
    return FALSE;
  c += sizeof CHAIN_MEMBER - 1;
  if (!fw_trail_read_bytes (c, FW_TRAIL_CHAIN_TEXT, proof->chain, FW_TRAIL_CHAIN))
    return FALSE;
  c += FW_TRAIL_CHAIN_TEXT;
  if (memcmp (c, SIGN_MEMBER, sizeof SIGN_MEMBER - 1) != 0)
    return FALSE;
  c += sizeof SIGN_MEMBER - 1;
  return fw_trail_read_bytes (c, FW_TRAIL_SIGN_TEXT, proof->sign, FW_TRAIL_SIGN) &&
         memcmp (c + FW_TRAIL_SIGN_TEXT, LINE_END, sizeof LINE_END - 1) == 0;
}

guint64
fw_trail_line_read_number (const char *line, gsize length)
{
  static const char begin[] = "{\"n\":";
  gsize i = sizeof begin - 1;
  guint64 number = 0;

  if (length <= i || memcmp (line, begin, i) != 0)
    return 0;
  for (; i < length && g_ascii_isdigit (line[i]) && number < G_MAXUINT64 / 100; i++)
    number = number * 10 + (guint64) (line[i] - '0');
  return i < length && line[i] == ',' ? number : 0;
}
