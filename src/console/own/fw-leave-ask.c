/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/own/fw-leave-ask.h"

#include "console/fw-asking-page.h"
#include "console/fw-drop-down.h"
#include "console/fw-form-dialog.h"
#include "console/fw-leave-words.h"
#include "console/fw-send.h"
#include "console/records/fw-date-entry.h"
#include "core/calendar/fw-zone.h"
#include "core/kind/fw-kind.h"

#include <glib/gi18n-lib.h>

#define NOTE_MAX 200

typedef struct
{
  FwPage *page;
  GtkDropDown *types;
  GtkEditable *first, *last, *note;
  GtkLabel *says;            /* what it would take */
  GCancellable *cancellable; /* of the question on its way */
} Ask;

static void
ask_free (gpointer data)
{
  Ask *self = data;

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_object_unref (self->page);
  g_free (self);
}

static const FwField *
get_types (void)
{
  const FwKind *kind = fw_kind_find ("leave-request");

  return &kind->fields[fw_kind_find_field (kind, "leave_type")];
}

static const char *
get_type (const Ask *self)
{
  return get_types ()->values[gtk_drop_down_get_selected (self->types)];
}

/* ---- what it would take ---- */

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fw_client_request_finish (FW_CLIENT (source), result, &error);
  g_autoptr (JsonObject) answer = NULL;
  g_autofree char *text = NULL;
  Ask *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* another question is on its way, or the dialog is gone */
  if (bytes != NULL)
    answer = fw_json_parse_bytes (bytes, &error);
  text = answer != NULL ? fw_leave_write_check (answer) : fw_error_to_sentence (error);
  gtk_label_set_text (self->says, text);
}

static gboolean
is_date (GtkEditable *entry)
{
  gint32 day;

  return fw_date_parse (fw_text (gtk_editable_get_text (entry)), &day);
}

static void
check (Ask *self)
{
  g_autofree char *path = NULL;

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  if (!is_date (self->first) || !is_date (self->last))
    {
      gtk_label_set_text (self->says, _ ("Expected dates such as 2026-11-21."));
      return;
    }
  path = g_strdup_printf ("own/leave-check?type=%s&first=%s&last=%s", get_type (self),
                          gtk_editable_get_text (self->first), gtk_editable_get_text (self->last));
  fw_client_request_async (fw_page_get_client (self->page), "GET", path, NULL, NULL,
                           self->cancellable, answered_cb, self);
}

static void
type_cb (Ask *self)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (self->types);

  fw_drop_down_set_name (self->types, _ ("Leave"),
                         chosen != NULL ? gtk_string_object_get_string (chosen) : NULL);
  check (self);
}

/* ---- to ask for it ---- */

static void
asked_cb (GObject *owner, JsonObject *answer, const char *refusal)
{
  fw_page_toast (FW_PAGE (owner),
                 answer != NULL ? _ ("Asked for. A supervisor decides.") : refusal);
  fw_asking_page_ask_soon (FW_ASKING_PAGE (owner));
}

static void
send (gpointer data)
{
  const Ask *self = data;
  g_autofree char *note = g_strstrip (g_strdup (gtk_editable_get_text (self->note)));
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "type", get_type (self));
  fw_json_member_text (&writer, "first", gtk_editable_get_text (self->first));
  fw_json_member_text (&writer, "last", gtk_editable_get_text (self->last));
  if (*note != '\0')
    fw_json_member_text (&writer, "note", note);
  fw_json_writer_end_object (&writer);
  fw_send_post (self->page, "own/leave", json, G_OBJECT (self->page), asked_cb);
}

/* ---- the form ---- */

static GtkWidget *
create_types (void)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  for (guint i = 0; get_types ()->values[i] != NULL; i++)
    g_strv_builder_add (names, _ (get_types ()->labels[i]));
  list = g_strv_builder_end (names);
  return gtk_drop_down_new_from_strings ((const char *const *) list);
}

static GtkEditable *
add_date (Ask *self, GtkWidget *grid, const char *name, const char *day, int row)
{
  GtkWidget *entry = fw_date_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), day);
  fw_form_grid_add (grid, name, entry, row);
  return GTK_EDITABLE (entry);
}

static GtkWidget *
create_form (Ask *self, const char *day)
{
  GtkWidget *grid = fw_form_grid_new (), *types = create_types (), *note = gtk_entry_new ();
  GtkWidget *says = gtk_label_new (NULL);

  self->types = GTK_DROP_DOWN (types);
  fw_form_grid_add (grid, _ ("Leave"), types, 0);
  self->first = add_date (self, grid, _ ("First day"), day, 1);
  self->last = add_date (self, grid, _ ("Last day"), day, 2);
  self->note = GTK_EDITABLE (note);
  gtk_entry_set_max_length (GTK_ENTRY (note), NOTE_MAX);
  fw_form_grid_add (grid, _ ("Note"), note, 3);
  self->says = GTK_LABEL (says);
  gtk_label_set_xalign (self->says, 0);
  gtk_label_set_wrap (self->says, TRUE);
  gtk_label_set_wrap_mode (self->says, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (self->says, 4);
  gtk_widget_set_size_request (says, -1, 72); /* the dialog stays as large while it changes */
  gtk_label_set_yalign (self->says, 0);
  gtk_grid_attach (GTK_GRID (grid), says, 0, 4, 2, 1);
  return grid;
}

void
fw_leave_ask (FwPage *page, const char *day)
{
  GtkWidget *form;
  Ask *self;

  g_return_if_fail (FW_IS_PAGE (page) && day != NULL);

  self = g_new0 (Ask, 1);
  self->page = g_object_ref (page);
  self->cancellable = g_cancellable_new ();
  form = create_form (self, day);
  g_signal_connect_swapped (self->types, "notify::selected", G_CALLBACK (type_cb), self);
  g_signal_connect_swapped (self->first, "changed", G_CALLBACK (check), self);
  g_signal_connect_swapped (self->last, "changed", G_CALLBACK (check), self);
  type_cb (self);
  fw_form_dialog_present (GTK_WIDGET (page),
                          &(const FwFormDialog){ .heading = _ ("Ask for Leave"),
                                                 .body = _ ("A supervisor decides; what it takes "
                                                            "is said below."),
                                                 .answer = _ ("Ask"),
                                                 .form = form,
                                                 .focus = GTK_WIDGET (self->types) },
                          send, self, ask_free);
}
