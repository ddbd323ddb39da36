/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who acts in a function: held against a table of who is away on which day, for made-up holders,
 * absences and places, in any order. */
#include "core/people/fw-functions.h"

#define DAY 20780 /* 2026-11-23 */
#define DAYS 12
#define PEOPLE 6
#define MOST 8

static const char *const people[PEOPLE] = { "ada", "ben", "cho", "dai", "eva", "fay" };

static void
expect (const FwFunctionAsk *ask, gboolean covered, const char *expected)
{
  gboolean found;
  g_autoptr (GArray) actors = fw_function_find_actors (ask, &found);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < actors->len; i++)
    {
      const FwFunctionActor *actor = &g_array_index (actors, FwFunctionActor, i);

      g_string_append_printf (text, "%s%s/%s", i > 0 ? " " : "", actor->person, actor->holder);
      if (actor->until != G_MININT32)
        g_string_append_printf (text, "+%d", actor->until - ask->day);
    }
  g_assert_cmpstr (text->str, ==, expected);
  g_assert_cmpint (found, ==, covered);
}

static void
test_deputy (void)
{
  const FwFunctionHolder holders[] = {
    { "ada", "ben", "north", "a", NULL, DAY, DAY + 30 },
    { "cho", NULL, "north", NULL, NULL, DAY, DAY + 30 },
  };
  /* Two of ada that touch, and one of ben's within them. */
  const FwFunctionAbsence absences[] = {
    { "ada", DAY + 6, DAY + 8 },
    { "ada", DAY + 3, DAY + 5 },
    { "ben", DAY + 5, DAY + 5 },
  };
  g_autoptr (GHashTable) able = g_hash_table_new (g_str_hash, g_str_equal);
  FwFunctionAsk ask = { holders, 2, absences, 3, NULL, { "north", "a", NULL }, DAY };

  expect (&ask, TRUE, "ada/ada");
  ask.day = DAY + 2;
  expect (&ask, TRUE, "ada/ada");
  ask.day = DAY + 3; /* both are away soon: until the last of the days that touch */
  expect (&ask, TRUE, "ada/ada+5 ben/ada+5");
  ask.day = DAY + 5; /* so is the deputy: who holds it for the site */
  expect (&ask, TRUE, "ada/ada+3 cho/cho");
  ask.n_holders = 1;
  expect (&ask, FALSE, "ada/ada+3");
  ask.day = DAY + 9;
  expect (&ask, TRUE, "ada/ada");
  ask.day = DAY + 31;
  expect (&ask, FALSE, "");

  ask.n_holders = 2;
  ask.day = DAY;
  ask.place.team = "b";
  expect (&ask, TRUE, "cho/cho");
  ask.place = (FwFunctionPlace){ "south", "a", NULL };
  expect (&ask, FALSE, "");

  /* Without an account nobody acts, and a deputy acts on the days alone on which the other is away.
   */
  ask.place = (FwFunctionPlace){ "north", "a", NULL };
  ask.able = able;
  g_hash_table_add (able, (gpointer) "ben");
  expect (&ask, FALSE, "");
  ask.day = DAY + 4;
  expect (&ask, TRUE, "ben/ada+4");
}

static void
test_nearest (void)
{
  const FwFunctionHolder holders[] = {
    { "ada", "ben", NULL, NULL, "legal", DAY, DAY + 30 },
    { "ada", "cho", NULL, NULL, NULL, DAY, DAY + 30 },
    { "dai", NULL, "north", "a", NULL, DAY, DAY + 30 },
  };
  const FwFunctionAbsence absences[] = { { "ada", DAY + 1, DAY + 2 } };
  FwFunctionAsk ask = { holders, 3, absences, 1, NULL, { "north", "a", "legal" }, DAY };

  expect (&ask, TRUE, "ada/ada");
  ask.day = DAY + 1;
  expect (&ask, TRUE, "ada/ada+1 ben/ada+1");
  ask.place = (FwFunctionPlace){ NULL, NULL, NULL };
  expect (&ask, TRUE, "ada/ada+1 cho/ada+1");
  ask.place = (FwFunctionPlace){ "north", "a", NULL };
  expect (&ask, TRUE, "dai/dai");
}

/* ---- by counting out ---- */

