/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/records/fw-field-row.h"

#include "console/fw-drop-down.h"
#include "console/records/fw-date-entry.h"
#include "console/records/fw-field-fault.h"
#include "console/records/fw-policy-entry.h"
#include "console/records/fw-policy-words.h"
#include "console/records/fw-ref-choice.h"
#include "core/fw-error.h"

#include <math.h>

#define SEARCH_FROM 8 /* values; fewer are seen at a glance */

struct _FwFieldRow
{
  GObject parent_instance;

  FwClient *client;
  const FwKind *kind;
  const FwField *field;      /* NULL: the id */
  const FwFieldShape *shape; /* NULL: of the id */
  gint index;
  gboolean writable;
  gboolean showing; /* the control is being filled: no "changed" */
  GtkWidget *label;
  GtkWidget *control;
  GtkWidget *hint;
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwFieldRow, fw_field_row, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static FwFieldType
get_type (FwFieldRow *self)
{
  return self->field != NULL ? self->field->type : FW_FIELD_TEXT;
}

static void
changed_cb (FwFieldRow *self)
{
  if (self->showing)
    return;
  fw_field_row_set_error (self, NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

static FwShape
get_shape (FwFieldRow *self)
{
  return self->shape != NULL ? self->shape->shape : FW_SHAPE_PLAIN;
}

/* What it means that nothing is chosen; NULL where something must be. */
static const char *
get_empty (FwFieldRow *self)
{
  if (self->field->required)
    return NULL;
  if (self->shape->empty != NULL)
    return _ (self->shape->empty);
  return get_type (self) == FW_FIELD_REF_LIST ? _ ("All") : _ ("None");
}

static GtkWidget *
create_reference (FwFieldRow *self)
{
  const char *to = get_shape (self) == FW_SHAPE_CHOSEN ? self->shape->to : self->field->to;
  GtkWidget *control =
      self->field->account
          ? fw_ref_choice_new_accounts (self->client, _ (self->field->label), get_empty (self))
          : fw_ref_choice_new (
                fw_record_list_get (self->client, fw_client_find_kind (self->client, to)),
                _ (self->field->label), get_type (self) == FW_FIELD_REF_LIST, get_empty (self));

  g_signal_connect_swapped (control, "changed", G_CALLBACK (changed_cb), self);
  return control;
}

static GtkWidget *
create_enum (FwFieldRow *self)
{
  g_autoptr (GtkStringList) titles = NULL;
  GtkWidget *control;

  if (self->field->labels != NULL && g_strv_length ((GStrv) self->field->values) >= SEARCH_FROM)
    {
      control = fw_ref_choice_new_fixed (self->field->values, self->field->labels,
                                         _ (self->field->label), get_empty (self));
      g_signal_connect_swapped (control, "changed", G_CALLBACK (changed_cb), self);
      return control;
    }
  titles = gtk_string_list_new (NULL);

  /* The first choice is "not set", also where a value is required: nobody picked one yet. */
  gtk_string_list_append (titles, self->field->required ? _ ("Choose") : _ ("None"));
  for (guint i = 0; self->field->values[i] != NULL; i++)
    gtk_string_list_append (titles, self->field->labels != NULL ? _ (self->field->labels[i])
                                                                : self->field->values[i]);
  control =
      gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&titles)),
                         gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  /* Typed into, where they are not seen at a glance. */
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (control),
                                   g_strv_length ((GStrv) self->field->values) >= SEARCH_FROM);
  g_signal_connect_swapped (control, "notify::selected", G_CALLBACK (changed_cb), self);
  return control;
}

/* Returns: (transfer floating) (nullable): NULL for a field of no special shape. */
static GtkWidget *
create_shaped (FwFieldRow *self)
{
  GtkWidget *control = NULL;

  if (get_shape (self) == FW_SHAPE_CHOSEN || (self->field != NULL && self->field->account))
    return create_reference (self);
  if (get_shape (self) == FW_SHAPE_POLICY)
    control = fw_policy_entry_new (_ (self->field->label));
  if (control != NULL)
    g_signal_connect_swapped (control, "changed", G_CALLBACK (changed_cb), self);
  return control;
}

