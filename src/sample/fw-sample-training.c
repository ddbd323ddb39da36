/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/fw-sample-training.h"

#include "core/people/fw-training-rules.h"
#include "sample/fw-sample-record.h"
#include "sample/fw-sample.h"

#define CARE_A 3
#define CARE_B 4
#define TECH_A 6
#define TECH_B 7
#define MOST_NAMED 12

/* clang-format off */
static const struct
{
  const char *id, *name, *programme, *layer, *hours, *capacity, *competency, *level, *scheme, *form;
} courses[] = {
  { "first-steps", "First steps at the telephone", "newcomer", "cognition", "16", "20", "listening", "2", "service-basics", "class" },
  { "order-clinic", "Order system in practice", "staff", "process", "4", "12", "order-system", "3", "", "practice" },
  { "calm-talks", "Calming upset customers", "staff", "skill", "4", "8", "calming", "3", "", "practice" },
  { "clear-letters", "Clear letters", "staff", "skill", "3", "10", "writing", "3", "", "reading" },
  { "product-round", "Round of the new products", "staff", "cognition", "2", "20", "product", "3", "", "class" },
  { "case-writing", "Writing up a case", "staff", "character", "3", "12", "cases", "2", "", "class" },
  { "advanced", "Advanced course for the excellent", "leader", "character", "40", "8", "", "", "", "class" },
  { "first-team", "The first team", "leader", "character", "24", "6", "people", "3", "leading", "mentor" },
};

/* From whose team who is enrolled; more than there are seats wait. */
static const struct
{
  const char *id, *name, *course, *place;
  gint32 first, last; /* days after that of the sample */
  guint begins, ends; /* minutes */
  guint team, n_enrolled, seats; /* seats 0: those of the course */
} sessions[] = {
  { "calm-talks-0", "Calming upset customers, Tech B", "calm-talks", "Training room", -50, -50, 810, 1050, TECH_B, 8, 0 },
  { "case-writing-1", "Writing up a case, Care A", "case-writing", "Training room", -9, -9, 540, 720, CARE_A, 9, 0 },
  { "calm-talks-1", "Calming upset customers, group 1", "calm-talks", "Training room", 3, 3, 810, 1050, CARE_B, 10, 0 },
  { "order-clinic-1", "Order system in practice, Tech A", "order-clinic", "Training room", 8, 8, 540, 780, TECH_A, 6, 0 },
  { "calm-talks-2", "Calming upset customers, group 2", "calm-talks", "Training room", 10, 10, 810, 1050, 0, 0, 0 },
  { "first-team-1", "The first team, winter", "first-team", "Meeting room", 17, 19, 540, 1020, 0, 0, 6 },
};
/* clang-format on */

static const FwSamplePerson *
get_person (const FwSamplePerson *people, guint team, guint in_team)
{
  return &people[team * FW_SAMPLE_TEAM_SIZE + in_team];
}

static void
add_courses (GPtrArray *records)
{
  for (guint i = 0; i < G_N_ELEMENTS (courses); i++)
    {
      FwRecord *record = fw_sample_add_record (records, "course", courses[i].id, courses[i].name);

      fw_sample_set (record, "programme", courses[i].programme);
      fw_sample_set (record, "layer", courses[i].layer);
      fw_sample_set (record, "hours", courses[i].hours);
      fw_sample_set (record, "capacity", courses[i].capacity);
      fw_sample_set (record, "competency", courses[i].competency);
      fw_sample_set (record, "level", courses[i].level);
      fw_sample_set (record, "scheme", courses[i].scheme);
      fw_sample_set (record, "form", courses[i].form);
    }
}

/* Of who was there two were ill, and one did not finish. */
static void
add_enrolment (GPtrArray *records,
               guint session,
               guint i,
               guint seats,
               gint32 day,
               const FwSamplePerson *person)
{
  g_autofree char *id = g_strdup_printf ("%s-%s", sessions[session].id, person->id);
  g_autofree char *turn = g_strdup_printf ("%u", i + 1);
  FwRecord *record = fw_sample_add_record (records, "enrolment", id, NULL);

  fw_sample_set (record, "person", person->id);
  fw_sample_set (record, "session", sessions[session].id);
  fw_sample_set (record, "turn", turn);
  if (i < seats)
    fw_sample_set_date (record, "seat", day + MIN (sessions[session].first, 0) - 14);
  if (sessions[session].last < 0 && i % 4 != 3)
    fw_sample_set (record, "result", i == 5 ? "not-completed" : "completed");
}

