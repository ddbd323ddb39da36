/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A question from names to tables, and the answer with names again. What is counted is decided
 * here, what it means in core/why. */
#include "centre/fw-centre-why.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "centre/fw-centre-why-private.h"
#include "centre/fw-form.h"
#include "core/fw-error.h"
#include "core/why/fw-cells.h"
#include "core/why/fw-factor-test.h"
#include "core/why/fw-why-question.h"

#define MOST_MARKS 3 /* factors that the search takes in */
#define MOST_AXES (FW_WHY_MOST_BY + MOST_MARKS)
#define MOST_SINGLES FW_N_DIMENSIONS
#define MOST_DAY_LEVELS 250
#define MOST_CLUSTERED 2000000 /* rows; beyond, a year's days tell enough */
#define LEAST_OVERLAP 0.1      /* of an attribute's values on both sides, for it to be searched */

typedef struct
{
  FwCentre *centre;
  const FwWhyQuestion *question;
  FwDirectory *directory;
  FwWhySides sides;
  const FwTallyRule *rule;
  GCancellable *cancellable;
  FwWhyAxis axes[MOST_AXES];
  guint n_axes;
  FwWhyAxis singles[MOST_SINGLES + 1];
  guint n_singles;
  const FwTabulation *single_tables[MOST_SINGLES + 1];
  GPtrArray *tables; /* leaves, singles, days */
  FwDerived day;
  gint32 first_day;
  guint days_a_level;
  FwFactorTest test;
  char *value; /* of the last name */
} Why;

void
fw_why_question_clear (FwWhyQuestion *question)
{
  fw_question_clear (&question->window);
}

/* The one value filtered by, "" else. */
static const char *
get_only (const FwWhyQuestion *question, FwDimension dimension)
{
  char **only = question->window.only[dimension];

  return only != NULL && only[0] != NULL && only[1] == NULL ? only[0] : "";
}

/* ---- what to search and to split by ---- */

static const char *
get_title (FwDimension dimension)
{
  static const char *const titles[FW_N_DIMENSIONS] = {
    [FW_DIMENSION_SITE] = N_ ("Site"),           [FW_DIMENSION_TEAM] = N_ ("Team"),
    [FW_DIMENSION_SHIFT] = N_ ("Shift"),         [FW_DIMENSION_QUEUE] = N_ ("Queue"),
    [FW_DIMENSION_CHANNEL] = N_ ("Channel"),     [FW_DIMENSION_PRODUCT] = N_ ("Product"),
    [FW_DIMENSION_AGENT] = N_ ("Person"),        [FW_DIMENSION_TENURE] = N_ ("Time in the job"),
    [FW_DIMENSION_HALF_HOUR] = N_ ("Half hour"), [FW_DIMENSION_OUTCOME] = N_ ("Outcome"),
    [FW_DIMENSION_TRANSFER] = N_ ("Transfer"),
  };

  return titles[dimension];
}

static FwWhyAxis
make_axis (FwDimension dimension)
{
  return (
      FwWhyAxis){ { dimension, NULL }, fw_dimension_to_name (dimension), get_title (dimension) };
}

static gboolean
is_searched (const Why *why, FwDimension dimension)
{
  for (guint i = 0; i < why->n_axes; i++)
    if (why->axes[i].axis.derived == NULL && why->axes[i].axis.dimension == dimension)
      return TRUE;
  return FALSE;
}

/* A dimension of which one value is asked for tells nothing apart. */
static gboolean
is_free (const Why *why, FwDimension dimension)
{
  char **only = why->question->window.only[dimension];

  return only == NULL || g_strv_length (only) != 1;
}

