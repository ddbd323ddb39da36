/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/fw-swap-words.h"

#include "charts/fw-format.h"
#include "charts/fw-moment.h"
#include "console/fw-duty-words.h"
#include "core/roster/fw-swap.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>

char *
fw_swap_write_day (const char *date)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  gint32 day;

  if (date == NULL || !fw_date_parse (fw_text (date), &day))
    return g_strdup ("");
  return fw_format_weekday ((gint64) day * 24 * FW_HOUR, utc);
}

static char *
write_clock (const char *text)
{
  guint minutes;

  return fw_moment_parse_minutes (text, &minutes) ? fw_moment_format_minutes (minutes)
                                                  : g_strdup (text);
}

char *
fw_swap_write_hours (JsonObject *shift)
{
  const char *start, *end;
  g_autofree char *from = NULL, *to = NULL;

  g_return_val_if_fail (shift != NULL, NULL);

  start = fw_json_find_text (shift, "start");
  end = fw_json_find_text (shift, "end");
  if (start == NULL || end == NULL)
    return g_strdup ("");
  from = write_clock (start);
  to = write_clock (end);
  return g_strdup_printf ("%s–%s", from, to);
}

char *
fw_swap_write_shift (JsonObject *shift)
{
  g_autofree char *day = NULL, *hours = NULL;
  const char *name;

  g_return_val_if_fail (shift != NULL, NULL);

  day = fw_swap_write_day (fw_json_find_text (shift, "day"));
  hours = fw_swap_write_hours (shift);
  name = fw_json_find_text (shift, "name");
  if (name == NULL)
    name = fw_json_find_text (shift, "template");
  /* Translators: a day, the name of a shift and its hours: "Thu 27 Nov, Late 14:00–22:00" */
  return g_strdup_printf (C_ ("swap", "%s, %s %s"), day, name != NULL ? name : "", hours);
}

/* ---- what stands against it ---- */

char *
fw_swap_write_breach (JsonObject *fault)
{
  FwDutyBreach breach = { .rule = FW_DUTY_N_RULES };

  g_return_val_if_fail (fault != NULL, NULL);

  fw_duty_rule_from_name (fw_json_find_text (fault, "rule"), &breach.rule);
  fw_json_get_integer (fault, "value", &breach.value, NULL);
  fw_json_get_integer (fault, "limit", &breach.limit, NULL);
  return fw_duty_write_breach (&breach);
}

static char *
write_what (JsonObject *fault)
{
  const char *name = fw_json_find_text (fault, "name");
  FwSwapFaultKind kind;

  if (!fw_swap_fault_kind_from_name (fw_json_find_text (fault, "what"), &kind))
    return g_strdup (_ ("Something stands against it."));
  switch (kind)
    {
    case FW_SWAP_NOT_THERE:
      return g_strdup (_ ("There is no shift to give on this day."));
    case FW_SWAP_NOT_FREE:
      return g_strdup (_ ("The day is not free."));
    case FW_SWAP_BREACH:
      return fw_swap_write_breach (fault);
    case FW_SWAP_CHANGED:
      return g_strdup (_ ("The shift is not the one that was offered any more."));
    case FW_SWAP_PLANNED:
      return g_strdup (
          _ ("The roster has a draft for this day: publish it or take it back first."));
    case FW_SWAP_CERTIFICATE:
      /* Translators: the name of a kind of certificate */
      return g_strdup_printf (_ ("The shift needs the certificate “%s”, which is not valid then."),
                              name != NULL ? name : "");
    case FW_SWAP_LEAVE:
      return g_strdup (_ ("It is a day of leave."));
    case FW_SWAP_BARRED:
      return g_strdup (_ ("A programme that must be passed first bars from work."));
    default:
      return g_strdup ("");
    }
}

