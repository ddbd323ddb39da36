/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <libpq-fe.h>

G_BEGIN_DECLS

/* The lock of a store on PostgreSQL; inside src/store only. */

/** fw_postgres_take_lock: for as long as @line lives. FW_ERROR_BUSY names who has it. */
gboolean fw_postgres_take_lock (PGconn *line, GError **error);
/** fw_postgres_take_lock_again: on a line that was mended. @process: (inout): of the database
 * server, at the line that broke, which may hold the lock still: it is ended. */
void fw_postgres_take_lock_again (PGconn *line, int *process);

G_END_DECLS
