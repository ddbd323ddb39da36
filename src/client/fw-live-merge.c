/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/fw-live-private.h"

#include <math.h>

/* More half hours than any day has: a partial curve that begins beyond them is wrong. */
#define MAX_SLOTS 2000

static void
set_by (FwLive *self, const char *by)
{
  if (g_strcmp0 (self->by, by) == 0)
    return;
  g_free (self->by);
  self->by = g_strdup (by);
  g_hash_table_remove_all (self->groups_by_key);
  g_list_store_remove_all (self->groups);
  g_object_notify (G_OBJECT (self), "by");
}

static void
set_zone (FwLive *self, const char *name)
{
  if (name == NULL || *name == '\0' || g_strcmp0 (self->zone_name, name) == 0)
    return;
  g_free (self->zone_name);
  self->zone_name = g_strdup (name);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = g_time_zone_new_identifier (name);
}

/* Drops from @store and @by_key the rows whose key is not in @kept; runs of neighbours in one
 * change. */
static void
remove_missing (GListStore *store,
                GHashTable *by_key,
                GHashTable *kept,
                const char *(*get_key) (gpointer))
{
  guint i = g_list_model_get_n_items (G_LIST_MODEL (store));

  while (i > 0)
    {
      guint end = i;

      for (; i > 0; i--)
        {
          g_autoptr (GObject) row = g_list_model_get_item (G_LIST_MODEL (store), i - 1);

          if (g_hash_table_contains (kept, get_key (row)))
            break;
          g_hash_table_remove (by_key, get_key (row));
        }
      if (end > i)
        g_list_store_splice (store, i, end - i, NULL, 0);
      if (i > 0)
        i--;
    }
}

static void
append_rows (GListStore *store, GPtrArray *rows)
{
  if (rows->len > 0)
    g_list_store_splice (store, g_list_model_get_n_items (G_LIST_MODEL (store)), 0, rows->pdata,
                         rows->len);
}

static void
apply_tiles (FwLive *self, FwLiveFrame *frame)
{
  for (guint i = 0; frame->tiles != NULL && i < frame->tiles->len; i++)
    {
      const FwLiveFrameTile *tile = g_ptr_array_index (frame->tiles, i);
      FwTile *row = fw_live_find_tile (self, tile->measure);

      if (row != NULL)
        fw_tile_apply (row, tile);
    }
  if (frame->has_waiting)
    {
      self->waiting = frame->waiting;
      self->waiting.worst = (FwLiveWorst){ 0 }; /* the tile's to keep */
      fw_tile_apply_waiting (fw_live_find_tile (self, FW_LIVE_WAITING), &frame->waiting, frame->at);
    }
}

static gboolean
is_by_queue (FwLive *self)
{
  return g_strcmp0 (self->by, "queue") == 0;
}

/* Returns: (transfer none): the row of @key, which is among @added where it was not there. */
static FwGroupRow *
ensure_row (GHashTable *by_key, const char *key, GPtrArray *added)
{
  FwGroupRow *row = g_hash_table_lookup (by_key, key);

  if (row == NULL)
    {
      row = fw_group_row_new (key);
      g_ptr_array_add (added, row);
      g_hash_table_insert (by_key, (gpointer) fw_group_row_get_key (row), g_object_ref (row));
    }
  return row;
}

static void
apply_queues (FwLive *self, FwLiveFrame *frame)
{
  g_autoptr (GHashTable) kept = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);

  if (frame->queues == NULL)
    return;
  for (guint i = 0; i < frame->queues->len; i++)
    {
      const FwLiveFrameGroup *queue = g_ptr_array_index (frame->queues, i);

      fw_group_row_apply_queue (ensure_row (self->queues_by_key, queue->key, added), queue->title,
                                queue->values);
      g_hash_table_add (kept, (gpointer) queue->key);
    }
  if (!frame->partial)
    remove_missing (self->queues, self->queues_by_key, kept,
                    (const char *(*) (gpointer)) fw_group_row_get_key);
  append_rows (self->queues, added);
}

