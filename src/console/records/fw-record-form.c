/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/records/fw-record-form.h"

#include "console/fw-cut-text.h"
#include "console/records/fw-field-row.h"
#include "console/records/fw-id-proposal.h"
#include "console/records/fw-record-log.h"
#include "console/records/fw-record-moves.h"
#include "console/records/fw-record-table.h"
#include "protocol/fw-said.h"

struct _FwRecordForm
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkRevealer *notice_revealer;
  GtkLabel *notice;
  GtkWidget *question;
  GtkLabel *sentence;
  GtkGrid *grid;
  GtkButton *save;
  GtkButton *discard;
  GtkButton *remove;
  GtkButton *undo;
  GtkButton *redo;
  GtkSpinner *spinner;
  FwRecordMoves *moves;
  FwRecordLog *log;

  char *(*describe) (const FwRecord *record, FwClient *client); /* (nullable) */
  FwClient *client;
  const FwKind *kind;
  FwRecord *record; /* what the form stands on */
  FwRecord *draft;  /* what it shows, as far as it can be read */
  GPtrArray *rows;  /* FwFieldRow */
  GPtrArray *past;  /* FwRecord: drafts before each change */
  GPtrArray *future;
  gint last_field; /* changes in a row of one field are one step; -2 none */
  gboolean busy;
  gboolean new_record;
  gboolean own_id; /* a person wrote the id of a new record */
};

enum
{
  PROP_0,
  PROP_DIRTY,
  N_PROPS
};

enum
{
  SAVE,
  DELETE,
  CLOSE,
  MOVE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwRecordForm, fw_record_form, ADW_TYPE_BIN)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static gboolean
may_write (FwRecordForm *self)
{
  return (self->kind->write & fw_client_get_role (self->client)) != 0;
}

static gboolean
may_write_some (FwRecordForm *self)
{
  FwRole role = fw_client_get_role (self->client);

  for (guint i = 0; i < self->kind->n_fields; i++)
    if ((fw_kind_get_write (self->kind, &self->kind->fields[i]) & role) != 0)
      return TRUE;
  return FALSE;
}

static void
update_buttons (FwRecordForm *self)
{
  gboolean dirty = fw_record_form_is_dirty (self);

  gtk_widget_set_sensitive (GTK_WIDGET (self->save), !self->busy && (dirty || self->new_record));
  gtk_widget_set_sensitive (GTK_WIDGET (self->discard), !self->busy && (dirty || self->new_record));
  gtk_widget_set_sensitive (GTK_WIDGET (self->undo), self->past->len > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->redo), self->future->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->save), may_write_some (self));
  gtk_widget_set_visible (GTK_WIDGET (self->discard), may_write_some (self));
  gtk_widget_set_visible (GTK_WIDGET (self->undo), may_write_some (self));
  gtk_widget_set_visible (GTK_WIDGET (self->redo), may_write_some (self));
  gtk_widget_set_visible (GTK_WIDGET (self->remove),
                          !self->new_record && !self->kind->kept && may_write (self));
  fw_record_moves_hold (self->moves, dirty);
  gtk_spinner_set_spinning (self->spinner, self->busy);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DIRTY]);
}

static void
show_draft (FwRecordForm *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    fw_field_row_show (g_ptr_array_index (self->rows, i), self->draft);
}

static void
push_past (FwRecordForm *self, gint field)
{
  g_ptr_array_set_size (self->future, 0);
  if (field == self->last_field && self->past->len > 0)
    return;
  g_ptr_array_add (self->past, fw_record_copy (self->draft));
  self->last_field = field;
}

static FwFieldRow *
find_row (FwRecordForm *self, gint field)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (fw_field_row_get_field (g_ptr_array_index (self->rows, i)) == field)
      return g_ptr_array_index (self->rows, i);
  return NULL;
}

/* Until a person writes another one. */
static void
propose_id (FwRecordForm *self)
{
  g_autofree char *id = NULL;

  if (!self->new_record || self->own_id)
    return;
  id = fw_id_proposal_make (self->draft, fw_record_list_get (self->client, self->kind));
  fw_field_row_set_text (find_row (self, -1), id);
}

/* How a policy's value is written hangs on the subject, which is another field. */
static void
follow (FwRecordForm *self, FwFieldRow *changed)
{
  gint value = fw_kind_find_field (self->kind, "value");
  FwFieldRow *row = find_row (self, value);
  double number;

  if (row != NULL && row != changed && value >= 0 &&
      fw_record_find_policy (self->draft, &number) != NULL)
    fw_field_row_show (row, self->draft);
}

