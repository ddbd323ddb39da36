/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/live/fw-live-row-curve.h"

#include "console/live/fw-floor-query.h"
#include "console/live/fw-live-words.h"

/* Who moves through the rows is not asked about each (ms). */
#define SETTLED 250
/* Of a moment that goes on the curve is asked again this often (s). */
#define AGAIN 30

struct _FwLiveRowCurve
{
  GObject parent_instance;

  FwView *view;
  FwLive *live;
  FwLiveDays *days;
  FwLiveTable *table; /* weak */
  FwLiveCurve *curve; /* weak */
  char *title;        /* of what is asked; NULL: nothing is */
  guint ask_source;
  guint again_source;
};

G_DEFINE_FINAL_TYPE (FwLiveRowCurve, fw_live_row_curve, G_TYPE_OBJECT)

static void
show_everybody (FwLiveRowCurve *self)
{
  fw_live_days_stop (self->days);
  g_clear_pointer (&self->title, g_free);
  g_clear_handle_id (&self->again_source, g_source_remove);
  if (self->curve != NULL)
    fw_live_curve_set_live (self->curve, self->live);
}

/* The row that stands for a group: a half hour is none, as the curve is made of them. */
static FwGroupRow *
find_row (FwLiveRowCurve *self)
{
  FwGroupRow *row = fw_live_grid_get_selected (fw_live_table_get_grid (self->table));

  if (row == NULL || (!fw_group_row_is_total (row) &&
                      !g_str_equal (fw_live_table_get_by (self->table), "half_hour")))
    return row;
  g_object_unref (row);
  return NULL;
}

static void
ask (FwLiveRowCurve *self)
{
  g_autoptr (FwGroupRow) row = self->table != NULL ? find_row (self) : NULL;
  g_autofree char *path = NULL;
  const char *by;

  if (row == NULL)
    {
      show_everybody (self);
      return;
    }
  by = fw_live_table_get_by (self->table);
  path = fw_floor_query_new (self->view, "", by, fw_group_row_get_key (row));
  g_free (self->title);
  self->title = g_strdup (fw_live_words_group (by, fw_group_row_get_title (row)));
  if (*self->title == '\0')
    {
      g_free (self->title);
      self->title = g_strdup (fw_group_row_get_key (row));
    }
  fw_live_days_ask (self->days, path);
}

static gboolean
ask_cb (gpointer data)
{
  FwLiveRowCurve *self = data;

  self->ask_source = 0;
  ask (self);
  return G_SOURCE_REMOVE;
}

static void
ask_soon (FwLiveRowCurve *self)
{
  if (self->ask_source != 0)
    g_source_remove (self->ask_source);
  self->ask_source = g_timeout_add (SETTLED, ask_cb, self);
}

static gboolean
again_cb (gpointer data)
{
  FwLiveRowCurve *self = data;

  self->again_source = 0;
  ask (self);
  return G_SOURCE_REMOVE;
}

static void
answered_cb (FwLiveDays *days, FwLiveFrame *frame, gpointer data)
{
  FwLiveRowCurve *self = data;

  if (self->title == NULL || self->curve == NULL)
    return;
  fw_live_curve_set_group (self->curve, fw_live_days_get_live (days), self->title);
  if (frame->runs && self->again_source == 0)
    self->again_source = g_timeout_add_seconds (AGAIN, again_cb, self);
}

static void
failed_cb (FwLiveDays *days, GError *error, gpointer data)
{
  /* everybody's is still right, and says whose it is */
  show_everybody (data);
}

static void
fw_live_row_curve_dispose (GObject *object)
{
  FwLiveRowCurve *self = FW_LIVE_ROW_CURVE (object);

  g_clear_handle_id (&self->ask_source, g_source_remove);
  g_clear_handle_id (&self->again_source, g_source_remove);
  if (self->days != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->days, self);
      fw_live_days_stop (self->days);
    }
  g_clear_object (&self->days);
  g_clear_object (&self->view);
  g_clear_object (&self->live);
  g_clear_weak_pointer (&self->table);
  g_clear_weak_pointer (&self->curve);
  g_clear_pointer (&self->title, g_free);
  G_OBJECT_CLASS (fw_live_row_curve_parent_class)->dispose (object);
}

static void
fw_live_row_curve_class_init (FwLiveRowCurveClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fw_live_row_curve_dispose;
}

static void
fw_live_row_curve_init (FwLiveRowCurve *self)
{
}

FwLiveRowCurve *
fw_live_row_curve_new (
    FwClient *client, FwView *view, FwLive *live, FwLiveTable *table, FwLiveCurve *curve)
{
  FwLiveRowCurve *self;
  FwLiveGrid *grid;

  g_return_val_if_fail (FW_IS_CLIENT (client) && FW_IS_VIEW (view) && FW_IS_LIVE (live), NULL);
  g_return_val_if_fail (FW_IS_LIVE_TABLE (table) && FW_IS_LIVE_CURVE (curve), NULL);

  self = g_object_new (FW_TYPE_LIVE_ROW_CURVE, NULL);
  self->view = g_object_ref (view);
  self->live = g_object_ref (live);
  self->days = fw_live_days_new (client);
  g_set_weak_pointer (&self->table, table);
  g_set_weak_pointer (&self->curve, curve);
  g_signal_connect (self->days, "answered", G_CALLBACK (answered_cb), self);
  g_signal_connect (self->days, "failed", G_CALLBACK (failed_cb), self);
  grid = fw_live_table_get_grid (table);
  g_signal_connect_object (fw_live_grid_get_shown (grid), "selection-changed",
                           G_CALLBACK (ask_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (table, "notify::by", G_CALLBACK (show_everybody), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "changed", G_CALLBACK (ask_soon), self, G_CONNECT_SWAPPED);
  return self;
}
