/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fw-chart.h"
#include "console/competencies/fw-competency-table-private.h"
#include "console/competencies/fw-competency-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define EDGE 12 /* before names and behind readiness */
#define INSET 3 /* of a cell's field within its place */
#define ROUND 4
#define BAR 6 /* height of the interval */

struct _FwCompetencyLine
{
  GtkWidget parent_instance;

  FwCompetencyTable *table; /* not owned: it owns the line */
  GtkListItem *item;        /* (nullable): not owned, while somebody is shown */
};

G_DEFINE_FINAL_TYPE (FwCompetencyLine, fw_competency_line, GTK_TYPE_WIDGET)

static FwCompetencyItem *
get_person (FwCompetencyLine *self)
{
  return self->item != NULL ? gtk_list_item_get_item (self->item) : NULL;
}

static void
set_color (GtkWidget *widget, cairo_t *cr, FwChartColor color, double alpha)
{
  GdkRGBA rgba;

  fw_chart_lookup_color (widget, color, &rgba);
  cairo_set_source_rgba (cr, rgba.red, rgba.green, rgba.blue, alpha);
}

static void
trace_field (cairo_t *cr, double x, double y, double width, double height)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - ROUND, y + ROUND, ROUND, -G_PI / 2, 0);
  cairo_arc (cr, x + width - ROUND, y + height - ROUND, ROUND, 0, G_PI / 2);
  cairo_arc (cr, x + ROUND, y + height - ROUND, ROUND, G_PI / 2, G_PI);
  cairo_arc (cr, x + ROUND, y + ROUND, ROUND, G_PI, 3 * G_PI / 2);
  cairo_close_path (cr);
}

static void
draw_text (GtkWidget *widget,
           cairo_t *cr,
           const char *text,
           double x,
           double width,
           double xalign,
           gboolean strong,
           FwChartColor color)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  int text_width, text_height;

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  if (strong)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, (int) MAX (width, 1) * PANGO_SCALE);
  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  set_color (widget, cr, color, 1);
  cairo_move_to (cr, x + (width - text_width) * xalign,
                 (gtk_widget_get_height (widget) - text_height) / 2);
  pango_cairo_show_layout (cr, layout);
}

/* ---- a cell ---- */

/* Blue for what is met, the deeper the higher; orange for what is below, the deeper the further;
 * the number and the outline say it without the colour. */
static void
fill_field (FwCompetencyLine *self, cairo_t *cr, FwCompetencyItem *person, guint competency)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const double level = fw_competency_item_get (person)->levels[competency];
  const double asked = fw_competency_item_get_asked (person, competency);
  const double scale = fw_competency_set_get (self->table->set, competency)->scale;

  switch (fw_competency_item_get_state (person, competency))
    {
    case FW_COMPETENCY_MET:
      set_color (widget, cr, FW_CHART_COLOR_BETTER, 0.14 + 0.3 * CLAMP (level / scale, 0, 1));
      cairo_fill_preserve (cr);
      break;
    case FW_COMPETENCY_BELOW:
      set_color (widget, cr, FW_CHART_COLOR_WORSE, 0.1 + 0.3 * CLAMP (1 - level / asked, 0, 1));
      cairo_fill_preserve (cr);
      break;
    case FW_COMPETENCY_FREE:
      set_color (widget, cr, FW_CHART_COLOR_LABEL, 0.1);
      cairo_fill_preserve (cr);
      break;
    case FW_COMPETENCY_UNKNOWN:
    case FW_COMPETENCY_EMPTY:
    default:
      break;
    }
}

/* Dashes: below what is asked; a thin line: nothing is known of what is asked. */
static void
outline_field (FwCompetencyLine *self, cairo_t *cr, FwCompetencyState state)
{
  static const double dashes[] = { 4, 2.5 };

  if (state == FW_COMPETENCY_BELOW)
    {
      set_color (GTK_WIDGET (self), cr, FW_CHART_COLOR_LATE, 1);
      cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
      cairo_set_line_width (cr, 1.5);
      cairo_stroke_preserve (cr);
    }
  else if (state == FW_COMPETENCY_UNKNOWN)
    {
      set_color (GTK_WIDGET (self), cr, FW_CHART_COLOR_COMPARE, 1);
      cairo_set_line_width (cr, 1);
      cairo_stroke_preserve (cr);
    }
  cairo_set_dash (cr, NULL, 0, 0);
}

/* A small arrow in the corner: it was more, and has faded. */
static void
draw_faded (FwCompetencyLine *self,
            cairo_t *cr,
            const FwCompetencyPerson *facts,
            guint c,
            double x,
            double y)
{
  if (isnan (facts->levels[c]) || facts->levels[c] >= facts->shown[c] - 0.005)
    return;
  set_color (GTK_WIDGET (self), cr, FW_CHART_COLOR_WATCH, 1);
  cairo_move_to (cr, x - 8, y + 3);
  cairo_line_to (cr, x - 2, y + 3);
  cairo_line_to (cr, x - 5, y + 8);
  cairo_close_path (cr);
  cairo_fill (cr);
}

