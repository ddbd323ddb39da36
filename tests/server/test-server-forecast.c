/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What will come, over the wire: against forecasts and people found without server and cube. */
#include <math.h>
#include <string.h>

#include "core/staffing/fw-outlook.h"
#include "core/staffing/fw-staffing.h"
#include "server/fw-forecast-history.h"
#include "server/fw-server-fixture.h"

#define DAYS 30
#define SLOTS FW_OUTLOOK_SLOTS

/* Calls by half hour of the world's clock, which is the site's; the last two days are today and, at
 * midnight, the day after. */
typedef struct
{
  gint32 first; /* day */
  double calls[(DAYS + 2) * SLOTS];
} Told;

static void
add_calls (GString *lines, gint64 at, const char *queue, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *contact =
          g_strdup_printf ("%s%" G_GINT64_FORMAT "-%u", queue, at / FW_SECOND, i);

      fw_fixture_add_call (lines, at + i * 20 * FW_SECOND, contact, queue,
                           *queue == 's' && queue[1] == 'a' ? "Agent/1" : "Agent/2");
    }
}

static void
post (FwServerFixture *f, GString *lines)
{
  json_object_unref (fw_fixture_ask (f, "POST", "events", f->boss, lines->str, 200));
}

/* Mornings of so many days, and today as far as it has come. */
static void
post_days (FwServerFixture *f, const char *queue, guint n_days, Told *told)
{
  const gint64 now = g_get_real_time () / FW_SECOND * FW_SECOND;
  const gint32 today = (gint32) (now / (24 * FW_HOUR));
  g_autoptr (GString) lines = g_string_new (NULL);

  memset (told, 0, sizeof *told);
  told->first = today - DAYS;
  for (guint i = (DAYS - n_days) * SLOTS; i < (DAYS + 1) * SLOTS; i++)
    {
      const gint64 at = told->first * 24 * FW_HOUR + i * FW_HALF_HOUR;
      const guint slot = i % SLOTS;

      if (slot < 18 || slot >= 24 || at + FW_HALF_HOUR > now)
        continue;
      told->calls[i] = 3 + (i / SLOTS * 5 + slot) % 4;
      add_calls (lines, at, queue, (guint) told->calls[i]);
    }
  /* The source lives: what is not there has not come. */
  fw_fixture_add_event (lines, now, "offered", queue, queue, NULL);
  told->calls[(now - told->first * 24 * FW_HOUR) / FW_HALF_HOUR]++;
  post (f, lines);
}

static double
get (JsonObject *object, const char *member)
{
  return json_object_get_null_member (object, member)
             ? NAN
             : json_object_get_double_member (object, member);
}

static JsonObject *
get_day (JsonObject *answer, guint i)
{
  return json_array_get_object_element (json_object_get_array_member (answer, "days"), i);
}

static JsonObject *
get_slot (JsonObject *day, guint i)
{
  return json_array_get_object_element (json_object_get_array_member (day, "half_hours"), i);
}

static gint32
get_today (JsonObject *answer)
{
  gint32 today = 0;

  g_assert_true (fw_date_parse (fw_text (json_object_get_string_member (answer, "today")), &today));
  return today;
}

/* Half hours of today that were over when the answer was made. */
static guint
count_over (JsonObject *answer)
{
  gint64 until = 0;

  g_assert_true (
      fw_time_parse (fw_text (json_object_get_string_member (answer, "known_until")), &until));
  return (guint) ((until - get_today (answer) * 24 * FW_HOUR) / FW_HALF_HOUR);
}

static guint
find_people (double contacts, double aht)
{
  const FwStaffingDemand demand = { contacts, 1800, aht, INFINITY, 1 };
  FwStaffingTarget target = FW_STAFFING_ANY_TARGET;
  guint people = 0;

  target.target_s = 30;
  target.least_service_level = 0.9;
  target.most_occupancy = 0.85;
  if (contacts > 0)
    g_assert_true (fw_staffing_find (&demand, &target, 1000, &people));
  return people;
}

