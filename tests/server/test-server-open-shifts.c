/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A shift that nobody has, from the offer to the roster: who sees it, what stands against a claim,
 * who is told that others were faster, and what becomes of claims and offers whose time is over. */
#include "server/fw-clock-keeper.h"
#include "server/fw-server-fixture.h"

#define N_RACERS 6

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

static void
post_shift (FwServerFixture *f, const char *id, const char *person, const char *day, gboolean told)
{
  gint32 date;

  g_assert_true (fw_date_parse (fw_text (day), &date));
  fw_fixture_post_work (f, id, person, date, "early", told);
}

/* A week in March 2030 from Monday the 4th on: p1 works Monday. */
static void
set_scene (FwServerFixture *f, People *people)
{
  fw_fixture_post (f, "person", f->boss,
                   "{\"id\":\"p3\",\"name\":\"Mo\",\"site\":\"sh\",\"team\":\"a\"}");
  people->lin = open_agent (f, "lin", "p1");
  people->wei = open_agent (f, "wei", "p2");
  people->mo = open_agent (f, "mo", "p3");
  post_shift (f, "1", "p1", "2030-03-04", TRUE);
}

/* @more: further members, after a comma. */
static void
offer (FwServerFixture *f, const char *token, const char *id, const char *day, const char *more)
{
  g_autofree char *body =
      g_strdup_printf ("{\"id\":\"%s\",\"site\":\"sh\",\"day\":\"%s\",\"template\":\"early\"%s%s}",
                       id, day, strstr (more, "people") != NULL ? "" : ",\"people\":1", more);

  fw_fixture_post (f, "open-shift", token, body);
}

#define FOR_A ",\"team\":\"a\""

static JsonObject *
step (FwServerFixture *f, const char *token, const char *id, const char *move, guint status)
{
  g_autofree char *path = g_strdup_printf ("own/open-shifts/%s", id);
  g_autofree char *body = g_strdup_printf ("{\"move\":\"%s\"}", move);

  return fw_fixture_ask (f, "POST", path, token, body, status);
}

static void
claim (FwServerFixture *f, const char *token, const char *id)
{
  g_autoptr (JsonObject) shown = step (f, token, id, "claimed", 200);
  JsonObject *made = json_object_get_object_member (shown, "claim");

  g_assert_cmpstr (json_object_get_string_member (made, "state"), ==, "claimed");
}

static void
expect_claim_refused (FwServerFixture *f, const char *token, const char *id, const char *part)
{
  g_autofree char *path = g_strdup_printf ("own/open-shifts/%s", id);

  fw_fixture_expect_error (f, "POST", path, token, "{\"move\":\"claimed\"}", 409, "conflict", part);
}

/* Returns: (transfer full) (nullable): as she sees it. */
static JsonObject *
see (FwServerFixture *f, const char *token, const char *id)
{
  g_autoptr (JsonObject) answer = fw_fixture_ask (f, "GET", "own/open-shifts", token, NULL, 200);
  JsonArray *offers = json_object_get_array_member (answer, "offers");

  for (guint i = 0; i < json_array_get_length (offers); i++)
    {
      JsonObject *each = json_array_get_object_element (offers, i);

      if (g_str_equal (json_object_get_string_member (each, "id"), id))
        return json_object_ref (each);
    }
  return NULL;
}

/* @what: (nullable): of the only thing that stands against it; NULL: nothing does. */
static void
expect_fault (FwServerFixture *f, const char *token, const char *id, const char *what)
{
  g_autoptr (JsonObject) shown = see (f, token, id);
  JsonArray *faults, *moves;

  g_assert_nonnull (shown);
  faults = json_object_get_array_member (shown, "faults");
  moves = json_object_get_array_member (shown, "moves");
  g_assert_cmpuint (json_array_get_length (faults), ==, what != NULL ? 1 : 0);
  g_assert_cmpuint (json_array_get_length (moves), ==, what != NULL ? 0 : 1);
  if (what == NULL)
    return;
  g_assert_cmpstr (
      json_object_get_string_member (json_array_get_object_element (faults, 0), "what"), ==, what);
  expect_claim_refused (f, token, id, "does not fit");
}

