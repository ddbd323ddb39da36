/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** fw_cause_words_title: @title: of a finding: causes joined by “; ”, the parts of each by “ · ”,
 * as the server names them. Returns: (transfer full): in the language of the desk; names that
 * somebody gave stay as they are. */
char *fw_cause_words_title (const char *title);

/** fw_cause_words_tenure: @value: such as "30-89". Returns: (nullable) (transfer none): in words;
 * NULL for another value. */
const char *fw_cause_words_tenure (const char *value);

/** fw_cause_words_weekday: @day: 1 is Monday, 7 Sunday. Returns: (transfer full): its name. */
char *fw_cause_words_weekday (guint day);

G_END_DECLS
