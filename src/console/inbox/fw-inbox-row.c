/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/inbox/fw-inbox-row.h"

typedef struct
{
  FwInboxEntry *entry;
  FwMark *mark;
  GtkLabel *title, *line, *due;
} Row;

static void
set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (label), *text != '\0' ? text : NULL);
}

static void
show_mark (const Row *parts)
{
  if (!fw_inbox_entry_waits (parts->entry))
    fw_mark_set (parts->mark, FW_MARK_RING, FW_CHART_COLOR_NO_DATA);
  else if (fw_inbox_entry_is_late (parts->entry))
    fw_mark_set (parts->mark, FW_MARK_TRIANGLE, FW_CHART_COLOR_LATE);
  else if (fw_inbox_entry_is_warned (parts->entry))
    fw_mark_set (parts->mark, FW_MARK_HALF, FW_CHART_COLOR_WATCH);
  else
    fw_mark_set (parts->mark, FW_MARK_DISC, FW_CHART_COLOR_IN_ORDER);
}

static void
show (GtkWidget *row)
{
  const Row *parts = g_object_get_data (G_OBJECT (row), "parts");
  g_autofree char *title = fw_inbox_entry_describe_title (parts->entry);
  g_autofree char *state = fw_inbox_entry_describe_state (parts->entry);
  g_autofree char *whose = fw_inbox_entry_describe_whose (parts->entry);
  g_autofree char *due = fw_inbox_entry_describe_due (parts->entry);
  g_autofree char *limit = fw_inbox_entry_describe_limit (parts->entry);
  g_autofree char *acts_for = fw_inbox_entry_describe_for (parts->entry);
  g_autofree char *plain =
      *whose != '\0' ? g_strdup_printf ("%s · %s", state, whose) : g_strdup (state);
  g_autofree char *line =
      *acts_for != '\0' ? g_strdup_printf ("%s · %s", acts_for, plain) : g_strdup (plain);
  g_autofree char *spoken = *due != '\0' ? g_strdup_printf ("%s, %s, %s", title, line, due)
                                         : g_strdup_printf ("%s, %s", title, line);

  show_mark (parts);
  set_text (parts->title, title);
  set_text (parts->line, line);
  gtk_label_set_text (parts->due, due);
  gtk_widget_set_tooltip_text (GTK_WIDGET (parts->due), *limit != '\0' ? limit : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static GtkLabel *
add_label (GtkBox *box, const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (box, label);
  return GTK_LABEL (label);
}

static void
row_free (gpointer data)
{
  Row *parts = data;

  g_object_unref (parts->entry);
  g_free (parts);
}

GtkWidget *
fw_inbox_row_new (FwInboxEntry *entry)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  Row *parts = g_new0 (Row, 1);

  g_return_val_if_fail (FW_IS_INBOX_ENTRY (entry), NULL);

  parts->entry = g_object_ref (entry);
  parts->mark = FW_MARK (fw_mark_new ());
  gtk_widget_set_valign (GTK_WIDGET (parts->mark), GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (parts->mark));
  gtk_box_append (GTK_BOX (box), texts);
  parts->title = add_label (GTK_BOX (texts), NULL);
  parts->line = add_label (GTK_BOX (texts), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (parts->line), "dim-label");
  parts->due = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (parts->due, 1);
  gtk_widget_add_css_class (GTK_WIDGET (parts->due), "numeric");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (parts->due));
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "parts", parts, row_free);
  g_signal_connect_object (entry, "changed", G_CALLBACK (show), row, G_CONNECT_SWAPPED);
  show (row);
  return row;
}

FwInboxEntry *
fw_inbox_row_get_entry (GtkListBoxRow *row)
{
  const Row *parts;

  g_return_val_if_fail (GTK_IS_LIST_BOX_ROW (row), NULL);

  parts = g_object_get_data (G_OBJECT (row), "parts");
  return parts->entry;
}
