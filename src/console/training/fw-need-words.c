/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/training/fw-need-words.h"

#include "charts/fw-format.h"
#include "console/live/fw-live-words.h"
#include "core/kind/fw-kind.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>

double
fw_need_read_number (JsonObject *object, const char *member)
{
  double value = NAN;

  if (fw_json_has (object, member))
    fw_json_get_number (object, member, &value, NULL);
  return value;
}

double
fw_need_get_number (gpointer need, const char *member)
{
  return fw_need_read_number (fw_answer_item_get_whole (need), member);
}

gboolean
fw_need_is (gpointer need, const char *part)
{
  return g_str_equal (fw_answer_item_get_text (need, "part"), part);
}

gboolean
fw_need_has (gpointer need, const char *member)
{
  return *fw_answer_item_get_text (need, member) != '\0';
}

/* ---- numbers ---- */

static const FwMetric *
get_metric (gpointer need)
{
  return fw_metric_find (fw_answer_item_get_text (need, "metric"));
}

static FwFormat
get_format (gpointer need)
{
  const FwMetric *metric = get_metric (need);

  return metric != NULL               ? fw_live_words_format_unit (metric->unit)
         : fw_need_has (need, "item") ? FW_FORMAT_POINTS
                                      : FW_FORMAT_RATIO;
}

static char *
write_level (double level)
{
  return isnan (level) ? g_strdup (FW_FORMAT_NONE) : g_strdup_printf ("%g", level);
}

static char *
write_value (gpointer need, const char *member)
{
  const double value = fw_need_get_number (need, member);

  return fw_need_is (need, "competency") ? write_level (value)
                                         : fw_format_value (get_format (need), value);
}

static char *
write_range (FwFormat format, double low, double high, gboolean is_difference)
{
  g_autofree char *from =
      is_difference ? fw_format_delta (format, low) : fw_format_value (format, low);
  g_autofree char *to =
      is_difference ? fw_format_delta (format, high) : fw_format_value (format, high);

  if (isnan (low) || isnan (high))
    return g_strdup (_ ("no interval"));
  /* Translators: the two ends of an interval */
  return g_strdup_printf (_ ("%s to %s"), from, to);
}

static char *
write_interval (gpointer need)
{
  return write_range (get_format (need), fw_need_get_number (need, "low"),
                      fw_need_get_number (need, "high"), FALSE);
}

/* ---- cells ---- */

char *
fw_need_write_way (const char *way)
{
  const FwKind *kind = fw_kind_find ("person");
  const FwField *field = &kind->fields[fw_kind_find_field (kind, "learns_by")];

  for (guint i = 0; field->values[i] != NULL; i++)
    if (g_strcmp0 (field->values[i], way) == 0)
      return g_strdup (_ (field->labels[i]));
  return g_strdup (way != NULL ? way : "");
}

char *
fw_need_write_what (gpointer need)
{
  const FwMetric *metric = get_metric (need);

  if (fw_need_has (need, "way"))
    return fw_need_write_way (fw_answer_item_get_text (need, "way"));
  if (fw_need_has (need, "item"))
    /* Translators: an item that reviews score */
    return g_strdup_printf (_ ("%s (reviews)"), fw_answer_item_get_text (need, "item"));
  if (metric != NULL)
    return g_strdup (_ (metric->label));
  return g_strdup (fw_answer_item_get_text (need, "competency_title"));
}

char *
fw_need_write_who (gpointer need)
{
  if (fw_need_has (need, "name"))
    return g_strdup (fw_answer_item_get_text (need, "name"));
  if (fw_need_has (need, "team_title"))
    return g_strdup (fw_answer_item_get_text (need, "team_title"));
  return g_strdup (_ ("Everybody"));
}

char *
fw_need_write_found (gpointer need)
{
  return write_value (need, "value");
}

char *
fw_need_write_against (gpointer need)
{
  return fw_need_is (need, "team") || fw_need_is (need, "preference")
             ? g_strdup (FW_FORMAT_NONE)
             : write_value (need, "against");
}

