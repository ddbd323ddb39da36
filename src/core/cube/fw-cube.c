/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cube/fw-cube-private.h"
#include "core/cube/fw-pairs.h"

static void
free_clocks (gpointer data)
{
  GArray *clocks = data;

  if (clocks == NULL)
    return;

  for (guint i = 0; i < clocks->len; i++)
    fw_zone_unref (g_array_index (clocks, FwCubeClock, i).zone);
  g_array_unref (clocks);
}

FwCube *
fw_cube_new (void)
{
  FwCube *self = g_new0 (FwCube, 1);

  g_mutex_init (&self->gate);
  g_rw_lock_init (&self->lock);
  g_mutex_init (&self->index_mutex);
  g_mutex_init (&self->pairs_mutex);
  for (guint i = FW_DIMENSION_SITE; i <= FW_DIMENSION_AGENT; i++)
    self->dictionaries[i] = fw_dictionary_new ();
  self->sites = g_ptr_array_new_with_free_func (free_clocks);
  self->segments = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_segment_free);
  return self;
}

void
fw_cube_free (FwCube *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < FW_N_DIMENSIONS; i++)
    fw_dictionary_free (self->dictionaries[i]);
  g_ptr_array_unref (self->sites);
  g_ptr_array_unref (self->segments);
  g_mutex_clear (&self->gate);
  g_rw_lock_clear (&self->lock);
  g_mutex_clear (&self->index_mutex);
  g_mutex_clear (&self->pairs_mutex);
  g_free (self);
}

/* How many read locks this thread holds, of whatever cube. */
static GPrivate held = G_PRIVATE_INIT (NULL);

static void
count_held (gint more)
{
  g_private_set (&held, GINT_TO_POINTER (GPOINTER_TO_INT (g_private_get (&held)) + more));
}

/* A plain reader-writer lock lets new readers in while a writer waits, so that questions without
 * end would keep events out. The writer therefore waits at the gate, which each new reader passes
 * first. Who reads already goes round it: the writer waits for her, so she must not wait for the
 * writer. */
void
fw_cube_read_lock (FwCube *self)
{
  gboolean reads = g_private_get (&held) != NULL;

  if (!reads)
    g_mutex_lock (&self->gate);
  g_rw_lock_reader_lock (&self->lock);
  if (!reads)
    g_mutex_unlock (&self->gate);
  count_held (1);
}

void
fw_cube_read_unlock (FwCube *self)
{
  count_held (-1);
  g_rw_lock_reader_unlock (&self->lock);
}

void
fw_cube_write_lock (FwCube *self)
{
  g_mutex_lock (&self->gate);
  g_rw_lock_writer_lock (&self->lock);
  g_mutex_unlock (&self->gate);
}

void
fw_cube_write_unlock (FwCube *self)
{
  g_rw_lock_writer_unlock (&self->lock);
}

FwDictionary *
fw_cube_get_dictionary (FwCube *self, FwDimension dimension)
{
  g_return_val_if_fail (self != NULL && (guint) dimension < FW_N_DIMENSIONS, NULL);

  return self->dictionaries[dimension];
}

gboolean
fw_cube_set_dictionary (FwCube *self, FwDimension dimension, FwDictionary *dictionary)
{
  g_return_val_if_fail (self != NULL && dictionary != NULL, FALSE);
  g_return_val_if_fail (dimension <= FW_DIMENSION_AGENT, FALSE);

  if (self->segments->len > 0)
    {
      fw_dictionary_free (dictionary);
      return FALSE;
    }

  fw_dictionary_free (self->dictionaries[dimension]);
  self->dictionaries[dimension] = dictionary;
  return TRUE;
}

/* ---- sites and their clocks ---- */

static GArray *
get_clocks (FwCube *self, guint16 site)
{
  return site < self->sites->len ? g_ptr_array_index (self->sites, site) : NULL;
}

/* Returns: the last day of the site that has begun; G_MININT32 when none has. */
static gint32
get_last_day (FwCube *self, guint16 site)
{
  guint place = fw_cube_find_place (self, site, G_MAXINT32);
  const FwSegment *segment = place > 0 ? g_ptr_array_index (self->segments, place - 1) : NULL;

  return segment != NULL && segment->key.site == site ? segment->key.day : G_MININT32;
}

static gboolean
is_same_clock (FwZone *zone, FwZone *other)
{
  return fw_zone_get_day_start (zone) == fw_zone_get_day_start (other) &&
         g_str_equal (fw_zone_get_identifier (zone), fw_zone_get_identifier (other));
}