static void
choose_axes (Why *why)
{
  static const FwDimension usual[] = { FW_DIMENSION_TEAM, FW_DIMENSION_PRODUCT,
                                       FW_DIMENSION_CHANNEL, FW_DIMENSION_TENURE,
                                       FW_DIMENSION_SHIFT };
  static const FwDimension split_by[] = { FW_DIMENSION_TEAM,    FW_DIMENSION_SHIFT,
                                          FW_DIMENSION_AGENT,   FW_DIMENSION_QUEUE,
                                          FW_DIMENSION_CHANNEL, FW_DIMENSION_PRODUCT,
                                          FW_DIMENSION_TENURE,  FW_DIMENSION_HALF_HOUR,
                                          FW_DIMENSION_TRANSFER };
  const FwWhyQuestion *question = why->question;

  for (guint i = 0; i < question->n_by; i++)
    if (!is_searched (why, question->by[i]))
      why->axes[why->n_axes++] = make_axis (question->by[i]);
  for (guint i = 0; question->n_by == 0 && i < G_N_ELEMENTS (usual); i++)
    if (is_free (why, usual[i]))
      why->axes[why->n_axes++] = make_axis (usual[i]);

  for (guint i = 0; i < G_N_ELEMENTS (split_by); i++)
    if (!is_searched (why, split_by[i]) &&
        (is_free (why, split_by[i]) || split_by[i] == FW_DIMENSION_AGENT))
      why->singles[why->n_singles++] = make_axis (split_by[i]);
  if (why->sides.n_days_now > 1)
    why->singles[why->n_singles++] =
        (FwWhyAxis){ { 0, &fw_derived_weekday }, "weekday", N_ ("Weekday") };
}

/* ---- counting ---- */

static void
fill_day (const FwSegment *segment, guint8 *levels, guint n, gpointer user_data)
{
  const Why *why = user_data;
  gint64 level = 1 + (segment->key.day - why->first_day) / (gint64) why->days_a_level;

  memset (levels, (int) CLAMP (level, 0, MOST_DAY_LEVELS), n);
}

static gint64
find_first (const GArray *queries, gint64 first)
{
  for (guint i = 0; i < queries->len; i++)
    first = MIN (first, g_array_index (queries, FwCubeQuery, i).from);
  return first;
}

static void
set_days (Why *why)
{
  FwZone *zone = why->sides.zone;
  gint64 first = find_first (why->sides.now, why->question->window.to);

  first = find_first (why->sides.before, first);
  first = find_first (why->sides.history, first);
  why->first_day = fw_zone_get_day (zone, first) - 1;
  why->days_a_level =
      1 + (guint) (fw_zone_get_day (zone, why->question->window.to) - why->first_day + 1) /
              MOST_DAY_LEVELS;
  why->day = (FwDerived){ .name = "day",
                          .by = FW_DERIVED_BY_HALF_HOUR,
                          .n_levels = MOST_DAY_LEVELS + 1,
                          .fill = fill_day,
                          .user_data = why };
}

static FwTabulateSide
make_side (const GArray *queries)
{
  return (FwTabulateSide){ (const FwCubeQuery *) queries->data, queries->len };
}

/* Factors first: those that stand behind the change become attributes of what is searched. */
static gboolean
test_factors (Why *why, GError **error)
{
  const FwWhyQuestion *question = why->question;
  const char *site = get_only (question, FW_DIMENSION_SITE);
  gint64 at = MIN (question->window.to, question->window.now);
  FwTabulateSide sides[FW_TABULATE_SIDES] = { make_side (why->sides.now),
                                              make_side (why->sides.before) };
  FwWhyFrame frame = { .metric = question->metric,
                       .form = fw_form_find_service_level (why->directory, site, at),
                       .rule = why->rule,
                       .fixed = question->baseline == FW_WHY_TARGET,
                       .target = fw_centre_get_target (why->centre, question->metric, site,
                                                       get_only (question, FW_DIMENSION_QUEUE), at),
                       .periods = why->sides.periods };
  guint factors[MOST_MARKS], n;
  double change;

  if (!question->factors)
    return TRUE;
  why->test.factors = fw_factors_new (why->centre->cube);
  if (!fw_factor_test_count (&why->test, why->centre->cube, question->metric, why->rule, sides,
                             why->sides.inverted, &why->day, why->cancellable, error))
    return FALSE;
  change = fw_factor_test_run (&why->test, &frame);
  n = fw_factor_test_list_causes (&why->test, change, factors, MOST_MARKS);
  for (guint i = 0; i < n; i++)
    why->axes[why->n_axes++] =
        (FwWhyAxis){ { 0, fw_factors_get_mark (why->test.factors, factors[i]) },
                     fw_factor_list ()[factors[i]]->name,
                     fw_factor_list ()[factors[i]]->label };
  return TRUE;
}

