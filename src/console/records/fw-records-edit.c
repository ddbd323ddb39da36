/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/records/fw-records-page-private.h"

#include "console/records/fw-conflict-dialog.h"
#include "console/records/fw-record-writer.h"
#include "core/fw-error.h"

static void stored_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static void
store (FwRecordsPage *self, FwRecord *record)
{
  FwPage *page = FW_PAGE (self);

  fw_record_form_set_busy (self->form, TRUE);
  fw_record_write_async (fw_page_get_client (page), record, fw_page_get_cancellable (page),
                         stored_cb, g_object_ref (self));
}

static void
conflict_decided_cb (FwRecordsPage *self, FwRecord *merged, GtkWidget *dialog)
{
  FwRecord *theirs = g_object_get_data (G_OBJECT (dialog), "theirs");

  if (merged != NULL)
    {
      store (self, merged);
      return;
    }
  fw_record_form_edit (self->form, theirs);
  fw_record_list_put (self->list, theirs);
}

static void
show_conflict (FwRecordsPage *self, FwRecord *theirs)
{
  g_autoptr (FwRecord) mine = fw_record_form_get_draft (self->form);
  GtkWidget *dialog;

  if (mine == NULL)
    return;
  dialog = fw_conflict_dialog_new (fw_page_get_client (FW_PAGE (self)), mine, theirs);
  g_object_set_data_full (G_OBJECT (dialog), "theirs", fw_record_ref (theirs),
                          (GDestroyNotify) fw_record_unref);
  g_signal_connect_object (dialog, "decided", G_CALLBACK (conflict_decided_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (dialog),
                                GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Every check of a record says "field: expectation"; an older server says nothing of the field. */
static void
show_refusal (FwRecordsPage *self, const GError *error, const char *field)
{
  const char *colon = strstr (error->message, ": ");
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, FW_ERROR, FW_ERROR_INVALID) && field != NULL)
    {
      fw_record_form_show_error (self->form, field, colon != NULL ? colon + 2 : error->message);
      return;
    }
  sentence = fw_error_to_sentence (error);
  fw_record_form_set_notice (self->form, sentence);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwRecordsPage) self = FW_RECORDS_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (FwRecord) stored = NULL;
  g_autofree char *field = NULL;
  FwWriteOutcome outcome = fw_record_write_finish (result, &stored, &field, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  fw_record_form_set_busy (self->form, FALSE);
  if (outcome == FW_WRITE_FAILED)
    {
      if (g_error_matches (error, FW_ERROR, FW_ERROR_CONFLICT) && stored != NULL)
        show_conflict (self, stored);
      else
        show_refusal (self, error, field);
      return;
    }
  if (stored != NULL)
    {
      fw_record_form_edit (self->form, stored);
      fw_record_list_put (self->list, stored);
      self->quiet = TRUE;
      fw_records_page_select (self, fw_record_get_id (stored));
      self->quiet = FALSE;
      fw_page_toast (FW_PAGE (self), _ ("Saved"));
      return;
    }
  if (outcome == FW_WRITE_STORED)
    {
      fw_record_list_refresh (self->list);
      fw_page_toast (FW_PAGE (self), _ ("Saved"));
      return;
    }
  fw_records_page_show_selected (self);
  fw_page_toast (FW_PAGE (self), _ ("Kept on this desk; it is sent when the server is back"));
}

void
fw_records_page_save (FwRecordsPage *self)
{
  g_autoptr (FwRecord) draft = fw_record_form_get_draft (self->form);

  if (draft != NULL)
    store (self, draft);
}

static void
undo_delete (FwPage *page, gpointer data)
{
  FwRecordsPage *self = FW_RECORDS_PAGE (page);
  g_autoptr (FwRecord) again = fw_record_copy (data);

  fw_record_set_revision (again, 0);
  fw_record_set_deleted (again, FALSE);
  store (self, again);
}

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwRecordsPage) self = FW_RECORDS_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (FwRecord) theirs = NULL;
  FwRecord *record = fw_record_form_get_record (self->form);
  g_autoptr (FwRecordItem) item = NULL;
  g_autofree char *text = NULL;
  FwWriteOutcome outcome = fw_record_write_finish (result, &theirs, NULL, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || record == NULL)
    return;
  fw_record_form_set_busy (self->form, FALSE);
  if (outcome == FW_WRITE_FAILED)
    {
      show_refusal (self, error, NULL);
      return;
    }
  item = fw_record_item_new (record);
  text = g_strdup_printf (_ ("“%s” is deleted"), fw_record_item_get_title (item));
  if (outcome == FW_WRITE_STORED)
    fw_page_toast_undo (FW_PAGE (self), text, undo_delete, fw_record_copy (record),
                        (GDestroyNotify) fw_record_unref);
  else
    fw_page_toast (FW_PAGE (self), _ ("Kept on this desk; it is sent when the server is back"));
  fw_record_list_remove (self->list, fw_record_get_id (record));
  fw_records_page_close_form (self);
}

void
fw_records_page_delete (FwRecordsPage *self)
{
  FwRecord *record = fw_record_form_get_record (self->form);
  FwPage *page = FW_PAGE (self);

  if (record == NULL || fw_record_get_revision (record) == 0 || !fw_records_page_may_write (self))
    return;
  fw_record_form_set_busy (self->form, TRUE);
  fw_record_delete_async (fw_page_get_client (page), record, fw_page_get_cancellable (page),
                          deleted_cb, g_object_ref (self));
}
