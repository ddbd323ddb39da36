/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/roster/fw-swap.h"
#include "server/fw-certificates.h"
#include "server/fw-own.h"
#include "store/fw-record-moves.h"

G_BEGIN_DECLS

/** FwSwaps: what swaps of shifts are held against: rosters as they are published, rules,
 * certificates. */
typedef struct
{
  FwRecords *records;
  FwCertificates *certificates;
  FwScope *whole;
  FwDirectory *directory;
  GPtrArray *rules, *schemes; /* FwRecord */
  GHashTable *templates;      /* id → FwRecord of the kind shift-template */
} FwSwaps;

/** fw_swaps_init: Returns: FALSE: the store does not answer. */
gboolean
fw_swaps_init (FwSwaps *self, FwRecords *records, FwCertificates *certificates, GError **error);
void fw_swaps_clear (FwSwaps *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FwSwaps, fw_swaps_clear)

/** FwSwapAsked: who would give what to whom. */
typedef struct
{
  const char *giver, *taker; /* ids of people */
  gint32 day;
  const char *template;
  gint32 back;               /* FW_SWAP_ALONE: none */
  const char *back_template; /* (nullable): whatever it is */
  gboolean drafts;           /* whether days that are being planned anew stand against it */
} FwSwapAsked;

/** fw_swaps_find_faults: Returns: (transfer full) (element-type FwSwapFault). */
GArray *fw_swaps_find_faults (FwSwaps *self, const FwSwapAsked *asked, GError **error);
/** fw_swaps_read: what a record of the kind swap asks; who plans is told of drafts as well. */
void fw_swaps_read (const FwRecord *swap, FwSwapAsked *asked);

/** fw_swaps_append_faults: the member "faults". @side: whose are told alone, of the other one only
 * that there are any; FW_SWAP_N_SIDES: all. */
void fw_swaps_append_faults (FwJsonWriter *writer, GArray *faults, FwSwapSide side);

/** FW_SWAPS_WRITE: the kind whose records an approval writes. */
#define FW_SWAPS_WRITE "shift"

/** fw_swaps_have_effect: a swap was approved: what to write of both rosters (FwRecordEffect).
 * @server: FwServer */
GArray *fw_swaps_have_effect (FwRecords *records,
                              const char *name,
                              const FwRecord *swap,
                              gint64 now,
                              gpointer server,
                              GError **error);

G_END_DECLS
