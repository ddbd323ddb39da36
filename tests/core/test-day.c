/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A day as it was planned held against what really was: worked out a second way, minute by minute.
 */
#include <math.h>

#include "core/roster/fw-day.h"

#define AT(hour, minute) (((hour) *60 + (minute)) * FW_MINUTE)

static GArray *
make_plan (void)
{
  return g_array_new (FALSE, FALSE, sizeof (FwDaySpan));
}

static void
lay (GArray *plan, gint64 from, gint64 to, FwDayKind kind, guint over)
{
  fw_day_lay (plan, &(FwDaySpan){ .from = from, .to = to, .kind = kind }, over);
}

static void
judge (GArray *plan,
       const FwDayState *states,
       guint n_states,
       gint64 until,
       gboolean known,
       FwDayFigures *figures)
{
  const FwDayQuestion question = { .plan = (const FwDaySpan *) (void *) plan->data,
                                   .n_plan = plan->len,
                                   .states = states,
                                   .n_states = n_states,
                                   .window = { 0, AT (24, 0) },
                                   .until = until,
                                   .tolerance = 5 * FW_MINUTE,
                                   .known = known };

  fw_day_judge (&question, figures);
}

static void
assert_percent (double value, double percent)
{
  g_assert_cmpfloat (round (value * 1000) / 10, ==, percent);
}

/* metrics.md: 60 minutes scheduled, 10 late, 10 longer. */
static void
test_vector_2 (void)
{
  g_autoptr (GArray) plan = make_plan ();
  const FwDayState states[] = { { AT (9, 10), AT (10, 10), TRUE } };
  FwDayFigures figures;

  lay (plan, AT (9, 0), AT (10, 0), FW_DAY_WORK, FW_DAY_OVER_ALL);
  judge (plan, states, 1, AT (24, 0), TRUE, &figures);
  assert_percent (fw_day_get_adherence (&figures, FALSE), 83.3);
  assert_percent (fw_day_get_adherence (&figures, TRUE), 71.4);
  assert_percent (fw_day_get_conformance (&figures), 100);
  g_assert_cmpint (figures.late, ==, 10 * FW_MINUTE);
  g_assert_cmpint (figures.early, ==, 0);
  g_assert_cmpint (figures.standing, ==, FW_DAY_STANDS_LATE);
}

static void
test_no_data (void)
{
  g_autoptr (GArray) plan = make_plan (), none = make_plan ();
  const FwDayState states[] = { { AT (9, 10), AT (10, 10), TRUE } };
  FwDayFigures figures, sum = { 0 };

  judge (none, states, 1, AT (24, 0), TRUE, &figures);
  g_assert_false (figures.has_data);
  g_assert_true (isnan (fw_day_get_adherence (&figures, FALSE)));
  g_assert_true (isnan (fw_day_get_conformance (&figures)));
  g_assert_cmpint (figures.standing, ==, FW_DAY_STANDS_FREE);
  g_assert_cmpint (figures.outside, ==, AT (1, 0));

  lay (plan, AT (9, 0), AT (17, 0), FW_DAY_WORK, FW_DAY_OVER_ALL);
  judge (plan, NULL, 0, AT (24, 0), TRUE, &figures);
  g_assert_true (isnan (fw_day_get_adherence (&figures, FALSE)));
  g_assert_cmpint (figures.standing, ==, FW_DAY_STANDS_MISSING);
  g_assert_cmpint (figures.since, ==, AT (9, 0));
  fw_day_add (&sum, &figures);
  g_assert_true (isnan (fw_day_get_adherence (&sum, FALSE)));

  /* Where nobody was seen nobody is said to be missing. */
  judge (plan, NULL, 0, AT (24, 0), FALSE, &figures);
  g_assert_cmpint (figures.standing, ==, FW_DAY_STANDS_UNKNOWN);
  g_assert_false (figures.has_data);

  /* Somebody said that she was not there: then it is known. */
  lay (plan, AT (9, 0), AT (17, 0), FW_DAY_ABSENT, FW_DAY_OVER_WORK);
  judge (plan, NULL, 0, AT (24, 0), TRUE, &figures);
  assert_percent (fw_day_get_adherence (&figures, FALSE), 0);
  g_assert_cmpint (figures.standing, ==, FW_DAY_STANDS_MISSING);
}

