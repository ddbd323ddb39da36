/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/flow/fw-flow-replay.h"
#include "store/fw-records.h"

G_BEGIN_DECLS

/** FwRecordReplayQuestion: which records, and what is tried on them; all of it borrowed. */
typedef struct
{
  const char *const *sites; /* (nullable) */
  const char *const *teams; /* (nullable) */
  gint64 from, to;          /* moments at which they were begun, µs UTC; @to exclusive */
  FwPolicyDraft draft;      /* its name may be NULL: nothing is tried */
  gint64 now; /* µs UTC: what holds then is in force, and up to then clocks have run */
} FwRecordReplayQuestion;

/** FwRecordReplayFunc: @replayed: (array): of the clocks of @flow, the version that the record was
 * begun under. */
typedef void (*FwRecordReplayFunc) (
    const char *id, gint64 begun, const FwFlow *flow, const FwReplayed *replayed, gpointer data);

/**
 * fw_records_replay: what would have come of the clocks of records of a kind with a flow, record by
 * record in the order of their ids; see fw_flow_case_replay(). Nothing is written. Of each record
 * that the reader sees a few words are kept meanwhile, not more.
 * Returns: FALSE as fw_records_ask().
 */
gboolean fw_records_replay (FwRecords *self,
                            FwScope *scope,
                            const FwKind *kind,
                            const FwRecordReplayQuestion *question,
                            FwRecordReplayFunc func,
                            gpointer data,
                            GError **error);

G_END_DECLS
