/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Records that are moved along: rights, clocks and history, on both engines. */
#include "core/fw-error.h"
#include "core/kind/fw-kind-parse.h"
#include "records-fixture.h"
#include "store/fw-record-moves.h"
#include "store/fw-records-private.h"
#include "support/fw-test-store.h"

#define MINUTE (60 * SECOND)
#define START (G_GINT64_CONSTANT (1000000) * MINUTE)

/* A kind of its own: one whose flow asks for everything that a flow can ask for. */
static const char description[] =
    "<kind name=\"expense\" label=\"Expense\" plural=\"Expenses\" title=\"title\" scope=\"by-team\""
    " read=\"everyone\" write=\"supervisor hr administrator\">\n"
    "<field name=\"title\" type=\"text\" label=\"Title\" required=\"yes\"/>\n"
    "<field name=\"amount\" type=\"number\" label=\"Amount\"/>\n"
    "<field name=\"owner\" type=\"text\" label=\"Owner\" account=\"yes\"/>\n"
    "<field name=\"site\" type=\"ref\" to=\"site\" label=\"Site\"/>\n"
    "<field name=\"team\" type=\"ref\" to=\"team\" label=\"Team\" same-site=\"yes\"/>\n"
    "<list columns=\"title state\" order=\"title\"/>\n"
    "<flow name=\"expense\" start=\"entered\">\n"
    "<state name=\"entered\"/><state name=\"confirmed\"/><state name=\"waiting\"/>"
    "<state name=\"paid\" ends=\"yes\"/>\n"
    "<guard fields=\"amount\" voids=\"confirmed\" to=\"entered\"/>\n"
    "<move from=\"entered\" to=\"confirmed\" by=\"supervisor administrator\" "
    "other-than=\"author\"/>\n"
    "<move from=\"entered\" to=\"waiting\" by=\"everyone\"/>\n"
    "<move from=\"waiting\" to=\"entered\" by=\"owner\"/>\n"
    "<move from=\"confirmed\" to=\"paid\" by=\"hr\" sign=\"yes\" if=\"amount &gt; 0\"/>\n"
    "<clock name=\"confirm\" until=\"confirmed paid\" limit=\"60m\" warn=\"30m\" "
    "pause-in=\"waiting\" escalate=\"hr\"><escalate to=\"quality\" after=\"30m\"/></clock>\n"
    "</flow></kind>\n";

typedef struct
{
  Fixture base;
  const FwKind *kind;
  const FwKind **kinds;
  FwScope *lead, *other, *hr, *west;
} Moves;

static void
open_records (Moves *f)
{
  g_autoptr (GError) error = NULL;

  fw_records_close (f->base.records);
  f->base.records = fw_records_open_kinds (f->base.database, f->kinds, &error);
  g_assert_no_error (error);
}

static FwScope *
make_scope (const char *account, FwRole role, const char *team)
{
  const char *const teams[] = { team, NULL };

  return fw_scope_new (account, role, NULL, team != NULL ? teams : NULL);
}

static void
set_up_moves (Moves *f, gconstpointer data)
{
  const FwKind *const *known = fw_kinds ();
  g_autoptr (GError) error = NULL;
  guint n = g_strv_length ((char **) known);

  set_up (&f->base, data);
  f->kind = fw_kind_parse ("expense.xml", description, strlen (description), known, &error);
  g_assert_no_error (error);
  f->kinds = g_new0 (const FwKind *, n + 2);
  memcpy (f->kinds, known, n * sizeof *known);
  f->kinds[n] = f->kind;
  open_records (f);
  put_frame (&f->base);
  f->lead = make_scope ("lead", FW_ROLE_SUPERVISOR, "east-a");
  f->other = make_scope ("other", FW_ROLE_SUPERVISOR, "east-a");
  f->hr = make_scope ("hr", FW_ROLE_HR, NULL);
  f->west = make_scope ("west", FW_ROLE_SUPERVISOR, "west-a");
}

static void
tear_down_moves (Moves *f, gconstpointer data)
{
  tear_down (&f->base, data);
  fw_scope_unref (f->lead);
  fw_scope_unref (f->other);
  fw_scope_unref (f->hr);
  fw_scope_unref (f->west);
  g_free (f->kinds);
  fw_kind_free ((FwKind *) f->kind);
}

static void
set_text (FwRecord *record, const char *field, const char *text)
{
  g_autoptr (GError) error = NULL;

  fw_record_parse (record, (guint) fw_kind_find_field (fw_record_get_kind (record), field),
                   fw_text (text), &error);
  g_assert_no_error (error);
}

