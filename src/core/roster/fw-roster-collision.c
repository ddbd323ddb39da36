/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/roster/fw-roster-collision.h"

#include <string.h>

#include "core/roster/fw-roster-feasible.h"

void
fw_roster_collision_free (FwRosterCollision *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->text);
  g_free (self);
}

static void G_GNUC_PRINTF (3, 4) add (GPtrArray *found, gboolean hard, const char *format, ...)
{
  FwRosterCollision *collision = g_new (FwRosterCollision, 1);
  va_list arguments;

  va_start (arguments, format);
  collision->hard = hard;
  collision->text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (found, collision);
}

/* ---- one person's rules ---- */

typedef enum
{
  RULE_LEAST_MINUTES,
  RULE_MOST_MINUTES,
  RULE_MOST_RUN,
  RULE_LEAST_RUN,
  RULE_LEAST_REST,
  RULE_MOST_WEEKENDS,
  RULE_OFF,
  RULE_SHIFTS,
  RULE_BARS,
  N_RULES
} Rule;

/* The person without one of the rules; @problem's shifts are a copy. */
static void
lift (FwRosterProblem *problem, FwRosterPerson *person, Rule rule)
{
  switch (rule)
    {
    case RULE_LEAST_MINUTES:
      person->least_minutes = 0;
      break;
    case RULE_MOST_MINUTES:
      person->most_minutes = G_MAXUINT32;
      break;
    case RULE_MOST_RUN:
      person->most_run = problem->n_days;
      break;
    case RULE_LEAST_RUN:
      person->least_run = 1;
      break;
    case RULE_LEAST_REST:
      person->least_rest = 1;
      break;
    case RULE_MOST_WEEKENDS:
      person->most_weekends = problem->n_days;
      break;
    case RULE_OFF:
      memset (person->off, 0, problem->n_days);
      break;
    case RULE_SHIFTS:
      for (guint shift = 0; shift < problem->n_shifts; shift++)
        person->most_of[shift] = MAX (person->most_of[shift], 1);
      break;
    case RULE_BARS:
      for (guint shift = 0; shift < problem->n_shifts; shift++)
        problem->shifts[shift].bars = 0;
      break;
    case N_RULES:
    default:
      g_assert_not_reached ();
    }
}

/* Whether there is a row when only the rules of @kept (bits) are asked for. */
static gboolean
has_row_with (const FwRosterProblem *problem, const FwRosterPerson *person, guint kept)
{
  g_autofree FwRosterShift *shifts =
      g_memdup2 (problem->shifts, problem->n_shifts * sizeof *shifts);
  g_autofree guint8 *off = g_memdup2 (person->off, problem->n_days);
  FwRosterProblem without = *problem;
  FwRosterPerson lifted = *person;

  without.shifts = shifts;
  lifted.off = off;
  for (Rule rule = 0; rule < N_RULES; rule++)
    if ((kept >> rule & 1) == 0)
      lift (&without, &lifted, rule);
  return fw_roster_has_row (&without, &lifted);
}

/* “3-5, 9” */
static char *
name_days (const FwRosterProblem *problem, const guint8 *off)
{
  GString *text = g_string_new (NULL);

  for (guint day = 0; day < problem->n_days; day++)
    {
      guint last = day;

      if (!off[day])
        continue;
      while (last + 1 < problem->n_days && off[last + 1])
        last++;
      g_string_append_printf (text, text->len > 0 ? ", %u" : "%u", day);
      if (last > day)
        g_string_append_printf (text, "-%u", last);
      day = last;
    }
  return g_string_free (text, FALSE);
}

static char *
name_shifts (const FwRosterProblem *problem, guint32 shifts, const char *none)
{
  GString *text = g_string_new (NULL);

  for (guint shift = 0; shift < problem->n_shifts; shift++)
    if ((shifts >> shift & 1) != 0)
      g_string_append_printf (text, text->len > 0 ? ", %s" : "%s", problem->shifts[shift].id);
  if (text->len == 0)
    g_string_append (text, none);
  return g_string_free (text, FALSE);
}

