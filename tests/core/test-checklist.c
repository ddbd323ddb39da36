/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Checklists: every step a second way over shuffled ticks, and what is owed by whom. */
#include "core/quality/fw-checklist.h"

#include <math.h>

#include "core/quality/fw-checklist-templates.h"
#include "support/fw-test-record.h"

#define MINUTE (60 * (gint64) G_USEC_PER_SEC)
#define CAME (G_GINT64_CONSTANT (1772438400) * G_USEC_PER_SEC)
#define MOST 6

static void
test_by_hand (void)
{
  const FwChecklistStep step = { "a", 10 * MINUTE, FALSE }, two = { "b", 10 * MINUTE, TRUE };
  const FwChecklistCheck checks[] = {
    { "a", "sue", CAME + 10 * MINUTE, FALSE }, { "a", "lin", CAME + 5 * MINUTE, TRUE },
    { "b", "sue", CAME + MINUTE, FALSE },      { "b", "sue", CAME + 2 * MINUTE, FALSE },
    { "b", "lin", CAME + 11 * MINUTE, FALSE },
  };
  FwChecklistJudged judged = fw_checklist_judge (&step, NULL, 0, CAME, CAME + 10 * MINUTE);

  g_assert_cmpint (judged.state, ==, FW_CHECKLIST_OPEN);
  g_assert_false (judged.late); /* exactly at the limit is in time */
  judged = fw_checklist_judge (&step, NULL, 0, CAME, CAME + 10 * MINUTE + 1);
  g_assert_true (judged.late);
  judged = fw_checklist_judge (&step, checks, 1, CAME, CAME + 60 * MINUTE);
  g_assert_cmpint (judged.state, ==, FW_CHECKLIST_DONE);
  g_assert_false (judged.late);
  judged = fw_checklist_judge (&step, checks + 1, 1, CAME, CAME + 60 * MINUTE);
  g_assert_cmpint (judged.state, ==, FW_CHECKLIST_APART);
  g_assert_false (judged.late);
  /* The same person twice is no second one. */
  judged = fw_checklist_judge (&two, checks, 4, CAME, CAME + 5 * MINUTE);
  g_assert_cmpint (judged.state, ==, FW_CHECKLIST_SECOND);
  g_assert_false (judged.late);
  judged = fw_checklist_judge (&two, checks, 5, CAME, CAME + 60 * MINUTE);
  g_assert_cmpint (judged.state, ==, FW_CHECKLIST_DONE);
  g_assert_true (judged.late);
  g_assert_cmpstr (judged.first->by, ==, "sue");
  g_assert_cmpstr (judged.second->by, ==, "lin");
  g_assert_cmpint (judged.at, ==, CAME + 11 * MINUTE);
}

/* The second way: sets of people by moment, walked minute by minute. */
static FwChecklistState
walk (const FwChecklistStep *step, const FwChecklistCheck *checks, guint n, gint64 *at)
{
  g_autoptr (GHashTable) people = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean apart = FALSE;

  *at = 0;
  for (gint64 minute = 0; minute < 100; minute++)
    for (guint i = 0; i < n; i++)
      {
        if (!g_str_equal (checks[i].step, step->id) || checks[i].at != CAME + minute * MINUTE)
          continue;
        apart = apart || checks[i].apart;
        if (checks[i].apart)
          continue;
        g_hash_table_add (people, (gpointer) checks[i].by);
        if (*at == 0 && g_hash_table_size (people) == (step->two ? 2 : 1))
          *at = checks[i].at;
      }
  if (*at != 0)
    return FW_CHECKLIST_DONE;
  if (g_hash_table_size (people) > 0)
    return FW_CHECKLIST_SECOND;
  for (gint64 minute = 0; apart && *at == 0; minute++)
    for (guint i = 0; i < n; i++)
      if (checks[i].apart && g_str_equal (checks[i].step, step->id) &&
          checks[i].at == CAME + minute * MINUTE)
        *at = checks[i].at;
  return apart ? FW_CHECKLIST_APART : FW_CHECKLIST_OPEN;
}

static void
shuffle (FwChecklistCheck *checks, guint n, GRand *rand)
{
  for (guint i = n; i > 1; i--)
    {
      const guint other = (guint) g_rand_int_range (rand, 0, (gint32) i);
      const FwChecklistCheck kept = checks[i - 1];

      checks[i - 1] = checks[other];
      checks[other] = kept;
    }
}

