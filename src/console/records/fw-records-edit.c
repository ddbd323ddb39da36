/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/records/fw-records-page-private.h"

#include "console/fw-pages.h"
#include "console/records/fw-conflict-dialog.h"
#include "console/records/fw-record-merge.h"
#include "console/records/fw-record-moves.h"
#include "console/records/fw-record-writer.h"
#include "core/fw-error.h"
#include "protocol/fw-said.h"

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
  fw_records_page_put (self, theirs);
}

static void
show_conflict (FwRecordsPage *self, FwRecord *theirs)
{
  g_autoptr (FwRecord) mine = fw_record_form_get_draft (self->form);
  FwRecord *base = fw_record_form_get_record (self->form);
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (FwRecord) merged = NULL;
  GtkWidget *dialog;

  if (mine == NULL)
    return;
  merged = fw_record_merge (base, mine, theirs, open);
  if (open->len == 0)
    {
      /* Nobody touched what the other did: both stand. */
      store (self, merged);
      return;
    }
  dialog = fw_conflict_dialog_new (fw_page_get_client (FW_PAGE (self)), base, mine, theirs);
  g_object_set_data_full (G_OBJECT (dialog), "theirs", fw_record_ref (theirs),
                          (GDestroyNotify) fw_record_unref);
  g_signal_connect_object (dialog, "decided", G_CALLBACK (conflict_decided_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (dialog),
                                GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* "12 records refer to team “desk-b”: person “2001”, …": those that are named, by what they are
 * called. */
static char *
list_referring (FwRecordsPage *self, const GError *error)
{
  g_autoptr (GRegex) regex = g_regex_new ("([a-z-]+) “([^”]+)”", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GString) names = g_string_new (NULL);
  const char *list = strstr (error->message, "”: ");

  for (g_regex_match (regex, list != NULL ? list + strlen ("”: ") : "", 0, &match);
       g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *kind = g_match_info_fetch (match, 1);
      g_autofree char *id = g_match_info_fetch (match, 2);
      const char *title = fw_record_list_title (kind, id, fw_page_get_client (FW_PAGE (self)));

      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                              title != NULL ? title : id);
    }
  return g_strdup (names->str);
}

static char *
describe_use (FwRecordsPage *self, const GError *error)
{
  g_autofree char *names = list_referring (self, error);

  if (strstr (error->message, " refer to ") == NULL)
    {
      g_autofree char *said = fw_said_translate (error->message);

      return g_strdup_printf (_ ("That was not accepted: %s"), said);
    }
  if (*names == '\0')
    return g_strdup (_ ("It is in use by records that you may not see, so it stays."));
  return g_strdup_printf (_ ("It is in use by %s, so it stays. Change them first."), names);
}

/* Every check of a record says "field: expectation"; an older server says nothing of the field. */
static void
show_refusal (FwRecordsPage *self, const GError *error, const char *field, FwRecord *stored)
{
  FwRecord *record = fw_record_form_get_record (self->form);
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, FW_ERROR, FW_ERROR_INVALID) && field != NULL)
    {
      sentence = fw_said_translate_rest (error->message);
      fw_record_form_show_error (self->form, field, sentence);
      return;
    }
  /* Refused although nobody changed it: the message has the reason. */
  if (g_error_matches (error, FW_ERROR, FW_ERROR_CONFLICT) &&
      (stored == NULL ||
       (record != NULL && fw_record_get_revision (stored) == fw_record_get_revision (record))))
    sentence = describe_use (self, error);
  else
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
      FwRecord *record = fw_record_form_get_record (self->form);

      if (g_error_matches (error, FW_ERROR, FW_ERROR_CONFLICT) && stored != NULL &&
          record != NULL && fw_record_get_revision (stored) != fw_record_get_revision (record))
        show_conflict (self, stored);
      else
        show_refusal (self, error, field, stored);
      return;
    }
  if (stored != NULL)
    {
      fw_record_form_edit (self->form, stored);
      fw_records_page_put (self, stored);
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
  fw_page_toast_waiting (FW_PAGE (self));
}

void
fw_records_page_save (FwRecordsPage *self)
{
  g_autoptr (FwRecord) draft = fw_record_form_get_draft (self->form);

  if (draft != NULL)
    store (self, draft);
}

typedef struct
{
  FwRecordsPage *page;
  FwRecord *record; /* that was to be moved */
} Move;

static void
move_free (Move *move)
{
  g_object_unref (move->page);
  fw_record_unref (move->record);
  g_free (move);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Move, move_free)

static void
moved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Move) move = user_data;
  FwRecordsPage *self = move->page;
  g_autoptr (GError) error = NULL;
  g_autoptr (FwRecord) stored = NULL;
  g_autofree char *sentence = NULL;
  FwWriteOutcome outcome = fw_record_write_finish (result, &stored, NULL, &error);
  FwRecord *shown;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  fw_record_form_set_busy (self->form, FALSE);
  if (stored != NULL)
    fw_records_page_put (self, stored);
  shown = fw_record_form_get_record (self->form);
  if (shown == NULL || !g_str_equal (fw_record_get_id (shown), fw_record_get_id (move->record)))
    return; /* another one is being looked at */
  /* What it is now, after the move or because somebody else was first; it is asked for its moves
   * again in any case. */
  fw_record_form_edit (self->form, stored != NULL ? stored : shown);
  self->quiet = TRUE;
  fw_records_page_select (self, fw_record_get_id (move->record));
  self->quiet = FALSE;
  if (outcome == FW_WRITE_FAILED)
    {
      sentence = fw_record_moves_describe_error (error);
      fw_record_form_set_notice (self->form, sentence);
    }
}

