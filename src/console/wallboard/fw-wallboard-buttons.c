/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/wallboard/fw-wallboard-buttons.h"

#include "console/wallboard/fw-wallboard.h"

#include <glib/gi18n-lib.h>

static void
view_toggled_cb (GtkCheckButton *check, gpointer data)
{
  const char *view = data;

  fw_wallboard_choose (view, gtk_check_button_get_active (check));
  /* at least one view stays chosen, or the wallboard would be empty */
  gtk_check_button_set_active (check, fw_wallboard_is_chosen (view));
}

/* The wall, and beside it which views take part. */
GtkWidget *
fw_wallboard_buttons_new (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *button = gtk_button_new_from_icon_name ("view-fullscreen-symbolic");
  GtkWidget *menu = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  const char *const *views = fw_wallboard_list_views ();

  for (guint i = 0; views[i] != NULL; i++)
    {
      GtkWidget *check = gtk_check_button_new_with_label (fw_wallboard_get_view_title (views[i]));

      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), fw_wallboard_is_chosen (views[i]));
      g_signal_connect (check, "toggled", G_CALLBACK (view_toggled_cb), (gpointer) views[i]);
      gtk_box_append (GTK_BOX (list), check);
    }
  gtk_widget_set_name (popover, "fw-wallboard-buttons");
  gtk_popover_set_child (GTK_POPOVER (popover), list);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (menu), popover);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (menu), "pan-down-symbolic");
  gtk_widget_set_tooltip_text (menu, _ ("Views on the wall"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (menu), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Views on the wall"), -1);
  gtk_widget_set_tooltip_text (button, _ ("Wallboard (F11)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Wallboard"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.wallboard");
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (box), menu);
  return box;
}
