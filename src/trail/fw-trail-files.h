/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trail/fw-trail-line.h"

G_BEGIN_DECLS

/**
 * FwTrailFiles: the folder of a trail, all of it 0600:
 *
 *   audit-000001.jsonl …   the lines; the last one grows
 *   head                   number, chain and signature of the last line that was synced
 *   key                    the seed that lines are signed with
 *   lock                   held by whoever writes
 *
 * The head is written after the lines it speaks of are on disk, so it is never ahead of them: lines
 * that it knows and the files lack were taken away.
 */
typedef struct
{
  char *directory;
  FwTrailKey key;
  FwTrailPlace end; /* of what is on disk */
  int lock;
  int file; /* -1: none is open */
  int head;
  guint index; /* of the file that grows; 0: none yet */
  gsize size;  /* of that file */
  gsize file_size, room;
  gboolean broken; /* the last file does not end with a line of ours: begin another */
  guint64 cut;     /* lines that were missing at its end when it was opened */
} FwTrailFiles;

#define FW_TRAIL_FILE_SIZE (16 * 1024 * 1024)

gboolean fw_trail_files_open (FwTrailFiles *self, const char *directory, GError **error);
void fw_trail_files_close (FwTrailFiles *self);

/** fw_trail_files_begin: takes the lock, and looks where the trail ends when another process wrote
 * since. fw_trail_files_end() lets go. */
gboolean fw_trail_files_begin (FwTrailFiles *self, GError **error);
void fw_trail_files_end (FwTrailFiles *self);

/** fw_trail_files_append: @lines end with the line that @end names; all of them are on disk, or
 * none is there. FW_ERROR_FULL for want of room. */
gboolean fw_trail_files_append (FwTrailFiles *self,
                                const GString *lines,
                                const FwTrailPlace *end,
                                GError **error);
/** fw_trail_files_is_to_rotate: the next line goes into a new file, which begins with it. */
gboolean fw_trail_files_is_to_rotate (FwTrailFiles *self);
/** fw_trail_files_rotate: opens the next file. */
gboolean fw_trail_files_rotate (FwTrailFiles *self, GError **error);

/** fw_trail_read_head: FALSE where there is none that can be read. @sign: its proof. */
gboolean fw_trail_read_head (const char *path, FwTrailPlace *head, FwTrailProof *proof);

G_END_DECLS
