/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "console/help/fw-help-picture.h"

#include "charts/fw-chart-series.h"
#include "charts/fw-cover-chart.h"
#include "charts/fw-interval-chart.h"
#include "charts/fw-line-chart.h"
#include "charts/fw-mark.h"
#include "charts/fw-path-map.h"
#include "charts/fw-state-bar.h"
#include "charts/fw-waterfall-chart.h"

#define HALF_HOUR (30 * G_TIME_SPAN_MINUTE)
#define WIDTH 520

/* A picture is looked at: the keys of the help go through its words alone. */
static GtkWidget *
make_box (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_set_can_target (box, FALSE);
  gtk_widget_set_can_focus (box, FALSE);
  return box;
}

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 64);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
add_chart (GtkWidget *box, GtkWidget *chart, const char *title, int height)
{
  g_autofree char *caption = g_strdup_printf (_ ("Example: %s"), title);

  fw_chart_set_title (FW_CHART (chart), caption);
  gtk_widget_set_size_request (chart, WIDTH, height);
  gtk_box_append (GTK_BOX (box), make_label (caption, "dim-label"));
  gtk_box_append (GTK_BOX (box), chart);
}

static void
add_bar (GtkWidget *box, const char *title, const FwStateBarPart *parts, guint n)
{
  GtkWidget *bar = fw_state_bar_new ();

  fw_state_bar_set (FW_STATE_BAR (bar), parts, n);
  add_chart (box, bar, title, -1);
}

typedef struct
{
  const char *keys; /* as GtkShortcutLabel reads them */
  const char *what;
} Keys;

static GtkWidget *
make_keys (const Keys *keys, guint n)
{
  GtkWidget *box = make_box ();
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 18);
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *label = gtk_shortcut_label_new (keys[i].keys);

      gtk_widget_set_halign (label, GTK_ALIGN_START);
      gtk_grid_attach (GTK_GRID (grid), label, 0, (int) i, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), make_label (_ (keys[i].what), NULL), 1, (int) i, 1, 1);
    }
  gtk_box_append (GTK_BOX (box), grid);
  return box;
}

static GtkWidget *
make_marks (void)
{
  static const struct
  {
    FwMarkShape shape;
    FwChartColor color;
    const char *css_class;
    const char *word;
  } marks[] = {
    { FW_MARK_DISC, FW_CHART_COLOR_IN_ORDER, "in-order", N_ ("in order") },
    { FW_MARK_HALF, FW_CHART_COLOR_WATCH, "watch", N_ ("watch") },
    { FW_MARK_TRIANGLE, FW_CHART_COLOR_LATE, "late", N_ ("late") },
    { FW_MARK_RING, FW_CHART_COLOR_NO_DATA, "quiet", N_ ("too few to tell") },
  };
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 24);

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      GtkWidget *one = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
      GtkWidget *mark = fw_mark_new ();

      fw_mark_set (FW_MARK (mark), marks[i].shape, marks[i].color);
      gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (one), mark);
      gtk_box_append (GTK_BOX (one), make_label (_ (marks[i].word), marks[i].css_class));
      gtk_box_append (GTK_BOX (row), one);
    }
  return row;
}

GtkWidget *
fw_help_picture_live (void)
{
  static const double day[] = { 0.91, 0.94, 0.93, 0.95, 0.92, 0.88, 0.79, 0.86, 0.92, 0.94, 0.93 };
  GtkWidget *box = make_box ();
  GtkWidget *chart = fw_line_chart_new ();
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  const guint n = 16, now = G_N_ELEMENTS (day) - 1;
  const gint64 begin = 8 * 2 * HALF_HOUR;
  FwChartSeries *series = fw_chart_series_new (_ ("today"), n);

  for (guint i = 0; i < G_N_ELEMENTS (day); i++)
    {
      double half = 1.96 * sqrt (day[i] * (1 - day[i]) / (i == now ? 60 : 200));

      fw_chart_series_set (series, i, day[i], day[i] - half, MIN (1, day[i] + half), 200);
    }
  series->open_from = now;
  fw_line_chart_set_format (FW_LINE_CHART (chart), FW_FORMAT_RATIO);
  fw_line_chart_set_time (FW_LINE_CHART (chart), begin, HALF_HOUR, n, utc);
  fw_line_chart_set_target (FW_LINE_CHART (chart), 0.9);
  fw_line_chart_set_series (FW_LINE_CHART (chart), series, NULL);
  fw_line_chart_set_now (FW_LINE_CHART (chart), begin + now * HALF_HOUR + HALF_HOUR / 3);
  fw_chart_series_unref (series);

  gtk_box_append (GTK_BOX (box), make_marks ());
  add_chart (box, chart,
             _ ("service level with its target, its interval and the half hour that is running"),
             190);
  return box;
}

