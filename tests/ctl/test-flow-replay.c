/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A draft limit on made-up cases, a second, slow way: each case is told move by move from its
 * beginning on, under the limits of each side (fw-clock-replay.h), and what its clocks come to is
 * compared with what follows from the runs that it once had under limits of its own time. */
#include "core/calendar/fw-duration.h"
#include "core/flow/fw-flow-replay.h"
#include "ctl/fw-clock-replay.h"
#include "protocol/fw-calendar-json.h"

#define CASES 400
#define MOST_MOVES 12
#define N_CLOCKS 16

static const char calendars_text[] =
    "{\"site\":{\"zone\":\"Asia/Shanghai\",\"week\":{\"mon\":[\"09:00-12:00\",\"13:30-18:00\"],"
    "\"tue\":[\"09:00-18:00\"],\"wed\":[\"09:00-18:00\"],\"thu\":[\"22:00-06:00\"],"
    "\"fri\":[\"09:00-18:00\"]},\"days\":{\"2026-03-04\":[]}}}";

static const char *const policies[] = {
  "case-acknowledge-1", "case-acknowledge-2", "case-acknowledge-3",   "case-acknowledge-urgent",
  "case-plan",          "case-solve-1",       "case-solve-2",         "case-solve-3",
  "case-solve-vip",     "case-solve-inquiry", "case-solve-technical", "case-decision",
  "case-waiting",       "case-return",        "case-repair",          "case-word",
  "case-call-back"
};
static const char *const grades[] = { "1",   "2",       "3",         "safety",
                                      "vip", "inquiry", "technical", "manager" };
static const char *const states[] = { "acknowledged", "planned",    "waiting", "escalated",
                                      "solved",       "department", "return",  "repair",
                                      "told",         "declined",   "closed",  "reopened",
                                      "soothed" };

typedef struct
{
  gint64 seconds[G_N_ELEMENTS (policies)];
} Limits;

typedef struct
{
  const Limits *limits;
  const char *grade;
  FwCalendar *calendar; /* (nullable) */
} Seen;

typedef struct
{
  gint64 at[MOST_MOVES];
  const char *what[MOST_MOVES];
  guint n;
  const char *grade;
  gboolean by_calendar;
  gint64 until;
} Story;

typedef struct
{
  FwFlow *flow;
  FwClockReplay *replay;
  GHashTable *calendars;
  GRand *rand;
  Limits of_then, in_force, draft;
} Fixture;

static FwFlowValue
get_value (gpointer record, const char *name)
{
  const Seen *seen = record;

  if (g_str_equal (name, "terms"))
    return (FwFlowValue){ FW_FLOW_TEXT, 0, seen->grade };
  for (guint i = 0; i < G_N_ELEMENTS (policies); i++)
    if (g_str_has_prefix (name, "policy.") &&
        g_str_has_prefix (name + strlen ("policy."), policies[i]) &&
        g_str_equal (name + strlen ("policy.") + strlen (policies[i]), "-seconds"))
      return (FwFlowValue){ FW_FLOW_NUMBER, (double) seen->limits->seconds[i], NULL };
  return FW_FLOW_VALUE_EMPTY;
}

static FwCalendar *
get_calendar (gpointer record, const char *hours)
{
  return ((Seen *) record)->calendar;
}

/* No two limits alike: which of them a run went by is told by nothing else. */
static void
draw_limits (Fixture *f, Limits *limits)
{
  for (guint i = 0; i < G_N_ELEMENTS (policies); i++)
    limits->seconds[i] = g_rand_int_range (f->rand, 1, 200) * 3600 + (gint64) i * 60;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) calendars =
      fw_json_parse_object (calendars_text, strlen (calendars_text), &error);

  g_assert_no_error (error);
  f->flow = fw_flow_find ("case", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (f->flow->clocks->len, <=, N_CLOCKS);
  f->replay = fw_clock_replay_new (calendars, NULL, &error);
  g_assert_no_error (error);
  f->calendars = fw_calendars_json_read (calendars, &error);
  g_assert_no_error (error);
  f->rand = g_rand_new_with_seed (20261203);
  draw_limits (f, &f->of_then);
  draw_limits (f, &f->in_force);
  draw_limits (f, &f->draft);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  fw_flow_unref (f->flow);
  fw_clock_replay_free (f->replay);
  g_hash_table_unref (f->calendars);
  g_rand_free (f->rand);
}

/* ---- stories ---- */

