/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Clocks that count the open hours of a site, on both engines: a return in review since a Friday at
 * 17:00, and what holidays, that are entered meanwhile, do to it. Times are those of Shanghai. */
#include "records-fixture.h"
#include "store/fw-record-moves.h"
#include "store/fw-records-private.h"

#define MINUTE (60 * SECOND)
/* Friday 2026-09-18 17:00 in Shanghai. */
#define FRIDAY "2026-09-18T17:00:00+08:00"

static gint64
at (const char *text)
{
  gint64 moment = 0;

  g_assert_true (fw_time_parse (fw_text (text), &moment));
  return moment;
}

static void
make_move (Fixture *f, const char *to, gint64 now)
{
  g_autoptr (GError) error = NULL;
  FwRecordMove move = { .to = to };
  FwFlowRefusal refusal;
  guint revision;

  fw_records_move (f->records, f->all, fw_kind_find ("case"), "c", &move, now, &refusal, &revision,
                   &error);
  g_assert_no_error (error);
}

static void
set_up_return (Fixture *f, gconstpointer data)
{
  set_up (f, data);
  put_frame (f);
  put_as (f, f->all,
          fw_test_record ("open-hours", "office", "name", "Office hours", "site", "east", "monday",
                          "09:00-18:00", "tuesday", "09:00-18:00", "wednesday", "09:00-18:00",
                          "thursday", "09:00-18:00", "friday", "09:00-18:00", NULL),
          at ("2026-09-01T09:00:00+08:00"));
  put_as (f, f->all,
          fw_test_record ("case", "c", "title", "Does it fit the old one?", "class", "support",
                          "impact", "low", "urgency", "low", "source", "contact", "site", "east",
                          "team", "east-a", NULL),
          at (FRIDAY));
  make_move (f, "acknowledged", at (FRIDAY) + MINUTE);
  make_move (f, "return", at (FRIDAY) + 2 * MINUTE);
}

static void
add_day (Fixture *f, const char *day, const char *worked, const char *now)
{
  put_as (
      f, f->all,
      fw_test_record ("special-day", day, "name", "Announced", "day", day, "worked", worked, NULL),
      at (now));
}

/* The server looks at its clocks. Returns: how many cases it had to look at. */
static guint
tick (Fixture *f, const char *now)
{
  g_autoptr (GPtrArray) told =
      g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_told_free);
  g_autoptr (GError) error = NULL;
  guint n;

  fw_records_run_clocks (f->records, at (now), 100, told, &n, &error);
  g_assert_no_error (error);
  return n;
}

static gboolean
take_number_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  *(gint64 *) user_data = columns[0].type == FW_SQL_NULL ? -1 : columns[0].integer;
  return FALSE;
}

/* As the queue of clocks has it, and as whoever opens the case is told. */
static void
expect_due (Fixture *f, const char *clock, const char *expected)
{
  FwSqlValue value = FW_SQL_STRING (clock);
  g_autoptr (GError) error = NULL;
  g_autoptr (FwRecordCase) answer = NULL;
  const FwFlowRun *run;
  gint64 kept = 0, due = 0;

  fw_database_query (f->database, "SELECT due FROM flow_clock WHERE clock = $1", &value, 1,
                     take_number_cb, &kept, &error);
  g_assert_no_error (error);
  answer =
      fw_records_read_case (f->records, f->all, fw_kind_find ("case"), "c", at (FRIDAY), &error);
  g_assert_no_error (error);
  run = fw_flow_case_find_run (answer->flow_case, clock);
  g_assert_true (fw_clock_find_due (run->clock, &due));
  g_assert_cmpint ((due - at (FRIDAY)) / MINUTE, ==, (at (expected) - at (FRIDAY)) / MINUTE);
  g_assert_cmpint (kept, ==, due);
}

static gint64
count_notices (Fixture *f, const char *clock, const char *what)
{
  FwSqlValue values[] = { FW_SQL_STRING (clock), FW_SQL_STRING (what) };
  gint64 n = 0;

  fw_database_query (f->database, "SELECT count(*) FROM flow_notice WHERE clock = $1 AND what = $2",
                     values, 2, take_number_cb, &n, NULL);
  return n;
}

