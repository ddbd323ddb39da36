/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Verdicts of cells that were looked at side by side, and one verdict for each cell. */
#include <math.h>
#include <string.h>

#include "core/why/fw-why-question-private.h"

#define LEVEL 0.05
#define POSSIBLE 0.2

static int
compare_p (gconstpointer a, gconstpointer b)
{
  const FwWhyLooked *x = a, *y = b;
  gboolean x_few = x->cell->verdict == FW_WHY_TOO_FEW, y_few = y->cell->verdict == FW_WHY_TOO_FEW;

  if (x_few != y_few)
    return x_few ? 1 : -1;
  return (x->cell->p > y->cell->p) - (x->cell->p < y->cell->p);
}

/* An interval that leaves out 0 though the cell itself did no more than chance: its share moved. */
static FwWhyVerdict
judge (const FwWhyCell *cell)
{
  if (cell->q <= POSSIBLE)
    return FW_WHY_POSSIBLE;
  return cell->interval.low * cell->interval.high > 0 ? FW_WHY_MIX : FW_WHY_CHANCE;
}

/* All q at once, after Benjamini and Hochberg; intervals after Benjamini and Yekutieli (2005): as
 * many of those that leave out 0 are wrong as of those that are found. Cells of splits and levels
 * tell no causes: at best what is possible. */
void
fw_why_judge_looked (FwWhyWork *work)
{
  GArray *looked = work->looked;
  FwWhyDoubt doubt = work->frame.doubt;
  guint n = 0, n_found = 0;
  double least = 1;

  g_array_sort (looked, compare_p);
  while (n < looked->len && g_array_index (looked, FwWhyLooked, n).cell->verdict != FW_WHY_TOO_FEW)
    n++;
  for (guint i = n; i-- > 0;)
    {
      FwWhyCell *cell = g_array_index (looked, FwWhyLooked, i).cell;

      least = MIN (least, cell->p * n / (i + 1));
      cell->q = least;
      if (least <= LEVEL)
        n_found = MAX (n_found, i + 1);
    }
  fw_why_doubt_set_level (&doubt, LEVEL * MAX (n_found, 1) / MAX (n, 1));
  for (guint i = 0; i < looked->len; i++)
    {
      const FwWhyLooked *at = &g_array_index (looked, FwWhyLooked, i);

      fw_why_frame_fill_interval (&work->frame, &at->now, &at->before, &doubt, at->cell);
      at->cell->strength = 0;
      if (i < n)
        at->cell->verdict = judge (at->cell);
    }
}

/* ---- one verdict ---- */

static void
copy_verdict (const FwWhyCell *from, FwWhyCell *to)
{
  to->verdict = from->verdict;
  to->interval = from->interval;
  to->p = from->p;
  to->q = from->q;
}

static gint
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
make_key (const FwWhyCell *cell)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  GString *key = g_string_new (NULL);

  for (guint i = 0; i < cell->parts->len; i++)
    {
      const FwWhyPart *part = &g_array_index (cell->parts, FwWhyPart, i);

      g_ptr_array_add (parts, g_strdup_printf ("%s\1%s\2", part->attribute, part->value));
    }
  g_ptr_array_sort (parts, compare_texts);
  for (guint i = 0; i < parts->len; i++)
    g_string_append (key, parts->pdata[i]);
  return g_string_free (key, FALSE);
}

/* The first that is met says what is said of it everywhere. */
static void
unite (GHashTable *met, FwWhyCell *cell)
{
  g_autofree char *key = make_key (cell);
  const FwWhyCell *first = g_hash_table_lookup (met, key);

  if (first != NULL)
    copy_verdict (first, cell);
  else
    g_hash_table_insert (met, g_steal_pointer (&key), cell);
}

static void
unite_cells (GHashTable *met, const GPtrArray *cells)
{
  for (guint i = 0; i < cells->len; i++)
    unite (met, cells->pdata[i]);
}

void
fw_why_unite_verdicts (FwWhyAnswer *answer)
{
  g_autoptr (GHashTable) met = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < answer->causes->len; i++)
    unite (met, &((FwWhyCause *) answer->causes->pdata[i])->cell);
  unite_cells (met, answer->mixes);
  unite_cells (met, answer->candidates);
  for (guint i = 0; i < answer->causes->len; i++)
    unite_cells (met, ((FwWhyCause *) answer->causes->pdata[i])->neighbours);
  for (guint i = 0; i < answer->splits->len; i++)
    unite_cells (met, ((FwWhySplit *) answer->splits->pdata[i])->cells);
  for (guint i = 0; i < answer->factors->len; i++)
    unite_cells (met, ((FwWhyFactor *) answer->factors->pdata[i])->levels);
}
