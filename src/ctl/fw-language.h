/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * What is printed for people is said in the language of the locale where its catalogue is there.
 * JSON, CSV and the names of members and options never change.
 */

/** fw_language_set_up: once, at the start; sets the locale as well. */
void fw_language_set_up (void);

/** fw_language_pad: @text with blanks behind it, or before it where @width is negative, until it
 * takes so many columns of a terminal; signs of Chinese take two. Returns: (transfer full) */
char *fw_language_pad (const char *text, gint width);

G_END_DECLS
