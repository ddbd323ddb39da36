/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "intake/calls/fw-call-stated.h"
#include "intake/text/fw-csv.h"

G_BEGIN_DECLS

/** FwCallRows: how the rows of a list are come by, as often as they are read. */
typedef struct
{
  FwInput *input;      /* its encoding settled */
  gboolean sheet;      /* a workbook's rows: commas, and a row is a line */
  char delimiter;      /* '\0': not found yet */
  guint64 header_line; /* on which the header begins, from 1; 0: not found yet */
} FwCallRows;

/** fw_call_rows_open: from the beginning. Clear @csv in either case. */
gboolean fw_call_rows_open (const FwCallRows *self, FwCsv *csv, GError **error);

/** fw_call_rows_find_header: sets delimiter and header_line: of the first rows that which reads
 * most like the header of a list of calls, or the line that @stated names. FALSE: there is none. */
gboolean fw_call_rows_find_header (FwCallRows *self, const FwCallStated *stated, GError **error);

/** fw_call_rows_open_header: the same as fw_call_rows_open(), and reads on to the header, which is
 * @csv's row then. */
gboolean fw_call_rows_open_header (const FwCallRows *self, FwCsv *csv, GError **error);

G_END_DECLS
