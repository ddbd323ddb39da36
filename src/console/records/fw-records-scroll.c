/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The table comes to what is selected, and shows all its rows. */

#include "console/records/fw-records-page-private.h"

#define SCROLL_MS 60
#define MEND_MS 200
#define ROWS_LEAST 5 /* fewer are in doubt */

/* A list that is about to be laid out again loses its place when it is scrolled: do it a moment
 * later. */
static gboolean
scroll_cb (gpointer user_data)
{
  g_autoptr (FwRecordsPage) self = FW_RECORDS_PAGE (user_data);
  guint position;

  if (self->form == NULL)
    return G_SOURCE_REMOVE;
  position = gtk_single_selection_get_selected (self->selection);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0)
    gtk_widget_activate_action (gtk_widget_get_last_child (GTK_WIDGET (self->view)),
                                "list.scroll-to-item", "u",
                                position != GTK_INVALID_LIST_POSITION ? position : 0);
  return G_SOURCE_REMOVE;
}

/* GTK 4.8 sometimes keeps one row of a list that was made narrower as its rows came: the model set
 * anew brings all. */
static gboolean
mend_cb (gpointer user_data)
{
  g_autoptr (FwRecordsPage) self = FW_RECORDS_PAGE (user_data);
  GtkWidget *list;
  guint shown = 0;

  if (self->form == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self->view)))
    return G_SOURCE_REMOVE;
  list = gtk_widget_get_last_child (GTK_WIDGET (self->view));
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    shown++;
  if (shown >= ROWS_LEAST || shown >= g_list_model_get_n_items (G_LIST_MODEL (self->selection)))
    return G_SOURCE_REMOVE;
  gtk_column_view_set_model (self->view, NULL);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_timeout_add (SCROLL_MS, scroll_cb,
                 g_object_ref (self)); /* a model set anew may stand anywhere */
  return G_SOURCE_REMOVE;
}

void
fw_records_page_scroll_later (FwRecordsPage *self)
{
  g_timeout_add (SCROLL_MS, scroll_cb, g_object_ref (self));
  g_timeout_add (MEND_MS, mend_cb, g_object_ref (self));
}
