/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/careers/fw-career-words.h"

#include "charts/fw-format.h"
#include "core/kind/fw-kind.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* In the order in which they are read. */
static const struct
{
  const char *name, *word;
  FwMarkShape shape;
  FwChartColor color;
} states[] = {
  { "ready", N_ ("Ready"), FW_MARK_DISC, FW_CHART_COLOR_IN_ORDER },
  { "nearly", N_ ("Nearly"), FW_MARK_HALF, FW_CHART_COLOR_WATCH },
  { "cannot-tell", N_ ("Cannot be told"), FW_MARK_RING, FW_CHART_COLOR_NO_DATA },
  { "not-yet", N_ ("Not yet"), FW_MARK_NONE, FW_CHART_COLOR_TEXT },
  { "unasked", N_ ("Nothing is asked"), FW_MARK_NONE, FW_CHART_COLOR_TEXT },
};

guint
fw_career_state_rank (const char *state)
{
  guint i = 0;

  while (i < G_N_ELEMENTS (states) && g_strcmp0 (states[i].name, state) != 0)
    i++;
  return i;
}

const char *
fw_career_state_word (const char *state)
{
  const guint i = fw_career_state_rank (state);

  return i < G_N_ELEMENTS (states) ? _ (states[i].word) : FW_FORMAT_NONE;
}

void
fw_career_state_mark (const char *state, FwMarkShape *shape, FwChartColor *color)
{
  const guint i = fw_career_state_rank (state);

  g_return_if_fail (shape != NULL && color != NULL);

  *shape = i < G_N_ELEMENTS (states) ? states[i].shape : FW_MARK_NONE;
  *color = i < G_N_ELEMENTS (states) ? states[i].color : FW_CHART_COLOR_TEXT;
}

/* The words of an enumeration stand in its kind. */
static const char *
find_word (const char *kind_name, const char *field_name, const char *value)
{
  const FwKind *kind = fw_kind_find (kind_name);
  const FwField *field = &kind->fields[fw_kind_find_field (kind, field_name)];

  for (guint i = 0; field->values[i] != NULL; i++)
    if (g_strcmp0 (field->values[i], value) == 0)
      return _ (field->labels[i]);
  return NULL;
}

const char *
fw_career_tier_word (const char *tier)
{
  return find_word ("position", "tier", tier);
}

const char *
fw_career_function_word (const char *function)
{
  return find_word ("position", "function", function);
}

const char *
fw_career_award_word (const char *award)
{
  const char *word = find_word ("award", "award", award);

  return word != NULL ? word : award;
}

const char *
fw_career_event_word (const char *event)
{
  const char *word = find_word ("certificate-event", "event", event);

  return word != NULL ? word : event;
}

double
fw_career_read_number (JsonObject *object, const char *member)
{
  double value = NAN;

  if (fw_json_has (object, member))
    fw_json_get_number (object, member, &value, NULL);
  return value;
}

char *
fw_career_write_date (const char *date)
{
  gint32 day;
  g_autoptr (GDateTime) time = NULL;

  if (date == NULL || !fw_date_parse (fw_text (date), &day))
    return g_strdup (FW_FORMAT_NONE);
  time = g_date_time_new_from_unix_utc ((gint64) day * 86400);
  if (time == NULL)
    return g_strdup (FW_FORMAT_NONE);
  /* Translators: a day with its year, as g_date_time_format() takes it */
  return g_date_time_format (time, _ ("%-d %b %Y"));
}

/* ---- one demand ---- */

static gboolean
is (JsonObject *object, const char *member, const char *value)
{
  return g_strcmp0 (fw_json_find_text (object, member), value) == 0;
}

static guint
read_count (JsonObject *demand, const char *member)
{
  const double value = fw_career_read_number (demand, member);

  return isnan (value) ? 0 : (guint) value;
}

/* What is there, between two ends where it is not known. */
static char *
write_readiness (JsonObject *demand)
{
  const double low = fw_career_read_number (demand, "low"),
               high = fw_career_read_number (demand, "high");
  g_autofree char *wants = fw_format_percent (fw_career_read_number (demand, "wants"), 0);
  g_autofree char *upper = fw_format_percent (high, 0);

  if (high - low < 0.005)
    /* Translators: how much of what a post asks of competencies is there, and how much of it has to
     * be */
    return g_strdup_printf (_ ("Readiness %s, asked %s"), upper, wants);
  /* Translators: the same, where it lies between two numbers, the second with its sign */
  return g_strdup_printf (_ ("Readiness %.0f–%s, asked %s"), 100 * low, upper, wants);
}

static char *
write_months (JsonObject *demand)
{
  const guint low = read_count (demand, "low"), high = read_count (demand, "high"),
              wants = read_count (demand, "wants");

  if (low < high)
    return g_strdup_printf (ngettext ("%u month in post asked, since when is not known",
                                      "%u months in post asked, since when is not known", wants),
                            wants);
  if (low > wants)
    /* Translators: a number of months, and how many are asked for */
    return g_strdup_printf (
        ngettext ("%u month in post, asked %u", "%u months in post, asked %u", low), low, wants);
  return g_strdup_printf (ngettext ("%u of %u month in post", "%u of %u months in post", wants),
                          low, wants);
}

