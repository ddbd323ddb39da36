/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "floorwalker"

#include <glib/gi18n-lib.h>

#include "console/fw-application.h"

#include "charts/fw-format.h"
#include "client/fw-reach.h"
#include "console/fw-actions.h"
#include "console/fw-connection.h"
#include "console/fw-idle.h"
#include "console/fw-settings.h"
#include "console/fw-stopwatch.h"
#include "console/fw-tour.h"

#define IDLE_CHECK_S 10

struct _FwApplication
{
  AdwApplication parent_instance;

  FwClient *client;
  FwShelf *shelf;
  FwConnection *connection;
  FwTour *tour;
  gboolean started;
  gboolean failed; /* kept when the tour is gone */
  guint idle_source;
};

G_DEFINE_FINAL_TYPE (FwApplication, fw_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "server", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Address of the server to use this time"),
    N_ ("URL") },
  { "allow-plain-http", 0, 0, G_OPTION_ARG_NONE, NULL,
    N_ ("Ask a server on another machine without TLS: passwords can be read on the way"), NULL },
  { "sample", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Open the sample centre"), NULL },
  { "page", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Open this page"), N_ ("NAME") },
  { "screenshot-dir", 0, 0, G_OPTION_ARG_FILENAME, NULL,
    N_ ("Save a picture of each page there, print the figures, and quit"), N_ ("DIR") },
  { "seconds", 0, 0, G_OPTION_ARG_INT, NULL, N_ ("Wait that long before the pictures"), N_ ("N") },
  { "time-start", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, NULL, NULL, NULL },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and exit"), NULL },
  { NULL },
};

static void
apply_color_scheme (FwApplication *self)
{
  g_autofree char *scheme = g_settings_get_string (fw_settings (), "color-scheme");
  AdwColorScheme wanted = ADW_COLOR_SCHEME_DEFAULT;

  if (g_str_equal (scheme, "light"))
    wanted = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (g_str_equal (scheme, "dark"))
    wanted = ADW_COLOR_SCHEME_FORCE_DARK;
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), wanted);
}

static void
apply_density (FwApplication *self)
{
  g_autofree char *density = g_settings_get_string (fw_settings (), "density");

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (g_str_equal (density, "compact"))
      gtk_widget_add_css_class (l->data, "compact");
    else
      gtk_widget_remove_css_class (l->data, "compact");
}

static void
apply_clock (FwApplication *self)
{
  g_autofree char *clock = g_settings_get_string (fw_settings (), "clock");

  fw_format_set_clock (g_str_equal (clock, "12"));
}

/* On top of what the desktop says, which is asked once: what is set here hides it. */
static void
apply_text_size (FwApplication *self)
{
  static int desktop = 0; /* 1/1024 dots an inch */
  GtkSettings *settings = gtk_settings_get_default ();
  int percent = g_settings_get_int (fw_settings (), "text-size");

  if (desktop == 0)
    {
      if (percent == 100)
        return;
      g_object_get (settings, "gtk-xft-dpi", &desktop, NULL);
      desktop = desktop > 0 ? desktop : 96 * 1024;
    }
  g_object_set (settings, "gtk-xft-dpi", desktop * percent / 100, NULL);
}

static void
add_window_state (GVariantBuilder *builder, FwWindow *window)
{
  FwPage *page = fw_window_get_page (window);
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (window), &width, &height);
  g_variant_builder_add (builder, "(siibb)", page != NULL ? fw_page_get_name (page) : "", width,
                         height, gtk_window_is_maximized (GTK_WINDOW (window)),
                         fw_window_is_alone (window));
}

static void
save_windows (FwApplication *self)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (self)));
  GVariantBuilder builder;

  windows = g_list_reverse (windows);
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(siibb)"));
  for (GList *l = windows; l != NULL; l = l->next)
    if (FW_IS_WINDOW (l->data))
      add_window_state (&builder, l->data);
  g_settings_set_value (fw_settings (), "windows", g_variant_builder_end (&builder));
}

static gboolean
close_request_cb (GtkWindow *window, gpointer user_data)
{
  FwApplication *self = FW_APPLICATION (user_data);
  guint n = 0;

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    n += FW_IS_WINDOW (l->data) ? 1 : 0;
  if (n == 1)
    save_windows (self); /* the last one is where the next start begins */
  return FALSE;
}

