/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a text may look like where its field says so: it is checked as it is typed, as it is written
 * and as it is imported, alike. */

/** fw_field_format_names: Returns: (array zero-terminated=1): "mobile", "email", "order-number",
 * "resident-id". */
const char *const *fw_field_format_names (void);

/** fw_field_format_check: @format: one of these; @text: UTF-8, not empty. Returns: (nullable): what
 * is expected instead (N_()); NULL: it is one. */
const char *fw_field_format_check (const char *format, const char *text);

G_END_DECLS
