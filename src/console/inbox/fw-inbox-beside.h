/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "client/fw-client.h"

G_BEGIN_DECLS

/** fw_inbox_beside_show: what is to be known of a record before it is moved along, where its kind
 * has any: asked of the server and written into @label, which is hidden until then. @kind:
 * (nullable): nothing is shown. */
void fw_inbox_beside_show (
    GtkLabel *label, FwClient *client, const char *kind, const char *id, GCancellable *cancellable);

G_END_DECLS
