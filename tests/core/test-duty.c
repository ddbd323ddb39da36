/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/roster/fw-duty-rule.h"

#define MONDAY 20780 /* 2026-11-23 */

/* Shifts as people write them: one letter a day from @first on, "." for none. */
static GArray *
make_row (FwZone *zone, gint32 first, const char *letters)
{
  GArray *duties = g_array_new (FALSE, FALSE, sizeof (FwDuty));

  for (guint i = 0; letters[i] != '\0'; i++)
    {
      FwDuty duty = { .day = first + (gint32) i };

      switch (letters[i])
        {
        case 'E':
          fw_duty_set_hours (&duty, zone, 6 * 60, 510);
          break;
        case 'L':
          fw_duty_set_hours (&duty, zone, 13 * 60 + 30, 510);
          break;
        case 'N':
          fw_duty_set_hours (&duty, zone, 22 * 60, 480);
          break;
        case 'T': /* training without hours */
          break;
        case 'V':
          duty.leave = TRUE;
          break;
        default:
          continue;
        }
      g_array_append_val (duties, duty);
    }
  return duties;
}

static void
check (const char *letters, const FwDutyLimits *limits, const FwDutyBreach *expected, guint n)
{
  g_autoptr (FwZone) zone = fw_zone_new ("Asia/Shanghai", 360, NULL);
  g_autoptr (GArray) duties = make_row (zone, MONDAY, letters);
  g_autoptr (GArray) breaches =
      fw_duty_find_breaches ((const FwDuty *) (void *) duties->data, duties->len, limits, MONDAY,
                             MONDAY + (gint32) strlen (letters) - 1);

  g_assert_cmpuint (breaches->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      const FwDutyBreach *breach = &g_array_index (breaches, FwDutyBreach, i);

      g_assert_cmpint (breach->rule, ==, expected[i].rule);
      g_assert_cmpint (breach->day, ==, MONDAY + expected[i].day);
      g_assert_cmpint (breach->value, ==, expected[i].value);
      g_assert_cmpint (breach->limit, ==, expected[i].limit);
    }
}

static void
test_rest (void)
{
  const FwDutyLimits limits = { .rest = 11 * FW_HOUR };
  const FwDutyBreach after_late[] = { { FW_DUTY_REST, 1, 8 * FW_HOUR, 11 * FW_HOUR } };
  const FwDutyBreach after_night[] = { { FW_DUTY_REST, 1, 0, 11 * FW_HOUR } };

  check ("LE", &limits, after_late, 1);
  check ("NE", &limits, after_night, 1);
  check ("ELN", &limits, NULL, 0);
  check ("L.E", &limits, NULL, 0);
  check ("VTE", &limits, NULL, 0);
  /* A day without hours is no rest by itself: what was worked before counts. */
  check ("NTL", &(FwDutyLimits){ .rest = 32 * FW_HOUR },
         &(FwDutyBreach){ FW_DUTY_REST, 2, 31 * FW_HOUR + FW_HALF_HOUR, 32 * FW_HOUR }, 1);
}

static void
test_overlap (void)
{
  const FwDutyLimits limits = { .rest = 11 * FW_HOUR };
  FwDuty duties[] = { { .day = MONDAY, .start = 0, .end = 9 * FW_HOUR },
                      { .day = MONDAY + 1, .start = 8 * FW_HOUR, .end = 16 * FW_HOUR } };
  g_autoptr (GArray) breaches = fw_duty_find_breaches (duties, 2, &limits, MONDAY, MONDAY + 1);

  g_assert_cmpuint (breaches->len, ==, 1);
  g_assert_cmpint (g_array_index (breaches, FwDutyBreach, 0).rule, ==, FW_DUTY_OVERLAP);
  g_assert_cmpint (g_array_index (breaches, FwDutyBreach, 0).value, ==, FW_HOUR);
}

static void
test_runs (void)
{
  const FwDutyBreach days[] = { { FW_DUTY_DAYS, 5, 6, 5 }, { FW_DUTY_DAYS, 6, 7, 5 } };
  const FwDutyBreach nights[] = { { FW_DUTY_NIGHTS, 2, 3, 2 } };

  check ("EEEEEEE", &(FwDutyLimits){ .days_in_row = 5 }, days, 2);
  check ("EEEEE.E", &(FwDutyLimits){ .days_in_row = 5 }, NULL, 0);
  check ("EEEEEVE", &(FwDutyLimits){ .days_in_row = 5 }, NULL, 0);
  check ("EETTEE.", &(FwDutyLimits){ .days_in_row = 5 }, &(FwDutyBreach){ FW_DUTY_DAYS, 5, 6, 5 },
         1);
  check ("NNN.NN", &(FwDutyLimits){ .nights_in_row = 2 }, nights, 1);
  check ("NLN.NN", &(FwDutyLimits){ .nights_in_row = 2 }, NULL, 0);
}

