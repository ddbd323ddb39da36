/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What people were told of a day, whatever is planned since, and for how long they are paid. */
#include "core/roster/fw-told-shift.h"
#include "support/fw-test-events.h"

static void
test_told (void)
{
  static const struct
  {
    const char *type, *template, *state, *told;
    const char *said, *hours; /* what she was told; NULL: nothing */
  } cases[] = {
    { "work", "early", "published", "early", "work", "early" },
    { "work", "late", "draft", "early", "work", "early" },
    { "work", "early", "draft", "", NULL, NULL },
    { "off", "", "draft", "early", "work", "early" },
    { "off", "", "published", "", NULL, NULL },
    { "leave", "", "published", "leave", "leave", NULL },
    { "work", "early", "draft", "leave", "leave", NULL },
    { "training", "early", "published", "training", "training", "early" },
    { "training", "late", "draft", "training", "training", "late" },
    { "work", "late", "draft", "training", "training", NULL },
    { "training", "late", "draft", "early", "work", "early" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FwRecord) shift = fw_test_record (
          "shift", "s", "person", "p1", "day", "2026-11-23", "type", cases[i].type, "template",
          cases[i].template, "state", cases[i].state, "told", cases[i].told, NULL);
      FwToldShift told;

      g_test_message ("%u", i);
      g_assert_cmpint (fw_told_shift_read (shift, &told), ==, cases[i].said != NULL);
      if (cases[i].said == NULL)
        continue;
      g_assert_cmpint (told.day, ==, 20780);
      g_assert_cmpstr (told.type, ==, cases[i].said);
      g_assert_cmpstr (told.template, ==, cases[i].hours);
    }
}

/* A night is an hour shorter or longer when the clocks change, and is paid so. */
static void
test_hours (void)
{
  static const struct
  {
    const char *day, *unpaid;
    guint minutes, paid;
  } cases[] = {
    { "2026-10-23", "30", 480, 450 },
    { "2026-10-24", "30", 540, 510 },
    { "2026-03-28", "30", 420, 390 },
    { "2026-10-23", "", 480, 480 },
  };
  g_autoptr (FwZone) zone = fw_zone_new ("Europe/Berlin", 0, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FwRecord) night = fw_test_record (
          "shift-template", "n", "name", "Night", "start", "22:00", "length_minutes", "480",
          "breaks", "02:00-02:30", "unpaid_minutes", cases[i].unpaid, NULL);
      FwToldHours hours;
      gint32 day;

      g_assert_true (fw_date_parse (fw_text (cases[i].day), &day));
      fw_told_hours_read (night, zone, day, &hours);
      g_assert_cmpuint (hours.start, ==, 22 * 60);
      g_assert_cmpuint (hours.end, ==, 6 * 60);
      g_assert_cmpint (hours.to - hours.from, ==, cases[i].minutes * FW_MINUTE);
      g_assert_cmpint (hours.paid, ==, cases[i].paid * FW_MINUTE);
      g_assert_cmpstr (hours.breaks, ==, "02:00-02:30");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/told-shift/told", test_told);
  g_test_add_func ("/told-shift/hours", test_hours);
  return g_test_run ();
}
