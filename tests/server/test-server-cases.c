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

/* ---- figures ---- */

static void
move (FwServerFixture *f, const char *record, const char *to, const char *more)
{
  g_autofree char *of = g_strconcat ("records/", record, NULL);
  g_autofree char *path = g_strconcat (of, "/moves", NULL);
  g_autoptr (JsonObject) now = fw_fixture_ask (f, "GET", of, f->boss, NULL, 200);
  g_autofree char *body =
      g_strdup_printf ("{\"move\":\"%s\",\"revision\":%d%s}", to,
                       (int) json_object_get_int_member (now, "revision"), more);
  g_autoptr (JsonObject) answer = fw_fixture_ask (f, "POST", path, f->boss, body, 200);

  g_assert_cmpstr (json_object_get_string_member (answer, "state"), !=, "new");
}

static void
post_of (FwServerFixture *f,
         const char *id,
         const char *class,
         const char *cause,
         const char *customer,
         const char *team)
{
  g_autofree char *body = g_strdup_printf (
      "{\"id\":\"%s\",\"title\":\"Of %s\",\"class\":\"%s\",\"cause\":\"%s\",\"impact\":"
      "\"medium\",\"urgency\":\"medium\",\"source\":\"survey\",\"customer\":\"%s\","
      "\"refund\":0,\"site\":\"sh\",\"team\":\"%s\"}",
      id, id, class, cause, customer, team);

  fw_fixture_post (f, "case", f->boss, body);
}

static JsonObject *
get_figure (JsonObject *of, const char *name)
{
  return json_object_get_object_member (json_object_get_object_member (of, "figures"), name);
}

static void
expect_figure (JsonObject *of, const char *name, gint64 n, double value)
{
  JsonObject *figure = get_figure (of, name);

  g_assert_cmpint (json_object_get_int_member (figure, "n"), ==, n);
  if (n > 0)
    g_assert_cmpfloat_with_epsilon (json_object_get_double_member (figure, "value"), value, 1e-9);
  else
    g_assert_true (json_object_get_null_member (figure, "value"));
}

static JsonObject *
find_row (JsonObject *answer, const char *id)
{
  JsonArray *rows = json_object_get_array_member (answer, "rows");

  for (guint i = 0; i < json_array_get_length (rows); i++)
    if (g_str_equal (json_object_get_string_member (json_array_get_object_element (rows, i), "id"),
                     id))
      return json_array_get_object_element (rows, i);
  g_assert_not_reached ();
}

/* Six complaints and an inquiry: one customer comes with the same again, one has a matter that went
 * through two departments. */
static void
post_house (FwServerFixture *f)
{
  fw_fixture_post (f, "department", f->boss, "{\"id\":\"parts\",\"name\":\"Parts\"}");
  fw_fixture_post (f, "department", f->boss, "{\"id\":\"legal\",\"name\":\"Legal\"}");
  post_of (f, "k1", "complaint", "product", "c-1", "a");
  post_of (f, "k2", "complaint", "product", "c-1", "a");
  post_of (f, "k3", "complaint", "logistics", "c-1", "b");
  post_of (f, "k4", "complaint", "product", "c-2", "b");
  post_of (f, "k5", "complaint", "attitude", "", "b");
  post_of (f, "k6", "complaint", "attitude", "", "b");
  post_of (f, "k7", "inquiry", "other", "c-2", "b");
  move (f, "case/k1", "acknowledged", "");
  move (f, "case/k1", "department", ",\"fields\":{\"department\":\"parts\"}");
  move (f, "case/k1", "acknowledged", "");
  move (f, "case/k1", "department", ",\"fields\":{\"department\":\"legal\"}");
  move (f, "case/k1", "solved", ",\"fields\":{\"solution\":\"Replaced\"}");
  move (f, "case/k1", "verified", ",\"fields\":{\"satisfaction\":90}");
  move (f, "case/k7", "escalated", ",\"reason\":\"Asks for the manager\"");
  fw_fixture_post (f, "promise", f->boss,
                   "{\"id\":\"p1\",\"case\":\"k1\",\"what\":\"A new one\",\"class\":\"goods\","
                   "\"until\":\"2040-01-01\"}");
  fw_fixture_post (f, "promise", f->boss,
                   "{\"id\":\"p2\",\"case\":\"k2\",\"what\":\"A call\",\"class\":\"word\","
                   "\"until\":\"2040-01-01\"}");
  move (f, "promise/p1", "kept", "");
}

