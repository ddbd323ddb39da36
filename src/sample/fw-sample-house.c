/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/fw-sample-house.h"

#include "core/calendar/fw-months.h"
#include "core/kind/fw-record.h"
#include "sample/fw-sample.h"

static void
set (FwRecord *record, const char *name, const char *text)
{
  g_autoptr (GError) error = NULL;
  gint field = fw_kind_find_field (fw_record_get_kind (record), name);

  g_assert (field >= 0);
  if (!fw_record_parse (record, field, fw_text (text), &error))
    g_error ("sample centre, %s %s, %s: %s", fw_record_get_kind (record)->name,
             fw_record_get_id (record), name, error->message);
}

static void
set_date (FwRecord *record, const char *name, gint32 date)
{
  g_autofree char *text = fw_date_format (date);

  set (record, name, text);
}

static void
set_clock (FwRecord *record, const char *name, guint minutes)
{
  g_autofree char *text = g_strdup_printf ("%02u:%02u", minutes / 60 % 24, minutes % 60);

  set (record, name, text);
}

static FwRecord *
add (GPtrArray *records, const FwKind *kind, const char *id, const char *name)
{
  FwRecord *record = fw_record_new (kind, id);

  fw_record_set_fallbacks (record);
  if (name != NULL)
    set (record, "name", name);
  g_ptr_array_add (records, record);
  return record;
}

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
  FwRecord *record = add (records, fw_kind_find ("site"), FW_SAMPLE_SITE, FW_SAMPLE_CENTRE_NAME);

  set (record, "time_zone", zone);
  set_clock (record, "day_start", FW_SAMPLE_DAY_START);
  for (guint i = 0; i < G_N_ELEMENTS (positions); i++)
    set (add (records, fw_kind_find ("position"), positions[i].id, positions[i].name), "rank",
         positions[i].rank);
  for (guint i = 0; i < FW_SAMPLE_N_TEAMS; i++)
    {
      record = add (records, fw_kind_find ("team"), fw_sample_teams[i].id, fw_sample_teams[i].name);
      set (record, "site", FW_SAMPLE_SITE);
      set (record, "leader", people[i * FW_SAMPLE_TEAM_SIZE].id);
    }
  for (guint i = 0; i < FW_SAMPLE_N_SHIFTS; i++)
    {
      g_autofree char *length = g_strdup_printf ("%u", fw_sample_shifts[i].length);

      record = add (records, fw_kind_find ("shift-template"), fw_sample_shifts[i].id,
                    fw_sample_shifts[i].name);
      set (record, "site", FW_SAMPLE_SITE);
      set_clock (record, "start", fw_sample_shifts[i].start);
      set (record, "length_minutes", length);
      set (record, "letter", fw_sample_shifts[i].letter);
    }
  for (guint i = 0; i < FW_SAMPLE_N_QUEUES; i++)
    {
      const FwSampleQueue *queue = &fw_sample_queues[i];

      record = add (records, fw_kind_find ("queue"), queue->id, queue->name);
      set (record, "site", FW_SAMPLE_SITE);
      set (record, "team", fw_sample_teams[queue->team].id);
      set (record, "channel", queue->channel);
      set (record, "product", queue->product);
      set (record, "short_abandon_s", "5");
    }
}

static void
add_people (const FwSamplePerson *people, GPtrArray *records)
{
  for (guint i = 0; i < FW_SAMPLE_N_PEOPLE; i++)
    {
      const FwSamplePerson *person = &people[i];
      FwRecord *record = add (records, fw_kind_find ("person"), person->id, person->name);

      set (record, "login", person->login);
      set (record, "site", FW_SAMPLE_SITE);
      set (record, "team", fw_sample_teams[person->team].id);
      set (record, "position", positions[person->position].id);
      set (record, "shift", fw_sample_shifts[person->shift].id);
      set_date (record, "hired", person->hired);
      set_date (record, "since", person->hired);
    }
}

static void
add_policy (
    GPtrArray *records, const char *subject, const char *queue, const char *value, gint32 since)
{
  g_autofree char *id = g_strdup_printf ("%s-%s", subject, queue != NULL ? queue : FW_SAMPLE_SITE);
  FwRecord *record = add (records, fw_kind_find ("policy"), id, NULL);

  set (record, "subject", subject);
  set (record, "site", FW_SAMPLE_SITE);
  if (queue != NULL)
    set (record, "queue", queue);
  set (record, "value", value);
  set_date (record, "since", since);
}

/* Of the whole centre. */
static void
add_benchmark (
    GPtrArray *records, const char *subject, const char *value, const char *source, gint32 since)
{
  FwRecord *record = add (records, fw_kind_find ("policy"), subject, NULL);

  set (record, "subject", subject);
  set (record, "value", value);
  set (record, "source", source);
  set_date (record, "since", since);
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
  g_autofree char *id = g_strdup_printf ("%s-%s-%s", person->id, scheme, date);
  FwRecord *record = add (records, fw_kind_find ("certificate-event"), id, NULL);

  set (record, "person", person->id);
  set (record, "scheme", scheme);
  set (record, "event", event);
  set (record, "day", date);
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
          add (records, fw_kind_find ("certificate-scheme"), schemes[i].id, schemes[i].name);

      set (record, "months", schemes[i].months);
      set (record, "window_days", schemes[i].window);
      set (record, "grace_days", schemes[i].grace);
      set (record, "positions", schemes[i].positions);
      set (record, "shifts", schemes[i].shifts);
      set_date (record, "since", day - 800);
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

static void
add_accounts (GPtrArray *records)
{
  static const struct
  {
    const char *id, *name, *role, *teams;
  } accounts[] = {
    { "administrator", "Administrator", "administrator", "" },
    { "supervisor", "Supervisor", "supervisor", "" },
    { "night-lead", "Night supervisor", "supervisor", "night-a;night-b" },
    { "trainer", "Trainer", "trainer", "" },
    { "hr", "Human resources", "hr", "" },
    { "quality", "Quality", "quality", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (accounts); i++)
    {
      FwRecord *record = add (records, fw_kind_find ("account"), accounts[i].id, accounts[i].name);

      set (record, "role", accounts[i].role);
      set (record, "teams", accounts[i].teams);
      set (record, "password", FW_SAMPLE_PASSWORD);
    }
}

void
fw_sample_make_house (const FwSamplePerson *people,
                      const char *zone,
                      gint32 day,
                      GPtrArray *records)
{
  add_frame (people, zone, records);
  add_people (people, records);
  add_policies (day, records);
  add_certificates (people, day, records);
  add_accounts (records);
}
