/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/own/fw-own-calendar.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "console/fw-form-dialog.h"
#include "console/fw-send.h"
#include "console/own/fw-own-day.h"
#include "console/print/fw-save.h"
#include "protocol/fw-json.h"

/* ---- the address, which is told once ---- */

typedef struct
{
  FwPage *page;
  GtkEditable *entry;
} Told;

static void
told_free (Told *self)
{
  g_object_unref (self->page);
  g_free (self);
}

static void
copy_address (gpointer data)
{
  const Told *self = data;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self->entry)),
                          gtk_editable_get_text (self->entry));
  fw_page_toast (self->page, _ ("The address is on the clipboard"));
}

static GtkWidget *
create_entry (const char *address)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), address);
  gtk_editable_set_editable (GTK_EDITABLE (entry), FALSE);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Address of the calendar"), -1);
  return entry;
}

static void
made_cb (GObject *owner, JsonObject *answer, const char *refusal)
{
  FwPage *page = FW_PAGE (owner);
  const char *path = answer != NULL ? fw_json_find_text (answer, "path") : NULL;
  g_autofree char *address =
      g_strconcat (fw_client_get_server (fw_page_get_client (page)), path, NULL);
  GtkWidget *entry;
  Told *told;

  if (path == NULL)
    {
      fw_page_toast (page, refusal);
      return;
    }
  entry = create_entry (address);
  told = g_new (Told, 1);
  *told = (Told){ g_object_ref (page), GTK_EDITABLE (entry) };
  fw_form_dialog_present (
      GTK_WIDGET (page),
      &(const FwFormDialog){
          .heading = _ ("Address of the Calendar"),
          .body = _ ("Enter it in your calendar program as a subscription. It is shown this once; "
                     "a new one can always be made, which ends this one."),
          .answer = _ ("Copy"),
          .close = _ ("Close"),
          .form = entry,
          .focus = entry },
      copy_address, told, (GDestroyNotify) told_free);
}

static void
ended_cb (GObject *owner, JsonObject *answer, const char *refusal)
{
  fw_page_toast (FW_PAGE (owner),
                 answer != NULL
                     ? _ ("The address is ended; calendars that follow it get nothing any more")
                     : refusal);
}

/* ---- a file ---- */

static void
write_file (FwPage *page, GFile *file, gpointer data)
{
  fw_save_write (page, file, data);
}

static void
file_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FwPage) page = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fw_client_request_finish (FW_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (bytes == NULL)
    {
      g_autofree char *sentence = fw_error_to_sentence (error);

      fw_page_toast (page, sentence);
      return;
    }
  fw_save_choose (page, _ ("Save the Calendar"), "shifts.ics", write_file, g_steal_pointer (&bytes),
                  (GDestroyNotify) g_bytes_unref);
}

/* ---- what is wanted ---- */

static void
make_address (FwPage *page)
{
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "training", _ ("Training"));
  fw_json_member_text (&writer, "leave", _ ("Leave"));
  fw_json_writer_end_object (&writer);
  fw_send_post (page, "own/calendar", json, G_OBJECT (page), made_cb);
}

static void
ask_file (FwPage *page)
{
  g_autofree char *training = g_uri_escape_string (_ ("Training"), NULL, FALSE);
  g_autofree char *leave = g_uri_escape_string (_ ("Leave"), NULL, FALSE);
  g_autofree char *path =
      g_strdup_printf ("own/calendar.ics?training=%s&leave=%s", training, leave);

  fw_client_request_async (fw_page_get_client (page), "GET", path, NULL, NULL,
                           fw_page_get_cancellable (page), file_cb, g_object_ref (page));
}

static void
wanted_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  FwPage *page = FW_PAGE (user_data);

  if (g_str_equal (response, "make"))
    make_address (page);
  else if (g_str_equal (response, "end"))
    fw_send (page, "DELETE", "own/calendar", NULL, G_OBJECT (page), ended_cb);
  else if (g_str_equal (response, "save"))
    ask_file (page);
}

static char *
write_body (const char *since)
{
  g_autofree char *day = NULL;
  gint32 made;

  if (since == NULL || !fw_date_parse (fw_text (since), &made))
    return g_strdup (
        _ ("A calendar program that is given a secret address shows your published "
           "shifts and follows their changes. Whoever has the address can read them."));
  day = fw_own_write_date (made);

  return g_strdup_printf (
      _ ("Calendar programs follow your published shifts at an address that was "
         "made on %s. A new address ends that one."),
      day);
}

static void
state_cb (GObject *owner, JsonObject *answer, const char *refusal)
{
  FwPage *page = FW_PAGE (owner);
  const char *since = answer != NULL ? fw_json_find_text (answer, "since") : NULL;
  g_autofree char *body = write_body (since);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));
  AdwMessageDialog *dialog;

  if (answer == NULL)
    {
      fw_page_toast (page, refusal);
      return;
    }
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (
      GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, _ ("Shifts in Your Calendar"), body));
  adw_message_dialog_add_responses (dialog, "cancel", _ ("Cancel"), "save", _ ("Save as a _File…"),
                                    NULL);
  if (since != NULL)
    {
      adw_message_dialog_add_responses (dialog, "end", _ ("_End the Address"), NULL);
      adw_message_dialog_set_response_appearance (dialog, "end", ADW_RESPONSE_DESTRUCTIVE);
    }
  adw_message_dialog_add_responses (
      dialog, "make", since != NULL ? _ ("_New Address") : _ ("_Make an Address"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "make", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (dialog, "cancel");
  /* Who has an address loses it by a new one. */
  adw_message_dialog_set_default_response (dialog, since != NULL ? "cancel" : "make");
  g_signal_connect_object (dialog, "response", G_CALLBACK (wanted_cb), page, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
fw_own_calendar_present (FwPage *page)
{
  g_return_if_fail (FW_IS_PAGE (page));

  fw_send (page, "GET", "own/calendar", NULL, G_OBJECT (page), state_cb);
}
