/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "intake/calls/fw-call-row.h"

G_BEGIN_DECLS

/* What a row's call is known by, and whose it was. */

/** fw_call_row_read_names: the id, the person, the queue, the product, the channel and the customer
 * of @csv. What a list without such a column says of many rows at once counts too, see
 * fw_call_row_take_head(). */
void fw_call_row_read_names (FwCallReader *self, const FwCsv *csv, FwEvent *event);

/** fw_call_row_take_head: "Queue: Sales" in a row of its own, of a list without a column for it:
 * from there on the rows are of that queue (or person, product, channel). @titles: it stands above
 * the header, and holds until another stands below. Returns: FALSE with any other row. */
gboolean fw_call_row_take_head (FwCallReader *self, const FwCsv *csv, gboolean titles);

/** fw_call_row_forget_heads: before rows are read again; titles stay. */
void fw_call_row_forget_heads (FwCallReader *self);
/** fw_call_row_names_clear: frees what is kept for the functions above. */
void fw_call_row_names_clear (FwCallReader *self);

G_END_DECLS
