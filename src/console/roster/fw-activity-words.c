/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/roster/fw-activity-words.h"

#include "charts/fw-format.h"
#include "console/fw-swap-words.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>

/* Of more the rest is counted. */
#define MOST_NAMES 6

static const char *
get_text (JsonObject *object, const char *member)
{
  const char *text = fw_json_find_text (object, member);

  return text != NULL ? text : "";
}

static guint
get_count (JsonObject *object, const char *member)
{
  return (guint) MIN (fw_json_find_count (object, member), G_MAXINT);
}

static guint
count_elements (JsonObject *object, const char *member)
{
  JsonArray *array = NULL;

  return fw_json_get_array (object, member, &array, NULL) ? json_array_get_length (array) : 0;
}

static JsonObject *
get_element (JsonObject *object, const char *member, guint i)
{
  JsonArray *array = NULL;

  return fw_json_get_array (object, member, &array, NULL) ? fw_json_find_element (array, i) : NULL;
}

static char *
write_day (JsonObject *object, const char *member)
{
  return fw_swap_write_day (get_text (object, member));
}

static char *
write_number (JsonObject *object, const char *member)
{
  return fw_format_value (FW_FORMAT_POINTS, fw_json_find_number (object, member));
}

/* ---- the whole ---- */

static void
count_all (JsonObject *answer, guint *people, guint *groups)
{
  *people = *groups = 0;
  for (guint i = 0; i < count_elements (answer, "occasions"); i++)
    {
      JsonObject *occasion = get_element (answer, "occasions", i);
      const guint n = count_elements (occasion, "groups");

      *groups += n;
      for (guint k = 0; k < n; k++)
        *people += count_elements (get_element (occasion, "groups", k), "people");
    }
}

gboolean
fw_activity_has_work (JsonObject *answer, gboolean publish)
{
  guint people, groups;

  g_return_val_if_fail (answer != NULL, FALSE);

  count_all (answer, &people, &groups);
  return people > 0 || count_elements (answer, "tasks") > 0 ||
         (publish && get_count (answer, "drafts") > 0);
}

static void
append_sentence (GString *text, const char *sentence)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? C_ ("sentences", " ") : "", sentence);
}

static void
append_lacking (GString *text, JsonObject *answer)
{
  g_autofree char *before = write_number (answer, "before");
  g_autofree char *after = write_number (answer, "after");
  g_autofree char *sentence =
      /* Translators: people-hours, with a decimal */
      g_strdup_printf (_ ("People-hours lacking on these days: %s before, %s after."), before,
                       after);

  append_sentence (text, fw_json_find_yes (answer, "known")
                             ? sentence
                             : _ ("No forecast is published of these days: those times are taken "
                                  "at which most are there."));
}

char *
fw_activity_write_sum (JsonObject *answer)
{
  GString *text = g_string_new (NULL);
  g_autofree char *times = NULL, *sentence = NULL, *drafts = NULL;
  guint people, groups;

  g_return_val_if_fail (answer != NULL, g_string_free (text, FALSE));

  count_all (answer, &people, &groups);
  if (people == 0)
    append_sentence (text, _ ("Nobody is to be planned on these days."));
  else
    {
      times = g_strdup_printf (ngettext ("%u time", "%u times", groups), groups);
      /* Translators: how often somebody takes part, and "5 times" that are planned */
      sentence =
          g_strdup_printf (ngettext ("%u place at %s.", "%u places at %s.", people), people, times);
      append_sentence (text, sentence);
      append_lacking (text, answer);
    }
  if (get_count (answer, "drafts") > 0)
    {
      drafts = g_strdup_printf (ngettext ("%u draft of before is not published yet.",
                                          "%u drafts of before are not published yet.",
                                          get_count (answer, "drafts")),
                                get_count (answer, "drafts"));
      append_sentence (text, drafts);
    }
  return g_string_free (text, FALSE);
}

/* ---- an occasion ---- */

char *
fw_activity_write_heading (JsonObject *occasion)
{
  g_autofree char *first = NULL, *last = NULL;
  const char *who;

  g_return_val_if_fail (occasion != NULL, NULL);

  who = get_text (occasion, *get_text (occasion, "team") != '\0' ? "team_title" : "site_title");
  first = write_day (occasion, "first");
  last = write_day (occasion, "last");
  if (g_str_equal (first, last))
    /* Translators: a team or site, a day */
    return g_strdup_printf (C_ ("activities", "%s, %s"), who, first);
  /* Translators: a team or site, the first and the last day */
  return g_strdup_printf (C_ ("activities", "%s, %s – %s"), who, first, last);
}

static char *
write_names (JsonObject *group)
{
  const guint n = count_elements (group, "people");
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MIN (n, MOST_NAMES); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? C_ ("names", ", ") : "",
                            get_text (get_element (group, "people", i), "name"));
  if (n > MOST_NAMES)
    g_string_append_printf (text, ngettext (" and %u more", " and %u more", n - MOST_NAMES),
                            n - MOST_NAMES);
  return g_string_free (text, FALSE);
}

