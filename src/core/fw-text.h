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

static inline gboolean
fw_text_equal (FwText a, FwText b)
{
  return a.length == b.length && (a.length == 0 || memcmp (a.data, b.data, a.length) == 0);
}

/** fw_text_dup: Returns: (transfer full): a NUL-terminated copy. */
static inline char *
fw_text_dup (FwText text)
{
  return g_strndup (text.data != NULL ? text.data : "", text.length);
}

G_END_DECLS
