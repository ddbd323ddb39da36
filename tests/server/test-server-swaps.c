/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A swap of shifts from the offer to both rosters, what stands against it at each step, and what a
 * colleague learns of it: the shift and the name. */
#include "server/fw-clock-keeper.h"
#include "server/fw-server-fixture.h"
#include "server/fw-stream-reader.h"

#define DAY (24 * FW_HOUR)

typedef struct
{
  char *lin, *mo, *wei; /* sessions of p1 and p3 in team a, of p2 in team b */
} People;

static void
clear_people (People *self)
{
  g_free (self->lin);
  g_free (self->mo);
  g_free (self->wei);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (People, clear_people)

static void
post_shift (FwServerFixture *f,
            const char *id,
            const char *person,
            const char *day,
            const char *template,
            const char *state)
{
  const gboolean told = g_str_equal (state, "published");
  g_autofree char *body =
      g_strdup_printf ("{\"id\":\"%s\",\"person\":\"%s\",\"day\":\"%s\",\"type\":\"work\","
                       "\"template\":\"%s\",\"state\":\"%s\",\"told\":%s%s%s}",
                       id, person, day, template, state, told ? "\"" : "", told ? template : "null",
                       told ? "\"" : "");

  fw_fixture_post (f, "shift", f->boss, body);
}

static char *
open_agent (FwServerFixture *f, const char *account, const char *person)
{
  g_autofree char *body =
      g_strdup_printf ("{\"id\":\"%s\",\"name\":\"%s\",\"role\":\"agent\","
                       "\"person\":\"%s\",\"password\":\"" FW_FIXTURE_PASSWORD "\"}",
                       account, account, person);

  fw_fixture_post (f, "account", f->boss, body);
  return fw_fixture_open_session (f, account);
}

/* A week in March: p1 works Monday and Wednesday, p3 Tuesday and Thursday, p2 Friday. */
static void
set_scene (FwServerFixture *f, People *people)
{
  fw_fixture_post (f, "person", f->boss,
                   "{\"id\":\"p3\",\"name\":\"Mo\",\"site\":\"sh\",\"team\":\"a\"}");
  people->lin = open_agent (f, "lin", "p1");
  people->wei = open_agent (f, "wei", "p2");
  people->mo = open_agent (f, "mo", "p3");
  post_shift (f, "1", "p1", "2030-03-04", "early", "published");
  post_shift (f, "2", "p1", "2030-03-06", "late", "published");
  post_shift (f, "3", "p3", "2030-03-05", "late", "published");
  post_shift (f, "4", "p3", "2030-03-07", "early", "published");
  post_shift (f, "5", "p2", "2030-03-08", "early", "published");
}

static char *
offer (FwServerFixture *f, const char *token, const char *body)
{
  g_autoptr (JsonObject) swap = fw_fixture_ask (f, "POST", "own/swaps", token, body, 201);

  g_assert_cmpstr (json_object_get_string_member (swap, "state"), ==, "offered");
  return g_strdup (json_object_get_string_member (swap, "id"));
}

static JsonObject *
act (FwServerFixture *f,
     const char *token,
     const char *id,
     const char *move,
     guint revision,
     const char *back,
     guint status)
{
  g_autofree char *path = g_strdup_printf ("own/swaps/%s", id);
  g_autofree char *body =
      back != NULL ? g_strdup_printf ("{\"move\":\"%s\",\"revision\":%u,\"back\":\"%s\"}", move,
                                      revision, back)
                   : g_strdup_printf ("{\"move\":\"%s\",\"revision\":%u}", move, revision);

  return fw_fixture_ask (f, "POST", path, token, body, status);
}

static guint
claim (FwServerFixture *f, const char *token, const char *id, const char *back)
{
  g_autoptr (JsonObject) swap = act (f, token, id, "claimed", 1, back, 200);

  g_assert_cmpstr (json_object_get_string_member (swap, "state"), ==, "claimed");
  g_assert_true (json_object_get_boolean_member (swap, "taken"));
  return (guint) json_object_get_int_member (swap, "revision");
}

static JsonObject *
decide (FwServerFixture *f,
        const char *token,
        const char *id,
        const char *move,
        guint revision,
        guint status)
{
  g_autofree char *path = g_strdup_printf ("records/swap/%s/moves", id);
  g_autofree char *body =
      g_strdup_printf ("{\"move\":\"%s\",\"revision\":%u,\"reason\":\"too few\"}", move, revision);

  return fw_fixture_ask (f, "POST", path, token, body, status);
}

/* What somebody is told of the week: a letter a day. */
static void
expect_week (FwServerFixture *f, const char *token, const char *expected)
{
  g_autoptr (JsonObject) answer =
      fw_fixture_ask (f, "GET", "own/shifts?from=2030-03-04&to=2030-03-10", token, NULL, 200);
  JsonArray *shifts = json_object_get_array_member (answer, "shifts");
  char week[] = ".......";

  for (guint i = 0; i < json_array_get_length (shifts); i++)
    {
      JsonObject *shift = json_array_get_object_element (shifts, i);
      const char *day = json_object_get_string_member (shift, "day");

      week[g_ascii_strtoull (day + 8, NULL, 10) - 4] =
          g_ascii_toupper (*json_object_get_string_member (shift, "template"));
    }
  g_assert_cmpstr (week, ==, expected);
}

static guint
count_swaps (FwServerFixture *f, const char *token)
{
  g_autoptr (JsonObject) answer = fw_fixture_ask (f, "GET", "own/swaps", token, NULL, 200);

  return json_array_get_length (json_object_get_array_member (answer, "swaps"));
}

/* ---- what becomes of it ---- */

static void
test_alone (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };
  g_autofree char *id = NULL;
  g_autoptr (JsonObject) list = NULL, moved = NULL, inbox = NULL;
  JsonObject *swap;
  guint revision;

  set_scene (f, &people);
  expect_week (f, people.lin, "E.L....");
  id = offer (f, people.lin, "{\"day\":\"2030-03-04\",\"note\":\"dentist\"}");

  /* Her team sees the shift and the name; another team sees nothing, nor does an inbox. */
  list = fw_fixture_ask (f, "GET", "own/swaps", people.mo, NULL, 200);
  swap = json_array_get_object_element (json_object_get_array_member (list, "swaps"), 0);
  g_assert_cmpstr (json_object_get_string_member (swap, "person"), ==, "Lin");
  g_assert_cmpstr (json_object_get_string_member (swap, "template"), ==, "early");
  g_assert_cmpstr (json_object_get_string_member (swap, "note"), ==, "dentist");
  g_assert_cmpuint (count_swaps (f, people.wei), ==, 0);
  inbox = fw_fixture_ask (f, "GET", "inbox", f->lead, NULL, 200);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (inbox, "entries")), ==, 0);
  g_clear_pointer (&inbox, json_object_unref);

  revision = claim (f, people.mo, id, NULL);
  inbox = fw_fixture_ask (f, "GET", "inbox", f->lead, NULL, 200);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (inbox, "entries")), ==, 1);
  moved = decide (f, f->lead, id, "approved", revision, 200);
  g_assert_cmpstr (json_object_get_string_member (moved, "state"), ==, "approved");
  expect_week (f, people.lin, "..L....");
  expect_week (f, people.mo, "EL.E...");
  g_clear_pointer (&moved, json_object_unref);
  moved = decide (f, f->lead, id, "approved", revision + 1, 409);
}

