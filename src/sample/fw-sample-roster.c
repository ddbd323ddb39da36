/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/fw-sample-roster.h"

#include "core/calendar/fw-zone.h"
#include "sample/fw-sample-day.h"
#include "sample/fw-sample-record.h"
#include "sample/fw-sample.h"

static void
add_rule (GPtrArray *records, guint team)
{
  const FwSampleTeam *entry = &fw_sample_teams[team];
  const gboolean night = entry->group == FW_SAMPLE_GROUP_NIGHT;
  g_autofree char *id = g_strdup_printf ("rule-%s", entry->id);
  FwRecord *record = fw_sample_add_record (records, "roster-rule", id, entry->name);

  fw_sample_set (record, "site", FW_SAMPLE_SITE);
  fw_sample_set (record, "team", entry->id);
  fw_sample_set (record, "rest_hours", "11");
  fw_sample_set (record, "days_in_row", "8");
  fw_sample_set (record, "nights_in_row", "4");
  fw_sample_set (record, "week_hours_least", night ? "30" : "40");
  fw_sample_set (record, "week_hours_most", "44");
}

static void
add_shift (GPtrArray *records,
           const FwSamplePerson *person,
           gboolean leave,
           gboolean published,
           gint32 day,
           const char *breaks)
{
  const char *template = fw_sample_shifts[person->shift].id;
  g_autofree char *date = fw_date_format (day);
  g_autofree char *id = g_strdup_printf ("%s-%s", person->id, date);
  FwRecord *record = fw_sample_add_record (records, "shift", id, NULL);

  fw_sample_set (record, "person", person->id);
  fw_sample_set (record, "day", date);
  fw_sample_set (record, "type", leave ? "leave" : "work");
  if (!leave)
    fw_sample_set (record, "template", template);
  if (!leave && breaks != NULL)
    fw_sample_set (record, "breaks", breaks);
  fw_sample_set (record, "state", published ? "published" : "draft");
  if (published)
    fw_sample_set (record, "told", leave ? "leave" : template);
}

/* Whoever will be ill is planned all the same: nobody knows it yet. */
void
fw_sample_add_roster (guint64 seed, const FwSamplePerson *people, gint32 day, GPtrArray *records)
{
  const gint32 monday = fw_date_get_monday (day);
  const gint32 first = monday - 7 * FW_SAMPLE_ROSTER_BEFORE;
  const gint32 last = first + 7 * FW_SAMPLE_ROSTER_WEEKS - 1;

  g_return_if_fail (people != NULL && records != NULL);

  for (guint team = 0; team < FW_SAMPLE_N_TEAMS; team++)
    add_rule (records, team);
  for (gint32 at = first; at <= last; at++)
    {
      const FwSampleDayPlan plan = {
        .seed = seed, .people = people, .made = day, .day = at, .length = 24 * 3600000
      };
      char **breaks = fw_sample_plan_breaks (&plan);

      for (guint i = 0; i < FW_SAMPLE_N_PEOPLE; i++)
        {
          if (fw_sample_is_rostered (seed, &people[i], i, at))
            add_shift (records, &people[i], fw_sample_is_on_leave (seed, i, at), at < monday + 7,
                       at, breaks[i]);
          g_free (breaks[i]);
        }
      g_free (breaks);
    }
}
