/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/fw-swap-party.h"

G_BEGIN_DECLS

/* Shifts that nobody has (records of the kind open-shift), and claims on their places
 * (shift-claim).
 */

/** The kinds, and the effect of the moves of both. */
#define FW_OPEN_SHIFTS "open-shift"
#define FW_SHIFT_CLAIMS "shift-claim"

/** fw_open_shift_is_in: where @record, of either kind, stands. */
gboolean fw_open_shift_is_in (const FwRecord *record, const char *state);
/** fw_open_shifts_ask_claims: Returns: (transfer full) (element-type FwRecord): the claims whose
 * @field is @value. */
GPtrArray *fw_open_shifts_ask_claims (
    FwRecords *records, FwScope *whole, const char *field, const char *value, GError **error);
/** fw_open_shifts_count_free: @n: (out): the places of @offer that are neither given nor held by a
 * claim that waits. */
gboolean fw_open_shifts_count_free (
    FwRecords *records, FwScope *whole, const FwRecord *offer, gint64 *n, GError **error);
/** fw_open_shifts_find_faults: what stands against @taker's working @offer.
 * @taker: whose roster is loaded around the day, with her absences
 * @drafts: whether a draft of the day stands against it
 * Returns: (transfer full) (element-type FwSwapFault) */
GArray *fw_open_shifts_find_faults (FwSwaps *swaps,
                                    const FwSwapParty *taker,
                                    const FwRecord *offer,
                                    gboolean drafts,
                                    GError **error);

/** fw_open_shifts_have_effect: a claim was approved: the shift that it gives and the place that it
 * takes; or an offer was taken back: the claims that wait close with it (FwRecordEffect).
 * @server: FwServer */
GArray *fw_open_shifts_have_effect (FwRecords *records,
                                    const FwRecord *record,
                                    gpointer server,
                                    GError **error);

G_END_DECLS
