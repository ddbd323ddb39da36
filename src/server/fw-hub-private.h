/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/fw-hub.h"
#include "server/fw-stream.h"

G_BEGIN_DECLS

#define FW_HUB_MAX_MESSAGES 4096
#define FW_HUB_MAX_ASKS 256

typedef enum
{
  FW_HUB_STREAM,
  FW_HUB_ASK,
  FW_HUB_RECORDS,
  FW_HUB_SESSIONS /* a session or an account ended: look at all of them now */
} FwHubMessageType;

typedef struct
{
  FwHubMessageType type;
  FwStream *stream;     /* of an ask as well: only its question is used */
  FwExchange *exchange; /* ASK */
  char *kind, *id;      /* RECORDS */
  guint revision;
} FwHubMessage;

void fw_hub_message_free (FwHubMessage *message);
/** fw_hub_leave_message: for the hub's thread. FALSE: too many wait, or it is stopping; then
 * @message is the caller's still. */
gboolean fw_hub_leave_message (FwHub *self, FwHubMessage *message, guint limit);

G_END_DECLS
