/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A case in half a minute: what has to be said stands in one dialog with what is usual, and Enter
 * registers it. Everything else can be said later, or under “All Fields…”. Notes on a case,
 * promises and debriefs are written down in the same way. */
#include "console/cases/fw-case-dialog.h"

#include "client/fw-client.h"
#include "console/records/fw-field-row.h"
#include "console/records/fw-record-list.h"
#include "console/records/fw-record-moves.h"
#include "console/records/fw-record-writer.h"

#include <glib/gi18n-lib.h>

#define MOST_ASKED 8

/* What is asked of a record of a kind. */
typedef struct
{
  const char *kind, *heading, *answer, *done;
  const char *asked[MOST_ASKED + 1];
} Form;

static const Form forms[] = {
  { "case",
    N_ ("New Case"),
    N_ ("_Register"),
    N_ ("The case is registered"),
    { "title", "class", "cause", "device", "impact", "urgency", "customer", "team" } },
  { "case-note",
    N_ ("Note on the Case"),
    N_ ("_Write Down"),
    N_ ("The note is written"),
    { "note", "next" } },
  { "promise",
    N_ ("Promise to the Customer"),
    N_ ("_Write Down"),
    N_ ("The promise is noted"),
    { "what", "class", "until" } },
  { "case-check",
    N_ ("Step of the Checklist"),
    N_ ("_Write Down"),
    N_ ("It is written down"),
    { "note" } },
  { "debrief",
    N_ ("Begin a Debrief"),
    N_ ("_Begin"),
    N_ ("The debrief has begun and waits for the person"),
    { "matter", "person" } },
};

static const Form *
find_form (const FwRecord *record)
{
  for (guint i = 1; i < G_N_ELEMENTS (forms); i++)
    if (g_str_equal (forms[i].kind, fw_record_get_kind (record)->name))
      return &forms[i];
  return &forms[0];
}

typedef struct
{
  FwPage *page;
  AdwMessageDialog *dialog; /* not owned: this is its data */
  FwRecord *record;         /* a copy, to be filled */
  GPtrArray *rows;          /* FwFieldRow */
  FwCaseDialogDone done;
} Registering;

