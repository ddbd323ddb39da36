/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "intake/fw-intake-run.h"

G_BEGIN_DECLS

/** Bytes at the beginning of a file by which it is known again, whatever its name or inode became.
 */
#define FW_TAIL_HEAD 1024

/** FwTail: one file that grows; read line by line. */
typedef struct
{
  int fd; /* -1: none */
  guint64 device, inode;
  gint64 modified;  /* when it had been changed last as of the latest read, µs since 1970 */
  guint64 offset;   /* of the next byte to read */
  guint64 lines;    /* seen so far */
  GString *partial; /* the last line, while it has no end */
  gboolean skip;    /* the rest of an overlong line is passed over */
  GString *head;    /* the first bytes, at most FW_TAIL_HEAD */
  guint idle;       /* polls without growth */
} FwTail;

void fw_tail_init (FwTail *self);
void fw_tail_close (FwTail *self);
void fw_tail_clear (FwTail *self);
/** fw_tail_open: at @offset. FALSE without an error: there is no such file. */
gboolean fw_tail_open (FwTail *self, const char *path, guint64 offset, GError **error);
/** fw_tail_take: reads @fd, which becomes its own, also where it fails. @path: for messages */
gboolean fw_tail_take (FwTail *self, int fd, const char *path, guint64 offset, GError **error);
/** fw_tail_is_cut: the file is shorter than what was read, or begins otherwise: it was emptied and
 * filled anew. */
gboolean fw_tail_is_cut (FwTail *self);
/** fw_tail_read: one chunk; its complete lines go to @run. @more: (out): whether there may be more
 * now. */
gboolean fw_tail_read (FwTail *self, FwIntakeRun *run, gboolean *more, GError **error);
/** fw_tail_finish: nothing more comes: an unfinished last line is rejected, as the beginning of a
 * line is not a line. */
gboolean fw_tail_finish (FwTail *self, FwIntakeRun *run, GError **error);
gboolean fw_tail_is_empty (const FwTail *self);
/** fw_tail_is_gone: the file has no name any more: it was deleted, or another put in its place. */
gboolean fw_tail_is_gone (const FwTail *self);
/** fw_tail_holds: opened at @offset, it is long enough and begins as @mark says. */
gboolean fw_tail_holds (const FwTail *self, guint64 offset, guint64 mark);
/** fw_tail_begins_alike: the file at @path begins with what this one does, as far as either goes.
 */
gboolean fw_tail_begins_alike (const FwTail *self, const char *path);
/** fw_tail_get_done: Returns: the offset behind the last complete line. */
guint64 fw_tail_get_done (const FwTail *self);
/** fw_tail_get_mark: Returns: a hash of the head up to @offset. */
guint64 fw_tail_get_mark (const FwTail *self, guint64 offset);

G_END_DECLS