static char *
write_fault (JsonObject *fault, const char *giver, const char *taker)
{
  const gboolean gives = g_strcmp0 (fw_json_find_text (fault, "side"), "giver") == 0;
  const char *who = gives ? giver : taker;
  g_autofree char *day = fw_swap_write_day (fw_json_find_text (fault, "day"));
  g_autofree char *what = NULL;

  if (g_strcmp0 (fw_json_find_text (fault, "what"), "hidden") == 0)
    /* Translators: the name of a colleague, of whose days no more is told */
    return g_strdup_printf (_ ("▲ It does not fit the roster of %s."), who != NULL ? who : "");
  what = write_what (fault);
  if (who == NULL)
    /* Translators: a day, and which rule breaks on it */
    return g_strdup_printf (C_ ("swap", "▲ %s: %s"), day, what);
  /* Translators: a person, a day, and which rule breaks on it */
  return g_strdup_printf (C_ ("swap", "▲ %s, %s: %s"), who, day, what);
}

char *
fw_swap_write_faults (JsonArray *faults, const char *giver, const char *taker)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (faults != NULL, NULL);

  for (guint i = 0; i < json_array_get_length (faults); i++)
    {
      JsonObject *fault = fw_json_find_element (faults, i);
      g_autofree char *line = fault != NULL ? write_fault (fault, giver, taker) : NULL;

      if (line != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
    }
  if (text->len == 0)
    g_string_append (text, _ ("● No rule stands against it."));
  return g_string_free (text, FALSE);
}

char *
fw_swap_write_check (JsonObject *check)
{
  const char *giver, *taker, *note;
  g_autofree char *shift = NULL, *faults = NULL;
  GString *text = g_string_new (NULL);
  JsonObject *back;
  JsonArray *array;

  g_return_val_if_fail (check != NULL, NULL);

  giver = fw_json_find_text (check, "person");
  taker = fw_json_find_text (check, "colleague");
  note = fw_json_find_text (check, "note");
  shift = fw_swap_write_shift (check);
  if (taker == NULL)
    /* Translators: who offers which shift */
    g_string_append_printf (text, _ ("%s offers: %s."), giver != NULL ? giver : "", shift);
  else
    /* Translators: who takes from whom which shift */
    g_string_append_printf (text, _ ("%s takes from %s: %s."), taker, giver != NULL ? giver : "",
                            shift);
  if (fw_json_has (check, "back") && fw_json_get_object (check, "back", &back, NULL))
    {
      g_autofree char *other = fw_swap_write_shift (back);

      /* Translators: who takes in return which shift */
      g_string_append_printf (text, _ (" In return %s takes: %s."), giver != NULL ? giver : "",
                              other);
    }
  if (note != NULL)
    g_string_append_printf (text, "\n“%s”", note);
  if (taker != NULL && fw_json_get_array (check, "faults", &array, NULL))
    {
      faults = fw_swap_write_faults (array, giver, taker);
      g_string_append_printf (text, "\n%s", faults);
    }
  return g_string_free (text, FALSE);
}

char *
fw_swap_write_claim (JsonObject *check)
{
  const char *person, *note;
  g_autofree char *shift = NULL, *faults = NULL;
  GString *text = g_string_new (NULL);
  gint64 people, left;
  JsonArray *array;

  g_return_val_if_fail (check != NULL, NULL);

  person = fw_json_find_text (check, "person");
  note = fw_json_find_text (check, "note");
  shift = fw_swap_write_shift (check);
  /* Translators: who claims which shift */
  g_string_append_printf (text, _ ("%s claims: %s."), person != NULL ? person : "", shift);
  if (fw_json_get_integer (check, "people", &people, NULL) &&
      fw_json_get_integer (check, "left", &left, NULL))
    /* Translators: of the places of an open shift */
    g_string_append_printf (text, _ (" %d of %d places are left."), (int) left, (int) people);
  if (note != NULL)
    g_string_append_printf (text, "\n“%s”", note);
  if (fw_json_get_array (check, "faults", &array, NULL))
    {
      faults = fw_swap_write_faults (array, NULL, person);
      g_string_append_printf (text, "\n%s", faults);
    }
  return g_string_free (text, FALSE);
}
