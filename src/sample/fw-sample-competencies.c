/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/fw-sample-competencies.h"

#include "sample/fw-sample-random.h"
#include "sample/fw-sample-record.h"

#define SCALE 4

/* A stream of its own: what else the sample draws stays as it is. */
#define SALT 0x636f6d70

/* What is planted: the first senior of each of these teams; data/sample/README.md tells it. */
#define NEARLY_TEAM 0 /* who may be ready to lead: nobody has looked */
#define FADED_TEAM 1  /* who was ready a month ago */
#define UPSET_TEAM 4  /* all of whose agents and seniors calm nobody */

#define N_POSITIONS 4 /* as FwSamplePerson.position */

static const char *const positions[N_POSITIONS] = { "team-leader", "senior-agent", "agent",
                                                    "new-agent" };

typedef enum
{
  CRAFT,  /* everybody's */
  LEADING /* of who leads, or is on the way to it */
} Group;

/* clang-format off */
static const struct
{
  const char *id, *name, *area;
  const char *decay, *months, *further;
  const char *source, *signed_by;
  const char *figure, *review_items;
  Group group;
  guint8 required[N_POSITIONS];
  guint8 weight[N_POSITIONS];
  const char *reason;
} competencies[] = {
  { "product", "Product knowledge", "Service", "step", "12", "12", "exam", "trainer", "first-contact", "Effective solution", CRAFT,
    { 3, 3, 2, 1 }, { 2, 3, 3, 3 }, "" },
  { "order-system", "Order system", "Service", "expire", "18", "", "exam", "trainer", "handling", "Right process", CRAFT,
    { 3, 3, 2, 1 }, { 2, 3, 3, 3 }, "" },
  { "writing", "Written style", "Service", "none", "", "", "quality", "quality", "", "Script", CRAFT,
    { 3, 3, 2, 0 }, { 1, 2, 2, 0 }, "" },
  { "listening", "Listening", "Service", "none", "", "", "quality", "quality", "transfers", "Politeness", CRAFT,
    { 3, 3, 2, 2 }, { 2, 3, 3, 3 }, "" },
  { "calming", "Calming", "Service", "none", "", "", "quality", "quality", "satisfaction", "Emotion under control", CRAFT,
    { 3, 3, 2, 0 }, { 3, 3, 2, 0 }, "" },
  { "complaints", "Complaint handling", "Service", "none", "", "", "kpi", "quality", "", "", CRAFT,
    { 3, 3, 2, 0 }, { 3, 3, 2, 0 }, "" },
  { "compliance", "Compliance", "Rules", "expire", "12", "", "certificate", "trainer", "errors", "Information security", CRAFT,
    { 4, 3, 3, 2 }, { 3, 3, 3, 3 }, "" },
  { "refunds", "Refund rules", "Rules", "step", "12", "12", "exam", "trainer", "", "", CRAFT,
    { 3, 3, 2, 0 }, { 2, 2, 2, 0 }, "" },
  { "coaching", "Coaching", "Leading", "none", "", "", "assessment", "supervisor", "", "", LEADING,
    { 3, 2, 0, 0 }, { 4, 2, 0, 0 }, "sat in on two coaching talks" },
  { "cases", "Case distilling", "Leading", "none", "", "", "course", "trainer", "", "", LEADING,
    { 2, 2, 0, 0 }, { 2, 2, 0, 0 }, "" },
  { "data", "Data analysis", "Leading", "none", "", "", "course", "trainer", "", "", LEADING,
    { 3, 0, 0, 0 }, { 3, 0, 0, 0 }, "" },
  { "scheduling", "Scheduling", "Leading", "none", "", "", "assessment", "supervisor", "", "", LEADING,
    { 2, 0, 0, 0 }, { 2, 0, 0, 0 }, "made the plan of two weeks" },
  { "people", "Leading people", "Leading", "none", "", "", "assessment", "supervisor", "", "", LEADING,
    { 3, 0, 0, 0 }, { 4, 0, 0, 0 }, "stood in for the leader for a week" },
  { "improvement", "Process improvement", "Leading", "none", "", "", "assessment", "supervisor", "", "",
    LEADING,
    { 2, 1, 0, 0 }, { 2, 1, 0, 0 }, "wrote a proposal that was taken up" },
};
/* clang-format on */
#define N G_N_ELEMENTS (competencies)

static double
draw (guint person, guint competency, guint what)
{
  return fw_sample_unit (fw_sample_hash (SALT, person, competency, what));
}

