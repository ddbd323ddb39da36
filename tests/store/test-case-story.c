/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A complaint through three days, with the server down twice, on both engines: what it went
 * through and what was told of it are held against the whole story, word by word. */
#include "records-fixture.h"
#include "store/fw-record-moves.h"
#include "store/fw-records-private.h"

#define MINUTE (60 * SECOND)
#define HOUR (60 * MINUTE)
/* 2026-03-02 08:00 UTC */
#define START (G_GINT64_CONSTANT (1772438400) * SECOND)

typedef struct
{
  Fixture base;
  const FwKind *kind;
  FwScope *lead, *second, *quality;
} Story;

static void
set_up_story (Story *f, gconstpointer data)
{
  const char *const teams[] = { "east-a", NULL };

  set_up (&f->base, data);
  f->kind = fw_kind_find ("case");
  f->lead = fw_scope_new ("lin", FW_ROLE_SUPERVISOR, NULL, teams);
  f->second = fw_scope_new ("zhao", FW_ROLE_SUPERVISOR, NULL, teams);
  f->quality = fw_scope_new ("qiu", FW_ROLE_QUALITY, NULL, NULL);
  put_frame (&f->base);
  put (&f->base,
       fw_test_record ("department", "parts", "name", "Parts", "answer_hours", "12", NULL));
  put_as (&f->base, f->lead,
          fw_test_record ("case", "c", "title", "Delivered twice, charged twice", "class",
                          "complaint", "impact", "high", "urgency", "medium", "source", "contact",
                          "refund", "620", "site", "east", "team", "east-a", NULL),
          START);
}

static void
tear_down_story (Story *f, gconstpointer data)
{
  fw_scope_unref (f->lead);
  fw_scope_unref (f->second);
  fw_scope_unref (f->quality);
  tear_down (&f->base, data);
}

/* ---- what happens ---- */

/* The server looks at its clocks. */
static void
tick (Story *f, gint64 hours)
{
  g_autoptr (GPtrArray) told =
      g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_told_free);
  g_autoptr (GError) error = NULL;
  guint n;

  fw_records_run_clocks (f->base.records, START + hours * HOUR, 100, told, &n, &error);
  g_assert_no_error (error);
}

/* What goes with a field, and its value. Returns: (nullable). */
static const char *const *
find_other (const char *field)
{
  static const char *const others[][3] = { { "plan", "compensation", "A voucher" },
                                           { "truth", "estimate", "2026-03-06" },
                                           { "evaluation", "lesson", "Ask sooner" } };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_strcmp0 (others[i][0], field) == 0)
      return others[i];
  return NULL;
}

/* @field: (nullable): comes with it, and what goes with that. */
static FwFlowRefusal
try_move (Story *f,
          FwScope *scope,
          gint64 minutes,
          const char *to,
          const char *field,
          const char *value,
          const char *reason)
{
  g_autoptr (FwRecord) fields = fw_record_new (f->kind, "c");
  g_autoptr (GError) error = NULL;
  const char *const *other = find_other (field);
  const char *const names[] = { field, other != NULL ? other[1] : NULL, NULL };
  FwRecordMove move = { .to = to, .reason = reason };
  FwFlowRefusal refusal;
  guint revision;

  if (field != NULL)
    {
      fw_record_parse (fields, (guint) fw_kind_find_field (f->kind, field), fw_text (value),
                       &error);
      g_assert_no_error (error);
      if (other != NULL)
        fw_record_parse (fields, (guint) fw_kind_find_field (f->kind, other[1]), fw_text (other[2]),
                         &error);
      g_assert_no_error (error);
      move.fields = fields;
      move.names = names;
    }
  if (!fw_records_move (f->base.records, scope, f->kind, "c", &move, START + minutes * MINUTE,
                        &refusal, &revision, &error) &&
      refusal == FW_FLOW_ALLOWED)
    g_error ("%s: %s", to, error->message);
  return refusal;
}