void
fw_records_page_move (FwRecordsPage *self,
                      FwRecord *record,
                      const char *move,
                      const char *reason,
                      const char *const *names)
{
  FwPage *page = FW_PAGE (self);
  Move *wanted = g_new0 (Move, 1);

  wanted->page = g_object_ref (self);
  wanted->record = fw_record_ref (record);
  fw_record_form_set_busy (self->form, TRUE);
  fw_record_move_async (fw_page_get_client (page), record, move, reason, names,
                        fw_page_get_cancellable (page), moved_cb, wanted);
}

static void
undo_delete (FwPage *page, gpointer data)
{
  FwRecordsPage *self = FW_RECORDS_PAGE (page);

  fw_record_form_set_busy (self->form, TRUE);
  fw_record_restore_async (fw_page_get_client (page), data, fw_page_get_cancellable (page),
                           stored_cb, g_object_ref (self));
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
      show_refusal (self, error, NULL, theirs);
      return;
    }
  item = fw_record_item_new (record);
  text = g_strdup_printf (_ ("“%s” is deleted"), fw_record_item_get_title (item));
  if (outcome == FW_WRITE_STORED)
    fw_page_toast_undo (FW_PAGE (self), text, undo_delete, fw_record_copy (record),
                        (GDestroyNotify) fw_record_unref);
  else
    fw_page_toast_waiting (FW_PAGE (self));
  fw_records_page_remove (self, fw_record_get_id (record));
  fw_records_page_close_form (self);
}

void
fw_records_page_delete (FwRecordsPage *self)
{
  FwRecord *record = fw_record_form_get_record (self->form);
  FwPage *page = FW_PAGE (self);

  if (record == NULL || fw_record_get_revision (record) == 0 || fw_record_get_kind (record)->kept ||
      !fw_records_page_may_write (self))
    return;
  fw_record_form_set_busy (self->form, TRUE);
  fw_record_delete_async (fw_page_get_client (page), record, fw_page_get_cancellable (page),
                          deleted_cb, g_object_ref (self));
}

/* What the scope bar says is what a new record is for; where there is one site alone, that one. */
static void
fill_from_scope (FwRecordsPage *self, FwRecord *record)
{
  static const char *const names[] = { "site", "team", "queue" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *chosen = fw_view_get (fw_page_get_view (FW_PAGE (self)), names[i]);
      gint field = fw_kind_find_field (self->kind, names[i]);
      g_autoptr (FwRecordItem) only = NULL;

      if (field < 0 || self->kind->fields[field].type != FW_FIELD_REF)
        continue;
      if (*chosen == '\0' && self->kind->fields[field].required)
        {
          GListModel *all = fw_record_list_get_items (
              fw_record_list_get (fw_page_get_client (FW_PAGE (self)), fw_kind_find (names[i])));

          only = g_list_model_get_n_items (all) == 1 ? g_list_model_get_item (all, 0) : NULL;
        }
      if (only != NULL)
        chosen = fw_record_item_get_id (only);
      if (*chosen != '\0')
        fw_record_set_text (record, (guint) field, chosen);
    }
}

gboolean
fw_records_page_may_add (FwRecordsPage *self)
{
  const FwPageEntry *entry = fw_pages_find (fw_page_get_name (FW_PAGE (self)));

  return entry != NULL &&
         fw_page_entry_may_add (entry, fw_client_get_role (fw_page_get_client (FW_PAGE (self))));
}

/* What another page knows already; a field that the kind does not have is left alone. */
static void
fill_given (FwRecordsPage *self, FwRecord *record, GVariant *given)
{
  GVariantIter iter;
  const char *name, *value;

  g_variant_iter_init (&iter, given);
  while (g_variant_iter_next (&iter, "{&s&s}", &name, &value))
    {
      gint field = fw_kind_find_field (self->kind, name);

      if (field >= 0)
        fw_record_parse (record, (guint) field, fw_text (value), NULL);
    }
}

void
fw_records_page_start_new (FwRecordsPage *self, GVariant *given)
{
  g_autoptr (FwRecord) record = NULL;
  const char *id = "";

  if (!fw_records_page_may_add (self) || fw_record_form_is_dirty (self->form))
    return;
  if (given != NULL)
    g_variant_lookup (given, "id", "&s", &id);
  record = fw_record_new (self->kind, id);
  fw_record_set_fallbacks (record);
  fill_from_scope (self, record);
  if (given != NULL)
    fill_given (self, record, given);
  self->quiet = TRUE;
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  self->quiet = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->form), TRUE);
  fw_record_form_edit (self->form, record);
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->form));
  fw_record_form_focus (self->form);
}

/* ---- a record that is a question ---- */

void
fw_records_page_bind_form (FwRecordsPage *self)
{
  const FwPageEntry *entry = fw_pages_find (fw_page_get_name (FW_PAGE (self)));

  fw_record_form_bind (self->form, fw_page_get_client (FW_PAGE (self)), self->kind);
  if (entry != NULL)
    fw_record_form_set_describe (self->form, entry->describe);
}

GVariant *
fw_records_page_ask_why (FwPage *page)
{
  FwRecordsPage *self = FW_RECORDS_PAGE (page);
  const FwPageEntry *entry = fw_pages_find (fw_page_get_name (page));
  FwRecordItem *item = gtk_single_selection_get_selected_item (self->selection);
  FwRecord *record = item != NULL ? fw_record_item_get_record (item) : NULL;

  return entry != NULL && entry->ask_why != NULL && record != NULL ? entry->ask_why (record) : NULL;
}