static gboolean
is_closed (gpointer data)
{
  FwServerFixture *f = data;
  g_autoptr (JsonObject) record = fw_fixture_ask (f, "GET", "records/case/k1", f->boss, NULL, 200);

  return g_str_equal (json_object_get_string_member (record, "state"), "closed");
}

static void
test_figures (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) empty = fw_fixture_ask (f, "GET", "cases/figures", f->boss, NULL, 200);
  g_autoptr (JsonObject) all = NULL, hers = NULL;
  JsonArray *weeks;
  gint64 cases = 0;

  g_assert_cmpint (json_object_get_int_member (empty, "cases"), ==, 0);
  expect_figure (empty, "close", 0, 0);
  post_house (f);
  while (!is_closed (f)) /* the keeper does it at once */
    g_usleep (1000);

  all = fw_fixture_ask (f, "GET", "cases/figures?by=cause", f->boss, NULL, 200);
  g_assert_cmpint (json_object_get_int_member (all, "cases"), ==, 7);
  g_assert_cmpint (json_object_get_int_member (all, "complaints"), ==, 6);
  expect_figure (all, "kept", 1, 1);
  expect_figure (all, "repeated", 6, 1.0 / 6); /* k2 after k1; k3 is another matter */
  expect_figure (all, "departments", 7, 9.0 / 7);
  expect_figure (all, "promises", 1, 1);
  g_assert_cmpint (json_object_get_int_member (get_figure (all, "response"), "n"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (get_figure (all, "close"), "n"), ==, 1);
  g_assert_cmpfloat (json_object_get_double_member (all, "threshold"), ==, 0.15);
  expect_figure (find_row (all, "product"), "repeated", 3, 1.0 / 3);
  g_assert_cmpfloat (json_object_get_double_member (find_row (all, "product"), "share"), ==, 0.5);
  g_assert_cmpstr (json_object_get_string_member (find_row (all, "product"), "share_verdict"), ==,
                   "reached");
  g_assert_cmpstr (json_object_get_string_member (find_row (all, "logistics"), "share_verdict"), ==,
                   "reached-may-be-chance");
  g_assert_cmpstr (json_object_get_string_member (find_row (all, "other"), "share_verdict"), ==,
                   "below");
  weeks = json_object_get_array_member (all, "weeks");
  g_assert_cmpuint (json_array_get_length (weeks), ==, 13);
  for (guint i = 0; i < 13; i++)
    cases += json_object_get_int_member (json_array_get_object_element (weeks, i), "cases");
  g_assert_cmpint (cases, ==, 7);

  /* Of team a alone, and what she sees of it is told of no others. */
  hers = fw_fixture_ask (f, "GET", "cases/figures?by=team", f->lead, NULL, 200);
  g_assert_cmpint (json_object_get_int_member (hers, "cases"), ==, 2);
  expect_figure (hers, "repeated", 2, 0.5);
  fw_fixture_expect_error (f, "GET", "cases/figures", f->coach, NULL, 403, "forbidden", "");
  fw_fixture_expect_error (f, "GET", "cases/figures?by=owner", f->boss, NULL, 400, "invalid", "by");
  fw_fixture_expect_error (f, "GET", "cases/figures?figure=speed", f->boss, NULL, 400, "invalid",
                           "figure");
}

/* As many cases as the figure is of, and those. */
static void
test_behind (FwServerFixture *f, gconstpointer data)
{
  post_house (f);
  expect (f, "cases/figures?figure=repeated&by=cause&value=product", f->boss, "k2 k4 k1 ");
  expect (f, "cases/figures?figure=departments&by=class&value=inquiry", f->boss, "k7 ");
  expect (f, "cases/figures?figure=departments&limit=1", f->boss, "k1 ");
  expect (f, "cases/figures?figure=promises", f->boss, "k1 ");
  expect (f, "cases/figures?figure=repeated&by=department&value=legal", f->boss, "k1 ");
  expect (f, "cases/figures?figure=repeated&team=a", f->lead, "k2 k1 ");
}

static JsonObject *
find_clock_row (JsonObject *answer, const char *clock)
{
  JsonArray *rows = json_object_get_array_member (answer, "rows");

  for (guint i = 0; i < json_array_get_length (rows); i++)
    if (g_str_equal (json_object_get_string_member (json_array_get_object_element (rows, i), "id"),
                     clock))
      return json_array_get_object_element (rows, i);
  g_error ("there is no clock “%s”", clock);
}