static void
draw_cell (FwCompetencyLine *self,
           cairo_t *cr,
           FwCompetencyItem *person,
           guint i,
           double x,
           gboolean cursor)
{
  const FwCompetencyMetrics *metrics = fw_competency_table_get_metrics (self->table);
  const guint competency = g_array_index (self->table->shown, guint, i);
  const FwCompetencyPerson *facts = fw_competency_item_get (person);
  const FwCompetencyState state = fw_competency_item_get_state (person, competency);
  const double width = metrics->cell - 2 * INSET;
  const double height = gtk_widget_get_height (GTK_WIDGET (self)) - 2 * INSET - 1;
  g_autofree char *text = fw_competency_write_level (facts->levels[competency]);

  trace_field (cr, x + INSET + .5, INSET + .5, width - 1, height - 1);
  fill_field (self, cr, person, competency);
  outline_field (self, cr, state);
  cairo_new_path (cr);
  draw_faded (self, cr, facts, competency, x + metrics->cell - INSET, INSET);
  if (state != FW_COMPETENCY_EMPTY)
    draw_text (GTK_WIDGET (self), cr, text, x + INSET, width, 0.5,
               state == FW_COMPETENCY_MET || state == FW_COMPETENCY_BELOW,
               state == FW_COMPETENCY_UNKNOWN || state == FW_COMPETENCY_FREE ? FW_CHART_COLOR_LABEL
                                                                             : FW_CHART_COLOR_TEXT);
  if (!cursor)
    return;
  trace_field (cr, x + 1, 1, metrics->cell - 2, height + 2 * INSET - 2);
  set_color (GTK_WIDGET (self), cr, FW_CHART_COLOR_MAIN, 1);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
}

static void
draw_cells (FwCompetencyLine *self, cairo_t *cr, FwCompetencyItem *person)
{
  FwCompetencyTable *table = self->table;
  const FwCompetencyMetrics *metrics = fw_competency_table_get_metrics (table);
  const int room = fw_competency_table_get_room (table, gtk_widget_get_width (GTK_WIDGET (self)));
  const double offset = fw_competency_table_get_offset (table);
  const gboolean selected = gtk_list_item_get_selected (self->item);

  cairo_save (cr);
  cairo_rectangle (cr, metrics->name, 0, room, gtk_widget_get_height (GTK_WIDGET (self)));
  cairo_clip (cr);
  for (guint i = 0; i < table->shown->len; i++)
    {
      const double x = metrics->name + (double) i * metrics->cell - offset;

      if (x + metrics->cell > metrics->name && x < metrics->name + room)
        draw_cell (self, cr, person, i, x, selected && i == table->cursor);
    }
  cairo_restore (cr);
}

/* ---- readiness ---- */

/* From what is proved to what it would be if all that is not known were met; a full bar is ready.
 */
static void
draw_readiness (FwCompetencyLine *self, cairo_t *cr, const FwCompetencyPerson *facts)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const FwCompetencyMetrics *metrics = fw_competency_table_get_metrics (self->table);
  const double left = gtk_widget_get_width (widget) - metrics->ready + EDGE;
  const double text = 9. * metrics->digit, bar = metrics->ready - text - 2.5 * EDGE;
  const double y = (gtk_widget_get_height (widget) - BAR) / 2.;
  g_autofree char *words = fw_competency_write_readiness (facts);

  if (!isnan (facts->low))
    {
      cairo_rectangle (cr, left, y, bar, BAR);
      set_color (widget, cr, FW_CHART_COLOR_GRID, 1);
      cairo_fill (cr);
      cairo_rectangle (cr, left, y, bar * facts->low, BAR);
      set_color (widget, cr, FW_CHART_COLOR_MAIN, 1);
      cairo_fill (cr);
      cairo_rectangle (cr, left + bar * facts->low, y, bar * (facts->high - facts->low), BAR);
      set_color (widget, cr, FW_CHART_COLOR_MAIN, 0.35);
      cairo_fill (cr);
    }
  draw_text (widget, cr, words, left + bar + EDGE / 2., text, 1, TRUE,
             isnan (facts->low) ? FW_CHART_COLOR_LABEL : FW_CHART_COLOR_TEXT);
}

/* ---- the widget ---- */