/* It began at 17:02. */
static void
test_working_days (Fixture *f, gconstpointer data)
{
  expect_due (f, "return", "2026-09-22T17:02:00+08:00");
  expect_due (f, "solve", "2026-09-23T17:00:00+08:00");
  expect_due (f, "plan", "2026-09-19T17:00:00+08:00"); /* elapsed time */
}

static void
test_holiday (Fixture *f, gconstpointer data)
{
  g_autoptr (FwRecord) twice = fw_test_record ("special-day", "twice", "name", "Again", "day",
                                               "2026-09-21", "worked", "monday", NULL);
  gint64 next = 0;

  add_day (f, "2026-09-21", "closed", "2026-09-19T10:00:00+08:00");
  g_assert_true (fw_records_find_due (f->records, &next, NULL));
  g_assert_cmpint (next, <=, at ("2026-09-19T10:00:00+08:00"));
  tick (f, "2026-09-19T10:00:00+08:00");
  expect_due (f, "return", "2026-09-23T17:02:00+08:00");
  expect_due (f, "solve", "2026-09-24T17:00:00+08:00");

  /* A Saturday that makes up for it moves both back by a day. */
  add_day (f, "2026-09-19", "monday", "2026-09-19T10:01:00+08:00");
  tick (f, "2026-09-19T10:01:00+08:00");
  expect_due (f, "return", "2026-09-22T17:02:00+08:00");
  expect_due (f, "solve", "2026-09-23T17:00:00+08:00");

  /* What is refused changes nothing. */
  expect (f, f->all, twice, FW_ERROR_INVALID, "expected each once");
  tick (f, "2026-09-19T10:02:00+08:00");
  expect_due (f, "return", "2026-09-22T17:02:00+08:00");
}

/* Another site's days are its own. */
static void
test_other_site (Fixture *f, gconstpointer data)
{
  put_as (f, f->all,
          fw_test_record ("special-day", "w", "name", "Theirs", "day", "2026-09-21", "worked",
                          "closed", "site", "west", NULL),
          at ("2026-09-19T10:00:00+08:00"));
  tick (f, "2026-09-19T10:00:00+08:00");
  expect_due (f, "return", "2026-09-22T17:02:00+08:00");
}

static void
delete_record (Fixture *f, const char *kind, const char *id, const char *now)
{
  g_autoptr (FwRecord) record = get (f, fw_kind_find (kind), id);
  g_autoptr (GError) error = NULL;

  fw_records_delete (f->records, f->all, fw_kind_find (kind), id, fw_record_get_revision (record),
                     at (now), &error);
  g_assert_no_error (error);
}

/* Without hours time elapses; a day taken back is as its weekday again. */
static void
test_taken_back (Fixture *f, gconstpointer data)
{
  add_day (f, "2026-09-21", "closed", "2026-09-19T10:00:00+08:00");
  delete_record (f, "special-day", "2026-09-21", "2026-09-19T10:01:00+08:00");
  tick (f, "2026-09-19T10:01:00+08:00");
  expect_due (f, "return", "2026-09-22T17:02:00+08:00");
  delete_record (f, "open-hours", "office", "2026-09-19T10:02:00+08:00");
  tick (f, "2026-09-19T10:02:00+08:00");
  expect_due (f, "return", "2026-09-20T17:02:00+08:00");
}

/* Down over the warning and the deadline: all is told, once, with the moment at which it fell due.
 */
static void
test_down (Fixture *f, gconstpointer data)
{
  FwSqlValue value = FW_SQL_STRING ("return");
  gint64 due = 0;

  close_store (f);
  open_store (f);
  tick (f, "2026-09-22T17:01:00+08:00");
  g_assert_cmpint (count_notices (f, "return", "warn"), ==, 1);
  g_assert_cmpint (count_notices (f, "return", "breach"), ==, 0);
  close_store (f);
  open_store (f);
  tick (f, "2026-09-24T08:00:00+08:00");
  close_store (f);
  open_store (f);
  tick (f, "2026-09-24T09:00:00+08:00");
  g_assert_cmpint (count_notices (f, "return", "breach"), ==, 1);
  g_assert_cmpint (count_notices (f, "return", "escalate"), ==, 1);
  fw_database_query (f->database,
                     "SELECT due FROM flow_notice WHERE clock = $1 AND what = 'breach'", &value, 1,
                     take_number_cb, &due, NULL);
  g_assert_cmpint (due, ==, at ("2026-09-22T17:02:00+08:00"));
}

