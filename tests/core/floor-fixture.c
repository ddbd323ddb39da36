/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/floor-fixture.h"

FloorWorld
floor_world_make (GPtrArray *house)
{
  FloorWorld world = { .cube = fw_cube_new (), .directory = fw_directory_new_from_records (house) };

  world.floor = fw_floor_new (world.cube, world.directory);
  return world;
}

void
floor_world_end (FloorWorld *world)
{
  fw_floor_free (world->floor);
  fw_cube_free (world->cube);
  fw_directory_unref (world->directory);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static void
describe_rows (FloorWorld *world, FwMeasure measure, GPtrArray *lines)
{
  FwCubeQuery query = FW_CUBE_QUERY_INIT;
  g_autoptr (GArray) refs = NULL;
  guint64 total;

  query.from = TEST_START - 100 * 24 * FW_HOUR;
  query.to = query.now = TEST_START + 100 * 24 * FW_HOUR;
  refs = fw_cube_list (world->cube, &query, measure, 0, G_MAXUINT, &total);
  for (guint i = 0; i < refs->len; i++)
    {
      FwContact row;

      fw_cube_get (world->cube, &g_array_index (refs, FwContactRef, i), &row);
      g_ptr_array_add (
          lines,
          g_strdup_printf (
              "%" G_GINT64_FORMAT " %" G_GINT64_MODIFIER
              "x %s %s %s %s %s %d %d %d %d%d%d %" G_GINT64_FORMAT
              " %u %u %d %d %d %d %u %d %u%d%d %x",
              row.at, row.key,
              fw_dictionary_get (fw_cube_get_dictionary (world->cube, FW_DIMENSION_TEAM), row.team),
              fw_dictionary_get (fw_cube_get_dictionary (world->cube, FW_DIMENSION_SHIFT),
                                 row.shift),
              fw_dictionary_get (fw_cube_get_dictionary (world->cube, FW_DIMENSION_QUEUE),
                                 row.queue),
              fw_dictionary_get (fw_cube_get_dictionary (world->cube, FW_DIMENSION_CHANNEL),
                                 row.channel),
              fw_dictionary_get (fw_cube_get_dictionary (world->cube, FW_DIMENSION_AGENT),
                                 row.agent),
              row.tenure, row.outcome, row.transfer, row.in_target != 0, row.short_wait != 0,
              row.handled != 0, row.wait_unknown ? -1 : (gint64) row.wait_ms, row.handling_ms,
              row.wrap_ms, row.rating, row.resolution, row.repeat, row.reply, row.reply_ms,
              row.reply_in_time, row.closed ? row.closed_ms + 1 : 0, row.complaint,
              row.service_error, row.scores));
    }
}

static void
describe_times (FloorWorld *world, GPtrArray *lines)
{
  FwCubeQuery query = FW_CUBE_QUERY_INIT;
  g_autoptr (FwCubeAnswer) answer = NULL;

  query.from = TEST_START - 100 * 24 * FW_HOUR;
  query.to = query.now = TEST_START + 100 * 24 * FW_HOUR;
  query.by[0] = FW_DIMENSION_AGENT;
  query.by[1] = FW_DIMENSION_TEAM;
  query.by[2] = FW_DIMENSION_HALF_HOUR;
  query.n_by = 3;
  answer = fw_cube_ask (world->cube, &query, NULL, NULL);
  for (guint i = 0; i < answer->groups->len; i++)
    {
      const FwCubeGroup *group = &g_array_index (answer->groups, FwCubeGroup, i);

      if (group->sums.busy_ms + group->sums.ready_ms + group->sums.paused_ms == 0)
        continue;
      g_ptr_array_add (
          lines,
          g_strdup_printf (
              "%s %s %d: %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT,
              fw_dictionary_get (fw_cube_get_dictionary (world->cube, FW_DIMENSION_AGENT),
                                 group->codes[0]),
              fw_dictionary_get (fw_cube_get_dictionary (world->cube, FW_DIMENSION_TEAM),
                                 group->codes[1]),
              group->codes[2], group->sums.busy_ms, group->sums.ready_ms, group->sums.paused_ms));
    }
}

char *
floor_world_describe (FloorWorld *world)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  FwDictionary *logins = fw_cube_get_dictionary (world->cube, FW_DIMENSION_AGENT);
  g_autoptr (GArray) people = NULL;
  g_autoptr (GArray) waiting = NULL;

  fw_floor_close_states (world->floor, TEST_START + 20 * 24 * FW_HOUR);
  describe_rows (world, FW_MEASURE_OFFERED, lines);
  describe_times (world, lines);
  people = fw_floor_list_people (world->floor);
  for (guint i = 0; i < people->len; i++)
    {
      const FwPerson *person = &g_array_index (people, FwPerson, i);

      g_ptr_array_add (lines, g_strdup_printf ("%s %d %" G_GINT64_FORMAT " %s %s %u",
                                               fw_dictionary_get (logins, person->agent),
                                               person->state, person->since, person->reason,
                                               person->queue, person->contacts_today));
    }
  waiting = fw_floor_list_waiting (world->floor);
  for (guint i = 0; i < waiting->len; i++)
    g_ptr_array_add (lines, g_strdup_printf ("waits %" G_GINT64_FORMAT,
                                             g_array_index (waiting, FwWaiting, i).since));
  g_ptr_array_sort (lines, compare_texts);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}
