/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fw-database.h"

G_BEGIN_DECLS

/** FwEngine: what FwDatabase asks of SQLite and of PostgreSQL; inside src/store only. A connection
 * is used by one thread at a time. */
typedef enum
{
  FW_ENGINE_WRITE,
  FW_ENGINE_READ, /* others may write meanwhile */
  FW_ENGINE_STILL /* nobody can, so that no file has to be made for being told what they wrote */
} FwEngineAccess;

typedef struct
{
  const char *name;
  const char *begin;       /* of a writing transaction */
  const char *lock_tables; /* (nullable): ahead of definitions, where several servers open one store
                              at once */
  /** exists: FALSE without @error: there is none. */
  gboolean (*exists) (const char *location, GError **error);
  /** connect: @reader: may not write nor checkpoint. The first connection of a writable store is
   * the writer. */
  gpointer (*connect) (const char *location,
                       gboolean reader,
                       FwEngineAccess access,
                       GError **error);
  void (*disconnect) (gpointer connection);
  /** run: one prepared statement; @row and @changed may be NULL. */
  gboolean (*run) (gpointer connection,
                   const char *sql,
                   const FwSqlValue *values,
                   guint n_values,
                   FwSqlRow row,
                   gpointer user_data,
                   gint64 *changed,
                   GError **error);
  /** control: BEGIN, COMMIT, ROLLBACK and what defines tables; not kept prepared. */
  gboolean (*control) (gpointer connection, const char *sql, GError **error);
  /** translate: Returns: (transfer full): a defining statement in the words of the engine. */
  char *(*translate) (const char *statement);
  const char *has_column; /* SQL: 1 row when table $1 has column $2 ($2 = '': any column) */
  void (*set_timeout) (gpointer connection, guint milliseconds);
  void (*set_synchronous) (gpointer connection, gboolean full);
  void (*set_page_limit) (gpointer connection, guint pages);
  /** claim: (nullable): one session alone holds the store; FW_ERROR_BUSY names the one that does.
   */
  gboolean (*claim) (gpointer connection, GError **error);
  const char *read_epoch; /* SQL, in a transaction: it stands still until that ends */
  gboolean (*verify) (gpointer connection, GError **error);
  /* SQL, outside of a transaction, before and after what was clear is overwritten: nothing of it
   * stays in free pages or in a log */
  const char *const *overwrite;
  const char *const *scrub;
  gboolean (*backup) (gpointer connection,
                      const char *target,
                      GCancellable *cancellable,
                      GError **error);
} FwEngine;

extern const FwEngine fw_engine_sqlite;
extern const FwEngine fw_engine_postgres;

/* Milliseconds that a statement may take to its next row. */
#define FW_ENGINE_TIMEOUT_MS 30000
/* Prepared statements kept on a connection: more than the product has, so a leak of ever new texts
 * stays bounded. */
#define FW_ENGINE_MAX_STATEMENTS 512

/** fw_engine_check_values: refuses what one of the engines could not keep. */
gboolean fw_engine_check_values (const FwSqlValue *values, guint n_values, GError **error);

/* Parts of the SQLite engine; "sqlite" is a sqlite3 handle. */

/** fw_sqlite_is_network: whether a file system of this statfs() magic is reached over a network,
 * where WAL loses data. */
gboolean fw_sqlite_is_network (guint64 magic);
gboolean fw_sqlite_exists (const char *location, GError **error);
/* Bytes at the end of each page that hold its checksum. */
#define FW_SQLITE_SUM_BYTES 8
/** fw_sqlite_get_layer: Returns: (nullable): the VFS that checks pages, to be named when a database
 * is opened. */
const char *fw_sqlite_get_layer (void);
/** fw_sqlite_add_sums: makes a store that was written without checksums into one with them, beside
 * and then in its place. */
gboolean fw_sqlite_add_sums (const char *path, GError **error);
/** fw_sqlite_open: Returns: a handle with every setting made. */
gpointer
fw_sqlite_open (const char *location, gboolean reader, FwEngineAccess access, GError **error);
gboolean fw_sqlite_run_script (gpointer sqlite, const char *sql, GError **error);
/** fw_sqlite_set_error: the FwError for a result code. */
void fw_sqlite_set_error (GError **error, gpointer sqlite, int code, const char *what);
gboolean fw_sqlite_verify (gpointer sqlite, GError **error);
gboolean
fw_sqlite_backup (gpointer sqlite, const char *target, GCancellable *cancellable, GError **error);

G_END_DECLS
