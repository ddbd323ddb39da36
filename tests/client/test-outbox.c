/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "client/fw-embedded.h"
#include "client/fw-outbox.h"
#include "core/fw-error.h"
#include "fw-test-server.h"

#define TEAM "{\"id\":\"%s\",\"revision\":%d,\"name\":\"%s\",\"site\":\"main\",\"leader\":null}"

#define wait_for(condition)                                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 until_ = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;                                 \
    while (!(condition) && g_get_monotonic_time () < until_)                                       \
      if (!g_main_context_iteration (NULL, FALSE))                                                 \
        g_usleep (500);                                                                            \
    g_assert_true (condition);                                                                     \
  }                                                                                                \
  G_STMT_END

typedef struct
{
  FwTestServer *server;
  FwClient *client;
  FwShelf *shelf;
  FwOutbox *outbox;
  char *path;
} Fixture;

static void
open_outbox (Fixture *f)
{
  f->shelf = fw_shelf_new (f->path);
  f->client = fw_client_new (f->server->address);
  f->outbox = fw_outbox_new (f->client, f->shelf);
  fw_outbox_set_realm (f->outbox, "centre|mei");
}

static void
close_outbox (Fixture *f)
{
  g_clear_object (&f->outbox);
  g_clear_object (&f->client);
  /* What is under way holds the shelf; when it has gone everything is on disk. */
  g_object_add_weak_pointer (G_OBJECT (f->shelf), (gpointer *) &f->shelf);
  g_object_unref (f->shelf);
  wait_for (f->shelf == NULL);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("fw-outbox-XXXXXX", NULL);

  f->path = g_build_filename (folder, "desk.sqlite", NULL);
  f->server = fw_test_server_new ();
  fw_test_server_furnish (f->server, "administrator");
  open_outbox (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  close_outbox (f);
  fw_test_server_free (f->server);
  g_unlink (f->path);
  g_free (f->path);
}

static guint
count (Fixture *f)
{
  return g_list_model_get_n_items (fw_outbox_get_items (f->outbox));
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
begin (Fixture *f,
       const char *method,
       const char *id,
       int revision,
       const char *name,
       GAsyncResult **result)
{
  g_autofree char *body = g_strdup_printf (TEAM, id, revision, name);

  fw_outbox_add_async (f->outbox, method, "team", id, (guint) revision,
                       g_str_equal (method, "DELETE") ? NULL : body, name, kept_cb, result);
}

static void
add (Fixture *f, const char *method, const char *id, int revision, const char *name)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  begin (f, method, id, revision, name, &result);
  wait_for (result != NULL);
  fw_outbox_add_finish (result, &error);
  g_assert_no_error (error);
}

static void
go_online (Fixture *f)
{
  fw_client_set_token (f->client, "t");
  wait_for (fw_client_get_state (f->client) == FW_CLIENT_ONLINE);
}

static void
answer (Fixture *f,
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

/* Three edits, sent once each and in the order they were made, also after the console was closed in
 * between. */
static void
test_order (Fixture *f, gconstpointer data)
{
  add (f, "PUT", "a", 1, "A");
  add (f, "POST", "b", 0, "B");
  add (f, "DELETE", "c", 4, "C");
  close_outbox (f);
  open_outbox (f);
  wait_for (count (f) == 3);

  answer (f, "PUT", "records/team/a", 200, "a", 2, "A");
  answer (f, "POST", "records/team", 201, "b", 1, "B");
  answer (f, "DELETE", "records/team/c", 200, "c", 5, "C");
  go_online (f);
  wait_for (count (f) == 0);
  g_assert_cmpuint (fw_test_server_count (f->server, "PUT records/team/a"), ==, 1);
  g_assert_cmpuint (fw_test_server_count (f->server, "POST records/team"), ==, 1);
  g_assert_cmpuint (fw_test_server_count (f->server, "DELETE records/team/c?revision=4"), ==, 1);

  close_outbox (f);
  open_outbox (f);
  go_online (f);
  g_assert_cmpuint (fw_test_server_count (f->server, "PUT records/team/a"), ==, 1);
}

static void
test_same_record (Fixture *f, gconstpointer data)
{
  add (f, "PUT", "a", 1, "First");
  add (f, "PUT", "a", 1, "Second");
  g_assert_cmpuint (count (f), ==, 1);
  answer (f, "PUT", "records/team/a", 200, "a", 2, "Second");
  go_online (f);
  wait_for (count (f) == 0);
  g_assert_nonnull (
      strstr (g_ptr_array_index (f->server->bodies, f->server->bodies->len - 1), "Second"));
}

/* What was deleted after it was changed is deleted on the revision that the change became. */
static void
test_change_then_delete (Fixture *f, gconstpointer data)
{
  add (f, "PUT", "a", 1, "A");
  add (f, "DELETE", "a", 1, "A");
  g_assert_cmpuint (count (f), ==, 2);
  answer (f, "PUT", "records/team/a", 200, "a", 7, "A");
  answer (f, "DELETE", "records/team/a", 200, "a", 8, "A");
  go_online (f);
  wait_for (count (f) == 0);
  g_assert_cmpuint (fw_test_server_count (f->server, "DELETE records/team/a?revision=7"), ==, 1);
}

static void
test_conflict (Fixture *f, gconstpointer data)
{
  g_autofree char *mine = g_strdup_printf (TEAM, "a", 6, "Mine");
  FwOutboxItem *item;

  add (f, "PUT", "a", 1, "Mine");
  add (f, "PUT", "z", 1, "Z");
  answer (f, "PUT", "records/team/a", 409, "a", 6, "Theirs");
  answer (f, "PUT", "records/team/z", 200, "z", 2, "Z");
  go_online (f);
  /* A conflict holds nobody else up, and is not sent again by itself. */
  wait_for (count (f) == 1);
  item = fw_outbox_find (f->outbox, "team", "a");
  g_assert_cmpuint (item->state, ==, FW_OUTBOX_CONFLICT);
  g_assert_nonnull (strstr (item->stored, "Theirs"));
  g_assert_cmpuint (fw_test_server_count (f->server, "PUT records/team/a"), ==, 1);

  /* It outlives the console. */
  close_outbox (f);
  open_outbox (f);
  go_online (f);
  wait_for (count (f) == 1);
  item = fw_outbox_find (f->outbox, "team", "a");
  g_assert_cmpuint (item->state, ==, FW_OUTBOX_CONFLICT);

  answer (f, "PUT", "records/team/a", 200, "a", 7, "Mine");
  fw_outbox_resend (f->outbox, item, 6, mine);
  wait_for (count (f) == 0);
}

/* The answer was lost, not the edit: the server has it already. */
static void
test_lost_answer (Fixture *f, gconstpointer data)
{
  add (f, "PUT", "a", 1, "Mine");
  answer (f, "PUT", "records/team/a", 409, "a", 2, "Mine");
  go_online (f);
  wait_for (count (f) == 0);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  FwOutboxItem *item;

  add (f, "PUT", "a", 1, "A");
  fw_test_server_answer (f->server, "PUT", "records/team/a", 400,
                         "{\"error\":{\"code\":\"invalid\",\"message\":\"name: too long\"}}");
  go_online (f);
  item = fw_outbox_find (f->outbox, "team", "a");
  wait_for (item->state == FW_OUTBOX_REFUSED);
  g_assert_cmpstr (item->message, ==, "name: too long");
  fw_outbox_discard (f->outbox, item);
  wait_for (count (f) == 0);
}

/* Edits of one account are never sent as another. */
static void
test_realm (Fixture *f, gconstpointer data)
{
  add (f, "PUT", "a", 1, "A");
  fw_outbox_set_realm (f->outbox, "centre|wu");
  g_assert_cmpuint (count (f), ==, 0);
  go_online (f);
  g_assert_cmpuint (fw_test_server_count (f->server, "PUT"), ==, 0);
}

/* As another program sees it. */
static int
count_rows (Fixture *f)
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
hold_in_thread (sqlite3 *database, gpointer data, GError **error)
{
  g_mutex_lock (data);
  g_mutex_unlock (data);
  return TRUE;
}

/* Nobody is told that an edit waits before it is on disk. */
static void
test_promise (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) first = NULL, second = NULL;
  g_autoptr (GError) error = NULL;
  GMutex mutex;

  add (f, "PUT", "z", 1, "Z");
  g_mutex_init (&mutex);
  g_mutex_lock (&mutex);
  fw_shelf_run_async (f->shelf, hold_in_thread, &mutex, NULL, NULL, NULL, NULL);
  begin (f, "PUT", "a", 1, "A", &first);
  begin (f, "PUT", "z", 1, "Zed", &second);
  for (guint i = 0; i < 50; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  g_assert_null (first);
  g_assert_null (second);
  g_assert_cmpuint (count (f), ==, 1);
  g_assert_null (strstr (fw_outbox_find (f->outbox, "team", "z")->body, "Zed"));
  g_mutex_unlock (&mutex);

  wait_for (first != NULL);
  g_assert_cmpint (count_rows (f), ==, 2);
  g_assert_cmpuint (count (f), ==, 2);
  wait_for (second != NULL);
  g_assert_true (fw_outbox_add_finish (second, &error));
  g_assert_nonnull (strstr (fw_outbox_find (f->outbox, "team", "z")->body, "Zed"));
  g_mutex_clear (&mutex);
}

/* Changed again before the first change was on disk: both are sent, the second on what the first
 * became. */
static void
test_twice_at_once (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) first = NULL, second = NULL;

  answer (f, "PUT", "records/team/a", 200, "a", 2, "A");
  go_online (f);
  begin (f, "PUT", "a", 1, "First", &first);
  begin (f, "PUT", "a", 1, "Second", &second);
  wait_for (first != NULL && second != NULL && count (f) == 0);
  g_assert_nonnull (
      strstr (g_ptr_array_index (f->server->bodies, f->server->bodies->len - 1), "Second"));
}

static gboolean
fill_in_thread (sqlite3 *database, gpointer data, GError **error)
{
  return sqlite3_exec (database, data, NULL, NULL, NULL) == SQLITE_OK;
}

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

/* As a disk without room, or with room again. */
static void
set_full (Fixture *f, gboolean full)
{
  gboolean ran = FALSE;

  fw_shelf_run_async (f->shelf, fill_in_thread,
                      full ? "PRAGMA max_page_count = 1" : "PRAGMA max_page_count = 100000", NULL,
                      NULL, ran_cb, &ran);
  wait_for (ran);
}

static void
test_full (Fixture *f, gconstpointer data)
{
  g_autofree char *long_name = g_strnfill (20000, 'x');
  g_autoptr (GAsyncResult) refused = NULL, changed = NULL;
  g_autoptr (GError) error = NULL, unchanged = NULL;

  add (f, "PUT", "a", 1, "A");
  set_full (f, TRUE);
  begin (f, "PUT", "b", 1, long_name, &refused);
  begin (f, "PUT", "a", 1, long_name, &changed);
  wait_for (refused != NULL && changed != NULL);
  g_assert_false (fw_outbox_add_finish (refused, &error));
  g_assert_error (error, FW_OUTBOX_ERROR, FW_OUTBOX_ERROR_FULL);
  g_assert_false (fw_outbox_add_finish (changed, &unchanged));
  g_assert_error (unchanged, FW_OUTBOX_ERROR, FW_OUTBOX_ERROR_FULL);
  g_assert_cmpuint (count (f), ==, 1);
  g_assert_cmpint (count_rows (f), ==, 1);
  g_assert_null (strstr (fw_outbox_find (f->outbox, "team", "a")->body, "xx"));

  set_full (f, FALSE);
  add (f, "PUT", "b", 1, "B");
  g_assert_cmpint (count_rows (f), ==, 2);
}

static void
break_table (Fixture *f, const char *sql)
{
  gboolean ran = FALSE;

  fw_shelf_run_async (f->shelf, fill_in_thread, (gpointer) sql, NULL, NULL, ran_cb, &ran);
  wait_for (ran);
}

/* What cannot be written down is said, and said no longer when it can be. */
static void
test_failure (Fixture *f, gconstpointer data)
{
  FwOutboxItem *item;

  add (f, "PUT", "a", 1, "A");
  g_assert_no_error (fw_outbox_get_failure (f->outbox));
  break_table (f, "CREATE TRIGGER broken BEFORE DELETE ON outbox BEGIN SELECT RAISE(ABORT, 'no'); "
                  "END");
  item = fw_outbox_find (f->outbox, "team", "a");
  fw_outbox_discard (f->outbox, item);
  wait_for (fw_outbox_get_failure (f->outbox) != NULL);
  g_assert_error (fw_outbox_get_failure (f->outbox), FW_OUTBOX_ERROR, FW_OUTBOX_ERROR_FAILED);
  g_assert_cmpuint (count (f), ==, 1);
  break_table (f, "DROP TRIGGER broken");
  fw_outbox_discard (f->outbox, item);
  wait_for (count (f) == 0);
  g_assert_no_error (fw_outbox_get_failure (f->outbox));
}

static void
started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static guint n_told;
static double last_told;

static void
count_cb (double fraction, gpointer user_data)
{
  n_told++;
  last_told = fraction;
}

static FwEmbedded *
start (const char *script, GError **error)
{
  g_autofree char *path = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  int fd = g_file_open_tmp ("fw-fake-XXXXXX", &path, NULL);
  FwEmbedded *embedded;

  g_close (fd, NULL);
  g_file_set_contents (path, script, -1, NULL);
  g_chmod (path, 0700);
  fw_embedded_start_async (path, "/nowhere", FALSE, count_cb, NULL, started_cb, &result);
  wait_for (result != NULL);
  embedded = fw_embedded_start_finish (result, error);
  g_unlink (path);
  return embedded;
}

static void
test_embedded (void)
{
  static const char *const wrong[] = {
    "#!/bin/sh\nexit 3\n",
    "#!/bin/sh\necho\n",
    "#!/bin/sh\necho '{\"port\":0,\"token\":\"t\"}'\n",
    "#!/bin/sh\necho '{\"port\":\"80\",\"token\":\"t\"}'\n",
    "#!/bin/sh\necho '{\"port\":80}'\n",
    "#!/bin/sh\necho '{\"making\":\"half\"}'\necho '{\"port\":80,\"token\":\"t\"}'\n",
    "#!/bin/sh\necho '{\"making\":0.5}'\n",
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (FwEmbedded) embedded = NULL;

  embedded = start ("#!/bin/sh\necho '{\"port\":4321,\"token\":\"abc\"}'\ncat\n", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (fw_embedded_get_server (embedded), ==, "http://127.0.0.1:4321");
  g_assert_cmpstr (fw_embedded_get_token (embedded), ==, "abc");
  fw_embedded_stop (embedded, 2000); /* cat ends with its input */

  g_clear_object (&embedded);
  g_assert_cmpuint (n_told, ==, 0);
  embedded = start ("#!/bin/sh\necho '{\"making\":0.25}'\necho '{\"making\":1.00}'\n"
                    "echo '{\"port\":4321,\"token\":\"abc\"}'\ncat\n",
                    &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_told, ==, 2);
  g_assert_cmpfloat (last_told, ==, 1);
  fw_embedded_stop (embedded, 2000);

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) refused = NULL;

      g_assert_null (start (wrong[i], &refused));
      g_assert_nonnull (refused);
      g_assert_cmpuint (refused->domain, ==, FW_ERROR);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/outbox/order", Fixture, NULL, set_up, test_order, tear_down);
  g_test_add ("/outbox/same-record", Fixture, NULL, set_up, test_same_record, tear_down);
  g_test_add ("/outbox/change-then-delete", Fixture, NULL, set_up, test_change_then_delete,
              tear_down);
  g_test_add ("/outbox/conflict", Fixture, NULL, set_up, test_conflict, tear_down);
  g_test_add ("/outbox/lost-answer", Fixture, NULL, set_up, test_lost_answer, tear_down);
  g_test_add ("/outbox/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/outbox/realm", Fixture, NULL, set_up, test_realm, tear_down);
  g_test_add ("/outbox/promise", Fixture, NULL, set_up, test_promise, tear_down);
  g_test_add ("/outbox/twice-at-once", Fixture, NULL, set_up, test_twice_at_once, tear_down);
  g_test_add ("/outbox/full", Fixture, NULL, set_up, test_full, tear_down);
  g_test_add ("/outbox/failure", Fixture, NULL, set_up, test_failure, tear_down);
  g_test_add_func ("/embedded", test_embedded);
  return g_test_run ();
}