GtkWidget *
fw_help_picture_forecast (void)
{
  static const double day[] = { 22, 41, 60, 68, 71, 66, 58, 63, 66, 61, 49, 36, 27, 20, 15, 11 };
  static const double came[] = { 25, 38, 66, 75, 70, 74, 63 };
  GtkWidget *box = make_box ();
  GtkWidget *chart = fw_line_chart_new ();
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (FwChartSeries) expected =
      fw_chart_series_new (C_ ("forecast", "Expected"), G_N_ELEMENTS (day));
  g_autoptr (FwChartSeries) known = fw_chart_series_new (_ ("Came"), G_N_ELEMENTS (day));
  const gint64 begin = 8 * 2 * HALF_HOUR;

  for (guint i = 0; i < G_N_ELEMENTS (day); i++)
    fw_chart_series_set (expected, i, day[i], day[i] - 1.28 * sqrt (day[i]) - 0.06 * day[i],
                         day[i] + 1.28 * sqrt (day[i]) + 0.06 * day[i], 0);
  for (guint i = 0; i < G_N_ELEMENTS (came); i++)
    fw_chart_series_set (known, i, came[i], NAN, NAN, 0);
  fw_line_chart_set_format (FW_LINE_CHART (chart), FW_FORMAT_COUNT);
  fw_line_chart_set_time (FW_LINE_CHART (chart), begin, HALF_HOUR, G_N_ELEMENTS (day), utc);
  fw_line_chart_set_series (FW_LINE_CHART (chart), expected, known);
  fw_line_chart_set_now (FW_LINE_CHART (chart),
                         begin + G_N_ELEMENTS (came) * HALF_HOUR + HALF_HOUR / 3);
  add_chart (box, chart, _ ("contacts of a day, with the range for four in five half hours"), 190);
  return box;
}

GtkWidget *
fw_help_picture_figures (void)
{
  const FwStateBarPart offered[] = {
    { "answered", _ ("answered"), 92, FW_CHART_COLOR_FIRST },
    { "abandoned", _ ("abandoned"), 6, FW_CHART_COLOR_SECOND },
    { "left", _ ("left"), 2, FW_CHART_COLOR_REST },
  };
  const FwStateBarPart handling[] = {
    { "talk", _ ("talk"), 190, FW_CHART_COLOR_FIRST },
    { "hold", _ ("hold"), 25, FW_CHART_COLOR_SECOND },
    { "wrap-up", _ ("wrap-up"), 45, FW_CHART_COLOR_THIRD },
  };
  GtkWidget *box = make_box ();

  add_bar (box, _ ("100 contacts offered; the connection rate is 92 %"), offered,
           G_N_ELEMENTS (offered));
  add_bar (box, _ ("one handling time of 260 s"), handling, G_N_ELEMENTS (handling));
  return box;
}

GtkWidget *
fw_help_picture_why (void)
{
  const FwWaterfallStep steps[] = {
    { _ ("Before"), NULL, 0.91, FW_WATERFALL_TOTAL },
    { _ ("Mix"), NULL, -0.012, FW_WATERFALL_WORSE },
    { _ ("Night shift"), NULL, -0.047, FW_WATERFALL_WORSE },
    { _ ("E-mail"), NULL, 0.008, FW_WATERFALL_BETTER },
    { _ ("Rest"), NULL, -0.004, FW_WATERFALL_REST },
    { _ ("Now"), NULL, 0.855, FW_WATERFALL_TOTAL },
  };
  GtkWidget *box = make_box ();
  GtkWidget *chart = fw_waterfall_chart_new ();

  fw_waterfall_chart_set (FW_WATERFALL_CHART (chart), FW_FORMAT_RATIO, steps, G_N_ELEMENTS (steps));
  add_chart (box, chart, _ ("where 5.5 points of CSAT went"), 220);
  return box;
}

