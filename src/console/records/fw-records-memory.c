/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/fw-table-memory.h"
#include "console/records/fw-record-table.h"
#include "console/records/fw-records-page-private.h"

/* Rows that have just come are laid out first. */
#define PLACE_MS 60
#define TRIES 5

void
fw_records_page_keep (FwRecordsPage *self)
{
  g_autofree char *name = fw_record_table_get_name (self->kind);
  FwRecordItem *item = gtk_single_selection_get_selected_item (self->selection);
  GtkAdjustment *place = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));

  fw_table_keep (name, "filter",
                 g_variant_new_string (gtk_editable_get_text (GTK_EDITABLE (self->search))));
  /* Before its rows have come the page does not know better than what is kept. */
  if (!self->filled)
    return;
  fw_table_keep (name, "selected",
                 g_variant_new_string (item != NULL ? fw_record_item_get_id (item) : ""));
  fw_table_keep (name, "place", g_variant_new_double (gtk_adjustment_get_value (place)));
}

void
fw_records_page_recall_filter (FwRecordsPage *self)
{
  g_autofree char *name = fw_record_table_get_name (self->kind);
  g_autoptr (GVariant) filter = fw_table_recall (name, "filter", G_VARIANT_TYPE_STRING);

  if (filter != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->search), g_variant_get_string (filter, NULL));
}

/** A place to come back to, tried again while the list learns how long it is. */
typedef struct
{
  FwRecordsPage *page;
  double place;
  guint tries;
} Return;

static void
free_return (gpointer data)
{
  Return *back = data;

  g_object_unref (back->page);
  g_free (back);
}

static gboolean
place_cb (gpointer user_data)
{
  Return *back = user_data;
  FwRecordsPage *self = back->page;
  g_autofree char *name = fw_record_table_get_name (self->kind);
  g_autoptr (GVariant) selected = fw_table_recall (name, "selected", G_VARIANT_TYPE_STRING);
  GtkAdjustment *place;

  if (self->form == NULL || self->wanted != NULL || fw_record_form_is_dirty (self->form))
    return G_SOURCE_REMOVE;
  if (selected != NULL && *g_variant_get_string (selected, NULL) != '\0' &&
      fw_records_page_select (self, g_variant_get_string (selected, NULL)))
    return G_SOURCE_REMOVE;
  place = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));
  gtk_adjustment_set_value (place, back->place);
  return gtk_adjustment_get_value (place) < back->place && back->tries-- > 0 ? G_SOURCE_CONTINUE
                                                                             : G_SOURCE_REMOVE;
}

gboolean
fw_records_page_recall_place (FwRecordsPage *self)
{
  g_autofree char *name = fw_record_table_get_name (self->kind);
  g_autoptr (GVariant) place = fw_table_recall (name, "place", G_VARIANT_TYPE_DOUBLE);
  g_autoptr (GVariant) selected = fw_table_recall (name, "selected", G_VARIANT_TYPE_STRING);
  Return *back;

  /* The top is where a table begins by itself. */
  if (place == NULL || (g_variant_get_double (place) == 0 &&
                        (selected == NULL || *g_variant_get_string (selected, NULL) == '\0')))
    return FALSE;
  back = g_new (Return, 1);
  *back = (Return){ g_object_ref (self), g_variant_get_double (place), TRIES };
  g_timeout_add_full (G_PRIORITY_DEFAULT, PLACE_MS, place_cb, back, free_return);
  return TRUE;
}
