/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** FwLogPiece: a file that a log was put away as: beside it or in a folder beside it, under a name
 * that holds the log's (queue_log.1, queue_log-20260302.gz, old/queue_log.2.xz). */
typedef struct
{
  char *path;
  guint64 device, inode;
  gint64 modified; /* µs since 1970 */
} FwLogPiece;

void fw_log_piece_free (FwLogPiece *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwLogPiece, fw_log_piece_free)

/** fw_log_pieces_list: Returns: (transfer full) (element-type FwLogPiece): what was put away of the
 * log at @path and changed at @since or later (µs; a little before, as packers cut times), the
 * oldest first. */
GPtrArray *fw_log_pieces_list (const char *path, gint64 since);

/** fw_log_piece_open: @packed: (out): it was unpacked into a file without a name, and will not
 * grow. Returns: a file descriptor at the beginning of its text; -1 with an error. */
int fw_log_piece_open (const FwLogPiece *self, gboolean *packed, GError **error);

G_END_DECLS