GtkWidget *
fw_help_picture_findings (void)
{
  const FwIntervalPoint weeks[] = {
    { "46", 0.912, 0.901, 0.922, 3100, FW_INTERVAL_PLAIN },
    { "47", 0.907, 0.896, 0.918, 3020, FW_INTERVAL_PLAIN },
    { "48", 0.915, 0.904, 0.925, 3090, FW_INTERVAL_PLAIN },
    { "49", 0.871, 0.858, 0.883, 3050, FW_INTERVAL_WORSE },
  };
  GtkWidget *box = make_box ();
  GtkWidget *chart = fw_interval_chart_new ();

  fw_interval_chart_set_reference (FW_INTERVAL_CHART (chart), 0.911, _ ("Before"));
  fw_interval_chart_set (FW_INTERVAL_CHART (chart), FW_FORMAT_RATIO, weeks, G_N_ELEMENTS (weeks));
  add_chart (box, chart, _ ("CSAT of four weeks; the last one leaves a finding"), 190);
  return box;
}

GtkWidget *
fw_help_picture_calibration (void)
{
  const FwIntervalPoint graders[] = {
    { "A", 0.4, -1.6, 2.4, 41, FW_INTERVAL_PLAIN },
    { "B", -8.2, -10.4, -6.0, 38, FW_INTERVAL_WORSE },
    { "C", 0, -1.9, 1.9, 44, FW_INTERVAL_PLAIN },
    { "D", 2.1, -3.9, 8.1, 6, FW_INTERVAL_THIN },
  };
  GtkWidget *box = make_box ();
  GtkWidget *chart = fw_interval_chart_new ();

  fw_interval_chart_set_reference (FW_INTERVAL_CHART (chart), 0, _ ("the middle grader"));
  fw_interval_chart_set (FW_INTERVAL_CHART (chart), FW_FORMAT_POINTS, graders,
                         G_N_ELEMENTS (graders));
  add_chart (box, chart, _ ("four graders; B is severe, of D too little is known"), 190);
  return box;
}

GtkWidget *
fw_help_picture_certificates (void)
{
  const FwStateBarPart days[] = {
    { "valid", _ ("valid"), 275, FW_CHART_COLOR_FIRST },
    { "window", _ ("renewal open"), 90, FW_CHART_COLOR_SECOND },
    { "grace", _ ("grace"), 60, FW_CHART_COLOR_REST },
  };
  GtkWidget *box = make_box ();

  add_bar (box, _ ("the days of one certificate, from its issue on"), days, G_N_ELEMENTS (days));
  return box;
}

GtkWidget *
fw_help_picture_cases (void)
{
  const FwStateBarPart hours[] = {
    { "acknowledge", _ ("acknowledged"), 2, FW_CHART_COLOR_SECOND },
    { "plan", _ ("planned"), 22, FW_CHART_COLOR_FIRST },
    { "solve", _ ("solved"), 24, FW_CHART_COLOR_THIRD },
    { "verify", _ ("called back"), 72, FW_CHART_COLOR_REST },
  };
  GtkWidget *box = make_box ();

  add_bar (box, _ ("the hours in which a case of grade 1 is"), hours, G_N_ELEMENTS (hours));
  return box;
}

GtkWidget *
fw_help_picture_reviews (void)
{
  const FwStateBarPart parts[] = {
    { "random", _ ("at random"), 14, FW_CHART_COLOR_FIRST },
    { "risk", _ ("by risk"), 6, FW_CHART_COLOR_SECOND },
    { "rest", _ ("not reviewed"), 80, FW_CHART_COLOR_REST },
  };
  GtkWidget *box = make_box ();

  add_bar (box, _ ("of a hundred contacts of a week"), parts, G_N_ELEMENTS (parts));
  return box;
}

