/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/fw-test-events.h"

typedef struct
{
  FwDirectory *directory;
  FwCube *cube;
  FwFloor *floor;
  guint64 number;
  FwFloorReport report; /* of all batches together */
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) house = data != NULL ? g_ptr_array_new () : fw_test_house ();

  f->directory = fw_directory_new_from_records (house);
  f->cube = fw_cube_new ();
  f->floor = fw_floor_new (f->cube, f->directory);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  fw_floor_free (f->floor);
  fw_cube_free (f->cube);
  fw_directory_unref (f->directory);
}

static void
say (Fixture *f, FwEvent event)
{
  g_autoptr (FwEventBatch) batch = fw_event_batch_new ();
  FwFloorReport report;

  fw_test_add (batch, event);
  fw_cube_write_lock (f->cube);
  fw_floor_apply (f->floor, batch, ++f->number, &report);
  fw_cube_write_unlock (f->cube);
  f->report.events += report.events;
  f->report.applied += report.applied;
  f->report.duplicates += report.duplicates;
  f->report.orphans += report.orphans;
  f->report.backwards += report.backwards;
  f->report.notes += report.notes;
  f->report.unmatched += report.unmatched;
}

#define SAY(f, kind, second, contact, queue, agent, ...)                                           \
  G_STMT_START                                                                                     \
  {                                                                                                \
    FwEvent e = fw_test_event (FW_EVENT_##kind, second, contact, queue, agent);                    \
    __VA_ARGS__;                                                                                   \
    say (f, e);                                                                                    \
  }                                                                                                \
  G_STMT_END

static FwSums
ask (Fixture *f)
{
  FwCubeQuery query = FW_CUBE_QUERY_INIT;
  g_autoptr (FwCubeAnswer) answer = NULL;

  query.from = TEST_START - 40 * 24 * FW_HOUR;
  query.to = TEST_START + 40 * 24 * FW_HOUR;
  query.now = TEST_START + 60 * 24 * FW_HOUR;
  answer = fw_cube_ask (f->cube, &query, NULL, NULL);
  g_assert_nonnull (answer);
  return answer->total;
}

static const char *
name (Fixture *f, FwDimension dimension, guint16 code)
{
  return fw_dictionary_get (fw_cube_get_dictionary (f->cube, dimension), code);
}

/* The last row of a contact, on the day of the tests. */
static FwContact
find (Fixture *f, const char *contact)
{
  guint64 key = fw_floor_get_contact_key (f->floor, fw_text ("pbx"), fw_text (contact));
  g_autoptr (GArray) segments = fw_cube_list_segments (f->cube);
  FwContact row = { 0 };

  for (guint i = segments->len; i-- > 0;)
    {
      const FwSegmentKey *segment = &g_array_index (segments, FwSegmentKey, i);
      FwContactRef ref;

      if (fw_cube_find (f->cube, segment->site, segment->day, 0, key, &ref))
        {
          fw_cube_get (f->cube, &ref, &row);
          return row;
        }
    }
  g_assert_not_reached ();
  return row;
}

static void
test_answered (Fixture *f, gconstpointer data)
{
  FwContact row;
  g_autoptr (GArray) waiting = NULL;

  SAY (f, OFFERED, 0, "c1", "sales", NULL);
  waiting = fw_floor_list_waiting (f->floor);
  g_assert_cmpuint (waiting->len, ==, 1);
  g_assert_cmpuint (ask (f).offered, ==, 0);
  SAY (f, ANSWERED, 7, "c1", "sales", "Agent/1");
  g_assert_cmpuint (ask (f).answered, ==, 1);
  g_assert_cmpuint (ask (f).handled, ==, 0);
  SAY (f, COMPLETED, 107, "c1", "sales", "Agent/1", e.talk_ms = 95000, e.hold_ms = 4000);

  row = find (f, "c1");
  g_assert_cmpint (row.at, ==, TEST_START);
  g_assert_cmpint (row.outcome, ==, FW_OUTCOME_ANSWERED);
  g_assert_cmpuint (row.wait_ms, ==, 7000);
  g_assert_cmpuint (row.handling_ms, ==, 99000);
  g_assert_cmpuint (row.hold_ms, ==, 4000);
  g_assert_true (row.handled && row.in_target);
  g_assert_cmpstr (name (f, FW_DIMENSION_TEAM, row.team), ==, "a");
  g_assert_cmpstr (name (f, FW_DIMENSION_SHIFT, row.shift), ==, "early");
  g_assert_cmpstr (name (f, FW_DIMENSION_CHANNEL, row.channel), ==, "phone");
  g_assert_cmpstr (name (f, FW_DIMENSION_PRODUCT, row.product), ==, "loans");
  g_assert_cmpstr (fw_tenure_band_to_name (row.tenure), ==, "0-29");
  g_assert_cmpuint (f->report.applied, ==, 3);
  g_assert_cmpuint (f->report.orphans, ==, 0);
}

/* What the source states goes before what the times say. */
static void
test_stated_wait (Fixture *f, gconstpointer data)
{
  SAY (f, OFFERED, 0, "c1", "sales", NULL);
  SAY (f, ANSWERED, 40, "c1", "sales", "Agent/1", e.wait_ms = 39000);
  SAY (f, COMPLETED, 100, "c1", "sales", "Agent/1");
  g_assert_cmpuint (find (f, "c1").wait_ms, ==, 39000);
  g_assert_cmpuint (find (f, "c1").handling_ms, ==, 60000);
  g_assert_false (find (f, "c1").in_target);
}

static void
test_unanswered (Fixture *f, gconstpointer data)
{
  FwSums sums;

  SAY (f, OFFERED, 0, "short", "support", NULL);
  SAY (f, ABANDONED, 5, "short", "support", NULL);
  SAY (f, OFFERED, 10, "long", "support", NULL);
  SAY (f, ABANDONED, 60, "long", "support", NULL, e.wait_ms = 50000);
  SAY (f, OFFERED, 10, "timeout", "support", NULL);
  SAY (f, LEFT, 70, "timeout", "support", NULL, e.reason = fw_text ("timeout"));
  SAY (f, OFFERED, 10, "empty", "support", NULL);
  SAY (f, LEFT, 70, "empty", "support", NULL, e.reason = fw_text ("empty"));
  SAY (f, OFFERED, 10, "key", "support", NULL);
  SAY (f, LEFT, 70, "key", "support", NULL, e.reason = fw_text ("key"));

  sums = ask (f);
  g_assert_cmpuint (sums.offered, ==, 5);
  g_assert_cmpuint (sums.abandoned, ==, 2);
  g_assert_cmpuint (sums.short_abandoned, ==, 1);
  g_assert_cmpuint (sums.abandoned_in_target, ==, 1);
  g_assert_cmpuint (sums.left, ==, 3);
  g_assert_cmpint (find (f, "empty").outcome, ==, FW_OUTCOME_LEFT_EMPTY);
  g_assert_cmpint (find (f, "key").outcome, ==, FW_OUTCOME_LEFT_KEY);
  g_assert_cmpstr (name (f, FW_DIMENSION_TEAM, find (f, "key").team), ==, "b");
}

/* Timed out of one queue, answered in the next: two rows, one key; late facts go to the last. */
static void
test_second_queue (Fixture *f, gconstpointer data)
{
  FwSums sums;

  SAY (f, OFFERED, 0, "c1", "sales", NULL);
  SAY (f, LEFT, 30, "c1", "sales", NULL, e.reason = fw_text ("timeout"));
  SAY (f, OFFERED, 30, "c1", "support", NULL);
  SAY (f, ANSWERED, 35, "c1", "support", "Agent/2");
  SAY (f, COMPLETED, 95, "c1", "support", "Agent/2");
  SAY (f, SURVEY, 100, "c1", NULL, NULL, e.rating = 5);
  SAY (f, RESOLUTION, 101, "c1", NULL, NULL, e.resolved = 1);

  sums = ask (f);
  g_assert_cmpuint (sums.offered, ==, 2);
  g_assert_cmpuint (sums.left, ==, 1);
  g_assert_cmpuint (sums.satisfied, ==, 1);
  g_assert_cmpuint (sums.resolved, ==, 1);
  g_assert_cmpuint (find (f, "c1").wait_ms, ==, 5000);
}

static void
test_transferred (Fixture *f, gconstpointer data)
{
  SAY (f, OFFERED, 0, "c1", "sales", NULL);
  SAY (f, ANSWERED, 5, "c1", "sales", "Agent/1");
  SAY (f, TRANSFERRED, 65, "c1", "sales", "Agent/1", e.reason = fw_text ("blind"),
       e.talk_ms = 60000);
  SAY (f, OFFERED, 0, "c2", "sales", NULL);
  SAY (f, ANSWERED, 70, "c2", "sales", "Agent/1");
  SAY (f, TRANSFERRED, 75, "c2", "sales", "Agent/1", e.reason = fw_text ("attended"));
  g_assert_cmpint (find (f, "c1").transfer, ==, FW_TRANSFER_BLIND);
  g_assert_cmpuint (find (f, "c1").handling_ms, ==, 60000);
  g_assert_cmpint (find (f, "c2").transfer, ==, FW_TRANSFER_ATTENDED);
  g_assert_cmpuint (find (f, "c2").handling_ms, ==, 5000);
  g_assert_cmpuint (ask (f).transferred, ==, 2);
}

static void
test_orphans (Fixture *f, gconstpointer data)
{
  FwContact row;

  SAY (f, ANSWERED, 100, "c1", "sales", "Agent/1", e.wait_ms = 30000);
  SAY (f, COMPLETED, 160, "c1", "sales", "Agent/1", e.talk_ms = 60000);
  row = find (f, "c1");
  g_assert_cmpint (row.at, ==, TEST_START + 70 * FW_SECOND);
  g_assert_cmpuint (row.wait_ms, ==, 30000);
  g_assert_cmpuint (row.handling_ms, ==, 60000);
  g_assert_cmpuint (f->report.orphans, ==, 1);

  SAY (f, COMPLETED, 200, "c2", "sales", "Agent/1", e.talk_ms = 60000, e.wait_ms = 10000);
  row = find (f, "c2");
  g_assert_cmpint (row.at, ==, TEST_START + 130 * FW_SECOND);
  g_assert_true (row.handled);

  SAY (f, ABANDONED, 200, "c3", "sales", NULL, e.wait_ms = 20000);
  g_assert_cmpint (find (f, "c3").at, ==, TEST_START + 180 * FW_SECOND);

  SAY (f, OFFERED, 200, "c4", "sales", NULL);
  SAY (f, COMPLETED, 300, "c4", "sales", "Agent/1", e.talk_ms = 60000);
  row = find (f, "c4");
  g_assert_cmpuint (row.wait_ms, ==, 40000);
  g_assert_cmpuint (f->report.orphans, ==, 4);

  /* Ended twice: the second changes nothing. */
  SAY (f, COMPLETED, 400, "c4", "sales", "Agent/1", e.talk_ms = 99000);
  g_assert_cmpuint (find (f, "c4").handling_ms, ==, 60000);
  g_assert_cmpuint (ask (f).offered, ==, 4);

  SAY (f, SURVEY, 500, "never", "sales", NULL, e.rating = 1);
  SAY (f, RESOLUTION, 500, "c3", "sales", NULL, e.resolved = 1);
  g_assert_cmpuint (f->report.unmatched, ==, 2);
}

static void
test_restart (Fixture *f, gconstpointer data)
{
  g_autoptr (GArray) waiting = NULL;
  FwSums sums;

  SAY (f, OFFERED, 0, "waits", "sales", NULL);
  SAY (f, OFFERED, 0, "talks", "sales", NULL);
  SAY (f, ANSWERED, 5, "talks", "sales", "Agent/1");
  SAY (f, OFFERED, 6, "other", "sales", NULL, e.source = fw_text ("pbx-2"));
  SAY (f, SOURCE_STARTED, 60, NULL, NULL, NULL);

  waiting = fw_floor_list_waiting (f->floor);
  g_assert_cmpuint (waiting->len, ==, 1); /* that of the other source */
  sums = ask (f);
  g_assert_cmpuint (sums.offered, ==, 2);
  g_assert_cmpuint (sums.answered, ==, 1);
  g_assert_cmpuint (sums.left, ==, 1);
  g_assert_cmpuint (sums.handled, ==, 0);
  g_assert_cmpint (find (f, "waits").outcome, ==, FW_OUTCOME_UNKNOWN);

  /* Its end comes after all. */
  SAY (f, COMPLETED, 65, "talks", "sales", "Agent/1", e.talk_ms = 60000);
  g_assert_cmpuint (ask (f).handled, ==, 1);
  g_assert_cmpuint (ask (f).offered, ==, 2);
}

static void
test_duplicates (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < 3; i++)
    {
      SAY (f, OFFERED, 0, "c1", "sales", NULL);
      SAY (f, ANSWERED, 5, "c1", "sales", "Agent/1");
      SAY (f, COMPLETED, 65, "c1", "sales", "Agent/1");
    }
  g_assert_cmpuint (f->report.duplicates, ==, 6);
  g_assert_cmpuint (f->report.applied, ==, 3);
  g_assert_cmpuint (ask (f).offered, ==, 1);

  /* The same line of another source is another event. */
  SAY (f, OFFERED, 0, "c1", "sales", NULL, e.source = fw_text ("pbx-2"));
  g_assert_cmpuint (f->report.duplicates, ==, 6);
}

