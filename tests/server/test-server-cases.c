/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The queue of clocks over the wire: its order, whose cases, words, pages, and what a scope shows.
 */
#include "server/fw-server-fixture.h"

static void
post_case (
    FwServerFixture *f, const char *id, const char *title, const char *grade, const char *team)
{
  g_autofree char *body =
      g_strdup_printf ("{\"id\":\"%s\",\"title\":\"%s\",\"class\":\"complaint\",\"impact\":\"%s\","
                       "\"urgency\":\"%s\","
                       "\"source\":\"survey\",\"refund\":0,\"site\":\"sh\",\"team\":\"%s\"}",
                       id, title, grade, grade, team);

  fw_fixture_post (f, "case", f->boss, body);
}

/* Returns: (transfer full): the ids of the rows. */
static char *
list (FwServerFixture *f, const char *path, const char *token)
{
  g_autoptr (JsonObject) answer = fw_fixture_ask (f, "GET", path, token, NULL, 200);
  JsonArray *rows = json_object_get_array_member (answer, "rows");
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (rows); i++)
    g_string_append_printf (
        ids, "%s ", json_object_get_string_member (json_array_get_object_element (rows, i), "id"));
  return g_string_free (ids, FALSE);
}

static void
expect (FwServerFixture *f, const char *path, const char *token, const char *ids)
{
  g_autofree char *listed = list (f, path, token);

  g_assert_cmpstr (listed, ==, ids);
}

static void
post_three (FwServerFixture *f)
{
  post_case (f, "c3", "Late by 50%", "low", "a");
  post_case (f, "c1", "Caught fire", "high", "b");
  post_case (f, "c2", "茶壶漏水", "medium", "a");
}

static void
test_queue (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) answer = NULL, next = NULL;
  g_autofree char *path = NULL;
  JsonObject *row;

  expect (f, "cases", f->boss, "");
  post_three (f);
  expect (f, "cases", f->boss, "c1 c2 c3 ");
  expect (f, "cases?team=a", f->boss, "c2 c3 ");
  expect (f, "cases", f->lead, "c2 c3 "); /* of team a alone */
  fw_fixture_expect_error (f, "GET", "cases", f->coach, NULL, 403, "forbidden", "");

  answer = fw_fixture_ask (f, "GET", "cases?limit=2", f->boss, NULL, 200);
  row = json_array_get_object_element (json_object_get_array_member (answer, "rows"), 0);
  g_assert_cmpstr (json_object_get_string_member (row, "clock"), ==, "acknowledge");
  g_assert_cmpstr (json_object_get_string_member (row, "clock_state"), ==, "running");
  g_assert_cmpstr (json_object_get_string_member (row, "grade"), ==, "1");
  g_assert_cmpint (json_object_get_int_member (answer, "overdue"), ==, 0);
  path = g_strdup_printf ("cases?limit=2&after=%s", json_object_get_string_member (answer, "next"));
  expect (f, path, f->boss, "c3 ");
  expect (f, path, f->lead, "c3 "); /* few of many are found another way */

  g_free (path);
  path = g_strdup_printf ("cases?team=a&words=c&limit=1&after=%s",
                          json_object_get_string_member (answer, "next"));
  expect (f, path, f->boss, "c3 ");
}

static void
test_narrowed (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) taken = NULL;

  post_three (f);
  expect (f, "cases?words=FIRE", f->boss, "c1 ");
  expect (f, "cases?words=%E6%BC%8F%E6%B0%B4", f->boss, "c2 ");
  expect (f, "cases?words=50%25", f->boss, "c3 ");
  expect (f, "cases?words=%25", f->boss, "c3 "); /* a letter like others */
  expect (f, "cases?words=c1", f->boss, "c1 ");
  expect (f, "cases?owner=nobody", f->boss, "c1 c2 c3 ");
  expect (f, "cases?owner=me", f->lead, "");

  taken = fw_fixture_ask (f, "GET", "records/case/c2", f->lead, NULL, 200);
  json_object_set_string_member (taken, "owner", "lead");
  {
    g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), taken);
    g_autofree char *body = json_to_string (node, FALSE);
    g_autoptr (JsonObject) stored =
        fw_fixture_ask (f, "PUT", "records/case/c2", f->lead, body, 200);

    g_assert_cmpstr (json_object_get_string_member (stored, "owner"), ==, "lead");
  }
  expect (f, "cases?owner=me", f->lead, "c2 ");
  expect (f, "cases?owner=nobody", f->boss, "c1 c3 ");

  /* By user name and by name. */
  {
    g_autoptr (JsonObject) account =
        fw_fixture_ask (f, "GET", "records/account/lead", f->boss, NULL, 200);
    g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), account);
    g_autoptr (JsonObject) answer = NULL, stored = NULL;
    g_autofree char *body = NULL;

    json_object_set_string_member (account, "name", "李 Wei");
    body = json_to_string (node, FALSE);
    stored = fw_fixture_ask (f, "PUT", "records/account/lead", f->boss, body, 200);
    answer = fw_fixture_ask (f, "GET", "cases?words=wei", f->boss, NULL, 200);
    g_assert_cmpstr (
        json_object_get_string_member (
            json_array_get_object_element (json_object_get_array_member (answer, "rows"), 0),
            "owner_name"),
        ==, "李 Wei");
  }
  expect (f, "cases?words=wei", f->boss, "c2 ");
  expect (f, "cases?words=lead", f->boss, "c2 ");
}

static void
test_refused (FwServerFixture *f, gconstpointer data)
{
  fw_fixture_expect_error (f, "GET", "cases?owner=you", f->boss, NULL, 400, "invalid",
                           "owner: expected me or nobody");
  fw_fixture_expect_error (f, "GET", "cases?after=x", f->boss, NULL, 400, "invalid", "after");
  fw_fixture_expect_error (f, "GET", "cases?limit=501", f->boss, NULL, 400, "invalid", "limit");
  fw_fixture_expect_error (f, "GET", "cases?grade=1", f->boss, NULL, 400, "invalid", "grade");
}

/* A file of a table as people keep it, in Chinese: labels for heads, labels for values. */
static void
test_import (FwServerFixture *f, gconstpointer data)
{
  static const char file[] =
      "id,title,class,impact,urgency,source,refund,customer,site,team\n"
      "t-1,送到的水壶漏水,complaint,high,medium,ticket,0,客户0017,sh,a\n"
      "t-2,要求开具发票,inquiry,low,low,contact,0,,sh,b\n"
      "t-3,两天内再次投诉“客服挂断”,complaint,medium,medium,social,120.5,,sh,a\n";
  g_autoptr (JsonObject) report =
      fw_fixture_ask (f, "POST", "records/case/import", f->boss, file, 200);

  g_assert_cmpint (json_object_get_int_member (report, "created"), ==, 3);
  expect (f, "cases", f->boss, "t-1 t-3 t-2 ");
  expect (f, "cases?words=%E5%AE%A2%E6%88%B70017", f->boss, "t-1 ");
  expect (f, "cases?owner=nobody", f->boss, "t-1 t-3 t-2 "); /* and not the importer's */
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = { { "/cases/queue", test_queue },
                                        { "/cases/narrowed", test_narrowed },
                                        { "/cases/refused", test_refused },
                                        { "/cases/import", test_import },
                                        { NULL, NULL } };

  return fw_server_fixture_run (argc, argv, tests);
}
