/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/ical/fw-ical-rule.h"

#include <stdlib.h>
#include <string.h>

#include "intake/ical/fw-ical-time.h"

#define MOST_INTERVAL 100000
#define MOST_COUNT 1000000

static const struct
{
  const char *name;
  int least, most;
  gboolean negative;
} lists[FW_ICAL_N_BY] = {
  { "BYSECOND", 0, 60, FALSE }, { "BYMINUTE", 0, 59, FALSE },  { "BYHOUR", 0, 23, FALSE },
  { "BYDAY", 0, 53, TRUE },     { "BYMONTHDAY", 1, 31, TRUE }, { "BYYEARDAY", 1, 366, TRUE },
  { "BYWEEKNO", 1, 53, TRUE },  { "BYMONTH", 1, 12, FALSE },   { "BYSETPOS", 1, 366, TRUE },
};

static guint
find_weekday (const char *text)
{
  static const char *const names[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (text, names[i]) == 0)
      return i + 1;
  return 0;
}

static gboolean
parse_whole (const char *text, int *value)
{
  char *end;
  gint64 whole;

  if (*text == '\0' || strlen (text) > 7)
    return FALSE;
  whole = g_ascii_strtoll (text, &end, 10);
  *value = (int) whole;
  return *end == '\0' && end != text;
}

static void
add_number (FwIcalNumbers *numbers, int value)
{
  for (guint i = 0; i < numbers->n; i++)
    if (numbers->values[i] == value)
      return;
  numbers->values[numbers->n++] = (gint16) value;
}

/* "MO", "-1FR". */
static gboolean
parse_weekday (char *text, int *value)
{
  gsize length = strlen (text);
  guint weekday;
  int which = 0;

  if (length < 2 || (weekday = find_weekday (text + length - 2)) == 0)
    return FALSE;
  text[length - 2] = '\0';
  if (length > 2 && (!parse_whole (text, &which) || which == 0 || abs (which) > 53))
    return FALSE;
  *value = which < 0 ? 10 * which - (int) weekday : 10 * which + (int) weekday;
  return TRUE;
}

static char *
parse_list (FwIcalNumbers *numbers, guint by, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      int value;

      g_strstrip (parts[i]);
      if (by == FW_ICAL_BY_DAY
              ? !parse_weekday (parts[i], &value)
              : !parse_whole (parts[i], &value) || abs (value) < lists[by].least ||
                    abs (value) > lists[by].most || (value < 0 && !lists[by].negative))
        return g_strdup_printf ("rule with %s=%.20s, which is none", lists[by].name, parts[i]);
      if (numbers->n == FW_ICAL_MOST_VALUES)
        return g_strdup_printf ("rule with more than %d values of %s", FW_ICAL_MOST_VALUES,
                                lists[by].name);
      add_number (numbers, value);
    }
  return NULL;
}

static char *
parse_frequency (FwIcalRule *self, const char *text)
{
  static const char *const names[] = { "SECONDLY", "MINUTELY", "HOURLY", "DAILY",
                                       "WEEKLY",   "MONTHLY",  "YEARLY" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (text, names[i]) == 0)
      {
        self->frequency = (FwIcalFrequency) i;
        return NULL;
      }
  return g_strdup_printf ("rule with FREQ=%.20s, which is none", text);
}

static char *
parse_until (FwIcalRule *self, const char *text)
{
  FwIcalMoment until;
  char *problem = fw_ical_moment_parse (text, &until);

  if (problem != NULL)
    {
      char *told = g_strdup_printf ("rule with UNTIL: %s", problem);

      g_free (problem);
      return told;
    }
  self->has_until = TRUE;
  self->until = until.wall;
  self->until_utc = until.utc;
  return NULL;
}

static char *
parse_part (FwIcalRule *self, const char *name, const char *value, gboolean *has_frequency)
{
  int number;

  if (g_ascii_strcasecmp (name, "FREQ") == 0)
    {
      *has_frequency = TRUE;
      return parse_frequency (self, value);
    }
  if (g_ascii_strcasecmp (name, "UNTIL") == 0)
    return parse_until (self, value);
  if (g_ascii_strcasecmp (name, "INTERVAL") == 0)
    {
      if (!parse_whole (value, &number) || number < 1 || number > MOST_INTERVAL)
        return g_strdup_printf ("rule with INTERVAL=%.20s, which is none", value);
      self->interval = (guint) number;
      return NULL;
    }
  if (g_ascii_strcasecmp (name, "COUNT") == 0)
    {
      if (!parse_whole (value, &number) || number < 1 || number > MOST_COUNT)
        return g_strdup_printf ("rule with COUNT=%.20s, which is none", value);
      self->count = (guint) number;
      return NULL;
    }
  if (g_ascii_strcasecmp (name, "WKST") == 0)
    {
      self->week_start = find_weekday (value);
      return self->week_start == 0 ? g_strdup_printf ("rule with WKST=%.20s, which is none", value)
                                   : NULL;
    }
  for (guint i = 0; i < FW_ICAL_N_BY; i++)
    if (g_ascii_strcasecmp (name, lists[i].name) == 0)
      return parse_list (&self->by[i], i, value);
  if (g_ascii_strcasecmp (name, "RSCALE") == 0 || g_ascii_strcasecmp (name, "SKIP") == 0)
    return g_strdup ("rule of another calendar than the Gregorian (RSCALE)");
  return g_strdup_printf ("rule with the unknown part %.20s", name);
}

static char *
check_rule (const FwIcalRule *self, gboolean has_frequency)
{
  if (!has_frequency)
    return g_strdup ("rule without FREQ");
  if (self->count > 0 && self->has_until)
    return g_strdup ("rule has both COUNT and UNTIL");
  if (self->by[FW_ICAL_BY_WEEK].n > 0 && (self->frequency != FW_ICAL_YEARLY || self->interval > 1))
    return g_strdup (
        "rule with BYWEEKNO that is not of every year: readers differ about it, and no "
        "shift needs it");
  for (guint i = 0; i < self->by[FW_ICAL_BY_DAY].n; i++)
    if (abs (self->by[FW_ICAL_BY_DAY].values[i]) > 10 &&
        (self->frequency < FW_ICAL_MONTHLY || self->by[FW_ICAL_BY_WEEK].n > 0))
      return g_strdup ("rule that counts weekdays (such as 2MO) in neither a month nor a year");
  return NULL;
}

char *
fw_ical_rule_parse (FwIcalRule *self, const char *text)
{
  g_auto (GStrv) parts = NULL;
  gboolean has_frequency = FALSE;

  g_return_val_if_fail (self != NULL && text != NULL, NULL);

  *self = (FwIcalRule){ .interval = 1, .week_start = 1 };
  parts = g_strsplit (text, ";", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *equals = strchr (g_strstrip (parts[i]), '=');
      char *problem;

      if (parts[i][0] == '\0')
        continue;
      if (equals == NULL)
        return g_strdup_printf ("rule with “%.20s”, which is no part of one", parts[i]);
      *equals = '\0';
      if ((problem = parse_part (self, parts[i], equals + 1, &has_frequency)) != NULL)
        return problem;
    }
  return check_rule (self, has_frequency);
}
