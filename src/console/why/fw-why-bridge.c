/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/why/fw-why-bridge.h"

#include "charts/fw-waterfall-chart.h"
#include "console/why/fw-why-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define SHOWN 6 /* causes with a column of their own */

/* What a column stands for: its kind beyond what the chart knows. */
#define STEP_BEFORE -1
#define STEP_NOW -2
#define STEP_OTHER -3

struct _FwWhyBridge
{
  AdwBin parent_instance;

  GtkLabel *heading;
  GtkToggleButton *by_causes;
  GtkToggleButton *by_mix;
  AdwBin *place;
  FwWaterfallChart *chart;
  FwWhyResult *result;
  GArray *steps;      /* FwWaterfallStep */
  GArray *meanings;   /* int by step: index of a cause, or STEP_… */
  GPtrArray *strings; /* what the steps point to */
};

enum
{
  CAUSE,
  SIDE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwWhyBridge, fw_why_bridge, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

static const char *
keep (FwWhyBridge *self, char *text)
{
  g_ptr_array_add (self->strings, text);
  return text;
}

static void
add_step (FwWhyBridge *self,
          const char *label,
          const char *note,
          double value,
          FwWaterfallKind kind,
          int meaning)
{
  FwWaterfallStep step = { label, note, value, kind };

  g_array_append_val (self->steps, step);
  g_array_append_val (self->meanings, meaning);
}

static void
add_change (FwWhyBridge *self, const char *label, const char *note, double effect, int meaning)
{
  const FwWhyAnswer *answer = fw_why_result_get (self->result);

  add_step (self, label, note, effect,
            fw_why_words_good (answer->metric, effect) ? FW_WATERFALL_BETTER : FW_WATERFALL_WORSE,
            meaning);
}

/* Under a column there is little room: the value without its attribute. */
static char *
name_cause (const FwWhyCell *cell)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < cell->parts->len; i++)
    {
      const FwWhyPart *part = &g_array_index (cell->parts, FwWhyPart, i);
      g_autofree char *value = fw_why_words_value (part);

      g_string_append_printf (text, "%s%s", i > 0 ? " · " : "", value);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_causes (FwWhyBridge *self, const FwWhyAnswer *answer)
{
  double others = 0;

  /* a mix that chance explains is shown, and neither praised nor blamed */
  if (answer->mixes->len > 0)
    add_change (self, _ ("Mix"), NULL, answer->mix, STEP_OTHER);
  else
    add_step (self, _ ("Mix"), NULL, answer->mix, FW_WATERFALL_REST, STEP_OTHER);
  for (guint i = 0; i < answer->causes->len; i++)
    {
      const FwWhyCell *cell = &((FwWhyCause *) g_ptr_array_index (answer->causes, i))->cell;
      g_autofree char *figures = fw_why_words_figures (answer->metric, cell);
      g_autofree char *n = fw_format_count ((gint64) cell->now.n);

      if (i < SHOWN)
        add_change (self, keep (self, name_cause (cell)),
                    keep (self, g_strdup_printf (_ ("%1$s, n %2$s"), figures, n)), cell->effect,
                    (int) i);
      else
        others += cell->effect;
    }
  if (answer->causes->len > SHOWN)
    add_change (self, _ ("Other causes"), NULL, others, STEP_OTHER);
  add_step (self, _ ("Rest"), NULL, answer->rest, FW_WATERFALL_REST, STEP_OTHER);
}

static void
add_mix (FwWhyBridge *self, const FwWhyAnswer *answer)
{
  add_change (self, _ ("Mix"), _ ("who called"), answer->mix_only, STEP_OTHER);
  add_change (self, _ ("Rate"), _ ("how well each did"), answer->rate_only, STEP_OTHER);
  add_step (self, _ ("Both at once"), NULL, answer->interaction, FW_WATERFALL_REST, STEP_OTHER);
}

static double
get_value (const FwWhySide *side)
{
  return side->has_value ? side->value : NAN;
}

static void
show (FwWhyBridge *self)
{
  const FwWhyAnswer *answer = self->result != NULL ? fw_why_result_get (self->result) : NULL;
  g_autofree char *before = NULL, *now = NULL, *title = NULL;

  g_array_set_size (self->steps, 0);
  g_array_set_size (self->meanings, 0);
  g_ptr_array_set_size (self->strings, 0);
  if (answer == NULL)
    return;
  before = fw_why_words_figure (answer->metric, &answer->before);
  now = fw_why_words_figure (answer->metric, &answer->now);
  title = g_strdup_printf (_ ("From %1$s to %2$s"), before, now);
  gtk_label_set_text (self->heading, title);
  fw_chart_set_title (FW_CHART (self->chart), title);
  if (answer->now.has_value && answer->before.has_value)
    {
      add_step (self, fw_why_words_before (answer->baseline), NULL, get_value (&answer->before),
                FW_WATERFALL_TOTAL, STEP_BEFORE);
      if (gtk_toggle_button_get_active (self->by_causes))
        add_causes (self, answer);
      else
        add_mix (self, answer);
      add_step (self, C_ ("figure", "Now"), NULL, get_value (&answer->now), FW_WATERFALL_TOTAL,
                STEP_NOW);
    }
  fw_waterfall_chart_set (self->chart, fw_why_words_format (answer->metric),
                          (const FwWaterfallStep *) self->steps->data, self->steps->len);
}

static void
toggled_cb (FwWhyBridge *self)
{
  show (self);
}

static void
activated_cb (FwWaterfallChart *chart, guint index, gpointer data)
{
  FwWhyBridge *self = data;
  int meaning = g_array_index (self->meanings, int, index);

  if (meaning >= 0)
    g_signal_emit (self, signals[CAUSE], 0, (guint) meaning);
  else if (meaning != STEP_OTHER)
    g_signal_emit (self, signals[SIDE], 0, meaning == STEP_BEFORE);
}

static void
fw_why_bridge_dispose (GObject *object)
{
  g_clear_object (&FW_WHY_BRIDGE (object)->result);
  G_OBJECT_CLASS (fw_why_bridge_parent_class)->dispose (object);
}

static void
fw_why_bridge_finalize (GObject *object)
{
  FwWhyBridge *self = FW_WHY_BRIDGE (object);

  g_clear_pointer (&self->steps, g_array_unref);
  g_clear_pointer (&self->meanings, g_array_unref);
  g_clear_pointer (&self->strings, g_ptr_array_unref);
  G_OBJECT_CLASS (fw_why_bridge_parent_class)->finalize (object);
}

static void
fw_why_bridge_class_init (FwWhyBridgeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fw_why_bridge_dispose;
  G_OBJECT_CLASS (klass)->finalize = fw_why_bridge_finalize;
  signals[CAUSE] = g_signal_new ("cause", FW_TYPE_WHY_BRIDGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIDE] = g_signal_new ("side", FW_TYPE_WHY_BRIDGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/why/fw-why-bridge.ui");
  gtk_widget_class_bind_template_child (widget_class, FwWhyBridge, heading);
  gtk_widget_class_bind_template_child (widget_class, FwWhyBridge, by_causes);
  gtk_widget_class_bind_template_child (widget_class, FwWhyBridge, by_mix);
  gtk_widget_class_bind_template_child (widget_class, FwWhyBridge, place);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
}

static void
fw_why_bridge_init (FwWhyBridge *self)
{
  self->steps = g_array_new (FALSE, TRUE, sizeof (FwWaterfallStep));
  self->meanings = g_array_new (FALSE, TRUE, sizeof (int));
  self->strings = g_ptr_array_new_with_free_func (g_free);
  self->chart = FW_WATERFALL_CHART (fw_waterfall_chart_new ());
  gtk_widget_init_template (GTK_WIDGET (self));
  fw_chart_set_title (FW_CHART (self->chart), _ ("Causes"));
  gtk_widget_set_vexpand (GTK_WIDGET (self->chart), TRUE);
  adw_bin_set_child (self->place, GTK_WIDGET (self->chart));
  g_signal_connect (self->chart, "activated", G_CALLBACK (activated_cb), self);
}

void
fw_why_bridge_set (FwWhyBridge *self, FwWhyResult *result)
{
  g_return_if_fail (FW_IS_WHY_BRIDGE (self));

  g_set_object (&self->result, result);
  show (self);
}

FwChart *
fw_why_bridge_get_chart (FwWhyBridge *self)
{
  g_return_val_if_fail (FW_IS_WHY_BRIDGE (self), NULL);
  return FW_CHART (self->chart);
}
