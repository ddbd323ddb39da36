/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <zlib.h>

#include "badge/fw-badge-private.h"
#include "badge/fw-multibase.h"
#include "core/fw-error.h"
#include "protocol/fw-json.h"

/* The standard asks for 16 KiB at least; a list of more bits than this is a bomb. */
#define MOST_LIST_BYTES (1u << 20)
#define GZIP_WINDOW (16 + MAX_WBITS)

/* Returns: (transfer full) (nullable): the bits, or NULL where it is no gzip or too much. */
static GBytes *
inflate_list (const guint8 *data, gsize length)
{
  g_autofree guint8 *room = g_malloc (MOST_LIST_BYTES);
  z_stream stream = { .next_in = (guint8 *) data,
                      .avail_in = (uInt) length,
                      .next_out = room,
                      .avail_out = MOST_LIST_BYTES };
  int status;

  if (inflateInit2 (&stream, GZIP_WINDOW) != Z_OK)
    return NULL;
  status = inflate (&stream, Z_FINISH);
  inflateEnd (&stream);
  return status == Z_STREAM_END ? g_bytes_new (room, MOST_LIST_BYTES - stream.avail_out) : NULL;
}

/* The entry of the badge that tells of @purpose. */
static JsonObject *
find_entry (JsonObject *credential, const char *purpose)
{
  JsonNode *node = json_object_get_member (credential, "credentialStatus");
  JsonArray *list =
      node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint n = list != NULL ? json_array_get_length (list) : node != NULL ? 1 : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonObject *at = list != NULL ? fw_json_find_element (list, i)
                                    : fw_badge_get_member (credential, "credentialStatus");

      if (at != NULL &&
          g_strcmp0 (fw_json_find_text (at, "type"), "BitstringStatusListEntry") == 0 &&
          g_strcmp0 (fw_json_find_text (at, "statusPurpose"), purpose) == 0)
        return at;
    }
  return NULL;
}

static gboolean
read_index (JsonObject *entry, guint64 *index)
{
  const char *text = fw_json_find_text (entry, "statusListIndex");
  char *end;

  if (text == NULL || !g_ascii_isdigit (*text))
    return FALSE;
  *index = g_ascii_strtoull (text, &end, 10);
  return *end == '\0' && *index < (guint64) MOST_LIST_BYTES * 8;
}

static GBytes *
read_bits (JsonObject *subject)
{
  const char *text = fw_json_find_text (subject, "encodedList");
  gsize length;
  g_autofree guint8 *packed = text != NULL && *text == 'u'
                                  ? fw_base64url_decode (text + 1, strlen (text + 1), &length)
                                  : NULL;

  return packed != NULL ? inflate_list (packed, length) : NULL;
}

static gboolean
fail (GError **error, const char *words)
{
  g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID, words);
  return FALSE;
}

gboolean
fw_badge_read_status (JsonObject *credential, GBytes *json, FwBadgeStatus *status, GError **error)
{
  g_autoptr (JsonObject) list = NULL;
  g_autoptr (GBytes) bits = NULL;
  JsonObject *subject, *entry;
  const char *purpose;
  guint64 index;

  g_return_val_if_fail (credential != NULL && json != NULL && status != NULL, FALSE);

  list = fw_json_parse_bytes (json, error);
  if (list == NULL)
    return FALSE;
  subject = fw_badge_get_subject (list);
  purpose = subject != NULL ? fw_json_find_text (subject, "statusPurpose") : NULL;
  bits = subject != NULL ? read_bits (subject) : NULL;
  if (bits == NULL || purpose == NULL)
    return fail (error, "expected a status list of bits");
  entry = find_entry (credential, purpose);
  *status = FW_BADGE_STATUS_NONE;
  if (entry == NULL)
    return TRUE;
  if (g_strcmp0 (fw_badge_get_issuer (list), fw_badge_get_issuer (credential)) != 0)
    return fail (error, "the status list is another issuer's");
  if (!read_index (entry, &index) || index / 8 >= g_bytes_get_size (bits))
    return fail (error, "the badge's place is not in the status list");

  /* The first place is the highest bit of the first byte. */
  if ((((const guint8 *) g_bytes_get_data (bits, NULL))[index / 8] >> (7 - index % 8) & 1) == 0)
    *status = FW_BADGE_STATUS_CLEAR;
  else
    *status =
        g_str_equal (purpose, "revocation") ? FW_BADGE_STATUS_REVOKED : FW_BADGE_STATUS_SUSPENDED;
  return TRUE;
}

const char *
fw_badge_status_to_name (FwBadgeStatus status)
{
  static const char *const names[] = { "none", "clear", "revoked", "suspended" };

  g_return_val_if_fail (status < G_N_ELEMENTS (names), NULL);

  return names[status];
}
