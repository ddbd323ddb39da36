/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/roster/fw-roster-words.h"

#include "charts/fw-format.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define DAY (24 * FW_HOUR)

char *
fw_roster_write_day (gint32 day)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  return fw_format_day (day * DAY, utc);
}

char *
fw_roster_write_hours (gint64 worked)
{
  const double hours = (double) worked / (double) FW_HOUR;

  return fw_format_tick (FW_FORMAT_POINTS, hours, fabs (hours - round (hours)) < 0.05 ? 1 : 0.1);
}

static char *
write_duration (gint64 time)
{
  return fw_format_tick (FW_FORMAT_DURATION, (double) time / (double) FW_SECOND, 60);
}

static char *
write_clock (guint minutes)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  return fw_format_clock (minutes % (24 * 60) * FW_MINUTE, utc);
}

const char *
fw_roster_write_short (const FwRecord *shift)
{
  if (fw_roster_shift_is (shift, "leave"))
    /* Translators: in a cell of the roster, as short as can be */
    return C_ ("roster", "leave");
  /* Translators: training, in a cell of the roster: three letters */
  return C_ ("roster", "Trn");
}

static char *
write_template (const FwRosterTemplate *template)
{
  g_autofree char *start = write_clock (template->start);
  g_autofree char *end = write_clock (template->start + template->length);

  /* Translators: a shift, when it begins and when it ends */
  return g_strdup_printf (_ ("%s %s–%s"), template->name, start, end);
}

char *
fw_roster_write_what (FwRosterPlan *plan, const FwRecord *shift)
{
  const FwRosterTemplate *template;
  g_autofree char *hours = NULL;

  if (shift == NULL)
    return g_strdup (_ ("Free"));
  if (fw_roster_shift_is (shift, "leave"))
    return g_strdup (_ ("Leave"));
  if (fw_roster_shift_is (shift, "off"))
    return g_strdup (_ ("Taken off"));
  template = fw_roster_plan_find_template (plan, fw_record_text (shift, "template"));
  if (template == NULL)
    return g_strdup (fw_roster_shift_is (shift, "training") ? _ ("Training")
                                                            : fw_record_text (shift, "template"));
  hours = write_template (template);
  if (fw_roster_shift_is (shift, "work"))
    return g_steal_pointer (&hours);
  /* Translators: training in the hours of a shift */
  return g_strdup_printf (_ ("Training, %s"), hours);
}

char *
fw_roster_write_state (FwRosterPlan *plan, const FwRecord *shift)
{
  const FwRosterTemplate *template;
  const char *told;

  if (!fw_roster_shift_is_draft (shift))
    return NULL;
  told = fw_record_text (shift, "told");
  if (told == NULL)
    return g_strdup (_ ("Draft, not published yet."));
  template = fw_roster_plan_find_template (plan, told);
  if (template != NULL)
    told = template->name;
  else if (g_str_equal (told, "leave"))
    told = _ ("Leave");
  else if (g_str_equal (told, "training"))
    told = _ ("Training");
  /* Translators: what a shift was when it was published */
  return g_strdup_printf (_ ("Changed since it was published as %s."), told);
}

char *
fw_roster_write_breach (const FwDutyBreach *breach)
{
  const gboolean counts = breach->rule == FW_DUTY_DAYS || breach->rule == FW_DUTY_NIGHTS;
  g_autofree char *value = counts ? NULL : write_duration (breach->value);
  g_autofree char *limit = counts ? NULL : write_duration (breach->limit);

  switch (breach->rule)
    {
    case FW_DUTY_OVERLAP:
      return g_strdup_printf (_ ("It begins %s before the shift of the day before ends."), value);
    case FW_DUTY_REST:
      return g_strdup_printf (_ ("%s of rest before it; at least %s are required."), value, limit);
    case FW_DUTY_DAYS:
      return g_strdup_printf (_ ("Day %d of work in a row; at most %d are allowed."),
                              (int) breach->value, (int) breach->limit);
    case FW_DUTY_NIGHTS:
      return g_strdup_printf (_ ("Night %d in a row; at most %d are allowed."), (int) breach->value,
                              (int) breach->limit);
    case FW_DUTY_WEEK_MOST:
      return g_strdup_printf (_ ("The week comes to %s; at most %s are allowed."), value, limit);
    case FW_DUTY_WEEK_LEAST:
      return g_strdup_printf (_ ("The week comes to %s; at least %s are required."), value, limit);
    case FW_DUTY_N_RULES:
    default:
      return g_strdup ("");
    }
}

char *
fw_roster_write_cell (FwRosterPlan *plan, FwRosterRow *row, gint32 day)
{
  const FwRecord *shift = fw_roster_plan_get (plan, row, day);
  g_autofree char *date = fw_roster_write_day (day);
  g_autofree char *what = fw_roster_write_what (plan, shift);
  g_autofree char *state = fw_roster_write_state (plan, shift);
  GString *text = g_string_new (NULL);
  const FwDutyBreach *breach;

  /* Translators: a person, a day, and what she does on it */
  g_string_printf (text, _ ("%s, %s: %s."), row->name, date, what);
  if (state != NULL)
    g_string_append_printf (text, " %s", state);
  for (guint i = 0; (breach = fw_roster_plan_find_breach (plan, row, day, i)) != NULL; i++)
    {
      g_autofree char *sentence = fw_roster_write_breach (breach);

      g_string_append_printf (text, " %s", sentence);
    }
  return g_string_free (text, FALSE);
}

char *
fw_roster_write_cover (const FwRosterWantsDay *cover)
{
  g_autofree char *planned = NULL, *wanted = NULL, *lacks = NULL;

  g_return_val_if_fail (cover != NULL, NULL);

  planned = fw_roster_write_hours ((gint64) (cover->hours_planned * (double) FW_HOUR));
  if (!cover->known)
    /* Translators: hours of everybody on a day */
    return g_strdup_printf (_ ("Hours planned: %s\nWhat it wants is not published."), planned);
  wanted = fw_roster_write_hours ((gint64) (cover->hours_wanted * (double) FW_HOUR));
  if (cover->gap.most == 0)
    /* Translators: hours of everybody on a day, twice */
    return g_strdup_printf (_ ("Hours planned: %s\nHours wanted: %s\nNobody is short."), planned,
                            wanted);
  lacks = fw_roster_write_hours ((gint64) (cover->gap.hours * (double) FW_HOUR));
  /* Translators: hours three times, then how many half hours, then people */
  return g_strdup_printf (
      ngettext (
          "Hours planned: %s\nHours wanted: %s\nHours short: %s\n▲ short in %u half hour, by "
          "%u at most",
          "Hours planned: %s\nHours wanted: %s\nHours short: %s\n▲ short in %u half hours, by "
          "%u at most",
          cover->gap.n_short),
      planned, wanted, lacks, cover->gap.n_short, cover->gap.most);
}