/* The claims, newest last by day and person. Returns: (transfer full): the one of @person. */
static JsonObject *
find_claim (FwServerFixture *f, const char *person)
{
  g_autofree char *path = g_strdup_printf ("records/shift-claim?where.person=%s", person);
  g_autoptr (JsonObject) answer = fw_fixture_ask (f, "GET", path, f->boss, NULL, 200);
  JsonArray *records = json_object_get_array_member (answer, "records");

  g_assert_cmpuint (json_array_get_length (records), ==, 1);
  return json_object_ref (json_array_get_object_element (records, 0));
}

static JsonObject *
decide (FwServerFixture *f, const char *token, const char *person, const char *move, guint status)
{
  g_autoptr (JsonObject) made = find_claim (f, person);
  g_autofree char *path =
      g_strdup_printf ("records/shift-claim/%s/moves", json_object_get_string_member (made, "id"));
  g_autofree char *body =
      g_strdup_printf ("{\"move\":\"%s\",\"revision\":%u,\"reason\":\"enough\"}", move,
                       (guint) json_object_get_int_member (made, "revision"));

  return fw_fixture_ask (f, "POST", path, token, body, status);
}

static void
expect_claim (FwServerFixture *f, const char *person, const char *state)
{
  g_autoptr (JsonObject) made = find_claim (f, person);

  g_assert_cmpstr (json_object_get_string_member (made, "state"), ==, state);
}

static JsonObject *
read_offer (FwServerFixture *f, const char *id)
{
  g_autofree char *path = g_strdup_printf ("records/open-shift/%s", id);

  return fw_fixture_ask (f, "GET", path, f->boss, NULL, 200);
}

/* The server closes what is full by itself, right after. */
static void
expect_offer (FwServerFixture *f, const char *id, const char *state, gint64 left)
{
  for (guint i = 0; i < 500; i++)
    {
      g_autoptr (JsonObject) shown = read_offer (f, id);

      if (g_str_equal (json_object_get_string_member (shown, "state"), state) || i == 499)
        {
          g_assert_cmpstr (json_object_get_string_member (shown, "state"), ==, state);
          g_assert_cmpint (json_object_get_int_member (shown, "left"), ==, left);
          return;
        }
      g_usleep (10000);
    }
}

/* How many days she is told to work in that week. */
static void
expect_days (FwServerFixture *f, const char *token, guint n)
{
  g_autoptr (JsonObject) answer =
      fw_fixture_ask (f, "GET", "own/shifts?from=2030-03-04&to=2030-03-10", token, NULL, 200);

  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (answer, "shifts")), ==, n);
}

/* ---- what becomes of it ---- */

static void
test_given (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };
  g_autoptr (JsonObject) shown = NULL, inbox = NULL, check = NULL, moved = NULL, made = NULL;
  g_autofree char *path = NULL;

  set_scene (f, &people);
  offer (f, f->lead, "o", "2030-03-06", FOR_A ",\"people\":2,\"note\":\"launch\"");
  shown = see (f, people.mo, "o");
  g_assert_cmpstr (json_object_get_string_member (shown, "name"), ==, "Early");
  g_assert_cmpstr (json_object_get_string_member (shown, "note"), ==, "launch");
  g_assert_cmpint (json_object_get_int_member (shown, "free"), ==, 2);
  claim (f, people.mo, "o");
  expect_days (f, people.mo, 0);
  inbox = fw_fixture_ask (f, "GET", "inbox", f->lead, NULL, 200);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (inbox, "entries")), ==, 1);

  made = find_claim (f, "p3");
  g_assert_cmpstr (json_object_get_string_member (made, "day"), ==, "2030-03-06");
  path = g_strdup_printf ("shift-claims/%s", json_object_get_string_member (made, "id"));
  check = fw_fixture_ask (f, "GET", path, f->lead, NULL, 200);
  g_assert_cmpstr (json_object_get_string_member (check, "person"), ==, "Mo");
  g_assert_cmpint (json_object_get_int_member (check, "left"), ==, 2);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (check, "faults")), ==, 0);

  moved = decide (f, f->lead, "p3", "approved", 200);
  expect_days (f, people.mo, 1);
  expect_offer (f, "o", "open", 1);
  expect_claim_refused (f, people.mo, "o", "claimed it already");
  claim (f, people.lin, "o");
  g_clear_pointer (&moved, json_object_unref);
  moved = decide (f, f->lead, "p1", "approved", 200);
  expect_days (f, people.lin, 2);
  expect_offer (f, "o", "full", 0);
}

