/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/fw-sample-house.h"

#include "core/calendar/fw-months.h"
#include "sample/fw-sample-careers.h"
#include "sample/fw-sample-competencies.h"
#include "sample/fw-sample-record.h"
#include "sample/fw-sample-roster.h"
#include "sample/fw-sample-training.h"
#include "sample/fw-sample.h"

/* All of them serve in the front line. */
static const struct
{
  const char *id, *name;
  const char *rank;
} positions[] = {
  { "team-leader", "Team leader", "3" },
  { "senior-agent", "Senior agent", "2" },
  { "agent", "Agent", "1" },
  { "new-agent", "New agent", "0" },
};

static void
add_frame (const FwSamplePerson *people, const char *zone, GPtrArray *records)
{
  FwRecord *record = fw_sample_add_record (records, "site", FW_SAMPLE_SITE, FW_SAMPLE_CENTRE_NAME);

  fw_sample_set (record, "time_zone", zone);
  fw_sample_set_clock (record, "day_start", FW_SAMPLE_DAY_START);
  for (guint i = 0; i < G_N_ELEMENTS (positions); i++)
    {
      record = fw_sample_add_record (records, "position", positions[i].id, positions[i].name);
      fw_sample_set (record, "rank", positions[i].rank);
      fw_sample_set (record, "tier", "front");
      fw_sample_set (record, "function", "delivery");
    }
  for (guint i = 0; i < FW_SAMPLE_N_TEAMS; i++)
    {
      record =
          fw_sample_add_record (records, "team", fw_sample_teams[i].id, fw_sample_teams[i].name);
      fw_sample_set (record, "site", FW_SAMPLE_SITE);
      fw_sample_set (record, "leader", people[i * FW_SAMPLE_TEAM_SIZE].id);
    }
  for (guint i = 0; i < FW_SAMPLE_N_SHIFTS; i++)
    {
      g_autofree char *length = g_strdup_printf ("%u", fw_sample_shifts[i].length);

      record = fw_sample_add_record (records, "shift-template", fw_sample_shifts[i].id,
                                     fw_sample_shifts[i].name);
      fw_sample_set (record, "site", FW_SAMPLE_SITE);
      fw_sample_set_clock (record, "start", fw_sample_shifts[i].start);
      fw_sample_set (record, "length_minutes", length);
      fw_sample_set (record, "letter", fw_sample_shifts[i].letter);
    }
  for (guint i = 0; i < FW_SAMPLE_N_QUEUES; i++)
    {
      const FwSampleQueue *queue = &fw_sample_queues[i];

      record = fw_sample_add_record (records, "queue", queue->id, queue->name);
      fw_sample_set (record, "site", FW_SAMPLE_SITE);
      fw_sample_set (record, "team", fw_sample_teams[queue->team].id);
      fw_sample_set (record, "channel", queue->channel);
      fw_sample_set (record, "product", queue->product);
      fw_sample_set (record, "short_abandon_s", "5");
    }
}

/* Of three people in five somebody has asked; nine of ten of these like short videos best, and no
 * course is taught so. */
static const char *
find_way (guint person)
{
  return person % 5 > 2      ? NULL
         : person % 30 == 0  ? "practice"
         : person % 30 == 10 ? "mentor"
                             : "video";
}

static void
add_people (const FwSamplePerson *people, GPtrArray *records)
{
  for (guint i = 0; i < FW_SAMPLE_N_PEOPLE; i++)
    {
      const FwSamplePerson *person = &people[i];
      FwRecord *record = fw_sample_add_record (records, "person", person->id, person->name);

      fw_sample_set (record, "login", person->login);
      fw_sample_set (record, "site", FW_SAMPLE_SITE);
      fw_sample_set (record, "team", fw_sample_teams[person->team].id);
      fw_sample_set (record, "position", positions[person->position].id);
      fw_sample_set (record, "shift", fw_sample_shifts[person->shift].id);
      fw_sample_set_date (record, "hired", person->hired);
      fw_sample_set_date (record, "since", person->hired);
      fw_sample_set (record, "learns_by", find_way (i));
    }
}

static void
add_policy (
    GPtrArray *records, const char *subject, const char *queue, const char *value, gint32 since)
{
  g_autofree char *id = g_strdup_printf ("%s-%s", subject, queue != NULL ? queue : FW_SAMPLE_SITE);
  FwRecord *record = fw_sample_add_record (records, "policy", id, NULL);

  fw_sample_set (record, "subject", subject);
  fw_sample_set (record, "site", FW_SAMPLE_SITE);
  if (queue != NULL)
    fw_sample_set (record, "queue", queue);
  fw_sample_set (record, "value", value);
  fw_sample_set_date (record, "since", since);
}

