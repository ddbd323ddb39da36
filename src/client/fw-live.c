/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/fw-live-private.h"

#include <math.h>

enum
{
  PROP_0,
  PROP_STATE,
  PROP_BY,
  N_PROPS
};

enum
{
  UPDATED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwLive, fw_live, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
set_state (FwLive *self, FwLiveState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
frame_cb (FwLiveFeed *feed, FwLiveFrame *frame, GBytes *json, gpointer data)
{
  FwLive *self = data;

  if (!frame->partial)
    {
      g_clear_pointer (&self->json, g_bytes_unref);
      self->json = g_bytes_ref (json);
    }
  fw_live_apply (self, frame);
}

static void
connected_cb (FwLiveFeed *feed, GParamSpec *pspec, gpointer data)
{
  FwLive *self = data;

  if (!fw_live_feed_is_connected (feed))
    {
      if (self->state == FW_LIVE_CURRENT)
        {
          self->fresh_at =
              g_get_real_time () - (g_get_monotonic_time () - fw_live_feed_get_last_byte (feed));
          set_state (self, FW_LIVE_STALE);
        }
    }
}

static void
fw_live_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FwLive *self = FW_LIVE (object);

  if (id == PROP_STATE)
    g_value_set_uint (value, self->state);
  else if (id == PROP_BY)
    g_value_set_string (value, self->by);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fw_live_dispose (GObject *object)
{
  FwLive *self = FW_LIVE (object);

  if (self->feed != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->feed, self);
      fw_live_feed_set_path (self->feed, NULL);
    }
  g_clear_object (&self->feed);
  G_OBJECT_CLASS (fw_live_parent_class)->dispose (object);
}

static void
fw_live_finalize (GObject *object)
{
  FwLive *self = FW_LIVE (object);

  g_free (self->by);
  g_free (self->date);
  g_free (self->zone_name);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->json, g_bytes_unref);
  g_clear_pointer (&self->compare, fw_live_frame_unref);
  g_clear_pointer (&self->curve_now, g_ptr_array_unref);
  g_clear_pointer (&self->curve_before, g_ptr_array_unref);
  g_clear_pointer (&self->queues_by_key, g_hash_table_unref);
  g_clear_pointer (&self->groups_by_key, g_hash_table_unref);
  g_clear_pointer (&self->people_by_agent, g_hash_table_unref);
  g_clear_pointer (&self->alerts_by_id, g_hash_table_unref);
  g_clear_object (&self->tiles);
  g_clear_object (&self->queues);
  g_clear_object (&self->groups);
  g_clear_object (&self->people);
  g_clear_object (&self->alerts);
  g_clear_object (&self->total);
  G_OBJECT_CLASS (fw_live_parent_class)->finalize (object);
}