/* Rows by queue say who waits as well; a queue whose first caller waits has nothing else to say. */
static void
join_queues (FwLive *self)
{
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);
  FwLiveValue total[FW_LIVE_N_MEASURES];

  if (!is_by_queue (self))
    return;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->queues)); i++)
    {
      g_autoptr (FwGroupRow) queue = g_list_model_get_item (G_LIST_MODEL (self->queues), i);

      fw_group_row_apply_queue (
          ensure_row (self->groups_by_key, fw_group_row_get_key (queue), added),
          fw_group_row_get_title (queue), fw_group_row_get_value (queue, 0));
    }
  append_rows (self->groups, added);
  for (guint i = 0; i < FW_LIVE_N_MEASURES; i++)
    total[i] = FW_LIVE_VALUE_NONE;
  if (self->days == 0)
    {
      total[FW_LIVE_IN_QUEUE].value = self->waiting.count;
      total[FW_LIVE_LONGEST].value = self->waiting.longest;
      total[FW_LIVE_READY].value = self->counts.ready;
    }
  fw_group_row_apply_queue (self->total, NULL, total);
}

static void
apply_groups (FwLive *self, FwLiveFrame *frame)
{
  g_autoptr (GHashTable) kept = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);

  if (frame->total != NULL)
    fw_group_row_apply (self->total, frame->total);
  if (frame->by != NULL)
    set_by (self, frame->by);
  if (frame->groups == NULL)
    return;
  for (guint i = 0; i < frame->groups->len; i++)
    {
      const FwLiveFrameGroup *group = g_ptr_array_index (frame->groups, i);

      g_hash_table_add (kept, (gpointer) group->key);
      fw_group_row_apply (ensure_row (self->groups_by_key, group->key, added), group);
    }
  for (guint i = 0; is_by_queue (self) && frame->queues != NULL && i < frame->queues->len; i++)
    g_hash_table_add (kept, ((FwLiveFrameGroup *) g_ptr_array_index (frame->queues, i))->key);
  if (!frame->partial)
    remove_missing (self->groups, self->groups_by_key, kept,
                    (const char *(*) (gpointer)) fw_group_row_get_key);
  append_rows (self->groups, added);
}

static void
remove_person (FwLive *self, const char *agent)
{
  FwPersonRow *row = g_hash_table_lookup (self->people_by_agent, agent);
  guint position;

  if (row == NULL)
    return;
  if (g_list_store_find (self->people, row, &position))
    {
      g_hash_table_remove (self->people_by_agent, agent);
      g_list_store_remove (self->people, position);
    }
}

/* A partial frame holds who changed; a whole one everybody, so that who is not in it has gone. */
static void
apply_people (FwLive *self, FwLiveFrame *frame)
{
  g_autoptr (GHashTable) kept = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);

  if (frame->has_counts)
    self->counts = frame->counts;
  for (guint i = 0; frame->people != NULL && i < frame->people->len; i++)
    {
      const FwLiveFramePerson *person = g_ptr_array_index (frame->people, i);
      FwPersonRow *row = g_hash_table_lookup (self->people_by_agent, person->agent);

      if (person->state == FW_AGENT_SIGNED_OUT)
        {
          if (frame->people_partial)
            remove_person (self, person->agent);
          continue;
        }
      if (row == NULL)
        {
          row = fw_person_row_new (person->agent);
          g_ptr_array_add (added, row);
          g_hash_table_insert (self->people_by_agent, (gpointer) fw_person_row_get_agent (row),
                               g_object_ref (row));
        }
      g_hash_table_add (kept, (gpointer) person->agent);
      fw_person_row_apply (row, person);
    }
  if (frame->people != NULL && !frame->people_partial)
    remove_missing (self->people, self->people_by_agent, kept,
                    (const char *(*) (gpointer)) fw_person_row_get_agent);
  append_rows (self->people, added);
}