static void
add_session (GPtrArray *records, guint i, const FwSamplePerson *people, gint32 day)
{
  FwRecord *record =
      fw_sample_add_record (records, "training-session", sessions[i].id, sessions[i].name);
  guint seats = sessions[i].seats;
  g_autofree char *own = g_strdup_printf ("%u", seats);

  fw_sample_set (record, "course", sessions[i].course);
  fw_sample_set (record, "site", FW_SAMPLE_SITE);
  fw_sample_set_date (record, "day", day + sessions[i].first);
  fw_sample_set_date (record, "last_day", day + sessions[i].last);
  fw_sample_set_clock (record, "begins", sessions[i].begins);
  fw_sample_set_clock (record, "ends", sessions[i].ends);
  fw_sample_set (record, "trainer", get_person (people, CARE_A, 0)->id);
  fw_sample_set (record, "place", sessions[i].place);
  if (seats > 0)
    fw_sample_set (record, "capacity", own);
  for (guint c = 0; seats == 0 && c < G_N_ELEMENTS (courses); c++)
    if (g_str_equal (courses[c].id, sessions[i].course))
      seats = (guint) g_ascii_strtoull (courses[c].capacity, NULL, 10);
  for (guint k = 0; k < sessions[i].n_enrolled; k++)
    add_enrolment (records, i, k, seats, day, get_person (people, sessions[i].team, k + 5));
}

/* ---- the exam of the newcomers ---- */

static char *
make_result_id (const FwSamplePerson *person)
{
  return g_strdup_printf ("%s-service-basics-exam", person->id);
}

char *
fw_sample_make_event_id (const FwSamplePerson *person)
{
  g_autofree char *id = make_result_id (person);

  return fw_training_make_event_id (id);
}

static void
add_result (GPtrArray *records, const FwSamplePerson *person, guint i, gint32 day)
{
  g_autofree char *id = make_result_id (person);
  g_autofree char *points = g_strdup_printf ("%u", 61 + i * 5 % 18);
  FwRecord *record = fw_sample_add_record (records, "exam-result", id, NULL);

  fw_sample_set (record, "person", person->id);
  fw_sample_set (record, "scheme", "service-basics");
  fw_sample_set_date (record, "day", day - 4);
  fw_sample_set (record, "theory", points);
  fw_sample_set (record, "outcome", "fail");
  fw_sample_set (record, "mark", points);
  fw_sample_set (record, "attempt", "1");
  fw_sample_set_date (record, "resit", day + 3);
  fw_sample_set (record, "plan", "Listens in with a senior agent for three days");
}

void
fw_sample_add_training (const FwSamplePerson *people, gint32 day, GPtrArray *records)
{
  g_return_if_fail (people != NULL && records != NULL);

  add_courses (records);
  for (guint i = 0; i < G_N_ELEMENTS (sessions); i++)
    add_session (records, i, people, day);
  for (guint i = 0; i < FW_SAMPLE_N_PEOPLE; i++)
    if (people[i].position == 3 && i % FW_SAMPLE_TEAM_SIZE % 6 == 0)
      add_result (records, &people[i], i, day);
}

/* ---- afterwards ---- */

static gboolean
is_over (const char *session)
{
  for (guint i = 0; i < G_N_ELEMENTS (sessions); i++)
    if (g_str_equal (sessions[i].id, session))
      return sessions[i].last < 0;
  return FALSE;
}

const char *
fw_sample_get_move (const FwRecord *record, guint i, gint32 day)
{
  const char *kind = fw_record_get_kind (record)->name;

  if (g_str_equal (kind, "exam-result"))
    return i == 0 ? "planning" : i == 1 ? "planned" : NULL;
  if (g_str_equal (kind, "training-session"))
    return i == 0 && fw_record_integer (record, "last_day") < day ? "held" : NULL;
  if (!g_str_equal (kind, "enrolment") || i > 0 || !is_over (fw_record_text (record, "session")))
    return NULL;
  return fw_record_text (record, "result") != NULL ? "attended" : "absent";
}
