/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Proposals of awards over the wire: who stands where, by what figure, and who is told of whom. */
#include "protocol/fw-json.h"
#include "server/fw-server-fixture.h"

#include <math.h>
#include <string.h>

#define ASKED "award-proposals?month=2026-03"

/* So many calls of one person, the first so many rated 5 and resolved, the others 1 and not. */
static void
add_calls (
    FwEventBatch *batch, const char *agent, const char *queue, guint n, guint good, gboolean known)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *contact = g_strdup_printf ("%s-%s-%u", agent, queue, i);
      g_autofree char *customer = g_strdup_printf ("+86%s%u", agent + 6, 5550000 + i);
      const gint64 at = (gint64) i * 400;
      FwEvent offered = fw_test_event (FW_EVENT_OFFERED, at, contact, queue, NULL);
      FwEvent survey = fw_test_event (FW_EVENT_SURVEY, at + 90, contact, queue, agent);
      FwEvent resolved = fw_test_event (FW_EVENT_RESOLUTION, at + 95, contact, queue, agent);

      if (known)
        offered.customer = fw_text (customer);
      survey.rating = i < good ? 5 : 1;
      resolved.resolved = i < good;
      fw_test_add (batch, offered);
      fw_test_add (batch, fw_test_event (FW_EVENT_ANSWERED, at + 5, contact, queue, agent));
      fw_test_add (batch, fw_test_event (FW_EVENT_COMPLETED, at + 65, contact, queue, agent));
      fw_test_add (batch, survey);
      fw_test_add (batch, resolved);
    }
}

/* Lin (a) is the best by far, Zhou (a) surely below, Mei (b) has too few. */
static void
put_house (FwServerFixture *f, gboolean known)
{
  g_autoptr (FwEventBatch) batch = fw_event_batch_new ();
  FwFloorReport report;
  g_autoptr (GError) error = NULL;

  fw_fixture_post (f, "person", f->boss,
                   "{\"id\":\"p3\",\"name\":\"Zhou\",\"login\":\"Agent/3\",\"site\":\"sh\","
                   "\"team\":\"a\",\"since\":\"2026-01-01\"}");
  add_calls (batch, "Agent/1", "sales", 100, 98, known);
  add_calls (batch, "Agent/3", "sales", 100, 50, known);
  add_calls (batch, "Agent/2", "support", 19, 19, known);
  g_assert_true (fw_centre_ingest (f->centre, batch, &report, &error));
  g_assert_no_error (error);
}

static JsonObject *
get_award (JsonObject *answer, guint i)
{
  return json_array_get_object_element (json_object_get_array_member (answer, "awards"), i);
}

/* Returns: (nullable): the row of a person. */
static JsonObject *
find_row (JsonObject *answer, guint award, const char *person)
{
  JsonArray *rows = json_object_get_array_member (get_award (answer, award), "rows");

  for (guint i = 0; i < json_array_get_length (rows); i++)
    if (g_str_equal (json_object_get_string_member (json_array_get_object_element (rows, i), "id"),
                     person))
      return json_array_get_object_element (rows, i);
  return NULL;
}

static void
expect_standing (JsonObject *answer, guint award, const char *person, const char *standing)
{
  JsonObject *row = find_row (answer, award, person);

  g_assert_nonnull (row);
  g_assert_cmpstr (json_object_get_string_member (row, "standing"), ==, standing);
}

static JsonObject *
get_channel (JsonObject *answer, guint award)
{
  return json_array_get_object_element (
      json_object_get_array_member (get_award (answer, award), "channels"), 0);
}

static void
test_standings (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) answer = NULL, empty = NULL;
  JsonObject *row;

  put_house (f, FALSE);
  answer = fw_fixture_ask (f, "GET", ASKED, f->boss, NULL, 200);
  g_assert_true (json_object_get_boolean_member (answer, "over"));
  g_assert_cmpstr (json_object_get_string_member (answer, "to"), ==, "2026-03-31");
  expect_standing (answer, 0, "p1", "top");
  expect_standing (answer, 0, "p3", "below");
  expect_standing (answer, 0, "p2", "few");
  row = find_row (answer, 0, "p1");
  g_assert_cmpint (json_object_get_int_member (row, "n"), ==, 100);
  g_assert_cmpfloat (fabs (json_object_get_double_member (row, "value") - 0.98), <, 1e-9);
  /* Wilson's interval of 98 of 100, as published. */
  g_assert_cmpfloat (fabs (json_object_get_double_member (row, "low") - 0.9300), <, 5e-5);
  g_assert_cmpfloat (json_object_get_double_member (row, "together_low"), <=,
                     json_object_get_double_member (row, "low"));
  g_assert_cmpint (json_object_get_int_member (get_channel (answer, 0), "compared"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (get_channel (answer, 0), "top"), ==, 1);
  /* Nobody's customer is known: what was resolved counts. */
  g_assert_cmpstr (json_object_get_string_member (get_award (answer, 1), "metric"), ==,
                   "resolution_rate");
  expect_standing (answer, 1, "p1", "top");
  expect_standing (answer, 1, "p3", "below");
  empty = fw_fixture_ask (f, "GET", "award-proposals?month=2026-02", f->boss, NULL, 200);
  g_assert_cmpuint (
      json_array_get_length (json_object_get_array_member (get_award (empty, 0), "rows")), ==, 0);
}

