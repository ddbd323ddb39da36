/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cube/fw-dimension.h"
#include "core/fw-error.h"
#include "core/fw-hash.h"

#define MAGIC 0x31444746u /* "FGD1" */
#define MAX_CODES 65536

/* Invariants: texts[0] is ""; each text is its own allocation and never moves; codes maps every
 * text but "" to its place in texts. */
struct _FwDictionary
{
  GPtrArray *texts;
  guint16 *slots; /* open addressing; 0 is free, as "" is never looked up */
  guint n_slots;  /* a power of two, more than twice the texts */
};

FwDictionary *
fw_dictionary_new (void)
{
  FwDictionary *self = g_new0 (FwDictionary, 1);

  self->texts = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->texts, g_strdup (""));
  self->n_slots = 64;
  self->slots = g_new0 (guint16, self->n_slots);
  return self;
}

void
fw_dictionary_free (FwDictionary *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->texts);
  g_free (self->slots);
  g_free (self);
}

static gboolean
is_whole (FwText text)
{
  return text.length <= FW_DICTIONARY_MAX_TEXT && memchr (text.data, '\0', text.length) == NULL;
}

static gboolean
equals (FwDictionary *self, guint16 code, FwText text)
{
  const char *stored = g_ptr_array_index (self->texts, code);

  return strncmp (stored, text.data, text.length) == 0 && stored[text.length] == '\0';
}

/* Returns: the slot that holds @text, or the free one where it belongs. */
static guint
find_slot (FwDictionary *self, FwText text)
{
  guint slot = (guint) fw_hash_bytes (text.data, text.length, 0) & (self->n_slots - 1);

  while (self->slots[slot] != 0 && !equals (self, self->slots[slot], text))
    slot = (slot + 1) & (self->n_slots - 1);

  return slot;
}

static void
grow (FwDictionary *self)
{
  g_free (self->slots);
  self->n_slots *= 2;
  self->slots = g_new0 (guint16, self->n_slots);
  for (guint code = 1; code < self->texts->len; code++)
    {
      FwText text = fw_text (g_ptr_array_index (self->texts, code));

      self->slots[find_slot (self, text)] = (guint16) code;
    }
}

guint16
fw_dictionary_intern (FwDictionary *self, FwText text)
{
  guint slot;
  guint16 code;

  g_return_val_if_fail (self != NULL, 0);

  if (text.length == 0 || !is_whole (text))
    return 0;

  slot = find_slot (self, text);
  if (self->slots[slot] != 0)
    return self->slots[slot];
  if (self->texts->len == MAX_CODES)
    return 0;

  code = (guint16) self->texts->len;
  g_ptr_array_add (self->texts, fw_text_dup (text));
  self->slots[slot] = code;
  if (self->texts->len * 2 > self->n_slots)
    grow (self);

  return code;
}

gboolean
fw_dictionary_find (FwDictionary *self, FwText text, guint16 *code)
{
  g_return_val_if_fail (self != NULL && code != NULL, FALSE);

  *code = 0;
  if (text.length == 0)
    return TRUE;
  if (!is_whole (text))
    return FALSE;

  *code = self->slots[find_slot (self, text)];
  return *code != 0;
}

const char *
fw_dictionary_get (FwDictionary *self, guint16 code)
{
  g_return_val_if_fail (self != NULL, "");

  return code < self->texts->len ? g_ptr_array_index (self->texts, code) : "";
}

guint
fw_dictionary_get_length (FwDictionary *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->texts->len;
}

/* ---- stored form: magic, number of texts, then (length u16, bytes) of each from code 1 on, then
 * the checksum ---- */

GBytes *
fw_dictionary_encode (FwDictionary *self)
{
  GByteArray *bytes;
  guint32 head[2];
  guint64 checksum;

  g_return_val_if_fail (self != NULL, NULL);

  bytes = g_byte_array_new ();
  head[0] = GUINT32_TO_LE (MAGIC);
  head[1] = GUINT32_TO_LE (self->texts->len);
  g_byte_array_append (bytes, (const guint8 *) head, sizeof head);
  for (guint code = 1; code < self->texts->len; code++)
    {
      const char *text = g_ptr_array_index (self->texts, code);
      guint16 length = GUINT16_TO_LE ((guint16) strlen (text));

      g_byte_array_append (bytes, (const guint8 *) &length, sizeof length);
      g_byte_array_append (bytes, (const guint8 *) text, (guint) strlen (text));
    }

  checksum = GUINT64_TO_LE (fw_hash_bytes (bytes->data, bytes->len, MAGIC));
  g_byte_array_append (bytes, (const guint8 *) &checksum, sizeof checksum);
  return g_byte_array_free_to_bytes (bytes);
}

static FwDictionary *
read_texts (const guint8 *data, gsize length, guint n)
{
  g_autoptr (FwDictionary) self = fw_dictionary_new ();

  for (guint code = 1; code < n; code++)
    {
      guint16 size;

      if (length < sizeof size)
        return NULL;
      memcpy (&size, data, sizeof size);
      size = GUINT16_FROM_LE (size);
      data += sizeof size;
      length -= sizeof size;
      if (size > length ||
          fw_dictionary_intern (self, (FwText){ (const char *) data, size }) != code)
        return NULL;
      data += size;
      length -= size;
    }

  return length == 0 ? g_steal_pointer (&self) : NULL;
}

FwDictionary *
fw_dictionary_decode (GBytes *bytes, GError **error)
{
  FwDictionary *self = NULL;
  gsize length;
  const guint8 *data;
  guint32 head[2];
  guint64 checksum;

  g_return_val_if_fail (bytes != NULL, NULL);

  data = g_bytes_get_data (bytes, &length);
  if (length >= sizeof head + sizeof checksum)
    {
      memcpy (head, data, sizeof head);
      memcpy (&checksum, data + length - sizeof checksum, sizeof checksum);
      length -= sizeof checksum;
      if (GUINT32_FROM_LE (head[0]) == MAGIC && GUINT32_FROM_LE (head[1]) <= MAX_CODES &&
          GUINT64_FROM_LE (checksum) == fw_hash_bytes (data, length, MAGIC))
        self = read_texts (data + sizeof head, length - sizeof head, GUINT32_FROM_LE (head[1]));
    }

  if (self == NULL)
    g_set_error_literal (error, FW_ERROR, FW_ERROR_CORRUPT, "A dictionary fails its check");

  return self;
}
