/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/fw-chart.h"

G_BEGIN_DECLS

typedef struct
{
  const char *label;
  const char *note; /* (nullable): said with the number: "wait: median 12s, 90 % within 48s" */
  guint64 count;
  guint layer;         /* column, from the left */
  guint row;           /* within the column, from the top; 0 is the standard path */
  gboolean bottleneck; /* marked, with @note in full */
} FwPathNode;

typedef struct
{
  guint from; /* index of a node */
  guint to;
  const char *wait; /* (nullable): short, stands on the edge: "12s" */
  const char *note; /* (nullable): said with the number */
  guint64 count;
  gboolean standard; /* FALSE: a deviation, dashed */
  gboolean bottleneck;
} FwPathEdge;

#define FW_PATH_MOST_NODES 40
#define FW_PATH_MOST_EDGES 120

/**
 * FwPathMap:
 * Steps from left to right and the ways between them, as wide as they are often gone. The standard
 * path is a full line, what deviates from it dashed; ways back are arcs above or below. Where
 * people wait longest a triangle and the wait stand. Arrow keys walk steps and ways in reading
 * order.
 *
 * Signals "node-activated" (guint index) and "edge-activated" (guint index).
 */
#define FW_TYPE_PATH_MAP (fw_path_map_get_type ())
G_DECLARE_FINAL_TYPE (FwPathMap, fw_path_map, FW, PATH_MAP, FwChart)

GtkWidget *fw_path_map_new (void);

/** fw_path_map_set: everything is copied; edges to nodes that are not there are left out. */
void fw_path_map_set (FwPathMap *self,
                      const FwPathNode *nodes,
                      guint n_nodes,
                      const FwPathEdge *edges,
                      guint n_edges);

/** fw_path_map_find_node: which item of the cursor a node is; fw_path_map_find_edge: or an edge.
 * Returns: -1 where there is none. */
int fw_path_map_find_node (FwPathMap *self, guint node);
int fw_path_map_find_edge (FwPathMap *self, guint edge);

G_END_DECLS
