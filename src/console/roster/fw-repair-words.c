/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/roster/fw-repair-words.h"

#include "console/fw-swap-words.h"
#include "core/roster/fw-swap.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>

#define MOST_NAMES 3

static guint
get_count (JsonObject *object, const char *member)
{
  return (guint) MIN (fw_json_find_count (object, member), G_MAXINT);
}

static const char *
get_text (JsonObject *object, const char *member)
{
  const char *text = fw_json_find_text (object, member);

  return text != NULL ? text : "";
}

static guint
count_elements (JsonArray *array)
{
  return array != NULL ? json_array_get_length (array) : 0;
}

static JsonArray *
get_array (JsonObject *object, const char *member)
{
  JsonArray *array = NULL;

  return fw_json_get_array (object, member, &array, NULL) ? array : NULL;
}

static void
add_line (GString *text, const char *line)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
}

/* ---- who ---- */

char *
fw_repair_write_names (JsonObject *proposal)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GString *text = g_string_new (NULL);
  JsonArray *changes;

  g_return_val_if_fail (proposal != NULL, NULL);

  changes = get_array (proposal, "changes");
  for (guint i = 0; i < count_elements (changes); i++)
    {
      JsonObject *change = fw_json_find_element (changes, i);
      const char *name = change != NULL ? get_text (change, "name") : "";

      if (!g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
        g_ptr_array_add (names, (gpointer) name);
    }
  for (guint i = 0; i < MIN (names->len, MOST_NAMES); i++)
    /* Translators: between the names of people */
    g_string_append_printf (text, "%s%s", i > 0 ? C_ ("names", ", ") : "",
                            (const char *) names->pdata[i]);
  if (names->len > MOST_NAMES)
    g_string_append_printf (text,
                            ngettext (" and %u more", " and %u more", names->len - MOST_NAMES),
                            names->len - MOST_NAMES);
  return g_string_free (text, FALSE);
}

/* ---- what falls out ---- */

static void
add_lost (GString *text, JsonObject *lost)
{
  g_autofree char *shift = fw_swap_write_shift (lost);
  g_autofree char *line = NULL;

  if (fw_json_find_yes (lost, "covered"))
    /* Translators: a day and a shift */
    line = g_strdup_printf (_ ("● %s falls out; somebody has it already."), shift);
  else if (fw_json_find_yes (lost, "needless"))
    /* Translators: a day and a shift */
    line = g_strdup_printf (_ ("● %s falls out; by the published forecast nobody is missed in it."),
                            shift);
  else
    return; /* it is told with who takes it, or as open */
  add_line (text, line);
}

/* ---- what changes ---- */

/* @cell: (nullable): a shift without its day. */
static char *
write_cell (JsonObject *cell)
{
  g_autofree char *hours = NULL;

  if (cell == NULL)
    return g_strdup (C_ ("repair", "free"));
  hours = fw_swap_write_hours (cell);
  /* Translators: the name of a shift and its hours: "Late 14:00–22:00" */
  return g_strdup_printf (C_ ("repair", "%s %s"), get_text (cell, "name"), hours);
}

static void
add_change (GString *text, JsonObject *change)
{
  g_autofree char *day = fw_swap_write_day (fw_json_find_text (change, "day"));
  g_autofree char *from = write_cell (fw_json_find_object (change, "from"));
  g_autofree char *to = write_cell (fw_json_find_object (change, "to"));
  const char *why = get_text (change, "why"), *name = get_text (change, "name");
  const char *instead = get_text (change, "instead");
  g_autofree char *line = NULL;

  if (g_str_equal (why, "takes"))
    /* Translators: a person, a day, a shift, and in whose place */
    line = g_strdup_printf (_ ("● %s, %s: %s in place of %s, was free; no rule breaks."), name, day,
                            to, instead);
  else if (g_str_equal (why, "moves"))
    /* Translators: a person, a day, a shift, another one, and in whose place */
    line = g_strdup_printf (_ ("● %s, %s: %s instead of %s, in place of %s."), name, day, to, from,
                            instead);
  else
    {
      g_autofree char *breach = fw_swap_write_breach (change);
      g_autofree char *broken = fw_swap_write_day (fw_json_find_text (change, "broken"));

      /* Translators: a person, a day, what is worked then (or “free”) and what was, then a day and
       * which rule would break on it */
      line = g_strdup_printf (_ ("● %s, %s: %s instead of %s, since else on %s: %s"), name, day, to,
                              from, broken, breach);
    }
  add_line (text, line);
}

/* ---- what stays open ---- */

static char *
write_rule (const char *name, guint n)
{
  FwDutyRule rule;

  if (!fw_duty_rule_from_name (name, &rule))
    return g_strdup ("");
  switch (rule)
    {
    case FW_DUTY_OVERLAP:
    case FW_DUTY_REST:
      return g_strdup_printf (ngettext ("%u would not rest enough", "%u would not rest enough", n),
                              n);
    case FW_DUTY_DAYS:
      return g_strdup_printf (ngettext ("%u would work too many days in a row",
                                        "%u would work too many days in a row", n),
                              n);
    case FW_DUTY_NIGHTS:
      return g_strdup_printf (ngettext ("%u would have too many nights in a row",
                                        "%u would have too many nights in a row", n),
                              n);
    case FW_DUTY_WEEK_MOST:
    case FW_DUTY_WEEK_LEAST:
    case FW_DUTY_N_RULES:
    default:
      return g_strdup_printf (ngettext ("%u would work too many hours in the week",
                                        "%u would work too many hours in the week", n),
                              n);
    }
}

