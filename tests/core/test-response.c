/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What systems take to answer: from an event to a half hour's percentile, and kept. */
#include <string.h>

#include "core/cube/fw-cube-private.h"
#include "core/fw-hash.h"
#include "support/fw-test-events.h"

#define VERSION_AT 4
#define SYSTEMS_AT 24
#define MAGIC 0x47535746

typedef struct
{
  FwCube *cube;
  FwFloor *floor;
  FwDirectory *directory;
} World;

static void
set_up (World *world, gconstpointer data)
{
  g_autoptr (GPtrArray) house = fw_test_house ();

  world->cube = fw_cube_new ();
  world->directory = fw_directory_new_from_records (house);
  world->floor = fw_floor_new (world->cube, world->directory);
}

static void
tear_down (World *world, gconstpointer data)
{
  fw_floor_free (world->floor);
  fw_directory_unref (world->directory);
  fw_cube_free (world->cube);
}

static void
add (FwEventBatch *batch, gint64 second, const char *system, gint64 ms, const char *product)
{
  FwEvent event = fw_test_event (FW_EVENT_SYSTEM_RESPONSE, second, "", "", "");
  g_autofree char *id =
      g_strdup_printf ("%" G_GINT64_FORMAT "-%s-%" G_GINT64_FORMAT, second, system, ms);

  event.reason = fw_text (system);
  event.wait_ms = ms;
  event.product = fw_text (product);
  event.id = fw_text (id);
  fw_test_add (batch, event);
}

static FwSegment *
get_only (World *world)
{
  g_assert_cmpuint (world->cube->segments->len, ==, 1);
  return world->cube->segments->pdata[0];
}

static void
assert_response (World *world, guint half_hour, guint16 product, guint32 expected)
{
  guint32 ms;

  g_assert_true (fw_segment_find_response (get_only (world), half_hour, product, FALSE, &ms));
  g_assert_cmpuint (ms, ==, expected);
}

/* 09:00 UTC is half hour 18 of a day that starts at midnight. */
static void
test_percentile (World *world, gconstpointer data)
{
  g_autoptr (FwEventBatch) batch = fw_event_batch_new ();
  FwFloorReport report;
  guint16 loans;
  guint32 ms;

  for (guint i = 1; i <= 20; i++)
    add (batch, i, "orders", 100 * i, "");     /* the 19th of 20 is 1.9 s */
  add (batch, 1799, "crm", 3999, "");          /* kept as 3.99 s: under 4 s */
  add (batch, 1800, "orders", 4000, "");       /* the next half hour */
  add (batch, 1801, "lending", 4801, "loans"); /* kept as 4.80 s */
  fw_floor_apply (world->floor, batch, 1, &report);
  g_assert_cmpuint (report.applied, ==, 23);
  g_assert_cmpuint (report.notes, ==, 0);

  g_assert_true (fw_dictionary_find (fw_cube_get_dictionary (world->cube, FW_DIMENSION_PRODUCT),
                                     FW_TEXT_LITERAL ("loans"), &loans));
  assert_response (world, 18, 0, 3990);
  assert_response (world, 19, 0, 4000);
  assert_response (world, 19, loans, 4800);
  g_assert_false (fw_segment_find_response (get_only (world), 20, loans, FALSE, &ms));
  g_assert_cmpuint (get_only (world)->systems->len, ==, 3);
}

static void
test_one_system (World *world, gconstpointer data)
{
  g_autoptr (FwEventBatch) batch = fw_event_batch_new ();

  for (guint i = 1; i <= 20; i++)
    add (batch, i, "orders", 100 * i, "");
  fw_floor_apply (world->floor, batch, 1, NULL);
  assert_response (world, 18, 0, 1900);
  fw_floor_apply (world->floor, batch, 2, NULL); /* told twice */
  assert_response (world, 18, 0, 1900);
  g_assert_cmpuint (get_only (world)->responses->len, ==, 20);
}

static void
test_digits (void)
{
  static const struct
  {
    gint64 ms;
    guint32 kept;
  } cases[] = {
    { 0, 0 },         { 999, 999 },     { 1000, 1000 },           { 1009, 1000 },
    { 3999, 3990 },   { 4000, 4000 },   { 123456, 123000 },       { 2592000000, 999000000 },
    { 10000, 10000 }, { 99999, 99900 }, { 999999999, 999000000 }, { G_MAXINT64, 999000000 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (fw_segment_get_response_ms (fw_segment_pack_response_ms (cases[i].ms)), ==,
                      cases[i].kept);
}

static GBytes *
seal_bytes (guint8 *data, gsize length)
{
  guint64 checksum = fw_hash_bytes (data, length - 8, MAGIC);

  memcpy (data + length - 8, &checksum, 8);
  return g_bytes_new_take (data, length);
}

/* A segment of another version is not read, nor one that counts fewer systems than there are. */
static void
test_stored (World *world, gconstpointer data)
{
  FwSegmentKey key = { 1, 20000 };
  g_autoptr (GBytes) bytes = NULL, older = NULL, wrong = NULL;
  g_autofree char *digest = NULL, *with = NULL, *again = NULL;
  const guint8 *stored;
  guint8 *copy;
  gsize length;

  fw_cube_add_agent_time (world->cube, 1, 3, 2, 1, 1, FW_AGENT_READY, key.day * 24 * FW_HOUR,
                          key.day * 24 * FW_HOUR + FW_HOUR);
  digest = fw_cube_digest (world->cube);
  bytes = fw_cube_encode (world->cube, &key);
  stored = g_bytes_get_data (bytes, &length);
  copy = g_memdup2 (stored, length);
  copy[VERSION_AT]--;
  older = seal_bytes (copy, length);
  g_assert_false (fw_cube_decode (world->cube, &key, older, NULL));
  g_assert_true (fw_cube_decode (world->cube, &key, bytes, NULL));
  again = fw_cube_digest (world->cube);
  g_assert_cmpstr (digest, ==, again);

  fw_cube_add_response (world->cube, 1, TRUE, FW_TEXT_LITERAL ("orders"), 0,
                        key.day * 24 * FW_HOUR + 5, 4800);
  with = fw_cube_digest (world->cube);
  g_assert_cmpstr (digest, !=, with);
  g_clear_pointer (&bytes, g_bytes_unref);
  bytes = fw_cube_encode (world->cube, &key);
  stored = g_bytes_get_data (bytes, &length);
  copy = g_memdup2 (stored, length);
  copy[SYSTEMS_AT] = 0;
  wrong = seal_bytes (copy, length);
  g_assert_false (fw_cube_decode (world->cube, &key, wrong, NULL));
  g_assert_true (fw_cube_decode (world->cube, &key, bytes, NULL));
  g_clear_pointer (&again, g_free);
  again = fw_cube_digest (world->cube);
  g_assert_cmpstr (with, ==, again);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/response/digits", test_digits);
  g_test_add ("/response/percentile", World, NULL, set_up, test_percentile, tear_down);
  g_test_add ("/response/one-system", World, NULL, set_up, test_one_system, tear_down);
  g_test_add ("/response/stored", World, NULL, set_up, test_stored, tear_down);
  return g_test_run ();
}
