/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Random streams of events, good and bad: however they are cut into batches, told twice, saved and
 * loaded on the way, or told before the house was known, floor and cube come out the same.
 */
#include "core/floor-fixture.h"

#define N_CONTACTS 60
#define N_AGENTS 5

/* One event of a stream: contacts and people are few, so that they meet in every wrong order. */
static FwEvent
make_event (GRand *random, gint64 second, char *contact, char *agent)
{
  static const char *const queues[] = { "sales", "support", "nosuch" };
  static const char *const reasons[] = { "break", "lunch",    "timeout",  "empty",
                                         "key",   "answered", "abandoned" };
  FwEvent event;

  g_snprintf (contact, 16, "c%d", g_rand_int_range (random, 0, N_CONTACTS));
  g_snprintf (agent, 16, "Agent/%d", g_rand_int_range (random, 1, N_AGENTS + 1));
  event = fw_test_event ((FwEventType) g_rand_int_range (random, 0, FW_N_EVENT_TYPES), second,
                         contact, queues[g_rand_int_range (random, 0, 3)], agent);
  event.reason = fw_text (reasons[g_rand_int_range (random, 0, G_N_ELEMENTS (reasons))]);
  if (g_rand_boolean (random))
    event.customer = fw_text (g_rand_boolean (random) ? "138" : "139");
  if (g_rand_boolean (random))
    event.wait_ms = g_rand_int_range (random, 0, 90000);
  if (g_rand_boolean (random))
    event.talk_ms = g_rand_int_range (random, 0, 600000);
  if (g_rand_int_range (random, 0, 4) == 0)
    event.wrap_ms = g_rand_int_range (random, 0, 60000);
  if (g_rand_int_range (random, 0, 4) == 0)
    event.channel = fw_text ("chat");
  event.rating = (gint8) g_rand_int_range (random, 0, 6);
  event.resolved = (gint8) g_rand_int_range (random, -1, 2);
  if (g_rand_int_range (random, 0, 30) == 0)
    event.source = fw_text ("pbx-2");
  return event;
}

/* All of a stream in one batch; others are cut from it. */
static FwEventBatch *
make_stream (guint32 seed, guint n)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  FwEventBatch *stream = fw_event_batch_new ();
  gint64 second = 0;

  while (fw_event_batch_get_length (stream) < n)
    {
      char contact[16], agent[16], id[16];
      FwEvent event;

      second += g_rand_int_range (random, -20, 200);
      event = make_event (random, second, contact, agent);
      g_snprintf (id, sizeof id, "%d",
                  g_rand_int_range (random, 0, (gint32) n)); /* some are the same */
      event.id = fw_text (id);
      if (fw_event_check (&event, NULL)) /* a reason that does not belong to the type, say */
        fw_event_batch_add (stream, &event);
    }
  return stream;
}

static FloorWorld
make_described (void)
{
  g_autoptr (GPtrArray) house = fw_test_house ();

  return floor_world_make (house);
}

static void
reload_floor (FloorWorld *world)
{
  g_autoptr (GBytes) bytes = fw_floor_encode (world->floor);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = fw_floor_digest (world->floor);
  g_autofree char *after = NULL;

  fw_floor_decode (world->floor, bytes,
                   &error); /* forgets seen ids: streams without doubles only */
  g_assert_no_error (error);
  after = fw_floor_digest (world->floor);
  g_assert_cmpstr (before, ==, after);
}

typedef enum
{
  MEANS_CUT = 1 << 0,
  MEANS_CLOSE = 1 << 1,
  MEANS_TWICE = 1 << 2,
  MEANS_SEAL = 1 << 3
} Means;

static void
seal_all (FloorWorld *world)
{
  g_autoptr (GArray) segments = fw_cube_list_segments (world->cube);

  for (guint i = 0; i < segments->len; i++)
    fw_floor_seal (world->floor, &g_array_index (segments, FwSegmentKey, i));
}

static void
play (FloorWorld *world, FwEventBatch *stream, GRand *random, Means means)
{
  g_autoptr (FwEventBatch) batch = fw_event_batch_new ();
  FwEventIter iter;
  FwEvent event;
  guint64 number = 1;

  fw_event_iter_init (&iter, stream);
  while (fw_event_iter_next (&iter, &event))
    {
      fw_event_batch_add (batch, &event);
      if (!(means & MEANS_CUT) || g_rand_int_range (random, 0, 20) != 0)
        continue;

      fw_floor_apply (world->floor, batch, number++, NULL);
      if (means & MEANS_TWICE)
        fw_floor_apply (world->floor, batch, number++, NULL);
      if (means & MEANS_CLOSE)
        fw_floor_close_states (world->floor,
                               event.at + g_rand_int_range (random, -100, 1000) * FW_SECOND);
      if ((means & MEANS_SEAL) && g_rand_int_range (random, 0, 5) == 0)
        seal_all (world);
      fw_event_batch_unref (batch);
      batch = fw_event_batch_new ();
    }
  fw_floor_apply (world->floor, batch, number, NULL);
}

