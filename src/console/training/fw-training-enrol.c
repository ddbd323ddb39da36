/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/training/fw-training-enrol.h"

#include "console/fw-send.h"
#include "console/records/fw-ref-choice.h"

#include <glib/gi18n-lib.h>

/* Of more the rest is counted. */
#define NAMED 3

struct _FwTrainingEnrol
{
  AdwWindow parent_instance;

  GtkLabel *session_label;
  GtkGrid *choices;
  GtkCheckButton *gap;
  GtkLabel *preview;
  GtkWidget *enrol;
  FwRefChoice *people, *team;

  FwPage *page; /* not owned: it is there as long as its window is */
  char *path;
  guint asked; /* previews on their way: the last one counts */
  gboolean choosing;
};

enum
{
  ENROLLED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwTrainingEnrol, fw_training_enrol, ADW_TYPE_WINDOW)

static guint signals[N_SIGNALS];

char *
fw_training_make_path (const char *session, const char *what)
{
  g_autofree char *escaped = g_uri_escape_string (session, NULL, FALSE);

  return g_strdup_printf ("training/%s/%s", escaped, what);
}

/* ---- what becomes of them ---- */

static void
append_part (GString *text, const char *part)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", part);
}

static void
append_overlaps (GString *text, JsonArray *people)
{
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (people); i++)
    {
      JsonObject *person = fw_json_find_element (people, i);
      const char *with = person != NULL ? fw_json_find_text (person, "with") : NULL;
      g_autofree char *part = NULL;

      if (with == NULL || n++ >= NAMED)
        continue;
      /* Translators: a person and a session */
      part = g_strdup_printf (_ ("%s is in “%s” at that time."), fw_json_find_text (person, "name"),
                              with);
      append_part (text, part);
    }
  if (n > NAMED)
    {
      g_autofree char *part =
          g_strdup_printf (ngettext ("%u more is in another session then.",
                                     "%u more are in other sessions then.", n - NAMED),
                           n - NAMED);

      append_part (text, part);
    }
}

static guint
count (JsonArray *people, const char *outcome)
{
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (people); i++)
    {
      JsonObject *person = fw_json_find_element (people, i);

      n += person != NULL && g_strcmp0 (fw_json_find_text (person, "outcome"), outcome) == 0;
    }
  return n;
}

/* @part: (transfer full). */
static void
append_count (GString *text, guint n, char *part)
{
  if (n > 0)
    append_part (text, part);
  g_free (part);
}

static void
append_counts (GString *text, JsonArray *people, gboolean would)
{
  const guint seats = count (people, "enrolled"), waits = count (people, "waiting");
  const guint had = count (people, "already");

  if (would)
    {
      append_count (text, seats,
                    g_strdup_printf (ngettext ("%u gets a seat.", "%u get seats.", seats), seats));
      append_count (text, waits,
                    g_strdup_printf (ngettext ("%u will wait.", "%u will wait.", waits), waits));
    }
  else
    {
      append_count (text, seats,
                    g_strdup_printf (ngettext ("%u enrolled.", "%u enrolled.", seats), seats));
      append_count (
          text, waits,
          g_strdup_printf (ngettext ("%u waits for a seat.", "%u wait for a seat.", waits), waits));
    }
  append_count (
      text, had,
      g_strdup_printf (ngettext ("%u has one already.", "%u have one already.", had), had));
}

char *
fw_training_write_enrolled (JsonObject *answer, gboolean would)
{
  GString *text = g_string_new (NULL);
  JsonArray *people = NULL;

  if (!fw_json_get_array (answer, "people", &people, NULL) || json_array_get_length (people) == 0)
    {
      g_string_append (text, _ ("Nobody there is below what their position asks for."));
      return g_string_free (text, FALSE);
    }
  append_counts (text, people, would);
  append_overlaps (text, people);
  return g_string_free (text, FALSE);
}

/* ---- asking ---- */

static GString *
make_body (FwTrainingEnrol *self, gboolean dry)
{
  g_auto (GStrv) people = fw_ref_choice_get_chosen (self->people);
  g_auto (GStrv) team = fw_ref_choice_get_chosen (self->team);
  GString *json;
  FwJsonWriter writer;

  if (people[0] == NULL && team[0] == NULL)
    return NULL;
  json = g_string_new (NULL);
  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
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
  fw_json_member_boolean (&writer, "try", dry);
  fw_json_writer_end_object (&writer);
  return json;
}

static void
previewed_cb (GObject *owner, JsonObject *answer, const char *refusal)
{
  FwTrainingEnrol *self = FW_TRAINING_ENROL (owner);
  g_autofree char *text = NULL;

  if (--self->asked > 0)
    return;
  text = answer != NULL ? fw_training_write_enrolled (answer, TRUE) : g_strdup (refusal);
  gtk_label_set_text (self->preview, text);
}

