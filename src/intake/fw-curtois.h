/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/roster/fw-roster.h"

G_BEGIN_DECLS

/** fw_curtois_read: a problem of rostering in the plain text that Curtois and Qu publish theirs in.
 * Returns: (transfer full): NULL with the line, and what was expected. */
FwRosterProblem *fw_curtois_read (GBytes *bytes, GError **error);

G_END_DECLS
