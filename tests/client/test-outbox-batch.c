/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Edits that are one step. */
#include <glib/gstdio.h>

#include "fw-outbox-fixture.h"

/* As one step. */
static void
add_batch (FwOutboxFixture *f, GPtrArray *edits)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fw_outbox_add_all_async (f->outbox, edits, fw_outbox_fixture_kept_cb, &result);
  wait_for (result != NULL);
  fw_outbox_add_finish (result, &error);
  g_assert_no_error (error);
}

static void
add_three (FwOutboxFixture *f)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (edits, fw_outbox_fixture_make_edit ("DELETE", "c", 4, "C"));
  g_ptr_array_add (edits, fw_outbox_fixture_make_edit ("PUT", "a", 1, "A"));
  g_ptr_array_add (edits, fw_outbox_fixture_make_edit ("POST", "b", 0, "B"));
  add_batch (f, edits);
}

#define WRITTEN(revision) "{\"kind\":\"team\",\"id\":\"x\",\"revision\":" #revision "}"

/* Sent in one piece, in the order of the edits, also after the console was closed; what is edited
 * on top of it stands on what it became. */
static void
test_batch (FwOutboxFixture *f, gconstpointer data)
{
  const char *body;

  fw_outbox_fixture_add (f, "PUT", "z", 1, "Z");
  add_three (f);
  fw_outbox_fixture_add (f, "DELETE", "a", 1, "A");
  fw_outbox_fixture_close (f);
  fw_outbox_fixture_open (f);
  wait_for (fw_outbox_fixture_count (f) == 5);

  fw_outbox_fixture_answer (f, "PUT", "records/team/z", 200, "z", 2, "Z");
  fw_test_server_answer (f->server, "POST", "records", 200,
                         "{\"written\":[" WRITTEN (5) "," WRITTEN (2) "," WRITTEN (1) "]}");
  fw_outbox_fixture_answer (f, "DELETE", "records/team/a", 200, "a", 3, "A");
  fw_outbox_fixture_go_online (f);
  wait_for (fw_outbox_fixture_count (f) == 0);
  g_assert_cmpuint (fw_test_server_count (f->server, "POST records"), ==, 1);
  g_assert_cmpuint (fw_test_server_count (f->server, "PUT"), ==, 1);
  g_assert_cmpuint (fw_test_server_count (f->server, "DELETE records/team/a?revision=2"), ==, 1);
  body = g_ptr_array_index (f->server->bodies, f->server->bodies->len - 2);
  g_assert_nonnull (strstr (body, "{\"kind\":\"team\",\"delete\":\"c\",\"revision\":4}"));
  g_assert_true (strstr (body, "\"c\"") < strstr (body, "\"a\""));
  g_assert_true (strstr (body, "\"a\"") < strstr (body, "\"b\""));
}

/* What somebody else was faster with waits for a decision, and holds nothing else up: the rest is
 * sent in one piece again. */
static void
test_batch_conflict (FwOutboxFixture *f, gconstpointer data)
{
  FwOutboxItem *item;

  add_three (f);
  fw_test_server_answer (f->server, "POST", "records", 409,
                         "{\"error\":{\"code\":\"conflict\",\"message\":\"1 of the changes\"},"
                         "\"refused\":[{\"index\":1,\"code\":\"conflict\"}]}");
  fw_outbox_fixture_answer (f, "PUT", "records/team/a", 409, "a", 6, "Theirs");
  fw_test_server_answer (f->server, "DELETE", "records/team/c", 0, "");
  fw_outbox_fixture_go_online (f);
  wait_for (fw_test_server_count (f->server, "POST records") == 1);
  fw_test_server_answer (f->server, "POST", "records", 200,
                         "{\"written\":[" WRITTEN (5) "," WRITTEN (1) "]}");
  wait_for (fw_outbox_fixture_count (f) == 1);
  item = fw_outbox_find (f->outbox, "team", "a");
  wait_for (item->state == FW_OUTBOX_CONFLICT);
  g_assert_nonnull (strstr (item->stored, "Theirs"));
  g_assert_cmpuint (fw_test_server_count (f->server, "POST records"), ==, 2);
  g_assert_cmpuint (fw_test_server_count (f->server, "DELETE"), ==, 0);
}

/* The answer to all of it was lost: each is told as already there. */
static void
test_batch_lost_answer (FwOutboxFixture *f, gconstpointer data)
{
  add_three (f);
  fw_test_server_answer (f->server, "POST", "records", 409,
                         "{\"error\":{\"code\":\"not-found\",\"message\":\"3 of the changes\"},"
                         "\"refused\":[{\"index\":0},{\"index\":1},{\"index\":2}]}");
  fw_test_server_answer (f->server, "DELETE", "records/team/c", 404,
                         "{\"error\":{\"code\":\"not-found\",\"message\":\"gone\"}}");
  fw_outbox_fixture_answer (f, "PUT", "records/team/a", 409, "a", 2, "A");
  fw_outbox_fixture_answer (f, "POST", "records/team", 409, "b", 1, "B");
  fw_outbox_fixture_go_online (f);
  wait_for (fw_outbox_fixture_count (f) == 0);
  g_assert_cmpuint (fw_test_server_count (f->server, "POST records"), ==, 2);
}

