/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/people/fw-functions.h"
#include "store/fw-records-private.h"

G_BEGIN_DECLS

/**
 * FwActing: who acts in functions at a moment, read when it is asked for first and then kept: for
 * one answer, or one transaction. Reference counted; of one thread.
 */
typedef struct _FwActing FwActing;

FwActing *fw_acting_new (FwRecords *records, gint64 now);
FwActing *fw_acting_ref (FwActing *self);
void fw_acting_unref (FwActing *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwActing, fw_acting_unref)

FwRecords *fw_acting_get_records (const FwActing *self);
gint64 fw_acting_get_now (const FwActing *self);

/** fw_acting_find: fw_function_find_actors() for @record, by its site, team and department, where
 * it says none by those of its person. Returns: (transfer full): its texts live as long as @self.
 */
GArray *fw_acting_find (FwActing *self,
                        const char *function,
                        const FwRecord *record,
                        gboolean *covered,
                        GError **error);

/** fw_acting_read_case: fw_records_read_case() at the moment of @self. */
FwRecordCase *fw_acting_read_case (
    FwActing *self, FwScope *scope, const FwKind *kind, const char *id, GError **error);

G_END_DECLS
