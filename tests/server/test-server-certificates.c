/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The certification board over the wire: what is written, who may, what is told of it. */
#include "server/fw-clock-keeper.h"
#include "server/fw-server-fixture.h"
#include "server/fw-warning-keeper.h"

#define EVENTS "records/certificate-event"

/* @queues: as JSON. */
static void
post_scheme_of (FwServerFixture *f, const char *token, const char *queues)
{
  g_autofree char *body = g_strdup_printf (
      "{\"id\":\"senior\",\"name\":\"Senior\",\"mode\":\"completion\",\"months\":6,"
      "\"end_rule\":\"corresponding\",\"window_days\":30,\"grace_days\":10,"
      "\"grace_eligible\":false,\"queues\":[%s]}",
      queues);

  fw_fixture_post (f, "certificate-scheme", token, body);
}

static void
post_scheme (FwServerFixture *f, const char *token)
{
  post_scheme_of (f, token, "\"support\"");
}

static void
post_event (
    FwServerFixture *f, const char *id, const char *person, const char *what, const char *day)
{
  g_autofree char *body =
      g_strdup_printf ("{\"id\":\"%s\",\"person\":\"%s\",\"scheme\":\"senior\",\"event\":\"%s\","
                       "\"day\":\"%s\",\"note\":\"by hand\"}",
                       id, person, what, day);

  fw_fixture_post (f, "certificate-event", f->coach, body);
}

static JsonObject *
get_row (JsonObject *answer, guint i, const char *person, const char *state)
{
  JsonArray *rows = json_object_get_array_member (answer, "rows");
  JsonObject *row;

  g_assert_cmpuint (json_array_get_length (rows), >, i);
  row = json_array_get_object_element (rows, i);
  g_assert_cmpstr (json_object_get_string_member (row, "person"), ==, person);
  g_assert_cmpstr (json_object_get_string_member (row, "state"), ==, state);
  return row;
}

static gint64
count (JsonObject *answer, const char *state)
{
  JsonObject *summary = json_object_get_object_member (answer, "summary");

  return json_object_get_int_member (json_object_get_object_member (summary, "states"), state);
}

static void
test_board (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) empty = NULL, answer = NULL, valid = NULL, page = NULL, after = NULL;
  JsonObject *row, *forecast;

  empty = fw_fixture_ask (f, "GET", "certificates?day=2026-11-30", f->coach, NULL, 200);
  g_assert_cmpint (json_object_get_int_member (empty, "total"), ==, 0);

  post_scheme (f, f->coach);
  post_event (f, "e1", "p1", "pass", "2026-06-10");
  answer = fw_fixture_ask (f, "GET", "certificates?day=2026-11-30", f->coach, NULL, 200);
  g_assert_cmpint (json_object_get_int_member (answer, "total"), ==, 2);
  row = get_row (answer, 0, "p2", "none"); /* of the team of the queue */
  g_assert_cmpstr (json_object_get_string_member (row, "missing"), ==, "first-pass");
  g_assert_true (json_object_get_boolean_member (row, "needed"));
  g_assert_true (json_object_get_null_member (row, "valid_until"));
  row = get_row (answer, 1, "p1", "window");
  g_assert_cmpstr (json_object_get_string_member (row, "valid_until"), ==, "2026-12-10");
  g_assert_cmpstr (json_object_get_string_member (row, "by"), ==, "2026-12-10");
  g_assert_cmpint (json_object_get_int_member (row, "days_left"), ==, 10);
  g_assert_true (json_object_get_boolean_member (row, "eligible"));
  forecast = json_array_get_object_element (
      json_object_get_array_member (json_object_get_object_member (answer, "summary"), "forecast"),
      0);
  g_assert_cmpint (json_object_get_int_member (forecast, "of"), ==, 1);
  g_assert_cmpint (json_array_get_int_element (json_object_get_array_member (forecast, "by"), 1),
                   ==, 1);

  /* States filter rows, not the summary; pages are of what is filtered. */
  valid = fw_fixture_ask (f, "GET", "certificates?day=2026-11-30&state=window,valid&scheme=senior",
                          f->coach, NULL, 200);
  g_assert_cmpint (json_object_get_int_member (valid, "total"), ==, 1);
  g_assert_cmpint (count (valid, "none"), ==, 1);
  page = fw_fixture_ask (f, "GET", "certificates?day=2026-11-30&order=-until&offset=1&limit=1",
                         f->coach, NULL, 200);
  g_assert_cmpint (json_object_get_int_member (page, "total"), ==, 2);
  get_row (page, 0, "p2", "none");

  /* What is written is there at the next question. */
  post_event (f, "e2", "p2", "pass", "2026-11-30");
  after = fw_fixture_ask (f, "GET", "certificates?day=2026-11-30&person=p2", f->coach, NULL, 200);
  get_row (after, 0, "p2", "valid");
}

