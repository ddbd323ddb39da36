/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/appraisals/fw-appraisal-words.h"

#include "charts/fw-format.h"
#include "console/careers/fw-career-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* In the order in which they are read. */
static const struct
{
  const char *name, *word;
  FwMarkShape shape;
  FwChartColor color;
} states[] = {
  { "objected", N_ ("Objected to"), FW_MARK_TRIANGLE, FW_CHART_COLOR_LATE },
  { "handed-in", N_ ("Handed in"), FW_MARK_HALF, FW_CHART_COLOR_WATCH },
  { "drafted", N_ ("Draft"), FW_MARK_RING, FW_CHART_COLOR_NO_DATA },
  { "none", N_ ("Not begun"), FW_MARK_NONE, FW_CHART_COLOR_TEXT },
  { "acknowledged", N_ ("Taken note of"), FW_MARK_DISC, FW_CHART_COLOR_IN_ORDER },
  { "settled", N_ ("Settled"), FW_MARK_DISC, FW_CHART_COLOR_IN_ORDER },
};

guint
fw_appraisal_state_rank (const char *state)
{
  guint i = 0;

  while (i < G_N_ELEMENTS (states) && g_strcmp0 (states[i].name, state) != 0)
    i++;
  return i;
}

const char *
fw_appraisal_state_word (const char *state)
{
  const guint i = fw_appraisal_state_rank (state);

  return i < G_N_ELEMENTS (states) ? _ (states[i].word) : FW_FORMAT_NONE;
}

void
fw_appraisal_state_mark (const char *state, FwMarkShape *shape, FwChartColor *color)
{
  const guint i = fw_appraisal_state_rank (state);

  g_return_if_fail (shape != NULL && color != NULL);

  *shape = i < G_N_ELEMENTS (states) ? states[i].shape : FW_MARK_NONE;
  *color = i < G_N_ELEMENTS (states) ? states[i].color : FW_CHART_COLOR_TEXT;
}

/* ---- totals ---- */

static double
get (JsonObject *object, const char *member)
{
  return fw_json_find_number (object, member);
}

char *
fw_appraisal_write_total (JsonObject *row)
{
  return fw_format_value (FW_FORMAT_POINTS, get (row, "total"));
}

static char *
write_range (double low, double high)
{
  g_autofree char *least = fw_format_value (FW_FORMAT_POINTS, low);
  g_autofree char *most = fw_format_value (FW_FORMAT_POINTS, high);

  if (isnan (low) || isnan (high))
    return g_strdup (FW_FORMAT_NONE);
  return g_strdup_printf ("%s–%s", least, most);
}

char *
fw_appraisal_write_range (JsonObject *row)
{
  return write_range (get (row, "low"), get (row, "high"));
}

char *
fw_appraisal_write_group (JsonObject *row)
{
  const guint group = (guint) fw_json_find_count (row, "group"),
              groups = (guint) fw_json_find_count (row, "groups"),
              higher = (guint) fw_json_find_count (row, "higher"),
              lower = (guint) fw_json_find_count (row, "lower");

  if (group == 0)
    return g_strdup (FW_FORMAT_NONE);
  if (higher + lower == 0)
    return g_strdup (_ ("cannot be told apart"));
  if (groups == 1)
    /* Translators: how many people surely have a higher total, how many a lower one */
    return g_strdup_printf (_ ("%u higher, %u lower"), higher, lower);
  /* Translators: a group of people who cannot be told apart, and how many such groups there are;
   * then as before */
  return g_strdup_printf (_ ("group %u of %u: %u higher, %u lower"), group, groups, higher, lower);
}

