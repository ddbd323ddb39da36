/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/quality/fw-quality-row.h"

#include "charts/fw-mark.h"
#include "charts/fw-sparkline.h"
#include "console/live/fw-live-words.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MOST_POINTS 400

struct _FwQualityRow
{
  GtkListBoxRow parent_instance;

  const FwMetric *metric;
  char *dimension; /* (nullable), as the next */
  char *value;
  double target;
  FwVerdict verdict;
  GtkLabel *title;
  GtkLabel *detail;
  GtkLabel *figure;
  GtkLabel *limit;
  FwMark *mark;
  GtkLabel *word;
  FwSparkline *trend;
  const char *verdict_class;
};

G_DEFINE_FINAL_TYPE (FwQualityRow, fw_quality_row, GTK_TYPE_LIST_BOX_ROW)

static JsonObject *
find_object (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* Nobody can have come again yet. */
static char *
write_nothing (const FwMetric *metric, JsonObject *group)
{
  double young = fw_json_find_number (group, "immature");
  g_autofree char *n = NULL;

  if (!g_str_equal (metric->name, "first_contact_resolution") || isnan (young) || young < 1)
    return g_strdup (_ ("no data"));
  n = fw_format_count ((gint64) young);
  return g_strdup_printf (_ ("%s contacts are still too young to tell"), n);
}

static char *
write_detail (const FwMetric *metric, JsonObject *group, JsonObject *figure)
{
  FwFormat format = fw_live_words_format_unit (metric->unit);
  double low = fw_json_find_number (figure, "low"), high = fw_json_find_number (figure, "high");
  g_autofree char *low_text = NULL, *high_text = NULL, *n = NULL;

  if (figure == NULL)
    return write_nothing (metric, group);
  n = fw_format_count ((gint64) fw_json_find_number (figure, "n"));
  if (isnan (low) || isnan (high) || high <= low)
    return g_strdup_printf (_ ("n %s"), n);
  low_text = fw_format_value (format, low);
  high_text = fw_format_value (format, high);
  /* Translators: how well a figure is known: between the two ends, from so many cases */
  return g_strdup_printf (_ ("%s to %s · n %s"), low_text, high_text, n);
}

static char *
write_limit (const FwMetric *metric, gboolean whole, double target)
{
  g_autofree char *text = NULL;

  if (isnan (target))
    return g_strdup (!metric->paced ? ""
                     : whole        ? _ ("each channel its own")
                                    : _ ("by working days"));
  text = fw_format_tick (fw_live_words_format_unit (metric->unit), target,
                         metric->unit == FW_UNIT_RATIO ? 0.01 : 1);
  return g_strdup_printf (metric->at_least ? "≥ %s" : "≤ %s", text);
}

static void
set_verdict (FwQualityRow *self, FwVerdict verdict)
{
  if (self->verdict_class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->word), self->verdict_class);
  self->verdict = verdict;
  self->verdict_class = fw_live_words_verdict_class (verdict);
  if (self->verdict_class != NULL && *self->verdict_class != '\0')
    gtk_widget_add_css_class (GTK_WIDGET (self->word), self->verdict_class);
  else
    self->verdict_class = NULL;
  fw_mark_set (self->mark, fw_live_words_shape (verdict), fw_live_words_color (verdict));
  gtk_label_set_text (self->word, fw_live_words_verdict (verdict));
}

