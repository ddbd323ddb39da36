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

#define MOST_DAY_LEVELS 250

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
is_searched (const FwWhyAsking *why, FwDimension dimension)
{
  for (guint i = 0; i < why->n_axes; i++)
    if (why->axes[i].axis.derived == NULL && why->axes[i].axis.dimension == dimension)
      return TRUE;
  return FALSE;
}

/* A dimension of which one value is asked for tells nothing apart. */
static gboolean
is_free (const FwWhyAsking *why, FwDimension dimension)
{
  char **only = why->question->window.only[dimension];

  return only == NULL || g_strv_length (only) != 1;
}

static void
note_unsearched (FwWhyAsking *why, const FwWhyAxis *axis, const char *reason, const double *unknown)
{
  FwWhyUnsearched *unsearched = fw_why_unsearched_new (axis->name, axis->title, reason);

  for (guint side = 0; side < FW_TABULATE_SIDES && unknown != NULL; side++)
    unsearched->unknown[side] = unknown[side];
  g_ptr_array_add (why->unsearched, unsearched);
}

/* FALSE for what cannot be a cause of the metric, which is said. */
static gboolean
can_have (FwWhyAsking *why, FwDimension dimension)
{
  const char *reason =
      fw_why_find_dimension_reason (why->question->metric, &why->follows, dimension);
  FwWhyAxis axis = make_axis (dimension);

  if (reason == NULL)
    return TRUE;
  for (guint i = 0; i < why->unsearched->len; i++)
    if (g_str_equal (((FwWhyUnsearched *) why->unsearched->pdata[i])->attribute, axis.name))
      return FALSE;
  note_unsearched (why, &axis, reason, NULL);
  return FALSE;
}

/* Of a figure that counts unanswered contacts the queue says what the team says of others. */
static void
choose_searched (FwWhyAsking *why)
{
  static const FwDimension usual[] = { FW_DIMENSION_TEAM,    FW_DIMENSION_QUEUE,
                                       FW_DIMENSION_PRODUCT, FW_DIMENSION_CHANNEL,
                                       FW_DIMENSION_TENURE,  FW_DIMENSION_SHIFT };
  const FwWhyQuestion *question = why->question;

  for (guint i = 0; i < question->n_by; i++)
    if (!is_searched (why, question->by[i]) && can_have (why, question->by[i]))
      why->axes[why->n_axes++] = make_axis (question->by[i]);
  for (guint i = 0; question->n_by == 0 && i < G_N_ELEMENTS (usual); i++)
    if (is_free (why, usual[i]) && (usual[i] != FW_DIMENSION_QUEUE || !why->follows.team) &&
        can_have (why, usual[i]))
      why->axes[why->n_axes++] = make_axis (usual[i]);
}

static void
choose_axes (FwWhyAsking *why)
{
  static const FwDimension split_by[] = { FW_DIMENSION_TEAM,    FW_DIMENSION_SHIFT,
                                          FW_DIMENSION_AGENT,   FW_DIMENSION_QUEUE,
                                          FW_DIMENSION_CHANNEL, FW_DIMENSION_PRODUCT,
                                          FW_DIMENSION_TENURE,  FW_DIMENSION_HALF_HOUR,
                                          FW_DIMENSION_TRANSFER };

  choose_searched (why);
  for (guint i = 0; i < G_N_ELEMENTS (split_by); i++)
    if (!is_searched (why, split_by[i]) &&
        (is_free (why, split_by[i]) || split_by[i] == FW_DIMENSION_AGENT) &&
        can_have (why, split_by[i]))
      why->singles[why->n_singles++] = make_axis (split_by[i]);
  if (why->sides.n_days_now > 1)
    why->singles[why->n_singles++] =
        (FwWhyAxis){ { 0, &fw_derived_weekday }, "weekday", N_ ("Weekday") };
}

/* ---- counting ---- */

