/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/records/fw-record-offer.h"

#include "console/records/fw-record-batch-writer.h"

#include <glib/gi18n-lib.h>

static void
taken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwPage) page = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *reason = NULL;
  const FwWriteOutcome outcome = fw_record_write_all_finish (result, &reason, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (outcome == FW_WRITE_WAITING)
    fw_page_toast_waiting (page);
  else if (outcome == FW_WRITE_STORED)
    fw_page_toast (page, _ ("They are there now."));
  else
    {
      g_autofree char *sentence =
          reason != NULL ? g_steal_pointer (&reason) : fw_error_to_sentence (error);

      fw_page_toast (page, sentence);
    }
}

void
fw_record_offer_take (FwPage *page, const char *name)
{
  const FwPageEntry *entry = fw_pages_find (name);
  g_autoptr (GArray) changes = NULL;

  g_return_if_fail (FW_IS_PAGE (page) && entry != NULL);

  if (entry->offer == NULL)
    {
      if (entry->next != NULL)
        fw_page_go (page, entry->next, NULL);
      return;
    }
  changes = entry->offer (fw_page_get_client (page));
  fw_record_write_all_async (fw_page_get_client (page), changes, taken_cb, g_object_ref (page));
}

static char *
describe_offer (const FwPageEntry *entry)
{
  if (entry->offer != NULL)
    return g_strdup (_ (entry->offer_label));
  /* Translators: a page. */
  return entry->next != NULL
             ? g_strdup_printf (_ ("Open “%s”"), _ (fw_pages_find (entry->next)->label))
             : NULL;
}

void
fw_record_offer_show (AdwStatusPage *empty,
                      const FwPageEntry *entry,
                      gboolean offers,
                      const char *action)
{
  g_autofree char *label = offers && entry != NULL ? describe_offer (entry) : NULL;
  GtkWidget *button;

  g_return_if_fail (ADW_IS_STATUS_PAGE (empty) && action != NULL);

  if (label == NULL)
    {
      adw_status_page_set_child (empty, NULL);
      return;
    }
  if (adw_status_page_get_child (empty) != NULL)
    return;
  button = gtk_button_new_with_label (label);
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_set_tooltip_text (button, _ ("Ctrl+T"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  adw_status_page_set_child (empty, button);
}
