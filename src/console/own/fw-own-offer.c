/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/own/fw-own-offer.h"

#include "console/fw-drop-down.h"
#include "console/fw-form-dialog.h"
#include "console/fw-send.h"

#include <glib/gi18n-lib.h>

#define NOTE_MAX 200

typedef struct
{
  FwPage *page;
  char *date, *what; /* the day as it is sent, and as it is said */
  GStrv people;      /* ids of whom it can be offered to; behind everybody */
  GtkDropDown *names;
  GtkEditable *note;
} Offer;

static void
offer_free (Offer *self)
{
  g_object_unref (self->page);
  g_free (self->date);
  g_free (self->what);
  g_strfreev (self->people);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Offer, offer_free)

static void
offered_cb (GObject *owner, JsonObject *answer, const char *refusal)
{
  fw_page_toast (FW_PAGE (owner),
                 answer != NULL ? _ ("Offered. It stands under My requests.") : refusal);
}

static void
send (gpointer data)
{
  const Offer *self = data;
  const guint chosen = gtk_drop_down_get_selected (self->names);
  g_autofree char *note = g_strstrip (g_strdup (gtk_editable_get_text (self->note)));
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "day", self->date);
  if (chosen > 0 && chosen <= g_strv_length (self->people))
    fw_json_member_text (&writer, "to", self->people[chosen - 1]);
  if (*note != '\0')
    fw_json_member_text (&writer, "note", note);
  fw_json_writer_end_object (&writer);
  fw_send_post (self->page, "own/swaps", json, G_OBJECT (self->page), offered_cb);
}

static void
chosen_cb (GtkDropDown *names)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (names);

  fw_drop_down_set_name (names, _ ("Offer to"),
                         chosen != NULL ? gtk_string_object_get_string (chosen) : NULL);
}

static GtkWidget *
create_form (Offer *self, const char *const *names)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *entry = gtk_entry_new ();

  self->names = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (names));
  g_signal_connect (self->names, "notify::selected-item", G_CALLBACK (chosen_cb), NULL);
  chosen_cb (self->names);
  self->note = GTK_EDITABLE (entry);
  gtk_entry_set_max_length (GTK_ENTRY (entry), NOTE_MAX);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("Note for colleagues"));
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Note for colleagues"), -1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->names));
  gtk_box_append (GTK_BOX (box), entry);
  return box;
}

static void
present (Offer *self, const char *const *names)
{
  GtkWidget *form = create_form (self, names);

  fw_form_dialog_present (GTK_WIDGET (self->page),
                          &(const FwFormDialog){ .heading = _ ("Offer a Shift"),
                                                 .body = self->what,
                                                 .answer = _ ("Offer"),
                                                 .form = form,
                                                 .focus = GTK_WIDGET (self->names) },
                          send, self, (GDestroyNotify) offer_free);
}

static void
colleagues_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Offer) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fw_client_request_finish (FW_CLIENT (source), result, &error);
  g_autoptr (JsonObject) answer = bytes != NULL ? fw_json_parse_bytes (bytes, &error) : NULL;
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new (), names = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;
  JsonArray *colleagues;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (answer == NULL || !fw_json_get_array (answer, "colleagues", &colleagues, &error))
    {
      g_autofree char *sentence = fw_error_to_sentence (error);

      fw_page_toast (self->page, sentence);
      return;
    }
  g_strv_builder_add (names, _ ("Everybody of the team"));
  for (guint i = 0; i < json_array_get_length (colleagues); i++)
    {
      JsonObject *colleague = fw_json_find_element (colleagues, i);
      const char *id = colleague != NULL ? fw_json_find_text (colleague, "id") : NULL;
      const char *name = colleague != NULL ? fw_json_find_text (colleague, "name") : NULL;

      if (id == NULL)
        continue;
      g_strv_builder_add (ids, id);
      g_strv_builder_add (names, name != NULL ? name : id);
    }
  self->people = g_strv_builder_end (ids);
  list = g_strv_builder_end (names);
  present (g_steal_pointer (&self), (const char *const *) list);
}

void
fw_own_offer_day (FwPage *page, const FwOwnFacts *facts)
{
  Offer *self;

  g_return_if_fail (FW_IS_PAGE (page) && facts != NULL);

  self = g_new0 (Offer, 1);
  self->page = g_object_ref (page);
  self->date = fw_date_format (facts->day);
  self->what = fw_own_write_day (facts);
  fw_client_request_async (fw_page_get_client (page), "GET", "own/swaps", NULL, NULL,
                           fw_page_get_cancellable (page), colleagues_cb, self);
}
