/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** FwContactRow: one contact of a list; empty until its page has come. "revision" (uint) is
 * notified then. */
#define FW_TYPE_CONTACT_ROW (fw_contact_row_get_type ())
G_DECLARE_FINAL_TYPE (FwContactRow, fw_contact_row, FW, CONTACT_ROW, GObject)

/** FwContactFacts: CONTACT of docs/api.md. Texts "" and numbers NaN where it has none. */
typedef struct
{
  char *source;
  char *id;
  gint64 at; /* µs UTC */
  char *team;
  char *shift;
  char *queue;
  char *channel;
  char *product;
  char *agent;
  char *outcome;
  char *transfer;
  double wait; /* seconds */
  double handling;
  double hold;
  double wrap;
  int rating;   /* 0 none */
  int resolved; /* 1 yes, 0 no, -1 not said */
  gboolean in_target;
  gboolean reopen; /* rated so low that it is to be taken up again */
} FwContactFacts;

/** fw_contact_facts_read: Returns: (transfer full): NULL with FW_ERROR_INVALID. */
FwContactFacts *fw_contact_facts_read (JsonObject *object, GError **error);
void fw_contact_facts_free (FwContactFacts *self); /* NULL is allowed */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwContactFacts, fw_contact_facts_free)

FwContactRow *fw_contact_row_new (guint position);
guint fw_contact_row_get_position (FwContactRow *self);
/** fw_contact_row_get: (nullable): NULL until it has come */
const FwContactFacts *fw_contact_row_get (FwContactRow *self);
/** fw_contact_row_set: @contact: (transfer full) */
void fw_contact_row_set (FwContactRow *self, FwContactFacts *contact);

G_END_DECLS
