/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fw-heat-map-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

G_DEFINE_FINAL_TYPE (FwHeatMap, fw_heat_map, FW_TYPE_CHART)

enum
{
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

FwHeatState
fw_heat_map_get_state (FwHeatMap *self, const FwHeatCell *cell)
{
  if (!isfinite (cell->before) || !isfinite (cell->now))
    return FW_HEAT_EMPTY;
  return cell->n < self->least_n ? FW_HEAT_THIN : FW_HEAT_FULL;
}

static int
compare_doubles (const void *a, const void *b)
{
  double one = *(const double *) a, two = *(const double *) b;

  return (one > two) - (one < two);
}

/* A difference that people count in: what all but a twentieth of the cells keep below, so that one
 * outlier does not bleach the others; but half of the largest at least, or noise would look as
 * strong as the few cells that matter. */
static double
find_reach (FwHeatMap *self)
{
  static const double leads[] = { 1, 1.5, 2, 3, 5, 10 };
  guint n = self->n_rows * self->n_columns, found = 0;
  g_autofree double *sizes = g_new (double, MAX (n, 1));
  double least = self->format == FW_FORMAT_RATIO ? 0.01 : 1, size, power;

  for (guint i = 0; i < n; i++)
    if (fw_heat_map_get_state (self, &self->cells[i]) == FW_HEAT_FULL)
      sizes[found++] = fabs (self->cells[i].now - self->cells[i].before);
  if (found == 0)
    return least;
  qsort (sizes, found, sizeof (double), compare_doubles);
  size = MAX (MAX (sizes[(found - 1) * 19 / 20], sizes[found - 1] / 2), least);
  power = pow (10, floor (log10 (size)));
  for (guint i = 0; i < G_N_ELEMENTS (leads); i++)
    if (size <= leads[i] * power * (1 + 1e-9))
      return leads[i] * power;
  return 10 * power;
}

static guint
fw_heat_map_count_items (FwChart *chart)
{
  FwHeatMap *self = FW_HEAT_MAP (chart);

  return self->n_rows * self->n_columns;
}

static int
fw_heat_map_find_item (FwChart *chart, double x, double y)
{
  FwHeatMap *self = FW_HEAT_MAP (chart);
  double across = (x - self->plot.origin.x) / MAX (self->plot.size.width, 1);
  double down = (y - self->plot.origin.y) / MAX (self->plot.size.height, 1);

  if (across < 0 || across >= 1 || down < 0 || down >= 1)
    return -1;
  return (int) (down * self->n_rows) * (int) self->n_columns + (int) (across * self->n_columns);
}

static int
fw_heat_map_move_cursor (FwChart *chart, int item, FwChartMove move)
{
  FwHeatMap *self = FW_HEAT_MAP (chart);
  int n = (int) self->n_columns, row = MAX (item, 0) / n, column = MAX (item, 0) % n;

  if (item < 0)
    return 0;
  switch (move)
    {
    case FW_CHART_MOVE_LEFT:
      column = MAX (column - 1, 0);
      break;
    case FW_CHART_MOVE_RIGHT:
      column = MIN (column + 1, n - 1);
      break;
    case FW_CHART_MOVE_UP:
      row = MAX (row - 1, 0);
      break;
    case FW_CHART_MOVE_DOWN:
      row = MIN (row + 1, (int) self->n_rows - 1);
      break;
    case FW_CHART_MOVE_HOME:
      column = 0;
      break;
    case FW_CHART_MOVE_END:
    default:
      column = n - 1;
      break;
    }
  return row * n + column;
}

static void
fw_heat_map_activate (FwChart *chart, guint item)
{
  FwHeatMap *self = FW_HEAT_MAP (chart);

  g_signal_emit (self, signals[ACTIVATED], 0, item / self->n_columns, item % self->n_columns);
}

static char *
fw_heat_map_describe_item (FwChart *chart, guint item)
{
  FwHeatMap *self = FW_HEAT_MAP (chart);
  const FwHeatCell *cell = &self->cells[item];
  const char *row = self->rows[item / self->n_columns],
             *column = self->columns[item % self->n_columns];
  g_autofree char *before = fw_format_short (self->format, cell->before);
  g_autofree char *now = fw_format_short (self->format, cell->now);
  g_autofree char *n = fw_format_count ((gint64) MIN (cell->n, G_MAXINT64));
  g_autofree char *change = NULL;

  switch (fw_heat_map_get_state (self, cell))
    {
    case FW_HEAT_EMPTY:
      return g_strdup_printf (_ ("%s %s: no data"), row, column);
    case FW_HEAT_THIN:
      /* Translators: weekday, time, figure before, figure now, number of contacts */
      return g_strdup_printf (_ ("%s %s: %s → %s (n %s)\ntoo few to tell"), row, column, before,
                              now, n);
    case FW_HEAT_FULL:
    default:
      change = fw_format_signed (self->format, cell->now - cell->before);
      /* Translators: weekday, time, figure before, figure now, number of contacts, difference */
      return g_strdup_printf (_ ("%s %s: %s → %s (n %s)\n%s"), row, column, before, now, n, change);
    }
}

/* The strongest change to one side. Returns: -1 where there is none */
static int
find_strongest (FwHeatMap *self, gboolean fall)
{
  double strongest = 0;
  int found = -1;

  for (guint i = 0; i < self->n_rows * self->n_columns; i++)
    {
      double change = self->cells[i].now - self->cells[i].before;

      if (fw_heat_map_get_state (self, &self->cells[i]) != FW_HEAT_FULL)
        continue;
      if ((fall ? -change : change) > strongest)
        {
          strongest = fabs (change);
          found = (int) i;
        }
    }
  return found;
}

static char *
fw_heat_map_describe (FwChart *chart)
{
  FwHeatMap *self = FW_HEAT_MAP (chart);
  guint n = self->n_rows * self->n_columns, told = 0;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    told += fw_heat_map_get_state (self, &self->cells[i]) == FW_HEAT_FULL;
  if (told == 0)
    {
      g_string_append (text, n == 0 ? _ ("No data") : _ ("No cell has enough to tell"));
      return g_string_free (text, FALSE);
    }
  g_string_append_printf (
      text,
      ngettext ("%u of %u cell has enough to tell", "%u of %u cells have enough to tell", told),
      told, n);
  for (guint side = 0; side < 2; side++)
    {
      int item = find_strongest (self, side == 0);
      g_autofree char *words = NULL;

      if (item < 0)
        continue;
      words = fw_heat_map_describe_item (chart, (guint) item);
      g_strdelimit (words, "\n", ' ');
      g_string_append (text, "; ");
      g_string_append_printf (text, side == 0 ? _ ("strongest fall %s") : _ ("strongest rise %s"),
                              words);
    }
  return g_string_free (text, FALSE);
}

static char *
fw_heat_map_to_table (FwChart *chart)
{
  FwHeatMap *self = FW_HEAT_MAP (chart);
  GString *table = g_string_new (NULL);

  fw_chart_append_row (table, _ ("Row"), _ ("Column"), _ ("Before"), _ ("Now"), _ ("Change"), "n",
                       NULL);
  for (guint i = 0; i < self->n_rows * self->n_columns; i++)
    {
      const FwHeatCell *cell = &self->cells[i];
      gboolean empty = fw_heat_map_get_state (self, cell) == FW_HEAT_EMPTY;
      g_autofree char *before = fw_format_short (self->format, cell->before);
      g_autofree char *now = fw_format_short (self->format, cell->now);
      g_autofree char *change = fw_format_signed (self->format, cell->now - cell->before);
      g_autofree char *n = g_strdup_printf ("%" G_GUINT64_FORMAT, cell->n);

      fw_chart_append_row (table, self->rows[i / self->n_columns],
                           self->columns[i % self->n_columns],
                           isfinite (cell->before) ? before : "", isfinite (cell->now) ? now : "",
                           empty ? "" : change, n, NULL);
    }
  return g_string_free (table, FALSE);
}

static void
fw_heat_map_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  fw_heat_map_draw (FW_HEAT_MAP (widget), snapshot);
}

