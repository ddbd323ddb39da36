/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What asked for more work, for figures of waiting: the work of both sides by product, channel and
 * queue, a day at a time. */
#include "centre/fw-centre-why-private.h"
#include "centre/fw-form.h"

#include "core/why/fw-why-load.h"

#define N_LOOKED_AT 3

/* The same people answer what the filters leave out, so these are not kept. */
static const FwDimension looked_at[N_LOOKED_AT] = { FW_DIMENSION_PRODUCT, FW_DIMENSION_CHANNEL,
                                                    FW_DIMENSION_QUEUE };

static FwCubeAnswer *
ask_days (FwWhyAsking *why, const FwCubeQuery *of, FwDimension dimension, GError **error)
{
  FwCubeQuery query = fw_centre_copy_query (of);
  FwCubeAnswer *answer;

  for (guint i = 0; i < N_LOOKED_AT; i++)
    g_clear_pointer (&query.allow[looked_at[i]], g_bytes_unref);
  query.by[0] = dimension;
  query.n_by = 1;
  query.bucket = FW_BUCKET_DAY;
  query.level = FW_CUBE_CORE;
  answer = fw_cube_ask (why->centre->cube, &query, why->cancellable, error);
  fw_centre_clear_query (&query);
  return answer;
}

static guint
find_size (const FwCubeAnswer *answer)
{
  guint size = 0;

  for (guint i = 0; i < answer->groups->len; i++)
    size = MAX (size, g_array_index (answer->groups, FwCubeGroup, i).codes[0] + 1u);
  return size;
}

/* Groups come by bucket, so a day ends where the next begins. */
static guint
count_days (const FwCubeAnswer *answer)
{
  guint n = 0;

  for (guint i = 0; i < answer->groups->len; i++)
    n += i == 0 || g_array_index (answer->groups, FwCubeGroup, i).bucket !=
                       g_array_index (answer->groups, FwCubeGroup, i - 1).bucket;
  return n;
}

/* Returns: (transfer full): the work of each value on each day. */
static double *
weigh (const FwCubeAnswer *answer, guint n_values, guint n_days)
{
  g_autofree double *handled = g_new0 (double, n_values), *handling_s = g_new0 (double, n_values);
  double *work = g_new0 (double, (gsize) n_values *n_days);
  guint day = 0;

  for (guint i = 0; i < answer->groups->len; i++)
    {
      const FwCubeGroup *group = &g_array_index (answer->groups, FwCubeGroup, i);

      handled[group->codes[0]] += (double) group->sums.handled;
      handling_s[group->codes[0]] += (double) group->sums.handling_ms / 1000;
    }
  for (guint i = 0; i < answer->groups->len; i++)
    {
      const FwCubeGroup *group = &g_array_index (answer->groups, FwCubeGroup, i);
      guint value = group->codes[0];

      day += i > 0 && group->bucket != (group - 1)->bucket;
      if (handled[value] > 0)
        work[(gsize) value * n_days + day] =
            (double) group->sums.offered * handling_s[value] / handled[value];
    }
  return work;
}

static gboolean
fill_table (FwWhyAsking *why, FwDimension dimension, FwWhyLoadTable *table, GError **error)
{
  const GArray *queries[2] = { why->sides.before, why->sides.now };
  FwCubeAnswer *answers[2] = { NULL, NULL };

  for (guint side = 0; side < 2; side++)
    {
      answers[side] =
          ask_days (why, &g_array_index (queries[side], FwCubeQuery, 0), dimension, error);
      if (answers[side] == NULL)
        {
          g_clear_pointer (&answers[0], fw_cube_answer_free);
          return FALSE;
        }
      table->n_values = MAX (table->n_values, find_size (answers[side]));
    }
  for (guint side = 0; side < 2; side++)
    {
      table->n_days[side] = count_days (answers[side]);
      if (table->n_values > 0 && table->n_days[side] > 0)
        table->work[side] = weigh (answers[side], table->n_values, table->n_days[side]);
      fw_cube_answer_free (answers[side]);
    }
  return TRUE;
}

/* Only a time against another time can have asked for more, and only what got worse needs a
 * reason. */
static gboolean
is_asked (const FwWhyAsking *why, const FwWhyAnswer *answer)
{
  const FwMetric *metric = answer->metric;

  return metric->waits && answer->state == (metric->at_least ? FW_WHY_FELL : FW_WHY_ROSE) &&
         (answer->baseline == FW_WHY_PREVIOUS || answer->baseline == FW_WHY_LAST_WEEK ||
          answer->baseline == FW_WHY_PERIOD) &&
         why->sides.before->len == 1 && why->sides.now->len == 1;
}

gboolean
fw_why_find_load (FwWhyAsking *why, FwWhyAnswer *answer, GError **error)
{
  FwWhyLoadTable tables[N_LOOKED_AT] = { 0 };
  FwWhyLoadFound found;
  gboolean counted = TRUE;

  if (!is_asked (why, answer))
    return TRUE;
  fw_cube_read_lock (why->centre->cube);
  for (guint i = 0; counted && i < N_LOOKED_AT; i++)
    counted = fill_table (why, looked_at[i], &tables[i], error);
  fw_cube_read_unlock (why->centre->cube);
  if (counted && fw_why_load_find (tables, N_LOOKED_AT, &found))
    {
      FwDimension dimension = looked_at[found.table];
      const char *value = fw_centre_name_code (why->centre, dimension, (guint16) found.value);

      answer->load =
          fw_why_load_new (fw_dimension_to_name (dimension), value,
                           fw_form_name_title (why->directory, dimension, value, answer->to));
      answer->load->before_s = found.before_s;
      answer->load->now_s = found.now_s;
      answer->load->share = found.share;
      answer->load->p = found.p;
    }
  for (guint i = 0; i < N_LOOKED_AT; i++)
    for (guint side = 0; side < 2; side++)
      g_free ((double *) tables[i].work[side]);
  return counted;
}