void
fw_cube_add_site (FwCube *self, guint16 site, FwZone *zone)
{
  GArray *clocks;
  gint32 last;

  g_return_if_fail (self != NULL && zone != NULL);

  if (site >= self->sites->len)
    g_ptr_array_set_size (self->sites, site + 1);

  clocks = g_ptr_array_index (self->sites, site);
  if (clocks == NULL)
    clocks = g_ptr_array_index (self->sites, site) =
        g_array_new (FALSE, FALSE, sizeof (FwCubeClock));
  else if (is_same_clock (g_array_index (clocks, FwCubeClock, clocks->len - 1).zone, zone))
    return;

  last = get_last_day (self, site);
  while (clocks->len > 0 &&
         (last == G_MININT32 || g_array_index (clocks, FwCubeClock, clocks->len - 1).since > last))
    {
      fw_zone_unref (g_array_index (clocks, FwCubeClock, clocks->len - 1).zone);
      g_array_set_size (clocks, clocks->len - 1);
    }
  g_array_append_val (
      clocks, ((FwCubeClock){ clocks->len == 0 ? G_MININT32 : last + 1, fw_zone_ref (zone) }));
}

FwZone *
fw_cube_get_zone (FwCube *self, guint16 site)
{
  GArray *clocks;

  g_return_val_if_fail (self != NULL, NULL);

  clocks = get_clocks (self, site);
  return clocks != NULL ? g_array_index (clocks, FwCubeClock, clocks->len - 1).zone : NULL;
}

/* A clock's days end where the first day of the next clock begins. */
gint32
fw_cube_get_day (FwCube *self, guint16 site, gint64 at)
{
  GArray *clocks = get_clocks (self, site);
  gint32 latest = G_MAXINT32;

  g_assert (clocks != NULL);

  for (guint i = clocks->len - 1; i > 0; i--)
    {
      const FwCubeClock *clock = &g_array_index (clocks, FwCubeClock, i);
      gint64 start;

      fw_zone_get_day_bounds (clock->zone, clock->since, &start, NULL);
      if (at >= start)
        return MIN (fw_zone_get_day (clock->zone, at), latest);
      latest = clock->since - 1;
    }

  return MIN (fw_zone_get_day (g_array_index (clocks, FwCubeClock, 0).zone, at), latest);
}

static gint64
get_day_start (FwCube *self, guint16 site, gint32 day)
{
  GArray *clocks = get_clocks (self, site);
  guint i = clocks->len - 1;
  gint64 start;

  while (i > 0 && g_array_index (clocks, FwCubeClock, i).since > day)
    i--;
  fw_zone_get_day_bounds (g_array_index (clocks, FwCubeClock, i).zone, day, &start, NULL);
  return start;
}

/* ---- segments ---- */

