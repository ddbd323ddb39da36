/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/floor/fw-event.h"

G_BEGIN_DECLS

/**
 * FwStruck:
 * That an event never counted: said by an administrator, signed by the centre, kept in the ledger
 * as an event of the type FW_EVENT_STRUCK. What is struck out is known by its source, its id and
 * its day (UTC), as events are, so it stays out however often it is sent.
 */
typedef struct
{
  char *source;
  char *id;
  gint64 at;       /* of that event, µs UTC */
  char *reason;    /* of a person */
  char *account;   /* whose */
  gint64 moment;   /* when it was struck out, µs UTC */
  char *signer;    /* public key, hex */
  char *signature; /* of fw_struck_make_statement(), hex */
} FwStruck;

/** What the centre itself tells the ledger comes from this source, which no feed may use for it. */
#define FW_STRUCK_SOURCE "floorwalker"

void fw_struck_free (FwStruck *self);
FwStruck *fw_struck_copy (const FwStruck *self);

/** fw_struck_make_statement: Returns: (transfer full): what is signed: all members before "signer".
 */
char *fw_struck_make_statement (const FwStruck *self);

/** fw_struck_to_event: @text: (out) (transfer full): bytes that @event views, as it views those of
 * @self. */
void fw_struck_to_event (const FwStruck *self, FwEvent *event, char **text);
/** fw_struck_from_event: Returns: (transfer full) (nullable): NULL when it is not of that form. */
FwStruck *fw_struck_from_event (const FwEvent *event);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwStruck, fw_struck_free)

G_END_DECLS
