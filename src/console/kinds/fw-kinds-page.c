/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/kinds/fw-kinds-page.h"

#include "console/kinds/fw-field-draft-row.h"
#include "console/kinds/fw-kind-draft.h"
#include "protocol/fw-json.h"
#include "protocol/fw-said.h"

struct _FwKindsPage
{
  FwPage parent_instance;

  AdwComboRow *target;
  AdwEntryRow *label;
  AdwComboRow *place;
  AdwComboRow *writers;
  AdwPreferencesGroup *fields;
  AdwPreferencesGroup *reminder;
  AdwComboRow *due;
  AdwActionRow *days_row;
  GtkSpinButton *days;
  GtkLabel *fault;
  GtkButton *submit;

  GPtrArray *rows;    /* FwFieldDraftRow, not owned */
  GPtrArray *targets; /* FwKind, from the second of the choices on: the first is a register */
  GPtrArray
      *dates; /* FwFieldDraftRow, of dates, from the second choice of due on: the first is none */
  gboolean sending;
};

G_DEFINE_FINAL_TYPE (FwKindsPage, fw_kinds_page, FW_TYPE_PAGE)

static const FwKindScope scopes[] = { FW_SCOPE_NONE, FW_SCOPE_BY_SITE, FW_SCOPE_BY_TEAM };
static const char *const writers[] = { "administrator", "supervisor administrator", "everyone" };

/* ---- what is described ---- */

/* Returns: (nullable): the kind that is given fields; NULL: a register. */
static const FwKind *
get_target (FwKindsPage *self)
{
  const guint selected = adw_combo_row_get_selected (self->target);

  return selected > 0 && selected <= self->targets->len ? self->targets->pdata[selected - 1] : NULL;
}

/* Returns: (nullable): the row of the day by which a record falls due. */
static FwFieldDraftRow *
get_due (FwKindsPage *self)
{
  const guint selected = adw_combo_row_get_selected (self->due);

  return selected > 0 && selected <= self->dates->len ? self->dates->pdata[selected - 1] : NULL;
}

static void
due_changed_cb (FwKindsPage *self)
{
  if (self->dates != NULL)
    gtk_widget_set_visible (GTK_WIDGET (self->days_row), get_due (self) != NULL);
}

/* The days that stand among the fields, by the names that they have now. */
static void
fill_due (FwKindsPage *self, gboolean is_register)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  FwFieldDraftRow *before = get_due (self);
  guint selected = 0;

  g_ptr_array_set_size (self->dates, 0);
  gtk_string_list_append (names, _ ("Nothing falls due"));
  for (guint i = 0; i < self->rows->len; i++)
    {
      FwFieldDraft field;

      fw_field_draft_row_get (self->rows->pdata[i], &field);
      if (!g_str_equal (field.type, "date") || *field.label == '\0')
        continue;
      g_ptr_array_add (self->dates, self->rows->pdata[i]);
      gtk_string_list_append (names, field.label);
      if (self->rows->pdata[i] == before)
        selected = self->dates->len;
    }
  adw_combo_row_set_model (self->due, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->due, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->reminder), is_register && self->dates->len > 0);
  due_changed_cb (self);
}

static void
update (FwKindsPage *self)
{
  const gboolean is_register = get_target (self) == NULL;
  gboolean whole = self->rows->len > 0 &&
                   (!is_register || *gtk_editable_get_text (GTK_EDITABLE (self->label)) != '\0');

  for (guint i = 0; i < self->rows->len; i++)
    whole = whole && fw_field_draft_row_is_whole (self->rows->pdata[i]);
  gtk_widget_set_sensitive (GTK_WIDGET (self->submit), whole && !self->sending);
  fill_due (self, is_register);
}

/* What holds of a register alone, and of its first field. */
static void
update_register (FwKindsPage *self)
{
  const gboolean is_register = get_target (self) == NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->label), is_register);
  gtk_widget_set_visible (GTK_WIDGET (self->place), is_register);
  gtk_widget_set_visible (GTK_WIDGET (self->writers), is_register);
  adw_preferences_group_set_description (
      self->fields, is_register ? _ ("The first one is what a record is shown by.") : NULL);
  for (guint i = 0; i < self->rows->len; i++)
    fw_field_draft_row_set_register (self->rows->pdata[i], is_register, i == 0);
  update (self);
}

static void
removed_cb (FwKindsPage *self, FwFieldDraftRow *row)
{
  g_ptr_array_remove (self->rows, row);
  adw_preferences_group_remove (self->fields, GTK_WIDGET (row));
  update_register (self);
}

