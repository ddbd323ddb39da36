/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdio.h>

#include "bench-rows.h"

/* How long a start takes until the first answer: from stored segments, and, as the peer, from a
 * table with a row for each contact. Usage: bench-start [ROWS] */
#define REPEATS 5

static void
run_sql (sqlite3 *database, const char *sql)
{
  if (sqlite3_exec (database, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (database));
}

static sqlite3 *
open_database (const char *path)
{
  sqlite3 *database;

  if (sqlite3_open (path, &database) != SQLITE_OK)
    g_error ("%s does not open", path);
  run_sql (database, "pragma journal_mode = wal; pragma synchronous = full");
  return database;
}

static sqlite3_stmt *
prepare (sqlite3 *database, const char *sql)
{
  sqlite3_stmt *statement;

  if (sqlite3_prepare_v2 (database, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (database));
  return statement;
}

static void
store_segments (sqlite3 *database, FwCube *cube)
{
  g_autoptr (GArray) keys = fw_cube_list_segments (cube);
  sqlite3_stmt *insert;
  double start = bench_now (), encoding = 0;

  run_sql (database, "create table segment (site integer, day integer, data blob, primary key "
                     "(site, day)); begin");
  insert = prepare (database, "insert into segment values (?, ?, ?)");
  for (guint i = 0; i < keys->len; i++)
    {
      const FwSegmentKey *key = &g_array_index (keys, FwSegmentKey, i);
      double before = bench_now ();
      g_autoptr (GBytes) bytes = fw_cube_encode (cube, key);

      encoding += bench_now () - before;
      sqlite3_bind_int (insert, 1, key->site);
      sqlite3_bind_int (insert, 2, key->day);
      sqlite3_bind_blob64 (insert, 3, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                           SQLITE_STATIC);
      sqlite3_step (insert);
      sqlite3_reset (insert);
    }
  sqlite3_finalize (insert);
  run_sql (database, "commit");
  printf ("segments encoded in %.0f ms, stored in %.0f ms\n", encoding,
          bench_now () - start - encoding);
}

static void
store_rows (sqlite3 *database, guint64 n_rows)
{
  sqlite3_stmt *insert;

  run_sql (
      database,
      "create table contact (at integer, key integer, ledger integer, channel integer, product "
      "integer, "
      "team integer, shift integer, tenure integer, agent integer, wait integer, handling integer, "
      "answered integer, in_target integer, rating integer, resolution integer); begin");
  insert = prepare (database,
                    "insert into contact values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  for (guint64 i = 0; i < n_rows; i++)
    {
      BenchRow row;
      FwContact contact;

      bench_row (i, &row);
      bench_row_to_contact (i, &row, &contact);
      const gint64 values[] = { row.at_ms,     (gint64) contact.key, (gint64) contact.ledger,
                                row.channel,   row.product,          row.team,
                                row.shift,     row.tenure,           row.agent,
                                row.wait_ms,   row.handling_ms,      row.answered,
                                row.in_target, row.rating,           row.resolution };

      for (guint j = 0; j < G_N_ELEMENTS (values); j++)
        sqlite3_bind_int64 (insert, (int) j + 1, values[j]);
      sqlite3_step (insert);
      sqlite3_reset (insert);
    }
  sqlite3_finalize (insert);
  run_sql (database, "commit");
}

static FwCube *
make_cube (void)
{
  g_autoptr (FwZone) zone = fw_zone_new ("UTC", 0, NULL);
  FwCube *cube = fw_cube_new ();

  fw_dictionary_intern (fw_cube_get_dictionary (cube, FW_DIMENSION_SITE), fw_text ("main"));
  fw_cube_add_site (cube, 1, zone);
  return cube;
}

/* The first answer: yesterday by team. */
static guint64
ask_first (FwCube *cube, guint64 n_rows)
{
  gint64 end = BENCH_START + (gint64) (n_rows / BENCH_ROWS_A_DAY) * BENCH_DAY_MS;
  FwCubeQuery query = FW_CUBE_QUERY_INIT;
  g_autoptr (FwCubeAnswer) answer = NULL;

  query.from = (end - BENCH_DAY_MS) * 1000;
  query.to = query.now = end * 1000;
  query.by[0] = FW_DIMENSION_TEAM;
  query.n_by = 1;
  answer = fw_cube_ask (cube, &query, NULL, NULL);
  return answer->total.offered;
}

static double
start_from_segments (const char *path, guint64 n_rows)
{
  double start = bench_now (), spent;
  sqlite3 *database = open_database (path);
  sqlite3_stmt *select = prepare (database, "select site, day, data from segment");
  FwCube *cube = make_cube ();

  while (sqlite3_step (select) == SQLITE_ROW)
    {
      FwSegmentKey key = { (guint16) sqlite3_column_int (select, 0),
                           sqlite3_column_int (select, 1) };
      g_autoptr (GBytes) bytes = g_bytes_new_static (sqlite3_column_blob (select, 2),
                                                     (gsize) sqlite3_column_bytes (select, 2));

      if (!fw_cube_decode (cube, &key, bytes, NULL))
        g_error ("a segment does not decode");
    }
  if (ask_first (cube, n_rows) != BENCH_ROWS_A_DAY)
    g_error ("the first answer is wrong");
  spent = bench_now () - start;

  sqlite3_finalize (select);
  sqlite3_close (database);
  fw_cube_free (cube);
  return spent;
}

static double
start_from_rows (const char *path, guint64 n_rows)
{
  double start = bench_now (), spent;
  sqlite3 *database = open_database (path);
  sqlite3_stmt *select = prepare (database, "select * from contact");
  FwCube *cube = make_cube ();

  while (sqlite3_step (select) == SQLITE_ROW)
    {
      BenchRow row = { .at_ms = sqlite3_column_int64 (select, 0),
                       .channel = (guint8) sqlite3_column_int (select, 3),
                       .product = (guint8) sqlite3_column_int (select, 4),
                       .team = (guint8) sqlite3_column_int (select, 5),
                       .shift = (guint8) sqlite3_column_int (select, 6),
                       .tenure = (guint8) sqlite3_column_int (select, 7),
                       .agent = (guint16) sqlite3_column_int (select, 8),
                       .wait_ms = (guint32) sqlite3_column_int64 (select, 9),
                       .handling_ms = (guint32) sqlite3_column_int64 (select, 10),
                       .answered = (guint8) sqlite3_column_int (select, 11),
                       .in_target = (guint8) sqlite3_column_int (select, 12),
                       .rating = (guint8) sqlite3_column_int (select, 13),
                       .resolution = (guint8) sqlite3_column_int (select, 14) };
      FwContact contact;
      FwContactRef ref;

      bench_row_to_contact (0, &row, &contact);
      contact.key = (guint64) sqlite3_column_int64 (select, 1);
      contact.ledger = (guint64) sqlite3_column_int64 (select, 2);
      fw_cube_append (cube, 1, &contact, &ref);
    }
  if (ask_first (cube, n_rows) != BENCH_ROWS_A_DAY)
    g_error ("the first answer is wrong");
  spent = bench_now () - start;

  sqlite3_finalize (select);
  sqlite3_close (database);
  fw_cube_free (cube);
  return spent;
}

int
main (int argc, char *argv[])
{
  guint64 n_rows = argc > 1 ? g_ascii_strtoull (argv[1], NULL, 10) : 10000000;
  g_autofree char *folder = g_dir_make_tmp ("bench-start-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "centre.db", NULL);
  BenchTimes segments = { 0 }, rows = { 0 };
  FwCube *cube = make_cube ();
  sqlite3 *database = open_database (path);

  n_rows -= n_rows % BENCH_ROWS_A_DAY;
  bench_fill_cube (cube, n_rows);
  store_segments (database, cube);
  fw_cube_free (cube);
  store_rows (database, n_rows);
  sqlite3_close (database);

  for (guint i = 0; i < REPEATS; i++)
    {
      bench_add (&segments, start_from_segments (path, n_rows));
      bench_add (&rows, start_from_rows (path, n_rows));
    }

  printf ("\n| start to first answer, median ms (lowest-highest) | | times |\n|---|---|---|\n");
  printf ("| from rows | %.0f (%.0f-%.0f) | 1 |\n", bench_median (&rows), bench_low (&rows),
          bench_high (&rows));
  printf ("| from segments | %.0f (%.0f-%.0f) | %.1f |\n", bench_median (&segments),
          bench_low (&segments), bench_high (&segments),
          bench_median (&rows) / bench_median (&segments));

  g_unlink (path);
  g_rmdir (folder);
  return 0;
}