/* ---- the forecast itself ---- */

typedef struct
{
  FwForecastSlot slots[4 * SLOTS];
  guint over;
  double error, noise, amount; /* of the days that were foretold */
} Expected;

static void
foretell (const Told *told, JsonObject *answer, Expected *expected)
{
  const guint n = (guint) (get_today (answer) - told->first);
  g_autoptr (FwForecast) forecast = fw_forecast_new (SLOTS);
  FwForecastSlot rest[SLOTS];
  FwForecastDay days[4];

  memset (expected, 0, sizeof *expected);
  for (guint i = 0; i < n; i++)
    {
      const FwForecastDay day = { .date = told->first + (gint32) i };

      if (i >= FW_OUTLOOK_LEAST_DAYS)
        {
          fw_forecast_look_ahead (forecast, &day, 1, expected->slots);
          for (guint slot = 0; slot < SLOTS; slot++)
            {
              const double came = told->calls[i * SLOTS + slot];

              expected->error += fabs (expected->slots[slot].expected - came);
              expected->noise += fw_outlook_count_noise (expected->slots[slot].expected);
              expected->amount += came;
            }
        }
      fw_forecast_add_day (forecast, &day, told->calls + i * SLOTS);
    }
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    days[i] = (FwForecastDay){ .date = told->first + (gint32) (n + i) };
  fw_forecast_look_ahead (forecast, days, G_N_ELEMENTS (days), expected->slots);
  expected->over = count_over (answer);
  if (expected->over == 0)
    return;
  fw_forecast_look_on (forecast, days, told->calls + n * SLOTS, expected->over, rest);
  for (guint i = expected->over; i < SLOTS; i++)
    expected->slots[i] = rest[i];
}

static void
check_slot (const Told *told, JsonObject *answer, const Expected *expected, guint ahead, guint slot)
{
  JsonObject *row = get_slot (get_day (answer, ahead), slot);
  const FwForecastSlot *said = &expected->slots[ahead * SLOTS + slot];
  const guint today = (guint) (get_today (answer) - told->first);

  g_assert_cmpfloat_with_epsilon (get (row, "contacts"), said->expected, 1e-9);
  g_assert_cmpfloat_with_epsilon (get (row, "low"), said->low, 1e-9);
  g_assert_cmpfloat_with_epsilon (get (row, "high"), said->high, 1e-9);
  if (ahead == 0 && slot < expected->over)
    g_assert_cmpfloat (get (row, "came"), ==, told->calls[today * SLOTS + slot]);
  else
    g_assert_true (isnan (get (row, "came")));
  g_assert_cmpfloat_with_epsilon (get (row, "aht_s"), 60, 1e-9);
  g_assert_cmpfloat (get (row, "people"), ==, find_people (said->expected, 60));
  g_assert_cmpfloat (get (row, "people_together"), ==, get (row, "people"));
}

static void
check_day (const Told *told, JsonObject *answer, const Expected *expected, guint ahead)
{
  JsonObject *day = get_day (answer, ahead);
  double contacts = 0, came = 0, most = 0, hours = 0;

  for (guint slot = 0; slot < SLOTS; slot++)
    {
      JsonObject *row = get_slot (day, slot);

      check_slot (told, answer, expected, ahead, slot);
      if (isnan (get (row, "came")))
        contacts += get (row, "contacts");
      else
        came += get (row, "came");
      most = MAX (most, get (row, "people"));
      hours += get (row, "people") / 2;
    }
  g_assert_cmpfloat_with_epsilon (get (day, "contacts"), contacts + came, 1e-6);
  g_assert_cmpfloat (get (day, "low"), <=, get (day, "contacts"));
  g_assert_cmpfloat (get (day, "low"), >=, came);
  g_assert_cmpfloat (get (day, "high"), >=, get (day, "contacts"));
  g_assert_cmpfloat (get (day, "people"), ==, most);
  g_assert_cmpfloat (get (day, "people_hours"), ==, hours);
  if (ahead == 0 && expected->over > 0)
    g_assert_cmpfloat (get (day, "so_far"), ==, came);
  else
    g_assert_true (isnan (get (day, "so_far")));
}

