/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/competencies/fw-competency-table.h"

G_BEGIN_DECLS

/** Where things stand in every line and above them, in px. */
typedef struct
{
  int name;   /* width of the names */
  int cell;   /* of one competency */
  int ready;  /* of readiness */
  int line;   /* height */
  int digit;  /* width of a digit */
  int height; /* of the font */
} FwCompetencyMetrics;

struct _FwCompetencyTable
{
  GtkWidget parent_instance;

  GtkWidget *head;
  GtkListView *view;
  GtkScrolledWindow *scrolled;
  GtkAdjustment *across; /* of the competencies */
  GtkWidget *bar;
  GListStore *items;
  GtkFilterListModel *filtered;
  GtkCustomFilter *filter; /* (nullable) */
  GtkSingleSelection *selection;
  FwCompetencySet *set; /* (nullable) */
  GArray *shown;        /* guint: competencies from the left */
  guint cursor;         /* index into shown */
  gboolean matrix;      /* rows are positions */
  GHashTable *lines;    /* FwCompetencyLine that show somebody */
  FwCompetencyMetrics metrics;
};

const FwCompetencyMetrics *fw_competency_table_get_metrics (FwCompetencyTable *self);
/** fw_competency_table_get_room: px for competencies in a line of @width: whole cells alone. */
int fw_competency_table_get_room (FwCompetencyTable *self, int width);
/** fw_competency_table_get_offset: px by which the competencies are scrolled: whole cells. */
double fw_competency_table_get_offset (FwCompetencyTable *self);

/** FwCompetencyLine: somebody. */
#define FW_TYPE_COMPETENCY_LINE (fw_competency_line_get_type ())
G_DECLARE_FINAL_TYPE (FwCompetencyLine, fw_competency_line, FW, COMPETENCY_LINE, GtkWidget)
GtkWidget *fw_competency_line_new (FwCompetencyTable *table);
void fw_competency_line_bind (FwCompetencyLine *self, GtkListItem *item);
void fw_competency_line_unbind (FwCompetencyLine *self);
/** fw_competency_line_show_cursor: draws it anew, and says what stands under the cursor. */
void fw_competency_line_show_cursor (FwCompetencyLine *self);

/** FwCompetencyHead: names of competencies, and what is asked of everybody. */
#define FW_TYPE_COMPETENCY_HEAD (fw_competency_head_get_type ())
G_DECLARE_FINAL_TYPE (FwCompetencyHead, fw_competency_head, FW, COMPETENCY_HEAD, GtkWidget)
GtkWidget *fw_competency_head_new (FwCompetencyTable *table);

G_END_DECLS
