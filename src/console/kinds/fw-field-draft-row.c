/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/kinds/fw-field-draft-row.h"

struct _FwFieldDraftRow
{
  AdwExpanderRow parent_instance;

  AdwEntryRow *label;
  AdwComboRow *type;
  AdwEntryRow *choices;
  AdwActionRow *required;
  GtkSwitch *is_required;
};

enum
{
  CHANGED,
  REMOVED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwFieldDraftRow, fw_field_draft_row, ADW_TYPE_EXPANDER_ROW)

static guint signals[N_SIGNALS];

static const struct
{
  const char *label; /* N_() */
  const char *type, *to, *format;
} types[] = {
  { N_ ("Text"), "text" },
  { N_ ("Mobile number"), "text", .format = "mobile" },
  { N_ ("E-mail address"), "text", .format = "email" },
  { N_ ("Order number"), "text", .format = "order-number" },
  { N_ ("Resident ID number"), "text", .format = "resident-id" },
  { N_ ("Whole number"), "integer" },
  { N_ ("Number"), "number" },
  { N_ ("Yes or no"), "boolean" },
  { N_ ("Date"), "date" },
  { N_ ("Time of day"), "time-of-day" },
  { N_ ("One of several"), "enum" },
  { N_ ("A person"), "ref", "person" },
  { N_ ("A position"), "ref", "position" },
  { N_ ("A queue"), "ref", "queue" },
};

static const char *
get_label (FwFieldDraftRow *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->label));
}

static gboolean
is_chosen (FwFieldDraftRow *self)
{
  return g_str_equal (types[adw_combo_row_get_selected (self->type)].type, "enum");
}

static void
changed_cb (FwFieldDraftRow *self)
{
  const guint type = adw_combo_row_get_selected (self->type);
  const char *label = get_label (self);

  gtk_widget_set_visible (GTK_WIDGET (self->choices), is_chosen (self));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 *label != '\0' ? label : _ ("A field without a name"));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), _ (types[type].label));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
remove_cb (FwFieldDraftRow *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static GtkWidget *
create_entry (FwFieldDraftRow *self, const char *title)
{
  GtkWidget *entry = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (entry))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (changed_cb), self);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), entry);
  return entry;
}

static void
create_type (FwFieldDraftRow *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    gtk_string_list_append (labels, _ (types[i].label));
  self->type = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->type), _ ("What it holds"));
  adw_combo_row_set_use_subtitle (self->type,
                                  TRUE); /* large text leaves no room beside the title */
  adw_combo_row_set_model (self->type, G_LIST_MODEL (labels));
  g_signal_connect_swapped (self->type, "notify::selected", G_CALLBACK (changed_cb), self);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->type));
}

static void
create_required (FwFieldDraftRow *self)
{
  self->required = ADW_ACTION_ROW (adw_action_row_new ());
  self->is_required = GTK_SWITCH (gtk_switch_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->required), _ ("Must be filled in"));
  gtk_widget_set_valign (GTK_WIDGET (self->is_required), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->is_required), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Must be filled in"), -1);
  adw_action_row_add_suffix (self->required, GTK_WIDGET (self->is_required));
  adw_action_row_set_activatable_widget (self->required, GTK_WIDGET (self->is_required));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->required));
}

static void
fw_field_draft_row_class_init (FwFieldDraftRowClass *klass)
{
  signals[CHANGED] = g_signal_new ("changed", FW_TYPE_FIELD_DRAFT_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[REMOVED] = g_signal_new ("removed", FW_TYPE_FIELD_DRAFT_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
fw_field_draft_row_init (FwFieldDraftRow *self)
{
  GtkWidget *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_set_tooltip_text (remove, _ ("Remove this field"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Remove this field"), -1);
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (remove, "flat");
  g_signal_connect_swapped (remove, "clicked", G_CALLBACK (remove_cb), self);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), remove);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  self->label = ADW_ENTRY_ROW (create_entry (self, _ ("What it is called")));
  create_type (self);
  self->choices = ADW_ENTRY_ROW (create_entry (self, _ ("Choices, separated by “;”")));
  create_required (self);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
  changed_cb (self);
}

GtkWidget *
fw_field_draft_row_new (void)
{
  return g_object_new (FW_TYPE_FIELD_DRAFT_ROW, NULL);
}

void
fw_field_draft_row_set_register (FwFieldDraftRow *self, gboolean is_register, gboolean first)
{
  g_return_if_fail (FW_IS_FIELD_DRAFT_ROW (self));

  if (first && is_register)
    adw_combo_row_set_selected (self->type, 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->type), !first || !is_register);
  gtk_widget_set_visible (GTK_WIDGET (self->required), is_register);
  gtk_widget_set_sensitive (GTK_WIDGET (self->required), !first);
  if (!is_register || first)
    gtk_switch_set_active (self->is_required, is_register && first);
}

void
fw_field_draft_row_begin (FwFieldDraftRow *self)
{
  g_return_if_fail (FW_IS_FIELD_DRAFT_ROW (self));

  gtk_widget_grab_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->label))));
}

void
fw_field_draft_row_get (FwFieldDraftRow *self, FwFieldDraft *draft)
{
  guint type;

  g_return_if_fail (FW_IS_FIELD_DRAFT_ROW (self) && draft != NULL);

  type = adw_combo_row_get_selected (self->type);
  *draft = (FwFieldDraft){ .label = get_label (self),
                           .type = types[type].type,
                           .to = types[type].to,
                           .format = types[type].format,
                           .choices = gtk_editable_get_text (GTK_EDITABLE (self->choices)),
                           .required = gtk_switch_get_active (self->is_required) };
}

gboolean
fw_field_draft_row_is_whole (FwFieldDraftRow *self)
{
  const char *choices;

  g_return_val_if_fail (FW_IS_FIELD_DRAFT_ROW (self), FALSE);

  choices = gtk_editable_get_text (GTK_EDITABLE (self->choices));
  return *get_label (self) != '\0' &&
         (!is_chosen (self) || choices[strspn (choices, "; ")] != '\0');
}
