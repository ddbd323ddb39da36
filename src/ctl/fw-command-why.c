/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>

#include "centre/fw-centre-why.h"
#include "core/fw-error.h"
#include "ctl/fw-ask.h"
#include "ctl/fw-grid.h"
#include "ctl/fw-why-cells.h"
#include "protocol/fw-why-json.h"

static char *metric, *from, *to, *baseline, *baseline_from, *baseline_to, *baseline_id, *by;
static char *format_name;
static char **only;
static char *cells, *direction;
static gboolean no_factors;

static const GOptionEntry entries[] = {
  { "metric", 0, 0, G_OPTION_ARG_STRING, &metric, "the figure: csat, aht_s, service_level ...",
    "NAME" },
  { "from", 0, 0, G_OPTION_ARG_STRING, &from, "first moment: a date or an RFC 3339 time", "TIME" },
  { "to", 0, 0, G_OPTION_ARG_STRING, &to, "first moment no longer counted", "TIME" },
  { "baseline", 0, 0, G_OPTION_ARG_STRING, &baseline,
    "last-week (default), previous, target, period, others or forecast", "WHAT" },
  { "baseline-from", 0, 0, G_OPTION_ARG_STRING, &baseline_from, "with --baseline period", "TIME" },
  { "baseline-to", 0, 0, G_OPTION_ARG_STRING, &baseline_to, "with --baseline period", "TIME" },
  { "baseline-id", 0, 0, G_OPTION_ARG_STRING, &baseline_id,
    "with --baseline period, in place of its times: a good period that is kept", "ID" },
  { "by", 0, 0, G_OPTION_ARG_STRING, &by, "dimensions to search; default what suits", "DIM[,DIM]" },
  { "only", 0, 0, G_OPTION_ARG_STRING_ARRAY, &only, "count these alone; may be repeated",
    "DIM=VALUE[,VALUE]" },
  { "no-factors", 0, 0, G_OPTION_ARG_NONE, &no_factors, "leave factors untried", NULL },
  { "cells", 0, 0, G_OPTION_ARG_FILENAME, &cells,
    "instead of a centre: leaf cells as CSV or CSV.gz, attributes then real,predict or "
    "real_a,real_b,predict_a,predict_b; prints its causes",
    "FILE" },
  { "direction", 0, 0, G_OPTION_ARG_STRING, &direction,
    "with --cells: fell or rose; default what the cells tell", "WHICH" },
  { "format", 0, 0, G_OPTION_ARG_STRING, &format_name, "table (default) or json", "FORMAT" },
  { NULL },
};

/* ---- asking ---- */

static gboolean
read_by (FwWhyQuestion *question, GError **error)
{
  g_auto (GStrv) names = by != NULL && *by != '\0' ? g_strsplit (by, ",", -1) : NULL;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (question->n_by == FW_WHY_MOST_BY)
      return fw_usage_error (error, "--by: at most %d dimensions", FW_WHY_MOST_BY);
    else if (!fw_dimension_from_name (fw_text (names[i]), &question->by[question->n_by++]))
      return fw_usage_error (error, "--by: there is no dimension “%s”", names[i]);
  return TRUE;
}

static gboolean
read_baseline (
    FwCentre *centre, FwScope *scope, FwWhyQuestion *question, char **title, GError **error)
{
  FwAsk period = { baseline_from, baseline_to, NULL, NULL, NULL, NULL };
  FwQuestion asked = { 0 };

  question->baseline = FW_WHY_LAST_WEEK;
  if (baseline != NULL && !fw_why_baseline_from_name (baseline, &question->baseline))
    return fw_usage_error (
        error, "--baseline: expected last-week, previous, target, period, others or forecast");
  if (baseline_id != NULL &&
      (question->baseline != FW_WHY_PERIOD || baseline_from != NULL || baseline_to != NULL))
    return fw_usage_error (error, "--baseline-id goes with --baseline period, in place of "
                                  "--baseline-from and --baseline-to");
  if (question->baseline != FW_WHY_PERIOD)
    return TRUE;
  if (baseline_id != NULL)
    {
      if (fw_centre_read_period (centre, scope, baseline_id, question, title, error))
        return TRUE;
      g_prefix_error (error, "--baseline-id %s: ", baseline_id);
      return FALSE;
    }
  if (baseline_from == NULL || baseline_to == NULL)
    return fw_usage_error (
        error, "--baseline period needs --baseline-from and --baseline-to, or --baseline-id");
  if (!fw_ask_read (&period, centre, &asked, error))
    return FALSE;
  question->baseline_from = asked.from;
  question->baseline_to = asked.to;
  return TRUE;
}

