/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/metric/fw-metric.h"

#define Z_95 1.9599639845400545 /* two-sided 95 % of the normal distribution */

FwInterval
fw_interval_wilson (guint64 successes, guint64 n)
{
  return fw_interval_wilson_at (successes, n, Z_95);
}

FwInterval
fw_interval_wilson_at (guint64 successes, guint64 n, double z)
{
  double count = (double) n, share, spread, centre, width;

  if (n == 0)
    return (FwInterval){ 0.0, 1.0 };

  share = (double) MIN (successes, n) / count;
  spread = z * z / count;
  centre = share + spread / 2;
  width = z * sqrt (share * (1 - share) / count + spread / (4 * count));
  return (FwInterval){ MAX (0.0, (centre - width) / (1 + spread)),
                       MIN (1.0, (centre + width) / (1 + spread)) };
}

FwInterval
fw_interval_count (guint64 count)
{
  double n = (double) count, below = 0, above;

  if (count > 0)
    below = n * pow (1 - 1 / (9 * n) - Z_95 / (3 * sqrt (n)), 3);
  above = (n + 1) * pow (1 - 1 / (9 * (n + 1)) + Z_95 / (3 * sqrt (n + 1)), 3);
  return (FwInterval){ MAX (0.0, below), above };
}

double
fw_student_quantile_95 (guint64 freedom)
{
  /* Exact to the digits given; past 30 degrees the Cornish-Fisher series is right to 1e-5. */
  static const double table[] = { 0,        12.706205, 4.302653, 3.182446, 2.776445, 2.570582,
                                  2.446912, 2.364624,  2.306004, 2.262157, 2.228139, 2.200985,
                                  2.178813, 2.160369,  2.144787, 2.131450, 2.119905, 2.109816,
                                  2.100922, 2.093024,  2.085963, 2.079614, 2.073873, 2.068658,
                                  2.063899, 2.059539,  2.055529, 2.051831, 2.048407, 2.045230,
                                  2.042272 };
  double v = (double) freedom, z = Z_95, z3 = z * z * z, z5 = z3 * z * z, z7 = z5 * z * z;

  if (freedom == 0)
    return INFINITY;
  if (freedom < G_N_ELEMENTS (table))
    return table[freedom];

  return z + (z3 + z) / (4 * v) + (5 * z5 + 16 * z3 + 3 * z) / (96 * v * v) +
         (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * v * v * v);
}

FwInterval
fw_interval_mean (guint64 n, double sum, double sum_of_squares)
{
  double mean, variance, width;

  if (n < 2)
    return (FwInterval){ -INFINITY, INFINITY };

  mean = sum / (double) n;
  /* Rounding can take a variance of nothing below 0. */
  variance = MAX (0.0, (sum_of_squares - sum * mean) / (double) (n - 1));
  width = fw_student_quantile_95 (n - 1) * sqrt (variance / (double) n);
  return (FwInterval){ mean - width, mean + width };
}
