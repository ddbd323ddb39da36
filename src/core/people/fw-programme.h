/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/access/fw-access.h"
#include "core/people/fw-certificate-board.h"
#include "core/people/fw-exam.h"

G_BEGIN_DECLS

/* How people stand in programmes. Whether a step is done is asked of the records that there are of
 * lessons, sessions, exams and certificates; nothing is entered for a programme a second time. */

#define FW_PROGRAMME_NO_DAY G_MININT32

/** FwProgrammeRecords: as they are stored, nothing hidden. (element-type FwRecord) */
typedef struct
{
  GPtrArray *people, *programmes, *steps, *lessons, *trainees, *lesson_results, *sessions,
      *enrolments, *exam_results;
} FwProgrammeRecords;

/** FwProgrammeBoard: all of them, to be asked for any day. Immutable; reference counted; safe from
 * any thread. */
typedef struct _FwProgrammeBoard FwProgrammeBoard;

FwProgrammeBoard *fw_programme_board_new (FwCertificateBoard *certificates,
                                          const FwProgrammeRecords *records);
FwProgrammeBoard *fw_programme_board_ref (FwProgrammeBoard *self);
void fw_programme_board_unref (FwProgrammeBoard *self);
FwDirectory *fw_programme_board_get_directory (FwProgrammeBoard *self); /* (transfer none) */

/** fw_programme_board_get_programmes: (transfer none) (element-type FwRecord): by audience, then by
 * length. */
const GPtrArray *fw_programme_board_get_programmes (FwProgrammeBoard *self);
/** fw_programme_board_get_steps: of a programme's id, in their order; never NULL. */
const GPtrArray *fw_programme_board_get_steps (FwProgrammeBoard *self, const char *programme);
/** fw_programme_board_find_lesson: Returns: (nullable) (transfer none). */
const FwRecord *fw_programme_board_find_lesson (FwProgrammeBoard *self, const char *lesson);

/** FwStepState: how somebody stands before a step. */
typedef enum
{
  FW_STEP_DONE,
  FW_STEP_FAILED, /* tried last without success; late as well where the day has passed */
  FW_STEP_LATE,   /* not done, and its day has passed */
  FW_STEP_NEXT,   /* the first one that is not done */
  FW_STEP_LATER,
  FW_N_STEP_STATES
} FwStepState;

const char *fw_step_state_to_name (FwStepState state);

typedef struct
{
  FwStepState state;
  gint32 due;
  gint32 day;     /* done or failed on; FW_PROGRAMME_NO_DAY else */
  gint32 planned; /* of a session to come with a seat in it; FW_PROGRAMME_NO_DAY else */
  gboolean next;  /* the first one that is not done, whatever its state */
} FwProgrammeCell;

/** FwTraineeState: how somebody stands in a programme. */
typedef enum
{
  FW_TRAINEE_LATE,    /* a step is late or failed and late */
  FW_TRAINEE_ON_TIME, /* steps to do, none of them late */
  FW_TRAINEE_MARK,    /* all steps done; the mark of two parts is missing, or not enough */
  FW_TRAINEE_PASSED,
  FW_TRAINEE_STOPPED,
  FW_N_TRAINEE_STATES
} FwTraineeState;

const char *fw_trainee_state_to_name (FwTraineeState state);

/** FwProgrammeRow: a trainee on the day. The texts live as long as the board. */
typedef struct
{
  FwMembership who;
  const FwRecord *trainee;
  const char *sort_key;
  gint32 since;
  FwTraineeState state;
  guint cells; /* where hers begin; one for each step */
  guint done, late;
  guint next;          /* a step; G_MAXUINT: all are done */
  gint32 passed;       /* on which day; FW_PROGRAMME_NO_DAY: not yet */
  FwComposite mark;    /* of two parts, where the programme has them */
  gboolean sat, first; /* the deciding exam: she sat it; passed it the first time */
  gboolean pass;       /* passed it at all */
} FwProgrammeRow;

/** FwProgrammeCohort: those whose first day lies in one month. */
typedef struct
{
  gint32 month; /* its first day */
  FwCohort cohort;
} FwProgrammeCohort;

/** FwProgrammeQuestion: lists are (nullable), and NULL-terminated: any of them. */
typedef struct
{
  gint32 day;
  FwScope *scope;
  const char *programme;
  const char *const *sites;
  const char *const *teams;
  const char *const *people;
} FwProgrammeQuestion;

typedef struct
{
  GArray *rows;    /* FwProgrammeRow: what is worst first, then by name */
  GArray *cells;   /* FwProgrammeCell */
  FwCohort cohort; /* of all rows */
  GArray *cohorts; /* FwProgrammeCohort: by month */
  FwTrend trend;   /* of their final pass rates */
} FwProgrammeAnswer;

/**
 * fw_programme_board_ask: whose first day has come and whom the scope sees.
 * The pass rate is that of the deciding exam, the last one among the steps; in a programme without
 * an exam that of the whole programme: whoever has passed it has "sat" it.
 * Returns: (transfer full).
 */
FwProgrammeAnswer *fw_programme_board_ask (FwProgrammeBoard *self,
                                           const FwProgrammeQuestion *question);
void fw_programme_answer_free (FwProgrammeAnswer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwProgrammeBoard, fw_programme_board_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwProgrammeAnswer, fw_programme_answer_free)

G_END_DECLS
