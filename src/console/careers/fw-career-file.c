/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/careers/fw-career-file.h"

#include "charts/fw-format.h"
#include "console/careers/fw-career-words.h"
#include "console/competencies/fw-competency-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static gboolean
is (JsonObject *object, const char *member, const char *value)
{
  return g_strcmp0 (fw_json_find_text (object, member), value) == 0;
}

/* Returns: (transfer none): the line, to be added to. */
static JsonObject *
add_line (JsonArray *lines, guint depth, const char *what, const char *there, const char *verdict)
{
  /* A mark is as wide as one of them. */
  static const char *const indents[] = { "", "\u2003", "\u2003\u2003\u2003" };
  JsonObject *line = json_object_new ();
  g_autofree char *id = g_strdup_printf ("%u", json_array_get_length (lines));
  g_autofree char *indented = g_strconcat (indents[depth], what, NULL);

  json_object_set_string_member (line, "id", id);
  json_object_set_string_member (line, "what", indented);
  json_object_set_int_member (line, "depth", depth);
  json_object_set_string_member (line, "there", there);
  json_object_set_string_member (line, "verdict", verdict != NULL ? verdict : "");
  json_array_add_object_element (lines, line);
  return line;
}

static const char *
find_page (const char *kind)
{
  static const char *const pages[][2] = { { "work", "works" },
                                          { "evidence", "competency-evidence" },
                                          { "certificate-event", "certificate-events" },
                                          { "award", "awards" },
                                          { "enrolment", "enrolments" } };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_strcmp0 (pages[i][0], kind) == 0)
      return pages[i][1];
  return "";
}

/* What a record shows: a level by its source, an event, where a piece of work is. */
static char *
write_shown (JsonObject *piece)
{
  const double level = fw_career_read_number (piece, "level");
  const char *where = fw_json_find_text (piece, "where");

  if (!isnan (level))
    {
      g_autofree char *text = fw_competency_write_level (level);

      /* Translators: a level that somebody has shown */
      return g_strdup_printf (_ ("level %s"), text);
    }
  if (fw_json_has (piece, "event"))
    return g_strdup (fw_career_event_word (fw_json_find_text (piece, "event")));
  if (where != NULL)
    return g_strdup (where);
  return g_strdup (fw_json_has (piece, "reason") ? fw_json_find_text (piece, "reason") : "");
}

/* What shows a competency stands under its name, and says by what. */
static const char *
name_piece (JsonObject *piece)
{
  const char *title = fw_json_find_text (piece, "title");

  if (is (piece, "kind", "award"))
    return fw_career_award_word (title);
  if (is (piece, "kind", "evidence"))
    return fw_competency_source_word (fw_json_find_text (piece, "source"));
  return title != NULL ? title : "";
}

static void
add_piece (JsonArray *lines, JsonObject *piece)
{
  g_autofree char *shown = fw_json_find_yes (piece, "withdrawn")
                               ? g_strdup (_ ("Entered by mistake: it counts no more"))
                               : write_shown (piece);
  g_autofree char *day = fw_career_write_date (fw_json_find_text (piece, "day"));
  JsonObject *line = add_line (lines, 2, name_piece (piece), shown, NULL);

  json_object_set_string_member (line, "day", day);
  json_object_set_string_member (
      line, "by", fw_json_has (piece, "signed") ? fw_json_find_text (piece, "signed") : "");
  json_object_set_string_member (line, "page", find_page (fw_json_find_text (piece, "kind")));
  json_object_set_string_member (line, "record", fw_json_find_text (piece, "id"));
}

/* @subject: (nullable): of these alone. */
static guint
add_pieces (JsonArray *lines, JsonArray *pieces, const char *asked, const char *subject)
{
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (pieces); i++)
    {
      JsonObject *piece = fw_json_find_element (pieces, i);

      if (piece == NULL || !is (piece, "asked", asked) ||
          (subject != NULL && !is (piece, "subject", subject)))
        continue;
      add_piece (lines, piece);
      n++;
    }
  return n;
}

static void
add_competency (JsonArray *lines, JsonObject *competency, JsonArray *pieces)
{
  const double level = fw_career_read_number (competency, "level"),
               wants = fw_career_read_number (competency, "wants");
  g_autofree char *has = fw_competency_write_level (level);
  g_autofree char *asked = fw_competency_write_level (wants);
  /* Translators: the level that somebody has, and the one that is asked for */
  g_autofree char *there = g_strdup_printf (_ ("%s, asked %s"), has, asked);

  add_line (lines, 1, fw_json_find_text (competency, "name"), there,
            isnan (level)    ? "unknown"
            : level >= wants ? "met"
                             : "lacking");
  add_pieces (lines, pieces, "readiness", fw_json_find_text (competency, "id"));
}

static void
add_demand (JsonArray *lines, JsonObject *demand, JsonObject *file, JsonArray *pieces)
{
  const guint pace_days = (guint) fw_json_find_count (file, "pace_days");
  g_autofree char *what = fw_career_write_demand (demand);
  g_autofree char *rest = fw_career_write_rest (demand, pace_days);
  JsonArray *competencies = NULL;

  add_line (lines, 0, what, rest, fw_json_find_text (demand, "verdict"));
  if (!is (demand, "asked", "readiness"))
    add_pieces (lines, pieces, fw_json_find_text (demand, "asked"),
                fw_json_has (demand, "subject") ? fw_json_find_text (demand, "subject") : NULL);
  else if (fw_json_get_array (file, "competencies", &competencies, NULL))
    for (guint i = 0; i < json_array_get_length (competencies); i++)
      {
        JsonObject *competency = fw_json_find_element (competencies, i);

        if (competency != NULL)
          add_competency (lines, competency, pieces);
      }
}

static gboolean
has_awards (JsonArray *pieces)
{
  for (guint i = 0; i < json_array_get_length (pieces); i++)
    {
      JsonObject *piece = fw_json_find_element (pieces, i);

      if (piece != NULL && is (piece, "asked", "award"))
        return TRUE;
    }
  return FALSE;
}

JsonArray *
fw_career_file_read (JsonObject *file)
{
  JsonArray *lines = json_array_new (), *demands = NULL, *pieces = NULL;

  g_return_val_if_fail (file != NULL, lines);

  if (!fw_json_get_array (file, "demands", &demands, NULL) ||
      !fw_json_get_array (file, "pieces", &pieces, NULL))
    return lines;
  for (guint i = 0; i < json_array_get_length (demands); i++)
    {
      JsonObject *demand = fw_json_find_element (demands, i);

      if (demand != NULL)
        add_demand (lines, demand, file, pieces);
    }
  if (has_awards (pieces))
    {
      add_line (lines, 0, _ ("Awards"),
                fw_json_find_yes (file, "priority")
                    ? _ ("they give priority before others who stand alike")
                    : "",
                NULL);
      add_pieces (lines, pieces, "award", NULL);
    }
  return lines;
}
