/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/training/fw-need-enrol.h"

#include "console/fw-send.h"
#include "console/training/fw-need-words.h"
#include "console/training/fw-training-enrol.h"

/* What is kept until the server has answered. */
#define PENDING "fw-need-pending"

typedef struct
{
  char *session;
  FwNeedEnrolled done;
} Pending;

static void
pending_free (gpointer data)
{
  g_free (((Pending *) data)->session);
  g_free (data);
}

/* Who was put where. */
typedef struct
{
  char *session;
  GPtrArray *people; /* ids */
} Enrolled;

static void
enrolled_free (gpointer data)
{
  g_free (((Enrolled *) data)->session);
  g_ptr_array_unref (((Enrolled *) data)->people);
  g_free (data);
}

static void
undone_cb (GObject *owner, JsonObject *answer, const char *refusal)
{
  if (refusal != NULL)
    fw_page_toast (FW_PAGE (owner), refusal);
}

static void
undo (FwPage *page, gpointer data)
{
  const Enrolled *enrolled = data;
  g_autofree char *path = fw_training_make_path (enrolled->session, "attendance");
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "state", "withdrawn");
  fw_json_writer_key (&writer, "people");
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; i < enrolled->people->len; i++)
    fw_json_writer_text (&writer, enrolled->people->pdata[i]);
  fw_json_writer_end_array (&writer);
  fw_json_writer_end_object (&writer);
  fw_send_post (page, path, json, G_OBJECT (page), undone_cb);
}

/* Those who were not in it before. */
static Enrolled *
read_enrolled (const char *session, JsonObject *answer)
{
  Enrolled *enrolled = g_new0 (Enrolled, 1);
  JsonArray *people = NULL;

  enrolled->session = g_strdup (session);
  enrolled->people = g_ptr_array_new_with_free_func (g_free);
  if (!fw_json_get_array (answer, "people", &people, NULL))
    return enrolled;
  for (guint i = 0; i < json_array_get_length (people); i++)
    {
      JsonObject *person = fw_json_find_element (people, i);
      const char *outcome = person != NULL ? fw_json_find_text (person, "outcome") : NULL;

      if (g_strcmp0 (outcome, "enrolled") == 0 || g_strcmp0 (outcome, "waiting") == 0)
        g_ptr_array_add (enrolled->people, g_strdup (fw_json_find_text (person, "person")));
    }
  return enrolled;
}

static void
enrolled_cb (GObject *owner, JsonObject *answer, const char *refusal)
{
  FwPage *page = FW_PAGE (owner);
  Pending *pending = g_object_steal_data (owner, PENDING);
  Enrolled *enrolled;
  g_autofree char *text = NULL;

  if (answer == NULL)
    fw_page_toast (page, refusal);
  else
    {
      text = fw_training_write_enrolled (answer, FALSE);
      enrolled = read_enrolled (pending->session, answer);
      if (enrolled->people->len > 0)
        fw_page_toast_undo (page, text, undo, enrolled, enrolled_free);
      else
        {
          fw_page_toast (page, text);
          enrolled_free (enrolled);
        }
    }
  pending->done (page);
  pending_free (pending);
}

static GString *
make_body (FwAnswerItem *need)
{
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  if (fw_need_has (need, "person"))
    {
      fw_json_writer_key (&writer, "people");
      fw_json_writer_begin_array (&writer);
      fw_json_writer_text (&writer, fw_answer_item_get_text (need, "person"));
      fw_json_writer_end_array (&writer);
    }
  else
    {
      fw_json_member_text (&writer, "team", fw_answer_item_get_text (need, "team"));
      fw_json_member_boolean (&writer, "gap", TRUE);
    }
  fw_json_writer_end_object (&writer);
  return json;
}

void
fw_need_enrol (FwPage *page, FwAnswerItem *need, FwNeedEnrolled done)
{
  g_autofree char *path = NULL;
  Pending *pending;

  g_return_if_fail (FW_IS_PAGE (page) && FW_IS_ANSWER_ITEM (need) && done != NULL);

  /* One at a time: the next one is about what the answer to this one says. */
  if (g_object_get_data (G_OBJECT (page), PENDING) != NULL)
    return;
  path = fw_training_make_path (fw_answer_item_get_text (need, "session"), "people");
  pending = g_new (Pending, 1);
  *pending = (Pending){ g_strdup (fw_answer_item_get_text (need, "session")), done };
  g_object_set_data_full (G_OBJECT (page), PENDING, pending, pending_free);
  fw_send_post (page, path, make_body (need), G_OBJECT (page), enrolled_cb);
}

static void
add_field (GVariantBuilder *fields, FwAnswerItem *need, const char *field, const char *member)
{
  if (fw_need_has (need, member))
    g_variant_builder_add (fields, "{ss}", field, fw_answer_item_get_text (need, member));
}

void
fw_need_plan (FwPage *page, FwAnswerItem *need)
{
  GVariantBuilder fields;
  g_autofree char *site = NULL;

  g_return_if_fail (FW_IS_PAGE (page) && FW_IS_ANSWER_ITEM (need));

  g_variant_builder_init (&fields, G_VARIANT_TYPE ("a{ss}"));
  if (fw_need_has (need, "course"))
    {
      g_object_get (fw_page_get_view (page), "site", &site, NULL);
      add_field (&fields, need, "course", "course");
      add_field (&fields, need, "name", "course_title");
      if (*site != '\0')
        g_variant_builder_add (&fields, "{ss}", "site", site);
      fw_page_go (page, "training-sessions", g_variant_builder_end (&fields));
      return;
    }
  add_field (&fields, need, "competency", "competency");
  add_field (&fields, need, "form", "way");
  fw_page_go (page, "courses", g_variant_builder_end (&fields));
}