/* Of the whole centre. */
static void
add_benchmark (
    GPtrArray *records, const char *subject, const char *value, const char *source, gint32 since)
{
  FwRecord *record = fw_sample_add_record (records, "policy", subject, NULL);

  fw_sample_set (record, "subject", subject);
  fw_sample_set (record, "value", value);
  fw_sample_set (record, "source", source);
  fw_sample_set_date (record, "since", since);
}

/* A conversation about an appliance takes longer than one about an order: a limit of its own, where
 * the centre's is too short. */
static void
add_handling_limit (GPtrArray *records, const FwSampleQueue *queue, gint32 since)
{
  guint limit = ((guint) ((queue->talk_s + queue->wrap_s) * 1.2) + 14) / 15 * 15;
  g_autofree char *text = g_strdup_printf ("%u", limit);

  if (limit > 270)
    add_policy (records, "handling-time-limit", queue->id, text, since);
}

/* Written work is not answered within half a minute anywhere, and coaching takes longer than a
 * pause. */
static void
add_policies (gint32 day, GPtrArray *records)
{
  gint32 since = day - 400;

  for (guint i = 0; i < FW_SAMPLE_N_QUEUES; i++)
    {
      const FwSampleQueue *queue = &fw_sample_queues[i];

      add_handling_limit (records, queue, since);
      if (queue->patience_s > 0)
        continue;
      add_policy (records, "service-level-seconds", queue->id, queue->delay_s > 300 ? "600" : "300",
                  since);
      add_policy (records, "waiting-seconds-limit", queue->id, "1800", since);
    }
  add_policy (records, "pause-limit-minutes", NULL, "60", since);
  add_policy (records, "review-share", NULL, "0.005", since);
  add_policy (records, "review-second-share", NULL, "0.2", since);
  add_policy (records, "shrinkage", NULL, "0.25", since);
  add_benchmark (records, "cost-per-hour", "24", "", since);
  add_benchmark (records, "benchmark-cost-per-contact", "3.2", "Made-up industry survey", since);
  add_benchmark (records, "benchmark-csat", "0.9", "Made-up industry survey", since);
}

/* ---- certificates ---- */

#define BASICS "service-basics"
#define NIGHT_DUTY "night-duty"
#define LEADING "leading"

static const struct
{
  const char *id, *name, *months, *window, *grace, *positions, *shifts;
} schemes[] = {
  { BASICS, "Service basics", "6", "30", "14", "agent;senior-agent;team-leader;new-agent", "" },
  { NIGHT_DUTY, "Night duty", "12", "60", "0", "", "night" },
  { LEADING, "Leading a team", "24", "90", "0", "team-leader", "" },
};

static void
add_certificate_event (GPtrArray *records,
                       const FwSamplePerson *person,
                       const char *scheme,
                       const char *event,
                       gint32 day)
{
  g_autofree char *date = fw_date_format (day);
  g_autofree char *id = g_str_equal (event, "fail")
                            ? fw_sample_make_event_id (person)
                            : g_strdup_printf ("%s-%s-%s", person->id, scheme, date);
  FwRecord *record = fw_sample_add_record (records, "certificate-event", id, NULL);

  fw_sample_set (record, "person", person->id);
  fw_sample_set (record, "scheme", scheme);
  fw_sample_set (record, "event", event);
  fw_sample_set (record, "day", date);
}

/* A pass that holds through @end, or some days longer where a month is shorter. Nobody passes
 * before he is there; what is due soon is planted as it stands. */
static void
add_pass (GPtrArray *records,
          const FwSamplePerson *person,
          const char *scheme,
          guint months,
          gint32 end,
          gint32 day)
{
  gint32 passed = fw_months_add (end, -(gint) months);

  if (end > day + 20)
    passed = MAX (passed, person->hired + 14);
  add_certificate_event (records, person, scheme, "pass", passed);
}

/* What somebody of the team is to be found with; else they hold it. */
static gint32
find_basics_end (guint team, guint in_team, gint32 day)
{
  if (team == 0 && in_team == 7)
    return day - 40; /* lapsed, and nobody noticed */
  if (team == 1 && in_team == 5)
    return day - 6; /* in grace */
  /* spread over the half year, so that each week some are due */
  return day + 5 + (gint32) ((team * 53 + in_team * 37) % 170);
}

/* Eight of Night B are due within three weeks. */
static gint32
find_night_end (guint team, guint in_team, gint32 day)
{
  if (team == FW_SAMPLE_TIRED_TEAM && in_team >= 4 && in_team < 12)
    return day + 9 + (gint32) in_team;
  return day + 70 + (gint32) ((team * 31 + in_team * 13) % 250);
}