static void
add_matrix (GPtrArray *records)
{
  for (guint i = 0; i < N; i++)
    {
      FwRecord *record =
          fw_sample_add_record (records, "competency", competencies[i].id, competencies[i].name);

      fw_sample_set (record, "area", competencies[i].area);
      fw_sample_set (record, "scale", G_STRINGIFY (SCALE));
      fw_sample_set (record, "decay", competencies[i].decay);
      fw_sample_set (record, "months", competencies[i].months);
      fw_sample_set (record, "further", competencies[i].further);
      fw_sample_set (record, "figure", competencies[i].figure);
      fw_sample_set (record, "review_items", competencies[i].review_items);
    }
  for (guint position = 0; position < N_POSITIONS; position++)
    for (guint i = 0; i < N; i++)
      {
        g_autofree char *id = g_strdup_printf ("%s-%s", positions[position], competencies[i].id);
        g_autofree char *level = g_strdup_printf ("%u", competencies[i].required[position]);
        g_autofree char *weight = g_strdup_printf ("%u", competencies[i].weight[position]);
        FwRecord *record;

        if (competencies[i].required[position] == 0)
          continue;
        record = fw_sample_add_record (records, "requirement", id, NULL);
        fw_sample_set (record, "position", positions[position]);
        fw_sample_set (record, "competency", competencies[i].id);
        fw_sample_set (record, "level", level);
        fw_sample_set (record, "weight", weight);
      }
}

static void
add_evidence (GPtrArray *records, const FwSamplePerson *person, guint i, guint level, gint32 day)
{
  g_autofree char *date = fw_date_format (day);
  g_autofree char *id = g_strdup_printf ("%s-%s-%s", person->id, competencies[i].id, date);
  g_autofree char *text = g_strdup_printf ("%u", level);
  FwRecord *record = fw_sample_add_record (records, "evidence", id, NULL);

  fw_sample_set (record, "person", person->id);
  fw_sample_set (record, "competency", competencies[i].id);
  fw_sample_set (record, "level", text);
  fw_sample_set (record, "day", date);
  fw_sample_set (record, "source", competencies[i].source);
  fw_sample_set (record, "reason", competencies[i].reason);
  fw_sample_set (record, "signed", competencies[i].signed_by);
}

/* Of how many people of a position somebody has looked at it. */
static double
find_share (guint position, Group group)
{
  static const double shares[][N_POSITIONS] = {
    [CRAFT] = { 0.98, 0.94, 0.86, 0.5 },
    [LEADING] = { 0.96, 0.5, 0.1, 0 },
  };

  return shares[group][position];
}

static guint
find_level (const FwSamplePerson *person, guint index, guint i)
{
  static const double means[][N_POSITIONS] = {
    [CRAFT] = { 3.4, 3.0, 2.3, 1.3 },
    [LEADING] = { 2.9, 1.7, 1.1, 0 },
  };
  const double level = means[competencies[i].group][person->position] + 15 * person->skill +
                       1.8 * (draw (index, i, 2) - 0.5);

  if (person->team == UPSET_TEAM && person->position > 0 &&
      g_str_equal (competencies[i].id, "calming"))
    return 1;
  return (guint) CLAMP (level + 0.5, 0, SCALE);
}

/* Everything that a leader needs, but nobody has looked at how she coaches and leads. */
static void
add_nearly (GPtrArray *records, const FwSamplePerson *person, gint32 day)
{
  for (guint i = 0; i < N; i++)
    if (!g_str_equal (competencies[i].id, "coaching") &&
        !g_str_equal (competencies[i].id, "people"))
      add_evidence (records, person, i, MAX (competencies[i].required[0], 3),
                    day - 60 - (gint32) i);
}

/* Everything that a leader needs, and the certificate of compliance is over since last month. */
static void
add_faded (GPtrArray *records, const FwSamplePerson *person, gint32 day)
{
  for (guint i = 0; i < N; i++)
    add_evidence (records, person, i, SCALE,
                  day - (g_str_equal (competencies[i].id, "compliance") ? 400 : 200));
}

static void
add_person (GPtrArray *records, const FwSamplePerson *person, guint index, gint32 day)
{
  for (guint i = 0; i < N; i++)
    {
      const guint level = find_level (person, index, i);
      const gint32 shown = day - 5 - (gint32) (355 * draw (index, i, 1));

      if (draw (index, i, 0) >= find_share (person->position, competencies[i].group) ||
          shown < person->hired + 7)
        continue;
      /* One in five was looked at before, and was not as good then. */
      if (draw (index, i, 3) < 0.2 && level > 0 && shown - 120 > person->hired)
        add_evidence (records, person, i, level - 1, shown - 120);
      add_evidence (records, person, i, level, shown);
    }
}

static guint
find_senior (const FwSamplePerson *people, guint team)
{
  for (guint i = team * FW_SAMPLE_TEAM_SIZE; i < (team + 1) * FW_SAMPLE_TEAM_SIZE; i++)
    if (people[i].position == 1)
      return i;
  return team * FW_SAMPLE_TEAM_SIZE + 1;
}

void
fw_sample_add_competencies (const FwSamplePerson *people, gint32 day, GPtrArray *records)
{
  guint nearly, faded;

  g_return_if_fail (people != NULL && records != NULL);

  nearly = find_senior (people, NEARLY_TEAM);
  faded = find_senior (people, FADED_TEAM);
  add_matrix (records);
  for (guint i = 0; i < FW_SAMPLE_N_PEOPLE; i++)
    if (i == nearly)
      add_nearly (records, &people[i], day);
    else if (i == faded)
      add_faded (records, &people[i], day);
    else
      add_person (records, &people[i], i, day);
}
