/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/import/fw-mapping-choice.h"

#include "console/fw-drop-down.h"

struct _FwMappingChoice
{
  GtkBox parent_instance;

  GtkDropDown *down;
  GtkStringList *shown; /* owned by the drop-down */
  char *label;
  char **names;
  gboolean filling;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwMappingChoice, fw_mapping_choice, GTK_TYPE_BOX)

static guint signals[N_SIGNALS];

/* The focus is on the button inside, which by itself says only what is chosen and not of what. */
static void
name_choice (FwMappingChoice *self)
{
  guint selected = gtk_drop_down_get_selected (self->down);
  const char *title = selected != GTK_INVALID_LIST_POSITION
                          ? gtk_string_list_get_string (self->shown, selected)
                          : NULL;

  if (self->label != NULL)
    fw_drop_down_set_name (self->down, self->label, title);
}

static void
selected_cb (FwMappingChoice *self)
{
  name_choice (self);
  if (!self->filling)
    g_signal_emit (self, signals[CHOSEN], 0);
}

static gboolean
fw_mapping_choice_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (FW_MAPPING_CHOICE (widget)->down));
}

static void
fw_mapping_choice_finalize (GObject *object)
{
  g_strfreev (FW_MAPPING_CHOICE (object)->names);
  g_free (FW_MAPPING_CHOICE (object)->label);

  G_OBJECT_CLASS (fw_mapping_choice_parent_class)->finalize (object);
}

static void
fw_mapping_choice_class_init (FwMappingChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fw_mapping_choice_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = fw_mapping_choice_grab_focus;
  signals[CHOSEN] = g_signal_new ("chosen", FW_TYPE_MAPPING_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
fw_mapping_choice_init (FwMappingChoice *self)
{
  self->names = g_new0 (char *, 1);
  self->shown = gtk_string_list_new (NULL);
  self->down = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (self->shown), NULL));
  gtk_widget_set_hexpand (GTK_WIDGET (self->down), TRUE);
  g_signal_connect_object (self->down, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->down));
}

GtkWidget *
fw_mapping_choice_new (const char *label)
{
  FwMappingChoice *self = g_object_new (FW_TYPE_MAPPING_CHOICE, NULL);

  fw_mapping_choice_set_label (self, label);
  return GTK_WIDGET (self);
}

void
fw_mapping_choice_set_label (FwMappingChoice *self, const char *label)
{
  g_return_if_fail (FW_IS_MAPPING_CHOICE (self) && label != NULL);

  g_free (self->label);
  self->label = g_strdup (label);
  name_choice (self);
}

const char *
fw_mapping_choice_get_label (FwMappingChoice *self)
{
  g_return_val_if_fail (FW_IS_MAPPING_CHOICE (self), NULL);

  return self->label;
}

static gboolean
is_shown (FwMappingChoice *self, const char *const *titles)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->shown));

  for (guint i = 0; i < n; i++)
    if (titles[i] == NULL || !g_str_equal (titles[i], gtk_string_list_get_string (self->shown, i)))
      return FALSE;
  return titles[n] == NULL;
}

void
fw_mapping_choice_fill (FwMappingChoice *self, const char *const *names, const char *const *titles)
{
  g_autofree char *before = NULL;

  g_return_if_fail (FW_IS_MAPPING_CHOICE (self));
  g_return_if_fail (g_strv_length ((char **) names) == g_strv_length ((char **) titles));

  if (g_strv_equal (names, (const char *const *) self->names) && is_shown (self, titles))
    return;
  before = g_strdup (fw_mapping_choice_get (self));
  self->filling = TRUE;
  g_strfreev (self->names);
  self->names = g_strdupv ((char **) names);
  gtk_string_list_splice (self->shown, 0, g_list_model_get_n_items (G_LIST_MODEL (self->shown)),
                          titles);
  fw_mapping_choice_show (self, before);
  self->filling = FALSE;
  name_choice (self);
}

void
fw_mapping_choice_show (FwMappingChoice *self, const char *name)
{
  guint selected = GTK_INVALID_LIST_POSITION; /* where it is none of them nothing is chosen yet */
  gboolean filling;

  g_return_if_fail (FW_IS_MAPPING_CHOICE (self));

  for (guint i = 0; self->names[i] != NULL; i++)
    if (g_str_equal (self->names[i], name != NULL ? name : ""))
      selected = i;
  filling = self->filling;
  self->filling = TRUE;
  gtk_drop_down_set_selected (self->down, selected);
  self->filling = filling;
}

const char *
fw_mapping_choice_get (FwMappingChoice *self)
{
  guint selected;

  g_return_val_if_fail (FW_IS_MAPPING_CHOICE (self), NULL);

  selected = gtk_drop_down_get_selected (self->down);
  return selected < g_strv_length (self->names) ? self->names[selected] : "";
}

void
fw_mapping_choice_choose (FwMappingChoice *self, const char *name)
{
  g_return_if_fail (FW_IS_MAPPING_CHOICE (self) && name != NULL);

  for (guint i = 0; self->names[i] != NULL; i++)
    if (g_str_equal (self->names[i], name))
      gtk_drop_down_set_selected (self->down, i);
}