static void
add_reason (GString *reasons, char *reason)
{
  g_autofree char *owned = reason;

  /* Translators: between reasons */
  g_string_append_printf (reasons, "%s%s", reasons->len > 0 ? C_ ("reasons", ", ") : "", owned);
}

static char *
write_obstacles (JsonObject *open)
{
  JsonArray *breaking = get_array (open, "breaking");
  GString *reasons = g_string_new (NULL);
  guint n;

  if ((n = get_count (open, "at_work")) > 0)
    add_reason (reasons,
                g_strdup_printf (ngettext ("%u works that day", "%u work that day", n), n));
  if ((n = get_count (open, "away")) > 0)
    add_reason (reasons, g_strdup_printf (ngettext ("%u is away", "%u are away", n), n));
  if ((n = get_count (open, "unusual")) > 0)
    add_reason (reasons,
                g_strdup_printf (
                    ngettext ("%u does not work this shift", "%u do not work this shift", n), n));
  if ((n = get_count (open, "barred")) > 0)
    add_reason (reasons,
                g_strdup_printf (ngettext ("%u lacks a certificate or has not passed yet",
                                           "%u lack a certificate or have not passed yet", n),
                                 n));
  if ((n = get_count (open, "fixed")) > 0)
    add_reason (reasons, g_strdup_printf (ngettext ("%u has a day that stays as it is",
                                                    "%u have a day that stays as it is", n),
                                          n));
  for (guint i = 0; i < count_elements (breaking); i++)
    {
      JsonObject *rule = fw_json_find_element (breaking, i);

      if (rule != NULL)
        add_reason (reasons,
                    write_rule (fw_json_find_text (rule, "rule"), get_count (rule, "people")));
    }
  return g_string_free (reasons, FALSE);
}

static void
add_open (GString *text, JsonObject *open)
{
  g_autofree char *shift = fw_swap_write_shift (open);
  g_autofree char *obstacles = write_obstacles (open);
  /* Translators: a day and a shift, and why nobody can take it: "2 are away, 1 works that day" */
  g_autofree char *line = g_strdup_printf (_ ("▲ %s stays open: %s."), shift, obstacles);

  add_line (text, line);
}

/* ---- whom the floor lacks ---- */

static void
add_cover (GString *text, JsonObject *cover)
{
  g_autofree char *day = fw_swap_write_day (fw_json_find_text (cover, "day"));
  const guint lack = get_count (cover, "lack"), n = get_count (cover, "short");
  const guint after = get_count (cover, "lack_after"), n_after = get_count (cover, "short_after");
  g_autofree char *line = NULL;

  if (n == 0 && n_after == 0)
    /* Translators: a day */
    line = g_strdup_printf (_ ("%s: as many people as the forecast wants, before and after."), day);
  else
    line = g_strdup_printf (
        /* Translators: a day; people that lack in the worst half hour, and half hours in which any
         * do; then the same after the changes */
        _ ("%s: %u too few at worst, %u half hours; then %u, %u half hours."), day, lack, n, after,
        n_after);
  add_line (text, line);
}

/* ---- all ---- */

static void
add_sum (GString *text, JsonObject *proposal)
{
  const guint n_changes = count_elements (get_array (proposal, "changes"));
  const guint n_people = get_count (proposal, "people");
  g_autofree char *people = NULL, *changes = NULL, *line = NULL;

  if (n_changes == 0)
    return;
  people = g_strdup_printf (ngettext ("%u person", "%u people", n_people), n_people);
  changes = g_strdup_printf (ngettext ("%u day changes", "%u days change", n_changes), n_changes);
  line = g_strdup_printf (
      /* Translators: "2 people", "3 days change" */
      fw_json_find_yes (proposal, "proven")
          ? _ ("%s, %s; there is no way with fewer.")
          : _ ("%s, %s; no better way was found, though not all were tried."),
      people, changes);
  add_line (text, line);
}

static void
add_each (GString *text, JsonArray *array, void (*add) (GString *, JsonObject *))
{
  for (guint i = 0; i < count_elements (array); i++)
    {
      JsonObject *element = fw_json_find_element (array, i);

      if (element != NULL)
        add (text, element);
    }
}

char *
fw_repair_write (JsonObject *answer, JsonObject *proposal)
{
  GString *text = g_string_new (NULL);
  JsonArray *lost;

  g_return_val_if_fail (answer != NULL, NULL);

  lost = get_array (answer, "lost");
  if (count_elements (lost) == 0)
    {
      g_string_append (text, _ ("No shift falls out on these days."));
      return g_string_free (text, FALSE);
    }
  if (proposal != NULL)
    add_sum (text, proposal);
  add_each (text, lost, add_lost);
  if (proposal == NULL)
    return g_string_free (text, FALSE);
  add_each (text, get_array (proposal, "changes"), add_change);
  add_each (text, get_array (proposal, "open"), add_open);
  add_each (text, get_array (proposal, "cover"), add_cover);
  return g_string_free (text, FALSE);
}
