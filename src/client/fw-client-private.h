/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-account.h"
#include "client/fw-answers.h"
#include "client/fw-call.h"
#include "client/fw-client.h"

G_BEGIN_DECLS

/*
 * Invariants: no token means SIGNED_OUT; a probe (GET session) is under way or due whenever the
 * state is CONNECTING or OFFLINE; `errand` is cancelled whenever the token or the server changes,
 * so no answer of an old session is heard.
 */
struct _FwClient
{
  GObject parent_instance;

  char *server;
  char *token;
  SoupSession *session;
  SoupSession *streams;
  GCancellable *errand;
  FwClientState state;
  guint retry_source;
  guint retry_ms;

  FwAccount *account;  /* nullable: nobody yet */
  gint64 last_contact; /* µs UTC */

  const FwKind *const *kinds; /* nullable: those of the program */

  FwAnswers *answers; /* of this token at this server */
  FwCache *cache;     /* nullable */
  char *realm;
};

/** fw_client_learn_from: what an answer (NULL) or an error tells about the server. */
void fw_client_learn_from (FwClient *self, const GError *error);
/** fw_client_watch_kinds: of a client that is being made. */
void fw_client_watch_kinds (FwClient *self);

G_END_DECLS
