/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/roster/fw-told-shift.h"

#include "core/roster/fw-duty.h"

#define DAY_MINUTES (24 * 60)

static gboolean
is (const FwRecord *shift, const char *field, const char *value)
{
  return g_strcmp0 (fw_record_text (shift, field), value) == 0;
}

/* "told" holds the id of the shift, or the word of what has none. */
static void
read_before (const FwRecord *shift, const char *before, FwToldShift *told)
{
  told->type = before;
  if (g_str_equal (before, "leave"))
    return;
  if (!g_str_equal (before, "training"))
    {
      told->type = "work";
      told->template = before;
    }
  else if (is (shift, "type", "training"))
    told->template = fw_record_text (shift, "template");
}

/* Breaks are moved on the day itself, without publishing it again; those of a shift that was not
 * told are nobody's. */
static gboolean
read_told (const FwRecord *shift, FwToldShift *told)
{
  const char *before;

  if (is (shift, "state", "published"))
    {
      told->type = fw_record_text (shift, "type");
      told->template = fw_record_text (shift, "template");
      return !is (shift, "type", "off");
    }
  before = fw_record_text (shift, "told");
  if (before == NULL || *before == '\0')
    return FALSE;
  read_before (shift, before, told);
  return TRUE;
}

gboolean
fw_told_shift_read (const FwRecord *shift, FwToldShift *told)
{
  const char *breaks;

  g_return_val_if_fail (shift != NULL && told != NULL, FALSE);

  *told = (FwToldShift){ .day = (gint32) fw_record_integer (shift, "day") };
  if (!read_told (shift, told))
    return FALSE;
  breaks = fw_record_text (shift, "breaks");
  if (breaks != NULL && *breaks != '\0' && told->template != NULL &&
      is (shift, "template", told->template))
    told->breaks = breaks;
  return TRUE;
}

void
fw_told_hours_read (const FwRecord *template, FwZone *zone, gint32 day, FwToldHours *hours)
{
  FwDuty duty = { .day = day };
  guint length;

  g_return_if_fail (template != NULL && zone != NULL && hours != NULL);

  hours->start = (guint) fw_record_integer (template, "start");
  length = (guint) fw_record_integer (template, "length_minutes");
  hours->end = (hours->start + length) % DAY_MINUTES;
  fw_duty_set_hours (&duty, zone, hours->start, length);
  hours->from = duty.start;
  hours->to = duty.end;
  hours->paid =
      MAX (0, duty.end - duty.start - fw_record_integer (template, "unpaid_minutes") * FW_MINUTE);
  hours->breaks = fw_record_text (template, "breaks");
}