static char *
name_rule (const FwRosterProblem *problem, const FwRosterPerson *person, Rule rule)
{
  g_autofree char *part = NULL;
  guint32 shifts = 0;

  switch (rule)
    {
    case RULE_LEAST_MINUTES:
      return g_strdup_printf ("at least %u minutes", person->least_minutes);
    case RULE_MOST_MINUTES:
      return g_strdup_printf ("at most %u minutes", person->most_minutes);
    case RULE_MOST_RUN:
      return g_strdup_printf ("at most %u days of work in a row", person->most_run);
    case RULE_LEAST_RUN:
      return g_strdup_printf ("at least %u days of work in a row", person->least_run);
    case RULE_LEAST_REST:
      return g_strdup_printf ("at least %u days off in a row", person->least_rest);
    case RULE_MOST_WEEKENDS:
      return g_strdup_printf ("at most %u weekends with work", person->most_weekends);
    case RULE_OFF:
      part = name_days (problem, person->off);
      return g_strdup_printf ("fixed days off %s", part);
    case RULE_SHIFTS:
      for (guint shift = 0; shift < problem->n_shifts; shift++)
        shifts |= person->most_of[shift] > 0 ? 1u << shift : 0;
      part = name_shifts (problem, shifts, "none");
      return g_strdup_printf ("of the shifts only %s", part);
    case RULE_BARS:
      return g_strdup ("shifts that may not follow one another");
    case N_RULES:
    default:
      g_assert_not_reached ();
    }
}

/* Rules are lifted one after the other as long as there still is no row: with any one of those
 * that are left gone as well there would be one. */
static void
find_rules (const FwRosterProblem *problem, const FwRosterPerson *person, GPtrArray *found)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint kept = (1u << N_RULES) - 1;

  if (fw_roster_has_row (problem, person))
    return;
  for (guint rule = N_RULES; rule-- > 0;)
    if (!has_row_with (problem, person, kept & ~(1u << rule)))
      kept &= ~(1u << rule);
  for (Rule rule = 0; rule < N_RULES; rule++)
    if ((kept >> rule & 1) != 0)
      {
        g_autofree char *name = name_rule (problem, person, rule);

        g_string_append_printf (text, text->len > 0 ? "; %s" : "%s", name);
      }
  add (found, TRUE, "%s: no row can keep together: %s", person->id, text->str);
}

/* What the most of each shift leaves of the minutes. */
static void
find_counts (const FwRosterProblem *problem, const FwRosterPerson *person, GPtrArray *found)
{
  guint64 minutes = 0;

  for (guint shift = 0; shift < problem->n_shifts; shift++)
    minutes +=
        (guint64) MIN (person->most_of[shift], problem->n_days) * problem->shifts[shift].minutes;
  if (minutes < person->least_minutes)
    add (found, TRUE,
         "%s: at least %u minutes; the most that may be worked of each shift is %" G_GUINT64_FORMAT,
         person->id, person->least_minutes, minutes);
}

/* ---- one day's cover ---- */

typedef struct
{
  const FwRosterProblem *problem;
  guint day;
  gint given[FW_ROSTER_MOST_PEOPLE]; /* the shift, -1: none yet */
  guint32 tried;                     /* bits of shifts whose people are asked already */
} Matching;

static gboolean
may_work (const Matching *self, guint person, guint shift)
{
  const FwRosterPerson *limits = &self->problem->people[person];

  return !limits->off[self->day] && limits->most_of[shift] > 0;
}

/* One person more on @shift, where need be by moving others to other shifts. */
static gboolean
give (Matching *self, guint shift)
{
  self->tried |= 1u << shift;
  for (guint person = 0; person < self->problem->n_people; person++)
    if (self->given[person] < 0 && may_work (self, person, shift))
      {
        self->given[person] = (gint) shift;
        return TRUE;
      }
  for (guint person = 0; person < self->problem->n_people; person++)
    {
      gint other = self->given[person];

      if (other < 0 || !may_work (self, person, shift) || (self->tried >> other & 1) != 0)
        continue;
      if (give (self, (guint) other))
        {
          self->given[person] = (gint) shift;
          return TRUE;
        }
    }
  return FALSE;
}

