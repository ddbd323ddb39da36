/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/quality/fw-review-summary.h"

#include <math.h>
#include <string.h>

#include "core/quality/fw-review-form.h"

typedef struct
{
  guint n;
  double sum;
} Sum;

struct _FwReviewSummary
{
  guint n;
  double sum, sum_of_squares;
  GHashTable *items; /* name -> Sum */
};

FwReviewSummary *
fw_review_summary_new (void)
{
  FwReviewSummary *self = g_new0 (FwReviewSummary, 1);

  self->items = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
fw_review_summary_free (FwReviewSummary *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->items);
  g_free (self);
}

static void
add_score (FwReviewSummary *self, const char *name, double share)
{
  Sum *sum = g_hash_table_lookup (self->items, name);

  if (sum == NULL)
    {
      sum = g_new0 (Sum, 1);
      g_hash_table_insert (self->items, g_strdup (name), sum);
    }
  sum->n++;
  sum->sum += share;
}

void
fw_review_summary_add (FwReviewSummary *self,
                       const char *items,
                       guint scale,
                       const char *scores,
                       double total,
                       gboolean random)
{
  g_autoptr (FwReviewForm) form = items != NULL ? fw_review_form_parse (items, NULL) : NULL;
  int given[FW_REVIEW_MOST_ITEMS];

  g_return_if_fail (self != NULL && scale > 0);

  if (random && !isnan (total))
    {
      self->n++;
      self->sum += total;
      self->sum_of_squares += total * total;
    }
  if (form == NULL || !fw_review_scores_read (form, scale, scores, given, NULL))
    return;
  for (guint i = 0; i < form->n; i++)
    if (given[i] >= 0)
      add_score (self, form->items[i].name, given[i] / (double) scale);
}

FwReviewMean
fw_review_summary_get_mean (const FwReviewSummary *self)
{
  FwReviewMean mean = { .mean = NAN, .interval = { 0, 100 } };

  g_return_val_if_fail (self != NULL, mean);

  mean.n = self->n;
  if (self->n == 0)
    return mean;
  mean.mean = self->sum / self->n;
  mean.interval = fw_interval_mean (self->n, self->sum, self->sum_of_squares);
  mean.interval.low = MAX (mean.interval.low, 0);
  mean.interval.high = MIN (mean.interval.high, 100);
  return mean;
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const FwReviewItemMean *x = a, *y = b;

  if (x->share < y->share || x->share > y->share)
    return x->share < y->share ? -1 : 1;
  return strcmp (x->name, y->name);
}

GArray *
fw_review_summary_list_items (const FwReviewSummary *self)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (FwReviewItemMean));
  GHashTableIter iter;
  gpointer name, value;

  g_return_val_if_fail (self != NULL, list);

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      const Sum *sum = value;
      const FwReviewItemMean item = { name, sum->n, sum->sum / sum->n };

      if (sum->n >= FW_REVIEW_SUMMARY_LEAST)
        g_array_append_val (list, item);
    }
  g_array_sort (list, compare_items);
  return list;
}
