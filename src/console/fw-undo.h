/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FwUndo:
 * One thing that can be taken back, once: by the button of its toast, or by Ctrl+Z anywhere in the
 * window for as long as the window is there.
 */
typedef struct _FwUndo FwUndo;

/** fw_undo_new: @owner: who takes it back; when it has gone nothing is done any more. @data is
 * freed with the last reference. */
FwUndo *fw_undo_new (GObject *owner,
                     void (*undo) (gpointer owner, gpointer data),
                     gpointer data,
                     GDestroyNotify free_data);
FwUndo *fw_undo_ref (FwUndo *self);
void fw_undo_unref (FwUndo *self);
/** fw_undo_run: Returns: FALSE when it was taken back before, or nobody is there to do it. */
gboolean fw_undo_run (FwUndo *self);

/** fw_undo_keep: @kept: FwUndo, the last one done last; of many the oldest are forgotten. */
void fw_undo_keep (GPtrArray *kept, FwUndo *undo);
/** fw_undo_run_last: the last one that can still be taken back. Returns: FALSE where none can. */
gboolean fw_undo_run_last (GPtrArray *kept);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwUndo, fw_undo_unref)

G_END_DECLS