char *
fw_need_write_effect (gpointer need)
{
  const double effect = fw_need_get_number (need, "effect");

  return isnan (effect) ? g_strdup (FW_FORMAT_NONE) : fw_format_count ((gint64) (effect + 0.5));
}

static char *
write_session (gpointer need)
{
  const char *title = fw_answer_item_get_text (need, "session_title");
  const char *day = fw_answer_item_get_text (need, "session_day");
  const guint seats = fw_answer_item_get_count (need, "seats");
  const guint taken = fw_answer_item_get_count (need, "taken");
  const guint left = seats > taken ? seats - taken : 0;

  if (json_object_get_boolean_member (fw_answer_item_get_whole (need), "enrolled"))
    /* Translators: a day and a session that the person is enrolled in */
    return g_strdup_printf (_ ("Enrolled: %s, %s"), day, title);
  if (left == 0)
    /* Translators: a day and a session without a free seat */
    return g_strdup_printf (_ ("Full: %s, %s"), day, title);
  /* Translators: seats that are free, then a day and a session */
  return g_strdup_printf (ngettext ("%u free: %s, %s", "%u free: %s, %s", left), left, day, title);
}

char *
fw_need_write_help (gpointer need)
{
  const guint taught = fw_answer_item_get_count (need, "taught");

  if (fw_need_is (need, "preference"))
    return g_strdup_printf (ngettext ("%u course is taught so", "%u courses are taught so", taught),
                            taught);
  if (fw_need_has (need, "session"))
    return write_session (need);
  if (fw_need_has (need, "course"))
    /* Translators: a course */
    return g_strdup_printf (_ ("Not planned: %s"), fw_answer_item_get_text (need, "course_title"));
  return g_strdup (fw_need_has (need, "competency") ? _ ("No course teaches it")
                                                    : _ ("No competency is said to show in it"));
}

/* ---- sentences ---- */

static char *
write_level_evidence (gpointer need)
{
  g_autofree char *value = write_value (need, "value"), *against = write_value (need, "against");

  /* Translators: a competency, the level shown, the day, the level asked for */
  return g_strdup_printf (_ ("%s: level %s, shown on %s; the position asks for %s."),
                          fw_answer_item_get_text (need, "competency_title"), value,
                          fw_answer_item_get_text (need, "shown"), against);
}

static char *
write_team_evidence (gpointer need)
{
  const guint n = fw_answer_item_get_count (need, "n"),
              asked = fw_answer_item_get_count (need, "asked");
  g_autofree char *value = write_value (need, "value"), *interval = write_interval (need);

  /* Translators: a competency, a share, its interval; then people */
  return g_strdup_printf (
      _ ("%s: they reach %s of what their positions ask for (%s). Of %u who have shown something "
         "%u are below; %u have shown nothing."),
      fw_answer_item_get_text (need, "competency_title"), value, interval, n,
      fw_answer_item_get_count (need, "below"), asked - MIN (n, asked));
}

static char *
write_way_evidence (gpointer need)
{
  g_autofree char *value = write_value (need, "value"), *interval = write_interval (need);
  const guint n = fw_answer_item_get_count (need, "n");

  /* Translators: a share, its interval, a number of people */
  return g_strdup_printf (ngettext ("%s (%s) of %u person who was asked learn best so.",
                                    "%s (%s) of %u people who were asked learn best so.", n),
                          value, interval, n);
}

static char *
write_figure (gpointer need)
{
  g_autofree char *what = fw_need_write_what (need), *value = write_value (need, "value");
  g_autofree char *interval = write_interval (need);
  g_autofree char *n = fw_format_count (fw_answer_item_get_count (need, "n"));

  if (fw_need_has (need, "item"))
    /* Translators: an item of reviews, its mean, the best score, the interval, how many were given
     */
    return g_strdup_printf (_ ("%s: %s of %g (%s), n %s."), what, value,
                            fw_need_get_number (need, "scale"), interval, n);
  /* Translators: a figure, its value, its interval, how many are behind it */
  return g_strdup_printf (_ ("%s: %s (%s), n %s."), what, value, interval, n);
}

