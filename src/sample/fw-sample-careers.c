/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/fw-sample-careers.h"

#include "sample/fw-sample-random.h"
#include "sample/fw-sample-record.h"
#include "sample/fw-sample.h"

/* A stream of its own: what else the sample draws stays as it is. */
#define SALT 0x63617265

/* What is planted: the first senior of each of these teams. */
#define UNKNOWN_TEAM 0 /* who may be ready to lead: nobody has looked at how she coaches */
#define TRAINER_TEAM 2 /* who is ready to be a trainer */
#define NEARLY_TEAM 3  /* who is nearly: one course and two cases lack */
#define LEADER_TEAM 6  /* who is ready to lead, and was honoured */

/* clang-format off */
static const struct
{
  const char *id, *name, *rank, *tier, *function;
} positions[] = {
  { "operations-supervisor", "Operations supervisor", "4", "middle", "delivery" },
  { "trainer", "Trainer", "3", "back", "capability" },
  { "quality-inspector", "Quality inspector", "3", "middle", "quality" },
  { "data-analyst", "Data analyst", "3", "back", "data" },
  { "experience-expert", "Customer experience expert", "4", "middle", "quality" },
};

/* What the new posts ask for. A supervisor leads teams, goes by figures and works across
 * departments; a trainer distils cases and makes courses. */
static const struct
{
  const char *position, *competency, *level, *weight;
} requirements[] = {
  { "operations-supervisor", "people", "4", "3" },
  { "operations-supervisor", "data", "3", "3" },
  { "operations-supervisor", "across", "3", "3" },
  { "trainer", "cases", "3", "3" },
  { "trainer", "courses", "3", "3" },
  { "trainer", "product", "3", "1" },
  { "trainer", "coaching", "2", "2" },
  { "quality-inspector", "listening", "3", "2" },
  { "quality-inspector", "compliance", "3", "3" },
  { "quality-inspector", "complaints", "3", "2" },
  { "data-analyst", "data", "3", "4" },
  { "data-analyst", "order-system", "3", "1" },
  { "data-analyst", "improvement", "2", "1" },
  { "experience-expert", "calming", "4", "2" },
  { "experience-expert", "complaints", "4", "3" },
  { "experience-expert", "across", "2", "2" },
  { "experience-expert", "improvement", "2", "1" },
};

static const struct
{
  const char *id, *from, *to, *ladder, *months, *readiness, *courses, *cases, *certificates, *completed;
} steps[] = {
  { "to-agent", "new-agent", "agent", "vertical", "3", "80", "0", "0", "service-basics", "" },
  { "to-senior", "agent", "senior-agent", "vertical", "12", "90", "0", "2", "service-basics", "" },
  { "to-leader", "senior-agent", "team-leader", "vertical", "12", "100", "0", "3", "service-basics", "" },
  { "to-supervisor", "team-leader", "operations-supervisor", "vertical", "24", "100", "0", "0", "leading", "advanced" },
  { "to-trainer", "senior-agent", "trainer", "horizontal", "12", "80", "3", "10", "", "" },
  { "to-quality", "senior-agent", "quality-inspector", "horizontal", "12", "100", "0", "2", "", "" },
  { "to-data", "senior-agent", "data-analyst", "horizontal", "12", "100", "0", "0", "", "" },
  { "to-expert", "senior-agent", "experience-expert", "horizontal", "24", "80", "0", "5", "", "advanced" },
};

static const struct
{
  const char *id, *name;
} competencies[] = {
  { "across", "Work across departments" },
  { "courses", "Course development" },
};

static const char *const course_titles[] = {
  "The first ninety seconds", "Returns without a second call", "Reading the order history",
};
static const char *const case_titles[] = {
  "The parcel at the neighbour's", "Paid twice, refunded once", "A handset that would not start",
  "Three callers, one fault", "The voucher that had lapsed", "Moved house between two orders",
  "A complaint that became praise", "The promise of the last shift", "Whose number is this?",
  "Delivery on a day off",
};
/* clang-format on */

