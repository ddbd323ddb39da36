/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What the five key quality figures and their neighbours rest on: the first reply of a person, the
 * closing of a matter, complaints, mistakes, and scores of single sides of service.
 */
#include <math.h>

#include "core/floor-fixture.h"
#include "core/metric/fw-metric.h"

static void
say (FloorWorld *world, FwEvent event)
{
  static guint64 number;
  g_autoptr (FwEventBatch) batch = fw_event_batch_new ();
  FwFloorReport report;

  fw_test_add (batch, event);
  fw_cube_write_lock (world->cube);
  fw_floor_apply (world->floor, batch, ++number, &report);
  fw_cube_write_unlock (world->cube);
}

#define SAY(world, kind, second, contact, channel_name, person, ...)                               \
  G_STMT_START                                                                                     \
  {                                                                                                \
    FwEvent e = fw_test_event (FW_EVENT_##kind, second, contact, "sales", person);                 \
    e.channel = fw_text (channel_name);                                                            \
    __VA_ARGS__;                                                                                   \
    say (world, e);                                                                                \
  }                                                                                                \
  G_STMT_END

static FwCubeQuery
make_query (void)
{
  FwCubeQuery query = FW_CUBE_QUERY_INIT;

  query.from = TEST_START - 40 * 24 * FW_HOUR;
  query.to = TEST_START + 40 * 24 * FW_HOUR;
  query.now = TEST_START + 60 * 24 * FW_HOUR;
  return query;
}

static FwFigure
compute (FloorWorld *world, const char *metric)
{
  FwCubeQuery query = make_query ();
  g_autoptr (FwCubeAnswer) answer = fw_cube_ask (world->cube, &query, NULL, NULL);

  return fw_metric_compute (fw_metric_find (metric), &answer->total, FW_SERVICE_LEVEL_OFFERED);
}

static FloorWorld
make_world (void)
{
  g_autoptr (GPtrArray) house = fw_test_house ();

  return floor_world_make (house);
}

/* Connected after 5 s, written to after 50 s: the speed of answer is 5 s, the time of response 50
 * s, and it is late for a chat. */
static void
test_first_reply (void)
{
  FloorWorld world = make_world ();

  SAY (&world, OFFERED, 0, "c1", "chat", NULL);
  SAY (&world, ANSWERED, 5, "c1", "chat", "Agent/1");
  g_assert_false (compute (&world, "response_time_s").has_value);
  SAY (&world, REPLIED, 50, "c1", "chat", "Agent/1");
  SAY (&world, REPLIED, 90, "c1", "chat", "Agent/1");
  SAY (&world, COMPLETED, 200, "c1", "chat", "Agent/1");
  g_assert_cmpfloat (compute (&world, "asa_s").value, ==, 5);
  g_assert_cmpfloat (compute (&world, "response_time_s").value, ==, 50);
  g_assert_cmpuint (compute (&world, "response_time_s").n, ==, 1);
  g_assert_cmpfloat (compute (&world, "first_response_rate").value, ==, 0);
  g_assert_cmpfloat (compute (&world, "service_level").value, ==, 1);

  /* Told late, an earlier one is the first. */
  SAY (&world, REPLIED, 20, "c1", "chat", "Agent/1");
  g_assert_cmpfloat (compute (&world, "response_time_s").value, ==, 20);
  g_assert_cmpfloat (compute (&world, "first_response_rate").value, ==, 1);
  floor_world_end (&world);
}

/* Who is spoken to is replied to with the connection, unless the source says otherwise. */
static void
test_telephone (void)
{
  FloorWorld world = make_world ();

  SAY (&world, OFFERED, 0, "c1", "phone", NULL);
  SAY (&world, ANSWERED, 10, "c1", "phone", "Agent/1");
  SAY (&world, COMPLETED, 60, "c1", "phone", "Agent/1");
  SAY (&world, OFFERED, 100, "c2", "phone", NULL);
  SAY (&world, ANSWERED, 110, "c2", "phone", "Agent/1");
  SAY (&world, REPLIED, 130, "c2", "phone", "Agent/1");
  g_assert_cmpfloat (compute (&world, "response_time_s").value, ==, 20);
  g_assert_cmpuint (compute (&world, "response_time_s").n, ==, 2);
  floor_world_end (&world);
}

/* A letter has no connection: its reply is what answers it. Within one working day it is in time,
 * whatever the telephone's limit is. */
static void
test_reply_answers (void)
{
  FloorWorld world = make_world ();

  SAY (&world, OFFERED, 0, "m1", "email", NULL);
  SAY (&world, REPLIED, 7200, "m1", "email", "Agent/1");
  g_assert_cmpfloat (compute (&world, "connection_rate").value, ==, 1);
  g_assert_cmpfloat (compute (&world, "response_time_s").value, ==, 7200);
  g_assert_cmpfloat (compute (&world, "first_response_rate").value, ==, 1);
  g_assert_cmpfloat (compute (&world, "service_level").value, ==, 1);
  floor_world_end (&world);
}

/* Messages are to be connected within five minutes. */
static void
test_messages (void)
{
  FloorWorld world = make_world ();

  SAY (&world, OFFERED, 0, "s1", "social", NULL);
  SAY (&world, REPLIED, 299, "s1", "social", "Agent/1");
  SAY (&world, OFFERED, 0, "s2", "messaging", NULL);
  SAY (&world, REPLIED, 301, "s2", "messaging", "Agent/1");
  g_assert_cmpfloat (compute (&world, "first_response_rate").value, ==, 0.5);
  floor_world_end (&world);
}

/* 85 % is what is asked of first-contact resolution alone. */
static void
test_targets (void)
{
  g_assert_true (isnan (fw_policy_find ("resolution-rate")->fallback));
  g_assert_cmpfloat (fw_policy_find ("first-contact-resolution")->fallback, ==, 0.85);
}

/* A list has one time of waiting: of what is written it is that for the reply. */
static void
test_list (void)
{
  FloorWorld world = make_world ();

  SAY (&world, CONTACT, 0, "l1", "chat", "Agent/1", e.reason = fw_text ("answered");
       e.wait_ms = 40000; e.talk_ms = 60000);
  g_assert_cmpfloat (compute (&world, "response_time_s").value, ==, 40);
  g_assert_cmpfloat (compute (&world, "first_response_rate").value, ==, 0);
  floor_world_end (&world);
}

/* From the access to the closing, the last of which counts; handling time is another figure. */
static void
test_time_to_close (void)
{
  FloorWorld world = make_world ();

  SAY (&world, OFFERED, 0, "c1", "phone", NULL);
  SAY (&world, ANSWERED, 10, "c1", "phone", "Agent/1");
  SAY (&world, COMPLETED, 70, "c1", "phone", "Agent/1");
  g_assert_false (compute (&world, "time_to_close_s").has_value);
  SAY (&world, CLOSED, 9000, "c1", "phone", NULL);
  SAY (&world, CLOSED, 3600, "c1", "phone", NULL);
  g_assert_cmpfloat (compute (&world, "time_to_close_s").value, ==, 9000);
  g_assert_cmpfloat (compute (&world, "aht_s").value, ==, 60);
  floor_world_end (&world);
}

/* Where complaints and mistakes are never told, it is not known that there were none. */
static void
test_complaints (void)
{
  FloorWorld world = make_world ();

  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *id = g_strdup_printf ("c%u", i);

      SAY (&world, OFFERED, i * 100, id, "phone", NULL);
      if (i == 3)
        SAY (&world, ABANDONED, i * 100 + 20, id, "phone", NULL);
      else
        SAY (&world, ANSWERED, i * 100 + 10, id, "phone", "Agent/1");
    }
  g_assert_false (compute (&world, "complaint_rate").has_value);
  g_assert_false (compute (&world, "service_error_rate").has_value);

  SAY (&world, COMPLAINT, 500, "c3", "phone", NULL);
  SAY (&world, COMPLAINT, 900, "c3", "phone", NULL);
  SAY (&world, SERVICE_ERROR, 900, "c1", "phone", "Agent/1");
  SAY (&world, SERVICE_ERROR, 900, "c3", "phone", "Agent/1"); /* nobody spoke to that one */
  g_assert_cmpfloat (compute (&world, "complaint_rate").value, ==, 0.25);
  g_assert_cmpuint (compute (&world, "complaint_rate").n, ==, 4);
  g_assert_cmpfloat_with_epsilon (compute (&world, "service_error_rate").value, 1.0 / 3, 1e-9);
  floor_world_end (&world);
}