static GtkWidget *
create_control (FwFieldRow *self)
{
  GtkWidget *control;

  if (!self->writable)
    {
      control = gtk_label_new (NULL);
      gtk_label_set_xalign (GTK_LABEL (control), 0);
      gtk_label_set_wrap (GTK_LABEL (control), TRUE);
      gtk_label_set_selectable (GTK_LABEL (control), TRUE);
      return control;
    }

  control = create_shaped (self);
  if (control != NULL)
    return control;
  switch (get_type (self))
    {
    case FW_FIELD_ENUM:
      return create_enum (self);
    case FW_FIELD_BOOLEAN:
      control = gtk_switch_new ();
      gtk_widget_set_halign (control, GTK_ALIGN_START);
      g_signal_connect_swapped (control, "notify::active", G_CALLBACK (changed_cb), self);
      return control;
    case FW_FIELD_REF:
    case FW_FIELD_REF_LIST:
      return create_reference (self);
    case FW_FIELD_SECRET:
      control = gtk_password_entry_new ();
      gtk_password_entry_set_show_peek_icon (GTK_PASSWORD_ENTRY (control), TRUE);
      break;
    case FW_FIELD_DATE:
      control = fw_date_entry_new ();
      break;
    case FW_FIELD_TEXT:
    case FW_FIELD_INTEGER:
    case FW_FIELD_NUMBER:
    case FW_FIELD_TIME_OF_DAY:
    default:
      control = gtk_entry_new ();
      break;
    }
  g_signal_connect_swapped (control, "changed", G_CALLBACK (changed_cb), self);
  return control;
}

static const char *
get_hint (FwFieldRow *self)
{
  if (self->field == NULL)
    return self->writable ? _ ("chosen once; it cannot be changed later") : "";
  if (self->shape->hint != NULL)
    return *self->shape->hint != '\0' ? _ (self->shape->hint) : "";
  if (self->field->hint != NULL)
    return _ (self->field->hint);
  switch (self->field->type)
    {
    case FW_FIELD_DATE:
      return self->writable ? _ ("such as 2026-11-21") : "";
    case FW_FIELD_TIME_OF_DAY:
      return self->writable ? _ ("such as 22:00") : "";
    case FW_FIELD_TEXT:
    case FW_FIELD_INTEGER:
    case FW_FIELD_NUMBER:
    case FW_FIELD_BOOLEAN:
    case FW_FIELD_ENUM:
    case FW_FIELD_REF:
    case FW_FIELD_REF_LIST:
    case FW_FIELD_SECRET:
    default:
      return "";
    }
}

static void
show_hint (FwFieldRow *self)
{
  const FwPolicy *policy = FW_IS_POLICY_ENTRY (self->control)
                               ? fw_policy_entry_get_policy (FW_POLICY_ENTRY (self->control))
                               : NULL;
  g_autofree char *range = policy != NULL ? fw_policy_words_hint (policy) : NULL;
  const char *hint = range != NULL                        ? range
                     : FW_IS_POLICY_ENTRY (self->control) ? _ ("choose the subject first")
                                                          : get_hint (self);

  gtk_label_set_text (GTK_LABEL (self->hint), hint);
  gtk_widget_set_visible (self->hint, *hint != '\0');
  gtk_widget_add_css_class (self->hint, "dim-label");
  gtk_widget_remove_css_class (self->hint, "late");
}

static void
fw_field_row_dispose (GObject *object)
{
  FwFieldRow *self = FW_FIELD_ROW (object);

  if (self->control != NULL)
    g_signal_handlers_disconnect_by_data (self->control, self);
  g_clear_object (&self->label);
  g_clear_object (&self->control);
  g_clear_object (&self->hint);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (fw_field_row_parent_class)->dispose (object);
}

