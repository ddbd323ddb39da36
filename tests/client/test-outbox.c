/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "fw-outbox-fixture.h"

/* Three edits, sent once each and in the order they were made, also after the console was closed in
 * between. */
static void
test_order (FwOutboxFixture *f, gconstpointer data)
{
  fw_outbox_fixture_add (f, "PUT", "a", 1, "A");
  fw_outbox_fixture_add (f, "POST", "b", 0, "B");
  fw_outbox_fixture_add (f, "DELETE", "c", 4, "C");
  fw_outbox_fixture_close (f);
  fw_outbox_fixture_open (f);
  wait_for (fw_outbox_fixture_count (f) == 3);

  fw_outbox_fixture_answer (f, "PUT", "records/team/a", 200, "a", 2, "A");
  fw_outbox_fixture_answer (f, "POST", "records/team", 201, "b", 1, "B");
  fw_outbox_fixture_answer (f, "DELETE", "records/team/c", 200, "c", 5, "C");
  fw_outbox_fixture_go_online (f);
  wait_for (fw_outbox_fixture_count (f) == 0);
  g_assert_cmpuint (fw_test_server_count (f->server, "PUT records/team/a"), ==, 1);
  g_assert_cmpuint (fw_test_server_count (f->server, "POST records/team"), ==, 1);
  g_assert_cmpuint (fw_test_server_count (f->server, "DELETE records/team/c?revision=4"), ==, 1);

  fw_outbox_fixture_close (f);
  fw_outbox_fixture_open (f);
  fw_outbox_fixture_go_online (f);
  g_assert_cmpuint (fw_test_server_count (f->server, "PUT records/team/a"), ==, 1);
}

static void
test_same_record (FwOutboxFixture *f, gconstpointer data)
{
  fw_outbox_fixture_add (f, "PUT", "a", 1, "First");
  fw_outbox_fixture_add (f, "PUT", "a", 1, "Second");
  g_assert_cmpuint (fw_outbox_fixture_count (f), ==, 1);
  fw_outbox_fixture_answer (f, "PUT", "records/team/a", 200, "a", 2, "Second");
  fw_outbox_fixture_go_online (f);
  wait_for (fw_outbox_fixture_count (f) == 0);
  g_assert_nonnull (
      strstr (g_ptr_array_index (f->server->bodies, f->server->bodies->len - 1), "Second"));
}

/* What was deleted after it was changed is deleted on the revision that the change became. */
static void
test_change_then_delete (FwOutboxFixture *f, gconstpointer data)
{
  fw_outbox_fixture_add (f, "PUT", "a", 1, "A");
  fw_outbox_fixture_add (f, "DELETE", "a", 1, "A");
  g_assert_cmpuint (fw_outbox_fixture_count (f), ==, 2);
  fw_outbox_fixture_answer (f, "PUT", "records/team/a", 200, "a", 7, "A");
  fw_outbox_fixture_answer (f, "DELETE", "records/team/a", 200, "a", 8, "A");
  fw_outbox_fixture_go_online (f);
  wait_for (fw_outbox_fixture_count (f) == 0);
  g_assert_cmpuint (fw_test_server_count (f->server, "DELETE records/team/a?revision=7"), ==, 1);
}

static void
test_conflict (FwOutboxFixture *f, gconstpointer data)
{
  g_autofree char *mine = g_strdup_printf (TEAM, "a", 6, "Mine");
  FwOutboxItem *item;

  fw_outbox_fixture_add (f, "PUT", "a", 1, "Mine");
  fw_outbox_fixture_add (f, "PUT", "z", 1, "Z");
  fw_outbox_fixture_answer (f, "PUT", "records/team/a", 409, "a", 6, "Theirs");
  fw_outbox_fixture_answer (f, "PUT", "records/team/z", 200, "z", 2, "Z");
  fw_outbox_fixture_go_online (f);
  /* A conflict holds nobody else up, and is not sent again by itself. */
  wait_for (fw_outbox_fixture_count (f) == 1);
  item = fw_outbox_find (f->outbox, "team", "a");
  g_assert_cmpuint (item->state, ==, FW_OUTBOX_CONFLICT);
  g_assert_nonnull (strstr (item->stored, "Theirs"));
  g_assert_cmpuint (fw_test_server_count (f->server, "PUT records/team/a"), ==, 1);

  /* It outlives the console. */
  fw_outbox_fixture_close (f);
  fw_outbox_fixture_open (f);
  fw_outbox_fixture_go_online (f);
  wait_for (fw_outbox_fixture_count (f) == 1);
  item = fw_outbox_find (f->outbox, "team", "a");
  g_assert_cmpuint (item->state, ==, FW_OUTBOX_CONFLICT);

  fw_outbox_fixture_answer (f, "PUT", "records/team/a", 200, "a", 7, "Mine");
  fw_outbox_resend (f->outbox, item, 6, mine);
  wait_for (fw_outbox_fixture_count (f) == 0);
}

