/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fw-format.h"
#include "console/person/fw-person-lines.h"
#include "console/person/fw-person-panels.h"
#include "console/reviews/fw-calibration-columns.h"
#include "console/reviews/fw-review-figures.h"
#include "core/kind/fw-kind.h"
#include "core/quality/fw-review-summary.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define LAST 5   /* reviews with a line of their own */
#define LOWEST 2 /* items */

static const char *
get_text (JsonObject *record, const char *member)
{
  const char *text = fw_json_find_text (record, member);

  return text != NULL ? text : "";
}

static void
add_mean (FwPersonLines *lines, const FwReviewSummary *summary)
{
  const FwReviewMean mean = fw_review_summary_get_mean (summary);
  g_autofree char *figure = fw_format_value (FW_FORMAT_POINTS, mean.mean);
  g_autofree char *from = fw_format_value (FW_FORMAT_POINTS, mean.interval.low),
                  *to = fw_format_value (FW_FORMAT_POINTS, mean.interval.high);
  g_autofree char *detail = NULL;

  if (mean.n < 2)
    detail = g_strdup (_ ("cannot tell how exactly: too few at random"));
  else
    /* Translators: an interval, and of how many reviews. */
    detail = g_strdup_printf (_ ("%s to %s, n %u at random"), from, to, mean.n);
  fw_person_lines_add (lines, &(FwPersonLine){ mean.n < 2 ? FW_MARK_RING : FW_MARK_NONE,
                                               FW_CHART_COLOR_NO_DATA, _ ("Average quality"),
                                               figure, detail, "reviews", NULL });
}

static void
add_lowest (FwPersonLines *lines, const FwReviewSummary *summary)
{
  g_autoptr (GArray) items = fw_review_summary_list_items (summary);

  for (guint i = 0; i < MIN (items->len, LOWEST); i++)
    {
      const FwReviewItemMean *item = &g_array_index (items, FwReviewItemMean, i);
      g_autofree char *share = fw_format_percent (item->share, 0);
      /* Translators: of an item that is among the lowest. */
      g_autofree char *detail = g_strdup_printf (
          ngettext ("of the best score, %u review", "of the best score, %u reviews", item->n),
          item->n);

      fw_person_lines_add (lines, &(FwPersonLine){ FW_MARK_DOWN, FW_CHART_COLOR_WATCH, item->name,
                                                   share, detail, "reviews", NULL });
    }
}

static void
add_review (FwPersonLines *lines, JsonObject *record)
{
  const FwFlowState *state =
      fw_flow_find_state (fw_kind_find ("review")->flow, get_text (record, FW_KIND_STATE));
  g_autofree char *day = fw_review_figures_write_day (record, "day"),
                  *total =
                      fw_format_value (FW_FORMAT_POINTS, fw_json_find_number (record, "total"));

  fw_person_lines_add (lines, &(FwPersonLine){ FW_MARK_NONE, FW_CHART_COLOR_TEXT, day, total,
                                               state != NULL ? _ (state->label) : "", "review-list",
                                               get_text (record, "id") });
}

static void
fill (FwPersonLines *lines, JsonObject *answer)
{
  g_autoptr (FwReviewSummary) summary = fw_review_summary_new ();
  JsonArray *records = NULL;
  guint n;

  if (!fw_json_get_array (answer, "records", &records, NULL) ||
      (n = json_array_get_length (records)) == 0)
    return;
  for (guint i = 0; i < n; i++)
    {
      JsonObject *record = fw_json_find_element (records, i);

      fw_review_summary_add (summary, fw_json_find_text (record, "items"),
                             (guint) MAX (fw_json_find_count (record, "scale"), 1),
                             fw_json_find_text (record, "scores"),
                             fw_json_find_number (record, "total"),
                             g_str_equal (get_text (record, "sampled"), "random"));
    }
  add_mean (lines, summary);
  add_lowest (lines, summary);
  for (guint i = 0; i < MIN (n, LAST); i++)
    add_review (lines, fw_json_find_element (records, i));
}

GtkWidget *
fw_person_reviews_new (FwPersonShown *shown)
{
  static const char *const kinds[] = { "review", NULL };
  /* Second scorings are nobody's verdict, and drafts are not done. */
  static const FwPersonQuestion question = {
    "records/review?order=-day&limit=200&where.state=handed-in;acknowledged;disputed;settled"
    "&where.person=",
    N_ ("Quality"), N_ ("No review is handed in."), kinds, fill
  };

  return fw_person_lines_new (shown, &question);
}