/* A place that was claimed is held until it is decided. */
static void
test_refused (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };
  g_autoptr (JsonObject) moved = NULL, shown = NULL, back = NULL;

  set_scene (f, &people);
  offer (f, f->lead, "o", "2030-03-06", FOR_A);
  claim (f, people.mo, "o");
  expect_claim_refused (f, people.lin, "o", "others were faster");
  moved = decide (f, f->lead, "p3", "refused", 200);
  shown = see (f, people.mo, "o");
  g_assert_cmpstr (
      json_object_get_string_member (json_object_get_object_member (shown, "claim"), "reason"), ==,
      "enough");
  claim (f, people.lin, "o");
  back = step (f, people.lin, "o", "withdrawn", 200);
  expect_claim (f, "p1", "withdrawn");
  expect_days (f, people.mo, 0);
  expect_offer (f, "o", "open", 1);
}

static void
test_taken_back (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };
  g_autoptr (JsonObject) moved = NULL, late = NULL, gone = NULL;

  set_scene (f, &people);
  offer (f, f->lead, "o", "2030-03-06", FOR_A ",\"people\":3");
  claim (f, people.mo, "o");
  moved = fw_fixture_ask (f, "POST", "records/open-shift/o/moves", f->lead,
                          "{\"move\":\"withdrawn\",\"revision\":1}", 200);
  expect_claim (f, "p3", "closed");
  late = decide (f, f->lead, "p3", "approved", 409);
  gone = step (f, people.lin, "o", "claimed", 404);
  expect_days (f, people.mo, 0);
}

static void
test_over (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };
  g_autoptr (FwClockKeeper) keeper = fw_clock_keeper_new (f->centre, NULL);
  g_autoptr (JsonObject) moved = NULL;
  gint64 at;

  set_scene (f, &people);
  offer (f, f->lead, "dated", "2030-03-08", FOR_A ",\"until\":\"2030-03-04\"");
  offer (f, f->lead, "other", "2030-03-06", FOR_A);
  claim (f, people.mo, "dated");
  claim (f, people.lin, "other");
  /* On the last day it is still open. */
  g_assert_true (fw_time_parse (fw_text ("2030-03-04T12:00:00Z"), &at));
  fw_clock_keeper_step (keeper, at);
  expect_offer (f, "dated", "open", 1);
  g_assert_true (fw_time_parse (fw_text ("2030-03-05T12:00:00Z"), &at));
  fw_clock_keeper_step (keeper, at);
  expect_offer (f, "dated", "ended", 1);
  expect_claim (f, "p3", "claimed");
  /* It was claimed in time. */
  moved = decide (f, f->lead, "p3", "approved", 200);
  expect_days (f, people.mo, 1);
  expect_offer (f, "dated", "ended", 0);
  /* When its day has come nobody decides it any more. */
  g_assert_true (fw_time_parse (fw_text ("2030-03-06T12:00:00Z"), &at));
  fw_clock_keeper_step (keeper, at);
  expect_offer (f, "other", "ended", 1);
  expect_claim (f, "p1", "lapsed");
}

/* ---- what stands against it ---- */

