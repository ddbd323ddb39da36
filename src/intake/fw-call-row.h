/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "intake/fw-call-times.h"
#include "intake/fw-csv.h"
#include "intake/fw-intake-run.h"

G_BEGIN_DECLS

/** FwCallReader: turns rows into events; on the stack. */
typedef struct
{
  FwIntakeRun *run;
  FwCallMapping mapping;
  GPtrArray *header; /* char* */

  /* The day of the row before: lists are mostly in order of time. */
  char date_text[40];
  guint date_length;
  gint32 day;
  gint64 midnight; /* µs UTC */
  gboolean plain;  /* the day has 24 hours, so that a time is a sum */

  char id[16];
  GArray *seen; /* (nullable): guint64: open addressing over the rows' hashes, where there is no id
                   column */
  guint n_seen;
  GHashTable *twins; /* (nullable): hash -> rows alike so far */

  const char *reason; /* why a row was refused: a class ... */
  char detail[200];   /* ... and the field with what was expected */
} FwCallReader;

void fw_call_reader_clear (FwCallReader *self);

/** fw_call_reader_read: @event's texts live as long as the row. FALSE: refused, see reason and
 * detail. */
gboolean fw_call_reader_read (FwCallReader *self, const FwCsv *csv, FwEvent *event);

G_END_DECLS
