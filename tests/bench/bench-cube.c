/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench-duckdb.h"
#include "bench-rows.h"
#include "core/cube/fw-cube-private.h"
#include "core/cube/fw-packing.h"
#include "core/cube/fw-pairs.h"
#include "core/fw-hash.h"

/* The questions of docs/cube.md, put to the cube (through sums of pairs and by a pass over the
 * rows) and to DuckDB over the same rows in the same run; the answers must be equal. Usage:
 * bench-cube [ROWS] [LIBDUCKDB] */
#define REPEATS 11

typedef struct
{
  const char *name;
  const char *what;
  guint days; /* of the period, before the end; 0: the last quarter of an hour */
  FwDimension by[2];
  guint n_by;
  FwBucket bucket;
  gint team;            /* the only one, -1 for all */
  const char *channels; /* bytes of the filter */
  guint n_channels;
  const char *sql_keys;
  const char *sql_where;
} Question;

static const Question questions[] = {
  { "W1", "1 day by team", 1, { FW_DIMENSION_TEAM }, 1, FW_BUCKET_NONE, -1, NULL, 0, "team", "" },
  { "W2",
    "30 days by team and shift",
    30,
    { FW_DIMENSION_TEAM, FW_DIMENSION_SHIFT },
    2,
    FW_BUCKET_NONE,
    -1,
    NULL,
    0,
    "team, shift",
    "" },
  { "W3",
    "all days by product and month",
    G_MAXUINT,
    { FW_DIMENSION_PRODUCT },
    1,
    FW_BUCKET_MONTH,
    -1,
    NULL,
    0,
    "year(t) * 12 + month(t) - 23641, product",
    "" },
  { "W5",
    "last 15 minutes by team",
    0,
    { FW_DIMENSION_TEAM },
    1,
    FW_BUCKET_NONE,
    -1,
    NULL,
    0,
    "team",
    "" },
  { "W6",
    "1 team, 2 channels, 30 days by half hour",
    30,
    { FW_DIMENSION_HALF_HOUR },
    1,
    FW_BUCKET_NONE,
    7,
    "\0\0\1\1",
    4,
    "hour(t) * 2 + minute(t) // 30",
    " and team = 7 and channel in (2, 3)" },
};

/* $1::timestamp_ms keeps the pruning of row groups that make_timestamp_ms($1) would lose. */
#define SQL_SUMS                                                                                   \
  "count(*), count(*) filter (where answered), count(*) filter (where in_target), "                \
  "sum(handling), count(*) filter (where rating > 0), count(*) filter (where rating >= 4), "       \
  "count(*) filter (where resolution > 0), count(*) filter (where resolution = 2)"
#define SQL_PERIOD " from contact where t >= $1::timestamp_ms and t < $2::timestamp_ms"

typedef struct
{
  FwCube *cube;
  BenchDuckdb *duckdb;
  guint64 n_rows;
  gint64 end_ms; /* of the last day that has rows */
} Bench;

static void
print_times (BenchTimes *times)
{
  double median = bench_median (times);

  if (isnan (median))
    printf (" %26s |", "-");
  else
    printf (" %9.4f (%.4f-%.4f) |", median, bench_low (times), bench_high (times));
}

static gint64
get_days (const Bench *bench)
{
  return (gint64) (bench->n_rows / BENCH_ROWS_A_DAY);
}

static gint64
get_from_ms (const Bench *bench, const Question *question)
{
  if (question->days == 0)
    return bench->end_ms - 15 * 60000;

  return bench->end_ms - MIN ((gint64) question->days, get_days (bench)) * BENCH_DAY_MS;
}

static void
fill_query (const Bench *bench, const Question *question, FwCubeQuery *query)
{
  *query = (FwCubeQuery) FW_CUBE_QUERY_INIT;
  query->from = get_from_ms (bench, question) * 1000;
  query->to = bench->end_ms * 1000;
  query->now = query->to;
  query->n_by = question->n_by;
  memcpy (query->by, question->by, sizeof question->by);
  query->bucket = question->bucket;
  query->level = FW_CUBE_CORE;
  if (question->team >= 0)
    {
      guint8 *teams = g_malloc0 ((gsize) question->team + 1);

      teams[question->team] = 1;
      query->allow[FW_DIMENSION_TEAM] = g_bytes_new_take (teams, (gsize) question->team + 1);
    }
  if (question->channels != NULL)
    query->allow[FW_DIMENSION_CHANNEL] = g_bytes_new (question->channels, question->n_channels);
}

