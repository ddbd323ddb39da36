/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-rows.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "core/fw-hash.h"

/* Every number gives its own chain, so that rows can be made in any order. */
static guint
pick (guint64 *state, guint n)
{
  *state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return (guint) ((fw_hash_mix (*state) >> 32) * n >> 32);
}

static guint32
pick_seconds (guint64 *state, double mean)
{
  return (guint32) (-log (1 - pick (state, 1000000) / 1e6) * mean) * 1000;
}

void
bench_row (guint64 number, BenchRow *row)
{
  guint64 state = number * 977;
  guint64 day = number / BENCH_ROWS_A_DAY, in_day = number % BENCH_ROWS_A_DAY;

  row->at_ms = BENCH_START + (gint64) day * BENCH_DAY_MS +
               (gint64) (in_day * (guint64) BENCH_DAY_MS / BENCH_ROWS_A_DAY) / 1000 * 1000;
  row->channel = (guint8) (1 + pick (&state, 5));
  row->product = (guint8) (1 + pick (&state, 20));
  row->team = (guint8) (1 + pick (&state, 40));
  row->shift = (guint8) (1 + pick (&state, 4));
  row->answered = pick (&state, 100) < 92;
  row->wait_ms = pick_seconds (&state, 20);
  row->in_target = row->answered && row->wait_ms <= 30000;
  row->agent = row->answered ? (guint16) ((row->team - 1u) * 50 + 1 + pick (&state, 50)) : 0;
  row->tenure = row->answered ? (guint8) (1 + row->agent % 5) : 0;
  row->handling_ms = row->answered ? pick_seconds (&state, 240) : 0;
  row->rating = row->answered && pick (&state, 10) < 3 ? (guint8) (1 + pick (&state, 5)) : 0;
  row->resolution = row->answered ? (guint8) pick (&state, 3) : 0;
}

void
bench_row_to_contact (guint64 number, const BenchRow *row, FwContact *contact)
{
  *contact = (FwContact){
    .at = row->at_ms * 1000,
    .key = fw_hash_mix (number + 1),
    .ledger = (number / 1000) << 24 | (number % 1000),
    .team = row->team,
    .shift = row->shift,
    .queue = (guint16) (1 + (row->channel - 1) * 20 + row->product - 1),
    .channel = row->channel,
    .product = row->product,
    .agent = row->agent,
    .tenure = row->tenure,
    .outcome = row->answered ? FW_OUTCOME_ANSWERED : FW_OUTCOME_ABANDONED,
    .in_target = row->in_target,
    .handled = row->answered,
    .wait_ms = row->wait_ms,
    .handling_ms = row->handling_ms,
    .rating = row->rating,
    .nps = -1,
    .resolution = (FwResolution) row->resolution,
  };
}

void
bench_fill_cube (FwCube *cube, guint64 n_rows)
{
  g_autoptr (FwZone) zone = fw_zone_new ("UTC", 0, NULL);
  g_autoptr (GArray) keys = NULL;
  double start = bench_now (), appended, sealed;

  fw_dictionary_intern (fw_cube_get_dictionary (cube, FW_DIMENSION_SITE), fw_text ("main"));
  fw_cube_add_site (cube, 1, zone);
  for (guint64 i = 0; i < n_rows; i++)
    {
      BenchRow row;
      FwContact contact;
      FwContactRef ref;

      bench_row (i, &row);
      bench_row_to_contact (i, &row, &contact);
      fw_cube_append (cube, 1, &contact, &ref);
    }
  appended = bench_now ();
  keys = fw_cube_list_segments (cube);
  for (guint i = 0; i < keys->len; i++)
    fw_cube_seal (cube, &g_array_index (keys, FwSegmentKey, i));
  sealed = bench_now ();
  printf ("%" G_GUINT64_FORMAT
          " contacts in %u days: made and appended in %.1f s, sealed in %.2f s\n\n",
          n_rows, keys->len, (appended - start) / 1000, (sealed - appended) / 1000);
}

double
bench_now (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

void
bench_add (BenchTimes *times, double ms)
{
  if (times->n < G_N_ELEMENTS (times->samples))
    times->samples[times->n++] = ms;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return left < right ? -1 : left > right;
}

double
bench_median (BenchTimes *times)
{
  qsort (times->samples, times->n, sizeof *times->samples, compare_doubles);
  return times->n > 0 ? times->samples[times->n / 2] : NAN;
}

double
bench_low (BenchTimes *times)
{
  bench_median (times);
  return times->n > 0 ? times->samples[0] : NAN;
}

double
bench_high (BenchTimes *times)
{
  bench_median (times);
  return times->n > 0 ? times->samples[times->n - 1] : NAN;
}
