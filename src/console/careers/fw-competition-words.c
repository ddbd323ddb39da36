/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/careers/fw-competition-words.h"

#include <math.h>

#include "charts/fw-format.h"
#include "console/careers/fw-career-words.h"
#include "core/kind/fw-kind.h"

#include <glib/gi18n-lib.h>

const char *
fw_competition_state_word (const char *kind, const char *state)
{
  const FwFlowState *found;

  g_return_val_if_fail (kind != NULL, NULL);

  found = state != NULL ? fw_flow_find_state (fw_kind_find (kind)->flow, state) : NULL;
  return found != NULL && found->label != NULL ? _ (found->label) : "";
}

static void
add_line (GString *text, char *line)
{
  if (line != NULL && *line != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
  g_free (line);
}

static gboolean
is (JsonObject *object, const char *member, const char *value)
{
  return g_strcmp0 (fw_json_find_text (object, member), value) == 0;
}

static char *
write_points (double value)
{
  return fw_format_value (FW_FORMAT_POINTS, value);
}

/* ---- a call ---- */

static const char *
find_obstacle (const char *obstacle)
{
  static const struct
  {
    const char *name, *sentence;
  } known[] = {
    { "panel", N_ ("The panel needs two people at least, each with an account of her own that is "
                   "not an agent's.") },
    { "applicant", N_ ("One of the panel applies herself.") },
    { "over", N_ ("The last day to apply is past.") },
    { "unscreened", N_ ("Applications wait to be screened.") },
    { "nobody", N_ ("Nobody was screened in.") },
    { "unscored", N_ ("The panel has not scored all applicants.") },
    { "undecided", N_ ("Applications wait for a decision.") },
    { "feedback", N_ ("Feedback is owed to applicants.") },
    { "appeals", N_ ("An appeal is on its way.") },
    { "appealable", N_ ("Applicants may still appeal.") },
  };

  for (guint i = 0; obstacle != NULL && i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (known[i].name, obstacle))
      return _ (known[i].sentence);
  return NULL;
}

static char *
write_places (JsonObject *whole)
{
  const guint places = (guint) fw_json_find_count (whole, "places");
  g_autofree char *until = fw_career_write_date (fw_json_find_text (whole, "until"));

  /* Translators: how many places, the last day to apply */
  return g_strdup_printf (
      ngettext ("%u place; applications until %s.", "%u places; applications until %s.", places),
      places, until);
}

static char *
write_lenience (JsonObject *member)
{
  const double lenience = fw_json_find_number (member, "lenience");
  const double error = fw_json_find_number (member, "error");
  g_autofree char *signed_text = NULL, *error_text = NULL;

  if (isnan (lenience))
    return g_strdup ("");
  signed_text = fw_format_signed (FW_FORMAT_POINTS, lenience);
  error_text = write_points (error);
  /* Translators: behind the name of somebody of a panel: how many points she gives more than the
   * rest, and its standard error */
  return isnan (error) ? g_strdup_printf (_ ("lenience %s"), signed_text)
                       : g_strdup_printf (_ ("lenience %s ± %s"), signed_text, error_text);
}

static char *
write_member (JsonObject *member)
{
  const char *name = fw_json_find_text (member, "name");
  const guint handed = (guint) fw_json_find_count (member, "handed_in");
  const guint asked = (guint) fw_json_find_count (member, "asked");
  g_autofree char *lenience = write_lenience (member);
  /* Translators: somebody of a panel, how many marks she has handed in, of how many */
  g_autofree char *count =
      g_strdup_printf (_ ("%s: %u of %u marks"), name != NULL ? name : "", handed, handed + asked);

  return handed + asked == 0 ? g_strdup (name)
         : *lenience != '\0' ? g_strdup_printf ("%s, %s", count, lenience)
                             : g_steal_pointer (&count);
}

static char *
write_panel (JsonObject *whole)
{
  g_autoptr (GString) text = g_string_new (NULL);
  JsonArray *panel;

  if (!fw_json_get_array (whole, "panel", &panel, NULL))
    return NULL;
  for (guint i = 0; i < json_array_get_length (panel); i++)
    {
      JsonObject *member = fw_json_find_element (panel, i);
      g_autofree char *line = member != NULL ? write_member (member) : NULL;

      if (line != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", line);
    }
  /* Translators: followed by who is of it */
  return text->len > 0 ? g_strdup_printf (_ ("Panel: %s"), text->str) : NULL;
}

static const char *
find_comparable (JsonObject *whole)
{
  if (fw_json_find_count (whole, "handed_in") == 0)
    return NULL;
  if (!fw_json_find_yes (whole, "told"))
    return _ ("Marks stay blind until all of the panel have scored everybody.");
  if (!fw_json_find_yes (whole, "connected"))
    return _ ("Some applicants were scored by others than the rest: how lenient each is, and so "
              "who stands above whom, cannot be told. Raw marks do not compare.");
  return fw_json_find_count (whole, "freedom") == 0
             ? _ ("There are too few marks to tell how sure they are, and so who stands above "
                  "whom.")
             : _ ("Fair marks are as if each of the panel were as lenient as the others; all their "
                  "intervals hold the truth together in 95 of 100 panels. Where two overlap there "
                  "is no order. Nothing is decided by marks: who decides signs, and says why.");
}

char *
fw_competition_write_call (JsonObject *whole)
{
  GString *text = g_string_new (NULL);
  const char *note, *reason, *obstacle;

  g_return_val_if_fail (whole != NULL, g_string_free (text, FALSE));

  note = fw_json_find_text (whole, "note");
  reason = fw_json_find_text (whole, "reason");
  obstacle = find_obstacle (fw_json_find_text (whole, "obstacle"));
  add_line (text, write_places (whole));
  add_line (text, g_strdup (reason));
  add_line (text, g_strdup (note));
  add_line (text, write_panel (whole));
  add_line (text, g_strdup (find_comparable (whole)));
  if (obstacle != NULL)
    /* Translators: why a call cannot go on to its next step yet */
    add_line (text, g_strdup_printf (_ ("Before its next step: %s"), obstacle));
  return g_string_free (text, FALSE);
}

/* ---- an applicant ---- */

static void
add_demands (GString *text, JsonObject *applicant)
{
  JsonObject *standing = fw_json_find_object (applicant, "standing");
  JsonArray *demands;

  if (standing == NULL)
    {
      add_line (text, g_strdup (_ ("No step leads to the post from hers: nothing is asked.")));
      return;
    }
  add_line (text, g_strdup_printf (
                      /* Translators: how she stands before the step to the post: "Ready" */
                      _ ("Requirements: %s"),
                      fw_career_state_word (fw_json_find_text (standing, "state"))));
  for (guint i = 0; fw_json_get_array (standing, "demands", &demands, NULL) &&
                    i < json_array_get_length (demands);
       i++)
    {
      JsonObject *demand = fw_json_find_element (demands, i);
      g_autofree char *words = demand != NULL ? fw_career_write_demand (demand) : NULL;

      if (words != NULL)
        add_line (text, g_strdup_printf ("%s %s",
                                         is (demand, "verdict", "met")       ? "✓"
                                         : is (demand, "verdict", "lacking") ? "✗"
                                                                             : "?",
                                         words));
    }
}

static char *
write_mark (JsonObject *mark)
{
  g_autofree char *points = write_points (fw_json_find_number (mark, "mark"));
  const char *name = fw_json_find_text (mark, "name"), *note = fw_json_find_text (mark, "note");

  /* Translators: who of a panel gave which mark, and on what it rests */
  return g_strdup_printf (_ ("%s: %s. %s"), name != NULL ? name : "", points,
                          note != NULL ? note : "");
}

static char *
write_order (JsonObject *whole, JsonObject *applicant)
{
  const guint above = (guint) fw_json_find_count (applicant, "above");
  const guint below = (guint) fw_json_find_count (applicant, "below");

  if (!fw_json_find_yes (whole, "told") || fw_json_find_count (applicant, "n") == 0)
    return g_strdup (FW_FORMAT_NONE);
  if (isnan (fw_json_find_number (applicant, "error")))
    return g_strdup (_ ("Cannot tell"));
  if (above == 0 && below == 0)
    return g_strdup (_ ("No order"));
  /* Translators: how many applicants surely stand above and below her */
  return g_strdup_printf (_ ("%u above, %u below"), above, below);
}

static char *
write_interval (JsonObject *applicant)
{
  const double low = fw_json_find_number (applicant, "low");
  g_autofree char *from = write_points (low),
                  *to = write_points (fw_json_find_number (applicant, "high"));

  /* Translators: an interval */
  return isnan (low) ? g_strdup (FW_FORMAT_NONE) : g_strdup_printf (_ ("%s to %s"), from, to);
}

static void
add_figures (GString *text, JsonObject *whole, JsonObject *applicant)
{
  g_autofree char *raw = write_points (fw_json_find_number (applicant, "raw"));
  g_autofree char *fair = write_points (fw_json_find_number (applicant, "fair"));
  g_autofree char *error = write_points (fw_json_find_number (applicant, "error"));
  g_autofree char *interval = write_interval (applicant), *order = write_order (whole, applicant);
  JsonArray *marks;

  for (guint i = 0;
       fw_json_get_array (applicant, "marks", &marks, NULL) && i < json_array_get_length (marks);
       i++)
    add_line (text, write_mark (fw_json_find_element (marks, i)));
  if (fw_json_find_count (applicant, "n") == 0)
    return;
  add_line (text,
            g_strdup_printf (
                /* Translators: marks of a panel, its standard error, an interval, "No order" */
                _ ("Raw mark %s, fair mark %s (standard error %s; %s). %s."), raw, fair, error,
                interval, order));
}

/* What is said under a word of its own; nothing where nothing is said. */
static void
add_said (GString *text, const char *form, const char *said)
{
  g_autofree char *line = NULL;

  if (said == NULL || *said == '\0')
    return;
  line = g_strdup_printf ("“%s”", said);
  add_line (text, g_strdup_printf ("%s %s", form, line));
}

char *
fw_competition_write_applicant (JsonObject *whole, JsonObject *applicant)
{
  GString *text = g_string_new (NULL);
  JsonObject *score;

  g_return_val_if_fail (whole != NULL && applicant != NULL, g_string_free (text, FALSE));

  add_said (text, _ ("Why she applies:"), fw_json_find_text (applicant, "motivation"));
  add_demands (text, applicant);
  score = fw_json_find_object (applicant, "score");
  if (score != NULL && is (score, "state", "handed-in") && !fw_json_find_yes (whole, "told"))
    {
      g_autofree char *mark = write_points (fw_json_find_number (score, "mark"));

      /* Translators: a mark */
      add_line (text, g_strdup_printf (_ ("You gave %s. It stays."), mark));
    }
  add_figures (text, whole, applicant);
  add_said (text, _ ("Feedback:"), fw_json_find_text (applicant, "feedback"));
  add_said (text, _ ("Appeal:"), fw_json_find_text (applicant, "appeal"));
  return g_string_free (text, FALSE);
}

/* ---- columns ---- */

static void
say_member (gpointer row, const char *member, FwSaid *said)
{
  fw_said_text (said, fw_answer_item_get_text (row, member));
}

static void
say_quarter (gpointer row, gpointer data, FwSaid *said)
{
  say_member (row, "quarter", said);
}

static void
say_post (gpointer row, gpointer data, FwSaid *said)
{
  say_member (row, "post_name", said);
}

static void
say_site (gpointer row, gpointer data, FwSaid *said)
{
  say_member (row, "site_name", said);
}

static void
say_until (gpointer row, gpointer data, FwSaid *said)
{
  said->text = fw_career_write_date (fw_answer_item_get_text (row, "until"));
}

static void
say_places (gpointer row, gpointer data, FwSaid *said)
{
  /* Translators: places that are given, of so many */
  said->text = g_strdup_printf (_ ("%u of %u"), fw_answer_item_get_count (row, "chosen"),
                                fw_answer_item_get_count (row, "places"));
}

static void
say_applied (gpointer row, gpointer data, FwSaid *said)
{
  said->text = fw_format_count (fw_answer_item_get_count (row, "applied"));
}

static void
say_yours (gpointer row, gpointer data, FwSaid *said)
{
  const guint yours = fw_answer_item_get_count (row, "yours");

  if (yours == 0)
    {
      fw_said_text (said, "");
      return;
    }
  said->text = g_strdup_printf (ngettext ("%u mark", "%u marks", yours), yours);
  said->mark = FW_MARK_HALF;
  said->color = FW_CHART_COLOR_WATCH;
}

static void
say_state (gpointer row, gpointer data, FwSaid *said)
{
  fw_said_text (said,
                fw_competition_state_word ("competition", fw_answer_item_get_text (row, "state")));
}

void
fw_competition_columns_add (FwLiveGrid *grid)
{
  static const FwSaidColumn columns[] = {
    { "quarter", N_ ("Quarter"), 8, FALSE, FALSE, say_quarter },
    { "post", N_ ("Post"), 16, TRUE, FALSE, say_post },
    { "site", N_ ("Site"), 10, FALSE, FALSE, say_site },
    { "until", N_ ("Apply until"), 12, FALSE, FALSE, say_until },
    { "applied", N_ ("Applicants"), 9, FALSE, TRUE, say_applied },
    { "places", N_ ("Places given"), 9, FALSE, TRUE, say_places },
    { "yours", N_ ("To score by you"), 12, FALSE, FALSE, say_yours },
    { "state", N_ ("State"), 20, TRUE, FALSE, say_state },
  };

  g_return_if_fail (FW_IS_LIVE_GRID (grid));

  fw_said_columns_add (grid, columns, G_N_ELEMENTS (columns), NULL);
}

static void
say_name (gpointer row, gpointer data, FwSaid *said)
{
  say_member (row, "name", said);
}

static void
say_standing (gpointer row, gpointer data, FwSaid *said)
{
  JsonObject *standing = fw_answer_item_get_object (row, "standing");
  const char *state = standing != NULL ? fw_json_find_text (standing, "state") : NULL;

  if (state == NULL)
    {
      fw_said_text (said, "");
      return;
    }
  said->text = g_strdup (fw_career_state_word (state));
  fw_career_state_mark (state, &said->mark, &said->color);
}

static void
say_figure (gpointer row, const char *member, FwSaid *said)
{
  said->text = write_points (fw_json_find_number (fw_answer_item_get_whole (row), member));
}

static void
say_raw (gpointer row, gpointer data, FwSaid *said)
{
  say_figure (row, "raw", said);
}

static void
say_fair (gpointer row, gpointer data, FwSaid *said)
{
  say_figure (row, "fair", said);
}

static void
say_interval (gpointer row, gpointer data, FwSaid *said)
{
  said->text = write_interval (fw_answer_item_get_whole (row));
}

static void
say_order (gpointer row, gpointer data, FwSaid *said)
{
  JsonObject **whole = data;

  said->text = *whole != NULL ? write_order (*whole, fw_answer_item_get_whole (row))
                              : g_strdup (FW_FORMAT_NONE);
}

/* What is hers to give comes before where the application stands. */
static void
say_stands (gpointer row, gpointer data, FwSaid *said)
{
  JsonObject *score = fw_answer_item_get_object (row, "score");
  const char *state = fw_answer_item_get_text (row, "state");

  if (score != NULL && is (score, "state", "asked"))
    {
      said->text = g_strdup (_ ("Waits for your mark"));
      said->mark = FW_MARK_HALF;
      said->color = FW_CHART_COLOR_WATCH;
      return;
    }
  fw_said_text (said, fw_competition_state_word ("application", state));
  if (g_str_has_prefix (state, "chosen"))
    {
      said->mark = FW_MARK_DISC;
      said->color = FW_CHART_COLOR_IN_ORDER;
    }
}

void
fw_competition_columns_add_people (FwLiveGrid *grid, JsonObject **whole)
{
  static const FwSaidColumn columns[] = {
    { "name", N_ ("Person"), 12, TRUE, FALSE, say_name },
    { "state", N_ ("State"), 14, TRUE, FALSE, say_stands },
    { "standing", N_ ("Requirements"), 12, FALSE, FALSE, say_standing },
    { "raw", N_ ("Raw mark"), 7, FALSE, TRUE, say_raw },
    { "fair", N_ ("Fair mark"), 7, FALSE, TRUE, say_fair },
    { "interval", N_ ("Interval, 95 %"), 12, FALSE, TRUE, say_interval },
    { "order", N_ ("Surely"), 10, FALSE, FALSE, say_order },
  };

  g_return_if_fail (FW_IS_LIVE_GRID (grid) && whole != NULL);

  fw_said_columns_add (grid, columns, G_N_ELEMENTS (columns), whole);
}
