/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/import/fw-mapping-view.h"

#include "charts/fw-format.h"
#include "console/import/fw-mapping-form.h"
#include "console/import/fw-mapping-grid.h"
#include "console/import/fw-mapping-names.h"
#include "console/import/fw-mapping-words.h"
#include "protocol/fw-said.h"

#define MOST_NAMED 12

struct _FwMappingView
{
  AdwBin parent_instance;

  FwMappingGrid *grid;
  GtkLabel *unused;
  GtkWidget *words_box;
  FwMappingWords *words;
  GtkWidget *people_box;
  FwMappingNames *people;
  GtkWidget *queues_box;
  FwMappingNames *queues;
  GtkWidget *left_out_box;
  GtkGrid *left_out;
  FwMappingForm *form;

  FwInspection *inspection; /* (nullable) */
  FwMappingDraft *draft;
  char *said;      /* the draft as it was told last */
  GPtrArray *undo; /* char*: drafts before it */
  GPtrArray *redo;
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwMappingView, fw_mapping_view, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

static void
changed_cb (FwMappingView *self)
{
  g_autofree char *now = fw_mapping_draft_to_json (self->draft);

  if (g_str_equal (now, self->said))
    return;
  g_ptr_array_add (self->undo, g_steal_pointer (&self->said));
  g_ptr_array_set_size (self->redo, 0);
  self->said = g_steal_pointer (&now);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* From one pile to the other. */
static void
step (FwMappingView *self, GPtrArray *from, GPtrArray *to)
{
  if (from->len == 0)
    return;
  g_ptr_array_add (to, g_steal_pointer (&self->said));
  self->said = g_ptr_array_steal_index (from, from->len - 1);
  fw_mapping_draft_reset (self->draft, self->said);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
undo_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwMappingView *self = FW_MAPPING_VIEW (widget);

  step (self, self->undo, self->redo);
}

static void
redo_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FwMappingView *self = FW_MAPPING_VIEW (widget);

  step (self, self->redo, self->undo);
}

/* ---- columns that nothing is made of, or not what they could be ---- */

static void
add_reasons (GString *text, const FwListReport *list)
{
  for (guint i = 0; i < list->columns->len; i++)
    {
      const FwListColumn *column = g_ptr_array_index (list->columns, i);

      if (column->why != NULL)
        {
          g_autofree char *why = fw_said_translate (column->why);

          /* Translators: a column of the file, and why nothing is made of it, or what is doubtful.
           */
          g_string_append_printf (text, _ ("\n“%s”: %s"), column->header, why);
        }
    }
}

static void
show_unused (FwMappingView *self)
{
  const FwListReport *list = &self->inspection->list;
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < list->columns->len; i++)
    {
      const FwListColumn *column = g_ptr_array_index (list->columns, i);

      if (column->used_as != NULL || *column->header == '\0' || n++ >= MOST_NAMED)
        continue;
      g_string_append_printf (names, "%s“%s”", names->len > 0 ? ", " : "", column->header);
    }
  if (n > MOST_NAMED)
    g_string_append (names, " …");
  /* Translators: %s is a list of names of columns. */
  g_string_append_printf (text, _ ("Not used: %s"), names->str);
  add_reasons (text, list);
  gtk_label_set_text (self->unused, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->unused), n > 0);
}

/* ---- rows to leave out ---- */

static void
left_out_clicked_cb (GtkButton *button, FwMappingView *self)
{
  GObject *object = G_OBJECT (button);

  fw_mapping_draft_ignore (self->draft, g_object_get_data (object, "header"),
                           g_object_get_data (object, "word"),
                           g_object_get_data (object, "ignore") != NULL);
  changed_cb (self);
}

static void
add_left_out (FwMappingView *self, const FwIgnored *of, gboolean ignore, int line)
{
  g_autofree char *text = *of->word != '\0'
                              /* Translators: a word of the file, and the column it stands in. */
                              ? g_strdup_printf (_ ("with “%s” in “%s”"), of->word, of->header)
                              : g_strdup_printf (_ ("with nothing in “%s”"), of->header);
  g_autofree char *name =
      g_strdup_printf (ignore ? _ ("Leave out rows %s") : _ ("Take rows %s again"), text);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *button = gtk_button_new_with_label (ignore ? _ ("Leave out") : _ ("Take again"));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  if (!ignore)
    gtk_widget_add_css_class (label, "quiet");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "header", g_strdup (of->header), g_free);
  g_object_set_data_full (G_OBJECT (button), "word", g_strdup (of->word), g_free);
  g_object_set_data (G_OBJECT (button), "ignore", GINT_TO_POINTER (ignore));
  g_signal_connect_object (button, "clicked", G_CALLBACK (left_out_clicked_cb), self, 0);
  gtk_grid_attach (self->left_out, label, 0, line, 1, 1);
  gtk_grid_attach (self->left_out, button, 1, line, 1, 1);
}

/* The button that was pressed is gone by now: the next one has the focus, so that several rows are
 * left out by one key. */
static void
keep_focus (FwMappingView *self)
{
  GtkWidget *button = gtk_grid_get_child_at (self->left_out, 1, 0);

  if (button == NULL || !gtk_widget_grab_focus (button))
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
show_left_out (FwMappingView *self)
{
  const FwInspection *inspection = self->inspection;
  gboolean focused = gtk_widget_get_focus_child (GTK_WIDGET (self->left_out)) != NULL;
  GtkWidget *child;
  int line = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->left_out))) != NULL)
    gtk_grid_remove (self->left_out, child);
  for (guint i = 0; i < inspection->offers->len; i++)
    add_left_out (self, g_ptr_array_index (inspection->offers, i), TRUE, line++);
  for (guint i = 0; i < inspection->ignored->len; i++)
    add_left_out (self, g_ptr_array_index (inspection->ignored, i), FALSE, line++);
  gtk_widget_set_visible (self->left_out_box, line > 0);
  if (focused)
    keep_focus (self);
}

