/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/flow/fw-flow-case.h"
#include "core/fw-error.h"

static const char text[] =
    "<flow name='f' start='new' grade='grade'>\n"
    "<field name='grade' type='enum'/><field name='amount' type='number'/>\n"
    "<field name='due_on' type='date'/>\n"
    "<function name='leader'/>\n"
    "<state name='new'/><state name='waiting'/><state name='checked'/><state name='old'/>\n"
    "<state name='done' ends='yes'/><state name='gone' ends='yes' voids='yes'/>\n"
    "<guard fields='amount' voids='checked' to='new'/>\n"
    "<move from='new' to='waiting' by='owner'/><move from='waiting' to='new' by='owner'/>\n"
    "<move from='new waiting' to='checked' by='leader everyone' other-than='author'\n"
    "      other-than-if='amount &gt;= policy.much'/>\n"
    "<move from='checked' to='done' by='leader author' if='amount is set' sign='yes'/>\n"
    "<move from='done' to='new' by='leader' reopens='yes'/>\n"
    "<move from='new waiting' to='gone' by='owner'/>\n"
    "<move from='new' to='old' by='server' when='due_on + 1d'/><move from='old' to='done' "
    "by='hr'/>\n"
    "<message name='wrote'/><message name='answered'/>\n"
    "<clock name='check' until='checked done old' warn='1h' pause-in='waiting' reopen='restart'\n"
    "       extend-by='leader'>\n"
    "  <limit grade='1' is='policy.check-hours' else='4h'/><limit grade='2' is='8h'/>\n"
    "  <escalate to='leader'/><escalate after='2h' to='hr'/>\n"
    "</clock>\n"
    "<clock name='answer' start='wrote' until='answered done old' limit='1h' warn='30m' "
    "reopen='again'\n"
    "       catchup='latest' escalate='leader' warn-to='hr'/>\n"
    "</flow>\n";

typedef struct
{
  FwFlow *flow;
  FwFlowCase *flow_case;
  GPtrArray *notices;
  FwFlowRecord record;
  double amount, much, hours, due_on; /* negative: empty */
  const char *grade;
} Fixture;

static FwFlowValue
get_value (gpointer record, const char *name)
{
  const Fixture *f = record;
  const struct
  {
    const char *name;
    double value;
  } numbers[] = { { "amount", f->amount },
                  { "policy.much", f->much },
                  { "policy.check-hours", f->hours },
                  { "due_on", f->due_on } };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (g_str_equal (name, numbers[i].name) && numbers[i].value >= 0)
      return (FwFlowValue){ FW_FLOW_NUMBER, numbers[i].value, NULL };
  if (g_str_equal (name, "grade") && f->grade != NULL)
    return (FwFlowValue){ FW_FLOW_TEXT, 0, f->grade };
  return FW_FLOW_VALUE_EMPTY;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) faults =
      g_ptr_array_new_with_free_func ((GDestroyNotify) fw_flow_fault_free);

  f->flow = fw_flow_read (text, strlen (text), faults);
  if (f->flow == NULL)
    g_error ("line %u: %s", ((FwFlowFault *) faults->pdata[0])->line,
             ((FwFlowFault *) faults->pdata[0])->sentence);
  f->flow_case = fw_flow_case_new (f->flow);
  f->notices = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_flow_notice_free);
  f->record = (FwFlowRecord){ get_value, NULL, f };
  f->amount = 10;
  f->much = 500;
  f->hours = f->due_on = -1;
  f->grade = "1";
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  fw_flow_case_free (f->flow_case);
  g_ptr_array_unref (f->notices);
  fw_flow_unref (f->flow);
}

/* Moments are hours after the record is made. */
#define HOUR(n) FW_FLOW_TIME ((gint64) ((n) *FW_HOUR))

static const char *const owner_is[] = { "owner", NULL };
static const char *const leader_is[] = { "leader", "supervisor", NULL };
static const char *const agent_is[] = { "agent", "feed", NULL };
static const FwFlowActor li = { "li", "li", owner_is };
static const FwFlowActor wang = { "wang", "wang", leader_is };

