/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/statistics/fw-linear.h"

#include <math.h>

gboolean
fw_linear_factor (double *matrix, guint n, double *log_determinant)
{
  double sum = 0;

  g_return_val_if_fail (n == 0 || matrix != NULL, FALSE);

  for (guint i = 0; i < n; i++)
    for (guint j = 0; j <= i; j++)
      {
        double value = matrix[(gsize) i * n + j];

        for (guint k = 0; k < j; k++)
          value -= matrix[(gsize) i * n + k] * matrix[(gsize) j * n + k];
        if (i > j)
          matrix[(gsize) i * n + j] = value / matrix[(gsize) j * n + j];
        else if (value > 1e-12 * fabs (matrix[(gsize) i * n + i]))
          {
            matrix[(gsize) i * n + i] = sqrt (value);
            sum += log (value);
          }
        else
          return FALSE;
      }
  if (log_determinant != NULL)
    *log_determinant = sum;
  return TRUE;
}

void
fw_linear_solve (const double *factor, guint n, double *right)
{
  g_return_if_fail (n == 0 || (factor != NULL && right != NULL));

  for (guint i = 0; i < n; i++)
    {
      for (guint k = 0; k < i; k++)
        right[i] -= factor[(gsize) i * n + k] * right[k];
      right[i] /= factor[(gsize) i * n + i];
    }
  for (guint i = n; i-- > 0;)
    {
      for (guint k = i + 1; k < n; k++)
        right[i] -= factor[(gsize) k * n + i] * right[k];
      right[i] /= factor[(gsize) i * n + i];
    }
}
