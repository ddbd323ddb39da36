/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/why/fw-factor-fit.h"

#include <math.h>
#include <string.h>

#define MOST_STRATA 64 /* the largest; the others are one */
#define NO_COLUMN G_MAXUINT
#define SAME 1e-6      /* of a column's own, left when the others are held: it is one of them */
#define LEAST_TOLD 3.0 /* contacts' worth of comparison that a difference must rest on */
#define ENTANGLED 0.5  /* of a factor in one that says the same */

typedef struct
{
  const FwFactorRow *rows;
  guint n_rows;
  guint n_factors;
  guint marks[FW_FACTOR_FIT_MOST];    /* columns */
  guint unknowns[FW_FACTOR_FIT_MOST]; /* columns */
  GHashTable *strata;                 /* stratum to column + 1 */
  guint8 *stratum_columns;            /* of each row, + 1; 0 none */
  guint n_columns;
  double *matrix;  /* Σ n x x' within units; then its inverse */
  double *own;     /* its diagonal before */
  double *right;   /* Σ x y within units */
  double *slopes;  /* of each column */
  gboolean *held;  /* columns that say something of their own */
  double residual; /* variance of one contact */
} Fit;

/* One unit while it is gone through. */
typedef struct
{
  guint first, end; /* rows */
  double n, sum;
  double *x;      /* Σ n x */
  guint *touched; /* columns that are not 0 */
  guint n_touched;
} Unit;

#define AT(fit, i, j) ((fit)->matrix[(gsize) (i) * (fit)->n_columns + (j)])

/* ---- columns ---- */

typedef struct
{
  guint32 stratum;
  double n;
} Size;

static gint
compare_sizes (gconstpointer a, gconstpointer b)
{
  const Size *x = a, *y = b;

  if (x->n != y->n)
    return x->n < y->n ? 1 : -1;
  return (x->stratum > y->stratum) - (x->stratum < y->stratum);
}

/* Rows come by unit and stratum, so that few differ from the one before. */
static inline gboolean
is_new_stratum (const Fit *fit, guint row)
{
  return row == 0 || fit->rows[row].stratum != fit->rows[row - 1].stratum;
}

/* The largest stratum is what the others are held against. */
static void
lay_out_strata (Fit *fit)
{
  g_autoptr (GHashTable) sizes = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (Size));
  GHashTableIter iter;
  gpointer key, value;
  double *n = NULL;

  for (guint i = 0; i < fit->n_rows; i++)
    {
      gpointer stratum = GUINT_TO_POINTER (fit->rows[i].stratum);

      if (is_new_stratum (fit, i))
        n = g_hash_table_lookup (sizes, stratum);
      if (n == NULL)
        {
          n = g_new0 (double, 1);
          g_hash_table_insert (sizes, stratum, n);
        }
      *n += fit->rows[i].n;
    }
  g_hash_table_iter_init (&iter, sizes);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_array_append_val (list, ((Size){ GPOINTER_TO_UINT (key), *(double *) value }));
  g_array_sort (list, compare_sizes);
  for (guint i = 1; i < MIN (list->len, MOST_STRATA); i++)
    g_hash_table_insert (fit->strata, GUINT_TO_POINTER (g_array_index (list, Size, i).stratum),
                         GUINT_TO_POINTER (++fit->n_columns));
}

/* Strata first: a factor that follows from them says nothing of its own. */
static void
lay_out (Fit *fit)
{
  double n = 0, marked[FW_FACTOR_FIT_MOST] = { 0 }, unknown[FW_FACTOR_FIT_MOST] = { 0 };

  lay_out_strata (fit);
  for (guint i = 0; i < fit->n_rows; i++)
    fit->stratum_columns[i] = is_new_stratum (fit, i)
                                  ? (guint8) GPOINTER_TO_UINT (g_hash_table_lookup (
                                        fit->strata, GUINT_TO_POINTER (fit->rows[i].stratum)))
                                  : fit->stratum_columns[i - 1];
  for (guint i = 0; i < fit->n_rows; i++)
    {
      n += fit->rows[i].n;
      for (guint f = 0; f < fit->n_factors; f++)
        {
          marked[f] += fit->rows[i].marked >> f & 1 ? fit->rows[i].n : 0;
          unknown[f] += fit->rows[i].unknown >> f & 1 ? fit->rows[i].n : 0;
        }
    }
  for (guint f = 0; f < fit->n_factors; f++)
    fit->unknowns[f] = unknown[f] > 0 && unknown[f] < n ? fit->n_columns++ : NO_COLUMN;
  for (guint f = 0; f < fit->n_factors; f++)
    fit->marks[f] = marked[f] > 0 && marked[f] + unknown[f] < n ? fit->n_columns++ : NO_COLUMN;
}