static void
test_brute_force (void)
{
  static const char *const people[] = { "sue", "lin", "wei" }, *const steps[] = { "a", "b" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  guint seen[FW_CHECKLIST_APART + 1] = { 0 };

  for (guint round = 0; round < 4000; round++)
    {
      const FwChecklistStep step = { "a", g_rand_int_range (rand, 0, 60) * MINUTE,
                                     g_rand_boolean (rand) };
      const gint64 now = CAME + g_rand_int_range (rand, 0, 90) * MINUTE;
      const guint n = (guint) g_rand_int_range (rand, 0, MOST + 1);
      FwChecklistCheck checks[MOST];
      FwChecklistJudged judged, again;
      const char *first;
      gint64 at;

      for (guint i = 0; i < n; i++)
        checks[i] = (FwChecklistCheck){ steps[g_rand_int_range (rand, 0, 2)],
                                        people[g_rand_int_range (rand, 0, 3)],
                                        CAME + g_rand_int_range (rand, 1, 90) * MINUTE,
                                        g_rand_int_range (rand, 0, 3) == 0 };
      judged = fw_checklist_judge (&step, checks, n, CAME, now);
      seen[judged.state]++;
      g_assert_cmpint (judged.state, ==, walk (&step, checks, n, &at));
      g_assert_cmpint (judged.at, ==, at);
      g_assert_cmpint (judged.late, ==,
                       judged.state != FW_CHECKLIST_APART && step.limit > 0 &&
                           (at != 0 ? at : now) > CAME + step.limit);
      first = judged.first != NULL ? judged.first->by : NULL; /* before it moves */
      shuffle (checks, n, rand);
      again = fw_checklist_judge (&step, checks, n, CAME, now);
      g_assert_cmpint (again.state, ==, judged.state);
      g_assert_cmpint (again.at, ==, judged.at);
      g_assert_cmpstr (again.first != NULL ? again.first->by : NULL, ==, first);
    }
  for (guint i = 0; i < G_N_ELEMENTS (seen); i++)
    g_assert_cmpuint (seen[i], >, 100);
}

static void
test_share (void)
{
  const FwChecklistJudged done = { FW_CHECKLIST_DONE, TRUE, 1, NULL, NULL },
                          open = { FW_CHECKLIST_OPEN, TRUE, 0, NULL, NULL },
                          apart = { FW_CHECKLIST_APART, FALSE, 1, NULL, NULL };
  FwChecklistSum sums[4] = { { 0 } };
  FwChecklistShare share = fw_checklist_find_share (NULL, 0);

  g_assert_true (share.n == 0 && isnan (share.value) && isnan (share.interval.low));
  fw_checklist_add (&sums[0], &done);
  fw_checklist_add (&sums[0], &apart);
  fw_checklist_add (&sums[1], &done);
  fw_checklist_add (&sums[1], &open);
  fw_checklist_add (&sums[2], &apart); /* owes nothing: no case of the share */
  fw_checklist_add (&sums[3], &done);
  g_assert_cmpuint (sums[1].owed, ==, 2);
  g_assert_cmpuint (sums[1].done, ==, 1);
  g_assert_cmpuint (sums[1].late, ==, 1);
  g_assert_cmpuint (sums[1].overdue, ==, 1);
  g_assert_false (fw_checklist_is_complete (&sums[2]));
  share = fw_checklist_find_share (sums, 4);
  g_assert_cmpuint (share.n, ==, 3);
  g_assert_cmpfloat_with_epsilon (share.value, 2.0 / 3, 1e-12);
  g_assert_cmpfloat_with_epsilon (share.interval.low, 0.2076596, 1e-6); /* by hand */
  g_assert_cmpfloat_with_epsilon (share.interval.high, 0.9385081, 1e-6);
}

static void
test_records (void)
{
  g_autoptr (FwRecord) list = fw_test_record ("checklist", "l", "name", "L", "class", "fault",
                                              "applies", "begun", "used", "yes", NULL);
  g_autoptr (FwRecord) record = fw_test_record ("checklist-step", "s", "name", "S", "checklist",
                                                "l", "minutes", "0.5", "two", "yes", NULL);
  g_autoptr (FwRecord) check =
      fw_test_record ("case-check", "k", "case", "c", "step", "s", "what", "apart", "owner", "sue",
                      "ticked", "2026-03-02T08:00:01Z", NULL);
  const FwChecklistStep step = fw_checklist_step_read (record);
  const FwChecklistCheck said = fw_checklist_check_read (check);

  g_assert_false (fw_checklist_fits (list, "fault", FALSE));
  g_assert_true (fw_checklist_fits (list, "fault", TRUE));
  g_assert_false (fw_checklist_fits (list, "inquiry", TRUE));
  fw_record_put_text (list, "applies", "every");
  g_assert_true (fw_checklist_fits (list, "fault", FALSE));
  fw_record_clear (list, fw_record_find (list, "class"));
  g_assert_true (fw_checklist_fits (list, "inquiry", FALSE));
  g_assert_cmpint (step.limit, ==, MINUTE / 2);
  g_assert_true (step.two);
  g_assert_true (said.apart);
  g_assert_cmpint (said.at, ==, CAME + G_USEC_PER_SEC);
  g_assert_true (fw_checklist_owes (CAME, 0));
  g_assert_true (fw_checklist_owes (CAME, CAME));
  g_assert_false (fw_checklist_owes (CAME + 1, CAME));

  /* What does not apply says why. */
  g_assert_false (fw_record_check (check, NULL));
  fw_record_put_text (check, "note", "Nothing was ordered");
  g_assert_true (fw_record_check (check, NULL));
}

/* What comes along is taken as it stands: each step within what its kind allows. */
static void
test_templates (void)
{
  guint n, steps = 0;
  const FwChecklistTemplate *templates = fw_checklist_templates (&n);

  g_assert_cmpuint (n, ==, 9);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (FwRecord) list =
          fw_test_record ("checklist", templates[i].id, "name", templates[i].name, "class",
                          templates[i].class != NULL ? templates[i].class : "", "applies",
                          templates[i].applies, NULL);

      g_assert_true (fw_record_check (list, NULL));
      steps += templates[i].n_steps;
      for (guint k = 0; k < templates[i].n_steps; k++)
        {
          const FwChecklistStepTemplate *of = &templates[i].steps[k];
          g_autoptr (FwRecord) step =
              fw_test_record ("checklist-step", "s", "name", of->name, "checklist", templates[i].id,
                              "place", "1", "stage", of->stage != NULL ? of->stage : "", "minutes",
                              of->minutes != NULL ? of->minutes : "", NULL);

          g_assert_true (fw_record_check (step, NULL));
        }
    }
  g_assert_cmpuint (steps, ==, 5 + 4 + 4 + 5 + 5 + 4 + 3 + 5 + 10);
}