static void
test_days (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) answer = NULL;
  JsonObject *errors, *history;
  g_autofree Expected *expected = g_new (Expected, 1);
  g_autofree Told *told = g_new (Told, 1);

  post_days (f, "sales", DAYS, told);
  answer = fw_fixture_ask (f, "GET", "forecast?days=3", f->lead, NULL, 200);
  history = json_object_get_object_member (answer, "history");
  g_assert_true (json_object_get_null_member (history, "lack"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (answer, "days")), ==, 4);
  foretell (told, answer, expected);
  for (guint ahead = 0; ahead < 4; ahead++)
    check_day (told, answer, expected, ahead);
  errors = json_object_get_object_member (answer, "errors");
  g_assert_cmpfloat_with_epsilon (get (errors, "error"), expected->error / expected->amount, 1e-9);
  g_assert_cmpfloat_with_epsilon (get (errors, "noise"), expected->noise / expected->amount, 1e-9);
  /* Nobody hung up, and no centre has said what an absence or an hour is. */
  g_assert_true (isnan (get (answer, "patience_s")));
  g_assert_true (isnan (get (answer, "shrinkage")));
  g_assert_true (isnan (get (answer, "cost_per_hour")));
}

/* Each queue with people of its own, and all of them with the same. */
static void
test_queues (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) both = NULL, sales = NULL, support = NULL, lead = NULL;
  g_autofree Told *told = g_new (Told, 1);
  double most = 0;

  post_days (f, "sales", DAYS, told);
  post_days (f, "support", DAYS, told);
  both = fw_fixture_ask (f, "GET", "forecast?days=1", f->boss, NULL, 200);
  sales = fw_fixture_ask (f, "GET", "forecast?days=1&queue=sales", f->boss, NULL, 200);
  support = fw_fixture_ask (f, "GET", "forecast?days=1&queue=support", f->boss, NULL, 200);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (both, "queues")), ==, 2);
  for (guint slot = 0; slot < SLOTS; slot++)
    {
      JsonObject *row = get_slot (get_day (both, 1), slot);

      g_assert_cmpfloat (get (row, "people"), ==,
                         get (get_slot (get_day (sales, 1), slot), "people") +
                             get (get_slot (get_day (support, 1), slot), "people"));
      g_assert_cmpfloat (get (row, "people_together"), ==, find_people (get (row, "contacts"), 60));
      g_assert_cmpfloat (get (row, "people_together"), <=, get (row, "people"));
      most = MAX (most, get (row, "people_together"));
    }
  g_assert_cmpfloat (most, >, 0);
  lead = fw_fixture_ask (f, "GET", "forecast?days=1", f->lead, NULL, 200);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (lead, "queues")), ==, 1);
  g_assert_cmpfloat_with_epsilon (get (get_day (lead, 1), "contacts"),
                                  get (get_day (sales, 1), "contacts"), 1e-9);
}

static void
expect_lack (FwServerFixture *f, const char *token, const char *lack)
{
  g_autoptr (JsonObject) answer = fw_fixture_ask (f, "GET", "forecast", token, NULL, 200);
  JsonObject *history = json_object_get_object_member (answer, "history");

  g_assert_cmpstr (json_object_get_string_member (history, "lack"), ==, lack);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (answer, "days")), ==, 0);
  g_assert_true (isnan (get (json_object_get_object_member (answer, "errors"), "error")));
}

/* ---- what was published ---- */