/* Returns: how many columns of @row are 1; the others are 0. */
static inline guint
list_columns (const Fit *fit, const FwFactorRow *row, guint *columns)
{
  guint stratum = fit->stratum_columns[row - fit->rows];
  guint n = 0;

  if (stratum > 0)
    columns[n++] = stratum - 1;
  if ((row->marked | row->unknown) == 0)
    return n;

  for (guint f = 0; f < fit->n_factors; f++)
    {
      if (row->marked >> f & 1 && fit->marks[f] != NO_COLUMN)
        columns[n++] = fit->marks[f];
      else if (row->unknown >> f & 1 && fit->unknowns[f] != NO_COLUMN)
        columns[n++] = fit->unknowns[f];
    }
  return n;
}

/* ---- units ---- */

static gboolean
next_unit (const Fit *fit, Unit *unit)
{
  guint columns[FW_FACTOR_FIT_MOST + 1];

  for (guint i = 0; i < unit->n_touched; i++)
    unit->x[unit->touched[i]] = 0;
  unit->n_touched = 0;
  unit->n = unit->sum = 0;
  unit->first = unit->end;
  for (; unit->end < fit->n_rows && fit->rows[unit->end].unit == fit->rows[unit->first].unit;
       unit->end++)
    {
      const FwFactorRow *row = &fit->rows[unit->end];

      unit->n += row->n;
      unit->sum += row->sum;
      for (guint i = list_columns (fit, row, columns); i-- > 0;)
        {
          if (unit->x[columns[i]] == 0)
            unit->touched[unit->n_touched++] = columns[i];
          unit->x[columns[i]] += row->n;
        }
    }
  return unit->first < unit->end;
}

static void
begin_units (const Fit *fit, Unit *unit)
{
  *unit = (Unit){ .x = g_new0 (double, fit->n_columns + 1),
                  .touched = g_new (guint, fit->n_columns + 1) };
}

static void
end_units (Unit *unit)
{
  g_free (unit->x);
  g_free (unit->touched);
}

/* ---- the equations ---- */

static void
add_unit (Fit *fit, const Unit *unit)
{
  guint columns[FW_FACTOR_FIT_MOST + 1];

  for (guint r = unit->first; r < unit->end; r++)
    {
      const FwFactorRow *row = &fit->rows[r];
      guint n = list_columns (fit, row, columns);

      for (guint i = 0; i < n; i++)
        {
          fit->right[columns[i]] += row->sum;
          for (guint j = 0; j < n; j++)
            AT (fit, columns[i], columns[j]) += row->n;
        }
    }
  if (unit->n <= 0)
    return;
  for (guint i = 0; i < unit->n_touched; i++)
    {
      guint column = unit->touched[i];

      fit->right[column] -= unit->x[column] * unit->sum / unit->n;
      for (guint j = 0; j < unit->n_touched; j++)
        AT (fit, column, unit->touched[j]) -= unit->x[column] * unit->x[unit->touched[j]] / unit->n;
    }
}

/* Gauss and Jordan: afterwards column c of a held one is that of the inverse, of one that is not
 * how much of each held column is in it. */
static void
sweep (Fit *fit)
{
  guint n = fit->n_columns;

  for (guint c = 0; c < n; c++)
    fit->own[c] = AT (fit, c, c);
  for (guint c = 0; c < n; c++)
    {
      double pivot = AT (fit, c, c);

      fit->held[c] = fit->own[c] > 0 && pivot > SAME * fit->own[c];
      if (!fit->held[c])
        continue;
      for (guint i = 0; i < n; i++)
        for (guint j = 0; j < n; j++)
          if (i != c && j != c)
            AT (fit, i, j) -= AT (fit, i, c) * AT (fit, c, j) / pivot;
      for (guint i = 0; i < n; i++)
        if (i != c)
          {
            AT (fit, c, i) /= pivot;
            AT (fit, i, c) /= -pivot;
          }
      AT (fit, c, c) = 1 / pivot;
    }
  for (guint i = 0; i < n; i++)
    for (guint j = 0; fit->held[i] && j < n; j++)
      fit->slopes[i] += fit->held[j] ? AT (fit, i, j) * fit->right[j] : 0;
}