static void
test_cut (gconstpointer data)
{
  Means means = (Means) GPOINTER_TO_UINT (data);

  for (guint32 seed = 1; seed <= 40; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed * 7919);
      g_autoptr (FwEventBatch) stream = make_stream (seed, 2000);
      FloorWorld whole = make_described (), cut = make_described ();
      g_autofree char *expected = NULL;
      g_autofree char *found = NULL;

      play (&whole, stream, random, 0);
      play (&cut, stream, random, MEANS_CUT | means);
      expected = floor_world_describe (&whole);
      found = floor_world_describe (&cut);
      g_assert_cmpstr (found, ==, expected);
      floor_world_end (&whole);
      floor_world_end (&cut);
    }
}

/* The stored form in the middle of a stream loses nothing; a damaged one is refused. */
static void
test_stored (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  g_autoptr (FwEventBatch) first = make_stream (11, 500);
  FloorWorld world = make_described ();
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *before = NULL;
  gsize size;

  play (&world, first, random, 0);
  before = floor_world_describe (&world);
  reload_floor (&world);
  {
    g_autofree char *after = floor_world_describe (&world);

    g_assert_cmpstr (after, ==, before);
  }

  bytes = fw_floor_encode (world.floor);
  size = g_bytes_get_size (bytes);
  for (guint i = 0; i < 300; i++)
    {
      g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (bytes, NULL), size);
      gsize length = i % 3 == 0 ? (gsize) g_rand_int_range (random, 0, (gint32) size) : size;
      g_autoptr (GBytes) damaged = NULL;
      g_autoptr (GError) error = NULL;

      if (length == size)
        copy[g_rand_int_range (random, 0, (gint32) size)] ^=
            (guint8) g_rand_int_range (random, 1, 256);
      damaged = g_bytes_new (copy, length);
      g_assert_false (fw_floor_decode (world.floor, damaged, &error));
      g_assert_nonnull (error);
    }
  floor_world_end (&world);
}

/* The house described afterwards, where it can be told in place. */
static void
test_house_afterwards (void)
{
  for (guint32 seed = 1; seed <= 20; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (FwEventBatch) stream = make_stream (seed + 100, 1500);
      g_autoptr (GPtrArray) records = fw_test_house ();
      g_autoptr (FwDirectory) directory = NULL;
      FloorWorld before = make_described (), after = make_described ();
      g_autofree char *expected = NULL;
      g_autofree char *found = NULL;

      g_ptr_array_add (records,
                       fw_test_record ("person", "p3", "name", "Wu", "login", "Agent/3", "site",
                                       "sh", "team", "a", "hired", "2026-01-01", NULL));
      g_ptr_array_add (records, fw_test_record ("policy", "t", "subject", "service-level-seconds",
                                                "value", "10", NULL));
      g_ptr_array_add (records,
                       fw_test_record ("shift-template", "night", "name", "Night", "site", "sh",
                                       "start", "22:00", "length_minutes", "480", NULL));
      directory = fw_directory_new_from_records (records);

      play (&after, stream, random, 0);
      g_assert_true (fw_floor_set_directory (after.floor, directory));
      fw_floor_free (before.floor);
      before.floor = fw_floor_new (before.cube, directory);
      play (&before, stream, random, 0);
      expected = floor_world_describe (&before);
      found = floor_world_describe (&after);
      g_assert_cmpstr (found, ==, expected);
      {
        g_autofree char *rows = fw_cube_digest (before.cube);
        g_autofree char *rows_after = fw_cube_digest (after.cube);
        g_autofree char *state = fw_floor_digest (before.floor);
        g_autofree char *state_after = fw_floor_digest (after.floor);

        g_assert_cmpstr (rows, ==, rows_after);
        g_assert_cmpstr (state, ==, state_after);
      }
      floor_world_end (&before);
      floor_world_end (&after);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/floor/streams/cut", GUINT_TO_POINTER (0), test_cut);
  g_test_add_data_func ("/floor/streams/closed", GUINT_TO_POINTER (MEANS_CLOSE), test_cut);
  g_test_add_data_func ("/floor/streams/twice", GUINT_TO_POINTER (MEANS_TWICE), test_cut);
  g_test_add_data_func ("/floor/streams/sealed", GUINT_TO_POINTER (MEANS_SEAL), test_cut);
  g_test_add_func ("/floor/streams/stored", test_stored);
  g_test_add_func ("/floor/streams/house-afterwards", test_house_afterwards);
  return g_test_run ();
}