/* The answer was lost, not the edit: the server has it already. */
static void
test_lost_answer (FwOutboxFixture *f, gconstpointer data)
{
  fw_outbox_fixture_add (f, "PUT", "a", 1, "Mine");
  fw_outbox_fixture_answer (f, "PUT", "records/team/a", 409, "a", 2, "Mine");
  fw_outbox_fixture_go_online (f);
  wait_for (fw_outbox_fixture_count (f) == 0);
}

static void
test_refused (FwOutboxFixture *f, gconstpointer data)
{
  FwOutboxItem *item;

  fw_outbox_fixture_add (f, "PUT", "a", 1, "A");
  fw_test_server_answer (f->server, "PUT", "records/team/a", 400,
                         "{\"error\":{\"code\":\"invalid\",\"message\":\"name: too long\"}}");
  fw_outbox_fixture_go_online (f);
  item = fw_outbox_find (f->outbox, "team", "a");
  wait_for (item->state == FW_OUTBOX_REFUSED);
  g_assert_cmpstr (item->message, ==, "name: too long");
  fw_outbox_fixture_discard (f, item);
  wait_for (fw_outbox_fixture_count (f) == 0);
}

/* Edits of one account are never sent as another. */
static void
test_realm (FwOutboxFixture *f, gconstpointer data)
{
  fw_outbox_fixture_add (f, "PUT", "a", 1, "A");
  fw_outbox_set_realm (f->outbox, "centre|wu");
  g_assert_cmpuint (fw_outbox_fixture_count (f), ==, 0);
  fw_outbox_fixture_go_online (f);
  g_assert_cmpuint (fw_test_server_count (f->server, "PUT"), ==, 0);
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
test_promise (FwOutboxFixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) first = NULL, second = NULL;
  g_autoptr (GError) error = NULL;
  GMutex mutex;

  fw_outbox_fixture_add (f, "PUT", "z", 1, "Z");
  g_mutex_init (&mutex);
  g_mutex_lock (&mutex);
  fw_shelf_run_async (f->shelf, hold_in_thread, &mutex, NULL, NULL, NULL, NULL);
  fw_outbox_fixture_begin (f, "PUT", "a", 1, "A", &first);
  fw_outbox_fixture_begin (f, "PUT", "z", 1, "Zed", &second);
  for (guint i = 0; i < 50; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  g_assert_null (first);
  g_assert_null (second);
  g_assert_cmpuint (fw_outbox_fixture_count (f), ==, 1);
  g_assert_null (strstr (fw_outbox_find (f->outbox, "team", "z")->body, "Zed"));
  g_mutex_unlock (&mutex);

  wait_for (first != NULL);
  g_assert_cmpint (fw_outbox_fixture_count_rows (f), ==, 2);
  g_assert_cmpuint (fw_outbox_fixture_count (f), ==, 2);
  wait_for (second != NULL);
  g_assert_true (fw_outbox_add_finish (second, &error));
  g_assert_nonnull (strstr (fw_outbox_find (f->outbox, "team", "z")->body, "Zed"));
  g_mutex_clear (&mutex);
}

/* Changed again before the first change was on disk: both are sent, the second on what the first
 * became. */
static void
test_twice_at_once (FwOutboxFixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) first = NULL, second = NULL;

  fw_outbox_fixture_answer (f, "PUT", "records/team/a", 200, "a", 2, "A");
  fw_outbox_fixture_go_online (f);
  fw_outbox_fixture_begin (f, "PUT", "a", 1, "First", &first);
  fw_outbox_fixture_begin (f, "PUT", "a", 1, "Second", &second);
  wait_for (first != NULL && second != NULL && fw_outbox_fixture_count (f) == 0);
  g_assert_nonnull (strstr (fw_outbox_fixture_get_last_body (f), "Second"));
  g_assert_nonnull (strstr (fw_outbox_fixture_get_last_body (f), "\"revision\":2"));
}