static void
test_refusals (FwServerFixture *f, gconstpointer data)
{
  static const struct
  {
    const char *query, *part;
  } wrong[] = { { "day=30.11.2026", "day: " },
                { "state=lapsed", "state: " },
                { "order=name", "order: " },
                { "limit=1001", "limit" },
                { "nonsense=1", "nonsense" } };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *path = g_strconcat ("certificates?", wrong[i].query, NULL);

      fw_fixture_expect_error (f, "GET", path, f->coach, NULL, 400, "invalid", wrong[i].part);
    }
}

static void
delete_person (FwServerFixture *f, const char *id)
{
  g_autofree char *path = g_strconcat ("records/person/", id, NULL);
  g_autoptr (JsonObject) person = fw_fixture_ask (f, "GET", path, f->boss, NULL, 200);
  g_autofree char *with_revision = g_strdup_printf (
      "%s?revision=%d", path, (int) json_object_get_int_member (person, "revision"));
  g_autoptr (FwRawAnswer) answer =
      fw_raw_request (f->port, "DELETE", with_revision, f->boss, NULL, 0);

  g_assert_cmpuint (answer->status / 100, ==, 2);
}

/* A record lies where the person belongs; it is corrected, never deleted. */
static void
test_records (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) record = NULL, seen = NULL, corrected = NULL, board = NULL, mine = NULL;
  g_autoptr (JsonObject) gone = NULL;

  post_scheme (f, f->boss);
  post_event (f, "e1", "p1", "pass", "2026-06-10");
  post_event (f, "e2", "p2", "pass", "2026-06-10");
  record = fw_fixture_ask (f, "GET", EVENTS "/e2", f->coach, NULL, 200);
  g_assert_cmpstr (json_object_get_string_member (record, "site"), ==, "sh");
  g_assert_cmpstr (json_object_get_string_member (record, "team"), ==, "b");

  /* The supervisor of team a reads hers, without the note, and writes nothing. */
  seen = fw_fixture_ask (f, "GET", EVENTS "/e1", f->lead, NULL, 200);
  g_assert_true (json_object_get_null_member (seen, "note"));
  fw_fixture_expect_error (f, "GET", EVENTS "/e2", f->lead, NULL, 404, "not-found",
                           "certificate-event");
  fw_fixture_expect_error (f, "POST", EVENTS, f->lead,
                           "{\"id\":\"e3\",\"person\":\"p1\",\"scheme\":\"senior\","
                           "\"event\":\"pass\",\"day\":\"2026-06-11\"}",
                           403, "forbidden", "certificate-event");
  mine = fw_fixture_ask (f, "GET", "certificates?day=2026-11-30", f->lead, NULL, 200);
  g_assert_cmpint (json_object_get_int_member (mine, "total"), ==, 1);

  /* Nobody writes it somewhere else. */
  corrected = fw_fixture_ask (f, "PUT", EVENTS "/e2", f->coach,
                              "{\"id\":\"e2\",\"revision\":1,\"person\":\"p2\","
                              "\"scheme\":\"senior\",\"event\":\"pass\",\"day\":\"2026-06-10\","
                              "\"withdrawn\":true,\"site\":\"sh\",\"team\":\"a\"}",
                              200);
  g_assert_cmpstr (json_object_get_string_member (corrected, "team"), ==, "b");
  fw_fixture_expect_error (f, "DELETE", EVENTS "/e2?revision=2", f->boss, NULL, 409, "conflict",
                           "is kept");
  board = fw_fixture_ask (f, "GET", "certificates?day=2026-11-30&person=p2", f->coach, NULL, 200);
  get_row (board, 0, "p2", "none");

  /* It outlives the person, keeps nobody from leaving, and is on the board no more. */
  json_object_unref (fw_fixture_ask (f, "PUT", EVENTS "/e2", f->coach,
                                     "{\"id\":\"e2\",\"revision\":2,\"person\":\"p2\","
                                     "\"scheme\":\"senior\",\"event\":\"pass\","
                                     "\"day\":\"2026-06-10\",\"withdrawn\":false}",
                                     200));
  delete_person (f, "p2");
  gone = fw_fixture_ask (f, "GET", "certificates?day=2026-11-30&person=p2", f->coach, NULL, 200);
  g_assert_cmpint (json_object_get_int_member (gone, "total"), ==, 0);
  json_object_unref (fw_fixture_ask (f, "GET", EVENTS "/e2", f->coach, NULL, 200));

  fw_fixture_expect_error (f, "POST", EVENTS, f->coach,
                           "{\"id\":\"e4\",\"person\":\"nobody\",\"scheme\":\"senior\","
                           "\"event\":\"pass\",\"day\":\"2026-06-11\"}",
                           400, "invalid", "nobody");
}

/* At the site, whose clock is that of UTC. */
static gint64
noon (const char *day)
{
  gint32 date;

  g_assert_true (fw_date_parse (fw_text (day), &date));
  return ((gint64) date * 24 + 12) * FW_HOUR;
}