static gboolean
check_words (GError **error)
{
  if (metric == NULL || from == NULL || to == NULL)
    return fw_usage_error (error, "--metric, --from and --to say what is asked");
  if (fw_metric_find (metric) == NULL)
    return fw_usage_error (error, "--metric: there is no figure “%s”", metric);
  return TRUE;
}

static GBytes *
ask_here (const FwTarget *target, const FwAsk *ask, GError **error)
{
  g_autoptr (FwCentre) centre = fw_target_open_centre (target, FW_CENTRE_READ_ONLY, error);
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  FwWhyQuestion question = { .metric = fw_metric_find (metric), .factors = !no_factors };
  g_autoptr (FwWhyAnswer) answer = NULL;
  g_autofree char *title = NULL;
  FwJsonWriter writer;
  GString *text;

  if (centre == NULL)
    return NULL;
  if (fw_ask_read (ask, centre, &question.window, error) &&
      read_baseline (centre, scope, &question, &title, error) && read_by (&question, error))
    answer = fw_centre_why (centre, scope, &question, NULL, error);
  fw_why_question_clear (&question);
  if (answer == NULL)
    return NULL;

  answer->baseline_title = g_steal_pointer (&title);
  text = g_string_new (NULL);
  fw_json_writer_init (&writer, text);
  fw_why_json_append (&writer, answer);
  return g_string_free_to_bytes (text);
}

static GBytes *
ask_there (const FwTarget *target, const FwAsk *ask, GError **error)
{
  g_autoptr (GString) path = g_string_new ("why");
  g_autoptr (FwRemote) remote = NULL;

  if (!fw_ask_add_query (ask, path, error))
    return NULL;
  fw_query_add (path, "metric", metric);
  if (baseline != NULL)
    fw_query_add (path, "baseline", baseline);
  if (baseline_from != NULL)
    fw_query_add (path, "baseline_from", baseline_from);
  if (baseline_to != NULL)
    fw_query_add (path, "baseline_to", baseline_to);
  if (baseline_id != NULL)
    fw_query_add (path, "baseline_id", baseline_id);
  if (by != NULL)
    fw_query_add (path, "by", by);
  if (no_factors)
    fw_query_add (path, "factors", "0");
  remote = fw_target_open_remote (target, error);
  return remote != NULL ? fw_remote_request (remote, "GET", path->str, NULL, NULL, NULL, error)
                        : NULL;
}

/* ---- for people ---- */

static char *
format_value (FwUnit unit, double value, gboolean sign)
{
  const char *plus = sign && value > 0 ? "+" : "";

  if (!isfinite (value))
    return g_strdup ("-");
  if (unit == FW_UNIT_RATIO)
    return g_strdup_printf ("%s%.2f %%", plus, value * 100);
  if (unit == FW_UNIT_SECONDS)
    return g_strdup_printf ("%s%.1f s", plus, value);
  return g_strdup_printf ("%s%.2f", plus, value);
}

/* A change of a rate is in points: 90 % to 85 % is 5 points, not 5 %. */
static char *
format_change (FwUnit unit, double value)
{
  if (unit != FW_UNIT_RATIO || !isfinite (value))
    return format_value (unit, value, TRUE);
  return g_strdup_printf ("%+.2f points", value * 100);
}

static const char *
name_attribute (const char *attribute)
{
  return g_str_equal (attribute, "agent")    ? "person"
         : g_str_equal (attribute, "tenure") ? "time in the job"
                                             : attribute;
}