/* What is edited again before it went is sent as it is last, in its batch. */
static void
test_batch_again (FwOutboxFixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func (g_object_unref);

  add_three (f);
  g_ptr_array_add (edits, fw_outbox_fixture_make_edit ("PUT", "a", 1, "Again"));
  g_ptr_array_add (edits, fw_outbox_fixture_make_edit ("POST", "b", 0, "Anew"));
  add_batch (f, edits);
  g_assert_cmpuint (fw_outbox_fixture_count (f), ==, 3);
  fw_test_server_answer (f->server, "POST", "records", 200,
                         "{\"written\":[" WRITTEN (5) "," WRITTEN (2) "," WRITTEN (1) "]}");
  fw_outbox_fixture_go_online (f);
  wait_for (fw_outbox_fixture_count (f) == 0);
  g_assert_nonnull (strstr (fw_outbox_fixture_get_last_body (f), "Again"));
  g_assert_nonnull (strstr (fw_outbox_fixture_get_last_body (f), "Anew"));
}

/* All or nothing on the disk too. */
static void
test_batch_full (FwOutboxFixture *f, gconstpointer data)
{
  g_autofree char *long_name = g_strnfill (20000, 'x');
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fw_outbox_fixture_add (f, "PUT", "a", 1, "A");
  g_ptr_array_add (edits, fw_outbox_fixture_make_edit ("PUT", "a", 1, "B"));
  g_ptr_array_add (edits, fw_outbox_fixture_make_edit ("PUT", "b", 1, "B"));
  g_ptr_array_add (edits, fw_outbox_fixture_make_edit ("PUT", "c", 1, long_name));
  fw_outbox_fixture_set_full (f, TRUE);
  fw_outbox_add_all_async (f->outbox, edits, fw_outbox_fixture_kept_cb, &result);
  wait_for (result != NULL);
  g_assert_false (fw_outbox_add_finish (result, &error));
  g_assert_error (error, FW_OUTBOX_ERROR, FW_OUTBOX_ERROR_FULL);
  g_assert_cmpuint (fw_outbox_fixture_count (f), ==, 1);
  g_assert_cmpint (fw_outbox_fixture_count_rows (f), ==, 1);
  g_assert_nonnull (strstr (fw_outbox_find (f->outbox, "team", "a")->body, "\"A\""));
  fw_outbox_fixture_set_full (f, FALSE);
}

/* What waits in the file of an older console is there. */
static void
test_older_file (FwOutboxFixture *f, gconstpointer data)
{
  static const char older[] =
      "CREATE TABLE outbox (number INTEGER PRIMARY KEY AUTOINCREMENT, realm TEXT NOT NULL, at "
      "INTEGER NOT NULL, method TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, revision "
      "INTEGER NOT NULL, body TEXT NOT NULL, title TEXT NOT NULL, state INTEGER NOT NULL, stored "
      "TEXT, message TEXT) STRICT; INSERT INTO outbox (realm, at, method, kind, id, revision, "
      "body, title, state) VALUES ('centre|mei', 1, 'DELETE', 'team', 'c', 4, '', 'C', 0);"
      "PRAGMA user_version = 1;";
  sqlite3 *database;

  fw_outbox_fixture_close (f);
  g_unlink (f->path);
  g_assert_cmpint (sqlite3_open (f->path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, older, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (database);
  fw_outbox_fixture_open (f);
  wait_for (fw_outbox_fixture_count (f) == 1);
  add_three (f);
  g_assert_cmpint (fw_outbox_fixture_count_rows (f), ==, 4);
  fw_outbox_fixture_close (f);
  fw_outbox_fixture_open (f);
  wait_for (fw_outbox_fixture_count (f) == 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/outbox/batch", FwOutboxFixture, NULL, fw_outbox_fixture_set_up, test_batch,
              fw_outbox_fixture_tear_down);
  g_test_add ("/outbox/batch-conflict", FwOutboxFixture, NULL, fw_outbox_fixture_set_up,
              test_batch_conflict, fw_outbox_fixture_tear_down);
  g_test_add ("/outbox/batch-lost-answer", FwOutboxFixture, NULL, fw_outbox_fixture_set_up,
              test_batch_lost_answer, fw_outbox_fixture_tear_down);
  g_test_add ("/outbox/batch-again", FwOutboxFixture, NULL, fw_outbox_fixture_set_up,
              test_batch_again, fw_outbox_fixture_tear_down);
  g_test_add ("/outbox/batch-full", FwOutboxFixture, NULL, fw_outbox_fixture_set_up,
              test_batch_full, fw_outbox_fixture_tear_down);
  g_test_add ("/outbox/older-file", FwOutboxFixture, NULL, fw_outbox_fixture_set_up,
              test_older_file, fw_outbox_fixture_tear_down);
  return g_test_run ();
}
