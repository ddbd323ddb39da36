/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <string.h>

#include "core/fw-error.h"

G_BEGIN_DECLS

/**
 * FwDatabase:
 * SQLite or PostgreSQL behind one small table of functions and one SQL text: parameters are $1, $2
 * ..., types are INTEGER (64 bit), REAL, TEXT and BLOB; whatever both engines do not read alike is
 * not used (sums of integers are cast: CAST (sum (x) AS BIGINT)). Blocking. One writer connection,
 * which also does every checkpoint (docs/store.md), and as many readers as threads read at once.
 * Safe from any thread: the calls lock for themselves, and a transaction holds the writer from
 * begin to commit.
 */
typedef struct _FwDatabase FwDatabase;

/**
 * fw_database_open:
 * @location: a directory (SQLite, made with mode 0700 when missing) or "postgresql://..."
 * @read_only: FW_ERROR_NOT_FOUND where there is no store; no writer, every write is refused
 */
FwDatabase *fw_database_open (const char *location, gboolean read_only, GError **error);
/** fw_database_open_still: as fw_database_open() for reading only, of a store that nobody writes
 * until it is closed, which the caller sees to: no file is made and none is changed. */
FwDatabase *fw_database_open_still (const char *location, GError **error);
void fw_database_close (FwDatabase *self);

/** fw_database_exists: whether @location holds a store already: a file that is not empty, a schema
 * with its tables. FALSE with an error when nobody can tell: the server of the database does not
 * answer. */
gboolean fw_database_exists (const char *location, GError **error);

typedef enum
{
  FW_SQL_NULL,
  FW_SQL_INTEGER,
  FW_SQL_REAL,
  FW_SQL_TEXT,
  FW_SQL_BLOB
} FwSqlType;

/** FwSqlValue: a parameter in, or a column out (then its bytes live until the row function
 * returns). */
typedef struct
{
  FwSqlType type;
  gint64 integer;
  double real;      /* finite */
  const void *data; /* TEXT (NUL-terminated, without NUL inside) or BLOB */
  gsize length;     /* bytes */
} FwSqlValue;

#define FW_SQL_NONE ((FwSqlValue){ .type = FW_SQL_NULL })
#define FW_SQL_INT(value) ((FwSqlValue){ .type = FW_SQL_INTEGER, .integer = (value) })
#define FW_SQL_DOUBLE(value) ((FwSqlValue){ .type = FW_SQL_REAL, .real = (value) })
#define FW_SQL_STRING(value) (fw_sql_string (value))
#define FW_SQL_BYTES(pointer, size)                                                                \
  ((FwSqlValue){ .type = FW_SQL_BLOB, .data = (pointer), .length = (size) })

static inline FwSqlValue
fw_sql_string (const char *text)
{
  return (FwSqlValue){ .type = text != NULL ? FW_SQL_TEXT : FW_SQL_NULL,
                       .data = text,
                       .length = text != NULL ? strlen (text) : 0 };
}

/** FwSqlRow: called for each row; FALSE ends the walk early (no error). It may ask the database
 * itself. */
typedef gboolean (*FwSqlRow) (const FwSqlValue *columns, guint n_columns, gpointer user_data);

/**
 * fw_database_query: on a reader, or on the writer inside a transaction of the same thread. SQLite
 * hands out rows as it finds them; PostgreSQL fetches the whole answer first: read what may be
 * large page by page (LIMIT). fw_database_execute: on the writer; @changed: (out) (optional): rows.
 * Outside a transaction it is one of its own. Statements are prepared once per SQL text (keep them
 * constant) and kept. A statement that takes longer than 30 s to its next row is
 * FW_ERROR_UNAVAILABLE.
 */
gboolean fw_database_query (FwDatabase *self,
                            const char *sql,
                            const FwSqlValue *values,
                            guint n_values,
                            FwSqlRow row,
                            gpointer user_data,
                            GError **error);
/** fw_database_try_query: the same for who passes over what is damaged: that alone does not make
 * the store one that can be read only. */
gboolean fw_database_try_query (FwDatabase *self,
                                const char *sql,
                                const FwSqlValue *values,
                                guint n_values,
                                FwSqlRow row,
                                gpointer user_data,
                                GError **error);
gboolean fw_database_execute (FwDatabase *self,
                              const char *sql,
                              const FwSqlValue *values,
                              guint n_values,
                              gint64 *changed,
                              GError **error);