static void
test_faults (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };

  set_scene (f, &people);
  offer (f, f->lead, "mon", "2030-03-04", FOR_A);
  offer (f, f->lead, "tue", "2030-03-05", FOR_A);
  offer (f, f->lead, "fri", "2030-03-08", FOR_A);
  expect_fault (f, people.lin, "mon", "not-free");
  expect_fault (f, people.lin, "tue", NULL);
  fw_fixture_post (
      f, "roster-rule", f->boss,
      "{\"id\":\"r\",\"name\":\"Lin\",\"site\":\"sh\",\"team\":\"a\",\"person\":\"p1\","
      "\"days_in_row\":1}");
  expect_fault (f, people.lin, "tue", "breach");
  expect_fault (f, people.mo, "tue", NULL);
  /* Rest goes by hours, and a week by its sum. */
  fw_fixture_post (f, "roster-rule", f->boss,
                   "{\"id\":\"r3\",\"name\":\"Mo\",\"site\":\"sh\",\"team\":\"a\",\"person\":"
                   "\"p3\",\"week_hours_most\":7}");
  expect_fault (f, people.mo, "fri", "breach");
  fw_fixture_post (f, "shift", f->boss,
                   "{\"id\":\"v\",\"person\":\"p3\",\"day\":\"2030-03-05\",\"type\":\"leave\","
                   "\"state\":\"published\",\"told\":\"leave\"}");
  expect_fault (f, people.mo, "tue", "leave");
}

/* Whatever the roster says by now: granted leave that is not published yet, and a programme that
 * she has not passed. */
static void
test_absences (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };
  g_autoptr (JsonObject) moved = NULL;

  set_scene (f, &people);
  offer (f, f->lead, "wed", "2030-03-06", FOR_A);
  offer (f, f->lead, "thu", "2030-03-07", FOR_A);
  fw_fixture_post (f, "leave-request", f->boss,
                   "{\"id\":\"gone\",\"name\":\"gone\",\"person\":\"p3\",\"leave_type\":"
                   "\"sick\",\"first\":\"2030-03-06\",\"last\":\"2030-03-06\",\"days\":0}");
  expect_fault (f, people.mo, "wed", NULL); /* it is only asked for */
  moved = fw_fixture_ask (f, "POST", "records/leave-request/gone/moves", f->boss,
                          "{\"move\":\"granted\",\"revision\":1}", 200);
  expect_fault (f, people.mo, "wed", "leave");
  expect_fault (f, people.mo, "thu", NULL);
  fw_fixture_post (f, "programme", f->boss,
                   "{\"id\":\"new\",\"name\":\"Newcomers\",\"audience\":\"newcomer\",\"repeats\":"
                   "\"never\",\"gates\":true,\"days\":40}");
  fw_fixture_post (f, "trainee", f->boss,
                   "{\"id\":\"t\",\"person\":\"p3\",\"programme\":\"new\",\"since\":"
                   "\"2030-03-01\"}");
  expect_fault (f, people.mo, "thu", "barred");
}

static void
test_certificates (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };

  set_scene (f, &people);
  fw_fixture_post (f, "certificate-scheme", f->boss,
                   "{\"id\":\"dawn\",\"name\":\"Dawn\",\"mode\":\"completion\",\"months\":1200,"
                   "\"end_rule\":\"corresponding\",\"grace_eligible\":false}");
  offer (f, f->lead, "free", "2030-03-06", FOR_A);
  offer (f, f->lead, "bound", "2030-03-06", FOR_A ",\"certificates\":[\"dawn\"]");
  expect_fault (f, people.mo, "free", NULL);
  expect_fault (f, people.mo, "bound", "certificate");
  fw_fixture_post (f, "certificate-event", f->boss,
                   "{\"id\":\"e\",\"person\":\"p3\",\"scheme\":\"dawn\",\"event\":\"pass\",\"day\":"
                   "\"2026-01-05\"}");
  expect_fault (f, people.mo, "bound", NULL);
}