/* @more: than came, in every half hour of the mornings. @at: µs UTC */
static void
publish (FwServerFixture *f, const Told *told, const char *id, guint day, guint more, gint64 at)
{
  g_autofree char *date = fw_date_format (told->first + (gint32) day);
  g_autofree char *published = fw_time_format (at);
  g_autofree char *record = NULL;
  g_autoptr (GString) contacts = g_string_new (NULL);

  for (guint slot = 0; slot < SLOTS; slot++)
    g_string_append_printf (contacts, "%s%g", slot > 0 ? ";" : "",
                            told->calls[day * SLOTS + slot] + (slot >= 18 && slot < 24 ? more : 0));
  record = g_strdup_printf ("{\"id\":\"%s\",\"site\":\"sh\",\"day\":\"%s\",\"queues\":\"sales\","
                            "\"contacts\":\"%s\",\"published\":\"%s\",\"withdrawn\":%s}",
                            id, date, contacts->str, published, *id == 'w' ? "true" : "false");
  fw_fixture_post (f, "published-forecast", f->boss, record);
}

/* Of each day that is over it is what stood as the day began. */
static void
test_published (FwServerFixture *f, gconstpointer data)
{
  g_autofree Told *told = g_new (Told, 1);
  g_autoptr (JsonObject) before = NULL, answer = NULL, lead = NULL, both = NULL;
  JsonObject *published;
  double amount = 0;
  gint64 begin;

  post_days (f, "sales", DAYS, told);
  before = fw_fixture_ask (f, "GET", "forecast?days=1&site=sh&queue=sales", f->boss, NULL, 200);
  published = json_object_get_object_member (before, "published");
  g_assert_cmpint (json_object_get_int_member (published, "days"), ==, 0);
  g_assert_true (isnan (get (published, "error")));
  g_assert_false (json_object_has_member (published, "last"));

  begin = (told->first + DAYS - 2) * 24 * FW_HOUR;
  publish (f, told, "early", DAYS - 2, 9, begin - 72 * FW_HOUR);
  publish (f, told, "stood", DAYS - 2, 2, begin - 36 * FW_HOUR);
  publish (f, told, "withdrawn", DAYS - 2, 7, begin - FW_HOUR);
  publish (f, told, "late", DAYS - 2, 0, begin + FW_HOUR);
  publish (f, told, "other", DAYS - 1, 1, begin + 12 * FW_HOUR);
  for (guint slot = 0; slot < 2 * SLOTS; slot++)
    amount += told->calls[(DAYS - 2) * SLOTS + slot];
  answer = fw_fixture_ask (f, "GET", "forecast?days=1&site=sh&queue=sales", f->boss, NULL, 200);
  published = json_object_get_object_member (answer, "published");
  g_assert_cmpstr (json_object_get_string_member (published, "site"), ==, "sh");
  g_assert_cmpstr (json_object_get_string_member (published, "queues"), ==, "sales");
  g_assert_true (json_object_get_boolean_member (published, "whole"));
  g_assert_cmpint (json_object_get_int_member (published, "days"), ==, 2);
  g_assert_cmpfloat_with_epsilon (get (published, "error"), (6 * 2 + 6 * 1) / amount, 1e-9);
  g_assert_cmpfloat_with_epsilon (get (published, "ahead_days"), (1.5 + 0.5) / 2, 1e-9);

  /* Of other queues nothing was published, and who sees a part of them cannot. */
  both = fw_fixture_ask (f, "GET", "forecast?days=1&site=sh", f->boss, NULL, 200);
  published = json_object_get_object_member (both, "published");
  g_assert_cmpint (json_object_get_int_member (published, "days"), ==, 0);
  g_assert_true (json_object_get_boolean_member (published, "whole"));
  lead = fw_fixture_ask (f, "GET", "forecast?days=1&site=sh&queue=sales", f->lead, NULL, 200);
  published = json_object_get_object_member (lead, "published");
  g_assert_false (json_object_get_boolean_member (published, "whole"));
}

