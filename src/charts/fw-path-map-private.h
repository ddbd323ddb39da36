/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/fw-path-map.h"

G_BEGIN_DECLS

/* Shared by the widget (fw-path-map.c) and its drawing (fw-path-map-draw.c) alone. */
typedef struct
{
  char *label;
  char *note; /* (nullable) */
  char *text; /* the count, written once */
  guint64 count;
  guint layer;
  guint row;
  gboolean bottleneck;
  graphene_rect_t box; /* of the last drawing */
} FwPathStep;

typedef struct
{
  guint index; /* as given */
  guint from;
  guint to;
  char *text; /* count and wait, as they stand on the edge */
  char *note; /* (nullable) */
  guint64 count;
  gboolean standard;
  gboolean bottleneck;
  graphene_point_t curve[4]; /* of the last drawing */
} FwPathWay;

typedef struct
{
  gboolean is_way;
  guint index; /* of steps or ways */
} FwPathItem;

struct _FwPathMap
{
  FwChart parent_instance;

  GArray *steps; /* of FwPathStep */
  GArray *ways;  /* of FwPathWay */
  GArray *items; /* of FwPathItem, in reading order: each step, then the ways from it */
  guint n_layers;
  guint n_rows;
  guint64 most; /* the largest count of a way */
};

#define fw_path_map_step(self, i) (&g_array_index ((self)->steps, FwPathStep, (i)))
#define fw_path_map_way(self, i) (&g_array_index ((self)->ways, FwPathWay, (i)))
#define fw_path_map_item(self, i) (&g_array_index ((self)->items, FwPathItem, (i)))

void fw_path_map_draw (FwPathMap *self, GtkSnapshot *snapshot);
void fw_path_map_lay_out (FwPathMap *self);
/** fw_path_map_leads_back: to the same or an earlier layer. */
gboolean fw_path_map_leads_back (FwPathMap *self, const FwPathWay *way);
/** fw_path_map_find_point: on the curve of a way, @t from 0 to 1. */
graphene_point_t fw_path_map_find_point (const FwPathWay *way, double t);

G_END_DECLS
