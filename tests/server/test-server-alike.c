/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What many complaints show together, over a running server: a storm is told once and goes on in
 * its alarm, at its own site, and a kind of complaint that is a matter of its own goes to its
 * department. */
#include "protocol/fw-json.h"
#include "server/fw-alike-keeper.h"
#include "server/fw-server-fixture.h"
#include "store/fw-record-query.h"

/* One after the other: each has a moment of its own. */
static void
post_complaint (FwServerFixture *f, const char *id, const char *cause, const char *product)
{
  g_autofree char *body = g_strdup_printf (
      "{\"id\":\"%s\",\"title\":\"No signal\",\"class\":\"complaint\",\"impact\":\"low\","
      "\"urgency\":\"low\",\"source\":\"contact\",\"refund\":0,\"cause\":\"%s\",\"product\":\"%s\","
      "\"site\":\"sh\",\"team\":\"a\"}",
      id, cause, product);

  fw_fixture_post (f, "case", f->boss, body);
}

static JsonArray *
list_alarms (FwServerFixture *f, const char *token, JsonObject **answer)
{
  g_clear_pointer (answer, json_object_unref);
  *answer = fw_fixture_ask (f, "GET", "records/case-alarm", token, NULL, 200);
  return json_object_get_array_member (*answer, "records");
}

/* Returns: (nullable) (transfer none): the alarm of this occasion and field. */
static JsonObject *
find_alarm (JsonArray *alarms, const char *occasion, const char *field, const char *value)
{
  for (guint i = 0; i < json_array_get_length (alarms); i++)
    {
      JsonObject *alarm = json_array_get_object_element (alarms, i);

      if (g_str_equal (json_object_get_string_member (alarm, "occasion"), occasion) &&
          !json_object_get_null_member (alarm, field) &&
          g_str_equal (json_object_get_string_member (alarm, field), value))
        return alarm;
    }
  return NULL;
}

/* Until the alarm of the product counts so many. */
static JsonObject *
wait_for (FwServerFixture *f, const char *product, gint64 complaints, JsonObject **answer)
{
  JsonObject *alarm;

  while ((alarm = find_alarm (list_alarms (f, f->boss, answer), "alike", "product", product)) ==
             NULL ||
         json_object_get_int_member (alarm, "complaints") != complaints)
    g_usleep (G_USEC_PER_SEC / 50);
  return alarm;
}

static guint
count_alike (JsonArray *alarms)
{
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (alarms); i++)
    n += g_str_equal (
        json_object_get_string_member (json_array_get_object_element (alarms, i), "occasion"),
        "alike");
  return n;
}

static void
test_storm (FwServerFixture *f, gconstpointer data)
{
  static const char *const products[] = { "Hub", " hub", "HUB", "Hub", "Hub" };
  g_autoptr (JsonObject) answer = NULL, moved = NULL, inbox = NULL;
  g_autofree char *path = NULL, *body = NULL;
  guint waits = 0;
  JsonArray *entries;
  JsonObject *alarm;

  for (guint i = 0; i < G_N_ELEMENTS (products); i++)
    {
      g_autofree char *id = g_strdup_printf ("c%u", i);

      post_complaint (f, id, "product", products[i]);
    }
  alarm = wait_for (f, "Hub", 5, &answer);
  g_assert_cmpstr (json_object_get_string_member (alarm, "about"), ==, "Hub");
  g_assert_cmpstr (json_object_get_string_member (alarm, "cause"), ==, "product");
  g_assert_cmpstr (json_object_get_string_member (alarm, "site"), ==, "sh");
  g_assert_cmpstr (json_object_get_string_member (alarm, "state"), ==, "raised");
  g_assert_true (json_object_get_null_member (alarm, "usual"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (alarm, "cases")), ==, 5);

  /* It waits for those who may take it up. */
  inbox = fw_fixture_ask (f, "GET", "inbox", f->boss, NULL, 200);
  entries = json_object_get_array_member (inbox, "entries");
  for (guint i = 0; i < json_array_get_length (entries); i++)
    if (g_strcmp0 (fw_json_find_text (json_array_get_object_element (entries, i), "kind"),
                   "case-alarm") == 0)
      waits++;
  g_assert_cmpuint (waits, ==, 1);

  /* It goes on in the same one. */
  post_complaint (f, "more", "product", "Hub");
  alarm = wait_for (f, "Hub", 6, &answer);
  g_assert_cmpuint (count_alike (list_alarms (f, f->boss, &answer)), ==, 1);
  alarm = find_alarm (json_object_get_array_member (answer, "records"), "alike", "product", "Hub");

  /* Settled it is left as it is; what is something else is another one. */
  path =
      g_strdup_printf ("records/case-alarm/%s/moves", json_object_get_string_member (alarm, "id"));
  body = g_strdup_printf ("{\"move\":\"settled\",\"revision\":%" G_GINT64_FORMAT
                          ",\"fields\":{\"outcome\":\"The cell is down; back at 18:00\"}}",
                          json_object_get_int_member (alarm, "revision"));
  moved = fw_fixture_ask (f, "POST", path, f->boss, body, 200);
  g_assert_cmpstr (json_object_get_string_member (moved, "state"), ==, "settled");
  post_complaint (f, "late", "product", "Hub");
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *id = g_strdup_printf ("d%u", i);

      post_complaint (f, id, "logistics", "Parcel");
    }
  wait_for (f, "Parcel", 5, &answer);
  entries = json_object_get_array_member (answer, "records");
  g_assert_cmpuint (count_alike (entries), ==, 2);
  g_assert_cmpint (
      json_object_get_int_member (find_alarm (entries, "alike", "product", "Hub"), "complaints"),
      ==, 6);
}

