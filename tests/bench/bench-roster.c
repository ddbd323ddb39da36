/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "core/roster/fw-roster-search.h"
#include "intake/fw-curtois.h"

/* Rosters in the text of Curtois and Qu: bench-roster SECONDS FILE… One search in one thread, told
 * in CPU seconds, so that what else the machine does changes nothing. */

static double
read_clock (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static void
measure (const char *path, double seconds)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FwRosterProblem) problem = NULL;
  g_autoptr (FwRosterSearch) search = NULL;
  g_autofree char *name = g_path_get_basename (path), *breach = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *data;
  gsize length;
  double begin, first;
  guint64 moves = 0;
  gint64 cost, start;

  if (!g_file_get_contents (path, &data, &length, &error))
    {
      printf ("%s\n", error->message);
      return;
    }
  bytes = g_bytes_new_take (data, length);
  begin = read_clock ();
  problem = fw_curtois_read (bytes, &error);
  search = problem != NULL ? fw_roster_search_new (problem, 1, &error) : NULL;
  if (search == NULL)
    {
      printf ("%s: %s\n", name, error->message);
      return;
    }
  first = read_clock () - begin;
  fw_roster_search_get_best (search, &start);
  for (double now = 0; now < seconds; now = read_clock () - begin)
    {
      fw_roster_search_run (search, 8, now / seconds);
      moves += 8;
    }
  fw_roster_search_get_best (search, &cost);
  breach = fw_roster_check (problem, fw_roster_search_get_best (search, NULL));
  printf ("%s: first %.2f s, %" G_GINT64_FORMAT "; after %.0f s %" G_GINT64_FORMAT
          ", %.0f moves/s%s%s\n",
          name, first, start, seconds, cost, (double) moves / seconds, breach != NULL ? ": " : "",
          breach != NULL ? breach : "");
}

int
main (int argc, char **argv)
{
  double seconds = argc > 1 ? g_ascii_strtod (argv[1], NULL) : 10;

  for (int i = 2; i < argc; i++)
    measure (argv[i], seconds);
  if (argc < 3)
    printf ("no files are named: bench-roster SECONDS FILE…\n");
  return 0;
}