static void
row_changed_cb (FwRecordForm *self, FwFieldRow *row)
{
  g_autoptr (GError) error = NULL;

  if (self->draft == NULL)
    return;
  if (fw_field_row_get_field (row) >= 0)
    {
      push_past (self, fw_field_row_get_field (row));
      /* Half a date is no date yet: the draft keeps the last value, and saving says what is wrong.
       */
      fw_field_row_store (row, self->draft, &error);
      follow (self, row);
      propose_id (self);
    }
  else
    self->own_id = *fw_field_row_get_text (row) != '\0';
  update_buttons (self);
}

static void
step (FwRecordForm *self, GPtrArray *from, GPtrArray *to)
{
  if (from->len == 0)
    return;
  g_ptr_array_add (to, self->draft);
  self->draft = g_ptr_array_steal_index (from, from->len - 1);
  self->last_field = -2;
  show_draft (self);
  update_buttons (self);
}

static gboolean
is_shown (FwRecordForm *self, const FwField *field)
{
  FwRole role = fw_client_get_role (self->client);

  if (field->moved)
    return FALSE; /* with its moves, above */
  if (self->kind->belongs != NULL && field->to != NULL &&
      (g_str_equal (field->name, "site") || g_str_equal (field->name, "team")))
    return FALSE; /* follows from whom it belongs to */
  if (field->type == FW_FIELD_SECRET)
    return (fw_kind_get_write (self->kind, field) & role) != 0;
  return (fw_kind_get_read (self->kind, field) & role) != 0;
}

static void
add_row (FwRecordForm *self, gint field, gboolean writable, int *line)
{
  FwFieldRow *row = fw_field_row_new (self->client, self->kind, field, writable);

  g_signal_connect_object (row, "changed", G_CALLBACK (row_changed_cb), self, G_CONNECT_SWAPPED);
  *line = fw_field_row_attach (row, self->grid, *line);
  g_ptr_array_add (self->rows, row);
}

static void
build_rows (FwRecordForm *self)
{
  FwRole role = fw_client_get_role (self->client);
  GtkWidget *child;
  int line = 0;

  g_ptr_array_set_size (self->rows, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  for (guint i = 0; i < self->kind->n_fields; i++)
    if (is_shown (self, &self->kind->fields[i]))
      add_row (self, (gint) i,
               (fw_kind_get_write (self->kind, &self->kind->fields[i]) & role) != 0 &&
                   (self->new_record || !self->kind->fields[i].fixed),
               &line);
  add_row (self, -1, self->new_record, &line); /* it follows from what stands above */
}

static void
update_title (FwRecordForm *self)
{
  g_autoptr (FwRecordItem) item = fw_record_item_new (self->record);
  g_autofree char *revision = NULL;

  if (self->new_record)
    {
      /* Translators: %s is a kind of record, such as Team. */
      revision = g_strdup_printf (_ ("New: %s"), _ (self->kind->label));
      gtk_label_set_text (self->title, revision);
      gtk_label_set_text (self->subtitle, "");
      return;
    }
  gtk_label_set_text (self->title, fw_record_item_get_title (item));
  revision = fw_record_table_describe_revision (self->record);
  gtk_label_set_text (self->subtitle, revision);
}

static void
save_clicked_cb (FwRecordForm *self)
{
  if (gtk_widget_get_sensitive (GTK_WIDGET (self->save)))
    g_signal_emit (self, signals[SAVE], 0);
}

static void
discard_clicked_cb (FwRecordForm *self)
{
  g_autoptr (FwRecord) record = NULL;

  if (self->new_record)
    {
      g_signal_emit (self, signals[CLOSE], 0);
      return;
    }
  record = fw_record_ref (self->record);
  fw_record_form_edit (self, record);
}

static void
remove_clicked_cb (FwRecordForm *self)
{
  g_signal_emit (self, signals[DELETE], 0);
}

static void
close_clicked_cb (FwRecordForm *self)
{
  g_signal_emit (self, signals[CLOSE], 0);
}

static void
move_chosen_cb (
    FwRecordForm *self, FwRecord *record, const char *move, const char *reason, char **names)
{
  if (!self->busy)
    g_signal_emit (self, signals[MOVE], 0, record, move, reason, names);
}

static void
fw_record_form_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, fw_record_form_is_dirty (FW_RECORD_FORM (object)));
}

