/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/grid/fw-grid-private.h"

#include <math.h>

/* Widths in digits, so that they follow the size of text. */
#define NAME 20
#define SUM 5
#define CELL 4
#define MOST_LAYOUTS 2000

enum
{
  PROP_0,
  PROP_HADJUSTMENT,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY
};

guint fw_grid_signals[FW_GRID_N_SIGNALS];

G_DEFINE_FINAL_TYPE_WITH_CODE (FwGrid,
                               fw_grid,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

/* ---- the cell with the cursor ---- */

#define FW_TYPE_GRID_CURSOR (fw_grid_cursor_get_type ())
G_DECLARE_FINAL_TYPE (FwGridCursor, fw_grid_cursor, FW, GRID_CURSOR, GtkWidget)

struct _FwGridCursor
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (FwGridCursor, fw_grid_cursor, GTK_TYPE_WIDGET)

static void
fw_grid_cursor_class_init (FwGridCursorClass *klass)
{
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "gridcursor");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GRID_CELL);
}

static void
fw_grid_cursor_init (FwGridCursor *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  /* the pointer belongs to the grid */
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

/* ---- where things stand ---- */

static int
choose (FwGrid *self, gsize offset, int usual)
{
  const guint digits = self->source != NULL ? G_STRUCT_MEMBER (guint, self->source, offset) : 0;

  return digits > 0 ? (int) digits : usual;
}

const FwGridMetrics *
fw_grid_get_metrics (FwGrid *self)
{
  GtkRoot *root;
  PangoFontMetrics *font;
  int digit, height;
  gboolean compact;

  if (self->measured)
    return &self->metrics;
  root = gtk_widget_get_root (GTK_WIDGET (self));
  compact = root != NULL && gtk_widget_has_css_class (GTK_WIDGET (root), "compact");
  font = pango_context_get_metrics (gtk_widget_get_pango_context (GTK_WIDGET (self)), NULL, NULL);
  digit = MAX (PANGO_PIXELS (pango_font_metrics_get_approximate_digit_width (font)), 1);
  height = PANGO_PIXELS (pango_font_metrics_get_height (font));
  pango_font_metrics_unref (font);
  self->metrics = (FwGridMetrics){
    .name = choose (self, G_STRUCT_OFFSET (FwGridSource, name_digits), NAME) * digit + 24,
    .sum = choose (self, G_STRUCT_OFFSET (FwGridSource, sum_digits), SUM) * digit + 12,
    .line = height + (compact ? 6 : 11),
    .head = 2 * height + 9,
    .least = choose (self, G_STRUCT_OFFSET (FwGridSource, cell_digits), CELL) * digit + 10,
  };
  if (self->source != NULL && self->source->draw_row != NULL)
    self->metrics.least -= 10; /* what is drawn needs no room around a text */
  self->measured = TRUE;
  return &self->metrics;
}

/* Returns: the width of cells of which a whole number fills @room, where not all have it: half a
 * figure is another figure. */
static double
fill_room (int room, int least)
{
  return (double) MAX (room, least) / MAX (room / least, 1);
}

/* Returns: the height of the lines that are seen whole in @room; less than one line stays as it is.
 */
static int
cut_to_lines (int room, int line)
{
  return room > line ? room / line * line : room;
}

/* Returns: how far it is scrolled, in whole steps. */
static double
get_whole (GtkAdjustment *adjustment, double step)
{
  return adjustment != NULL ? step * round (gtk_adjustment_get_value (adjustment) / step) : 0;
}

static gboolean
draws_rows (FwGrid *self)
{
  return self->source != NULL && self->source->draw_row != NULL;
}

/* Rows that are drawn need room: without it their sums give way, which are said elsewhere. */
static guint
count_sums (FwGrid *self, int width)
{
  const FwGridMetrics *metrics = fw_grid_get_metrics (self);

  return draws_rows (self) && width - (int) self->sums * metrics->sum < 2 * metrics->name
             ? 0
             : self->sums;
}

void
fw_grid_get_place (FwGrid *self, FwGridPlace *place)
{
  const FwGridMetrics *metrics = fw_grid_get_metrics (self);
  const guint n_sums = count_sums (self, gtk_widget_get_width (GTK_WIDGET (self)));
  const int sums = (int) n_sums * metrics->sum, feet = (int) self->feet * metrics->line;
  double wide;

  place->width = gtk_widget_get_width (GTK_WIDGET (self));
  place->height = gtk_widget_get_height (GTK_WIDGET (self));
  place->sums = n_sums;
  place->left = metrics->name;
  place->top = metrics->head;
  wide = (double) (place->width - place->left - sums) / MAX (self->columns, 1);
  if (wide < metrics->least)
    place->cell = fill_room (place->width - place->left - sums, metrics->least);
  else if (draws_rows (self))
    place->cell = wide;
  else
    place->cell = MIN (wide, 1.6 * metrics->least);
  place->right = MIN (place->width - sums, place->left + (int) (place->cell * self->columns + .5));
  place->right = MAX (place->right, place->left);
  place->bottom = MAX (MIN (cut_to_lines (place->height - feet - place->top, metrics->line),
                            (int) self->rows * metrics->line),
                       0) +
                  place->top;
  place->x = get_whole (self->across, place->cell);
  place->y = get_whole (self->down, metrics->line);
}

static void
configure (GtkAdjustment *adjustment, double step, double room, double all)
{
  if (adjustment != NULL)
    gtk_adjustment_configure (adjustment,
                              CLAMP (gtk_adjustment_get_value (adjustment), 0, MAX (all - room, 0)),
                              0, MAX (all, room), step, MAX (room - step, step), room);
}

static void
place_cursor (FwGrid *self, const FwGridPlace *place)
{
  const int line = fw_grid_get_metrics (self)->line;
  GtkAllocation at = { .x = place->left + (int) (self->column * place->cell - place->x),
                       .y = place->top + (int) ((double) self->row * line - place->y),
                       .width = MAX ((int) place->cell, 1),
                       .height = MAX (line, 1) };

  /* what is scrolled away is at the edge */
  at.x = CLAMP (at.x, place->left, MAX (place->right - at.width, place->left));
  at.y = CLAMP (at.y, place->top, MAX (place->bottom - at.height, place->top));
  gtk_widget_size_allocate (self->cursor, &at, -1);
}

static void
fw_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FwGrid *self = FW_GRID (widget);
  const FwGridMetrics *metrics = fw_grid_get_metrics (self);
  FwGridPlace place;

  fw_grid_get_place (self, &place);
  configure (self->across, place.cell, place.right - place.left, place.cell * self->columns);
  configure (self->down, metrics->line, place.bottom - place.top,
             (double) metrics->line * self->rows);
  fw_grid_get_place (self, &place);
  place_cursor (self, &place);
}

