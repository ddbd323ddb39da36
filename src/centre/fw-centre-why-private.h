/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Inside of fw_centre_why(): which contacts stand on which side. */

#include "centre/fw-centre-private.h"
#include "centre/fw-centre-why.h"
#include "core/cube/fw-tabulate.h"
#include "core/why/fw-factor-test.h"
#include "core/why/fw-why-question.h"

G_BEGIN_DECLS

#define FW_WHY_MOST_MARKS 3 /* factors that the search takes in */
#define FW_WHY_MOST_AXES (FW_WHY_MOST_BY + FW_WHY_MOST_MARKS)
#define FW_WHY_MOST_SINGLES FW_N_DIMENSIONS
#define FW_WHY_WEEKS 8    /* of a forecast, at most */
#define FW_WHY_HISTORY 28 /* days before a short window, for how much days differ by themselves */
#define FW_WHY_ENOUGH_DAYS 40 /* of both sides, to tell that without them */

/** FwWhySides: the queries of both sides, and of the days before them. */
typedef struct
{
  FwCentre *centre;
  const FwWhyQuestion *question;
  FwZone *zone; /* the clock that "a week before" means */
  FwDirectory *directory;
  GArray *now, *before, *history; /* FwCubeQuery */
  gboolean inverted;              /* before holds now as well: it is to be taken off */
  gint64 from, to;                /* of before; 0: a target */
  double periods;
  guint n_days_now, n_days_before;
} FwWhySides;

/** fw_why_sides_init: under the cube's read lock. @directory must outlive it. @counts: the metric
 * is an amount: both sides are to be as long. */
void fw_why_sides_init (FwWhySides *self,
                        FwCentre *centre,
                        FwScope *scope,
                        FwDirectory *directory,
                        const FwWhyQuestion *question,
                        gboolean counts);
/** fw_why_sides_overlap: whether a contact could stand on both sides. */
gboolean fw_why_sides_overlap (const FwWhySides *self);
void fw_why_sides_clear (FwWhySides *self);

/** fw_why_query_limit: Returns: @query for contacts with one code alone; clear with
 * fw_centre_clear_query(). */
FwCubeQuery fw_why_query_limit (const FwCubeQuery *query, FwDimension dimension, guint16 code);

/** fw_why_query_limit_level: @query for contacts of one level alone; @derived must outlive it. */
void fw_why_query_limit_level (FwCubeQuery *query, const FwDerived *derived, guint level);

/** FwWhyFollows: attributes of a contact that somebody answered are its person's, of another its
 * queue's and its hour's. Where the two do not agree, the attribute tells how the contact ended. */
typedef struct
{
  gboolean people;      /* each contact has a person, whether answered or not */
  gboolean team, shift; /* how the contact ended has no part in it */
} FwWhyFollows;

/** fw_why_find_follows: under the read lock. Returns: FALSE with an error. */
gboolean fw_why_find_follows (FwCube *cube,
                              const FwMetric *metric,
                              const FwTallyRule *rule,
                              const FwTabulateSide sides[FW_TABULATE_SIDES],
                              gboolean inverted,
                              FwWhyFollows *follows,
                              GCancellable *cancellable,
                              GError **error);

/** fw_why_find_dimension_reason: why a metric cannot have @dimension for a cause. Returns:
 * (nullable): NULL where it can. */
const char *fw_why_find_dimension_reason (const FwMetric *metric,
                                          const FwWhyFollows *follows,
                                          FwDimension dimension);

/** fw_why_find_table_reason: why an axis of a table is not worth a search: next to nothing is on
 * both sides, or it is not known of more than a little, or only of contacts that ended one way.
 * @fixed: nothing stands on side 1
 * @n_values: (out): how many there are
 * @unknown: (out): share of contacts of which it is not known, a side
 * Returns: (nullable): NULL where it is. */
const char *fw_why_find_table_reason (const FwTabulation *table,
                                      guint axis,
                                      const FwTabulateAxis *of,
                                      const FwTallyRule *rule,
                                      gboolean fixed,
                                      guint *n_values,
                                      double unknown[FW_TABULATE_SIDES]);

/** FwWhyAsking: a question while it is answered. */
typedef struct
{
  FwCentre *centre;
  const FwWhyQuestion *question;
  FwDirectory *directory;
  FwWhySides sides;
  const FwTallyRule *rule;
  GCancellable *cancellable;
  FwWhyAxis axes[FW_WHY_MOST_AXES];
  guint n_axes;
  FwWhyAxis singles[FW_WHY_MOST_SINGLES + 1];
  guint n_singles;
  const FwTabulation *single_tables[FW_WHY_MOST_SINGLES + 1];
  GPtrArray *tables; /* leaves, singles, days */
  FwDerived day;
  gint32 first_day;
  guint days_a_level;
  FwFactorTest test;
  FwWhyFollows follows;
  GPtrArray *unsearched; /* FwWhyUnsearched */
  char *value;           /* of the last name */
} FwWhyAsking;

static inline FwTabulateSide
fw_why_make_side (const GArray *queries)
{
  return (FwTabulateSide){ (const FwCubeQuery *) queries->data, queries->len };
}

/** fw_why_find_load: fills the load of @answer, where it has one. Takes the read lock. Returns:
 * FALSE with an error. */
gboolean fw_why_find_load (FwWhyAsking *why, FwWhyAnswer *answer, GError **error);

/** fw_why_cluster_cb: of FwWhyTables; @user_data: an FwWhyAsking. Takes the read lock. */
gboolean fw_why_cluster_cb (const FwWhyAxis *axes,
                            guint n_axes,
                            const guint32 *codes,
                            FwWhyClusters *clusters,
                            gpointer user_data,
                            GCancellable *cancellable,
                            GError **error);

G_END_DECLS
