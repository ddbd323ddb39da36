/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/fw-address.h"
#include "server/fw-quota.h"

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
 * The gate keeps time, too: a head must be whole 10 s after its first byte or after the connection
 * came. A body has 30 s, and gains a second for every 64 KiB that has come, up to 30 s again: who
 * sends nothing, or less than that for long, is cut off, whatever length was announced. Likewise an
 * answer has 30 s plus a second for every 64 KiB to be taken, since until then it fills our memory.
 * The next request begins within 30 s.
 *
 * And it keeps the places. A connection belongs to an address: its peer's, or, where the peer is a
 * proxy that we were told to trust, the one that the proxy names before the first byte
 * (FwProxyScan). Each address and each session hold a share (FwQuota). Whoever has shown no session
 * is a stranger; of these there is a fixed number of places, and the one that has been there
 * longest goes when another comes. So no number of half-open heads keeps anybody out.
 */

#define FW_GATE_HEAD_SECONDS 10
#define FW_GATE_IDLE_SECONDS 30
#define FW_GATE_BODY_SECONDS 30
#define FW_GATE_RATE (64 * 1024) /* bytes a second that a client sends or takes at least */

typedef struct
{
  const GPtrArray *trusted; /* (nullable) (element-type GInetAddressMask): proxies */
  FwQuota *addresses;       /* connections by network */
  FwQuota *sessions;        /* connections by session */
  guint max_strangers;
} FwGateRules;

/** fw_gate_admit: @fd belongs to a client from now on, until fw_gate_dismiss() just before it is
 * closed. @rules: must outlive it. @peer: (nullable) */
void fw_gate_admit (int fd, const struct sockaddr *peer, const FwGateRules *rules);
void fw_gate_dismiss (int fd);

/** fw_gate_get_address: Returns: (nullable): whose connection it is, while it is admitted. */
const FwAddress *fw_gate_get_address (int fd);

/** fw_gate_know: a request of @session came on @fd. FALSE: the session has its share of connections
 * already. On the thread that serves @fd. */
gboolean fw_gate_know (int fd, const char *session);

/** fw_gate_answer: an answer of @size bytes goes out on @fd; 0: one that has no end, or hardly any
 * length. */
void fw_gate_answer (int fd, gsize size);
/** fw_gate_answered: the answer to a request on @fd is out; the next head has its time. */
void fw_gate_answered (int fd);

/** fw_gate_sweep: ends the connections that are over their time; call it every second. Returns: how
 * many. */
guint fw_gate_sweep (gint64 monotonic_now);

guint fw_gate_get_count (void);

G_END_DECLS