static void
make (Story *f,
      FwScope *scope,
      gint64 minutes,
      const char *to,
      const char *field,
      const char *value,
      const char *reason)
{
  g_assert_cmpint (try_move (f, scope, minutes, to, field, value, reason), ==, FW_FLOW_ALLOWED);
}

/* ---- what was told ---- */

static void
append_moment (GString *log, gint64 at)
{
  const gint64 minutes = (at - START) / MINUTE;

  g_string_append_printf (log, "%02d:%02d ", (int) (minutes / 60), (int) (minutes % 60));
}

static gboolean
append_notice_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  GString *log = user_data;

  append_moment (log, columns[3].integer);
  g_string_append_printf (log, "%.*s %.*s, due ", (int) columns[0].length,
                          (const char *) columns[0].data, (int) columns[1].length,
                          (const char *) columns[1].data);
  append_moment (log, columns[4].integer);
  if (columns[2].type != FW_SQL_NULL)
    g_string_append_printf (log, "to %.*s", (int) columns[2].length,
                            (const char *) columns[2].data);
  g_string_append_c (log, '\n');
  return TRUE;
}

static void
expect_notices (Story *f, const char *expected)
{
  g_autoptr (GString) log = g_string_new ("\n");
  g_autoptr (GError) error = NULL;

  fw_database_query (f->base.database,
                     "SELECT clock, what, whom, at, due FROM flow_notice ORDER BY number", NULL, 0,
                     append_notice_cb, log, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (log->str, ==, expected);
}

static FwRecordCase *
read_case (Story *f)
{
  g_autoptr (GError) error = NULL;
  FwRecordCase *answer =
      fw_records_read_case (f->base.records, f->base.all, f->kind, "c", START + 72 * HOUR, &error);

  g_assert_no_error (error);
  return answer;
}

static void
expect_history (Story *f, const char *expected)
{
  g_autoptr (FwRecordCase) answer = read_case (f);
  g_autoptr (GString) log = g_string_new ("\n");
  const FwFlowCase *flow_case = answer->flow_case;

  for (guint i = 0; i < flow_case->entries->len; i++)
    {
      const FwFlowEntry *entry = flow_case->entries->pdata[i];

      append_moment (log, entry->time.made_at);
      g_string_append_printf (log, "%s: %s", entry->account != NULL ? entry->account : "the server",
                              fw_flow_find_state (flow_case->flow, entry->to)->label);
      if (entry->reason != NULL)
        g_string_append_printf (log, " (%s)", entry->reason);
      g_string_append_c (log, '\n');
    }
  g_assert_cmpstr (log->str, ==, expected);
  g_assert_true (fw_flow_verify (flow_case->entries, NULL));
}

/* The moment at which a clock that runs is due, in minutes from the start. */
static gint64
find_due (Story *f, const char *clock)
{
  g_autoptr (FwRecordCase) answer = read_case (f);
  const FwFlowRun *run = fw_flow_case_find_run (answer->flow_case, clock);
  gint64 due;

  g_assert_nonnull (run);
  g_assert_true (fw_clock_runs (run->clock) && fw_clock_find_due (run->clock, &due));
  return (due - START) / MINUTE;
}

/* ---- the story ---- */

static void
live_first_day (Story *f)
{
  tick (f, 1);
  close_store (&f->base); /* from the first hour to the fifth */
  open_store (&f->base);
  tick (f, 5);
  tick (f, 6);
  make (f, f->lead, 310, "acknowledged", NULL, NULL, NULL);
  g_assert_cmpint (try_move (f, f->lead, 600, "planned", NULL, NULL, NULL), ==, FW_FLOW_NO_VALUE);
  make (f, f->lead, 600, "planned", "plan", "Second delivery fetched, second charge paid back",
        NULL);
  make (f, f->lead, 720, "department", "department", "parts", NULL);
  g_assert_cmpint (find_due (f, "department"), ==, 24 * 60); /* the department's own limit */
  tick (f, 20);
  make (f, f->lead, 1200, "planned", NULL, NULL, NULL);
}

static void
live_second_day (Story *f)
{
  g_assert_cmpint (find_due (f, "solve"), ==, 48 * 60);
  make (f, f->lead, 1440, "waiting", NULL, NULL, NULL);
  tick (f, 30);
  g_assert_cmpint (find_due (f, "customer"), ==, (24 + 72) * 60);
  make (f, f->lead, 2040, "planned", NULL, NULL, NULL);
  g_assert_cmpint (find_due (f, "solve"), ==, 58 * 60); /* ten hours stood still */
  g_assert_cmpint (try_move (f, f->lead, 3000, "solved", "solution", "Paid back", NULL), ==,
                   FW_FLOW_TWO_PERSONS);
  tick (f, 50);
  make (f, f->second, 3010, "solved", "solution", "Paid back", NULL);
}

static void
live_third_day (Story *f)
{
  close_store (&f->base); /* again, and nothing falls due */
  open_store (&f->base);
  tick (f, 60);
  make (f, f->lead, 3960, "verified", "satisfaction", "60", NULL);
  tick (f, 66);
  make (f, f->lead, 4080, "planned", "plan", "A letter with the sum, signed by the head", NULL);
  make (f, f->second, 4200, "solved", "solution", "Letter sent and read out", NULL);
  g_assert_cmpint (try_move (f, f->lead, 4260, "verified", NULL, NULL, NULL), ==, FW_FLOW_NO_VALUE);
  make (f, f->lead, 4260, "verified", "satisfaction", "90", NULL);
  tick (f, 71);
  tick (f, 72);
}

static void
test_story (Story *f, gconstpointer data)
{
  g_autoptr (FwRecordCase) answer = NULL;

  live_first_day (f);
  live_second_day (f);
  live_third_day (f);

  expect_history (f, "\n"
                     "00:00 lin: New\n"
                     "05:10 lin: Acknowledged\n"
                     "10:00 lin: Planned\n"
                     "12:00 lin: With a department\n"
                     "20:00 lin: Planned\n"
                     "24:00 lin: Waiting for the customer\n"
                     "34:00 lin: Planned\n"
                     "50:10 zhao: Solved\n"
                     "66:00 lin: Called back\n"
                     "66:00 the server: Opened again\n"
                     "68:00 lin: Planned\n"
                     "70:00 zhao: Solved\n"
                     "71:00 lin: Called back\n"
                     "71:00 the server: Closed\n");
  expect_notices (f, "\n"
                     "05:00 acknowledge warn, due 01:30 to supervisor\n"
                     "05:00 acknowledge breach, due 02:00 \n"
                     "05:00 acknowledge escalate, due 03:00 to operations-manager\n"
                     "50:00 solve warn, due 50:00 to supervisor\n");
  answer = read_case (f);
  g_assert_cmpstr (fw_record_text (answer->record, "grade"), ==, "1");
  for (guint i = 0; i < answer->flow_case->runs->len; i++)
    g_assert_false (fw_clock_runs (((const FwFlowRun *) answer->flow_case->runs->pdata[i])->clock));
}

/* A policy of the centre is the limit; what was begun before goes on under the old one. */
static void
test_policy (Story *f, gconstpointer data)
{
  g_autoptr (FwRecordCase) answer = NULL;
  const FwFlowRun *run;

  put_as (&f->base, f->base.all,
          fw_test_record ("policy", "p", "subject", "case-acknowledge-1-seconds", "value", "1800",
                          NULL),
          START);
  put_as (&f->base, f->lead,
          fw_test_record ("case", "d", "title", "Caught fire", "threat", "yes", "site", "east",
                          "team", "east-a", "class", "fault", "impact", "low", "urgency", "low",
                          "source", "social", "refund", "0", NULL),
          START + HOUR);
  g_assert_cmpint (find_due (f, "acknowledge"), ==, 120);
  answer = fw_records_read_case (f->base.records, f->quality, f->kind, "d", START, NULL);
  g_assert_cmpstr (fw_record_text (answer->record, "grade"), ==, "1");
  run = fw_flow_case_find_run (answer->flow_case, "acknowledge");
  g_assert_cmpint (fw_clock_get_terms (run->clock)->limit, ==, 30 * MINUTE);
}

/* ---- what follows from the other fields ---- */

static FwRecord *
change (Story *f, FwScope *scope, const char *field, const char *value)
{
  g_autoptr (FwRecord) record = get (&f->base, f->kind, "c");
  g_autoptr (GError) error = NULL;

  fw_record_parse (record, (guint) fw_kind_find_field (f->kind, field), fw_text (value), &error);
  g_assert_no_error (error);
  fw_records_put (f->base.records, scope, record, START + HOUR, &error);
  g_assert_no_error (error);
  return get (&f->base, f->kind, "c");
}

static void
expect_field (FwRecord *record, const char *field, const char *value)
{
  g_autofree char *text =
      fw_record_format (record, (guint) fw_kind_find_field (fw_record_get_kind (record), field));

  g_assert_cmpstr (text, ==, value);
  fw_record_unref (record);
}

static void
test_derived (Story *f, gconstpointer data)
{
  put (&f->base, fw_test_record ("department", "law", "name", "Law", NULL));
  expect_field (change (f, f->lead, "impact", "low"), "grade", "3");
  expect_field (change (f, f->lead, "repeated", "yes"), "grade", "2");
  expect_field (change (f, f->lead, "grade", "1"), "grade", "2"); /* whatever comes in it */
  g_assert_cmpint (find_due (f, "acknowledge"), ==, 240);         /* from the same start */
  expect_field (change (f, f->lead, "department", "parts"), "handoffs", "0");
  expect_field (change (f, f->lead, "department", "law"), "handoffs", "1");
  expect_field (change (f, f->lead, "department", ""), "handoffs", "1");
  expect_field (change (f, f->lead, "department", "parts"), "handoffs", "1");
  expect_field (change (f, f->lead, "delivered", "2026-03-01"), "return_after", "");
  expect_field (change (f, f->lead, "return_asked", "2026-03-08"), "return_after", "7");
}

/* Nobody has it until somebody takes it, for itself; who has it gives it back. */
static void
test_taken (Story *f, gconstpointer data)
{
  g_autoptr (FwRecord) record = NULL;

  expect_field (get (&f->base, f->kind, "c"), "owner", "");
  expect_field (change (f, f->lead, "owner", "lin"), "owner", "lin");
  record = get (&f->base, f->kind, "c");
  fw_record_set_text (record, (guint) fw_kind_find_field (f->kind, "owner"), NULL);
  expect (&f->base, f->second, record, FW_ERROR_FORBIDDEN, "you may name yourself alone");
  expect_field (change (f, f->second, "owner", "zhao"), "owner", "zhao");
  expect_field (change (f, f->second, "owner", ""), "owner", "");
}

/* Goods go back within the days of the policy alone. */
static void
test_return (Story *f, gconstpointer data)
{
  make (f, f->lead, 10, "acknowledged", NULL, NULL, NULL);
  make (f, f->lead, 20, "return", NULL, NULL, NULL);
  fw_record_unref (change (f, f->lead, "delivered", "2026-03-01"));
  g_assert_cmpint (try_move (f, f->lead, 70, "planned", "plan", "Back", NULL), ==,
                   FW_FLOW_CONDITION);
  fw_record_unref (change (f, f->lead, "return_asked", "2026-03-09"));
  g_assert_cmpint (try_move (f, f->lead, 70, "planned", "plan", "Back", NULL), ==,
                   FW_FLOW_CONDITION);
  fw_record_unref (change (f, f->lead, "return_asked", "2026-03-08"));
  make (f, f->lead, 70, "planned", "plan", "Goods fetched, money paid back", NULL);
}

/* ---- steps on the way ---- */

static void
expect_try (Story *f, FwScope *scope, const char *to, const char *field, FwFlowRefusal expected)
{
  g_assert_cmpint (try_move (f, scope, 100, to, field, "Said", "Since it is so"), ==, expected);
}

/* Who complains gets something and what went wrong is put right; of a fault the second is enough.
 */
static void
test_pair (Story *f, gconstpointer data)
{
  make (f, f->lead, 10, "soothed", NULL, NULL, NULL); /* which is an answer */
  expect_try (f, f->lead, "planned", "compensation", FW_FLOW_NO_VALUE);
  expect_try (f, f->lead, "planned", NULL, FW_FLOW_NO_VALUE);
  make (f, f->lead, 110, "planned", "plan", "Fetched again", NULL);
  tick (f, 12);
  expect_notices (f, "\n");
}

/* What it is says how fast it has to go, from the same start. */
static void
test_terms (Story *f, gconstpointer data)
{
  expect_field (change (f, f->lead, "vip", "yes"), "terms", "vip");
  g_assert_cmpint (find_due (f, "solve"), ==, 24 * 60);
  expect_field (change (f, f->lead, "safety", "yes"), "terms", "safety");
  g_assert_cmpint (find_due (f, "acknowledge"), ==, 60);
  expect_field (change (f, f->lead, "safety", "no"), "terms", "vip");
  expect_field (change (f, f->lead, "vip", "no"), "terms", "1");
  expect_field (change (f, f->lead, "manager", "yes"), "terms", "manager");
  g_assert_cmpint (find_due (f, "acknowledge"), ==, 60);
  expect_field (change (f, f->lead, "manager", "no"), "terms", "1");
  expect_field (change (f, f->lead, "impact", "low"), "terms", "3");
  expect_field (change (f, f->lead, "class", "inquiry"), "terms", "inquiry");
  g_assert_cmpint (find_due (f, "solve"), ==, 24 * 60);
  expect_field (change (f, f->lead, "class", "support"), "terms", "technical");
  g_assert_cmpint (find_due (f, "solve"), ==, 72 * 60);
  expect_field (change (f, f->lead, "safety", "yes"), "grade", "1");
}

/* Who wants a manager is soothed, handed up, and answered within the hour from then on. */
static void
test_manager (Story *f, gconstpointer data)
{
  expect_field (change (f, f->lead, "manager", "yes"), "terms", "manager");
  make (f, f->lead, 10, "soothed", NULL, NULL, NULL);
  make (f, f->lead, 20, "escalated", NULL, NULL, "Asks for the manager");
  g_assert_cmpint (find_due (f, "decide"), ==, 20 + 60);
  tick (f, 2);
  /* The supervisor is told at once, since an hour is less than the warning before its end. */
  expect_notices (f, "\n02:00 decide warn, due 00:20 to supervisor\n"
                     "02:00 decide breach, due 01:20 \n"
                     "02:00 decide escalate, due 01:20 to operations-manager\n");
  make (f, f->lead, 130, "planned", "plan", "The manager has called", NULL);
}

/* A case of grade 1 has a special team; of another there is none to call. */
static void
test_team (Story *f, gconstpointer data)
{
  expect_try (f, f->lead, "team", NULL, FW_FLOW_NO_VALUE);
  expect_field (change (f, f->lead, "impact", "low"), "grade", "3");
  expect_try (f, f->lead, "team", "special_team", FW_FLOW_CONDITION);
  expect_field (change (f, f->lead, "threat", "yes"), "grade", "1");
  make (f, f->lead, 101, "team", "special_team", "Lin, Zhao of the product, Wu of legal", NULL);
  make (f, f->lead, 200, "planned", "plan", "Recalled", NULL);
}

/* What cannot be settled yet is said as it is, and the next word is owed. */
static void
test_truth (Story *f, gconstpointer data)
{
  make (f, f->lead, 10, "acknowledged", NULL, NULL, NULL);
  expect_try (f, f->lead, "told", NULL, FW_FLOW_NO_VALUE);
  make (f, f->lead, 120, "told", "truth", "The part is out of stock", NULL);
  g_assert_cmpint (find_due (f, "word"), ==, 120 + 24 * 60);
  tick (f, 27);
  make (f, f->lead, 27 * 60, "planned", "plan", "The part has come", NULL);
}

/* Where the centre says from when on, nobody is called back before. */
static void
test_visit (Story *f, gconstpointer data)
{
  put_as (&f->base, f->base.all,
          fw_test_record ("policy", "p", "subject", "case-call-back-from-seconds", "value", "86400",
                          NULL),
          START);
  make (f, f->lead, 10, "acknowledged", NULL, NULL, NULL);
  make (f, f->second, 60, "solved", "solution", "Paid back", NULL);
  g_assert_cmpint (try_move (f, f->lead, 120, "verified", "satisfaction", "90", NULL), ==,
                   FW_FLOW_CONDITION);
  tick (f, 25);
  make (f, f->lead, 25 * 60 + 1, "verified", "satisfaction", "90", NULL);
  tick (f, 26);
  make (f, f->quality, 26 * 60, "evaluated", "evaluation", "well", NULL);
  expect_history (f, "\n"
                     "00:00 lin: New\n"
                     "00:10 lin: Acknowledged\n"
                     "01:00 zhao: Solved\n"
                     "25:00 the server: To be called back\n"
                     "25:01 lin: Called back\n"
                     "25:01 the server: Closed\n"
                     "26:00 qiu: Evaluated\n");
}

/* That a demand is unreasonable somebody else says than who handles it, with a reason. */
static void
test_declined (Story *f, gconstpointer data)
{
  make (f, f->lead, 10, "acknowledged", NULL, NULL, NULL);
  expect_try (f, f->lead, "declined", "declined", FW_FLOW_NOT_YOURS);
  expect_field (change (f, f->quality, "owner", "qiu"), "owner", "qiu");
  expect_try (f, f->quality, "declined", "declined", FW_FLOW_TWO_PERSONS);
  expect_field (change (f, f->quality, "owner", ""), "owner", "");
  g_assert_cmpint (
      try_move (f, f->quality, 100, "declined", "declined", "Ten times the price", NULL), ==,
      FW_FLOW_NO_REASON);
  make (f, f->quality, 120, "declined", "declined", "Ten times the price", "The loss was paid");
  g_assert_cmpint (find_due (f, "declined"), ==, 120 + 72 * 60);
  make (f, f->lead, 200, "escalated", NULL, NULL, "Goes to the press");
}

/* Under warranty it is repaired; else the customer hears a price first. */
static void
test_repair (Story *f, gconstpointer data)
{
  make (f, f->lead, 10, "acknowledged", NULL, NULL, NULL);
  expect_try (f, f->lead, "repair", NULL, FW_FLOW_CONDITION);
  fw_record_unref (change (f, f->lead, "warranty_until", "2026-03-01"));
  expect_field (change (f, f->lead, "faulty_since", "2026-03-02"), "warranty_left", "-1");
  expect_try (f, f->lead, "repair", NULL, FW_FLOW_NO_VALUE);
  expect_field (change (f, f->lead, "faulty_since", "2026-03-01"), "warranty_left", "0");
  make (f, f->lead, 120, "repair", NULL, NULL, NULL);
  g_assert_cmpint (find_due (f, "repair"), ==, 120 + 7 * 24 * 60);
  make (f, f->lead, 180, "acknowledged", NULL, NULL, NULL);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*test) (Story *, gconstpointer);
  } tests[] = {
    { "/case/story", test_story },     { "/case/policy", test_policy },
    { "/case/derived", test_derived }, { "/case/taken", test_taken },
    { "/case/return", test_return },   { "/case/pair", test_pair },
    { "/case/terms", test_terms },     { "/case/manager", test_manager },
    { "/case/team", test_team },       { "/case/truth", test_truth },
    { "/case/visit", test_visit },     { "/case/declined", test_declined },
    { "/case/repair", test_repair },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Story, NULL, set_up_story, tests[i].test, tear_down_story);
  return g_test_run ();
}
