/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a page of records does with the chosen one beside writing it (FwPageEntry.act). */
#include "console/fw-pages.h"
#include "console/records/fw-records-page-private.h"

#include <glib/gi18n-lib.h>

static const FwPageEntry *
get_entry (FwRecordsPage *self)
{
  const FwPageEntry *entry = fw_pages_find (fw_page_get_name (FW_PAGE (self)));

  return entry != NULL && entry->act != NULL && fw_records_page_may_write (self) ? entry : NULL;
}

/* Returns: (transfer none) (nullable): as the server has it. */
static FwRecord *
get_chosen (FwRecordsPage *self)
{
  FwRecordItem *item = gtk_single_selection_get_selected_item (self->selection);

  return item != NULL ? fw_record_item_get_record (item) : NULL;
}

static void
permit_cb (FwRecordsPage *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "records.act",
                                 get_entry (self) != NULL && get_chosen (self) != NULL);
}

void
fw_records_page_act (FwRecordsPage *self)
{
  const FwPageEntry *entry = get_entry (self);
  FwRecord *record = get_chosen (self);

  if (entry != NULL && record != NULL)
    entry->act (FW_PAGE (self), record);
}

void
fw_records_page_offer_act (FwRecordsPage *self)
{
  const FwPageEntry *entry = get_entry (self);

  gtk_widget_set_visible (GTK_WIDGET (self->act), entry != NULL);
  permit_cb (self);
  if (entry == NULL)
    return;
  gtk_button_set_label (self->act, _ (entry->act_label));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->act), _ (entry->act_tooltip));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (permit_cb), self,
                           G_CONNECT_SWAPPED);
  fw_page_add_key (FW_PAGE (self), "<Control>Return", "records.act", NULL);
}