char *
fw_appraisal_write_missing (JsonObject *row)
{
  g_autoptr (GString) text = g_string_new (NULL);
  JsonArray *parts = NULL;

  fw_json_get_array (row, "parts", &parts, NULL);
  for (guint i = 0; parts != NULL && i < json_array_get_length (parts); i++)
    {
      JsonObject *part = fw_json_find_element (parts, i);

      if (part == NULL || !isnan (get (part, "points")) || !fw_json_has (part, "name"))
        continue;
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "",
                              fw_json_find_text (part, "name"));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
fw_appraisal_write_period (JsonObject *answer)
{
  g_autofree char *from = fw_career_write_date (fw_json_find_text (answer, "from")),
                  *to = fw_career_write_date (fw_json_find_text (answer, "to")),
                  *as_of = fw_career_write_date (fw_json_find_text (answer, "as_of"));

  if (g_strcmp0 (fw_json_find_text (answer, "to"), fw_json_find_text (answer, "as_of")) == 0)
    /* Translators: the name of a period such as 2026 Q3, its first and its last day */
    return g_strdup_printf (_ ("%s, %s to %s"), fw_json_find_text (answer, "period"), from, to);
  /* Translators: as before, and the last day that has come */
  return g_strdup_printf (_ ("%s, %s to %s; figures up to %s"),
                          fw_json_find_text (answer, "period"), from, to, as_of);
}

/* ---- the sheet ---- */

typedef enum
{
  UNIT_PERCENT,
  UNIT_SECONDS,
  UNIT_POINTS,
  UNIT_COUNT
} Unit;

static Unit
find_unit (const char *measure)
{
  static const struct
  {
    const char *measure;
    Unit unit;
  } units[] = {
    { "handling", UNIT_SECONDS }, { "reviews", UNIT_POINTS },   { "knowledge", UNIT_POINTS },
    { "skill", UNIT_POINTS },     { "behaviour", UNIT_POINTS }, { "works", UNIT_COUNT },
    { "awards", UNIT_COUNT },     { "risen", UNIT_COUNT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_strcmp0 (units[i].measure, measure) == 0)
      return units[i].unit;
  return UNIT_PERCENT;
}

static char *
write_value (const char *measure, double value)
{
  switch (find_unit (measure))
    {
    case UNIT_SECONDS:
      return fw_format_value (FW_FORMAT_DURATION, value);
    case UNIT_POINTS:
      return fw_format_value (FW_FORMAT_POINTS, value);
    case UNIT_COUNT:
      return fw_format_value (FW_FORMAT_COUNT, value);
    case UNIT_PERCENT:
    default:
      return fw_format_value (FW_FORMAT_RATIO, value / 100);
    }
}

/* The figure, where it may lie, and on how much it rests. */
static char *
write_figure (JsonObject *part)
{
  const char *measure = fw_json_find_text (part, "measure");
  const double value = get (part, "value"), low = get (part, "low"), high = get (part, "high");
  g_autofree char *figure = write_value (measure, value), *least = write_value (measure, low),
                  *most = write_value (measure, high),
                  *n = fw_format_count ((gint64) fw_json_find_count (part, "n"));

  if (isnan (low))
    return g_strdup_printf (_ ("too little data (n %s)"), n);
  if (isnan (value))
    /* Translators: between which ends something lies, and how many pieces are behind it */
    return g_strdup_printf (_ ("between %s and %s (n %s)"), least, most, n);
  if (low == high)
    return g_strdup (figure);
  /* Translators: a figure, its interval, and how many pieces are behind it */
  return g_strdup_printf (_ ("%s (%s to %s, n %s)"), figure, least, most, n);
}

static char *
write_rule (JsonObject *part)
{
  const char *measure = fw_json_find_text (part, "measure");
  const guint least = (guint) fw_json_find_count (part, "least");
  g_autofree char *target = write_value (measure, get (part, "target")),
                  *nothing = write_value (measure, get (part, "nothing"));

  if (least > 0)
    /* Translators: what gives all points, what gives none, and how much data it needs */
    return g_strdup_printf (_ ("100 points at %s, 0 at %s; n at least %u"), target, nothing, least);
  return g_strdup_printf (_ ("100 points at %s, 0 at %s"), target, nothing);
}

/* Returns: (transfer none): the line, to be added to. */
static JsonObject *
add_line (JsonArray *lines, guint depth, const char *what, const char *there)
{
  JsonObject *line = json_object_new ();
  g_autofree char *id = g_strdup_printf ("%u", json_array_get_length (lines));
  g_autofree char *indented = g_strconcat (depth > 0 ? "\u2003" : "", what, NULL);

  json_object_set_string_member (line, "id", id);
  json_object_set_string_member (line, "what", indented);
  json_object_set_string_member (line, "there", there != NULL ? there : "");
  json_object_set_int_member (line, "depth", depth);
  json_array_add_object_element (lines, line);
  return line;
}

static void
add_part (JsonArray *lines, JsonObject *part)
{
  const double points = get (part, "points"), weight = get (part, "weight");
  g_autofree char *figure = write_figure (part), *rule = write_rule (part);
  g_autofree char *share = fw_format_percent (weight / 100, weight == floor (weight) ? 0 : 1);
  g_autofree char *what = g_strdup_printf (_ ("%s, %s"), fw_json_find_text (part, "name"), share);
  g_autofree char *given = fw_format_value (FW_FORMAT_POINTS, points);
  g_autofree char *range = write_range (get (part, "points_low"), get (part, "points_high"));
  g_autofree char *counts = fw_format_value (FW_FORMAT_POINTS, points * weight / 100);
  JsonObject *line = add_line (lines, 0, what, figure);

  json_object_set_string_member (line, "points", given);
  json_object_set_string_member (line, "range", range);
  json_object_set_string_member (line, "counts", counts);
  json_object_set_string_member (line, "verdict", isnan (points) ? "unknown" : "");
  add_line (lines, 1, rule, fw_json_find_text (part, "how"));
}

static void
add_rest (JsonArray *lines, JsonObject *row)
{
  const double rest = get (row, "rest"), weight = get (row, "rest_weight");
  g_autofree char *share = fw_format_percent (weight / 100, weight == floor (weight) ? 0 : 1);
  g_autofree char *given = fw_format_value (FW_FORMAT_POINTS, rest);
  g_autofree char *counts = fw_format_value (FW_FORMAT_POINTS, rest * weight / 100);
  g_autofree char *what = NULL;
  JsonObject *line;

  if (isnan (weight) || weight <= 0)
    return;
  what = g_strdup_printf (_ ("%s, %s"), fw_json_find_text (row, "remainder"), share);
  line =
      add_line (lines, 0, what, isnan (rest) ? _ ("not decided yet") : _ ("decided by a person"));
  json_object_set_string_member (line, "points", given);
  json_object_set_string_member (line, "counts", counts);
  json_object_set_string_member (line, "verdict", isnan (rest) ? "unknown" : "");
}

static const char *
find_side (const char *side)
{
  static const char *const words[][2] = { { "superior", N_ ("Superiors") },
                                          { "peer", N_ ("Colleagues") },
                                          { "customer", N_ ("Customers") },
                                          { "team", N_ ("Own team") },
                                          { "self", N_ ("Own view") } };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (words[i][0], side) == 0)
      return _ (words[i][1]);
  return "";
}

static char *
write_view (JsonObject *view, guint least)
{
  g_autofree char *knowledge = fw_format_value (FW_FORMAT_POINTS, get (view, "knowledge")),
                  *skill = fw_format_value (FW_FORMAT_POINTS, get (view, "skill")),
                  *behaviour = fw_format_value (FW_FORMAT_POINTS, get (view, "behaviour")),
                  *n = fw_format_count ((gint64) fw_json_find_count (view, "n"));

  if (!fw_json_find_yes (view, "open"))
    return g_strdup_printf (_ ("closed: fewer than %u have answered"), least);
  /* Translators: three marks of 1 to 5, and from how many people */
  return g_strdup_printf (_ ("knowledge %s · skill %s · behaviour %s (n %s)"), knowledge, skill,
                          behaviour, n);
}

static void
add_views (JsonArray *lines, JsonObject *row, guint least)
{
  JsonArray *views = NULL;

  fw_json_get_array (row, "views", &views, NULL);
  if (views == NULL || json_array_get_length (views) == 0)
    return;
  add_line (lines, 0, _ ("View from all sides"), _ ("marks of 1 to 5"));
  for (guint i = 0; i < json_array_get_length (views); i++)
    {
      JsonObject *view = fw_json_find_element (views, i);
      g_autofree char *said = view != NULL ? write_view (view, least) : NULL;

      if (view != NULL)
        add_line (lines, 1, find_side (fw_json_find_text (view, "side")), said);
    }
}

JsonArray *
fw_appraisal_lines_read (JsonObject *row, guint least_raters)
{
  static const char *const texts[][2] = { { "behaviour", N_ ("How it was done") },
                                          { "objection", N_ ("Objection") },
                                          { "decision", N_ ("Decision") } };
  JsonArray *lines = json_array_new (), *parts = NULL;

  g_return_val_if_fail (row != NULL, lines);

  fw_json_get_array (row, "parts", &parts, NULL);
  for (guint i = 0; parts != NULL && i < json_array_get_length (parts); i++)
    {
      JsonObject *part = fw_json_find_element (parts, i);

      if (part != NULL && fw_json_has (part, "name"))
        add_part (lines, part);
    }
  add_rest (lines, row);
  add_views (lines, row, least_raters);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (fw_json_find_text (row, texts[i][0]) != NULL)
      add_line (lines, 0, _ (texts[i][1]), fw_json_find_text (row, texts[i][0]));
  return lines;
}