static char *
write_figure_evidence (gpointer need)
{
  const FwFormat format = get_format (need);
  g_autofree char *own = write_figure (need), *against = write_value (need, "against");
  g_autofree char *n = fw_format_count (fw_answer_item_get_count (need, "against_n"));
  g_autofree char *behind = fw_format_delta (format, fw_need_get_number (need, "behind"));
  g_autofree char *range = write_range (format, fw_need_get_number (need, "behind_low"),
                                        fw_need_get_number (need, "behind_high"), TRUE);

  if (isnan (fw_need_get_number (need, "against")))
    return g_steal_pointer (&own);
  return g_strdup_printf (fw_need_has (need, "item")
                              /* Translators: a sentence on the own figure; then that of the others,
                               * how many are behind it, the difference and its interval */
                              ? _ ("%s The other teams: %s, n %s. Behind by %s (%s), by contacts "
                                   "drawn at random alone.")
                              : _ ("%s The others of the team: %s, n %s. Behind by %s (%s)."),
                          own, against, n, behind, range);
}

char *
fw_need_write_evidence (gpointer need)
{
  if (fw_need_is (need, "competency"))
    return write_level_evidence (need);
  if (fw_need_is (need, "team"))
    return write_team_evidence (need);
  if (fw_need_is (need, "preference"))
    return write_way_evidence (need);
  return write_figure_evidence (need);
}

char *
fw_need_write_measured (gpointer need)
{
  JsonObject *measured = fw_answer_item_get_object (need, "measured");
  const char *course = fw_answer_item_get_text (need, "course_title");
  const FwMetric *metric;
  g_autofree char *better = NULL, *range = NULL;
  FwFormat format;

  if (*course == '\0')
    return g_strdup ("");
  if (measured == NULL)
    /* Translators: a course */
    return g_strdup_printf (_ ("What “%s” brings cannot be measured: its competency names no "
                               "figure that it shows in."),
                            course);
  metric = fw_metric_find (fw_json_find_text (measured, "metric"));
  if (metric == NULL || isnan (fw_need_read_number (measured, "better")))
    /* Translators: a course, a figure */
    return g_strdup_printf (_ ("What “%s” brings to %s cannot be told yet: too few completed it "
                               "long enough ago."),
                            course, metric != NULL ? _ (metric->label) : "");
  format = fw_live_words_format_unit (metric->unit);
  better = fw_format_signed (format, fw_need_read_number (measured, "better"));
  range = write_range (format, fw_need_read_number (measured, "low"),
                       fw_need_read_number (measured, "high"), FALSE);
  if (format != FW_FORMAT_DURATION)
    {
      g_autofree char *low = fw_format_signed (format, fw_need_read_number (measured, "low"));
      g_autofree char *high = fw_format_signed (format, fw_need_read_number (measured, "high"));

      g_free (range);
      range = g_strdup_printf (_ ("%s to %s"), low, high);
    }
  return g_strdup_printf (json_object_get_boolean_member (measured, "told")
                              /* Translators: a course, a figure, by how much it got better, its
                               * interval, numbers of people */
                              ? _ ("“%s” bettered %s by %s (%s): %u who completed it, against %u "
                                   "others of their teams.")
                              : _ ("Cannot tell what “%s” brings to %s: %s (%s), %u who completed "
                                   "it, against %u others "
                                   "of their teams."),
                          course, _ (metric->label), better, range,
                          (guint) fw_json_find_count (measured, "n"),
                          (guint) fw_json_find_count (measured, "others"));
}

char *
fw_need_write_next (gpointer need)
{
  if (fw_need_is (need, "preference"))
    return g_strdup (_ ("Describe a course"));
  if (fw_need_has (need, "session"))
    return g_strdup (_ ("Enrol"));
  if (fw_need_has (need, "course"))
    return g_strdup (_ ("Plan a session"));
  return g_strdup (fw_need_has (need, "competency") ? _ ("Describe a course") : _ ("Competencies"));
}
