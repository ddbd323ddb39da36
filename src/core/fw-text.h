/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

/**
 * FwText:
 * A view of UTF-8 text that somebody else owns; not NUL-terminated. { NULL, 0 } is "absent". The
 * hot path hands these round instead of copies; whoever stores one says in its own header how long
 * the bytes live.
 */
typedef struct
{
  const char *data;
  guint length; /* bytes */
} FwText;

#define FW_TEXT_NONE ((FwText){ NULL, 0 })
#define FW_TEXT_LITERAL(literal) ((FwText){ (literal), sizeof (literal) - 1 })

static inline FwText
fw_text (const char *string)
{
  return (FwText){ string, string != NULL ? (guint) strlen (string) : 0 };
}

/** fw_number_dup: @value with six digits as files write it, whatever the locale: for messages that
 * say a number which stands, or must stand, in a file. Returns: (transfer full). */
static inline char *
fw_number_dup (double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup (g_ascii_formatd (text, sizeof text, "%g", value));
}

/** fw_bytes_equal: short ones without a call, by looking at their two halves, which may overlap. */
static inline gboolean
fw_bytes_equal (const void *a, const void *b, gsize length)
{
  const char *x = (const char *) a, *y = (const char *) b;

  if (length > 16)
    return memcmp (x, y, length) == 0;
  if (length >= 8)
    {
      guint64 words[4];

      memcpy (&words[0], x, 8);
      memcpy (&words[1], y, 8);
      memcpy (&words[2], x + length - 8, 8);
      memcpy (&words[3], y + length - 8, 8);
      return ((words[0] ^ words[1]) | (words[2] ^ words[3])) == 0;
    }
  if (length >= 4)
    {
      guint32 words[4];

      memcpy (&words[0], x, 4);
      memcpy (&words[1], y, 4);
      memcpy (&words[2], x + length - 4, 4);
      memcpy (&words[3], y + length - 4, 4);
      return ((words[0] ^ words[1]) | (words[2] ^ words[3])) == 0;
    }
  for (gsize i = 0; i < length; i++)
    if (x[i] != y[i])
      return FALSE;

  return TRUE;
}

static inline gboolean
fw_text_equal (FwText a, FwText b)
{
  return a.length == b.length && fw_bytes_equal (a.data, b.data, a.length);
}

/** fw_text_dup: Returns: (transfer full): a NUL-terminated copy. */
static inline char *
fw_text_dup (FwText text)
{
  return g_strndup (text.data != NULL ? text.data : "", text.length);
}

G_END_DECLS