/* A sum over groups that does not depend on their order. */
static guint64
hash_group (const gint64 keys[2], const gint64 sums[8])
{
  return fw_hash_bytes (sums, 8 * sizeof *sums, fw_hash_bytes (keys, 2 * sizeof *keys, 0));
}

static void
list_sums (const FwSums *sums, gint64 list[8])
{
  const gint64 members[8] = {
    (gint64) sums->offered,          (gint64) sums->answered, (gint64) sums->answered_in_target,
    (gint64) sums->handling_ms,      (gint64) sums->rated,    (gint64) sums->satisfied,
    (gint64) sums->resolution_known, (gint64) sums->resolved
  };

  memcpy (list, members, sizeof members);
}

static gint64
get_month (gint64 at)
{
  gint year;
  guint month, day;

  fw_date_to_civil ((gint32) (at / 1000 / BENCH_DAY_MS), &year, &month, &day);
  return (year - 1970) * 12 + (gint) month - 1;
}

static guint64
hash_answer (const Question *question, FwCubeAnswer *answer)
{
  guint64 hash = answer->groups->len;

  for (guint i = 0; i < answer->groups->len; i++)
    {
      const FwCubeGroup *group = &g_array_index (answer->groups, FwCubeGroup, i);
      gint64 keys[2] = { group->codes[0], question->n_by > 1 ? group->codes[1] : 0 }, sums[8];

      if (question->bucket == FW_BUCKET_MONTH)
        {
          keys[1] = keys[0];
          keys[0] = get_month (group->bucket);
        }
      list_sums (&group->sums, sums);
      hash += hash_group (keys, sums);
    }

  return hash;
}

static guint64
hash_duckdb (const Bench *bench, BenchStatement *statement, guint n_keys)
{
  guint64 n = bench_duckdb_get_rows (bench->duckdb, statement), hash = n;

  for (guint64 row = 0; row < n; row++)
    {
      gint64 keys[2] = { 0, 0 }, sums[8];

      for (guint i = 0; i < n_keys; i++)
        keys[i] = bench_duckdb_get (bench->duckdb, statement, i, row);
      for (guint i = 0; i < 8; i++)
        sums[i] = bench_duckdb_get (bench->duckdb, statement, n_keys + i, row);
      hash += hash_group (keys, sums);
    }

  return hash;
}

static guint64
ask (const Bench *bench,
     const Question *question,
     gboolean avoid_pairs,
     guint repeats,
     BenchTimes *times)
{
  FwCubeQuery query;
  guint64 hash = 0;
  guint inner = 1;

  fill_query (bench, question, &query);
  query.avoid_pairs = avoid_pairs;
  for (guint i = 0; i < repeats + 1; i++)
    {
      g_autoptr (FwCubeAnswer) answer = NULL;
      double start = bench_now (), spent;

      for (guint j = 0; j < inner; j++)
        {
          g_clear_pointer (&answer, fw_cube_answer_free);
          answer = fw_cube_ask (bench->cube, &query, NULL, NULL);
        }
      spent = (bench_now () - start) / inner;
      hash = hash_answer (question, answer);
      if (i == 0) /* the first one makes sums of pairs and warms caches; then a sample takes at
                     least 5 ms */
        inner = (guint) CLAMP (5.0 / spent, 1.0, 5000.0);
      else
        bench_add (times, spent);
    }
  for (guint i = 0; i < FW_N_DIMENSIONS; i++)
    g_clear_pointer (&query.allow[i], g_bytes_unref);

  return hash;
}

static BenchStatement *
prepare (const Bench *bench, const Question *question, const char *sql)
{
  g_autofree char *from = fw_time_format (get_from_ms (bench, question) * 1000);
  g_autofree char *to = fw_time_format (bench->end_ms * 1000);

  /* without the Z */
  from[19] = to[19] = '\0';
  return bench_duckdb_prepare (bench->duckdb, sql, from, to);
}

static guint64
ask_duckdb (const Bench *bench, const Question *question, BenchTimes *times)
{
  g_autofree char *sql = g_strdup_printf (
      "select %s, " SQL_SUMS SQL_PERIOD "%s group by %s", question->sql_keys, question->sql_where,
      question->n_by + (question->bucket != 0) > 1 ? "1, 2" : "1");
  BenchStatement *statement;
  guint n_keys = question->n_by + (question->bucket == FW_BUCKET_MONTH ? 1 : 0);

  if (bench->duckdb == NULL)
    return 0;

  statement = prepare (bench, question, sql);
  bench_duckdb_run (bench->duckdb, statement);
  for (guint i = 0; i < REPEATS; i++)
    bench_add (times, bench_duckdb_run (bench->duckdb, statement));

  return hash_duckdb (bench, statement, n_keys);
}