/* What the handbooks ask of those that come along. */
static void
test_asked (void)
{
  static const struct
  {
    const char *id;
    guint steps, stages, duties;
    const char *minutes; /* (nullable): of its first step */
    gboolean two;
  } asked[] = {
    { "journey", 5, 3, 0, NULL, FALSE },   { "pre-sale", 4, 1, 0, "0.5", FALSE },
    { "in-sale", 3, 1, 1, NULL, TRUE },    { "four-steps", 4, 0, 0, NULL, FALSE },
    { "reception", 5, 0, 0, NULL, FALSE }, { "inquiry", 4, 0, 0, NULL, FALSE },
    { "service", 5, 0, 4, NULL, FALSE },   { "exceptions", 10, 0, 0, NULL, FALSE },
  };
  guint n;
  const FwChecklistTemplate *templates = fw_checklist_templates (&n);

  for (guint a = 0; a < G_N_ELEMENTS (asked); a++)
    {
      const FwChecklistTemplate *found = NULL;
      g_autoptr (GHashTable) stages = g_hash_table_new (g_str_hash, g_str_equal);
      g_autoptr (GHashTable) duties = g_hash_table_new (g_str_hash, g_str_equal);

      for (guint i = 0; i < n; i++)
        if (g_str_equal (templates[i].id, asked[a].id))
          found = &templates[i];
      g_assert_nonnull (found);
      for (guint i = 0; i < found->n_steps; i++)
        {
          if (found->steps[i].stage != NULL)
            g_hash_table_add (stages, (gpointer) found->steps[i].stage);
          if (found->steps[i].duty != NULL)
            g_hash_table_add (duties, (gpointer) found->steps[i].duty);
        }
      g_assert_cmpuint (found->n_steps, ==, asked[a].steps);
      g_assert_cmpuint (g_hash_table_size (stages), ==, asked[a].stages);
      g_assert_cmpuint (g_hash_table_size (duties), ==, asked[a].duties);
      g_assert_cmpstr (found->steps[0].minutes, ==, asked[a].minutes);
      g_assert_cmpint (found->steps[0].two, ==, asked[a].two);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/checklist/by-hand", test_by_hand);
  g_test_add_func ("/checklist/brute-force", test_brute_force);
  g_test_add_func ("/checklist/share", test_share);
  g_test_add_func ("/checklist/records", test_records);
  g_test_add_func ("/checklist/templates", test_templates);
  g_test_add_func ("/checklist/asked", test_asked);
  return g_test_run ();
}
