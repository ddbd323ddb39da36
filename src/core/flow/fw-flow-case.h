/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/flow/fw-flow.h"

G_BEGIN_DECLS

/** FwFlowRecord: what a flow moves, as the flow sees it; borrowed for the call. */
typedef struct
{
  FwFlowGet get;
  /* (nullable): the calendar in force for "site", "department", "person"; NULL: elapsed time */
  FwCalendar *(*get_calendar) (gpointer record, const char *hours);
  gpointer record;
  /* (nullable): whose midnights dates begin at; NULL: those of UTC */
  FwZone *(*get_zone) (gpointer record);
} FwFlowRecord;

/** FwFlowActor: who acts; borrowed. */
typedef struct
{
  const char *account;   /* (nullable) */
  const char *person;    /* (nullable): counts for four eyes, whatever the account; without one the
                            account does */
  const char *const *is; /* (nullable) (array zero-terminated=1): roles, functions that the person
                            has or stands in for, and relations to the record: "own", "owner",
                            "leader-of-person" */
} FwFlowActor;

/** FwFlowTime: when something is told, and when it was done, which may be earlier where desk and
 * server were apart; the caller says so only when it knows that. Both µs UTC. */
typedef struct
{
  gint64 at, made_at;
} FwFlowTime;

#define FW_FLOW_TIME(moment) ((FwFlowTime){ (moment), (moment) })

/** FwFlowRefusal: why a move is not made, in the order in which it is judged. By name "changed",
 * "no-such-move", "not-yours", "two-persons", "condition", "no-reason", "no-value", "no-limit". */
typedef enum
{
  FW_FLOW_ALLOWED,
  FW_FLOW_CHANGED,      /* somebody changed the record since */
  FW_FLOW_NO_SUCH_MOVE, /* none leads there from its state */
  FW_FLOW_NOT_YOURS,    /* others may */
  FW_FLOW_TWO_PERSONS,  /* needs somebody else than who wrote it */
  FW_FLOW_CONDITION,    /* something of the record is not as it must be */
  FW_FLOW_NO_REASON,    /* it is signed, and no reason was given */
  FW_FLOW_NO_VALUE,     /* it asks for a value, and none came with it */
  FW_FLOW_NO_LIMIT,     /* a clock that it starts has no limit for the record's grade */
  FW_FLOW_NO_EFFECT     /* what is to follow from it in other records cannot be */
} FwFlowRefusal;

const char *fw_flow_refusal_to_name (FwFlowRefusal refusal);
const char *fw_flow_refusal_to_sentence (FwFlowRefusal refusal); /* N_() */
/** fw_flow_refusal_find_sentence: Returns: (nullable): that sentence (N_()), when @error, which may
 * have come over the wire, says why a move is not made. */
const char *fw_flow_refusal_find_sentence (const GError *error);

/** FwFlowEntry: one change of state, or a message, as the history tells it. */
typedef struct
{
  FwFlowTime time;
  char *account, *person; /* (nullable): NULL: the server */
  char *from, *to;        /* a message: from and to are the same */
  char *message;          /* (nullable) */
  char *reason;           /* (nullable) */
  char *content;          /* (nullable): a digest of what the record said, of a signed one */
  guint revision;         /* that it made */
  char *seal;             /* (nullable): of a signed one */
} FwFlowEntry;

/** fw_flow_seal: the seal of a signed entry, over all its members and the seal before it (nullable:
 * the first). Returns: (transfer full). */
char *fw_flow_seal (const FwFlowEntry *entry, const char *before);
/** fw_flow_verify: whether every signed entry is as it was sealed, in its place in the chain.
 * @entries: (element-type FwFlowEntry). @broken: (out) (optional): index of the first that is not.
 */
gboolean fw_flow_verify (GPtrArray *entries, guint *broken);

/** FwFlowWhat: by name "warn", "breach", "escalate", "withdraw", "stuck". */
typedef enum
{
  FW_FLOW_WARN,
  FW_FLOW_BREACH,
  FW_FLOW_ESCALATE,
  FW_FLOW_WITHDRAW, /* a breach that was none: it was done in time and told later */
  FW_FLOW_STUCK     /* the clock never comes to an end: its calendar has no open hours ahead */
} FwFlowWhat;

const char *fw_flow_what_to_name (FwFlowWhat what);

/** FwFlowNotice: what a clock tells. */
typedef struct
{
  FwFlowWhat what;
  gint64 at, due; /* when it is told, when it fell due; µs UTC. Stuck: the same */
  char *clock;
  guint run;
  guint step;     /* of an escalation */
  char *to;       /* (nullable): whom it is told to; NULL: the record's owner */
  char **skipped; /* (nullable): names of what fell due before it and is not told apart */
} FwFlowNotice;

void fw_flow_notice_free (FwFlowNotice *self);

/** FwFlowRun: one run of a clock of a record. */
typedef struct
{
  const FwFlowClock *description; /* of the case's flow */
  guint run;                      /* from 1 */
  FwClock *clock;
  /* What held when it was started, and holds for it whatever is published meanwhile; in the order
   * of the description's limits. A limit of -1: none. */
  gint64 *limits;
  /* Those of now: fw_flow_case_recount(). */
  FwCalendar **calendars;
  gint64 known_due; /* when it was due as it was kept last; G_MAXINT64: never, or not known */
} FwFlowRun;

/** FwFlowAnswer: what became of a move. */
typedef struct
{
  gboolean done;
  gboolean before; /* the same request was done before; this is its answer of then */
  FwFlowRefusal refusal;
  char *state;
  guint revision;
} FwFlowAnswer;