static void
restore_windows (FwApplication *self)
{
  g_autoptr (GVariant) windows = g_settings_get_value (fw_settings (), "windows");
  gboolean maximised, alone, whole = FALSE;
  int width, height;
  const char *page;
  GVariantIter iter;

  g_variant_iter_init (&iter, windows);
  while (g_variant_iter_next (&iter, "(&siibb)", &page, &width, &height, &maximised, &alone))
    {
      FwWindow *window = fw_application_open_window (self, page, alone);

      whole = whole || !alone;
      gtk_window_set_default_size (GTK_WINDOW (window), CLAMP (width, 360, 8192),
                                   CLAMP (height, 360, 8192));
      if (maximised)
        gtk_window_maximize (GTK_WINDOW (window));
    }
  if (!whole)
    fw_application_open_window (self, NULL, FALSE);
}

static void
fw_application_activate (GApplication *application)
{
  FwApplication *self = FW_APPLICATION (application);
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (active != NULL)
    gtk_window_present (active);
  else
    restore_windows (self);
}

/* Nobody looks at the window of a tour: what it shows is said, and it ends. */
static void
end_hopeless_tour (FwApplication *self)
{
  const char *problem = fw_connection_get_problem (self->connection);

  if (self->tour != NULL && problem != NULL)
    fw_tour_give_up (self->tour, problem);
}

static void
start_tour (FwApplication *self, GVariantDict *dict)
{
  const char *folder = NULL;
  gint32 seconds = 5;

  if (self->tour != NULL || !g_variant_dict_lookup (dict, "screenshot-dir", "^&ay", &folder))
    return;
  g_variant_dict_lookup (dict, "seconds", "i", &seconds);
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (FW_IS_WINDOW (l->data) && !fw_window_is_alone (l->data))
      {
        self->tour = fw_tour_new (G_APPLICATION (self), l->data, self->client, folder,
                                  (guint) CLAMP (seconds, 0, 3600));
        end_hopeless_tour (self);
        return;
      }
}

static void
problem_changed_cb (FwApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (FW_IS_WINDOW (l->data))
      fw_window_show_problem (l->data, fw_connection_get_problem (self->connection));
  end_hopeless_tour (self);
}

static void
making_changed_cb (FwApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (FW_IS_WINDOW (l->data))
      fw_window_show_making (l->data, fw_connection_get_making (self->connection));
}

/* The server of this desk has no session to end; everybody else's is. */
static void
update_sign_out (FwApplication *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "sign-out");

  if (action != NULL)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (action),
                                 !fw_connection_is_embedded (self->connection) &&
                                     fw_client_get_role (self->client) != FW_ROLE_NONE);
}

static gboolean
idle_cb (gpointer user_data)
{
  FwApplication *self = FW_APPLICATION (user_data);
  int minutes = g_settings_get_int (fw_settings (), "auto-logout-minutes");

  if (minutes > 0 && fw_idle_get_seconds () >= minutes * 60)
    g_action_group_activate_action (G_ACTION_GROUP (self), "sign-out", NULL);
  return G_SOURCE_CONTINUE;
}

static int
fw_application_command_line (GApplication *application, GApplicationCommandLine *line)
{
  FwApplication *self = FW_APPLICATION (application);
  GVariantDict *dict = g_application_command_line_get_options_dict (line);
  const char *server = NULL, *page = NULL;
  gboolean sample = FALSE;

  g_variant_dict_lookup (dict, "server", "&s", &server);
  g_variant_dict_lookup (dict, "page", "&s", &page);
  g_variant_dict_lookup (dict, "sample", "b", &sample);

  if (!self->started)
    {
      self->started = TRUE;
      fw_reach_allow_plain (g_variant_dict_contains (dict, "allow-plain-http") ||
                            g_settings_get_boolean (fw_settings (), "allow-plain-http"));
      fw_connection_open (self->connection, server, sample);
    }
  if (page != NULL)
    fw_application_open_window (self, page, FALSE);
  else
    fw_application_activate (application);
  start_tour (self, dict);
  if (g_variant_dict_contains (dict, "time-start"))
    fw_stopwatch_start (application,
                        FW_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (self))));
  return 0;
}

static gint
fw_application_handle_local_options (GApplication *application, GVariantDict *dict)
{
  if (g_variant_dict_contains (dict, "version"))
    {
      g_print ("floorwalker %s\n", FW_VERSION);
      return 0;
    }
  /* The sample is a program of its own to the desktop, so that it opens beside one's own centre. */
  if (g_variant_dict_contains (dict, "sample"))
    g_application_set_application_id (application, FW_APP_ID ".Sample");
  return -1;
}