static char *
name_cell (const FwWhyCell *cell)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < cell->parts->len; i++)
    {
      const FwWhyPart *part = &g_array_index (cell->parts, FwWhyPart, i);

      const char *title = *part->title != '\0' ? part->title : part->value;

      g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", name_attribute (part->attribute),
                              *title != '\0' ? title : "not known");
    }
  return g_strdup (text->len > 0 ? text->str : "all");
}

static void
add_cell (FwGrid *grid, const char *what, const FwWhyCell *cell, FwUnit unit)
{
  fw_grid_add (grid, g_strdup (what));
  fw_grid_add (grid, name_cell (cell));
  fw_grid_add (grid, format_value (unit, cell->before.has_value ? cell->before.value : NAN, FALSE));
  fw_grid_add (grid, format_value (unit, cell->now.has_value ? cell->now.value : NAN, FALSE));
  fw_grid_add (grid, g_strdup_printf ("%.0f", cell->now.n));
  fw_grid_add (grid, format_change (unit, cell->effect));
  fw_grid_add (grid, format_change (unit, cell->interval.low));
  fw_grid_add (grid, format_change (unit, cell->interval.high));
  fw_grid_add (grid, isfinite (cell->share) ? g_strdup_printf ("%.0f %%", cell->share * 100)
                                            : g_strdup ("-"));
  fw_grid_add (grid, g_strdup_printf ("%.2g", cell->q));
  fw_grid_add (grid, g_strdup (fw_why_verdict_to_name (cell->verdict)));
}

static FwGrid *
make_grid (void)
{
  static const char *const titles[] = { "",    "where", "before", "now", "n",      "effect",
                                        "low", "high",  "share",  "q",   "verdict" };
  FwGrid *grid = fw_grid_new ();

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    fw_grid_add_column (grid, titles[i], i >= 2 && i < 10);
  return grid;
}

static void
print_factors (const FwWhyAnswer *answer)
{
  for (guint i = 0; i < answer->factors->len; i++)
    {
      const FwWhyFactor *factor = answer->factors->pdata[i];
      g_autofree char *difference = format_change (answer->metric->unit, factor->difference);
      g_autofree char *effect = format_change (answer->metric->unit, factor->effect);

      if (factor->missing != NULL)
        printf ("factor %s: not tried (%s)\n", factor->factor, factor->missing);
      else
        printf ("factor %s: difference %s, effect %s, q %.2g, %s\n", factor->factor, difference,
                effect, factor->q, fw_why_verdict_to_name (factor->verdict));
    }
}

/* What was left out of the search, in words. */
static void
print_unsearched (const FwWhyAnswer *answer)
{
  static const struct
  {
    const char *reason, *words;
  } reasons[] = {
    { "who-answers", "of contacts that nobody answered no person is known" },
    { "outcome", "known only of contacts that ended one way" },
    { "no-overlap", "both sides have hardly a value in common" },
    { "too-many", "too many combinations with it: ask about fewer days" },
  };

  for (guint i = 0; i < answer->unsearched->len; i++)
    {
      const FwWhyUnsearched *at = answer->unsearched->pdata[i];
      const char *words = at->reason;

      for (guint k = 0; k < G_N_ELEMENTS (reasons); k++)
        if (g_str_equal (reasons[k].reason, at->reason))
          words = reasons[k].words;
      if (g_str_equal (at->reason, "unknown"))
        printf ("not searched: %s, not known of %.0f %% of the contacts now and %.0f %% before\n",
                name_attribute (at->attribute), at->unknown[0] * 100, at->unknown[1] * 100);
      else
        printf ("not searched: %s, %s\n", name_attribute (at->attribute), words);
    }
}