static void
expect_outcomes (JsonObject *answer, const char *clock, const char *side, gint64 open, gint64 kept)
{
  JsonObject *counts = json_object_get_object_member (find_clock_row (answer, clock), side);

  g_assert_cmpint (json_object_get_int_member (counts, "open"), ==, open);
  g_assert_cmpint (json_object_get_int_member (counts, "kept"), ==, kept);
  g_assert_cmpint (json_object_get_int_member (counts, "broken"), ==, 0);
  g_assert_cmpint (json_object_get_int_member (counts, "n"), ==, kept);
}

/* What a draft limit comes to is told of what the reader sees, and nothing is written. */
static void
test_replay (FwServerFixture *f, gconstpointer data)
{
  static const char path[] = "cases/replay?policy=case-acknowledge-1-seconds&value=120";
  g_autoptr (JsonObject) answer = NULL, hers = NULL, plain = NULL, policies = NULL;

  post_three (f);
  move (f, "case/c1", "acknowledged", "");
  answer = fw_fixture_ask (f, "GET", path, f->boss, NULL, 200);
  g_assert_cmpint (json_object_get_int_member (answer, "cases"), ==, 3);
  expect_outcomes (answer, "acknowledge", "in_force", 2, 1);
  expect_outcomes (answer, "acknowledge", "draft", 2, 1);
  expect_outcomes (answer, "plan", "draft", 3, 0);
  g_assert_true (json_object_get_boolean_member (find_clock_row (answer, "acknowledge"), "tried"));
  g_assert_false (json_object_get_boolean_member (find_clock_row (answer, "plan"), "tried"));

  hers = fw_fixture_ask (f, "GET", path, f->lead, NULL, 200); /* of team a alone */
  g_assert_cmpint (json_object_get_int_member (hers, "cases"), ==, 2);
  expect_outcomes (hers, "acknowledge", "draft", 2, 0);
  plain = fw_fixture_ask (f, "GET", "cases/replay?team=b", f->boss, NULL, 200);
  g_assert_cmpint (json_object_get_int_member (plain, "cases"), ==, 1);
  expect_outcomes (plain, "acknowledge", "draft", 0, 1);
  expect (f, "cases/replay?policy=case-acknowledge-1-seconds&value=120&clock=acknowledge", f->boss,
          "");
  policies = fw_fixture_ask (f, "GET", "records/policy", f->boss, NULL, 200);
  g_assert_cmpint (json_array_get_length (json_object_get_array_member (policies, "records")), ==,
                   0);
}

