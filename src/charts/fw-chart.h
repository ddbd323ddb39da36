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
  FW_CHART_COLOR_TOTAL, /* a level beside its changes */
  FW_CHART_COLOR_WORSE, /* the two ends of a diverging ramp, orange and blue */
  FW_CHART_COLOR_BETTER,
  FW_CHART_COLOR_UNCHANGED, /* its middle */
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

/** FwChartMove: where the keys send the cursor. */
typedef enum
{
  FW_CHART_MOVE_LEFT,
  FW_CHART_MOVE_RIGHT,
  FW_CHART_MOVE_UP,
  FW_CHART_MOVE_DOWN,
  FW_CHART_MOVE_HOME,
  FW_CHART_MOVE_END
} FwChartMove;

/**
 * FwChart:
 * What all charts share: colours and text layouts kept between frames, an accessible picture that
 * says its figures in words at most once a second, and a menu that copies it as a picture and as a
 * table.
 *
 * A chart that implements find_item has a cursor: one item that pointer or keys point to, -1 for
 * none. It then takes the focus, Escape and leaving clear the cursor, Enter, space and click
 * activate an item. Signal "cursor-moved" (int item).
 */
#define FW_TYPE_CHART (fw_chart_get_type ())
G_DECLARE_DERIVABLE_TYPE (FwChart, fw_chart, FW, CHART, GtkWidget)

/** FwChartSize: what a chart asks of its place, in pixels. */
typedef struct
{
  int least_width, least_height;
  int width, height;
} FwChartSize;

struct _FwChartClass
{
  GtkWidgetClass parent_class;

  FwChartSize size; /* a class whose size depends on its text measures itself instead */
  char *(*describe) (FwChart *self); /* (transfer full): latest, lowest, highest, in words */
  char *(*to_table) (FwChart *self); /* (transfer full): tab-separated lines with a header */

  guint (*count_items) (FwChart *self);
  int (*find_item) (FwChart *self, double x, double y); /* below the pointer; -1: none */
  /* -1: the key is not for the chart; @item is -1 as long as there is no cursor. A class without it
   * walks with left and right, Home and End from the first item to the last. */
  int (*move_cursor) (FwChart *self, int item, FwChartMove move);
  char *(*describe_item) (FwChart *self, guint item); /* (transfer full): its figures in words */
  void (*activate) (FwChart *self, guint item);       /* nothing to open where it is missing */
  gboolean tooltip; /* the words of an item come as a tooltip, as the chart is too small for them */
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

/** fw_chart_set_cursor: points to an item; -1 to none. */
void fw_chart_set_cursor (FwChart *self, int item);
int fw_chart_get_cursor (FwChart *self);

/** fw_chart_set_selected: the item whose particulars stand elsewhere on the page stays marked; -1
 * for none. */
void fw_chart_set_selected (FwChart *self, int item);
int fw_chart_get_selected (FwChart *self);

/** fw_chart_activate: as Enter on @item. */
void fw_chart_activate (FwChart *self, int item);

/** fw_chart_describe_item: Returns: (transfer full): one item's figures in words. */
char *fw_chart_describe_item (FwChart *self, guint item);

/* For subclasses. */
void fw_chart_changed (
    FwChart *self); /* the figures are others: redraws now, describes when a second is over */
const GdkRGBA *fw_chart_get_color (FwChart *self, FwChartColor color);
PangoLayout *fw_chart_get_layout (FwChart *self,
                                  FwChartText style,
                                  const char *text); /* (transfer none), until fw_chart_changed() */
/** fw_chart_get_wrapped: within @width pixels and at most @lines, with an ellipsis where it does
 * not fit; otherwise as fw_chart_get_layout(). */
PangoLayout *fw_chart_get_wrapped (FwChart *self,
                                   FwChartText style,
                                   const char *text,
                                   int width,
                                   int lines,
                                   PangoAlignment alignment);
/** fw_chart_step_cursor: what FwChartClass.move_cursor does for a row of @n items. */
int fw_chart_step_cursor (int item, FwChartMove move, int n);
/** fw_chart_get_line_height: of a label, in pixels. */
int fw_chart_get_line_height (FwChart *self);
int fw_chart_get_text_width (FwChart *self, FwChartText style, const char *text);
void fw_chart_draw_text (FwChart *self,
                         GtkSnapshot *snapshot,
                         PangoLayout *layout,
                         double x,
                         double y,
                         FwChartColor color);

/** fw_chart_draw_tip: @text beside @around: its first line strong, kept within the chart. */
void fw_chart_draw_tip (FwChart *self,
                        GtkSnapshot *snapshot,
                        const char *text,
                        const graphene_rect_t *around);
/** fw_chart_draw_frame: a border of @thickness inside @rect. */
void fw_chart_draw_frame (GtkSnapshot *snapshot,
                          const graphene_rect_t *rect,
                          double radius,
                          double thickness,
                          const GdkRGBA *rgba);
/** fw_chart_draw_focus: the ring round a chart that has the keyboard. */
void fw_chart_draw_focus (FwChart *self, GtkSnapshot *snapshot);
/** fw_chart_hatch: slanting lines of the source colour all over @rect, @gap pixels apart. */
void fw_chart_hatch (cairo_t *cr, const graphene_rect_t *rect, double gap, double thickness);
/** fw_chart_append_row: fields of a table's line, up to NULL; tabs and line breaks become spaces.
 */
void fw_chart_append_row (GString *table, ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
