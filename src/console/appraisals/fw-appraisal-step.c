/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/appraisals/fw-appraisal-step.h"

#include "console/fw-form-dialog.h"
#include "console/fw-send.h"

#include <glib/gi18n-lib.h>

#define TEXT_MAX 1000

/** Step: one that is asked by a text. The texts are translated. */
typedef struct
{
  FwPage *page;
  char *path;
  const char *move;
  guint64 revision;
  GtkEditable *text;
} Step;

static void
step_free (Step *self)
{
  g_object_unref (self->page);
  g_free (self->path);
  g_free (self);
}

static Step *
step_new (FwPage *page, JsonObject *row, const char *folder, const char *move)
{
  Step *self = g_new0 (Step, 1);
  g_autofree char *id = g_uri_escape_string (fw_json_find_text (row, "appraisal"), NULL, FALSE);

  self->page = g_object_ref (page);
  self->path = g_strconcat (folder, id, NULL);
  self->move = move;
  self->revision = fw_json_find_count (row, "revision");
  return self;
}

static void
sent_cb (GObject *owner, JsonObject *answer, const char *refusal)
{
  FwPage *page = FW_PAGE (owner);
  const char *state = answer != NULL ? fw_json_find_text (answer, "state") : NULL;

  fw_page_toast (page, answer == NULL                        ? refusal
                       : g_strcmp0 (state, "handed-in") == 0 ? _ ("Handed in.")
                       : g_strcmp0 (state, "acknowledged") == 0
                           ? _ ("You have taken note of it.")
                           : _ ("Your objection is on its way."));
  fw_page_refresh (page);
}

/* @text: (nullable) */
static void
send (const Step *self, const char *text)
{
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "move", self->move);
  fw_json_member_integer (&writer, "revision", (gint64) self->revision);
  if (text != NULL)
    fw_json_member_text (&writer, "text", text);
  fw_json_writer_end_object (&writer);
  fw_send_post (self->page, self->path, json, G_OBJECT (self->page), sent_cb);
}

static void
answered_cb (gpointer data)
{
  const Step *self = data;
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->text)));

  if (*text == '\0')
    fw_page_toast (self->page, _ ("Nothing was sent: it needs its reason."));
  else
    send (self, text);
}

static void
ask (Step *self, const char *heading, const char *body, const char *answer, const char *label)
{
  GtkWidget *entry = gtk_entry_new ();

  self->text = GTK_EDITABLE (entry);
  gtk_entry_set_max_length (GTK_ENTRY (entry), TEXT_MAX);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  fw_form_dialog_present (
      GTK_WIDGET (self->page),
      &(const FwFormDialog){
          .heading = heading, .body = body, .answer = answer, .form = entry, .focus = entry },
      answered_cb, self, (GDestroyNotify) step_free);
}

void
fw_appraisal_hand_in (FwPage *page, JsonObject *row)
{
  g_autofree char *body = NULL;

  g_return_if_fail (FW_IS_PAGE (page) && row != NULL);

  /* Translators: a person */
  body = g_strdup_printf (_ ("The figures of %s are kept as they stand now. Your name stands under "
                             "it."),
                          fw_json_find_text (row, "name"));
  ask (step_new (page, row, "appraisals/", "handed-in"), _ ("Hand the Appraisal In"), body,
       _ ("Hand in"), _ ("Reason"));
}

void
fw_appraisal_object (FwPage *page, JsonObject *row)
{
  g_return_if_fail (FW_IS_PAGE (page) && row != NULL);

  ask (step_new (page, row, "own/appraisals/", "objected"), _ ("Object to the Appraisal"),
       _ ("Somebody else than who wrote it decides, and tells you why."), _ ("Object"),
       _ ("What is not right, and why"));
}

void
fw_appraisal_take_note (FwPage *page, JsonObject *row)
{
  Step *self;

  g_return_if_fail (FW_IS_PAGE (page) && row != NULL);

  self = step_new (page, row, "own/appraisals/", "acknowledged");
  send (self, NULL);
  step_free (self);
}
