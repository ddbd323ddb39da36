/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Toasts that come fast: libadwaita 1.2 ends the program where one is dismissed while it appears.
 */
#include "console/fw-toasts.h"

#include "fw-fixture.h"
#include "fw-picture.h"

#include <string.h>

static gboolean
shows (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
      strcmp (gtk_label_get_text (GTK_LABEL (widget)), text) == 0)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows (child, text))
      return TRUE;
  return FALSE;
}

static gboolean
passed_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
pass (guint ms)
{
  gboolean passed = FALSE;

  g_timeout_add (ms, passed_cb, &passed);
  while (!passed)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_fast (void)
{
  AdwToastOverlay *toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  GtkWidget *window = adw_window_new ();

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  gtk_window_set_default_size (GTK_WINDOW (window), 600, 300);
  adw_toast_overlay_set_child (toasts, gtk_label_new ("content"));
  adw_window_set_content (ADW_WINDOW (window), GTK_WIDGET (toasts));
  gtk_window_present (GTK_WINDOW (window));
  pass (200);
  for (guint i = 0; i < 24; i++)
    {
      g_autofree char *text = g_strdup_printf ("toast %u", i);
      AdwToast *toast = adw_toast_new (text);

      if (i % 2 == 1)
        adw_toast_set_button_label (toast, "Undo");
      fw_toasts_show (toasts, toast);
      pass (i * 97 % 450);
    }
  fw_fixture_wait (shows (GTK_WIDGET (toasts), "toast 23"));
  fw_fixture_wait (!shows (GTK_WIDGET (toasts), "toast 22"));

  /* One after which nobody shows another may go by itself, and be followed. */
  pass (600);
  fw_toasts_show (toasts, adw_toast_new ("last"));
  gtk_window_destroy (GTK_WINDOW (window));
  pass (100);
}

int
main (int argc, char **argv)
{
  fw_fixture_init (&argc, &argv);
  g_test_add_func ("/toasts/fast", test_fast);
  return g_test_run ();
}
