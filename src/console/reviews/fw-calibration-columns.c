/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/reviews/fw-calibration-columns.h"

#include "charts/fw-format.h"
#include "console/fw-answer-item.h"
#include "console/live/fw-live-heads.h"
#include "console/reviews/fw-review-figures.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static double
find (gpointer row, const char *member)
{
  return fw_json_find_number (fw_answer_item_get_whole (row), member);
}

static char *
write_count (gpointer row, const char *member)
{
  return fw_format_count (fw_answer_item_get_count (row, member));
}

/* ---- graders ---- */

static void
say_name (gpointer row, gpointer data, FwSaid *said)
{
  said->text = g_strdup (fw_answer_item_get_text (row, "name"));
}

static void
say_reviews (gpointer row, gpointer data, FwSaid *said)
{
  said->text = write_count (row, "reviews");
}

static void
say_n (gpointer row, gpointer data, FwSaid *said)
{
  said->text = write_count (row, "n");
}

static char *
write_figure (gpointer row, const char *member)
{
  JsonObject *figure = fw_answer_item_get_object (row, member);
  const double value = fw_json_find_number (figure, "value"),
               low = fw_json_find_number (figure, "low"),
               high = fw_json_find_number (figure, "high");
  g_autofree char *points = fw_format_signed (FW_FORMAT_POINTS, value);
  g_autofree char *half = NULL;

  if (isnan (value) || isnan (low) || isnan (high))
    return g_strdup (isnan (value) ? FW_FORMAT_NONE : points);
  half = fw_format_half_width (FW_FORMAT_POINTS, low, high);
  /* Translators: a figure and half its interval: "−14.2 ±1.1". */
  return g_strdup_printf (_ ("%s %s"), points, half);
}

static void
say_severity (gpointer row, gpointer data, FwSaid *said)
{
  said->text = write_figure (row, "severity");
}

static void
say_drift (gpointer row, gpointer data, FwSaid *said)
{
  said->text = write_figure (row, "drift");
}

static void
say_verdict (gpointer row, const char *member, const char *const words[4], FwSaid *said)
{
  static const char *const verdicts[] = { "cannot-tell", "fair", "severe", "lenient" };
  static const FwMarkShape marks[] = { FW_MARK_RING, FW_MARK_DISC, FW_MARK_TRIANGLE,
                                       FW_MARK_TRIANGLE };
  static const FwChartColor colors[] = { FW_CHART_COLOR_NO_DATA, FW_CHART_COLOR_IN_ORDER,
                                         FW_CHART_COLOR_LATE, FW_CHART_COLOR_LATE };
  JsonObject *figure = fw_answer_item_get_object (row, member);
  const char *verdict = figure != NULL ? fw_json_find_text (figure, "verdict") : NULL;
  guint found = 0;

  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++)
    if (g_strcmp0 (verdicts[i], verdict) == 0)
      found = i;
  said->text = g_strdup (_ (words[found]));
  said->mark = marks[found];
  said->color = colors[found];
}

static void
say_grades (gpointer row, gpointer data, FwSaid *said)
{
  static const char *const words[] = { N_ ("cannot tell"), N_ ("like the others"), N_ ("severe"),
                                       N_ ("lenient") };

  say_verdict (row, "severity", words, said);
}

static void
say_grows (gpointer row, gpointer data, FwSaid *said)
{
  static const char *const words[] = { N_ ("cannot tell"), N_ ("steady"), N_ ("grows severe"),
                                       N_ ("grows lenient") };

  say_verdict (row, "drift", words, said);
}

static const char *const ends[] = { "kept", "proposed", "third", "open" };

/* @end: index of ends. */
static char *
write_disputes (guint end, guint n)
{
  switch (end)
    {
    case 0:
      /* Translators: disputed items: how many stayed as they were given. */
      return g_strdup_printf (_ ("%u kept"), n);
    case 1:
      /* Translators: disputed items: how many became what was proposed. */
      return g_strdup_printf (_ ("%u as proposed"), n);
    case 2:
      /* Translators: disputed items: how many became a third value. */
      return g_strdup_printf (_ ("%u a third value"), n);
    default:
      /* Translators: disputed items: how many are not settled yet. */
      return g_strdup_printf (_ ("%u open"), n);
    }
}

/* Only what there is of. */
static void
say_disputes (gpointer row, gpointer data, FwSaid *said)
{
  JsonObject *disputes = fw_answer_item_get_object (row, "disputes");
  GString *text = g_string_new (NULL);

  for (guint i = 0; disputes != NULL && i < G_N_ELEMENTS (ends); i++)
    {
      const guint n = (guint) fw_json_find_count (disputes, ends[i]);
      g_autofree char *part = write_disputes (i, n);

      if (n > 0)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", part);
    }
  if (text->len == 0)
    g_string_append (text, FW_FORMAT_NONE);
  said->text = g_string_free (text, FALSE);
}

/* ---- items ---- */

static void
say_dimension (gpointer row, gpointer data, FwSaid *said)
{
  said->text = g_strdup (fw_answer_item_get_text (row, "dimension"));
}

static void
say_weight (gpointer row, gpointer data, FwSaid *said)
{
  said->text = fw_format_percent (fw_answer_item_get_count (row, "weight") / 100.0, 0);
}

static char *
write_alpha (double alpha)
{
  return isnan (alpha) ? g_strdup (FW_FORMAT_NONE) : g_strdup_printf ("%.2f", alpha);
}

static void
say_alpha (gpointer row, gpointer data, FwSaid *said)
{
  said->text = write_alpha (find (row, "alpha"));
}

