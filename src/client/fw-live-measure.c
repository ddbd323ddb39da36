/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/fw-live-measure.h"

#include <math.h>

static const struct
{
  const char *name;
  FwUnit unit;
  gboolean is_floor;
} measures[FW_LIVE_N_MEASURES + 1] = {
  [FW_LIVE_OFFERED] = { "offered", FW_UNIT_COUNT, FALSE },
  [FW_LIVE_ANSWERED] = { "answered", FW_UNIT_COUNT, FALSE },
  [FW_LIVE_ABANDONED] = { "abandoned", FW_UNIT_COUNT, FALSE },
  [FW_LIVE_LEFT] = { "left", FW_UNIT_COUNT, FALSE },
  [FW_LIVE_CONNECTION] = { "connection_rate", FW_UNIT_RATIO, TRUE },
  [FW_LIVE_SERVICE] = { "service_level", FW_UNIT_RATIO, TRUE },
  [FW_LIVE_ASA] = { "asa_s", FW_UNIT_SECONDS, FALSE },
  [FW_LIVE_AHT] = { "aht_s", FW_UNIT_SECONDS, FALSE },
  [FW_LIVE_CSAT] = { "csat", FW_UNIT_RATIO, TRUE },
  [FW_LIVE_RESOLUTION] = { "resolution_rate", FW_UNIT_RATIO, TRUE },
  [FW_LIVE_OCCUPANCY] = { "occupancy", FW_UNIT_RATIO, FALSE },
  [FW_LIVE_IN_QUEUE] = { "waiting_now", FW_UNIT_COUNT, FALSE },
  [FW_LIVE_LONGEST] = { "longest_now_s", FW_UNIT_SECONDS, FALSE },
  [FW_LIVE_READY] = { "ready_now", FW_UNIT_COUNT, TRUE },
  [FW_LIVE_WAITING] = { "waiting", FW_UNIT_COUNT, FALSE },
};

const char *
fw_live_measure_to_name (FwLiveMeasure measure)
{
  g_return_val_if_fail (measure <= FW_LIVE_WAITING, "");
  return measures[measure].name;
}

gboolean
fw_live_measure_from_name (const char *name, FwLiveMeasure *measure)
{
  for (guint i = 0; i <= FW_LIVE_WAITING; i++)
    if (g_strcmp0 (measures[i].name, name) == 0)
      {
        *measure = i;
        return TRUE;
      }
  return FALSE;
}

FwUnit
fw_live_measure_get_unit (FwLiveMeasure measure)
{
  g_return_val_if_fail (measure <= FW_LIVE_WAITING, FW_UNIT_COUNT);
  return measures[measure].unit;
}

gboolean
fw_live_measure_is_floor (FwLiveMeasure measure)
{
  g_return_val_if_fail (measure <= FW_LIVE_WAITING, FALSE);
  return measures[measure].is_floor;
}

static gboolean
equal_number (double a, double b)
{
  return a == b || (isnan (a) && isnan (b));
}

gboolean
fw_live_value_equal (const FwLiveValue *a, const FwLiveValue *b)
{
  return equal_number (a->value, b->value) && equal_number (a->low, b->low) &&
         equal_number (a->high, b->high) && equal_number (a->target, b->target) && a->n == b->n &&
         a->least_n == b->least_n && a->verdict == b->verdict;
}
