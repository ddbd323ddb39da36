/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What waits for whom, in which order, and how it is put off and handed on. */
#include <string.h>

#include "protocol/fw-json.h"
#include "server/fw-server-fixture.h"

static void
post_finding (FwServerFixture *f, const char *id, const char *team)
{
  g_autofree char *body = g_strdup_printf (
      "{\"id\":\"%s\",\"title\":\"Finding %s\",\"watch\":\"sat\",\"day\":\"2026-11-21\",\"team\":"
      "\"%s\",\"told_sites\":[\"sh\"],\"told_teams\":[\"%s\"],\"metric\":\"csat\"}",
      id, id, team, team);
  g_autoptr (JsonObject) record = fw_fixture_ask (f, "POST", "records/finding", f->boss, body, 201);
}

static void
move (FwServerFixture *f, const char *id, const char *body)
{
  g_autofree char *path = g_strdup_printf ("records/finding/%s/moves", id);
  g_autoptr (JsonObject) moved = fw_fixture_ask (f, "POST", path, f->boss, body, 200);
}

static JsonObject *
find_entry (JsonObject *inbox, const char *kind, const char *id)
{
  JsonArray *entries = json_object_get_array_member (inbox, "entries");

  for (guint i = 0; i < json_array_get_length (entries); i++)
    {
      JsonObject *entry = json_array_get_object_element (entries, i);

      if (strcmp (json_object_get_string_member (entry, "kind"), kind) == 0 &&
          strcmp (json_object_get_string_member (entry, "id"), id) == 0)
        return entry;
    }
  return NULL;
}

/* The findings of an account, page by page: what is due first, then what has no clock. */
static void
expect_pages (
    FwServerFixture *f, const char *token, const char *query, guint limit, const char *ids)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_autofree char *next = NULL;

  do
    {
      g_autofree char *escaped = next != NULL ? g_uri_escape_string (next, NULL, FALSE) : NULL;
      g_autofree char *path =
          g_strdup_printf ("inbox?limit=%u%s%s%s", limit, query, next != NULL ? "&after=" : "",
                           next != NULL ? escaped : "");
      g_autoptr (JsonObject) page = fw_fixture_ask (f, "GET", path, token, NULL, 200);
      JsonArray *entries = json_object_get_array_member (page, "entries");

      g_assert_cmpuint (json_array_get_length (entries), <=, limit);
      for (guint i = 0; i < json_array_get_length (entries); i++)
        {
          JsonObject *entry = json_array_get_object_element (entries, i);

          if (strcmp (json_object_get_string_member (entry, "kind"), "finding") == 0)
            g_string_append_printf (all, "%s ", json_object_get_string_member (entry, "id"));
        }
      g_free (next);
      next = g_strdup (json_object_has_member (page, "next")
                           ? json_object_get_string_member (page, "next")
                           : NULL);
    }
  while (next != NULL);
  g_assert_cmpstr (g_strchomp (all->str), ==, ids);
}

static void
test_order (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) inbox = NULL;
  JsonObject *entry, *clock;

  expect_pages (f, f->boss, "", 10, "");
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *id = g_strdup_printf ("f%u", i);

      post_finding (f, id, i == 4 ? "b" : "a");
    }
  move (f, "f1", "{\"move\":\"real\",\"revision\":1}");
  move (f, "f0", "{\"move\":\"real\",\"revision\":1}");
  move (f, "f0", "{\"move\":\"closed\",\"revision\":2,\"reason\":\"told\"}");
  move (f, "f3", "{\"move\":\"chance\",\"revision\":1}");

  /* The one that has a clock stands first; what is closed can be opened again, but waits for
   * nobody.
   */
  expect_pages (f, f->lead, "", 50, "f2 f1 f3");
  expect_pages (f, f->lead, "", 1, "f2 f1 f3");
  expect_pages (f, f->lead, "", 3, "f2 f1 f3");
  expect_pages (f, f->boss, "", 2, "f2 f4 f1 f3");
  expect_pages (f, f->coach, "", 50, ""); /* sees them and moves none */

  inbox = fw_fixture_ask (f, "GET", "inbox", f->lead, NULL, 200);
  entry = find_entry (inbox, "finding", "f2");
  g_assert_cmpstr (json_object_get_string_member (entry, "title"), ==, "Finding f2");
  g_assert_cmpstr (json_object_get_string_member (entry, "label"), ==, "Not judged");
  g_assert_false (json_object_get_null_member (entry, "due"));
  g_assert_true (json_object_get_boolean_member (entry, "waits"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (entry, "moves")), ==, 3);
  clock = json_object_get_object_member (entry, "clock");
  g_assert_cmpstr (json_object_get_string_member (clock, "state"), ==, "running");
  g_assert_cmpint (json_object_get_int_member (clock, "limit_s"), ==, 2 * 24 * 3600);
  /* What a watch found is no second time there as an alert. */
  g_assert_null (find_entry (inbox, "finding", "f4"));

  fw_fixture_expect_error (f, "GET", "inbox?after=x", f->lead, NULL, 400, "invalid", "next");
  fw_fixture_expect_error (f, "GET", "inbox?limit=201", f->lead, NULL, 400, "invalid", "limit");
}

