/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Programmes over a small house whose days can be checked by hand, and over many made by chance
 * against the rules told a second time. */
#include "core/people/fw-programme-templates.h"
#include "core/people/fw-programme.h"
#include "support/fw-test-record.h"

#define PEOPLE 4

typedef struct
{
  FwDirectory *directory;
  FwCertificateBoard *certificates;
  FwProgrammeRecords records;
  FwScope *all;
} House;

static void
unref_record (gpointer data)
{
  fw_record_unref (data);
}

static gint32
date (const char *text)
{
  gint32 day;

  g_assert_true (fw_date_parse (fw_text (text), &day));
  return day;
}

static GPtrArray *
new_list (void)
{
  return g_ptr_array_new_with_free_func (unref_record);
}

static void
add_step (House *h, const char *place, const char *what, const char *field, const char *by)
{
  g_autofree char *id = g_strconcat ("step", place, NULL);

  g_ptr_array_add (h->records.steps, fw_test_record ("programme-step", id, "name", id, "programme",
                                                     "new", "place", place, "what", what, field,
                                                     g_str_equal (what, "lesson")   ? "norms"
                                                     : g_str_equal (what, "course") ? "calm"
                                                                                    : "basic",
                                                     "by_day", by, NULL));
}

static void
set_up (House *h, gconstpointer data)
{
  static const char *const people[PEOPLE] = { "an", "bo", "chen", "dai" };
  g_autoptr (GPtrArray) house = new_list ();
  g_autoptr (GPtrArray) none = new_list ();
  FwRevision scheme = {
    fw_test_record ("certificate-scheme", "basic", "name", "Basic", "months", "6", NULL), G_MININT64
  };

  h->records = (FwProgrammeRecords){
    .people = new_list (),
    .programmes = new_list (),
    .steps = new_list (),
    .lessons = new_list (),
    .trainees = new_list (),
    .lesson_results = new_list (),
    .sessions = new_list (),
    .enrolments = new_list (),
    .exam_results = new_list (),
  };
  h->all = fw_scope_new_administrator ();
  g_ptr_array_add (
      house, fw_test_record ("site", "sh", "name", "Shanghai", "time_zone", "Asia/Shanghai", NULL));
  g_ptr_array_add (house, fw_test_record ("team", "a", "name", "A", "site", "sh", NULL));
  for (guint i = 0; i < PEOPLE; i++)
    {
      FwRecord *person =
          fw_test_record ("person", people[i], "name", people[i], "site", "sh", "team", "a", NULL);

      g_ptr_array_add (h->records.people, person);
      g_ptr_array_add (house, fw_record_ref (person));
    }
  h->directory = fw_directory_new_from_records (house);
  h->certificates =
      fw_certificate_board_new (h->directory, h->records.people, none, &scheme, 1, none);
  fw_record_unref (scheme.record);
  g_ptr_array_add (h->records.programmes,
                   fw_test_record ("programme", "new", "name", "New", "days", "30", NULL));
  g_ptr_array_add (h->records.lessons,
                   fw_test_record ("lesson", "norms", "name", "Norms", "minutes", "30", NULL));
  g_ptr_array_add (h->records.sessions,
                   fw_test_record ("training-session", "s1", "name", "S", "course", "calm", "site",
                                   "sh", "day", "2026-11-05", "last_day", "2026-11-06", "begins",
                                   "09:00", "ends", "12:00", NULL));
  add_step (h, "2", "course", "course", "10");
  add_step (h, "1", "lesson", "lesson", "3");
  add_step (h, "3", "exam", "scheme", "30");
}

static void
tear_down (House *h, gconstpointer data)
{
  g_ptr_array_unref (h->records.people);
  g_ptr_array_unref (h->records.programmes);
  g_ptr_array_unref (h->records.steps);
  g_ptr_array_unref (h->records.lessons);
  g_ptr_array_unref (h->records.trainees);
  g_ptr_array_unref (h->records.lesson_results);
  g_ptr_array_unref (h->records.sessions);
  g_ptr_array_unref (h->records.enrolments);
  g_ptr_array_unref (h->records.exam_results);
  fw_certificate_board_unref (h->certificates);
  fw_directory_unref (h->directory);
  fw_scope_unref (h->all);
}

static void
add_trainee (House *h, const char *person, const char *since, const char *state)
{
  g_autofree char *id = g_strdup_printf ("t%u", h->records.trainees->len);

  g_ptr_array_add (h->records.trainees,
                   fw_test_record ("trainee", id, "person", person, "programme", "new", "since",
                                   since, "state", state, NULL));
}

