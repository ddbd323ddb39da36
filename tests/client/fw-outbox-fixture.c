/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fw-outbox-fixture.h"

#include <glib/gstdio.h>

void
fw_outbox_fixture_open (FwOutboxFixture *f)
{
  f->shelf = fw_shelf_new (f->path);
  f->client = fw_client_new (f->server->address);
  f->outbox = fw_outbox_new (f->client, f->shelf);
  fw_outbox_set_realm (f->outbox, "centre|mei");
}

void
fw_outbox_fixture_close (FwOutboxFixture *f)
{
  g_clear_object (&f->outbox);
  g_clear_object (&f->client);
  /* What is under way holds the shelf; when it has gone everything is on disk. */
  g_object_add_weak_pointer (G_OBJECT (f->shelf), (gpointer *) &f->shelf);
  g_object_unref (f->shelf);
  wait_for (f->shelf == NULL);
}

void
fw_outbox_fixture_set_up (FwOutboxFixture *f, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("fw-outbox-XXXXXX", NULL);

  f->path = g_build_filename (folder, "desk.sqlite", NULL);
  f->server = fw_test_server_new ();
  fw_test_server_furnish (f->server, "administrator");
  fw_outbox_fixture_open (f);
}

void
fw_outbox_fixture_tear_down (FwOutboxFixture *f, gconstpointer data)
{
  fw_outbox_fixture_close (f);
  fw_test_server_free (f->server);
  g_unlink (f->path);
  g_free (f->path);
}

guint
fw_outbox_fixture_count (FwOutboxFixture *f)
{
  return g_list_model_get_n_items (fw_outbox_get_items (f->outbox));
}

void
fw_outbox_fixture_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

FwOutboxItem *
fw_outbox_fixture_make_edit (const char *method, const char *id, int revision, const char *name)
{
  g_autofree char *body = g_strdup_printf (TEAM, id, revision, name);

  return fw_outbox_item_new (method, "team", id, (guint) revision,
                             g_str_equal (method, "DELETE") ? "" : body, name);
}

void
fw_outbox_fixture_begin (FwOutboxFixture *f,
                         const char *method,
                         const char *id,
                         int revision,
                         const char *name,
                         GAsyncResult **result)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (edits, fw_outbox_fixture_make_edit (method, id, revision, name));
  fw_outbox_add_all_async (f->outbox, edits, fw_outbox_fixture_kept_cb, result);
}

void
fw_outbox_fixture_add (
    FwOutboxFixture *f, const char *method, const char *id, int revision, const char *name)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fw_outbox_fixture_begin (f, method, id, revision, name, &result);
  wait_for (result != NULL);
  fw_outbox_add_finish (result, &error);
  g_assert_no_error (error);
}

void
fw_outbox_fixture_discard (FwOutboxFixture *f, FwOutboxItem *item)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (items, g_object_ref (item));
  fw_outbox_discard (f->outbox, items);
}

void
fw_outbox_fixture_go_online (FwOutboxFixture *f)
{
  fw_client_set_token (f->client, "t");
  wait_for (fw_client_get_state (f->client) == FW_CLIENT_ONLINE);
}

void
fw_outbox_fixture_answer (FwOutboxFixture *f,
                          const char *method,
                          const char *path,
                          guint status,
                          const char *id,
                          int revision,
                          const char *name)
{
  g_autofree char *record = g_strdup_printf (TEAM, id, revision, name);
  g_autofree char *conflict = g_strdup_printf (
      "{\"error\":{\"code\":\"conflict\",\"message\":\"changed\"},\"stored\":%s}", record);

  fw_test_server_answer (f->server, method, path, status, status == 409 ? conflict : record);
}

const char *
fw_outbox_fixture_get_last_body (FwOutboxFixture *f)
{
  return g_ptr_array_index (f->server->bodies, f->server->bodies->len - 1);
}

/* As another program sees it. */
int
fw_outbox_fixture_count_rows (FwOutboxFixture *f)
{
  sqlite3 *database;
  sqlite3_stmt *statement;
  int n;

  g_assert_cmpint (sqlite3_open_v2 (f->path, &database, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  sqlite3_busy_timeout (database, 10000);
  g_assert_cmpint (
      sqlite3_prepare_v2 (database, "SELECT count(*) FROM outbox", -1, &statement, NULL), ==,
      SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  n = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (database);
  return n;
}

static gboolean
run_in_thread (sqlite3 *database, gpointer data, GError **error)
{
  return sqlite3_exec (database, data, NULL, NULL, NULL) == SQLITE_OK;
}

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

void
fw_outbox_fixture_run (FwOutboxFixture *f, const char *sql)
{
  gboolean ran = FALSE;

  fw_shelf_run_async (f->shelf, run_in_thread, (gpointer) sql, NULL, NULL, ran_cb, &ran);
  wait_for (ran);
}

void
fw_outbox_fixture_set_full (FwOutboxFixture *f, gboolean full)
{
  fw_outbox_fixture_run (f, full ? "PRAGMA max_page_count = 1" : "PRAGMA max_page_count = 100000");
}