static void
begin (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  fw_flow_case_begin (f->flow_case, &f->record, &li, HOUR (0), f->notices, &error);
  g_assert_no_error (error);
}

/* Returns: the name of what became of it, with the state. */
static char *
try_ask (Fixture *f, FwFlowAsk ask)
{
  g_autoptr (FwFlowAnswer) answer = fw_flow_case_move (f->flow_case, &f->record, &ask, f->notices);

  g_assert_true (answer->done == (answer->refusal == FW_FLOW_ALLOWED));
  return g_strdup_printf ("%s %s %u",
                          answer->before ? "before" : fw_flow_refusal_to_name (answer->refusal),
                          answer->state, answer->revision);
}

static void
assert_move (Fixture *f, FwFlowAsk ask, const char *expected)
{
  g_autofree char *got = try_ask (f, ask);

  g_assert_cmpstr (got, ==, expected);
}

static void
assert_notices (Fixture *f, const char *expected)
{
  g_autoptr (GString) got = g_string_new (NULL);

  for (guint i = 0; i < f->notices->len; i++)
    {
      const FwFlowNotice *notice = f->notices->pdata[i];
      g_autofree char *skipped =
          notice->skipped != NULL ? g_strjoinv ("+", notice->skipped) : g_strdup ("");
      g_autofree char *due = fw_number_dup ((double) notice->due / FW_HOUR);
      g_autofree char *at = fw_number_dup ((double) notice->at / FW_HOUR);

      g_string_append_printf (
          got, "%s%s/%u %s %s@%s%s%s%s%s", i > 0 ? ", " : "", notice->clock, notice->run,
          fw_flow_what_to_name (notice->what), due, at, notice->to != NULL ? " to " : "",
          notice->to != NULL ? notice->to : "", notice->skipped != NULL ? " over " : "", skipped);
    }
  g_assert_cmpstr (got->str, ==, expected);
  g_ptr_array_set_size (f->notices, 0);
}

static void
run (Fixture *f, double hour)
{
  fw_flow_case_run (f->flow_case, &f->record, (gint64) (hour * FW_HOUR), f->notices);
}

/* ---- who ---- */

static void
test_who (Fixture *f, gconstpointer data)
{
  const FwFlowActor agent = { "zhou", "zhou", agent_is };
  const FwFlowActor nobody = { "x", NULL, NULL };

  begin (f);
  assert_move (f, (FwFlowAsk){ .actor = agent, .to = "checked", .time = HOUR (1) },
               "not-yours new 1");
  assert_move (f, (FwFlowAsk){ .actor = nobody, .to = "checked", .time = HOUR (1) },
               "not-yours new 1");
  assert_move (f, (FwFlowAsk){ .actor = wang, .to = "done", .time = HOUR (1) },
               "no-such-move new 1");
  assert_move (f, (FwFlowAsk){ .actor = wang, .to = "nowhere", .time = HOUR (1) },
               "no-such-move new 1");
  assert_move (f, (FwFlowAsk){ .actor = wang, .to = "checked", .based_on = 7, .time = HOUR (1) },
               "changed new 1");
  assert_move (
      f,
      (FwFlowAsk){
          .actor = wang, .to = "checked", .request = "r", .based_on = 1, .time = HOUR (1) },
      "allowed checked 2");
  /* The author may sign off, but says why; a blank is no reason. */
  assert_move (f, (FwFlowAsk){ .actor = li, .to = "done", .reason = " ", .time = HOUR (2) },
               "no-reason checked 2");
  assert_move (f, (FwFlowAsk){ .actor = li, .to = "done", .reason = "paid", .time = HOUR (2) },
               "allowed done 3");
  /* A repeated request gets the answer of then, whatever happened since. */
  assert_move (
      f,
      (FwFlowAsk){
          .actor = wang, .to = "checked", .request = "r", .based_on = 1, .time = HOUR (3) },
      "before checked 2");
}

static void
test_condition (Fixture *f, gconstpointer data)
{
  begin (f);
  f->amount = -1;
  assert_move (f, (FwFlowAsk){ .actor = wang, .to = "checked", .time = HOUR (1) },
               "allowed checked 2");
  assert_move (f, (FwFlowAsk){ .actor = wang, .to = "done", .reason = "x", .time = HOUR (1) },
               "condition checked 2");
}

