/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The grid of 2,000 people and 60 competencies: made of what is stored, and asked for a position.
 */
#include <stdio.h>

#include "core/people/fw-competency-grid.h"
#include "support/fw-test-record.h"

#define ROUNDS 7
#define N_PEOPLE 2000
#define N_COMPETENCIES 60
#define N_POSITIONS 20
#define EVIDENCE_EACH 2
#define TODAY 20500

typedef struct
{
  FwDirectory *directory;
  GPtrArray *people, *positions, *competencies, *requirements;
  GArray *evidence;
} Centre;

static GPtrArray *
list_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
}

static const char *
name (char *id, char letter, guint i)
{
  g_snprintf (id, 16, "%c%04u", letter, i);
  return id;
}

static void
add_people (Centre *centre)
{
  g_autoptr (GPtrArray) records = list_new ();
  char id[16], position[16];

  g_ptr_array_add (records, fw_test_record ("site", "sh", "name", "Shanghai", "time_zone",
                                            "Asia/Shanghai", NULL));
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      g_ptr_array_add (centre->people,
                       fw_test_record ("person", name (id, 'p', i), "name", id, "site", "sh",
                                       "position", name (position, 'o', i % N_POSITIONS), NULL));
      g_ptr_array_add (records, fw_record_ref (centre->people->pdata[i]));
    }
  centre->directory = fw_directory_new_from_records (records);
}

static void
add_matrix (Centre *centre)
{
  char id[16], position[16], competency[16];

  for (guint i = 0; i < N_COMPETENCIES; i++)
    g_ptr_array_add (centre->competencies,
                     fw_test_record ("competency", name (id, 'c', i), "name", id, "decay", "step",
                                     "months", "12", "further", "12", NULL));
  for (guint i = 0; i < N_POSITIONS; i++)
    g_ptr_array_add (centre->positions,
                     fw_test_record ("position", name (id, 'o', i), "name", id, NULL));
  for (guint i = 0; i < N_POSITIONS * N_COMPETENCIES; i++)
    g_ptr_array_add (centre->requirements,
                     fw_test_record ("requirement", name (id, 'r', i), "position",
                                     name (position, 'o', i / N_COMPETENCIES), "competency",
                                     name (competency, 'c', i % N_COMPETENCIES), "level",
                                     i % 3 == 0 ? "3" : "4", "weight", "2", NULL));
}

static void
add_evidence (Centre *centre)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (14);

  for (guint i = 0; i < N_PEOPLE * N_COMPETENCIES; i++)
    for (guint k = 0; k < EVIDENCE_EACH && g_rand_double (random) < 0.85; k++)
      {
        FwGridEvidence evidence = {
          fw_record_get_id (centre->people->pdata[i / N_COMPETENCIES]),
          fw_record_get_id (centre->competencies->pdata[i % N_COMPETENCIES]),
          { TODAY - g_rand_int_range (random, 0, 800), g_rand_int_range (random, 0, 6) }
        };

        g_array_append_val (centre->evidence, evidence);
      }
}

int
main (void)
{
  Centre centre = { NULL,        list_new (), list_new (),
                    list_new (), list_new (), g_array_new (FALSE, FALSE, sizeof (FwGridEvidence)) };
  g_autoptr (FwScope) all = fw_scope_new_administrator ();
  double made = G_MAXDOUBLE, asked = G_MAXDOUBLE;
  guint behind = 0;

  add_people (&centre);
  add_matrix (&centre);
  add_evidence (&centre);
  for (guint i = 0; i < ROUNDS; i++)
    {
      FwCompetencyQuestion question = { .day = TODAY, .scope = all };
      gint64 start = g_get_monotonic_time ();
      g_autoptr (FwCompetencyGrid) grid =
          fw_competency_grid_new (centre.directory, centre.people, centre.positions,
                                  centre.competencies, centre.requirements, centre.evidence);
      gint64 between = g_get_monotonic_time ();
      g_autoptr (FwCompetencyAnswer) answer = fw_competency_grid_ask (grid, &question);

      made = MIN (made, (double) (between - start) / 1000);
      asked = MIN (asked, (double) (g_get_monotonic_time () - between) / 1000);
      behind = answer->behind;
    }
  printf (
      "grid of %d people, %d competencies and %u pieces of evidence: made in %.1f ms, asked for "
      "a position in %.1f ms (%u behind)\n",
      N_PEOPLE, N_COMPETENCIES, centre.evidence->len, made, asked, behind);
  g_ptr_array_unref (centre.people);
  g_ptr_array_unref (centre.positions);
  g_ptr_array_unref (centre.competencies);
  g_ptr_array_unref (centre.requirements);
  g_array_unref (centre.evidence);
  fw_directory_unref (centre.directory);
  return 0;
}