static void
test_backwards (Fixture *f, gconstpointer data)
{
  SAY (f, OFFERED, 100, "c1", "sales", NULL);
  SAY (f, ANSWERED, 90, "c1", "sales", "Agent/1");
  SAY (f, COMPLETED, 80, "c1", "sales", "Agent/1");
  g_assert_cmpuint (f->report.backwards, ==, 2);
  g_assert_cmpuint (find (f, "c1").wait_ms, ==, 0);
  g_assert_cmpuint (find (f, "c1").handling_ms, ==, 0);
  g_assert_cmpuint (ask (f).handled, ==, 1);
}

static void
test_late_days (Fixture *f, gconstpointer data)
{
  const gint64 day = 24 * 3600;

  SAY (f, OFFERED, 0, "c1", "sales", NULL);
  SAY (f, ANSWERED, 5, "c1", "sales", "Agent/1");
  SAY (f, COMPLETED, 65, "c1", "sales", "Agent/1");
  SAY (f, SURVEY, 30 * day, "c1", NULL, NULL, e.rating = 4, e.nps = 9);
  g_assert_cmpuint (find (f, "c1").rating, ==, 4);
  g_assert_cmpint (find (f, "c1").nps, ==, 9);
  SAY (f, SURVEY, 32 * day, "c1", NULL, NULL, e.rating = 1);
  g_assert_cmpuint (find (f, "c1").rating, ==, 4);
  g_assert_cmpuint (f->report.unmatched, ==, 1);
}