static void
fw_record_form_finalize (GObject *object)
{
  FwRecordForm *self = FW_RECORD_FORM (object);

  g_clear_object (&self->client);
  g_clear_pointer (&self->record, fw_record_unref);
  g_clear_pointer (&self->draft, fw_record_unref);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->past);
  g_ptr_array_unref (self->future);

  G_OBJECT_CLASS (fw_record_form_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/records/fw-record-form.ui");
  gtk_widget_class_bind_template_child (widget_class, FwRecordForm, stack);
  gtk_widget_class_bind_template_child (widget_class, FwRecordForm, title);
  gtk_widget_class_bind_template_child (widget_class, FwRecordForm, subtitle);
  gtk_widget_class_bind_template_child (widget_class, FwRecordForm, notice_revealer);
  gtk_widget_class_bind_template_child (widget_class, FwRecordForm, notice);
  gtk_widget_class_bind_template_child (widget_class, FwRecordForm, question);
  gtk_widget_class_bind_template_child (widget_class, FwRecordForm, sentence);
  gtk_widget_class_bind_template_child (widget_class, FwRecordForm, grid);
  gtk_widget_class_bind_template_child (widget_class, FwRecordForm, save);
  gtk_widget_class_bind_template_child (widget_class, FwRecordForm, discard);
  gtk_widget_class_bind_template_child (widget_class, FwRecordForm, remove);
  gtk_widget_class_bind_template_child (widget_class, FwRecordForm, undo);
  gtk_widget_class_bind_template_child (widget_class, FwRecordForm, redo);
  gtk_widget_class_bind_template_child (widget_class, FwRecordForm, spinner);
  gtk_widget_class_bind_template_child (widget_class, FwRecordForm, moves);
  gtk_widget_class_bind_template_child (widget_class, FwRecordForm, log);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, discard_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, move_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, fw_record_form_undo);
  gtk_widget_class_bind_template_callback (widget_class, fw_record_form_redo);
}