/* Where customers are known, it is by first contacts: here nobody ever called again. */
static void
test_first_contact (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) answer = NULL;

  put_house (f, TRUE);
  answer = fw_fixture_ask (f, "GET", ASKED, f->boss, NULL, 200);
  g_assert_cmpstr (json_object_get_string_member (get_award (answer, 1), "metric"), ==,
                   "first_contact_resolution");
  expect_standing (answer, 1, "p1", "top");
  expect_standing (answer, 1, "p3", "top");
  expect_standing (answer, 0, "p3", "below");
}

static void
test_given (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) before = NULL, after = NULL, other = NULL;

  put_house (f, FALSE);
  before = fw_fixture_ask (f, "GET", ASKED, f->lead, NULL, 200);
  g_assert_false (json_object_get_boolean_member (find_row (before, 0, "p1"), "given"));
  fw_fixture_post (f, "award", f->lead,
                   "{\"id\":\"a1\",\"person\":\"p1\",\"award\":\"service-star\","
                   "\"day\":\"2026-04-01\",\"month\":\"2026-03-01\",\"reason\":\"calm\","
                   "\"evidence\":\"98 of 100\"}");
  after = fw_fixture_ask (f, "GET", ASKED, f->lead, NULL, 200);
  g_assert_true (json_object_get_boolean_member (find_row (after, 0, "p1"), "given"));
  g_assert_false (json_object_get_boolean_member (find_row (after, 1, "p1"), "given"));
  g_assert_false (json_object_get_boolean_member (find_row (after, 0, "p3"), "given"));
  other = fw_fixture_ask (f, "GET", "award-proposals?month=2026-04", f->lead, NULL, 200);
  g_assert_null (find_row (other, 0, "p1"));
  fw_fixture_expect_error (f, "POST", "records/award", f->lead,
                           "{\"id\":\"a2\",\"person\":\"p1\",\"award\":\"service-star\","
                           "\"day\":\"2026-04-01\",\"month\":\"2026-05-01\",\"reason\":\"calm\"}",
                           400, "invalid", "month: expected one that had begun");
}

/* HR and administrators see all, a supervisor her teams with the same standings, nobody else
 * anything. */
static void
test_rights (FwServerFixture *f, gconstpointer data)
{
  static const struct
  {
    const char *role, *more;
    guint status;
    const char *seen; /* persons, of p1 to p3 */
  } cases[] = {
    { "administrator", "", 200, "123" },
    { "hr", "", 200, "123" },
    { "hr", ",\"teams\":[\"b\"]", 200, "2" },
    { "supervisor", "", 200, "123" },
    { "supervisor", ",\"teams\":[\"a\"]", 200, "13" },
    { "supervisor", ",\"teams\":[\"b\"]", 200, "2" },
    { "trainer", "", 403, NULL },
    { "quality", "", 403, NULL },
    { "agent", ",\"person\":\"p1\"", 403, NULL },
  };

  put_house (f, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = g_strdup_printf ("who%u", i), *token = NULL;
      g_autofree char *body =
          g_strdup_printf ("{\"id\":\"%s\",\"name\":\"Who\",\"role\":\"%s\",\"password\":"
                           "\"" FW_FIXTURE_PASSWORD "\"%s}",
                           id, cases[i].role, cases[i].more);
      g_autoptr (JsonObject) answer = NULL;

      fw_fixture_post (f, "account", f->boss, body);
      token = fw_fixture_open_session (f, id);
      answer = fw_fixture_ask (f, "GET", ASKED, token, NULL, cases[i].status);
      for (guint person = 1; cases[i].seen != NULL && person <= 3; person++)
        {
          const char name[] = { 'p', (char) ('0' + person), '\0' };

          g_assert_cmpint (find_row (answer, 0, name) != NULL, ==,
                           strchr (cases[i].seen, name[1]) != NULL);
        }
      /* Where the highest interval begins is told of whom she sees alone. */
      if (cases[i].seen != NULL)
        g_assert_cmpint (json_object_get_null_member (get_channel (answer, 0), "mark"), ==,
                         strchr (cases[i].seen, '1') == NULL);
    }
}

static void
test_refusals (FwServerFixture *f, gconstpointer data)
{
  fw_fixture_expect_error (f, "GET", "award-proposals?month=March", f->boss, NULL, 400, "invalid",
                           "month: expected a month such as");
  fw_fixture_expect_error (f, "GET", "award-proposals?month=2026-13", f->boss, NULL, 400, "invalid",
                           "month: expected a month such as");
  fw_fixture_expect_error (f, "GET", "award-proposals?month=2199-01", f->boss, NULL, 400, "invalid",
                           "month: expected one that has begun");
  fw_fixture_expect_error (f, "GET", "award-proposals?nonsense=1", f->boss, NULL, 400, "invalid",
                           "nonsense");
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = {
    { "/server-award-proposals/standings", test_standings },
    { "/server-award-proposals/first-contact", test_first_contact },
    { "/server-award-proposals/given", test_given },
    { "/server-award-proposals/rights", test_rights },
    { "/server-award-proposals/refusals", test_refusals },
    { NULL },
  };

  return fw_server_fixture_run (argc, argv, tests);
}
