/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "server/fw-raw-client.h"

G_BEGIN_DECLS

/** FwStreamReader: reads server-sent events from a raw connection. */
typedef struct _FwStreamReader FwStreamReader;

/** fw_stream_reader_open: @last: (nullable): Last-Event-ID. Asserts that the stream is answered
 * with 200. */
FwStreamReader *
fw_stream_reader_open (guint16 port, const char *path, const char *token, const char *last);
void fw_stream_reader_free (FwStreamReader *self);

/** fw_stream_reader_next: the next event of @type, others passed over. Returns: (transfer full):
 * its data; NULL: the stream ended. */
JsonObject *fw_stream_reader_next (FwStreamReader *self, const char *type);
/** fw_stream_reader_next_line: any line, a comment's included, without its end. Returns: (transfer
 * full) (nullable). */
char *fw_stream_reader_next_line (FwStreamReader *self);
GSocketConnection *fw_stream_reader_get_connection (FwStreamReader *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwStreamReader, fw_stream_reader_free)

G_END_DECLS
