/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/inbox/fw-inbox-act.h"

#include "console/fw-drop-down.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>

/* What was asked, and of what. */
typedef struct
{
  FwPage *page;
  char *kind, *id;
  const char *said; /* (nullable): toast when it is done */
  char **accounts;  /* (nullable): whom it can be handed on to */
  GtkDropDown *names;
} Asked;

static Asked *
asked_new (FwPage *page, const char *kind, const char *id)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->page = g_object_ref (page);
  asked->kind = g_strdup (kind);
  asked->id = g_strdup (id);
  return asked;
}

static void
asked_free (Asked *asked)
{
  g_object_unref (asked->page);
  g_free (asked->kind);
  g_free (asked->id);
  g_strfreev (asked->accounts);
  g_free (asked);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, asked_free)

static void
free_asked (gpointer data)
{
  asked_free (data);
}

static void
undo_cb (FwPage *page, gpointer data)
{
  const Asked *asked = data;

  fw_inbox_act_release (page, asked->kind, asked->id);
}

static void
say_error (FwPage *page, const GError *error)
{
  g_autofree char *sentence = fw_error_to_sentence (error);

  fw_page_toast (page, sentence);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asked) asked = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fw_client_request_finish (FW_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (bytes == NULL)
    say_error (asked->page, error);
  else if (asked->said != NULL)
    fw_page_toast_undo (asked->page, asked->said, undo_cb,
                        asked_new (asked->page, asked->kind, asked->id), free_asked);
}

static void
send (
    FwPage *page, const char *kind, const char *id, const char *act, guint minutes, const char *to)
{
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (GBytes) body = NULL;
  Asked *asked = asked_new (page, kind, id);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "kind", kind);
  fw_json_member_text (&writer, "id", id);
  fw_json_member_text (&writer, "act", act);
  if (minutes > 0)
    fw_json_member_integer (&writer, "minutes", minutes);
  if (to != NULL)
    fw_json_member_text (&writer, "to", to);
  fw_json_writer_end_object (&writer);
  body = g_bytes_new (json->str, json->len);
  asked->said = to != NULL ? _ ("Handed on") : minutes > 0 ? _ ("Put off") : NULL;
  fw_client_request_async (fw_page_get_client (page), "POST", "inbox", body, "application/json",
                           fw_page_get_cancellable (page), done_cb, asked);
}

void
fw_inbox_act_snooze (FwPage *page, const char *kind, const char *id, guint minutes)
{
  g_return_if_fail (FW_IS_PAGE (page) && kind != NULL && id != NULL && minutes > 0);

  send (page, kind, id, "snooze", minutes, NULL);
}

void
fw_inbox_act_release (FwPage *page, const char *kind, const char *id)
{
  g_return_if_fail (FW_IS_PAGE (page) && kind != NULL && id != NULL);

  send (page, kind, id, "release", 0, NULL);
}

/* ---- to whom ---- */

static void
response_cb (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  const Asked *asked = data;
  guint chosen = gtk_drop_down_get_selected (asked->names);

  if (g_str_equal (response, "give") && chosen < g_strv_length (asked->accounts))
    send (asked->page, asked->kind, asked->id, "give", 0, asked->accounts[chosen]);
}

static void
free_closure (gpointer data, GClosure *closure)
{
  asked_free (data);
}

static void
chosen_cb (GtkDropDown *names)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (names);

  fw_drop_down_set_name (names, _ ("Account"),
                         chosen != NULL ? gtk_string_object_get_string (chosen) : NULL);
}

static void
choose (Asked *asked, const char *const *names)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (asked->page));
  GtkWidget *dialog =
      adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, _ ("Hand It On"),
                              _ ("It then waits for that account alone."));
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);

  asked->names = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (names));
  g_signal_connect (asked->names, "notify::selected-item", G_CALLBACK (chosen_cb), NULL);
  chosen_cb (asked->names);
  adw_message_dialog_set_extra_child (message, GTK_WIDGET (asked->names));
  adw_message_dialog_add_responses (message, "cancel", _ ("Cancel"), "give", _ ("Hand On"), NULL);
  adw_message_dialog_set_response_appearance (message, "give", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (message, "give");
  adw_message_dialog_set_close_response (message, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), asked, free_closure, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (GTK_WIDGET (asked->names));
}

static void
accounts_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asked) asked = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = fw_client_request_finish (FW_CLIENT (source), result, &error);
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GStrvBuilder) accounts = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;
  JsonArray *array;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (answer != NULL)
    object =
        fw_json_parse_object (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer), &error);
  if (object == NULL || !fw_json_get_array (object, "accounts", &array, &error))
    {
      say_error (asked->page, error);
      return;
    }
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *account = fw_json_find_element (array, i);
      const char *id = account != NULL ? fw_json_find_text (account, "id") : NULL;
      const char *name = account != NULL ? fw_json_find_text (account, "name") : NULL;

      if (id == NULL)
        continue;
      g_strv_builder_add (accounts, id);
      g_strv_builder_add (names, name != NULL ? name : id);
    }
  asked->accounts = g_strv_builder_end (accounts);
  list = g_strv_builder_end (names);
  if (*list == NULL)
    fw_page_toast (asked->page, _ ("Nobody else may move it along"));
  else
    choose (g_steal_pointer (&asked), (const char *const *) list);
}

void
fw_inbox_act_give (FwPage *page, const char *kind, const char *id)
{
  g_autofree char *escaped = NULL;
  g_autofree char *path = NULL;

  g_return_if_fail (FW_IS_PAGE (page) && kind != NULL && id != NULL);

  escaped = g_uri_escape_string (id, NULL, FALSE);
  path = g_strdup_printf ("inbox/%s/%s", kind, escaped);
  fw_client_request_async (fw_page_get_client (page), "GET", path, NULL, NULL,
                           fw_page_get_cancellable (page), accounts_cb, asked_new (page, kind, id));
}
