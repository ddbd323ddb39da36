/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fw-path-map-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define REACH 8 /* px beside a way that still mean it */

G_DEFINE_FINAL_TYPE (FwPathMap, fw_path_map, FW_TYPE_CHART)

enum
{
  NODE_ACTIVATED,
  EDGE_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
clear_step (gpointer data)
{
  FwPathStep *step = data;

  g_clear_pointer (&step->label, g_free);
  g_clear_pointer (&step->note, g_free);
  g_clear_pointer (&step->text, g_free);
}

static void
clear_way (gpointer data)
{
  FwPathWay *way = data;

  g_clear_pointer (&way->text, g_free);
  g_clear_pointer (&way->note, g_free);
}

gboolean
fw_path_map_leads_back (FwPathMap *self, const FwPathWay *way)
{
  return fw_path_map_step (self, way->to)->layer <= fw_path_map_step (self, way->from)->layer;
}

static guint
fw_path_map_count_items (FwChart *chart)
{
  return FW_PATH_MAP (chart)->items->len;
}

static double
measure_distance (const FwPathWay *way, double x, double y)
{
  double least = INFINITY;

  for (guint i = 0; i <= 24; i++)
    {
      graphene_point_t at = fw_path_map_find_point (way, i / 24.);

      least = MIN (least, hypot (at.x - x, at.y - y));
    }
  return least;
}

static int
fw_path_map_find_item (FwChart *chart, double x, double y)
{
  FwPathMap *self = FW_PATH_MAP (chart);
  double nearest = REACH;
  int found = -1;

  for (guint i = 0; i < self->items->len; i++)
    {
      const FwPathItem *item = fw_path_map_item (self, i);
      double distance;

      if (!item->is_way)
        {
          if (graphene_rect_contains_point (&fw_path_map_step (self, item->index)->box,
                                            &GRAPHENE_POINT_INIT ((float) x, (float) y)))
            return (int) i;
          continue;
        }
      distance = measure_distance (fw_path_map_way (self, item->index), x, y);
      if (distance < nearest)
        {
          nearest = distance;
          found = (int) i;
        }
    }
  return found;
}

static int
fw_path_map_move_cursor (FwChart *chart, int item, FwChartMove move)
{
  if (move == FW_CHART_MOVE_UP)
    move = FW_CHART_MOVE_LEFT;
  else if (move == FW_CHART_MOVE_DOWN)
    move = FW_CHART_MOVE_RIGHT;
  return fw_chart_step_cursor (item, move, (int) FW_PATH_MAP (chart)->items->len);
}

static char *
fw_path_map_describe_item (FwChart *chart, guint at)
{
  FwPathMap *self = FW_PATH_MAP (chart);
  const FwPathItem *item = fw_path_map_item (self, at);
  g_autoptr (GString) text = g_string_new (NULL);
  const char *note;
  gboolean bottleneck;

  if (item->is_way)
    {
      const FwPathWay *way = fw_path_map_way (self, item->index);
      g_autofree char *count = fw_format_count ((gint64) MIN (way->count, G_MAXINT64));

      g_string_append_printf (text, "%s → %s: %s", fw_path_map_step (self, way->from)->label,
                              fw_path_map_step (self, way->to)->label, count);
      if (!way->standard)
        g_string_append_printf (text, ", %s", _ ("not the standard path"));
      note = way->note;
      bottleneck = way->bottleneck;
    }
  else
    {
      const FwPathStep *step = fw_path_map_step (self, item->index);

      g_string_append_printf (text, "%s: %s", step->label, step->text);
      note = step->note;
      bottleneck = step->bottleneck;
    }
  if (note != NULL)
    g_string_append_printf (text, "\n%s", note);
  if (bottleneck)
    g_string_append_printf (text, "\n%s", _ ("bottleneck"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
fw_path_map_activate (FwChart *chart, guint at)
{
  FwPathMap *self = FW_PATH_MAP (chart);
  const FwPathItem *item = fw_path_map_item (self, at);

  if (item->is_way)
    g_signal_emit (self, signals[EDGE_ACTIVATED], 0, fw_path_map_way (self, item->index)->index);
  else
    g_signal_emit (self, signals[NODE_ACTIVATED], 0, item->index);
}

static char *
fw_path_map_describe (FwChart *chart)
{
  FwPathMap *self = FW_PATH_MAP (chart);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->steps->len; i++)
    g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", fw_path_map_step (self, i)->label,
                            fw_path_map_step (self, i)->text);
  for (guint i = 0; i < self->items->len; i++)
    {
      const FwPathItem *item = fw_path_map_item (self, i);

      if (item->is_way && fw_path_map_way (self, item->index)->bottleneck)
        {
          g_autofree char *words = fw_path_map_describe_item (chart, i);

          g_strdelimit (words, "\n", ' ');
          g_string_append_printf (text, "; %s", words);
        }
    }
  if (text->len == 0)
    g_string_append (text, _ ("No data"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
fw_path_map_to_table (FwChart *chart)
{
  FwPathMap *self = FW_PATH_MAP (chart);
  GString *table = g_string_new (NULL);

  fw_chart_append_row (table, _ ("from"), _ ("to"), _ ("Number"), _ ("Path"), _ ("Note"), NULL);
  for (guint i = 0; i < self->items->len; i++)
    {
      const FwPathItem *item = fw_path_map_item (self, i);
      const FwPathStep *step = fw_path_map_step (self, item->index);
      const FwPathWay *way = fw_path_map_way (self, item->index);

      if (item->is_way)
        {
          g_autofree char *count = fw_format_count ((gint64) MIN (way->count, G_MAXINT64));

          fw_chart_append_row (table, fw_path_map_step (self, way->from)->label,
                               fw_path_map_step (self, way->to)->label, count,
                               way->standard ? _ ("standard") : _ ("deviation"),
                               way->note != NULL ? way->note : "", NULL);
        }
      else
        fw_chart_append_row (table, step->label, "", step->text, "",
                             step->note != NULL ? step->note : "", NULL);
    }
  return g_string_free (table, FALSE);
}

static void
fw_path_map_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  fw_path_map_draw (FW_PATH_MAP (widget), snapshot);
}

static void
fw_path_map_finalize (GObject *object)
{
  FwPathMap *self = FW_PATH_MAP (object);

  g_clear_pointer (&self->steps, g_array_unref);
  g_clear_pointer (&self->ways, g_array_unref);
  g_clear_pointer (&self->items, g_array_unref);
  G_OBJECT_CLASS (fw_path_map_parent_class)->finalize (object);
}

static void
fw_path_map_class_init (FwPathMapClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  FwChartClass *chart_class = FW_CHART_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fw_path_map_finalize;
  widget_class->snapshot = fw_path_map_snapshot;
  chart_class->size = (FwChartSize){ 320, 200, 760, 320 };
  chart_class->describe = fw_path_map_describe;
  chart_class->to_table = fw_path_map_to_table;
  chart_class->count_items = fw_path_map_count_items;
  chart_class->find_item = fw_path_map_find_item;
  chart_class->move_cursor = fw_path_map_move_cursor;
  chart_class->describe_item = fw_path_map_describe_item;
  chart_class->activate = fw_path_map_activate;
  signals[NODE_ACTIVATED] = g_signal_new ("node-activated", FW_TYPE_PATH_MAP, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[EDGE_ACTIVATED] = g_signal_new ("edge-activated", FW_TYPE_PATH_MAP, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
fw_path_map_init (FwPathMap *self)
{
  self->steps = g_array_new (FALSE, TRUE, sizeof (FwPathStep));
  self->ways = g_array_new (FALSE, TRUE, sizeof (FwPathWay));
  self->items = g_array_new (FALSE, TRUE, sizeof (FwPathItem));
  g_array_set_clear_func (self->steps, clear_step);
  g_array_set_clear_func (self->ways, clear_way);
}

GtkWidget *
fw_path_map_new (void)
{
  return g_object_new (FW_TYPE_PATH_MAP, NULL);
}

static void
add_way (FwPathMap *self, const FwPathEdge *edge, guint index)
{
  g_autofree char *count = fw_format_count ((gint64) MIN (edge->count, G_MAXINT64));
  FwPathWay way = { .index = index,
                    .from = edge->from,
                    .to = edge->to,
                    .text = edge->wait != NULL ? g_strdup_printf ("%s · %s", count, edge->wait)
                                               : g_strdup (count),
                    .note = g_strdup (edge->note),
                    .count = edge->count,
                    .standard = edge->standard,
                    .bottleneck = edge->bottleneck };

  self->most = MAX (self->most, edge->count);
  g_array_append_val (self->ways, way);
}

static guint
rank_step (const FwPathStep *step)
{
  return step->layer * FW_PATH_MOST_NODES + step->row;
}

static int
compare_steps (gconstpointer a, gconstpointer b, gpointer data)
{
  FwPathMap *self = data;
  guint one = *(const guint *) a, two = *(const guint *) b;
  int order = (int) rank_step (fw_path_map_step (self, one)) -
              (int) rank_step (fw_path_map_step (self, two));

  return order != 0 ? order : (int) one - (int) two;
}

static int
compare_ways (gconstpointer a, gconstpointer b, gpointer data)
{
  FwPathMap *self = data;
  guint one = *(const guint *) a, two = *(const guint *) b;
  int order = (int) rank_step (fw_path_map_step (self, fw_path_map_way (self, one)->to)) -
              (int) rank_step (fw_path_map_step (self, fw_path_map_way (self, two)->to));

  return order != 0 ? order : (int) one - (int) two;
}

static GArray *
sort_indexes (guint n, GCompareDataFunc compare, gpointer data)
{
  GArray *indexes = g_array_sized_new (FALSE, FALSE, sizeof (guint), n);

  for (guint i = 0; i < n; i++)
    g_array_append_val (indexes, i);
  g_array_sort_with_data (indexes, compare, data);
  return indexes;
}

static void
put_in_order (FwPathMap *self)
{
  g_autoptr (GArray) steps = sort_indexes (self->steps->len, compare_steps, self);
  g_autoptr (GArray) ways = sort_indexes (self->ways->len, compare_ways, self);

  g_array_set_size (self->items, 0);
  for (guint i = 0; i < steps->len; i++)
    {
      FwPathItem step = { FALSE, g_array_index (steps, guint, i) };

      g_array_append_val (self->items, step);
      for (guint j = 0; j < ways->len; j++)
        {
          FwPathItem way = { TRUE, g_array_index (ways, guint, j) };

          if (fw_path_map_way (self, way.index)->from == step.index)
            g_array_append_val (self->items, way);
        }
    }
}

void
fw_path_map_set (
    FwPathMap *self, const FwPathNode *nodes, guint n_nodes, const FwPathEdge *edges, guint n_edges)
{
  g_return_if_fail (FW_IS_PATH_MAP (self));
  g_return_if_fail (n_nodes <= FW_PATH_MOST_NODES && n_edges <= FW_PATH_MOST_EDGES);

  g_array_set_size (self->steps, 0);
  g_array_set_size (self->ways, 0);
  self->n_layers = self->n_rows = 0;
  self->most = 0;
  for (guint i = 0; i < n_nodes; i++)
    {
      FwPathStep step = { .label = g_strdup (nodes[i].label),
                          .note = g_strdup (nodes[i].note),
                          .text = fw_format_count ((gint64) MIN (nodes[i].count, G_MAXINT64)),
                          .count = nodes[i].count,
                          .layer = MIN (nodes[i].layer, FW_PATH_MOST_NODES - 1),
                          .row = MIN (nodes[i].row, FW_PATH_MOST_NODES - 1),
                          .bottleneck = nodes[i].bottleneck };

      self->n_layers = MAX (self->n_layers, step.layer + 1);
      self->n_rows = MAX (self->n_rows, step.row + 1);
      g_array_append_val (self->steps, step);
    }
  for (guint i = 0; i < n_edges; i++)
    if (edges[i].from < n_nodes && edges[i].to < n_nodes)
      add_way (self, &edges[i], i);
  put_in_order (self);
  fw_path_map_lay_out (self);
  fw_chart_changed (FW_CHART (self));
}

static int
find_at (FwPathMap *self, gboolean is_way, guint index)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const FwPathItem *item = fw_path_map_item (self, i);

      if (item->is_way == is_way &&
          (is_way ? fw_path_map_way (self, item->index)->index : item->index) == index)
        return (int) i;
    }
  return -1;
}

int
fw_path_map_find_node (FwPathMap *self, guint node)
{
  g_return_val_if_fail (FW_IS_PATH_MAP (self), -1);
  return find_at (self, FALSE, node);
}

int
fw_path_map_find_edge (FwPathMap *self, guint edge)
{
  g_return_val_if_fail (FW_IS_PATH_MAP (self), -1);
  return find_at (self, TRUE, edge);
}
