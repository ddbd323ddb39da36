/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/flow/fw-flow-case.h"
#include "core/people/fw-functions.h"
#include "store/fw-record-batch.h"

G_BEGIN_DECLS

/** Characters of a reason at most. */
#define FW_RECORD_REASON_MAX 2000

/** FwRecordMove: what somebody asks of a record of a kind with a flow. All of it is borrowed. */
typedef struct
{
  const char *to;      /* the state that the move leads to */
  guint revision;      /* that was looked at; 0: whatever it is */
  const char *reason;  /* (nullable) */
  const char *request; /* (nullable): so that a move that is asked for twice is made once */
  /* (nullable): a record with values for @names, which are written with the move: both or neither
   */
  const FwRecord *fields;
  const char *const *names; /* (nullable): fields; NULL-terminated */
} FwRecordMove;

/**
 * fw_records_move: moves a record along: state, clocks, history and log in one transaction.
 * @refusal: (out): why it was not made; FW_FLOW_ALLOWED where that is no matter of the flow
 * @revision: (out): that it has now; of a request that was made before that of then
 * Returns: FALSE with an error whose message is a sentence: FW_ERROR_CONFLICT when somebody changed
 * it or it is in another state, FW_ERROR_FORBIDDEN, FW_ERROR_INVALID for a condition or a reason
 * that is missing; also as fw_records_put() where fields are written.
 */
gboolean fw_records_move (FwRecords *self,
                          FwScope *scope,
                          const FwKind *kind,
                          const char *id,
                          const FwRecordMove *move,
                          gint64 now,
                          FwFlowRefusal *refusal,
                          guint *revision,
                          GError **error);

/**
 * FwRecordEffect: what is to be written of other records as a move with an effect is made, in its
 * transaction: what it reads there stays so until it is written.
 * @name: as the flow has it; @record: after the move
 * Returns: (transfer full) (element-type FwRecordWrite): with records of its own; NULL with
 *   FW_ERROR_CONFLICT: it cannot be done as things are, and the move is not made either.
 */
typedef GArray *(*FwRecordEffect) (FwRecords *records,
                                   const char *name,
                                   const FwRecord *record,
                                   gint64 now,
                                   gpointer user_data,
                                   GError **error);
/** fw_records_set_effect: before anybody moves; without one a move with an effect is refused. */
void fw_records_set_effect (FwRecords *self, FwRecordEffect effect, gpointer user_data);

/** FwRecordWay: a move out of the present state, and whether the reader may make it. */
typedef struct
{
  const FwFlowMove *move;
  FwFlowRefusal refusal; /* of no reason nothing is said: it is asked for */
} FwRecordWay;

/** FwRecordFunction: who acts in a function of a record's flow. */
typedef struct
{
  const FwFlowFunction *function;
  GArray *actors;            /* FwFunctionActor, from near to far */
  gboolean covered;          /* one of them is there; else roles act that the flow names */
  const FwFunctionActor *as; /* (nullable): of @actors: what the reader acts as */
} FwRecordFunction;

/** fw_record_function_is_for_another: whether the reader acts in it as a deputy. */
gboolean fw_record_function_is_for_another (const FwRecordFunction *self);

/** FwRecordCase: where a record stands, for one reader. */
typedef struct
{
  FwRecord *record;
  FwFlowCase *flow_case;
  GArray *ways;      /* FwRecordWay; the server's moves are none */
  gboolean told;     /* a clock that runs has told something to what the reader is */
  GArray *functions; /* FwRecordFunction, in the order of the flow */
  /* (nullable): that the reader acts in for somebody who is away, and without which it would not
   * wait for her */
  const FwRecordFunction *stands_in;
  gpointer acting; /* what the texts of the functions live in */
} FwRecordCase;

void fw_record_case_free (FwRecordCase *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwRecordCase, fw_record_case_free)

/** fw_record_case_may_move: whether the reader may make one of the moves. */
gboolean fw_record_case_may_move (const FwRecordCase *self);

/** fw_records_read_case: of what @scope may see. FW_ERROR_NOT_FOUND; FW_ERROR_INVALID of a kind
 * without a flow. */
FwRecordCase *fw_records_read_case (FwRecords *self,
                                    FwScope *scope,
                                    const FwKind *kind,
                                    const char *id,
                                    gint64 now,
                                    GError **error);

/* ---- what falls due by itself ---- */

/** FwRecordTold: a record whose clocks told something, or which the server moved. */
typedef struct
{
  const FwKind *kind;
  char *id;
  guint revision;
  gboolean moved;
} FwRecordTold;

void fw_record_told_free (FwRecordTold *self);

/**
 * fw_records_run_clocks: lets up to @limit of the clocks that fell due by @now tell, each in one
 * transaction with its record, and makes the server's moves.
 * @told: (element-type FwRecordTold): appended to
 * @n: (out): how many records were looked at; less than @limit: there are no more
 */
gboolean fw_records_run_clocks (
    FwRecords *self, gint64 now, guint limit, GPtrArray *told, guint *n, GError **error);
/** fw_records_find_due: @at: (out): when fw_records_run_clocks() has something to do next;
 * G_MAXINT64: nothing as things stand. */
gboolean fw_records_find_due (FwRecords *self, gint64 *at, GError **error);

G_END_DECLS