static void
fill_day (const FwSegment *segment, guint8 *levels, guint n, gpointer user_data)
{
  const FwWhyAsking *why = user_data;
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
set_days (FwWhyAsking *why)
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

/* What of the contacts follows from who answered them. */
static gboolean
find_follows (FwWhyAsking *why, GError **error)
{
  FwTabulateSide sides[FW_TABULATE_SIDES] = { fw_why_make_side (why->sides.now),
                                              fw_why_make_side (why->sides.before) };

  return fw_why_find_follows (why->centre->cube, why->question->metric, why->rule, sides,
                              why->sides.inverted, &why->follows, why->cancellable, error);
}

/* Factors first: those that stand behind the change become attributes of what is searched. */
static gboolean
test_factors (FwWhyAsking *why, GError **error)
{
  const FwWhyQuestion *question = why->question;
  const char *site = get_only (question, FW_DIMENSION_SITE);
  gint64 at = MIN (question->window.to, question->window.now);
  FwTabulateSide sides[FW_TABULATE_SIDES] = { fw_why_make_side (why->sides.now),
                                              fw_why_make_side (why->sides.before) };
  FwWhyFrame frame = { .metric = question->metric,
                       .form = fw_form_find_service_level (why->directory, site, at),
                       .rule = why->rule,
                       .fixed = question->baseline == FW_WHY_TARGET,
                       .target = fw_centre_get_target (why->centre, question->metric, site,
                                                       get_only (question, FW_DIMENSION_QUEUE), at),
                       .periods = why->sides.periods };
  guint factors[FW_WHY_MOST_MARKS], n;
  double change;

  if (!question->factors)
    return TRUE;
  why->test.factors = fw_factors_new (why->centre->cube);
  why->test.team_unknown = !why->follows.team;
  why->test.by_people = why->follows.people;
  if (!fw_factor_test_count (&why->test, why->centre->cube, question->metric, why->rule, sides,
                             why->sides.inverted, &why->day, why->cancellable, error))
    return FALSE;
  change = fw_factor_test_run (&why->test, &frame);
  n = fw_factor_test_list_causes (&why->test, change, factors, FW_WHY_MOST_MARKS);
  for (guint i = 0; i < n; i++)
    why->axes[why->n_axes++] =
        (FwWhyAxis){ { 0, fw_factors_get_mark (why->test.factors, factors[i]) },
                     fw_factor_list ()[factors[i]]->name,
                     fw_factor_list ()[factors[i]]->label };
  return TRUE;
}

static gboolean
count_once (FwWhyAsking *why, GError **error)
{
  FwTabulateAxis axes[FW_WHY_MOST_AXES];
  FwTabulateAxis day = { 0, &why->day };
  FwTabulatePlan plans[FW_WHY_MOST_SINGLES + 3] = { { axes, why->n_axes } };
  FwTabulateSide sides[FW_TABULATE_SIDES] = { fw_why_make_side (why->sides.now),
                                              fw_why_make_side (why->sides.before) };
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

/* Of what nobody asked for by name, the last is left out where there are too many combinations:
 * then the rest can still be searched, and the answer says so. Returns: FALSE where that is not the
 * error, or all of them were asked for. */
static gboolean
leave_out_axis (FwWhyAsking *why, GError **error)
{
  const guint asked = why->question->n_by;
  FwWhyAxis axis;

  if (!g_error_matches (*error, FW_ERROR, FW_ERROR_TOO_LARGE) || why->n_axes < 2 ||
      (asked > 0 && why->axes[why->n_axes - 1].axis.derived == NULL))
    return FALSE;
  axis = why->axes[--why->n_axes];
  note_unsearched (why, &axis, "too-many", NULL);
  g_clear_error (error);
  return TRUE;
}

static gboolean
count (FwWhyAsking *why, GError **error)
{
  g_autoptr (GError) failure = NULL;

  while (!count_once (why, &failure))
    if (!leave_out_axis (why, &failure))
      {
        g_propagate_error (error, g_steal_pointer (&failure));
        return FALSE;
      }
  return TRUE;
}

/* Axes that a search would learn nothing from; what is not known, that is said. */
static void
drop_idle_axes (FwWhyAsking *why)
{
  FwTabulation *leaves = why->tables->pdata[0];

  for (guint i = leaves->n_axes; i-- > 0;)
    {
      double unknown[FW_TABULATE_SIDES];
      guint n_values;
      const char *reason =
          fw_why_find_table_reason (leaves, i, &why->axes[i].axis, why->rule,
                                    why->question->baseline == FW_WHY_TARGET, &n_values, unknown);

      if (n_values > 1 && reason == NULL)
        continue;
      if (reason != NULL)
        note_unsearched (why, &why->axes[i], reason, unknown);
      fw_tabulation_drop_axis (leaves, i);
      why->n_axes--;
      memmove (&why->axes[i], &why->axes[i + 1], (why->n_axes - i) * sizeof *why->axes);
    }
}

/* ---- what the answer asks back ---- */

static void
name_mark (FwWhyAsking *why, const char *name, guint16 code, const char **value, const char **title)
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
  FwWhyAsking *why = user_data;

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

/* ---- all of it ---- */

static FwWhyAnswer *
answer_tables_once (FwWhyAsking *why, GError **error)
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
    .same_days = question->baseline == FW_WHY_OTHERS,
    .axes = why->axes,
    .n_axes = why->n_axes,
    .leaves = why->tables->pdata[0],
    .single_axes = why->singles,
    .n_singles = why->n_singles,
    .singles = why->single_tables,
    .factors = why->test.found != NULL ? &why->test : NULL,
    .name = name_cb,
    .cluster = fw_why_cluster_cb,
    .user_data = why,
  };

  return fw_why_answer_tables (&tables, why->cancellable, error);
}

