/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fw-chart.h"
#include "console/competencies/fw-competency-table-private.h"
#include "console/competencies/fw-competency-words.h"

#include <glib/gi18n-lib.h>

#define EDGE 12
#define LINES 2    /* of a name that stands upright */
#define LONGEST 16 /* digits: names beyond it are wrapped, then cut */

struct _FwCompetencyHead
{
  GtkWidget parent_instance;

  FwCompetencyTable *table; /* not owned: it owns the head */
  int names;                /* px: height of the names */
};

G_DEFINE_FINAL_TYPE (FwCompetencyHead, fw_competency_head, GTK_TYPE_WIDGET)

static gboolean
has_asked (FwCompetencyHead *self)
{
  return self->table->set != NULL && self->table->set->position != FW_COMPETENCY_NOTHING;
}

static PangoLayout *
make_layout (FwCompetencyHead *self, const char *text, int width, int height)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);

  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_set_height (layout, -MAX (height, 1));
  pango_layout_set_spacing (layout, -2 * PANGO_SCALE);
  return layout;
}

/* Chinese, Japanese and Korean are written downwards, each character upright; other names lie on
 * their side. */
static gboolean
is_written_downwards (const char *name)
{
  for (const char *at = name; *at != '\0'; at = g_utf8_next_char (at))
    if (!g_unichar_iswide (g_utf8_get_char (at)))
      return FALSE;
  return *name != '\0';
}

/* One character a line, as many as there is room for. */
static char *
stack_characters (const char *name, guint most)
{
  GString *text = g_string_new (NULL);
  glong n = g_utf8_strlen (name, -1);

  for (glong i = 0; i < MIN (n, (glong) most); i++, name = g_utf8_next_char (name))
    {
      if (i > 0)
        g_string_append_c (text, '\n');
      if (i + 1 == (glong) most && n > (glong) most)
        g_string_append (text, "︙");
      else
        g_string_append_unichar (text, g_utf8_get_char (name));
    }
  return g_string_free (text, FALSE);
}

/* @most: px: of its length on the screen */
static PangoLayout *
make_name_layout (FwCompetencyHead *self, const char *name, int most)
{
  const int line = fw_competency_table_get_metrics (self->table)->height;
  g_autofree char *stacked = NULL;

  if (!is_written_downwards (name))
    return make_layout (self, name, most, LINES);
  stacked = stack_characters (name, (guint) MAX (most / MAX (line, 1), 1));
  return gtk_widget_create_pango_layout (GTK_WIDGET (self), stacked);
}

/* Of the longest name, wrapped where it is long. */
static int
measure_names (FwCompetencyHead *self)
{
  const FwCompetencyTable *table = self->table;
  const int most = LONGEST * fw_competency_table_get_metrics (self->table)->digit;
  int longest = 0;

  for (guint i = 0; table->set != NULL && i < table->shown->len; i++)
    {
      const char *name =
          fw_competency_set_get (table->set, g_array_index (table->shown, guint, i))->name;
      g_autoptr (PangoLayout) layout = make_name_layout (self, name, most);
      int width, height;

      pango_layout_get_pixel_size (layout, &width, &height);
      longest = MAX (longest, is_written_downwards (name) ? height : width);
    }
  return MIN (longest, most) + 8;
}

static void
set_color (FwCompetencyHead *self, cairo_t *cr, FwChartColor color)
{
  GdkRGBA rgba;

  fw_chart_lookup_color (GTK_WIDGET (self), color, &rgba);
  gdk_cairo_set_source_rgba (cr, &rgba);
}

static void
draw_words (FwCompetencyHead *self,
            cairo_t *cr,
            const char *text,
            double x,
            double width,
            double xalign,
            double bottom)
{
  g_autoptr (PangoLayout) layout = make_layout (self, text, (int) width, 1);
  int text_width, text_height;

  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  cairo_move_to (cr, x + (width - text_width) * xalign, bottom - text_height);
  pango_cairo_show_layout (cr, layout);
}

/* It ends or begins at the bottom, in the middle of its column. */
static void
draw_name (FwCompetencyHead *self, cairo_t *cr, guint i, double x)
{
  const FwCompetencyMetrics *metrics = fw_competency_table_get_metrics (self->table);
  const guint competency = g_array_index (self->table->shown, guint, i);
  const FwCompetencyFacts *facts = fw_competency_set_get (self->table->set, competency);
  g_autoptr (PangoLayout) layout = make_name_layout (self, facts->name, self->names - 8);
  int text_width, text_height;

  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  set_color (self, cr, i == self->table->cursor ? FW_CHART_COLOR_TEXT : FW_CHART_COLOR_LABEL);
  if (is_written_downwards (facts->name))
    {
      cairo_move_to (cr, x + (metrics->cell - text_width) / 2., self->names - 4 - text_height);
      pango_cairo_show_layout (cr, layout);
      return;
    }
  cairo_save (cr);
  cairo_translate (cr, x + (metrics->cell - text_height) / 2., self->names - 4);
  cairo_rotate (cr, -G_PI / 2);
  cairo_move_to (cr, 0, 0);
  pango_cairo_show_layout (cr, layout);
  cairo_restore (cr);
}

