/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fw-records.h"

G_BEGIN_DECLS

/** Rows of one answer at most. */
#define FW_RECORD_DUE_MOST 500

/** FwRecordDueQuestion: which records of a kind with a flow are asked for; all of it borrowed. */
typedef struct
{
  const char *owner;        /* (nullable): the account that has them; "": nobody has */
  const char *words;        /* (nullable): stand in the title, the id or a text that is indexed */
  const char *const *sites; /* (nullable) */
  const char *const *teams; /* (nullable) */
  const char *mark;         /* (nullable): a yes or no of the kind: only where it is @marked */
  gboolean marked;
  gint64 before;     /* due before then, µs UTC; G_MAXINT64: whenever */
  gint64 after_due;  /* what stands behind this moment, and then */
  const char *after; /* (nullable): behind this id of that moment */
  guint limit;       /* 1 to FW_RECORD_DUE_MOST */
} FwRecordDueQuestion;

/** FwRecordDue: a record, and of its clocks that run the one that is due first. */
typedef struct
{
  FwRecord *record;
  gint64 due; /* µs UTC */
  char *clock;
  guint64 told; /* FwClockTold */
} FwRecordDue;

void fw_record_due_free (FwRecordDue *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwRecordDue, fw_record_due_free)

/** fw_records_list_due: by what is due first. Returns: (transfer full) (element-type FwRecordDue).
 */
GPtrArray *fw_records_list_due (FwRecords *self,
                                FwScope *scope,
                                const FwKind *kind,
                                const FwRecordDueQuestion *question,
                                GError **error);

/** fw_records_count_due: how many there are, counted up to the limit of the question. */
gboolean fw_records_count_due (FwRecords *self,
                               FwScope *scope,
                               const FwKind *kind,
                               const FwRecordDueQuestion *question,
                               guint *n,
                               GError **error);

G_END_DECLS
