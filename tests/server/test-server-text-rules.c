/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A centre's own rules of text over the wire: tried on history, in the shadow without calling
 * anybody, put in force by somebody who signs, and taken out of force below what they promised. */
#include <string.h>

#include "server/fw-server-fixture.h"

#define GREETING "A Good morning, this is Wei speaking, how may I help you?"

/* History of the last days, so that nobody is called to it. */
static void
put_said (FwServerFixture *f, const char *id, const char *person, const char *said, gboolean fresh)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *day = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *body =
      g_strdup_printf ("{\"id\":\"%s\",\"person\":\"%s\",\"contact\":\"pbx/%s\",\"day\":\"%s\","
                       "\"said\":\"%s\",\"brought\":\"%s\"}",
                       id, person, id, day, said, fresh ? "fresh" : "history");

  fw_fixture_post (f, "transcript", f->boss, body);
}

static void
put_many (FwServerFixture *f, const char *prefix, guint n, const char *words, gboolean fresh)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("%s%u", prefix, i);
      g_autofree char *said = g_strdup_printf (GREETING " ¶ A %s", words);

      put_said (f, id, "p1", said, fresh);
    }
}

static JsonObject *
get (FwServerFixture *f, const char *kind, const char *id)
{
  g_autofree char *path = g_strdup_printf ("records/%s/%s", kind, id);

  return fw_fixture_ask (f, "GET", path, f->boss, NULL, 200);
}

static void
wait_until (FwServerFixture *f, const char *kind, const char *id, const char *state)
{
  g_autoptr (JsonObject) record = NULL;

  do
    {
      g_clear_pointer (&record, json_object_unref);
      record = get (f, kind, id);
    }
  while (!g_str_equal (json_object_get_string_member (record, "state"), state));
}

static char *
write_move (FwServerFixture *f, const char *kind, const char *id, const char *to, const char *more)
{
  g_autoptr (JsonObject) record = get (f, kind, id);

  return g_strdup_printf ("{\"move\":\"%s\",\"revision\":%d%s}", to,
                          (int) json_object_get_int_member (record, "revision"), more);
}

static void
move (FwServerFixture *f, const char *kind, const char *id, const char *to, const char *more)
{
  g_autofree char *path = g_strdup_printf ("records/%s/%s/moves", kind, id);
  g_autofree char *body = write_move (f, kind, id, to, more);
  g_autoptr (JsonObject) moved = fw_fixture_ask (f, "POST", path, f->boss, body, 200);

  g_assert_nonnull (moved);
}

static void
put_rule (FwServerFixture *f, const char *id, const char *terms)
{
  g_autofree char *body = g_strdup_printf (
      "{\"id\":\"%s\",\"name\":\"Waiting\",\"language\":\"en\",\"marks\":\"forbidden\","
      "\"terms\":\"%s\",\"speaker\":\"agent\",\"turn\":\"any\",\"place\":\"anywhere\","
      "\"promised\":80}",
      id, terms);

  fw_fixture_post (f, "text-rule", f->boss, body);
}

/* Returns: (transfer full): the only rule of the answer, and what it brings of it. */
static JsonObject *
ask_rule (FwServerFixture *f, const char *id, const char *token, JsonArray **chosen)
{
  g_autofree char *path = g_strconcat ("text-rules?rule=", id, NULL);
  g_autoptr (JsonObject) answer = fw_fixture_ask (f, "GET", path, token, NULL, 200);
  JsonArray *rows = json_object_get_array_member (answer, "rows");

  g_assert_cmpuint (json_array_get_length (rows), ==, 1);
  if (chosen != NULL)
    *chosen = json_array_ref (json_object_get_array_member (answer, "chosen"));
  return json_object_ref (json_array_get_object_element (rows, 0));
}

static guint
count_part (JsonArray *chosen, const char *part)
{
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (chosen); i++)
    n += g_str_equal (
        json_object_get_string_member (json_array_get_object_element (chosen, i), "part"), part);
  return n;
}

static void
expect_counts (JsonObject *rule, const char *expected)
{
  static const char *const names[] = {
    "transcripts", "hits", "judged", "right", "sampled", "missed"
  };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_string_append_printf (text, "%d ", (int) json_object_get_int_member (rule, names[i]));
  g_assert_cmpstr (text->str, ==, expected);
}

static void
put_verdict (FwServerFixture *f, const char *id, const char *transcript, const char *verdict)
{
  g_autofree char *body = g_strdup_printf (
      "{\"id\":\"%s\",\"rule\":\"wait\",\"transcript\":\"%s\",\"version\":1,\"verdict\":\"%s\"}",
      id, transcript, verdict);

  fw_fixture_post (f, "text-verdict", f->boss, body);
}

