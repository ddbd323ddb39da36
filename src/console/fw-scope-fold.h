/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FwScopeFold:
 * Where there is no room for the pills of the scope bar side by side they stand under each other
 * behind one button, "Scope (3)", which says how many of them narrow what is shown.
 */
#define FW_TYPE_SCOPE_FOLD (fw_scope_fold_get_type ())
G_DECLARE_FINAL_TYPE (FwScopeFold, fw_scope_fold, FW, SCOPE_FOLD, AdwBin)

/** fw_scope_fold_arrange: puts the groups of pills where they find @room (px) beside this button
 * and each other: first @who folds away, then @when too; @own stays. Not to be called inside an
 * allocation, as it changes sizes. */
void fw_scope_fold_arrange (FwScopeFold *self, GtkBox *who, GtkBox *when, GtkBox *own, int room);
gboolean fw_scope_fold_holds (FwScopeFold *self, GtkWidget *group);
/** fw_scope_fold_describe: @narrowing: how many of the pills narrow; @words: what all of them say,
 * for the tooltip and for those who hear it. */
void fw_scope_fold_describe (FwScopeFold *self, guint narrowing, const char *words);

G_END_DECLS
