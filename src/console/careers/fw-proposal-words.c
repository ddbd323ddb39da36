/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/careers/fw-proposal-words.h"

#include "charts/fw-format.h"
#include "console/fw-channel-word.h"
#include "console/live/fw-live-heads.h"
#include "core/metric/fw-metric.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const struct
{
  const char *name, *word;
  FwMarkShape mark;
  FwChartColor color;
} standings[] = {
  { "top", N_ ("Nobody surely above"), FW_MARK_DISC, FW_CHART_COLOR_IN_ORDER },
  { "alone", N_ ("Nobody to compare with"), FW_MARK_RING, FW_CHART_COLOR_NO_DATA },
  { "below", N_ ("Somebody surely above"), FW_MARK_NONE, FW_CHART_COLOR_TEXT },
  { "barred", N_ ("Short of standards"), FW_MARK_TRIANGLE, FW_CHART_COLOR_LATE },
  { "few", N_ ("Too little data"), FW_MARK_RING, FW_CHART_COLOR_NO_DATA },
};

guint
fw_proposal_rank (const char *standing)
{
  guint i = 0;

  while (i + 1 < G_N_ELEMENTS (standings) && g_strcmp0 (standings[i].name, standing) != 0)
    i++;
  return i;
}

static gboolean
is_star (JsonObject *award)
{
  return g_strcmp0 (fw_json_find_text (award, "award"), "service-star") == 0;
}

static const char *
get_award_word (JsonObject *award)
{
  return is_star (award) ? _ ("Service Star") : _ ("Problem-Solver");
}

static const char *
get_metric_word (JsonObject *award)
{
  const char *name = fw_json_find_text (award, "metric");
  const FwMetric *metric = name != NULL ? fw_metric_find (name) : NULL;

  return metric != NULL ? _ (metric->label) : name != NULL ? name : FW_FORMAT_NONE;
}

static char *
write_range (JsonObject *row, const char *low, const char *high)
{
  const double least = fw_json_find_number (row, low), most = fw_json_find_number (row, high);
  g_autofree char *from = fw_format_short (FW_FORMAT_RATIO, least);
  g_autofree char *to = fw_format_value (FW_FORMAT_RATIO, most);

  if (isnan (least) || isnan (most))
    return g_strdup (FW_FORMAT_NONE);
  /* Translators: both ends of an interval of a share: "90.1–96.7 %". */
  return g_strdup_printf (_ ("%s–%s"), from, to);
}

/* ---- the rule ---- */

static char *
write_least (JsonObject *award)
{
  const guint least = (guint) fw_json_find_count (award, "least");

  if (is_star (award))
    return g_strdup_printf (ngettext ("Who has fewer than %u rating is not held against anybody.",
                                      "Who has fewer than %u ratings is not held against anybody.",
                                      least),
                            least);
  return g_strdup_printf (ngettext ("Who has fewer than %u contact is not held against anybody.",
                                    "Who has fewer than %u contacts is not held against anybody.",
                                    least),
                          least);
}

static char *
write_standards (JsonObject *award)
{
  const double standards = fw_json_find_number (award, "standards");
  const guint reviews = (guint) fw_json_find_count (award, "least_reviews");
  g_autofree char *share = fw_format_tick (FW_FORMAT_RATIO, standards, 0.01);

  if (isnan (standards))
    return g_strdup ("");
  return g_strdup_printf (
      ngettext (" Nor is who surely keeps to standards in less than %s of reviews drawn at random, "
                "from %u review on.",
                " Nor is who surely keeps to standards in less than %s of reviews drawn at random, "
                "from %u reviews on.",
                reviews),
      share, reviews);
}

char *
fw_proposal_write_rule (JsonObject *award, const char *month)
{
  g_autofree char *least = NULL, *standards = NULL;

  g_return_val_if_fail (award != NULL && month != NULL, NULL);

  least = write_least (award);
  standards = write_standards (award);
  return g_strdup_printf (
      /* Translators: an award, a month, a figure; then sentences */
      _ ("%s of %s, by %s. Proposed are those above whom nobody’s whole interval lies, of all who "
         "worked by the same channel. %s%s"),
      get_award_word (award), month, get_metric_word (award), least, standards);
}

/* ---- channels ---- */

