/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-client.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** FwAskedFunc: @answer: (nullable): NULL where there was none. */
typedef void (*FwAskedFunc) (gpointer owner, JsonObject *answer);

/** fw_asked_get: asks for what stands beside something else, so that nothing is said where it
 * fails. @owner: a GObject, held until the answer; it is not called when @cancellable was
 * cancelled. */
void fw_asked_get (FwClient *client,
                   const char *path,
                   GCancellable *cancellable,
                   gpointer owner,
                   FwAskedFunc func);

G_END_DECLS
