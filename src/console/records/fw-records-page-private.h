/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/records/fw-record-form.h"
#include "console/records/fw-record-list.h"
#include "console/records/fw-records-page.h"

G_BEGIN_DECLS

struct _FwRecordsPage
{
  FwPage parent_instance;

  AdwLeaflet *leaflet;
  GtkSearchEntry *search;
  GtkLabel *count;
  GtkButton *add;
  GtkStack *stack;
  AdwStatusPage *empty;
  GtkColumnView *view;
  GtkSingleSelection *selection;
  GtkSortListModel *sorted;
  GtkFilterListModel *filtered;
  FwRecordForm *form;

  char *kind_name;
  const FwKind *kind;
  FwRecordList *list; /* the client's */
  GtkCustomFilter *filter;
  char *folded;    /* what is searched for, case folded */
  char *wanted;    /* (nullable): id to select when it has come */
  gboolean filled; /* rows have come once */
  gboolean quiet;  /* the selection is being set, not chosen */
};

gboolean fw_records_page_may_write (FwRecordsPage *self);
gboolean fw_records_page_may_add (FwRecordsPage *self);
/** fw_records_page_select: Returns: FALSE when no row has that id now. */
gboolean fw_records_page_select (FwRecordsPage *self, const char *id);
void fw_records_page_show_selected (FwRecordsPage *self);
void fw_records_page_close_form (FwRecordsPage *self);
/** fw_records_page_keep: filter, selection and place, for the next time the page is made. */
void fw_records_page_keep (FwRecordsPage *self);
void fw_records_page_recall_filter (FwRecordsPage *self);
/** fw_records_page_recall_place: when rows have come: selection and place as they were. FALSE:
 * nothing is known of them. */
gboolean fw_records_page_recall_place (FwRecordsPage *self);
/** fw_records_page_start_new: a new record in the form, unless a change of another is open there.
 */
void fw_records_page_start_new (FwRecordsPage *self);
/** fw_records_page_save, _delete: what the form shows, with all that may come of it. */
void fw_records_page_save (FwRecordsPage *self);
void fw_records_page_delete (FwRecordsPage *self);

/** fw_records_page_scroll_later: to the selected row, when the rows have been laid out. */
void fw_records_page_scroll_later (FwRecordsPage *self);

G_END_DECLS
