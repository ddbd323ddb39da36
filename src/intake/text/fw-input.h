/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** Gunzipped or recoded bytes of one file at most, an upload less: beyond it is a mistake or a
 * bomb. */
#define FW_INPUT_MOST_BYTES (G_GUINT64_CONSTANT (16) << 30)
/** Longest line or row. */
#define FW_INPUT_MOST_LINE (1u << 20)

/**
 * FwInput:
 * The bytes of a file or an upload, gunzipped when they are gzip (told by content), recoded to
 * UTF-8 when told so, and shown through one window that the reader may write into: [data + start,
 * data + end). Files are read, not mapped, so that one which is cut while it is read cannot kill
 * the process.
 */
typedef struct
{
  char *data; /* 64 bytes more than @size are readable */
  gsize start, end, size;
  gboolean eof;      /* nothing comes after @end */
  gboolean unended;  /* the line handed out last is the end of the text and has no line end */
  gboolean overlong; /* only the beginning of the line before start was handed out */
  guint64 done;      /* bytes of the file read */
  guint64 total;
  guint64 produced; /* bytes shown since the beginning */
  guint64 most;     /* of them that are taken */
  char *encoding;   /* (nullable): of the text, once it is settled */
  struct _FwInputSource *source;
} FwInput;

FwInput *fw_input_new_for_path (const char *path, GError **error);
FwInput *fw_input_new_for_bytes (GBytes *bytes, GError **error);
void fw_input_free (FwInput *self);

/** fw_input_rewind: from the beginning again; of a text whose encoding is settled from behind its
 * mark. */
gboolean fw_input_rewind (FwInput *self, GError **error);

/** fw_input_settle_encoding: finds out how the text is encoded, which may take a look at all of it,
 * and rewinds. From then on the window shows UTF-8, and lines that end with a carriage return alone
 * end with a newline. @stated: (nullable): a name as people say it; a mark at the beginning, which
 * is certain, wins. Returns: FALSE with FW_ERROR_INVALID where the encoding cannot be told, is not
 * known, or is not what was stated. */
gboolean fw_input_settle_encoding (FwInput *self, const char *stated, GError **error);

/** fw_input_find_encoding: private to the above, which has filled the window: reads to the end
 * where the beginning does not say. Returns: (transfer full): for iconv(), or NULL with an error.
 */
char *fw_input_find_encoding (FwInput *self, const char *stated, GError **error);

/** fw_input_fill: keeps what is in the window and reads more behind it; what lies before start is
 * forgotten. */
gboolean fw_input_fill (FwInput *self, GError **error);

/** fw_input_next_line: @line without its end, of an overlong one the beginning; FALSE at the end,
 * or with an error. */
gboolean fw_input_next_line (FwInput *self, char **line, gsize *length, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwInput, fw_input_free)

G_END_DECLS