static void
test_wrap_up (Fixture *f, gconstpointer data)
{
  SAY (f, OFFERED, 0, "c1", "sales", NULL);
  SAY (f, ANSWERED, 0, "c1", "sales", "Agent/1");
  SAY (f, COMPLETED, 60, "c1", "sales", "Agent/1", e.talk_ms = 60000);
  SAY (f, WRAPPED_UP, 90, "c1", "sales", "Agent/1", e.wrap_ms = 30000);
  g_assert_cmpuint (find (f, "c1").handling_ms, ==, 90000);
  g_assert_cmpuint (find (f, "c1").wrap_ms, ==, 30000);
  g_assert_cmpuint (ask (f).busy_ms, ==, 90000);

  /* From now on the end of a conversation is the beginning of the work after it. */
  SAY (f, OFFERED, 100, "c2", "sales", NULL);
  SAY (f, ANSWERED, 100, "c2", "sales", "Agent/1");
  SAY (f, COMPLETED, 160, "c2", "sales", "Agent/1", e.talk_ms = 60000);
  {
    g_autoptr (GArray) people = fw_floor_list_people (f->floor);

    g_assert_cmpuint (people->len, ==, 1);
    g_assert_cmpint (g_array_index (people, FwPerson, 0).state, ==, FW_AGENT_WRAP_UP);
  }
  SAY (f, WRAPPED_UP, 180, "c2", "sales", "Agent/1");
  g_assert_cmpuint (find (f, "c2").wrap_ms, ==, 20000);
  g_assert_cmpuint (ask (f).busy_ms, ==, 170000);
  g_assert_cmpuint (ask (f).ready_ms, ==, 10000);
}

