/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FwLiveLines:
 * Reads server-sent events (the text/event-stream grammar) from bytes as they come, cut wherever
 * the network cut them. Comments are reported too: they are the heartbeat.
 */
typedef struct _FwLiveLines FwLiveLines;

/** One event longer than this is refused: no frame of a real floor is. */
#define FW_LIVE_MAX_EVENT (16 * 1024 * 1024)

typedef struct
{
  const char *type; /* "message" where the event has none */
  const char *id;   /* the last one seen, "" before the first */
  GBytes *data;
} FwLiveEvent;

/** FwLiveEventFunc: @event: (nullable): NULL for a comment; lives for the call. */
typedef void (*FwLiveEventFunc) (const FwLiveEvent *event, gpointer user_data);

FwLiveLines *fw_live_lines_new (FwLiveEventFunc func, gpointer user_data);
void fw_live_lines_free (FwLiveLines *self);

/** fw_live_lines_push: Returns: FALSE with FW_ERROR_INVALID or FW_ERROR_TOO_LARGE; then the
 * connection is of no use. */
gboolean fw_live_lines_push (FwLiveLines *self, const char *data, gsize length, GError **error);

/** fw_live_lines_reset: forgets a half event, keeps the last id: a new connection begins. */
void fw_live_lines_reset (FwLiveLines *self);
const char *fw_live_lines_get_last_id (FwLiveLines *self);
/** fw_live_lines_forget_id: the next connection asks for a whole frame. */
void fw_live_lines_forget_id (FwLiveLines *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwLiveLines, fw_live_lines_free)

G_END_DECLS
