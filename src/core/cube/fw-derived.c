/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cube/fw-derived.h"

#include <string.h>

static guint
count_codes (const FwSegment *segment, FwDimension dimension)
{
  return segment->n_rows > 0 ? segment->high[dimension] + 1u : 1;
}

static guint
count_places (const FwDerived *derived, const FwSegment *segment)
{
  switch (derived->by)
    {
    case FW_DERIVED_BY_AGENT:
      return count_codes (segment, FW_DIMENSION_AGENT);
    case FW_DERIVED_BY_HALF_HOUR:
      return FW_DERIVED_HALF_HOURS;
    case FW_DERIVED_BY_AGENT_HALF_HOUR:
      return count_codes (segment, FW_DIMENSION_AGENT) * FW_DERIVED_HALF_HOURS;
    case FW_DERIVED_BY_TEAM_HALF_HOUR:
      return count_codes (segment, FW_DIMENSION_TEAM) * FW_DERIVED_HALF_HOURS;
    case FW_DERIVED_BY_PRODUCT_HALF_HOUR:
      return count_codes (segment, FW_DIMENSION_PRODUCT) * FW_DERIVED_HALF_HOURS;
    case FW_DERIVED_BY_WAIT:
      return derived->n_limits + 1;
    case FW_DERIVED_BY_FLAGS:
    default:
      return 256;
    }
}

void
fw_derived_table_fill (FwDerivedTable *self, const FwDerived *derived, const FwSegment *segment)
{
  guint n = count_places (derived, segment);

  g_return_if_fail (derived->n_levels <= FW_DERIVED_MOST_LEVELS);

  if (n > self->n_levels)
    self->levels = g_realloc (self->levels, n);
  self->n_levels = n;
  self->derived = derived;
  self->segment = segment;
  memset (self->levels, 0, n);
  derived->fill (segment, self->levels, n, derived->user_data);
  for (guint i = 0; i < n; i++)
    if (self->levels[i] >= derived->n_levels)
      self->levels[i] = 0;
}

void
fw_derived_table_clear (FwDerivedTable *self)
{
  g_clear_pointer (&self->levels, g_free);
  self->n_levels = 0;
}

static guint
get_wait_class (const FwDerived *derived, guint32 wait_ms)
{
  guint class = 0;

  while (class < derived->n_limits && wait_ms >= derived->limits[class])
    class ++;
  return class;
}

/* Levels by a column's code, and by the half hour beside it where @stride is not 0. */
static void
read_codes (const FwDerivedTable *self,
            FwColumnName name,
            guint stride,
            const guint32 *rows,
            guint n,
            guint8 *levels)
{
  const FwColumn *column = &self->segment->columns[name];
  const guint8 *half_hours = self->segment->columns[FW_COLUMN_HALF_HOUR].data;
  const guint8 *narrow = column->data;
  const guint16 *wide = column->data;
  guint32 places[FW_BLOCK_ROWS];

  for (guint i = 0; i < n; i++)
    places[i] = column->width == 0 ? 0 : column->width == 1 ? narrow[rows[i]] : wide[rows[i]];
  if (stride > 0)
    for (guint i = 0; i < n; i++)
      places[i] =
          half_hours[rows[i]] < stride ? places[i] * stride + half_hours[rows[i]] : self->n_levels;
  for (guint i = 0; i < n; i++)
    levels[i] = places[i] < self->n_levels ? self->levels[places[i]] : 0;
}

static void
read_waits (const FwDerivedTable *self, const guint32 *rows, guint n, guint8 *levels)
{
  const guint32 *waits = self->segment->columns[FW_COLUMN_WAIT].data;
  const FwColumn *scores = &self->segment->columns[FW_COLUMN_NPS];

  for (guint i = 0; i < n; i++)
    levels[i] = self->levels[get_wait_class (self->derived, waits[rows[i]])];
  if (scores->width > 0)
    for (guint i = 0; i < n; i++)
      if (((const guint8 *) scores->data)[rows[i]] >> 7 != 0)
        levels[i] = 0;
}

static void
read_block (const FwDerivedTable *self, const guint32 *rows, guint n, guint8 *levels)
{
  switch (self->derived->by)
    {
    case FW_DERIVED_BY_AGENT:
      read_codes (self, FW_COLUMN_AGENT, 0, rows, n, levels);
      break;
    case FW_DERIVED_BY_HALF_HOUR:
      read_codes (self, FW_COLUMN_HALF_HOUR, 0, rows, n, levels);
      break;
    case FW_DERIVED_BY_AGENT_HALF_HOUR:
      read_codes (self, FW_COLUMN_AGENT, FW_DERIVED_HALF_HOURS, rows, n, levels);
      break;
    case FW_DERIVED_BY_TEAM_HALF_HOUR:
      read_codes (self, FW_COLUMN_TEAM, FW_DERIVED_HALF_HOURS, rows, n, levels);
      break;
    case FW_DERIVED_BY_PRODUCT_HALF_HOUR:
      read_codes (self, FW_COLUMN_PRODUCT, FW_DERIVED_HALF_HOURS, rows, n, levels);
      break;
    case FW_DERIVED_BY_WAIT:
      read_waits (self, rows, n, levels);
      break;
    case FW_DERIVED_BY_FLAGS:
    default:
      read_codes (self, FW_COLUMN_FLAGS, 0, rows, n, levels);
      break;
    }
}

void
fw_derived_table_read (const FwDerivedTable *self, const guint32 *rows, guint n, guint8 *levels)
{
  for (guint done = 0; done < n; done += FW_BLOCK_ROWS)
    read_block (self, rows + done, MIN (n - done, FW_BLOCK_ROWS), levels + done);
}

guint8
fw_derived_table_get (const FwDerivedTable *self, guint32 row)
{
  guint8 level;

  read_block (self, &row, 1, &level);
  return level;
}

static void
fill_weekday (const FwSegment *segment, guint8 *levels, guint n, gpointer user_data)
{
  memset (levels, (int) fw_zone_get_weekday (segment->key.day), n);
}

const FwDerived fw_derived_weekday = {
  .name = "weekday",
  .by = FW_DERIVED_BY_HALF_HOUR,
  .n_levels = 8,
  .fill = fill_weekday,
};