static void
test_replay_refused (FwServerFixture *f, gconstpointer data)
{
  static const struct
  {
    const char *path, *part;
  } bad[] = {
    { "cases/replay?policy=csat&value=1", "policy" },
    { "cases/replay?policy=case-return-days&value=3", "policy" },
    { "cases/replay?policy=case-plan-seconds", "value" },
    { "cases/replay?policy=case-plan-seconds&value=", "value" },
    { "cases/replay?policy=case-plan-seconds&value=nan", "value" },
    { "cases/replay?policy=case-plan-seconds&value=59", "value" },
    { "cases/replay?policy=case-plan-seconds&value=2592001", "value" },
    { "cases/replay?policy=case-plan-seconds&value=2h", "value" },
    { "cases/replay?policy=case-plan-seconds&value=7200&for_site=nowhere", "for_site" },
    { "cases/replay?clock=tea", "clock" },
    { "cases/replay?days=x", "days" },
    { "cases/replay?limit=1001", "limit" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    fw_fixture_expect_error (f, "GET", bad[i].path, f->boss, NULL, 400, "invalid", bad[i].part);
  fw_fixture_expect_error (f, "GET", "cases/replay", f->coach, NULL, 403, "forbidden", "");
}

/* What nobody said was kept is broken as the day is over; who made a promise says so, and no note
 * is without its next step. */
static void
test_promises (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) broken = NULL;

  post_of (f, "k1", "complaint", "product", "", "a");
  fw_fixture_post (f, "promise", f->boss,
                   "{\"id\":\"p1\",\"case\":\"k1\",\"what\":\"A call\",\"class\":\"word\","
                   "\"until\":\"2020-01-01\"}");
  do
    {
      g_clear_pointer (&broken, json_object_unref);
      broken = fw_fixture_ask (f, "GET", "records/promise/p1", f->lead, NULL, 200);
    }
  while (!g_str_equal (json_object_get_string_member (broken, "state"), "broken"));
  g_assert_cmpstr (json_object_get_string_member (broken, "team"), ==, "a"); /* the case's */
  fw_fixture_expect_error (f, "POST", "records/case-note", f->boss,
                           "{\"id\":\"n1\",\"case\":\"k1\",\"note\":\"Called\"}", 400, "invalid",
                           "next");
  fw_fixture_post (f, "case-note", f->boss,
                   "{\"id\":\"n1\",\"case\":\"k1\",\"note\":\"Called\",\"next\":\"Wei "
                   "calls on Monday\"}");
}

/* ---- customers ---- */

static void
post_customer_case (FwServerFixture *f, const char *id, const char *customer, const char *cause)
{
  g_autofree char *body = g_strdup_printf (
      "{\"id\":\"%s\",\"title\":\"%s\",\"class\":\"complaint\",\"cause\":\"%s\",\"impact\":\"low\","
      "\"urgency\":\"low\",\"source\":\"survey\",\"refund\":0,\"customer\":\"%s\",\"site\":\"sh\","
      "\"team\":\"a\"}",
      id, id, cause, customer);

  fw_fixture_post (f, "case", f->boss, body);
}

static gboolean
is_vip (FwServerFixture *f, const char *id)
{
  g_autofree char *path = g_strdup_printf ("records/case/%s", id);
  g_autoptr (JsonObject) record = fw_fixture_ask (f, "GET", path, f->boss, NULL, 200);

  return json_object_get_boolean_member (record, "vip");
}

/* The card says who is VIP: of what comes, and of what is open as the card or a policy changes. */
static void
test_vip_first (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) first = NULL;
  g_autofree char *path = NULL;

  post_three (f);
  post_customer_case (f, "before", "77", "other");
  g_assert_false (is_vip (f, "before"));
  fw_fixture_post (f, "customer", f->boss,
                   "{\"id\":\"77\",\"orders\":12,\"site\":\"sh\",\"team\":\"a\"}");
  post_customer_case (f, "after", "77", "other");
  post_customer_case (f, "plain", "78", "other");
  g_assert_true (is_vip (f, "after"));
  while (!is_vip (f, "before")) /* the keeper does it at once */
    g_usleep (G_USEC_PER_SEC / 50);
  g_assert_false (is_vip (f, "plain"));

  /* c1 and c2 are due before them. */
  expect (f, "cases", f->boss, "before after c1 c2 c3 plain ");
  expect (f, "cases", f->lead, "before after c2 c3 plain ");
  first = fw_fixture_ask (f, "GET", "cases?limit=1", f->boss, NULL, 200);
  path = g_strdup_printf ("cases?after=%s", json_object_get_string_member (first, "next"));
  expect (f, path, f->boss, "after c1 c2 c3 plain ");
  g_free (path);
  json_object_unref (first);
  first = fw_fixture_ask (f, "GET", "cases?limit=3", f->boss, NULL, 200);
  path = g_strdup_printf ("cases?after=%s", json_object_get_string_member (first, "next"));
  expect (f, path, f->boss, "c2 c3 plain ");

  /* Another policy makes another customer VIP, and their open case with it. */
  fw_fixture_post (f, "customer", f->boss,
                   "{\"id\":\"78\",\"orders\":5,\"site\":\"sh\",\"team\":\"a\"}");
  fw_fixture_post (f, "policy", f->boss,
                   "{\"id\":\"p\",\"subject\":\"customer-vip-orders\",\"value\":5}");
  while (!is_vip (f, "plain"))
    g_usleep (G_USEC_PER_SEC / 50);
}

/* What is about the product goes to the product's department at once; the customer is still owed a
 * word, which nobody but people give. */
static void
test_dispatch (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) moves = NULL, record = NULL;
  const char *state;

  fw_fixture_post (f, "department", f->boss, "{\"id\":\"parts\",\"name\":\"Parts\"}");
  fw_fixture_post (f, "dispatch-rule", f->boss,
                   "{\"id\":\"r\",\"name\":\"Product\",\"rank\":1,\"cause\":\"product\","
                   "\"department\":\"parts\"}");
  post_customer_case (f, "other", "77", "logistics");
  post_customer_case (f, "kettle", "77", "product");
  record = fw_fixture_ask (f, "GET", "records/case/kettle", f->boss, NULL, 200);
  g_assert_cmpstr (json_object_get_string_member (record, "department"), ==, "parts");
  g_assert_cmpstr (json_object_get_string_member (record, "dispatch"), ==, "r");
  do
    {
      g_clear_pointer (&moves, json_object_unref);
      moves = fw_fixture_ask (f, "GET", "records/case/kettle/moves", f->boss, NULL, 200);
      state = json_object_get_string_member (moves, "state");
    }
  while (g_str_equal (state, "new"));
  g_assert_cmpstr (state, ==, "dispatched");
  move (f, "case/kettle", "department", "");
  json_object_unref (record);
  record = fw_fixture_ask (f, "GET", "records/case/other", f->boss, NULL, 200);
  g_assert_true (json_object_get_null_member (record, "department"));
}