static void
fw_field_row_class_init (FwFieldRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fw_field_row_dispose;
  signals[CHANGED] = g_signal_new ("changed", FW_TYPE_FIELD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
fw_field_row_init (FwFieldRow *self)
{
}

FwFieldRow *
fw_field_row_new (FwClient *client, const FwKind *kind, gint field, gboolean writable)
{
  FwFieldRow *self = g_object_new (FW_TYPE_FIELD_ROW, NULL);
  const char *label;
  g_autofree char *marked = NULL;

  self->client = g_object_ref (client);
  self->kind = kind;
  self->index = field;
  self->field = field >= 0 ? &kind->fields[field] : NULL;
  self->shape = self->field != NULL ? fw_field_shape_find (kind, self->field) : NULL;
  self->writable = writable;
  label = self->field != NULL ? _ (self->field->label) : _ ("Id");
  marked = writable && (self->field == NULL || self->field->required)
               ? g_strdup_printf ("%s *", label)
               : g_strdup (label);

  self->label = g_object_ref_sink (gtk_label_new (marked));
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->label), 14);
  gtk_label_set_width_chars (GTK_LABEL (self->label), 12);
  gtk_widget_set_valign (self->label, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->label, "field-label");

  self->control = g_object_ref_sink (create_control (self));
  gtk_widget_set_hexpand (self->control, TRUE);
  gtk_widget_set_valign (self->control, GTK_ALIGN_CENTER);
  if (GTK_IS_DROP_DOWN (self->control))
    fw_drop_down_set_name (GTK_DROP_DOWN (self->control), label, NULL);
  else
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->control), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    label, -1);

  self->hint = g_object_ref_sink (gtk_label_new (NULL));
  gtk_label_set_xalign (GTK_LABEL (self->hint), 0);
  gtk_label_set_wrap (GTK_LABEL (self->hint), TRUE);
  gtk_widget_add_css_class (self->hint, "caption");
  show_hint (self);
  return self;
}

int
fw_field_row_attach (FwFieldRow *self, GtkGrid *grid, int line)
{
  g_return_val_if_fail (FW_IS_FIELD_ROW (self), line);

  gtk_grid_attach (grid, self->label, 0, line, 1, 1);
  gtk_grid_attach (grid, self->control, 1, line, 1, 1);
  gtk_grid_attach (grid, self->hint, 1, line + 1, 1, 1);
  return line + 2;
}

gint
fw_field_row_get_field (FwFieldRow *self)
{
  g_return_val_if_fail (FW_IS_FIELD_ROW (self), -1);

  return self->index;
}

static void
show_enum (FwFieldRow *self, const FwRecord *record)
{
  const char *value = fw_record_get_text (record, (guint) self->index);
  guint selected = 0;

  for (guint i = 0; self->field->values[i] != NULL; i++)
    if (g_strcmp0 (self->field->values[i], value) == 0)
      selected = i + 1;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->control), selected);
}

static void
show_refs (FwFieldRow *self, const FwRecord *record)
{
  const char *one[2] = { NULL, NULL };

  if (get_type (self) == FW_FIELD_REF_LIST)
    {
      fw_ref_choice_set_chosen (FW_REF_CHOICE (self->control),
                                fw_record_get_list (record, (guint) self->index));
      return;
    }
  one[0] = fw_record_get_text (record, (guint) self->index); /* NULL: none */
  fw_ref_choice_set_chosen (FW_REF_CHOICE (self->control), one);
}

static void
show_policy (FwFieldRow *self, const FwRecord *record)
{
  double value = NAN;
  const FwPolicy *policy = fw_record_find_policy (record, &value);

  fw_policy_entry_show (FW_POLICY_ENTRY (self->control), policy, value);
  show_hint (self);
}

static char *
write_text (FwFieldRow *self, const FwRecord *record)
{
  if (self->index < 0)
    return g_strdup (fw_record_get_id (record));
  if (get_shape (self) == FW_SHAPE_LENGTH && !fw_record_is_empty (record, (guint) self->index))
    return fw_field_shape_format_length (fw_record_get_integer (record, (guint) self->index));
  return fw_record_format (record, (guint) self->index);
}