static FwWhyAnswer *
answer_tables (FwWhyAsking *why, GError **error)
{
  g_autoptr (GError) failure = NULL;
  FwWhyAnswer *answer;

  while ((answer = answer_tables_once (why, &failure)) == NULL)
    {
      if (!leave_out_axis (why, &failure))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
      fw_tabulation_drop_axis (why->tables->pdata[0], why->n_axes);
    }
  return answer;
}

/* A contact on both sides would say that nothing changed. */
static gboolean
check_sides (const FwWhyAsking *why, GError **error)
{
  const FwWhyQuestion *question = why->question;
  FwZone *zone = why->sides.zone;
  guint shared;

  if (!fw_why_sides_overlap (&why->sides))
    return TRUE;
  shared = (guint) (fw_zone_get_day (zone, MIN (question->window.to, why->sides.to) - 1) -
                    fw_zone_get_day (zone, MAX (question->window.from, why->sides.from)) + 1);
  g_set_error (
      error, FW_ERROR, FW_ERROR_INVALID,
      question->baseline == FW_WHY_LAST_WEEK
          ? "baseline: the days that are asked about and those a week before have %u days in "
            "common; ask about seven days at most, or hold them against the period before"
          : "baseline: the days that are asked about and those they are held against have "
            "%u days in common; choose a period that ends before they begin or begins after "
            "they end",
      shared);
  return FALSE;
}

static FwWhyAnswer *
ask (FwWhyAsking *why, FwScope *scope, GError **error)
{
  FwCube *cube = why->centre->cube;
  FwWhyAnswer *answer = NULL;
  gboolean counted;

  fw_cube_read_lock (cube);
  fw_why_sides_init (&why->sides, why->centre, scope, why->directory, why->question,
                     why->rule->form == FW_TALLY_COUNT);
  why->unsearched = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_why_unsearched_free);
  set_days (why);
  counted = check_sides (why, error) && find_follows (why, error);
  if (counted)
    choose_axes (why);
  counted = counted && test_factors (why, error) && count (why, error);
  fw_cube_read_unlock (cube);
  if (counted)
    {
      drop_idle_axes (why);
      answer = answer_tables (why, error);
    }
  if (answer != NULL)
    {
      g_ptr_array_unref (answer->unsearched);
      answer->unsearched = g_steal_pointer (&why->unsearched);
      answer->from = why->question->window.from;
      answer->to = why->question->window.to;
      answer->baseline_from = why->sides.from;
      answer->baseline_to = why->sides.to;
      if (!fw_why_find_load (why, answer, error))
        g_clear_pointer (&answer, fw_why_answer_free);
    }
  fw_why_sides_clear (&why->sides);
  g_clear_pointer (&why->tables, g_ptr_array_unref);
  g_clear_pointer (&why->unsearched, g_ptr_array_unref);
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
  FwWhyAsking why;

  g_return_val_if_fail (self != NULL && scope != NULL && question != NULL, NULL);
  g_return_val_if_fail (question->metric != NULL, NULL);

  /* What has not happened yet has no hours a week ago. */
  asked = *question;
  if (asked.window.from < asked.window.now)
    asked.window.to = MIN (asked.window.to, asked.window.now);
  directory = fw_centre_ref_directory (self);
  why = (FwWhyAsking){ .centre = self,
                       .question = &asked,
                       .directory = directory,
                       .cancellable = cancellable,
                       .rule = fw_tally_find (
                           asked.metric,
                           fw_form_find_service_level (
                               directory, get_only (&asked, FW_DIMENSION_SITE), asked.window.to)) };
  if (why.rule == NULL)
    g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                 "metric: %s does not follow from single contacts, so no cause can be looked for",
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