char *
fw_career_write_demand (JsonObject *demand)
{
  const gboolean met = is (demand, "verdict", "met");
  guint low, wants;

  g_return_val_if_fail (demand != NULL, NULL);

  low = read_count (demand, "low");
  wants = read_count (demand, "wants");
  if (is (demand, "asked", "months"))
    return write_months (demand);
  if (is (demand, "asked", "readiness"))
    return write_readiness (demand);
  if (is (demand, "asked", "courses"))
    return g_strdup_printf (
        ngettext ("%u of %u original course", "%u of %u original courses", wants), low, wants);
  if (is (demand, "asked", "cases"))
    return g_strdup_printf (ngettext ("%u of %u practical case", "%u of %u practical cases", wants),
                            low, wants);
  if (is (demand, "asked", "certificate"))
    /* Translators: the name of a certificate */
    return g_strdup_printf (met ? _ ("Holds “%s”") : _ ("Without “%s”"),
                            fw_json_find_text (demand, "title"));
  /* Translators: the name of a course */
  return g_strdup_printf (met ? _ ("“%s” completed") : _ ("“%s” not completed"),
                          fw_json_find_text (demand, "title"));
}

static char *
write_pace (JsonObject *demand, guint pace_days)
{
  const guint recent = read_count (demand, "recent");
  g_autofree char *by = fw_career_write_date (fw_json_find_text (demand, "by"));

  if (recent == 0)
    /* Translators: a number of days */
    return g_strdup_printf (_ ("none in the last %u days: by when cannot be told"), pace_days);
  /* Translators: how many came in how many days, and the day on which all are there if it goes on
   * so */
  return g_strdup_printf (_ ("%u in the last %u days: at that pace by %s"), recent, pace_days, by);
}

char *
fw_career_write_rest (JsonObject *demand, guint pace_days)
{
  g_return_val_if_fail (demand != NULL, NULL);

  if (is (demand, "verdict", "met"))
    return g_strdup ("");
  if (is (demand, "asked", "courses") || is (demand, "asked", "cases"))
    return write_pace (demand, pace_days);
  if (is (demand, "asked", "months") && fw_json_has (demand, "by"))
    {
      g_autofree char *by = fw_career_write_date (fw_json_find_text (demand, "by"));

      /* Translators: the day on which somebody will have been in a post for so many months */
      return g_strdup_printf (_ ("full on %s"), by);
    }
  return g_strdup (is (demand, "verdict", "unknown") ? _ ("not known: somebody is to look")
                                                     : _ ("no pace: by when cannot be told"));
}

/* ---- a row ---- */

char *
fw_career_write_lacks (JsonObject *row)
{
  JsonArray *demands = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (row != NULL, NULL);

  if (!fw_json_get_array (row, "demands", &demands, NULL))
    return g_strdup (FW_FORMAT_NONE);
  for (guint i = 0; i < json_array_get_length (demands); i++)
    {
      JsonObject *demand = fw_json_find_element (demands, i);
      g_autofree char *words = NULL;

      if (demand == NULL || is (demand, "verdict", "met"))
        continue;
      words = fw_career_write_demand (demand);
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", words);
    }
  return g_strdup (text->len > 0 ? text->str : FW_FORMAT_NONE);
}

char *
fw_career_write_by (JsonObject *row)
{
  g_return_val_if_fail (row != NULL, NULL);

  return is (row, "state", "ready") ? g_strdup (_ ("Now"))
                                    : fw_career_write_date (fw_json_find_text (row, "by"));
}

/* ---- a step ---- */

static void
add_count (GString *text, char *words)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", words);
  g_free (words);
}

char *
fw_career_write_counts (JsonObject *counts)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n;

  g_return_val_if_fail (counts != NULL, NULL);

  n = (guint) fw_json_find_count (counts, "ready");
  add_count (text, g_strdup_printf (ngettext ("%u ready", "%u ready", n), n));
  n = (guint) fw_json_find_count (counts, "nearly");
  add_count (text, g_strdup_printf (ngettext ("%u nearly", "%u nearly", n), n));
  n = (guint) fw_json_find_count (counts, "cannot_tell");
  add_count (text, g_strdup_printf (ngettext ("%u cannot be told", "%u cannot be told", n), n));
  n = (guint) fw_json_find_count (counts, "not_yet");
  add_count (text, g_strdup_printf (ngettext ("%u not yet", "%u not yet", n), n));
  return g_strdup (text->str);
}

char *
fw_career_write_holders (JsonObject *position)
{
  guint n;

  g_return_val_if_fail (position != NULL, NULL);

  n = (guint) fw_json_find_count (position, "holders");
  /* Translators: how many people are in a post */
  return n == 0 ? g_strdup (_ ("nobody holds it"))
                : g_strdup_printf (ngettext ("%u holds it", "%u hold it", n), n);
}