static void
drop_cells (FwHeatMap *self)
{
  g_clear_pointer (&self->rows, g_strfreev);
  g_clear_pointer (&self->columns, g_strfreev);
  g_clear_pointer (&self->cells, g_free);
  self->n_rows = self->n_columns = 0;
}

static void
fw_heat_map_finalize (GObject *object)
{
  drop_cells (FW_HEAT_MAP (object));
  G_OBJECT_CLASS (fw_heat_map_parent_class)->finalize (object);
}

static void
fw_heat_map_class_init (FwHeatMapClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FwChartClass *chart_class = FW_CHART_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fw_heat_map_finalize;
  widget_class->snapshot = fw_heat_map_snapshot;
  chart_class->size = (FwChartSize){ 240, 140, 480, 240 };
  chart_class->describe = fw_heat_map_describe;
  chart_class->to_table = fw_heat_map_to_table;
  chart_class->count_items = fw_heat_map_count_items;
  chart_class->find_item = fw_heat_map_find_item;
  chart_class->move_cursor = fw_heat_map_move_cursor;
  chart_class->describe_item = fw_heat_map_describe_item;
  chart_class->activate = fw_heat_map_activate;
  signals[ACTIVATED] = g_signal_new ("activated", FW_TYPE_HEAT_MAP, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
}

static void
fw_heat_map_init (FwHeatMap *self)
{
  self->reach = 1;
}

GtkWidget *
fw_heat_map_new (void)
{
  return g_object_new (FW_TYPE_HEAT_MAP, NULL);
}

void
fw_heat_map_set_meaning (FwHeatMap *self,
                         FwFormat format,
                         gboolean lower_is_better,
                         guint64 least_n)
{
  g_return_if_fail (FW_IS_HEAT_MAP (self));

  self->format = format;
  self->lower_is_better = lower_is_better;
  self->least_n = least_n;
  self->reach = find_reach (self);
  fw_chart_changed (FW_CHART (self));
}

static char **
copy_names (const char *const *names, guint n)
{
  char **copy = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    copy[i] = g_strdup (names[i]);
  return copy;
}

void
fw_heat_map_set (FwHeatMap *self,
                 const char *const *rows,
                 guint n_rows,
                 const char *const *columns,
                 guint n_columns,
                 const FwHeatCell *cells)
{
  g_return_if_fail (FW_IS_HEAT_MAP (self));
  g_return_if_fail (n_rows <= 1000 && n_columns <= 1000);

  drop_cells (self);
  if (n_rows > 0 && n_columns > 0)
    {
      self->rows = copy_names (rows, n_rows);
      self->columns = copy_names (columns, n_columns);
      self->cells = g_memdup2 (cells, sizeof *cells * n_rows * n_columns);
      self->n_rows = n_rows;
      self->n_columns = n_columns;
    }
  self->reach = find_reach (self);
  fw_chart_changed (FW_CHART (self));
}

guint
fw_heat_map_get_item (FwHeatMap *self, guint row, guint column)
{
  g_return_val_if_fail (FW_IS_HEAT_MAP (self), 0);
  g_return_val_if_fail (row < self->n_rows && column < self->n_columns, 0);

  return row * self->n_columns + column;
}
