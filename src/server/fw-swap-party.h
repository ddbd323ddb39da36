/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/fw-swaps.h"

G_BEGIN_DECLS

/** FwSwapParty: one of those whose rosters a swap, or a shift that nobody has, changes. Begins
 * zeroed. */
typedef struct
{
  const char *person; /* borrowed: id */
  FwZone *zone;       /* of her site; the directory's */
  FwRecordAnswer *shifts;
  GArray *duties; /* FwDuty: as they were published */
  FwSwapRow row;
  GPtrArray *bars, *leaves; /* (nullable) FwRecord: of fw_swap_party_load_absences() */
} FwSwapParty;

/** fw_swap_party_load: her roster some weeks around the days from @first to @last. @id: lives as
 * long. */
gboolean fw_swap_party_load (
    FwSwaps *self, FwSwapParty *party, const char *id, gint32 first, gint32 last, GError **error);
/** fw_swap_party_load_absences: what keeps her from work whatever the roster says. */
gboolean fw_swap_party_load_absences (FwSwaps *self, FwSwapParty *party, GError **error);
void fw_swap_party_clear (FwSwapParty *party);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FwSwapParty, fw_swap_party_clear)

/** fw_swap_party_set_hours: of @duty, whose day is set. Returns: FALSE: there is no such template.
 */
gboolean fw_swap_party_set_hours (FwSwaps *self,
                                  const FwSwapParty *party,
                                  const char *template,
                                  FwDuty *duty);
/** fw_swap_party_find_shift: Returns: (transfer none) (nullable): of the kind shift. */
FwRecord *fw_swap_party_find_shift (const FwSwapParty *party, gint32 day);

/* What follows adds to an array of FwSwapFault. */

/** fw_swap_fault_add: @name: (nullable): of a certificate */
void fw_swap_fault_add (
    GArray *faults, FwSwapSide side, FwSwapFaultKind kind, gint32 day, const char *name);
void
fw_swap_party_check_draft (GArray *faults, const FwSwapParty *party, FwSwapSide side, gint32 day);
/** fw_swap_party_check_certificates: those that the shift needs.
 * @template: (nullable): what is taken; NULL: nothing
 * @also: (nullable) (array zero-terminated=1): ids of schemes that are asked for beside
 */
gboolean fw_swap_party_check_certificates (FwSwaps *self,
                                           GArray *faults,
                                           const FwSwapParty *party,
                                           FwSwapSide side,
                                           gint32 day,
                                           const char *template,
                                           const char *const *also,
                                           GError **error);
/** fw_swap_party_check_absences: of a taker, after fw_swap_party_load_absences(). */
void fw_swap_party_check_absences (GArray *faults, const FwSwapParty *party, gint32 day);

/** fw_swap_writes_new: Returns: (transfer full) (element-type FwRecordWrite): frees its records. */
GArray *fw_swap_writes_new (void);
/** fw_swap_party_add_work: she works @template on @day, published. */
void
fw_swap_party_add_work (GArray *writes, const FwSwapParty *party, gint32 day, const char *template);

G_END_DECLS
