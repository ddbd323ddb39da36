/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/fw-chart.h"

G_BEGIN_DECLS

/** FwStateBarPart: a part of the whole; a part of 0 is not drawn. */
typedef struct
{
  const char *name;  /* given to "activated" */
  const char *label; /* "talking" */
  guint count;
  FwChartColor color;
} FwStateBarPart;

/**
 * FwStateBar:
 * A whole in its parts, each with its name and number as far as there is room. Signal "activated"
 * (name) when a part is clicked, or chosen with the arrow keys and Enter.
 */
#define FW_TYPE_STATE_BAR (fw_state_bar_get_type ())
G_DECLARE_FINAL_TYPE (FwStateBar, fw_state_bar, FW, STATE_BAR, FwChart)

#define FW_STATE_BAR_MAX_PARTS 12

GtkWidget *fw_state_bar_new (void);

/** fw_state_bar_set: at most FW_STATE_BAR_MAX_PARTS; labels are copied, names must be literals. */
void fw_state_bar_set (FwStateBar *self, const FwStateBarPart *parts, guint n);

/** fw_state_bar_get_part_bounds: where a part is drawn; FALSE when it is not. */
gboolean fw_state_bar_get_part_bounds (FwStateBar *self, const char *name, graphene_rect_t *bounds);

G_END_DECLS