/* Returns: (transfer full): where the case stands; @clock: (out) (transfer none): its solution. */
static JsonObject *
ask_solution (FwServerFixture *f, JsonObject **clock)
{
  JsonObject *moves = fw_fixture_ask (f, "GET", "records/case/fit/moves", f->boss, NULL, 200);
  JsonArray *clocks = json_object_get_array_member (moves, "clocks");

  for (guint i = 0; i < json_array_get_length (clocks); i++)
    {
      *clock = json_array_get_object_element (clocks, i);
      if (g_str_equal (json_object_get_string_member (*clock, "clock"), "solve"))
        return moves;
    }
  g_assert_not_reached ();
}

static gint64
find_due (JsonObject *clock)
{
  gint64 due = 0;

  g_assert_true (fw_time_parse (fw_text (json_object_get_string_member (clock, "due")), &due));
  return due;
}

static gint64
sum_days (JsonObject *clock, const char *occasion, gboolean *said)
{
  JsonArray *days = json_object_get_array_member (clock, "days");
  gint64 sum = 0;

  *said = FALSE;
  for (guint i = 0; i < json_array_get_length (days); i++)
    {
      JsonObject *day = json_array_get_object_element (days, i);

      sum += json_object_get_int_member (day, "counted_s");
      if (!json_object_get_null_member (day, "occasion"))
        *said |= g_str_equal (json_object_get_string_member (day, "occasion"), occasion) &&
                 json_object_get_boolean_member (day, "closed");
    }
  return sum;
}

/* A technical question has three working days: of a site that is open nine hours on every day these
 * are 27, whenever they begin. A holiday on the day on which it is due moves it by one. */
static void
test_working_days (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) elapsed = NULL, before = NULL, after = NULL;
  g_autofree char *day = NULL, *body = NULL;
  JsonObject *clock;
  JsonArray *days;
  gint64 due, sum;
  gboolean said;

  fw_fixture_post (
      f, "case", f->boss,
      "{\"id\":\"fit\",\"title\":\"Does it fit?\",\"class\":\"support\",\"impact\":"
      "\"low\",\"urgency\":\"low\",\"source\":\"contact\",\"refund\":0,\"site\":\"sh\","
      "\"team\":\"a\"}");
  elapsed = ask_solution (f, &clock);
  g_assert_cmpstr (json_object_get_string_member (clock, "hours"), ==, "site");
  g_assert_true (json_object_get_null_member (clock, "calendar"));
  g_assert_false (json_object_get_boolean_member (clock, "by_days"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (clock, "days")), ==, 0);

  fw_fixture_post (f, "open-hours", f->boss,
                   "{\"id\":\"o\",\"name\":\"Office\",\"site\":\"sh\",\"monday\":\"09:00-18:00\","
                   "\"tuesday\":\"09:00-18:00\",\"wednesday\":\"09:00-18:00\",\"thursday\":"
                   "\"09:00-18:00\",\"friday\":\"09:00-18:00\",\"saturday\":\"09:00-18:00\","
                   "\"sunday\":\"09:00-18:00\"}");
  before = ask_solution (f, &clock);
  g_assert_cmpstr (json_object_get_string_member (clock, "calendar"), ==, "Office");
  g_assert_true (json_object_get_boolean_member (clock, "by_days"));
  g_assert_cmpint (json_object_get_int_member (clock, "limit_s"), ==, 3 * 86400);
  due = find_due (clock);
  sum = sum_days (clock, "", &said);
  g_assert_cmpint (sum, >, 27 * 3600 - 5); /* each day is told in whole seconds */
  g_assert_cmpint (sum, <=, 27 * 3600);

  days = json_object_get_array_member (clock, "days");
  day = g_strdup (json_object_get_string_member (
      json_array_get_object_element (days, json_array_get_length (days) - 1), "day"));
  body = g_strdup_printf (
      "{\"id\":\"h\",\"name\":\"Festival\",\"worked\":\"closed\",\"day\":\"%s\"}", day);
  fw_fixture_expect_error (f, "POST", "records/special-day", f->lead, body, 403, "forbidden", "");
  fw_fixture_post (f, "special-day", f->boss, body);
  after = ask_solution (f, &clock);
  g_assert_cmpint (find_due (clock) - due, ==, 24 * FW_HOUR);
  g_assert_cmpint (ABS (sum_days (clock, "Festival", &said) - sum), <=, 1);
  g_assert_true (said);
}

