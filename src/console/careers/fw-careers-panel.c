/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/careers/fw-career-words.h"
#include "console/person/fw-person-lines.h"
#include "console/person/fw-person-panels.h"

#include <glib/gi18n-lib.h>

/* The posts that lead on from the person's own. */
static void
fill (FwPersonLines *lines, JsonObject *answer)
{
  JsonArray *rows = NULL;

  if (!fw_json_get_array (answer, "rows", &rows, NULL))
    return;
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = fw_json_find_element (rows, i);
      const char *state = row != NULL ? fw_json_find_text (row, "state") : NULL;
      g_autofree char *lacks = state != NULL ? fw_career_write_lacks (row) : NULL;
      FwMarkShape shape;
      FwChartColor color;

      if (lacks == NULL)
        continue;
      fw_career_state_mark (state, &shape, &color);
      fw_person_lines_add (lines,
                           &(FwPersonLine){ shape, color, fw_json_find_text (row, "to_title"),
                                            fw_career_state_word (state), lacks, "careers",
                                            fw_json_find_text (row, "id") });
    }
}

GtkWidget *
fw_person_careers_new (FwPersonShown *shown)
{
  static const char *const kinds[] = { "career-step", "work",        "award",
                                       "evidence",    "requirement", "certificate-event",
                                       "enrolment",   "person",      NULL };
  static const FwPersonQuestion question = { "careers?person=", N_ ("Next steps"),
                                             N_ ("No step leads on from the post."), kinds, fill };

  return fw_person_lines_new (shown, &question);
}
