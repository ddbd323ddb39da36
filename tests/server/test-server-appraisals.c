/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Appraisals over the wire: weight sets and what keeps one from being published, figures, handing
 * in, her own word, who settles, views that stay closed, and who is told of whom. */
#include "server/fw-server-fixture.h"

#define ASKED "appraisals?day=2026-08-15"

typedef struct
{
  char *hr, *lin, *mei;
} People;

static void
people_clear (People *self)
{
  g_free (self->hr);
  g_free (self->lin);
  g_free (self->mei);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (People, people_clear)

static void
post_indicator (FwServerFixture *f, const char *id, const char *measure, const char *target)
{
  g_autofree char *body = g_strdup_printf (
      "{\"id\":\"%s\",\"name\":\"%s\",\"part\":\"value\",\"measure\":\"%s\",\"how\":\"counted\","
      "\"target\":%s,\"nothing\":0,\"until\":\"period\",\"why\":\"it serves all\"}",
      id, id, measure, target);

  fw_fixture_post (f, "indicator", f->boss, body);
}

static void
post_set (FwServerFixture *f, const char *id, const char *weights, const char *remainder)
{
  g_autofree char *body = g_strdup_printf (
      "{\"id\":\"%s\",\"name\":\"%s\",\"version\":1,\"since\":\"2026-01-01\",\"indicators\":"
      "[\"made\",\"together\"],\"weights\":\"%s\",\"remainder\":%s}",
      id, id, weights, remainder);

  fw_fixture_post (f, "weight-set", f->boss, body);
}

static void
put_in_place (FwServerFixture *f, const char *person)
{
  g_autofree char *path = g_strconcat ("records/person/", person, NULL);
  g_autoptr (JsonObject) record = fw_fixture_ask (f, "GET", path, f->boss, NULL, 200), after = NULL;
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *body = NULL;

  json_object_set_string_member (record, "hired", "2020-01-01");
  json_object_set_string_member (record, "since", "2020-01-01");
  json_node_set_object (node, record);
  body = json_to_string (node, FALSE);
  after = fw_fixture_ask (f, "PUT", path, f->boss, body, 200);
}

static char *
post_agent (FwServerFixture *f, const char *id, const char *person)
{
  g_autofree char *body =
      g_strdup_printf ("{\"id\":\"%s\",\"name\":\"%s\",\"role\":\"agent\","
                       "\"person\":\"%s\",\"password\":\"" FW_FIXTURE_PASSWORD "\"}",
                       id, id, person);

  fw_fixture_post (f, "account", f->boss, body);
  return fw_fixture_open_session (f, id);
}

static void
furnish (FwServerFixture *f, People *people)
{
  put_in_place (f, "p1");
  put_in_place (f, "p2");
  post_indicator (f, "made", "works", "2");
  post_indicator (f, "together", "behaviour", "5");
  fw_fixture_post (f, "work", f->coach,
                   "{\"id\":\"w1\",\"title\":\"Work\",\"person\":\"p1\",\"what\":\"case\","
                   "\"day\":\"2026-07-31\"}");
  fw_fixture_post (f, "work", f->coach,
                   "{\"id\":\"w2\",\"title\":\"Work\",\"person\":\"p1\",\"what\":\"case\","
                   "\"day\":\"2026-06-30\"}");
  fw_fixture_post (f, "account", f->boss,
                   "{\"id\":\"hr\",\"name\":\"H R\",\"role\":\"hr\",\"password\":"
                   "\"" FW_FIXTURE_PASSWORD "\"}");
  people->hr = fw_fixture_open_session (f, "hr");
  people->lin = post_agent (f, "lin", "p1");
  people->mei = post_agent (f, "mei", "p2");
}

static void
publish (FwServerFixture *f, const char *id)
{
  g_autofree char *path = g_strdup_printf ("records/weight-set/%s/moves", id);
  g_autoptr (JsonObject) answer =
      fw_fixture_ask (f, "POST", path, f->boss,
                      "{\"move\":\"published\",\"revision\":1,\"reason\":\"agreed\"}", 200);
}

/* Returns: (nullable): the row of a person. */
static JsonObject *
find_row (JsonObject *answer, const char *person)
{
  JsonArray *rows = json_object_get_array_member (answer, "rows");

  for (guint i = 0; i < json_array_get_length (rows); i++)
    if (g_str_equal (json_object_get_string_member (json_array_get_object_element (rows, i), "id"),
                     person))
      return json_array_get_object_element (rows, i);
  return NULL;
}

static JsonObject *
get_part (JsonObject *row, guint i)
{
  return json_array_get_object_element (json_object_get_array_member (row, "parts"), i);
}

static void
test_sets (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };
  g_autoptr (JsonObject) before = NULL, after = NULL;

  furnish (f, &people);
  post_set (f, "short", "60 25", "null");
  fw_fixture_expect_error (f, "POST", "records/weight-set/short/moves", f->boss,
                           "{\"move\":\"published\",\"revision\":1,\"reason\":\"agreed\"}", 400,
                           "invalid", "condition");
  before = fw_fixture_ask (f, "GET", ASKED, f->boss, NULL, 200);
  g_assert_true (json_object_get_null_member (find_row (before, "p1"), "set"));
  post_set (f, "named", "60 25", "\"the board decides\"");
  publish (f, "named");
  fw_fixture_expect_error (f, "PUT", "records/weight-set/named", f->boss,
                           "{\"revision\":2,\"name\":\"named\",\"version\":1,\"since\":"
                           "\"2026-01-01\",\"indicators\":[\"made\",\"together\"],\"weights\":"
                           "\"80 20\"}",
                           400, "invalid", "");
  after = fw_fixture_ask (f, "GET", ASKED, f->boss, NULL, 200);
  g_assert_cmpfloat (json_object_get_double_member (find_row (after, "p1"), "rest_weight"), ==, 15);
  fw_fixture_expect_error (f, "POST", "records/indicator", f->boss,
                           "{\"id\":\"vague\",\"name\":\"Be good\",\"part\":\"quality\","
                           "\"measure\":\"csat\",\"target\":95,\"nothing\":75}",
                           400, "invalid", "how");
}

