/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fw-format.h"
#include "console/competencies/fw-competency-words.h"
#include "console/person/fw-person-lines.h"
#include "console/person/fw-person-panels.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static JsonObject *
find_by_id (JsonArray *array, const char *id)
{
  for (guint i = 0; id != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *one = fw_json_find_element (array, i);

      if (one != NULL && g_strcmp0 (fw_json_find_text (one, "id"), id) == 0)
        return one;
    }
  return NULL;
}

static double
get_level (JsonArray *levels, guint i)
{
  JsonNode *node = i < json_array_get_length (levels) ? json_array_get_element (levels, i) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_double (node) : NAN;
}

static void
add_requirement (FwPersonLines *lines, const char *name, double level, double required)
{
  const gboolean known = !isnan (level), met = known && level >= required;
  g_autofree char *has = fw_competency_write_level (level);
  g_autofree char *asked = fw_competency_write_level (required);
  /* Translators: the level that somebody has, and the one that is asked for */
  g_autofree char *detail = g_strdup_printf (_ ("%s, asked %s"), has, asked);

  fw_person_lines_add (lines, &(FwPersonLine){ met     ? FW_MARK_DISC
                                               : known ? FW_MARK_TRIANGLE
                                                       : FW_MARK_RING,
                                               met     ? FW_CHART_COLOR_IN_ORDER
                                               : known ? FW_CHART_COLOR_LATE
                                                       : FW_CHART_COLOR_NO_DATA,
                                               name,
                                               met     ? _ ("Met")
                                               : known ? _ ("Too low")
                                                       : _ ("Not known"),
                                               detail, "competencies", NULL });
}

/* What the position asks for; what more there is stands on the page. */
static void
fill (FwPersonLines *lines, JsonObject *answer)
{
  JsonArray *rows = NULL, *positions = NULL, *competencies = NULL, *levels = NULL, *asked = NULL;
  JsonObject *row = NULL, *position = NULL;

  if (!fw_json_get_array (answer, "rows", &rows, NULL) ||
      !fw_json_get_array (answer, "positions", &positions, NULL) ||
      !fw_json_get_array (answer, "competencies", &competencies, NULL) ||
      (row = fw_json_find_element (rows, 0)) == NULL ||
      (position = find_by_id (positions, fw_json_find_text (row, "position"))) == NULL ||
      !fw_json_get_array (row, "levels", &levels, NULL) ||
      !fw_json_get_array (position, "requirements", &asked, NULL))
    return;
  for (guint i = 0; i < json_array_get_length (competencies); i++)
    {
      JsonObject *competency = fw_json_find_element (competencies, i);
      const char *id = competency != NULL ? fw_json_find_text (competency, "id") : NULL;
      double required;

      for (guint k = 0; id != NULL && k < json_array_get_length (asked); k++)
        {
          JsonObject *one = fw_json_find_element (asked, k);

          if (one != NULL && g_strcmp0 (fw_json_find_text (one, "competency"), id) == 0 &&
              fw_json_get_number (one, "level", &required, NULL))
            add_requirement (lines, fw_json_find_text (competency, "name"), get_level (levels, i),
                             required);
        }
    }
}

GtkWidget *
fw_person_competencies_new (FwPersonShown *shown)
{
  static const char *const kinds[] = { "evidence", "requirement", "competency", "person", NULL };
  static const FwPersonQuestion question = { "competencies?person=", N_ ("Competencies"),
                                             N_ ("The position asks for no competency."), kinds,
                                             fill };

  return fw_person_lines_new (shown, &question);
}