/* What is so when it is approved counts: a rule, a draft, a place. */
static void
test_changed (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };
  g_autoptr (JsonObject) refused = NULL, again = NULL;

  set_scene (f, &people);
  offer (f, f->lead, "o", "2030-03-06", FOR_A ",\"people\":2");
  claim (f, people.mo, "o");
  claim (f, people.lin, "o");
  post_shift (f, "2", "p3", "2030-03-06", FALSE);
  refused = decide (f, f->lead, "p3", "approved", 409);
  g_assert_cmpstr (json_object_get_string_member (refused, "refusal"), ==, "no-effect");
  expect_claim (f, "p3", "claimed");
  expect_offer (f, "o", "open", 2);
  expect_days (f, people.mo, 0);
}

/* ---- who may not ---- */

static void
test_rights (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };
  g_autoptr (JsonObject) moved = NULL, one = NULL;
  g_autofree char *path = NULL;

  set_scene (f, &people);
  fw_fixture_post (f, "site", f->boss,
                   "{\"id\":\"cd\",\"name\":\"Chengdu\",\"time_zone\":\"Asia/Shanghai\"}");
  fw_fixture_post (f, "shift-template", f->boss,
                   "{\"id\":\"cd-early\",\"name\":\"Early\",\"site\":\"cd\",\"start\":\"06:00\","
                   "\"length_minutes\":480}");
  fw_fixture_post (f, "open-shift", f->boss,
                   "{\"id\":\"far\",\"site\":\"cd\",\"day\":\"2030-03-06\",\"template\":\"cd-"
                   "early\",\"people\":1}");
  offer (f, f->lead, "o", "2030-03-06", FOR_A);
  offer (f, f->boss, "all", "2030-03-07", "");

  /* Neither of another site nor of another team; what is for the site everybody there sees. */
  g_assert_null (see (f, people.mo, "far"));
  g_assert_null (see (f, people.wei, "o"));
  one = see (f, people.wei, "all");
  g_assert_nonnull (one);
  moved = step (f, people.mo, "far", "claimed", 404);
  g_clear_pointer (&moved, json_object_unref);
  moved = step (f, people.wei, "o", "claimed", 404);
  g_clear_pointer (&moved, json_object_unref);
  moved = step (f, people.mo, "none", "claimed", 404);
  g_clear_pointer (&moved, json_object_unref);
  moved = step (f, people.mo, "o", "withdrawn", 409);
  g_clear_pointer (&moved, json_object_unref);
  fw_fixture_expect_error (f, "GET", "own/open-shifts", f->lead, NULL, 403, "forbidden", "");
  fw_fixture_expect_error (f, "GET", "records/open-shift", people.mo, NULL, 403, "forbidden", "");
  fw_fixture_expect_error (f, "POST", "records/shift-claim", people.mo,
                           "{\"id\":\"x\",\"name\":\"x\",\"offer\":\"o\",\"person\":\"p1\"}", 403,
                           "forbidden", "");
  /* Who is limited to a team offers to that team. */
  fw_fixture_expect_error (
      f, "POST", "records/open-shift", f->lead,
      "{\"id\":\"x\",\"site\":\"sh\",\"team\":\"b\",\"people\":1,\"day\":\"2030-03-06\","
      "\"template\":\"early\"}",
      403, "forbidden", "");
  fw_fixture_expect_error (f, "POST", "records/open-shift", f->coach,
                           "{\"id\":\"x\",\"site\":\"sh\",\"day\":\"2030-03-06\",\"template\":"
                           "\"early\"}",
                           403, "forbidden", "");

  claim (f, people.mo, "o");
  claim (f, people.wei, "all");
  moved = decide (f, people.mo, "p3", "approved", 403);
  g_clear_pointer (&moved, json_object_unref);
  moved = decide (f, f->coach, "p3", "approved", 403);
  g_clear_pointer (&moved, json_object_unref);
  moved = decide (f, f->lead, "p2", "approved", 404); /* of another team */
  g_clear_pointer (&moved, json_object_unref);
  g_clear_pointer (&one, json_object_unref);
  one = find_claim (f, "p2");
  path = g_strdup_printf ("shift-claims/%s", json_object_get_string_member (one, "id"));
  fw_fixture_expect_error (f, "GET", path, f->lead, NULL, 404, "not-found", "");
  fw_fixture_expect_error (f, "GET", path, people.wei, NULL, 403, "forbidden", "");
  moved = decide (f, f->boss, "p2", "approved", 200);
  expect_days (f, people.wei, 1);
}

