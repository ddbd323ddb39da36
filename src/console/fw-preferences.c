/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/fw-preferences.h"

#include "charts/fw-moment.h"
#include "console/fw-settings.h"

struct _FwPreferences
{
  AdwPreferencesWindow parent_instance;

  AdwComboRow *color_scheme;
  AdwComboRow *density;
  AdwComboRow *clock;
  GtkSpinButton *text_size;
  GtkSwitch *sounds;
  GtkSpinButton *auto_logout;
  AdwEntryRow *server;
  GtkSwitch *quiet;
  AdwActionRow *quiet_from_row;
  AdwActionRow *quiet_until_row;
  GtkSpinButton *quiet_from;
  GtkSpinButton *quiet_until;
};

G_DEFINE_FINAL_TYPE (FwPreferences, fw_preferences, ADW_TYPE_PREFERENCES_WINDOW)

/* What a row of choices keeps, in the order in which it shows them. */
typedef struct
{
  const char *key;
  const char *choices[4];
} Choice;

static const Choice color_scheme = { "color-scheme", { "system", "light", "dark" } };
static const Choice density = { "density", { "comfortable", "compact" } };
static const Choice clock_form = { "clock", { "24", "12" } };

static void
chosen_cb (AdwComboRow *row, GParamSpec *pspec, gpointer user_data)
{
  const Choice *choice = user_data;
  guint selected = adw_combo_row_get_selected (row);

  if (selected < g_strv_length ((GStrv) choice->choices))
    g_settings_set_string (fw_settings (), choice->key, choice->choices[selected]);
}

static void
bind_choice (AdwComboRow *row, const Choice *choice)
{
  g_autofree char *value = g_settings_get_string (fw_settings (), choice->key);

  for (guint i = 0; choice->choices[i] != NULL; i++)
    if (g_str_equal (value, choice->choices[i]))
      adw_combo_row_set_selected (row, i);
  g_signal_connect (row, "notify::selected", G_CALLBACK (chosen_cb), (gpointer) choice);
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

/* Minutes of the day, shown and read as 22:00 or 10:00 PM. */
static gboolean
show_time_cb (GtkSpinButton *spin)
{
  int minutes = gtk_spin_button_get_value_as_int (spin);
  g_autofree char *text = fw_moment_format_minutes ((guint) minutes);

  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (spin)), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (spin), text);
  return TRUE;
}

static int
read_time_cb (GtkSpinButton *spin, double *value)
{
  guint minutes;

  if (!fw_moment_parse_minutes (gtk_editable_get_text (GTK_EDITABLE (spin)), &minutes))
    return GTK_INPUT_ERROR;
  *value = minutes;
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
  gtk_widget_class_bind_template_child (widget_class, FwPreferences, sounds);
  gtk_widget_class_bind_template_child (widget_class, FwPreferences, text_size);
  gtk_widget_class_bind_template_child (widget_class, FwPreferences, clock);
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
  bind_choice (self->color_scheme, &color_scheme);
  bind_choice (self->density, &density);
  bind_choice (self->clock, &clock_form);
  g_settings_bind (fw_settings (), "text-size", self->text_size, "value", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (fw_settings (), "sounds", self->sounds, "active", G_SETTINGS_BIND_DEFAULT);
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