/**
 * A transaction of this thread on the writer; others wait. Not nestable. After a failed statement
 * only rollback is left. Commit is durable when it returns TRUE; when it returns FALSE the
 * transaction is over and rolled back, but for FW_ERROR_UNAVAILABLE (PostgreSQL, the line broke):
 * then look whether it is there.
 */
gboolean fw_database_begin (FwDatabase *self, GError **error);
gboolean fw_database_commit (FwDatabase *self, GError **error);
/** fw_database_commit_then: @then: (nullable): is called once it is committed, before any other
 * transaction begins: what follows from what was written holds for whoever writes next. */
typedef void (*FwDatabaseThen) (gpointer user_data);
gboolean
fw_database_commit_then (FwDatabase *self, FwDatabaseThen then, gpointer user_data, GError **error);
void fw_database_rollback (FwDatabase *self);

/** fw_database_define: creates or upgrades tables, all or nothing. @statements NULL-terminated,
 * "CREATE TABLE IF NOT EXISTS ..." and the like; BLOB is written BYTEA where the engine wants it.
 * In a transaction of this thread it is a part of that. */
gboolean fw_database_define (FwDatabase *self, const char *const *statements, GError **error);

/** fw_database_has_column: for upgrades: whether a table has that column (or, @column NULL, whether
 * it is there). */
gboolean fw_database_has_column (
    FwDatabase *self, const char *table, const char *column, gboolean *has, GError **error);

/**
 * fw_database_claim: from now on this process alone writes the store. FW_ERROR_BUSY when another
 * one holds it. PostgreSQL: a lock of the writer's session, and an epoch that is raised with each
 * claim and that every transaction looks at and holds: so who lost line and lock to another can
 * never write again, whatever it believes (FW_ERROR_FORBIDDEN; the store stays readable).
 */
gboolean fw_database_claim (FwDatabase *self, GError **error);

/** fw_database_hide_secrets: Returns: (transfer full): @location without the password in it, for
 * messages. */
char *fw_database_hide_secrets (const char *location);
/** fw_database_has_secret: whether @location holds a password, which every process of the machine
 * could read on a command line. */
gboolean fw_database_has_secret (const char *location);
/** fw_database_read_location: Returns: (transfer full): the first line of the file @path. */
char *fw_database_read_location (const char *path, GError **error);

/** fw_database_hide_engine: what to tell people of an error of the store. What an engine says names
 * statements, files, hosts and ports: that is for the log. Returns: (transfer none): @message, or a
 * sentence for @code where an engine wrote it. */
const char *fw_database_hide_engine (const char *message, FwError code);

/** fw_database_is_writable: FALSE after a full disk, an I/O error or corruption; @reason: (out)
 * (optional) (transfer full). */
gboolean fw_database_is_writable (FwDatabase *self, char **reason);
/** fw_database_probe: tries a write on a disk that was full; writes try it by themselves once a
 * second. Returns: whether the store can be written now. */
gboolean fw_database_probe (FwDatabase *self);

/** fw_database_set_read_timeout: of readers, instead of 30 s. Before the first thread reads. */
void fw_database_set_read_timeout (FwDatabase *self, guint milliseconds);
/** fw_database_set_synchronous: FALSE: a commit is durable a moment after it returned, for
 * comparing in benchmarks. */
void fw_database_set_synchronous (FwDatabase *self, gboolean full);
/** fw_database_set_page_limit: SQLite: the store may grow to @pages of 4096 bytes and is then
 * "full"; 0: no limit. For tests of a full disk. */
void fw_database_set_page_limit (FwDatabase *self, guint pages);

/** fw_database_backup: a consistent, verified copy to a new directory @target while in use.
 * PostgreSQL: its own tools; FW_ERROR_INVALID says so. */
gboolean fw_database_backup (FwDatabase *self,
                             const char *target,
                             GCancellable *cancellable,
                             GError **error);
/** fw_database_begin_overwriting: from now on what is overwritten or deleted is gone from the
 * files. fw_database_scrub: so it is now, from the log too; the former ends. Nobody else may be
 * writing; outside of a transaction. */
gboolean fw_database_begin_overwriting (FwDatabase *self, GError **error);
gboolean fw_database_scrub (FwDatabase *self, GError **error);
/** fw_database_verify: the engine's own integrity check. */
gboolean fw_database_verify (FwDatabase *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwDatabase, fw_database_close)

G_END_DECLS