static void
fw_live_class_init (FwLiveClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = fw_live_get_property;
  object_class->dispose = fw_live_dispose;
  object_class->finalize = fw_live_finalize;
  properties[PROP_STATE] =
      g_param_spec_uint ("state", NULL, NULL, 0, FW_LIVE_STALE, FW_LIVE_EMPTY, flags);
  properties[PROP_BY] = g_param_spec_string ("by", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[UPDATED] = g_signal_new ("updated", FW_TYPE_LIVE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
fw_live_init (FwLive *self)
{
  static const FwLiveMeasure tiles[] = { FW_LIVE_CONNECTION, FW_LIVE_SERVICE,    FW_LIVE_CSAT,
                                         FW_LIVE_AHT,        FW_LIVE_RESOLUTION, FW_LIVE_OCCUPANCY,
                                         FW_LIVE_WAITING };

  self->tiles = g_list_store_new (FW_TYPE_TILE);
  self->queues = g_list_store_new (FW_TYPE_GROUP_ROW);
  self->groups = g_list_store_new (FW_TYPE_GROUP_ROW);
  self->people = g_list_store_new (FW_TYPE_PERSON_ROW);
  self->alerts = g_list_store_new (FW_TYPE_ALERT_ROW);
  self->queues_by_key = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  self->groups_by_key = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  self->people_by_agent = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  self->alerts_by_id = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  self->total = fw_group_row_new ("");
  self->curve_now = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_live_frame_group_free);
  self->curve_before = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_live_frame_group_free);
  self->waiting.longest = self->waiting.before = NAN;
  self->date = g_strdup ("");
  for (guint i = 0; i < G_N_ELEMENTS (tiles); i++)
    {
      g_autoptr (FwTile) tile = fw_tile_new (tiles[i]);

      g_list_store_append (self->tiles, tile);
    }
}

FwLive *
fw_live_new (FwClient *client)
{
  FwLive *self = g_object_new (FW_TYPE_LIVE, NULL);

  if (client != NULL)
    {
      self->feed = fw_live_feed_new (client);
      g_signal_connect (self->feed, "frame", G_CALLBACK (frame_cb), self);
      g_signal_connect (self->feed, "notify::connected", G_CALLBACK (connected_cb), self);
    }
  return self;
}

void
fw_live_ask (FwLive *self, const char *by, const char *filters)
{
  g_autofree char *path = NULL;

  g_return_if_fail (FW_IS_LIVE (self));
  g_return_if_fail (by != NULL);

  path = filters != NULL && *filters != '\0' ? g_strdup_printf ("stream?by=%s&%s", by, filters)
                                             : g_strdup_printf ("stream?by=%s", by);
  if (self->feed != NULL)
    fw_live_feed_set_path (self->feed, path);
}

void
fw_live_stop (FwLive *self)
{
  g_return_if_fail (FW_IS_LIVE (self));

  if (self->feed != NULL)
    fw_live_feed_set_path (self->feed, NULL);
}

void
fw_live_apply (FwLive *self, FwLiveFrame *frame)
{
  g_return_if_fail (FW_IS_LIVE (self));

  /* after a resume what had already come may come again: seen twice it must change nothing */
  if (self->has_live && frame->partial && frame->number <= self->number)
    return;
  if (frame->partial && (!self->has_live || frame->number != self->number + 1))
    {
      /* what changed in between is not known, and merging the rest would hide that */
      g_message ("live feed: frame %" G_GUINT64_FORMAT " after %" G_GUINT64_FORMAT
                 ": asking for a whole one",
                 frame->number, self->number);
      if (self->feed != NULL)
        fw_live_feed_resync (self->feed);
      return;
    }
  self->has_live = TRUE;
  self->fresh_at = g_get_real_time ();
  set_state (self, FW_LIVE_CURRENT);
  fw_live_merge (self, frame);
  g_signal_emit (self, signals[UPDATED], 0);
}

void
fw_live_compare (FwLive *self, FwLiveFrame *days)
{
  g_return_if_fail (FW_IS_LIVE (self));

  g_clear_pointer (&self->compare, fw_live_frame_unref);
  if (days != NULL)
    {
      self->compare = fw_live_frame_ref (days);
      fw_live_merge_compare (self);
      g_signal_emit (self, signals[UPDATED], 0);
    }
  else
    {
      self->before_from = self->before_to = 0;
      /* what last week was comes with a whole frame */
      if (self->feed != NULL)
        fw_live_feed_resync (self->feed);
    }
}

static void
cached_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FwLive) self = data;
  g_autoptr (FwLiveFrame) frame = g_task_propagate_pointer (G_TASK (result), NULL);

  /* kept by an older version or damaged: then there is nothing to show yet, and the live frame is
   * on its way */
  if (frame != NULL && !self->has_live)
    fw_live_apply_kept (self, frame, self->fresh_at);
}

void
fw_live_apply_kept (FwLive *self, FwLiveFrame *frame, gint64 at)
{
  g_return_if_fail (FW_IS_LIVE (self));

  /* what was late then may be over: not to be acted on */
  g_clear_pointer (&frame->alerts, g_ptr_array_unref);
  self->fresh_at = at;
  fw_live_merge (self, frame);
  g_signal_emit (self, signals[UPDATED], 0);
  set_state (self, FW_LIVE_STALE);
}

void
fw_live_forget (FwLive *self)
{
  g_return_if_fail (FW_IS_LIVE (self));

  self->has_live = FALSE;
  set_state (self, FW_LIVE_EMPTY);
}

void
fw_live_show_cached (FwLive *self, GBytes *json, gint64 at)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (FW_IS_LIVE (self));

  if (self->has_live)
    return;
  self->fresh_at = at;
  task = g_task_new (NULL, NULL, cached_cb, g_object_ref (self));
  g_task_set_task_data (task, g_bytes_ref (json), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, fw_live_frame_parse_in_thread);
}

gint64
fw_live_get_age (FwLive *self)
{
  g_return_val_if_fail (FW_IS_LIVE (self), -1);

  if (self->state == FW_LIVE_EMPTY)
    return -1;
  if (self->state == FW_LIVE_CURRENT && self->feed != NULL)
    return g_get_monotonic_time () - fw_live_feed_get_last_byte (self->feed);
  return MAX (g_get_real_time () - self->fresh_at, 0);
}