static void
add_lesson (House *h, const char *person, const char *day, const char *passed)
{
  g_autofree char *id = g_strdup_printf ("l%u", h->records.lesson_results->len);

  g_ptr_array_add (h->records.lesson_results,
                   fw_test_record ("lesson-result", id, "person", person, "lesson", "norms", "day",
                                   day, "passed", passed, NULL));
}

static void
add_course (House *h, const char *person, const char *result)
{
  g_autofree char *id = g_strdup_printf ("e%u", h->records.enrolments->len);

  g_ptr_array_add (h->records.enrolments,
                   fw_test_record ("enrolment", id, "person", person, "session", "s1", "seat",
                                   "2026-11-01", "result", result, NULL));
}

static void
add_exam (House *h, const char *person, const char *day, const char *outcome)
{
  g_autofree char *id = g_strdup_printf ("x%u", h->records.exam_results->len);

  g_ptr_array_add (h->records.exam_results,
                   fw_test_record ("exam-result", id, "person", person, "scheme", "basic", "day",
                                   day, "outcome", outcome, NULL));
}

static FwProgrammeAnswer *
ask (House *h, const char *day)
{
  g_autoptr (FwProgrammeBoard) board = fw_programme_board_new (h->certificates, &h->records);
  const FwProgrammeQuestion question = { .day = date (day), .scope = h->all, .programme = "new" };

  return fw_programme_board_ask (board, &question);
}

static const FwProgrammeRow *
get_row (FwProgrammeAnswer *answer, guint i)
{
  g_assert_cmpuint (i, <, answer->rows->len);
  return &g_array_index (answer->rows, FwProgrammeRow, i);
}

static const FwProgrammeCell *
get_cell (FwProgrammeAnswer *answer, guint row, guint step)
{
  return &g_array_index (answer->cells, FwProgrammeCell, get_row (answer, row)->cells + step);
}

/* One who passed, one who is late, one before the first step is due. */
static void
test_rows (House *h, gconstpointer data)
{
  g_autoptr (FwProgrammeAnswer) answer = NULL;

  add_trainee (h, "an", "2026-11-02", "learning");
  add_trainee (h, "bo", "2026-11-02", "learning");
  add_trainee (h, "chen", "2026-11-29", "learning");
  add_trainee (h, "dai", "2026-12-01", "learning"); /* begins tomorrow */
  add_lesson (h, "an", "2026-11-01", "yes");        /* before her first day: does not count */
  add_lesson (h, "an", "2026-11-03", "yes");
  add_course (h, "an", "completed");
  add_exam (h, "an", "2026-11-20", "fail");
  add_exam (h, "an", "2026-11-27", "pass");
  add_lesson (h, "bo", "2026-11-04", "no");
  add_course (h, "bo", "");
  answer = ask (h, "2026-11-30");
  g_assert_cmpuint (answer->rows->len, ==, 3);

  /* bo: the lesson was due on the 4th, the course on the 11th, the exam on 1 December. */
  g_assert_cmpstr (get_row (answer, 0)->who.person, ==, "bo");
  g_assert_cmpint (get_row (answer, 0)->state, ==, FW_TRAINEE_LATE);
  g_assert_cmpuint (get_row (answer, 0)->late, ==, 2);
  g_assert_cmpuint (get_row (answer, 0)->next, ==, 0);
  g_assert_cmpint (get_cell (answer, 0, 0)->state, ==, FW_STEP_FAILED);
  g_assert_cmpint (get_cell (answer, 0, 0)->due, ==, date ("2026-11-04"));
  g_assert_cmpint (get_cell (answer, 0, 1)->state, ==, FW_STEP_LATE);
  g_assert_cmpint (get_cell (answer, 0, 2)->state, ==, FW_STEP_LATER);
  g_assert_cmpint (get_cell (answer, 0, 2)->due, ==, date ("2026-12-01"));

  g_assert_cmpstr (get_row (answer, 1)->who.person, ==, "chen");
  g_assert_cmpint (get_row (answer, 1)->state, ==, FW_TRAINEE_ON_TIME);
  g_assert_cmpint (get_cell (answer, 1, 0)->state, ==, FW_STEP_NEXT);

  g_assert_cmpstr (get_row (answer, 2)->who.person, ==, "an");
  g_assert_cmpint (get_row (answer, 2)->state, ==, FW_TRAINEE_PASSED);
  g_assert_cmpint (get_row (answer, 2)->passed, ==, date ("2026-11-27"));
  g_assert_cmpint (get_cell (answer, 2, 0)->day, ==, date ("2026-11-03"));
  g_assert_cmpint (get_cell (answer, 2, 1)->day, ==, date ("2026-11-06"));
  g_assert_true (get_row (answer, 2)->sat && get_row (answer, 2)->pass);
  g_assert_false (get_row (answer, 2)->first);
}