static gboolean
count (Why *why, GError **error)
{
  FwTabulateAxis axes[MOST_AXES];
  FwTabulateAxis day = { 0, &why->day };
  FwTabulatePlan plans[MOST_SINGLES + 3] = { { axes, why->n_axes } };
  FwTabulateSide sides[FW_TABULATE_SIDES] = { make_side (why->sides.now),
                                              make_side (why->sides.before) };
  guint n = 1;

  for (guint i = 0; i < why->n_axes; i++)
    axes[i] = why->axes[i].axis;
  for (guint i = 0; i < why->n_singles; i++)
    plans[n++] = (FwTabulatePlan){ &why->singles[i].axis, 1 };
  plans[n++] = (FwTabulatePlan){ &day, 1 };
  why->tables = fw_cube_tabulate (why->centre->cube, why->rule, sides, plans, n, NULL, 0,
                                  why->cancellable, error);
  if (why->tables == NULL)
    return FALSE;
  for (guint i = 0; i < n && why->sides.inverted; i++)
    fw_tabulation_subtract (why->tables->pdata[i]);
  for (guint i = 0; i < why->n_singles; i++)
    why->single_tables[i] = why->tables->pdata[1 + i];
  return TRUE;
}

/* How much of both sides has the same values: where there is next to none (night shift against all
 * others, by shift), a search would compare nothing with nothing. */
static double
measure_overlap (const FwTabulation *table, guint axis, guint *n_values)
{
  g_autofree guint64 *n = NULL;
  guint n_codes = 0;
  double overlap = 0;

  for (guint leaf = 0; leaf < table->n_leaves; leaf++)
    n_codes = MAX (n_codes, fw_tabulation_get_codes (table, leaf)[axis] + 1u);
  n = g_new0 (guint64, MAX (2 * n_codes, 1));

  *n_values = 0;
  for (guint leaf = 0; leaf < table->n_leaves; leaf++)
    for (guint side = 0; side < 2; side++)
      n[2 * fw_tabulation_get_codes (table, leaf)[axis] + side] += table->sides[side][leaf].n;
  for (guint code = 0; code < n_codes; code++)
    if (n[2 * code] + n[2 * code + 1] > 0)
      {
        overlap += MIN ((double) n[2 * code] / (double) MAX (table->totals[0].n, 1),
                        (double) n[2 * code + 1] / (double) MAX (table->totals[1].n, 1));
        (*n_values)++;
      }
  return overlap;
}

static void
drop_idle_axes (Why *why)
{
  FwTabulation *leaves = why->tables->pdata[0];

  for (guint i = leaves->n_axes; i-- > 0;)
    {
      guint n_values;
      double overlap = measure_overlap (leaves, i, &n_values);

      if (n_values > 1 && (why->question->baseline == FW_WHY_TARGET || overlap >= LEAST_OVERLAP))
        continue;
      fw_tabulation_drop_axis (leaves, i);
      why->n_axes--;
      memmove (&why->axes[i], &why->axes[i + 1], (why->n_axes - i) * sizeof *why->axes);
    }
}

/* ---- what the answer asks back ---- */

