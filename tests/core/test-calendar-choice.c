/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The least costly time: against a count minute by minute over all times that there are, with the
 * input in any order; and times on days on which clocks are set. */
#include <math.h>
#include <string.h>

#include "core/roster/fw-calendar-choice.h"

#define SLOTS 20
#define MINUTES (SLOTS * 30)
#define MOST_DAYS 2
#define MOST_PEOPLE 8
#define MOST_TIMES 80
#define MOST_SPANS 3

/* ---- a case ---- */

typedef struct
{
  char ids[MOST_PEOPLE][8];
  FwCalendarPerson people[MOST_PEOPLE];
  FwCalendarStretch free[MOST_PEOPLE][MOST_SPANS];
  FwCalendarStretch times[MOST_TIMES];
  double wanted[MOST_DAYS][SLOTS], planned[MOST_DAYS][SLOTS];
  FwCalendarCover days[MOST_DAYS];
  FwCalendarHeld held[2];
  FwCalendarQuestion question;
} Case;

/* A day is half as long as a real one, so that there is a gap between two. */
static gint64
at (guint day, guint minute)
{
  return (gint64) day * 24 * FW_HOUR + (gint64) minute * FW_MINUTE;
}

static void
make_person (Case *self, guint i, guint n_days, GRand *rand)
{
  FwCalendarPerson *person = &self->people[i];

  g_snprintf (self->ids[i], sizeof self->ids[i], "p%u", (i * 5 + 3) % MOST_PEOPLE);
  *person = (FwCalendarPerson){ .id = self->ids[i], .free = self->free[i] };
  person->last = g_rand_boolean (rand) ? G_MININT32 : g_rand_int_range (rand, 1, 4);
  for (guint day = 0; day < n_days; day++)
    {
      const guint start = (guint) g_rand_int_range (rand, 0, 30) * 10;
      const guint length = (guint) g_rand_int_range (rand, 3, 25) * 10;

      if (g_rand_int_range (rand, 0, 5) > 0)
        self->free[i][person->n_free++] =
            (FwCalendarStretch){ at (day, start), at (day, MIN (start + length, MINUTES)) };
    }
}

static void
make_days (Case *self, guint n_days, gboolean known, GRand *rand)
{
  for (guint day = 0; day < n_days; day++)
    {
      for (guint slot = 0; slot < SLOTS; slot++)
        {
          self->wanted[day][slot] =
              known && g_rand_int_range (rand, 0, 8) > 0 ? g_rand_int_range (rand, 0, 8) : NAN;
          self->planned[day][slot] = g_rand_int_range (rand, 0, 17) / 2.0;
        }
      self->days[day] =
          (FwCalendarCover){ at (day, 0), SLOTS, self->wanted[day], self->planned[day] };
    }
}

static void
make_case (Case *self, GRand *rand)
{
  const guint n_days = (guint) g_rand_int_range (rand, 1, MOST_DAYS + 1);
  const guint length = (guint) g_rand_int_range (rand, 1, 10) * 15;
  FwCalendarQuestion *question = &self->question;

  memset (self, 0, sizeof *self);
  question->n_people = (guint) g_rand_int_range (rand, 0, MOST_PEOPLE + 1);
  for (guint i = 0; i < question->n_people; i++)
    make_person (self, i, n_days, rand);
  make_days (self, n_days, g_rand_int_range (rand, 0, 5) > 0, rand);
  for (guint day = 0; day < n_days; day++)
    for (guint start = 0; start + length <= MINUTES; start += FW_CALENDAR_STEP)
      self->times[question->n_times++] =
          (FwCalendarStretch){ at (day, start), at (day, start + length) };
  question->n_held = (guint) g_rand_int_range (rand, 0, 3);
  for (guint i = 0; i < question->n_held; i++)
    self->held[i] =
        (FwCalendarHeld){ self->times[g_rand_int_range (rand, 0, (gint32) question->n_times)],
                          (guint) g_rand_int_range (rand, 1, 3) };
  question->people = self->people;
  question->times = self->times;
  question->days = self->days;
  question->n_days = n_days;
  question->held = self->held;
  question->at_once = (guint) g_rand_int_range (rand, 0, 4);
  question->places = g_rand_boolean (rand) ? 0 : (guint) g_rand_int_range (rand, 1, 5);
  question->adds = g_rand_int_range (rand, 0, 4) == 0;
}

