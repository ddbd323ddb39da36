/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/people/fw-directory.h"
#include "store/fw-database.h"

G_BEGIN_DECLS

/**
 * FwRecordTable:
 * The table of a kind, made from its description: id, revision, deleted, written (µs UTC) and a
 * column "f_NAME" for each field; a dated kind has another with every revision. Lists of references
 * are kept as their CSV text, secrets as hashes that no SELECT here names. "changed" is the number
 * of the change that wrote it; the columns of its keys are those of fw-record-keys.h.
 */
typedef struct
{
  const FwKind *kind;
  char *name;       /* record_KIND */
  char *history;    /* (nullable): history_KIND */
  char *select_one; /* of id $1 */
  char *select_all;
  char *size;           /* an expression: FW_RECORDS_MAX_SIZE says of what */
  char *select_past;    /* (nullable): all revisions, in order */
  char *select_history; /* (nullable): those of id $1 */
  char *select_named;   /* (nullable): those of records that ever had the name $1 at the source */
  char *upsert;
  char *insert_past;                   /* (nullable) */
  gboolean absent[FW_KIND_MAX_FIELDS]; /* fields without a column: an older store, only read */
  gboolean keyed; /* its rows have their keys; not where an older store is only read */
} FwRecordTable;

FwRecordTable *fw_record_table_new (const FwKind *kind);
void fw_record_table_free (FwRecordTable *self);

/** fw_record_table_define: creates the tables, or adds the columns of fields that are new. */
gboolean fw_record_table_define (FwRecordTable *self, FwDatabase *database, GError **error);

/** fw_record_table_fit: for who only reads: fields that an older version did not know, which has no
 * columns of them, are empty. */
gboolean fw_record_table_fit (FwRecordTable *self, FwDatabase *database, GError **error);

/** fw_record_table_read: Returns: (transfer full) (element-type FwRevision): rows of @sql. */
GArray *fw_record_table_read (
    FwRecordTable *self, FwDatabase *database, const char *sql, const char *id, GError **error);

/** fw_record_table_ask: the same of any parameters. */
GArray *fw_record_table_ask (FwRecordTable *self,
                             FwDatabase *database,
                             const char *sql,
                             const FwSqlValue *values,
                             guint n_values,
                             GError **error);
/** fw_record_table_read_any: the same without looking whether they are what was written. */
GArray *fw_record_table_read_any (FwRecordTable *self,
                                  FwDatabase *database,
                                  const char *sql,
                                  GError **error);
/** fw_record_table_make_select: Returns: (transfer full): reads the rows of the table; @rest: from
 * " WHERE" on. */
char *fw_record_table_make_select (FwRecordTable *self, const char *rest);
/** fw_record_table_get_value: of a field as it is stored and compared; @text: (out) (optional):
 * keeps what it points to, to be freed. */
FwSqlValue fw_record_table_get_value (const FwRecord *record, guint field, char **text);
/** fw_record_table_add_keys: appends the values of "o_id" and of the orders; @keys holds their
 * bytes (GByteArray). */
void fw_record_table_add_keys (FwRecordTable *self,
                               const FwRecord *record,
                               GPtrArray *keys,
                               GArray *values);

/** fw_record_table_list_columns: Returns: (transfer full): "id, revision, ...", all that a row and
 * its sums are made of. fw_record_table_count_columns: how many they are. */
char *fw_record_table_list_columns (const FwKind *kind);
guint fw_record_table_count_columns (const FwKind *kind);

/** fw_record_table_is_sound: whether a row, all of those columns, is what was written. */
gboolean fw_record_table_is_sound (const FwKind *kind, const FwSqlValue *columns);

/** fw_record_table_sum: of a row, all columns as a SELECT of the table has them.
 * fw_record_table_is_sound_as: the same as _is_sound() of one whose last field was @last then. */
gint64 fw_record_table_sum (const FwKind *kind, const FwSqlValue *columns);
gboolean
fw_record_table_is_sound_as (const FwKind *kind, const FwSqlValue *columns, const char *last);

/** fw_record_table_carry: gives the records of a store from before the kind had a flow the state
 * that they were in. */
gboolean fw_record_table_carry (FwRecordTable *self, FwDatabase *database, GError **error);

/** fw_record_table_write: @secrets: (nullable): hashes by field; NULL keeps what is stored. The
 * record carries its new revision. @changed: the number of its change. */
gboolean fw_record_table_write (FwRecordTable *self,
                                FwDatabase *database,
                                const FwRecord *record,
                                char *const *secrets,
                                gint64 now,
                                gint64 changed,
                                GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwRecordTable, fw_record_table_free)

G_END_DECLS