/* It stays as it is, says by itself when it was written, and is withdrawn rather than deleted. */
static void
test_publish (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (GString) contacts = g_string_new ("1");
  g_autofree char *made = NULL, *changed = NULL, *withdrawn = NULL, *of_today = NULL, *today = NULL;
  g_autoptr (JsonObject) record = NULL, answer = NULL, after = NULL;
  JsonObject *published;
  const gint64 before = g_get_real_time ();
  gint64 at = 0;

  for (guint slot = 1; slot < SLOTS; slot++)
    g_string_append (contacts, ";1");
  today = fw_date_format ((gint32) (before / (24 * FW_HOUR)) + 1);
  of_today = g_strdup_printf ("\"id\":\"p\",\"site\":\"sh\",\"day\":\"%s\"", today);
  made = g_strdup_printf ("{%s,\"contacts\":\"%s\"}", of_today, contacts->str);
  fw_fixture_post (f, "published-forecast", f->boss, made);
  record = fw_fixture_ask (f, "GET", "records/published-forecast/p", f->boss, NULL, 200);
  g_assert_cmpstr (json_object_get_string_member (record, "signed"), ==, "boss");
  g_assert_true (
      fw_time_parse (fw_text (json_object_get_string_member (record, "published")), &at));
  g_assert_cmpint (at, >=, before);
  g_assert_cmpint (at, <=, g_get_real_time ());
  answer = fw_fixture_ask (f, "GET", "forecast?days=1&site=sh", f->boss, NULL, 200);
  published = json_object_get_object_member (answer, "published");
  g_assert_cmpstr (json_object_get_string_member (published, "by"), ==, "boss");
  g_assert_cmpint (json_object_get_int_member (published, "days"), ==, 0);

  *contacts->str = '2';
  changed = g_strdup_printf ("{%s,\"revision\":1,\"contacts\":\"%s\"}", of_today, contacts->str);
  fw_fixture_expect_error (f, "PUT", "records/published-forecast/p", f->boss, changed, 403,
                           "forbidden", "contacts: stays as it was written");
  fw_fixture_expect_error (f, "DELETE", "records/published-forecast/p?revision=1", f->boss, NULL,
                           409, "conflict", "kept");
  *contacts->str = '1';
  withdrawn = g_strdup_printf ("{%s,\"revision\":1,\"contacts\":\"%s\",\"withdrawn\":true}",
                               of_today, contacts->str);
  json_object_unref (
      fw_fixture_ask (f, "PUT", "records/published-forecast/p", f->boss, withdrawn, 200));
  after = fw_fixture_ask (f, "GET", "records/published-forecast/p", f->boss, NULL, 200);
  g_assert_cmpstr (json_object_get_string_member (after, "published"), ==,
                   json_object_get_string_member (record, "published"));
  g_assert_true (json_object_get_boolean_member (after, "withdrawn"));
}

/* What is not known is said, and nothing made up. */
static void
test_lacks (FwServerFixture *f, gconstpointer data)
{
  const gint64 now = g_get_real_time ();
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (JsonObject) ended = NULL;
  g_autofree Told *told = g_new (Told, 1);

  expect_lack (f, f->boss, "nothing");
  for (guint day = 60; day < 90; day++)
    add_calls (lines, now - day * 24 * FW_HOUR, "sales", 12);
  post (f, lines);
  expect_lack (f, f->boss, "old");
  post_days (f, "support", 9, told);
  /* Of a queue that ended, where others go on, it is known that nothing comes. */
  ended = fw_fixture_ask (f, "GET", "forecast?days=1", f->lead, NULL, 200);
  g_assert_cmpfloat (get (get_day (ended, 1), "contacts"), ==, 0);
  g_assert_cmpfloat (get (get_day (ended, 1), "people"), ==, 0);
}

static void
test_young (FwServerFixture *f, gconstpointer data)
{
  g_autofree Told *told = g_new (Told, 1);

  post_days (f, "sales", 9, told);
  expect_lack (f, f->lead, "young");
}

