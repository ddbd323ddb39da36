/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FW_BREAKS_MOST 8

/** FwBreak: minutes by the clock on the wall, from the start of the shift on. */
typedef struct
{
  guint start, length;
} FwBreak;

/** fw_breaks_parse: "11:30-12:00; 15:00-15:15", as a shift has them by the site's clock.
 * @text: (nullable): none
 * @start, @length: of the shift, in minutes; it may pass midnight
 * @breaks: (out caller-allocates) (array length=FW_BREAKS_MOST)
 * Returns: FALSE where it is anything else, or one lies outside of the shift or begins before
 * another ends. */
gboolean
fw_breaks_parse (const char *text, guint start, guint length, FwBreak *breaks, guint *n_breaks);

G_END_DECLS