typedef struct
{
  FwFunctionHolder holders[MOST];
  FwFunctionAbsence absences[MOST];
  guint n_holders, n_absences;
  gboolean away[PEOPLE][DAYS + 1]; /* the last day: nobody */
  gboolean able[PEOPLE];
} House;

static guint
find_person (const char *name)
{
  guint i = 0;

  while (!g_str_equal (people[i], name))
    i++;
  return i;
}

static const char *
pick (GRand *rand, const char *one, const char *two)
{
  const gint drawn = g_rand_int_range (rand, 0, 3);

  return drawn == 0 ? NULL : drawn == 1 ? one : two;
}

static void
mark (House *house, const char *person, gint32 first, gint32 last)
{
  for (gint32 day = first; day <= last; day++)
    house->away[find_person (person)][day - DAY] = TRUE;
}

static void
make_house (House *house, GRand *rand)
{
  *house = (House){ .n_holders = (guint) g_rand_int_range (rand, 0, MOST + 1),
                    .n_absences = (guint) g_rand_int_range (rand, 0, MOST + 1) };
  for (guint i = 0; i < PEOPLE; i++)
    house->able[i] = g_rand_int_range (rand, 0, 5) > 0;
  for (guint i = 0; i < house->n_holders; i++)
    {
      const guint who = (guint) g_rand_int_range (rand, 0, PEOPLE);
      const gint32 first = DAY + g_rand_int_range (rand, -3, DAYS);

      house->holders[i] = (FwFunctionHolder){
        .person = people[who],
        .deputy = g_rand_boolean (rand)
                      ? people[(who + 1 + (guint) g_rand_int_range (rand, 0, PEOPLE - 1)) % PEOPLE]
                      : NULL,
        .site = pick (rand, "north", "south"),
        .team = pick (rand, "a", "b"),
        .department = pick (rand, "legal", NULL),
        .first = first,
        .last = first + g_rand_int_range (rand, 0, DAYS),
      };
    }
  for (guint i = 0; i < house->n_absences; i++)
    {
      const gint32 first = DAY + g_rand_int_range (rand, 0, DAYS),
                   last = first + g_rand_int_range (rand, 0, 4);

      house->absences[i] = (FwFunctionAbsence){ people[g_rand_int_range (rand, 0, PEOPLE)], first,
                                                MIN (last, DAY + DAYS - 1) };
      mark (house, house->absences[i].person, house->absences[i].first, house->absences[i].last);
    }
}

static guint
count_near (const FwFunctionHolder *holder)
{
  static const struct
  {
    gboolean department, team, site;
  } order[] = { { FALSE, FALSE, FALSE }, { FALSE, FALSE, TRUE }, { FALSE, TRUE, FALSE },
                { TRUE, FALSE, FALSE },  { TRUE, FALSE, TRUE },  { TRUE, TRUE, FALSE } };
  guint i = 0;

  while (order[i].department != (holder->department != NULL) ||
         order[i].team != (holder->team != NULL) ||
         (holder->team == NULL && order[i].site != (holder->site != NULL)))
    i++;
  return i;
}

/* Whether @holder holds it for the place on the day, and at which step. */
static gboolean
holds (const FwFunctionHolder *holder, const FwFunctionAsk *ask, guint step)
{
  return holder->first <= ask->day && ask->day <= holder->last && count_near (holder) == step &&
         (holder->site == NULL || g_strcmp0 (holder->site, ask->place.site) == 0) &&
         (holder->team == NULL || g_strcmp0 (holder->team, ask->place.team) == 0) &&
         (holder->department == NULL || g_strcmp0 (holder->department, ask->place.department) == 0);
}