static void
test_two_persons (Fixture *f, gconstpointer data)
{
  static const char *const amount[] = { "amount", NULL };
  static const char *const other[] = { "note", NULL };
  const FwFlowActor again = { "wang-admin", "wang", leader_is };
  const FwFlowActor zhao = { "zhao", "zhao", leader_is };

  begin (f);
  f->amount = 600;
  g_assert_true (
      fw_flow_case_edit (f->flow_case, &f->record, &wang, amount, HOUR (1), f->notices, NULL));
  assert_move (f, (FwFlowAsk){ .actor = again, .to = "checked", .time = HOUR (1) },
               "two-persons new 2");
  /* What cannot be told is on the safe side. */
  f->amount = 10;
  f->much = -1;
  assert_move (f, (FwFlowAsk){ .actor = wang, .to = "checked", .time = HOUR (1) },
               "two-persons new 2");
  g_assert_true (
      fw_flow_case_edit (f->flow_case, &f->record, &zhao, other, HOUR (1), f->notices, NULL));
  assert_move (f, (FwFlowAsk){ .actor = zhao, .to = "checked", .time = HOUR (1) },
               "allowed checked 4");
  g_assert_true (
      fw_flow_case_edit (f->flow_case, &f->record, &zhao, other, HOUR (2), f->notices, NULL));
  g_assert_cmpstr (f->flow_case->state, ==, "checked");
  g_assert_true (
      fw_flow_case_edit (f->flow_case, &f->record, &zhao, amount, HOUR (2), f->notices, NULL));
  g_assert_cmpstr (f->flow_case->state, ==, "new");
  g_assert_cmpuint (f->flow_case->revision, ==, 6);
}

/* Each change of state is in the history; what was signed cannot be altered unseen. */
static void
test_history (Fixture *f, gconstpointer data)
{
  FwFlowEntry *entry;
  guint broken = 99;

  begin (f);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *checked =
          try_ask (f, (FwFlowAsk){ .actor = wang, .to = "checked", .time = HOUR (1 + i) });
      g_autofree char *done = try_ask (f, (FwFlowAsk){ .actor = wang,
                                                       .to = "done",
                                                       .reason = "paid",
                                                       .content = "c",
                                                       .time = HOUR (1 + i) });
      g_autofree char *reopened =
          try_ask (f, (FwFlowAsk){ .actor = wang, .to = "new", .time = HOUR (1 + i) });

      g_assert_true (g_str_has_prefix (checked, "allowed checked "));
      g_assert_true (g_str_has_prefix (done, "allowed done "));
      g_assert_true (g_str_has_prefix (reopened, "allowed new "));
    }
  g_assert_cmpuint (f->flow_case->entries->len, ==, 7);
  g_assert_true (fw_flow_verify (f->flow_case->entries, &broken));
  entry = f->flow_case->entries->pdata[2];
  g_assert_cmpstr (entry->from, ==, "checked");
  g_assert_cmpstr (entry->to, ==, "done");
  g_assert_cmpstr (entry->account, ==, "wang");
  g_assert_cmpuint (entry->revision, ==, 3);
  g_assert_nonnull (entry->seal);
  g_assert_null (((FwFlowEntry *) f->flow_case->entries->pdata[1])->seal);

  entry->time.at++;
  g_assert_false (fw_flow_verify (f->flow_case->entries, &broken));
  g_assert_cmpuint (broken, ==, 2);
  entry->time.at--;
  g_clear_pointer (&entry->seal, g_free); /* as if it were not signed: the next one tells */
  g_assert_false (fw_flow_verify (f->flow_case->entries, &broken));
  g_assert_cmpuint (broken, ==, 5);
}

/* ---- clocks ---- */

