/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FwDatabase:
 * SQLite or PostgreSQL behind one small table of functions and one SQL text: parameters are $1, $2 ..., types are
 * INTEGER (64 bit), REAL, TEXT and BLOB; whatever both engines do not read alike is not used. Blocking; one writer
 * connection that also does every checkpoint (hazards.md), one reader connection. Each may be used from any thread, one at a time, and the
 * calls lock for themselves; a transaction holds the writer from begin to commit.
 */
typedef struct _FwDatabase FwDatabase;

/**
 * fw_database_open:
 * @location: a directory (SQLite, made with mode 0700 when missing) or "postgresql://..."
 * @site: first part of every key of a shared store
 */
FwDatabase *fw_database_open (const char *location, gboolean read_only, GError **error);
void fw_database_close (FwDatabase *self);

typedef enum
{
  FW_SQL_NULL,
  FW_SQL_INTEGER,
  FW_SQL_REAL,
  FW_SQL_TEXT,
  FW_SQL_BLOB
} FwSqlType;

/** FwSqlValue: a parameter in, or a column out (then its bytes live until the next step). */
typedef struct
{
  FwSqlType type;
  gint64 integer;
  double real;
  const void *data; /* TEXT (NUL-terminated) or BLOB */
  gsize length;     /* bytes */
} FwSqlValue;

#define FW_SQL_INT(value) ((FwSqlValue){ .type = FW_SQL_INTEGER, .integer = (value) })
#define FW_SQL_DOUBLE(value) ((FwSqlValue){ .type = FW_SQL_REAL, .real = (value) })
#define FW_SQL_STRING(value)                                                                                           \
  ((FwSqlValue){ .type = (value) != NULL ? FW_SQL_TEXT : FW_SQL_NULL, .data = (value),                                 \
                 .length = (value) != NULL ? strlen (value) : 0 })
#define FW_SQL_BYTES(pointer, size) ((FwSqlValue){ .type = FW_SQL_BLOB, .data = (pointer), .length = (size) })

/** FwSqlRow: called for each row; FALSE ends the walk early (no error). */
typedef gboolean (*FwSqlRow) (const FwSqlValue *columns, guint n_columns, gpointer user_data);

/**
 * fw_database_query: on the reader, or on the writer inside a transaction of the same thread.
 * fw_database_execute: on the writer; @changed: (out) (optional): rows. Outside a transaction it is one of its own.
 * Statements are prepared once per SQL text (keep them constant) and kept.
 */
gboolean fw_database_query (FwDatabase *self, const char *sql, const FwSqlValue *values, guint n_values, FwSqlRow row,
                            gpointer user_data, GError **error);
gboolean fw_database_execute (FwDatabase *self, const char *sql, const FwSqlValue *values, guint n_values,
                              gint64 *changed, GError **error);

/** A transaction of this thread on the writer; others wait. Not nestable. Commit is durable when it returns TRUE. */
gboolean fw_database_begin (FwDatabase *self, GError **error);
gboolean fw_database_commit (FwDatabase *self, GError **error);
void fw_database_rollback (FwDatabase *self);

/** fw_database_define: creates or upgrades tables: @statements NULL-terminated, "CREATE TABLE IF NOT EXISTS ..." and the like; BLOB is written BYTEA where the engine wants it. */
gboolean fw_database_define (FwDatabase *self, const char *const *statements, GError **error);

/** fw_database_is_writable: FALSE after a full disk, an I/O error or corruption; @reason: (out) (optional) (transfer full). A full disk is tried again by fw_database_probe(). */
gboolean fw_database_is_writable (FwDatabase *self, char **reason);
gboolean fw_database_probe (FwDatabase *self);

/** fw_database_backup: a consistent copy to a new directory @target while in use (SQLite: VACUUM INTO or the backup API; PostgreSQL: not here, its own tools; FW_ERROR_INVALID says so). */
gboolean fw_database_backup (FwDatabase *self, const char *target, GCancellable *cancellable, GError **error);
/** fw_database_verify: the engine's own integrity check. */
gboolean fw_database_verify (FwDatabase *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwDatabase, fw_database_close)

G_END_DECLS
