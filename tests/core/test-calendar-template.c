/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Calendar templates: when they are due, counted day by day a second way; what may not be said
 * together; and those that come along. */
#include "core/roster/fw-calendar-template.h"

#include "core/fw-error.h"
#include "support/fw-test-record.h"

#define MOST 400

typedef struct
{
  gint32 first;
  gboolean worked[MOST];
} Days;

static gboolean
is_worked (gint32 day, gpointer data)
{
  const Days *days = data;

  g_assert_cmpint (day, >=, days->first);
  g_assert_cmpint (day, <, days->first + MOST);
  return days->worked[day - days->first];
}

static gint32
find_date (const char *text)
{
  gint32 date = 0;

  g_assert_true (fw_date_parse (fw_text (text), &date));
  return date;
}

/* What a day is due for, by GDate. */
static gint32
find_due (FwCalendarOften often, gint32 day)
{
  g_autofree char *text = fw_date_format (day);
  g_autoptr (GDate) date = g_date_new ();

  g_date_set_parse (date, text);
  g_assert_true (g_date_valid (date));
  if (often == FW_CALENDAR_WEEK)
    return day - (gint32) g_date_get_weekday (date) + 1;
  if (often == FW_CALENDAR_QUARTER)
    {
      const guint month = g_date_get_month (date);
      g_autofree char *start = g_strdup_printf ("%04u-%02u-01", g_date_get_year (date),
                                                month < 4    ? 1u
                                                : month < 7  ? 4u
                                                : month < 10 ? 7u
                                                             : 10u);

      return find_date (start);
    }
  return day;
}

/* Every day on which it can be held lies within exactly the occurrence that it is due for, and each
 * occurrence begins and ends with such a day. */
static void
check_found (const FwCalendarTemplate *template, Days *days, gint32 first, gint32 last)
{
  g_autoptr (GArray) found =
      fw_calendar_template_find (template, first, last, is_worked, days, NULL, 0);
  guint n = 0;
  gint32 due = G_MININT32, end = G_MININT32;

  for (gint32 day = first; day <= last; day++)
    {
      const guint weekday = (guint) ((day + 3) % 7 + 1); /* 1970-01-01 was a Thursday */
      const gboolean can = days->worked[day - days->first] &&
                           (template->weekday == 0 || template->weekday == weekday);

      g_assert_cmpint (fw_calendar_template_can (template, day, is_worked, days), ==, can);
      if (!can)
        continue;
      if (find_due (template->often, day) != due)
        {
          g_assert_cmpuint (n, <, found->len);
          if (n > 0)
            g_assert_cmpint (g_array_index (found, FwCalendarOccurrence, n - 1).last, ==, end);
          due = find_due (template->often, day);
          g_assert_cmpint (g_array_index (found, FwCalendarOccurrence, n).due, ==, due);
          g_assert_cmpint (g_array_index (found, FwCalendarOccurrence, n).first, ==, day);
          n++;
        }
      end = day;
    }
  g_assert_cmpuint (found->len, ==, n);
  if (n > 0)
    g_assert_cmpint (g_array_index (found, FwCalendarOccurrence, n - 1).last, ==, end);
}

static void
test_due (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261203);

  for (guint round = 0; round < 600; round++)
    {
      Days days = { .first = g_rand_int_range (rand, 18000, 22000) };
      const gint32 first = days.first + g_rand_int_range (rand, 0, 100);
      const FwCalendarTemplate template = {
        .often =
            (FwCalendarOften) g_rand_int_range (rand, FW_CALENDAR_WORKING_DAY, FW_CALENDAR_PEAK),
        .weekday = (guint) g_rand_int_range (rand, 0, 2) * (guint) g_rand_int_range (rand, 1, 8),
      };

      for (guint i = 0; i < MOST; i++)
        days.worked[i] = g_rand_int_range (rand, 0, 4) > 0;
      check_found (&template, &days, first, first + g_rand_int_range (rand, -1, 250));
    }
}

