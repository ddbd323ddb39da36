/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/why/fw-why-factors.h"

#include "charts/fw-interval-chart.h"
#include "console/why/fw-why-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _FwWhyFactors
{
  AdwBin parent_instance;

  GtkStack *stack;
  AdwBin *place;
  GtkLabel *heading;
  GtkLabel *held;
  AdwBin *chart_place;
  FwWhyTable *table;
  FwIntervalChart *chart;
  FwWhyResult *result;
};

G_DEFINE_FINAL_TYPE (FwWhyFactors, fw_why_factors, ADW_TYPE_BIN)

static char *
list_held (const FwWhyFactor *factor)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; factor->held != NULL && factor->held[i] != NULL; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? C_ ("between list items", ", ") : "",
                            fw_why_words_attribute (factor->held[i], NULL));
  return names->len > 0
             ? g_strdup_printf (_ ("Held alike: %s. An association, not proof."), names->str)
             : g_strdup (_ ("An association, not proof."));
}

static void
show_chart (FwWhyFactors *self, const FwWhyFactor *factor)
{
  const FwWhyAnswer *answer = fw_why_result_get (self->result);
  g_autoptr (GArray) points = g_array_new (FALSE, TRUE, sizeof (FwIntervalPoint));
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < factor->levels->len; i++)
    {
      const FwWhyCell *cell = g_ptr_array_index (factor->levels, i);
      const FwWhyPart *part = cell->parts->len > 0
                                  ? &g_array_index (cell->parts, FwWhyPart, cell->parts->len - 1)
                                  : NULL;
      char *name = part != NULL ? fw_why_words_value (part) : g_strdup ("");
      FwIntervalPoint point = { 0 };

      g_ptr_array_add (names, name);
      point.label = name;
      point.value = cell->now.has_value ? cell->now.value : NAN;
      point.low = cell->now.interval.low;
      point.high = cell->now.interval.high;
      point.n = (guint64) cell->now.n;
      point.state = cell->verdict == FW_WHY_TOO_FEW ? FW_INTERVAL_THIN
                    : cell->verdict != FW_WHY_CAUSE ? FW_INTERVAL_PLAIN
                    : fw_why_words_good (answer->metric, cell->now.value - answer->before.value)
                        ? FW_INTERVAL_BETTER
                        : FW_INTERVAL_WORSE;
      g_array_append_val (points, point);
    }
  fw_interval_chart_set_reference (self->chart,
                                   answer->before.has_value ? answer->before.value : NAN,
                                   fw_why_words_before (answer->baseline));
  fw_interval_chart_set (self->chart, fw_why_words_format (answer->metric),
                         (const FwIntervalPoint *) points->data, points->len);
}

static void
show_factor (FwWhyFactors *self, const FwWhyFactor *factor)
{
  g_autofree char *held = factor != NULL ? list_held (factor) : g_strdup ("");
  const char *name = factor != NULL ? fw_why_words_attribute (factor->factor, factor->title) : "";
  g_autofree char *title = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->chart), factor != NULL && factor->missing == NULL);
  gtk_label_set_text (self->held, held);
  if (factor == NULL)
    {
      gtk_label_set_text (self->heading, "");
      return;
    }
  title =
      g_strdup_printf (_ ("%1$s by “%2$s”"),
                       fw_why_words_metric (fw_why_result_get (self->result)->metric->name), name);
  gtk_label_set_text (self->heading, factor->missing == NULL ? title : name);
  fw_chart_set_title (FW_CHART (self->chart), title);
  if (factor->missing != NULL)
    gtk_label_set_text (self->held, fw_why_words_missing (factor->missing));
  else
    show_chart (self, factor);
}

static void
selected_cb (FwWhyTable *table, FwWhyRow *row, gpointer data)
{
  show_factor (data, row != NULL ? fw_why_row_get_factor (row) : NULL);
}

static void
fw_why_factors_dispose (GObject *object)
{
  g_clear_object (&FW_WHY_FACTORS (object)->result);
  G_OBJECT_CLASS (fw_why_factors_parent_class)->dispose (object);
}

static void
fw_why_factors_class_init (FwWhyFactorsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fw_why_factors_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/why/fw-why-factors.ui");
  gtk_widget_class_bind_template_child (widget_class, FwWhyFactors, stack);
  gtk_widget_class_bind_template_child (widget_class, FwWhyFactors, place);
  gtk_widget_class_bind_template_child (widget_class, FwWhyFactors, heading);
  gtk_widget_class_bind_template_child (widget_class, FwWhyFactors, held);
  gtk_widget_class_bind_template_child (widget_class, FwWhyFactors, chart_place);
}

static void
fw_why_factors_init (FwWhyFactors *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->table = FW_WHY_TABLE (fw_why_table_new (FW_WHY_TABLE_FACTORS, "why-factors", _ ("Factor")));
  adw_bin_set_child (self->place, GTK_WIDGET (self->table));
  self->chart = FW_INTERVAL_CHART (fw_interval_chart_new ());
  fw_chart_set_title (FW_CHART (self->chart), _ ("Factors"));
  gtk_widget_set_vexpand (GTK_WIDGET (self->chart), TRUE);
  adw_bin_set_child (self->chart_place, GTK_WIDGET (self->chart));
  g_signal_connect (self->table, "selected", G_CALLBACK (selected_cb), self);
}

void
fw_why_factors_set (FwWhyFactors *self, FwWhyResult *result)
{
  const FwWhyAnswer *answer = fw_why_result_get (result);
  g_autoptr (GListStore) rows = g_list_store_new (FW_TYPE_WHY_ROW);

  g_return_if_fail (FW_IS_WHY_FACTORS (self));

  g_set_object (&self->result, result);
  for (guint i = 0; i < answer->factors->len; i++)
    {
      g_autoptr (FwWhyRow) row =
          fw_why_row_new_factor (result, g_ptr_array_index (answer->factors, i));

      g_list_store_append (rows, row);
    }
  fw_why_table_set (self->table, G_LIST_MODEL (rows), NULL, NULL, NULL);
  gtk_stack_set_visible_child_name (self->stack, answer->factors->len > 0 ? "factors" : "none");
  show_factor (self, NULL);
  if (answer->factors->len > 0)
    fw_why_table_select (self->table, 0);
}

FwWhyTable *
fw_why_factors_get_table (FwWhyFactors *self)
{
  g_return_val_if_fail (FW_IS_WHY_FACTORS (self), NULL);
  return self->table;
}

FwChart *
fw_why_factors_get_chart (FwWhyFactors *self)
{
  g_return_val_if_fail (FW_IS_WHY_FACTORS (self), NULL);
  return FW_CHART (self->chart);
}
