/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fw-record-query.h"
#include "store/fw-records-private.h"

G_BEGIN_DECLS

/** FwRecordAsking: a question while its statement is made. */
typedef struct
{
  FwRecords *records;
  FwRecordTable *table;
  GString *where;
  GArray *values;  /* FwSqlValue */
  GPtrArray *kept; /* GByteArray: what values point to */
} FwRecordAsking;

void fw_record_asking_init (FwRecordAsking *self, FwRecords *records, const FwKind *kind);
void fw_record_asking_clear (FwRecordAsking *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FwRecordAsking, fw_record_asking_clear)

/** fw_record_asking_refuse: Returns: FALSE. */
gboolean fw_record_asking_refuse (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);
/** fw_record_asking_add: Returns: the number of the parameter. */
guint fw_record_asking_add (FwRecordAsking *self, FwSqlValue value);
/** fw_record_asking_add_bytes: takes @bytes. */
guint fw_record_asking_add_bytes (FwRecordAsking *self, GByteArray *bytes);
/** fw_record_asking_append_ids: "($3, $4)", as many as the next power of two, so that few
 * statements differ. @ids: not empty. */
void fw_record_asking_append_ids (FwRecordAsking *self, const char *const *ids);
/** fw_record_asking_check_reads: which records a hidden value would find tells the value. */
gboolean
fw_record_asking_check_reads (FwScope *scope, const FwKind *kind, gint field, GError **error);

/** fw_record_asking_narrow_scope: what fw_record_is_allowed() asks of one record. */
void fw_record_asking_narrow_scope (FwRecordAsking *self, FwScope *scope);
gboolean fw_record_asking_narrow (FwRecordAsking *self,
                                  FwScope *scope,
                                  const FwRecordCondition *condition,
                                  GError **error);

G_END_DECLS
