/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/**
 * FwShelf:
 * The desk's own small database (cache and outbox) and the one thread that uses it. Jobs run in the
 * order they were given; the file is opened by the first of them, mode 0600, so that starting costs
 * the main thread nothing. A shelf that cannot be opened fails its jobs, and the console works
 * without memory.
 */
#define FW_TYPE_SHELF (fw_shelf_get_type ())
G_DECLARE_FINAL_TYPE (FwShelf, fw_shelf, FW, SHELF, GObject)

/** fw_shelf_new: @path: (nullable): NULL keeps everything in memory (tests, kiosk). */
FwShelf *fw_shelf_new (const char *path);

/** FwShelfJob: in the shelf's thread. @data belongs to the job until it is freed on the main
 * context. */
typedef gboolean (*FwShelfJob) (sqlite3 *database, gpointer data, GError **error);

void fw_shelf_run_async (FwShelf *self,
                         FwShelfJob job,
                         gpointer data,
                         GDestroyNotify free_data,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
/** fw_shelf_run_finish: Returns: (transfer none) (nullable): the job's data, alive as long as
 * @result. */
gpointer fw_shelf_run_finish (FwShelf *self, GAsyncResult *result, GError **error);

/** fw_shelf_prepare: Returns: (transfer full): a statement, or NULL with FW_ERROR_CORRUPT. */
sqlite3_stmt *fw_shelf_prepare (sqlite3 *database, const char *sql, GError **error);
/** fw_shelf_step: one step that must end without a row, then finalizes @statement. */
gboolean fw_shelf_finish_statement (sqlite3 *database, sqlite3_stmt *statement, GError **error);

G_END_DECLS
