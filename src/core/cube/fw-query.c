/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cube/fw-query.h"

#include <string.h>

/* Far enough from the ends of gint64 that no sum of times overflows: the years 1 to 9999. */
#define FIRST_TIME G_GINT64_CONSTANT (-62135596800000000)
#define LAST_TIME G_GINT64_CONSTANT (253402300800000000)

FwColumnName
fw_query_get_column (FwDimension dimension)
{
  static const FwColumnName columns[FW_N_DIMENSIONS] = {
    [FW_DIMENSION_SITE] = FW_N_COLUMNS,
    [FW_DIMENSION_TEAM] = FW_COLUMN_TEAM,
    [FW_DIMENSION_SHIFT] = FW_COLUMN_SHIFT,
    [FW_DIMENSION_QUEUE] = FW_COLUMN_QUEUE,
    [FW_DIMENSION_CHANNEL] = FW_COLUMN_CHANNEL,
    [FW_DIMENSION_PRODUCT] = FW_COLUMN_PRODUCT,
    [FW_DIMENSION_AGENT] = FW_COLUMN_AGENT,
    [FW_DIMENSION_TENURE] = FW_COLUMN_TENURE,
    [FW_DIMENSION_HALF_HOUR] = FW_COLUMN_HALF_HOUR,
    [FW_DIMENSION_OUTCOME] = FW_N_COLUMNS,
    [FW_DIMENSION_TRANSFER] = FW_N_COLUMNS,
  };

  return columns[dimension];
}

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

  if (self->allow[FW_DIMENSION_OUTCOME] != NULL || self->allow[FW_DIMENSION_TRANSFER] != NULL)
    {
      self->allow_flags = g_malloc (256);
      for (guint i = 0; i < 256; i++)
        self->allow_flags[i] = fw_query_allows (self, FW_DIMENSION_OUTCOME, i & 7) &&
                               fw_query_allows (self, FW_DIMENSION_TRANSFER, i >> 3 & 3);
    }
}

void
fw_query_clear (FwQuery *self)
{
  g_ptr_array_unref (self->segments);
  for (guint i = 0; i < FW_N_DIMENSIONS; i++)
    g_free (self->allow[i]);
  g_free (self->allow_flags);
  g_free (self->allow_agent);
}

/* Returns: FALSE when nothing that the column can hold is wanted. */
static gboolean
add_filter (FwPass *pass, const FwColumn *column, const guint8 *allow, guint low, guint high)
{
  FwPassFilter filter = { column->data, column->width, allow, -1, 1.0 };
  guint wanted = 0, place;

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

  if (wanted > 1)
    filter.only = -1;
  filter.share = (double) wanted / (high - low + 1);
  for (place = pass->n_filters; place > 0 && pass->filters[place - 1].share > filter.share; place--)
    pass->filters[place] = pass->filters[place - 1];
  pass->filters[place] = filter;
  pass->n_filters++;
  return TRUE;
}

static gboolean
add_tenure_filter (FwQuery *self, const FwSegment *segment, FwPass *pass)
{
  const guint8 *allow = self->allow[FW_DIMENSION_TENURE];

  if (segment->tenures == NULL)
    return add_filter (pass, &segment->columns[FW_COLUMN_TENURE], allow, 0, FW_N_TENURE_BANDS - 1);

  self->allow_agent = g_realloc (self->allow_agent, segment->n_tenures);
  for (guint agent = 0; agent < segment->n_tenures; agent++)
    self->allow_agent[agent] = allow[MAX (segment->tenures[agent], 1) - 1];
  return add_filter (pass, &segment->columns[FW_COLUMN_AGENT], self->allow_agent, 0,
                     segment->n_tenures - 1);
}

gboolean
fw_query_prepare (FwQuery *self, const FwSegment *segment, FwPass *pass)
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

  if (self->allow_flags != NULL &&
      !add_filter (pass, &segment->columns[FW_COLUMN_FLAGS], self->allow_flags, 0, 255))
    return FALSE;
  if (self->allow[FW_DIMENSION_TENURE] != NULL && !add_tenure_filter (self, segment, pass))
    return FALSE;
  for (guint i = 0; i < FW_N_DIMENSIONS; i++)
    {
      FwColumnName column = fw_query_get_column ((FwDimension) i);

      if (self->allow[i] != NULL && column != FW_N_COLUMNS && i != FW_DIMENSION_TENURE &&
          !add_filter (pass, &segment->columns[column], self->allow[i], segment->low[i],
                       segment->high[i]))
        return FALSE;
    }

  return TRUE;
}

gboolean
fw_query_covers (const FwQuery *self, const FwSegment *segment)
{
  return self->from <= segment->from + (gint64) segment->first * 1000 &&
         self->to > segment->from + (gint64) segment->last * 1000;
}