static void
test_weeks (void)
{
  const gint64 each = 8 * FW_HOUR + FW_HALF_HOUR;
  const FwDutyBreach most[] = { { FW_DUTY_WEEK_MOST, 5, 6 * each, 44 * FW_HOUR } };
  const FwDutyBreach least[] = { { FW_DUTY_WEEK_LEAST, 6, 4 * each, 40 * FW_HOUR } };

  check ("EEEEEE.", &(FwDutyLimits){ .week_most = 44 * FW_HOUR }, most, 1);
  check ("EEEEE..EEEEE..", &(FwDutyLimits){ 0, 0, 0, 40 * FW_HOUR, 44 * FW_HOUR }, NULL, 0);
  check ("EEEE...", &(FwDutyLimits){ .week_least = 40 * FW_HOUR }, least, 1);
  check ("EEEEV..", &(FwDutyLimits){ .week_least = 40 * FW_HOUR }, NULL, 0);
  /* A week of which a part is not known, or in which nothing is planned, is not held to it. */
  check ("EEEE", &(FwDutyLimits){ .week_least = 40 * FW_HOUR }, NULL, 0);
  check (".......", &(FwDutyLimits){ .week_least = 40 * FW_HOUR }, NULL, 0);
}

/* In Madrid the clocks went forward on 29 March 2026 and back on 25 October: the night before each
 * has seven or nine hours, and the rest before an early shift is that much otherwise too. */
static void
test_clock_change (void)
{
  g_autoptr (FwZone) zone = fw_zone_new ("Europe/Madrid", 360, NULL);
  const gint32 spring = fw_date_from_civil (2026, 3, 28),
               autumn = fw_date_from_civil (2026, 10, 24);
  FwDuty night = { .day = spring }, late = { .day = autumn }, early = { .day = autumn + 1 };
  const FwDutyLimits limits = { .rest = 9 * FW_HOUR };
  g_autoptr (GArray) breaches = NULL;

  fw_duty_set_hours (&night, zone, 22 * 60, 480);
  g_assert_cmpint (night.end - night.start, ==, 7 * FW_HOUR);
  g_assert_true (night.night);
  night.day = autumn;
  fw_duty_set_hours (&night, zone, 22 * 60, 480);
  g_assert_cmpint (night.end - night.start, ==, 9 * FW_HOUR);

  fw_duty_set_hours (&late, zone, 13 * 60 + 30, 510);
  fw_duty_set_hours (&early, zone, 6 * 60, 510);
  breaches =
      fw_duty_find_breaches ((const FwDuty[]){ late, early }, 2, &limits, autumn, autumn + 1);
  g_assert_cmpuint (breaches->len, ==, 0);
  g_assert_cmpint (early.start - late.end, ==, 9 * FW_HOUR);
}

static void
test_nights (void)
{
  static const struct
  {
    guint start, length;
    gboolean night;
  } cases[] = {
    { 22 * 60, 480, TRUE }, { 6 * 60, 510, FALSE },  { 13 * 60 + 30, 510, FALSE },
    { 18 * 60, 480, TRUE }, { 16 * 60, 480, FALSE }, { 3 * 60, 480, TRUE },
    { 4 * 60, 480, FALSE }, { 0, 480, TRUE },
  };
  g_autoptr (FwZone) zone = fw_zone_new ("UTC", 0, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FwDuty duty = { .day = MONDAY };

      fw_duty_set_hours (&duty, zone, cases[i].start, cases[i].length);
      g_assert_cmpint (duty.night, ==, cases[i].night);
    }
}

static FwRecord *
make_rule (const char *team, const char *person, const char *rest, const char *days)
{
  FwRecord *record = fw_record_new (fw_kind_find ("roster-rule"), "x");

  fw_record_put_text (record, "team", team);
  if (person != NULL)
    fw_record_put_text (record, "person", person);
  fw_record_parse (record, (guint) fw_kind_find_field (fw_record_get_kind (record), "rest_hours"),
                   fw_text (rest), NULL);
  fw_record_parse (record, (guint) fw_kind_find_field (fw_record_get_kind (record), "days_in_row"),
                   fw_text (days), NULL);
  return record;
}

static void
test_rules (void)
{
  g_autoptr (GPtrArray) rules = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  FwDutyLimits limits;

  g_ptr_array_add (rules, make_rule ("a", NULL, "11", "6"));
  g_ptr_array_add (rules, make_rule ("a", NULL, "12", "7"));
  g_ptr_array_add (rules, make_rule ("a", "lin", "", "4"));
  g_ptr_array_add (rules, make_rule ("b", NULL, "8", "0"));
  fw_duty_find_limits (rules, "a", "wu", &limits);
  g_assert_cmpint (limits.rest, ==, 12 * FW_HOUR);
  g_assert_cmpuint (limits.days_in_row, ==, 6);
  fw_duty_find_limits (rules, "a", "lin", &limits);
  g_assert_cmpint (limits.rest, ==, 12 * FW_HOUR);
  g_assert_cmpuint (limits.days_in_row, ==, 4);
  fw_duty_find_limits (rules, "b", "bo", &limits);
  g_assert_cmpint (limits.rest, ==, 8 * FW_HOUR);
  g_assert_cmpuint (limits.days_in_row, ==, 0);
  fw_duty_find_limits (rules, NULL, "bo", &limits);
  g_assert_cmpint (limits.rest, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/duty/rest", test_rest);
  g_test_add_func ("/duty/overlap", test_overlap);
  g_test_add_func ("/duty/runs", test_runs);
  g_test_add_func ("/duty/weeks", test_weeks);
  g_test_add_func ("/duty/clock-change", test_clock_change);
  g_test_add_func ("/duty/nights", test_nights);
  g_test_add_func ("/duty/rules", test_rules);
  return g_test_run ();
}