static void
put_expense (Moves *f, FwScope *scope, const char *id, const char *amount)
{
  FwRecord *record = fw_record_new (f->kind, id);

  set_text (record, "title", "Taxi");
  set_text (record, "amount", amount);
  set_text (record, "site", "east");
  set_text (record, "team", "east-a");
  put_as (&f->base, scope, record, START);
}

static FwFlowRefusal
try_move (Moves *f, FwScope *scope, const FwRecordMove *move, gint64 now, GError **error)
{
  FwFlowRefusal refusal;
  guint revision;
  gboolean done =
      fw_records_move (f->base.records, scope, f->kind, "e", move, now, &refusal, &revision, error);

  g_assert_true (!done || refusal == FW_FLOW_ALLOWED);
  return refusal;
}

static void
refuse (Moves *f, FwScope *scope, const FwRecordMove *move, FwFlowRefusal refusal, FwError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (try_move (f, scope, move, START + MINUTE, &error), ==, refusal);
  g_assert_error (error, FW_ERROR, (gint) code);
}

static void
make (Moves *f, FwScope *scope, const FwRecordMove *move, gint64 now)
{
  g_autoptr (GError) error = NULL;

  try_move (f, scope, move, now, &error);
  g_assert_no_error (error);
}

static FwRecordCase *
read_case (Moves *f, FwScope *scope, gint64 now)
{
  g_autoptr (GError) error = NULL;
  FwRecordCase *answer = fw_records_read_case (f->base.records, scope, f->kind, "e", now, &error);

  g_assert_no_error (error);
  return answer;
}

static void
expect_state (Moves *f, const char *state, guint revision)
{
  g_autoptr (FwRecordCase) answer = read_case (f, f->base.all, START);

  g_assert_cmpstr (answer->flow_case->state, ==, state);
  g_assert_cmpstr (fw_record_text (answer->record, FW_KIND_STATE), ==, state);
  g_assert_cmpuint (fw_record_get_revision (answer->record), ==, revision);
}

static const FwRecordWay *
find_way (const FwRecordCase *answer, const char *to)
{
  for (guint i = 0; i < answer->ways->len; i++)
    if (g_str_equal (g_array_index (answer->ways, FwRecordWay, i).move->to, to))
      return &g_array_index (answer->ways, FwRecordWay, i);
  return NULL;
}

/* The state is what the moves say, whoever writes. */
static void
test_state_is_not_written (Moves *f, gconstpointer data)
{
  g_autoptr (FwRecord) record = NULL, made = fw_record_new (f->kind, "x");

  put_expense (f, f->lead, "e", "5");
  expect_state (f, "entered", 1);
  record = get (&f->base, f->kind, "e");
  set_text (record, "state", "paid");
  expect (&f->base, f->base.all, record, FW_ERROR_FORBIDDEN, "only a move");
  set_text (record, "state", "");
  expect (&f->base, f->base.all, record, FW_ERROR_FORBIDDEN, "only a move");
  set_text (made, "title", "Taxi");
  set_text (made, "state", "paid");
  expect (&f->base, f->base.all, made, FW_ERROR_FORBIDDEN, "only a move");
  expect_state (f, "entered", 1);
}