static void
check_person (Fixture *f, FwAgentState state, gint64 since, const char *reason)
{
  g_autoptr (GArray) people = fw_floor_list_people (f->floor);
  const FwPerson *person = &g_array_index (people, FwPerson, 0);

  g_assert_cmpuint (people->len, ==, state == FW_AGENT_SIGNED_OUT ? 0 : 1);
  if (state == FW_AGENT_SIGNED_OUT)
    return;
  g_assert_cmpstr (fw_agent_state_to_name (person->state), ==, fw_agent_state_to_name (state));
  g_assert_cmpint ((person->since - TEST_START) / FW_SECOND, ==, since);
  g_assert_cmpstr (person->reason, ==, reason);
}

static void
test_people (Fixture *f, gconstpointer data)
{
  SAY (f, SIGNED_IN, 0, NULL, "sales", "Agent/1");
  check_person (f, FW_AGENT_READY, 0, "");
  SAY (f, SIGNED_IN, 1, NULL, "support", "Agent/1");
  check_person (f, FW_AGENT_READY, 0, "");
  SAY (f, PAUSED, 10, NULL, "sales", "Agent/1", e.reason = fw_text ("break"));
  SAY (f, PAUSED, 11, NULL, "support", "Agent/1", e.reason = fw_text ("break"));
  check_person (f, FW_AGENT_PAUSED, 11, "break");
  SAY (f, UNPAUSED, 30, NULL, "sales", "Agent/1");
  check_person (f, FW_AGENT_READY, 30, "");
  SAY (f, UNPAUSED, 31, NULL, "support", "Agent/1");
  check_person (f, FW_AGENT_READY, 30, "");

  /* Paused while talking: the pause begins with the end. */
  SAY (f, OFFERED, 40, "c1", "sales", NULL);
  SAY (f, ANSWERED, 41, "c1", "sales", "Agent/1");
  SAY (f, PAUSED, 50, NULL, NULL, "Agent/1", e.reason = fw_text ("lunch"));
  check_person (f, FW_AGENT_TALKING, 41, "");
  SAY (f, COMPLETED, 60, "c1", "sales", "Agent/1");
  check_person (f, FW_AGENT_PAUSED, 60, "lunch");
  SAY (f, UNPAUSED, 70, NULL, NULL, "Agent/1");

  SAY (f, RING_NO_ANSWER, 90, "c2", "sales", "Agent/1", e.wait_ms = 6000);
  check_person (f, FW_AGENT_READY, 90, "");
  SAY (f, SIGNED_OUT, 100, NULL, "sales", "Agent/1");
  check_person (f, FW_AGENT_READY, 90, "");
  SAY (f, SIGNED_OUT, 101, NULL, "support", "Agent/1");
  check_person (f, FW_AGENT_SIGNED_OUT, 0, "");

  g_assert_cmpuint (ask (f).busy_ms, ==, 19000);
  g_assert_cmpuint (ask (f).paused_ms, ==, 29000);
  g_assert_cmpuint (ask (f).ready_ms, ==, 11000 + 11000 + 31000);
}