static void
test_standings (void)
{
  static const struct
  {
    gint64 from, to; /* at work */
    gint64 until;
    FwDayStanding standing;
    gint64 late, early;
  } cases[] = {
    { AT (8, 50), AT (17, 0), AT (8, 30), FW_DAY_STANDS_TO_COME, 0, 0 },
    { 0, 0, AT (9, 5), FW_DAY_STANDS_TO_COME, 0, 0 },
    { 0, 0, AT (9, 6), FW_DAY_STANDS_MISSING, 0, 0 },
    { AT (8, 50), AT (17, 0), AT (12, 0), FW_DAY_STANDS_IN_ORDER, 0, 0 },
    { AT (9, 5), AT (17, 0), AT (12, 0), FW_DAY_STANDS_IN_ORDER, 0, 0 },
    { AT (9, 6), AT (17, 0), AT (12, 0), FW_DAY_STANDS_LATE, AT (0, 6), 0 },
    { AT (9, 0), AT (11, 0), AT (11, 5), FW_DAY_STANDS_IN_ORDER, 0, 0 },
    { AT (9, 0), AT (11, 0), AT (11, 6), FW_DAY_STANDS_AWAY, 0, 0 },
    { AT (9, 0), AT (12, 0), AT (12, 20), FW_DAY_STANDS_IN_ORDER, 0, 0 }, /* its break */
    { AT (9, 0), AT (12, 0), AT (12, 36), FW_DAY_STANDS_AWAY, 0, 0 },
    { AT (9, 0), AT (16, 50), AT (17, 0), FW_DAY_STANDS_LEFT, 0, AT (0, 10) },
    { AT (9, 0), AT (16, 55), AT (18, 0), FW_DAY_STANDS_IN_ORDER, 0, 0 },
    { AT (9, 30), AT (16, 0), AT (18, 0), FW_DAY_STANDS_LEFT, AT (0, 30), AT (1, 0) },
    { AT (6, 0), AT (8, 0), AT (9, 30), FW_DAY_STANDS_MISSING, 0, 0 }, /* gone before it began */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) plan = make_plan ();
      const FwDayState states[] = { { cases[i].from, cases[i].to, TRUE } };
      FwDayFigures figures;

      lay (plan, AT (9, 0), AT (17, 0), FW_DAY_WORK, FW_DAY_OVER_ALL);
      lay (plan, AT (12, 0), AT (12, 30), FW_DAY_BREAK, FW_DAY_OVER (FW_DAY_WORK));
      judge (plan, states, cases[i].to > 0, cases[i].until, TRUE, &figures);
      g_test_message ("case %u", i);
      g_assert_cmpstr (fw_day_standing_to_name (figures.standing), ==,
                       fw_day_standing_to_name (cases[i].standing));
      g_assert_cmpint (figures.late, ==, cases[i].late);
      g_assert_cmpint (figures.early, ==, cases[i].early);
    }
}

/* Half an hour late of a shift of four hours: excused it is nothing, told to be absent it stays. */
static void
test_exceptions (void)
{
  static const struct
  {
    FwDayKind kind;
    double adherence, conformance;
    gint64 late;
  } cases[] = {
    { FW_DAY_WORK, 87.5, 87.5, AT (0, 30) },
    { FW_DAY_EXCUSED, 100, 100, 0 },
    { FW_DAY_PRESENT, 100, 100, 0 },
    { FW_DAY_ABSENT, 87.5, 87.5, AT (0, 30) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) plan = make_plan ();
      const FwDayState states[] = { { AT (9, 30), AT (13, 0), TRUE } };
      FwDayFigures figures;

      lay (plan, AT (9, 0), AT (13, 0), FW_DAY_WORK, FW_DAY_OVER_ALL);
      if (cases[i].kind != FW_DAY_WORK)
        lay (plan, AT (7, 0), AT (9, 30), cases[i].kind, FW_DAY_OVER_WORK);
      g_assert_cmpint (g_array_index (plan, FwDaySpan, 0).from, ==, AT (9, 0));
      judge (plan, states, 1, AT (20, 0), TRUE, &figures);
      assert_percent (fw_day_get_adherence (&figures, FALSE), cases[i].adherence);
      assert_percent (fw_day_get_conformance (&figures), cases[i].conformance);
      g_assert_cmpint (figures.late, ==, cases[i].late);
    }
}

static void
test_excused_whole (void)
{
  g_autoptr (GArray) plan = make_plan ();
  FwDayFigures figures;

  lay (plan, AT (9, 0), AT (17, 0), FW_DAY_WORK, FW_DAY_OVER_ALL);
  lay (plan, AT (0, 0), AT (24, 0), FW_DAY_EXCUSED, FW_DAY_OVER_WORK);
  judge (plan, NULL, 0, AT (12, 0), TRUE, &figures);
  g_assert_cmpint (figures.standing, ==, FW_DAY_STANDS_EXCUSED);
  g_assert_false (figures.has_data);
}

/* ---- the second way ---- */

