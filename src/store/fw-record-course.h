/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fw-records.h"

G_BEGIN_DECLS

/** FwRecordStepFunc: a state that a record came into. @at: when that was done, µs UTC; @from:
 * (nullable). */
typedef void (*FwRecordStepFunc) (
    const char *id, gint64 at, const char *from, const char *to, gpointer user_data);

/** fw_records_walk_steps: what all records of a kind with a flow went through, record by record in
 * the order of their histories. It asks nobody's scope: whoever answers with it goes by the records
 * that the reader sees. */
gboolean fw_records_walk_steps (
    FwRecords *self, const FwKind *kind, FwRecordStepFunc func, gpointer user_data, GError **error);

/** FwRecordBreachFunc: a clock that was overdue; a breach that was withdrawn is none. */
typedef void (*FwRecordBreachFunc) (const char *id, const char *clock, gpointer user_data);

/** fw_records_walk_breaches: of all records of a kind, once for each run of a clock; as above. */
gboolean fw_records_walk_breaches (FwRecords *self,
                                   const FwKind *kind,
                                   FwRecordBreachFunc func,
                                   gpointer user_data,
                                   GError **error);

G_END_DECLS