/* Who is paused in one of two queues still answers the other, until that is paused or left too. */
static void
test_pauses_in_part (Fixture *f, gconstpointer data)
{
  SAY (f, SIGNED_IN, 0, NULL, "sales", "Agent/1");
  SAY (f, SIGNED_IN, 0, NULL, "support", "Agent/1");
  SAY (f, PAUSED, 10, NULL, "sales", "Agent/1", e.reason = fw_text ("break"));
  check_person (f, FW_AGENT_READY, 0, "");
  SAY (f, PAUSED, 20, NULL, "support", "Agent/1");
  check_person (f, FW_AGENT_PAUSED, 20, "break");
  SAY (f, UNPAUSED, 30, NULL, "support", "Agent/1");
  check_person (f, FW_AGENT_READY, 30, "");
  SAY (f, SIGNED_OUT, 40, NULL, "support", "Agent/1");
  check_person (f, FW_AGENT_PAUSED, 40, "");
  SAY (f, SIGNED_IN, 50, NULL, "care", "Agent/1");
  check_person (f, FW_AGENT_READY, 50, "");
  /* All at once, and one of them again. */
  SAY (f, PAUSED, 60, NULL, NULL, "Agent/1", e.reason = fw_text ("lunch"));
  check_person (f, FW_AGENT_PAUSED, 60, "lunch");
  SAY (f, UNPAUSED, 70, NULL, "care", "Agent/1");
  check_person (f, FW_AGENT_READY, 70, "");

  g_assert_cmpuint (ask (f).paused_ms, ==, 10000 + 10000 + 10000);
}

