/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/fw-client.h"
#include "core/fw-error.h"
#include "fw-test-server.h"
#include "fw-wait-for.h"

#include <glib/gstdio.h>

typedef struct
{
  FwTestServer *server;
  FwClient *client;
  GAsyncResult *result;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->server = fw_test_server_new ();
  fw_test_server_furnish (f->server, "supervisor");
  f->client = fw_client_new (f->server->address);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->result);
  g_object_add_weak_pointer (G_OBJECT (f->client), (gpointer *) &f->client);
  g_object_unref (f->client);
  wait_for (f->client == NULL);
  fw_test_server_free (f->server);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *f = user_data;

  g_set_object (&f->result, result);
}

static GBytes *
ask (Fixture *f, const char *path, GError **error)
{
  g_clear_object (&f->result);
  fw_client_request_async (f->client, "GET", path, NULL, NULL, NULL, done_cb, f);
  wait_for (f->result != NULL);
  return fw_client_request_finish (f->client, f->result, error);
}

static void
go_online (Fixture *f)
{
  fw_client_set_token (f->client, "secret");
  g_assert_cmpuint (fw_client_get_state (f->client), ==, FW_CLIENT_CONNECTING);
  wait_for (fw_client_get_state (f->client) == FW_CLIENT_ONLINE);
}

static void
test_session (Fixture *f, gconstpointer data)
{
  go_online (f);
  g_assert_cmpstr (f->server->last_token, ==, "Bearer secret");
  g_assert_cmpstr (fw_client_get_account (f->client), ==, "Lin Mei");
  g_assert_cmpuint (fw_client_get_role (f->client), ==, FW_ROLE_SUPERVISOR);
  g_assert_cmpstr (fw_client_get_account_teams (f->client), ==, "sales-a, night-b");
  g_assert_true (fw_client_is_sample (f->client));
  fw_client_sign_out (f->client);
  g_assert_cmpuint (fw_client_get_state (f->client), ==, FW_CLIENT_SIGNED_OUT);
  g_assert_null (fw_client_get_account (f->client));
  wait_for (fw_test_server_count (f->server, "DELETE session") == 1);
}

static void
test_answer (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = NULL;

  go_online (f);
  answer = ask (f, "names", &error);
  g_assert_no_error (error);
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (answer, NULL), -1, "Harbour"));
}

static void
test_refusals (Fixture *f, gconstpointer data)
{
  static const struct
  {
    guint status;
    const char *body;
    FwError code;
    const char *message;
  } cases[] = {
    { 400,
      "{\"error\":{\"code\":\"invalid\",\"message\":\"by: there is no dimension "
      "“x”\",\"field\":\"by\"}}",
      FW_ERROR_INVALID, "by: there is no dimension “x”" },
    { 403, "{\"error\":{\"code\":\"forbidden\",\"message\":\"no\"}}", FW_ERROR_FORBIDDEN, "no" },
    { 404, "<html>", FW_ERROR_NOT_FOUND, "the server answered with status 404" },
    { 409, "", FW_ERROR_CONFLICT, "the server answered with status 409" },
    { 413, "{\"error\":5}", FW_ERROR_TOO_LARGE, "the server answered with status 413" },
    { 429, "null", FW_ERROR_BUSY, "the server answered with status 429" },
    { 507, "{}", FW_ERROR_FULL, "the server answered with status 507" },
    { 500, "[1]", FW_ERROR_FAILED, "the server answered with status 500" },
    { 301, "", FW_ERROR_FAILED, "the server answered with status 301" },
  };

  go_online (f);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      fw_test_server_answer (f->server, "GET", "kpi", cases[i].status, cases[i].body);
      g_assert_null (ask (f, "kpi", &error));
      g_assert_error (error, FW_ERROR, (gint) cases[i].code);
      g_assert_cmpstr (error->message, ==, cases[i].message);
      g_assert_cmpuint (fw_client_get_state (f->client), ==, FW_CLIENT_ONLINE);
    }
}

static void
test_refusal_document (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  go_online (f);
  fw_test_server_answer (
      f->server, "GET", "kpi", 409,
      "{\"error\":{\"code\":\"conflict\",\"message\":\"changed\"},\"stored\":{\"id\":\"x\"}}");
  g_assert_null (ask (f, "kpi", &error));
  g_assert_true (json_object_has_member (fw_client_get_refusal (f->result), "stored"));
}

