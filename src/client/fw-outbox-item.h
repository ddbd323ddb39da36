/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** FwOutboxItem: one edit that waits. Properties, notified: "state" (uint), "message". */
#define FW_TYPE_OUTBOX_ITEM (fw_outbox_item_get_type ())
G_DECLARE_FINAL_TYPE (FwOutboxItem, fw_outbox_item, FW, OUTBOX_ITEM, GObject)

typedef enum
{
  FW_OUTBOX_WAITING,
  FW_OUTBOX_CONFLICT, /* somebody else changed the record: both are shown, a person decides */
  FW_OUTBOX_REFUSED   /* the server does not take it: mend or discard */
} FwOutboxState;

struct _FwOutboxItem
{
  GObject parent_instance;

  gint64 number; /* in the database, ascending; 0: not written yet */
  gint64 at;     /* µs UTC of the edit */
  char *method;  /* POST, PUT or DELETE */
  char *kind;
  char *id;
  guint revision; /* the one it is based on; 0: a new record */
  char *body;     /* RECORD as JSON; "" for DELETE */
  char *title;    /* to call it by */
  FwOutboxState state;
  gint64 batch;  /* those that are one step are sent together and have the same; 0: by itself */
  char *stored;  /* (nullable): the other record of a conflict, JSON */
  char *message; /* (nullable): what the server said */

  /* (nullable): as it will be when that is on disk; until then it is not sent */
  FwOutboxItem *changed;
  gboolean in_flight; /* it is on its way */
  gboolean alone;     /* its batch was refused because of it, or a person has decided: it goes by
                         itself, and is answered by itself */
};

/** fw_outbox_item_new: @body: "" for DELETE. */
FwOutboxItem *fw_outbox_item_new (const char *method,
                                  const char *kind,
                                  const char *id,
                                  guint revision,
                                  const char *body,
                                  const char *title);
/** fw_outbox_item_copy: Returns: (transfer full): the same edit, with its number. */
FwOutboxItem *fw_outbox_item_copy (FwOutboxItem *self);
/** fw_outbox_item_take: makes @self what @changed is, and notifies. */
void fw_outbox_item_take (FwOutboxItem *self, FwOutboxItem *changed);
void fw_outbox_item_set_state (FwOutboxItem *self,
                               FwOutboxState state,
                               const char *stored,
                               const char *message);

G_END_DECLS