static void
test_not_signed_in (Fixture *f, gconstpointer data)
{
  SAY (f, OFFERED, 0, "c1", "sales", NULL);
  SAY (f, ANSWERED, 5, "c1", "sales", "Agent/9");
  check_person (f, FW_AGENT_TALKING, 5, "");
  SAY (f, COMPLETED, 65, "c1", "sales", "Agent/9");
  check_person (f, FW_AGENT_READY, 65, "");
  {
    g_autoptr (GArray) people = fw_floor_list_people (f->floor);

    g_assert_cmpuint (g_array_index (people, FwPerson, 0).contacts_today, ==, 1);
  }

  /* Nobody signs this agent out: ready for an hour and no longer. */
  SAY (f, NOTE, 12 * 3600, NULL, NULL, NULL, e.reason = fw_text ("INFO"));
  fw_floor_close_states (f->floor, TEST_START + 12 * FW_HOUR);
  check_person (f, FW_AGENT_SIGNED_OUT, 0, "");
  g_assert_cmpuint (ask (f).ready_ms, ==, 3600 * 1000);
}

/* Whether states are credited on the way or not, the figures are the same. */
static void
test_close_states (Fixture *f, gconstpointer data)
{
  SAY (f, SIGNED_IN, 0, NULL, "sales", "Agent/1");
  fw_floor_close_states (f->floor, TEST_START + 100 * FW_SECOND);
  g_assert_cmpuint (ask (f).ready_ms, ==, 100000);
  fw_floor_close_states (f->floor, TEST_START + 4000 * FW_SECOND);
  g_assert_cmpuint (ask (f).ready_ms, ==, 4000000);

  /* An event of before: what was credited too early is taken back. */
  SAY (f, PAUSED, 50, NULL, "sales", "Agent/1", e.reason = fw_text ("break"));
  g_assert_cmpuint (ask (f).ready_ms, ==, 50000);
  g_assert_cmpuint (ask (f).paused_ms, ==, 0);
  fw_floor_close_states (f->floor, TEST_START + 60 * FW_SECOND); /* the latest counts */
  g_assert_cmpuint (ask (f).paused_ms, ==, 3950000);
}

static void
test_repeats (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *contact, *queue, *customer;
    gint64 second;
  } calls[] = {
    { "c1", "sales", "138", 0 },
    { "c2", "support", "138", 1000 },         /* another product */
    { "c3", "sales", "139", 1000 },           /* another customer */
    { "c4", "sales", "138", 7 * 24 * 3600 },  /* the last second of the window of c1 */
    { "c5", "sales", "138", 15 * 24 * 3600 }, /* beyond that of c4 */
  };

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      SAY (f, OFFERED, calls[i].second, calls[i].contact, calls[i].queue, NULL,
           e.customer = fw_text (calls[i].customer));
      SAY (f, ANSWERED, calls[i].second + 5, calls[i].contact, calls[i].queue, "Agent/1");
      SAY (f, COMPLETED, calls[i].second + 65, calls[i].contact, calls[i].queue, "Agent/1");
    }
  g_assert_cmpint (find (f, "c1").repeat, ==, FW_REPEAT_REPEATED);
  g_assert_cmpint (find (f, "c2").repeat, ==, FW_REPEAT_FIRST);
  g_assert_cmpint (find (f, "c3").repeat, ==, FW_REPEAT_FIRST);
  g_assert_cmpint (find (f, "c4").repeat, ==, FW_REPEAT_FIRST);
  g_assert_cmpint (find (f, "c5").repeat, ==, FW_REPEAT_FIRST);
}