static void
draw_asked (FwCompetencyHead *self, cairo_t *cr, guint i, double x)
{
  const FwCompetencyMetrics *metrics = fw_competency_table_get_metrics (self->table);
  const double asked = fw_competency_set_get_asked (self->table->set, self->table->set->position,
                                                    g_array_index (self->table->shown, guint, i));
  g_autofree char *text = fw_competency_write_level (asked);

  set_color (self, cr, FW_CHART_COLOR_LABEL);
  draw_words (self, cr, text, x, metrics->cell, 0.5, gtk_widget_get_height (GTK_WIDGET (self)) - 5);
}

static void
draw_columns (FwCompetencyHead *self, cairo_t *cr, int width)
{
  FwCompetencyTable *table = self->table;
  const FwCompetencyMetrics *metrics = fw_competency_table_get_metrics (table);
  const int room = fw_competency_table_get_room (table, width);

  cairo_save (cr);
  cairo_rectangle (cr, metrics->name, 0, room, gtk_widget_get_height (GTK_WIDGET (self)));
  cairo_clip (cr);
  for (guint i = 0; i < table->shown->len; i++)
    {
      const double x =
          metrics->name + (double) i * metrics->cell - fw_competency_table_get_offset (table);

      if (x + metrics->cell <= metrics->name || x >= metrics->name + room)
        continue;
      draw_name (self, cr, i, x);
      if (has_asked (self))
        draw_asked (self, cr, i, x);
    }
  cairo_restore (cr);
}

static void
fw_competency_head_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FwCompetencyHead *self = FW_COMPETENCY_HEAD (widget);
  const FwCompetencyMetrics *metrics = fw_competency_table_get_metrics (self->table);
  const int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  GdkRGBA line;
  cairo_t *cr;

  if (self->table->set == NULL)
    return;
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  set_color (self, cr, FW_CHART_COLOR_LABEL);
  draw_words (self, cr,
              self->table->matrix ? _ ("Position")
              : has_asked (self)  ? _ ("asked")
                                  : _ ("Person"),
              EDGE, metrics->name - 1.5 * EDGE, 0, height - 5);
  draw_words (self, cr, self->table->matrix ? _ ("Competencies") : _ ("Readiness"),
              width - metrics->ready, metrics->ready - EDGE, 1, height - 5);
  draw_columns (self, cr, width);
  cairo_destroy (cr);
  fw_chart_lookup_color (widget, FW_CHART_COLOR_GRID, &line);
  gtk_snapshot_append_color (snapshot, &line,
                             &GRAPHENE_RECT_INIT (0, (float) height - 1, (float) width, 1));
}

static void
fw_competency_head_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  FwCompetencyHead *self = FW_COMPETENCY_HEAD (widget);
  const FwCompetencyMetrics *metrics = fw_competency_table_get_metrics (self->table);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    self->names = measure_names (self);
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? self->names + metrics->height + 14
                                                                : metrics->name + metrics->ready;
}

static gboolean
fw_competency_head_query_tooltip (
    GtkWidget *widget, int x, int y, gboolean keyboard_tooltip, GtkTooltip *tooltip)
{
  FwCompetencyHead *self = FW_COMPETENCY_HEAD (widget);
  FwCompetencyTable *table = self->table;
  const FwCompetencyMetrics *metrics = fw_competency_table_get_metrics (table);
  const double within = x - metrics->name + fw_competency_table_get_offset (table);
  const FwCompetencyFacts *facts;
  g_autofree char *text = NULL;

  if (x < metrics->name ||
      x >= metrics->name + fw_competency_table_get_room (table, gtk_widget_get_width (widget)) ||
      within / metrics->cell >= table->shown->len)
    return FALSE;
  facts = fw_competency_set_get (
      table->set, g_array_index (table->shown, guint, (guint) (within / metrics->cell)));
  /* Translators: a competency; how many people meet what is asked, are below it, are not known */
  text = g_strdup_printf (_ ("%s: %u met, %u too low, %u not known"), facts->name, facts->met,
                          facts->below, facts->without);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
fw_competency_head_class_init (FwCompetencyHeadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = fw_competency_head_snapshot;
  widget_class->measure = fw_competency_head_measure;
  widget_class->query_tooltip = fw_competency_head_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "competencyhead");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
fw_competency_head_init (FwCompetencyHead *self)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

GtkWidget *
fw_competency_head_new (FwCompetencyTable *table)
{
  FwCompetencyHead *self = g_object_new (FW_TYPE_COMPETENCY_HEAD, NULL);

  self->table = table;
  return GTK_WIDGET (self);
}