static void
apply_alerts (FwLive *self, FwLiveFrame *frame)
{
  g_autoptr (GHashTable) kept = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);

  if (frame->alerts == NULL)
    return;
  for (guint i = 0; i < frame->alerts->len; i++)
    {
      const FwLiveFrameAlert *alert = g_ptr_array_index (frame->alerts, i);
      FwAlertRow *row = g_hash_table_lookup (self->alerts_by_id, alert->id);

      if (row == NULL)
        {
          row = fw_alert_row_new (alert->id);
          g_ptr_array_add (added, row);
          g_hash_table_insert (self->alerts_by_id, (gpointer) fw_alert_row_get_id (row),
                               g_object_ref (row));
        }
      g_hash_table_add (kept, (gpointer) alert->id);
      fw_alert_row_apply (row, alert);
    }
  remove_missing (self->alerts, self->alerts_by_id, kept,
                  (const char *(*) (gpointer)) fw_alert_row_get_id);
  append_rows (self->alerts, added);
}

static void
replace_slots (GPtrArray *slots, GPtrArray *by, guint first)
{
  while (slots->len < first && slots->len < MAX_SLOTS)
    {
      FwLiveFrameGroup *empty = g_new0 (FwLiveFrameGroup, 1);

      for (guint i = 0; i < FW_LIVE_N_MEASURES; i++)
        empty->values[i] = FW_LIVE_VALUE_NONE;
      g_ptr_array_add (slots, empty);
    }
  g_ptr_array_set_size (slots, (int) MIN (first, slots->len));
  for (guint i = 0; i < by->len && slots->len < MAX_SLOTS; i++)
    g_ptr_array_add (slots, fw_live_frame_group_copy (g_ptr_array_index (by, i)));
}

static void
apply_curve (FwLive *self, FwLiveFrame *frame)
{
  if (frame->curve_step == 0)
    return;
  self->curve_step = frame->curve_step;
  if (frame->curve_from != 0)
    self->curve_from = frame->curve_from;
  if (frame->curve_now != NULL)
    replace_slots (self->curve_now, frame->curve_now, frame->curve_first);
  if (frame->curve_before != NULL)
    replace_slots (self->curve_before, frame->curve_before, 0);
}

void
fw_live_merge (FwLive *self, FwLiveFrame *frame)
{
  self->number = frame->number;
  self->at = frame->at;
  set_zone (self, frame->zone);
  if (frame->day_from != 0)
    {
      self->day_from = frame->day_from;
      self->day_to = frame->day_to;
    }
  if (frame->date != NULL && g_strcmp0 (frame->date, self->date) != 0)
    {
      g_free (self->date);
      self->date = g_strdup (frame->date);
    }
  self->days = frame->days;
  self->runs = frame->runs;
  self->before_from = frame->before_from;
  self->before_to = frame->before_to;
  apply_tiles (self, frame);
  apply_queues (self, frame);
  apply_groups (self, frame);
  apply_people (self, frame);
  join_queues (self);
  apply_alerts (self, frame);
  apply_curve (self, frame);
  fw_live_merge_compare (self);
}

void
fw_live_merge_compare (FwLive *self)
{
  const FwLiveFrame *compare = self->compare;

  if (compare == NULL)
    return;
  self->before_from = compare->before_from;
  self->before_to = compare->before_to;
  for (guint i = 0; compare->tiles != NULL && i < compare->tiles->len; i++)
    {
      const FwLiveFrameTile *tile = g_ptr_array_index (compare->tiles, i);
      FwTile *row = fw_live_find_tile (self, tile->measure);

      if (row != NULL)
        fw_tile_set_before (row, tile->before);
    }
  if (compare->curve_before != NULL)
    replace_slots (self->curve_before, compare->curve_before, 0);
}