static void
say_whole (Fixture *f, const char *contact, gint64 second, const char *reason)
{
  SAY (f, CONTACT, second, contact, "sales", "Agent/2", e.reason = fw_text (reason),
       e.customer = fw_text ("140"), e.wait_ms = 20000, e.talk_ms = 100000, e.hold_ms = 0,
       e.wrap_ms = 5000, e.rating = 4, e.resolved = 1, e.channel = fw_text ("chat"));
}

/* A call list may begin with the newest. */
static void
test_whole_contacts (Fixture *f, gconstpointer data)
{
  FwSums sums;

  say_whole (f, "c3", 2 * 3600, "answered");
  say_whole (f, "c2", 3600, "abandoned");
  say_whole (f, "c1", 0, "answered");

  sums = ask (f);
  g_assert_cmpuint (sums.offered, ==, 3);
  g_assert_cmpuint (sums.handled, ==, 2);
  g_assert_cmpuint (sums.handling_ms, ==, 210000);
  g_assert_cmpuint (sums.resolved, ==, 2);
  g_assert_cmpuint (sums.rated, ==, 2);
  g_assert_cmpint (find (f, "c1").repeat, ==, FW_REPEAT_REPEATED);
  g_assert_cmpint (find (f, "c3").repeat, ==, FW_REPEAT_FIRST);
  g_assert_cmpstr (name (f, FW_DIMENSION_CHANNEL, find (f, "c1").channel), ==, "chat");
  /* Whose phone rang in vain stands in the list, so the contact is that person's, and the team's.
   */
  g_assert_cmpstr (name (f, FW_DIMENSION_AGENT, find (f, "c2").agent), ==, "Agent/2");
  g_assert_cmpstr (name (f, FW_DIMENSION_TEAM, find (f, "c2").team), ==, "b");
  g_assert_cmpuint (sums.busy_ms, ==, 0);
}

/* A wait that neither the source nor two moments tell is unknown, not 0. */
static void
test_unknown_waits (Fixture *f, gconstpointer data)
{
  static const char *const contacts[] = { "w1", "w2", "w3", "w4", "w5" };
  FwSums sums;

  SAY (f, CONTACT, 0, "w1", "sales", "Agent/1", e.reason = fw_text ("answered"), e.talk_ms = 60000);
  SAY (f, CONTACT, 10, "w2", "sales", NULL, e.reason = fw_text ("abandoned"));
  SAY (f, ANSWERED, 20, "w3", "sales", "Agent/1"); /* never offered */
  SAY (f, COMPLETED, 80, "w3", "sales", "Agent/1");
  SAY (f, COMPLETED, 200, "w4", "sales", "Agent/2", e.talk_ms = 60000);
  SAY (f, ABANDONED, 210, "w5", "sales", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (contacts); i++)
    {
      FwContact row = find (f, contacts[i]);

      g_assert_true (row.wait_unknown);
      g_assert_false (row.in_target || row.short_wait);
    }
  SAY (f, CONTACT, 300, "k1", "sales", "Agent/1", e.reason = fw_text ("answered"), e.wait_ms = 0);
  SAY (f, OFFERED, 310, "k2", "sales", NULL);
  SAY (f, ABANDONED, 313, "k2", "sales", NULL);
  g_assert_false (find (f, "k1").wait_unknown);
  g_assert_true (find (f, "k1").in_target);
  g_assert_true (find (f, "k2").short_wait);

  sums = ask (f);
  g_assert_cmpuint (sums.answered, ==, 4);
  g_assert_cmpuint (sums.wait_unknown, ==, 3);
  g_assert_cmpuint (sums.answered_in_target, ==, 1);
  g_assert_cmpuint (sums.abandoned, ==, 3);
  g_assert_cmpuint (sums.short_abandoned, ==, 1);
  g_assert_cmpuint (sums.abandoned_in_target, ==, 1);
}

