/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-outbox.h"

G_BEGIN_DECLS

/*
 * Invariants: each of `items` is on disk; they are in the order of the edits; at most one, or what
 * may go of one batch, is in flight; an item leaves only when the server has it or a person
 * discards it; a later edit of a record is never sent before an earlier one.
 */
struct _FwOutbox
{
  GObject parent_instance;

  FwClient *client;
  FwShelf *shelf;
  char *realm;
  guint loads; /* how often a realm was loaded: what was asked for before the last is not ours */
  GError *failure;
  GListStore *items;
  GPtrArray *coming;    /* being written; in the list when they are on disk */
  GPtrArray *in_flight; /* nullable */
  GCancellable *cancellable;
  guint later_source;
};

FwOutboxItem *fw_outbox_get_item (FwOutbox *self, guint position); /* (transfer none) */
guint fw_outbox_count (FwOutbox *self);
/** fw_outbox_forget: takes @items out of the list. */
void fw_outbox_forget (FwOutbox *self, GPtrArray *items);
/** fw_outbox_make_key: Returns: (transfer full): which record an edit is of. */
char *fw_outbox_make_key (const char *kind, const char *id);
/** fw_outbox_set_failure: @error: (nullable) (transfer full): NULL when the disk takes what it is
 * given again. */
void fw_outbox_set_failure (FwOutbox *self, GError *error);
/** fw_outbox_written_cb: ends a change that nobody waits for, given a reference to the outbox: what
 * failed is shown, and the memory goes on being right. */
void fw_outbox_written_cb (GObject *source, GAsyncResult *result, gpointer user_data);
/** fw_outbox_send_next: sends what may go next, if the server is there. */
void fw_outbox_send_next (FwOutbox *self);

G_END_DECLS
