/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/why/fw-factor-fit.h"

#include <math.h>

/* The continued fraction of the incomplete beta function (Lentz). */
static double
continue_beta (double x, double a, double b)
{
  double c = 1, d = 1 - (a + b) * x / (a + 1), h;

  d = fabs (d) < 1e-300 ? 1e300 : 1 / d;
  h = d;
  for (guint m = 1; m < 300; m++)
    {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      double step;

      d = 1 / (1 + even * d);
      c = 1 + even / c;
      h *= d * c;
      d = 1 / (1 + odd * d);
      c = 1 + odd / c;
      step = d * c;
      h *= step;
      if (fabs (step - 1) < 1e-14)
        break;
    }
  return h;
}

double
fw_factor_beta (double x, double a, double b)
{
  double front;

  g_return_val_if_fail (a > 0 && b > 0, NAN);

  if (x <= 0 || x >= 1)
    return x <= 0 ? 0 : 1;
  front = exp (lgamma (a + b) - lgamma (a) - lgamma (b) + a * log (x) + b * log (1 - x));
  return x < (a + 1) / (a + b + 2) ? front * continue_beta (x, a, b) / a
                                   : 1 - front * continue_beta (1 - x, b, a) / b;
}

double
fw_factor_p (double t, double freedom)
{
  if (isnan (t) || freedom <= 0)
    return 1;
  if (isinf (t))
    return 0;
  return freedom > 1e6 ? erfc (fabs (t) / G_SQRT2)
                       : fw_factor_beta (freedom / (freedom + t * t), freedom / 2, 0.5);
}

double
fw_factor_quantile (double level, double freedom)
{
  double low = 0, high = 1;

  g_return_val_if_fail (level > 0 && level < 1 && freedom > 0, INFINITY);

  while (fw_factor_p (high, freedom) > level && high < 1e12)
    {
      low = high;
      high *= 2;
    }
  while (high - low > 1e-12 * high)
    {
      double middle = (low + high) / 2;

      if (fw_factor_p (middle, freedom) > level)
        low = middle;
      else
        high = middle;
    }
  return (low + high) / 2;
}

void
fw_factor_adjust (const double *p, guint n, double *q)
{
  guint tested = 0;

  for (guint i = 0; i < n; i++)
    tested += !isnan (p[i]);
  for (guint i = 0; i < n; i++)
    {
      q[i] = isnan (p[i]) ? NAN : 1;
      for (guint j = 0; j < n && !isnan (p[i]); j++)
        {
          guint rank = 0;

          if (isnan (p[j]) || p[j] < p[i])
            continue;
          for (guint k = 0; k < n; k++)
            rank += !isnan (p[k]) && p[k] <= p[j];
          q[i] = MIN (q[i], p[j] * tested / rank);
        }
    }
}
