/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/fw-cover-chart.h"
#include "console/roster/fw-roster-aside.h"
#include "console/roster/fw-roster-history.h"
#include "console/roster/fw-roster-page.h"
#include "console/roster/fw-roster-palette.h"
#include "console/roster/fw-roster-save.h"
#include "console/roster/fw-roster-source.h"
#include "console/roster/fw-roster-wants.h"

G_BEGIN_DECLS

/** Height of a window, in pixels, from which on there is room for what a day wants below its
 * people. */
#define FW_ROSTER_ROOM 780

struct _FwRosterPage
{
  FwAskingPage parent_instance;

  GtkStack *stack;
  AdwLeaflet *leaflet;
  AdwStatusPage *empty;
  GtkWidget *define;
  GtkLabel *sentence; /* what the aside says, where it does not fit */
  FwGrid *grid;
  FwRosterAside *aside;
  FwRosterPalette *palette;
  GtkWidget *publish, *fill, *repair;
  GtkWidget *cover_box;
  GtkLabel *cover_title, *cover_note;
  GtkWidget *forecast;
  FwCoverChart *chart;

  FwRosterPlan *plan;         /* (nullable) */
  FwRosterWants *cover;       /* (nullable): of the same days; there where the plan is */
  GCancellable *asking_needs; /* (nullable) */
  guint room_source;
  guint feet;          /* of the grid */
  FwRosterShown shown; /* of the grid */
  FwRosterHistory *history;
  FwRosterSave *saving;  /* (nullable): on its way */
  GCancellable *filling; /* (nullable): empty cells are being filled; stops it */
  gint32 first;          /* the Monday that is shown first; 0: that of today */
  char *asked;           /* (nullable): what `change` is of */
  gint64 change;         /* the last that the plan has in it; -1: not known */
  char *typed;           /* (nullable): the first of two letters */
  guint folded_source;
  gboolean wants_focus; /* as soon as there is something to give it to */
  gboolean fresh;       /* the question on its way is for all */
  gboolean passed_over; /* an answer that came while a batch was on its way */
};

/* ---- fw-roster-edit.c ---- */

/** fw_roster_page_paint: what the selected cells become, by what is typed or stands on a button; ""
 * is nothing. Returns: FALSE where nothing is called so. */
gboolean fw_roster_page_paint (FwRosterPage *self, const char *text);
void fw_roster_page_type (FwRosterPage *self, const char *letter);
/** fw_roster_page_paste: lines of tab-separated cells; all of them or none. */
void fw_roster_page_paste (FwRosterPage *self, const char *text);
void fw_roster_page_publish (FwRosterPage *self);
/** fw_roster_page_fill: fills what is empty on a thread; pressed again it stops, with the best so
 * far. */
void fw_roster_page_fill (FwRosterPage *self);
/** fw_roster_page_run: does @step (transfer full), shows it and sends it. Returns: FALSE where
 * nothing changes. */
gboolean fw_roster_page_run (FwRosterPage *self, FwRosterStep *step);
void fw_roster_page_undo (FwRosterPage *self);
void fw_roster_page_redo (FwRosterPage *self);
/** fw_roster_page_save: sends what has changed, one batch at a time. */
void fw_roster_page_save (FwRosterPage *self);
gboolean fw_roster_page_may_write (FwRosterPage *self);

/* ---- fw-roster-needs.c ---- */

/** fw_roster_page_ask_needs: what was published of the shown days. */
void fw_roster_page_ask_needs (FwRosterPage *self);
/** fw_roster_page_show_cover: of the day that has the cursor. @cell: (nullable): what stands there.
 */
void fw_roster_page_show_cover (FwRosterPage *self, gint32 day, const char *cell);
/** fw_roster_page_go_forecast: where it is published. */
void fw_roster_page_go_forecast (FwRosterPage *self);
/** fw_roster_page_watch_room: whether its window is high enough for the chart, from now on. */
void fw_roster_page_watch_room (FwRosterPage *self);

/* ---- fw-roster-repair.c ---- */

/** fw_roster_page_repair: an action: who has the cursor falls out on the selected days: asks who
 * takes them. */
void fw_roster_page_repair (GtkWidget *widget, const char *name, GVariant *parameter);

/** fw_roster_page_ask_repair: the same of @person, whose name is @name. */
void fw_roster_page_ask_repair (
    FwRosterPage *page, const char *person, const char *name, gint32 first, gint32 last);

/* ---- fw-roster-page.c ---- */

/** fw_roster_page_show: the plan has changed. */
void fw_roster_page_show (FwRosterPage *self);

G_END_DECLS