/* A day that is said to have been closed only after the deadline takes the breach back; at the new
 * one it is told again. Entered while the server was about to look, or long before, is the same. */
static void
test_withdrawn (Fixture *f, gconstpointer data)
{
  tick (f, "2026-09-22T17:30:00+08:00");
  g_assert_cmpint (count_notices (f, "return", "breach"), ==, 1);
  add_day (f, "2026-09-21", "closed", "2026-09-22T17:40:00+08:00");
  tick (f, "2026-09-22T17:40:00+08:00");
  g_assert_cmpint (count_notices (f, "return", "withdraw"), ==, 1);
  expect_due (f, "return", "2026-09-23T17:02:00+08:00");
  tick (f, "2026-09-22T17:50:00+08:00");
  g_assert_cmpint (count_notices (f, "return", "withdraw"), ==, 1);
  g_assert_cmpint (count_notices (f, "return", "breach"), ==, 1);
  tick (f, "2026-09-23T17:02:00+08:00");
  g_assert_cmpint (count_notices (f, "return", "breach"), ==, 2);
}

/* Whatever comes between the entry and the keeper's look: a move must not lose the withdrawal. */
static void
test_withdrawn_by_edit (Fixture *f, gconstpointer data)
{
  g_autoptr (FwRecord) record = NULL;

  tick (f, "2026-09-22T17:30:00+08:00");
  add_day (f, "2026-09-21", "closed", "2026-09-22T17:40:00+08:00");
  record = get (f, fw_kind_find ("case"), "c");
  fw_record_set_text (record, fw_record_find (record, "device"), "Kettle 3");
  put_as (f, f->all, g_steal_pointer (&record), at ("2026-09-22T17:41:00+08:00"));
  g_assert_cmpint (count_notices (f, "return", "withdraw"), ==, 1);
  expect_due (f, "return", "2026-09-23T17:02:00+08:00");
}

/* What is done stays as it was judged. */
static void
test_done (Fixture *f, gconstpointer data)
{
  g_autoptr (FwRecordCase) answer = NULL;
  const FwFlowRun *run;
  g_autoptr (FwScope) scope = fw_scope_new ("qiu", FW_ROLE_QUALITY, NULL, NULL);
  g_autoptr (GError) error = NULL;
  FwRecordMove move = { .to = "acknowledged", .reason = "Was used" };
  FwFlowRefusal refusal;
  FwClockCount count;
  gint64 due = 0;
  guint revision;

  fw_records_move (f->records, scope, fw_kind_find ("case"), "c", &move,
                   at ("2026-09-22T18:30:00+08:00"), &refusal, &revision, &error);
  g_assert_no_error (error);
  add_day (f, "2026-09-21", "closed", "2026-09-23T10:00:00+08:00");
  tick (f, "2026-09-23T10:00:00+08:00");
  answer = fw_records_read_case (f->records, f->all, fw_kind_find ("case"), "c",
                                 at ("2026-09-25T10:00:00+08:00"), &error);
  g_assert_no_error (error);
  run = fw_flow_case_find_run (answer->flow_case, "return");
  g_assert_true (fw_clock_find_due (run->clock, &due));
  g_assert_cmpint (due, ==, at ("2026-09-22T17:02:00+08:00"));
  g_assert_cmpint (run->clock->result, ==, FW_CLOCK_LATE);
  count = fw_clock_count (run->clock, at ("2026-09-25T10:00:00+08:00"));
  g_assert_cmpint (count.counted, ==, (58 + 9 * 60 + 9 * 60) * MINUTE);
  expect_due (f, "solve", "2026-09-24T17:00:00+08:00");
}

