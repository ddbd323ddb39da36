/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/roster/fw-calendar-template.h"

#include "core/fw-error.h"

#include <string.h>

/* How far before a peak a worked day is looked for. */
#define MOST_CLOSED 31

static guint
find_value (const FwRecord *record, const char *field, const char *const *values, guint fallback)
{
  const char *text = fw_record_text (record, field);

  for (guint i = 0; text != NULL && values[i] != NULL; i++)
    if (strcmp (text, values[i]) == 0)
      return i;
  return fallback;
}

void
fw_calendar_template_read (const FwRecord *record, FwCalendarTemplate *self)
{
  static const char *const often[] = { "working-day", "week", "quarter", "peak", NULL };
  static const char *const whom[] = { "team", "site", "positions", NULL };
  static const char *const weekdays[] = { "",       "monday",   "tuesday", "wednesday", "thursday",
                                          "friday", "saturday", "sunday",  NULL };

  g_return_if_fail (record != NULL && self != NULL);

  *self = (FwCalendarTemplate){
    .often = (FwCalendarOften) find_value (record, "often", often, FW_CALENDAR_WEEK),
    .whom = (FwCalendarWhom) find_value (record, "whom", whom, FW_CALENDAR_TEAM),
    .adds = g_strcmp0 (fw_record_text (record, "what"), "front-line") == 0,
    .weekday = find_value (record, "weekday", weekdays, 0),
    .length = (guint) fw_record_integer (record, "length_minutes"),
    .earliest = (guint) fw_record_integer (record, "earliest"),
    .latest = (guint) fw_record_integer (record, "latest"),
    .at_once = (guint) fw_record_integer (record, "at_once"),
    .places = (guint) fw_record_integer (record, "places"),
    .before = (guint) fw_record_integer (record, "before"),
  };
}

/* ---- tasks ---- */

static void
clear_task (gpointer data)
{
  g_free (((FwCalendarTask *) data)->name);
}

static gboolean
parse_task (const char *part, FwCalendarTask *task)
{
  char *end = NULL;
  guint64 before;

  if (!g_ascii_isdigit (*part))
    return FALSE;
  before = g_ascii_strtoull (part, &end, 10);
  if (*end != ':' || before > 60)
    return FALSE;
  task->before = (guint) before;
  task->name = g_strstrip (g_strdup (end + 1));
  if (*task->name != '\0')
    return TRUE;
  g_clear_pointer (&task->name, g_free);
  return FALSE;
}

GArray *
fw_calendar_tasks_parse (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", ";", -1);
  g_autoptr (GArray) tasks = g_array_new (FALSE, FALSE, sizeof (FwCalendarTask));

  g_array_set_clear_func (tasks, clear_task);
  for (char **part = parts; *part != NULL; part++)
    {
      FwCalendarTask task;

      g_strstrip (*part);
      if (**part == '\0')
        continue;
      if (!parse_task (*part, &task))
        return NULL;
      g_array_append_val (tasks, task);
    }
  return g_steal_pointer (&tasks);
}

/* ---- what the fields say together ---- */

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
check_peak (const FwRecord *record, const FwCalendarTemplate *self, GError **error)
{
  const gboolean peak = g_strcmp0 (fw_record_text (record, "what"), "peak") == 0;
  g_autoptr (GArray) tasks = fw_calendar_tasks_parse (fw_record_text (record, "tasks"));

  if (peak != (self->often == FW_CALENDAR_PEAK))
    return refuse (error, peak ? "often: expected once before each peak, of its preparation"
                               : "often: expected once before each peak of its preparation alone");
  if (peak && fw_record_lacks (record, "before"))
    return refuse (error, "before: expected the days before the peak on which preparation begins");
  if (tasks == NULL)
    return refuse (error, "tasks: expected days before the peak and tasks, such as 5: Seats; "
                          "3: Stress test");
  if (!peak && tasks->len > 0)
    return refuse (error, "tasks: expected of the preparation of a peak alone");
  for (guint i = 0; i < tasks->len; i++)
    if (g_array_index (tasks, FwCalendarTask, i).before > self->before)
      return refuse (error, "tasks: expected no task that is due before preparation begins");
  return TRUE;
}