GtkWidget *
fw_help_picture_contacts (void)
{
  const FwStateBarPart parts[] = {
    { "waited", _ ("waited"), 18, FW_CHART_COLOR_REST },
    { "talk", _ ("talk"), 190, FW_CHART_COLOR_FIRST },
    { "hold", _ ("hold"), 25, FW_CHART_COLOR_SECOND },
    { "wrap-up", _ ("wrap-up"), 45, FW_CHART_COLOR_THIRD },
  };
  GtkWidget *box = make_box ();

  add_bar (box, _ ("the seconds of one contact, from its arrival on"), parts, G_N_ELEMENTS (parts));
  return box;
}

GtkWidget *
fw_help_picture_quality (void)
{
  const FwStateBarPart parts[] = {
    { "response", _ ("first reply"), 12, FW_CHART_COLOR_SECOND },
    { "handling", _ ("handling"), 25, FW_CHART_COLOR_FIRST },
    { "open", _ ("open until it is closed"), 83, FW_CHART_COLOR_REST },
  };
  GtkWidget *box = make_box ();

  add_bar (box, _ ("the minutes of one e-mail; its time to close is 120 minutes"), parts,
           G_N_ELEMENTS (parts));
  return box;
}

GtkWidget *
fw_help_picture_competencies (void)
{
  /* How much of what a position asks is proved, and what it would be at most. */
  const FwIntervalPoint people[] = {
    { _ ("proved"), 0.92, 0.92, 0.92, 12, FW_INTERVAL_BETTER },
    { _ ("2 unknown"), 0.83, 0.75, 0.92, 12, FW_INTERVAL_PLAIN },
    { _ ("6 unknown"), 0.67, 0.42, 0.92, 12, FW_INTERVAL_THIN },
    { _ ("gaps"), 0.54, 0.5, 0.58, 12, FW_INTERVAL_WORSE },
  };
  GtkWidget *box = make_box ();
  GtkWidget *chart = fw_interval_chart_new ();

  fw_interval_chart_set (FW_INTERVAL_CHART (chart), FW_FORMAT_RATIO, people, G_N_ELEMENTS (people));
  add_chart (box, chart, _ ("readiness of four people, from proved to possible"), 190);
  return box;
}

GtkWidget *
fw_help_picture_appraisals (void)
{
  const Keys keys[] = {
    { "Return", _ ("Open the sheet") },
    { "<Control>n", _ ("Begin a draft") },
    { "<Control>Return", _ ("Hand in") },
    { "<Alt>Page_Up", _ ("The period before") },
  };

  return make_keys (keys, G_N_ELEMENTS (keys));
}

GtkWidget *
fw_help_picture_careers (void)
{
  const Keys keys[] = {
    { "space", _ ("Choose a step") },
    { "Return", _ ("Open a file, or a record") },
    { "Escape", _ ("Back to the steps") },
    { "<Control>n", _ ("Enter a piece of work") },
  };

  return make_keys (keys, G_N_ELEMENTS (keys));
}

GtkWidget *
fw_help_picture_training (void)
{
  const Keys keys[] = {
    { "a", C_ ("training", "Attended") }, { "<Shift>a", _ ("All attended") },
    { "x", C_ ("training", "Absent") },   { "c", _ ("Completed") },
    { "n", _ ("Not completed") },         { "s", _ ("A seat") },
  };

  return make_keys (keys, G_N_ELEMENTS (keys));
}

GtkWidget *
fw_help_picture_day (void)
{
  static const double wanted[] = { 8, 9, 12, 14, 14, 13, 12, 10 };
  static const double planned[] = { 8, 10, 12, 12, 14, 14, 12, 10 };
  static const double actual[] = { 7, 9.5, 12, 11, 13, NAN, NAN, NAN };
  static const guint lacks[] = { 0, 0, 0, 2, 0, 0, 0, 0 };
  const gint64 from = 9 * G_TIME_SPAN_HOUR;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  GtkWidget *box = make_box (), *chart = fw_cover_chart_new ();

  fw_cover_chart_set (FW_COVER_CHART (chart), from, G_N_ELEMENTS (wanted), utc, wanted, planned,
                      lacks, NULL);
  fw_cover_chart_set_actual (FW_COVER_CHART (chart), actual, G_N_ELEMENTS (actual));
  add_chart (box, chart, _ ("two too few were planned at 10:30; one did not come"), 150);
  return box;
}

