/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <zlib.h>

#include "badge/fw-badge-private.h"
#include "core/fw-error.h"

#define SIGNATURE "\x89PNG\r\n\x1a\n"
#define SIGNATURE_BYTES 8
#define CHUNK_FRAME 12 /* length, type, checksum */
#define KEYWORD "openbadgecredential"

/* A chunk of a PNG. */
typedef struct
{
  const guint8 *type; /* four bytes, followed by the data */
  const guint8 *data;
  gsize length;
} Chunk;

static guint32
read_number (const guint8 *at)
{
  return (guint32) at[0] << 24 | (guint32) at[1] << 16 | (guint32) at[2] << 8 | at[3];
}

static gboolean
is_type (const Chunk *chunk, const char *type)
{
  return memcmp (chunk->type, type, 4) == 0;
}

/* Returns: (nullable): what is wrong with the chunk at @at. */
static const char *
read_chunk (const guint8 *data, gsize length, gsize at, Chunk *chunk)
{
  guint32 size;

  if (length - at < CHUNK_FRAME)
    return "PNG cut off";
  size = read_number (data + at);
  if (size > length - at - CHUNK_FRAME)
    return "PNG cut off";
  *chunk = (Chunk){ data + at + 4, data + at + 8, size };
  if (crc32 (crc32 (0, NULL, 0), chunk->type, 4 + size) != read_number (chunk->data + size))
    return "PNG chunk checksum wrong";
  return NULL;
}

void
fw_badge_text_take (FwBadgeText *self, char *text)
{
  if (self->text == NULL && self->problem == NULL)
    {
      self->text = text;
      return;
    }
  g_free (text);
  if (self->problem == NULL)
    self->problem = g_strdup ("two credentials in one image");
}

/* Behind the keyword: whether it is compressed and how, a language, the keyword in that language,
 * each of the two ended by a NUL; then the text. */
static void
take_international (const Chunk *chunk, gsize keyword, FwBadgeText *found)
{
  const guint8 *at = chunk->data + keyword + 1, *end = chunk->data + chunk->length;

  if (end - at < 2)
    {
      found->problem = g_strdup ("PNG text chunk is cut off");
      return;
    }
  if (at[0] != 0)
    {
      found->problem = g_strdup ("compressed badge text is not allowed");
      return;
    }
  at += 2;
  for (guint i = 0; i < 2 && at != NULL; i++)
    {
      at = memchr (at, 0, (gsize) (end - at));
      at = at != NULL ? at + 1 : NULL;
    }
  if (at == NULL)
    found->problem = g_strdup ("PNG text chunk is cut off");
  else
    fw_badge_text_take (found, g_strndup ((const char *) at, (gsize) (end - at)));
}

static void
take_chunk (const Chunk *chunk, FwBadgeText *found)
{
  const guint8 *end = memchr (chunk->data, 0, chunk->length);
  gsize keyword = end != NULL ? (gsize) (end - chunk->data) : 0;

  if (!is_type (chunk, "iTXt") && !is_type (chunk, "tEXt") && !is_type (chunk, "zTXt"))
    return;
  if (end == NULL || (g_strcmp0 ((const char *) chunk->data, KEYWORD) != 0 &&
                      g_strcmp0 ((const char *) chunk->data, "openbadges") != 0))
    return;
  if (is_type (chunk, "iTXt"))
    take_international (chunk, keyword, found);
  else if (is_type (chunk, "tEXt"))
    fw_badge_text_take (found, g_strndup ((const char *) end + 1, chunk->length - keyword - 1));
  else
    found->problem = g_strdup ("compressed badge text is not allowed");
}

void
fw_badge_png_read (const guint8 *data, gsize length, FwBadgeText *found)
{
  gsize at = SIGNATURE_BYTES;
  const char *problem = NULL;
  Chunk chunk = { NULL };

  if (length < SIGNATURE_BYTES || memcmp (data, SIGNATURE, SIGNATURE_BYTES) != 0)
    problem = "not a PNG";
  for (gboolean ended = FALSE; problem == NULL && !ended && found->problem == NULL;)
    {
      problem = read_chunk (data, length, at, &chunk);
      if (problem == NULL && (at == SIGNATURE_BYTES) != is_type (&chunk, "IHDR"))
        problem = "PNG does not begin with its header";
      if (problem != NULL)
        break;
      take_chunk (&chunk, found);
      ended = is_type (&chunk, "IEND");
      at += CHUNK_FRAME + chunk.length;
    }
  if (found->problem == NULL && problem == NULL && found->text == NULL)
    problem = "no badge in this image";
  if (found->problem == NULL)
    found->problem = g_strdup (problem);
}

/* ---- out ---- */

static void
append_number (GByteArray *out, guint32 value)
{
  guint8 bytes[] = { (guint8) (value >> 24), (guint8) (value >> 16), (guint8) (value >> 8),
                     (guint8) value };

  g_byte_array_append (out, bytes, sizeof bytes);
}

GBytes *
fw_badge_bake (GBytes *png, const char *text, GError **error)
{
  static const guint8 middle[] = { 0, 0, 0, 0, 0 }; /* not compressed, no language */
  gsize length, start, header;
  const guint8 *data;
  FwBadgeText found = { NULL };
  GByteArray *out;

  g_return_val_if_fail (png != NULL && text != NULL, NULL);

  data = g_bytes_get_data (png, &length);
  fw_badge_png_read (data, length, &found);
  if (g_strcmp0 (found.problem, "no badge in this image") != 0)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s",
                   found.problem != NULL ? found.problem : "the image holds a badge already");
      g_free (found.problem);
      g_free (found.text);
      return NULL;
    }
  g_free (found.problem);
  header = SIGNATURE_BYTES + CHUNK_FRAME + read_number (data + SIGNATURE_BYTES);
  out = g_byte_array_new ();
  g_byte_array_append (out, data, (guint) header);
  append_number (out, (guint32) (strlen (KEYWORD) + sizeof middle + strlen (text)));
  start = out->len;
  g_byte_array_append (out, (const guint8 *) "iTXt" KEYWORD, 4 + strlen (KEYWORD));
  g_byte_array_append (out, middle, sizeof middle);
  g_byte_array_append (out, (const guint8 *) text, (guint) strlen (text));
  append_number (
      out, (guint32) crc32 (crc32 (0, NULL, 0), out->data + start, (uInt) (out->len - start)));
  g_byte_array_append (out, data + header, (guint) (length - header));
  return g_byte_array_free_to_bytes (out);
}
