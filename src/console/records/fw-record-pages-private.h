/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/records/fw-record-pages.h"
#include "console/records/fw-record-reading.h"

G_BEGIN_DECLS

#define SIZE FW_RECORD_PAGES_SIZE
#define STRIDE 100000 /* rows between the places that are kept; the server passes over no more */

typedef enum
{
  ASKED_NOTHING,
  ASKED_PAGE,   /* rows that were not there */
  ASKED_WINDOW, /* what is looked at, and how many there are */
  ASKED_PLACE   /* where the next STRIDE rows begin, and how many there are */
} FwRecordPagesAsked;

/*
 * Invariants: one question at a time. `places` holds the keys after which the rows STRIDE, 2 STRIDE
 * … begin, as many as are known of this round. While `counting` there may be more rows than
 * `n_items`. A page that is wanted stands in `wanted`, the latest first.
 */
struct _FwRecordPages
{
  GObject parent_instance;

  FwClient *client; /* weak */
  const FwKind *kind;
  char *conditions;
  char *order; /* (nullable) */
  gboolean descending;

  guint n_items;
  GHashTable *pages; /* number → FwRecordRows */
  GQueue wanted;     /* numbers */
  guint looked_at;   /* number of the page that was asked for a row last */
  guint clock;

  GPtrArray *places; /* char * */
  gboolean counting;
  gboolean stale; /* the window is to be asked for */
  gboolean fresh; /* another question than that of the rows */
  gboolean heard; /* the server has answered this question */

  FwRecordPagesAsked asked;
  guint asked_page;
  guint asked_length; /* pages */
  GCancellable *cancellable;
  guint rest_source;
  guint refresh_source;
  gint64 as_of;
};

/** fw_record_pages_pump: sends the next question, unless one is under way. */
void fw_record_pages_pump (FwRecordPages *self);
/** fw_record_pages_stop: the answer to what was asked is not waited for. */
void fw_record_pages_stop (FwRecordPages *self);
/** fw_record_pages_recall: the first rows as they were last time. */
void fw_record_pages_recall (FwRecordPages *self);
/** fw_record_pages_take: what was asked has come. */
void fw_record_pages_take (FwRecordPages *self, FwRecordPagesAsked asked, FwRecordReading *reading);
void fw_record_pages_fail (FwRecordPages *self, FwRecordPagesAsked asked, const GError *error);
/** fw_record_pages_begin: @n_items rows, of which the first have come. */
void fw_record_pages_begin (FwRecordPages *self, FwRecordReading *reading, guint n_items);

G_END_DECLS
