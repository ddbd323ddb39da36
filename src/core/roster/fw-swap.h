/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/roster/fw-duty.h"

G_BEGIN_DECLS

/** Two people exchange days of their rosters: what one works on a day the other takes, and maybe a
 * day the other way round. */

/** FwSwapRow: the roster of one of them as it was published, and what it must keep. */
typedef struct
{
  const FwDuty *duties; /* by day */
  guint n;
  FwDutyLimits limits;
  gint32 from, to; /* the days, both included, of which all duties are known */
} FwSwapRow;

typedef enum
{
  FW_SWAP_GIVER, /* who offers the day */
  FW_SWAP_TAKER,
  FW_SWAP_N_SIDES
} FwSwapSide;

typedef enum
{
  FW_SWAP_NOT_THERE,   /* no hours to work on a day that is to be given */
  FW_SWAP_NOT_FREE,    /* something stands on a day that is to be taken */
  FW_SWAP_BREACH,      /* a limit that breaks with it, or breaks by more */
  FW_SWAP_CHANGED,     /* what is worked on the day is another shift by now */
  FW_SWAP_PLANNED,     /* the day is being planned anew */
  FW_SWAP_CERTIFICATE, /* the shift needs one that does not count on the day */
  FW_SWAP_LEAVE,       /* it is a day of leave */
  FW_SWAP_BARRED       /* a programme that must be passed first bars from work */
} FwSwapFaultKind;

/** FwSwapFault: what stands against it, on whose side. */
typedef struct
{
  FwSwapSide side;
  FwSwapFaultKind kind;
  gint32 day;
  FwDutyBreach breach; /* of FW_SWAP_BREACH */
  char *name;          /* (nullable): of the certificate */
} FwSwapFault;

/** fw_swap_fault_clear: for arrays of them. */
void fw_swap_fault_clear (FwSwapFault *self);

#define FW_SWAP_ALONE G_MININT32

/**
 * fw_swap_find_faults: what rosters and limits say: FW_SWAP_NOT_THERE, _NOT_FREE, _LEAVE and
 * _BREACH; the others are of records.
 * @rows: (array fixed-size=2): by FwSwapSide
 * @day: what the giver gives
 * @back: what the taker gives for it; FW_SWAP_ALONE: nothing; may be the same day
 * Returns: (transfer full) (element-type FwSwapFault): by side; where a day is not as it must be
 *   that alone.
 */
GArray *fw_swap_find_faults (const FwSwapRow *rows, gint32 day, gint32 back);

/** fw_swap_find_taker_faults: the same of a shift that nobody has: what stands against her taking
 * it for nothing.
 * @row: of who takes it
 * @duty: its day and hours
 * Returns: (transfer full) (element-type FwSwapFault): all on the taker's side. */
GArray *fw_swap_find_taker_faults (const FwSwapRow *row, const FwDuty *duty);

/** fw_swap_fault_new_array: Returns: (transfer full): one that clears what it holds. */
GArray *fw_swap_fault_new_array (void);

/** Names on the wire. */
const char *fw_swap_fault_kind_to_name (FwSwapFaultKind kind);
gboolean fw_swap_fault_kind_from_name (const char *name, FwSwapFaultKind *kind);
const char *fw_duty_rule_to_name (FwDutyRule rule);
gboolean fw_duty_rule_from_name (const char *name, FwDutyRule *rule);

G_END_DECLS
