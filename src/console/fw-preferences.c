/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/fw-preferences.h"

#include "console/fw-settings.h"

struct _FwPreferences
{
  AdwPreferencesWindow parent_instance;

  AdwComboRow *color_scheme;
  AdwComboRow *density;
  GtkSpinButton *auto_logout;
  AdwEntryRow *server;
  GtkSwitch *quiet;
  AdwActionRow *quiet_from_row;
  AdwActionRow *quiet_until_row;
  GtkSpinButton *quiet_from;
  GtkSpinButton *quiet_until;
};

G_DEFINE_FINAL_TYPE (FwPreferences, fw_preferences, ADW_TYPE_PREFERENCES_WINDOW)

static const char *const schemes[] = { "system", "light", "dark" };
static const char *const densities[] = { "comfortable", "compact" };

static guint
find_choice (const char *key, const char *const *choices, guint n)
{
  g_autofree char *value = g_settings_get_string (fw_settings (), key);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (value, choices[i]))
      return i;
  return 0;
}

static void
scheme_chosen_cb (FwPreferences *self)
{
  g_settings_set_string (
      fw_settings (), "color-scheme",
      schemes[MIN (adw_combo_row_get_selected (self->color_scheme), G_N_ELEMENTS (schemes) - 1)]);
}

static void
density_chosen_cb (FwPreferences *self)
{
  g_settings_set_string (
      fw_settings (), "density",
      densities[MIN (adw_combo_row_get_selected (self->density), G_N_ELEMENTS (densities) - 1)]);
}

static void
server_applied_cb (FwPreferences *self)
{
  g_autofree char *server =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->server))));

  g_settings_set_string (fw_settings (), "server", server);
  gtk_widget_activate_action (GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self))),
                              "app.reconnect", NULL);
}

/* Minutes of the day, shown and read as 22:00. */
static gboolean
show_time_cb (GtkSpinButton *spin)
{
  int minutes = gtk_spin_button_get_value_as_int (spin);
  g_autofree char *text = g_strdup_printf ("%02d:%02d", minutes / 60, minutes % 60);

  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (spin)), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (spin), text);
  return TRUE;
}

static int
read_time_cb (GtkSpinButton *spin, double *value)
{
  int hours, minutes = 0;

  if (sscanf (gtk_editable_get_text (GTK_EDITABLE (spin)), "%d:%d", &hours, &minutes) < 1 ||
      hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
    return GTK_INPUT_ERROR;
  *value = hours * 60 + minutes;
  return TRUE;
}

static void
fw_preferences_class_init (FwPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/floorwalker/Floorwalker/ui/fw-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, FwPreferences, color_scheme);
  gtk_widget_class_bind_template_child (widget_class, FwPreferences, density);
  gtk_widget_class_bind_template_child (widget_class, FwPreferences, auto_logout);
  gtk_widget_class_bind_template_child (widget_class, FwPreferences, server);
  gtk_widget_class_bind_template_child (widget_class, FwPreferences, quiet);
  gtk_widget_class_bind_template_child (widget_class, FwPreferences, quiet_from_row);
  gtk_widget_class_bind_template_child (widget_class, FwPreferences, quiet_until_row);
  gtk_widget_class_bind_template_child (widget_class, FwPreferences, quiet_from);
  gtk_widget_class_bind_template_child (widget_class, FwPreferences, quiet_until);
  gtk_widget_class_bind_template_callback (widget_class, server_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_time_cb);
  gtk_widget_class_bind_template_callback (widget_class, read_time_cb);
}

static void
fw_preferences_init (FwPreferences *self)
{
  g_autofree char *server = g_settings_get_string (fw_settings (), "server");

  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_selected (self->color_scheme,
                              find_choice ("color-scheme", schemes, G_N_ELEMENTS (schemes)));
  adw_combo_row_set_selected (self->density,
                              find_choice ("density", densities, G_N_ELEMENTS (densities)));
  g_signal_connect_swapped (self->color_scheme, "notify::selected", G_CALLBACK (scheme_chosen_cb),
                            self);
  g_signal_connect_swapped (self->density, "notify::selected", G_CALLBACK (density_chosen_cb),
                            self);
  gtk_editable_set_text (GTK_EDITABLE (self->server), server);
  g_settings_bind (fw_settings (), "auto-logout-minutes", self->auto_logout, "value",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (fw_settings (), "quiet-hours", self->quiet, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (fw_settings (), "quiet-hours", self->quiet_from_row, "sensitive",
                   G_SETTINGS_BIND_GET);
  g_settings_bind (fw_settings (), "quiet-hours", self->quiet_until_row, "sensitive",
                   G_SETTINGS_BIND_GET);
  g_settings_bind (fw_settings (), "quiet-from", self->quiet_from, "value",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (fw_settings (), "quiet-until", self->quiet_until, "value",
                   G_SETTINGS_BIND_DEFAULT);
}

GtkWidget *
fw_preferences_new (void)
{
  return g_object_new (FW_TYPE_PREFERENCES, NULL);
}
