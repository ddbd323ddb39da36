/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/records/fw-record-form.h"
#include "console/records/fw-record-list.h"
#include "console/records/fw-record-pages.h"
#include "console/records/fw-records-page.h"

G_BEGIN_DECLS

struct _FwRecordsPage
{
  FwPage parent_instance;

  AdwLeaflet *leaflet;
  GtkSearchEntry *search;
  GtkLabel *count;
  GtkButton *add, *act;
  GtkStack *stack;
  AdwStatusPage *empty;
  GtkColumnView *view;
  GtkSingleSelection *selection;
  GtkSortListModel *sorted;
  GtkFilterListModel *filtered;
  FwRecordForm *form;

  char *kind_name;
  const FwKind *kind;
  FwRecordList *list;   /* the client's */
  FwRecordPages *pages; /* instead of its items, where they are too many; else NULL */
  GtkCustomFilter *filter;
  char *folded;    /* what is searched for, case folded */
  char *wanted;    /* (nullable): id to select when it has come */
  gboolean filled; /* rows have come once */
  gboolean quiet;  /* the selection is being set, not chosen */
};

/** fw_records_page_find: Returns: (transfer none) (nullable): among the rows that are here. */
FwRecordItem *fw_records_page_find (FwRecordsPage *self, const char *id);
/** fw_records_page_put, _remove: what this desk has written. */
void fw_records_page_put (FwRecordsPage *self, FwRecord *record);
void fw_records_page_remove (FwRecordsPage *self, const char *id);
/** fw_records_page_get_rows: Returns: (transfer full): the rows that stand in the table, of a long
 * list those about the place that is looked at. */
GListModel *fw_records_page_get_rows (FwRecordsPage *self);
/** fw_records_page_filter: a GtkCustomFilterFunc: what is searched for, and the scope. */
gboolean fw_records_page_filter (gpointer item, gpointer user_data);
/** fw_records_page_changed: rows have come, changed or gone. */
void fw_records_page_changed (FwRecordsPage *self);
void fw_records_page_failed (FwRecordsPage *self, GError *error);

/** fw_records_page_choose_source: the table shows all rows, or as many as are looked at. */
void fw_records_page_choose_source (FwRecordsPage *self);
/** fw_records_page_ask: what is searched for, the scope and the order, of a list that is shown by
 * pages. */
void fw_records_page_ask (FwRecordsPage *self);
/** fw_records_page_open_record: a record that no row shows, in the form. */
void fw_records_page_open_record (FwRecordsPage *self, const char *id);
/** fw_records_page_describe_length: Returns: (transfer full): how many rows there are. */
char *fw_records_page_describe_length (FwRecordsPage *self);
void fw_records_page_update_count (FwRecordsPage *self);

gboolean fw_records_page_may_write (FwRecordsPage *self);
gboolean fw_records_page_may_add (FwRecordsPage *self);
/** fw_records_page_select: Returns: FALSE when no row has that id now. */
gboolean fw_records_page_select (FwRecordsPage *self, const char *id);
void fw_records_page_show_selected (FwRecordsPage *self);
void fw_records_page_close_form (FwRecordsPage *self);
/** fw_records_page_watch: what is referred to by what it is called, which may change; and where the
 * kind gets a field more, the page is made anew, as soon as no change is open in the form. */
void fw_records_page_watch (FwRecordsPage *self);
/** fw_records_page_keep: filter, selection and place, for the next time the page is made. */
void fw_records_page_keep (FwRecordsPage *self);
void fw_records_page_recall_filter (FwRecordsPage *self);
/** fw_records_page_recall_place: when rows have come: selection and place as they were. FALSE:
 * nothing is known of them. */
gboolean fw_records_page_recall_place (FwRecordsPage *self);
/** fw_records_page_start_new: a new record in the form, unless a change of another is open there.
 * @given: (nullable): "a{ss}": CSV texts of fields that are known already */
void fw_records_page_start_new (FwRecordsPage *self, GVariant *given);
/** fw_records_page_bind_form: once, as the page is set up. */
void fw_records_page_bind_form (FwRecordsPage *self);
/** fw_records_page_ask_why: of a page whose records are questions, that of the selected one. */
GVariant *fw_records_page_ask_why (FwPage *page);
/** fw_records_page_save, _delete: what the form shows, with all that may come of it. */
void fw_records_page_save (FwRecordsPage *self);
void fw_records_page_delete (FwRecordsPage *self);
/** fw_records_page_move: moves @record to the state @move; @reason: (nullable); @names: (nullable):
 * fields of it that are written with that. */
void fw_records_page_move (FwRecordsPage *self,
                           FwRecord *record,
                           const char *move,
                           const char *reason,
                           const char *const *names);

/** fw_records_page_offer_act: shows the button of what the page does with the chosen record, once,
 * as the page is set up; fw_records_page_act: does it. */
void fw_records_page_offer_act (FwRecordsPage *self);
void fw_records_page_act (FwRecordsPage *self);

/** fw_records_page_scroll_later: to the selected row, when the rows have been laid out. */
void fw_records_page_scroll_later (FwRecordsPage *self);

G_END_DECLS
