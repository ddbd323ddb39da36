/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/people/fw-directory.h"
#include "core/people/fw-exam.h"

G_BEGIN_DECLS

/* What exams come to, and what follows from them and from courses: certificate events and evidence.
 * Pure: records in, records out. */

/** FwTrainingBasis: what it is judged by. Borrowed. */
typedef struct
{
  FwDirectory *directory; /* policies and names */
  GHashTable *schemes;    /* id to FwRecord: of the kind certificate-scheme */
  GHashTable *courses;    /* id to FwRecord */
  GHashTable *sessions;   /* id to FwRecord: of the kind training-session */
  gint64 now;             /* µs UTC: policies hold as of then */
} FwTrainingBasis;

/** FwTrainingMark: what the marks of one exam come to. */
typedef enum
{
  FW_MARK_INCOMPLETE,
  FW_MARK_THIRD_NEEDED,
  FW_MARK_KNOWN
} FwTrainingMark;

/** fw_training_mark: @mark: (out): of 100, with FW_MARK_KNOWN: the parts by the scheme's weight; of
 * parts that were not passed the lowest alone, as each part there is has to be passed. */
FwTrainingMark
fw_training_mark (const FwTrainingBasis *basis, const FwRecord *result, FwExact *mark);

/**
 * fw_training_judge: outcome, mark, attempt, day of the resit and title of exam results. A sitting
 * after a pass is refused until renewal of the certificate opens; then attempts are counted anew.
 * @results: (element-type FwRecord): of the kind exam-result; of each person in it all there are
 * Returns: (transfer full) (element-type FwRecord): those that say it otherwise, to be stored.
 */
GPtrArray *fw_training_judge (const FwTrainingBasis *basis, GPtrArray *results);

/** FwTrainingEffect: what is to be there, or is to count no more. */
typedef struct
{
  FwRecord *record; /* a certificate-event or evidence; its id follows from what it comes from */
  gboolean wanted;
} FwTrainingEffect;

/**
 * fw_training_find_effects: a passed exam is an event of the certificate and evidence of what the
 * courses that prepare for it teach; a failed one an event; a completed course evidence of what it
 * teaches.
 * @results: (element-type FwRecord): as fw_training_judge() left them
 * @enrolments: (element-type FwRecord)
 * Returns: (transfer full) (element-type FwTrainingEffect): of each result and enrolment
 */
GArray *
fw_training_find_effects (const FwTrainingBasis *basis, GPtrArray *results, GPtrArray *enrolments);

/** fw_training_make_event_id: Returns: (transfer full): that of the event which follows from the
 * exam result of the id @result. */
char *fw_training_make_event_id (const char *result);

/** fw_training_sessions_overlap: whether nobody can be in both: days and hours meet. */
gboolean fw_training_sessions_overlap (const FwRecord *a, const FwRecord *b);

/** fw_training_get_seats: of a session; @course: (nullable): its own. */
guint fw_training_get_seats (const FwRecord *session, const FwRecord *course);

/** fw_training_has_seat: whether an enrolment takes a seat: it was given one, and has not been
 * withdrawn. */
gboolean fw_training_has_seat (const FwRecord *enrolment);

G_END_DECLS
