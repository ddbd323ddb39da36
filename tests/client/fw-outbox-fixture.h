/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-outbox.h"
#include "fw-test-server.h"
#include "fw-wait-for.h"

G_BEGIN_DECLS

/** TEAM: a record as the server has it: id, revision, name. */
#define TEAM "{\"id\":\"%s\",\"revision\":%d,\"name\":\"%s\",\"site\":\"main\",\"leader\":null}"

/** FwOutboxFixture: an outbox on disk, before a server of one's own. */
typedef struct
{
  FwTestServer *server;
  FwClient *client;
  FwShelf *shelf;
  FwOutbox *outbox;
  char *path;
} FwOutboxFixture;

void fw_outbox_fixture_open (FwOutboxFixture *f);
void fw_outbox_fixture_close (FwOutboxFixture *f);
void fw_outbox_fixture_set_up (FwOutboxFixture *f, gconstpointer data);
void fw_outbox_fixture_tear_down (FwOutboxFixture *f, gconstpointer data);
guint fw_outbox_fixture_count (FwOutboxFixture *f);
void fw_outbox_fixture_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data);
FwOutboxItem *
fw_outbox_fixture_make_edit (const char *method, const char *id, int revision, const char *name);
void fw_outbox_fixture_begin (FwOutboxFixture *f,
                              const char *method,
                              const char *id,
                              int revision,
                              const char *name,
                              GAsyncResult **result);
void fw_outbox_fixture_add (
    FwOutboxFixture *f, const char *method, const char *id, int revision, const char *name);
void fw_outbox_fixture_discard (FwOutboxFixture *f, FwOutboxItem *item);
void fw_outbox_fixture_go_online (FwOutboxFixture *f);
void fw_outbox_fixture_answer (FwOutboxFixture *f,
                               const char *method,
                               const char *path,
                               guint status,
                               const char *id,
                               int revision,
                               const char *name);
const char *fw_outbox_fixture_get_last_body (FwOutboxFixture *f);
int fw_outbox_fixture_count_rows (FwOutboxFixture *f);
/** fw_outbox_fixture_run: @sql in the desk's file. */
void fw_outbox_fixture_run (FwOutboxFixture *f, const char *sql);
/** fw_outbox_fixture_set_full: as a disk without room, or with room again. */
void fw_outbox_fixture_set_full (FwOutboxFixture *f, gboolean full);

G_END_DECLS
