/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/why/fw-why-paths.h"

#include "charts/fw-path-map.h"
#include "core/fw-error.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _FwWhyPaths
{
  FwWhyPane parent_instance;

  FwPathMap *map;
};

enum
{
  ACTIVATED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwWhyPaths, fw_why_paths, FW_TYPE_WHY_PANE)

static guint signals[N_SIGNALS];

/* In the order of the map's nodes. @measure: its contacts can be listed. */
static const struct
{
  const char *id;
  const char *label;
  const char *measure;
} steps[] = {
  { "offered", N_ ("Offered"), "offered" },
  { "answered", N_ ("Answered"), "answered" },
  { "abandoned", N_ ("Abandoned"), "abandoned" },
  { "left", N_ ("Went on"), "left" },
  { "ended", N_ ("Ended"), NULL },
  { "sent_on", N_ ("Transferred"), "transferred" },
  { "resolved", N_ ("Resolved"), "resolved" },
  { "unresolved", N_ ("Not resolved"), NULL },
  { "unsaid", N_ ("Nobody said"), NULL },
};

static guint
find_step (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (g_str_equal (steps[i].id, id))
      return i;
  return G_MAXUINT;
}

static gboolean
read_node (JsonObject *object, FwPathNode *nodes, GError **error)
{
  const char *id;
  gint64 count, layer, row;
  guint step;

  if (!fw_json_get_text (object, "id", &id, error) ||
      !fw_json_get_integer (object, "count", &count, error) ||
      !fw_json_get_integer (object, "layer", &layer, error) ||
      !fw_json_get_integer (object, "row", &row, error))
    return FALSE;
  step = find_step (id);
  if (step == G_MAXUINT)
    return TRUE; /* a step that a newer server knows */
  nodes[step] = (FwPathNode){ .label = _ (steps[step].label),
                              .count = (guint64) MAX (count, 0),
                              .layer = (guint) CLAMP (layer, 0, FW_PATH_MOST_NODES - 1),
                              .row = (guint) CLAMP (row, 0, FW_PATH_MOST_NODES - 1) };
  return TRUE;
}

/* What is said with a way: how long it took, or what it means that it leads back. */
static char *
make_note (guint from, guint to, double median, double p90, double days)
{
  g_autofree char *half = NULL, *most = NULL;

  if (g_str_equal (steps[to].id, "offered"))
    return g_str_equal (steps[from].id, "sent_on")
               ? g_strdup (_ ("what is offered to another queue counts there anew"))
               : g_strdup_printf (ngettext ("the same customer again within %.0f day",
                                            "the same customer again within %.0f days",
                                            (gulong) MAX (days, 0)),
                                  days);
  if (!isfinite (median))
    return NULL;
  half = fw_format_duration (median);
  most = fw_format_duration (p90);
  /* Translators: two durations */
  return g_strdup_printf (_ ("half within %s, nine of ten within %s"), half, most);
}

static gboolean
read_edge (JsonObject *object, double days, GArray *edges, GPtrArray *texts, GError **error)
{
  const char *from, *to;
  gint64 count;
  gboolean standard, bottleneck;
  double median, p90;
  FwPathEdge edge = { 0 };

  if (!fw_json_get_text (object, "from", &from, error) ||
      !fw_json_get_text (object, "to", &to, error) ||
      !fw_json_get_integer (object, "count", &count, error) ||
      !fw_json_get_boolean (object, "standard", &standard, error) ||
      !fw_json_get_boolean (object, "bottleneck", &bottleneck, error) ||
      !fw_why_pane_get_number (object, "median_s", &median, error) ||
      !fw_why_pane_get_number (object, "p90_s", &p90, error))
    return FALSE;
  edge.from = find_step (from);
  edge.to = find_step (to);
  if (edge.from == G_MAXUINT || edge.to == G_MAXUINT)
    return TRUE;
  edge.count = (guint64) MAX (count, 0);
  edge.standard = standard;
  edge.bottleneck = bottleneck;
  if (isfinite (median))
    {
      char *wait = fw_format_duration (bottleneck ? p90 : median);

      g_ptr_array_add (texts, wait);
      edge.wait = wait;
    }
  edge.note = make_note (edge.from, edge.to, median, p90, days);
  g_ptr_array_add (texts, (gpointer) edge.note);
  g_array_append_val (edges, edge);
  return TRUE;
}

static JsonObject *
get_object_at (JsonArray *array, guint i, GError **error)
{
  JsonNode *node = json_array_get_element (array, i);

  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "nodes and edges: expected objects");
  return NULL;
}

static gboolean
fw_why_paths_show (FwWhyPane *pane, JsonObject *answer, GError **error)
{
  FwWhyPaths *self = FW_WHY_PATHS (pane);
  g_autoptr (GArray) edges = g_array_new (FALSE, TRUE, sizeof (FwPathEdge));
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  FwPathNode nodes[G_N_ELEMENTS (steps)] = { 0 };
  JsonArray *node_array, *edge_array;
  double days;

  if (!fw_json_get_array (answer, "nodes", &node_array, error) ||
      !fw_json_get_array (answer, "edges", &edge_array, error) ||
      !fw_json_get_number (answer, "repeat_window_days", &days, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    nodes[i].label = _ (steps[i].label);
  for (guint i = 0; i < json_array_get_length (node_array); i++)
    {
      JsonObject *object = get_object_at (node_array, i, error);

      if (object == NULL || !read_node (object, nodes, error))
        return FALSE;
    }
  for (guint i = 0; i < MIN (json_array_get_length (edge_array), FW_PATH_MOST_EDGES); i++)
    {
      JsonObject *object = get_object_at (edge_array, i, error);

      if (object == NULL || !read_edge (object, days, edges, texts, error))
        return FALSE;
    }
  if (edges->len == 0)
    return FALSE;
  fw_path_map_set (self->map, nodes, G_N_ELEMENTS (nodes), (FwPathEdge *) (void *) edges->data,
                   edges->len);
  return TRUE;
}

static void
node_cb (FwPathMap *map, guint node, gpointer data)
{
  if (steps[node].measure != NULL)
    g_signal_emit (data, signals[ACTIVATED], 0, steps[node].measure);
}

static void
fw_why_paths_class_init (FwWhyPathsClass *klass)
{
  FW_WHY_PANE_CLASS (klass)->show = fw_why_paths_show;
  signals[ACTIVATED] = g_signal_new ("activated", FW_TYPE_WHY_PATHS, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
fw_why_paths_init (FwWhyPaths *self)
{
}

GtkWidget *
fw_why_paths_new (FwClient *client)
{
  FwWhyPaths *self = g_object_new (FW_TYPE_WHY_PATHS, NULL);

  self->map = FW_PATH_MAP (fw_path_map_new ());
  fw_chart_set_title (FW_CHART (self->map), _ ("Paths of contacts"));
  g_signal_connect (self->map, "node-activated", G_CALLBACK (node_cb), self);
  fw_why_pane_setup (FW_WHY_PANE (self), client, GTK_WIDGET (self->map), FW_CHART (self->map),
                     _ ("Nobody called in this time."));
  return GTK_WIDGET (self);
}

void
fw_why_paths_ask (FwWhyPaths *self, const FwWhyPeriod *period)
{
  g_autofree char *path = NULL;

  g_return_if_fail (FW_IS_WHY_PATHS (self));
  g_return_if_fail (period != NULL);

  path = fw_why_pane_make_path ("why/paths", period, NULL);
  fw_why_pane_ask (FW_WHY_PANE (self), path);
}