static void
act (FwServerFixture *f, const char *token, const char *members, guint status)
{
  g_autofree char *body = g_strdup_printf ("{\"kind\":\"finding\",\"id\":\"f\",%s}", members);
  g_autoptr (JsonObject) answer = fw_fixture_ask (f, "POST", "inbox", token, body, status);
}

/* Put off is put off for oneself; handed on is handed on for all, to whoever may do it. */
static void
test_set_aside (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) all = NULL, given = NULL, accounts = NULL;
  JsonObject *entry;
  JsonArray *list;

  post_finding (f, "f", "a");
  act (f, f->lead, "\"act\":\"snooze\",\"minutes\":15", 200);
  expect_pages (f, f->lead, "", 50, "");
  expect_pages (f, f->boss, "", 50, "f");
  all = fw_fixture_ask (f, "GET", "inbox?all=1", f->lead, NULL, 200);
  entry = find_entry (all, "finding", "f");
  g_assert_false (json_object_get_boolean_member (entry, "waits"));
  g_assert_false (json_object_get_null_member (entry, "snoozed_until"));
  act (f, f->lead, "\"act\":\"release\"", 200);
  expect_pages (f, f->lead, "", 50, "f");

  accounts = fw_fixture_ask (f, "GET", "inbox/finding/f", f->lead, NULL, 200);
  list = json_object_get_array_member (accounts, "accounts");
  g_assert_cmpuint (json_array_get_length (list), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (list, 0), "id"),
                   ==, "boss");
  act (f, f->lead, "\"act\":\"give\",\"to\":\"coach\"", 400);
  act (f, f->lead, "\"act\":\"give\",\"to\":\"nobody\"", 400);
  act (f, f->lead, "\"act\":\"give\",\"to\":\"boss\"", 200);
  expect_pages (f, f->lead, "", 50, "");
  expect_pages (f, f->boss, "", 50, "f");
  given = fw_fixture_ask (f, "GET", "inbox", f->boss, NULL, 200);
  entry = find_entry (given, "finding", "f");
  g_assert_cmpstr (json_object_get_string_member (entry, "given_to"), ==, "boss");
  g_assert_cmpstr (json_object_get_string_member (entry, "given_by"), ==, "lead");
  act (f, f->boss, "\"act\":\"give\",\"to\":\"lead\"", 200);
  expect_pages (f, f->boss, "", 50, "");
  expect_pages (f, f->lead, "", 50, "f");
}

static void
test_refused (FwServerFixture *f, gconstpointer data)
{
  post_finding (f, "f", "b");
  act (f, f->lead, "\"act\":\"snooze\",\"minutes\":15", 404); /* of team a */
  act (f, f->coach, "\"act\":\"snooze\",\"minutes\":15", 403);
  act (f, f->boss, "\"act\":\"snooze\",\"minutes\":0", 400);
  act (f, f->boss, "\"act\":\"snooze\",\"minutes\":1441", 400);
  act (f, f->boss, "\"act\":\"acknowledge\"", 400);
  act (f, f->boss, "\"act\":\"give\"", 400);
  fw_fixture_expect_error (f, "POST", "inbox", f->boss,
                           "{\"kind\":\"nothing\",\"id\":\"f\",\"act\":\"release\"}", 400,
                           "invalid", "kind");
  fw_fixture_expect_error (f, "POST", "inbox", f->boss,
                           "{\"kind\":\"team\",\"id\":\"a\",\"act\":\"release\"}", 400, "invalid",
                           "flow");
  fw_fixture_expect_error (f, "GET", "inbox/finding/f", f->lead, NULL, 404, "not-found", "");
  fw_fixture_expect_error (f, "GET", "inbox/finding/f", f->coach, NULL, 403, "forbidden", "waits");
}

