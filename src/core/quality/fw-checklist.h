/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/kind/fw-record.h"
#include "core/metric/fw-metric.h"

G_BEGIN_DECLS

/** FwChecklistStep: what a case owes. */
typedef struct
{
  const char *id;
  gint64 limit; /* µs from the case's coming; 0: none */
  gboolean two; /* two different people tick it */
} FwChecklistStep;

/** FwChecklistCheck: what somebody said of a step of one case. */
typedef struct
{
  const char *step;
  const char *by; /* (nullable): nobody knows, who is nobody's second person */
  gint64 at;      /* µs UTC */
  gboolean apart; /* it does not apply */
} FwChecklistCheck;

/** FwChecklistState: by order of being nearer to done. */
typedef enum
{
  FW_CHECKLIST_OPEN,
  FW_CHECKLIST_SECOND, /* one has ticked it, and a second person is still needed */
  FW_CHECKLIST_DONE,
  FW_CHECKLIST_APART /* does not apply */
} FwChecklistState;

/** FwChecklistJudged: of one step. */
typedef struct
{
  FwChecklistState state;
  gboolean late;                  /* done after its limit, or not done and behind it */
  gint64 at;                      /* when it was done, or said not to apply; 0: not yet */
  const FwChecklistCheck *first;  /* (nullable): who ticked it first, or said that it is apart */
  const FwChecklistCheck *second; /* (nullable): the other one, where two are needed */
} FwChecklistJudged;

/** FwChecklistSum: of the steps of a case. */
typedef struct
{
  guint owed;    /* that apply */
  guint done;    /* of these */
  guint late;    /* of @done: after their limit */
  guint overdue; /* not done, and behind their limit */
} FwChecklistSum;

/**
 * fw_checklist_judge: who did a step is stronger than who says that it does not apply, whichever
 * came first; of several who did it the earliest counts. The same person twice is one person.
 * @checks: (array length=n): of one case, in any order, of whatever steps; they outlive the answer.
 * @came, @now: µs UTC.
 */
FwChecklistJudged fw_checklist_judge (
    const FwChecklistStep *step, const FwChecklistCheck *checks, guint n, gint64 came, gint64 now);

/** fw_checklist_add: one more judged step. */
void fw_checklist_add (FwChecklistSum *sum, const FwChecklistJudged *judged);

/** fw_checklist_is_complete: something applied, and all of it is done. */
gboolean fw_checklist_is_complete (const FwChecklistSum *sum);

/** FwChecklistShare: over cases of which at least one step applies. */
typedef struct
{
  guint64 n;           /* cases */
  double value;        /* share of those that are complete; NAN of none */
  FwInterval interval; /* Wilson, 95 %; NAN of none */
} FwChecklistShare;

/** fw_checklist_find_share: @sums: (array length=n): of one case each, in any order. */
FwChecklistShare fw_checklist_find_share (const FwChecklistSum *sums, guint n);

/** fw_checklist_owes: whether a step that was entered at @entered is owed by a case that was closed
 * at @closed (0: it is open): nobody could do what was not asked for yet. */
gboolean fw_checklist_owes (gint64 entered, gint64 closed);

/** fw_checklist_is_used: whether @record, a checklist or a step of one, is in use; where nobody
 * said so it is. */
gboolean fw_checklist_is_used (const FwRecord *record);

/** fw_checklist_fits: whether @checklist, a record of that kind, belongs to a case of @class.
 * @begun: something of it was ticked in the case. */
gboolean fw_checklist_fits (const FwRecord *checklist, const char *class, gboolean begun);

/** fw_checklist_step_read: @record, of the kind "checklist-step", which outlives the answer. */
FwChecklistStep fw_checklist_step_read (const FwRecord *record);
/** fw_checklist_check_read: @record, of the kind "case-check", which outlives the answer. */
FwChecklistCheck fw_checklist_check_read (const FwRecord *record);

/** fw_case_check_check: that a step does not apply is said with a reason. */
gboolean fw_case_check_check (const FwRecord *record, GError **error);

G_END_DECLS