static void
name_mark (Why *why, const char *name, guint16 code, const char **value, const char **title)
{
  const FwFactor *factor;
  guint i;

  if (code == 0 || !fw_factor_find (fw_text (name), &i))
    return;
  factor = fw_factor_list ()[i];
  g_free (why->value);
  *value = why->value = code == 2 ? fw_factor_get_marked (i) : fw_factor_get_rest (i);
  *title = code == 2 ? factor->marked_title : factor->rest_title;
}

static void
name_cb (
    const FwWhyAxis *axis, guint16 code, const char **value, const char **title, gpointer user_data)
{
  static const char *const weekdays[] = { "",         "Monday", "Tuesday",  "Wednesday",
                                          "Thursday", "Friday", "Saturday", "Sunday" };
  Why *why = user_data;

  if (axis->axis.derived == &fw_derived_weekday)
    {
      g_free (why->value);
      *value = why->value = g_strdup_printf ("%u", code);
      *title = weekdays[MIN (code, 7)];
      return;
    }
  if (axis->axis.derived != NULL)
    {
      name_mark (why, axis->name, code, value, title);
      return;
    }
  *value = fw_centre_name_code (why->centre, axis->axis.dimension, code);
  *title =
      fw_form_name_title (why->directory, axis->axis.dimension, *value, why->question->window.to);
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

static const FwTabulation *
find_single (const Why *why, FwDimension dimension)
{
  for (guint i = 0; i < why->n_singles; i++)
    if (why->singles[i].axis.derived == NULL && why->singles[i].axis.dimension == dimension)
      return why->single_tables[i];
  return NULL;
}

static gboolean
cluster_cb (const FwWhyAxis *axes,
            guint n_axes,
            const guint32 *codes,
            FwTabulation **agents,
            FwTabulation **days,
            gpointer user_data,
            GCancellable *cancellable,
            GError **error)
{
  Why *why = user_data;
  const FwTabulation *leaves = why->tables->pdata[0];
  FwTabulateAxis by[] = { { FW_DIMENSION_AGENT, NULL }, { 0, &why->day } };
  FwTabulatePlan plans[] = { { &by[0], 1 }, { &by[1], 1 } };
  g_autoptr (GArray) now = make_queries (), before = make_queries (), far = make_queries ();
  FwTabulateSide sides[FW_TABULATE_SIDES], history[FW_TABULATE_SIDES];
  g_autoptr (GPtrArray) tables = NULL, further = NULL;

  if (leaves->n_rows > MOST_CLUSTERED)
    {
      const FwTabulation *people = find_single (why, FW_DIMENSION_AGENT);

      if (codes == NULL && people != NULL)
        {
          *agents = fw_tabulation_copy (people);
          *days = fw_tabulation_copy (why->tables->pdata[why->tables->len - 1]);
        }
      return TRUE;
    }

  limit_queries (why->sides.now, axes, n_axes, codes, now);
  limit_queries (why->sides.before, axes, n_axes, codes, before);
  limit_queries (why->sides.before, axes, n_axes, codes, far);
  limit_queries (why->sides.history, axes, n_axes, codes, far);
  sides[0] = history[0] = make_side (now);
  sides[1] = make_side (before);
  history[1] = make_side (far);
  fw_cube_read_lock (why->centre->cube);
  tables =
      fw_cube_tabulate (why->centre->cube, why->rule, sides, plans, 1, NULL, 0, cancellable, error);
  if (tables != NULL)
    further = fw_cube_tabulate (why->centre->cube, why->rule, history, plans + 1, 1, NULL, 0,
                                cancellable, error);
  fw_cube_read_unlock (why->centre->cube);
  if (tables == NULL || further == NULL)
    return FALSE;
  if (why->sides.inverted)
    {
      fw_tabulation_subtract (tables->pdata[0]);
      fw_tabulation_subtract (further->pdata[0]);
    }
  *agents = fw_tabulation_copy (tables->pdata[0]);
  *days = fw_tabulation_copy (further->pdata[0]);
  return TRUE;
}

/* ---- all of it ---- */

static FwWhyAnswer *
answer_tables (Why *why, GError **error)
{
  const FwWhyQuestion *question = why->question;
  gint64 at = MIN (question->window.to, question->window.now);
  const char *site = get_only (question, FW_DIMENSION_SITE);
  FwWhyTables tables = {
    .metric = question->metric,
    .form = fw_form_find_service_level (why->directory, site, at),
    .rule = why->rule,
    .baseline = question->baseline,
    .target = fw_centre_get_target (why->centre, question->metric, site,
                                    get_only (question, FW_DIMENSION_QUEUE), at),
    .periods = why->sides.periods,
    .n_days_now = why->sides.n_days_now,
    .n_days_before = why->sides.n_days_before,
    .same_days = question->baseline == FW_WHY_OTHERS,
    .axes = why->axes,
    .n_axes = why->n_axes,
    .leaves = why->tables->pdata[0],
    .single_axes = why->singles,
    .n_singles = why->n_singles,
    .singles = why->single_tables,
    .name = name_cb,
    .cluster = cluster_cb,
    .user_data = why,
  };

  return fw_why_answer_tables (&tables, why->cancellable, error);
}

static FwWhyAnswer *
ask (Why *why, FwScope *scope, GError **error)
{
  FwCube *cube = why->centre->cube;
  FwWhyAnswer *answer = NULL;
  gboolean counted;

  fw_cube_read_lock (cube);
  fw_why_sides_init (&why->sides, why->centre, scope, why->directory, why->question);
  choose_axes (why);
  set_days (why);
  counted = test_factors (why, error) && count (why, error);
  fw_cube_read_unlock (cube);
  if (counted)
    {
      drop_idle_axes (why);
      answer = answer_tables (why, error);
    }
  if (answer != NULL && why->test.found != NULL)
    fw_factor_test_take (&why->test, answer);
  if (answer != NULL)
    {
      answer->from = why->question->window.from;
      answer->to = why->question->window.to;
      answer->baseline_from = why->sides.from;
      answer->baseline_to = why->sides.to;
    }
  fw_why_sides_clear (&why->sides);
  g_clear_pointer (&why->tables, g_ptr_array_unref);
  fw_factor_test_clear (&why->test);
  g_free (why->value);
  return answer;
}

FwWhyAnswer *
fw_centre_why (FwCentre *self,
               FwScope *scope,
               const FwWhyQuestion *question,
               GCancellable *cancellable,
               GError **error)
{
  gint64 started = g_get_monotonic_time ();
  g_autoptr (FwDirectory) directory = NULL;
  FwWhyQuestion asked;
  FwWhyAnswer *answer;
  Why why;

  g_return_val_if_fail (self != NULL && scope != NULL && question != NULL, NULL);
  g_return_val_if_fail (question->metric != NULL, NULL);

  /* What has not happened yet has no hours a week ago. */
  asked = *question;
  if (asked.window.from < asked.window.now)
    asked.window.to = MIN (asked.window.to, asked.window.now);
  directory = fw_centre_ref_directory (self);
  why = (Why){ .centre = self,
               .question = &asked,
               .directory = directory,
               .cancellable = cancellable,
               .rule = fw_tally_find (
                   asked.metric,
                   fw_form_find_service_level (directory, get_only (&asked, FW_DIMENSION_SITE),
                                               asked.window.to)) };
  if (why.rule == NULL)
    g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                 "metric: single contacts do not tell %s, so there is no saying why",
                 asked.metric->name);
  else if (asked.window.from > asked.window.to ||
           (asked.baseline == FW_WHY_PERIOD && asked.baseline_from >= asked.baseline_to))
    g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID, "A period ends before it begins");
  else
    {
      answer = ask (&why, scope, error);
      if (answer != NULL)
        answer->took_ms = (double) (g_get_monotonic_time () - started) / 1000;
      return answer;
    }
  return NULL;
}