/* One of two works is 50 points of 60 percent; of the other 40 nothing is known. */
static void
test_figures (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };
  g_autoptr (JsonObject) answer = NULL;
  JsonObject *row;

  furnish (f, &people);
  post_set (f, "whole", "60 40", "null");
  publish (f, "whole");
  answer = fw_fixture_ask (f, "GET", ASKED, people.hr, NULL, 200);
  g_assert_cmpstr (json_object_get_string_member (answer, "period"), ==, "2026 Q3");
  row = find_row (answer, "p1");
  g_assert_cmpfloat (json_object_get_double_member (get_part (row, 0), "points"), ==, 50);
  g_assert_cmpint (json_object_get_int_member (get_part (row, 0), "n"), ==, 1);
  g_assert_true (json_object_get_null_member (get_part (row, 1), "points"));
  g_assert_true (json_object_get_null_member (row, "total"));
  g_assert_cmpfloat (json_object_get_double_member (row, "floor"), ==, 30);
  g_assert_cmpfloat (json_object_get_double_member (row, "ceil"), ==, 70);
  g_assert_cmpfloat (json_object_get_double_member (row, "unknown"), ==, 40);
  /* p2 has made nothing: 0 to 40 overlaps 30 to 70, so nobody is before anybody. */
  g_assert_cmpint (json_object_get_int_member (row, "groups"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (row, "lower"), ==, 0);
}

