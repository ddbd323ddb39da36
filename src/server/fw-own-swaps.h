/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/fw-swaps.h"

G_BEGIN_DECLS

/* Swaps of shifts as one agent sees them: those that she offers, that she took, or that are open to
 * her. */

gboolean fw_own_swap_is_in (const FwRecord *swap, const char *state);
/** fw_own_swap_names: whether a field of @swap names her. */
gboolean fw_own_swap_names (const FwRecord *swap, const char *field, const FwOwn *own);
/** fw_own_swap_is_open: whether it is hers to take. */
gboolean fw_own_swap_is_open (const FwRecord *swap, const FwOwn *own);
/** fw_own_swaps_ask: Returns: (transfer full) (element-type FwRecord): those whose @field is
 * @value, of which not long is over. */
GPtrArray *
fw_own_swaps_ask (const FwOwn *own, const char *field, const char *value, GError **error);
/** fw_own_swaps_list: Returns: (transfer full) (element-type FwRecord): all that she sees, by day.
 */
GPtrArray *fw_own_swaps_list (const FwOwn *own, GError **error);
/** fw_own_swap_find: Returns: (transfer full) (nullable): that of the path, of those she sees; else
 * that there is none was replied. */
FwRecord *fw_own_swap_find (FwExchange *exchange, const FwOwn *own);
/** fw_own_swap_find_faults: what stands against her taking it, as far as she may know. @back: the
 * day that she gives for it; FW_SWAP_ALONE. */
GArray *fw_own_swap_find_faults (
    FwSwaps *swaps, const FwOwn *own, const FwRecord *swap, gint32 back, GError **error);
/** fw_own_list_colleagues: Returns: (transfer full) (element-type FwRecord): whoever of her site
 * may be asked: who signs in as an agent. */
GPtrArray *fw_own_list_colleagues (const FwOwn *own, GError **error);

/** fw_own_swap_append: SWAP, as docs/api.md has it. */
void fw_own_swap_append (FwJsonWriter *writer, const FwOwn *own, const FwRecord *swap);
/** fw_own_swap_append_back: the member "back", where a day is given back. */
void fw_own_swap_append_back (FwJsonWriter *writer, const FwOwn *own, const FwRecord *swap);
/** fw_own_swap_append_name: @person: (nullable): id */
void fw_own_swap_append_name (FwJsonWriter *writer,
                              const FwOwn *own,
                              const char *member,
                              const char *person);

G_END_DECLS