static void
test_scores (void)
{
  const guint32 first = fw_rated_set (fw_rated_set (0, 0, 5), 1, 2);
  FloorWorld world = make_world ();
  FwCubeQuery query = make_query ();
  FwRatedSums sums;

  SAY (&world, OFFERED, 0, "c1", "phone", NULL);
  SAY (&world, ANSWERED, 10, "c1", "phone", "Agent/1");
  SAY (&world, SURVEY, 100, "c1", "phone", NULL, e.scores = first);
  SAY (&world, SURVEY, 200, "c1", "phone", NULL, e.rating = 4; e.scores = fw_rated_set (0, 1, 3));
  fw_cube_sum_rated (world.cube, &query, &sums);
  g_assert_cmpuint (sums.n[0], ==, 1);
  g_assert_cmpuint (sums.points[0], ==, 5);
  g_assert_cmpuint (sums.points[1], ==, 3);
  g_assert_cmpuint (sums.squares[1], ==, 9);
  g_assert_cmpuint (sums.n[2], ==, 0);
  g_assert_cmpfloat (compute (&world, "csat").value, ==, 1); /* 4 of 5 is satisfied */
  floor_world_end (&world);
}

/* What belongs to these is kept with a day, and costs nothing where there is none of it. */
static void
test_kept (void)
{
  FloorWorld world = make_world ();
  g_autoptr (FwCube) other = fw_cube_new ();
  g_autoptr (GArray) segments = NULL;

  SAY (&world, OFFERED, 0, "c1", "chat", NULL);
  SAY (&world, REPLIED, 50, "c1", "chat", "Agent/1");
  SAY (&world, CLOSED, 900, "c1", "chat", NULL);
  SAY (&world, COMPLAINT, 900, "c1", "chat", NULL);
  SAY (&world, SURVEY, 900, "c1", "chat", NULL, e.scores = fw_rated_set (0, 7, 1));
  segments = fw_cube_list_segments (world.cube);
  for (guint i = 0; i < segments->len; i++)
    {
      const FwSegmentKey *key = &g_array_index (segments, FwSegmentKey, i);
      g_autoptr (GBytes) bytes = fw_cube_encode (world.cube, key);
      g_autoptr (GBytes) again = NULL;

      fw_cube_add_site (other, key->site, fw_cube_get_zone (world.cube, key->site));
      g_assert_true (fw_cube_decode (other, key, bytes, NULL));
      again = fw_cube_encode (other, key);
      g_assert_true (g_bytes_equal (bytes, again));
    }
  floor_world_end (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/key-quality/first-reply", test_first_reply);
  g_test_add_func ("/key-quality/telephone", test_telephone);
  g_test_add_func ("/key-quality/reply-answers", test_reply_answers);
  g_test_add_func ("/key-quality/messages", test_messages);
  g_test_add_func ("/key-quality/targets", test_targets);
  g_test_add_func ("/key-quality/list", test_list);
  g_test_add_func ("/key-quality/time-to-close", test_time_to_close);
  g_test_add_func ("/key-quality/complaints", test_complaints);
  g_test_add_func ("/key-quality/scores", test_scores);
  g_test_add_func ("/key-quality/kept", test_kept);
  return g_test_run ();
}
