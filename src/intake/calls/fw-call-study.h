/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "intake/calls/fw-call-clock.h"
#include "intake/text/fw-csv.h"

G_BEGIN_DECLS

/** FwCallStudy: the first pass over a list: how its dates and numbers are written. Zeroed at the
 * beginning; on the stack. */
typedef struct
{
  FwDateStudy dates;
  FwDecimalStudy decimals;

  char last[40]; /* the date of the row before, which says nothing new */
  guint last_length;
  gboolean last_at_midnight;
  guint64 n_midnights; /* rows at 0:00 of no stated zone */
  gboolean others;     /* not all of them are */
} FwCallStudy;

/** fw_call_study_count_cells: Returns: cells of a row that the study looks at. */
guint fw_call_study_count_cells (const FwCallMapping *mapping);

void fw_call_study_add (FwCallStudy *self, const FwCallMapping *mapping, const FwCsv *csv);

/** fw_call_study_settle: settles what @mapping does not state: the order of dates in it and in
 * @clock, which also learns whether there are times, and @decimal. @sheet: typed cells of a
 * workbook write fractions with a point. */
gboolean fw_call_study_settle (const FwCallStudy *self,
                               FwCallMapping *mapping,
                               gboolean sheet,
                               FwCallClock *clock,
                               char *decimal,
                               GError **error);

/** fw_call_study_find_this_year: nobody has calls of the next one. */
guint fw_call_study_find_this_year (void);

G_END_DECLS