FwTile *
fw_live_find_tile (FwLive *self, FwLiveMeasure measure)
{
  g_return_val_if_fail (FW_IS_LIVE (self), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->tiles)); i++)
    {
      g_autoptr (FwTile) tile = g_list_model_get_item (G_LIST_MODEL (self->tiles), i);

      if (fw_tile_get_measure (tile) == measure)
        return tile; /* the store keeps it */
    }
  return NULL;
}

void
fw_live_get_curve (FwLive *self, gint64 *from, gint64 *step, GPtrArray **now, GPtrArray **before)
{
  g_return_if_fail (FW_IS_LIVE (self));

  *from = self->curve_from;
  *step = self->curve_step;
  *now = self->curve_now;
  *before = self->curve_before;
}

GBytes *
fw_live_get_json (FwLive *self)
{
  g_return_val_if_fail (FW_IS_LIVE (self), NULL);
  return self->json;
}

FwLiveState
fw_live_get_state (FwLive *self)
{
  g_return_val_if_fail (FW_IS_LIVE (self), FW_LIVE_EMPTY);
  return self->state;
}

const char *
fw_live_get_by (FwLive *self)
{
  g_return_val_if_fail (FW_IS_LIVE (self), NULL);
  return self->by;
}

const char *
fw_live_get_date (FwLive *self)
{
  g_return_val_if_fail (FW_IS_LIVE (self), "");
  return self->date;
}

gint64
fw_live_get_at (FwLive *self)
{
  g_return_val_if_fail (FW_IS_LIVE (self), 0);
  return self->at;
}

GTimeZone *
fw_live_get_zone (FwLive *self)
{
  g_return_val_if_fail (FW_IS_LIVE (self), NULL);
  return self->zone;
}

GListModel *
fw_live_get_tiles (FwLive *self)
{
  g_return_val_if_fail (FW_IS_LIVE (self), NULL);
  return G_LIST_MODEL (self->tiles);
}

GListModel *
fw_live_get_queues (FwLive *self)
{
  g_return_val_if_fail (FW_IS_LIVE (self), NULL);
  return G_LIST_MODEL (self->queues);
}

GListModel *
fw_live_get_groups (FwLive *self)
{
  g_return_val_if_fail (FW_IS_LIVE (self), NULL);
  return G_LIST_MODEL (self->groups);
}

FwGroupRow *
fw_live_get_total (FwLive *self)
{
  g_return_val_if_fail (FW_IS_LIVE (self), NULL);
  return self->total;
}

GListModel *
fw_live_get_people (FwLive *self)
{
  g_return_val_if_fail (FW_IS_LIVE (self), NULL);
  return G_LIST_MODEL (self->people);
}

GListModel *
fw_live_get_alerts (FwLive *self)
{
  g_return_val_if_fail (FW_IS_LIVE (self), NULL);
  return G_LIST_MODEL (self->alerts);
}

FwLiveFeed *
fw_live_get_feed (FwLive *self)
{
  g_return_val_if_fail (FW_IS_LIVE (self), NULL);
  return self->feed;
}

const FwLiveCounts *
fw_live_get_counts (FwLive *self)
{
  g_return_val_if_fail (FW_IS_LIVE (self), NULL);
  return &self->counts;
}

const FwLiveWaiting *
fw_live_get_waiting (FwLive *self)
{
  g_return_val_if_fail (FW_IS_LIVE (self), NULL);
  return &self->waiting;
}

FwPersonRow *
fw_live_find_person (FwLive *self, const char *agent)
{
  g_return_val_if_fail (FW_IS_LIVE (self), NULL);
  return g_hash_table_lookup (self->people_by_agent, agent);
}

void
fw_live_get_day (FwLive *self, gint64 *from, gint64 *to)
{
  g_return_if_fail (FW_IS_LIVE (self));
  *from = self->day_from;
  *to = self->day_to;
}

guint
fw_live_get_days (FwLive *self, gboolean *runs)
{
  g_return_val_if_fail (FW_IS_LIVE (self), 0);

  if (runs != NULL)
    *runs = self->runs;
  return self->days;
}

void
fw_live_get_before (FwLive *self, gint64 *from, gint64 *to)
{
  g_return_if_fail (FW_IS_LIVE (self));

  *from = self->before_from;
  *to = self->before_to;
}
