/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/why/fw-factors.h"

#include <string.h>

#define NIGHT_FROM (22 * 60) /* minutes of the site's clock */
#define NIGHT_TO (6 * 60)

/* What the cube hands back to us with a derived axis. */
typedef struct
{
  FwFactors *factors;
  guint factor;
  gboolean mark;
} Axis;

struct _FwFactors
{
  gatomicrefcount references;
  FwCube *cube;
  GRecMutex mutex;    /* guards the two tables: callbacks come from any thread */
  GHashTable *days;   /* segment to FwFactorDay */
  GHashTable *firsts; /* site to its first day */
  FwDerived *derived; /* every factor's axis, then every factor's mark */
  Axis *axes;
};

static void
free_day (gpointer data)
{
  FwFactorDay *day = data;

  g_free (day->signed_ms);
  g_free (day->night_ms);
  g_ptr_array_unref (day->levels);
  g_free (day);
}

static void
free_bytes (gpointer data)
{
  if (data != NULL)
    g_bytes_unref (data);
}

static gboolean
is_night (FwZone *zone, const FwSegment *segment, guint half_hour)
{
  guint minute = fw_zone_get_minute_of_day (zone, segment->from + half_hour * FW_HALF_HOUR);

  return minute >= NIGHT_FROM || minute < NIGHT_TO;
}

static FwFactorDay *
make_day (FwFactors *self, const FwSegment *segment)
{
  FwFactorDay *day = g_new0 (FwFactorDay, 1);
  FwZone *zone = fw_cube_get_zone (self->cube, segment->key.site);
  gboolean night[256];

  for (guint i = 0; i < 256; i++)
    night[i] = i < FW_DERIVED_HALF_HOURS && is_night (zone, segment, i);
  day->n_rows = segment->n_rows;
  day->n_times = segment->times->len;
  day->n_agents = segment->times->len > 0 ? segment->high[FW_DIMENSION_AGENT] + 1u : 0;
  day->signed_ms = g_new0 (guint32, MAX (day->n_agents, 1));
  day->night_ms = g_new0 (guint32, MAX (day->n_agents, 1));
  day->levels = g_ptr_array_new_with_free_func (free_bytes);
  g_ptr_array_set_size (day->levels, (gint) fw_factor_count ());
  for (guint i = 0; i < segment->times->len; i++)
    {
      const FwAgentTime *time = &g_array_index (segment->times, FwAgentTime, i);
      guint32 ms = time->busy_ms + time->ready_ms + time->paused_ms;

      day->signed_ms[time->agent] += ms;
      if (night[time->half_hour])
        day->night_ms[time->agent] += ms;
    }
  return day;
}

static FwFactorDay *
ensure_day (FwFactors *self, const FwSegment *segment)
{
  FwFactorDay *day = g_hash_table_lookup (self->days, segment);

  /* Between two passes the cube may have been written to. */
  if (day == NULL || day->n_rows != segment->n_rows || day->n_times != segment->times->len)
    {
      day = make_day (self, segment);
      g_hash_table_insert (self->days, (gpointer) segment, day);
    }
  return day;
}

const FwSegment *
fw_factors_find_segment (FwFactors *self, guint16 site, gint32 day)
{
  return fw_cube_get_segment (self->cube, site, day);
}

const FwFactorDay *
fw_factors_get_day (FwFactors *self, guint16 site, gint32 day)
{
  const FwSegment *segment = fw_factors_find_segment (self, site, day);

  return segment != NULL ? ensure_day (self, segment) : NULL;
}

gint32
fw_factors_get_first_day (FwFactors *self, guint16 site)
{
  gint32 first = G_MAXINT32;
  gpointer known;

  if (g_hash_table_lookup_extended (self->firsts, GUINT_TO_POINTER (site), NULL, &known))
    return GPOINTER_TO_INT (known);

  for (guint i = fw_cube_find_place (self->cube, site, G_MININT32);
       i < self->cube->segments->len && first == G_MAXINT32; i++)
    {
      const FwSegment *segment = g_ptr_array_index (self->cube->segments, i);

      if (segment->key.site != site)
        break;
      if (segment->times->len > 0)
        first = segment->key.day;
    }
  g_hash_table_insert (self->firsts, GUINT_TO_POINTER (site), GINT_TO_POINTER (first));
  return first;
}

