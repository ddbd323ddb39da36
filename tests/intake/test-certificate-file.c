/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calendar/fw-zone.h"
#include "core/fw-error.h"
#include "intake/people/fw-certificate-file.h"
#include "support/fw-people-data.h"

#define N_STATES 237
#define N_EVENTS 42

static gint32
date (const char *text)
{
  gint32 day;

  g_assert_true (fw_date_parse (fw_text (text), &day));
  return day;
}

static const FwCertificateHistory *
find_history (GPtrArray *histories, const char *person, const char *scheme)
{
  for (guint i = 0; i < histories->len; i++)
    {
      const FwCertificateHistory *history = histories->pdata[i];

      if (g_str_equal (history->person, person) && g_str_equal (history->scheme_name, scheme))
        return history;
    }
  g_assert_not_reached ();
}

static void
check_states (GPtrArray *histories, GBytes *expected)
{
  g_autoptr (GPtrArray) rows = fw_people_table (expected);

  g_assert_cmpuint (rows->len, ==, N_STATES + 1);
  for (guint i = 1; i < rows->len; i++)
    {
      char **row = rows->pdata[i];
      const FwCertificateHistory *history = find_history (histories, row[0], row[1]);
      FwCertificateStanding standing =
          fw_certificate_stand (history->steps, history->events->len, date (row[2]));

      g_assert_cmpstr (fw_certificate_state_to_name (standing.state), ==, row[3]);
      g_assert_cmpint (standing.days_left, ==, (gint) g_ascii_strtoll (row[4], NULL, 10));
      g_assert_cmpint (standing.on_roster, ==, row[5][0] == '1');
    }
}

/* Columns: person, scheme, event, date, effect, valid_from, valid_until, window_opens, grace_until;
 * the last four only where a period began. */
static void
check_periods (GPtrArray *histories, GBytes *expected)
{
  g_autoptr (GPtrArray) rows = fw_people_table (expected);
  guint step = 0;

  g_assert_cmpuint (rows->len, ==, N_EVENTS + 1);
  for (guint i = 1; i < rows->len; i++)
    {
      char **row = rows->pdata[i], **before = rows->pdata[i - 1];
      const FwCertificateHistory *history = find_history (histories, row[0], row[1]);
      const FwCertificateStep *at;

      step = g_str_equal (row[0], before[0]) && g_str_equal (row[1], before[1]) ? step + 1 : 0;
      at = &history->steps[step];
      g_assert_cmpint (at->event.date, ==, date (row[3]));
      g_assert_cmpstr (fw_certificate_effect_to_name (at->effect), ==, row[4]);
      g_assert_cmpint (at->made, ==, row[5][0] != '\0');
      if (!at->made)
        continue;
      g_assert_cmpint (at->period.valid_from, ==, date (row[5]));
      g_assert_cmpint (at->period.valid_until, ==, date (row[6]));
      g_assert_cmpint (at->period.window_opens, ==, date (row[7]));
      g_assert_cmpint (at->period.grace_until, ==, date (row[8]));
    }
}

static void
check_folder (GBytes *(*read) (const char *name))
{
  g_autoptr (GBytes) json = read ("certificates/schemes.json");
  g_autoptr (GBytes) events = read ("certificates/events.csv");
  g_autoptr (GBytes) states = read ("certificates/expected-states.csv");
  g_autoptr (GBytes) periods = read ("certificates/expected-periods.csv");
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) schemes = NULL;

  if (json == NULL)
    return;
  schemes = fw_scheme_file_read (json, &error);
  g_assert_no_error (error);
  for (guint32 seed = 0; seed < 20; seed++)
    {
      g_autoptr (GBytes) table =
          seed == 0 ? g_bytes_ref (events) : fw_people_shuffle (events, seed);
      g_autoptr (GPtrArray) histories = fw_certificate_file_read (table, schemes, &error);

      g_assert_no_error (error);
      check_states (histories, states);
      check_periods (histories, periods);
    }
}

static void
test_reference (void)
{
  check_folder (fw_people_data);
  check_folder (fw_people_shared);
}