#define MINUTES (24 * 60)

typedef struct
{
  guint kinds[MINUTES]; /* FW_DAY_N_KINDS: nothing is planned */
  guint there[MINUTES]; /* 0 nobody, 1 away, 2 at work */
} Minutes;

static void
fill (guint *minutes, guint from, guint to, guint value, const guint *only, guint over)
{
  for (guint i = from; i < to; i++)
    if (only == NULL || (over & FW_DAY_OVER (only[i])) != 0)
      minutes[i] = value;
}

static void
assert_same_plan (GArray *plan, const guint *kinds)
{
  g_autofree guint *found = g_new (guint, MINUTES);
  gint64 last = G_MININT64;

  fill (found, 0, MINUTES, FW_DAY_N_KINDS, NULL, 0);
  for (guint i = 0; i < plan->len; i++)
    {
      const FwDaySpan *span = &g_array_index (plan, FwDaySpan, i);

      g_assert_cmpint (span->from, >=, last);
      g_assert_cmpint (span->to, >, span->from);
      last = span->to;
      fill (found, (guint) (span->from / FW_MINUTE), (guint) (span->to / FW_MINUTE), span->kind,
            NULL, 0);
    }
  g_assert_cmpmem (found, MINUTES * sizeof *found, kinds, MINUTES * sizeof *kinds);
}

static void
count (const Minutes *minutes, guint until, guint first, guint end, FwDayFigures *figures)
{
  for (guint i = 0; i < until; i++)
    {
      const guint kind = minutes->kinds[i];
      const gboolean works = minutes->there[i] == 2 && i >= first && i < end;

      figures->scheduled += kind == FW_DAY_WORK || kind == FW_DAY_PRESENT || kind == FW_DAY_ABSENT;
      figures->exception += (kind == FW_DAY_WORK && !works) || kind == FW_DAY_ABSENT;
      if (kind == FW_DAY_PRESENT || (kind != FW_DAY_ABSENT && works))
        figures->worked++;
      figures->outside +=
          works && kind != FW_DAY_WORK && kind != FW_DAY_PRESENT && kind != FW_DAY_ABSENT;
    }
}

static void
add_random_state (GArray *states, Minutes *minutes, gint *at)
{
  const gint from = *at + g_test_rand_int_range (0, 120),
             to = from + g_test_rand_int_range (1, 200);
  const gboolean works = g_test_rand_int_range (0, 3) > 0;
  const FwDayState state = { from * FW_MINUTE, MIN (to, MINUTES) * FW_MINUTE, works };

  *at = to;
  if (from >= MINUTES)
    return;
  g_array_append_val (states, state);
  fill (minutes->there, (guint) from, (guint) MIN (to, MINUTES), works ? 2 : 1, NULL, 0);
}

static void
test_minutes (void)
{
  static const guint overs[] = { FW_DAY_OVER_ALL, FW_DAY_OVER_WORK, FW_DAY_OVER (FW_DAY_WORK),
                                 FW_DAY_OVER_NOTHING };

  for (guint trial = 0; trial < 3000; trial++)
    {
      g_autoptr (GArray) plan = make_plan ();
      g_autoptr (GArray) states = g_array_new (FALSE, FALSE, sizeof (FwDayState));
      g_autofree Minutes *minutes = g_new0 (Minutes, 1);
      const guint until = (guint) g_test_rand_int_range (0, MINUTES + 1);
      const guint first = (guint) g_test_rand_int_range (0, 300);
      const guint end = (guint) g_test_rand_int_range (900, MINUTES + 1);
      FwDayQuestion question = { .window = { first * FW_MINUTE, end * FW_MINUTE },
                                 .until = until * FW_MINUTE,
                                 .known = TRUE };
      FwDayFigures counted = { 0 }, figures;
      gint at = 0;

      fill (minutes->kinds, 0, MINUTES, FW_DAY_N_KINDS, NULL, 0);
      for (guint i = 0; i < 6; i++)
        {
          const guint from = (guint) g_test_rand_int_range (0, MINUTES);
          const guint to = (guint) g_test_rand_int_range ((gint) from, MINUTES + 1);
          const FwDayKind kind =
              i == 0 ? FW_DAY_WORK : (FwDayKind) g_test_rand_int_range (0, FW_DAY_N_KINDS);
          const guint over = i == 0 ? FW_DAY_OVER_ALL : overs[g_test_rand_int_range (0, 4)];

          lay (plan, from * FW_MINUTE, to * FW_MINUTE, kind, over);
          fill (minutes->kinds, from, to, kind, minutes->kinds, over);
        }
      assert_same_plan (plan, minutes->kinds);
      while (at < MINUTES)
        add_random_state (states, minutes, &at);
      question.plan = (const FwDaySpan *) (void *) plan->data;
      question.n_plan = plan->len;
      question.states = (const FwDayState *) (void *) states->data;
      question.n_states = states->len;
      fw_day_judge (&question, &figures);
      count (minutes, until, first, end, &counted);
      g_assert_cmpint (figures.scheduled, ==, counted.scheduled * FW_MINUTE);
      g_assert_cmpint (figures.exception, ==, counted.exception * FW_MINUTE);
      g_assert_cmpint (figures.worked, ==, counted.worked * FW_MINUTE);
      g_assert_cmpint (figures.outside, ==, counted.outside * FW_MINUTE);
    }
}

