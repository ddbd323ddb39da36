/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** fw_age_format: Returns: (transfer full): "0.4 s", "12 s", "3 min", "2 h", "4 d"; translated.
 * @age: µs. */
char *fw_age_format (gint64 age);

G_END_DECLS