static void
test_bad_input (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };
  static const struct
  {
    const char *more, *part;
  } bad[] = {
    { ",\"people\":0", "people: expected" },
    { ",\"people\":501", "people: expected" },
    { ",\"people\":1,\"until\":\"2030-03-07\"",
      "until: expected a day that is not after the shift" },
    { ",\"people\":1,\"team\":\"none\"", "team" },
    { ",\"people\":1,\"certificates\":[\"none\"]", "certificates" },
    { ",\"people\":1,\"taken\":1", "" },
  };

  set_scene (f, &people);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *body = g_strdup_printf (
          "{\"id\":\"x\",\"site\":\"sh\",\"day\":\"2030-03-06\",\"template\":\"early\"%s}",
          bad[i].more);
      const gboolean rights = i == G_N_ELEMENTS (bad) - 1;

      fw_fixture_expect_error (f, "POST", "records/open-shift", rights ? f->lead : f->boss, body,
                               rights ? 403 : 400, rights ? "forbidden" : "invalid", bad[i].part);
    }
  offer (f, f->lead, "o", "2030-03-06", FOR_A);
  fw_fixture_expect_error (f, "POST", "own/open-shifts/o", people.mo, "{\"move\":\"approved\"}",
                           400, "invalid", "move: expected claimed or withdrawn");
  fw_fixture_expect_error (f, "POST", "own/open-shifts/o", people.mo, "{\"move\":3}", 400,
                           "invalid", "move");
  fw_fixture_expect_error (f, "POST", "own/open-shifts/o", people.mo, "", 400, "invalid", "");
  /* Two shifts of one day are not claimed at once. */
  offer (f, f->lead, "p", "2030-03-06", FOR_A);
  claim (f, people.mo, "o");
  expect_claim_refused (f, people.mo, "p", "another shift of that day");
}

/* ---- at once ---- */

typedef struct
{
  FwServerFixture *f;
  const char *method, *path, *body;
  char *token;
  guint status;
} Racer;

static gpointer
race (gpointer data)
{
  Racer *self = data;
  g_autoptr (FwRawAnswer) answer =
      fw_raw_request (self->f->port, self->method, self->path, self->token, self->body, -1);

  self->status = answer->status;
  return NULL;
}

/* Returns: how many of them got what they asked for; the others were told that they were late. */
static guint
run (Racer *racers, guint n)
{
  GThread *threads[N_RACERS];
  guint got = 0;

  for (guint i = 0; i < n; i++)
    threads[i] = g_thread_new ("racer", race, &racers[i]);
  for (guint i = 0; i < n; i++)
    {
      g_thread_join (threads[i]);
      g_assert_true (racers[i].status == 200 || racers[i].status == 409);
      got += racers[i].status == 200;
    }
  return got;
}

static void
test_race (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };
  Racer racers[N_RACERS];

  set_scene (f, &people);
  for (guint i = 0; i < N_RACERS; i++)
    {
      g_autofree char *person = g_strdup_printf ("r%u", i);
      g_autofree char *body = g_strdup_printf (
          "{\"id\":\"%s\",\"name\":\"%s\",\"site\":\"sh\",\"team\":\"a\"}", person, person);

      fw_fixture_post (f, "person", f->boss, body);
      racers[i] = (Racer){ f, "POST", "own/open-shifts/o", "{\"move\":\"claimed\"}" };
      racers[i].token = open_agent (f, person, person);
    }
  offer (f, f->lead, "o", "2030-03-06", FOR_A ",\"people\":2");
  g_assert_cmpuint (run (racers, N_RACERS), ==, 2);
  for (guint i = 0; i < N_RACERS; i++)
    g_free (racers[i].token);
}