/* A keeper of its own each time, as after a restart; then the clocks make the server's moves. */
static void
keep (FwServerFixture *f, const char *day)
{
  FwRecords *records = fw_centre_get_records (f->centre);
  FwCertificates *certificates = fw_certificates_new (records);
  g_autoptr (FwWarningKeeper) keeper = fw_warning_keeper_new (f->centre, certificates, NULL);
  g_autoptr (FwClockKeeper) clocks = fw_clock_keeper_new (f->centre, NULL);

  fw_warning_keeper_step (keeper, noon (day));
  fw_warning_keeper_step (keeper, noon (day));
  fw_clock_keeper_step (clocks, noon (day));
  g_clear_pointer (&keeper, fw_warning_keeper_free);
  fw_certificates_free (certificates);
}

/* Returns: (transfer full) (nullable): the first entry of @token's inbox. */
static JsonObject *
get_waiting (FwServerFixture *f, const char *token, guint n)
{
  g_autoptr (JsonObject) inbox = fw_fixture_ask (f, "GET", "inbox", token, NULL, 200);
  JsonArray *entries = json_object_get_array_member (inbox, "entries");

  g_assert_cmpuint (json_array_get_length (entries), ==, n);
  return n > 0 ? json_object_ref (json_array_get_object_element (entries, 0)) : NULL;
}

static void
expect_state (FwServerFixture *f, const char *id, const char *state, gint64 days)
{
  g_autofree char *path = g_strconcat ("records/certificate-warning/", id, NULL);
  g_autoptr (JsonObject) record = fw_fixture_ask (f, "GET", path, f->coach, NULL, 200);

  g_assert_cmpstr (json_object_get_string_member (record, "state"), ==, state);
  g_assert_cmpint (json_object_get_int_member (record, "days"), ==, days);
}

/* It waits for those who train; each warning once; what was arranged is asked again at the next.
 */
static void
test_warnings (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) warned = NULL, last = NULL, later = NULL;
  g_autofree char *moves = NULL, *path = NULL;
  const char *id;

  post_scheme_of (f, f->coach, "\"sales\",\"support\"");
  post_event (f, "e1", "p1", "pass", "2026-06-10"); /* to 10 December */
  keep (f, "2026-10-10");
  g_assert_null (get_waiting (f, f->coach, 0));
  keep (f, "2026-10-11");
  warned = get_waiting (f, f->coach, 1);
  id = json_object_get_string_member (warned, "id");
  g_assert_cmpstr (json_object_get_string_member (warned, "kind"), ==, "certificate-warning");
  g_assert_cmpstr (json_object_get_string_member (warned, "title"), ==,
                   "Lin · Senior · 2026-12-10");
  expect_state (f, id, "warned", 60);

  /* The supervisor of her team sees it; it is not hers to arrange, and nobody makes one up. */
  path = g_strconcat ("records/certificate-warning/", id, NULL);
  json_object_unref (fw_fixture_ask (f, "GET", path, f->lead, NULL, 200));
  g_assert_null (get_waiting (f, f->lead, 0));
  moves = g_strconcat (path, "/moves", NULL);
  fw_fixture_expect_error (f, "POST", moves, f->lead, "{\"move\":\"arranged\",\"revision\":1}", 403,
                           "forbidden", "");
  fw_fixture_expect_error (f, "POST", "records/certificate-warning", f->coach,
                           "{\"id\":\"x\",\"title\":\"x\",\"person\":\"p1\",\"scheme\":\"senior\","
                           "\"until\":\"2026-12-10\",\"days\":7}",
                           403, "forbidden", "");
  json_object_unref (
      fw_fixture_ask (f, "POST", moves, f->coach, "{\"move\":\"arranged\",\"revision\":1}", 200));
  g_assert_null (get_waiting (f, f->coach, 0));
  keep (f, "2026-10-12");
  expect_state (f, id, "arranged", 60);

  /* After two months without a server: the most urgent one alone. */
  keep (f, "2026-12-05");
  expect_state (f, id, "warned", 7);
  last = fw_fixture_ask (f, "GET", path, f->coach, NULL, 200);
  g_assert_cmpstr (json_object_get_string_member (last, "skipped"), ==, "30");

  /* A pass settles it; the next end is warned of by another. */
  post_event (f, "e3", "p1", "pass", "2026-12-06"); /* to 6 June */
  post_event (f, "e4", "p2", "pass", "2026-12-06");
  keep (f, "2026-12-07");
  expect_state (f, id, "settled", 7);
  g_assert_null (get_waiting (f, f->coach, 0));
  keep (f, "2027-04-10");
  later = get_waiting (f, f->coach, 2);
  g_assert_cmpstr (json_object_get_string_member (later, "id"), !=, id);

  /* Who is gone owes nothing, and the other one lapses. */
  delete_person (f, "p2");
  keep (f, "2027-04-11");
  json_object_unref (get_waiting (f, f->coach, 1));
  keep (f, "2027-06-06");
  json_object_unref (get_waiting (f, f->coach, 1));
  keep (f, "2027-06-07");
  g_assert_null (get_waiting (f, f->coach, 0));
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = {
    { "/server-certificates/board", test_board },
    { "/server-certificates/refusals", test_refusals },
    { "/server-certificates/records", test_records },
    { "/server-certificates/warnings", test_warnings },
    { NULL },
  };

  return fw_server_fixture_run (argc, argv, tests);
}