static void
fw_mapping_view_finalize (GObject *object)
{
  FwMappingView *self = FW_MAPPING_VIEW (object);

  g_clear_pointer (&self->inspection, fw_inspection_free);
  fw_mapping_draft_free (self->draft);
  g_free (self->said);
  g_ptr_array_unref (self->undo);
  g_ptr_array_unref (self->redo);

  G_OBJECT_CLASS (fw_mapping_view_parent_class)->finalize (object);
}

static void
fw_mapping_view_class_init (FwMappingViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (FW_TYPE_MAPPING_GRID);
  g_type_ensure (FW_TYPE_MAPPING_WORDS);
  g_type_ensure (FW_TYPE_MAPPING_NAMES);
  g_type_ensure (FW_TYPE_MAPPING_FORM);
  G_OBJECT_CLASS (klass)->finalize = fw_mapping_view_finalize;
  signals[CHANGED] = g_signal_new ("changed", FW_TYPE_MAPPING_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/import/fw-mapping-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FwMappingView, grid);
  gtk_widget_class_bind_template_child (widget_class, FwMappingView, unused);
  gtk_widget_class_bind_template_child (widget_class, FwMappingView, words_box);
  gtk_widget_class_bind_template_child (widget_class, FwMappingView, words);
  gtk_widget_class_bind_template_child (widget_class, FwMappingView, people_box);
  gtk_widget_class_bind_template_child (widget_class, FwMappingView, people);
  gtk_widget_class_bind_template_child (widget_class, FwMappingView, queues_box);
  gtk_widget_class_bind_template_child (widget_class, FwMappingView, queues);
  gtk_widget_class_bind_template_child (widget_class, FwMappingView, left_out_box);
  gtk_widget_class_bind_template_child (widget_class, FwMappingView, left_out);
  gtk_widget_class_bind_template_child (widget_class, FwMappingView, form);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_install_action (widget_class, "mapping.undo", NULL, undo_cb);
  gtk_widget_class_install_action (widget_class, "mapping.redo", NULL, redo_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "mapping.undo",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "mapping.redo", NULL);
}

static void
fw_mapping_view_init (FwMappingView *self)
{
  self->draft = fw_mapping_draft_new (NULL);
  self->said = fw_mapping_draft_to_json (self->draft);
  self->undo = g_ptr_array_new_with_free_func (g_free);
  self->redo = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
fw_mapping_view_begin (FwMappingView *self, const char *json)
{
  g_return_if_fail (FW_IS_MAPPING_VIEW (self));

  fw_mapping_draft_reset (self->draft, json);
  g_free (self->said);
  self->said = fw_mapping_draft_to_json (self->draft);
  g_ptr_array_set_size (self->undo, 0);
  g_ptr_array_set_size (self->redo, 0);
}

void
fw_mapping_view_show (FwMappingView *self, FwInspection *inspection)
{
  g_autoptr (FwInspection) before = NULL;

  g_return_if_fail (FW_IS_MAPPING_VIEW (self));
  g_return_if_fail (inspection != NULL);

  /* The parts look at the one before until each has been given this one. */
  before = g_steal_pointer (&self->inspection);
  self->inspection = inspection;
  fw_mapping_grid_show (self->grid, inspection, self->draft);
  fw_mapping_words_show (self->words, inspection, self->draft);
  gtk_widget_set_visible (self->words_box, gtk_widget_get_visible (GTK_WIDGET (self->words)));
  fw_mapping_names_show (self->people, inspection, self->draft);
  gtk_widget_set_visible (self->people_box, gtk_widget_get_visible (GTK_WIDGET (self->people)));
  fw_mapping_names_show (self->queues, inspection, self->draft);
  gtk_widget_set_visible (self->queues_box, gtk_widget_get_visible (GTK_WIDGET (self->queues)));
  fw_mapping_form_show (self->form, inspection, self->draft);
  show_unused (self);
  show_left_out (self);
}

const FwInspection *
fw_mapping_view_get_inspection (FwMappingView *self)
{
  g_return_val_if_fail (FW_IS_MAPPING_VIEW (self), NULL);

  return self->inspection;
}

FwMappingDraft *
fw_mapping_view_get_draft (FwMappingView *self)
{
  g_return_val_if_fail (FW_IS_MAPPING_VIEW (self), NULL);

  return self->draft;
}

gboolean
fw_mapping_view_is_changed (FwMappingView *self)
{
  g_return_val_if_fail (FW_IS_MAPPING_VIEW (self), FALSE);

  return self->undo->len > 0;
}

gboolean
fw_mapping_view_has_question (FwMappingView *self)
{
  g_return_val_if_fail (FW_IS_MAPPING_VIEW (self), FALSE);

  return self->inspection != NULL && (fw_mapping_words_find_question (self->words) != NULL ||
                                      self->inspection->offers->len > 0);
}

void
fw_mapping_view_focus_question (FwMappingView *self)
{
  GtkWidget *question;

  g_return_if_fail (FW_IS_MAPPING_VIEW (self));

  question = fw_mapping_words_find_question (self->words);
  if (question == NULL)
    question = gtk_grid_get_child_at (self->left_out, 1, 0);
  if (question != NULL)
    gtk_widget_grab_focus (question);
}
