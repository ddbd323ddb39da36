/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/records/fw-policy-figures.h"

#include "console/records/fw-policy-words.h"
#include "console/records/fw-record-item.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MOST_HEIGHT 480 /* px; what is longer scrolls */

/* What the centre has set: "85 %", "300 s to 525 s" for several sites and queues; NULL: nothing. */
static char *
describe_set (const FwPolicy *policy, GListModel *records, gboolean *differs)
{
  double least = NAN, most = NAN;
  g_autofree char *from = NULL, *to = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (records); i++)
    {
      g_autoptr (FwRecordItem) item = g_list_model_get_item (records, i);
      double value;

      if (fw_record_find_policy (fw_record_item_get_record (item), &value) != policy ||
          isnan (value))
        continue;
      least = isnan (least) ? value : MIN (least, value);
      most = isnan (most) ? value : MAX (most, value);
    }
  if (isnan (least))
    return NULL;
  *differs = isnan (policy->fallback) || least != policy->fallback || most != policy->fallback;
  from = fw_policy_words_value (policy, least);
  to = fw_policy_words_value (policy, most);
  /* Translators: the least and the greatest of several values */
  return least == most ? g_steal_pointer (&from) : g_strdup_printf (_ ("%s to %s"), from, to);
}

static GtkWidget *
create_figure (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_RIGHT);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 18);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_add_css_class (label, "figures");
  return label;
}

/* "Answered within 30 s: at least 90 %" says in one line what two policies set. */
static char *
describe_policy (const FwPolicy *policy)
{
  const FwPolicy *seconds = fw_policy_find ("service-level-seconds");

  if (g_str_equal (policy->name, "service-level") && seconds != NULL)
    {
      g_autofree char *within = fw_policy_words_value (seconds, seconds->fallback);
      g_autofree char *share = fw_policy_words_value (policy, policy->fallback);

      return g_strdup_printf (_ ("Answered within %s: at least %s"), within, share);
    }
  return fw_policy_words_sentence (policy, policy->fallback);
}

static void
add_line (GtkGrid *grid, int line, const FwPolicy *policy, GListModel *records)
{
  g_autofree char *sentence = describe_policy (policy);
  gboolean differs = FALSE;
  g_autofree char *set = describe_set (policy, records, &differs);
  GtkWidget *label = gtk_label_new (sentence);
  GtkWidget *figure = create_figure (set != NULL                ? set
                                     : isnan (policy->fallback) ? _ ("not set")
                                                                : "");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 48);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (figure, differs ? "heading" : "dim-label");
  gtk_grid_attach (grid, label, 0, line, 1, 1);
  gtk_grid_attach (grid, figure, 1, line, 1, 1);
}

static GtkWidget *
create_table (GListModel *records)
{
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *shipped = gtk_label_new (_ ("Shipped"));
  const FwPolicy *policies = fw_policy_list ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 24);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_label_set_xalign (GTK_LABEL (shipped), 0);
  gtk_widget_add_css_class (shipped, "heading");
  gtk_grid_attach (GTK_GRID (grid), shipped, 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), create_figure (_ ("Set here")), 1, 0, 1, 1);
  for (int i = 0; policies[i].name != NULL; i++)
    add_line (GTK_GRID (grid), i + 1, &policies[i], records);
  return grid;
}

/* Made anew each time, as records come and go. */
static void
shown_cb (GtkWidget *popover, GtkScrolledWindow *scrolled)
{
  gtk_scrolled_window_set_child (scrolled,
                                 create_table (g_object_get_data (G_OBJECT (popover), "records")));
}

static GtkWidget *
create_popover (GListModel *records)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *note = gtk_label_new (_ ("What is shipped holds where the centre sets nothing else."));
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_label_set_xalign (GTK_LABEL (note), 0);
  gtk_label_set_wrap (GTK_LABEL (note), TRUE);
  gtk_widget_add_css_class (note, "soft");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), MOST_HEIGHT);
  g_object_set_data_full (G_OBJECT (popover), "records", g_object_ref (records), g_object_unref);
  g_signal_connect (popover, "show", G_CALLBACK (shown_cb), scrolled);
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
fw_policy_figures_button_new (GListModel *records)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_widget_set_name (button, "fw-policy-figures");
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("Shipped figures"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), create_popover (records));
  return button;
}