/* Forty seconds are late on the telephone and in a chat, not where people write. */
static void
test_channel_limits (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *contact, *channel;
    guint32 wait_ms;
    gboolean in_target;
  } cases[] = {
    { "p1", "phone", 30000, TRUE },    { "p2", "phone", 30001, FALSE },
    { "c1", "chat", 40000, FALSE },    { "s1", "social", 40000, TRUE },
    { "s2", "social", 300001, FALSE }, { "m1", "email", 40000, TRUE },
    { "m2", "email", 7200000, TRUE },  { "v1", "video", 40000, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SAY (f, CONTACT, i, cases[i].contact, "nobody-described-it", "Agent/1",
           e.reason = fw_text ("answered"), e.wait_ms = cases[i].wait_ms,
           e.channel = fw_text (cases[i].channel));
      g_assert_cmpint (find (f, cases[i].contact).in_target, ==, cases[i].in_target);
    }
}

static void
test_unknown_names (Fixture *f, gconstpointer data)
{
  FwContact row;

  SAY (f, OFFERED, 0, "c1", "nosuch", NULL);
  SAY (f, ANSWERED, 5, "c1", "nosuch", "Agent/77");
  row = find (f, "c1");
  g_assert_cmpstr (name (f, FW_DIMENSION_QUEUE, row.queue), ==, "nosuch");
  g_assert_cmpstr (name (f, FW_DIMENSION_AGENT, row.agent), ==, "Agent/77");
  g_assert_cmpuint (row.team, ==, 0);
  g_assert_cmpuint (row.tenure, ==, 0);
}

static void
test_cut_off (Fixture *f, gconstpointer data)
{
  SAY (f, OFFERED, 0, "c1", "sales", NULL);
  SAY (f, OFFERED, 20, "c1", "support", NULL); /* its exit is missing */
  SAY (f, ANSWERED, 30, "c1", "support", "Agent/1");
  SAY (f, ANSWERED, 40, "c1", "support", "Agent/2"); /* handed over */
  SAY (f, COMPLETED, 50, "c1", "support", "Agent/2");
  g_assert_cmpuint (ask (f).offered, ==, 2);
  g_assert_cmpuint (ask (f).unknown, ==, 1);
  g_assert_cmpstr (name (f, FW_DIMENSION_TEAM, find (f, "c1").team), ==, "b");
  g_assert_cmpuint (ask (f).busy_ms, ==, 20000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/floor/answered", test_answered);
  ADD ("/floor/stated-wait", test_stated_wait);
  ADD ("/floor/unanswered", test_unanswered);
  ADD ("/floor/second-queue", test_second_queue);
  ADD ("/floor/transferred", test_transferred);
  ADD ("/floor/orphans", test_orphans);
  ADD ("/floor/restart", test_restart);
  ADD ("/floor/duplicates", test_duplicates);
  ADD ("/floor/backwards", test_backwards);
  ADD ("/floor/late-days", test_late_days);
  ADD ("/floor/wrap-up", test_wrap_up);
  ADD ("/floor/people", test_people);
  ADD ("/floor/not-signed-in", test_not_signed_in);
  ADD ("/floor/close-states", test_close_states);
  ADD ("/floor/pauses-in-part", test_pauses_in_part);
  ADD ("/floor/repeats", test_repeats);
  ADD ("/floor/whole-contacts", test_whole_contacts);
  ADD ("/floor/unknown-waits", test_unknown_waits);
  ADD ("/floor/unknown-names", test_unknown_names);
  ADD ("/floor/channel-limits", test_channel_limits);
  ADD ("/floor/cut-off", test_cut_off);
  return g_test_run ();
}