static void
post_view (FwServerFixture *f, const char *id, const char *rater, const char *role)
{
  g_autofree char *body = g_strdup_printf (
      "{\"id\":\"%s\",\"person\":\"p1\",\"from\":\"2026-07-01\",\"role\":\"%s\",\"knowledge\":4,"
      "\"skill\":4,\"behaviour\":5,\"rater\":\"%s\"}",
      id, role, rater);

  fw_fixture_post (f, "view", f->boss, body);
}

static JsonObject *
get_side (JsonObject *answer, const char *side)
{
  JsonArray *views = json_object_get_array_member (find_row (answer, "p1"), "views");

  for (guint i = 0; i < json_array_get_length (views); i++)
    if (g_str_equal (
            json_object_get_string_member (json_array_get_object_element (views, i), "side"), side))
      return json_array_get_object_element (views, i);
  return NULL;
}

static void
test_views (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };
  g_autoptr (JsonObject) two = NULL, again = NULL, three = NULL, list = NULL, own = NULL;

  furnish (f, &people);
  post_set (f, "whole", "60 40", "null");
  publish (f, "whole");
  post_view (f, "v1", "a", "peer");
  post_view (f, "v2", "b", "peer");
  two = fw_fixture_ask (f, "GET", ASKED, people.hr, NULL, 200);
  g_assert_false (json_object_get_boolean_member (get_side (two, "peer"), "open"));
  g_assert_true (json_object_get_null_member (get_side (two, "peer"), "behaviour"));
  g_assert_true (json_object_get_null_member (get_side (two, "peer"), "n"));
  /* Who answers twice is one. */
  post_view (f, "v3", "b", "peer");
  again = fw_fixture_ask (f, "GET", ASKED, people.hr, NULL, 200);
  g_assert_false (json_object_get_boolean_member (get_side (again, "peer"), "open"));
  post_view (f, "v4", "c", "peer");
  three = fw_fixture_ask (f, "GET", ASKED, people.hr, NULL, 200);
  g_assert_true (json_object_get_boolean_member (get_side (three, "peer"), "open"));
  g_assert_cmpfloat (json_object_get_double_member (get_side (three, "peer"), "behaviour"), ==, 5);
  g_assert_cmpfloat (json_object_get_double_member (get_side (three, "peer"), "n"), ==, 3);

  /* Nobody reads a single one but who gave it. */
  list = fw_fixture_ask (f, "GET", "records/view", people.hr, NULL, 200);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (list, "records")), ==, 0);
  fw_fixture_post (f, "view", f->lead,
                   "{\"id\":\"v5\",\"person\":\"p1\",\"from\":\"2026-07-01\",\"role\":\"superior\","
                   "\"knowledge\":4,\"skill\":4,\"behaviour\":5}");
  own = fw_fixture_ask (f, "GET", "records/view", f->lead, NULL, 200);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (own, "records")), ==, 1);
  fw_fixture_expect_error (f, "GET", "records/view/v5", people.hr, NULL, 404, "not-found", "");
  fw_fixture_expect_error (f, "GET", "records/view", people.lin, NULL, 403, "forbidden", "");
}

static void
draft (FwServerFixture *f, const char *token)
{
  fw_fixture_post (f, "appraisal", token,
                   "{\"id\":\"a1\",\"person\":\"p1\",\"period\":\"2026 Q3\",\"from\":"
                   "\"2026-07-01\",\"to\":\"2026-09-30\",\"set\":\"whole\",\"behaviour\":"
                   "\"calm\"}");
}

static const char *
get_state (FwServerFixture *f, const char *token, JsonObject **kept)
{
  g_clear_pointer (kept, json_object_unref);
  *kept = fw_fixture_ask (f, "GET", ASKED, token, NULL, 200);
  return json_object_get_string_member (find_row (*kept, "p1"), "state");
}

