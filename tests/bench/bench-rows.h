/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cube/fw-cube.h"

/* Synthetic contacts, the same for every engine: 27,397 a day from 2025-01-01 on (ten million in a
 * year), 5 channels, 20 products, 40 teams, 4 shifts, 2,000 agents, 5 tenure bands. */
#define BENCH_ROWS_A_DAY 27397
#define BENCH_START (G_GINT64_CONSTANT (1735689600000)) /* ms */
#define BENCH_DAY_MS (G_GINT64_CONSTANT (86400000))

typedef struct
{
  gint64 at_ms;
  guint8 channel, product, team, shift, tenure;
  guint16 agent;
  guint8 answered, in_target, rating, resolution;
  guint32 wait_ms, handling_ms;
} BenchRow;

/** bench_row: the row of that number; times ascend with it. */
void bench_row (guint64 number, BenchRow *row);
void bench_row_to_contact (guint64 number, const BenchRow *row, FwContact *contact);

/** bench_fill_cube: one site in UTC; every day sealed. Says how long it took. */
void bench_fill_cube (FwCube *cube, guint64 n_rows);

/** BenchTimes: samples of one measurement, ms. */
typedef struct
{
  double samples[64];
  guint n;
} BenchTimes;

double bench_now (void); /* ms */
void bench_add (BenchTimes *times, double ms);
double bench_median (BenchTimes *times);
double bench_low (BenchTimes *times);
double bench_high (BenchTimes *times);
