/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/why/fw-why-load.h"

#include <math.h>

#include "core/why/fw-factor-fit.h"

#define LEAST_SHARE 0.5
#define LEVEL 0.01
#define SAME 1e-9 /* growths nearer to each other than that are of the same contacts */

typedef struct
{
  double mean, variance; /* of its days */
  guint n;
} Days;

static Days
sum_days (const double *work, guint n)
{
  Days days = { .n = n };

  for (guint i = 0; i < n; i++)
    days.mean += work[i] / n;
  for (guint i = 0; i < n && n > 1; i++)
    days.variance += (work[i] - days.mean) * (work[i] - days.mean) / (n - 1);
  return days;
}

/* Welch 1947. Days that are all alike leave no doubt. */
static double
compare_days (const Days *before, const Days *now)
{
  double a = before->variance / before->n, b = now->variance / now->n;
  double freedom = (a + b) * (a + b) / (a * a / (before->n - 1) + b * b / (now->n - 1));

  if (!(a + b > 0))
    return now->mean == before->mean ? 1 : 0;
  return fw_factor_p ((now->mean - before->mean) / sqrt (a + b), freedom);
}

static Days
get_days (const FwWhyLoadTable *table, guint side, guint value)
{
  guint n = table->n_days[side];

  return sum_days (table->work[side] + (gsize) value * n, n);
}

/* Against all others of the same day: a Sunday is quiet for all. */
static Days
get_parts (const FwWhyLoadTable *table, guint side, guint value)
{
  guint n = table->n_days[side];
  g_autofree double *parts = g_new (double, n);

  for (guint day = 0; day < n; day++)
    {
      double own = table->work[side][(gsize) value * n + day], all = 0;

      for (guint other = 0; other < table->n_values; other++)
        all += table->work[side][(gsize) other * n + day];
      parts[day] = all > 0 ? own / all : 0;
    }
  return sum_days (parts, n);
}

static double
sum_growth (const FwWhyLoadTable *table, double *all_before, double *all_now)
{
  double growth = 0;

  *all_before = *all_now = 0;
  for (guint value = 0; value < table->n_values; value++)
    {
      double before = get_days (table, 0, value).mean, now = get_days (table, 1, value).mean;

      *all_before += before;
      *all_now += now;
      growth += MAX (0, now - before);
    }
  return growth;
}

static double
get_relative (double before, double now)
{
  return before > 0 ? now / before : INFINITY;
}

gboolean
fw_why_load_find (const FwWhyLoadTable *tables, guint n_tables, FwWhyLoadFound *found)
{
  guint n_values = 0;
  double best = 0;

  g_return_val_if_fail (tables != NULL || n_tables == 0, FALSE);
  g_return_val_if_fail (found != NULL, FALSE);

  for (guint t = 0; t < n_tables; t++)
    n_values += tables[t].n_values;
  for (guint t = 0; t < n_tables; t++)
    {
      const FwWhyLoadTable *table = &tables[t];
      double all_before, all_now, growth;

      if (table->n_days[0] < 2 || table->n_days[1] < 2 || table->n_values < 2)
        continue;
      growth = sum_growth (table, &all_before, &all_now);
      if (!(all_now - all_before > FW_WHY_LOAD_LEAST * all_before))
        continue;
      for (guint value = 0; value < table->n_values; value++)
        {
          Days before = get_days (table, 0, value), now = get_days (table, 1, value);
          double share = (now.mean - before.mean) / growth;
          Days part_before = get_parts (table, 0, value), part_now = get_parts (table, 1, value);
          double p = MIN (1, compare_days (&part_before, &part_now) * n_values);
          double relative = get_relative (before.mean, now.mean);

          if (!(share >= LEAST_SHARE) || p > LEVEL || !(relative > best * (1 + SAME)))
            continue;
          best = relative;
          *found = (FwWhyLoadFound){ t, value, before.mean, now.mean, share, p };
        }
    }
  return best > 0;
}

FwWhyLoad *
fw_why_load_new (const char *attribute, const char *value, const char *title)
{
  FwWhyLoad *load = g_new0 (FwWhyLoad, 1);

  load->part = (FwWhyPart){ g_strdup (attribute), g_strdup (value), g_strdup (title) };
  return load;
}

void
fw_why_load_free (FwWhyLoad *load)
{
  if (load == NULL)
    return;
  g_free (load->part.attribute);
  g_free (load->part.value);
  g_free (load->part.title);
  g_free (load);
}