FwCube *
fw_factors_get_cube (FwFactors *self)
{
  return self->cube;
}

/* ---- axes ---- */

static GBytes *
make_levels (FwFactors *self, guint factor, const FwSegment *segment, guint n)
{
  const FwFactor *description = fw_factor_list ()[factor];
  guint8 *levels = g_malloc0 (n);

  if (description->fill != NULL)
    description->fill (self, segment, levels, n);
  else
    for (guint i = 0; i < n; i++) /* the classes are the levels */
      levels[i] = (guint8) (i + 1);
  return g_bytes_new_take (levels, n);
}

/* While readers read, a segment stays as it is, so what was worked out holds. */
static void
fill_levels (const FwSegment *segment, guint8 *levels, guint n, gpointer user_data)
{
  const Axis *axis = user_data;
  FwFactors *self = axis->factors;
  const FwFactor *description = fw_factor_list ()[axis->factor];
  const guint8 *known;
  FwFactorDay *day;
  GBytes *bytes;

  g_rec_mutex_lock (&self->mutex);
  day = ensure_day (self, segment);
  bytes = day->levels->pdata[axis->factor];
  if (bytes == NULL || g_bytes_get_size (bytes) != n)
    {
      free_bytes (bytes);
      bytes = make_levels (self, axis->factor, segment, n);
      day->levels->pdata[axis->factor] = bytes;
    }
  known = g_bytes_get_data (bytes, NULL);
  if (axis->mark)
    for (guint i = 0; i < n; i++)
      levels[i] = known[i] == 0 ? 0 : known[i] < description->marked ? 1 : 2;
  else
    memcpy (levels, known, n);
  g_rec_mutex_unlock (&self->mutex);
}

FwFactors *
fw_factors_new (FwCube *cube)
{
  FwFactors *self = g_new0 (FwFactors, 1);
  guint n = fw_factor_count ();

  g_return_val_if_fail (cube != NULL, NULL);

  g_atomic_ref_count_init (&self->references);
  self->cube = cube;
  g_rec_mutex_init (&self->mutex);
  self->days = g_hash_table_new_full (NULL, NULL, NULL, free_day);
  self->firsts = g_hash_table_new (NULL, NULL);
  self->derived = g_new0 (FwDerived, 2 * n);
  self->axes = g_new0 (Axis, 2 * n);
  for (guint i = 0; i < 2 * n; i++)
    {
      const FwFactor *factor = fw_factor_list ()[i % n];

      self->axes[i] = (Axis){ self, i % n, i >= n };
      self->derived[i] = (FwDerived){ .name = factor->name,
                                      .by = factor->by,
                                      .n_levels = i >= n ? 3 : factor->n_levels + 1,
                                      .limits = factor->limits,
                                      .n_limits = factor->n_levels - 1,
                                      .fill = fill_levels,
                                      .user_data = &self->axes[i] };
    }
  return self;
}

FwFactors *
fw_factors_ref (FwFactors *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
fw_factors_unref (FwFactors *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;

  g_hash_table_unref (self->days);
  g_hash_table_unref (self->firsts);
  g_rec_mutex_clear (&self->mutex);
  g_free (self->derived);
  g_free (self->axes);
  g_free (self);
}

const FwDerived *
fw_factors_get_axis (FwFactors *self, guint factor)
{
  g_return_val_if_fail (self != NULL && factor < fw_factor_count (), NULL);

  return &self->derived[factor];
}

const FwDerived *
fw_factors_get_mark (FwFactors *self, guint factor)
{
  g_return_val_if_fail (self != NULL && factor < fw_factor_count (), NULL);

  return &self->derived[fw_factor_count () + factor];
}
