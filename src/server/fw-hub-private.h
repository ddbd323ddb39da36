/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/fw-hub.h"
#include "server/fw-quota.h"
#include "server/fw-stream.h"

G_BEGIN_DECLS

#define FW_HUB_MAX_MESSAGES 4096 /* those that nobody waits for */

typedef enum
{
  FW_HUB_ADMIT,  /* a reader asks for a stream */
  FW_HUB_STREAM, /* the head of its answer is out */
  FW_HUB_GONE,   /* it was admitted and left before that */
  FW_HUB_ASK,
  FW_HUB_RECORDS,
  FW_HUB_SESSIONS /* a session or an account ended: look at all of them now */
} FwHubMessageType;

typedef struct
{
  FwHubMessageType type;
  FwStream *stream;     /* of an ask as well: only its question is used */
  FwExchange *exchange; /* ADMIT, ASK */
  char *kind, *id;      /* RECORDS */
  guint revision;
} FwHubMessage;

/** FwHubPlaces: what readers hold, by session and by network. */
typedef struct
{
  FwQuota *sessions; /* streams */
  FwQuota *networks; /* streams */
  FwQuota *asks;     /* single frames asked for, by session */
} FwHubPlaces;

FwHubPlaces *fw_hub_get_places (FwHub *self);
/** fw_hub_free_stream: gives back its places too. */
void fw_hub_free_stream (FwHub *self, FwStream *stream);
/** fw_hub_reply_stream: answers with the head of @stream, whose topic is set. */
void fw_hub_reply_stream (FwHub *self, FwExchange *exchange, FwStream *stream);

void fw_hub_message_free (FwHubMessage *message);
/** fw_hub_leave_message: for the hub's thread. FALSE: too many wait, or it is stopping; then
 * @message is the caller's still. */
gboolean fw_hub_leave_message (FwHub *self, FwHubMessage *message, guint limit);

G_END_DECLS
