/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is planted on the ladders of the sample centre, as data/sample/README.md tells it. */
#include "core/people/fw-career-board.h"
#include "sample/fw-sample.h"

#define DAY_MADE 20778 /* 2026-11-21 */

static GPtrArray *
pick_kind (GPtrArray *records, const char *kind)
{
  GPtrArray *picked = g_ptr_array_new ();

  for (guint i = 0; i < records->len; i++)
    if (fw_record_get_kind (records->pdata[i]) == fw_kind_find (kind))
      g_ptr_array_add (picked, records->pdata[i]);
  return picked;
}

static FwCareerBoard *
make_board (GPtrArray *records)
{
  g_autoptr (GPtrArray) people = pick_kind (records, "person"),
                        positions = pick_kind (records, "position"),
                        competencies = pick_kind (records, "competency"),
                        requirements = pick_kind (records, "requirement"),
                        pieces = pick_kind (records, "evidence"),
                        queues = pick_kind (records, "queue"),
                        schemes = pick_kind (records, "certificate-scheme"),
                        events = pick_kind (records, "certificate-event"),
                        steps = pick_kind (records, "career-step"),
                        works = pick_kind (records, "work"), awards = pick_kind (records, "award"),
                        sessions = pick_kind (records, "training-session"),
                        courses = pick_kind (records, "course"), enrolments = g_ptr_array_new ();
  g_autoptr (GArray) evidence = g_array_new (FALSE, FALSE, sizeof (FwGridEvidence));
  g_autoptr (GArray) revisions = g_array_new (FALSE, FALSE, sizeof (FwRevision));
  g_autoptr (FwDirectory) directory = fw_directory_new_from_records (records);
  g_autoptr (FwCompetencyGrid) grid = NULL;
  g_autoptr (FwCertificateBoard) certificates = NULL;
  const FwCareerRecords lists = { people,   steps,      works,   awards,
                                  sessions, enrolments, schemes, courses };

  for (guint i = 0; i < pieces->len; i++)
    {
      FwGridEvidence each;

      g_assert_true (fw_grid_evidence_read (pieces->pdata[i], &each));
      g_array_append_val (evidence, each);
    }
  for (guint i = 0; i < schemes->len; i++)
    {
      FwRevision revision = { schemes->pdata[i], G_MININT64 };

      g_array_append_val (revisions, revision);
    }
  grid =
      fw_competency_grid_new (directory, people, positions, competencies, requirements, evidence);
  certificates = fw_certificate_board_new (directory, people, queues,
                                           (const FwRevision *) (void *) revisions->data,
                                           revisions->len, events);
  return fw_career_board_new (grid, certificates, &lists);
}

/* Returns: (nullable): the first one of that team, step and state. @lacking: how much surely lacks
 */
static const FwCareerRow *
find_row (FwCareerBoard *board,
          const FwCareerAnswer *answer,
          const char *step,
          const char *team,
          FwCareerState state,
          guint lacking)
{
  for (guint i = 0; i < answer->rows->len; i++)
    {
      const FwCareerRow *row = &g_array_index (answer->rows, FwCareerRow, i);
      const FwRecord *record =
          g_array_index (fw_career_board_get_steps (board), FwCareerStep, row->step).record;

      if (g_str_equal (fw_record_get_id (record), step) && g_str_equal (row->who.team, team) &&
          row->standing.state == state && row->standing.n_lacking == lacking)
        return row;
    }
  return NULL;
}

static guint
count (FwCareerBoard *board, const FwCareerAnswer *answer, const char *step, FwCareerState state)
{
  const GArray *steps = fw_career_board_get_steps (board);

  for (guint i = 0; i < steps->len; i++)
    if (g_str_equal (fw_record_get_id (g_array_index (steps, FwCareerStep, i).record), step))
      return g_array_index (answer->counts, guint, i * FW_N_CAREER_STATES + state);
  g_assert_not_reached ();
}

/* Leads people, goes by data, works across departments. */
static void
check_supervisor (FwCareerBoard *board)
{
  static const char *const asked[] = { "people", "data", "across" };
  FwCompetencyGrid *grid = fw_career_board_get_grid (board);
  const GArray *competencies = fw_competency_grid_get_competencies (grid);
  const guint position = fw_competency_grid_find_position (grid, "operations-supervisor");
  guint n = 0;

  for (guint i = 0; i < competencies->len; i++)
    if (fw_competency_grid_find_requirement (grid, position, i) != NULL)
      {
        g_assert_true (g_strv_contains (
            (const char *const[]){ asked[0], asked[1], asked[2], NULL },
            fw_record_get_id (g_array_index (competencies, FwGridCompetency, i).record)));
        n++;
      }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (asked));
}

static void
test_careers (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FwSample) sample = fw_sample_new (FW_SAMPLE_SEED, DAY_MADE, "Europe/Madrid", &error);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  g_autoptr (FwScope) all = fw_scope_new_administrator ();
  g_autoptr (FwCareerBoard) board = NULL;
  g_autoptr (FwCareerAnswer) answer = NULL;
  const FwCareerQuestion question = { .day = DAY_MADE, .scope = all };
  const FwCareerRow *row;

  g_assert_no_error (error);
  fw_sample_list_records (sample, records);
  board = make_board (records);
  answer = fw_career_board_ask (board, &question);
  for (guint i = 0; i < fw_career_board_get_steps (board)->len; i++)
    {
      const guint *counts = &g_array_index (answer->counts, guint, i * FW_N_CAREER_STATES);

      g_test_message (
          "%s: %u ready, %u nearly, %u cannot be told, %u not yet",
          fw_record_get_id (
              g_array_index (fw_career_board_get_steps (board), FwCareerStep, i).record),
          counts[0], counts[1], counts[2], counts[3]);
    }

  /* One may be a trainer; one is nearly, by the day on which the third course would be there. */
  g_assert_cmpuint (count (board, answer, "to-trainer", FW_CAREER_READY), ==, 1);
  g_assert_nonnull (find_row (board, answer, "to-trainer", "sales-c", FW_CAREER_READY, 0));
  row = find_row (board, answer, "to-trainer", "care-a", FW_CAREER_NEARLY, 2);
  g_assert_nonnull (row);
  g_assert_cmpuint (row->standing.n_lacking, ==, 2);
  g_assert_cmpint (row->standing.by, ==, DAY_MADE + 180);

  /* Who was honoured stands first of those who are ready to lead. */
  row = find_row (board, answer, "to-leader", "tech-a", FW_CAREER_READY, 0);
  g_assert_nonnull (row);
  g_assert_true (row->priority);
  /* Nobody has looked at how the first senior of Sales A coaches and leads. */
  row = find_row (board, answer, "to-leader", "sales-a", FW_CAREER_CANNOT_TELL, 0);
  g_assert_nonnull (row);
  g_assert_cmpuint (row->standing.n_unknown, ==, 1);
  g_assert_cmpint (row->standing.by, ==, FW_CAREER_NO_DAY);
  /* The advanced course has not been held: nobody may lead an operation, or be an expert. */
  g_assert_cmpuint (count (board, answer, "to-supervisor", FW_CAREER_READY), ==, 0);
  g_assert_cmpuint (count (board, answer, "to-expert", FW_CAREER_READY), ==, 0);
  check_supervisor (board);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sample/careers", test_careers);

  return g_test_run ();
}
