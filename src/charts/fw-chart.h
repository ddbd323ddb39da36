/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "charts/fw-format.h"

G_BEGIN_DECLS

/** What is drawn, not how it looks: the look comes from CSS colours "fw_main" and so on, else from
 * a built-in palette. */
typedef enum
{
  FW_CHART_COLOR_TEXT,
  FW_CHART_COLOR_LABEL,
  FW_CHART_COLOR_GRID,
  FW_CHART_COLOR_TARGET,
  FW_CHART_COLOR_MAIN,
  FW_CHART_COLOR_COMPARE,
  FW_CHART_COLOR_IN_ORDER,
  FW_CHART_COLOR_WATCH,
  FW_CHART_COLOR_LATE,
  FW_CHART_COLOR_NO_DATA,
  FW_CHART_COLOR_FIRST, /* parts of a whole: each with an ink that reads on it */
  FW_CHART_COLOR_SECOND,
  FW_CHART_COLOR_THIRD,
  FW_CHART_COLOR_REST,
  FW_CHART_COLOR_SURFACE,
  FW_CHART_N_COLORS
} FwChartColor;

/** fw_chart_lookup_color: for any widget, by the CSS in force; see FwChartColor. */
void fw_chart_lookup_color (GtkWidget *widget, FwChartColor color, GdkRGBA *rgba);
/** fw_chart_find_ink: black or white, whichever reads on @ground. */
void fw_chart_find_ink (const GdkRGBA *ground, GdkRGBA *ink);

typedef enum
{
  FW_CHART_TEXT_LABEL,
  FW_CHART_TEXT_STRONG
} FwChartText;

/**
 * FwChart:
 * What all charts share: colours and text layouts kept between frames, an accessible picture that
 * says its figures in words at most once a second, and a menu that copies it as a picture and as a
 * table.
 */
#define FW_TYPE_CHART (fw_chart_get_type ())
G_DECLARE_DERIVABLE_TYPE (FwChart, fw_chart, FW, CHART, GtkWidget)

struct _FwChartClass
{
  GtkWidgetClass parent_class;

  char *(*describe) (FwChart *self); /* (transfer full): latest, lowest, highest, in words */
  char *(*to_table) (FwChart *self); /* (transfer full): tab-separated lines with a header */
};

/** fw_chart_set_title: what the chart shows; its accessible name and the first line of nothing
 * else. */
void fw_chart_set_title (FwChart *self, const char *title);
const char *fw_chart_get_title (FwChart *self);

/** fw_chart_to_table: Returns: (transfer full): the figures, for the clipboard. */
char *fw_chart_to_table (FwChart *self);
/** fw_chart_describe: Returns: (transfer full): the figures in words. */
char *fw_chart_describe (FwChart *self);
/** fw_chart_to_texture: Returns: (transfer full) (nullable): as on screen; NULL while it is not. */
GdkTexture *fw_chart_to_texture (FwChart *self);
void fw_chart_copy_table (FwChart *self);
void fw_chart_copy_picture (FwChart *self);

/* For subclasses. */
void fw_chart_changed (
    FwChart *self); /* the figures are others: redraws now, describes when a second is over */
const GdkRGBA *fw_chart_get_color (FwChart *self, FwChartColor color);
PangoLayout *fw_chart_get_layout (FwChart *self,
                                  FwChartText style,
                                  const char *text); /* (transfer none), until fw_chart_changed() */
void fw_chart_draw_text (FwChart *self,
                         GtkSnapshot *snapshot,
                         PangoLayout *layout,
                         double x,
                         double y,
                         FwChartColor color);

G_END_DECLS