static void
test_clocks (Fixture *f, gconstpointer data)
{
  gint64 next;

  begin (f);
  g_assert_true (fw_flow_case_next (f->flow_case, &f->record, &next));
  g_assert_cmpint (next, ==, 3 * FW_HOUR);
  run (f, 2.9);
  assert_notices (f, "");
  run (f, 3);
  run (f, 3);
  assert_notices (f, "check/1 warn 3@3");
  run (f, 10);
  assert_notices (f, "check/1 breach 4@10, check/1 escalate 4@10 to leader, "
                     "check/1 escalate 6@10 to hr");
  g_assert_false (fw_flow_case_next (f->flow_case, &f->record, &next));

  /* Another grade is another limit from the same start; back again, nothing is told twice. */
  f->grade = "2";
  g_assert_true (fw_flow_case_edit (f->flow_case, &f->record, &li,
                                    (const char *const[]){ "grade", NULL }, HOUR (10), f->notices,
                                    NULL));
  run (f, 10);
  assert_notices (f, "check/1 warn 7@10, check/1 breach 8@10, check/1 escalate 8@10 to leader, "
                     "check/1 escalate 10@10 to hr");
  f->grade = "1";
  g_assert_true (fw_flow_case_edit (f->flow_case, &f->record, &li,
                                    (const char *const[]){ "grade", NULL }, HOUR (11), f->notices,
                                    NULL));
  run (f, 12);
  assert_notices (f, "");
}

