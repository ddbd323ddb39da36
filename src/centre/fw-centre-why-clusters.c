/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How alike the contacts of a question are: by the unit of chance, person and day. */
#include "centre/fw-centre-why-private.h"
#include "core/fw-error.h"
#include "core/why/fw-cells.h"

#define MOST_CLUSTERED 2000000 /* rows; beyond, a year's days tell enough */
#define MOST_UNITS 160000      /* people's days; beyond, the same */
#define LITTLE 0.05            /* share of contacts without a person where persons are clusters */

static const FwTabulation *
find_single (const FwWhyAsking *why, FwDimension dimension)
{
  for (guint i = 0; i < why->n_singles; i++)
    if (why->singles[i].axis.derived == NULL && why->singles[i].axis.dimension == dimension)
      return why->single_tables[i];
  return NULL;
}

/* People, where every contact of the metric has one, but for a little; so that no unit follows from
 * how a contact ended. */
static gboolean
has_people (const FwWhyAsking *why)
{
  const FwTabulation *people = find_single (why, FW_DIMENSION_AGENT);

  if (!why->follows.people)
    return FALSE;
  if (people == NULL)
    return TRUE; /* they are searched, or asked for one by one */
  for (guint leaf = 0; leaf < people->n_leaves; leaf++)
    for (guint side = 0; side < FW_TABULATE_SIDES; side++)
      if (fw_tabulation_get_codes (people, leaf)[0] == 0 &&
          (double) people->sides[side][leaf].n > LITTLE * (double) people->totals[side].n)
        return FALSE;
  return TRUE;
}

static void
limit_queries (const GArray *queries,
               const FwWhyAxis *axes,
               guint n_axes,
               const guint32 *codes,
               GArray *limited)
{
  for (guint i = 0; i < queries->len; i++)
    {
      FwCubeQuery query = fw_centre_copy_query (&g_array_index (queries, FwCubeQuery, i));

      for (guint a = 0; codes != NULL && a < n_axes; a++)
        if (codes[a] != FW_CELLS_ANY && axes[a].axis.derived != NULL)
          fw_why_query_limit_level (&query, axes[a].axis.derived, codes[a]);
        else if (codes[a] != FW_CELLS_ANY)
          {
            FwCubeQuery whole = query;

            query = fw_why_query_limit (&whole, axes[a].axis.dimension, (guint16) codes[a]);
            fw_centre_clear_query (&whole);
          }
      g_array_append_val (limited, query);
    }
}

static void
clear_query_cb (gpointer data)
{
  fw_centre_clear_query (data);
}

static GArray *
make_queries (void)
{
  GArray *queries = g_array_new (FALSE, FALSE, sizeof (FwCubeQuery));

  g_array_set_clear_func (queries, clear_query_cb);
  return queries;
}

static FwTabulation *
take_table (GPtrArray *tables, gboolean inverted)
{
  FwTabulation *table = fw_tabulation_copy (tables->pdata[0]);

  if (inverted)
    fw_tabulation_subtract (table);
  return table;
}

/* Too many contacts to be counted anew: what is counted already tells enough of all of them. */
static void
take_counted (const FwWhyAsking *why, gboolean people, FwWhyClusters *clusters)
{
  const FwTabulation *single = people ? find_single (why, FW_DIMENSION_AGENT) : NULL;

  if (single != NULL)
    clusters->people = fw_tabulation_copy (single);
  clusters->days = fw_tabulation_copy (why->tables->pdata[why->tables->len - 1]);
}

gboolean
fw_why_cluster_cb (const FwWhyAxis *axes,
                   guint n_axes,
                   const guint32 *codes,
                   FwWhyClusters *clusters,
                   gpointer user_data,
                   GCancellable *cancellable,
                   GError **error)
{
  FwWhyAsking *why = user_data;
  const FwTabulation *leaves = why->tables->pdata[0];
  gboolean people = has_people (why);
  FwTabulateAxis by[] = { { 0, &why->day },
                          { people ? FW_DIMENSION_AGENT : FW_DIMENSION_QUEUE, NULL },
                          { FW_DIMENSION_HALF_HOUR, NULL } };
  FwTabulatePlan units = { by, people ? 2 : 3, MOST_UNITS }, days = { by, 1 };
  g_autoptr (GArray) now = make_queries (), before = make_queries (), far = make_queries ();
  FwTabulateSide sides[FW_TABULATE_SIDES], history[FW_TABULATE_SIDES] = { 0 };
  g_autoptr (GPtrArray) tables = NULL, further = NULL;
  g_autoptr (GError) failure = NULL;

  if (leaves->n_rows > MOST_CLUSTERED)
    {
      if (codes == NULL)
        take_counted (why, people, clusters);
      return TRUE;
    }

  limit_queries (why->sides.now, axes, n_axes, codes, now);
  limit_queries (why->sides.before, axes, n_axes, codes, before);
  limit_queries (why->sides.history, axes, n_axes, codes, far);
  sides[0] = fw_why_make_side (now);
  sides[1] = fw_why_make_side (before);
  history[1] = fw_why_make_side (far);
  fw_cube_read_lock (why->centre->cube);
  tables = fw_cube_tabulate (why->centre->cube, why->rule, sides, &units, 1, NULL, 0, cancellable,
                             &failure);
  if (tables != NULL && far->len > 0)
    further = fw_cube_tabulate (why->centre->cube, why->rule, history, &days, 1, NULL, 0,
                                cancellable, &failure);
  fw_cube_read_unlock (why->centre->cube);
  if (g_error_matches (failure, FW_ERROR, FW_ERROR_TOO_LARGE))
    {
      if (codes == NULL)
        take_counted (why, people, clusters);
      return TRUE;
    }
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  if (tables == NULL || (far->len > 0 && further == NULL))
    return FALSE;
  clusters->units_are_people = people;
  clusters->units = take_table (tables, why->sides.inverted);
  if (further != NULL)
    clusters->history = take_table (further, FALSE);
  return TRUE;
}
