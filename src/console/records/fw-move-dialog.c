/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/records/fw-move-dialog.h"

#include "console/records/fw-field-row.h"

typedef struct
{
  AdwMessageDialog *dialog; /* not owned: this is its data */
  FwRecord *record;         /* a copy, to be filled */
  GPtrArray *rows;          /* FwFieldRow */
  GtkEditable *reason;      /* (nullable) */
  FwMoveDialogDone done;
  gpointer user_data;
  GDestroyNotify destroy;
} Asking;

static void
asking_free (gpointer data)
{
  Asking *self = data;

  fw_record_unref (self->record);
  g_ptr_array_unref (self->rows);
  if (self->destroy != NULL)
    self->destroy (self->user_data);
  g_free (self);
}

static char *
get_reason (Asking *self)
{
  return self->reason != NULL ? g_strstrip (g_strdup (gtk_editable_get_text (self->reason))) : NULL;
}

/* Whether the row has a value that is accepted; one that is not is told at its field. */
static gboolean
is_right (Asking *self, FwFieldRow *row)
{
  if (fw_field_row_store (row, self->record, NULL) &&
      fw_record_is_empty (self->record, (guint) fw_field_row_get_field (row)))
    return FALSE;
  return fw_field_row_check (row, self->record);
}

static gboolean
is_whole (Asking *self)
{
  g_autofree char *reason = get_reason (self);

  gboolean whole = TRUE;

  for (guint i = 0; i < self->rows->len; i++)
    whole = is_right (self, self->rows->pdata[i]) && whole;
  return whole && (reason == NULL || *reason != '\0');
}

static void
changed_cb (Asking *self)
{
  adw_message_dialog_set_response_enabled (self->dialog, "move", is_whole (self));
}

/* What was chosen from a list is done with; what is typed goes on. */
static void
row_changed_cb (FwFieldRow *row, Asking *self)
{
  GtkWidget *button;

  changed_cb (self);
  button = gtk_window_get_default_widget (GTK_WINDOW (self->dialog));
  if (!fw_field_row_is_typed (row) && button != NULL && is_whole (self))
    gtk_widget_grab_focus (button);
}

static void
response_cb (Asking *self, const char *response)
{
  g_autofree char *reason = get_reason (self);

  if (g_str_equal (response, "move") && is_whole (self))
    self->done (self->record, reason, self->user_data);
}

static void
add_reason (Asking *self, GtkGrid *grid, int line)
{
  GtkWidget *label = gtk_label_new (_ ("Reason"));
  GtkWidget *entry = gtk_entry_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "field-label");
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Reason"), -1);
  gtk_grid_attach (grid, label, 0, line, 1, 1);
  gtk_grid_attach (grid, entry, 1, line, 1, 1);
  self->reason = GTK_EDITABLE (entry);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (changed_cb), self);
}

/* A figure is of this time; a text and who it went to may stay as they are. */
static void
begin_anew (FwRecord *record, guint field)
{
  const FwFieldType type = fw_record_get_kind (record)->fields[field].type;

  if (type == FW_FIELD_NUMBER || type == FW_FIELD_INTEGER)
    fw_record_clear (record, field);
}

static int
add_rows (Asking *self, FwClient *client, const char *const *asks, GtkGrid *grid)
{
  const FwKind *kind = fw_record_get_kind (self->record);
  int line = 0;

  for (guint i = 0; asks != NULL && asks[i] != NULL; i++)
    {
      const gint field = fw_kind_find_field (kind, asks[i]);
      FwFieldRow *row;

      if (field < 0)
        continue;
      begin_anew (self->record, (guint) field);
      row = fw_field_row_new (client, kind, field, TRUE);
      line = fw_field_row_attach (row, grid, line);
      fw_field_row_show (row, self->record);
      fw_field_row_set_activates_default (row);
      g_signal_connect (row, "changed", G_CALLBACK (row_changed_cb), self);
      g_ptr_array_add (self->rows, row);
    }
  return line;
}

void
fw_move_dialog_present (GtkWidget *parent,
                        FwClient *client,
                        FwRecord *record,
                        const char *label,
                        gboolean sign,
                        const char *const *asks,
                        FwMoveDialogDone done,
                        gpointer user_data,
                        GDestroyNotify destroy)
{
  Asking *self = g_new0 (Asking, 1);
  GtkGrid *grid = GTK_GRID (gtk_grid_new ());
  int line;

  g_return_if_fail (GTK_IS_WIDGET (parent) && FW_IS_CLIENT (client));
  g_return_if_fail (record != NULL && label != NULL && done != NULL);

  self->dialog = ADW_MESSAGE_DIALOG (
      adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (parent)), label, NULL));
  self->record = fw_record_copy (record);
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->done = done;
  self->user_data = user_data;
  self->destroy = destroy;
  gtk_grid_set_row_spacing (grid, 6);
  gtk_grid_set_column_spacing (grid, 12);
  line = add_rows (self, client, asks, grid);
  if (sign)
    {
      adw_message_dialog_format_body (
          self->dialog, "%s",
          _ ("This is signed: your name, the moment and the reason are kept for good."));
      add_reason (self, grid, line);
    }
  adw_message_dialog_set_extra_child (self->dialog, GTK_WIDGET (grid));
  adw_message_dialog_add_responses (self->dialog, "cancel", _ ("_Cancel"), "move", label, NULL);
  adw_message_dialog_set_response_appearance (self->dialog, "move", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (self->dialog, "move");
  adw_message_dialog_set_close_response (self->dialog, "cancel");
  changed_cb (self);
  g_object_set_data_full (G_OBJECT (self->dialog), "fw-asking", self, asking_free);
  g_signal_connect_swapped (self->dialog, "response", G_CALLBACK (response_cb), self);
  gtk_window_present (GTK_WINDOW (self->dialog));
  if (self->rows->len == 0 || !fw_field_row_focus (self->rows->pdata[0]))
    gtk_widget_grab_focus (GTK_WIDGET (self->reason));
}