/* ---- the same, minute by minute ---- */

typedef struct
{
  const Case *of;
  int off[MOST_DAYS][MINUTES];  /* people who are off, those who were before left out */
  int busy[MOST_DAYS][MINUTES]; /* those of the template, all of them */
  gboolean out[MOST_PEOPLE];    /* placed, or without a place */
  guint n[MOST_PEOPLE];
} Judge;

static double
lack_in_all (const Judge *self)
{
  double sum = 0;

  for (guint day = 0; day < self->of->question.n_days; day++)
    for (guint slot = 0; slot < SLOTS; slot++)
      {
        double there = self->of->planned[day][slot];

        for (guint minute = 0; minute < 30; minute++)
          there -= self->off[day][slot * 30 + minute] / 30.0;
        if (self->of->wanted[day][slot] > there)
          sum += 0.5 * (self->of->wanted[day][slot] - there);
      }
  return sum;
}

static void
find_place (gint64 moment, guint *day, guint *minute)
{
  *day = (guint) (moment / (24 * FW_HOUR));
  *minute = (guint) (moment % (24 * FW_HOUR) / FW_MINUTE);
}

static void
put (int off[MOST_DAYS][MINUTES], const FwCalendarStretch *time, int people)
{
  guint day, minute;

  for (gint64 moment = time->from; moment < time->to; moment += FW_MINUTE)
    {
      find_place (moment, &day, &minute);
      off[day][minute] += people;
    }
}

static FwCalendarCost
judge_time (Judge *self, const FwCalendarStretch *time, guint people)
{
  const gboolean adds = self->of->question.adds;
  const double before = lack_in_all (self);
  FwCalendarCost cost = { 0, INFINITY };
  guint day, minute;

  for (gint64 moment = time->from; moment < time->to; moment += FW_MINUTE)
    {
      double there, wanted;

      find_place (moment, &day, &minute);
      there = self->of->planned[day][minute / 30];
      wanted = self->of->wanted[day][minute / 30];
      for (guint i = 0; i < 30; i++)
        there -= self->off[day][minute / 30 * 30 + i] / 30.0;
      cost.slack = MIN (cost.slack, there - (adds ? 0 : people) - (isnan (wanted) ? 0 : wanted));
      if (adds && wanted > there)
        cost.lack += (wanted - there) / 60;
    }
  if (!adds)
    {
      put (self->off, time, (int) people);
      cost.lack = lack_in_all (self) - before;
      put (self->off, time, -(int) people);
    }
  return cost;
}

static gboolean
can_go (const Case *self, guint person, const FwCalendarStretch *time)
{
  for (gint64 moment = time->from; moment < time->to; moment += FW_MINUTE)
    {
      gboolean is = FALSE;

      for (guint i = 0; i < self->people[person].n_free; i++)
        is |= moment >= self->free[person][i].from && moment < self->free[person][i].to;
      if (!is)
        return FALSE;
    }
  return TRUE;
}

static guint
count_room (const Judge *self, const FwCalendarStretch *time)
{
  int worst = 0;
  guint day, minute, people = 0;

  for (guint i = 0; i < self->of->question.n_people; i++)
    people += !self->out[i] && can_go (self->of, i, time);
  if (self->of->question.at_once == 0)
    return people;
  for (gint64 moment = time->from; moment < time->to; moment += FW_MINUTE)
    {
      find_place (moment, &day, &minute);
      worst = MAX (worst, self->busy[day][minute]);
    }
  return (guint) CLAMP ((int) self->of->question.at_once - worst, 0, (int) people);
}

static void
begin (Judge *self, const Case *of)
{
  const FwCalendarQuestion *question = &of->question;
  guint left = question->places;

  *self = (Judge){ .of = of };
  for (guint i = 0; i < question->n_held; i++)
    put (self->busy, &of->held[i].time, (int) of->held[i].n);
  for (guint i = 0; i < question->n_people; i++)
    for (guint k = 0; k < question->n_times; k++)
      self->n[i] += can_go (of, i, &of->times[k]);
  for (guint i = 0; i < question->n_people && question->places > 0; i++)
    self->out[i] = TRUE;
  for (; left > 0; left--)
    {
      guint best = G_MAXUINT;

      for (guint i = 0; i < question->n_people; i++)
        if (self->out[i] && self->n[i] > 0 &&
            (best == G_MAXUINT || of->people[i].last < of->people[best].last ||
             (of->people[i].last == of->people[best].last &&
              strcmp (of->people[i].id, of->people[best].id) < 0)))
          best = i;
      if (best == G_MAXUINT)
        break;
      self->out[best] = FALSE;
    }
}