static void
registering_free (gpointer data)
{
  Registering *self = data;

  g_object_unref (self->page);
  fw_record_unref (self->record);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

/* ---- what is usual ---- */

FwRecord *
fw_case_dialog_begin (FwPage *page)
{
  FwClient *client = fw_page_get_client (page);
  const FwKind *kind = fw_client_find_kind (client, "case");
  const char *own = fw_client_get_account_teams (client);
  const char *team = fw_view_get (fw_page_get_view (page), "team");
  FwRecord *record = fw_record_new (kind, "");

  fw_record_set_fallbacks (record);
  if (*team == '\0' && own != NULL && strchr (own, ',') == NULL)
    team = own;
  if (*team != '\0' && strchr (team, ',') == NULL)
    fw_record_put_text (record, "team", team);
  return record;
}

/* A promise is usually one for tomorrow. */
FwRecord *
fw_case_dialog_begin_of (FwPage *page, const char *kind, const char *id)
{
  FwRecord *record = fw_record_new (fw_client_find_kind (fw_page_get_client (page), kind), "");

  fw_record_set_fallbacks (record);
  fw_record_put_text (record, "case", id);
  if (g_str_equal (kind, "promise"))
    {
      g_autoptr (GDateTime) now = g_date_time_new_now_local ();
      g_autoptr (GDateTime) tomorrow = g_date_time_add_days (now, 1);
      g_autofree char *date = g_date_time_format (tomorrow, "%Y-%m-%d");

      fw_record_parse (record, fw_record_find (record, "until"), fw_text (date), NULL);
    }
  return record;
}

/* A team says which site it is of; what belongs to a case lies where that does. */
static void
follow_team (FwClient *client, FwRecord *record)
{
  const char *team = fw_record_text (record, "team");
  FwRecordList *teams = fw_record_list_get (client, fw_client_find_kind (client, "team"));
  FwRecordItem *item = team != NULL ? fw_record_list_find (teams, team) : NULL;

  if (item != NULL)
    fw_record_put_text (record, "site", fw_record_text (fw_record_item_get_record (item), "site"));
}

/* Short enough to be read out, and nobody else's: other desks register at the same time. */
static char *
make_id (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *day = g_date_time_format (now, "%Y%m%d");

  return g_strdup_printf ("%s-%06x", day, g_random_int () & 0xffffff);
}

static FwRecord *
copy_as (FwRecord *record, const char *id)
{
  FwRecord *copy = fw_record_new (fw_record_get_kind (record), id);

  for (guint i = 0; i < fw_record_get_kind (record)->n_fields; i++)
    {
      g_autofree char *text = fw_record_format (record, i);

      fw_record_parse (copy, i, fw_text (text), NULL);
    }
  return copy;
}

FwRecord *
fw_case_dialog_name (FwRecord *record)
{
  g_autofree char *id = make_id ();

  g_return_val_if_fail (record != NULL, NULL);

  return copy_as (record, id);
}

/* ---- writing it down ---- */

typedef struct
{
  FwPage *page;
  FwRecord *record;
  FwCaseDialogDone done;
} Writing;

static void
writing_free (Writing *self)
{
  g_object_unref (self->page);
  fw_record_unref (self->record);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Writing, writing_free)

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Writing) self = user_data;
  g_autoptr (FwRecord) stored = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  const FwWriteOutcome outcome = fw_record_write_finish (result, &stored, NULL, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (outcome == FW_WRITE_FAILED)
    {
      /* What somebody has typed is not typed again. */
      sentence = fw_record_moves_describe_error (error);
      fw_case_dialog_present (self->page, self->record, sentence, self->done);
      return;
    }
  if (outcome == FW_WRITE_WAITING)
    fw_page_toast_waiting (self->page);
  else
    fw_page_toast (self->page, _ (find_form (self->record)->done));
  if (self->done != NULL)
    self->done (self->page, outcome == FW_WRITE_STORED ? fw_record_get_id (self->record) : NULL);
}

static void
write_down (Registering *self)
{
  Writing *writing = g_new0 (Writing, 1);

  follow_team (fw_page_get_client (self->page), self->record);
  writing->page = g_object_ref (self->page);
  writing->record = fw_case_dialog_name (self->record);
  writing->done = self->done;
  fw_record_write_async (fw_page_get_client (self->page), writing->record,
                         fw_page_get_cancellable (self->page), written_cb, writing);
}

static void
open_whole (Registering *self)
{
  const FwKind *kind = fw_record_get_kind (self->record);
  GVariantBuilder fields;

  follow_team (fw_page_get_client (self->page), self->record);
  g_variant_builder_init (&fields, G_VARIANT_TYPE ("a{ss}"));
  for (guint i = 0; i < kind->n_fields; i++)
    {
      g_autofree char *text = fw_record_format (self->record, i);

      if (!fw_record_is_empty (self->record, i) && !kind->fields[i].derived)
        g_variant_builder_add (&fields, "{ss}", kind->fields[i].name, text);
    }
  fw_page_go (self->page, "case-list", g_variant_builder_end (&fields));
}

/* ---- the dialog ---- */

static gboolean
store_rows (Registering *self)
{
  gboolean whole = TRUE;

  for (guint i = 0; i < self->rows->len; i++)
    whole = fw_field_row_store (self->rows->pdata[i], self->record, NULL) && whole;
  return whole;
}

static gboolean
is_whole (Registering *self)
{
  const FwKind *kind = fw_record_get_kind (self->record);

  if (!store_rows (self))
    return FALSE;
  for (guint i = 0; i < self->rows->len; i++)
    {
      const gint field = fw_field_row_get_field (self->rows->pdata[i]);

      if (kind->fields[field].required && fw_record_is_empty (self->record, (guint) field))
        return FALSE;
    }
  return TRUE;
}