static Story
draw_story (Fixture *f)
{
  Story story = { .n = (guint) g_rand_int_range (f->rand, 1, MOST_MOVES + 1) };
  gint64 at = G_GINT64_CONSTANT (1772400000) + g_rand_int_range (f->rand, 0, 30 * 86400);

  story.grade = grades[g_rand_int_range (f->rand, 0, G_N_ELEMENTS (grades))];
  story.by_calendar = g_rand_boolean (f->rand);
  for (guint i = 0; i < story.n; i++)
    {
      story.at[i] = at * FW_SECOND;
      story.what[i] = i == 0 ? "new" : states[g_rand_int_range (f->rand, 0, G_N_ELEMENTS (states))];
      at += g_rand_int_range (f->rand, 60, 90 * 3600);
    }
  story.until = (at + g_rand_int_range (f->rand, 0, 300 * 3600)) * FW_SECOND;
  return story;
}

/* Returns: (transfer full): the case as it was kept, by the limits of its time. */
static FwFlowCase *
tell (Fixture *f, const Story *story, FwCalendar *calendar)
{
  Seen seen = { &f->of_then, story->grade, calendar };
  const FwFlowRecord record = { get_value, get_calendar, &seen, NULL };
  FwFlowCase *flow_case = fw_flow_case_new (f->flow);
  g_autoptr (GPtrArray) notices =
      g_ptr_array_new_with_free_func ((GDestroyNotify) fw_flow_notice_free);

  for (guint i = 0; i < story->n; i++)
    {
      const FwFlowMove *move = flow_case->state != NULL
                                   ? fw_flow_find_move (f->flow, flow_case->state, story->what[i])
                                   : NULL;
      g_autoptr (GError) error = NULL;

      fw_flow_case_happen (flow_case, &record, NULL, story->what[i], move != NULL && move->reopens,
                           FW_FLOW_TIME (story->at[i]), notices, &error);
      g_assert_no_error (error);
    }
  return flow_case;
}

/* ---- the slow way ---- */

static void
append_move (GString *line, gint64 at, const char *what)
{
  g_autofree char *moment = fw_time_format (at);

  g_string_append_printf (line, "[\"%s\",\"%s\"],", moment, what);
}

/* Returns: (transfer full): the clocks of the case under these limits from its first moment on. */
static JsonObject *
tell_again (Fixture *f, const Story *story, const Limits *limits)
{
  g_autoptr (GString) line = g_string_new ("{\"id\":\"c\",\"flow\":\"case\",\"calendar\":");
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *until = fw_time_format (story->until), *note = NULL;
  JsonObject *answer;

  g_string_append_printf (line, "%s,\"grade\":\"%s\",\"until\":\"%s\",\"moves\":[",
                          story->by_calendar ? "\"site\"" : "null", story->grade, until);
  for (guint i = 0; i < G_N_ELEMENTS (policies); i++)
    {
      g_autofree char *what =
          g_strdup_printf ("policy:%s=%" G_GINT64_FORMAT, policies[i], limits->seconds[i]);

      append_move (line, story->at[0], what);
    }
  for (guint i = 0; i < story->n; i++)
    append_move (line, story->at[i], story->what[i]);
  g_string_truncate (line, line->len - 1);
  g_string_append (line, "]}");
  object = fw_json_parse_object (line->str, line->len, &error);
  g_assert_no_error (error);
  fw_clock_replay_line (f->replay, object, out, &note, &error);
  g_assert_no_error (error);
  answer = fw_json_parse_object (out->str, out->len, &error);
  g_assert_no_error (error);
  return answer;
}

static FwReplayOutcome
find_outcome (JsonObject *answer, const char *clock)
{
  JsonArray *runs = json_object_get_array_member (answer, "clocks");
  guint n[FW_N_REPLAY_OUTCOMES] = { 0 };

  for (guint i = 0; i < json_array_get_length (runs); i++)
    {
      JsonObject *run = json_array_get_object_element (runs, i);
      const char *state = json_object_get_string_member (run, "state");

      if (!g_str_equal (json_object_get_string_member (run, "clock"), clock))
        continue;
      if (g_str_equal (state, fw_clock_state_to_name (FW_CLOCK_LATE)) ||
          g_str_equal (state, fw_clock_state_to_name (FW_CLOCK_BREACHED)))
        n[FW_REPLAY_BROKEN]++;
      else if (g_str_equal (state, fw_clock_state_to_name (FW_CLOCK_KEPT)))
        n[FW_REPLAY_KEPT]++;
      else if (!g_str_equal (state, fw_clock_state_to_name (FW_CLOCK_VOID)))
        n[FW_REPLAY_OPEN]++;
    }
  return n[FW_REPLAY_BROKEN] > 0 ? FW_REPLAY_BROKEN
         : n[FW_REPLAY_OPEN] > 0 ? FW_REPLAY_OPEN
         : n[FW_REPLAY_KEPT] > 0 ? FW_REPLAY_KEPT
                                 : FW_REPLAY_NONE;
}