/* Of three figures none is another; a month is a cohort. */
static void
test_cohorts (House *h, gconstpointer data)
{
  g_autoptr (FwProgrammeAnswer) answer = NULL;
  const FwProgrammeCohort *cohorts;
  FwPassRates rates;

  add_trainee (h, "an", "2026-09-30", "learning");
  add_trainee (h, "bo", "2026-10-01", "learning");
  add_trainee (h, "chen", "2026-10-31", "stopped");
  add_trainee (h, "dai", "2026-10-05", "learning");
  add_exam (h, "an", "2026-10-10", "pass");
  add_exam (h, "bo", "2026-10-10", "fail");
  add_exam (h, "bo", "2026-10-20", "pass");
  add_exam (h, "dai", "2026-10-10", "void");
  answer = ask (h, "2026-11-30");
  g_assert_cmpuint (answer->cohorts->len, ==, 2);
  cohorts = (const FwProgrammeCohort *) (void *) answer->cohorts->data;
  g_assert_cmpint (cohorts[0].month, ==, date ("2026-09-01"));
  g_assert_cmpuint (cohorts[0].cohort.enrolled, ==, 1);
  g_assert_cmpint (cohorts[1].month, ==, date ("2026-10-01"));
  rates = fw_cohort_count (&answer->cohort);
  g_assert_cmpuint (rates.first_time.k, ==, 1);
  g_assert_cmpuint (rates.first_time.n, ==, 2);
  g_assert_cmpuint (rates.final.k, ==, 2);
  g_assert_cmpuint (rates.of_enrolled.k, ==, 2);
  g_assert_cmpuint (rates.of_enrolled.n, ==, 3);
}

/* 60 and 40 of 100: 85 and 70 are 79, and no pass; missing is missing, not 0. */
static void
test_mark (House *h, gconstpointer data)
{
  g_autoptr (FwProgrammeAnswer) below = NULL, missing = NULL, passed = NULL;
  FwRecord *programme = h->records.programmes->pdata[0], *trainee;

  fw_test_record_set (programme, "first_part", "Cases");
  fw_test_record_set (programme, "first_weight", "60");
  fw_test_record_set (programme, "second_part", "Customers");
  fw_test_record_set (programme, "second_weight", "40");
  add_trainee (h, "an", "2026-11-02", "learning");
  trainee = h->records.trainees->pdata[0];
  add_lesson (h, "an", "2026-11-03", "yes");
  add_course (h, "an", "completed");
  add_exam (h, "an", "2026-11-20", "pass");
  fw_test_record_set (trainee, "first_mark", "85");
  missing = ask (h, "2026-11-30");
  g_assert_cmpint (get_row (missing, 0)->state, ==, FW_TRAINEE_MARK);
  g_assert_cmpint (get_row (missing, 0)->mark.state, ==, FW_COMPOSITE_INCOMPLETE);
  fw_test_record_set (trainee, "second_mark", "70");
  below = ask (h, "2026-11-30");
  g_assert_cmpint (get_row (below, 0)->mark.mark, ==, 79 * FW_EXACT_ONE);
  g_assert_cmpint (get_row (below, 0)->state, ==, FW_TRAINEE_MARK);
  fw_test_record_set (trainee, "second_mark", "72.5");
  passed = ask (h, "2026-11-30");
  g_assert_cmpint (get_row (passed, 0)->mark.mark, ==, 80 * FW_EXACT_ONE);
  g_assert_cmpint (get_row (passed, 0)->state, ==, FW_TRAINEE_PASSED);
}

/* A practical within 30 minutes: 31 are too many, whatever was ticked. */
static void
test_practical (House *h, gconstpointer data)
{
  g_autoptr (FwProgrammeAnswer) late = NULL, done = NULL;

  fw_test_record_set (h->records.lessons->pdata[0], "form", "practical");
  add_trainee (h, "an", "2026-11-02", "learning");
  add_lesson (h, "an", "2026-11-03", "yes");
  fw_test_record_set (h->records.lesson_results->pdata[0], "minutes", "31");
  late = ask (h, "2026-11-03");
  g_assert_cmpint (get_cell (late, 0, 0)->state, ==, FW_STEP_FAILED);
  fw_test_record_set (h->records.lesson_results->pdata[0], "minutes", "30");
  done = ask (h, "2026-11-03");
  g_assert_cmpint (get_cell (done, 0, 0)->state, ==, FW_STEP_DONE);
}

/* ---- told a second time ---- */

/* Whether there is a deed of the person that is passed, in [from, to]; its first day, or the last
 * day of one that is not. */
