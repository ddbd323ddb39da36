/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fw-records.h"

G_BEGIN_DECLS

/** fw_sample_put_cases: departments, and cases as they were written down and moved along in the
 * days before @now; data/sample/README.md tells them. The house is there already. @language:
 * (nullable): English. */
gboolean fw_sample_put_cases (FwRecords *records, const char *language, gint64 now, GError **error);

/** fw_sample_put_case_history: cases of the twelve weeks before, which are closed; departments are
 * there already. */
gboolean
fw_sample_put_case_history (FwRecords *records, const char *language, gint64 now, GError **error);

/** fw_sample_put_customers: cards, steps of care, a rule of dispatch and the case that it handed
 * on; after all other cases, which no rule met. */
gboolean
fw_sample_put_customers (FwRecords *records, const char *language, gint64 now, GError **error);

/** fw_sample_put_checklists: those that come with the program, as they were entered at @at. */
gboolean
fw_sample_put_checklists (FwRecords *records, const char *language, gint64 at, GError **error);

/** fw_sample_put_ticks: the steps that a case of @class owes, an hour apart. @whole: whether the
 * last step of each list was done too. */
gboolean fw_sample_put_ticks (FwRecords *records,
                              const char *id,
                              const char *class,
                              gboolean whole,
                              gint64 came,
                              GError **error);

/** The account that handles most of them. */
#define FW_SAMPLE_HANDLER "supervisor"

typedef struct
{
  const char *to;
  const char *field, *value; /* (nullable): come with it */
  const char *reason;        /* (nullable) */
  const char *compensation;  /* (nullable): with a plan */
} FwSampleMove;

/** fw_sample_move: as @account makes it at @at. */
gboolean fw_sample_move (FwRecords *records,
                         const char *kind,
                         const char *id,
                         const char *account,
                         const FwSampleMove *move,
                         gint64 at,
                         GError **error);

G_END_DECLS