static double
draw (guint person, guint what)
{
  return fw_sample_unit (fw_sample_hash (SALT, person, what, 0));
}

static guint
find_senior (const FwSamplePerson *people, guint team)
{
  for (guint i = team * FW_SAMPLE_TEAM_SIZE; i < (team + 1) * FW_SAMPLE_TEAM_SIZE; i++)
    if (people[i].position == 1)
      return i;
  return team * FW_SAMPLE_TEAM_SIZE + 1;
}

/* ---- posts and steps ---- */

static void
add_posts (GPtrArray *records)
{
  for (guint i = 0; i < G_N_ELEMENTS (positions); i++)
    {
      FwRecord *record =
          fw_sample_add_record (records, "position", positions[i].id, positions[i].name);

      fw_sample_set (record, "rank", positions[i].rank);
      fw_sample_set (record, "tier", positions[i].tier);
      fw_sample_set (record, "function", positions[i].function);
    }
  for (guint i = 0; i < G_N_ELEMENTS (competencies); i++)
    {
      FwRecord *record =
          fw_sample_add_record (records, "competency", competencies[i].id, competencies[i].name);

      fw_sample_set (record, "area", "Leading");
      fw_sample_set (record, "scale", "4");
    }
  for (guint i = 0; i < G_N_ELEMENTS (requirements); i++)
    {
      g_autofree char *id =
          g_strdup_printf ("%s-%s", requirements[i].position, requirements[i].competency);
      FwRecord *record = fw_sample_add_record (records, "requirement", id, NULL);

      fw_sample_set (record, "position", requirements[i].position);
      fw_sample_set (record, "competency", requirements[i].competency);
      fw_sample_set (record, "level", requirements[i].level);
      fw_sample_set (record, "weight", requirements[i].weight);
    }
}

static void
add_steps (GPtrArray *records)
{
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      FwRecord *record = fw_sample_add_record (records, "career-step", steps[i].id, NULL);

      fw_sample_set (record, "from", steps[i].from);
      fw_sample_set (record, "to", steps[i].to);
      fw_sample_set (record, "ladder", steps[i].ladder);
      fw_sample_set (record, "months", steps[i].months);
      fw_sample_set (record, "readiness", steps[i].readiness);
      fw_sample_set (record, "courses", steps[i].courses);
      fw_sample_set (record, "cases", steps[i].cases);
      fw_sample_set (record, "certificates", steps[i].certificates);
      fw_sample_set (record, "completed", steps[i].completed);
    }
}

/* ---- what people did ---- */

static void
add_work (GPtrArray *records, const FwSamplePerson *person, gboolean course, guint i, gint32 day)
{
  g_autofree char *id = g_strdup_printf ("%s-%s-%u", person->id, course ? "course" : "case", i + 1);
  FwRecord *record = fw_sample_add_record (records, "work", id, NULL);

  fw_sample_set (record, "title",
                 course ? course_titles[i % G_N_ELEMENTS (course_titles)]
                        : case_titles[i % G_N_ELEMENTS (case_titles)]);
  fw_sample_set (record, "person", person->id);
  fw_sample_set (record, "what", course ? "course" : "case");
  fw_sample_set_date (record, "day", day);
  fw_sample_set (record, "signed", "trainer");
}

/* @recent of @n within the last half year, the others before. */
static void
add_works (GPtrArray *records,
           const FwSamplePerson *person,
           gboolean course,
           guint n,
           guint recent,
           gint32 day)
{
  for (guint i = 0; i < n; i++)
    add_work (records, person, course, i,
              day - (i < n - recent ? 200 + 20 * (gint32) (n - recent - 1 - i)
                                    : 20 + 30 * (gint32) (n - 1 - i)));
}