static void
check_due (JsonObject *answer, const char *clock, const FwReplayed *replayed, FwReplaySide side)
{
  JsonArray *runs = json_object_get_array_member (answer, "clocks");

  for (guint i = 0; i < json_array_get_length (runs); i++)
    {
      JsonObject *run = json_array_get_object_element (runs, i);
      gint64 due = G_MAXINT64;

      if (!g_str_equal (json_object_get_string_member (run, "clock"), clock) ||
          json_object_get_int_member (run, "run") != replayed->run)
        continue;
      if (!json_object_get_null_member (run, "due"))
        g_assert_true (fw_time_parse (fw_text (json_object_get_string_member (run, "due")), &due));
      g_assert_cmpint (due, ==, replayed->due[side]);
      return;
    }
  g_assert_cmpuint (replayed->run, ==, 0);
}

static void
replay (Fixture *f, const Story *story, const Limits *draft, FwReplayed *replayed)
{
  FwCalendar *calendar = story->by_calendar ? g_hash_table_lookup (f->calendars, "site") : NULL;
  g_autoptr (FwFlowCase) flow_case = tell (f, story, calendar);
  Seen then = { &f->in_force, story->grade, calendar }, other = { draft, story->grade, calendar };
  const FwFlowRecord in_force = { get_value, get_calendar, &then, NULL },
                     drafted = { get_value, get_calendar, &other, NULL };

  fw_flow_case_replay (flow_case, &in_force, &drafted, story->until, replayed);
}

static void
test_second_way (Fixture *f, gconstpointer data)
{
  FwReplaySum sum = { 0 };

  for (guint i = 0; i < CASES; i++)
    {
      const Story story = draw_story (f);
      g_autoptr (JsonObject) in_force = tell_again (f, &story, &f->in_force),
                             draft = tell_again (f, &story, &f->draft);
      FwReplayed replayed[N_CLOCKS];

      replay (f, &story, &f->draft, replayed);
      for (guint k = 0; k < f->flow->clocks->len; k++)
        {
          const char *clock = g_array_index (f->flow->clocks, FwFlowClock, k).name;

          if (g_str_equal (clock, "department")) /* its limit is no policy */
            continue;
          g_assert_cmpint (replayed[k].outcomes[FW_REPLAY_IN_FORCE], ==,
                           find_outcome (in_force, clock));
          g_assert_cmpint (replayed[k].outcomes[FW_REPLAY_DRAFT], ==, find_outcome (draft, clock));
          check_due (in_force, clock, &replayed[k], FW_REPLAY_IN_FORCE);
          check_due (draft, clock, &replayed[k], FW_REPLAY_DRAFT);
          fw_replay_sum_add (&sum, &replayed[k]);
        }
    }
  /* Every outcome was among them, and both differences. */
  for (guint i = 0; i < FW_N_REPLAY_OUTCOMES; i++)
    g_assert_cmpuint (sum.cases[FW_REPLAY_DRAFT][i], >, 20);
  g_assert_cmpuint (sum.newly_broken, >, 20);
  g_assert_cmpuint (sum.newly_kept, >, 20);
}

static void
test_same (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < CASES; i++)
    {
      const Story story = draw_story (f);
      FwReplayed replayed[N_CLOCKS];

      replay (f, &story, &f->in_force, replayed);
      for (guint k = 0; k < f->flow->clocks->len; k++)
        {
          g_assert_cmpint (replayed[k].outcomes[0], ==, replayed[k].outcomes[1]);
          g_assert_cmpint (replayed[k].due[0], ==, replayed[k].due[1]);
          g_assert_false (fw_replayed_is_newly_broken (&replayed[k]));
          g_assert_false (fw_replayed_is_newly_kept (&replayed[k]));
        }
    }
}

/* Sums are of cases in any order, and a case is the same however often it is replayed. */
static void
test_shuffled (Fixture *f, gconstpointer data)
{
  g_autofree Story *stories = g_new (Story, CASES);
  FwReplaySum sums[2][N_CLOCKS] = { 0 };

  for (guint i = 0; i < CASES; i++)
    stories[i] = draw_story (f);
  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i < CASES; i++)
        {
          FwReplayed replayed[N_CLOCKS];

          replay (f, &stories[i], &f->draft, replayed);
          for (guint k = 0; k < f->flow->clocks->len; k++)
            fw_replay_sum_add (&sums[pass][k], &replayed[k]);
        }
      for (guint i = CASES - 1; i > 0; i--)
        {
          const guint other = (guint) g_rand_int_range (f->rand, 0, (gint32) i + 1);
          const Story story = stories[i];

          stories[i] = stories[other];
          stories[other] = story;
        }
    }
  g_assert_cmpmem (sums[0], sizeof sums[0], sums[1], sizeof sums[1]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/flow-replay/second-way", Fixture, NULL, set_up, test_second_way, tear_down);
  g_test_add ("/flow-replay/same", Fixture, NULL, set_up, test_same, tear_down);
  g_test_add ("/flow-replay/shuffled", Fixture, NULL, set_up, test_shuffled, tear_down);
  return g_test_run ();
}
