/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/why/fw-why-reasons.h"

#include "charts/fw-pareto-chart.h"
#include "console/contacts/fw-names.h"
#include "core/fw-error.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _FwWhyReasons
{
  FwWhyPane parent_instance;

  FwParetoChart *chart;
  GtkDropDown *measures;
  GtkDropDown *dimensions;
  FwNames *names;
  GCancellable *names_cancellable;
  GStrv values; /* of the bars as given to the chart */
  char *filters;
  gint64 from;
  gint64 to; /* µs UTC; 0: nothing was asked yet */
};

enum
{
  ACTIVATED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwWhyReasons, fw_why_reasons, FW_TYPE_WHY_PANE)

static guint signals[N_SIGNALS];

/* What missed: n of the rate less those that the rate counts. */
static const struct
{
  const char *metric;
  const char *label;
} measures[] = {
  { "resolution_rate", N_ ("Not resolved") },
  { "csat", N_ ("Not satisfied") },
  { "connection_rate", N_ ("Not answered") },
  { "first_contact_resolution", N_ ("Came again") },
};

static const struct
{
  const char *name;
  const char *label;
} dimensions[] = {
  { "product", N_ ("by product") }, { "queue", N_ ("by queue") },     { "team", N_ ("by team") },
  { "shift", N_ ("by shift") },     { "channel", N_ ("by channel") },
};

static void
ask (FwWhyReasons *self)
{
  FwWhyPeriod period = { self->filters, self->from, self->to };
  const char *dimension = dimensions[gtk_drop_down_get_selected (self->dimensions)].name;
  const char *measure = _ (measures[gtk_drop_down_get_selected (self->measures)].label);
  g_autofree char *more = g_strconcat ("by=", dimension, NULL), *path = NULL, *title = NULL;

  if (self->to == 0)
    return;
  path = fw_why_pane_make_path ("kpi", &period, more);
  title = g_strdup_printf ("%s %s", measure,
                           _ (dimensions[gtk_drop_down_get_selected (self->dimensions)].label));
  fw_chart_set_title (FW_CHART (self->chart), title);
  fw_why_pane_ask (FW_WHY_PANE (self), path);
}

static void
selected_cb (GtkDropDown *down, GParamSpec *pspec, gpointer data)
{
  ask (data);
}

/* @missed: NaN where the group has no such figure. */
static gboolean
read_group (JsonObject *object, const char *metric, double *missed, gint64 *n, GError **error)
{
  JsonObject *figures, *figure;
  double value;

  *missed = NAN;
  *n = 0;
  if (!fw_why_pane_get_number (object, metric, &value, error) ||
      !fw_json_get_object (object, "figures", &figures, error))
    return FALSE;
  if (isnan (value) || !fw_json_has (figures, metric))
    return TRUE;
  if (!fw_json_get_object (figures, metric, &figure, error) ||
      !fw_json_get_integer (figure, "n", n, error))
    return FALSE;
  *missed = round (*n * (1 - value));
  return TRUE;
}

static const char *
find_title (FwWhyReasons *self, const char *dimension, const char *value)
{
  return *value != '\0' ? fw_names_find (self->names, dimension, value) : _ ("none");
}

static gboolean
add_bar (FwWhyReasons *self,
         JsonObject *group,
         const char *metric,
         const char *dimension,
         GArray *bars,
         GPtrArray *values,
         GPtrArray *notes,
         GError **error)
{
  JsonObject *key;
  const char *value;
  double missed;
  gint64 n;
  g_autofree char *count = NULL;
  char *note;

  if (!fw_json_get_object (group, "key", &key, error) ||
      !fw_json_get_text (key, dimension, &value, error) ||
      !read_group (group, metric, &missed, &n, error))
    return FALSE;
  count = fw_format_count (n);
  note = g_strdup_printf (ngettext ("of %s contact", "of %s contacts", (gulong) MAX (n, 0)), count);
  g_ptr_array_add (notes, note);
  g_ptr_array_add (values, g_strdup (value));
  g_array_append_val (bars, ((FwParetoBar){ find_title (self, dimension, value), note, missed }));
  return TRUE;
}

static gboolean
fw_why_reasons_show (FwWhyPane *pane, JsonObject *answer, GError **error)
{
  FwWhyReasons *self = FW_WHY_REASONS (pane);
  const char *metric = measures[gtk_drop_down_get_selected (self->measures)].metric;
  const char *dimension = dimensions[gtk_drop_down_get_selected (self->dimensions)].name;
  g_autoptr (GArray) bars = g_array_new (FALSE, TRUE, sizeof (FwParetoBar));
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  JsonArray *groups;
  gboolean any = FALSE;

  if (!fw_json_get_array (answer, "groups", &groups, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (groups); i++)
    {
      JsonNode *node = json_array_get_element (groups, i);

      if (!JSON_NODE_HOLDS_OBJECT (node))
        {
          g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "groups: expected objects");
          return FALSE;
        }
      if (!add_bar (self, json_node_get_object (node), metric, dimension, bars, values, notes,
                    error))
        return FALSE;
      any |= g_array_index (bars, FwParetoBar, bars->len - 1).value > 0;
    }
  g_strfreev (self->values);
  g_ptr_array_add (values, NULL);
  self->values = (GStrv) g_ptr_array_steal (values, NULL);
  fw_pareto_chart_set (self->chart, FW_FORMAT_COUNT, (FwParetoBar *) (void *) bars->data, bars->len,
                       0);
  return any;
}