void
fw_field_row_show (FwFieldRow *self, const FwRecord *record)
{
  g_autofree char *text = NULL;

  g_return_if_fail (FW_IS_FIELD_ROW (self));

  self->showing = TRUE;
  fw_field_row_set_error (self, NULL);
  if (!self->writable)
    {
      text = fw_record_format_field (record, self->index, fw_record_list_title, self->client);
      gtk_label_set_text (GTK_LABEL (self->control), *text != '\0' ? text : "—");
    }
  else if (GTK_IS_DROP_DOWN (self->control))
    show_enum (self, record);
  else if (FW_IS_REF_CHOICE (self->control))
    show_refs (self, record);
  else if (FW_IS_POLICY_ENTRY (self->control))
    show_policy (self, record);
  else if (GTK_IS_SWITCH (self->control))
    gtk_switch_set_active (GTK_SWITCH (self->control),
                           fw_record_get_integer (record, (guint) self->index) != 0);
  else
    {
      text = write_text (self, record);
      if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->control)), text) != 0)
        gtk_editable_set_text (GTK_EDITABLE (self->control), text);
    }
  self->showing = FALSE;
}

static gboolean
store_enum (FwFieldRow *self, FwRecord *record)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->control));

  if (selected == 0 || selected == GTK_INVALID_LIST_POSITION)
    fw_record_clear (record, (guint) self->index);
  else
    fw_record_set_text (record, (guint) self->index, self->field->values[selected - 1]);
  return TRUE;
}

static gboolean
store_refs (FwFieldRow *self, FwRecord *record)
{
  g_auto (GStrv) chosen = fw_ref_choice_get_chosen (FW_REF_CHOICE (self->control));

  if (get_type (self) == FW_FIELD_REF_LIST)
    fw_record_set_list (record, (guint) self->index, (const char *const *) chosen);
  else if (chosen[0] == NULL)
    fw_record_clear (record, (guint) self->index);
  else
    fw_record_set_text (record, (guint) self->index, chosen[0]);
  return TRUE;
}

static gboolean
refuse (FwFieldRow *self, GError **error)
{
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s: no value of the field", self->field->name);
  return FALSE;
}

static gboolean
store_policy (FwFieldRow *self, FwRecord *record, GError **error)
{
  double value;

  if (!fw_policy_entry_read (FW_POLICY_ENTRY (self->control), &value))
    return refuse (self, error);
  if (isnan (value))
    fw_record_clear (record, (guint) self->index);
  else
    fw_record_set_number (record, (guint) self->index, value);
  return TRUE;
}

static gboolean
store_length (FwFieldRow *self, FwRecord *record, const char *text, GError **error)
{
  gint64 minutes;

  if (text[strspn (text, " ")] == '\0')
    fw_record_clear (record, (guint) self->index);
  else if (fw_field_shape_parse_length (text, &minutes))
    fw_record_set_integer (record, (guint) self->index, minutes);
  else
    return refuse (self, error);
  return TRUE;
}

gboolean
fw_field_row_store (FwFieldRow *self, FwRecord *record, GError **error)
{
  const char *text;

  g_return_val_if_fail (FW_IS_FIELD_ROW (self), FALSE);

  if (!self->writable || self->index < 0)
    return TRUE;
  if (GTK_IS_DROP_DOWN (self->control))
    return store_enum (self, record);
  if (FW_IS_REF_CHOICE (self->control))
    return store_refs (self, record);
  if (FW_IS_POLICY_ENTRY (self->control))
    return store_policy (self, record, error);
  if (GTK_IS_SWITCH (self->control))
    {
      fw_record_set_integer (record, (guint) self->index,
                             gtk_switch_get_active (GTK_SWITCH (self->control)));
      return TRUE;
    }
  text = gtk_editable_get_text (GTK_EDITABLE (self->control));
  if (get_shape (self) == FW_SHAPE_LENGTH)
    return store_length (self, record, text, error);
  return fw_record_parse (record, (guint) self->index, fw_text (text), error);
}