/* There are fewer places than claims: one is wanted only after two have claimed. */
static void
test_race_of_approvals (FwServerFixture *f, gconstpointer data)
{
  static const char *const who[] = { "p1", "p3" };
  g_auto (People) people = { NULL };
  g_autoptr (JsonObject) wanted = NULL, fewer = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;
  Racer racers[2];
  char *paths[2], *bodies[2];

  set_scene (f, &people);
  offer (f, f->lead, "o", "2030-03-06", FOR_A ",\"people\":2");
  claim (f, people.mo, "o");
  claim (f, people.lin, "o");
  wanted = read_offer (f, "o");
  json_object_set_int_member (wanted, "people", 1);
  node = json_node_init_object (json_node_alloc (), wanted);
  text = json_to_string (node, FALSE);
  fewer = fw_fixture_ask (f, "PUT", "records/open-shift/o", f->lead, text, 200);
  g_assert_cmpint (json_object_get_int_member (fewer, "left"), ==, 1);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (JsonObject) made = find_claim (f, who[i]);

      paths[i] = g_strdup_printf ("records/shift-claim/%s/moves",
                                  json_object_get_string_member (made, "id"));
      bodies[i] = g_strdup_printf ("{\"move\":\"approved\",\"revision\":%u}",
                                   (guint) json_object_get_int_member (made, "revision"));
      racers[i] = (Racer){ f, "POST", paths[i], bodies[i], i == 0 ? f->lead : f->boss };
    }
  g_assert_cmpuint (run (racers, 2), ==, 1);
  expect_offer (f, "o", "full", 0);
  for (guint i = 0; i < 2; i++)
    {
      g_free (paths[i]);
      g_free (bodies[i]);
    }
}

/* Sixty offers, each held against a roster of twelve weeks. */
static void
test_many (FwServerFixture *f, gconstpointer data)
{
  g_auto (People) people = { NULL };
  g_autoptr (JsonObject) answer = NULL;
  gint64 begin, took;
  gint32 monday;

  set_scene (f, &people);
  g_assert_true (fw_date_parse (fw_text ("2030-03-04"), &monday));
  for (gint32 day = 1; day < 60; day += 2)
    {
      g_autofree char *id = g_strdup_printf ("w%d", day), *even = fw_date_format (monday + day),
                      *odd = fw_date_format (monday + day + 1), *one = g_strdup_printf ("a%d", day),
                      *other = g_strdup_printf ("b%d", day);

      fw_fixture_post_work (f, id, "p1", monday + day, "early", TRUE);
      offer (f, f->lead, one, even, FOR_A);
      offer (f, f->lead, other, odd, FOR_A);
    }
  begin = g_get_monotonic_time ();
  answer = fw_fixture_ask (f, "GET", "own/open-shifts", people.lin, NULL, 200);
  took = g_get_monotonic_time () - begin;
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (answer, "offers")), ==,
                    60);
  g_test_message ("60 offers in %.1f ms", (double) took / 1000);
  for (guint i = 0; i < 60; i++)
    {
      JsonObject *each =
          json_array_get_object_element (json_object_get_array_member (answer, "offers"), i);

      g_assert_cmpuint (json_array_get_length (json_object_get_array_member (each, "faults")), ==,
                        i % 2 == 0);
    }
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = {
    { "/server/open-shifts/given", test_given },
    { "/server/open-shifts/refused", test_refused },
    { "/server/open-shifts/taken-back", test_taken_back },
    { "/server/open-shifts/over", test_over },
    { "/server/open-shifts/faults", test_faults },
    { "/server/open-shifts/absences", test_absences },
    { "/server/open-shifts/certificates", test_certificates },
    { "/server/open-shifts/changed", test_changed },
    { "/server/open-shifts/rights", test_rights },
    { "/server/open-shifts/bad-input", test_bad_input },
    { "/server/open-shifts/race", test_race },
    { "/server/open-shifts/race-of-approvals", test_race_of_approvals },
    { "/server/open-shifts/many", test_many },
    { NULL, NULL },
  };

  return fw_server_fixture_run (argc, argv, tests);
}
