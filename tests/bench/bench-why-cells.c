/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/why/fw-scan.h"
#include "intake/fw-cell-file.h"
#include "support/fw-cell-cases.h"

/* How well and how fast causes are found in the sets of cases with known answers under
 * $FW_SHARED_DATA/root-cause: bench-why-cells [SET…] [--made=N] [--first=SEED] [-v]. The time is
 * the thread's CPU time from opening the file to the list of causes: reading, gunzipping and
 * parsing are in it, starting a process and comparing with the truth are not. */

#define ROUNDS 5

static gboolean verbose;

/* CPU milliseconds a case of the quickest public method whose F1 is recorded as the best. */
static const struct
{
  const char *name;
  const char *peer;
  double f1, ms;
} sets[] = {
  { "B0", "Squeeze", 0.944, 3517 },  { "L", "RiskLoc", 0.830, 980 },
  { "S", "RiskLoc", 0.528, 4812 },   { "Lsmall", "RiskLoc", 0.803, 0 },
  { "Ssmall", "RiskLoc", 0.720, 0 }, { "RS", "RobustSpot", 0.632, 370 },
  { "CC", "AutoRoot", 0.152, 0 },
};

static double
read_clock (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static char *
find_causes (const char *path, FwScanResult **kept, FwCells **kept_cells)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FwInput) input = fw_input_new_for_path (path, &error);
  FwCells *cells = input != NULL ? fw_cell_file_read (input, &error) : NULL;
  FwScanResult *result = cells != NULL ? fw_scan_run (cells, NULL, NULL, &error) : NULL;
  GString *text = g_string_new (NULL);

  if (result == NULL)
    {
      fprintf (stderr, "%s: %s\n", path, error->message);
      exit (1);
    }
  fw_scan_format_sets (result, cells, text);
  *kept = result;
  *kept_cells = cells;
  return g_string_free (text, FALSE);
}

static void
print_case (const char *name, const char *truth, const char *found, const FwScanResult *result)
{
  FwCellScore score = { 0 };

  fw_cell_score_add (&score, truth, found);
  if (score.false_alarms + score.misses == 0)
    return;
  printf ("  %s\n    truth %s\n    found %s\n   ", name, truth, found);
  for (guint i = 0; i < result->n_causes; i++)
    printf (" [θ %.3f gain %.1f strength %.1f]", result->causes[i].cell.theta,
            result->causes[i].cell.gain, result->causes[i].cell.strength);
  printf ("\n");
}

static void
run_set (const char *data, guint set)
{
  g_autofree char *folder = g_build_filename (data, "root-cause", sets[set].name, NULL);
  g_autofree char *truths = g_build_filename (folder, "ground_truth.csv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  FwCellScore score = { 0 };
  guint decoys = 0; /* causes reported where there is none */
  double sum = 0;
  const double *t;

  if (!g_file_get_contents (truths, &text, NULL, NULL))
    {
      printf ("%-7s not there\n", sets[set].name);
      return;
    }
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL && lines[i][0] != '\0'; i++)
    {
      g_auto (GStrv) columns = g_strsplit (g_strchomp (lines[i]), ",", 4);
      g_autofree char *file = g_strconcat (columns[1], ".gz", NULL);
      g_autofree char *path = g_build_filename (folder, file, NULL);
      double least = INFINITY;

      for (guint round = 0; round < (verbose ? 1 : ROUNDS); round++)
        {
          FwCells *cells;
          FwScanResult *result;
          double start = read_clock ();
          g_autofree char *found = find_causes (path, &result, &cells);

          least = MIN (least, read_clock () - start);
          if (round == 0)
            {
              fw_cell_score_add (&score, columns[2], found);
              decoys += columns[2][0] == '\0' ? result->n_causes : 0;
            }
          if (verbose)
            print_case (columns[0], columns[2], found, result);
          fw_scan_result_free (result);
          fw_cells_free (cells);
        }
      g_array_append_val (times, least);
      sum += least;
    }
  qsort (times->data, times->len, sizeof (double), compare_doubles);
  t = (const double *) (void *) times->data;
  printf ("%-7s F1 %.3f (TP %u FP %u FN %u)  CPU a case: median %.2f ms, %.2f to %.2f, mean %.2f",
          sets[set].name, fw_cell_score_get_f1 (&score), score.hits, score.false_alarms,
          score.misses, t[times->len / 2], t[0], t[times->len - 1], sum / times->len);
  if (sets[set].ms > 0)
    printf ("  | %s F1 %.3f, %.0f ms: × %.0f", sets[set].peer, sets[set].f1, sets[set].ms,
            sets[set].ms / t[times->len / 2]);
  if (g_str_equal (sets[set].name, "CC"))
    printf ("  | without a cause: %u reported", decoys);
  printf ("\n");
}

/* Cases made here, of as many seeds: what the method does on what nobody has looked at. */
static void
run_made (FwCellCase kind, guint32 first, guint n)
{
  FwCellScore score = { 0 };
  guint alarmed = 0;
  double spent = 0;

  for (guint32 seed = first; seed < first + n; seed++)
    {
      g_autofree char *truth = NULL;
      g_autoptr (FwCells) cells = fw_cell_case_new (kind, seed, &truth);
      g_autoptr (GString) found = g_string_new (NULL);
      double start = read_clock ();
      g_autoptr (FwScanResult) result = fw_scan_run (cells, NULL, NULL, NULL);

      spent += read_clock () - start;
      fw_scan_format_sets (result, cells, found);
      fw_cell_score_add (&score, truth, found->str);
      alarmed += truth[0] == '\0' && result->n_causes > 0;
      if (verbose)
        {
          g_autofree char *name = g_strdup_printf ("seed %u", seed);

          print_case (name, truth, found->str, result);
        }
    }
  printf ("made: %-16s %4u cases  F1 %.3f (TP %u FP %u FN %u)  scan %.2f ms a case",
          fw_cell_case_get_name (kind), n, fw_cell_score_get_f1 (&score), score.hits,
          score.false_alarms, score.misses, spent / n);
  if (score.hits + score.misses == 0)
    printf ("  | %u cases with an alarm", alarmed);
  printf ("\n");
}

int
main (int argc, char **argv)
{
  const char *data = g_getenv ("FW_SHARED_DATA");
  gboolean chosen = FALSE;
  guint made = 20, first = 1;

  for (int i = 1; i < argc; i++)
    if (g_str_equal (argv[i], "-v"))
      verbose = TRUE;
    else if (g_str_has_prefix (argv[i], "--made="))
      made = (guint) atoi (argv[i] + 7);
    else if (g_str_has_prefix (argv[i], "--first="))
      first = (guint) atoi (argv[i] + 8);
    else
      chosen = TRUE;
  for (guint kind = 0; kind < FW_N_CELL_CASES && made > 0; kind++)
    run_made (kind, first, made);
  if (data == NULL)
    {
      printf ("FW_SHARED_DATA is not set\n");
      return 0;
    }
  for (guint set = 0; set < G_N_ELEMENTS (sets); set++)
    for (int i = chosen ? 1 : 0; i < argc; i++)
      if (!chosen || g_str_equal (argv[i], sets[set].name))
        {
          run_set (data, set);
          break;
        }
  return 0;
}
