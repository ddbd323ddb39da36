/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/records/fw-policy-figures.h"

#include "charts/fw-format.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MOST_HEIGHT 480 /* px; what is longer scrolls */

static char *
format_number (double value)
{
  return value == floor (value) ? fw_format_count ((gint64) value) : g_strdup_printf ("%g", value);
}

char *
fw_policy_figures_format (const FwPolicy *policy, double value)
{
  g_autofree char *number = NULL;

  g_return_val_if_fail (policy != NULL, NULL);

  if (isnan (value))
    return g_strdup ("");
  if (g_str_equal (policy->unit, "ratio"))
    {
      double percent = value * 100;

      return fw_format_percent (value, fabs (percent - round (percent)) < 1e-6 ? 0 : 1);
    }
  number = format_number (value);
  if (g_str_equal (policy->unit, "s"))
    /* Translators: seconds */
    return g_strdup_printf (_ ("%s s"), number);
  if (g_str_equal (policy->unit, "minutes"))
    /* Translators: minutes */
    return g_strdup_printf (_ ("%s min"), number);
  if (g_str_equal (policy->unit, "days"))
    return g_strdup_printf (ngettext ("%s day", "%s days", (gulong) value), number);
  return g_steal_pointer (&number);
}

static GtkWidget *
create_table (void)
{
  GtkWidget *grid = gtk_grid_new ();
  const FwPolicy *policies = fw_policy_list ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 24);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  for (int i = 0; policies[i].name != NULL; i++)
    {
      g_autofree char *text = fw_policy_figures_format (&policies[i], policies[i].fallback);
      GtkWidget *label = gtk_label_new (_ (policies[i].label));
      GtkWidget *figure = gtk_label_new (text);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
      gtk_widget_set_hexpand (label, TRUE);
      gtk_label_set_xalign (GTK_LABEL (figure), 1);
      gtk_widget_set_valign (figure, GTK_ALIGN_START);
      gtk_widget_add_css_class (figure, "figures");
      gtk_grid_attach (GTK_GRID (grid), label, 0, i, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), figure, 1, i, 1, 1);
    }
  return grid;
}

static GtkWidget *
create_popover (void)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *note = gtk_label_new (_ ("These hold where no policy of the centre says otherwise."));
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_label_set_xalign (GTK_LABEL (note), 0);
  gtk_label_set_wrap (GTK_LABEL (note), TRUE);
  gtk_widget_add_css_class (note, "soft");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), MOST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), create_table ());
  gtk_box_append (GTK_BOX (box), note);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  return popover;
}

GtkWidget *
fw_policy_figures_button_new (void)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("Shipped figures"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), create_popover ());
  return button;
}
