/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-server-fixture.h"

#include "core/calendar/fw-zone.h"

#include <string.h>

#include "protocol/fw-event-line.h"
#include "protocol/fw-json.h"
#include "server/fw-sessions.h"
#include "support/fw-test-store.h"
#include "trail/fw-trail.h"

static char *
open_session (FwServerFixture *f, const char *account, FwRole role, const char *const *teams)
{
  g_autoptr (FwScope) scope = fw_scope_new (account, role, NULL, teams);
  g_autoptr (GError) error = NULL;
  char *token = fw_records_open_session (fw_centre_get_records (f->centre), scope,
                                         g_get_real_time (), FW_SESSION_LIFETIME, &error);

  g_assert_no_error (error);
  return token;
}

void
fw_server_fixture_restart (FwServerFixture *f, const FwServerOptions *options)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&f->server, fw_server_free);
  f->server = fw_server_new (f->centre, options, &error);
  g_assert_no_error (error);
  f->port = fw_server_get_port (f->server);
}

char *
fw_fixture_open_session (FwServerFixture *f, const char *account)
{
  static const char *const team_a[] = { "a", NULL };

  if (g_str_equal (account, "lead"))
    return open_session (f, account, FW_ROLE_SUPERVISOR, team_a);
  return open_session (
      f, account, g_str_equal (account, "boss") ? FW_ROLE_ADMINISTRATOR : FW_ROLE_TRAINER, NULL);
}

void
fw_server_fixture_set_up (FwServerFixture *f, gconstpointer data)
{
  static const char *const team_a[] = { "a", NULL };
  g_autoptr (GPtrArray) house = fw_test_house ();
  FwServerOptions options = { .address = "127.0.0.1" };

  f->location = fw_test_store_new ();
  f->trail = fw_test_store_is_postgres () ? g_dir_make_tmp ("fw-trail-XXXXXX", NULL)
                                          : fw_trail_find_directory (f->location, "");
  options.trail = f->trail;
  f->centre = fw_test_centre_open (f->location);
  g_ptr_array_add (house, fw_test_record ("account", "boss", "name", "Boss", "role",
                                          "administrator", "password", FW_FIXTURE_PASSWORD, NULL));
  g_ptr_array_add (house, fw_test_record ("account", "lead", "name", "Lead", "role", "supervisor",
                                          "teams", "a", NULL));
  g_ptr_array_add (house,
                   fw_test_record ("account", "coach", "name", "Coach", "role", "trainer", NULL));
  fw_test_centre_put_house (f->centre, house);

  fw_server_fixture_restart (f, &options);
  f->boss = open_session (f, "boss", FW_ROLE_ADMINISTRATOR, NULL);
  f->lead = open_session (f, "lead", FW_ROLE_SUPERVISOR, team_a);
  f->coach = open_session (f, "coach", FW_ROLE_TRAINER, NULL);
}

void
fw_server_fixture_tear_down (FwServerFixture *f, gconstpointer data)
{
  g_clear_pointer (&f->server, fw_server_free);
  g_clear_pointer (&f->centre, fw_centre_close);
  fw_test_store_free (f->location);
  if (g_file_test (f->trail, G_FILE_TEST_IS_DIR))
    fw_test_remove_directory (f->trail);
  g_free (f->trail);
  g_free (f->boss);
  g_free (f->lead);
  g_free (f->coach);
}

int
fw_server_fixture_run (int argc, char **argv, const FwServerTest *tests)
{
  g_test_init (&argc, &argv, NULL);
  for (; tests->path != NULL; tests++)
    g_test_add (tests->path, FwServerFixture, NULL, fw_server_fixture_set_up, tests->test,
                fw_server_fixture_tear_down);
  return g_test_run ();
}

JsonObject *
fw_fixture_ask (FwServerFixture *f,
                const char *method,
                const char *path,
                const char *token,
                const char *body,
                guint status)
{
  g_autoptr (FwRawAnswer) answer = fw_raw_request (f->port, method, path, token, body, -1);
  g_autoptr (GError) error = NULL;
  JsonObject *object;

  if (answer->status != status)
    g_test_message ("%s %s: %s%s", method, path, answer->head, answer->body);
  g_assert_cmpuint (answer->status, ==, status);
  g_assert_nonnull (strstr (answer->head, "Cache-Control: no-store"));
  g_assert_nonnull (strstr (answer->head, "X-Content-Type-Options: nosniff"));
  g_assert_nonnull (strstr (answer->head, "Content-Type: application/json"));
  object = fw_json_parse_object (answer->body, strlen (answer->body), &error);
  g_assert_no_error (error);

  return object;
}

