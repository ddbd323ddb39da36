/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/fw-text.h"

G_BEGIN_DECLS

/**
 * How a text is encoded, told by evidence over all of it. A wrong guess makes people who do not
 * exist, so that one is read only where it is certain:
 *
 * - UTF-8, where its sequences are, with a few damaged places at most;
 * - Windows-1252, where every word with a byte beyond ASCII can be a word of a language that it is
 *   for, and every other encoding of one byte for Latin letters in which the words make sense too
 *   says the same;
 * - GB18030, where everything decodes, nearly all of it to the common characters of Chinese, and
 *   it can be neither Korean nor Japanese.
 *
 * Anything else is asked about.
 */
typedef struct _FwCharsetStudy FwCharsetStudy;

FwCharsetStudy *fw_charset_study_new (void);
void fw_charset_study_free (FwCharsetStudy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwCharsetStudy, fw_charset_study_free)

/** fw_charset_study_add: @line: without its end. */
void fw_charset_study_add (FwCharsetStudy *self, guint64 number, FwText line);

/** fw_charset_study_settle: @charset: (out) (transfer none): "UTF-8", "windows-1252" or "GB18030".
 * Returns: FALSE with FW_ERROR_INVALID, the doubtful text as several encodings would read it, and
 * how to state one. */
gboolean fw_charset_study_settle (const FwCharsetStudy *self, const char **charset, GError **error);

/** fw_charset_study_contradicts: whether all of the text is UTF-8 and some of it is not ASCII,
 * which no text in an encoding of one byte @charset ever is. FALSE: not, or @error is set. */
gboolean
fw_charset_study_contradicts (const FwCharsetStudy *self, const char *charset, GError **error);

/** fw_charset_find: what iconv() is asked for when a person says @name: "Latin-1" and "ANSI 1252"
 * are Windows-1252, "gbk" is GB18030. Returns: (transfer full): NULL with FW_ERROR_INVALID for what
 * is not known; "UTF-8" for all its names. */
char *fw_charset_find (const char *name, GError **error);

G_END_DECLS