static void
fw_grid_measure (GtkWidget *widget,
                 GtkOrientation orientation,
                 int for_size,
                 int *minimum,
                 int *natural,
                 int *minimum_baseline,
                 int *natural_baseline)
{
  FwGrid *self = FW_GRID (widget);
  const FwGridMetrics *metrics = fw_grid_get_metrics (self);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = metrics->head + 3 * metrics->line;
      *natural = metrics->head + (int) (self->rows + self->feet) * metrics->line;
    }
  else
    {
      *minimum = metrics->name + (draws_rows (self)
                                      ? metrics->name / 2
                                      : 3 * metrics->least + (int) self->sums * metrics->sum);
      *natural =
          metrics->name + (int) self->columns * metrics->least + (int) self->sums * metrics->sum;
    }
  *natural = MAX (*natural, *minimum);
}

static void
scrolled_cb (FwGrid *self)
{
  FwGridPlace place;

  fw_grid_get_place (self, &place);
  place_cursor (self, &place);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
set_adjustment (FwGrid *self, GtkAdjustment **held, GtkAdjustment *adjustment)
{
  if (adjustment != NULL && adjustment == *held)
    return;
  if (*held != NULL)
    g_signal_handlers_disconnect_by_func (*held, scrolled_cb, self);
  g_clear_object (held);
  *held =
      g_object_ref_sink (adjustment != NULL ? adjustment : gtk_adjustment_new (0, 0, 0, 0, 0, 0));
  g_signal_connect_object (*held, "value-changed", G_CALLBACK (scrolled_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

gboolean
fw_grid_find (FwGrid *self, double x, double y, gboolean clamp, guint *row, guint *column)
{
  const int line = fw_grid_get_metrics (self)->line;
  FwGridPlace place;

  fw_grid_get_place (self, &place);
  if (self->rows == 0 || self->columns == 0 ||
      (!clamp && (x < place.left || x >= place.right || y < place.top || y >= place.bottom)))
    return FALSE;
  x = (CLAMP (x, place.left, place.right - 1) - place.left + place.x) / place.cell;
  y = (CLAMP (y, place.top, place.bottom - 1) - place.top + place.y) / line;
  *column = MIN ((guint) MAX (x, 0), self->columns - 1);
  *row = MIN ((guint) MAX (y, 0), self->rows - 1);
  return TRUE;
}

/* ---- the cursor ---- */

static void
show_cursor (FwGrid *self)
{
  g_autofree char *text = NULL;

  gtk_widget_queue_draw (GTK_WIDGET (self));
  gtk_widget_set_visible (self->cursor, self->rows > 0 && self->columns > 0);
  if (self->source == NULL || self->rows == 0 || self->columns == 0)
    return;
  text = self->source->describe (self->data, self->row, self->column);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->cursor), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text, -1);
}

static void
come_to (FwGrid *self)
{
  const int line = fw_grid_get_metrics (self)->line;
  FwGridPlace place;

  fw_grid_get_place (self, &place);
  if (self->across != NULL)
    gtk_adjustment_clamp_page (self->across, self->column * place.cell,
                               (self->column + 1) * place.cell);
  if (self->down != NULL)
    gtk_adjustment_clamp_page (self->down, (double) self->row * line,
                               (double) (self->row + 1) * line);
  scrolled_cb (self);
}

void
fw_grid_move (FwGrid *self, guint row, guint column, gboolean extend)
{
  if (self->rows == 0 || self->columns == 0)
    return;
  self->row = MIN (row, self->rows - 1);
  self->column = MIN (column, self->columns - 1);
  if (!extend)
    {
      self->anchor_row = self->row;
      self->anchor_column = self->column;
    }
  come_to (self);
  show_cursor (self);
  g_signal_emit (self, fw_grid_signals[FW_GRID_MOVED], 0);
}

/* ---- the widget ---- */

static void
fw_grid_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  FwGrid *self = FW_GRID (widget);

  GTK_WIDGET_CLASS (fw_grid_parent_class)->css_changed (widget, change);
  self->measured = FALSE;
  g_hash_table_remove_all (self->layouts);
  gtk_widget_queue_resize (widget);
}

static gboolean
fw_grid_grab_focus (GtkWidget *widget)
{
  FwGrid *self = FW_GRID (widget);

  return self->rows > 0 && gtk_widget_grab_focus (self->cursor);
}

/* A name that does not fit is read whole. */
static char *
write_name (FwGrid *self, guint row)
{
  FwGridRow name = { NULL };

  self->source->get_row (self->data, row, &name);
  return name.note != NULL ? g_strdup_printf ("%s\n%s", name.name, name.note)
                           : g_strdup (name.name);
}

static gboolean
fw_grid_query_tooltip (
    GtkWidget *widget, int x, int y, gboolean keyboard_tooltip, GtkTooltip *tooltip)
{
  FwGrid *self = FW_GRID (widget);
  g_autofree char *text = NULL;
  const int left = fw_grid_get_metrics (self)->name;
  guint row, column;

  if (self->source == NULL || !fw_grid_find (self, MAX (x, left), y, FALSE, &row, &column))
    return FALSE;
  text = x < left ? write_name (self, row) : self->source->describe (self->data, row, column);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
fw_grid_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FwGrid *self = FW_GRID (object);

  switch (id)
    {
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->across);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->down);
      break;
    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, (gint) self->scroll_policies[id - PROP_HSCROLL_POLICY]);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fw_grid_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FwGrid *self = FW_GRID (object);

  switch (id)
    {
    case PROP_HADJUSTMENT:
      set_adjustment (self, &self->across, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      set_adjustment (self, &self->down, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY:
      self->scroll_policies[id - PROP_HSCROLL_POLICY] = (guint) g_value_get_enum (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fw_grid_dispose (GObject *object)
{
  FwGrid *self = FW_GRID (object);

  self->source = NULL;
  g_clear_pointer (&self->cursor, gtk_widget_unparent);
  G_OBJECT_CLASS (fw_grid_parent_class)->dispose (object);
}

static void
fw_grid_finalize (GObject *object)
{
  FwGrid *self = FW_GRID (object);

  g_clear_object (&self->across);
  g_clear_object (&self->down);
  g_hash_table_unref (self->layouts);
  G_OBJECT_CLASS (fw_grid_parent_class)->finalize (object);
}

static void
add_signals (void)
{
  fw_grid_signals[FW_GRID_MOVED] =
      g_signal_new ("moved", FW_TYPE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  fw_grid_signals[FW_GRID_TYPED] = g_signal_new ("typed", FW_TYPE_GRID, G_SIGNAL_RUN_LAST, 0, NULL,
                                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  fw_grid_signals[FW_GRID_ERASE] =
      g_signal_new ("erase", FW_TYPE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  fw_grid_signals[FW_GRID_PASTE] = g_signal_new ("paste", FW_TYPE_GRID, G_SIGNAL_RUN_LAST, 0, NULL,
                                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  fw_grid_signals[FW_GRID_ACTIVATED] = g_signal_new ("activated", FW_TYPE_GRID, G_SIGNAL_RUN_LAST,
                                                     0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fw_grid_class_init (FwGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fw_grid_get_property;
  object_class->set_property = fw_grid_set_property;
  object_class->dispose = fw_grid_dispose;
  object_class->finalize = fw_grid_finalize;
  widget_class->size_allocate = fw_grid_size_allocate;
  widget_class->measure = fw_grid_measure;
  widget_class->snapshot = fw_grid_snapshot;
  widget_class->css_changed = fw_grid_css_changed;
  widget_class->grab_focus = fw_grid_grab_focus;
  widget_class->query_tooltip = fw_grid_query_tooltip;
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
  add_signals ();
  gtk_widget_class_set_css_name (widget_class, "cellgrid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
}

static void
fw_grid_init (FwGrid *self)
{
  self->layouts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->cursor = g_object_new (FW_TYPE_GRID_CURSOR, NULL);
  gtk_widget_set_parent (self->cursor, GTK_WIDGET (self));
  gtk_widget_set_visible (self->cursor, FALSE);
  g_signal_connect_object (self->cursor, "notify::has-focus", G_CALLBACK (gtk_widget_queue_draw),
                           self, G_CONNECT_SWAPPED);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  fw_grid_add_controllers (self);
}

GtkWidget *
fw_grid_new (void)
{
  return g_object_new (FW_TYPE_GRID, NULL);
}

void
fw_grid_set_source (FwGrid *self, const FwGridSource *source, gpointer data)
{
  g_return_if_fail (FW_IS_GRID (self) && source != NULL);

  self->source = source;
  self->data = data;
  self->measured = FALSE;
  fw_grid_changed (self);
}

void
fw_grid_set_size (FwGrid *self, guint rows, guint columns, guint sums, guint feet)
{
  g_return_if_fail (FW_IS_GRID (self));

  self->rows = rows;
  self->columns = columns;
  self->sums = sums;
  self->feet = feet;
  self->row = MIN (self->row, MAX (rows, 1) - 1);
  self->anchor_row = MIN (self->anchor_row, MAX (rows, 1) - 1);
  self->column = MIN (self->column, MAX (columns, 1) - 1);
  self->anchor_column = MIN (self->anchor_column, MAX (columns, 1) - 1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  fw_grid_changed (self);
}

void
fw_grid_set_label (FwGrid *self, const char *label)
{
  g_return_if_fail (FW_IS_GRID (self) && label != NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

void
fw_grid_changed (FwGrid *self)
{
  g_return_if_fail (FW_IS_GRID (self));

  if (g_hash_table_size (self->layouts) > MOST_LAYOUTS)
    g_hash_table_remove_all (self->layouts);
  show_cursor (self);
}

gboolean
fw_grid_get_cursor (FwGrid *self, guint *row, guint *column)
{
  g_return_val_if_fail (FW_IS_GRID (self), FALSE);

  *row = self->row;
  *column = self->column;
  return self->rows > 0 && self->columns > 0;
}

void
fw_grid_set_cursor (FwGrid *self, guint row, guint column)
{
  g_return_if_fail (FW_IS_GRID (self));

  fw_grid_move (self, row, column, FALSE);
}

gboolean
fw_grid_get_block (FwGrid *self, FwGridBlock *block)
{
  g_return_val_if_fail (FW_IS_GRID (self) && block != NULL, FALSE);

  *block = (FwGridBlock){ MIN (self->row, self->anchor_row), MAX (self->row, self->anchor_row),
                          MIN (self->column, self->anchor_column),
                          MAX (self->column, self->anchor_column) };
  return self->rows > 0 && self->columns > 0;
}

void
fw_grid_set_block (FwGrid *self, const FwGridBlock *block)
{
  g_return_if_fail (FW_IS_GRID (self) && block != NULL);

  fw_grid_move (self, block->first_row, block->first_column, FALSE);
  fw_grid_move (self, block->last_row, block->last_column, TRUE);
}