/* Whose days they are is told that they changed, without a word of what else did. */
static void
test_told (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };
  g_autofree char *id = NULL;
  g_autoptr (FwStreamReader) stream = NULL;
  g_autoptr (JsonObject) hello = NULL, moved = NULL;
  const char *kind = NULL;
  guint revision;

  set_scene (f, &people);
  id = offer (f, people.lin, "{\"day\":\"2030-03-04\"}");
  revision = claim (f, people.mo, id, NULL);
  stream = fw_stream_reader_open (f->port, "stream", people.lin, NULL);
  hello = fw_stream_reader_next (stream, "hello");
  moved = decide (f, f->lead, id, "approved", revision, 200);
  for (guint i = 0; i < 2 && g_strcmp0 (kind, "shift") != 0; i++)
    {
      g_autoptr (JsonObject) notice = fw_stream_reader_next (stream, "records");

      g_assert_nonnull (notice);
      kind = g_intern_string (json_object_get_string_member (notice, "kind"));
    }
  g_assert_cmpstr (kind, ==, "shift");
}

static void
test_exchange (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };
  g_autofree char *id = NULL, *path = NULL;
  g_autoptr (JsonObject) choices = NULL, check = NULL, moved = NULL, log = NULL;
  JsonArray *all;
  guint revision;

  set_scene (f, &people);
  id = offer (f, people.lin, "{\"day\":\"2030-03-06\",\"to\":\"p3\"}");
  path = g_strdup_printf ("own/swaps/%s", id);
  choices = fw_fixture_ask (f, "GET", path, people.mo, NULL, 200);
  all = json_object_get_array_member (choices, "choices");
  g_assert_cmpuint (json_array_get_length (all), ==,
                    1); /* further than six weeks nothing is asked */
  revision = claim (f, people.mo, id, "2030-03-07");
  g_clear_pointer (&path, g_free);
  path = g_strdup_printf ("swaps/%s", id);
  check = fw_fixture_ask (f, "GET", path, f->lead, NULL, 200);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (check, "faults")), ==, 0);
  g_assert_cmpstr (json_object_get_string_member (check, "colleague"), ==, "Mo");
  moved = decide (f, f->lead, id, "approved", revision, 200);
  expect_week (f, people.lin, "E..E...");
  expect_week (f, people.mo, ".LL....");
  /* It is told who approved it. */
  log = fw_fixture_ask (f, "GET", "records/shift/2/log", f->boss, NULL, 200);
  g_assert_cmpstr (
      json_object_get_string_member (
          json_array_get_object_element (json_object_get_array_member (log, "changes"), 0),
          "account"),
      ==, "lead");
}

