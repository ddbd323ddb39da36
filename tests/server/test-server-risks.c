/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The risk list over the wire: what rules find in a transcript waits for who sees the team, numbers
 * are masked before anybody reads them, and what people judge says how right the rules were. */
#include <string.h>

#include "server/fw-server-fixture.h"

static void
post (FwServerFixture *f, const char *id, const char *person, const char *said, const char *brought)
{
  g_autofree char *body = g_strdup_printf (
      "{\"id\":\"%s\",\"person\":\"%s\",\"contact\":\"pbx/%s\",\"day\":\"2026-01-05\","
      "\"said\":\"%s\",\"brought\":\"%s\"}",
      id, person, id, said, brought);

  fw_fixture_post (f, "transcript", f->boss, body);
}

/* The server moves on what has come in as soon as it looks at it. */
static void
wait_until (FwServerFixture *f, const char *id, const char *state)
{
  g_autofree char *path = g_strconcat ("records/transcript/", id, NULL);
  g_autoptr (JsonObject) record = NULL;

  do
    {
      g_clear_pointer (&record, json_object_unref);
      record = fw_fixture_ask (f, "GET", path, f->boss, NULL, 200);
    }
  while (!g_str_equal (json_object_get_string_member (record, "state"), state));
}

/* Returns: (transfer full): ids with the gravest of each. */
static char *
list (FwServerFixture *f, const char *path, const char *token)
{
  g_autoptr (JsonObject) answer = fw_fixture_ask (f, "GET", path, token, NULL, 200);
  JsonArray *rows = json_object_get_array_member (answer, "rows");
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);

      g_assert_cmpstr (json_object_get_string_member (row, "clock_state"), ==, "running");
      g_string_append_printf (text, "%s:%s ", json_object_get_string_member (row, "id"),
                              json_object_get_string_member (row, "risk"));
    }
  return g_string_free (text, FALSE);
}

static void
expect (FwServerFixture *f, const char *path, const char *token, const char *rows)
{
  g_autofree char *listed = list (f, path, token);

  g_assert_cmpstr (listed, ==, rows);
}

static void
move (FwServerFixture *f, const char *id, const char *to, const char *token)
{
  g_autofree char *path = g_strconcat ("records/transcript/", id, NULL);
  g_autofree char *moves = g_strconcat (path, "/moves", NULL);
  g_autoptr (JsonObject) record = fw_fixture_ask (f, "GET", path, token, NULL, 200);
  g_autofree char *body = g_strdup_printf (
      "{\"move\":\"%s\",\"revision\":%d,\"fields\":{\"outcome\":\"Called the customer\"}}", to,
      (int) json_object_get_int_member (record, "revision"));
  g_autoptr (JsonObject) moved = fw_fixture_ask (f, "POST", moves, token, body, 200);

  g_assert_nonnull (moved);
}

static void
test_list (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) kept = NULL;
  const char *said;

  post (f, "t1", "p1", "A 您好，很高兴为您服务 ¶ C 我的电话是13800138000，我要投诉到消费者协会",
        "fresh");
  wait_until (f, "t1", "waiting");
  post (f, "t2", "p2", "A What do you want? ¶ C My kettle leaks.", "fresh");
  wait_until (f, "t2", "waiting");
  post (f, "t3", "p1", "A 您好，很高兴为您服务 ¶ C 谢谢", "fresh");
  wait_until (f, "t3", "quiet");
  post (f, "t4", "p1", "A What do you want?", "history");
  wait_until (f, "t4", "quiet");
  expect (f, "risks", f->boss, "t1:threat t2:greeting ");
  expect (f, "risks?team=b", f->boss, "t2:greeting ");
  expect (f, "risks", f->lead, "t1:threat "); /* of team a alone */
  fw_fixture_expect_error (f, "GET", "risks", f->coach, NULL, 403, "forbidden", "");
  fw_fixture_expect_error (f, "GET", "risks?risk=threat", f->boss, NULL, 400, "invalid", "risk");
  kept = fw_fixture_ask (f, "GET", "records/transcript/t1", f->lead, NULL, 200);
  said = json_object_get_string_member (kept, "said");
  g_assert_null (strstr (said, "13800138000"));
  g_assert_nonnull (strstr (said, "我的电话是"));
  g_assert_cmpstr (json_object_get_string_member (kept, "team"), ==, "a"); /* the person's */
}

static void
test_judged (FwServerFixture *f, gconstpointer data)
{
  static const char *const ids[] = { "j1", "j2", "j3" };
  g_autoptr (JsonObject) answer = NULL;
  JsonObject *judged;

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      post (f, ids[i], "p1", "A What do you want?", "fresh");
      wait_until (f, ids[i], "waiting");
      move (f, ids[i], i == 2 ? "not-a-hit" : "followed", f->lead);
    }
  expect (f, "risks", f->boss, "");
  answer = fw_fixture_ask (f, "GET", "risks", f->boss, NULL, 200);
  g_assert_cmpint (json_array_get_length (json_object_get_array_member (answer, "judged")), ==, 1);
  judged = json_array_get_object_element (json_object_get_array_member (answer, "judged"), 0);
  g_assert_cmpstr (json_object_get_string_member (judged, "risk"), ==, "greeting");
  g_assert_cmpint (json_object_get_int_member (judged, "n"), ==, 3);
  g_assert_cmpint (json_object_get_int_member (judged, "right"), ==, 2);
  /* Wilson's interval of 2 of 3, worked out by hand. */
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (judged, "low"), 0.2077, 1e-4);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (judged, "high"), 0.9385, 1e-4);
  fw_fixture_expect_error (f, "POST", "records/transcript", f->boss,
                           "{\"id\":\"x\",\"person\":\"p1\",\"contact\":\"pbx/x\",\"day\":"
                           "\"2026-01-05\",\"said\":\"Hello\",\"brought\":\"fresh\"}",
                           400, "invalid", "said");
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = { { "/risks/list", test_list },
                                        { "/risks/judged", test_judged },
                                        { NULL, NULL } };

  return fw_server_fixture_run (argc, argv, tests);
}
