/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/cases/fw-case-figure-words.h"

#include "console/fw-pages.h"
#include "console/live/fw-live-heads.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const struct
{
  const char *label, *hint;
  FwFormat format;
} measures[FW_N_CASE_MEASURES] = {
  [FW_CASE_CLOSE] = { N_ ("Time to close"),
                      N_ ("From coming in to being closed, on average, of cases that are closed"),
                      FW_FORMAT_DURATION },
  [FW_CASE_SPREAD] = { N_ ("Spread"),
                       N_ ("Standard deviation of the time to close of complaints: how far one "
                           "waits longer than another"),
                       FW_FORMAT_DURATION },
  [FW_CASE_RESPONSE] = { N_ ("First response"),
                         N_ ("From coming in to being acknowledged or escalated, on average"),
                         FW_FORMAT_DURATION },
  [FW_CASE_KEPT] = { N_ ("Limits kept"),
                     N_ ("Closed cases in which nothing that we owed was overdue"),
                     FW_FORMAT_RATIO },
  [FW_CASE_REPEATED] = { N_ ("Repeat complaints"),
                         N_ ("Complaints whose customer raised the same before"), FW_FORMAT_RATIO },
  [FW_CASE_DEPARTMENTS] = { N_ ("Departments per case"),
                            N_ ("Those that had it in hand, the floor counted: 1 is settled where "
                                "it came in"),
                            FW_FORMAT_POINTS },
  [FW_CASE_PROMISES] = { N_ ("Promises kept"), N_ ("Of promises to customers that fell due"),
                         FW_FORMAT_RATIO },
  [FW_CASE_CHECKLISTS] = { N_ ("Checklists complete"),
                           N_ ("Closed cases in which every step of their checklists was done, or "
                               "said not to apply"),
                           FW_FORMAT_RATIO },
};

const char *
fw_case_measure_get_label (FwCaseMeasure measure)
{
  g_return_val_if_fail (measure < FW_N_CASE_MEASURES, NULL);

  return _ (measures[measure].label);
}

const char *
fw_case_measure_get_hint (FwCaseMeasure measure)
{
  g_return_val_if_fail (measure < FW_N_CASE_MEASURES, NULL);

  return _ (measures[measure].hint);
}

FwFormat
fw_case_measure_get_format (FwCaseMeasure measure)
{
  g_return_val_if_fail (measure < FW_N_CASE_MEASURES, FW_FORMAT_COUNT);

  return measures[measure].format;
}

/* ---- figures ---- */

JsonObject *
fw_case_figure_get (JsonObject *of, FwCaseMeasure measure)
{
  JsonObject *figures = of != NULL ? fw_json_find_object (of, "figures") : NULL;

  g_return_val_if_fail (measure < FW_N_CASE_MEASURES, NULL);

  return figures != NULL ? fw_json_find_object (figures, fw_case_measure_names[measure]) : NULL;
}

static double
find_number (JsonObject *figure, const char *member)
{
  return figure != NULL ? fw_json_find_number (figure, member) : NAN;
}

char *
fw_case_figure_write (JsonObject *of, FwCaseMeasure measure)
{
  return fw_format_value (fw_case_measure_get_format (measure),
                          find_number (fw_case_figure_get (of, measure), "value"));
}

static char *
write_interval (JsonObject *of, FwCaseMeasure measure)
{
  JsonObject *figure = fw_case_figure_get (of, measure);
  const FwFormat format = fw_case_measure_get_format (measure);
  const double low = find_number (figure, "low"), high = find_number (figure, "high");
  g_autofree char *from = NULL, *to = NULL;

  if (isnan (low) || isnan (high))
    return g_strdup (FW_FORMAT_NONE);
  from = fw_format_value (format, MAX (low, 0));
  to = fw_format_value (format, high);
  /* Translators: an interval. */
  return g_strdup_printf (_ ("%s to %s"), from, to);
}

static char *
write_n (JsonObject *of, FwCaseMeasure measure)
{
  JsonObject *figure = fw_case_figure_get (of, measure);

  return fw_format_count (figure != NULL ? fw_json_find_count (figure, "n") : 0);
}