static void
test_session_over (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  go_online (f);
  fw_test_server_answer (f->server, "GET", "kpi", 401, "");
  g_assert_null (ask (f, "kpi", &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_UNAUTHORISED);
  g_assert_cmpuint (fw_client_get_state (f->client), ==, FW_CLIENT_SIGNED_OUT);
  g_assert_null (fw_client_get_token (f->client));
}

/* An account that does not hold together is no session. */
static void
test_malformed (Fixture *f, gconstpointer data)
{
  static const char *const bodies[] = {
    "",
    "{",
    "null",
    "[]",
    "{}",
    "{\"id\":\"x\",\"name\":5,\"role\":\"hr\",\"sample\":false,\"centre\":\"c\"}",
    "{\"id\":\"x\",\"name\":\"n\",\"role\":\"king\",\"sample\":false,\"centre\":\"c\"}",
    "{\"id\":\"x\",\"name\":\"n\",\"role\":\"hr\",\"sample\":0,\"centre\":\"c\"}",
    "{\"id\":\"x\",\"id\":\"y\",\"name\":\"n\",\"role\":\"hr\",\"sample\":false,\"centre\":\"c\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      fw_test_server_answer (f->server, "GET", "session", 200, bodies[i]);
      fw_client_set_token (f->client, "t");
      wait_for (fw_client_get_state (f->client) == FW_CLIENT_OFFLINE);
      g_assert_null (fw_client_get_account (f->client));
    }
}

static void
test_cancelled (Fixture *f, gconstpointer data)
{
  g_autoptr (GCancellable) before = g_cancellable_new ();
  g_autoptr (GCancellable) during = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) other = NULL;

  go_online (f);
  fw_test_server_answer (f->server, "GET", "kpi", 0, NULL);

  g_cancellable_cancel (before);
  fw_client_request_async (f->client, "GET", "kpi", NULL, NULL, before, done_cb, f);
  wait_for (f->result != NULL);
  g_assert_null (fw_client_request_finish (f->client, f->result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  g_clear_object (&f->result);
  fw_client_request_async (f->client, "GET", "kpi", NULL, NULL, during, done_cb, f);
  wait_for (f->server->paused->len > 0);
  g_cancellable_cancel (during);
  wait_for (f->result != NULL);
  g_assert_null (fw_client_request_finish (f->client, f->result, &other));
  g_assert_error (other, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fw_client_get_state (f->client), ==, FW_CLIENT_ONLINE);
}

static void
test_gone (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;

  go_online (f);
  fw_test_server_stop (f->server);
  g_assert_null (ask (f, "names", &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_UNAVAILABLE);
  g_assert_cmpuint (fw_client_get_state (f->client), ==, FW_CLIENT_OFFLINE);
  g_assert_cmpstr (fw_client_get_account (f->client), ==, "Lin Mei");

  /* It comes back by itself, here under another address. */
  fw_test_server_free (f->server);
  f->server = fw_test_server_new ();
  fw_test_server_furnish (f->server, "supervisor");
  fw_client_move (f->client, f->server->address, "secret");
  wait_for (fw_client_get_state (f->client) == FW_CLIENT_ONLINE);
}

static void
test_recovers (Fixture *f, gconstpointer data)
{
  g_autofree char *session = g_strdup (
      "{\"id\":\"mei\",\"name\":\"Lin Mei\",\"role\":\"hr\",\"sites\":null,\"teams\":null,"
      "\"sample\":false,\"centre\":\"c\"}");

  go_online (f);
  fw_test_server_answer (f->server, "GET", "session", 503, "");
  fw_client_report_lost (f->client);
  g_assert_cmpuint (fw_client_get_state (f->client), ==, FW_CLIENT_OFFLINE);
  wait_for (fw_test_server_count (f->server, "GET session") >= 3);
  g_assert_cmpuint (fw_client_get_state (f->client), ==, FW_CLIENT_OFFLINE);
  fw_test_server_answer (f->server, "GET", "session", 200, session);
  wait_for (fw_client_get_state (f->client) == FW_CLIENT_ONLINE);
}

static void
test_sign_in (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fw_test_server_answer (
      f->server, "POST", "session", 200,
      "{\"token\":\"abc\",\"expires\":\"2026-11-22T00:00:00Z\",\"account\":{\"id\":\"mei\","
      "\"name\":"
      "\"Lin "
      "Mei\",\"role\":\"hr\",\"sites\":null,\"teams\":null,\"sample\":false,\"centre\":\"c\"}}");
  fw_client_sign_in_async (f->client, "mei", "pass\"word", NULL, done_cb, f);
  wait_for (f->result != NULL);
  g_assert_true (fw_client_sign_in_finish (f->client, f->result, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (fw_client_get_token (f->client), ==, "abc");
  g_assert_cmpstr (g_ptr_array_index (f->server->bodies, 0), ==,
                   "{\"user\":\"mei\",\"password\":\"pass\\\"word\"}");
}

static void
test_bad_address (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fw_client_set_server (f->client, "not a server");
  fw_client_sign_in_async (f->client, "a", "b", NULL, done_cb, f);
  wait_for (f->result != NULL);
  g_assert_false (fw_client_sign_in_finish (f->client, f->result, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
}

static void
test_cache (Fixture *f, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("fw-cache-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "desk.sqlite", NULL);
  g_autoptr (FwShelf) shelf = fw_shelf_new (path);
  g_autoptr (FwCache) cache = fw_cache_new (shelf);
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf status;
  gint64 at;

  fw_client_set_cache (f->client, cache, "here|mei");
  go_online (f);
  g_bytes_unref (ask (f, "names", NULL));
  fw_client_recall_async (f->client, "names", NULL, done_cb, f);
  g_clear_object (&f->result);
  wait_for (f->result != NULL);
  answer = fw_client_recall_finish (f->client, f->result, &at, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ABS (g_get_real_time () - at), <, 10 * G_USEC_PER_SEC);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  /* What names customers is not kept, and nothing is kept once the session ends. */
  fw_test_server_answer (f->server, "GET", "contacts", 200, "{\"total\":0}");
  g_bytes_unref (ask (f, "contacts", NULL));
  g_clear_object (&f->result);
  fw_client_recall_async (f->client, "contacts", NULL, done_cb, f);
  wait_for (f->result != NULL);
  g_assert_null (fw_client_recall_finish (f->client, f->result, &at, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_NOT_FOUND);
  g_clear_error (&error);
  fw_client_sign_out (f->client);
  g_clear_object (&f->result);
  fw_client_recall_async (f->client, "names", NULL, done_cb, f);
  wait_for (f->result != NULL);
  g_assert_null (fw_client_recall_finish (f->client, f->result, &at, &error));
  fw_client_set_cache (f->client, NULL, NULL);
}

/* What has not changed is not sent again, and the same answer is given. */
static void
test_not_modified (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;
  g_autoptr (GBytes) other = NULL;
  g_autoptr (GBytes) later = NULL;

  go_online (f);
  fw_test_server_answer (f->server, "GET", "kpi", 200, "{\"groups\":[1]}");
  fw_test_server_tag (f->server, "GET", "kpi", "W/\"a\"");
  first = ask (f, "kpi?by=team", NULL);
  second = ask (f, "kpi?by=team", NULL);
  g_assert_true (g_bytes_equal (first, second));
  g_assert_cmpuint (f->server->n_not_modified, ==, 1);
  /* Another question has an answer of its own. */
  other = ask (f, "kpi?by=queue", NULL);
  g_assert_nonnull (other);
  g_assert_cmpuint (f->server->n_not_modified, ==, 1);
  /* And what has changed comes whole. */
  fw_test_server_answer (f->server, "GET", "kpi", 200, "{\"groups\":[2]}");
  fw_test_server_tag (f->server, "GET", "kpi", "W/\"b\"");
  later = ask (f, "kpi?by=team", NULL);
  g_assert_false (g_bytes_equal (first, later));
  g_assert_cmpuint (f->server->n_not_modified, ==, 1);
}

/* Nothing of one account's answers is asked for by the next. */
static void
test_not_modified_forgets (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;

  go_online (f);
  fw_test_server_answer (f->server, "GET", "kpi", 200, "{\"groups\":[1]}");
  fw_test_server_tag (f->server, "GET", "kpi", "W/\"a\"");
  first = ask (f, "kpi?by=team", NULL);
  fw_client_sign_out (f->client);
  go_online (f);
  second = ask (f, "kpi?by=team", NULL);
  g_assert_true (g_bytes_equal (first, second));
  g_assert_cmpuint (f->server->n_not_modified, ==, 0);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/client/session", test_session },
    { "/client/answer", test_answer },
    { "/client/refusals", test_refusals },
    { "/client/refusal-document", test_refusal_document },
    { "/client/session-over", test_session_over },
    { "/client/malformed", test_malformed },
    { "/client/cancelled", test_cancelled },
    { "/client/gone", test_gone },
    { "/client/recovers", test_recovers },
    { "/client/sign-in", test_sign_in },
    { "/client/bad-address", test_bad_address },
    { "/client/cache", test_cache },
    { "/client/not-modified", test_not_modified },
    { "/client/not-modified-forgets", test_not_modified_forgets },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