static void
fw_record_form_class_init (FwRecordFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  g_type_ensure (FW_TYPE_RECORD_LOG);
  g_type_ensure (FW_TYPE_RECORD_MOVES);
  object_class->get_property = fw_record_form_get_property;
  object_class->finalize = fw_record_form_finalize;
  properties[PROP_DIRTY] =
      g_param_spec_boolean ("dirty", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SAVE] = g_signal_new ("save", FW_TYPE_RECORD_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  signals[DELETE] = g_signal_new ("delete", FW_TYPE_RECORD_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  signals[CLOSE] = g_signal_new ("close", FW_TYPE_RECORD_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  signals[MOVE] =
      g_signal_new ("move", FW_TYPE_RECORD_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 4, G_TYPE_POINTER, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRV);
  bind_children (GTK_WIDGET_CLASS (klass));
}

static void
fw_record_form_init (FwRecordForm *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->past = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  self->future = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  self->last_field = -2;
  gtk_widget_init_template (GTK_WIDGET (self));
  fw_cut_text_watch (GTK_WIDGET (self->title));
  fw_cut_text_watch (GTK_WIDGET (self->subtitle));
}

void
fw_record_form_bind (FwRecordForm *self, FwClient *client, const FwKind *kind)
{
  g_return_if_fail (FW_IS_RECORD_FORM (self));
  g_return_if_fail (self->client == NULL);

  self->client = g_object_ref (client);
  self->kind = kind;
}

void
fw_record_form_set_describe (FwRecordForm *self,
                             char *(*describe) (const FwRecord *record, FwClient *client))
{
  g_return_if_fail (FW_IS_RECORD_FORM (self));

  self->describe = describe;
}

void
fw_record_form_names_changed (FwRecordForm *self)
{
  g_autofree char *sentence = NULL;

  g_return_if_fail (FW_IS_RECORD_FORM (self));

  if (self->describe != NULL && self->record != NULL && !self->new_record)
    sentence = self->describe (self->record, self->client);
  gtk_label_set_text (self->sentence, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->question, sentence != NULL);
}

void
fw_record_form_edit (FwRecordForm *self, FwRecord *record)
{
  gboolean same_shape;

  g_return_if_fail (FW_IS_RECORD_FORM (self));

  g_ptr_array_set_size (self->past, 0);
  g_ptr_array_set_size (self->future, 0);
  self->last_field = -2;
  gtk_stack_set_visible_child_name (self->stack, record != NULL ? "form" : "empty");
  if (record == NULL)
    {
      g_clear_pointer (&self->record, fw_record_unref);
      g_clear_pointer (&self->draft, fw_record_unref);
      return;
    }

  fw_record_ref (record);
  same_shape = self->rows->len > 0 && self->new_record == (fw_record_get_revision (record) == 0);
  self->new_record = fw_record_get_revision (record) == 0;
  g_clear_pointer (&self->record, fw_record_unref);
  self->record = record;
  g_clear_pointer (&self->draft, fw_record_unref);
  if (!same_shape)
    build_rows (self);
  self->draft = fw_record_copy (record);
  self->own_id = FALSE;
  show_draft (self);
  propose_id (self);
  fw_record_form_set_notice (self, NULL);
  update_title (self);
  fw_record_form_names_changed (self);
  fw_record_moves_show (self->moves, self->client, self->new_record ? NULL : record);
  fw_record_log_show (self->log, self->client, self->new_record ? NULL : record);
  update_buttons (self);
}

void
fw_record_form_focus (FwRecordForm *self)
{
  g_return_if_fail (FW_IS_RECORD_FORM (self));

  for (guint i = 0; i < self->rows->len; i++)
    if (fw_field_row_focus (g_ptr_array_index (self->rows, i)))
      return;
  /* Nothing can be written here. Left alone, the focus would go to the first button, “Delete”. */
  fw_record_moves_focus (self->moves);
}

FwRecord *
fw_record_form_get_record (FwRecordForm *self)
{
  g_return_val_if_fail (FW_IS_RECORD_FORM (self), NULL);

  return self->record;
}

gboolean
fw_record_form_is_dirty (FwRecordForm *self)
{
  g_return_val_if_fail (FW_IS_RECORD_FORM (self), FALSE);

  if (self->record == NULL || self->draft == NULL)
    return FALSE;
  for (guint i = 0; i < self->kind->n_fields; i++)
    if (!fw_record_equal_field (self->record, self->draft, i))
      return TRUE;
  return FALSE;
}

/* "field: expectation", as every check of a record says it. */
static void
show_check (FwRecordForm *self, const GError *error)
{
  g_auto (GStrv) parts = g_strsplit (error->message, ": ", 2);
  g_autofree char *said = fw_said_translate_rest (error->message);

  fw_record_form_show_error (self, parts[0] != NULL && parts[1] != NULL ? parts[0] : NULL, said);
}

/* Returns: (transfer full): the draft under @id; fields without a row keep their value. */
static FwRecord *
copy_draft (FwRecordForm *self, const char *id)
{
  FwRecord *draft = fw_record_new (self->kind, id);

  fw_record_set_revision (draft, fw_record_get_revision (self->record));
  for (guint i = 0; i < self->kind->n_fields; i++)
    {
      g_autofree char *text = fw_record_format (self->draft, i);

      if (self->kind->fields[i].type == FW_FIELD_SECRET)
        fw_record_set_text (draft, i, fw_record_get_text (self->draft, i));
      else
        fw_record_parse (draft, i, fw_text (text), NULL);
    }
  return draft;
}

FwRecord *
fw_record_form_get_draft (FwRecordForm *self)
{
  g_autoptr (FwRecord) draft = NULL;
  g_autoptr (GError) error = NULL;
  FwFieldRow *first = NULL;
  const char *id;

  g_return_val_if_fail (FW_IS_RECORD_FORM (self), NULL);
  g_return_val_if_fail (self->record != NULL, NULL);

  id = self->new_record ? fw_field_row_get_text (find_row (self, -1))
                        : fw_record_get_id (self->record);
  draft = copy_draft (self, fw_record_is_id (id) ? id : "x");
  /* Every field says what it misses at once, and the keys are at the first one that does. */
  for (guint i = 0; i < self->rows->len; i++)
    if (!fw_field_row_check (g_ptr_array_index (self->rows, i), draft) && first == NULL)
      first = g_ptr_array_index (self->rows, i);
  if (first != NULL)
    {
      fw_field_row_focus (first);
      return NULL;
    }
  if (!fw_record_check (draft, &error))
    {
      show_check (self, error);
      return NULL;
    }
  return g_steal_pointer (&draft);
}

void
fw_record_form_show_error (FwRecordForm *self, const char *field, const char *sentence)
{
  FwFieldRow *row = NULL;

  g_return_if_fail (FW_IS_RECORD_FORM (self));

  if (field != NULL)
    row = find_row (self, fw_kind_find_field (self->kind, field));
  if (row != NULL && (fw_field_row_get_field (row) >= 0 || g_str_equal (field, "id")))
    {
      fw_field_row_set_error (row, sentence);
      fw_field_row_focus (row);
      return;
    }
  fw_record_form_set_notice (self, sentence);
}

void
fw_record_form_set_notice (FwRecordForm *self, const char *text)
{
  g_return_if_fail (FW_IS_RECORD_FORM (self));

  if (text != NULL)
    gtk_label_set_text (self->notice, text);
  gtk_revealer_set_reveal_child (self->notice_revealer, text != NULL);
}

void
fw_record_form_set_busy (FwRecordForm *self, gboolean busy)
{
  g_return_if_fail (FW_IS_RECORD_FORM (self));

  self->busy = busy;
  gtk_widget_set_sensitive (GTK_WIDGET (self->grid), !busy);
  update_buttons (self);
}

gboolean
fw_record_form_undo (FwRecordForm *self)
{
  g_return_val_if_fail (FW_IS_RECORD_FORM (self), FALSE);

  if (self->record == NULL || self->past->len == 0)
    return FALSE;
  step (self, self->past, self->future);
  return TRUE;
}

void
fw_record_form_redo (FwRecordForm *self)
{
  g_return_if_fail (FW_IS_RECORD_FORM (self));

  step (self, self->future, self->past);
}
