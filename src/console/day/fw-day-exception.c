/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/day/fw-day-exception.h"

#include "console/day/fw-day-words.h"
#include "console/fw-drop-down.h"
#include "console/fw-form-dialog.h"
#include "console/records/fw-record-writer.h"

#include <glib/gi18n-lib.h>

#define REASON_MAX 200

typedef struct
{
  FwPage *page;
  char *person, *who; /* id, and what is said of whom */
  gint32 day;
  GtkEditable *from, *to, *reason;
  GtkDropDown *what;
} Asked;

static void
asked_free (Asked *self)
{
  g_object_unref (self->page);
  g_free (self->person);
  g_free (self->who);
  g_free (self);
}

/* ---- taking back ---- */

static void
withdrawn_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FwPage) page = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (fw_record_write_finish (result, NULL, NULL, &error) != FW_WRITE_FAILED)
    return;
  sentence = fw_error_to_sentence (error);
  fw_page_toast (page, sentence);
}

/* What was signed stays: it says that it was entered by mistake, and counts no more. */
static void
undo (FwPage *page, gpointer data)
{
  g_autoptr (FwRecord) record = fw_record_copy (data);
  const gint field = fw_kind_find_field (fw_record_get_kind (record), "withdrawn");

  fw_record_set_integer (record, (guint) field, 1);
  fw_record_write_async (fw_page_get_client (page), record, NULL, withdrawn_cb,
                         g_object_ref (page));
}

/* ---- writing ---- */

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FwPage) page = data;
  g_autoptr (GError) error = NULL;
  FwRecord *stored = NULL;
  const FwWriteOutcome outcome = fw_record_write_finish (result, &stored, NULL, &error);
  g_autofree char *sentence = NULL;

  if (outcome == FW_WRITE_STORED && stored != NULL)
    {
      fw_page_toast_undo (page, _ ("Exception signed."), undo, stored,
                          (GDestroyNotify) fw_record_unref);
      return;
    }
  g_clear_pointer (&stored, fw_record_unref);
  if (outcome == FW_WRITE_WAITING)
    {
      fw_page_toast_waiting (page);
      return;
    }
  if (outcome == FW_WRITE_FAILED)
    sentence = fw_error_to_sentence (error);
  fw_page_toast (page, sentence != NULL ? sentence : _ ("Exception signed."));
}

/* Returns: FALSE: it was refused, and told. */
static gboolean
put (Asked *self, FwRecord *record, const char *field, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (fw_record_parse (record, (guint) fw_kind_find_field (fw_record_get_kind (record), field),
                       fw_text (text), &error))
    return TRUE;
  sentence = fw_error_to_sentence (error);
  fw_page_toast (self->page, sentence);
  return FALSE;
}

static void
send (gpointer data)
{
  Asked *self = data;
  const FwKind *kind = fw_kind_find ("day-exception");
  const FwField *what = &kind->fields[fw_kind_find_field (kind, "what")];
  g_autofree char *id = g_uuid_string_random (), *day = fw_date_format (self->day);
  g_autofree char *reason = g_strstrip (g_strdup (gtk_editable_get_text (self->reason)));
  g_autoptr (FwRecord) record = fw_record_new (kind, id);
  FwClient *client = fw_page_get_client (self->page);

  fw_record_set_fallbacks (record);
  if (*reason == '\0')
    {
      fw_page_toast (self->page, _ ("Nothing was written: an exception needs its reason."));
      return;
    }
  if (!put (self, record, "person", self->person) || !put (self, record, "day", day) ||
      !put (self, record, "begins", gtk_editable_get_text (self->from)) ||
      !put (self, record, "ends", gtk_editable_get_text (self->to)) ||
      !put (self, record, "what", what->values[gtk_drop_down_get_selected (self->what)]) ||
      !put (self, record, "reason", reason) ||
      !put (self, record, "signed", fw_client_get_account_id (client)))
    return;
  fw_record_write_async (client, record, NULL, written_cb, g_object_ref (self->page));
}

/* ---- the form ---- */

static void
name (gpointer widget, const char *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

static GtkEditable *
create_entry (GtkGrid *grid, int row, const char *label, const char *text, int max)
{
  GtkWidget *entry = gtk_entry_new (), *title = gtk_label_new (label);

  gtk_entry_set_max_length (GTK_ENTRY (entry), max);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  name (entry, label);
  gtk_grid_attach (grid, title, 0, row, 1, 1);
  gtk_grid_attach (grid, entry, 1, row, 1, 1);
  return GTK_EDITABLE (entry);
}

static void
chosen_cb (GtkDropDown *what)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (what);

  fw_drop_down_set_name (what, _ ("What it was"),
                         chosen != NULL ? gtk_string_object_get_string (chosen) : NULL);
}

static GtkDropDown *
create_what (void)
{
  const FwKind *kind = fw_kind_find ("day-exception");
  const FwField *field = &kind->fields[fw_kind_find_field (kind, "what")];
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  GtkDropDown *what;

  for (guint i = 0; field->values[i] != NULL; i++)
    gtk_string_list_append (labels, _ (field->labels[i]));
  what = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&labels)), NULL));
  g_signal_connect (what, "notify::selected-item", G_CALLBACK (chosen_cb), NULL);
  chosen_cb (what);
  return what;
}

/* As a field holds it, whatever clock the desk shows. */
static char *
format_clock (const FwDayRows *rows, gint64 at)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / FW_SECOND);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, rows->clock);

  return g_date_time_format (local, "%H:%M");
}

static GtkWidget *
create_form (Asked *self, const FwDayRows *rows, gint64 from, gint64 to)
{
  GtkWidget *grid = gtk_grid_new ();
  g_autofree char *begins = format_clock (rows, from), *ends = format_clock (rows, to);

  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  self->what = create_what ();
  gtk_grid_attach (GTK_GRID (grid), GTK_WIDGET (self->what), 0, 0, 2, 1);
  self->from = create_entry (GTK_GRID (grid), 1, _ ("From"), begins, 5);
  self->to = create_entry (GTK_GRID (grid), 2, _ ("Until"), ends, 5);
  self->reason = create_entry (GTK_GRID (grid), 3, _ ("Reason"), "", REASON_MAX);
  return grid;
}

void
fw_day_except (FwPage *page, const FwDayRows *rows, const FwDayRow *row, gint64 from, gint64 to)
{
  g_autofree char *standing = NULL, *shift = NULL;
  Asked *self;
  GtkWidget *form;

  g_return_if_fail (FW_IS_PAGE (page) && rows != NULL && row != NULL);

  standing = fw_day_write_standing (rows, row);
  shift = fw_day_write_shift (rows, row);
  self = g_new0 (Asked, 1);
  self->page = g_object_ref (page);
  self->person = g_strdup (row->person);
  /* Translators: who, what was planned, how the day stands */
  self->who = g_strdup_printf (_ ("%s · %s · %s"), row->name, shift, standing);
  self->day = rows->day;
  form = create_form (self, rows, from, to);
  fw_form_dialog_present (GTK_WIDGET (page),
                          &(const FwFormDialog){ .heading = _ ("Sign an Exception"),
                                                 .body = self->who,
                                                 .answer = _ ("Sign"),
                                                 .form = form,
                                                 .focus = GTK_WIDGET (self->what) },
                          send, self, (GDestroyNotify) asked_free);
}
