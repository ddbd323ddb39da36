/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>

/*
 * From the start of the process to the first frame with kept figures, beside a bare GTK window in
 * the same run.
 *
 *   bench-console FLOORWALKER BARE RUNS
 *
 * The first run makes the sample centre and the figures that are kept; it does not count.
 */

static int
compare (gconstpointer a, gconstpointer b)
{
  const gint64 left = *(const gint64 *) a;
  const gint64 right = *(const gint64 *) b;

  return left < right ? -1 : left > right;
}

/* Returns: µs from just before the process is made until it says @word; -1 when it does not. */
static gint64
run (const char *const *arguments, const char *word)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *output = NULL;
  g_auto (GStrv) lines = NULL;
  const gint64 begun = g_get_monotonic_time ();

  process = g_subprocess_newv (
      arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
  if (process == NULL ||
      !g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error))
    g_error ("%s: %s", arguments[0], error->message);
  lines = g_strsplit (output, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], word))
      return g_ascii_strtoll (lines[i] + strlen (word), NULL, 10) - begun;
  return -1;
}

static void
report (const char *name, GArray *times)
{
  g_array_sort (times, compare);
  g_print ("%-44s median %6.1f ms   least %6.1f   most %6.1f   n %u\n", name,
           (double) g_array_index (times, gint64, times->len / 2) / 1000,
           (double) g_array_index (times, gint64, 0) / 1000,
           (double) g_array_index (times, gint64, times->len - 1) / 1000, times->len);
}

int
main (int argc, char **argv)
{
  g_autoptr (GArray) figures = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) bare = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *folder = g_dir_make_tmp ("fw-bench-console-XXXXXX", NULL);
  const char *console[] = { argv[1], "--sample", "--time-start", NULL };
  const char *fill[] = { argv[1], "--sample", "--screenshot-dir", folder, "--seconds", "8", NULL };
  const char *peer[] = { argv[2], NULL };
  int runs;

  if (argc < 4)
    return 2;
  runs = atoi (argv[3]);
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  run (fill, "none");
  for (int i = 0; i < runs; i++)
    {
      gint64 time = run (console, "figures ");

      if (time >= 0)
        g_array_append_val (figures, time);
      time = run (peer, "frame ");
      if (time >= 0)
        g_array_append_val (bare, time);
    }
  if (figures->len == 0 || bare->len == 0)
    {
      g_printerr ("no run of the %s showed anything to time\n",
                  figures->len == 0 ? "console" : "bare window");
      return 1;
    }
  report ("console: start to first frame with kept figures", figures);
  report ("a bare GTK window: start to first frame", bare);
  return 0;
}