static void
add_field (FwKindsPage *self)
{
  GtkWidget *row = fw_field_draft_row_new ();

  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (self->fields, row);
  g_signal_connect_object (row, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "removed", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
  update_register (self);
}

static void
another_field_cb (FwKindsPage *self)
{
  add_field (self);
  fw_field_draft_row_begin (self->rows->pdata[self->rows->len - 1]);
}

static void
target_changed_cb (FwKindsPage *self)
{
  if (self->targets != NULL)
    update_register (self);
}

/* A kind that was just added takes fields too. */
static void
fill_targets (FwKindsPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const FwKind *before = get_target (self);
  guint selected = 0;

  g_ptr_array_set_size (self->targets, 0);
  gtk_string_list_append (names, _ ("A register"));
  for (const FwKind *const *kind = fw_client_get_kinds (fw_page_get_client (FW_PAGE (self)));
       *kind != NULL; kind++)
    if ((*kind)->takes_own)
      {
        /* Translators: fields of one kind of records, such as People. */
        g_autofree char *name = g_strdup_printf (_ ("Fields: %s"), _ ((*kind)->plural));

        g_ptr_array_add (self->targets, (gpointer) *kind);
        gtk_string_list_append (names, name);
        if (before != NULL && fw_kind_is_same (before, *kind))
          selected = self->targets->len;
      }
  adw_combo_row_set_model (self->target, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->target, selected);
  update_register (self);
}

static void
begin_anew (FwKindsPage *self)
{
  while (self->rows->len > 0)
    adw_preferences_group_remove (self->fields, g_ptr_array_steal_index (self->rows, 0));
  gtk_editable_set_text (GTK_EDITABLE (self->label), "");
  add_field (self);
}

/* ---- sending ---- */

/* "description:3: …": the line is one of what this page wrote. */
static const char *
skip_line (const char *said)
{
  const char *end = g_str_has_prefix (said, "description:") ? strstr (said, ": ") : NULL;

  return end != NULL ? end + 2 : said;
}

static void
show_fault (FwKindsPage *self, const GError *error)
{
  g_autofree char *said = fw_said_translate (skip_line (error->message));
  g_autofree char *sentence = NULL;

  sentence = g_strdup_printf (_ ("That was not accepted: %s"), said);
  gtk_label_set_text (self->fault, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->fault), TRUE);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FwKindsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = fw_client_request_finish (FW_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->sending = FALSE;
  if (answer == NULL)
    {
      show_fault (self, error);
      update (self);
      return;
    }
  fw_client_ask_kinds (FW_CLIENT (source));
  fw_page_toast (FW_PAGE (self), _ ("Added: it is on every desk"));
  begin_anew (self);
}

static GBytes *
make_body (const char *description)
{
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "description", description);
  fw_json_writer_end_object (&writer);
  return g_string_free_to_bytes (json);
}

static void
submit_cb (FwKindsPage *self)
{
  FwClient *client = fw_page_get_client (FW_PAGE (self));
  g_autofree FwFieldDraft *fields = g_new0 (FwFieldDraft, self->rows->len);
  FwFieldDraftRow *due = get_due (self);
  FwKindDraft draft = {
    .of = get_target (self),
    .label = gtk_editable_get_text (GTK_EDITABLE (self->label)),
    .scope = scopes[adw_combo_row_get_selected (self->place)],
    .writers = writers[adw_combo_row_get_selected (self->writers)],
    .fields = fields,
    .n_fields = self->rows->len,
    .days = (guint) gtk_spin_button_get_value_as_int (self->days),
  };
  g_autofree char *name = NULL, *description = NULL;
  g_autoptr (GBytes) body = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    {
      fw_field_draft_row_get (self->rows->pdata[i], &fields[i]);
      if (draft.of == NULL && self->rows->pdata[i] == due)
        draft.due = &fields[i];
    }
  description = fw_kind_draft_write (&draft, fw_client_get_kinds (client), &name);
  body = make_body (description);
  self->sending = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self->fault), FALSE);
  update (self);
  fw_client_request_async (client, "POST", "kinds", body, "application/json",
                           fw_page_get_cancellable (FW_PAGE (self)), sent_cb, g_object_ref (self));
}

/* ---- the page ---- */

static void
fw_kinds_page_setup (FwPage *page)
{
  FwKindsPage *self = FW_KINDS_PAGE (page);

  g_signal_connect_object (fw_page_get_client (page), "kinds-changed", G_CALLBACK (fill_targets),
                           self, G_CONNECT_SWAPPED);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (self->label))),
      GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Name of the register"), -1);
  fill_targets (self);
  add_field (self);
}

static void
fw_kinds_page_finalize (GObject *object)
{
  FwKindsPage *self = FW_KINDS_PAGE (object);

  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->targets, g_ptr_array_unref);
  g_clear_pointer (&self->dates, g_ptr_array_unref);

  G_OBJECT_CLASS (fw_kinds_page_parent_class)->finalize (object);
}

static void
fw_kinds_page_class_init (FwKindsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fw_kinds_page_finalize;
  FW_PAGE_CLASS (klass)->setup = fw_kinds_page_setup;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/kinds/fw-kinds-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FwKindsPage, target);
  gtk_widget_class_bind_template_child (widget_class, FwKindsPage, label);
  gtk_widget_class_bind_template_child (widget_class, FwKindsPage, place);
  gtk_widget_class_bind_template_child (widget_class, FwKindsPage, writers);
  gtk_widget_class_bind_template_child (widget_class, FwKindsPage, fields);
  gtk_widget_class_bind_template_child (widget_class, FwKindsPage, reminder);
  gtk_widget_class_bind_template_child (widget_class, FwKindsPage, due);
  gtk_widget_class_bind_template_child (widget_class, FwKindsPage, days_row);
  gtk_widget_class_bind_template_child (widget_class, FwKindsPage, days);
  gtk_widget_class_bind_template_child (widget_class, FwKindsPage, fault);
  gtk_widget_class_bind_template_child (widget_class, FwKindsPage, submit);
  gtk_widget_class_bind_template_callback (widget_class, target_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, due_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, another_field_cb);
  gtk_widget_class_bind_template_callback (widget_class, submit_cb);
}

static void
fw_kinds_page_init (FwKindsPage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->targets = g_ptr_array_new ();
  self->dates = g_ptr_array_new ();
}
