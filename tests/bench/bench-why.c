/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From a question to its answer on ten million contacts; beside it a database that only groups the
 * same rows by all combinations of the same dimensions, which is where its answer would begin. And
 * how often a cause is found where nothing happened. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench-duckdb.h"
#include "bench-rows.h"
#include "support/fw-stationary.h"
#include "support/fw-test-centre.h"
#include "support/fw-test-store.h"

#define REPEATS 7
#define SEED 20261

typedef struct
{
  const char *title;
  guint days;
  FwWhyBaseline baseline;
  gboolean factors;
  const char *metric;
  gboolean unchosen; /* whatever is usual is searched */
} Question;

static const Question questions[] = {
  { "7 days against the 7 before, satisfaction", 7, FW_WHY_PREVIOUS, FALSE, "csat" },
  { "7 days against the 7 before, handling time", 7, FW_WHY_PREVIOUS, FALSE, "aht_s" },
  { "all: half a year against the half before, satisfaction", 182, FW_WHY_PREVIOUS, FALSE, "csat" },
  { "all: half a year against the half before, handling time", 182, FW_WHY_PREVIOUS, FALSE,
    "aht_s" },
  { "7 days, with ten factors, satisfaction", 7, FW_WHY_PREVIOUS, TRUE, "csat" },
  { "all, with ten factors, satisfaction", 182, FW_WHY_PREVIOUS, TRUE, "csat" },
  { "7 days, all attributes, with ten factors, handling time", 7, FW_WHY_PREVIOUS, TRUE, "aht_s",
    TRUE },
  { "all, all attributes, with ten factors, handling time", 182, FW_WHY_PREVIOUS, TRUE, "aht_s",
    TRUE },
};

static gint64
get_end (guint64 n_rows)
{
  return (BENCH_START + (gint64) (n_rows / BENCH_ROWS_A_DAY) * BENCH_DAY_MS) * 1000;
}

static FwWhyQuestion
make_question (const Question *asked, gint64 end)
{
  FwWhyQuestion question = { .metric = fw_metric_find (asked->metric),
                             .baseline = asked->baseline,
                             .factors = asked->factors,
                             .by = { FW_DIMENSION_TEAM, FW_DIMENSION_PRODUCT, FW_DIMENSION_CHANNEL,
                                     FW_DIMENSION_TENURE, FW_DIMENSION_SHIFT },
                             .n_by = asked->unchosen ? 0 : 5 };

  question.window.from = end - (gint64) asked->days * BENCH_DAY_MS * 1000;
  question.window.to = end;
  question.window.now = end + 30 * BENCH_DAY_MS * 1000;
  return question;
}

/* Of this process, in MiB. */
static double
read_memory (const char *what)
{
  g_autofree char *status = NULL;
  const char *line = NULL;

  if (g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    line = strstr (status, what);
  return line != NULL ? (double) g_ascii_strtoull (line + strlen (what), NULL, 10) / 1024 : 0;
}

/* So that the peak is counted from here on; where that cannot be, it is that of all before. */
static void
forget_peak (void)
{
  if (!g_file_set_contents_full ("/proc/self/clear_refs", "5", 1, G_FILE_SET_CONTENTS_NONE, 0600,
                                 NULL))
    fprintf (stderr, "the peak of memory cannot be set back here\n");
}

static void
print_times (BenchTimes *times)
{
  if (times->n == 0)
    printf (" - |");
  else
    printf (" %.1f (%.1f-%.1f) |", bench_median (times), bench_low (times), bench_high (times));
}

/* Every side by itself: a group-by of both at once would have one more key. */
static void
run_peer (BenchDuckdb *duckdb, const Question *asked, gint64 end, BenchTimes *times)
{
  gint64 length = (gint64) asked->days * BENCH_DAY_MS * 1000;
  g_autofree char *from = fw_time_format (end - 2 * length), *to = fw_time_format (end);
  BenchStatement *statement;

  if (duckdb == NULL || asked->factors)
    return;
  /* A time without a zone is what it takes. */
  from[strlen (from) - 1] = to[strlen (to) - 1] = '\0';
  statement = bench_duckdb_prepare (
      duckdb,
      "select team, product, channel, tenure, shift, count(*), sum(handling), "
      "count(*) filter (where rating > 0), count(*) filter (where rating >= 4) "
      "from contact where t >= $1::timestamp_ms and t < $2::timestamp_ms "
      "group by cube (team, product, channel, tenure, shift)",
      from, to);
  bench_duckdb_run (duckdb, statement);
  for (guint i = 0; i < REPEATS; i++)
    bench_add (times, bench_duckdb_run (duckdb, statement));
}

static void
run_question (FwCentre *centre, BenchDuckdb *duckdb, const Question *asked, gint64 end)
{
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  FwWhyQuestion question = make_question (asked, end);
  BenchTimes ours = { .n = 0 }, peer = { .n = 0 };
  guint tested = 0;
  double memory = read_memory ("VmRSS:");

  forget_peak ();
  for (guint i = 0; i <= REPEATS; i++)
    {
      double start = bench_now ();
      g_autoptr (GError) error = NULL;
      g_autoptr (FwWhyAnswer) answer = fw_centre_why (centre, scope, &question, NULL, &error);

      g_assert_no_error (error);
      tested = answer->n_tested;
      if (i > 0)
        bench_add (&ours, bench_now () - start);
    }
  memory = read_memory ("VmHWM:") - memory;
  run_peer (duckdb, asked, end, &peer);
  printf ("| %s |", asked->title);
  print_times (&ours);
  print_times (&peer);
  printf (" %u | %.0f |\n", tested, memory);
  fflush (stdout);
}

static void
ask_stationary (guint n_questions)
{
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  char *location = fw_test_store_new ();
  FwCentre *centre = fw_test_centre_open (location);
  guint found = 0;

  fw_stationary_fill (centre, SEED, 1500);
  for (guint i = 0; i < n_questions; i++)
    {
      FwWhyQuestion question = fw_stationary_question (SEED, i);
      g_autoptr (GError) error = NULL;
      g_autoptr (FwWhyAnswer) answer = fw_centre_why (centre, scope, &question, NULL, &error);

      g_assert_no_error (error);
      found += answer->causes->len > 0;
      fw_why_question_clear (&question);
    }
  printf ("\na centre where nothing happens: a cause in %u of %u questions (%.1f %%)\n", found,
          n_questions, 100.0 * found / n_questions);
  fw_centre_close (centre);
  fw_test_store_free (location);
}

int
main (int argc, char **argv)
{
  guint64 n_rows = argc > 1 ? g_ascii_strtoull (argv[1], NULL, 10) : 10000000;
  char *location = fw_test_store_new ();
  FwCentre *centre = fw_test_centre_open (location);
  BenchDuckdb *duckdb = NULL;

  n_rows -= n_rows % BENCH_ROWS_A_DAY;
  if (n_rows == 0)
    return 2;
  fw_cube_write_lock (fw_centre_get_cube (centre));
  bench_fill_cube (fw_centre_get_cube (centre), n_rows);
  fw_cube_write_unlock (fw_centre_get_cube (centre));
  if (argc > 2)
    duckdb = bench_duckdb_open (argv[2]);
  if (duckdb != NULL)
    bench_duckdb_fill (duckdb, n_rows);

  printf ("| question, median ms (lowest-highest) | answer | DuckDB, the group-bys alone | cells "
          "tested | MiB more at the peak |\n|---|---|---|---|---|\n");
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    run_question (centre, duckdb, &questions[i], get_end (n_rows));
  fw_centre_close (centre);
  fw_test_store_free (location);
  ask_stationary (1000);
  return 0;
}