static void
find_short_day (const FwRosterProblem *problem, guint day, GPtrArray *found)
{
  const FwRosterCover *cover = problem->cover + day * problem->n_shifts;
  Matching matching = { .problem = problem, .day = day };
  g_autofree char *names = NULL;
  guint wanted = 0, can = 0;
  gboolean full = TRUE;

  for (guint i = 0; i < problem->n_people; i++)
    matching.given[i] = -1;
  for (guint shift = 0; shift < problem->n_shifts && full; shift++)
    for (guint i = 0; i < cover[shift].wanted && full; i++)
      {
        matching.tried = 0;
        full = give (&matching, shift);
      }
  if (full)
    return;
  /* All who may work one of the shifts that were tried stand on one of them. */
  for (guint shift = 0; shift < problem->n_shifts; shift++)
    wanted += (matching.tried >> shift & 1) != 0 ? cover[shift].wanted : 0;
  for (guint i = 0; i < problem->n_people; i++)
    for (guint shift = 0; shift < problem->n_shifts; shift++)
      if ((matching.tried >> shift & 1) != 0 && may_work (&matching, i, shift))
        {
          can++;
          break;
        }
  names = name_shifts (problem, matching.tried, "");
  add (found, FALSE, "day %u: %u people are wanted for %s, %u may work there", day, wanted, names,
       can);
}

/* ---- all days together ---- */

static void
find_short_minutes (const FwRosterProblem *problem, GPtrArray *found)
{
  guint64 wanted = 0, can = 0;

  for (guint at = 0; at < problem->n_days * problem->n_shifts; at++)
    wanted += (guint64) problem->cover[at].wanted * problem->shifts[at % problem->n_shifts].minutes;
  for (guint i = 0; i < problem->n_people; i++)
    can += problem->people[i].most_minutes;
  if (wanted > can)
    add (found, FALSE,
         "all days: %" G_GUINT64_FORMAT " minutes are wanted, all people may work at most "
         "%" G_GUINT64_FORMAT,
         wanted, can);
}

static void
find_short_shift (const FwRosterProblem *problem, guint shift, GPtrArray *found)
{
  guint64 wanted = 0, can = 0;

  for (guint day = 0; day < problem->n_days; day++)
    wanted += problem->cover[day * problem->n_shifts + shift].wanted;
  for (guint i = 0; i < problem->n_people; i++)
    can += MIN (problem->people[i].most_of[shift], problem->n_days);
  if (wanted > can)
    add (found, FALSE,
         "all days: %s is wanted %" G_GUINT64_FORMAT " times, all people may work it at most "
         "%" G_GUINT64_FORMAT " times",
         problem->shifts[shift].id, wanted, can);
}

static guint
count_wanted (const FwRosterProblem *problem, guint day)
{
  guint wanted = 0;

  for (guint shift = 0; day < problem->n_days && shift < problem->n_shifts; shift++)
    wanted += problem->cover[day * problem->n_shifts + shift].wanted;
  return wanted;
}

static void
find_short_weekends (const FwRosterProblem *problem, GPtrArray *found)
{
  guint64 wanted = 0, can = 0;

  for (guint saturday = 5; saturday < problem->n_days; saturday += 7)
    wanted += MAX (count_wanted (problem, saturday), count_wanted (problem, saturday + 1));
  for (guint i = 0; i < problem->n_people; i++)
    can += MIN (problem->people[i].most_weekends, problem->n_days);
  if (wanted > can)
    add (found, FALSE,
         "all weekends: %" G_GUINT64_FORMAT " people are wanted, all people may work at most "
         "%" G_GUINT64_FORMAT " weekends",
         wanted, can);
}

GPtrArray *
fw_roster_find_collisions (const FwRosterProblem *problem)
{
  GPtrArray *found;

  g_return_val_if_fail (problem != NULL, NULL);

  found = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_roster_collision_free);
  for (guint i = 0; i < problem->n_people; i++)
    {
      find_rules (problem, &problem->people[i], found);
      find_counts (problem, &problem->people[i], found);
    }
  for (guint day = 0; day < problem->n_days; day++)
    find_short_day (problem, day, found);
  find_short_minutes (problem, found);
  for (guint shift = 0; shift < problem->n_shifts; shift++)
    find_short_shift (problem, shift, found);
  find_short_weekends (problem, found);
  return found;
}
