/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-calendar-days.h"

#include "intake/ical/fw-ical-write.h"

#define DAYS_BEFORE 28
#define DAYS_AHEAD 182

static void
clear_shift (gpointer data)
{
  FwIcalShift *shift = data;

  g_free (shift->uid);
  g_free (shift->summary);
}

static char *
make_summary (const FwToldShift *told, const FwRecord *template, const FwCalendarWords *words)
{
  const char *name = template != NULL ? fw_record_text (template, "name") : NULL;

  if (g_str_equal (told->type, "leave"))
    return g_strdup (words->leave);
  if (!g_str_equal (told->type, "training"))
    return g_strdup (name != NULL ? name : "");

  return name != NULL ? g_strdup_printf ("%s: %s", words->training, name)
                      : g_strdup (words->training);
}

/* A day without hours is a whole day. */
static gboolean
read_shift (FwRecords *records,
            FwScope *whole,
            FwZone *zone,
            const FwRecord *record,
            const FwCalendarWords *words,
            FwIcalShift *shift)
{
  g_autoptr (FwRecord) template = NULL;
  FwToldShift told;
  FwToldHours hours;

  if (!fw_told_shift_read (record, &told))
    return FALSE;
  if (told.template != NULL)
    template =
        fw_records_get (records, whole, fw_kind_find ("shift-template"), told.template, NULL);
  *shift = (FwIcalShift){
    .uid = fw_ical_make_uid (fw_record_text (record, "person"), told.day, 0),
    .summary = make_summary (&told, template, words),
    .is_date = template == NULL,
    .start = told.day,
    .end = told.day + 1,
    .sequence = fw_record_get_revision (record),
  };
  if (template == NULL)
    return TRUE;
  fw_told_hours_read (template, zone, told.day, &hours);
  shift->start = hours.from;
  shift->end = hours.to;
  return TRUE;
}

char *
fw_calendar_days_write (FwRecords *records,
                        FwScope *whole,
                        const FwRecord *person,
                        const FwCalendarWords *words,
                        gint64 now,
                        GError **error)
{
  g_autoptr (FwDirectory) directory = NULL;
  g_autoptr (FwRecordAnswer) answer = NULL;
  g_autoptr (GArray) shifts = g_array_new (FALSE, FALSE, sizeof (FwIcalShift));
  FwZone *zone;
  gint32 today;

  g_return_val_if_fail (records != NULL && whole != NULL && person != NULL && words != NULL, NULL);

  g_array_set_clear_func (shifts, clear_shift);
  directory = fw_records_get_directory (records, error);
  if (directory == NULL)
    return NULL;
  zone = fw_own_find_zone (directory, person);
  today = fw_zone_get_day (zone, now);
  answer = fw_own_ask_shifts (records, whole, fw_record_get_id (person), today - DAYS_BEFORE,
                              today + DAYS_AHEAD, error);
  if (answer == NULL)
    return NULL;
  for (guint i = 0; i < answer->records->len; i++)
    {
      FwIcalShift shift;

      if (read_shift (records, whole, zone, answer->records->pdata[i], words, &shift))
        g_array_append_val (shifts, shift);
    }

  return fw_ical_write (fw_record_text (person, "name"), (const FwIcalShift *) shifts->data,
                        shifts->len, now);
}
