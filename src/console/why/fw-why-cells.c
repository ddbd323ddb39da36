/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/why/fw-why-cells.h"

#include "console/why/fw-why-words.h"

#include <glib/gi18n-lib.h>

struct _FwWhyCells
{
  AdwBin parent_instance;

  GtkLabel *best;
  GtkListBox *dimensions;
  AdwBin *place;
  FwWhyTable *table;
  FwWhyResult *result;
  char *chosen; /* the dimension that was chosen; stays from answer to answer while it is asked */
  double residual;
};

G_DEFINE_FINAL_TYPE (FwWhyCells, fw_why_cells, ADW_TYPE_BIN)

static const FwWhySplit *
get_split (FwWhyCells *self, guint position)
{
  return g_ptr_array_index (fw_why_result_get (self->result)->splits, position);
}

static void
show_split (FwWhyCells *self, const FwWhySplit *split)
{
  const FwWhyAnswer *answer = fw_why_result_get (self->result);
  g_autoptr (GListStore) rows = g_list_store_new (FW_TYPE_WHY_ROW);
  g_autoptr (GListStore) totals = g_list_store_new (FW_TYPE_WHY_ROW);
  g_autoptr (FwWhyRow) sum = NULL, residual = NULL;
  double effects = 0;

  for (guint i = 0; i < split->cells->len; i++)
    {
      const FwWhyCell *cell = g_ptr_array_index (split->cells, i);
      g_autoptr (FwWhyRow) row = fw_why_row_new (self->result, cell, NULL);

      effects += cell->effect;
      g_list_store_append (rows, row);
    }
  self->residual = answer->change - effects;
  sum = fw_why_row_new_note (self->result, _ ("Together"), effects);
  residual = fw_why_row_new_note (self->result, _ ("Not in any of them"), self->residual);
  g_list_store_append (totals, sum);
  g_list_store_append (totals, residual);
  fw_why_table_set (self->table, G_LIST_MODEL (rows), G_LIST_MODEL (totals),
                    fw_why_words_attribute (split->attribute, split->title),
                    fw_why_words_before (answer->baseline));
}

static void
row_selected_cb (FwWhyCells *self, GtkListBoxRow *row)
{
  const FwWhySplit *split;

  if (row == NULL || self->result == NULL)
    return;
  split = get_split (self, (guint) gtk_list_box_row_get_index (row));
  if (g_strcmp0 (self->chosen, split->attribute) != 0)
    {
      g_free (self->chosen);
      self->chosen = g_strdup (split->attribute);
    }
  show_split (self, split);
}

/* A thin bar says how well each tells the change apart, against the best. */
static GtkWidget *
create_row (const FwWhySplit *split, double best)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  const char *name = fw_why_words_attribute (split->attribute, split->title);
  GtkWidget *label = gtk_label_new (name);
  GtkWidget *bar = gtk_progress_bar_new ();
  double part = best > 0 ? CLAMP (split->strength / best, 0, 1) : 0;
  g_autofree char *said = g_strdup_printf (_ ("%1$s: tells %2$d %% as much apart as the best"),
                                           name, (int) (part * 100));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (bar), part);
  gtk_widget_set_size_request (bar, 48, -1);
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("How well it tells the change apart"), -1);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_tooltip_text (row, said);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  return row;
}

static void
say_best (FwWhyCells *self, const FwWhyAnswer *answer)
{
  g_autofree char *text = NULL;

  if (answer->splits->len > 0 && get_split (self, 0)->strength > 0)
    text = g_strdup_printf (
        _ ("“%s” tells the change apart best"),
        fw_why_words_attribute (get_split (self, 0)->attribute, get_split (self, 0)->title));
  else
    text = g_strdup (_ ("No dimension tells the change apart better than chance"));
  gtk_label_set_text (self->best, text);
}

static void
fw_why_cells_dispose (GObject *object)
{
  g_clear_object (&FW_WHY_CELLS (object)->result);
  G_OBJECT_CLASS (fw_why_cells_parent_class)->dispose (object);
}

static void
fw_why_cells_finalize (GObject *object)
{
  g_clear_pointer (&FW_WHY_CELLS (object)->chosen, g_free);
  G_OBJECT_CLASS (fw_why_cells_parent_class)->finalize (object);
}

static void
fw_why_cells_class_init (FwWhyCellsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fw_why_cells_dispose;
  G_OBJECT_CLASS (klass)->finalize = fw_why_cells_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/why/fw-why-cells.ui");
  gtk_widget_class_bind_template_child (widget_class, FwWhyCells, best);
  gtk_widget_class_bind_template_child (widget_class, FwWhyCells, dimensions);
  gtk_widget_class_bind_template_child (widget_class, FwWhyCells, place);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
}

static void
fw_why_cells_init (FwWhyCells *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->table = FW_WHY_TABLE (fw_why_table_new (FW_WHY_TABLE_CELLS, "why-cells", _ ("Value")));
  adw_bin_set_child (self->place, GTK_WIDGET (self->table));
}

gboolean
fw_why_cells_choose (FwWhyCells *self, const char *attribute)
{
  const FwWhyAnswer *answer;

  g_return_val_if_fail (FW_IS_WHY_CELLS (self), FALSE);

  answer = self->result != NULL ? fw_why_result_get (self->result) : NULL;
  for (guint i = 0; answer != NULL && i < answer->splits->len; i++)
    if (g_strcmp0 (get_split (self, i)->attribute, attribute) == 0)
      {
        gtk_list_box_select_row (self->dimensions,
                                 gtk_list_box_get_row_at_index (self->dimensions, (int) i));
        return TRUE;
      }
  return FALSE;
}

void
fw_why_cells_set (FwWhyCells *self, FwWhyResult *result)
{
  const FwWhyAnswer *answer = fw_why_result_get (result);
  g_autofree char *chosen = NULL;
  GtkWidget *child;
  double best = 0;

  g_return_if_fail (FW_IS_WHY_CELLS (self));

  chosen = g_strdup (self->chosen);
  g_clear_object (&self->result);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->dimensions))) != NULL)
    gtk_list_box_remove (self->dimensions, child);
  self->result = g_object_ref (result);
  for (guint i = 0; i < answer->splits->len; i++)
    best = MAX (best, get_split (self, i)->strength);
  for (guint i = 0; i < answer->splits->len; i++)
    gtk_list_box_append (self->dimensions, create_row (get_split (self, i), best));
  gtk_widget_set_visible (GTK_WIDGET (self->table), answer->splits->len > 0);
  say_best (self, answer);
  if (answer->splits->len > 0 && !fw_why_cells_choose (self, chosen))
    fw_why_cells_choose (self, get_split (self, 0)->attribute);
}

FwWhyTable *
fw_why_cells_get_table (FwWhyCells *self)
{
  g_return_val_if_fail (FW_IS_WHY_CELLS (self), NULL);
  return self->table;
}

double
fw_why_cells_get_residual (FwWhyCells *self)
{
  g_return_val_if_fail (FW_IS_WHY_CELLS (self), 0);
  return self->residual;
}
