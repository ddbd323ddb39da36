/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "server/fw-raw-client.h"
#include "server/fw-server.h"
#include "support/fw-test-centre.h"

G_BEGIN_DECLS

/**
 * A real server on a loopback port over a store of its own, with the house of fw_test_house(): site
 * sh, teams a and b, queues sales (a) and support (b), Agent/1 (a) and Agent/2 (b). Accounts: boss
 * (administrator), lead (supervisor of team a), coach (trainer), all with a session.
 */
typedef struct
{
  char *location;
  char *trail; /* folder of the audit trail */
  FwCentre *centre;
  FwServer *server;
  guint16 port;
  char *boss; /* tokens */
  char *lead;
  char *coach;
} FwServerFixture;

#define FW_FIXTURE_PASSWORD "a long password"

void fw_server_fixture_set_up (FwServerFixture *f, gconstpointer data);
/** fw_server_fixture_restart: the same centre behind a server with other options. */
void fw_server_fixture_restart (FwServerFixture *f, const FwServerOptions *options);
void fw_server_fixture_tear_down (FwServerFixture *f, gconstpointer data);

/** FwServerTest: one test of a table that ends with a path of NULL. */
typedef struct
{
  const char *path;
  void (*test) (FwServerFixture *f, gconstpointer data);
} FwServerTest;

/** fw_server_fixture_run: a program of such tests, each with a server of its own. */
int fw_server_fixture_run (int argc, char **argv, const FwServerTest *tests);

/** fw_fixture_ask: asserts the status. Returns: (transfer full): the JSON object answered. */
JsonObject *fw_fixture_ask (FwServerFixture *f,
                            const char *method,
                            const char *path,
                            const char *token,
                            const char *body,
                            guint status);
/** fw_fixture_post: asserts that the record of @kind is created. @body: as JSON. */
void fw_fixture_post (FwServerFixture *f, const char *kind, const char *token, const char *body);

/** fw_fixture_post_work: a planned shift; @told: it is published as it is. */
void fw_fixture_post_work (FwServerFixture *f,
                           const char *id,
                           const char *person,
                           gint32 day,
                           const char *template,
                           gboolean told);
/** fw_fixture_post_forecast: that the site sh wants @people all of the day. */
void fw_fixture_post_forecast (FwServerFixture *f, gint32 day, guint people);

/** fw_fixture_expect_error: asserts status and code, and that the message holds @part. */
void fw_fixture_expect_error (FwServerFixture *f,
                              const char *method,
                              const char *path,
                              const char *token,
                              const char *body,
                              guint status,
                              const char *code,
                              const char *part);

/** fw_fixture_open_session: Returns: (transfer full): a further token of @account. */
char *fw_fixture_open_session (FwServerFixture *f, const char *account);

/** fw_fixture_add_call: appends the event lines of one answered call. @at: µs UTC. */
void fw_fixture_add_call (
    GString *lines, gint64 at, const char *contact, const char *queue, const char *agent);
/** fw_fixture_add_event: appends one line: type, contact, queue, agent; the latter two (nullable).
 */
void fw_fixture_add_event (GString *lines,
                           gint64 at,
                           const char *type,
                           const char *contact,
                           const char *queue,
                           const char *agent);
/** fw_fixture_get_total: a member of the total of an ANSWER. */
gint64 fw_fixture_get_total (JsonObject *answer, const char *member);

G_END_DECLS