/* A peak is prepared from the last worked day at least so many days before it. */
static void
test_peak (void)
{
  const FwCalendarTemplate template = { .often = FW_CALENDAR_PEAK, .before = 7 };
  Days days = { .first = find_date ("2026-10-01") };
  const gint32 peaks[] = { find_date ("2026-12-12"), find_date ("2026-11-11"),
                           find_date ("2026-12-12"), find_date ("2027-06-18") };
  g_autoptr (GArray) found = NULL, late = NULL, none = NULL;

  for (guint i = 0; i < MOST; i++)
    days.worked[i] = TRUE;
  /* 2026-12-05 is a Saturday, and closed as the day before it is. */
  days.worked[find_date ("2026-12-05") - days.first] = FALSE;
  days.worked[find_date ("2026-12-04") - days.first] = FALSE;
  found = fw_calendar_template_find (&template, find_date ("2026-11-01"), find_date ("2026-12-31"),
                                     is_worked, &days, peaks, G_N_ELEMENTS (peaks));
  g_assert_cmpuint (found->len, ==, 2);
  g_assert_cmpint (g_array_index (found, FwCalendarOccurrence, 0).due, ==, peaks[1]);
  g_assert_cmpint (g_array_index (found, FwCalendarOccurrence, 0).first, ==,
                   find_date ("2026-11-04"));
  g_assert_cmpint (g_array_index (found, FwCalendarOccurrence, 1).due, ==, peaks[0]);
  g_assert_cmpint (g_array_index (found, FwCalendarOccurrence, 1).last, ==,
                   find_date ("2026-12-03"));
  /* what should have begun begins on the first worked day that is left before the peak */
  late = fw_calendar_template_find (&template, find_date ("2026-12-04"), find_date ("2026-12-31"),
                                    is_worked, &days, peaks, G_N_ELEMENTS (peaks));
  g_assert_cmpuint (late->len, ==, 1);
  g_assert_cmpint (g_array_index (late, FwCalendarOccurrence, 0).first, ==,
                   find_date ("2026-12-06"));
  none = fw_calendar_template_find (&template, find_date ("2026-11-11"), find_date ("2026-12-02"),
                                    is_worked, &days, peaks, G_N_ELEMENTS (peaks));
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_tasks (void)
{
  static const char *const bad[] = { "Seats",     ":Seats",    "5:",          "5 : Seats",
                                     "61: Seats", "-1: Seats", "5: Seats; 3", NULL };
  g_autoptr (GArray) tasks = fw_calendar_tasks_parse (" 5: Seats ;3:Stress: lines;; 0: Scripts");
  g_autoptr (GArray) none = fw_calendar_tasks_parse (NULL);

  g_assert_nonnull (none);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_nonnull (tasks);
  g_assert_cmpuint (tasks->len, ==, 3);
  g_assert_cmpuint (g_array_index (tasks, FwCalendarTask, 0).before, ==, 5);
  g_assert_cmpstr (g_array_index (tasks, FwCalendarTask, 0).name, ==, "Seats");
  g_assert_cmpstr (g_array_index (tasks, FwCalendarTask, 1).name, ==, "Stress: lines");
  g_assert_cmpuint (g_array_index (tasks, FwCalendarTask, 2).before, ==, 0);
  for (guint i = 0; bad[i] != NULL; i++)
    g_assert_null (fw_calendar_tasks_parse (bad[i]));
}

static void
test_check (void)
{
  static const struct
  {
    const char *fields[4][2];
    const char *refused; /* the field; NULL: it is taken */
  } cases[] = {
    { { { "latest", "09:30" } }, NULL },
    { { { "latest", "09:29" } }, "latest" },
    { { { "weekday", "friday" } }, NULL },
    { { { "often", "working-day" }, { "weekday", "friday" } }, "weekday" },
    { { { "whom", "positions" } }, "positions" },
    { { { "whom", "positions" }, { "rank", "0" } }, NULL },
    { { { "whom", "positions" }, { "positions", "lead" } }, NULL },
    { { { "what", "peak" } }, "often" },
    { { { "often", "peak" } }, "often" },
    { { { "what", "peak" }, { "often", "peak" } }, "before" },
    { { { "what", "peak" }, { "often", "peak" }, { "before", "7" } }, NULL },
    { { { "what", "peak" }, { "often", "peak" }, { "before", "7" }, { "tasks", "7: A; 0: B" } },
      NULL },
    { { { "what", "peak" }, { "often", "peak" }, { "before", "7" }, { "tasks", "8: A" } },
      "tasks" },
    { { { "what", "peak" }, { "often", "peak" }, { "before", "7" }, { "tasks", "A" } }, "tasks" },
    { { { "tasks", "1: A" } }, "tasks" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FwRecord) record =
          fw_test_record ("calendar-template", "t", "name", "T", "length_minutes", "30", "earliest",
                          "09:00", "latest", "12:00", NULL);
      g_autoptr (GError) error = NULL;

      for (guint k = 0; k < G_N_ELEMENTS (cases[i].fields) && cases[i].fields[k][0] != NULL; k++)
        fw_test_record_set (record, cases[i].fields[k][0], cases[i].fields[k][1]);
      g_test_message ("case %u", i);
      if (cases[i].refused == NULL)
        {
          g_assert_true (fw_record_check (record, &error));
          continue;
        }
      g_assert_false (fw_record_check (record, &error));
      g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
      g_assert_true (g_str_has_prefix (error->message, cases[i].refused));
    }
}

static void
test_shipped (void)
{
  g_autoptr (GHashTable) what = g_hash_table_new (g_str_hash, g_str_equal);
  guint n;
  const FwCalendarShipped *shipped = fw_calendar_shipped (&n);

  g_assert_cmpuint (n, ==, 5);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (FwRecord) record =
          fw_test_record ("calendar-template", shipped[i].id, "name", shipped[i].name, NULL);
      g_autoptr (GString) tasks = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      FwCalendarTemplate read;

      for (guint k = 0; shipped[i].fields[k][0] != NULL; k++)
        fw_test_record_set (record, shipped[i].fields[k][0], shipped[i].fields[k][1]);
      for (guint k = 0; k < G_N_ELEMENTS (shipped[i].tasks) && shipped[i].tasks[k] != NULL; k++)
        g_string_append_printf (tasks, "%u: %s;", shipped[i].before[k], shipped[i].tasks[k]);
      fw_test_record_set (record, "tasks", tasks->str);
      g_assert_true (fw_record_check (record, &error));
      g_assert_no_error (error);
      fw_calendar_template_read (record, &read);
      g_assert_cmpuint (read.length, >, 0);
      g_assert_cmpint (read.adds, ==, g_str_equal (shipped[i].id, "front-line"));
      g_hash_table_add (what, (gpointer) fw_record_text (record, "what"));
    }
  /* one of each that there is */
  g_assert_cmpuint (g_hash_table_size (what), <=, n);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calendar-template/due", test_due);
  g_test_add_func ("/calendar-template/peak", test_peak);
  g_test_add_func ("/calendar-template/tasks", test_tasks);
  g_test_add_func ("/calendar-template/check", test_check);
  g_test_add_func ("/calendar-template/shipped", test_shipped);
  return g_test_run ();
}