static void
add_certificates (const FwSamplePerson *people, gint32 day, GPtrArray *records)
{
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      FwRecord *record =
          fw_sample_add_record (records, "certificate-scheme", schemes[i].id, schemes[i].name);

      fw_sample_set (record, "months", schemes[i].months);
      fw_sample_set (record, "window_days", schemes[i].window);
      fw_sample_set (record, "grace_days", schemes[i].grace);
      fw_sample_set (record, "positions", schemes[i].positions);
      fw_sample_set (record, "shifts", schemes[i].shifts);
      fw_sample_set_date (record, "since", day - 800);
    }
  for (guint i = 0; i < FW_SAMPLE_N_PEOPLE; i++)
    {
      const FwSamplePerson *person = &people[i];
      const guint team = person->team, in_team = i % FW_SAMPLE_TEAM_SIZE;

      if (person->position < 3)
        add_pass (records, person, BASICS, 6, find_basics_end (team, in_team, day), day);
      else if (in_team % 6 == 0)
        add_certificate_event (records, person, BASICS, "fail", day - 4); /* of the wave */
      if (person->shift == FW_SAMPLE_NIGHT)
        add_pass (records, person, NIGHT_DUTY, 12, find_night_end (team, in_team, day), day);
      if (person->position == 0)
        add_pass (records, person, LEADING, 24, day + 30 + (gint32) team * 50, day);
    }
  add_certificate_event (records, &people[2 * FW_SAMPLE_TEAM_SIZE + 3], BASICS, "suspend", day - 3);
}

/* Of this team are the two agents who sign in: who decides of their leave is recorded. */
#define LED_TEAM 4
#define DEPUTY_TEAM 5

/* Leaders who sign in: one holds the function for her team, the other is her deputy. */
static void
add_function (const FwSamplePerson *people, gint32 day, GPtrArray *records)
{
  FwRecord *record = fw_sample_add_record (records, "function-holder", "team-leader-1", NULL);

  fw_sample_set (record, "function", "team-leader");
  fw_sample_set (record, "person", people[LED_TEAM * FW_SAMPLE_TEAM_SIZE].id);
  fw_sample_set (record, "site", FW_SAMPLE_SITE);
  fw_sample_set (record, "team", fw_sample_teams[LED_TEAM].id);
  fw_sample_set (record, "deputy", people[DEPUTY_TEAM * FW_SAMPLE_TEAM_SIZE].id);
  fw_sample_set_date (record, "first", day - 200);
}

static void
add_accounts (const FwSamplePerson *people, GPtrArray *records)
{
  static const struct
  {
    const char *id, *name, *role, *teams;
    gint leads; /* the team whose leader it is; -1: none */
  } accounts[] = {
    { "administrator", "Administrator", "administrator", "", -1 },
    { "supervisor", "Supervisor", "supervisor", "", LED_TEAM },
    { "deputy", "Deputy of the supervisor", "supervisor", "", DEPUTY_TEAM },
    { "night-lead", "Night supervisor", "supervisor", "night-a;night-b", -1 },
    { "trainer", "Trainer", "trainer", "", -1 },
    { "hr", "Human resources", "hr", "", -1 },
    { "quality", "Quality", "quality", "", -1 },
    { "grader-mei", "Mei Sun", "quality", "", -1 },
    { "grader-otto", "Otto Brandt", "quality", "", -1 },
  };
  /* Two of the same team, who are enrolled in a training session soon. */
  static const struct
  {
    const char *id;
    guint person;
  } agents[] = { { "agent", LED_TEAM * FW_SAMPLE_TEAM_SIZE + 8 },
                 { "colleague", LED_TEAM * FW_SAMPLE_TEAM_SIZE + 9 } };

  for (guint i = 0; i < G_N_ELEMENTS (accounts); i++)
    {
      FwRecord *record =
          fw_sample_add_record (records, "account", accounts[i].id, accounts[i].name);

      fw_sample_set (record, "role", accounts[i].role);
      fw_sample_set (record, "teams", accounts[i].teams);
      if (accounts[i].leads >= 0)
        fw_sample_set (record, "person", people[accounts[i].leads * FW_SAMPLE_TEAM_SIZE].id);
      fw_sample_set (record, "password", FW_SAMPLE_PASSWORD);
    }
  for (guint i = 0; i < G_N_ELEMENTS (agents); i++)
    {
      const FwSamplePerson *person = &people[agents[i].person];
      FwRecord *record = fw_sample_add_record (records, "account", agents[i].id, person->name);

      fw_sample_set (record, "role", "agent");
      fw_sample_set (record, "person", person->id);
      fw_sample_set (record, "password", FW_SAMPLE_PASSWORD);
    }
}

void
fw_sample_make_house (
    guint64 seed, const FwSamplePerson *people, const char *zone, gint32 day, GPtrArray *records)
{
  add_frame (people, zone, records);
  add_people (people, records);
  add_policies (day, records);
  add_certificates (people, day, records);
  fw_sample_add_competencies (people, day, records);
  fw_sample_add_training (people, day, records);
  fw_sample_add_careers (people, day, records);
  fw_sample_add_roster (seed, people, day, records);
  add_function (people, day, records);
  add_accounts (people, records);
}
