/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Times in full, by the clock that the user prefers (fw_format_set_clock()). All return
 * (transfer full). @zone: (nullable): the desk's own. */

/** fw_moment_format: day, year and clock: "21 Nov 2026, 14:05". @at: µs UTC. */
char *fw_moment_format (gint64 at, GTimeZone *zone);
/** fw_moment_describe: the same of @text, a moment as the server writes it; what is none stays. */
char *fw_moment_describe (const char *text);
/** fw_moment_format_seconds: "14:05:07". @at: µs UTC. */
char *fw_moment_format_seconds (gint64 at, GTimeZone *zone);
/** fw_moment_format_minutes: @minutes of a day: "22:00". */
char *fw_moment_format_minutes (guint minutes);
/** fw_moment_parse_minutes: reads "22:00", "22", "10:00 PM" and "10 pm", whichever is preferred.
 * Returns: FALSE where @text is no time of day. */
gboolean fw_moment_parse_minutes (const char *text, guint *minutes);

G_END_DECLS
