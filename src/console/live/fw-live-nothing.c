/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/live/fw-live-nothing.h"

#include "charts/fw-format.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _FwLiveNothing
{
  GtkWidget parent_instance;

  AdwStatusPage *page;
  GtkButton *last_day;
  GtkWidget *today;
  GtkWidget *import_button;
  GtkMenuButton *follow_button;
  GtkLabel *follow_command;
  GtkWidget *sample_button;
};

G_DEFINE_FINAL_TYPE (FwLiveNothing, fw_live_nothing, GTK_TYPE_WIDGET)

static void
copy_command_cb (FwLiveNothing *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          gtk_label_get_text (self->follow_command));
  gtk_menu_button_popdown (self->follow_button);
}

static void
fw_live_nothing_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_pointer (&child, gtk_widget_unparent);
  G_OBJECT_CLASS (fw_live_nothing_parent_class)->dispose (object);
}

static void
fw_live_nothing_class_init (FwLiveNothingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fw_live_nothing_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/live/fw-live-nothing.ui");
  gtk_widget_class_bind_template_child (widget_class, FwLiveNothing, page);
  gtk_widget_class_bind_template_child (widget_class, FwLiveNothing, last_day);
  gtk_widget_class_bind_template_child (widget_class, FwLiveNothing, today);
  gtk_widget_class_bind_template_child (widget_class, FwLiveNothing, import_button);
  gtk_widget_class_bind_template_child (widget_class, FwLiveNothing, follow_button);
  gtk_widget_class_bind_template_child (widget_class, FwLiveNothing, follow_command);
  gtk_widget_class_bind_template_child (widget_class, FwLiveNothing, sample_button);
  gtk_widget_class_bind_template_callback (widget_class, copy_command_cb);
}

static void
fw_live_nothing_init (FwLiveNothing *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fw_live_nothing_show_first (self, TRUE);
}

static void
show (FwLiveNothing *self, const char *title, const char *text)
{
  if (g_strcmp0 (adw_status_page_get_title (self->page), title) != 0)
    adw_status_page_set_title (self->page, title);
  if (g_strcmp0 (adw_status_page_get_description (self->page), text) != 0)
    adw_status_page_set_description (self->page, text);
}

static void
offer (FwLiveNothing *self, gboolean last_day, gboolean today, gboolean fill)
{
  gtk_widget_set_visible (GTK_WIDGET (self->last_day), last_day);
  gtk_widget_set_visible (self->today, today);
  gtk_widget_set_visible (self->import_button, fill);
  gtk_widget_set_visible (GTK_WIDGET (self->follow_button), fill);
  gtk_widget_set_visible (self->sample_button, fill);
}

void
fw_live_nothing_show_first (FwLiveNothing *self, gboolean may_fill)
{
  g_return_if_fail (FW_IS_LIVE_NOTHING (self));

  show (self, _ ("No contacts yet"),
        may_fill
            ? _ ("Here stand today's figures with their targets, the teams, the curve of the day "
                 "and the people on the floor, as soon as a telephone system or a call list "
                 "brings contacts.")
            : _ ("Here stand today's figures with their targets, the teams, the curve of the day "
                 "and the people on the floor, as soon as there are contacts that this account "
                 "may see."));
  offer (self, FALSE, FALSE, may_fill);
}

void
fw_live_nothing_show_quiet (FwLiveNothing *self, const char *last_day)
{
  g_autofree char *moment = NULL, *day = NULL, *text = NULL, *label = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GDateTime) date = NULL;

  g_return_if_fail (FW_IS_LIVE_NOTHING (self));
  g_return_if_fail (last_day != NULL);

  moment = g_strconcat (last_day, "T12:00:00Z", NULL);
  date = g_date_time_new_from_iso8601 (moment, zone);
  day = date != NULL ? fw_format_day (g_date_time_to_unix (date) * G_USEC_PER_SEC, zone)
                     : g_strdup (last_day);
  /* Translators: a day, such as "Sat 28 Nov" */
  text = g_strdup_printf (_ ("Nobody has come and nobody is signed in. The last day with contacts "
                             "was %s."),
                          day);
  label = g_strdup_printf (_ ("Show %s"), day);
  show (self, _ ("No contacts today yet"), text);
  gtk_button_set_label (self->last_day, label);
  offer (self, TRUE, FALSE, FALSE);
}

void
fw_live_nothing_show_days (FwLiveNothing *self)
{
  g_return_if_fail (FW_IS_LIVE_NOTHING (self));

  show (self, _ ("No contacts on these days"),
        _ ("Choose other days or a wider scope above, or see what is now."));
  offer (self, FALSE, TRUE, FALSE);
}
