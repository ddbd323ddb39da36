/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/fw-mark.h"
#include "console/live/fw-live-grid.h"

G_BEGIN_DECLS

/** FwLiveHead: what a column is called and what room it takes. */
typedef struct
{
  const char *id;    /* literal */
  const char *title; /* literal, marked by N_(): translated as the column is made */
  guint chars;
  gboolean expand;
  FwLiveRoom room;
  double xalign;
} FwLiveHead;

/**
 * fw_live_heads_add:
 * @like: how rows are shown, and where it says so compared and described; its data and what
 *   FwLiveHead has are not read
 * A column for each of @heads, which gets its place among them as data (GUINT_TO_POINTER).
 */
void fw_live_heads_add (FwLiveGrid *grid,
                        const FwLiveHead *heads,
                        guint n_heads,
                        const FwLiveColumn *like);

/** FwSaid: what a cell says. */
typedef struct
{
  char *text;       /* owned */
  FwMarkShape mark; /* FW_MARK_NONE unless it is said otherwise */
  FwChartColor color;
} FwSaid;

/** fw_said_text: says @text as it is; FW_FORMAT_NONE where it is empty. */
void fw_said_text (FwSaid *said, const char *text);

/** FwSaidColumn: a column of which each cell is said by a function; FW_FORMAT_NONE is quiet. */
typedef struct
{
  const char *id;
  const char *title; /* as of FwLiveHead */
  guint chars;
  gboolean expand;
  gboolean figure; /* on the right */
  void (*say) (gpointer row, gpointer data, FwSaid *said);
} FwSaidColumn;

/** fw_said_columns_add: once for a grid. @columns: static; @data: (nullable): for all of them, and
 * lives as long as the grid. */
void
fw_said_columns_add (FwLiveGrid *grid, const FwSaidColumn *columns, guint n_columns, gpointer data);

G_END_DECLS
