/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/fw-error.h"
#include "protocol/fw-calendar-json.h"

static GHashTable *
read_calendars (const char *text, GError **error)
{
  g_autoptr (JsonObject) object = fw_json_parse_object (text, strlen (text), error);

  return object != NULL ? fw_calendars_json_read (object, error) : NULL;
}

static void
test_read (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) calendars =
      read_calendars ("{\"site\": {\"zone\": \"China Standard Time\","
                      "  \"week\": {\"mon\": [\"09:00-12:00\", \"13:30-18:00\"], \"tue\": []},"
                      "  \"days\": {\"2026-10-10\": \"mon\", \"2026-11-02\": [], \"2026-11-03\": "
                      "[\"10:00-11:00\"]}},"
                      " \"never\": {\"zone\": \"UTC\", \"week\": {}}}",
                      &error);
  FwCalendar *site;
  gint64 saturday, monday;

  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (calendars), ==, 2);
  g_assert_nonnull (g_hash_table_lookup (calendars, "never"));
  site = g_hash_table_lookup (calendars, "site");
  g_assert_nonnull (site);
  g_assert_true (fw_time_parse (FW_TEXT_LITERAL ("2026-10-10T00:00:00+08:00"), &saturday));
  g_assert_true (fw_time_parse (FW_TEXT_LITERAL ("2026-11-02T00:00:00+08:00"), &monday));
  g_assert_cmpint (fw_calendar_between (site, saturday, saturday + 24 * FW_HOUR), ==,
                   15 * FW_HALF_HOUR);
  g_assert_cmpint (fw_calendar_between (site, monday, monday + 24 * FW_HOUR), ==, 0);
  g_assert_cmpint (fw_calendar_between (site, monday, monday + 48 * FW_HOUR), ==, FW_HOUR);
}

/* Each is refused with a sentence that names the calendar and what is wrong in it. */
static void
test_refuse (void)
{
  static const struct
  {
    const char *text, *named;
  } cases[] = {
    { "{\"a\": 1}", "expected an object" },
    { "{\"a\": {\"week\": {}}}", "zone" },
    { "{\"a\": {\"zone\": \"Mars/Olympus\", \"week\": {}}}", "Mars/Olympus" },
    { "{\"a\": {\"zone\": \"UTC\"}}", "week" },
    { "{\"a\": {\"zone\": \"UTC\", \"week\": []}}", "week" },
    { "{\"a\": {\"zone\": \"UTC\", \"week\": {\"monday\": []}}}", "monday" },
    { "{\"a\": {\"zone\": \"UTC\", \"week\": {\"mon\": \"09:00-17:00\"}}}", "mon" },
    { "{\"a\": {\"zone\": \"UTC\", \"week\": {\"mon\": [9]}}}", "mon" },
    { "{\"a\": {\"zone\": \"UTC\", \"week\": {\"mon\": [\"17:00-17:00\"]}}}", "17:00-17:00" },
    { "{\"a\": {\"zone\": \"UTC\", \"week\": {}, \"holidays\": {}}}", "holidays" },
    { "{\"a\": {\"zone\": \"UTC\", \"week\": {}, \"days\": []}}", "days" },
    { "{\"a\": {\"zone\": \"UTC\", \"week\": {}, \"days\": {\"2026-02-29\": []}}}", "2026-02-29" },
    { "{\"a\": {\"zone\": \"UTC\", \"week\": {}, \"days\": {\"2026-02-28\": \"Mon\"}}}",
      "2026-02-28" },
    { "{\"a\": {\"zone\": \"UTC\", \"week\": {}, \"days\": {\"2026-02-28\": null}}}",
      "2026-02-28" },
    { "{\"a\": {\"zone\": \"UTC\", \"week\": {\"mon\": [\"00:00-00:01\",\"00:00-00:01\","
      "\"00:00-00:01\",\"00:00-00:01\",\"00:00-00:01\",\"00:00-00:01\",\"00:00-00:01\","
      "\"00:00-00:01\",\"00:00-00:01\",\"00:00-00:01\",\"00:00-00:01\",\"00:00-00:01\","
      "\"00:00-00:01\",\"00:00-00:01\",\"00:00-00:01\",\"00:00-00:01\",\"00:00-00:01\","
      "\"00:00-00:01\",\"00:00-00:01\",\"00:00-00:01\",\"00:00-00:01\",\"00:00-00:01\","
      "\"00:00-00:01\",\"00:00-00:01\",\"00:00-00:01\"]}}}",
      "mon: expected at most 24" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_calendars (cases[i].text, &error));
      g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
      g_assert_true (g_str_has_prefix (error->message, "calendar “a”: "));
      g_assert_nonnull (strstr (error->message, cases[i].named));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calendar-json/read", test_read);
  g_test_add_func ("/calendar-json/refuse", test_refuse);
  return g_test_run ();
}