static void
add_shown (GPtrArray *records,
           const FwSamplePerson *person,
           const char *competency,
           const char *level,
           gint32 day)
{
  g_autofree char *id = g_strdup_printf ("%s-%s-career", person->id, competency);
  FwRecord *record = fw_sample_add_record (records, "evidence", id, NULL);

  fw_sample_set (record, "person", person->id);
  fw_sample_set (record, "competency", competency);
  fw_sample_set (record, "level", level);
  fw_sample_set_date (record, "day", day - 3);
  fw_sample_set (record, "source", "assessment");
  fw_sample_set (record, "reason", "Half a day beside the person, with notes");
  fw_sample_set (record, "signed", "supervisor");
}

static void
add_award (GPtrArray *records, const FwSamplePerson *person, const char *award, gint32 day)
{
  g_autofree char *id = g_strdup_printf ("%s-%s", person->id, award);
  FwRecord *record = fw_sample_add_record (records, "award", id, NULL);

  fw_sample_set (record, "person", person->id);
  fw_sample_set (record, "award", award);
  fw_sample_set_date (record, "day", day);
  fw_sample_set (record, "reason", "Settled what three others could not");
  fw_sample_set (record, "bonus", "200");
  fw_sample_set (record, "certificate", "yes");
  fw_sample_set (record, "priority", "yes");
  fw_sample_set (record, "signed", "hr");
}

static void
add_planted (GPtrArray *records, const FwSamplePerson *people, gint32 day)
{
  static const char *const all[] = { "product",  "order-system", "writing",    "listening",
                                     "calming",  "complaints",   "compliance", "refunds",
                                     "coaching", "cases",        "data",       "scheduling",
                                     "people",   "improvement",  NULL };
  const FwSamplePerson *trainer = &people[find_senior (people, TRAINER_TEAM)],
                       *nearly = &people[find_senior (people, NEARLY_TEAM)],
                       *leader = &people[find_senior (people, LEADER_TEAM)];
  static const char *const teaching[] = { "product", "coaching", "cases", "courses", NULL };

  add_works (records, trainer, TRUE, 3, 1, day);
  add_works (records, trainer, FALSE, 10, 3, day);
  add_works (records, nearly, TRUE, 2, 1, day);
  add_works (records, nearly, FALSE, 8, 4, day);
  for (guint i = 0; teaching[i] != NULL; i++)
    {
      add_shown (records, trainer, teaching[i], "4", day);
      add_shown (records, nearly, teaching[i], "3", day);
    }
  add_works (records, leader, FALSE, 4, 2, day);
  for (guint i = 0; all[i] != NULL; i++)
    add_shown (records, leader, all[i], "4", day);
  add_award (records, leader, "problem-solver", day - 40);
  add_works (records, &people[find_senior (people, UNKNOWN_TEAM)], FALSE, 3, 1, day);
}

static gboolean
is_planted (const FwSamplePerson *people, guint index)
{
  static const guint teams[] = { UNKNOWN_TEAM, TRAINER_TEAM, NEARLY_TEAM, LEADER_TEAM };

  for (guint i = 0; i < G_N_ELEMENTS (teams); i++)
    if (find_senior (people, teams[i]) == index)
      return TRUE;
  return FALSE;
}

/* Of the others some seniors and few agents write up a case now and then. */
static void
add_others (GPtrArray *records, const FwSamplePerson *people, gint32 day)
{
  for (guint i = 0; i < FW_SAMPLE_N_PEOPLE; i++)
    {
      const guint most = people[i].position == 1 ? 6 : 3;
      const double share = people[i].position == 1 ? 0.7 : 0.25;
      guint n;

      if (people[i].position < 1 || people[i].position > 2 || is_planted (people, i) ||
          draw (i, 0) >= share || people[i].hired > day - 400)
        continue;
      n = 1 + (guint) (draw (i, 1) * most);
      add_works (records, &people[i], FALSE, n, (guint) (draw (i, 2) * n), day);
    }
}

void
fw_sample_add_careers (const FwSamplePerson *people, gint32 day, GPtrArray *records)
{
  g_return_if_fail (people != NULL && records != NULL);

  add_posts (records);
  add_steps (records);
  add_planted (records, people, day);
  add_others (records, people, day);
}
