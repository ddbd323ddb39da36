/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/training/fw-training-people.h"

#include "console/fw-send.h"
#include "console/training/fw-training-columns.h"
#include "console/training/fw-training-enrol.h"

#include <glib/gi18n-lib.h>

static GString *
make_body (const char *const *people, const char *state, const char *result)
{
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_writer_key (&writer, "people");
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; people[i] != NULL; i++)
    fw_json_writer_text (&writer, people[i]);
  fw_json_writer_end_array (&writer);
  if (state != NULL)
    fw_json_member_text (&writer, "state", state);
  if (result != NULL)
    fw_json_member_text (&writer, "result", result);
  fw_json_writer_end_object (&writer);
  return json;
}

/* ---- taking back ---- */

/* How somebody stood before. */
typedef struct
{
  char *session;
  char **people;
  char *state, *result;
} Before;

static void
before_free (gpointer data)
{
  Before *self = data;

  g_free (self->session);
  g_strfreev (self->people);
  g_free (self->state);
  g_free (self->result);
  g_free (self);
}

static void
taken_cb (GObject *owner, JsonObject *answer, const char *refusal)
{
  if (refusal != NULL)
    fw_page_toast (FW_PAGE (owner), refusal);
}

/* Who had withdrawn asks for a seat again. */
static void
undo (FwPage *page, gpointer data)
{
  const Before *before = data;
  const gboolean enrols = before->state == NULL;
  g_autofree char *path = fw_training_make_path (before->session, enrols ? "people" : "attendance");

  fw_send_post (page, path,
                make_body ((const char *const *) before->people, before->state, before->result),
                G_OBJECT (page), taken_cb);
}

/* ---- keys ---- */

static guint
find_position (FwLiveGrid *grid, gpointer item)
{
  GListModel *shown = fw_live_grid_get_shown (grid);
  guint n = g_list_model_get_n_items (shown), i = 0;

  for (; i < n; i++)
    {
      g_autoptr (GObject) one = g_list_model_get_item (shown, i);

      if (one == item)
        break;
    }
  return i;
}

/* Keys that follow each other go down the list. */
static void
go_on (FwLiveGrid *grid, gpointer item)
{
  const guint next = find_position (grid, item) + 1;

  if (next < fw_live_grid_count (grid))
    fw_live_grid_come_to (grid, next);
}

static char *
write_marked (FwAnswerItem *item, const char *state, const char *result)
{
  const char *name = fw_answer_item_get_text (item, "name");
  const char *word = g_strcmp0 (result, "completed") == 0       ? _ ("Completed")
                     : g_strcmp0 (result, "not-completed") == 0 ? _ ("Not completed")
                                                                : fw_training_state_word (state);

  /* Translators: a person and what was noted of her */
  return g_strdup_printf (_ ("%s: %s"), name, word);
}

void
fw_training_people_mark (const FwTrainingPeople *self, const char *state, const char *result)
{
  g_autoptr (FwAnswerItem) item = fw_live_grid_get_selected (self->grid);
  const char *people[] = { NULL, NULL };
  g_autofree char *path = NULL, *text = NULL;
  const char *was;
  Before *before;

  if (item == NULL)
    return;
  was = fw_answer_item_get_text (item, "state");
  if (!g_str_equal (state, "withdrawn") &&
      (g_str_equal (was, "waiting") || g_str_equal (was, "withdrawn")))
    {
      fw_page_toast (self->page, _ ("Who has no seat has no attendance: S gives one."));
      go_on (self->grid, item);
      return;
    }
  people[0] = fw_answer_item_get_text (item, "person");
  path = fw_training_make_path (self->session, "attendance");
  text = write_marked (item, state, result);
  before = g_new0 (Before, 1);
  before->session = g_strdup (self->session);
  before->people = g_strdupv ((char **) people);
  if (!g_str_equal (state, "withdrawn"))
    {
      before->state = g_strdup (was);
      before->result = g_strdup (fw_answer_item_get_text (item, "result"));
    }
  fw_send_post (self->page, path, make_body (people, state, result), G_OBJECT (self->page),
                taken_cb);
  fw_page_toast_undo (self->page, text, undo, before, before_free);
  go_on (self->grid, item);
}

void
fw_training_people_mark_all (const FwTrainingPeople *self)
{
  GListModel *shown = fw_live_grid_get_shown (self->grid);
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *path = fw_training_make_path (self->session, "attendance");
  g_autofree char *text = NULL;
  Before *before;

  for (guint i = 0; i < g_list_model_get_n_items (shown); i++)
    {
      g_autoptr (FwAnswerItem) item = g_list_model_get_item (shown, i);

      if (g_str_equal (fw_answer_item_get_text (item, "state"), "enrolled"))
        g_ptr_array_add (people, g_strdup (fw_answer_item_get_text (item, "person")));
    }
  if (people->len == 0)
    return;
  text = g_strdup_printf (ngettext ("%u attended.", "%u attended.", people->len), people->len);
  g_ptr_array_add (people, NULL);
  before = g_new0 (Before, 1);
  before->session = g_strdup (self->session);
  before->people = g_strdupv ((char **) people->pdata);
  before->state = g_strdup ("enrolled");
  fw_send_post (self->page, path, make_body ((const char *const *) people->pdata, "attended", NULL),
                G_OBJECT (self->page), taken_cb);
  fw_page_toast_undo (self->page, text, undo, before, before_free);
}

static void
seated_cb (GObject *owner, JsonObject *answer, const char *refusal)
{
  JsonArray *people = NULL;
  JsonObject *person = NULL;
  g_autofree char *text = NULL;

  if (answer != NULL && fw_json_get_array (answer, "people", &people, NULL))
    person = fw_json_find_element (people, 0);
  if (person != NULL && g_strcmp0 (fw_json_find_text (person, "outcome"), "waiting") == 0)
    text = g_strdup (_ ("No seat is free."));
  else if (person != NULL)
    text = fw_training_write_enrolled (answer, FALSE);
  fw_page_toast (FW_PAGE (owner), refusal != NULL ? refusal : text != NULL ? text : "");
}

void
fw_training_people_seat (const FwTrainingPeople *self)
{
  g_autoptr (FwAnswerItem) item = fw_live_grid_get_selected (self->grid);
  const char *people[] = { NULL, NULL };
  g_autofree char *path = NULL;

  if (item == NULL)
    return;
  people[0] = fw_answer_item_get_text (item, "person");
  path = fw_training_make_path (self->session, "people");
  fw_send_post (self->page, path, make_body (people, NULL, NULL), G_OBJECT (self->page), seated_cb);
}