static FwStepState
tell_again (GPtrArray *records, const char *person, gint32 from, gint32 to, gint32 *day)
{
  FwStepState state = FW_STEP_LATER;

  *day = FW_PROGRAMME_NO_DAY;
  for (guint i = 0; i < records->len; i++)
    {
      const FwRecord *record = records->pdata[i];
      const gint32 of = (gint32) fw_record_integer (record, "day");
      const gboolean exam = g_str_equal (fw_record_get_kind (record)->name, "exam-result");
      const gboolean passed = exam ? g_str_equal (fw_record_text (record, "outcome"), "pass")
                                   : fw_record_integer (record, "passed") != 0;

      if (!g_str_equal (fw_record_text (record, "person"), person) || of < from || of > to)
        continue;
      if (passed && (state != FW_STEP_DONE || of < *day))
        {
          state = FW_STEP_DONE;
          *day = of;
        }
      else if (!passed && state != FW_STEP_DONE && (state != FW_STEP_FAILED || of > *day))
        {
          state = FW_STEP_FAILED;
          *day = of;
        }
    }
  return state;
}

static void
test_chance (House *h, gconstpointer data)
{
  static const char *const people[PEOPLE] = { "an", "bo", "chen", "dai" };
  const gint32 first = date ("2026-11-01");

  for (guint i = 0; i < PEOPLE; i++)
    {
      g_autofree char *since = fw_date_format (first + g_test_rand_int_range (0, 5));

      add_trainee (h, people[i], since, "learning");
    }
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *day = fw_date_format (first + g_test_rand_int_range (0, 40));
      const char *person = people[g_test_rand_int_range (0, PEOPLE)];

      if (g_test_rand_bit ())
        add_lesson (h, person, day, g_test_rand_bit () ? "yes" : "no");
      else
        add_exam (h, person, day, g_test_rand_bit () ? "pass" : "fail");
    }
  for (gint32 today = first; today < first + 45; today += 3)
    {
      g_autofree char *text = fw_date_format (today);
      g_autoptr (FwProgrammeAnswer) answer = ask (h, text);

      for (guint i = 0; i < answer->rows->len; i++)
        for (guint step = 0; step < 3; step += 2)
          {
            const FwProgrammeRow *row = get_row (answer, i);
            const FwProgrammeCell *cell = get_cell (answer, i, step);
            gint32 day;
            FwStepState state =
                tell_again (step == 0 ? h->records.lesson_results : h->records.exam_results,
                            row->who.person, row->since, today, &day);

            if (state == FW_STEP_LATER && row->since + (step == 0 ? 2 : 29) < today)
              state = FW_STEP_LATE;
            else if (state == FW_STEP_LATER && row->next == step)
              state = FW_STEP_NEXT;
            g_assert_cmpint (cell->state, ==, state);
            g_assert_cmpint (cell->day, ==, day);
          }
    }
}

/* ---- what comes along ---- */

static const char *
keep_word (const char *text)
{
  return text;
}

/* All of them can be written in their order, and are what is asked for. */
static void
test_templates (House *h, gconstpointer data)
{
  g_autoptr (GPtrArray) records = fw_programme_templates (keep_word);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  guint drills = 0, programmes = 0, modules = 0;

  for (guint i = 0; i < records->len; i++)
    {
      FwRecord *record = records->pdata[i];
      const FwKind *kind = fw_record_get_kind (record);
      g_autoptr (GError) error = NULL;

      g_assert_true (fw_record_check (record, &error));
      g_assert_no_error (error);
      for (guint f = 0; f < kind->n_fields; f++)
        if (kind->fields[f].type == FW_FIELD_REF && !fw_record_is_empty (record, f))
          g_assert_true (g_hash_table_contains (ids, fw_record_get_text (record, f)));
      g_assert_true (g_hash_table_add (ids, (gpointer) fw_record_get_id (record)));
      programmes += g_str_equal (kind->name, "programme");
      if (!g_str_equal (kind->name, "lesson"))
        continue;
      drills += g_str_equal (fw_record_text (record, "form"), "drill");
      modules += g_str_equal (fw_record_text (record, "module"), "leadership");
      /* Videos are short. */
      if (g_str_equal (fw_record_text (record, "form"), "video"))
        g_assert_cmpfloat (fw_record_get_number (record, fw_record_find (record, "minutes")), <=,
                           5);
    }
  g_assert_cmpuint (drills, ==, 5);
  g_assert_cmpuint (modules, ==, 6);
  g_assert_cmpuint (programmes, ==, 8);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/programme/" name, House, NULL, set_up, function, tear_down)
  ADD ("rows", test_rows);
  ADD ("cohorts", test_cohorts);
  ADD ("mark", test_mark);
  ADD ("practical", test_practical);
  ADD ("chance", test_chance);
  ADD ("templates", test_templates);
  return g_test_run ();
}
