/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What "floorwalkerctl text" does, each to the standard output. @encoding: (nullable): of the file,
 * where it cannot be told. FALSE with an error when anything of the file could not be read; what
 * could is printed all the same. */

/** fw_text_print_masked: a line of JSON for each line of @path that holds a "text", or for each
 * turn of one that holds "turns": what is personal in it, and the text without. */
gboolean fw_text_print_masked (const char *path, const char *encoding, GError **error);

/** fw_text_print_checked: a line of JSON for each dialogue or single turn of @path: what the rules
 * mark. @rules: (nullable): a file of rules instead of those of the language. @lang: (nullable):
 * "zh" or "en", where the dialogues do not tell. */
gboolean fw_text_print_checked (
    const char *path, const char *rules, const char *lang, const char *encoding, GError **error);

G_END_DECLS