static void
test_rights (Moves *f, gconstpointer data)
{
  const FwRecordMove confirm = { .to = "confirmed", .revision = 1, .request = "q1" };
  const FwRecordMove late = { .to = "confirmed", .revision = 7 };
  const FwRecordMove pay = { .to = "paid" }, blank = { .to = "paid", .reason = " \n" };
  const FwRecordMove signed_pay = { .to = "paid", .reason = "checked" };
  g_autoptr (FwRecordCase) mine = NULL, theirs = NULL, after = NULL;
  g_autoptr (GPtrArray) log = NULL;

  put_expense (f, f->lead, "e", "5");
  mine = read_case (f, f->lead, START);
  theirs = read_case (f, f->other, START);
  g_assert_cmpint (find_way (mine, "confirmed")->refusal, ==, FW_FLOW_TWO_PERSONS);
  g_assert_cmpint (find_way (theirs, "confirmed")->refusal, ==, FW_FLOW_ALLOWED);
  g_assert_null (find_way (theirs, "paid"));

  refuse (f, f->lead, &confirm, FW_FLOW_TWO_PERSONS, FW_ERROR_FORBIDDEN);
  refuse (f, f->other, &late, FW_FLOW_CHANGED, FW_ERROR_CONFLICT);
  refuse (f, f->other, &pay, FW_FLOW_NO_SUCH_MOVE, FW_ERROR_CONFLICT);
  refuse (f, f->hr, &confirm, FW_FLOW_NOT_YOURS, FW_ERROR_FORBIDDEN);
  refuse (f, f->west, &confirm, FW_FLOW_ALLOWED, FW_ERROR_NOT_FOUND);
  expect_state (f, "entered", 1);

  /* Asked twice, it is made once: also after the server was started anew. */
  make (f, f->other, &confirm, START + MINUTE);
  open_records (f);
  make (f, f->other, &confirm, START + 2 * MINUTE);
  expect_state (f, "confirmed", 2);

  refuse (f, f->hr, &pay, FW_FLOW_NO_REASON, FW_ERROR_INVALID);
  refuse (f, f->hr, &blank, FW_FLOW_NO_REASON, FW_ERROR_INVALID);
  make (f, f->hr, &signed_pay, START + 3 * MINUTE);
  after = read_case (f, f->lead, START);
  g_assert_cmpuint (after->flow_case->entries->len, ==, 3);
  g_assert_true (fw_flow_verify (after->flow_case->entries, NULL));
  g_assert_nonnull (((FwFlowEntry *) after->flow_case->entries->pdata[2])->seal);
  log = fw_records_get_log (f->base.records, f->base.all, f->kind, "e", 10, NULL);
  g_assert_cmpstr (((FwChange *) log->pdata[0])->field, ==, "state");
  g_assert_cmpstr (((FwChange *) log->pdata[0])->before, ==, "confirmed");
  g_assert_cmpstr (((FwChange *) log->pdata[0])->after, ==, "paid");
  g_assert_cmpstr (((FwChange *) log->pdata[0])->account, ==, "hr");
}

/* What comes with a move is written with it or not at all, and counts for it. */
static void
test_fields (Moves *f, gconstpointer data)
{
  static const char *const names[] = { "amount", NULL };
  g_autoptr (FwRecord) fields = fw_record_new (f->kind, "e");
  const FwRecordMove confirm = { .to = "confirmed", .fields = fields, .names = names };
  const FwRecordMove plain = { .to = "confirmed" };
  const FwRecordMove pay = { .to = "paid", .reason = "r", .fields = fields, .names = names };
  g_autoptr (FwRecord) record = NULL, changed = NULL;

  put_expense (f, f->lead, "e", "5");
  set_text (fields, "amount", "9");
  /* Whoever writes the amount is its author. */
  refuse (f, f->other, &confirm, FW_FLOW_TWO_PERSONS, FW_ERROR_FORBIDDEN);
  record = get (&f->base, f->kind, "e");
  g_assert_cmpfloat (fw_record_get_number (record, 1), ==, 5);
  g_assert_cmpuint (fw_record_get_revision (record), ==, 1);

  make (f, f->other, &plain, START + MINUTE);
  /* A change of what was confirmed takes that back; the payment then has nowhere to start. */
  set_text (fields, "amount", "-1");
  refuse (f, f->hr, &pay, FW_FLOW_NO_SUCH_MOVE, FW_ERROR_CONFLICT);
  expect_state (f, "confirmed", 2);
  changed = get (&f->base, f->kind, "e");
  set_text (changed, "amount", "0");
  put_as (&f->base, f->hr, g_steal_pointer (&changed), START + 2 * MINUTE);
  expect_state (f, "entered", 3);
  make (f, f->other, &plain, START + 3 * MINUTE);
  {
    const FwRecordMove unmet = { .to = "paid", .reason = "r" };

    refuse (f, f->hr, &unmet, FW_FLOW_CONDITION, FW_ERROR_INVALID);
  }
}

static gboolean
collect_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  g_string_append_printf (user_data, "%.*s%" G_GINT64_FORMAT ">%.*s ", (int) columns[0].length,
                          (const char *) columns[0].data, (columns[1].integer - START) / MINUTE,
                          (int) columns[2].length,
                          columns[2].data != NULL ? (const char *) columns[2].data : "");
  return TRUE;
}

static void
expect_told (Moves *f, const char *told)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  fw_database_query (f->base.database, "SELECT what, due, whom FROM flow_notice ORDER BY number",
                     NULL, 0, collect_cb, all, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_strchomp (all->str), ==, told);
}

static void
run_clocks (Moves *f, gint64 minutes, guint n_told)
{
  g_autoptr (GPtrArray) told =
      g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_told_free);
  g_autoptr (GError) error = NULL;
  guint n;

  fw_records_run_clocks (f->base.records, START + minutes * MINUTE, 10, told, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (told->len, ==, n_told);
}

