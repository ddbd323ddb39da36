/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** fw_record_notice_make: the event of a stream that tells of a changed record; @kind: or several,
 * joined by ";"; @id: "": some of them. Returns: (transfer full). */
GBytes *fw_record_notice_make (const char *kind, const char *id, guint revision);

G_END_DECLS