static void
print_head (const FwWhyAnswer *answer)
{
  FwUnit unit = answer->metric->unit;
  g_autofree char *before =
      format_value (unit, answer->before.has_value ? answer->before.value : NAN, FALSE);
  g_autofree char *now =
      format_value (unit, answer->now.has_value ? answer->now.value : NAN, FALSE);
  g_autofree char *change = format_change (unit, answer->change);
  g_autofree char *low = format_change (unit, answer->change_interval.low);
  g_autofree char *high = format_change (unit, answer->change_interval.high);
  g_autofree char *mix = format_change (unit, answer->mix);
  g_autofree char *rest = format_change (unit, answer->rest);

  printf ("%s: %s. Before (%s) %s, now %s: %s (%s to %s, p %.2g); mix %s, rest %s\n",
          answer->metric->name, fw_why_state_to_name (answer->state),
          answer->baseline_title != NULL ? answer->baseline_title
                                         : fw_why_baseline_to_name (answer->baseline),
          before, now, change, low, high, answer->p, mix, rest);
  if (answer->load != NULL)
    printf (
        "More work was asked for by %s %s: %.1f h a day instead of %.1f, %.0f %% of all that was "
        "added\n",
        name_attribute (answer->load->part.attribute), answer->load->part.title,
        answer->load->now_s / 3600, answer->load->before_s / 3600, answer->load->share * 100);
  if (!answer->localised)
    printf ("No part of the centre explains it: all of it moved, or what moved it is not known\n");
  if (answer->simpson != NULL)
    printf ("Within %s the figure moved the other way\n", answer->simpson);
}

static gboolean
print_answer (GBytes *json, GError **error)
{
  g_autoptr (FwWhyAnswer) answer =
      fw_why_json_read (g_bytes_get_data (json, NULL), g_bytes_get_size (json), error);
  g_autoptr (FwGrid) grid = make_grid ();

  if (answer == NULL)
    return FALSE;
  print_head (answer);
  for (guint i = 0; i < answer->causes->len; i++)
    add_cell (grid, "cause", &((FwWhyCause *) answer->causes->pdata[i])->cell,
              answer->metric->unit);
  for (guint i = 0; i < answer->mixes->len; i++)
    add_cell (grid, "mix", answer->mixes->pdata[i], answer->metric->unit);
  for (guint i = 0; i < answer->candidates->len; i++)
    add_cell (grid, "looked at", answer->candidates->pdata[i], answer->metric->unit);
  for (guint i = 0; i < answer->splits->len; i++)
    {
      const FwWhySplit *split = answer->splits->pdata[i];

      for (guint k = 0; k < MIN (split->cells->len, 3); k++)
        add_cell (grid, split->attribute, split->cells->pdata[k], answer->metric->unit);
    }
  fw_grid_print (grid, FW_OUTPUT_TABLE);
  print_factors (answer);
  print_unsearched (answer);
  return TRUE;
}

static gboolean
run_cells (const FwTarget *target, GError **error)
{
  int side = g_strcmp0 (direction, "fell") == 0 ? -1 : g_strcmp0 (direction, "rose") == 0 ? 1 : 0;

  if (target->data != NULL || target->server != NULL)
    return fw_usage_error (error, "--cells works without --data and --server");
  if (direction != NULL && side == 0)
    return fw_usage_error (error, "--direction: expected fell or rose");
  return fw_why_cells_print (cells, side, error);
}

static gboolean
run_why (const FwTarget *target, char **arguments, GError **error)
{
  FwAsk ask = { from, to, NULL, NULL, (const char *const *) only, NULL };
  g_autoptr (GBytes) json = NULL;
  FwOutput output;

  if (!fw_check_arguments (arguments, 0, "", error))
    return FALSE;
  if (cells != NULL)
    return run_cells (target, error);
  if (target->data == NULL && target->server == NULL)
    return fw_usage_error (error, "--data DIR, --server URL or --cells FILE is missing");
  if (!fw_output_from_name (format_name, &output, error) || !check_words (error))
    return FALSE;
  if (output == FW_OUTPUT_CSV)
    return fw_usage_error (error, "--format: expected table or json");
  json = target->data != NULL ? ask_here (target, &ask, error) : ask_there (target, &ask, error);
  if (json == NULL)
    return FALSE;
  if (output == FW_OUTPUT_TABLE)
    return print_answer (json, error);
  printf ("%.*s\n", (int) g_bytes_get_size (json), (const char *) g_bytes_get_data (json, NULL));
  return TRUE;
}

const FwCommand fw_command_why = {
  .name = "why",
  .arguments = NULL,
  .summary = "Why a figure is what it is: what moved it, and whether chance would do",
  .targets = FW_TARGET_DATA | FW_TARGET_SERVER,
  .alone = TRUE,
  .entries = entries,
  .run = run_why,
};