/* Three days of grade 2 are no working days. */
static void
test_grade_2 (Fixture *f, gconstpointer data)
{
  g_autoptr (FwRecord) record = get (f, fw_kind_find ("case"), "c");

  fw_record_set_text (record, fw_record_find (record, "impact"), "medium");
  fw_record_set_text (record, fw_record_find (record, "urgency"), "medium");
  put_as (f, f->all, g_steal_pointer (&record), at (FRIDAY) + 5 * MINUTE);
  expect_due (f, "solve", "2026-09-21T17:00:00+08:00");
  expect_due (f, "return", "2026-09-22T17:02:00+08:00");
}

/* A case that goes to another site is counted by that one's hours: here it has none. */
static void
test_moved (Fixture *f, gconstpointer data)
{
  g_autoptr (FwRecord) record = get (f, fw_kind_find ("case"), "c");

  fw_record_set_text (record, fw_record_find (record, "team"), "west-a");
  fw_record_set_text (record, fw_record_find (record, "site"), "west");
  put_as (f, f->all, g_steal_pointer (&record), at (FRIDAY) + 5 * MINUTE);
  expect_due (f, "return", "2026-09-20T17:02:00+08:00");
}

static char *
get_care_state (Fixture *f)
{
  g_autoptr (FwRecord) record = get (f, fw_kind_find ("care-step"), "call");

  return g_strdup (fw_record_text (record, "state"));
}

/* Care that is planned for the 24th: it is due as that day begins where it is given. */
static void
expect_midnight (Fixture *f, const char *before, const char *after)
{
  g_autofree char *first = NULL, *second = NULL;

  tick (f, before);
  first = get_care_state (f);
  g_assert_cmpstr (first, ==, "planned");
  tick (f, after);
  second = get_care_state (f);
  g_assert_cmpstr (second, ==, "due");
}

static void
plan_care (Fixture *f, const char *where, const char *id)
{
  put_as (f, f->all, fw_test_record ("customer", "K-1", "tier", "vip", where, id, NULL),
          at (FRIDAY));
  put_as (f, f->all,
          fw_test_record ("care-step", "call", "customer", "K-1", "what", "A call", "day",
                          "2026-09-24", NULL),
          at (FRIDAY));
}

/* Care is where its customer is. A site that never said when it is open still has its clock, and so
 * has a team of it. */
static void
test_midnight_of_site (Fixture *f, gconstpointer data)
{
  plan_care (f, "site", "west");
  expect_midnight (f, "2026-09-23T23:59:59+08:00", "2026-09-24T00:00:00+08:00");
}

static void
test_midnight_behind_utc (Fixture *f, gconstpointer data)
{
  put (f, fw_test_record ("site", "ny", "name", "ny", "time_zone", "America/New_York", NULL));
  put (f, fw_test_record ("team", "ny-a", "name", "ny-a", "site", "ny", NULL));
  plan_care (f, "team", "ny-a");
  expect_midnight (f, "2026-09-23T23:59:59-04:00", "2026-09-24T00:00:00-04:00");
}

/* What belongs to no site goes by the first one's clock. */
static void
test_midnight_of_centre (Fixture *f, gconstpointer data)
{
  plan_care (f, NULL, NULL);
  expect_midnight (f, "2026-09-23T23:59:59+08:00", "2026-09-24T00:00:00+08:00");
}

#define ADD(path, test) g_test_add ("/hours/" path, Fixture, NULL, set_up_return, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("working-days", test_working_days);
  ADD ("holiday", test_holiday);
  ADD ("other-site", test_other_site);
  ADD ("taken-back", test_taken_back);
  ADD ("down", test_down);
  ADD ("withdrawn", test_withdrawn);
  ADD ("withdrawn-by-edit", test_withdrawn_by_edit);
  ADD ("done", test_done);
  ADD ("grade-2", test_grade_2);
  ADD ("moved", test_moved);
  ADD ("midnight-of-site", test_midnight_of_site);
  ADD ("midnight-behind-utc", test_midnight_behind_utc);
  ADD ("midnight-of-centre", test_midnight_of_centre);
  return g_test_run ();
}