/* Of one day the shifts change hands. */
static void
test_same_day (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };
  g_autofree char *id = NULL;
  g_autoptr (JsonObject) moved = NULL;
  guint revision;

  set_scene (f, &people);
  post_shift (f, "6", "p3", "2030-03-04", "late", "published");
  id = offer (f, people.lin, "{\"day\":\"2030-03-04\"}");
  moved = act (f, people.mo, id, "claimed", 1, NULL, 409); /* she is not free then */
  g_clear_pointer (&moved, json_object_unref);
  revision = claim (f, people.mo, id, "2030-03-04");
  moved = decide (f, f->boss, id, "approved", revision, 200);
  expect_week (f, people.lin, "L.L....");
  expect_week (f, people.mo, "EL.E...");
}

/* ---- what keeps it from being ---- */

static void
expect_refused (FwServerFixture *f, People *people, const char *id, guint revision)
{
  g_autoptr (JsonObject) refused = decide (f, f->lead, id, "approved", revision, 409);
  g_autofree char *path = g_strdup_printf ("swaps/%s", id);
  g_autoptr (JsonObject) check = fw_fixture_ask (f, "GET", path, f->lead, NULL, 200);

  g_assert_cmpstr (json_object_get_string_member (refused, "refusal"), ==, "no-effect");
  g_assert_cmpstr (
      json_object_get_string_member (json_object_get_object_member (refused, "stored"), "state"),
      ==, "claimed");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (check, "faults")), >, 0);
  g_assert_cmpuint (count_swaps (f, people->lin), ==, 1);
}

static void
put_shift (FwServerFixture *f, const char *template, const char *state, const char *told)
{
  g_autofree char *body = g_strdup_printf (
      "{\"id\":\"1\",\"revision\":1,\"person\":\"p1\",\"day\":\"2030-03-04\",\"type\":\"work\","
      "\"template\":\"%s\",\"state\":\"%s\",\"told\":\"%s\"}",
      template, state, told);
  g_autoptr (JsonObject) put = fw_fixture_ask (f, "PUT", "records/shift/1", f->boss, body, 200);
}

static void
test_changed (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };
  g_autofree char *id = NULL;
  guint revision;

  set_scene (f, &people);
  id = offer (f, people.lin, "{\"day\":\"2030-03-04\"}");
  revision = claim (f, people.mo, id, NULL);
  put_shift (f, "late", "published", "late");
  expect_refused (f, &people, id, revision);
  expect_week (f, people.lin, "L.L....");
  expect_week (f, people.mo, ".L.E...");
}

/* A draft is nothing to agents, but who plans is not to lose one. */
static void
test_planned (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };
  g_autofree char *id = NULL;
  guint revision;

  set_scene (f, &people);
  put_shift (f, "late", "draft", "early");
  id = offer (f, people.lin, "{\"day\":\"2030-03-04\"}");
  revision = claim (f, people.mo, id, NULL);
  expect_refused (f, &people, id, revision);
  expect_week (f, people.lin, "E.L....");
}