static void
fw_competency_line_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FwCompetencyLine *self = FW_COMPETENCY_LINE (widget);
  const FwCompetencyMetrics *metrics = fw_competency_table_get_metrics (self->table);
  FwCompetencyItem *person = get_person (self);
  cairo_t *cr;

  if (person == NULL)
    return;
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                                       (float) gtk_widget_get_height (widget)));
  draw_text (widget, cr, fw_competency_item_get (person)->name, EDGE, metrics->name - 1.5 * EDGE, 0,
             FALSE, FW_CHART_COLOR_TEXT);
  draw_cells (self, cr, person);
  draw_readiness (self, cr, fw_competency_item_get (person));
  cairo_destroy (cr);
}

static void
fw_competency_line_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  FwCompetencyLine *self = FW_COMPETENCY_LINE (widget);
  const FwCompetencyMetrics *metrics = fw_competency_table_get_metrics (self->table);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = metrics->line;
      return;
    }
  /* One column at least; the others come past as the cursor goes on. */
  *minimum = metrics->name + metrics->cell + metrics->ready;
  *natural = metrics->name + (int) self->table->shown->len * metrics->cell + metrics->ready;
  *natural = MAX (*natural, *minimum);
}

/* Returns: the cell there, or one beyond the last. */
static guint
find_cell (FwCompetencyLine *self, double x)
{
  const FwCompetencyMetrics *metrics = fw_competency_table_get_metrics (self->table);
  const int room =
      fw_competency_table_get_room (self->table, gtk_widget_get_width (GTK_WIDGET (self)));

  if (x < metrics->name || x >= metrics->name + room)
    return self->table->shown->len;
  return MIN (
      self->table->shown->len,
      (guint) ((x - metrics->name + fw_competency_table_get_offset (self->table)) / metrics->cell));
}

static gboolean
fw_competency_line_query_tooltip (
    GtkWidget *widget, int x, int y, gboolean keyboard_tooltip, GtkTooltip *tooltip)
{
  FwCompetencyLine *self = FW_COMPETENCY_LINE (widget);
  FwCompetencyItem *person = get_person (self);
  const guint i = find_cell (self, x);
  g_autofree char *text = NULL;

  if (person == NULL)
    return FALSE;
  if (i < self->table->shown->len)
    text = fw_competency_write_cell (person, g_array_index (self->table->shown, guint, i));
  else
    {
      const FwCompetencyPerson *facts = fw_competency_item_get (person);
      g_autofree char *gaps = self->table->matrix ? fw_competency_write_readiness (facts)
                                                  : fw_competency_write_gaps (facts);

      text = self->table->matrix ? g_strdup_printf ("%s\n%s", facts->name, gaps)
                                 : g_strdup_printf ("%s, %s\n%s", facts->name, facts->team, gaps);
    }
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer data)
{
  FwCompetencyLine *self = data;
  const guint i = find_cell (self, x);

  if (i < self->table->shown->len)
    fw_competency_table_set_competency (self->table, g_array_index (self->table->shown, guint, i));
}

static void
fw_competency_line_class_init (FwCompetencyLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = fw_competency_line_snapshot;
  widget_class->measure = fw_competency_line_measure;
  widget_class->query_tooltip = fw_competency_line_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "competencyline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
fw_competency_line_init (FwCompetencyLine *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  /* before the row takes the click, so that “activated” knows the cell */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

GtkWidget *
fw_competency_line_new (FwCompetencyTable *table)
{
  FwCompetencyLine *self = g_object_new (FW_TYPE_COMPETENCY_LINE, NULL);

  self->table = table;
  return GTK_WIDGET (self);
}

void
fw_competency_line_show_cursor (FwCompetencyLine *self)
{
  FwCompetencyItem *person = get_person (self);
  const guint competency = fw_competency_table_get_competency (self->table);
  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *readiness = NULL, *cell = NULL, *text = NULL;

  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (person == NULL || row == NULL)
    return;
  readiness = fw_competency_write_readiness (fw_competency_item_get (person));
  if (competency != FW_COMPETENCY_NOTHING)
    cell = fw_competency_write_cell (person, competency);
  text = g_strjoin (", ", fw_competency_item_get (person)->name, readiness, cell, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
selected_cb (GtkListItem *item, GParamSpec *pspec, gpointer data)
{
  fw_competency_line_show_cursor (data);
}

void
fw_competency_line_bind (FwCompetencyLine *self, GtkListItem *item)
{
  g_return_if_fail (FW_IS_COMPETENCY_LINE (self));

  self->item = item;
  g_signal_connect_object (item, "notify::selected", G_CALLBACK (selected_cb), self, 0);
  fw_competency_line_show_cursor (self);
}

void
fw_competency_line_unbind (FwCompetencyLine *self)
{
  g_return_if_fail (FW_IS_COMPETENCY_LINE (self));

  g_signal_handlers_disconnect_by_func (self->item, selected_cb, self);
  self->item = NULL;
}
