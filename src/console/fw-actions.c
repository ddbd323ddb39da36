/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/fw-actions.h"

#include "console/fw-pages.h"
#include "console/fw-preferences.h"
#include "console/fw-window.h"
#include "console/help/fw-help.h"
#include "console/print/fw-print.h"
#include "console/print/fw-save.h"

static GtkWindow *
get_window (gpointer user_data)
{
  return gtk_application_get_active_window (GTK_APPLICATION (user_data));
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_application_quit (G_APPLICATION (user_data));
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *const developers[] = { "Floorwalker contributors", NULL };

  adw_show_about_window (
      get_window (user_data), "application-name", "Floorwalker", "application-icon", FW_APP_ID,
      "version", FW_VERSION, "developer-name", _ ("Floorwalker contributors"), "developers",
      developers, "comments", _ ("The desk of the person who runs a customer-service floor."),
      "license-type", GTK_LICENSE_GPL_3_0, "translator-credits", _ ("translator-credits"), NULL);
}

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWidget *preferences = fw_preferences_new ();

  gtk_window_set_transient_for (GTK_WINDOW (preferences), get_window (user_data));
  gtk_window_present (GTK_WINDOW (preferences));
}

static void
help_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = get_window (user_data);
  FwPage *page;
  GtkWidget *help;

  if (!FW_IS_WINDOW (window)) /* the help itself, for one */
    return;

  page = fw_window_get_page (FW_WINDOW (window));
  help = fw_help_new (page != NULL ? fw_page_get_name (page) : NULL);
  gtk_window_set_transient_for (GTK_WINDOW (help), window);
  gtk_window_present (GTK_WINDOW (help));
}

static FwWindow *
get_desk_window (gpointer user_data)
{
  GtkWindow *window = get_window (user_data);

  return FW_IS_WINDOW (window) && fw_window_get_page (FW_WINDOW (window)) != NULL
             ? FW_WINDOW (window)
             : NULL;
}

static void
print_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  FwWindow *window = get_desk_window (user_data);

  if (window != NULL)
    fw_print (window);
}

/* The server writes what only it has in full; the page's own table is written here. */
static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  FwWindow *window = get_desk_window (user_data);

  if (window != NULL && !fw_page_export (fw_window_get_page (window)))
    fw_save_table (fw_window_get_page (window));
}

static void
sign_out_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  fw_connection_sign_out (fw_application_get_connection (user_data));
}

static void
open_sample (FwApplication *application)
{
  fw_connection_open (fw_application_get_connection (application), NULL, TRUE);
}

static void
sample_response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  if (g_str_equal (response, "open"))
    open_sample (user_data);
}

GtkWidget *
fw_actions_ask_about_sample (GtkWindow *parent, const char *centre)
{
  GtkWidget *dialog;

  g_return_val_if_fail (centre != NULL, NULL);

  dialog = adw_message_dialog_new (parent, _ ("Open the sample centre?"), NULL);
  adw_message_dialog_format_body (
      ADW_MESSAGE_DIALOG (dialog),
      /* Translators: name of the centre that is open */
      _ ("It takes the place of “%s” in this window. Nothing in “%s” changes; “Connect” in the "
         "preferences leads back to it."),
      centre, centre);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "open",
                                    _ ("_Open the sample"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  return dialog;
}

/* In place of a centre that somebody looks at it is opened only when that was meant. */
static void
open_sample_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  FwClient *client = fw_application_get_client (user_data);
  const char *centre = fw_client_get_centre_name (client);
  GtkWidget *dialog;

  if (fw_client_get_role (client) == FW_ROLE_NONE || fw_client_is_sample (client))
    {
      open_sample (user_data);
      return;
    }
  dialog = fw_actions_ask_about_sample (gtk_application_get_active_window (user_data),
                                        centre != NULL ? centre : "");
  g_signal_connect_object (dialog, "response", G_CALLBACK (sample_response_cb), user_data, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
reconnect_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  fw_connection_open (fw_application_get_connection (user_data), NULL, FALSE);
}

static void
set_accels (GtkApplication *application)
{
  static const struct
  {
    const char *action;
    const char *keys[3];
  } accels[] = {
    { "app.quit", { "<Control>q" } },
    { "app.preferences", { "<Control>comma" } },
    { "app.help", { "F1" } },
    { "app.print", { "<Control>p" } },
    { "app.export", { "<Control>e" } },
    { "win.show-help-overlay", { "<Control>question" } },
    { "win.refresh", { "F5", "<Control>r" } },
    { "win.palette", { "<Control>k" } },
    { "win.why", { "<Control>y" } },
    { "win.detach", { "<Control><Shift>n" } },
    { "win.copy", { "<Control>c" } },
    { "win.copy-with-headers", { "<Control><Shift>c" } },
    { "win.toggle-sidebar", { "F9" } },
    { "win.wallboard", { "F11" } },
    { "win.pin", { "<Control>d" } },
    { "win.pane(1)", { "F6" } },
    { "win.pane(-1)", { "<Shift>F6" } },
    { "window.close", { "<Control>w" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (application, accels[i].action,
                                           (const char *const *) accels[i].keys);
  for (guint room = 0; room < FW_N_ROOMS; room++)
    {
      g_autofree char *action = g_strdup_printf ("win.room(%u)", room);
      g_autofree char *key = g_strdup_printf ("<Alt>%u", fw_room_get_key (room));
      const char *keys[] = { key, NULL };

      gtk_application_set_accels_for_action (application, action, keys);
    }
}

void
fw_actions_install (FwApplication *application)
{
  const GActionEntry entries[] = {
    { "quit", quit_cb },
    { "about", about_cb },
    { "preferences", preferences_cb },
    { "help", help_cb },
    { "print", print_cb },
    { "export", export_cb },
    { "sign-out", sign_out_cb },
    { "open-sample", open_sample_cb },
    { "reconnect", reconnect_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries),
                                   application);
  set_accels (GTK_APPLICATION (application));
}