/* Whether @person may act for @holder by what is held at that step. */
static gboolean
acts (const House *house, const FwFunctionAsk *ask, guint step, guint person, guint holder)
{
  const gint32 at = ask->day - DAY;

  if (!house->able[person])
    return FALSE;
  for (guint i = 0; i < house->n_holders; i++)
    {
      const FwFunctionHolder *each = &house->holders[i];

      if (!holds (each, ask, step) || find_person (each->person) != holder)
        continue;
      if (person == holder)
        return TRUE;
      if (each->deputy != NULL && find_person (each->deputy) == person && house->away[holder][at] &&
          !house->away[person][at])
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_covered (const House *house, const FwFunctionAsk *ask, guint step)
{
  for (guint holder = 0; holder < PEOPLE; holder++)
    for (guint person = 0; person < PEOPLE; person++)
      if (acts (house, ask, step, person, holder) && !house->away[person][ask->day - DAY])
        return TRUE;
  return FALSE;
}

static char *
count_out (const House *house, const FwFunctionAsk *ask, gboolean *covered)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  *covered = FALSE;
  for (guint step = 6; step > 0 && !*covered; step--)
    {
      for (guint holder = 0; holder < PEOPLE; holder++)
        for (guint person = 0; person < PEOPLE; person++)
          {
            g_autofree char *line = NULL;
            gint32 until = ask->day - DAY;

            if (!acts (house, ask, step - 1, person, holder))
              continue;
            while (house->away[holder][until])
              until++;
            line = g_strdup_printf ("%s/%s+%d;", people[person], people[holder],
                                    until - (ask->day - DAY) - 1);
            if (g_hash_table_add (told, g_strdup (line)))
              g_string_append (text, line);
          }
      *covered = is_covered (house, ask, step - 1);
    }
  return g_string_free (text, FALSE);
}

static char *
find_out (const FwFunctionAsk *ask, gboolean *covered)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GArray) actors = fw_function_find_actors (ask, covered);

  for (guint i = 0; i < actors->len; i++)
    {
      const FwFunctionActor *actor = &g_array_index (actors, FwFunctionActor, i);

      g_string_append_printf (text, "%s/%s+%d;", actor->person, actor->holder,
                              actor->until == G_MININT32 ? -1 : actor->until - ask->day);
    }
  return g_string_free (text, FALSE);
}

static void
shuffle (House *house, GRand *rand)
{
  for (guint i = house->n_holders; i > 1; i--)
    {
      const guint j = (guint) g_rand_int_range (rand, 0, (gint32) i);
      const FwFunctionHolder kept = house->holders[i - 1];

      house->holders[i - 1] = house->holders[j];
      house->holders[j] = kept;
    }
  for (guint i = house->n_absences; i > 1; i--)
    {
      const guint j = (guint) g_rand_int_range (rand, 0, (gint32) i);
      const FwFunctionAbsence kept = house->absences[i - 1];

      house->absences[i - 1] = house->absences[j];
      house->absences[j] = kept;
    }
}

static void
test_counted_out (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2027);
  guint with_deputy = 0, uncovered = 0;

  for (guint round = 0; round < 50000; round++)
    {
      House house;
      g_autoptr (GHashTable) able = g_hash_table_new (g_str_hash, g_str_equal);
      FwFunctionAsk ask = { .able = able };
      gboolean expected_covered, covered;
      g_autofree char *expected = NULL, *found = NULL, *shuffled = NULL;

      make_house (&house, rand);
      for (guint i = 0; i < PEOPLE; i++)
        if (house.able[i])
          g_hash_table_add (able, (gpointer) people[i]);
      ask.holders = house.holders;
      ask.n_holders = house.n_holders;
      ask.absences = house.absences;
      ask.n_absences = house.n_absences;
      ask.day = DAY + g_rand_int_range (rand, 0, DAYS);
      ask.place = (FwFunctionPlace){ pick (rand, "north", "south"), pick (rand, "a", "b"),
                                     pick (rand, "legal", "other") };
      expected = count_out (&house, &ask, &expected_covered);
      found = find_out (&ask, &covered);
      g_assert_cmpstr (found, ==, expected);
      g_assert_cmpint (covered, ==, expected_covered);
      shuffle (&house, rand);
      shuffled = find_out (&ask, &covered);
      g_assert_cmpstr (shuffled, ==, expected);
      g_assert_cmpint (covered, ==, expected_covered);
      for (const char *each = found; *each != '\0'; each = strchr (each, ';') + 1)
        with_deputy += strncmp (each, strchr (each, '/') + 1, 3) != 0;
      uncovered += !covered;
    }
  /* What was drawn asks something of each. */
  g_assert_cmpuint (with_deputy, >, 500);
  g_assert_cmpuint (uncovered, >, 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/functions/deputy", test_deputy);
  g_test_add_func ("/functions/nearest", test_nearest);
  g_test_add_func ("/functions/counted-out", test_counted_out);
  return g_test_run ();
}