static void
changed_cb (Registering *self)
{
  adw_message_dialog_set_response_enabled (self->dialog, "register", is_whole (self));
}

static void
response_cb (Registering *self, const char *response)
{
  gboolean right = TRUE;

  if (g_str_equal (response, "whole"))
    {
      store_rows (self);
      open_whole (self);
      return;
    }
  if (!g_str_equal (response, "register"))
    return;
  for (guint i = 0; i < self->rows->len; i++)
    right = fw_field_row_check (self->rows->pdata[i], self->record) && right;
  if (right)
    write_down (self);
}

static gboolean
register_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  GtkWidget *button = gtk_window_get_default_widget (GTK_WINDOW (widget));

  return button != NULL && gtk_widget_activate (button);
}

/* Also from a list, which Enter opens. */
static void
add_keys (AdwMessageDialog *dialog)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  static const guint pressed[] = { GDK_KEY_Return, GDK_KEY_KP_Enter, GDK_KEY_s };

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < G_N_ELEMENTS (pressed); i++)
    gtk_shortcut_controller_add_shortcut (
        GTK_SHORTCUT_CONTROLLER (keys),
        gtk_shortcut_new (gtk_keyval_trigger_new (pressed[i], GDK_CONTROL_MASK),
                          gtk_callback_action_new (register_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (dialog), keys);
}

static GtkWidget *
make_rows (Registering *self)
{
  const FwKind *kind = fw_record_get_kind (self->record);
  const Form *form = find_form (self->record);
  GtkGrid *grid = GTK_GRID (gtk_grid_new ());
  int line = 0;

  gtk_grid_set_row_spacing (grid, 6);
  gtk_grid_set_column_spacing (grid, 12);
  for (guint i = 0; form->asked[i] != NULL; i++)
    {
      FwFieldRow *row = fw_field_row_new (fw_page_get_client (self->page), kind,
                                          fw_kind_find_field (kind, form->asked[i]), TRUE);

      line = fw_field_row_attach (row, grid, line);
      fw_field_row_show (row, self->record);
      fw_field_row_set_activates_default (row);
      g_signal_connect_swapped (row, "changed", G_CALLBACK (changed_cb), self);
      g_ptr_array_add (self->rows, row);
    }
  return GTK_WIDGET (grid);
}

void
fw_case_dialog_present (FwPage *page, FwRecord *known, const char *problem, FwCaseDialogDone done)
{
  Registering *self;
  const Form *form;

  g_return_if_fail (FW_IS_PAGE (page) && known != NULL);

  self = g_new0 (Registering, 1);
  form = find_form (known);
  self->page = g_object_ref (page);
  self->dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (
      GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))), _ (form->heading), problem));
  self->record = fw_record_copy (known);
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->done = done;
  adw_message_dialog_set_extra_child (self->dialog, make_rows (self));
  adw_message_dialog_add_responses (self->dialog, "cancel", _ ("_Cancel"), NULL);
  if (form == &forms[0])
    adw_message_dialog_add_responses (self->dialog, "whole", _ ("All _Fields…"), NULL);
  adw_message_dialog_add_responses (self->dialog, "register", _ (form->answer), NULL);
  adw_message_dialog_set_response_appearance (self->dialog, "register", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (self->dialog, "register");
  adw_message_dialog_set_close_response (self->dialog, "cancel");
  changed_cb (self);
  add_keys (self->dialog);
  g_object_set_data_full (G_OBJECT (self->dialog), "fw-registering", self, registering_free);
  g_signal_connect_swapped (self->dialog, "response", G_CALLBACK (response_cb), self);
  gtk_window_present (GTK_WINDOW (self->dialog));
  fw_field_row_focus (self->rows->pdata[0]);
}