static void
test_breach (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };
  g_autofree char *id = NULL;
  g_autoptr (JsonObject) refused = NULL, back = NULL, choices = NULL;
  g_autofree char *path = NULL;
  JsonObject *fault;
  guint revision;

  set_scene (f, &people);
  id = offer (f, people.lin, "{\"day\":\"2030-03-04\"}");
  path = g_strdup_printf ("own/swaps/%s", id);
  revision = claim (f, people.mo, id, NULL);
  fw_fixture_post (f, "roster-rule", f->boss,
                   "{\"id\":\"r\",\"name\":\"Mo\",\"site\":\"sh\",\"team\":\"a\",\"person\":\"p3\","
                   "\"days_in_row\":1}");
  expect_refused (f, &people, id, revision);

  /* Who took it gives it back, and is told why she may not take it again. */
  back = act (f, people.mo, id, "offered", revision, NULL, 200);
  g_assert_false (json_object_get_boolean_member (back, "taken"));
  refused = act (f, people.mo, id, "claimed", revision + 2, NULL, 409);
  choices = fw_fixture_ask (f, "GET", path, people.mo, NULL, 200);
  fault = json_array_get_object_element (
      json_object_get_array_member (
          json_array_get_object_element (json_object_get_array_member (choices, "choices"), 0),
          "faults"),
      0);
  g_assert_cmpstr (json_object_get_string_member (fault, "side"), ==, "taker");
  g_assert_cmpstr (json_object_get_string_member (fault, "rule"), ==, "days");
  g_assert_cmpint (json_object_get_int_member (fault, "value"), ==, 2);
}

/* Of the other's roster nothing is told but that it does not fit. */
static void
test_hidden (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };
  g_autofree char *id = NULL, *path = NULL;
  g_autoptr (JsonObject) choices = NULL;
  JsonArray *faults;
  JsonObject *fault;

  set_scene (f, &people);
  fw_fixture_post (f, "roster-rule", f->boss,
                   "{\"id\":\"r\",\"name\":\"Lin\",\"site\":\"sh\",\"team\":\"a\",\"person\":"
                   "\"p1\",\"week_hours_least\":16}");
  post_shift (f, "7", "p3", "2030-03-10", "late", "published");
  id = offer (f, people.lin, "{\"day\":\"2030-03-04\"}");
  path = g_strdup_printf ("own/swaps/%s", id);
  choices = fw_fixture_ask (f, "GET", path, people.mo, NULL, 200);
  faults = json_object_get_array_member (
      json_array_get_object_element (json_object_get_array_member (choices, "choices"), 0),
      "faults");
  g_assert_cmpuint (json_array_get_length (faults), ==, 1);
  fault = json_array_get_object_element (faults, 0);
  g_assert_cmpstr (json_object_get_string_member (fault, "what"), ==, "hidden");
  g_assert_false (json_object_has_member (fault, "day"));
}

static void
test_certificate (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };
  g_autofree char *id = NULL;
  g_autoptr (JsonObject) refused = NULL;
  g_autoptr (JsonObject) claimed = NULL;

  set_scene (f, &people);
  fw_fixture_post (f, "certificate-scheme", f->boss,
                   "{\"id\":\"dawn\",\"name\":\"Dawn\",\"mode\":\"completion\",\"months\":1200,"
                   "\"end_rule\":\"corresponding\",\"grace_eligible\":false,"
                   "\"shifts\":[\"early\"]}");
  id = offer (f, people.lin, "{\"day\":\"2030-03-04\"}");
  refused = act (f, people.mo, id, "claimed", 1, NULL, 409);
  fw_fixture_post (f, "certificate-event", f->boss,
                   "{\"id\":\"e\",\"person\":\"p3\",\"scheme\":\"dawn\",\"event\":\"pass\",\"day\":"
                   "\"2026-01-05\"}");
  claimed = act (f, people.mo, id, "claimed", 1, NULL, 200);
}

/* ---- who may not ---- */