/* Of forty complaints thirty are of one kind: its share is surely above 15 %. */
static void
test_share (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) answer = NULL;
  JsonObject *alarm;

  fw_fixture_post (f, "department", f->boss, "{\"id\":\"parts\",\"name\":\"Parts\"}");
  fw_fixture_post (f, "policy", f->boss,
                   "{\"id\":\"p\",\"subject\":\"case-alike-count\",\"value\":1000}");
  fw_fixture_post (f, "dispatch-rule", f->boss,
                   "{\"id\":\"r\",\"name\":\"Product\",\"rank\":1,\"cause\":\"product\","
                   "\"department\":\"parts\"}");
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *id = g_strdup_printf ("c%u", i), *product = g_strdup_printf ("Thing %u", i);

      post_complaint (f, id,
                      i < 30   ? "product"
                      : i < 35 ? "logistics"
                               : "attitude",
                      i < 30 ? "Hub" : product);
    }
  while ((alarm = find_alarm (list_alarms (f, f->boss, &answer), "share", "cause", "product")) ==
             NULL ||
         find_alarm (json_object_get_array_member (answer, "records"), "share", "product", "Hub") ==
             NULL)
    g_usleep (G_USEC_PER_SEC / 50);
  g_assert_cmpstr (json_object_get_string_member (alarm, "about"), ==, "Parts");
  g_assert_cmpstr (json_object_get_string_member (alarm, "department"), ==, "parts");
  g_assert_cmpuint (count_alike (json_object_get_array_member (answer, "records")), ==, 0);
  /* What may be chance is not told: five of forty. */
  g_assert_null (
      find_alarm (json_object_get_array_member (answer, "records"), "share", "cause", "logistics"));
}

static void
define (FwCentre *centre, const char *statement)
{
  const char *const statements[] = { statement, NULL };
  g_autoptr (GError) error = NULL;

  fw_database_define (fw_centre_get_database (centre), statements, &error);
  g_assert_no_error (error);
}

static guint
count_stored (FwCentre *centre)
{
  const FwRecordQuery query = FW_RECORD_QUERY_ALL;
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) alarms = fw_records_ask_all (fw_centre_get_records (centre), scope,
                                                     fw_kind_find ("case-alarm"), &query, &error);

  g_assert_no_error (error);
  return alarms->len;
}

/* An alarm that the store did not take is raised in a later round, though no case came since. */
static void
test_behind (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (FwAlikeKeeper) keeper = fw_alike_keeper_new (f->centre, NULL);
  gint64 now;

  /* The store holds one alarm, and takes no other. */
  fw_fixture_post (
      f, "case-alarm", f->boss,
      "{\"id\":\"old\",\"occasion\":\"share\",\"about\":\"Parts\",\"day\":\"2026-01-01\","
      "\"complaints\":9,\"cases\":[]}");
  define (f->centre, "CREATE UNIQUE INDEX taken ON record_case_alarm (deleted)");
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *id = g_strdup_printf ("c%u", i);

      post_complaint (f, id, "product", "Hub");
    }
  g_clear_pointer (&f->server, fw_server_free);
  now = g_get_real_time ();
  fw_alike_keeper_step (keeper, now);
  fw_alike_keeper_step (keeper, now + G_USEC_PER_SEC);
  g_assert_cmpuint (count_stored (f->centre), ==, 1);
  define (f->centre, "DROP INDEX taken");
  fw_alike_keeper_step (keeper, now + 2 * G_USEC_PER_SEC);
  g_assert_cmpuint (count_stored (f->centre), ==, 2);
  fw_alike_keeper_step (keeper, now + 3 * G_USEC_PER_SEC);
  g_assert_cmpuint (count_stored (f->centre), ==, 2);
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = { { "/alike/storm", test_storm },
                                        { "/alike/share", test_share },
                                        { "/alike/behind", test_behind },
                                        { NULL, NULL } };

  return fw_server_fixture_run (argc, argv, tests);
}