static void
test_trial (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonArray) chosen = NULL, again = NULL;
  g_autoptr (JsonObject) rule = NULL, narrow = NULL, changed = NULL, mended = NULL;
  g_autofree char *body = NULL;

  put_many (f, "h", 4, "One moment please", FALSE);
  put_many (f, "q", 26, "It is on its way", FALSE);
  put_said (f, "z", "p1", "A 您好，很高兴为您服务", FALSE); /* of another language */
  put_said (f, "b", "p2", GREETING " ¶ A One moment", FALSE);
  put_rule (f, "wait", "one moment");
  rule = ask_rule (f, "wait", f->boss, &chosen);
  expect_counts (rule, "31 5 0 0 0 0 ");
  g_assert_cmpuint (count_part (chosen, "hit"), ==, 5);
  g_assert_cmpuint (count_part (chosen, "drawn"), ==, 20);
  narrow = ask_rule (f, "wait", f->lead, NULL);
  expect_counts (narrow, "30 4 0 0 0 0 "); /* of team a alone */
  fw_fixture_expect_error (f, "GET", "text-rules", f->coach, NULL, 403, "forbidden", "");
  fw_fixture_expect_error (f, "GET", "text-rules?rule=none", f->boss, NULL, 400, "invalid", "rule");

  /* What was no hit is a test of every later version. */
  put_verdict (f, "v1", "h0", "wrong");
  put_verdict (f, "v2", "q0", "missed");
  put_verdict (f, "v3", "q1", "clear");
  mended = get (f, "text-rule", "wait");
  body = g_strdup_printf ("{\"id\":\"wait\",\"name\":\"Waiting\",\"language\":\"en\",\"marks\":"
                          "\"forbidden\",\"terms\":\"one moment|a moment\",\"speaker\":\"agent\","
                          "\"turn\":\"any\",\"place\":\"anywhere\",\"promised\":80,\"state\":"
                          "\"draft\",\"standing\":\"open\",\"revision\":%d}",
                          (int) json_object_get_int_member (mended, "revision"));
  g_clear_pointer (&mended, json_object_unref);
  mended = fw_fixture_ask (f, "PUT", "records/text-rule/wait", f->boss, body, 200);
  g_assert_cmpint (json_object_get_int_member (mended, "version"), ==, 2);
  changed = ask_rule (f, "wait", f->boss, &again);
  expect_counts (changed, "31 5 0 0 0 0 "); /* verdicts are of the version before */
  g_assert_cmpuint (count_part (again, "again"), ==, 1);
  g_assert_cmpuint (count_part (again, "hit"), ==, 4);
}

static void
test_refused (FwServerFixture *f, gconstpointer data)
{
  g_autofree char *body = NULL;

  put_many (f, "q", 30, "It is on its way", FALSE);
  fw_fixture_expect_error (
      f, "POST", "records/text-rule", f->boss,
      "{\"id\":\"all\",\"name\":\"All\",\"language\":\"en\",\"marks\":\"abuse\","
      "\"terms\":\"a|…\",\"speaker\":\"any\",\"turn\":\"any\",\"place\":"
      "\"anywhere\",\"promised\":80}",
      400, "invalid", "terms");
  put_rule (f, "most", "on its way");
  body = write_move (f, "text-rule", "most", "shadow", "");
  fw_fixture_expect_error (f, "POST", "records/text-rule/most/moves", f->boss, body, 400, "invalid",
                           "terms");
  wait_until (f, "text-rule", "most", "draft");
}

static void
test_demoted (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) shadow = NULL, live = NULL, rule = NULL, demoted = NULL;

  put_rule (f, "wait", "one moment");
  move (f, "text-rule", "wait", "shadow", "");
  put_many (f, "s", 1, "One moment please", TRUE);
  wait_until (f, "transcript", "s0", "quiet"); /* nobody is called */
  shadow = get (f, "transcript", "s0");
  g_assert_cmpint (json_object_get_int_member (shadow, "rule_hits"), ==, 1);
  move (f, "text-rule", "wait", "live", ",\"reason\":\"Tried for a week\"");
  put_many (f, "l", 12, "One moment please", TRUE);
  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *id = g_strdup_printf ("l%u", i);

      wait_until (f, "transcript", id, "waiting");
      move (f, "transcript", id, i < 3 ? "followed" : "not-a-hit",
            ",\"fields\":{\"outcome\":\"Heard it\"}");
    }
  live = get (f, "transcript", "l0");
  g_assert_cmpstr (json_object_get_string_member (live, "risk"), ==, "forbidden");
  /* 3 of 12, or as many as were known when it was surely below 80 %. */
  wait_until (f, "text-rule", "wait", "demoted");
  demoted = get (f, "text-rule", "wait");
  g_assert_cmpstr (json_object_get_string_member (demoted, "standing"), ==, "below");
  g_assert_nonnull (strstr (json_object_get_string_member (demoted, "figures"), "3/1"));
  do
    {
      g_clear_pointer (&rule, json_object_unref);
      rule = ask_rule (f, "wait", f->boss, NULL);
    }
  while (json_object_get_int_member (rule, "judged") < 12);
  expect_counts (rule, "13 13 12 3 0 0 ");
  put_many (f, "a", 1, "One moment please", TRUE); /* it calls nobody any more */
  wait_until (f, "transcript", "a0", "quiet");
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = { { "/text-rules/trial", test_trial },
                                        { "/text-rules/refused", test_refused },
                                        { "/text-rules/demoted", test_demoted },
                                        { NULL, NULL } };

  return fw_server_fixture_run (argc, argv, tests);
}
