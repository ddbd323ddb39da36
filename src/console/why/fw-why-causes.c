/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/why/fw-why-causes.h"

#include "console/why/fw-why-sentence.h"
#include "console/why/fw-why-words.h"

#include <glib/gi18n-lib.h>

struct _FwWhyCauses
{
  AdwBin parent_instance;

  GtkLabel *tested;
  GtkStack *stack;
  AdwBin *place;
  GtkLabel *neighbours;
  FwWhyTable *table;
};

G_DEFINE_FINAL_TYPE (FwWhyCauses, fw_why_causes, ADW_TYPE_BIN)

static void
show_neighbours (FwWhyCauses *self, FwWhyRow *row)
{
  const FwWhyCause *cause = row != NULL ? fw_why_row_get_cause (row) : NULL;
  g_autofree char *text = cause != NULL
                              ? fw_why_sentence_neighbours (fw_why_row_get_answer (row), cause)
                              : g_strdup ("");

  gtk_label_set_text (self->neighbours, text);
  gtk_widget_set_visible (GTK_WIDGET (self->neighbours), *text != '\0');
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->neighbours), *text != '\0' ? text : NULL);
}

static void
selected_cb (FwWhyTable *table, FwWhyRow *row, gpointer data)
{
  show_neighbours (data, row);
}

static void
append_row (GListStore *rows, FwWhyRow *row)
{
  g_list_store_append (rows, row);
  g_object_unref (row);
}

/* What is possible stands above the mix, what chance explains below it. */
static void
append_candidates (GListStore *rows, FwWhyResult *result, gboolean possible)
{
  const FwWhyAnswer *answer = fw_why_result_get (result);

  for (guint i = 0; i < answer->candidates->len; i++)
    {
      const FwWhyCell *cell = g_ptr_array_index (answer->candidates, i);

      if ((cell->verdict == FW_WHY_POSSIBLE) == possible)
        append_row (rows, fw_why_row_new (result, cell, NULL));
    }
}

static void
fw_why_causes_class_init (FwWhyCausesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/why/fw-why-causes.ui");
  gtk_widget_class_bind_template_child (widget_class, FwWhyCauses, tested);
  gtk_widget_class_bind_template_child (widget_class, FwWhyCauses, stack);
  gtk_widget_class_bind_template_child (widget_class, FwWhyCauses, place);
  gtk_widget_class_bind_template_child (widget_class, FwWhyCauses, neighbours);
}

static void
fw_why_causes_init (FwWhyCauses *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->table = FW_WHY_TABLE (fw_why_table_new (FW_WHY_TABLE_CELLS, "why-causes", _ ("Cause")));
  adw_bin_set_child (self->place, GTK_WIDGET (self->table));
  g_signal_connect (self->table, "selected", G_CALLBACK (selected_cb), self);
}

void
fw_why_causes_set (FwWhyCauses *self, FwWhyResult *result)
{
  const FwWhyAnswer *answer = fw_why_result_get (result);
  g_autoptr (GListStore) rows = g_list_store_new (FW_TYPE_WHY_ROW);
  g_autofree char *tested = fw_why_sentence_tested (answer);

  g_return_if_fail (FW_IS_WHY_CAUSES (self));

  for (guint i = 0; i < answer->causes->len; i++)
    {
      const FwWhyCause *cause = g_ptr_array_index (answer->causes, i);

      append_row (rows, fw_why_row_new (result, &cause->cell, cause));
    }
  append_candidates (rows, result, TRUE);
  for (guint i = 0; i < answer->mixes->len; i++)
    append_row (rows, fw_why_row_new (result, g_ptr_array_index (answer->mixes, i), NULL));
  append_candidates (rows, result, FALSE);
  fw_why_table_set (self->table, G_LIST_MODEL (rows), NULL, NULL,
                    fw_why_words_before (answer->baseline));
  gtk_label_set_text (self->tested, tested);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->tested), tested); /* where it is cut */
  gtk_stack_set_visible_child_name (
      self->stack, g_list_model_get_n_items (G_LIST_MODEL (rows)) > 0 ? "table" : "none");
  show_neighbours (self, NULL);
  if (answer->causes->len > 0)
    fw_why_table_select (self->table, 0);
}

FwWhyTable *
fw_why_causes_get_table (FwWhyCauses *self)
{
  g_return_val_if_fail (FW_IS_WHY_CAUSES (self), NULL);
  return self->table;
}