static gboolean
beats (const FwCalendarCost *one, const FwCalendarCost *than, gboolean adds)
{
  const double sign = adds ? -1 : 1;

  if (fabs (one->lack - than->lack) > 1e-7)
    return sign * one->lack < sign * than->lack;
  return sign * (one->slack - than->slack) > 1e-7;
}

/* Whether @group is the next one by all rules; takes it then. */
static gboolean
take (Judge *self, const FwCalendarGroup *group)
{
  const Case *of = self->of;
  FwCalendarCost own;
  guint most = 0;

  for (guint i = 0; i < of->question.n_times; i++)
    most = MAX (most, count_room (self, &of->times[i]));
  if (group->people->len != most || count_room (self, &group->time) != most)
    return FALSE;
  own = judge_time (self, &group->time, most);
  for (guint i = 0; i < of->question.n_times; i++)
    {
      FwCalendarCost other;

      if (count_room (self, &of->times[i]) != most)
        continue;
      other = judge_time (self, &of->times[i], most);
      if (beats (&other, &own, of->question.adds) ||
          (!beats (&own, &other, of->question.adds) && of->times[i].from < group->time.from))
        return FALSE;
    }
  g_assert_cmpfloat (fabs (own.lack - group->cost.lack), <, 1e-7);
  g_assert_cmpfloat (fabs (own.slack - group->cost.slack), <, 1e-7);
  for (guint i = 0; i < group->people->len; i++)
    {
      const guint person = g_array_index (group->people, guint, i);

      g_assert_false (self->out[person]);
      g_assert_true (can_go (of, person, &group->time));
      self->out[person] = TRUE;
      if (i > 0)
        g_assert_cmpint (strcmp (of->people[g_array_index (group->people, guint, i - 1)].id,
                                 of->people[person].id),
                         <, 0);
    }
  /* nobody stays who had fewer other times */
  for (guint i = 0; i < of->question.n_people; i++)
    for (guint k = 0; k < group->people->len && !self->out[i] && can_go (of, i, &group->time); k++)
      g_assert_cmpuint (self->n[g_array_index (group->people, guint, k)], <=, self->n[i]);
  put (self->busy, &group->time, (int) most);
  if (!of->question.adds)
    put (self->off, &group->time, (int) most);
  return TRUE;
}

static void
judge_groups (const Case *of, const GArray *groups)
{
  g_autofree gboolean *taken = g_new0 (gboolean, groups->len + 1);
  Judge judge;

  begin (&judge, of);
  for (guint left = groups->len; left > 0; left--)
    {
      gboolean found = FALSE;

      for (guint i = 0; i < groups->len && !found; i++)
        if (!taken[i] && take (&judge, &g_array_index (groups, FwCalendarGroup, i)))
          found = taken[i] = TRUE;
      g_assert_true (found);
    }
  for (guint i = 0; i < of->question.n_times; i++)
    g_assert_cmpuint (count_room (&judge, &of->times[i]), ==, 0);
}

/* ---- any order ---- */

static void
shuffle (gpointer data, guint n, gsize size, GRand *rand)
{
  g_autofree guint8 *kept = g_malloc (size);
  guint8 *bytes = data;

  for (guint i = n; i > 1; i--)
    {
      const guint other = (guint) g_rand_int_range (rand, 0, (gint32) i);

      memcpy (kept, bytes + (i - 1) * size, size);
      memmove (bytes + (i - 1) * size, bytes + other * size, size);
      memcpy (bytes + other * size, kept, size);
    }
}

