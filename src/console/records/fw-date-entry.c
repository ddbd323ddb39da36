/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/records/fw-date-entry.h"

static void
day_selected_cb (GtkCalendar *calendar, gpointer user_data)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (calendar);
  g_autofree char *text = g_date_time_format (date, "%Y-%m-%d");

  gtk_editable_set_text (GTK_EDITABLE (user_data), text);
  gtk_popover_popdown (
      GTK_POPOVER (gtk_widget_get_ancestor (GTK_WIDGET (calendar), GTK_TYPE_POPOVER)));
}

static void
popover_closed_cb (GtkWidget *popover, gpointer user_data)
{
  gtk_widget_unparent (popover);
}

static void
icon_pressed_cb (GtkEntry *entry, GtkEntryIconPosition position, gpointer user_data)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *calendar = gtk_calendar_new ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *moment =
      g_strconcat (gtk_editable_get_text (GTK_EDITABLE (entry)), "T12:00", NULL);
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (moment, zone);

  gtk_widget_set_name (popover, "fw-date-entry");
  if (date != NULL)
    gtk_calendar_select_day (GTK_CALENDAR (calendar), date);
  gtk_popover_set_child (GTK_POPOVER (popover), calendar);
  gtk_widget_set_parent (popover, GTK_WIDGET (entry));
  g_signal_connect (calendar, "day-selected", G_CALLBACK (day_selected_cb), entry);
  g_signal_connect (popover, "closed", G_CALLBACK (popover_closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
}

GtkWidget *
fw_date_entry_new (void)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_icon_from_icon_name (GTK_ENTRY (entry), GTK_ENTRY_ICON_SECONDARY,
                                     "x-office-calendar-symbolic");
  gtk_entry_set_icon_tooltip_text (GTK_ENTRY (entry), GTK_ENTRY_ICON_SECONDARY,
                                   _ ("Choose from a calendar"));
  g_signal_connect (entry, "icon-press", G_CALLBACK (icon_pressed_cb), NULL);
  return entry;
}