static void
say_interval (gpointer row, gpointer data, FwSaid *said)
{
  const double low = find (row, "low"), high = find (row, "high");
  g_autofree char *from = write_alpha (low), *to = write_alpha (high);

  said->text = isnan (low) || isnan (high) ? g_strdup (FW_FORMAT_NONE)
                                           /* Translators: an interval. */
                                           : g_strdup_printf (_ ("%s to %s"), from, to);
}

static void
say_equal (gpointer row, gpointer data, FwSaid *said)
{
  const double share = find (row, "agreement");

  said->text = isnan (share) ? g_strdup (FW_FORMAT_NONE) : fw_format_percent (share, 0);
}

/* The limits are Krippendorff's own: 0.8, and 0.667 for what is only tentative. */
static void
say_agreement (gpointer row, gpointer data, FwSaid *said)
{
  const double alpha = find (row, "alpha");

  if (isnan (alpha))
    *said = (FwSaid){ g_strdup (_ ("cannot tell")), FW_MARK_RING, FW_CHART_COLOR_NO_DATA };
  else if (alpha >= 0.8)
    *said = (FwSaid){ g_strdup (_ ("reliable")), FW_MARK_DISC, FW_CHART_COLOR_IN_ORDER };
  else if (alpha >= 0.667)
    *said = (FwSaid){ g_strdup (_ ("tentative")), FW_MARK_HALF, FW_CHART_COLOR_WATCH };
  else
    *said = (FwSaid){ g_strdup (_ ("to be talked about")), FW_MARK_TRIANGLE, FW_CHART_COLOR_LATE };
}

/* ---- pairs ---- */

static void
say_day (gpointer row, gpointer data, FwSaid *said)
{
  said->text = fw_review_figures_write_day (fw_answer_item_get_whole (row), "day");
}

static void
say_sheet (gpointer row, const char *member, FwSaid *said)
{
  JsonObject *sheet = fw_answer_item_get_object (row, member);
  g_autofree char *total = fw_format_value (FW_FORMAT_POINTS, fw_json_find_number (sheet, "total"));

  /* Translators: the total of a sheet, and who scored it. */
  said->text = sheet != NULL
                   ? g_strdup_printf (_ ("%s %s"), total, fw_json_find_text (sheet, "grader_name"))
                   : g_strdup (FW_FORMAT_NONE);
}

static void
say_first (gpointer row, gpointer data, FwSaid *said)
{
  say_sheet (row, "first", said);
}

static void
say_second (gpointer row, gpointer data, FwSaid *said)
{
  say_sheet (row, "second", said);
}

static void
say_apart (gpointer row, gpointer data, FwSaid *said)
{
  said->text = fw_format_value (FW_FORMAT_POINTS, find (row, "apart"));
}

/* ---- the tables ---- */

static const FwSaidColumn graders[] = {
  { "name", N_ ("Grader"), 12, TRUE, FALSE, say_name },
  { "reviews", N_ ("Reviews"), 6, FALSE, TRUE, say_reviews },
  { "n", N_ ("In common"), 6, FALSE, TRUE, say_n },
  { "severity", N_ ("Against the middle"), 11, FALSE, TRUE, say_severity },
  { "grades", N_ ("Grades"), 15, FALSE, FALSE, say_grades },
  { "drift", N_ ("A week"), 11, FALSE, TRUE, say_drift },
  { "grows", N_ ("Over time"), 15, FALSE, FALSE, say_grows },
  { "disputes", N_ ("Disputes"), 14, TRUE, FALSE, say_disputes },
};

static const FwSaidColumn items[] = {
  { "dimension", N_ ("Dimension"), 16, FALSE, FALSE, say_dimension },
  { "name", N_ ("Item"), 16, TRUE, FALSE, say_name },
  { "weight", N_ ("Weight"), 6, FALSE, TRUE, say_weight },
  { "n", N_ ("Pairs"), 6, FALSE, TRUE, say_n },
  { "equal", N_ ("Equal"), 6, FALSE, TRUE, say_equal },
  { "alpha", N_ ("Krippendorff's α"), 8, FALSE, TRUE, say_alpha },
  { "interval", N_ ("95 % interval"), 12, FALSE, TRUE, say_interval },
  { "agreement", N_ ("Agreement"), 18, FALSE, FALSE, say_agreement },
};

static const FwSaidColumn pairs[] = {
  { "name", N_ ("Person"), 12, TRUE, FALSE, say_name },
  { "day", N_ ("Day"), 12, FALSE, FALSE, say_day },
  { "first", N_ ("First scoring"), 16, TRUE, FALSE, say_first },
  { "second", N_ ("Second scoring"), 16, TRUE, FALSE, say_second },
  { "apart", N_ ("Apart"), 6, FALSE, TRUE, say_apart },
};

void
fw_calibration_columns_add_graders (FwLiveGrid *grid)
{
  g_return_if_fail (FW_IS_LIVE_GRID (grid));

  fw_said_columns_add (grid, graders, G_N_ELEMENTS (graders), NULL);
}

void
fw_calibration_columns_add_items (FwLiveGrid *grid)
{
  g_return_if_fail (FW_IS_LIVE_GRID (grid));

  fw_said_columns_add (grid, items, G_N_ELEMENTS (items), NULL);
}

void
fw_calibration_columns_add_pairs (FwLiveGrid *grid)
{
  g_return_if_fail (FW_IS_LIVE_GRID (grid));

  fw_said_columns_add (grid, pairs, G_N_ELEMENTS (pairs), NULL);
}