void fw_flow_answer_free (FwFlowAnswer *self);

/**
 * FwFlowCase:
 * Where a record stands in its flow. Pure: whoever keeps records hands in who, what and when, and
 * keeps what comes out; the members stand here for that. Everything that is told comes as notices
 * (element-type FwFlowNotice) in the order in which it fell due.
 */
typedef struct
{
  FwFlow *flow;   /* the version that it was begun under, until it is moved to another */
  char *state;    /* (nullable): before it begins */
  gint64 entered; /* when it came into the state; µs UTC */
  guint revision;
  char *grade;          /* (nullable): that the limits went by last */
  GPtrArray *runs;      /* of FwFlowRun, in the order of their starts */
  GPtrArray *entries;   /* of FwFlowEntry */
  GPtrArray *authors;   /* of names of persons */
  GHashTable *requests; /* of FwFlowAnswer by the id of a request */
} FwFlowCase;

FwFlowCase *fw_flow_case_new (FwFlow *flow);
void fw_flow_case_free (FwFlowCase *self);

/** fw_flow_case_begin: the record is made: revision 1, in the flow's first state. Returns: FALSE
 * with FW_ERROR_INVALID when a clock has no limit for it; nothing has changed then. */
gboolean fw_flow_case_begin (FwFlowCase *self,
                             const FwFlowRecord *record,
                             const FwFlowActor *actor,
                             FwFlowTime time,
                             GPtrArray *notices,
                             GError **error);

/** FwFlowAsk: a move that somebody wants to make. */
typedef struct
{
  FwFlowActor actor;
  const char *to;      /* the state */
  const char *request; /* (nullable): its id, so that a repeated one is done once */
  guint based_on;      /* the revision that was looked at; 0: whatever it is */
  const char *reason;  /* (nullable) */
  /* (nullable) (array zero-terminated=1): fields whose values came with it */
  const char *const *given;
  const char *content; /* (nullable): see FwFlowEntry */
  FwFlowTime time;
} FwFlowAsk;

/** fw_flow_case_move: Returns: (transfer full): done, or why not; then nothing has changed. */
FwFlowAnswer *fw_flow_case_move (FwFlowCase *self,
                                 const FwFlowRecord *record,
                                 const FwFlowAsk *ask,
                                 GPtrArray *notices);

/** fw_flow_case_judge: whether that somebody may make a move, but for its reason: for the buttons
 * of a page. */
FwFlowRefusal fw_flow_case_judge (const FwFlowCase *self,
                                  const FwFlowRecord *record,
                                  const FwFlowActor *actor,
                                  const FwFlowMove *move);

/** fw_flow_case_edit: the record was written otherwise than by a move.
 * @record: as it is now.
 * @fields: (array zero-terminated=1): those that hold something else than before.
 * Returns: FALSE with FW_ERROR_INVALID when a running clock has no limit for its new grade; nothing
 * has changed then. */
gboolean fw_flow_case_edit (FwFlowCase *self,
                            const FwFlowRecord *record,
                            const FwFlowActor *actor,
                            const char *const *fields,
                            FwFlowTime time,
                            GPtrArray *notices,
                            GError **error);

/** fw_flow_case_happen: a state is entered or a message comes in, without asking who may.
 * @name: of a state or message of the flow. @reopens: as a move says it.
 * Returns: FALSE with FW_ERROR_NOT_FOUND for another name, FW_ERROR_INVALID as above. */
gboolean fw_flow_case_happen (FwFlowCase *self,
                              const FwFlowRecord *record,
                              const FwFlowActor *actor,
                              const char *name,
                              gboolean reopens,
                              FwFlowTime time,
                              GPtrArray *notices,
                              GError **error);

/** fw_flow_case_extend: the running clock of that name has another limit (µs) from its start on.
 * Returns: FALSE with FW_ERROR_NOT_FOUND when none runs, FW_ERROR_FORBIDDEN when the actor may not;
 * without @actor nobody is asked. */
gboolean fw_flow_case_extend (
    FwFlowCase *self, const FwFlowActor *actor, const char *clock, gint64 limit, GError **error);

/** fw_flow_case_recount: open hours or holidays are otherwise, or the record is another's: what its
 * running clocks counted from their starts on is counted by the calendars of now. A breach that was
 * told and is none yet is withdrawn. */
void
fw_flow_case_recount (FwFlowCase *self, const FwFlowRecord *record, gint64 at, GPtrArray *notices);

/** fw_flow_case_run: makes the server's moves and tells all that fell due up to @at and was not
 * told yet. What happens at the same moment must be handed in before. */
void fw_flow_case_run (FwFlowCase *self, const FwFlowRecord *record, gint64 at, GPtrArray *notices);
/** fw_flow_case_next: the first moment at which fw_flow_case_run() has something to do, which may
 * be in the past. Returns: FALSE when there is none as things stand. */
gboolean fw_flow_case_next (const FwFlowCase *self, const FwFlowRecord *record, gint64 *at);

/** fw_flow_case_adopt: the record goes on under another version of its flow. Returns: FALSE with
 * FW_ERROR_INVALID when that has not the record's state or one of its clocks. */
gboolean fw_flow_case_adopt (FwFlowCase *self, FwFlow *flow, GError **error);

/** fw_flow_case_find_run: Returns: (nullable): the latest run of a clock. */
FwFlowRun *fw_flow_case_find_run (const FwFlowCase *self, const char *clock);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwFlowCase, fw_flow_case_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwFlowAnswer, fw_flow_answer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwFlowNotice, fw_flow_notice_free)

G_END_DECLS