static void
append_channel (GString *text, JsonObject *channel)
{
  const guint compared = (guint) fw_json_find_count (channel, "compared");
  const guint top = (guint) fw_json_find_count (channel, "top");
  const char *word = fw_channel_word (fw_json_find_text (channel, "channel"));

  if (compared < 2)
    return;
  if (text->len > 0)
    g_string_append_c (text, '\n');
  if (top == compared)
    g_string_append_printf (
        /* Translators: a channel, how many people */
        text, _ ("%s: the figures of %u people cannot be told apart, and name nobody."), word,
        compared);
  else
    g_string_append_printf (
        /* Translators: a channel; how many people, twice */
        text, _ ("%s: of %u people, nobody is surely above %u."), word, compared, top);
}

char *
fw_proposal_write_channels (JsonObject *award)
{
  g_autoptr (GString) text = g_string_new (NULL);
  JsonArray *channels = NULL;

  g_return_val_if_fail (award != NULL, NULL);

  fw_json_get_array (award, "channels", &channels, NULL);
  for (guint i = 0; channels != NULL && i < json_array_get_length (channels); i++)
    append_channel (text, fw_json_find_element (channels, i));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* ---- somebody ---- */

static JsonObject *
find_channel (JsonObject *award, JsonObject *row)
{
  JsonArray *channels = NULL;

  fw_json_get_array (award, "channels", &channels, NULL);
  for (guint i = 0; channels != NULL && i < json_array_get_length (channels); i++)
    {
      JsonObject *channel = fw_json_find_element (channels, i);

      if (g_strcmp0 (fw_json_find_text (channel, "channel"), fw_json_find_text (row, "channel")) ==
          0)
        return channel;
    }
  return NULL;
}

static char *
write_below (JsonObject *award, JsonObject *row)
{
  JsonObject *channel = find_channel (award, row);
  const double mark = channel != NULL ? fw_json_find_number (channel, "mark") : NAN;
  g_autofree char *high =
      fw_format_value (FW_FORMAT_RATIO, fw_json_find_number (row, "together_high"));
  g_autofree char *from = fw_format_value (FW_FORMAT_RATIO, mark);

  if (isnan (mark))
    /* Translators: a share, where an interval ends */
    return g_strdup_printf (_ ("The interval that decides ends at %s, and one of another team "
                               "begins above it."),
                            high);
  /* Translators: two shares, where an interval ends and where another begins */
  return g_strdup_printf (_ ("The interval that decides ends at %s, and another begins at %s."),
                          high, from);
}

static char *
write_standing (JsonObject *award, JsonObject *row)
{
  const guint n = (guint) fw_json_find_count (row, "n");
  const guint least = (guint) fw_json_find_count (award, "least");

  switch (fw_proposal_rank (fw_json_find_text (row, "standing")))
    {
    case 0:
      return g_strdup (_ ("No interval begins above the end of the one that decides: she may be "
                          "the best, and so may all others of whom that is said."));
    case 1:
      return g_strdup (_ ("Nobody else of the channel has enough data to be compared with."));
    case 2:
      return write_below (award, row);
    case 3:
      return g_strdup_printf (
          /* Translators: how many reviews of how many */
          _ ("%u of %u reviews keep to standards: surely less than the rule asks for."),
          (guint) fw_json_find_count (row, "kept"), (guint) fw_json_find_count (row, "reviews"));
    default:
      /* Translators: how many there are and how many it takes */
      return g_strdup_printf (_ ("n is %u, and it takes %u: nothing is said of her."), n, least);
    }
}

char *
fw_proposal_write_why (JsonObject *award, JsonObject *row)
{
  const guint elsewhere = (guint) fw_json_find_count (row, "elsewhere");
  g_autofree char *standing = NULL, *rest = NULL;

  g_return_val_if_fail (award != NULL && row != NULL, NULL);

  standing = write_standing (award, row);
  if (elsewhere == 0)
    return g_strdup_printf (C_ ("award proposal", "%s: %s"), fw_json_find_text (row, "name"),
                            standing);
  rest = g_strdup_printf (ngettext ("%u contact by another channel does not count.",
                                    "%u contacts by other channels do not count.", elsewhere),
                          elsewhere);
  /* Translators: a person; sentences */
  return g_strdup_printf (_ ("%s: %s %s"), fw_json_find_text (row, "name"), standing, rest);
}

char *
fw_proposal_write_evidence (JsonObject *award, JsonObject *row, const char *month)
{
  JsonObject *channel;
  g_autofree char *value = NULL, *range = NULL, *n = NULL, *figure = NULL;
  guint compared;

  g_return_val_if_fail (award != NULL && row != NULL && month != NULL, NULL);

  channel = find_channel (award, row);
  compared = channel != NULL ? (guint) fw_json_find_count (channel, "compared") : 0;
  value = fw_format_value (FW_FORMAT_RATIO, fw_json_find_number (row, "value"));
  range = write_range (row, "low", "high");
  n = fw_format_count ((gint64) fw_json_find_count (row, "n"));
  figure = g_strdup_printf (
      /* Translators: a month, a channel, a figure with value, interval and n; as in "2026-11,
       * Phone: CSAT 94.2 % (95 % interval 90.1–96.7 %, n 211)" */
      _ ("%s, %s: %s %s (95 %% interval %s, n %s)"), month,
      fw_channel_word (fw_json_find_text (row, "channel")), get_metric_word (award), value, range,
      n);
  return g_strdup_printf (
      /* Translators: figures, where somebody stands, and among how many people */
      ngettext ("%s. %s, among %u person compared.", "%s. %s, among %u people compared.", compared),
      figure, _ (standings[fw_proposal_rank (fw_json_find_text (row, "standing"))].word), compared);
}

/* ---- columns ---- */

static JsonObject *
whole (gpointer row)
{
  return fw_answer_item_get_whole (row);
}

static void
say_name (gpointer row, gpointer data, FwSaid *said)
{
  fw_said_text (said, fw_answer_item_get_text (row, "name"));
}

static void
say_team (gpointer row, gpointer data, FwSaid *said)
{
  fw_said_text (said, fw_answer_item_get_text (row, "team_title"));
}

static void
say_channel (gpointer row, gpointer data, FwSaid *said)
{
  fw_said_text (said, fw_channel_word (fw_answer_item_get_text (row, "channel")));
}

static void
say_standing (gpointer row, gpointer data, FwSaid *said)
{
  const guint rank = fw_proposal_rank (fw_answer_item_get_text (row, "standing"));

  said->text = g_strdup (_ (standings[rank].word));
  said->mark = standings[rank].mark;
  said->color = standings[rank].color;
}

static void
say_value (gpointer row, gpointer data, FwSaid *said)
{
  said->text = fw_format_value (FW_FORMAT_RATIO, fw_json_find_number (whole (row), "value"));
}

static void
say_interval (gpointer row, gpointer data, FwSaid *said)
{
  said->text = write_range (whole (row), "low", "high");
}

static void
say_n (gpointer row, gpointer data, FwSaid *said)
{
  said->text = fw_format_count (fw_answer_item_get_count (row, "n"));
}

static void
say_together (gpointer row, gpointer data, FwSaid *said)
{
  said->text = write_range (whole (row), "together_low", "together_high");
}

static void
say_standards (gpointer row, gpointer data, FwSaid *said)
{
  const guint reviews = fw_answer_item_get_count (row, "reviews");

  /* Translators: how many reviews of how many keep to standards */
  said->text = reviews == 0 ? g_strdup (FW_FORMAT_NONE)
                            : g_strdup_printf (C_ ("reviews", "%u of %u"),
                                               fw_answer_item_get_count (row, "kept"), reviews);
}

static void
say_given (gpointer row, gpointer data, FwSaid *said)
{
  const gboolean given = fw_json_find_yes (whole (row), "given");

  said->text = g_strdup (given ? _ ("Has it") : FW_FORMAT_NONE);
}

static const FwSaidColumn columns[] = {
  { "name", N_ ("Person"), 14, TRUE, FALSE, say_name },
  { "team", N_ ("Team"), 8, FALSE, FALSE, say_team },
  { "channel", N_ ("Channel"), 7, FALSE, FALSE, say_channel },
  { "standing", N_ ("Stands"), 21, FALSE, FALSE, say_standing },
  { "value", N_ ("Figure"), 8, FALSE, TRUE, say_value },
  { "interval", N_ ("95 % interval"), 13, FALSE, TRUE, say_interval },
  { "n", N_ ("n"), 6, FALSE, TRUE, say_n },
  { "together", N_ ("Decides"), 13, FALSE, TRUE, say_together },
  { "standards", N_ ("Standards kept"), 9, FALSE, TRUE, say_standards },
  { "given", N_ ("Award"), 8, FALSE, FALSE, say_given },
};
G_STATIC_ASSERT (G_N_ELEMENTS (columns) == FW_PROPOSAL_STANDARDS + 2);

void
fw_proposal_columns_add (FwLiveGrid *grid)
{
  g_return_if_fail (FW_IS_LIVE_GRID (grid));

  fw_said_columns_add (grid, columns, G_N_ELEMENTS (columns), NULL);
}