char *
fw_case_figure_write_detail (JsonObject *of, FwCaseMeasure measure)
{
  g_autofree char *n = write_n (of, measure), *interval = write_interval (of, measure);

  if (g_str_equal (interval, FW_FORMAT_NONE))
    /* Translators: how many a figure is of. */
    return g_strdup_printf (_ ("n %s"), n);
  /* Translators: the interval of a figure, and how many it is of. */
  return g_strdup_printf (_ ("%s · n %s"), interval, n);
}

char *
fw_case_value_write (const char *field, const char *value, const char *title)
{
  const FwKind *kind = fw_pages_find_kind ("case");
  const gint place = kind != NULL ? fw_kind_find_field (kind, field) : -1;

  g_return_val_if_fail (field != NULL && value != NULL, NULL);

  if (title != NULL && *title != '\0')
    return g_strdup (title);
  if (*value == '\0')
    return g_strdup (_ ("Not said"));
  if (place >= 0 && kind->fields[place].type == FW_FIELD_ENUM)
    for (guint i = 0; kind->fields[place].values[i] != NULL; i++)
      if (g_str_equal (kind->fields[place].values[i], value))
        return g_strdup (_ (kind->fields[place].labels[i]));
  return g_strdup (value);
}

/* ---- cells ---- */

static JsonObject *
whole (gpointer row)
{
  return fw_answer_item_get_whole (row);
}

static void
say_value_name (gpointer row, gpointer data, FwSaid *said)
{
  const FwCaseFigureView *view = data;

  said->text = fw_case_value_write (view->by, fw_answer_item_get_text (row, "id"),
                                    fw_answer_item_get_text (row, "title"));
}

static void
say_cases (gpointer row, gpointer data, FwSaid *said)
{
  said->text = fw_format_count (fw_answer_item_get_count (row, "cases"));
}

static void
say_figure (gpointer row, gpointer data, FwSaid *said)
{
  const FwCaseFigureView *view = data;

  said->text = fw_case_figure_write (whole (row), view->measure);
}

static void
say_interval (gpointer row, gpointer data, FwSaid *said)
{
  const FwCaseFigureView *view = data;

  said->text = write_interval (whole (row), view->measure);
}

static void
say_n (gpointer row, gpointer data, FwSaid *said)
{
  const FwCaseFigureView *view = data;

  said->text = write_n (whole (row), view->measure);
}

static void
say_share (gpointer row, gpointer data, FwSaid *said)
{
  said->text = fw_format_value (FW_FORMAT_RATIO, fw_json_find_number (whole (row), "share"));
}

/* Whether it is a matter of its own follows from the share of complaints, which has an interval. */
static void
say_verdict (gpointer row, gpointer data, FwSaid *said)
{
  const char *verdict = fw_answer_item_get_text (row, "share_verdict");

  if (g_str_equal (verdict, "reached"))
    *said = (FwSaid){ g_strdup (_ ("a matter of its own")), FW_MARK_TRIANGLE, FW_CHART_COLOR_LATE };
  else if (g_str_equal (verdict, "reached-may-be-chance"))
    *said = (FwSaid){ g_strdup (_ ("may be chance")), FW_MARK_HALF, FW_CHART_COLOR_WATCH };
  else
    said->text = g_strdup (FW_FORMAT_NONE);
}

/* ---- cases ---- */

static void
say_title (gpointer row, gpointer data, FwSaid *said)
{
  said->text = g_strdup (fw_answer_item_get_text (row, "title"));
}

static void
say_class (gpointer row, gpointer data, FwSaid *said)
{
  said->text = fw_case_value_write ("class", fw_answer_item_get_text (row, "class"), NULL);
}

static void
say_state (gpointer row, gpointer data, FwSaid *said)
{
  said->text = g_strdup (_ (fw_answer_item_get_text (row, "label")));
}

static void
say_team (gpointer row, gpointer data, FwSaid *said)
{
  said->text = g_strdup (fw_answer_item_get_text (row, "team_title"));
}

