/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** What is looked for in the rows of a table, whatever the case. */

/** fw_needle_set: @needle: (inout) (nullable): NULL where @text is empty and everything matches. */
void fw_needle_set (char **needle, const char *text);
/** fw_needle_matches: @needle: (nullable): as of fw_needle_set(). */
gboolean fw_needle_matches (const char *needle, const char *text);

G_END_DECLS
