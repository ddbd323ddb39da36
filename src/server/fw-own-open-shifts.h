/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/fw-open-shifts.h"

G_BEGIN_DECLS

/* Open shifts as one agent sees them: those of her site or team that she could claim, and those
 * that she claimed. */

/** FwOwnOpen: what she is told them by. Begins zeroed. */
typedef struct
{
  const FwOwn *own;
  FwSwaps swaps;
  FwSwapParty taker;
  GPtrArray *claims; /* FwRecord: hers */
  GPtrArray *offers; /* FwRecord: that she sees, by day */
} FwOwnOpen;

/** fw_own_open_load: Returns: FALSE: the store does not answer. */
gboolean
fw_own_open_load (FwOwnOpen *self, const FwOwn *own, FwCertificates *certificates, GError **error);
void fw_own_open_clear (FwOwnOpen *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FwOwnOpen, fw_own_open_clear)

/** fw_own_open_find: Returns: (transfer none) (nullable): of those she sees. */
FwRecord *fw_own_open_find (const FwOwnOpen *self, const char *id);
/** fw_own_open_is_offered: whether @offer is to be claimed at all: open, and its time not over. */
gboolean fw_own_open_is_offered (const FwOwnOpen *self, const FwRecord *offer);
/** fw_own_open_find_claim: Returns: (transfer none) (nullable): the one of hers that stands, or the
 * last. */
FwRecord *fw_own_open_find_claim (const FwOwnOpen *self, const FwRecord *offer);
/** fw_own_open_find_claimed_day: Returns: (transfer none) (nullable): what she claimed of that day
 * already and waits. */
FwRecord *fw_own_open_find_claimed_day (const FwOwnOpen *self, gint64 day);
/** fw_own_open_append: OFFER, as docs/api.md has it. */
gboolean
fw_own_open_append (FwOwnOpen *self, FwJsonWriter *writer, const FwRecord *offer, GError **error);

G_END_DECLS
