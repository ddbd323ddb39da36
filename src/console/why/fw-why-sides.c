/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/why/fw-why-sides.h"

#include "console/why/fw-why-heat.h"
#include "console/why/fw-why-paths.h"
#include "console/why/fw-why-radar.h"
#include "console/why/fw-why-reasons.h"

#include <glib/gi18n-lib.h>

struct _FwWhySides
{
  GObject parent_instance;

  FwWhyHeat *heat;
  FwWhyReasons *reasons;
  FwWhyPaths *paths;
  FwWhyRadar *radar;
  FwWhyRadar *rated;
};

enum
{
  DRILL,
  OPEN,
  METRIC,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwWhySides, fw_why_sides, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
hour_cb (FwWhyHeat *heat, guint weekday, const char *half_hour, gpointer data)
{
  g_signal_emit (data, signals[DRILL], 0, "half_hour", half_hour);
}

static void
reason_cb (FwWhyReasons *reasons, const char *dimension, const char *value, gpointer data)
{
  g_signal_emit (data, signals[DRILL], 0, dimension, value);
}

static void
path_cb (FwWhyPaths *paths, const char *measure, gpointer data)
{
  g_signal_emit (data, signals[OPEN], 0, measure);
}

static void
side_cb (FwWhyRadar *radar, const char *metric, gpointer data)
{
  g_signal_emit (data, signals[METRIC], 0, metric);
}

static void
fw_why_sides_dispose (GObject *object)
{
  FwWhySides *self = FW_WHY_SIDES (object);

  g_clear_object (&self->heat);
  g_clear_object (&self->reasons);
  g_clear_object (&self->paths);
  g_clear_object (&self->radar);
  g_clear_object (&self->rated);
  G_OBJECT_CLASS (fw_why_sides_parent_class)->dispose (object);
}

static void
fw_why_sides_class_init (FwWhySidesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fw_why_sides_dispose;
  signals[DRILL] = g_signal_new ("drill", FW_TYPE_WHY_SIDES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[OPEN] = g_signal_new ("open", FW_TYPE_WHY_SIDES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[METRIC] = g_signal_new ("metric", FW_TYPE_WHY_SIDES, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
fw_why_sides_init (FwWhySides *self)
{
}

FwWhySides *
fw_why_sides_new (FwClient *client)
{
  FwWhySides *self = g_object_new (FW_TYPE_WHY_SIDES, NULL);

  self->heat = FW_WHY_HEAT (g_object_ref_sink (fw_why_heat_new (client)));
  self->reasons = FW_WHY_REASONS (g_object_ref_sink (fw_why_reasons_new (client)));
  self->paths = FW_WHY_PATHS (g_object_ref_sink (fw_why_paths_new (client)));
  self->radar = FW_WHY_RADAR (g_object_ref_sink (fw_why_radar_new (client, FALSE)));
  self->rated = FW_WHY_RADAR (g_object_ref_sink (fw_why_radar_new (client, TRUE)));
  fw_chart_set_title (fw_why_pane_get_chart (FW_WHY_PANE (self->heat)), _ ("Hours of the week"));
  fw_chart_set_title (fw_why_pane_get_chart (FW_WHY_PANE (self->reasons)), _ ("Reasons"));
  g_signal_connect_object (self->heat, "activated", G_CALLBACK (hour_cb), self, 0);
  g_signal_connect_object (self->reasons, "activated", G_CALLBACK (reason_cb), self, 0);
  g_signal_connect_object (self->paths, "activated", G_CALLBACK (path_cb), self, 0);
  g_signal_connect_object (self->radar, "activated", G_CALLBACK (side_cb), self, 0);
  g_signal_connect_object (self->rated, "activated", G_CALLBACK (side_cb), self, 0);
  return self;
}

GtkWidget *
fw_why_sides_get (FwWhySides *self, guint side, const char **name, const char **title)
{
  const struct
  {
    gpointer widget;
    const char *name;
    const char *title;
  } sides[FW_WHY_N_SIDES] = {
    { self->heat, "times", _ ("Hours of the week") },
    { self->reasons, "reasons", _ ("Reasons") },
    { self->paths, "paths", _ ("Paths") },
    { self->radar, "radar", _ ("Eight sides") },
    { self->rated, "rated", _ ("Rated sides") },
  };

  g_return_val_if_fail (side < FW_WHY_N_SIDES, NULL);

  *name = sides[side].name;
  *title = sides[side].title;
  return GTK_WIDGET (sides[side].widget);
}

void
fw_why_sides_ask (FwWhySides *self, FwWhyResult *result, const char *filters, const char *title)
{
  const FwWhyAnswer *answer = fw_why_result_get (result);
  FwWhyPeriod period = { filters, answer->from, answer->to };
  gboolean dated = answer->baseline_to > answer->baseline_from;
  gint64 length = answer->to - answer->from;

  g_return_if_fail (FW_IS_WHY_SIDES (self));

  /* a target has no hours: then the period just before */
  fw_why_heat_ask (self->heat, answer->metric, &period,
                   dated ? answer->baseline_from : answer->from - length,
                   dated ? answer->baseline_to : answer->from);
  fw_why_reasons_ask (self->reasons, &period);
  fw_why_paths_ask (self->paths, &period);
  fw_why_radar_ask (self->radar, &period, title);
  fw_why_radar_ask (self->rated, &period, title);
}
