/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "intake/calls/fw-call-clock.h"
#include "intake/calls/fw-call-words.h"
#include "intake/fw-hash-set.h"
#include "intake/fw-intake-run.h"
#include "intake/text/fw-cell-text.h"
#include "intake/text/fw-csv.h"

G_BEGIN_DECLS

/** What a row is. */
typedef enum
{
  FW_CALL_ROW_CALL,
  FW_CALL_ROW_LEFT_OUT, /* see left_out */
  FW_CALL_ROW_REFUSED   /* see reason and detail */
} FwCallRow;

/** FwCallReader: turns rows into events; on the stack. */
typedef struct
{
  FwIntakeRun *run;
  FwCallMapping mapping;
  GPtrArray *header;                    /* char* */
  guint64 header_line;                  /* on which the header begins */
  FwCallWords words[FW_CALL_N_COLUMNS]; /* of columns that hold words; uses is NULL of others */

  FwCallClock clock;
  char decimal; /* the sign before a fraction */

  char id[FW_EVENT_MAX_NAME + 20];
  FwHashSet seen;    /* rows without an id */
  guint64 cut_rows;  /* customers of whom a spreadsheet kept only the first digits ... */
  guint64 cut_line;  /* ... the first ... */
  char cut_text[32]; /* ... and how it is written */
  GHashTable *twins; /* (nullable): hash -> rows alike so far */

  char agent[2 * FW_EVENT_MAX_NAME + 2]; /* a name out of two columns */
  GHashTable *tidied;                    /* (nullable): char* -> char*, NULL: tidy as it is */
  char *titled[FW_CALL_N_COLUMNS]; /* said above the header of all rows, see fw-call-row-names.h */
  char *headed[FW_CALL_N_COLUMNS]; /* said in a row of its own of those below it */
  guint heads_told;

  FwCallWord way; /* of the row that was read: of parts of one call some may not have come in */
  gboolean rehearsing; /* rows are gathered, and counted another time */
  gboolean whole;      /* rows that did not come in are read to their end as well */
  gboolean complete;   /* a row that was left out for its direction was read to its end */
  FwLeftOut left_out;
  const char *reason; /* why a row was refused: a class ... */
  char detail[500];   /* ... and the field with what was expected */
} FwCallReader;

/** fw_call_reader_start: before rows are read, and before they are read again. */
void fw_call_reader_start (FwCallReader *self);
void fw_call_reader_clear (FwCallReader *self);

/** fw_call_reader_read: @event's texts live as long as the row. */
FwCallRow fw_call_reader_read (FwCallReader *self, const FwCsv *csv, FwEvent *event);

/** fw_call_reader_get_cell: without the blanks around it; absent: no such column. */
static inline FwText
fw_call_reader_get_cell (const FwCallReader *self, const FwCsv *csv, FwCallColumn column)
{
  gint i = self->mapping.column[column];

  return i < 0 || (guint) i >= csv->n_cells ? FW_TEXT_NONE : fw_cell_trim (csv->cells[i]);
}

/** fw_call_reader_get_given: a lone "-" means that the list does not say. */
static inline FwText
fw_call_reader_get_given (const FwCallReader *self, const FwCsv *csv, FwCallColumn column)
{
  FwText cell = fw_call_reader_get_cell (self, csv, column);

  return cell.length == 1 && cell.data[0] == '-' ? FW_TEXT_NONE : cell;
}

/** fw_call_reader_get_id: the id as it stands in the row; absent: blank, or no such column. */
FwText fw_call_reader_get_id (FwCallReader *self, const FwCsv *csv);
/** fw_call_reader_has_moment: whether the row says when something was. */
gboolean fw_call_reader_has_moment (FwCallReader *self, const FwCsv *csv);

/** fw_call_row_is_units: a row of units and notations under the names of columns. */
gboolean fw_call_row_is_units (const FwCsv *csv);
/** fw_call_row_is_surplus: no call but what surrounds a table: a total, a note below it, the header
 * once more. Asked of rows that cannot be read. */
gboolean fw_call_row_is_surplus (FwCallReader *self, const FwCsv *csv);

G_END_DECLS