static void
print_question (const Bench *bench, const Question *question)
{
  BenchTimes pairs = { 0 }, pass = { 0 }, duckdb = { 0 };
  guint64 by_pairs = ask (bench, question, FALSE, REPEATS, &pairs);
  guint64 by_pass = ask (bench, question, TRUE, REPEATS, &pass);
  guint64 by_duckdb = ask_duckdb (bench, question, &duckdb);
  gboolean has_pairs = question->days != 0 && question->team < 0;

  if (by_pairs != by_pass || (bench->duckdb != NULL && by_pairs != by_duckdb))
    g_error ("%s: the answers differ", question->name);

  printf ("| %s %s |", question->name, question->what);
  print_times (&duckdb);
  print_times (&pass);
  if (has_pairs)
    print_times (&pairs);
  else
    printf (" - |");
  if (bench->duckdb == NULL)
    printf (" - | - |\n");
  else
    {
      printf (" %.1f |", bench_median (&duckdb) / bench_median (&pass));
      printf (has_pairs ? " %.0f |\n" : " - |\n", bench_median (&duckdb) / bench_median (&pairs));
    }
  fflush (stdout);
}

/* ---- W4: every group-by of five dimensions over seven days ---- */

static const FwDimension drilled[5] = { FW_DIMENSION_CHANNEL, FW_DIMENSION_PRODUCT,
                                        FW_DIMENSION_TEAM, FW_DIMENSION_SHIFT,
                                        FW_DIMENSION_TENURE };

static void
compare_drill (const Bench *bench, FwCubeDrill *drill, BenchStatement *statement)
{
  guint64 n = bench_duckdb_get_rows (bench->duckdb, statement);

  for (guint64 row = 0; row < n; row++)
    {
      gint codes[5];
      gint64 expected[8];
      FwSums sums;

      for (guint i = 0; i < 5; i++)
        codes[i] = bench_duckdb_is_null (bench->duckdb, statement, i, row)
                       ? FW_CUBE_DRILL_ALL
                       : (gint) bench_duckdb_get (bench->duckdb, statement, i, row);
      fw_cube_drill_get (drill, codes, &sums);
      list_sums (&sums, expected);
      for (guint i = 0; i < 8; i++)
        if (expected[i] != bench_duckdb_get (bench->duckdb, statement, 5 + i, row))
          g_error ("W4: the answers differ");
    }
}

static void
print_drill (const Bench *bench)
{
  const Question question = { .days = 7, .team = -1 };
  BenchTimes pass = { 0 }, duckdb = { 0 };
  FwCubeDrill *drill = NULL;
  FwCubeQuery query;

  fill_query (bench, &question, &query);
  for (guint i = 0; i < REPEATS + 1; i++)
    {
      double start;

      g_clear_pointer (&drill, fw_cube_drill_free);
      start = bench_now ();
      drill = fw_cube_drill (bench->cube, &query, drilled, 5, NULL, NULL);
      if (i > 0)
        bench_add (&pass, bench_now () - start);
    }

  if (bench->duckdb != NULL)
    {
      BenchStatement *statement =
          prepare (bench, &question,
                   "select channel, product, team, shift, tenure, " SQL_SUMS SQL_PERIOD
                   " group by cube (channel, product, team, shift, tenure)");

      bench_duckdb_run (bench->duckdb, statement);
      for (guint i = 0; i < REPEATS; i++)
        bench_add (&duckdb, bench_duckdb_run (bench->duckdb, statement));
      compare_drill (bench, drill, statement);
    }

  printf ("| W4 32 group-bys of 5 dimensions, 7 days |");
  print_times (&duckdb);
  print_times (&pass);
  printf (bench->duckdb != NULL ? " - | %.1f | - |\n" : " - | - | - |\n",
          bench_median (&duckdb) / bench_median (&pass));
  fw_cube_drill_free (drill);
}

/* ---- the pass against reading ---- */

static guint64 sink;

/* Row by row, as the pass does: every value is added up. */
static double
read_columns (const Bench *bench, const Question *question)
{
  guint n = bench->cube->segments->len;
  double start = bench_now ();

  for (guint s = n - MIN (question->days, n); s < n; s++)
    {
      const FwSegment *segment = g_ptr_array_index (bench->cube->segments, s);
      const FwColumn *columns = segment->columns;
      const guint8 *first =
          columns[question->by[0] == FW_DIMENSION_TEAM ? FW_COLUMN_TEAM : FW_COLUMN_PRODUCT].data;
      const guint8 *second = columns[FW_COLUMN_SHIFT].data,
                   *counts = columns[FW_COLUMN_COUNTS].data;
      const guint32 *handling = columns[FW_COLUMN_HANDLING].data;
      guint64 sum = 0;

      if (question->n_by > 1)
        for (guint row = 0; row < segment->n_rows; row++)
          sum += first[row] + second[row] + counts[row] + (guint64) handling[row];
      else
        for (guint row = 0; row < segment->n_rows; row++)
          sum += first[row] + counts[row] + (guint64) handling[row];
      sink += sum;
    }

  return bench_now () - start;
}

