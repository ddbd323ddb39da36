/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/roster/fw-activity.h"

#include "core/fw-error.h"

gboolean
fw_activity_check (const FwRecord *record, GError **error)
{
  g_return_val_if_fail (record != NULL, FALSE);

  if (fw_record_integer (record, "ends") > fw_record_integer (record, "begins"))
    return TRUE;
  g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID,
                       "ends: expected a time after the beginning");
  return FALSE;
}

FwDaySpan
fw_activity_find_span (const FwRecord *record, FwZone *zone)
{
  FwDaySpan span = { 0 };
  gint32 day;

  g_return_val_if_fail (record != NULL && zone != NULL, span);

  day = (gint32) fw_record_integer (record, "day");
  span.from = fw_zone_from_wall (zone, day, (guint) fw_record_integer (record, "begins") * 60);
  span.to = fw_zone_from_wall (zone, day, (guint) fw_record_integer (record, "ends") * 60);
  span.kind = fw_record_integer (record, "phones") != 0 ? FW_DAY_WORK : FW_DAY_TRAINING;
  return span;
}

void
fw_activity_lay (GArray *plan, const FwRecord *record, FwZone *zone, guint source)
{
  FwDaySpan span = fw_activity_find_span (record, zone);

  g_return_if_fail (plan != NULL);

  span.source = source;
  if (span.kind != FW_DAY_WORK)
    fw_day_lay (plan, &span, FW_DAY_OVER (FW_DAY_WORK));
}