static char *
describe (const Case *of, const GArray *groups)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < groups->len; i++)
    {
      const FwCalendarGroup *group = &g_array_index (groups, FwCalendarGroup, i);

      g_string_append_printf (text, "%" G_GINT64_FORMAT ":", group->time.from / FW_MINUTE);
      for (guint k = 0; k < group->people->len; k++)
        g_string_append_printf (text, " %s",
                                of->people[g_array_index (group->people, guint, k)].id);
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

static void
test_choice (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261203);
  guint n_groups = 0, n_lacking = 0;

  for (guint round = 0; round < 150; round++)
    {
      g_autoptr (GArray) groups = NULL, again = NULL;
      g_autofree char *text = NULL, *same = NULL;
      Case self;
      double planned[MOST_DAYS][SLOTS], before, after, cost = 0;

      make_case (&self, rand);
      memcpy (planned, self.planned, sizeof planned);
      before = fw_calendar_add_up (self.days, self.question.n_days);
      groups = fw_calendar_choose (&self.question);
      after = fw_calendar_add_up (self.days, self.question.n_days);
      for (guint i = 0; i < groups->len; i++)
        cost += g_array_index (groups, FwCalendarGroup, i).cost.lack;
      /* what all of them cost is what lacks more afterwards */
      if (self.question.adds)
        g_assert_cmpmem (planned, sizeof planned, self.planned, sizeof planned);
      else
        g_assert_cmpfloat (fabs (after - before - cost), <, 1e-7);
      n_groups += groups->len;
      n_lacking += cost > 0;
      text = describe (&self, groups);
      memcpy (self.planned, planned, sizeof planned);
      judge_groups (&self, groups);
      shuffle (self.people, self.question.n_people, sizeof *self.people, rand);
      shuffle (self.times, self.question.n_times, sizeof *self.times, rand);
      shuffle (self.held, self.question.n_held, sizeof *self.held, rand);
      again = fw_calendar_choose (&self.question);
      same = describe (&self, again);
      g_assert_cmpstr (same, ==, text);
    }
  g_assert_cmpuint (n_groups, >, 200);
  g_assert_cmpuint (n_lacking, >, 30);
}

/* ---- times ---- */

/* All minutes of a date at which the clock on the wall shows a time for the first time. */
static void
check_times (
    const char *zone_name, const char *date, guint earliest, guint latest, guint length, guint n)
{
  g_autoptr (FwZone) zone = fw_zone_new (zone_name, 0, NULL);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (FwCalendarStretch));
  gint64 moments[24 * 60], from, to;
  guint found = 0;
  gint32 day;

  g_assert_true (fw_date_parse (fw_text (date), &day));
  fw_zone_get_day_bounds (zone, day, &from, &to);
  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    moments[i] = -1;
  for (gint64 moment = from; moment < to; moment += FW_MINUTE)
    if (moments[fw_zone_get_minute_of_day (zone, moment)] < 0)
      moments[fw_zone_get_minute_of_day (zone, moment)] = moment;
  fw_calendar_times (times, zone, day, earliest, latest, length);
  for (guint minute = earliest; minute + length <= latest; minute += FW_CALENDAR_STEP)
    for (guint end = minute + 1; end <= latest && moments[minute] >= 0; end++)
      if (moments[end] - moments[minute] == (gint64) length * FW_MINUTE)
        {
          g_assert_cmpuint (found, <, times->len);
          g_assert_cmpint (g_array_index (times, FwCalendarStretch, found).from, ==,
                           moments[minute]);
          g_assert_cmpint (g_array_index (times, FwCalendarStretch, found).to, ==, moments[end]);
          found++;
        }
  g_assert_cmpuint (times->len, ==, found);
  g_assert_cmpuint (found, ==, n);
}

static void
test_times (void)
{
  check_times ("Asia/Shanghai", "2026-12-03", 7 * 60, 11 * 60, 15, 16);
  check_times ("Asia/Shanghai", "2026-12-03", 7 * 60, 7 * 60 + 45, 45, 1);
  check_times ("Asia/Shanghai", "2026-12-03", 7 * 60, 7 * 60 + 44, 45, 0);
  /* 23 hours: from 02:00 on the clock shows 03:00 */
  check_times ("Europe/Berlin", "2026-03-29", 60, 5 * 60, 30, 11);
  check_times ("Europe/Berlin", "2026-03-29", 9 * 60, 12 * 60, 30, 11);
  /* 25 hours: what begins at 02:30 for half an hour ends at the second 02:00 */
  check_times ("Europe/Berlin", "2026-10-25", 60, 5 * 60, 30, 13);
  check_times ("Europe/Berlin", "2026-10-25", 9 * 60, 12 * 60, 30, 11);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calendar-choice/choice", test_choice);
  g_test_add_func ("/calendar-choice/times", test_times);
  return g_test_run ();
}
