/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/programmes/fw-programme-enrol.h"

#include "console/fw-form-dialog.h"
#include "console/fw-send.h"
#include "console/records/fw-date-entry.h"
#include "console/records/fw-ref-choice.h"
#include "core/people/fw-programme-templates.h"
#include "protocol/fw-record-json.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  FwPage *page;
  char *path;
  FwRefChoice *people, *team;
  GtkCheckButton *gap;
  GtkEditable *since;
} Enrol;

static void
enrol_free (gpointer data)
{
  Enrol *self = data;

  g_object_unref (self->page);
  g_free (self->path);
  g_free (self);
}

static void
enrolled_cb (GObject *owner, JsonObject *answer, const char *refusal)
{
  JsonArray *enrolled = NULL, *already = NULL;
  g_autofree char *text = NULL;

  if (answer == NULL || !fw_json_get_array (answer, "enrolled", &enrolled, NULL) ||
      !fw_json_get_array (answer, "already", &already, NULL))
    {
      fw_page_toast (FW_PAGE (owner), refusal);
      return;
    }
  /* Translators: two numbers of people */
  text = g_strdup_printf (_ ("%u begin; %u are in it already."), json_array_get_length (enrolled),
                          json_array_get_length (already));
  fw_page_toast (FW_PAGE (owner), text);
}

/* A team goes before people: of the two one is chosen. */
static void
send (gpointer data)
{
  const Enrol *self = data;
  g_auto (GStrv) people = fw_ref_choice_get_chosen (self->people);
  g_auto (GStrv) team = fw_ref_choice_get_chosen (self->team);
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "since", gtk_editable_get_text (self->since));
  if (team[0] != NULL)
    {
      fw_json_member_text (&writer, "team", team[0]);
      fw_json_member_boolean (&writer, "gap", gtk_check_button_get_active (self->gap));
    }
  else
    {
      fw_json_writer_key (&writer, "people");
      fw_json_writer_begin_array (&writer);
      for (char **id = people; *id != NULL; id++)
        fw_json_writer_text (&writer, *id);
      fw_json_writer_end_array (&writer);
    }
  fw_json_writer_end_object (&writer);
  fw_send_post (self->page, self->path, json, G_OBJECT (self->page), enrolled_cb);
}

static FwRefChoice *
add_choice (
    Enrol *self, GtkWidget *grid, const char *kind, const char *name, gboolean several, int row)
{
  FwRecordList *list = fw_record_list_get (fw_page_get_client (self->page), fw_kind_find (kind));
  GtkWidget *choice = fw_ref_choice_new (list, name, several, _ ("Nobody chosen"));

  fw_form_grid_add (grid, name, choice, row);
  return FW_REF_CHOICE (choice);
}

static GtkWidget *
create_form (Enrol *self, const char *today)
{
  GtkWidget *grid = fw_form_grid_new (), *gap, *since = fw_date_entry_new ();

  self->people = add_choice (self, grid, "person", _ ("People"), TRUE, 0);
  self->team = add_choice (self, grid, "team", _ ("Or a team"), FALSE, 1);
  gap = gtk_check_button_new_with_label (_ ("Only those who lack what it teaches"));
  gtk_grid_attach (GTK_GRID (grid), gap, 1, 2, 1, 1);
  self->gap = GTK_CHECK_BUTTON (gap);
  self->since = GTK_EDITABLE (since);
  gtk_editable_set_text (self->since, today);
  gtk_accessible_update_property (GTK_ACCESSIBLE (since), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("First day"), -1);
  fw_form_grid_add (grid, _ ("First day"), since, 3);
  return grid;
}

void
fw_programme_enrol (FwPage *page, const char *programme, const char *name, const char *today)
{
  g_autofree char *escaped = NULL;
  GtkWidget *form;
  Enrol *self;

  g_return_if_fail (FW_IS_PAGE (page) && programme != NULL && name != NULL && today != NULL);

  escaped = g_uri_escape_string (programme, NULL, FALSE);
  self = g_new0 (Enrol, 1);
  self->page = g_object_ref (page);
  self->path = g_strdup_printf ("programmes/%s/people", escaped);
  form = create_form (self, today);
  fw_form_dialog_present (GTK_WIDGET (page),
                          &(const FwFormDialog){ .heading = _ ("Put People In"),
                                                 .body = name,
                                                 .answer = _ ("Put in"),
                                                 .form = form,
                                                 .focus = GTK_WIDGET (self->people) },
                          send, self, enrol_free);
}

/* ---- what comes along ---- */

static void
taken_cb (GObject *owner, JsonObject *answer, const char *refusal)
{
  fw_page_toast (FW_PAGE (owner), answer != NULL ? _ ("Eight programmes are there now.") : refusal);
}

static const char *
translate (const char *text)
{
  return _ (text);
}

void
fw_programme_take_templates (FwPage *page)
{
  g_autoptr (GPtrArray) records = fw_programme_templates (translate);
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  g_return_if_fail (FW_IS_PAGE (page));

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_writer_key (&writer, "writes");
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; i < records->len; i++)
    {
      fw_json_writer_begin_object (&writer);
      fw_json_member_text (&writer, "kind", fw_record_get_kind (records->pdata[i])->name);
      fw_json_writer_key (&writer, "record");
      fw_record_json_append (&writer, records->pdata[i], FALSE);
      fw_json_writer_end_object (&writer);
    }
  fw_json_writer_end_array (&writer);
  fw_json_writer_end_object (&writer);
  fw_send_post (page, "records", json, G_OBJECT (page), taken_cb);
}

/* ---- a lesson is done ---- */

static void
noted_cb (GObject *owner, JsonObject *answer, const char *refusal)
{
  fw_page_toast (FW_PAGE (owner), answer != NULL ? _ ("Noted as done today.") : refusal);
}

void
fw_programme_note_done (FwPage *page, const char *person, const char *lesson, const char *today)
{
  g_autofree char *id = g_uuid_string_random ();
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  g_return_if_fail (FW_IS_PAGE (page) && person != NULL && lesson != NULL && today != NULL);

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "id", id);
  fw_json_member_text (&writer, "person", person);
  fw_json_member_text (&writer, "lesson", lesson);
  fw_json_member_text (&writer, "day", today);
  fw_json_member_boolean (&writer, "passed", TRUE);
  fw_json_writer_end_object (&writer);
  fw_send_post (page, "records/lesson-result", json, G_OBJECT (page), noted_cb);
}