static double
predict (const Fit *fit, const guint *columns, guint n)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += fit->slopes[columns[i]];
  return sum;
}

static double
get_base (const Fit *fit, const Unit *unit)
{
  double sum = unit->sum;

  for (guint i = 0; i < unit->n_touched; i++)
    sum -= fit->slopes[unit->touched[i]] * unit->x[unit->touched[i]];
  return unit->n > 0 ? sum / unit->n : 0;
}

/* ---- how sure ---- */

typedef struct
{
  double scores;  /* Σ over units of their squared share of the error */
  double weights; /* Σ of their weight; its square over that of the squares: how many there are */
  double squared_weights;
} Doubt;

/* How far the mark of @f stands out where the columns are 1, when all else is held. */
static inline double
get_lever (const Fit *fit, guint f, const guint *columns, guint n)
{
  const double *inverse = &AT (fit, fit->marks[f], 0);
  double lever = 0;

  for (guint i = 0; i < n; i++)
    lever += fit->held[columns[i]] ? inverse[columns[i]] : 0;
  return lever;
}

static void
add_doubts (const Fit *fit, const Unit *unit, const FwFactorFit *fits, Doubt *doubts)
{
  double middles[FW_FACTOR_FIT_MOST] = { 0 }, scores[FW_FACTOR_FIT_MOST] = { 0 };
  double weights[FW_FACTOR_FIT_MOST] = { 0 }, base = get_base (fit, unit);
  guint columns[FW_FACTOR_FIT_MOST + 1];

  for (guint f = 0; f < fit->n_factors; f++)
    for (guint i = 0; fits[f].told && i < unit->n_touched; i++)
      middles[f] += get_lever (fit, f, &unit->touched[i], 1) * unit->x[unit->touched[i]] / unit->n;
  for (guint r = unit->first; r < unit->end; r++)
    {
      const FwFactorRow *row = &fit->rows[r];
      guint n = list_columns (fit, row, columns);
      double error = row->sum - row->n * (base + predict (fit, columns, n));

      for (guint f = 0; f < fit->n_factors; f++)
        if (fits[f].told)
          {
            double lever = get_lever (fit, f, columns, n) - middles[f];

            scores[f] += lever * error;
            weights[f] += row->n * lever * lever;
          }
    }
  for (guint f = 0; f < fit->n_factors; f++)
    {
      doubts[f].scores += scores[f] * scores[f];
      doubts[f].weights += weights[f];
      doubts[f].squared_weights += weights[f] * weights[f];
    }
}

/* Returns: @left and the squared errors of the unit's contacts. */
static double
sum_errors (const Fit *fit, const Unit *unit, double left)
{
  guint columns[FW_FACTOR_FIT_MOST + 1];
  double base = get_base (fit, unit);

  for (guint r = unit->first; r < unit->end; r++)
    {
      const FwFactorRow *row = &fit->rows[r];
      double expected = base + predict (fit, columns, list_columns (fit, row, columns));

      left += row->squares - 2 * expected * row->sum + row->n * expected * expected;
    }
  return left;
}

static void
measure_doubts (Fit *fit, FwFactorFit *fits)
{
  Doubt doubts[FW_FACTOR_FIT_MOST] = { 0 };
  double left = 0, n = 0, freedom = 0;
  Unit unit;

  begin_units (fit, &unit);
  while (next_unit (fit, &unit))
    {
      left = sum_errors (fit, &unit, left);
      n += unit.n;
      freedom -= 1;
      if (unit.n > 0)
        add_doubts (fit, &unit, fits, doubts);
    }
  end_units (&unit);
  fit->residual = left / MAX (1, n + freedom - fit->n_columns);

  for (guint f = 0; f < fit->n_factors; f++)
    if (fits[f].told)
      {
        const Doubt *doubt = &doubts[f];
        double units = doubt->squared_weights > 0
                           ? doubt->weights * doubt->weights / doubt->squared_weights
                           : 0;

        fits[f].freedom = units - 1;
        fits[f].told = units > 1;
        /* Few units make the clustered variance too small by chance: never below that of
         * independent contacts. */
        fits[f].variance = MAX (doubt->scores * units / MAX (units - 1, 1),
                                fit->residual * AT (fit, fit->marks[f], fit->marks[f]));
      }
}

