/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * The gate stands between the sockets and libmicrohttpd: every byte that it reads from an admitted
 * connection goes through an FwHeadScan first. A connection that breaks the rules is answered here
 * and closed; libmicrohttpd never sees the offending bytes.
 *
 * How: libmicrohttpd (0.9.75) accepts bare LF, NUL, a second Host and differing lengths, and shows
 * an application neither raw bytes nor a place to put a reader of its own. But it reads sockets
 * with recv(), so this program defines recv() itself and passes on what it has looked at. Other
 * descriptors are not touched. test-server-hygiene fails should that ever stop working.
 *
 * The gate keeps time, too: a head must be whole 30 s after the connection came or its last answer
 * ended, a body 30 s plus a second for every 64 KiB after its head, however busily bytes trickle
 * in.
 */

#define FW_GATE_HEAD_SECONDS 30
#define FW_GATE_BODY_RATE (64 * 1024) /* bytes a second */

/** fw_gate_admit: @fd belongs to a client from now on, until fw_gate_dismiss() just before it is
 * closed. */
void fw_gate_admit (int fd);
void fw_gate_dismiss (int fd);

/** fw_gate_answered: the answer to a request on @fd is out; the next head has its time. */
void fw_gate_answered (int fd);

/** fw_gate_sweep: ends the connections that are over their time; call it every second. Returns: how
 * many. */
guint fw_gate_sweep (gint64 monotonic_now);

guint fw_gate_get_count (void);

G_END_DECLS
