/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/people/fw-directory.h"
#include "store/fw-database.h"

G_BEGIN_DECLS

/**
 * FwRecordTable:
 * The table of a kind, made from its description: id, revision, deleted, written (µs UTC) and a
 * column "f_NAME" for each field; a dated kind has another with every revision. Lists of references
 * are kept as their CSV text, secrets as hashes that no SELECT here names.
 */
typedef struct
{
  const FwKind *kind;
  char *name;       /* "record_shift_template" */
  char *history;    /* (nullable): "history_person" */
  char *select_one; /* of id $1 */
  char *select_all;
  char *select_past; /* (nullable): all revisions, in order */
  char *upsert;
  char *insert_past; /* (nullable) */
} FwRecordTable;

FwRecordTable *fw_record_table_new (const FwKind *kind);
void fw_record_table_free (FwRecordTable *self);

/** fw_record_table_define: creates the tables, or adds the columns of fields that are new. */
gboolean fw_record_table_define (FwRecordTable *self, FwDatabase *database, GError **error);

/** fw_record_table_read: Returns: (transfer full) (element-type FwRevision): rows of @sql. */
GArray *fw_record_table_read (
    FwRecordTable *self, FwDatabase *database, const char *sql, const char *id, GError **error);

/** fw_record_table_write: @secrets: (nullable): hashes by field; NULL keeps what is stored. The
 * record carries its new revision. */
gboolean fw_record_table_write (FwRecordTable *self,
                                FwDatabase *database,
                                const FwRecord *record,
                                char *const *secrets,
                                gint64 now,
                                GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwRecordTable, fw_record_table_free)

G_END_DECLS