/* ---- results ---- */

static gboolean
is_entangled (const Fit *fit, guint f)
{
  for (guint g = 0; g < fit->n_factors; g++)
    if (g != f && fit->marks[g] != NO_COLUMN && !fit->held[fit->marks[g]] &&
        fabs (AT (fit, fit->marks[f], fit->marks[g])) > ENTANGLED)
      return TRUE;
  return FALSE;
}

/* How many contacts of all met the marked levels; what is not known did not. */
static void
measure_shares (const Fit *fit, FwFactorFit *fits)
{
  double n = 0, spreads[FW_FACTOR_FIT_MOST] = { 0 };

  for (guint i = 0; i < fit->n_rows; i++)
    {
      const FwFactorRow *row = &fit->rows[i];

      n += row->n;
      for (guint f = 0; f < fit->n_factors; f++)
        {
          fits[f].n += row->unknown >> f & 1 ? 0 : row->n;
          fits[f].n_marked += row->marked >> f & 1 ? row->n : 0;
        }
    }
  if (n <= 0)
    return;
  for (guint f = 0; f < fit->n_factors; f++)
    fits[f].share = fits[f].n_marked / n;
  for (guint i = 0; i < fit->n_rows;)
    {
      guint32 unit = fit->rows[i].unit;
      double offs[FW_FACTOR_FIT_MOST] = { 0 };

      for (; i < fit->n_rows && fit->rows[i].unit == unit; i++)
        for (guint f = 0; f < fit->n_factors; f++)
          offs[f] += fit->rows[i].n * ((fit->rows[i].marked >> f & 1) - fits[f].share);
      for (guint f = 0; f < fit->n_factors; f++)
        spreads[f] += offs[f] * offs[f];
    }
  for (guint f = 0; f < fit->n_factors; f++)
    fits[f].share_variance = spreads[f] / (n * n);
}

void
fw_factor_fit (const FwFactorRow *rows, guint n_rows, guint n_factors, FwFactorFit *fits)
{
  Fit fit = { .rows = rows, .n_rows = n_rows, .n_factors = n_factors };
  Unit unit;

  g_return_if_fail (n_factors <= FW_FACTOR_FIT_MOST && fits != NULL);

  memset (fits, 0, n_factors * sizeof *fits);
  fit.strata = g_hash_table_new (NULL, NULL);
  fit.stratum_columns = g_new (guint8, MAX (n_rows, 1));
  lay_out (&fit);
  fit.matrix = g_new0 (double, (gsize) fit.n_columns *fit.n_columns + 1);
  fit.own = g_new0 (double, fit.n_columns + 1);
  fit.right = g_new0 (double, fit.n_columns + 1);
  fit.slopes = g_new0 (double, fit.n_columns + 1);
  fit.held = g_new0 (gboolean, fit.n_columns + 1);
  begin_units (&fit, &unit);
  while (next_unit (&fit, &unit))
    add_unit (&fit, &unit);
  end_units (&unit);
  sweep (&fit);

  measure_shares (&fit, fits);
  for (guint f = 0; f < n_factors; f++)
    {
      guint mark = fit.marks[f];

      fits[f].told = mark != NO_COLUMN && fit.held[mark] &&
                     1 / AT (&fit, mark, mark) >= LEAST_TOLD && !is_entangled (&fit, f);
      if (fits[f].told)
        fits[f].difference = fit.slopes[mark];
    }
  measure_doubts (&fit, fits);

  g_hash_table_unref (fit.strata);
  g_free (fit.stratum_columns);
  g_free (fit.matrix);
  g_free (fit.own);
  g_free (fit.right);
  g_free (fit.slopes);
  g_free (fit.held);
}