/* Returns: (nullable): the entry of that step. */
static JsonObject *
find_care (JsonObject *inbox, const char *id)
{
  JsonArray *entries = json_object_get_array_member (inbox, "entries");

  for (guint i = 0; i < json_array_get_length (entries); i++)
    {
      JsonObject *entry = json_array_get_object_element (entries, i);

      if (g_strcmp0 (json_object_get_string_member_with_default (entry, "kind", ""), "care-step") ==
              0 &&
          g_str_equal (json_object_get_string_member (entry, "id"), id))
        return entry;
    }
  return NULL;
}

/* A step of care waits in the inbox from its day on, with the limit of its clock, until it is done.
 */
static void
test_care (FwServerFixture *f, gconstpointer data)
{
  const gint64 now = g_get_real_time ();
  g_autofree char *today = fw_date_format ((gint32) (now / (24 * FW_HOUR)));
  g_autofree char *day = g_strdup_printf ("\"%s\"", today);
  static const char *const steps[][2] = { { "past", "\"2020-01-01\"" },
                                          { "today", NULL },
                                          { "later", "\"2099-01-01\"" } };
  g_autoptr (JsonObject) inbox = NULL, step = NULL, done = NULL, after = NULL;
  g_autofree char *move = NULL, *bare = NULL, *whole = NULL;
  JsonObject *entry;
  gint64 due;

  fw_fixture_post (f, "customer", f->boss, "{\"id\":\"K-7\",\"tier\":\"vip\",\"team\":\"a\"}");
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *body =
          g_strdup_printf ("{\"id\":\"%s\",\"customer\":\"K-7\",\"what\":\"A call\",\"day\":%s}",
                           steps[i][0], steps[i][1] != NULL ? steps[i][1] : day);

      fw_fixture_post (f, "care-step", f->lead, body);
    }
  inbox = fw_fixture_ask (f, "GET", "inbox", f->lead, NULL, 200);
  g_assert_nonnull (find_care (inbox, "past"));
  g_assert_null (find_care (inbox, "later"));
  entry = find_care (inbox, "today");
  g_assert_nonnull (entry);
  g_assert_true (fw_time_parse (fw_text (json_object_get_string_member (entry, "due")), &due));
  /* A day from when it was written, as it was due at once. */
  g_assert_cmpint (due, >=, now + 24 * FW_HOUR);
  g_assert_cmpint (due, <=, g_get_real_time () + 24 * FW_HOUR);

  step = fw_fixture_ask (f, "GET", "records/care-step/today", f->lead, NULL, 200);
  move = g_strdup_printf ("\"move\":\"done\",\"revision\":%" G_GINT64_FORMAT,
                          json_object_get_int_member (step, "revision"));
  bare = g_strdup_printf ("{%s}", move);
  whole = g_strdup_printf ("{%s,\"fields\":{\"outcome\":\"She was glad\"}}", move);
  fw_fixture_expect_error (f, "POST", "records/care-step/today/moves", f->lead, bare, 400,
                           "invalid", "");
  done = fw_fixture_ask (f, "POST", "records/care-step/today/moves", f->lead, whole, 200);
  after = fw_fixture_ask (f, "GET", "inbox", f->lead, NULL, 200);
  g_assert_null (find_care (after, "today"));
  g_assert_nonnull (find_care (after, "past"));
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = { { "/cases/queue", test_queue },
                                        { "/cases/narrowed", test_narrowed },
                                        { "/cases/refused", test_refused },
                                        { "/cases/import", test_import },
                                        { "/cases/figures", test_figures },
                                        { "/cases/figures/behind", test_behind },
                                        { "/cases/replay", test_replay },
                                        { "/cases/replay/refused", test_replay_refused },
                                        { "/cases/promises", test_promises },
                                        { "/cases/care", test_care },
                                        { "/cases/vip-first", test_vip_first },
                                        { "/cases/dispatch", test_dispatch },
                                        { "/cases/working-days", test_working_days },
                                        { NULL, NULL } };

  return fw_server_fixture_run (argc, argv, tests);
}
