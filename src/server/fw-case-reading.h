/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/quality/fw-case-figures.h"
#include "store/fw-records.h"

G_BEGIN_DECLS

/** FwCaseSeen: a case that the reader sees, and what figures follow from of it. */
typedef struct
{
  FwRecord *record;
  FwCaseFact fact;
} FwCaseSeen;

/** FwCaseReading: the cases that came in the window, by when they came. */
typedef struct
{
  GPtrArray *cases; /* FwCaseSeen */
} FwCaseReading;

/** FwCaseWindow: borrowed. */
typedef struct
{
  gint64 from, to;          /* moments at which they came, µs UTC; @to exclusive */
  const char *const *sites; /* (nullable) */
  const char *const *teams; /* (nullable) */
  double repeat_days;       /* see fw_case_find_repeats() */
} FwCaseWindow;

/** fw_case_read: of what @scope sees; what was raised before the window counts for repeats.
 * Returns: (transfer full). */
FwCaseReading *
fw_case_read (FwRecords *records, FwScope *scope, const FwCaseWindow *window, GError **error);
void fw_case_reading_free (FwCaseReading *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwCaseReading, fw_case_reading_free)

G_END_DECLS