guint
fw_cube_find_place (FwCube *self, guint16 site, gint32 day)
{
  guint low = 0, high = self->segments->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;
      const FwSegment *segment = g_ptr_array_index (self->segments, middle);

      if (segment->key.site < site || (segment->key.site == site && segment->key.day < day))
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static FwSegment *
find_segment (FwCube *self, guint16 site, gint32 day)
{
  guint place;
  FwSegment *segment = self->recent;

  if (segment != NULL && segment->key.site == site && segment->key.day == day)
    return segment;

  place = fw_cube_find_place (self, site, day);
  segment = place < self->segments->len ? g_ptr_array_index (self->segments, place) : NULL;
  return segment != NULL && segment->key.site == site && segment->key.day == day ? segment : NULL;
}

FwSegment *
fw_cube_get_segment (FwCube *self, guint16 site, gint32 day)
{
  FwSegment *segment = find_segment (self, site, day);

  if (segment == NULL || self->shelf.get == NULL)
    return segment;
  if (segment->away)
    segment = fw_cube_bring_back (self, segment);
  segment->used = ++self->uses;
  return segment;
}

FwSegment *
fw_cube_get_segment_at (FwCube *self, guint place)
{
  FwSegment *segment = self->segments->pdata[place];

  if (!segment->away)
    return segment;
  fw_cube_put_away (self);
  return fw_cube_get_segment (self, segment->key.site, segment->key.day);
}

void
fw_cube_insert_segment (FwCube *self, FwSegment *segment)
{
  guint place = fw_cube_find_place (self, segment->key.site, segment->key.day);
  FwSegment *old = find_segment (self, segment->key.site, segment->key.day);

  if (old != NULL)
    {
      if (self->recent == old)
        self->recent = NULL;
      g_ptr_array_remove_index (self->segments, place);
    }
  g_ptr_array_insert (self->segments, (gint) place, segment);
}

static FwSegment *
ensure_segment (FwCube *self, guint16 site, gint32 day)
{
  FwSegment *segment = fw_cube_get_segment (self, site, day);

  if (segment == NULL)
    {
      FwSegmentKey key = { site, day };

      segment = fw_segment_new (&key, get_day_start (self, site, day));
      fw_cube_insert_segment (self, segment);
    }

  self->recent = segment;
  return segment;
}

/* ---- rows ---- */

void
fw_cube_append (FwCube *self, guint16 site, const FwContact *contact, FwContactRef *ref)
{
  FwSegment *segment;
  gint32 day;

  g_return_if_fail (self != NULL && contact != NULL && get_clocks (self, site) != NULL);

  day = fw_cube_get_day (self, site, contact->at);
  segment = ensure_segment (self, site, day);
  fw_segment_drop_pairs (segment);
  segment->dirty = TRUE;
  *ref = (FwContactRef){ site, day, fw_segment_append (segment, contact) };
}

static FwSegment *
get_row_segment (FwCube *self, const FwContactRef *ref)
{
  FwSegment *segment = fw_cube_get_segment (self, ref->site, ref->day);

  g_return_val_if_fail (segment != NULL && ref->row < segment->n_rows, NULL);
  return segment;
}

void
fw_cube_patch (FwCube *self, const FwContactRef *ref, const FwContact *contact)
{
  FwSegment *segment;

  g_return_if_fail (self != NULL && ref != NULL && contact != NULL);

  segment = get_row_segment (self, ref);
  if (segment == NULL)
    return;

  fw_segment_drop_pairs (segment);
  fw_segment_write (segment, ref->row, contact);
  segment->dirty = TRUE;
}

void
fw_cube_get (FwCube *self, const FwContactRef *ref, FwContact *contact)
{
  FwSegment *segment;

  g_return_if_fail (self != NULL && ref != NULL && contact != NULL);

  *contact = (FwContact) FW_CONTACT_INIT;
  segment = get_row_segment (self, ref);
  if (segment != NULL)
    fw_segment_read (segment, ref->row, contact);
}

gboolean
fw_cube_find (
    FwCube *self, guint16 site, gint32 day, guint days_before, guint64 key, FwContactRef *ref)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (self != NULL && ref != NULL, FALSE);

  locker = g_mutex_locker_new (&self->index_mutex);
  for (guint i = 0; i <= days_before; i++)
    {
      FwSegment *segment = fw_cube_get_segment (self, site, day - (gint32) i);
      guint32 row = segment != NULL ? fw_segment_find (segment, key) : FW_TABLE_NONE;

      if (row != FW_TABLE_NONE)
        {
          *ref = (FwContactRef){ site, day - (gint32) i, row };
          return TRUE;
        }
    }

  return FALSE;
}

gboolean
fw_cube_find_at (FwCube *self, guint16 site, gint32 day, gint64 at, guint64 key, FwContactRef *ref)
{
  FwSegment *segment;
  guint32 row;

  g_return_val_if_fail (self != NULL && ref != NULL, FALSE);

  segment = fw_cube_get_segment (self, site, day);
  row = segment != NULL ? fw_segment_find_at (segment, at, key) : FW_TABLE_NONE;
  if (row == FW_TABLE_NONE)
    return FALSE;

  *ref = (FwContactRef){ site, day, row };
  return TRUE;
}

/* ---- people's time ---- */

const char *
fw_agent_state_to_name (FwAgentState state)
{
  static const char *const names[FW_N_AGENT_STATES] = {
    [FW_AGENT_SIGNED_OUT] = "signed-out", [FW_AGENT_READY] = "ready",
    [FW_AGENT_RINGING] = "ringing",       [FW_AGENT_TALKING] = "talking",
    [FW_AGENT_WRAP_UP] = "wrap-up",       [FW_AGENT_PAUSED] = "paused",
  };

  g_return_val_if_fail ((guint) state < FW_N_AGENT_STATES, NULL);

  return names[state];
}

