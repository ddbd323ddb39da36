/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fw-record-table.h"
#include "store/fw-records.h"

G_BEGIN_DECLS

struct _FwRecords
{
  FwDatabase *database; /* not owned */
  GPtrArray *tables;    /* FwRecordTable, in the order of fw_kinds() */

  gint64 change; /* number of the last line of the change log; inside a writing transaction only */

  GMutex lock; /* what follows */
  FwDirectory *directory;
  gint64 directory_generation; /* house_state "generation" that it was made of */
};

FwRecordTable *fw_records_find_table (FwRecords *self, const FwKind *kind);

/** fw_records_load: Returns: (transfer full): as stored, deleted ones too, nothing hidden; NULL
 * without an error: there is none. */
FwRecord *fw_records_load (FwRecords *self, const FwKind *kind, const char *id, GError **error);

/** fw_records_begin, _end: a writing transaction; every house writer of a shared store waits for
 * the others there. */
gboolean fw_records_begin (FwRecords *self, GError **error);
/** fw_records_end: commits, or rolls back when @keep is FALSE. */
gboolean fw_records_end (FwRecords *self, gboolean keep, GError **error);

typedef enum
{
  FW_WRITE_CREATED,
  FW_WRITE_CHANGED,
  FW_WRITE_UNCHANGED
} FwWriteResult;

/** FwWrite: one write inside a transaction; on the stack. */
typedef struct
{
  FwScope *scope;
  gint64 now;
  gboolean any_revision; /* an import: what is stored is taken as the base */
  GPtrArray *secrets;    /* (nullable): of fw_records_hash_secrets() */
} FwWrite;

/** fw_records_write_one: on success @record carries its new revision. */
gboolean fw_records_write_one (
    FwRecords *self, FwWrite *write, FwRecord *record, FwWriteResult *result, GError **error);
/**
 * fw_records_hash_secrets: 0.3 s for each that is set and that @role may write: before the
 * transaction. Returns: (transfer full) (element-type utf8): by field, NULL where there is none;
 * NULL with an error.
 */
GPtrArray *fw_records_hash_secrets (FwRecord *record, FwRole role, GError **error);

/** Checks against other records, inside the transaction. */
gboolean fw_records_check_references (FwRecords *self, const FwRecord *record, GError **error);
gboolean fw_records_check_unique (FwRecords *self, const FwRecord *record, GError **error);
gboolean fw_records_check_unreferred (
    FwRecords *self, FwScope *scope, const FwKind *kind, const char *id, GError **error);
/** fw_records_check_move: of a team to another site. */
gboolean fw_records_check_move (FwRecords *self,
                                const FwRecord *stored,
                                const FwRecord *record,
                                GError **error);
/** fw_records_check_administrators: after accounts were written: somebody must be left who can set
 * them. */
gboolean fw_records_check_administrators (FwRecords *self, GError **error);

/** fw_records_log: one line of the change log. */
gboolean fw_records_log (FwRecords *self,
                         FwWrite *write,
                         const FwRecord *record,
                         const char *field,
                         const char *before,
                         const char *after,
                         GError **error);

extern const char *const fw_accounts_tables[];
/** fw_accounts_end_sessions: of one account, inside the transaction that changed it. */
gboolean fw_accounts_end_sessions (FwRecords *self, const char *account, GError **error);
char *fw_accounts_hash_password (const char *password, GError **error);

G_END_DECLS