void
fw_fixture_post (FwServerFixture *f, const char *kind, const char *token, const char *body)
{
  g_autofree char *path = g_strconcat ("records/", kind, NULL);

  json_object_unref (fw_fixture_ask (f, "POST", path, token, body, 201));
}

void
fw_fixture_post_work (FwServerFixture *f,
                      const char *id,
                      const char *person,
                      gint32 day,
                      const char *template,
                      gboolean told)
{
  g_autofree char *date = fw_date_format (day);
  g_autofree char *body = g_strdup_printf (
      "{\"id\":\"%s\",\"person\":\"%s\",\"day\":\"%s\",\"type\":\"work\",\"template\":\"%s\","
      "\"state\":\"%s\",\"told\":%s%s%s}",
      id, person, date, template, told ? "published" : "draft", told ? "\"" : "",
      told ? template : "null", told ? "\"" : "");

  fw_fixture_post (f, "shift", f->boss, body);
}

void
fw_fixture_post_forecast (FwServerFixture *f, gint32 day, guint people)
{
  g_autofree char *date = fw_date_format (day);
  g_autoptr (GString) contacts = g_string_new (NULL), wanted = g_string_new (NULL);
  g_autofree char *body = NULL;

  for (guint i = 0; i < 48; i++)
    {
      g_string_append (contacts, i == 0 ? "1" : ";1");
      g_string_append_printf (wanted, i == 0 ? "%u" : ";%u", people);
    }
  body = g_strdup_printf ("{\"id\":\"of %s\",\"site\":\"sh\",\"day\":\"%s\",\"contacts\":\"%s\","
                          "\"people\":\"%s\"}",
                          date, date, contacts->str, wanted->str);
  fw_fixture_post (f, "published-forecast", f->boss, body);
}

void
fw_fixture_expect_error (FwServerFixture *f,
                         const char *method,
                         const char *path,
                         const char *token,
                         const char *body,
                         guint status,
                         const char *code,
                         const char *part)
{
  g_autoptr (JsonObject) answer = fw_fixture_ask (f, method, path, token, body, status);
  JsonObject *error = json_object_get_object_member (answer, "error");

  g_assert_cmpstr (json_object_get_string_member (error, "code"), ==, code);
  if (strstr (json_object_get_string_member (error, "message"), part) == NULL)
    g_error ("%s %s: “%s” does not tell of “%s”", method, path,
             json_object_get_string_member (error, "message"), part);
}

void
fw_fixture_add_event (GString *lines,
                      gint64 at,
                      const char *type,
                      const char *contact,
                      const char *queue,
                      const char *agent)
{
  FwEvent event = FW_EVENT_INIT;
  g_autofree char *id =
      g_strdup_printf ("%s/%s/%s/%" G_GINT64_FORMAT, type, contact != NULL ? contact : "",
                       agent != NULL ? agent : "", at);

  g_assert_true (fw_event_type_from_name (fw_text (type), &event.type));
  event.at = at;
  event.source = fw_text ("pbx");
  event.id = fw_text (id);
  event.contact = fw_text (contact);
  event.queue = fw_text (queue);
  event.agent = fw_text (agent);
  fw_event_line_append (lines, &event);
}

void
fw_fixture_add_call (
    GString *lines, gint64 at, const char *contact, const char *queue, const char *agent)
{
  fw_fixture_add_event (lines, at, "offered", contact, queue, NULL);
  fw_fixture_add_event (lines, at + 5 * FW_SECOND, "answered", contact, queue, agent);
  fw_fixture_add_event (lines, at + 65 * FW_SECOND, "completed", contact, queue, agent);
}

gint64
fw_fixture_get_total (JsonObject *answer, const char *member)
{
  return json_object_get_int_member (json_object_get_object_member (answer, "total"), member);
}