static void
test_steps (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };
  g_autoptr (JsonObject) seen = NULL, in = NULL, word = NULL, end = NULL;
  g_autofree char *object = NULL, *settle = NULL;
  gint64 revision;

  furnish (f, &people);
  post_set (f, "whole", "60 40", "null");
  publish (f, "whole");
  draft (f, people.hr);
  /* A draft is not hers to know of. */
  g_assert_cmpstr (get_state (f, people.hr, &seen), ==, "drafted");
  g_assert_cmpstr (get_state (f, people.lin, &seen), ==, "none");
  g_assert_true (json_object_get_null_member (find_row (seen, "p1"), "behaviour"));
  fw_fixture_expect_error (f, "POST", "own/appraisals/a1", people.lin,
                           "{\"move\":\"acknowledged\",\"revision\":1}", 404, "not-found", "");
  /* Figures are the server's: the plain move is nobody's. */
  fw_fixture_expect_error (f, "POST", "records/appraisal/a1/moves", people.hr,
                           "{\"move\":\"handed-in\",\"revision\":1,\"reason\":\"x\",\"fields\":"
                           "{\"figures\":\"made 60 2 2 2 2 100 100 100\"}}",
                           403, "forbidden", "");
  /* It is signed, so it needs a reason. */
  fw_fixture_expect_error (f, "POST", "appraisals/a1", people.hr,
                           "{\"move\":\"handed-in\",\"revision\":1}", 400, "invalid", "");
  in = fw_fixture_ask (f, "POST", "appraisals/a1", people.hr,
                       "{\"move\":\"handed-in\",\"revision\":1,\"text\":\"talked it through\"}",
                       200);
  g_assert_cmpfloat (json_object_get_double_member (in, "low"), ==, 30);
  g_assert_cmpfloat (json_object_get_double_member (in, "high"), ==, 70);
  g_assert_true (json_object_get_null_member (in, "total"));

  /* What is made later changes nothing of what was handed in. */
  fw_fixture_post (f, "work", f->coach,
                   "{\"id\":\"w3\",\"title\":\"Work\",\"person\":\"p1\",\"what\":\"case\","
                   "\"day\":\"2026-08-31\"}");
  g_assert_cmpstr (get_state (f, people.lin, &seen), ==, "handed-in");
  g_assert_cmpfloat (json_object_get_double_member (get_part (find_row (seen, "p1"), 0), "points"),
                     ==, 50);
  g_assert_true (json_object_get_boolean_member (find_row (seen, "p1"), "frozen"));
  g_assert_null (find_row (seen, "p2"));

  revision = json_object_get_int_member (in, "revision");
  object = g_strdup_printf ("{\"move\":\"objected\",\"revision\":%d,\"text\":\"one is missing\"}",
                            (int) revision);
  /* Another's is none of hers, and an objection says what. */
  fw_fixture_expect_error (f, "POST", "own/appraisals/a1", people.mei,
                           "{\"move\":\"objected\",\"revision\":2,\"text\":\"no\"}", 404,
                           "not-found", "");
  fw_fixture_expect_error (f, "POST", "own/appraisals/a1", people.lin,
                           "{\"move\":\"objected\",\"revision\":2}", 400, "invalid", "text: ");
  word = fw_fixture_ask (f, "POST", "own/appraisals/a1", people.lin, object, 200);
  g_assert_cmpstr (json_object_get_string_member (word, "state"), ==, "objected");
  g_assert_false (json_object_has_member (word, "appraiser"));

  /* Who wrote it does not settle it. */
  settle = g_strdup_printf ("{\"move\":\"settled\",\"revision\":%d,\"reason\":\"looked at\","
                            "\"fields\":{\"decision\":\"It counts in the next period\"}}",
                            (int) json_object_get_int_member (word, "revision"));
  fw_fixture_expect_error (f, "POST", "records/appraisal/a1/moves", people.hr, settle, 403,
                           "forbidden", "");
  end = fw_fixture_ask (f, "POST", "records/appraisal/a1/moves", f->boss, settle, 200);
  g_assert_cmpstr (json_object_get_string_member (end, "state"), ==, "settled");
  g_assert_cmpstr (get_state (f, people.lin, &seen), ==, "settled");
  g_assert_cmpstr (json_object_get_string_member (find_row (seen, "p1"), "decision"), ==,
                   "It counts in the next period");
}

