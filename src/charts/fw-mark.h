/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/fw-chart.h"

G_BEGIN_DECLS

/** Shapes that tell states apart without colour. */
typedef enum
{
  FW_MARK_NONE,
  FW_MARK_DISC,     /* ● in order */
  FW_MARK_TRIANGLE, /* ▲ late */
  FW_MARK_HALF,     /* ◐ watch */
  FW_MARK_RING,     /* ○ no data, cannot tell */
  FW_MARK_DIAMOND,  /* ◆ better than what it is held against */
  FW_MARK_UP,       /* small arrows of a difference */
  FW_MARK_DOWN
} FwMarkShape;

/** fw_mark_draw: @shape within a square of @size at @x, @y. */
void fw_mark_draw (
    GtkSnapshot *snapshot, FwMarkShape shape, double x, double y, double size, const GdkRGBA *rgba);

/** FwMark: one such shape as a widget of the text's size; it is decoration: the word beside it is
 * the text. */
#define FW_TYPE_MARK (fw_mark_get_type ())
G_DECLARE_FINAL_TYPE (FwMark, fw_mark, FW, MARK, GtkWidget)

GtkWidget *fw_mark_new (void);
void fw_mark_set (FwMark *self, FwMarkShape shape, FwChartColor color);

G_END_DECLS
