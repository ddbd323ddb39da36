/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/live/fw-live-tiles.h"

#include "console/live/fw-live-tile.h"

#define GAP 12
#define ONE_ROW 1140 /* px from which seven figures of 28 px stand side by side */
#define TWO_ROWS 600 /* px from which half of them do */
#define COLUMNS_NARROW 2

struct _FwLiveTiles
{
  GtkWidget parent_instance;

  guint columns;         /* 0: by the room */
  GtkSizeGroup *details; /* as high as the highest, so that the lines of the day begin alike */
};

enum
{
  OPEN,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwLiveTiles, fw_live_tiles, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static guint
count_tiles (FwLiveTiles *self)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n++;
  return n;
}

static guint
choose_columns (FwLiveTiles *self, int width)
{
  if (self->columns > 0)
    return self->columns;
  if (width < 0 || width >= ONE_ROW)
    return MAX (count_tiles (self), 1);
  return width >= TWO_ROWS ? MAX ((count_tiles (self) + 1) / 2, 1) : COLUMNS_NARROW;
}

static int
measure_row (FwLiveTiles *self, int width)
{
  int row = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int natural, least;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width < 0 ? -1 : MAX (width, least),
                          NULL, &natural, NULL, NULL);
      row = MAX (row, natural);
    }
  return row;
}

static GtkSizeRequestMode
fw_live_tiles_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
fw_live_tiles_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  FwLiveTiles *self = FW_LIVE_TILES (widget);
  guint n = count_tiles (self), columns, rows;
  int width;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = COLUMNS_NARROW * 130 + (COLUMNS_NARROW - 1) * GAP;
      *natural = ONE_ROW;
      return;
    }
  columns = choose_columns (self, for_size);
  rows = (n + columns - 1) / MAX (columns, 1);
  width = for_size > 0 ? (for_size + GAP) / (int) MAX (columns, 1) - GAP : -1;
  *minimum = *natural = (int) rows * measure_row (self, width) + ((int) MAX (rows, 1) - 1) * GAP;
}

static void
fw_live_tiles_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FwLiveTiles *self = FW_LIVE_TILES (widget);
  guint n = count_tiles (self), columns = choose_columns (self, width), i = 0;
  guint rows = MAX ((n + columns - 1) / columns, 1);
  int row_height = (height - ((int) rows - 1) * GAP) / (int) rows;
  double step = (width + GAP) / (double) columns;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child), i++)
    {
      guint column = i % columns, row = i / columns;
      /* the last tile takes what its row leaves free */
      guint end = i == n - 1 ? columns : column + 1;
      int x = (int) (column * step), right = (int) (end * step) - GAP;

      gtk_widget_size_allocate (
          child, &(GtkAllocation){ x, (int) row * (row_height + GAP), right - x, row_height }, -1);
    }
}

static void
remove_tiles (FwLiveTiles *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

static void
fw_live_tiles_dispose (GObject *object)
{
  remove_tiles (FW_LIVE_TILES (object));
  g_clear_object (&FW_LIVE_TILES (object)->details);
  G_OBJECT_CLASS (fw_live_tiles_parent_class)->dispose (object);
}

static void
fw_live_tiles_class_init (FwLiveTilesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fw_live_tiles_dispose;
  widget_class->get_request_mode = fw_live_tiles_get_request_mode;
  widget_class->measure = fw_live_tiles_measure;
  widget_class->size_allocate = fw_live_tiles_size_allocate;
  signals[OPEN] = g_signal_new ("open", FW_TYPE_LIVE_TILES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_css_name (widget_class, "tiles");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
fw_live_tiles_init (FwLiveTiles *self)
{
  self->details = gtk_size_group_new (GTK_SIZE_GROUP_VERTICAL);
}

GtkWidget *
fw_live_tiles_new (void)
{
  return g_object_new (FW_TYPE_LIVE_TILES, NULL);
}

static void
open_cb (FwLiveTile *tile, gpointer data)
{
  g_signal_emit (data, signals[OPEN], 0, fw_tile_get_measure (fw_live_tile_get_tile (tile)));
}

void
fw_live_tiles_set_live (FwLiveTiles *self, FwLive *live, gboolean days)
{
  GListModel *tiles = fw_live_get_tiles (live);

  g_return_if_fail (FW_IS_LIVE_TILES (self));

  remove_tiles (self);
  for (guint i = 0; i < g_list_model_get_n_items (tiles); i++)
    {
      g_autoptr (FwTile) tile = g_list_model_get_item (tiles, i);
      GtkWidget *widget;

      if (days && fw_tile_get_measure (tile) == FW_LIVE_WAITING)
        continue;
      widget = fw_live_tile_new (live, tile);
      gtk_size_group_add_widget (self->details, fw_live_tile_get_detail (FW_LIVE_TILE (widget)));
      g_signal_connect (widget, "open", G_CALLBACK (open_cb), self);
      gtk_widget_set_parent (widget, GTK_WIDGET (self));
    }
}

void
fw_live_tiles_set_compact (FwLiveTiles *self, gboolean compact)
{
  g_return_if_fail (FW_IS_LIVE_TILES (self));

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    fw_live_tile_set_compact (FW_LIVE_TILE (child), compact);
}

void
fw_live_tiles_set_columns (FwLiveTiles *self, guint columns)
{
  g_return_if_fail (FW_IS_LIVE_TILES (self));
  self->columns = columns;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