static void
fw_application_startup (GApplication *application)
{
  FwApplication *self = FW_APPLICATION (application);

  G_APPLICATION_CLASS (fw_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (FW_APP_ID);
  fw_actions_install (self);
  g_signal_connect_swapped (fw_settings (), "changed::color-scheme",
                            G_CALLBACK (apply_color_scheme), self);
  g_signal_connect_swapped (fw_settings (), "changed::density", G_CALLBACK (apply_density), self);
  g_signal_connect_swapped (fw_settings (), "changed::clock", G_CALLBACK (apply_clock), self);
  g_signal_connect_swapped (fw_settings (), "changed::text-size", G_CALLBACK (apply_text_size),
                            self);
  g_signal_connect_swapped (self->client, "notify::account-role", G_CALLBACK (update_sign_out),
                            self);
  g_signal_connect_swapped (self->connection, "notify::problem", G_CALLBACK (problem_changed_cb),
                            self);
  g_signal_connect_swapped (self->connection, "notify::making", G_CALLBACK (making_changed_cb),
                            self);
  self->idle_source = g_timeout_add_seconds (IDLE_CHECK_S, idle_cb, self);
  apply_color_scheme (self);
  apply_clock (self);
  apply_text_size (self);
  update_sign_out (self);
}

static void
fw_application_shutdown (GApplication *application)
{
  FwApplication *self = FW_APPLICATION (application);

  if (gtk_application_get_windows (GTK_APPLICATION (self)) != NULL)
    save_windows (self);
  g_signal_handlers_disconnect_by_data (fw_settings (), self);
  g_signal_handlers_disconnect_by_data (self->client, self);
  g_signal_handlers_disconnect_by_data (self->connection, self);
  g_clear_handle_id (&self->idle_source, g_source_remove);
  self->failed = self->tour != NULL && fw_tour_has_failed (self->tour);
  g_clear_object (&self->tour);
  fw_connection_close (self->connection);
  g_settings_sync ();

  G_APPLICATION_CLASS (fw_application_parent_class)->shutdown (application);
}

static void
fw_application_dispose (GObject *object)
{
  FwApplication *self = FW_APPLICATION (object);

  g_clear_object (&self->connection);
  g_clear_object (&self->client);
  g_clear_object (&self->shelf);

  G_OBJECT_CLASS (fw_application_parent_class)->dispose (object);
}

static void
fw_application_class_init (FwApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fw_application_dispose;
  application_class->startup = fw_application_startup;
  application_class->shutdown = fw_application_shutdown;
  application_class->activate = fw_application_activate;
  application_class->command_line = fw_application_command_line;
  application_class->handle_local_options = fw_application_handle_local_options;
}

static void
fw_application_init (FwApplication *self)
{
  g_autofree char *path =
      g_build_filename (g_get_user_data_dir (), "floorwalker", "desk.sqlite", NULL);

  g_application_add_main_option_entries (G_APPLICATION (self), options);
  self->client = fw_client_new ("http://127.0.0.1:8780");
  self->shelf = fw_shelf_new (path);
  self->connection = fw_connection_new (self->client, self->shelf);
}

FwApplication *
fw_application_new (void)
{
  return g_object_new (FW_TYPE_APPLICATION, "application-id", FW_APP_ID, "resource-base-path",
                       "/org/floorwalker/Floorwalker", "flags", G_APPLICATION_HANDLES_COMMAND_LINE,
                       NULL);
}

FwClient *
fw_application_get_client (FwApplication *self)
{
  g_return_val_if_fail (FW_IS_APPLICATION (self), NULL);

  return self->client;
}

FwShelf *
fw_application_get_shelf (FwApplication *self)
{
  g_return_val_if_fail (FW_IS_APPLICATION (self), NULL);

  return self->shelf;
}

FwConnection *
fw_application_get_connection (FwApplication *self)
{
  g_return_val_if_fail (FW_IS_APPLICATION (self), NULL);

  return self->connection;
}

FwWindow *
fw_application_open_window (FwApplication *self, const char *page, gboolean alone)
{
  FwWindow *window;

  g_return_val_if_fail (FW_IS_APPLICATION (self), NULL);

  window = fw_window_new (GTK_APPLICATION (self), self->client, alone);
  g_signal_connect (window, "close-request", G_CALLBACK (close_request_cb), self);
  if (page != NULL && *page != '\0')
    fw_window_go (window, page, NULL);
  apply_density (self);
  fw_window_show_problem (window, fw_connection_get_problem (self->connection));
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

gboolean
fw_application_has_failed (FwApplication *self)
{
  g_return_val_if_fail (FW_IS_APPLICATION (self), FALSE);

  return self->failed;
}
