/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * FwTestServer: a real HTTP server on a loopback port and the same main loop, with canned answers.
 * Connections come through a GSocketService, because SoupServer 3.2 leaks a socket for each one
 * that it accepts itself.
 */
typedef struct
{
  SoupServer *soup;
  GSocketService *service;
  char *address; /* "http://127.0.0.1:PORT" */
  GHashTable *answers;
  GPtrArray *requests; /* "METHOD path?query", in the order they came */
  GPtrArray *bodies;   /* of each request */
  GPtrArray *paused;   /* SoupServerMessage that are never answered */
  char *last_token;
  guint n_not_modified; /* answers of 304 */
} FwTestServer;

FwTestServer *fw_test_server_new (void);
void fw_test_server_free (FwTestServer *self);

/** fw_test_server_answer: what "METHOD path" (below /api/v1) is answered with from now on. @status
 * 0: never. */
void fw_test_server_answer (
    FwTestServer *self, const char *method, const char *path, guint status, const char *body);
/** fw_test_server_tag: the ETag of that answer: 304 to who has it. */
void fw_test_server_tag (FwTestServer *self, const char *method, const char *path, const char *tag);
/** fw_test_server_resume: answers what was never to be answered, with @body. */
void fw_test_server_resume (FwTestServer *self, const char *body);
/** fw_test_server_stop: closes the port and every connection, as a server that is gone. */
void fw_test_server_stop (FwTestServer *self);
/** fw_test_server_furnish: a small centre: an administrator, a site, three teams, people, queues,
 * policies. */
void fw_test_server_furnish (FwTestServer *self, const char *role);
/** fw_test_server_count: how often a request that begins with @prefix came. */
guint fw_test_server_count (FwTestServer *self, const char *prefix);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwTestServer, fw_test_server_free)

G_END_DECLS