static gboolean
check_policy (FwFieldRow *self, const FwRecord *record, GError **error)
{
  double value;
  const FwPolicy *policy = fw_record_find_policy (record, &value);

  return get_shape (self) != FW_SHAPE_POLICY || policy == NULL || isnan (value) ||
         (value >= policy->minimum && value <= policy->maximum) || refuse (self, error);
}

gboolean
fw_field_row_check (FwFieldRow *self, FwRecord *record)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  g_return_val_if_fail (FW_IS_FIELD_ROW (self), FALSE);

  if (self->index < 0)
    {
      if (!self->writable || fw_record_is_id (fw_field_row_get_text (self)))
        return TRUE;
      fw_field_row_set_error (self, _ ("1 to 64 characters, no “;”"));
      return FALSE;
    }
  if (fw_field_row_store (self, record, &error))
    {
      if (fw_record_check_field (record, (guint) self->index, &error) &&
          check_policy (self, record, &error))
        return TRUE;
      if (fw_record_is_empty (record, (guint) self->index))
        sentence = g_strdup (_ ("This is needed."));
    }
  if (sentence == NULL)
    sentence =
        fw_field_fault_describe (self->field, self->shape,
                                 FW_IS_POLICY_ENTRY (self->control)
                                     ? fw_policy_entry_get_policy (FW_POLICY_ENTRY (self->control))
                                     : NULL,
                                 error);
  fw_field_row_set_error (self, sentence);
  return FALSE;
}

void
fw_field_row_set_error (FwFieldRow *self, const char *sentence)
{
  g_return_if_fail (FW_IS_FIELD_ROW (self));

  if (sentence == NULL)
    {
      gtk_widget_remove_css_class (self->control, "error");
      gtk_accessible_reset_state (GTK_ACCESSIBLE (self->control), GTK_ACCESSIBLE_STATE_INVALID);
      show_hint (self);
      return;
    }
  gtk_widget_add_css_class (self->control, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->control), GTK_ACCESSIBLE_STATE_INVALID,
                               GTK_ACCESSIBLE_INVALID_TRUE, -1);
  gtk_label_set_text (GTK_LABEL (self->hint), sentence);
  gtk_widget_remove_css_class (self->hint, "dim-label");
  gtk_widget_add_css_class (self->hint, "late");
  gtk_widget_set_visible (self->hint, TRUE);
}

gboolean
fw_field_row_is_typed (FwFieldRow *self)
{
  g_return_val_if_fail (FW_IS_FIELD_ROW (self), FALSE);

  return GTK_IS_EDITABLE (self->control);
}

void
fw_field_row_set_activates_default (FwFieldRow *self)
{
  g_return_if_fail (FW_IS_FIELD_ROW (self));

  if (GTK_IS_ENTRY (self->control))
    gtk_entry_set_activates_default (GTK_ENTRY (self->control), TRUE);
}

gboolean
fw_field_row_focus (FwFieldRow *self)
{
  g_return_val_if_fail (FW_IS_FIELD_ROW (self), FALSE);

  /* A label takes the focus too, so that its text can be copied. */
  return !GTK_IS_LABEL (self->control) && gtk_widget_grab_focus (self->control);
}

void
fw_field_row_set_text (FwFieldRow *self, const char *text)
{
  g_return_if_fail (FW_IS_FIELD_ROW (self));

  self->showing = TRUE;
  if (GTK_IS_EDITABLE (self->control))
    gtk_editable_set_text (GTK_EDITABLE (self->control), text);
  fw_field_row_set_error (self, NULL);
  self->showing = FALSE;
}

const char *
fw_field_row_get_text (FwFieldRow *self)
{
  g_return_val_if_fail (FW_IS_FIELD_ROW (self), "");

  return GTK_IS_EDITABLE (self->control) ? gtk_editable_get_text (GTK_EDITABLE (self->control))
                                         : "";
}
