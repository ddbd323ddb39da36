/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/fw-idle.h"

static gint64 last_input; /* monotonic µs; 0: none yet, the clock starts when asked first */

static gboolean
event_cb (GtkEventControllerLegacy *controller, GdkEvent *event, gpointer user_data)
{
  switch ((guint) gdk_event_get_event_type (event))
    {
    case GDK_KEY_PRESS:
    case GDK_BUTTON_PRESS:
    case GDK_MOTION_NOTIFY:
    case GDK_SCROLL:
    case GDK_TOUCH_BEGIN:
      last_input = g_get_monotonic_time ();
      break;
    default:
      break;
    }
  return FALSE;
}

void
fw_idle_watch (GtkWidget *window)
{
  GtkEventController *controller = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "event", G_CALLBACK (event_cb), NULL);
  gtk_widget_add_controller (window, controller);
}

gint64
fw_idle_get_seconds (void)
{
  gint64 now = g_get_monotonic_time ();

  if (last_input == 0)
    last_input = now;
  return (now - last_input) / G_USEC_PER_SEC;
}
