/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <microhttpd.h>

#include "server/fw-live-topic.h"

G_BEGIN_DECLS

/**
 * FwStream:
 * One reader of the live stream. libmicrohttpd sends the head of its answer; then the connection
 * stays suspended and the hub's thread writes shared bytes straight to the socket, one send() a
 * frame: no copy, no wake-up of another thread. When it ends the connection is resumed, and
 * libmicrohttpd closes it.
 */
typedef struct
{
  struct MHD_Connection *connection;
  int fd;
  char *token;
  FwScope *scope;
  guint64 last_event_id; /* what the reader has; 0: nothing */
  FwQuestion question;   /* by and only */
  char *key;             /* of its topic */
  char *site;
  char *session; /* NULL: no place was taken for it */
  char *network;

  FwLiveTopic *topic; /* while it counts there */
  guint64 next;       /* number of the frame to send next */
  GQueue out;         /* GBytes */
  gsize offset;       /* of the first of out, already sent */
  gint64 last_sent;   /* µs, monotonic */
  gboolean ended;     /* read by libmicrohttpd's thread after it was resumed */
} FwStream;

#define FW_STREAM_MAX_QUEUE 64
#define FW_STREAM_MAX_SILENCE                                                                      \
  (20 * G_USEC_PER_SEC) /* a socket that takes nothing for so long is dead */

void fw_stream_free (FwStream *self);

/** fw_stream_push: FALSE: the reader is too far behind. */
gboolean fw_stream_push (FwStream *self, GBytes *bytes);
/** fw_stream_flush: sends what the socket takes, without waiting. FALSE: the reader is gone or too
 * slow. */
gboolean fw_stream_flush (FwStream *self, gint64 now);

G_END_DECLS
