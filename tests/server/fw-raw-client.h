/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** A client that sends exactly the bytes it is given: what no HTTP library would send is what these
 * tests are about. */
typedef struct
{
  guint status; /* 0: the peer closed without an answer */
  char *head;
  char *body;
  gboolean closed; /* the peer ended the connection after the answer */
} FwRawAnswer;

void fw_raw_answer_free (FwRawAnswer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwRawAnswer, fw_raw_answer_free)

/** fw_raw_open: connects to 127.0.0.1, with a read time limit of ten seconds. */
GSocketConnection *fw_raw_open (guint16 port);
void fw_raw_send (GSocketConnection *connection, const char *bytes, gssize length);
/** fw_raw_read: one answer with a Content-Length; Returns: (transfer full). */
FwRawAnswer *fw_raw_read (GSocketConnection *connection);
/** fw_raw_is_closed: waits up to a second for the end of the connection. */
gboolean fw_raw_is_closed (GSocketConnection *connection);
/** fw_raw_ask: open, send, read, close. */
FwRawAnswer *fw_raw_ask (guint16 port, const char *bytes, gssize length);

/** fw_raw_request: a well-formed request; status 0 where nobody listens. @token, @body: (nullable).
 * Returns: (transfer full). */
FwRawAnswer *fw_raw_request (guint16 port,
                             const char *method,
                             const char *path,
                             const char *token,
                             const char *body,
                             gssize length);

G_END_DECLS
