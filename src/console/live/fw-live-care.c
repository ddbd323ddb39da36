/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/live/fw-live-care.h"

#include "console/fw-drop-down.h"
#include "console/fw-page.h"
#include "console/live/fw-live-alerts.h"
#include "console/records/fw-record-list.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>

/* What was asked, to say so when it is done. */
typedef struct
{
  FwPage *page;
  char *id;
  char *act;
} Asked;

static void
free_asked (Asked *asked)
{
  g_object_unref (asked->page);
  g_free (asked->id);
  g_free (asked->act);
  g_free (asked);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, free_asked)

static void ask (FwPage *page, const char *id, const char *act, guint minutes, const char *person);

static void
undo_cb (FwPage *page, gpointer data)
{
  ask (page, data, "release", 0, NULL);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asked) asked = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fw_client_request_finish (FW_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (bytes == NULL)
    {
      g_autofree char *sentence = fw_error_to_sentence (error);

      fw_page_toast (asked->page, sentence);
    }
  else if (g_str_equal (asked->act, "release"))
    fw_page_toast (asked->page, _ ("The alert is taken back"));
  else
    fw_page_toast_undo (asked->page,
                        g_str_equal (asked->act, "snooze") ? _ ("The alert is put off")
                        : g_str_equal (asked->act, "give") ? _ ("The alert is given")
                                                           : _ ("The alert is acknowledged"),
                        undo_cb, g_strdup (asked->id), g_free);
}

static void
ask (FwPage *page, const char *id, const char *act, guint minutes, const char *person)
{
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (GBytes) body = NULL;
  Asked *asked = g_new (Asked, 1);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "id", id);
  fw_json_member_text (&writer, "act", act);
  if (minutes > 0)
    fw_json_member_integer (&writer, "minutes", minutes);
  if (person != NULL)
    fw_json_member_text (&writer, "to", person);
  fw_json_writer_end_object (&writer);
  body = g_bytes_new (json->str, json->len);
  *asked = (Asked){ g_object_ref (page), g_strdup (id), g_strdup (act) };
  fw_client_request_async (fw_page_get_client (page), "POST", "alerts", body, "application/json",
                           fw_page_get_cancellable (page), asked_cb, asked);
}

static void
act_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *id, *act;
  guint minutes;

  g_variant_get (parameter, "(&s&su)", &id, &act, &minutes);
  ask (FW_PAGE (widget), id, act, minutes, NULL);
}

/* ---- to whom ---- */

typedef struct
{
  FwPage *page;
  char *id;
  GtkDropDown *people;
} Gift;

static void
free_gift (gpointer data, GClosure *closure)
{
  Gift *gift = data;

  g_object_unref (gift->page);
  g_free (gift->id);
  g_free (gift);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  Gift *gift = data;
  FwRecordItem *person = gtk_drop_down_get_selected_item (gift->people);

  if (g_str_equal (response, "give") && person != NULL)
    ask (gift->page, gift->id, "give", 0, fw_record_item_get_id (person));
}

static char *
write_name (FwRecordItem *item, gpointer data)
{
  return g_strdup (item != NULL ? fw_record_item_get_title (item) : "");
}

static void
chosen_cb (GtkDropDown *people)
{
  FwRecordItem *person = gtk_drop_down_get_selected_item (people);

  fw_drop_down_set_name (people, _ ("Person"),
                         person != NULL ? fw_record_item_get_title (person) : NULL);
}

static int
compare_people (gconstpointer a, gconstpointer b, gpointer data)
{
  return g_utf8_collate (fw_record_item_get_title ((gpointer) a),
                         fw_record_item_get_title ((gpointer) b));
}

static GtkWidget *
create_people (FwClient *client)
{
  FwRecordList *list = fw_record_list_get (client, fw_kind_find ("person"));
  GListModel *sorted = G_LIST_MODEL (
      gtk_sort_list_model_new (g_object_ref (fw_record_list_get_items (list)),
                               GTK_SORTER (gtk_custom_sorter_new (compare_people, NULL, NULL))));
  GtkExpression *name = gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 0, NULL,
                                                     G_CALLBACK (write_name), NULL, NULL);
  GtkWidget *people = gtk_drop_down_new (sorted, name);

  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (people), TRUE);
  g_signal_connect (people, "notify::selected-item", G_CALLBACK (chosen_cb), NULL);
  chosen_cb (GTK_DROP_DOWN (people));
  return people;
}

static void
give_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, _ ("Give the Alert to Somebody"),
      _ ("Every desk that sees the alert is told whose it is."));
  Gift *gift = g_new (Gift, 1);

  *gift = (Gift){ g_object_ref (FW_PAGE (widget)), g_variant_dup_string (parameter, NULL),
                  GTK_DROP_DOWN (create_people (fw_page_get_client (FW_PAGE (widget)))) };
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), GTK_WIDGET (gift->people));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("Cancel"), "give",
                                    _ ("Give"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "give",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "give");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), gift, free_gift, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (GTK_WIDGET (gift->people));
}

static FwLiveAlerts *
find_alerts (GtkWidget *widget)
{
  FwLiveAlerts *found =
      FW_IS_LIVE_ALERTS (widget) && gtk_widget_get_mapped (widget) ? FW_LIVE_ALERTS (widget) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_alerts (child);
  return found;
}

static void
alerts_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwLiveAlerts *alerts = find_alerts (widget);

  if (alerts == NULL || !fw_live_alerts_focus (alerts))
    fw_page_toast (FW_PAGE (widget), _ ("There is no alert"));
}

void
fw_live_care_install (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "live.alerts", NULL, alerts_action);
  gtk_widget_class_install_action (klass, "live.alert", "(ssu)", act_action);
  gtk_widget_class_install_action (klass, "live.alert-give", "s", give_action);
}