static void
say_came (gpointer row, gpointer data, FwSaid *said)
{
  gint64 at;

  said->text = fw_time_parse (fw_text (fw_answer_item_get_text (row, "came")), &at)
                   ? fw_format_day (at, NULL)
                   : g_strdup (FW_FORMAT_NONE);
}

static char *
describe_steps (gpointer row)
{
  g_autofree char *done = fw_format_count (fw_answer_item_get_count (row, "steps_done"));
  g_autofree char *steps = fw_format_count (fw_answer_item_get_count (row, "steps"));

  /* Translators: steps of checklists that were done, and how many there are. */
  return g_strdup_printf (_ ("%s of %s done"), done, steps);
}

static void
say_brought (gpointer row, gpointer data, FwSaid *said)
{
  const FwCaseFigureView *view = data;
  const double value = fw_json_find_number (whole (row), "value");
  g_autofree char *promises = fw_format_count (fw_answer_item_get_count (row, "promises"));
  g_autofree char *count = fw_format_count (isnan (value) ? 0 : (gint64) value);
  const gboolean good = value > 0.5;

  if (view->measure == FW_CASE_KEPT)
    *said = (FwSaid){ g_strdup (good ? _ ("in time") : _ ("was overdue")),
                      good ? FW_MARK_DISC : FW_MARK_TRIANGLE,
                      good ? FW_CHART_COLOR_IN_ORDER : FW_CHART_COLOR_LATE };
  else if (view->measure == FW_CASE_REPEATED)
    *said = (FwSaid){ g_strdup (good ? _ ("raised before") : _ ("the first time")),
                      good ? FW_MARK_TRIANGLE : FW_MARK_DISC,
                      good ? FW_CHART_COLOR_LATE : FW_CHART_COLOR_IN_ORDER };
  else if (view->measure == FW_CASE_PROMISES)
    /* Translators: promises that were kept, and how many fell due. */
    said->text = g_strdup_printf (_ ("%s of %s kept"), count, promises);
  else if (view->measure == FW_CASE_CHECKLISTS)
    said->text = describe_steps (row);
  else if (view->measure == FW_CASE_DEPARTMENTS)
    said->text = g_steal_pointer (&count);
  else
    said->text = fw_format_value (FW_FORMAT_DURATION, value);
}

static const FwSaidColumn columns[] = {
  { "value", N_ ("By request"), 16, TRUE, FALSE, say_value_name },
  { "cases", N_ ("Cases"), 6, FALSE, TRUE, say_cases },
  { "figure", N_ ("Time to close"), 10, FALSE, TRUE, say_figure },
  { "interval", N_ ("95 % interval"), 18, FALSE, TRUE, say_interval },
  { "n", N_ ("n"), 5, FALSE, TRUE, say_n },
  { "share", N_ ("Of complaints"), 8, FALSE, TRUE, say_share },
  { "verdict", N_ ("Threshold"), 18, FALSE, FALSE, say_verdict },
};

static const FwSaidColumn case_columns[] = {
  { "title", N_ ("Matter"), 24, TRUE, FALSE, say_title },
  { "brought", N_ ("Time to close"), 14, FALSE, FALSE, say_brought },
  { "class", N_ ("Request"), 12, FALSE, FALSE, say_class },
  { "state", N_ ("State"), 14, FALSE, FALSE, say_state },
  { "came", N_ ("Came in"), 11, FALSE, FALSE, say_came },
  { "team", N_ ("Team"), 10, FALSE, FALSE, say_team },
};

void
fw_case_figure_columns_add (FwLiveGrid *grid, FwCaseFigureView *view)
{
  g_return_if_fail (FW_IS_LIVE_GRID (grid) && view != NULL);

  fw_said_columns_add (grid, columns, G_N_ELEMENTS (columns), view);
}

void
fw_case_figure_columns_add_cases (FwLiveGrid *grid, FwCaseFigureView *view)
{
  g_return_if_fail (FW_IS_LIVE_GRID (grid) && view != NULL);

  fw_said_columns_add (grid, case_columns, G_N_ELEMENTS (case_columns), view);
}
