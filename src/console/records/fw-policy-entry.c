/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/records/fw-policy-entry.h"

#include "console/fw-drop-down.h"
#include "console/records/fw-policy-words.h"

#include <math.h>

struct _FwPolicyEntry
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkWidget *entry;
  GtkWidget *choice;
  const FwPolicy *policy; /* nullable */
  gboolean showing;
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwPolicyEntry, fw_policy_entry, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

static void
changed_cb (FwPolicyEntry *self)
{
  if (!self->showing)
    g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
fw_policy_entry_grab_focus (GtkWidget *widget)
{
  FwPolicyEntry *self = FW_POLICY_ENTRY (widget);

  return gtk_widget_grab_focus (gtk_stack_get_visible_child (self->stack));
}

static void
fw_policy_entry_class_init (FwPolicyEntryClass *klass)
{
  GTK_WIDGET_CLASS (klass)->grab_focus = fw_policy_entry_grab_focus;
  signals[CHANGED] = g_signal_new ("changed", FW_TYPE_POLICY_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
fw_policy_entry_init (FwPolicyEntry *self)
{
  self->stack = GTK_STACK (gtk_stack_new ());
  self->entry = gtk_entry_new ();
  self->choice = gtk_drop_down_new (NULL, NULL);
  gtk_stack_add_child (self->stack, self->entry);
  gtk_stack_add_child (self->stack, self->choice);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->choice, "notify::selected", G_CALLBACK (changed_cb), self);
}

GtkWidget *
fw_policy_entry_new (const char *name)
{
  FwPolicyEntry *self = g_object_new (FW_TYPE_POLICY_ENTRY, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  fw_drop_down_set_name (GTK_DROP_DOWN (self->choice), name, NULL);
  return GTK_WIDGET (self);
}

static void
fill_choice (FwPolicyEntry *self, const char *const *choices)
{
  GtkStringList *titles = gtk_string_list_new (NULL);

  gtk_string_list_append (titles, _ ("Choose"));
  for (guint i = 0; choices[i] != NULL; i++)
    gtk_string_list_append (titles, _ (choices[i]));
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->choice), G_LIST_MODEL (titles));
  g_object_unref (titles);
}

static gboolean
reads_as (FwPolicyEntry *self, double value)
{
  double shown;

  return fw_policy_entry_read (self, &shown) &&
         ((isnan (shown) && isnan (value)) || shown == value);
}

void
fw_policy_entry_show (FwPolicyEntry *self, const FwPolicy *policy, double value)
{
  const char *const *choices = policy != NULL ? fw_policy_words_choices (policy) : NULL;
  g_autofree char *text = policy != NULL ? fw_policy_words_value (policy, value) : g_strdup ("");

  g_return_if_fail (FW_IS_POLICY_ENTRY (self));

  if (policy == self->policy && policy != NULL && reads_as (self, value))
    return;
  self->showing = TRUE;
  if (policy != self->policy && choices != NULL)
    fill_choice (self, choices);
  self->policy = policy;
  gtk_widget_set_sensitive (GTK_WIDGET (self->stack), policy != NULL);
  gtk_stack_set_visible_child (self->stack, choices != NULL ? self->choice : self->entry);
  if (choices != NULL)
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->choice),
                                isnan (value) ? 0 : (guint) value + 1);
  else
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  self->showing = FALSE;
}

gboolean
fw_policy_entry_read (FwPolicyEntry *self, double *value)
{
  const char *text;
  guint selected;

  g_return_val_if_fail (FW_IS_POLICY_ENTRY (self) && value != NULL, FALSE);

  *value = NAN;
  if (self->policy == NULL)
    return TRUE;
  if (fw_policy_words_choices (self->policy) != NULL)
    {
      selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->choice));
      if (selected > 0 && selected != GTK_INVALID_LIST_POSITION)
        *value = selected - 1;
      return TRUE;
    }
  text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  return text[strspn (text, " ")] == '\0' || fw_policy_words_parse (self->policy, text, value);
}

const FwPolicy *
fw_policy_entry_get_policy (FwPolicyEntry *self)
{
  g_return_val_if_fail (FW_IS_POLICY_ENTRY (self), NULL);

  return self->policy;
}
