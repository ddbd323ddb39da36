/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "client/fw-client.h"
#include "core/kind/fw-record.h"

G_BEGIN_DECLS

/** FwMoveDialogDone: @record: a copy that holds the values that were asked for; @reason:
 * (nullable). */
typedef void (*FwMoveDialogDone) (FwRecord *record, const char *reason, gpointer user_data);

/**
 * fw_move_dialog_present: asks for what a move asks for before it is made.
 * @label: of the move
 * @sign: it is signed and needs a reason
 * @asks: (nullable) (array zero-terminated=1): fields whose values come with it
 * @done: called once when everything was given; @user_data is let go of by @destroy in any case
 */
void fw_move_dialog_present (GtkWidget *parent,
                             FwClient *client,
                             FwRecord *record,
                             const char *label,
                             gboolean sign,
                             const char *const *asks,
                             FwMoveDialogDone done,
                             gpointer user_data,
                             GDestroyNotify destroy);

G_END_DECLS
