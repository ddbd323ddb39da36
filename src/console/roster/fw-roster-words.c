/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/roster/fw-roster-words.h"

#include "charts/fw-format.h"
#include "console/fw-duty-words.h"

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
      g_autofree char *sentence = fw_duty_write_breach (breach);

      g_string_append_printf (text, " %s", sentence);
    }
  return g_string_free (text, FALSE);
}

/* ---- what a day wants ---- */

#define MOST_LINES 8 /* of times when people lack */
#define MOST_IN_LINE 3

/* From @from on as long as anybody lacks. Returns: the half hour behind it. */
static guint
find_end (const FwRosterWantsDay *cover, guint from, guint *least, guint *most)
{
  guint end = from;

  *least = *most = cover->lacks[from];
  for (; end < cover->n && cover->lacks[end] > 0; end++)
    {
      *least = MIN (*least, cover->lacks[end]);
      *most = MAX (*most, cover->lacks[end]);
    }
  return end;
}

static char *
write_span_short (const FwRosterWantsDay *cover, guint begin, guint end, guint least, guint most)
{
  g_autofree char *from = fw_format_clock (cover->from + begin * FW_COVER_STEP, cover->clock);
  g_autofree char *to = fw_format_clock (cover->from + end * FW_COVER_STEP, cover->clock);

  return least == most
             /* Translators: short from when to when, and by how many people */
             ? g_strdup_printf (_ ("%s–%s by %u"), from, to, most)
             : g_strdup_printf (_ ("%s–%s by up to %u"), from, to, most);
}

char *
fw_roster_write_lacks (const FwRosterWantsDay *cover, const char *separator, guint most)
{
  GString *text = g_string_new (NULL);
  guint n = 0;

  g_return_val_if_fail (cover != NULL && separator != NULL, NULL);

  for (guint i = 0, end, few, many; i < cover->n; i = end)
    {
      g_autofree char *span = NULL;

      end = i + 1;
      if (cover->lacks[i] == 0)
        continue;
      end = find_end (cover, i, &few, &many);
      if (n++ >= most)
        continue;
      span = write_span_short (cover, i, end, few, many);
      g_string_append_printf (text, "%s%s", n > 1 ? separator : "", span);
    }
  if (n > most)
    {
      g_autofree char *more =
          g_strdup_printf (ngettext ("and %u time more", "and %u times more", n - most), n - most);

      g_string_append_printf (text, "%s%s", separator, more);
    }
  return g_string_free (text, n == 0);
}

static char *
write_people_hours (double hours)
{
  return fw_roster_write_hours ((gint64) (hours * (double) FW_HOUR));
}

char *
fw_roster_write_cover (const FwRosterWantsDay *cover)
{
  g_autofree char *planned = NULL, *wanted = NULL, *hours = NULL, *n_short = NULL, *lacks = NULL;

  g_return_val_if_fail (cover != NULL, NULL);

  planned = write_people_hours (cover->hours_planned);
  if (!cover->known)
    /* Translators: hours of everybody on a day */
    return g_strdup_printf (_ ("Hours planned: %s\nWhat it wants is not published."), planned);
  wanted = write_people_hours (cover->hours_wanted);
  if (cover->gap.most == 0)
    /* Translators: hours of everybody on a day, twice */
    return g_strdup_printf (_ ("Hours planned: %s\nHours wanted: %s\nNobody is short."), planned,
                            wanted);
  hours = write_people_hours (cover->gap.hours);
  /* Translators: times follow, each in a line */
  n_short = g_strdup_printf (
      ngettext ("▲ %u half hour is short:", "▲ %u half hours are short:", cover->gap.n_short),
      cover->gap.n_short);
  lacks = fw_roster_write_lacks (cover, "\n", MOST_LINES);
  /* Translators: hours three times, then that half hours are short, and which */
  return g_strdup_printf (_ ("Hours planned: %s\nHours wanted: %s\nHours short: %s\n%s\n%s"),
                          planned, wanted, hours, n_short, lacks);
}

char *
fw_roster_write_cover_line (const FwRosterWantsDay *cover)
{
  g_autofree char *planned = NULL, *wanted = NULL, *lacks = NULL;

  g_return_val_if_fail (cover != NULL, NULL);

  planned = write_people_hours (cover->hours_planned);
  if (!cover->known)
    /* Translators: hours of everybody on a day */
    return g_strdup_printf (_ ("%s hours planned; what the day wants is not published."), planned);
  wanted = write_people_hours (cover->hours_wanted);
  lacks = fw_roster_write_lacks (cover, ", ", MOST_IN_LINE);
  if (lacks == NULL)
    /* Translators: hours of everybody on a day, twice */
    return g_strdup_printf (_ ("%s hours planned, %s wanted; nobody is short."), planned, wanted);
  /* Translators: the same, and when how many lack: "short 09:00–10:30 by 2" */
  return g_strdup_printf (_ ("%s hours planned, %s wanted; short %s."), planned, wanted, lacks);
}
