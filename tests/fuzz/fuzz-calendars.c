/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-target.h"
#include "protocol/fw-calendar-json.h"

/* Counting up to a moment and asking for the moment at which so much is counted are one walk seen
 * from its two ends; whatever the hours are, it ends. */
static void
check_calendar (FwCalendar *calendar, gint64 from)
{
  const gint64 durations[] = { 0, 1, FW_HOUR, 1000 * FW_HOUR, FW_CALENDAR_LAST / 100 };

  for (guint i = 0; i < G_N_ELEMENTS (durations); i++)
    {
      gint64 at;

      if (!fw_calendar_add (calendar, from, durations[i], &at))
        continue;
      g_assert_cmpint (at, >=, from);
      g_assert_cmpint (at, <=, FW_CALENDAR_LAST);
      g_assert_cmpint (fw_calendar_between (calendar, from, at), ==, durations[i]);
      if (durations[i] > 0)
        g_assert_cmpint (fw_calendar_between (calendar, from, at - 1), ==, durations[i] - 1);
    }
  g_assert_cmpint (fw_calendar_between (calendar, from, FW_CALENDAR_LAST), >=, 0);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GHashTable) calendars = NULL;
  g_autoptr (GError) error = NULL;
  GHashTableIter iter;
  gpointer calendar;

  object = fw_json_parse_object ((const char *) data, size, &error);
  if (object == NULL)
    return 0;

  calendars = fw_calendars_json_read (object, &error);
  g_assert_true ((calendars != NULL) == (error == NULL));
  if (calendars == NULL)
    return 0;

  g_hash_table_iter_init (&iter, calendars);
  while (g_hash_table_iter_next (&iter, NULL, &calendar))
    {
      check_calendar (calendar, G_GINT64_CONSTANT (1774137600000000)); /* March 2026 */
      check_calendar (calendar, 0);
      check_calendar (calendar, -FW_CALENDAR_LAST / 10);
    }
  return 0;
}