static void
add_state (FwAgentTime *time, FwAgentState state, guint32 ms)
{
  time->busy_ms = time->ready_ms = time->paused_ms = 0;
  if (state == FW_AGENT_TALKING || state == FW_AGENT_WRAP_UP)
    time->busy_ms = ms;
  else if (state == FW_AGENT_READY || state == FW_AGENT_RINGING)
    time->ready_ms = ms;
  else
    time->paused_ms = ms;
}

void
fw_cube_add_agent_time (FwCube *self,
                        guint16 site,
                        guint16 agent,
                        guint16 team,
                        guint16 shift,
                        guint8 tenure,
                        FwAgentState state,
                        gint64 from,
                        gint64 to)
{
  FwAgentTime time = { .agent = agent, .team = team, .shift = shift, .tenure = tenure };
  const gboolean take = to < from;

  g_return_if_fail (self != NULL && get_clocks (self, site) != NULL);

  if (take)
    {
      gint64 swap = from;

      from = to;
      to = swap;
    }

  if (state == FW_AGENT_SIGNED_OUT)
    return;

  while (from < to)
    {
      gint32 day = fw_cube_get_day (self, site, from);
      FwSegment *segment = ensure_segment (self, site, day);
      gint64 half_hour = (from - segment->from) / FW_HALF_HOUR;
      gint64 end = MIN (to, segment->from + (half_hour + 1) * FW_HALF_HOUR);
      guint32 ms;

      /* The last half hour of a day is cut short where clocks change by less than one. */
      end =
          MIN (end, get_day_start (self, site, day + 1) > from ? get_day_start (self, site, day + 1)
                                                               : end);
      time.half_hour = (guint8) MIN (half_hour, G_MAXUINT8);
      ms = (guint32) (end / 1000 - from / 1000);
      add_state (&time, state, take ? 0u - ms : ms); /* sums wrap round to what is left */
      fw_segment_add_time (segment, &time);
      segment->dirty = TRUE;
      from = end;
    }
}

void
fw_cube_add_response (FwCube *self,
                      guint16 site,
                      gboolean general,
                      FwText system,
                      guint16 product,
                      gint64 at,
                      gint64 ms)
{
  FwResponse response = { .product = product, .general = general ? 1 : 0, .count = 1 };
  FwSegment *segment;

  g_return_if_fail (self != NULL && get_clocks (self, site) != NULL && ms >= 0);

  segment = ensure_segment (self, site, fw_cube_get_day (self, site, at));
  response.time = fw_segment_pack_response_ms (ms);
  response.half_hour = (guint8) MIN ((at - segment->from) / FW_HALF_HOUR, G_MAXUINT8);
  fw_segment_add_response (segment, system, &response);
  segment->dirty = TRUE;
}

/* ---- keeping ---- */

GArray *
fw_cube_list_segments (FwCube *self)
{
  GArray *keys;

  g_return_val_if_fail (self != NULL, NULL);

  keys = g_array_new (FALSE, FALSE, sizeof (FwSegmentKey));
  for (guint i = 0; i < self->segments->len; i++)
    g_array_append_val (keys, ((FwSegment *) g_ptr_array_index (self->segments, i))->key);

  return keys;
}

static GArray *
list_where (FwCube *self, gboolean dirty, gboolean unsealed)
{
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (FwSegmentKey));

  for (guint i = 0; i < self->segments->len; i++)
    {
      const FwSegment *segment = g_ptr_array_index (self->segments, i);

      if ((dirty && segment->dirty) || (unsealed && !segment->sealed))
        g_array_append_val (keys, segment->key);
    }

  return keys;
}

GArray *
fw_cube_list_dirty (FwCube *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return list_where (self, TRUE, FALSE);
}

GArray *
fw_cube_list_unsealed (FwCube *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return list_where (self, FALSE, TRUE);
}

void
fw_cube_mark_clean (FwCube *self, const FwSegmentKey *key)
{
  FwSegment *segment;

  g_return_if_fail (self != NULL && key != NULL);

  segment = fw_cube_get_segment (self, key->site, key->day);
  if (segment != NULL)
    segment->dirty = FALSE;
}

void
fw_cube_seal (FwCube *self, const FwSegmentKey *key)
{
  FwSegment *segment;

  g_return_if_fail (self != NULL && key != NULL);

  segment = fw_cube_get_segment (self, key->site, key->day);
  if (segment == NULL)
    return;

  fw_segment_drop_pairs (segment);
  fw_segment_sort (segment);
  fw_segment_measure (segment);
  segment->pairs = fw_pairs_make (segment);
  segment->sealed = TRUE;
  segment->dirty = TRUE;
}