/* What has no limit is refused, and nothing has changed. */
static void
test_no_limit (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->grade = "9";
  g_assert_false (fw_flow_case_begin (f->flow_case, &f->record, &li, HOUR (0), f->notices, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
  g_assert_null (f->flow_case->state);
  g_assert_cmpuint (f->flow_case->runs->len, ==, 0);

  f->grade = "1";
  begin (f);
  f->grade = NULL;
  g_assert_false (fw_flow_case_edit (f->flow_case, &f->record, &li,
                                     (const char *const[]){ "grade", NULL }, HOUR (1), f->notices,
                                     NULL));
  g_assert_cmpuint (f->flow_case->revision, ==, 1);
  g_assert_cmpstr (f->flow_case->grade, ==, "1");
  assert_move (f, (FwFlowAsk){ .actor = li, .to = "waiting", .time = HOUR (1) }, "no-limit new 1");
}

/* A policy holds for clocks that start later. */
static void
test_policy (Fixture *f, gconstpointer data)
{
  begin (f);
  f->hours = 0.5;
  run (f, 3);
  assert_notices (f, "check/1 warn 3@3");
  assert_move (f, (FwFlowAsk){ .actor = wang, .to = "checked", .time = HOUR (3) },
               "allowed checked 2");
  assert_move (f, (FwFlowAsk){ .actor = wang, .to = "done", .reason = "x", .time = HOUR (3) },
               "allowed done 3");
  assert_move (f, (FwFlowAsk){ .actor = wang, .to = "new", .time = HOUR (5) }, "allowed new 4");
  run (f, 5.5);
  assert_notices (f, "check/2 warn 5@5.5, check/2 breach 5.5@5.5, "
                     "check/2 escalate 5.5@5.5 to leader");
}

static void
test_latest (Fixture *f, gconstpointer data)
{
  begin (f);
  g_assert_true (fw_flow_case_happen (f->flow_case, &f->record, NULL, "wrote", FALSE, HOUR (0.5),
                                      f->notices, NULL));
  run (f, 1);
  assert_notices (f, "answer/1 warn 1@1 to hr");
  run (f, 2);
  assert_notices (f, "answer/1 escalate 1.5@2 to leader over breach");
  g_assert_false (fw_flow_case_happen (f->flow_case, &f->record, NULL, "shouted", FALSE, HOUR (2),
                                       f->notices, NULL));
}

static void
test_extend (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  begin (f);
  g_assert_false (fw_flow_case_extend (f->flow_case, &li, "check", 9 * FW_HOUR, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_FORBIDDEN);
  g_clear_error (&error);
  g_assert_false (fw_flow_case_extend (f->flow_case, &wang, "answer", 9 * FW_HOUR, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_NOT_FOUND);
  g_assert_true (fw_flow_case_extend (f->flow_case, &wang, "check", 9 * FW_HOUR, NULL));
  run (f, 8);
  assert_notices (f, "check/1 warn 8@8");
}

/* Done offline before it fell due and told after: withdrawn. A pause that was begun offline in time
 * withdraws too, and should it fall due after all, that is told. */
static void
test_afterwards (Fixture *f, gconstpointer data)
{
  begin (f);
  run (f, 3);
  run (f, 5);
  assert_notices (f, "check/1 warn 3@3, check/1 breach 4@5, check/1 escalate 4@5 to leader");
  assert_move (
      f, (FwFlowAsk){ .actor = li, .to = "waiting", .time = { 6 * FW_HOUR, 7 * FW_HOUR / 2 } },
      "allowed waiting 2");
  assert_notices (f, "check/1 withdraw 4@6");
  run (f, 50);
  assert_notices (f, "");
  assert_move (f, (FwFlowAsk){ .actor = li, .to = "new", .time = HOUR (50) }, "allowed new 3");
  run (f, 51);
  assert_notices (f, "check/1 breach 50.5@51, check/1 escalate 50.5@51 to leader");
  assert_move (
      f, (FwFlowAsk){ .actor = wang, .to = "checked", .time = { 52 * FW_HOUR, 50 * FW_HOUR } },
      "allowed checked 4");
  assert_notices (f, "check/1 withdraw 50.5@52");
  g_assert_cmpint (fw_flow_case_find_run (f->flow_case, "check")->clock->result, ==,
                   FW_CLOCK_KEPT_AFTERWARDS);
}

/* The server moves at its moment, also when it looks later; clocks go by the moment. */
static void
test_server_moves (Fixture *f, gconstpointer data)
{
  gint64 next;

  f->due_on = 0;
  begin (f);
  g_assert_true (fw_flow_case_next (f->flow_case, &f->record, &next));
  g_assert_cmpint (next, ==, 3 * FW_HOUR);
  run (f, 23.9);
  g_assert_cmpstr (f->flow_case->state, ==, "new");
  g_ptr_array_set_size (f->notices, 0);
  g_assert_true (fw_flow_case_next (f->flow_case, &f->record, &next));
  g_assert_cmpint (next, ==, 24 * FW_HOUR);
  run (f, 30);
  g_assert_cmpstr (f->flow_case->state, ==, "old");
  g_assert_cmpint (fw_flow_case_find_run (f->flow_case, "check")->clock->stopped, ==, 24 * FW_HOUR);
  g_assert_cmpint (fw_flow_case_find_run (f->flow_case, "check")->clock->result, ==, FW_CLOCK_LATE);
  assert_notices (f, "");
  g_assert_false (fw_flow_case_next (f->flow_case, &f->record, &next));
}

static void
test_adopt (Fixture *f, gconstpointer data)
{
  g_autoptr (FwFlow) refund = fw_flow_find ("refund", NULL);
  g_autoptr (GPtrArray) faults = g_ptr_array_new ();
  g_autoptr (FwFlow) same = fw_flow_read (text, strlen (text), faults);
  g_autoptr (GError) error = NULL;

  begin (f);
  g_assert_false (fw_flow_case_adopt (f->flow_case, refund, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
  g_assert_true (f->flow_case->flow == f->flow);
  g_assert_true (fw_flow_case_adopt (f->flow_case, same, NULL));
  g_assert_true (f->flow_case->flow == same);
  run (f, 3);
  assert_notices (f, "check/1 warn 3@3");
}

/* ---- properties ---- */

/* What is done, so many minutes after the start. */
typedef struct
{
  guint minute;
  const char *what;
} Step;

static char *
describe_clocks (Fixture *f)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < f->flow_case->runs->len; i++)
    {
      const FwFlowRun *one = f->flow_case->runs->pdata[i];
      const FwClockCount count = fw_clock_count (one->clock, 1000 * FW_HOUR);
      gint64 due = -1;

      fw_clock_find_due (one->clock, &due);
      g_string_append_printf (
          all, "%s/%u %s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %u\n", one->description->name,
          one->run, fw_clock_state_to_name (fw_clock_get_state (one->clock, 1000 * FW_HOUR)), due,
          count.counted, one->clock->pauses->len);
    }
  return g_string_free (all, FALSE);
}

/* What was told, but for when. */
static char *
describe_notices (Fixture *f)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < f->notices->len; i++)
    {
      const FwFlowNotice *notice = f->notices->pdata[i];

      g_string_append_printf (all, "%s/%u %s %u %" G_GINT64_FORMAT "\n", notice->clock, notice->run,
                              fw_flow_what_to_name (notice->what), notice->step, notice->due);
    }
  return g_string_free (all, FALSE);
}

/* Plays steps; looks often, or only when something happens. */
static void
play (Fixture *f, const Step *steps, guint n, gboolean often)
{
  gint64 last = 0;

  begin (f);
  for (guint i = 0; i < n; i++)
    {
      const gint64 at = steps[i].minute * FW_MINUTE;

      for (gint64 moment = last; often && moment < at; moment += 7 * FW_MINUTE)
        fw_flow_case_run (f->flow_case, &f->record, moment, f->notices);
      fw_flow_case_run (f->flow_case, &f->record, at - 1, f->notices);
      if (g_str_has_prefix (steps[i].what, "grade"))
        {
          f->grade = steps[i].what + strlen ("grade");
          fw_flow_case_edit (f->flow_case, &f->record, &li, (const char *const[]){ "grade", NULL },
                             FW_FLOW_TIME (at), f->notices, NULL);
        }
      else
        fw_flow_case_happen (f->flow_case, &f->record, &li, steps[i].what,
                             g_str_equal (steps[i].what, "new") &&
                                 g_str_equal (f->flow_case->state, "done"),
                             FW_FLOW_TIME (at), f->notices, NULL);
      last = at;
    }
  fw_flow_case_run (f->flow_case, &f->record, 1000 * FW_HOUR, f->notices);
}

/* Whether the server looks all the time or comes back after hours, each thing is told once, and the
 * clocks are the same. */
static void
test_any_look (void)
{
  static const char *const whats[] = { "waiting", "new",      "checked", "done",  "new",
                                       "wrote",   "answered", "grade1",  "grade2" };

  for (guint round = 0; round < 300; round++)
    {
      Step steps[12];
      Fixture one = { 0 }, other = { 0 };
      g_autofree char *clocks = NULL;
      g_autofree char *same = NULL;
      g_autofree char *told = NULL;
      g_autofree char *same_told = NULL;
      guint minute = 0;

      for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
        {
          minute += (guint) g_test_rand_int_range (1, 300);
          steps[i] = (Step){ minute, whats[g_test_rand_int_range (0, G_N_ELEMENTS (whats))] };
        }
      set_up (&one, NULL);
      set_up (&other, NULL);
      for (guint i = 0; i < one.flow->clocks->len; i++)
        {
          g_array_index (one.flow->clocks, FwFlowClock, i).latest = FALSE;
          g_array_index (other.flow->clocks, FwFlowClock, i).latest = FALSE;
        }
      play (&one, steps, G_N_ELEMENTS (steps), TRUE);
      play (&other, steps, G_N_ELEMENTS (steps), FALSE);
      clocks = describe_clocks (&one);
      same = describe_clocks (&other);
      g_assert_cmpstr (clocks, ==, same);
      told = describe_notices (&one);
      same_told = describe_notices (&other);
      g_assert_cmpstr (told, ==, same_told);
      tear_down (&one, NULL);
      tear_down (&other, NULL);
    }
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *f, gconstpointer data);
  } tests[] = {
    { "/flow-case/who", test_who },
    { "/flow-case/condition", test_condition },
    { "/flow-case/two-persons", test_two_persons },
    { "/flow-case/history", test_history },
    { "/flow-case/clocks", test_clocks },
    { "/flow-case/no-limit", test_no_limit },
    { "/flow-case/policy", test_policy },
    { "/flow-case/latest", test_latest },
    { "/flow-case/extend", test_extend },
    { "/flow-case/afterwards", test_afterwards },
    { "/flow-case/server-moves", test_server_moves },
    { "/flow-case/adopt", test_adopt },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  g_test_add_func ("/flow-case/any-look", test_any_look);
  return g_test_run ();
}