static char *
write_cost (JsonObject *occasion, JsonObject *group, gboolean phones)
{
  const double slack = fw_json_find_number (group, "slack");
  const gboolean lacks = fw_json_find_number (group, "lack") > 0.005;
  g_autofree char *lack = write_number (group, "lack");
  g_autofree char *spare = fw_format_value (FW_FORMAT_POINTS, slack);

  if (!fw_json_find_yes (occasion, "known"))
    return g_strdup ("");
  if (phones)
    /* Translators: people-hours, with a decimal */
    return lacks ? g_strdup_printf (_ ("%s people-hours lack then"), lack)
                 : g_strdup (_ ("nothing lacks then"));
  if (lacks)
    /* Translators: people-hours, with a decimal */
    return g_strdup_printf (_ ("▲ %s people-hours lack more by it"), lack);
  return slack > 0
             /* Translators: people, with a decimal */
             ? g_strdup_printf (_ ("nothing lacks by it; %s people stay beyond what is wanted"),
                                spare)
             : g_strdup (_ ("nothing lacks by it"));
}

/* The day stands in the heading where there is one alone. */
static char *
write_time (JsonObject *occasion, JsonObject *group)
{
  const char *begins = get_text (group, "begins"), *ends = get_text (group, "ends");
  g_autofree char *day = write_day (group, "day");

  if (g_str_equal (get_text (occasion, "first"), get_text (occasion, "last")))
    /* Translators: from when to when */
    return g_strdup_printf (C_ ("activities", "%s–%s"), begins, ends);
  /* Translators: a day, from when to when */
  return g_strdup_printf (C_ ("activities", "%s %s–%s"), day, begins, ends);
}

char *
fw_activity_write_group (JsonObject *occasion, JsonObject *group, gboolean phones)
{
  g_autofree char *time = NULL, *names = NULL, *cost = NULL;

  g_return_val_if_fail (occasion != NULL && group != NULL, NULL);

  time = write_time (occasion, group);
  names = write_names (group);
  cost = write_cost (occasion, group, phones);
  if (*cost == '\0')
    /* Translators: when, names */
    return g_strdup_printf (C_ ("activities", "%s: %s"), time, names);
  /* Translators: when, names, what it costs */
  return g_strdup_printf (C_ ("activities", "%s: %s; %s"), time, names, cost);
}

/* @part: (transfer full). */
static void
append_count (GString *text, guint n, char *part)
{
  if (n > 0)
    append_sentence (text, part);
  g_free (part);
}

char *
fw_activity_write_rest (JsonObject *occasion)
{
  GString *text = g_string_new (NULL);
  guint already, left, waiting;

  g_return_val_if_fail (occasion != NULL, g_string_free (text, FALSE));

  already = get_count (occasion, "already");
  left = get_count (occasion, "left");
  waiting = get_count (occasion, "waiting");
  append_count (
      text, already,
      g_strdup_printf (ngettext ("%u is planned already.", "%u are planned already.", already),
                       already));
  append_count (
      text, waiting,
      g_strdup_printf (
          ngettext ("%u waits for another turn.", "%u wait for another turn.", waiting), waiting));
  append_count (text, left,
                g_strdup_printf (ngettext ("%u is at work at none of these times.",
                                           "%u are at work at none of these times.", left),
                                 left));
  return g_string_free (text, FALSE);
}

/* ---- beside the times ---- */

char *
fw_activity_write_task (JsonObject *task)
{
  g_autofree char *by = NULL;

  g_return_val_if_fail (task != NULL, NULL);

  by = write_day (task, "by");
  /* Translators: a task, the day by which it is done */
  return g_strdup_printf (_ ("%s, by %s"), get_text (task, "name"), by);
}

char *
fw_activity_write_praised (JsonObject *praised)
{
  GString *text = g_string_new (NULL);
  const guint n = count_elements (praised, "contacts");
  g_autofree char *day = NULL, *total = NULL;

  g_return_val_if_fail (praised != NULL, g_string_free (text, FALSE));

  day = write_day (praised, "day");
  total = fw_format_count ((gint64) fw_json_find_count (praised, "total"));
  if (n == 0)
    /* Translators: a day */
    g_string_append_printf (text, _ ("To talk about: no customer gave the best mark on %s."), day);
  else
    /* Translators: a day, a number */
    g_string_append_printf (text, _ ("To talk about: contacts with the best mark on %s, %s in all"),
                            day, total);
  for (guint i = 0; i < n; i++)
    {
      JsonObject *contact = get_element (praised, "contacts", i);

      g_string_append_c (text, '\n');
      /* Translators: a person, a queue, a time of day */
      g_string_append_printf (text, _ ("● %s, %s, %s"), get_text (contact, "name"),
                              get_text (contact, "queue"), get_text (contact, "at"));
    }
  return g_string_free (text, FALSE);
}

char *
fw_activity_write_done (JsonObject *answer)
{
  GString *text = g_string_new (NULL);
  guint made, published, tasks;

  g_return_val_if_fail (answer != NULL, g_string_free (text, FALSE));

  made = count_elements (answer, "written");
  published = get_count (answer, "published");
  tasks = get_count (answer, "tasks_written");
  append_count (
      text, made,
      g_strdup_printf (ngettext ("%u activity is planned.", "%u activities are planned.", made),
                       made));
  append_count (
      text, published,
      g_strdup_printf (ngettext ("%u draft is published.", "%u drafts are published.", published),
                       published));
  append_count (text, tasks,
                g_strdup_printf (ngettext ("%u task waits in the inbox from its day on.",
                                           "%u tasks wait in the inbox from their day on.", tasks),
                                 tasks));
  return g_string_free (text, FALSE);
}
