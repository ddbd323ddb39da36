/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cube/fw-query.h"

#include <string.h>

/* Far enough from the ends of gint64 that no sum of times overflows: the years 1 to 9999. */
#define FIRST_TIME G_GINT64_CONSTANT (-62135596800000000)
#define LAST_TIME G_GINT64_CONSTANT (253402300800000000)

static gboolean
allows_site (const FwCubeQuery *query, guint site)
{
  GBytes *allow = query->allow[FW_DIMENSION_SITE];
  gsize length;
  const guint8 *data;

  if (allow == NULL)
    return TRUE;

  data = g_bytes_get_data (allow, &length);
  return site < length && data[site];
}

static void
list_segments (FwQuery *self, const FwCubeQuery *query)
{
  FwCube *cube = self->cube;

  if (self->from >= self->to)
    return;

  for (guint site = 0; site < cube->sites->len; site++)
    {
      guint place;
      gint32 last;

      if (g_ptr_array_index (cube->sites, site) == NULL || !allows_site (query, site))
        continue;

      /* A day more at both ends: a changed clock can have left a day with other bounds. */
      place = fw_cube_find_place (cube, (guint16) site,
                                  fw_cube_get_day (cube, (guint16) site, self->from) - 1);
      last = fw_cube_get_day (cube, (guint16) site, self->to - 1) + 1;
      for (; place < cube->segments->len; place++)
        {
          FwSegment *segment = g_ptr_array_index (cube->segments, place);

          if (segment->key.site != site || segment->key.day > last)
            break;
          if (segment->n_rows > 0 || segment->times->len > 0)
            g_ptr_array_add (self->segments, segment);
        }
    }
}

static void
pad_allow (FwQuery *self, const FwCubeQuery *query, FwDimension dimension)
{
  gsize length, size = 256;
  const guint8 *data;

  if (query->allow[dimension] == NULL)
    return;

  for (guint i = 0; i < self->segments->len; i++)
    {
      const FwSegment *segment = g_ptr_array_index (self->segments, i);

      size = MAX (size, segment->high[dimension] + 1u);
    }

  data = g_bytes_get_data (query->allow[dimension], &length);
  self->allow[dimension] = g_malloc0 (size);
  for (gsize i = 0; i < MIN (size, length); i++)
    self->allow[dimension][i] = data[i] != 0;
}

void
fw_query_init (FwQuery *self, FwCube *cube, const FwCubeQuery *query)
{
  memset (self, 0, sizeof *self);
  self->cube = cube;
  self->from = CLAMP (query->from, FIRST_TIME, LAST_TIME);
  self->to = CLAMP (query->to, FIRST_TIME, LAST_TIME);
  self->segments = g_ptr_array_new ();
  list_segments (self, query);
  for (guint i = 1; i < FW_N_DIMENSIONS; i++)
    pad_allow (self, query, (FwDimension) i);

  self->n_levels = MIN (query->n_filters, FW_CUBE_MAX_FILTERS);
  if (self->n_levels > 0)
    self->levels = g_new0 (FwPassLevels, self->n_levels);
  for (guint i = 0; i < self->n_levels; i++)
    {
      gsize length;
      const guint8 *allow = g_bytes_get_data (query->filters[i].allow, &length);

      self->derived[i] = query->filters[i].derived;
      memcpy (self->levels[i].allow, allow, MIN (length, sizeof self->levels[i].allow));
    }
}

void
fw_query_clear (FwQuery *self)
{
  g_ptr_array_unref (self->segments);
  for (guint i = 0; i < FW_N_DIMENSIONS; i++)
    g_free (self->allow[i]);
  for (guint i = 0; i < self->n_levels; i++)
    fw_derived_table_clear (&self->levels[i].table);
  g_free (self->levels);
}

/* Returns: FALSE when no code of the segment is wanted. */
static gboolean
add_filter (FwPass *pass, FwDimension dimension, const guint8 *allow)
{
  const FwSegment *segment = pass->segment;
  const FwCodePlace *place = fw_segment_get_place (dimension);
  const FwColumn *column = &segment->columns[place->column];
  guint low = segment->low[dimension], high = segment->high[dimension], wanted = 0, i;
  FwPassFilter filter = {
    .codes = { column->data, column->width, place->shift, place->mask },
    .allow = allow,
    .only = -1,
  };

  if (column->width == 0)
    return allow[0];

  for (guint code = low; code <= high; code++)
    if (allow[code])
      {
        filter.only = (gint) code;
        wanted++;
      }
  if (wanted == 0)
    return FALSE;
  if (wanted == high - low + 1)
    return TRUE;

  if (wanted > 1 || place->mask < G_MAXUINT8)
    filter.only = -1;
  filter.share = (double) wanted / (high - low + 1);
  for (i = pass->n_filters; i > 0 && pass->filters[i - 1].share > filter.share; i--)
    pass->filters[i] = pass->filters[i - 1];
  pass->filters[i] = filter;
  pass->n_filters++;
  return TRUE;
}

gboolean
fw_query_prepare (const FwQuery *self, const FwSegment *segment, FwPass *pass)
{
  gint64 first = self->from - segment->from, last = self->to - 1 - segment->from;

  pass->segment = segment;
  pass->n_filters = 0;
  if (segment->n_rows == 0 || last < 0)
    return FALSE;

  /* Rows keep whole milliseconds. */
  pass->first =
      (guint32) MIN (MAX (first, 0) / 1000 + (first > 0 && first % 1000 != 0), G_MAXUINT32);
  pass->last = (guint32) MIN (last / 1000, G_MAXUINT32);
  if (pass->first > segment->last || pass->last < segment->first)
    return FALSE;

  for (guint i = 1; i < FW_N_DIMENSIONS; i++)
    if (self->allow[i] != NULL && !add_filter (pass, (FwDimension) i, self->allow[i]))
      return FALSE;

  for (guint i = 0; i < self->n_levels; i++)
    fw_derived_table_fill (&self->levels[i].table, self->derived[i], segment);
  pass->levels = self->levels;
  pass->n_levels = self->n_levels;
  return TRUE;
}

gboolean
fw_query_covers (const FwQuery *self, const FwSegment *segment)
{
  return self->from <= segment->from + (gint64) segment->first * 1000 &&
         self->to > segment->from + (gint64) segment->last * 1000;
}