static void
name_row (FwQualityRow *self)
{
  g_autofree char *text = fw_quality_row_describe (self);

  g_strdelimit (text, "\t", ' ');
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

void
fw_quality_row_show (FwQualityRow *self, JsonObject *group)
{
  JsonObject *figures, *figure;
  FwFormat format;
  g_autofree char *value = NULL, *detail = NULL, *limit = NULL;

  g_return_if_fail (FW_IS_QUALITY_ROW (self) && group != NULL);

  format = fw_live_words_format_unit (self->metric->unit);
  figures = find_object (group, "figures");
  figure = figures != NULL ? find_object (figures, self->metric->name) : NULL;
  self->target = fw_json_find_number (figure, "target");
  value = fw_format_value (format, fw_json_find_number (group, self->metric->name));
  detail = write_detail (self->metric, group, figure);
  limit = write_limit (self->metric, self->dimension == NULL, self->target);
  gtk_label_set_text (self->figure, value);
  gtk_label_set_text (self->detail, detail);
  gtk_label_set_text (self->limit, limit);
  set_verdict (self, figure != NULL && json_object_has_member (figure, "verdict")
                         ? fw_verdict_from_name (json_object_get_string_member (figure, "verdict"))
                         : FW_VERDICT_NO_DATA);
  name_row (self);
}

void
fw_quality_row_show_trend (FwQualityRow *self, JsonArray *groups, gboolean open)
{
  double values[MOST_POINTS];
  guint n;

  g_return_if_fail (FW_IS_QUALITY_ROW (self) && groups != NULL);

  n = MIN (json_array_get_length (groups), MOST_POINTS);
  for (guint i = 0; i < n; i++)
    values[i] = fw_json_find_number (json_array_get_object_element (groups, i), self->metric->name);
  fw_sparkline_set (self->trend, fw_live_words_format_unit (self->metric->unit), values, n,
                    open && n > 0 ? n - 1 : n, self->target, fw_live_words_color (self->verdict));
}

char *
fw_quality_row_describe (FwQualityRow *self)
{
  g_return_val_if_fail (FW_IS_QUALITY_ROW (self), NULL);

  return g_strdup_printf ("%s\t%s\t%s\t%s\t%s", gtk_label_get_text (self->title),
                          gtk_label_get_text (self->figure), gtk_label_get_text (self->detail),
                          gtk_label_get_text (self->limit), gtk_label_get_text (self->word));
}

const FwMetric *
fw_quality_row_get_metric (FwQualityRow *self)
{
  g_return_val_if_fail (FW_IS_QUALITY_ROW (self), NULL);

  return self->metric;
}

const char *
fw_quality_row_get_part (FwQualityRow *self, const char **dimension)
{
  g_return_val_if_fail (FW_IS_QUALITY_ROW (self), NULL);

  *dimension = self->dimension;
  return self->value;
}

static void
fw_quality_row_finalize (GObject *object)
{
  FwQualityRow *self = FW_QUALITY_ROW (object);

  g_free (self->dimension);
  g_free (self->value);
  G_OBJECT_CLASS (fw_quality_row_parent_class)->finalize (object);
}

static void
fw_quality_row_class_init (FwQualityRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fw_quality_row_finalize;
}

static GtkLabel *
add_label (GtkBox *box, const char *css_class, float xalign, gboolean wrap)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_wrap (GTK_LABEL (label), wrap);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (box, label);
  return GTK_LABEL (label);
}

static GtkBox *
add_column (GtkBox *line, int width, gboolean grows)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_size_request (column, width, -1);
  gtk_widget_set_hexpand (column, grows);
  gtk_widget_set_valign (column, GTK_ALIGN_CENTER);
  gtk_box_append (line, column);
  return GTK_BOX (column);
}

static void
fw_quality_row_init (FwQualityRow *self)
{
  GtkBox *line = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18));
  GtkBox *names = add_column (line, 180, TRUE), *figures = add_column (line, 96, FALSE);
  GtkBox *standing = add_column (line, 132, FALSE), *verdict;

  self->title = add_label (names, "quality-title", 0, TRUE);
  self->detail = add_label (names, "tile-detail", 0, TRUE);
  self->figure = add_label (figures, "quality-figure", 1, FALSE);
  self->limit = add_label (standing, "tile-detail", 0, FALSE);
  verdict = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  self->mark = FW_MARK (fw_mark_new ());
  gtk_box_append (verdict, GTK_WIDGET (self->mark));
  self->word = add_label (verdict, "figures", 0, TRUE);
  gtk_box_append (standing, GTK_WIDGET (verdict));
  self->trend = FW_SPARKLINE (fw_sparkline_new ());
  gtk_widget_set_size_request (GTK_WIDGET (self->trend), 120, 36);
  gtk_widget_set_valign (GTK_WIDGET (self->trend), GTK_ALIGN_CENTER);
  gtk_widget_set_focusable (GTK_WIDGET (self->trend), FALSE);
  gtk_box_append (line, GTK_WIDGET (self->trend));
  gtk_widget_add_css_class (GTK_WIDGET (self->figure), "figures");
  gtk_widget_add_css_class (GTK_WIDGET (self->detail), "figures");
  gtk_widget_add_css_class (GTK_WIDGET (line), "quality-line");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), GTK_WIDGET (line));
  self->target = NAN;
}

GtkWidget *
fw_quality_row_new (const FwMetric *metric,
                    const char *title,
                    const char *dimension,
                    const char *value)
{
  FwQualityRow *self = g_object_new (FW_TYPE_QUALITY_ROW, NULL);

  g_return_val_if_fail (metric != NULL && title != NULL, NULL);

  self->metric = metric;
  self->dimension = g_strdup (dimension);
  self->value = g_strdup (value);
  gtk_label_set_text (self->title, title);
  gtk_widget_set_visible (GTK_WIDGET (self->trend), dimension == NULL);
  return GTK_WIDGET (self);
}
