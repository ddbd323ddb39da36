/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/person/fw-person-lines.h"
#include "console/person/fw-person-panels.h"
#include "console/training/fw-training-columns.h"

#include <glib/gi18n-lib.h>

static JsonObject *
find_enrolment (JsonArray *enrolments, const char *session)
{
  for (guint i = 0; i < json_array_get_length (enrolments); i++)
    {
      JsonObject *one = fw_json_find_element (enrolments, i);

      if (one != NULL && g_strcmp0 (fw_json_find_text (one, "session"), session) == 0)
        return one;
    }
  return NULL;
}

static void
add_line (FwPersonLines *lines, FwAnswerItem *session, JsonObject *enrolment)
{
  const char *state = fw_json_find_text (enrolment, "state");
  const char *result = fw_json_find_text (enrolment, "result");
  const gboolean cancelled = g_str_equal (fw_answer_item_get_text (session, "state"), "cancelled");
  g_autofree char *time = fw_training_write_time (session);

  state = cancelled ? "cancelled" : state != NULL ? state : "waiting";
  fw_person_lines_add (
      lines, &(FwPersonLine){ fw_training_state_shape (state), fw_training_state_color (state),
                              fw_answer_item_get_text (session, "name"),
                              g_strcmp0 (result, "completed") == 0 ? _ ("Completed")
                                                                   : fw_training_state_word (state),
                              time, "training", fw_answer_item_get_text (session, "id") });
}

/* What comes stands above what was. */
static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  return -strcmp (fw_answer_item_get_text ((FwAnswerItem *) a, "day"),
                  fw_answer_item_get_text ((FwAnswerItem *) b, "day"));
}

static void
fill (FwPersonLines *lines, JsonObject *answer)
{
  g_autoptr (GListStore) items = g_list_store_new (FW_TYPE_ANSWER_ITEM);
  JsonArray *sessions = NULL, *enrolments = NULL;

  if (!fw_json_get_array (answer, "sessions", &sessions, NULL) ||
      !fw_json_get_array (answer, "enrolments", &enrolments, NULL))
    return;
  fw_answer_items_take (items, sessions);
  g_list_store_sort (items, compare, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (items)); i++)
    {
      g_autoptr (FwAnswerItem) session = g_list_model_get_item (G_LIST_MODEL (items), i);
      JsonObject *enrolment = find_enrolment (enrolments, fw_answer_item_get_text (session, "id"));

      if (enrolment != NULL)
        add_line (lines, session, enrolment);
    }
}

GtkWidget *
fw_person_training_new (FwPersonShown *shown)
{
  static const char *const kinds[] = { "enrolment", "training-session", "course", NULL };
  static const FwPersonQuestion question = { "training?person=", N_ ("Training"),
                                             N_ ("No training taken or coming."), kinds, fill };

  return fw_person_lines_new (shown, &question);
}