/* HR sees all, a supervisor her team, an agent herself, a trainer nobody. */
static void
test_rights (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };
  g_autoptr (JsonObject) all = NULL, mine = NULL, own = NULL;

  furnish (f, &people);
  post_set (f, "whole", "60 40", "null");
  publish (f, "whole");
  all = fw_fixture_ask (f, "GET", ASKED, people.hr, NULL, 200);
  g_assert_nonnull (find_row (all, "p1"));
  g_assert_nonnull (find_row (all, "p2"));
  mine = fw_fixture_ask (f, "GET", ASKED, f->lead, NULL, 200);
  g_assert_nonnull (find_row (mine, "p1"));
  g_assert_null (find_row (mine, "p2"));
  own = fw_fixture_ask (f, "GET", ASKED "&person=p1", people.mei, NULL, 200);
  g_assert_null (find_row (own, "p1"));
  g_assert_nonnull (find_row (own, "p2"));
  fw_fixture_expect_error (f, "GET", ASKED, f->coach, NULL, 403, "forbidden", "");
  draft (f, f->boss);
  fw_fixture_expect_error (f, "GET", "records/appraisal", people.lin, NULL, 403, "forbidden", "");
  fw_fixture_expect_error (f, "POST", "appraisals/a1", people.lin,
                           "{\"move\":\"handed-in\",\"revision\":1,\"text\":\"x\"}", 403,
                           "forbidden", "");
  fw_fixture_expect_error (f, "POST", "appraisals/a2", people.hr,
                           "{\"move\":\"handed-in\",\"revision\":1,\"text\":\"x\"}", 404,
                           "not-found", "");
  fw_fixture_expect_error (f, "GET", "appraisals?nonsense=1", f->boss, NULL, 400, "invalid",
                           "nonsense");
}

static void
test_talks (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };
  g_autoptr (JsonObject) mine = NULL;

  furnish (f, &people);
  fw_fixture_expect_error (f, "POST", "records/one-to-one", f->lead,
                           "{\"id\":\"t1\",\"person\":\"p1\",\"what\":\"coaching\",\"day\":"
                           "\"2026-07-02\",\"said\":\"calls\",\"by\":\"2026-07-20\"}",
                           400, "invalid", "next");
  fw_fixture_expect_error (f, "POST", "records/one-to-one", f->lead,
                           "{\"id\":\"t1\",\"person\":\"p1\",\"what\":\"coaching\",\"day\":"
                           "\"2026-07-02\",\"said\":\"calls\",\"next\":\"listens\",\"by\":"
                           "\"2026-07-01\"}",
                           400, "invalid", "by: ");
  fw_fixture_post (f, "one-to-one", f->lead,
                   "{\"id\":\"t1\",\"person\":\"p1\",\"what\":\"coaching\",\"day\":\"2026-07-02\","
                   "\"said\":\"calls\",\"next\":\"listens\",\"by\":\"2026-07-20\"}");
  mine = fw_fixture_ask (f, "GET", "records/one-to-one", people.lin, NULL, 200);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (mine, "records")), ==, 1);
  fw_fixture_expect_error (f, "GET", "records/one-to-one/t1", people.mei, NULL, 404, "not-found",
                           "");
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = {
    { "/server-appraisals/sets", test_sets },
    { "/server-appraisals/figures", test_figures },
    { "/server-appraisals/views", test_views },
    { "/server-appraisals/steps", test_steps },
    { "/server-appraisals/rights", test_rights },
    { "/server-appraisals/talks", test_talks },
    { NULL },
  };

  return fw_server_fixture_run (argc, argv, tests);
}
