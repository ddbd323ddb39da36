/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/reviews/fw-review-figures.h"

#include "charts/fw-format.h"
#include "core/calendar/fw-zone.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum
{
  COVERAGE,
  WITHOUT,
  QUALITY,
  N_TILES
};

struct _FwReviewFigures
{
  GtkBox parent_instance;

  GtkLabel *figures[N_TILES], *details[N_TILES];
};

G_DEFINE_FINAL_TYPE (FwReviewFigures, fw_review_figures, GTK_TYPE_BOX)

static char *
write_count (JsonObject *answer, const char *member)
{
  return fw_format_count (fw_json_find_count (answer, member));
}

static void
show_coverage (FwReviewFigures *self, JsonObject *answer)
{
  const double handed_in =
      fw_json_find_count (answer, "waiting") + fw_json_find_count (answer, "done");
  const double all = handed_in + fw_json_find_count (answer, "todo");
  g_autofree char *share =
      all > 0 ? fw_format_percent (handed_in / all, 0) : g_strdup (FW_FORMAT_NONE);
  g_autofree char *random = write_count (answer, "random"), *risk = write_count (answer, "risk"),
                  *contacts = write_count (answer, "contacts");
  /* Translators: how many contacts are planned at random and by risk, of how many. */
  g_autofree char *text =
      g_strdup_printf (_ ("%s at random and %s by risk of %s contacts"), random, risk, contacts);

  gtk_label_set_text (self->figures[COVERAGE], share);
  gtk_label_set_text (self->details[COVERAGE], text);
}

static void
show_without (FwReviewFigures *self, JsonObject *answer)
{
  g_autofree char *without = write_count (answer, "people_without"),
                  *people = write_count (answer, "people");
  g_autofree char *all = g_strdup_printf (_ ("of %s people"), people);
  g_autoptr (GString) names = g_string_new (NULL);
  JsonArray *list = NULL;

  if (fw_json_get_array (answer, "without", &list, NULL))
    for (guint i = 0; i < json_array_get_length (list); i++)
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                              json_array_get_string_element (list, i));
  gtk_label_set_text (self->figures[WITHOUT], without);
  gtk_label_set_text (self->details[WITHOUT], all);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->figures[WITHOUT]),
                               names->len > 0 ? names->str : NULL);
}

static void
show_quality (FwReviewFigures *self, JsonObject *answer)
{
  const double mean = fw_json_find_number (answer, "mean"),
               low = fw_json_find_number (answer, "low"),
               high = fw_json_find_number (answer, "high"),
               expected = fw_json_find_number (answer, "expected");
  g_autofree char *figure = fw_format_value (FW_FORMAT_POINTS, mean);
  g_autofree char *from = fw_format_value (FW_FORMAT_POINTS, low),
                  *to = fw_format_value (FW_FORMAT_POINTS, high),
                  *half = fw_format_value (FW_FORMAT_POINTS, expected),
                  *n = write_count (answer, "n");
  g_autofree char *text = NULL;

  if (isnan (mean))
    /* Translators: how exactly the average will be known when the plan is done. */
    text = g_strdup_printf (_ ("the plan will know it to ±%s"), half);
  else
    /* Translators: an interval, the number of reviews, and how exactly it will be known. */
    text = g_strdup_printf (_ ("%s to %s, n %s; ±%s once all are scored"), from, to, n, half);
  gtk_label_set_text (self->figures[QUALITY], figure);
  gtk_label_set_text (self->details[QUALITY], text);
}

void
fw_review_figures_show (GtkWidget *figures, JsonObject *answer)
{
  FwReviewFigures *self = FW_REVIEW_FIGURES (figures);

  g_return_if_fail (answer != NULL);

  show_coverage (self, answer);
  show_without (self, answer);
  show_quality (self, answer);
}

char *
fw_review_figures_write_day (JsonObject *answer, const char *member)
{
  gint32 day;

  g_return_val_if_fail (answer != NULL && member != NULL, NULL);

  if (!fw_date_parse (fw_text (fw_json_find_text (answer, member)), &day))
    return g_strdup (FW_FORMAT_NONE);
  /* At noon it is that day in UTC. */
  {
    g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

    return fw_format_day ((day * G_GINT64_CONSTANT (24) + 12) * 3600 * G_USEC_PER_SEC, zone);
  }
}

char *
fw_review_figures_write_week (JsonObject *answer)
{
  g_autofree char *first = NULL, *last = NULL;

  g_return_val_if_fail (answer != NULL, NULL);

  first = fw_review_figures_write_day (answer, "week");
  last = fw_review_figures_write_day (answer, "last");
  /* Translators: the first and the last day of a week. */
  return g_strdup_printf (_ ("%s to %s"), first, last);
}

static GtkLabel *
add_label (GtkWidget *box, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, style);
  gtk_widget_add_css_class (label, "figures");
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
fw_review_figures_class_init (FwReviewFiguresClass *klass)
{
}

static void
fw_review_figures_init (FwReviewFigures *self)
{
  const char *const titles[N_TILES] = { _ ("Handed in"), _ ("Without a review"),
                                        _ ("Average quality") };

  gtk_box_set_spacing (GTK_BOX (self), 18);
  gtk_box_set_homogeneous (GTK_BOX (self), TRUE);
  for (guint i = 0; i < N_TILES; i++)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

      add_label (box, titles[i], "tile-title");
      self->figures[i] = add_label (box, FW_FORMAT_NONE, "title-2");
      self->details[i] = add_label (box, "", "tile-detail");
      gtk_box_append (GTK_BOX (self), box);
    }
}