static void
print_reading (const Bench *bench)
{
  printf ("\n| pass against reading | reading, ms | pass, ms | ns a row | times "
          "|\n|---|---|---|---|---|\n");
  for (guint q = 1; q <= 2; q++)
    {
      BenchTimes reading = { 0 }, pass = { 0 };
      double rows = (double) MIN ((gint64) questions[q].days, get_days (bench)) * BENCH_ROWS_A_DAY;

      /* in turns, so that a busy moment of the machine hits both */
      for (guint i = 0; i < 3 * REPEATS; i++)
        {
          bench_add (&reading, read_columns (bench, &questions[q]));
          ask (bench, &questions[q], TRUE, 1, &pass);
        }
      printf ("| %s %s |", questions[q].name, questions[q].what);
      print_times (&reading);
      print_times (&pass);
      printf (" %.2f | %.1f |\n", bench_median (&pass) * 1e6 / rows,
              bench_median (&pass) / bench_median (&reading));
    }
}

/* ---- what it takes ---- */

static void
print_sizes (const Bench *bench)
{
  double columns = 0, details = 0, pairs = 0, rows = (double) bench->n_rows;
  double stored_columns = 0, stored = 0;

  for (guint s = 0; s < bench->cube->segments->len; s++)
    {
      const FwSegment *segment = g_ptr_array_index (bench->cube->segments, s);
      g_autoptr (GBytes) bytes = fw_cube_encode (bench->cube, &segment->key);
      g_autoptr (GByteArray) packed = g_byte_array_new ();

      for (guint i = 0; i < FW_N_COLUMNS; i++)
        {
          *(i <= FW_COLUMN_VOICE ? &columns : &details) +=
              (double) segment->columns[i].width * segment->n_rows;
          if (i <= FW_COLUMN_VOICE && i != FW_COLUMN_COUNTS)
            fw_packing_write (packed, &segment->columns[i], segment->n_rows, 0);
        }
      stored_columns += packed->len;
      stored += (double) g_bytes_get_size (bytes);
      if (segment->pairs != NULL)
        pairs += (double) segment->pairs->n_cells *
                 (sizeof (FwCoreLanes) + sizeof (guint64) + sizeof (FwPairRest));
    }

  printf ("\n| bytes a contact, sealed | in memory | stored |\n|---|---|---|\n");
  printf ("| columns | %.2f | %.2f |\n", columns / rows, stored_columns / rows);
  printf ("| details: key and ledger position | %.2f | |\n", details / rows);
  printf ("| sums of pairs | %.2f | |\n", pairs / rows);
  printf ("| all | %.2f | %.2f |\n", (columns + details + pairs) / rows, stored / rows);
}

int
main (int argc, char *argv[])
{
  Bench bench = { .cube = fw_cube_new (), .n_rows = 10000000 };

  if (argc > 1)
    bench.n_rows = g_ascii_strtoull (argv[1], NULL, 10);
  bench.n_rows -= bench.n_rows % BENCH_ROWS_A_DAY; /* whole days */
  if (bench.n_rows == 0)
    return 2;
  bench.end_ms = BENCH_START + get_days (&bench) * BENCH_DAY_MS;

  bench_fill_cube (bench.cube, bench.n_rows);
  if (argc > 2 && !g_str_equal (argv[2], "-"))
    {
      bench.duckdb = bench_duckdb_open (argv[2]);
      if (bench.duckdb == NULL)
        g_printerr ("%s does not load: run tests/bench/fetch-peers\n", argv[2]);
      else
        bench_duckdb_fill (bench.duckdb, bench.n_rows);
    }

  printf ("| question, median ms (lowest-highest) | DuckDB | pass | sums of pairs | pass, times | "
          "pairs, times |\n"
          "|---|---|---|---|---|---|\n");
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      if (i == 3)
        print_drill (&bench);
      print_question (&bench, &questions[i]);
    }
  print_reading (&bench);
  print_sizes (&bench);
  fw_cube_free (bench.cube);
  return sink == 1 ? 3 : 0;
}
