/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cube/fw-derived.h"

#include <string.h>

static guint
count_places (const FwDerived *derived, const FwSegment *segment)
{
  guint n_agents = segment->n_rows > 0 ? segment->high[FW_DIMENSION_AGENT] + 1u : 1;

  switch (derived->by)
    {
    case FW_DERIVED_BY_AGENT:
      return n_agents;
    case FW_DERIVED_BY_HALF_HOUR:
      return FW_DERIVED_HALF_HOURS;
    case FW_DERIVED_BY_AGENT_HALF_HOUR:
      return n_agents * FW_DERIVED_HALF_HOURS;
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

guint8
fw_derived_table_get (const FwDerivedTable *self, guint32 row)
{
  const FwColumn *columns = self->segment->columns;
  guint place = 0;

  switch (self->derived->by)
    {
    case FW_DERIVED_BY_AGENT:
      place = (guint) fw_column_get (&columns[FW_COLUMN_AGENT], row);
      break;
    case FW_DERIVED_BY_HALF_HOUR:
      place = (guint) fw_column_get (&columns[FW_COLUMN_HALF_HOUR], row);
      break;
    case FW_DERIVED_BY_AGENT_HALF_HOUR:
      place = (guint) fw_column_get (&columns[FW_COLUMN_AGENT], row) * FW_DERIVED_HALF_HOURS +
              (guint) fw_column_get (&columns[FW_COLUMN_HALF_HOUR], row);
      break;
    case FW_DERIVED_BY_WAIT:
      place =
          get_wait_class (self->derived, (guint32) fw_column_get (&columns[FW_COLUMN_WAIT], row));
      break;
    case FW_DERIVED_BY_FLAGS:
    default:
      place = (guint) fw_column_get (&columns[FW_COLUMN_FLAGS], row);
      break;
    }

  return place < self->n_levels ? self->levels[place] : 0;
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