GtkWidget *
fw_help_picture_roster (void)
{
  const Keys keys[] = {
    { "slash", _ ("Leave") },     { "plus", _ ("Training") },
    { "Delete", _ ("Free") },     { "<Shift>Left <Shift>Right", _ ("Select several cells") },
    { "<Control>z", _ ("Undo") }, { "<Control>Return", _ ("Publish") },
  };

  return make_keys (keys, G_N_ELEMENTS (keys));
}

GtkWidget *
fw_help_picture_own (void)
{
  const Keys keys[] = {
    { "<Control>Return", _ ("Seen") },
    { "<Alt>Page_Up", _ ("Four weeks earlier") },
    { "<Alt>Page_Down", _ ("Four weeks later") },
    { "<Alt>Home", _ ("This week") },
  };

  return make_keys (keys, G_N_ELEMENTS (keys));
}

static GtkWidget *
make_way (
    const char *title, const char *all, const char *const *names, const guint64 *counts, guint n)
{
  GtkWidget *box = make_box ();
  GtkWidget *map = fw_path_map_new ();
  FwPathNode *nodes = g_newa (FwPathNode, n + 1);
  FwPathEdge *edges = g_newa (FwPathEdge, n);

  nodes[0] = (FwPathNode){ .label = all };
  for (guint i = 0; i < n; i++)
    {
      nodes[0].count += counts[i];
      nodes[i + 1] = (FwPathNode){ .label = names[i], .count = counts[i], .layer = 1, .row = i };
      edges[i] = (FwPathEdge){ .from = 0, .to = i + 1, .count = counts[i], .standard = i == 0 };
    }
  fw_path_map_set (FW_PATH_MAP (map), nodes, n + 1, edges, n);
  add_chart (box, map, title, 210);
  return box;
}

GtkWidget *
fw_help_picture_import (void)
{
  const char *const names[] = { _ ("taken"), _ ("left out"), _ ("refused") };
  const guint64 counts[] = { 962, 31, 7 };

  return make_way (_ ("what the report says of a file of 1,000 rows"), _ ("rows"), names, counts,
                   G_N_ELEMENTS (counts));
}

GtkWidget *
fw_help_picture_data (void)
{
  const char *const names[] = { _ ("count"), _ ("held apart"), _ ("struck out") };
  const guint64 counts[] = { 9871, 2, 4 };

  return make_way (_ ("what became of a day’s events"), _ ("events"), names, counts,
                   G_N_ELEMENTS (counts));
}

GtkWidget *
fw_help_picture_inbox (void)
{
  static const Keys keys[] = {
    { "1", N_ ("the first of the moves that the buttons name") },
    { "s", N_ ("put it off, for you alone") },
    { "g", N_ ("hand it on") },
    { "r", N_ ("take that back") },
    { "Return", N_ ("open it where it belongs") },
    { "<Control>h", N_ ("show what is set aside as well") },
  };

  return make_keys (keys, G_N_ELEMENTS (keys));
}

GtkWidget *
fw_help_picture_records (void)
{
  static const Keys keys[] = {
    { "<Control>n", N_ ("a new record") },
    { "F2", N_ ("edit the chosen one") },
    { "<Control>s", N_ ("save") },
    { "Delete", N_ ("delete it; the log keeps it") },
    { "<Control>z", N_ ("take the last change back, also from another page") },
    { "<Control>f", N_ ("find in the table") },
    { "<Control>e", N_ ("save the table as a file") },
  };

  return make_keys (keys, G_N_ELEMENTS (keys));
}

GtkWidget *
fw_help_picture_keys (void)
{
  static const Keys keys[] = {
    { "<Control>k", N_ ("find a page, a team, a person or an action") },
    { "<Alt>1...6", N_ ("the rooms") },
    { "<Alt>0", N_ ("the inbox") },
    { "F6", N_ ("the next pane") },
    { "<Control>y", N_ ("ask why of the figure that has the keys") },
    { "<Control>d", N_ ("pin the page above the rooms") },
    { "<Control>p", N_ ("print the page") },
    { "<Control>question", N_ ("all keys") },
  };

  return make_keys (keys, G_N_ELEMENTS (keys));
}