/* Each step once and in its order, whenever it is looked, and wherever the server was stopped. */
static void
test_clocks (Moves *f, gconstpointer data)
{
  const FwRecordMove confirm = { .to = "confirmed" };
  g_autoptr (GError) error = NULL;
  gint64 at;

  put_expense (f, f->lead, "e", "5");
  fw_records_find_due (f->base.records, &at, &error);
  g_assert_no_error (error);
  g_assert_cmpint (at, ==, START + 30 * MINUTE);
  run_clocks (f, 29, 0);
  run_clocks (f, 30, 1);
  run_clocks (f, 31, 0);
  expect_told (f, "warn30>");
  open_records (f);
  run_clocks (f, 75, 1);
  expect_told (f, "warn30> breach60> escalate60>hr");
  /* Moved before anybody looked: what fell due until then is told by the move. */
  make (f, f->other, &confirm, START + 95 * MINUTE);
  expect_told (f, "warn30> breach60> escalate60>hr escalate90>quality");
  run_clocks (f, 1000, 0);
  fw_records_find_due (f->base.records, &at, &error);
  g_assert_cmpint (at, ==, G_MAXINT64);
  g_assert_true (fw_records_verify (f->base.records, &error));
  g_assert_no_error (error);
}

static void
test_pauses (Moves *f, gconstpointer data)
{
  const FwRecordMove wait = { .to = "waiting" }, go_on = { .to = "entered" };
  g_autoptr (FwRecordCase) answer = NULL;
  FwFlowRun *run;
  gint64 due;

  put_expense (f, f->lead, "e", "5");
  make (f, f->hr, &wait, START + 10 * MINUTE);
  run_clocks (f, 200, 0);
  refuse (f, f->other, &go_on, FW_FLOW_NOT_YOURS, FW_ERROR_FORBIDDEN);
  open_records (f);
  make (f, f->lead, &go_on, START + 110 * MINUTE);
  answer = read_case (f, f->lead, START + 120 * MINUTE);
  run = fw_flow_case_find_run (answer->flow_case, "confirm");
  g_assert_true (fw_clock_find_due (run->clock, &due));
  g_assert_cmpint (due, ==, START + 160 * MINUTE);
  g_assert_cmpint (fw_clock_count (run->clock, START + 120 * MINUTE).counted, ==, 20 * MINUTE);
  g_assert_cmpint (fw_clock_count (run->clock, START + 120 * MINUTE).paused, ==, 100 * MINUTE);
}

/* What is deleted owes nothing; when it is there again it owes what it did. */
static void
test_deleted (Moves *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  put_expense (f, f->lead, "e", "5");
  fw_records_delete (f->base.records, f->base.all, f->kind, "e", 1, START + MINUTE, &error);
  g_assert_no_error (error);
  run_clocks (f, 500, 0);
  fw_records_restore (f->base.records, f->base.all, f->kind, "e", START + 501 * MINUTE, &error);
  g_assert_no_error (error);
  run_clocks (f, 502, 1);
  expect_state (f, "entered", 3);
}

/* A description without sense is refused with its line. */
static void
test_descriptions (void)
{
  static const struct
  {
    const char *from, *to, *line, *word;
  } cases[] = {
    { "to=\"paid\" by=\"hr\"", "to=\"paid\" by=\"nobody\"", ":9:", "paid" },
    { "limit=\"60m\"", "limit=\"60m\" hours=\"person\"", ":1:", "open hours" },
    { "name=\"owner\" type", "name=\"state\" type", ":4:", "flow says" },
    { "<list columns=\"title state\"", "<list columns=\"title status\"", ":7:", "status" },
    { "fields=\"amount\"", "fields=\"sum_of\"", ":10:", "sum_of" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) parts = g_strsplit (description, cases[i].from, -1);
      g_autofree char *text = g_strjoinv (cases[i].to, parts);
      g_autoptr (GError) error = NULL;

      g_assert_cmpuint (g_strv_length (parts), ==, 2);
      g_assert_null (fw_kind_parse ("x.xml", text, strlen (text), fw_kinds (), &error));
      g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].line));
      g_assert_nonnull (strstr (error->message, cases[i].word));
    }
}

#define ADD(path, function)                                                                        \
  g_test_add ("/records/moves/" path, Moves, NULL, set_up_moves, function, tear_down_moves)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("state-is-not-written", test_state_is_not_written);
  ADD ("rights", test_rights);
  ADD ("fields", test_fields);
  ADD ("clocks", test_clocks);
  ADD ("pauses", test_pauses);
  ADD ("deleted", test_deleted);
  g_test_add_func ("/records/moves/descriptions", test_descriptions);

  return g_test_run ();
}