/* ---- clocks and neighbours ---- */

static gint32
parse_day (const char *text)
{
  gint32 day = 0;

  g_assert_true (fw_date_parse (fw_text (text), &day));
  return day;
}

/* A night of eight hours by the clock on the wall, with a break behind the change. */
static void
test_changes (void)
{
  static const struct
  {
    const char *day;
    gint64 hours;
  } cases[] = {
    { "2026-03-27", 8 },
    { "2026-03-28", 7 },
    { "2026-10-24", 9 },
  };
  g_autoptr (FwZone) zone = fw_zone_new ("Europe/Berlin", 360, NULL);
  const FwBreak pause = { 300, 30 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) plan = make_plan ();
      const gint32 day = parse_day (cases[i].day);
      gint64 from, to, worked = 0;

      fw_day_lay_shift (plan, zone, day, 22 * 60, 480, &pause, 1, FW_DAY_WORK);
      g_assert_cmpuint (plan->len, ==, 3);
      from = g_array_index (plan, FwDaySpan, 0).from;
      to = g_array_index (plan, FwDaySpan, 2).to;
      g_assert_cmpint (to - from, ==, cases[i].hours * FW_HOUR);
      for (guint j = 0; j < 3; j++)
        if (g_array_index (plan, FwDaySpan, j).kind == FW_DAY_WORK)
          worked += g_array_index (plan, FwDaySpan, j).to - g_array_index (plan, FwDaySpan, j).from;
      g_assert_cmpint (worked, ==, cases[i].hours * FW_HOUR - FW_HALF_HOUR);
      /* Of the day on which it starts, whole. */
      g_assert_cmpint (fw_zone_get_day (zone, from), ==, day);
      g_assert_cmpint (fw_zone_get_day (zone, to - 1), ==, day);
    }
}

static void
test_windows (void)
{
  const gint64 day = AT (24, 0);
  FwDayWindow window;

  /* alone */
  window = fw_day_find_window (0, day, AT (9, 0), AT (17, 0), G_MININT64, G_MAXINT64);
  g_assert_cmpint (window.from, ==, AT (5, 0));
  g_assert_cmpint (window.to, ==, AT (21, 0));
  /* A night until six, then one again from 22 on: what is done at seven is of the first. */
  window = fw_day_find_window (0, day, AT (22, 0), AT (30, 0), AT (6, 0), AT (46, 0));
  g_assert_cmpint (window.from, ==, AT (18, 0));
  g_assert_cmpint (window.to, ==, AT (34, 0));
  /* Two that follow at once: what ends one begins the other. */
  window = fw_day_find_window (0, day, AT (9, 0), AT (17, 0), AT (8, 0), AT (19, 0));
  g_assert_cmpint (window.from, ==, AT (8, 30));
  g_assert_cmpint (window.to, ==, AT (18, 0));
  /* Over each other: each keeps its own. */
  window = fw_day_find_window (0, day, AT (9, 0), AT (17, 0), AT (10, 0), AT (16, 0));
  g_assert_cmpint (window.from, ==, AT (9, 0));
  g_assert_cmpint (window.to, ==, AT (17, 0));
  /* Nothing is planned: the site's day without what neighbours take of it. */
  window = fw_day_find_window (0, day, 0, 0, AT (6, 0), AT (22, 0));
  g_assert_cmpint (window.from, ==, AT (10, 0));
  g_assert_cmpint (window.to, ==, AT (18, 0));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/day/vector-2", test_vector_2);
  g_test_add_func ("/day/no-data", test_no_data);
  g_test_add_func ("/day/standings", test_standings);
  g_test_add_func ("/day/exceptions", test_exceptions);
  g_test_add_func ("/day/excused-whole", test_excused_whole);
  g_test_add_func ("/day/minutes", test_minutes);
  g_test_add_func ("/day/changes", test_changes);
  g_test_add_func ("/day/windows", test_windows);

  return g_test_run ();
}