static void
test_others (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };
  g_autofree char *id = NULL, *path = NULL, *third = NULL;
  g_autoptr (JsonObject) stolen = NULL, late = NULL, decided = NULL, moved = NULL, back = NULL;
  guint revision;

  set_scene (f, &people);
  fw_fixture_post (f, "person", f->boss,
                   "{\"id\":\"p4\",\"name\":\"Fen\",\"site\":\"sh\",\"team\":\"a\"}");
  third = open_agent (f, "fen", "p4");

  /* Only days of hers, to come, to somebody there, once. */
  fw_fixture_expect_error (f, "POST", "own/swaps", people.lin, "{\"day\":\"2030-03-05\"}", 400,
                           "invalid", "day: expected");
  fw_fixture_expect_error (f, "POST", "own/swaps", people.lin, "{\"day\":\"2020-03-04\"}", 400,
                           "invalid", "day: expected a day after");
  fw_fixture_expect_error (f, "POST", "own/swaps", people.lin,
                           "{\"day\":\"2030-03-04\",\"to\":\"p1\"}", 400, "invalid",
                           "to: expected");
  fw_fixture_expect_error (f, "POST", "own/swaps", people.lin, "{\"day\":4}", 400, "invalid",
                           "day");
  id = offer (f, people.lin, "{\"day\":\"2030-03-04\",\"to\":\"p2\"}");
  fw_fixture_expect_error (f, "POST", "own/swaps", people.lin, "{\"day\":\"2030-03-04\"}", 409,
                           "conflict", "offered already");

  /* It was for one of another team; her own sees nothing of it. */
  path = g_strdup_printf ("own/swaps/%s", id);
  fw_fixture_expect_error (f, "GET", path, people.mo, NULL, 404, "not-found", "");
  fw_fixture_expect_error (f, "GET", path, f->boss, NULL, 403, "forbidden", "");
  stolen = act (f, people.mo, id, "withdrawn", 1, NULL, 404);
  g_clear_pointer (&stolen, json_object_unref);
  stolen = act (f, people.wei, id, "withdrawn", 1, NULL, 403);
  g_clear_pointer (&stolen, json_object_unref);
  stolen = act (f, people.lin, id, "claimed", 1, NULL, 409);
  g_clear_pointer (&stolen, json_object_unref);
  stolen = decide (f, people.wei, id, "claimed", 1, 403);
  revision = claim (f, people.wei, id, NULL);
  decided = decide (f, f->coach, id, "approved", revision, 403);
  fw_fixture_expect_error (f, "POST", "records/shift", people.wei,
                           "{\"id\":\"x\",\"person\":\"p2\",\"day\":\"2030-03-09\",\"type\":"
                           "\"leave\"}",
                           403, "forbidden", "");

  /* She takes it back while it waits; then nobody has it. */
  back = act (f, people.lin, id, "withdrawn", revision, NULL, 200);
  moved = decide (f, f->lead, id, "approved", revision + 1, 409);
  expect_week (f, people.lin, "E.L....");

  /* Whoever is second is told so. */
  g_clear_pointer (&id, g_free);
  id = offer (f, people.lin, "{\"day\":\"2030-03-04\"}");
  g_assert_cmpuint (count_swaps (f, third), ==, 1);
  claim (f, people.mo, id, NULL);
  late = act (f, third, id, "claimed", 1, NULL, 404);
  g_assert_cmpuint (count_swaps (f, third), ==, 0);
}

static void
test_refused (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };
  g_autofree char *id = NULL;
  g_autoptr (JsonObject) moved = NULL, list = NULL;
  guint revision;

  set_scene (f, &people);
  id = offer (f, people.lin, "{\"day\":\"2030-03-04\"}");
  revision = claim (f, people.mo, id, NULL);
  moved = decide (f, f->lead, id, "refused", revision, 200);
  list = fw_fixture_ask (f, "GET", "own/swaps", people.lin, NULL, 200);
  g_assert_cmpstr (
      json_object_get_string_member (
          json_array_get_object_element (json_object_get_array_member (list, "swaps"), 0),
          "reason"),
      ==, "too few");
  expect_week (f, people.lin, "E.L....");
}

/* When its day has come nobody decides it any more. */
static void
test_lapsed (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };
  g_autofree char *offered = NULL, *claimed = NULL, *path = NULL;
  g_autoptr (FwClockKeeper) keeper = fw_clock_keeper_new (f->centre, NULL);
  g_autoptr (JsonObject) moved = NULL;
  gint64 at;

  set_scene (f, &people);
  offered = offer (f, people.lin, "{\"day\":\"2030-03-04\"}");
  claimed = offer (f, people.lin, "{\"day\":\"2030-03-06\"}");
  claim (f, people.mo, claimed, "2030-03-05");
  g_assert_true (fw_time_parse (fw_text ("2030-03-05T12:00:00Z"), &at));
  fw_clock_keeper_step (keeper, at);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *record = g_strdup_printf ("records/swap/%s", i == 0 ? offered : claimed);
      g_autoptr (JsonObject) swap = fw_fixture_ask (f, "GET", record, f->boss, NULL, 200);

      g_assert_cmpstr (json_object_get_string_member (swap, "state"), ==, "lapsed");
    }
  expect_week (f, people.lin, "E.L....");
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = {
    { "/server/swaps/alone", test_alone },
    { "/server/swaps/told", test_told },
    { "/server/swaps/exchange", test_exchange },
    { "/server/swaps/same-day", test_same_day },
    { "/server/swaps/changed", test_changed },
    { "/server/swaps/planned", test_planned },
    { "/server/swaps/breach", test_breach },
    { "/server/swaps/hidden", test_hidden },
    { "/server/swaps/certificate", test_certificate },
    { "/server/swaps/others", test_others },
    { "/server/swaps/refused", test_refused },
    { "/server/swaps/lapsed", test_lapsed },
    { NULL, NULL },
  };

  return fw_server_fixture_run (argc, argv, tests);
}