static void
test_bad_schemes (void)
{
  static const struct
  {
    const char *json, *expected;
  } cases[] = {
    { "{}", "at least one" },
    { "[]", "object" },
    { "{\"a\":{}}", "mode" },
    { "{\"a\":{\"mode\":\"yearly\"}}", "scheme “a”: mode: expected completion" },
    { "{\"a\":{\"mode\":\"completion\"}}", "scheme “a”: months: expected 1 to" },
    { "{\"a\":{\"mode\":\"completion\",\"months\":-6}}", "months: expected a whole number" },
    { "{\"a\":{\"mode\":\"completion\",\"months\":\"6\"}}", "months: expected a whole number" },
    { "{\"a\":{\"mode\":\"completion\",\"months\":6,\"end_rule\":\"day\"}}", "end_rule: expected" },
    { "{\"a\":{\"mode\":\"completion\",\"months\":6,\"grace_day\":3}}", "grace_day: expected no" },
    { "{\"a\":{\"mode\":\"month\",\"grace_eligible\":1}}", "grace_eligible" },
    { "{\"a\":{\"mode\":\"fixed\"}}", "fixed: expected 1 to" },
    { "{\"a\":{\"mode\":\"fixed\",\"fixed\":[2,30]}}", "no day 30 of a month 2" },
    { "{\"a\":{\"mode\":\"fixed\",\"fixed\":[3]}}", "fixed: expected [month, day]" },
    { "{\"a\":{\"mode\":\"fixed\",\"fixed\":[[3,31],7]}}", "fixed: expected [month, day]" },
    { "{\"a\":{\"mode\":\"month\"},\"a\":{\"mode\":\"month\"}}", "every key once" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) json = g_bytes_new_static (cases[i].json, strlen (cases[i].json));
      g_autoptr (GError) error = NULL;

      g_assert_null (fw_scheme_file_read (json, &error));
      g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].expected));
    }
}

static void
test_byte_order_mark (void)
{
  static const char marked[] = "\xef\xbb\xbf{\"month\":{\"mode\":\"month\",\"label\":\"月\"}}";
  g_autoptr (GBytes) json = g_bytes_new_static (marked, strlen (marked));
  g_autoptr (GHashTable) schemes = fw_scheme_file_read (json, NULL);

  g_assert_nonnull (schemes);
  g_assert_true (g_hash_table_contains (schemes, "month"));
}

static void
test_bad_events (void)
{
  static const char text[] = "date,event,scheme,person\n"
                             "2026-02-30,pass,month,a\n"
                             "2026-02-28,passed,month,a\n"
                             "2026-02-28,pass,moon,a\n"
                             "2026-02-28,pass,month,\n"
                             "2026-02-28,pass,month,a,more\n"
                             "2026-02-28,pass,month,a\n";
  static const char json[] = "{\"month\":{\"mode\":\"month\"}}";
  g_autoptr (GBytes) rules = g_bytes_new_static (json, strlen (json));
  g_autoptr (GBytes) table = g_bytes_new_static (text, strlen (text));
  g_autoptr (GHashTable) schemes = fw_scheme_file_read (rules, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (fw_certificate_file_read (table, schemes, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
  g_assert_cmpstr (
      error->message, ==,
      "line 2: date: expected a day that exists, as YYYY-MM-DD, not “2026-02-30”\n"
      "line 3: event: expected pass, fail, suspend, reinstate or revoke, not “passed”\n"
      "line 4: scheme: there is no scheme “moon”\n"
      "line 5: person: expected a value, nothing is there\n"
      "line 6: expected 4 cells as in the header, not 5");
}

static void
test_bad_header (void)
{
  static const char *const texts[] = { "", "person,scheme,event\na,b,c\n",
                                       "person,person,scheme,event,date\n" };
  static const char *const expected[] = { "first row", "a column “date”",
                                          "two columns are named “person”" };
  g_autoptr (GHashTable) schemes = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) table = g_bytes_new_static (texts[i], strlen (texts[i]));
      g_autoptr (GError) error = NULL;

      g_assert_null (fw_certificate_file_read (table, schemes, &error));
      g_assert_nonnull (strstr (error->message, expected[i]));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/certificate-file/reference", test_reference);
  g_test_add_func ("/certificate-file/bad-schemes", test_bad_schemes);
  g_test_add_func ("/certificate-file/byte-order-mark", test_byte_order_mark);
  g_test_add_func ("/certificate-file/bad-events", test_bad_events);
  g_test_add_func ("/certificate-file/bad-header", test_bad_header);

  return g_test_run ();
}