static void
preview (FwTrainingEnrol *self)
{
  GString *body = make_body (self, TRUE);

  gtk_widget_set_sensitive (self->enrol, body != NULL);
  if (body == NULL)
    {
      gtk_label_set_text (self->preview, _ ("Choose people, or a team."));
      return;
    }
  self->asked++;
  fw_send_post (self->page, self->path, body, G_OBJECT (self), previewed_cb);
}

/* A team or people: the choice that was made last holds. */
static void
people_cb (FwTrainingEnrol *self)
{
  if (self->choosing)
    return;
  self->choosing = TRUE;
  fw_ref_choice_set_chosen (self->team, NULL);
  self->choosing = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->gap), FALSE);
  preview (self);
}

static void
team_cb (FwTrainingEnrol *self)
{
  if (self->choosing)
    return;
  self->choosing = TRUE;
  fw_ref_choice_set_chosen (self->people, NULL);
  self->choosing = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->gap), TRUE);
  preview (self);
}

static void
enrolled_cb (GObject *owner, JsonObject *answer, const char *refusal)
{
  FwTrainingEnrol *self = FW_TRAINING_ENROL (owner);
  g_autofree char *text = NULL;

  if (answer == NULL)
    {
      gtk_label_set_text (self->preview, refusal);
      gtk_widget_set_sensitive (self->enrol, TRUE);
      return;
    }
  text = fw_training_write_enrolled (answer, FALSE);
  g_signal_emit (self, signals[ENROLLED], 0, text);
  gtk_window_close (GTK_WINDOW (self));
}

static void
enrol_cb (FwTrainingEnrol *self)
{
  GString *body = make_body (self, FALSE);

  if (body == NULL)
    return;
  gtk_widget_set_sensitive (self->enrol, FALSE);
  fw_send_post (self->page, self->path, body, G_OBJECT (self), enrolled_cb);
}

static void
enrol_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  enrol_cb (FW_TRAINING_ENROL (widget));
}

/* ---- the class ---- */

static void
fw_training_enrol_finalize (GObject *object)
{
  g_free (FW_TRAINING_ENROL (object)->path);
  G_OBJECT_CLASS (fw_training_enrol_parent_class)->finalize (object);
}

static void
fw_training_enrol_class_init (FwTrainingEnrolClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fw_training_enrol_finalize;
  signals[ENROLLED] = g_signal_new ("enrolled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/training/fw-training-enrol.ui");
  gtk_widget_class_bind_template_child (widget_class, FwTrainingEnrol, session_label);
  gtk_widget_class_bind_template_child (widget_class, FwTrainingEnrol, choices);
  gtk_widget_class_bind_template_child (widget_class, FwTrainingEnrol, gap);
  gtk_widget_class_bind_template_child (widget_class, FwTrainingEnrol, preview);
  gtk_widget_class_bind_template_child (widget_class, FwTrainingEnrol, enrol);
  gtk_widget_class_bind_template_callback (widget_class, preview);
  gtk_widget_class_bind_template_callback (widget_class, enrol_cb);
  gtk_widget_class_install_action (widget_class, "enrol.now", NULL, enrol_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "enrol.now",
                                       NULL);
}

static void
fw_training_enrol_init (FwTrainingEnrol *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static FwRefChoice *
add_choice (FwTrainingEnrol *self, const char *kind, const char *name, gboolean several, int row)
{
  FwRecordList *list = fw_record_list_get (fw_page_get_client (self->page), fw_kind_find (kind));
  GtkWidget *choice = fw_ref_choice_new (list, name, several, _ ("Nobody chosen"));
  GtkWidget *label = gtk_label_new (name);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (choice, TRUE);
  gtk_grid_attach (self->choices, label, 0, row, 1, 1);
  gtk_grid_attach (self->choices, choice, 1, row, 1, 1);
  return FW_REF_CHOICE (choice);
}

FwTrainingEnrol *
fw_training_enrol_new (FwPage *page, FwAnswerItem *session)
{
  FwTrainingEnrol *self;

  g_return_val_if_fail (FW_IS_PAGE (page) && FW_IS_ANSWER_ITEM (session), NULL);

  self = g_object_new (FW_TYPE_TRAINING_ENROL, "transient-for",
                       gtk_widget_get_root (GTK_WIDGET (page)), NULL);
  self->page = page;
  self->path = fw_training_make_path (fw_answer_item_get_text (session, "id"), "people");
  gtk_label_set_text (self->session_label, fw_answer_item_get_text (session, "name"));
  self->people = add_choice (self, "person", _ ("People"), TRUE, 0);
  self->team = add_choice (self, "team", _ ("Or a team"), FALSE, 1);
  g_signal_connect_object (self->people, "changed", G_CALLBACK (people_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->team, "changed", G_CALLBACK (team_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_visible (GTK_WIDGET (self->gap),
                          *fw_answer_item_get_text (session, "competency") != '\0');
  preview (self);
  gtk_widget_child_focus (GTK_WIDGET (self->people), GTK_DIR_TAB_FORWARD);
  return self;
}
