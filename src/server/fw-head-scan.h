/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FwHeadScan:
 * Reads along with the bytes of one connection and says at the first one that breaks HTTP/1.1 as we
 * take it: lines end in CRLF, no control characters, no folded headers, one Host, one
 * Content-Length in digits, no Transfer-Encoding, origin-form targets, known methods, heads of at
 * most 16 KiB. libmicrohttpd keeps some 60 bytes for each field, parameter and cookie beside them,
 * and ends a connection without a word where its memory is used up, so these are counted here. What
 * two parsers could read in two ways is refused, so that nothing can be smuggled past a proxy.
 * Bodies are counted, not looked at.
 */

#define FW_HEAD_MAX_BYTES (16 * 1024)
#define FW_HEAD_MAX_FIELDS 100
#define FW_HEAD_MAX_PARAMETERS 100 /* of a query, or pairs of cookies */

typedef enum
{
  FW_SCAN_HEAD, /* between two requests, or inside a head */
  FW_SCAN_BODY,
  FW_SCAN_REFUSED
} FwScanState;

typedef struct
{
  FwScanState state;
  GString *head;       /* of the request being read; empty between requests */
  guint64 body_length; /* of the last whole head */
  guint64 body_left;
  guint status;       /* HTTP status of the refusal */
  const char *reason; /* what was expected; static */
} FwHeadScan;

void fw_head_scan_init (FwHeadScan *self);
void fw_head_scan_clear (FwHeadScan *self);

/** fw_head_scan_feed: FALSE once something was refused; status and reason say why. */
gboolean fw_head_scan_feed (FwHeadScan *self, const char *bytes, gsize length);

G_END_DECLS