static void
test_full (FwOutboxFixture *f, gconstpointer data)
{
  g_autofree char *long_name = g_strnfill (20000, 'x');
  g_autoptr (GAsyncResult) refused = NULL, changed = NULL;
  g_autoptr (GError) error = NULL, unchanged = NULL;

  fw_outbox_fixture_add (f, "PUT", "a", 1, "A");
  fw_outbox_fixture_set_full (f, TRUE);
  fw_outbox_fixture_begin (f, "PUT", "b", 1, long_name, &refused);
  fw_outbox_fixture_begin (f, "PUT", "a", 1, long_name, &changed);
  wait_for (refused != NULL && changed != NULL);
  g_assert_false (fw_outbox_add_finish (refused, &error));
  g_assert_error (error, FW_OUTBOX_ERROR, FW_OUTBOX_ERROR_FULL);
  g_assert_false (fw_outbox_add_finish (changed, &unchanged));
  g_assert_error (unchanged, FW_OUTBOX_ERROR, FW_OUTBOX_ERROR_FULL);
  g_assert_cmpuint (fw_outbox_fixture_count (f), ==, 1);
  g_assert_cmpint (fw_outbox_fixture_count_rows (f), ==, 1);
  g_assert_null (strstr (fw_outbox_find (f->outbox, "team", "a")->body, "xx"));

  fw_outbox_fixture_set_full (f, FALSE);
  fw_outbox_fixture_add (f, "PUT", "b", 1, "B");
  g_assert_cmpint (fw_outbox_fixture_count_rows (f), ==, 2);
}

/* What cannot be written down is said, and said no longer when it can be. */
static void
test_failure (FwOutboxFixture *f, gconstpointer data)
{
  FwOutboxItem *item;

  fw_outbox_fixture_add (f, "PUT", "a", 1, "A");
  g_assert_no_error (fw_outbox_get_failure (f->outbox));
  fw_outbox_fixture_run (
      f, "CREATE TRIGGER broken BEFORE DELETE ON outbox BEGIN SELECT RAISE(ABORT, 'no'); "
         "END");
  item = fw_outbox_find (f->outbox, "team", "a");
  fw_outbox_fixture_discard (f, item);
  wait_for (fw_outbox_get_failure (f->outbox) != NULL);
  g_assert_error (fw_outbox_get_failure (f->outbox), FW_OUTBOX_ERROR, FW_OUTBOX_ERROR_FAILED);
  g_assert_cmpuint (fw_outbox_fixture_count (f), ==, 1);
  fw_outbox_fixture_run (f, "DROP TRIGGER broken");
  fw_outbox_fixture_discard (f, item);
  wait_for (fw_outbox_fixture_count (f) == 0);
  g_assert_no_error (fw_outbox_get_failure (f->outbox));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/outbox/order", FwOutboxFixture, NULL, fw_outbox_fixture_set_up, test_order,
              fw_outbox_fixture_tear_down);
  g_test_add ("/outbox/same-record", FwOutboxFixture, NULL, fw_outbox_fixture_set_up,
              test_same_record, fw_outbox_fixture_tear_down);
  g_test_add ("/outbox/change-then-delete", FwOutboxFixture, NULL, fw_outbox_fixture_set_up,
              test_change_then_delete, fw_outbox_fixture_tear_down);
  g_test_add ("/outbox/conflict", FwOutboxFixture, NULL, fw_outbox_fixture_set_up, test_conflict,
              fw_outbox_fixture_tear_down);
  g_test_add ("/outbox/lost-answer", FwOutboxFixture, NULL, fw_outbox_fixture_set_up,
              test_lost_answer, fw_outbox_fixture_tear_down);
  g_test_add ("/outbox/refused", FwOutboxFixture, NULL, fw_outbox_fixture_set_up, test_refused,
              fw_outbox_fixture_tear_down);
  g_test_add ("/outbox/realm", FwOutboxFixture, NULL, fw_outbox_fixture_set_up, test_realm,
              fw_outbox_fixture_tear_down);
  g_test_add ("/outbox/16-promise", FwOutboxFixture, NULL, fw_outbox_fixture_set_up, test_promise,
              fw_outbox_fixture_tear_down);
  g_test_add ("/outbox/twice-at-once", FwOutboxFixture, NULL, fw_outbox_fixture_set_up,
              test_twice_at_once, fw_outbox_fixture_tear_down);
  g_test_add ("/outbox/16-full", FwOutboxFixture, NULL, fw_outbox_fixture_set_up, test_full,
              fw_outbox_fixture_tear_down);
  g_test_add ("/outbox/failure", FwOutboxFixture, NULL, fw_outbox_fixture_set_up, test_failure,
              fw_outbox_fixture_tear_down);
  return g_test_run ();
}