static void
activated_cb (FwParetoChart *chart, guint index, gpointer data)
{
  FwWhyReasons *self = data;

  if (self->values != NULL && index < g_strv_length (self->values))
    g_signal_emit (self, signals[ACTIVATED], 0,
                   dimensions[gtk_drop_down_get_selected (self->dimensions)].name,
                   self->values[index]);
}

static void
fw_why_reasons_dispose (GObject *object)
{
  FwWhyReasons *self = FW_WHY_REASONS (object);

  if (self->names_cancellable != NULL)
    g_cancellable_cancel (self->names_cancellable);
  g_clear_object (&self->names_cancellable);
  g_clear_object (&self->names);
  G_OBJECT_CLASS (fw_why_reasons_parent_class)->dispose (object);
}

static void
fw_why_reasons_finalize (GObject *object)
{
  FwWhyReasons *self = FW_WHY_REASONS (object);

  g_clear_pointer (&self->values, g_strfreev);
  g_clear_pointer (&self->filters, g_free);
  G_OBJECT_CLASS (fw_why_reasons_parent_class)->finalize (object);
}

static void
fw_why_reasons_class_init (FwWhyReasonsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fw_why_reasons_dispose;
  G_OBJECT_CLASS (klass)->finalize = fw_why_reasons_finalize;
  FW_WHY_PANE_CLASS (klass)->show = fw_why_reasons_show;
  signals[ACTIVATED] = g_signal_new ("activated", FW_TYPE_WHY_REASONS, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static GtkDropDown *
make_choice (FwWhyReasons *self, GtkBox *tools, const char *name)
{
  GtkWidget *down = gtk_drop_down_new (G_LIST_MODEL (gtk_string_list_new (NULL)), NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (down), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (tools, down);
  return GTK_DROP_DOWN (down);
}

static void
add_choice (GtkDropDown *down, const char *label)
{
  gtk_string_list_append (GTK_STRING_LIST (gtk_drop_down_get_model (down)), label);
}

static void
fw_why_reasons_init (FwWhyReasons *self)
{
}

GtkWidget *
fw_why_reasons_new (FwClient *client)
{
  FwWhyReasons *self = g_object_new (FW_TYPE_WHY_REASONS, NULL);
  GtkWidget *tools = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->names_cancellable = g_cancellable_new ();
  self->names = fw_names_new (client, self->names_cancellable);
  self->chart = FW_PARETO_CHART (fw_pareto_chart_new ());
  self->measures = make_choice (self, GTK_BOX (tools), _ ("What is counted"));
  self->dimensions = make_choice (self, GTK_BOX (tools), _ ("By what"));
  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    add_choice (self->measures, _ (measures[i].label));
  for (guint i = 0; i < G_N_ELEMENTS (dimensions); i++)
    add_choice (self->dimensions, _ (dimensions[i].label));
  g_signal_connect (self->measures, "notify::selected", G_CALLBACK (selected_cb), self);
  g_signal_connect (self->dimensions, "notify::selected", G_CALLBACK (selected_cb), self);
  g_signal_connect (self->chart, "activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_object (self->names, "changed", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  gtk_widget_set_vexpand (GTK_WIDGET (self->chart), TRUE);
  fw_why_pane_setup (FW_WHY_PANE (self), client, GTK_WIDGET (self->chart), FW_CHART (self->chart),
                     _ ("No contact of this kind in this time."));
  fw_why_pane_set_tools (FW_WHY_PANE (self), tools);
  return GTK_WIDGET (self);
}

void
fw_why_reasons_ask (FwWhyReasons *self, const FwWhyPeriod *period)
{
  g_return_if_fail (FW_IS_WHY_REASONS (self));
  g_return_if_fail (period != NULL);

  g_free (self->filters);
  self->filters = g_strdup (period->filters);
  self->from = period->from;
  self->to = period->to;
  ask (self);
}

void
fw_why_reasons_choose (FwWhyReasons *self, const char *metric, const char *dimension)
{
  g_return_if_fail (FW_IS_WHY_REASONS (self));

  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    if (g_strcmp0 (measures[i].metric, metric) == 0)
      gtk_drop_down_set_selected (self->measures, i);
  for (guint i = 0; i < G_N_ELEMENTS (dimensions); i++)
    if (g_strcmp0 (dimensions[i].name, dimension) == 0)
      gtk_drop_down_set_selected (self->dimensions, i);
}
