/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fw-record-table.h"

G_BEGIN_DECLS

/*
 * What a query needs of a record beside its fields, made from them whenever it is written:
 * - a column "o_id", and "o_FIELD" for each order of the kind, of bytes that compare as the records
 *   shall stand, alike on both engines, and that no two records share;
 * - a row of list_reference for each record that a list of references names.
 * A row whose "o_id" is NULL (written before there were such columns, or salvaged) has none of it
 * yet: fw_record_keys_renew() makes it.
 */

/** fw_record_keys_make: @field: -1: of the order by id. Returns: (transfer full). */
GByteArray *fw_record_keys_make (const FwRecord *record, gint field);
/** fw_record_keys_make_bound: before, or @upper behind, all keys of records that have the value of
 * @record there. Returns: (transfer full). */
GByteArray *fw_record_keys_make_bound (const FwRecord *record, guint field, gboolean upper);
/** fw_record_keys_are_few: whether a field has so few values that an index of it would not help. */
gboolean fw_record_keys_are_few (const FwField *field);
/** fw_record_keys_fold: Returns: (transfer full): a text as orders and prefixes compare it. */
char *fw_record_keys_fold (const char *text);

/** fw_record_keys_define: the columns where the table is older, their indexes, and those of the
 * fields that can be asked for. */
gboolean fw_record_keys_define (FwRecordTable *table, FwDatabase *database, GError **error);
/** fw_record_keys_renew: of rows that have none; in bounded memory. */
gboolean fw_record_keys_renew (FwRecordTable *table, FwDatabase *database, GError **error);

/** fw_record_keys_find: for who only reads: whether all rows have their keys. */
gboolean
fw_record_keys_find (FwRecordTable *table, FwDatabase *database, gboolean *keyed, GError **error);

/** fw_record_keys_write_lists: inside a transaction: the rows of list_reference of one record. */
gboolean fw_record_keys_write_lists (FwDatabase *database, const FwRecord *record, GError **error);

extern const char *const fw_record_keys_tables[];

G_END_DECLS