/* What was handed on to somebody who left waits for all again. */
static void
test_left (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) made = NULL, closed = NULL;

  post_finding (f, "f", "a");
  made = fw_fixture_ask (f, "POST", "records/account", f->boss,
                         "{\"id\":\"mary\",\"name\":\"Mary\",\"role\":\"quality\",\"password\":"
                         "\"a long password\"}",
                         201);
  act (f, f->lead, "\"act\":\"give\",\"to\":\"mary\"", 200);
  expect_pages (f, f->lead, "", 50, "");
  expect_pages (f, f->boss, "", 50, "");
  expect_pages (f, f->boss, "&all=1", 50, "f");
  closed = fw_fixture_ask (f, "PUT", "records/account/mary", f->boss,
                           "{\"id\":\"mary\",\"revision\":1,\"name\":\"Mary\",\"role\":\"quality\","
                           "\"disabled\":true}",
                           200);
  expect_pages (f, f->lead, "", 50, "f");
}

/* 29 that were given up and one more: the queue is late, and whoever sees its team is told. */
static void
test_alerts (FwServerFixture *f, gconstpointer data)
{
#define CONNECTION "connection_rate/queue/sh/sales"
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (JsonObject) report = NULL, inbox = NULL, taken = NULL, coach = NULL;
  const gint64 at = g_get_real_time () - FW_MINUTE;
  JsonObject *entry = NULL;

  post_finding (f, "f", "a");
  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *contact = g_strdup_printf ("c%u", i);

      fw_fixture_add_event (lines, at, "offered", contact, "sales", NULL);
      fw_fixture_add_event (lines, at + FW_SECOND, "abandoned", contact, "sales", NULL);
    }
  report = fw_fixture_ask (f, "POST", "events", f->boss, lines->str, 200);
  while (entry == NULL)
    {
      g_clear_pointer (&inbox, json_object_unref);
      inbox = fw_fixture_ask (f, "GET", "inbox", f->lead, NULL, 200);
      entry = find_entry (inbox, "alert", CONNECTION);
      g_usleep (20000);
    }
  g_assert_true (json_object_has_member (json_object_get_object_member (entry, "alert"), "limit"));
  g_assert_true (json_object_get_array_member (inbox, "entries") != NULL);
  /* It is late, the finding has two days. */
  g_assert_true (
      json_array_get_object_element (json_object_get_array_member (inbox, "entries"), 0) == entry);
  coach = fw_fixture_ask (f, "GET", "inbox", f->coach, NULL, 200);
  g_assert_nonnull (find_entry (coach, "alert", CONNECTION));
  taken = fw_fixture_ask (f, "POST", "alerts", f->lead,
                          "{\"id\":\"" CONNECTION "\",\"act\":\"acknowledge\"}", 200);
  while (entry != NULL)
    {
      g_clear_pointer (&inbox, json_object_unref);
      inbox = fw_fixture_ask (f, "GET", "inbox", f->lead, NULL, 200);
      entry = find_entry (inbox, "alert", CONNECTION);
      g_usleep (20000);
    }
  g_clear_pointer (&inbox, json_object_unref);
  inbox = fw_fixture_ask (f, "GET", "inbox?all=1", f->lead, NULL, 200);
  entry = find_entry (inbox, "alert", CONNECTION);
  g_assert_false (json_object_get_boolean_member (entry, "waits"));
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = {
    { "/server/inbox/order", test_order },     { "/server/inbox/set-aside", test_set_aside },
    { "/server/inbox/refused", test_refused }, { "/server/inbox/left", test_left },
    { "/server/inbox/alerts", test_alerts },   { NULL, NULL },
  };

  return fw_server_fixture_run (argc, argv, tests);
}