gboolean
fw_calendar_template_check (const FwRecord *record, GError **error)
{
  FwCalendarTemplate self;

  g_return_val_if_fail (record != NULL, FALSE);

  fw_calendar_template_read (record, &self);
  if (self.latest < self.earliest + self.length)
    return refuse (error, "latest: expected a time by which it can be over: its length after the "
                          "earliest beginning");
  if (self.weekday > 0 && self.often != FW_CALENDAR_WEEK && self.often != FW_CALENDAR_QUARTER)
    return refuse (error, "weekday: expected of what comes every week or quarter alone");
  if (self.whom == FW_CALENDAR_POSITIONS && fw_record_lacks (record, "positions") &&
      fw_record_lacks (record, "rank"))
    return refuse (error, "positions: expected positions, or the rank of those that are meant");
  return check_peak (record, &self, error);
}

/* ---- when it is due ---- */

static gint32
find_quarter (gint32 day)
{
  gint year;
  guint month, of_month;

  fw_date_to_civil (day, &year, &month, &of_month);
  return fw_date_from_civil (year, (month - 1) / 3 * 3 + 1, 1);
}

static gint32
find_due (const FwCalendarTemplate *self, gint32 day)
{
  switch (self->often)
    {
    case FW_CALENDAR_WEEK:
      return fw_date_get_monday (day);
    case FW_CALENDAR_QUARTER:
      return find_quarter (day);
    case FW_CALENDAR_WORKING_DAY:
    case FW_CALENDAR_PEAK:
    default:
      return day;
    }
}

gboolean
fw_calendar_template_can (const FwCalendarTemplate *self,
                          gint32 day,
                          FwCalendarDays is_worked,
                          gpointer user_data)
{
  g_return_val_if_fail (self != NULL && is_worked != NULL, FALSE);

  return (self->weekday == 0 || fw_zone_get_weekday (day) == self->weekday) &&
         is_worked (day, user_data);
}

static int
compare_occurrences (gconstpointer a, gconstpointer b)
{
  const FwCalendarOccurrence *one = a, *two = b;

  return one->first != two->first ? (one->first > two->first) - (one->first < two->first)
                                  : (one->due > two->due) - (one->due < two->due);
}

static gboolean
is_known (const GArray *found, gint32 due)
{
  for (guint i = 0; i < found->len; i++)
    if (g_array_index (found, FwCalendarOccurrence, i).due == due)
      return TRUE;
  return FALSE;
}

/* Better late than never: where the day is over, the first that is left before the peak. Returns:
 * G_MININT32: none is. */
static gint32
find_beginning (const FwCalendarTemplate *self,
                gint32 peak,
                gint32 first,
                FwCalendarDays is_worked,
                gpointer user_data)
{
  const gint32 begins = peak - (gint32) self->before;

  for (gint32 day = begins; day >= first && day > begins - MOST_CLOSED; day--)
    if (is_worked (day, user_data))
      return day;
  for (gint32 day = MAX (begins, first); day < peak; day++)
    if (is_worked (day, user_data))
      return day;
  return G_MININT32;
}

static void
find_peaks (const FwCalendarTemplate *self,
            FwCalendarOccurrence range,
            FwCalendarDays is_worked,
            gpointer user_data,
            const gint32 *peaks,
            guint n_peaks,
            GArray *found)
{
  for (guint i = 0; i < n_peaks; i++)
    {
      const gint32 day = find_beginning (self, peaks[i], range.first, is_worked, user_data);
      const FwCalendarOccurrence one = { peaks[i], day, day };

      if (day >= range.first && day <= range.last && !is_known (found, peaks[i]))
        g_array_append_val (found, one);
    }
}

GArray *
fw_calendar_template_find (const FwCalendarTemplate *self,
                           gint32 first,
                           gint32 last,
                           FwCalendarDays is_worked,
                           gpointer user_data,
                           const gint32 *peaks,
                           guint n_peaks)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (FwCalendarOccurrence));

  g_return_val_if_fail (self != NULL && is_worked != NULL, found);
  g_return_val_if_fail (peaks != NULL || n_peaks == 0, found);

  if (self->often == FW_CALENDAR_PEAK)
    find_peaks (self, (FwCalendarOccurrence){ 0, first, last }, is_worked, user_data, peaks,
                n_peaks, found);
  for (gint32 day = first; day <= last && self->often != FW_CALENDAR_PEAK; day++)
    {
      const FwCalendarOccurrence one = { find_due (self, day), day, day };
      FwCalendarOccurrence *before =
          found->len > 0 ? &g_array_index (found, FwCalendarOccurrence, found->len - 1) : NULL;

      if (!fw_calendar_template_can (self, day, is_worked, user_data))
        continue;
      if (before != NULL && before->due == one.due)
        before->last = day;
      else
        g_array_append_val (found, one);
    }
  g_array_sort (found, compare_occurrences);
  return found;
}