static void
test_refusals (FwServerFixture *f, gconstpointer data)
{
  fw_fixture_expect_error (f, "GET", "forecast?days=29", f->boss, NULL, 400, "invalid", "days");
  fw_fixture_expect_error (f, "GET", "forecast?days=x", f->boss, NULL, 400, "invalid", "days");
  fw_fixture_expect_error (f, "GET", "forecast?agent=Agent/1", f->boss, NULL, 400, "invalid",
                           "agent");
  fw_fixture_expect_error (f, "GET", "forecast?from=2026-01-01", f->boss, NULL, 400, "invalid",
                           "from");
}

/* ---- the history ---- */

static gint64
read_time (const char *text)
{
  gint64 at = 0;

  g_assert_true (fw_time_parse (fw_text (text), &at));
  return at;
}

static double
get_amount (const FwForecastHistory *history, const char *date, guint slot)
{
  const FwQueueHistory *queue = history->queues->pdata[0];
  gint32 day = 0;

  g_assert_true (fw_date_parse (fw_text (date), &day));
  g_assert_cmpint (day, >=, history->first);
  g_assert_cmpint (day, <, history->first + (gint32) history->n_days);
  return queue->offered[(guint) (day - history->first) * SLOTS + slot];
}

/* Days of 23 and 25 hours, and a source that fell silent. */
static void
test_clocks (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (FwZone) zone = fw_zone_new ("Europe/Berlin", 0, NULL);
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FwForecastHistory) history = NULL;
  const FwQuestion question = { .now = read_time ("2025-10-28T20:00:00Z") };
  double seen[SLOTS];

  add_calls (lines, read_time ("2025-03-30T00:30:00Z"), "sales", 4); /* 01:30, then 03:00 */
  add_calls (lines, read_time ("2025-03-30T01:00:00Z"), "sales", 5);
  add_calls (lines, read_time ("2025-10-26T00:00:00Z"), "sales", 3); /* 02:00, and once more */
  add_calls (lines, read_time ("2025-10-26T01:00:00Z"), "sales", 1);
  add_calls (lines, read_time ("2025-10-28T09:10:00Z"), "sales", 7);
  add_calls (lines, read_time ("2025-10-28T10:10:00Z"), "sales", 1); /* the last thing told */
  post (f, lines);
  history = fw_forecast_history_read (f->centre, scope, &question, zone, question.now, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (history->queues->len, ==, 1);
  g_assert_cmpfloat (get_amount (history, "2025-03-30", 3), ==, 4);
  g_assert_true (isnan (get_amount (history, "2025-03-30", 4)));
  g_assert_true (isnan (get_amount (history, "2025-03-30", 5)));
  g_assert_cmpfloat (get_amount (history, "2025-03-30", 6), ==, 5);
  g_assert_cmpfloat (get_amount (history, "2025-10-26", 4), ==, 2);
  g_assert_cmpfloat (get_amount (history, "2025-10-26", 6), ==, 0);
  /* Of the day itself 11:10 is the last that is known, so that half past ten is over. */
  g_assert_cmpuint (fw_forecast_history_get_seen (history, history->queues->pdata[0], seen), ==,
                    22);
  g_assert_cmpfloat (seen[20], ==, 7);
  g_assert_cmpfloat (seen[21], ==, 0);

  /* Two days later nothing more is known. */
  g_clear_pointer (&history, fw_forecast_history_free);
  history = fw_forecast_history_read (f->centre, scope, &question, zone,
                                      question.now + 48 * FW_HOUR, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (get_amount (history, "2025-10-28", 20), ==, 7);
  g_assert_true (isnan (get_amount (history, "2025-10-28", 22)));
  g_assert_cmpuint (fw_forecast_history_get_seen (history, history->queues->pdata[0], seen), ==, 0);
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = {
    { "/server/forecast/days", test_days },
    { "/server/forecast/queues", test_queues },
    { "/server/forecast/published", test_published },
    { "/server/forecast/publish", test_publish },
    { "/server/forecast/lacks", test_lacks },
    { "/server/forecast/young", test_young },
    { "/server/forecast/refusals", test_refusals },
    { "/server/forecast/clocks", test_clocks },
    { NULL, NULL },
  };

  return fw_server_fixture_run (argc, argv, tests);
}
