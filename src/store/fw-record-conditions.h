/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fw-record-query.h"

G_BEGIN_DECLS

/** FwRecordConditions: those of a query while they are read from words, such as "where.team" with
 * "sales-a;sales-b", "from.day" with "2026-11-02", "to.day" and "begins.name". */
typedef struct
{
  GArray *list;    /* FwRecordCondition */
  GPtrArray *kept; /* GStrv: what it points into */
} FwRecordConditions;

void fw_record_conditions_init (FwRecordConditions *self);
void fw_record_conditions_clear (FwRecordConditions *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FwRecordConditions, fw_record_conditions_clear)

/** fw_record_conditions_add: FALSE: @name is no condition. Whether there is such a field, and what
 * it may hold, fw_records_ask() says. */
gboolean fw_record_conditions_add (FwRecordConditions *self, const char *name, const char *text);
/** fw_record_conditions_set: @query: borrows them. */
void fw_record_conditions_set (const FwRecordConditions *self, FwRecordQuery *query);

G_END_DECLS
