/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/flow/fw-clock.h"
#include "core/flow/fw-flow-condition.h"

G_BEGIN_DECLS

/**
 * A flow: how records of a kind are moved along, by whom, and by when. docs/flows.md tells how one
 * is written. Lists of names are NULL-terminated and never NULL.
 */

typedef struct
{
  char *name, *label;
  gboolean ends;  /* nothing is owed any more */
  gboolean voids; /* all clocks end without a result */
  guint line;     /* in the description, for faults; 0: none */
} FwFlowState;

/** FW_FLOW_ENTERED: what stands for the moment at which a record came into its state, where no
 * field is called so. */
#define FW_FLOW_ENTERED "entered"

/** FwFlowMoment: when the server makes a move by itself: a date or moment of the record, so much
 * later. */
typedef struct
{
  char *field;   /* "entered": the moment at which the record came into its state */
  char *policy;  /* (nullable): its value is added, in @unit */
  gint64 offset; /* µs to add; with a policy 1 or -1 */
  gint64 unit;   /* µs */
} FwFlowMoment;

typedef struct
{
  char *label;
  char **from;
  char *to;
  char **by;                  /* roles, functions, relations, "server" */
  gboolean sign;              /* asks for a reason, and is chained */
  gboolean reopens;           /* clocks answer by their reopen */
  char **asks;                /* fields whose values come with the move */
  FwFlowCondition *condition; /* (nullable): must be so */
  char *other_than;           /* (nullable): a relation that whoever makes the move must not have;
                                 "author": has entered or changed a guarded field */
  FwFlowCondition *other_than_if; /* (nullable): only then; also when it cannot be told */
  FwFlowMoment *when;             /* (nullable): by the server */
  char *effect; /* (nullable): what is written of other records in the same transaction, by its name
                   in the program that keeps the store */
  guint line;
} FwFlowMove;

/** FwFlowFunction: what people do beside their roles; who acts in it whoever keeps records knows.
 */
typedef struct
{
  char *name, *label;
  char **otherwise; /* roles that do it where nobody is there who acts in it */
  guint line;
} FwFlowFunction;

/** FwFlowMessage: something that happens without another state: a customer writes. */
typedef struct
{
  char *name, *label;
  char **by;
  guint line;
} FwFlowMessage;

/** FwFlowGuard: fields whose change makes an author, and takes back what was confirmed of them. */
typedef struct
{
  char **fields;
  char **voids; /* states that do not outlive such a change */
  char *to;     /* (nullable): where it then goes */
  guint line;
} FwFlowGuard;

typedef struct
{
  char *grade;      /* (nullable): for every grade that has none of its own */
  gint64 limit;     /* µs; -1: only by policy. With a policy: when that is not set */
  char *policy;     /* (nullable): its value is the limit, in @unit: "policy.NAME", or
                       "REFERENCE.FIELD" of what a field refers to */
  gint64 unit;      /* µs */
  char *hours;      /* (nullable): whose calendar it is counted by; NULL: elapsed time */
  gboolean by_days; /* 24 h of it are one day on which that is open */
} FwFlowLimit;

typedef struct
{
  gint64 after; /* µs that are counted after the limit */
  char *to;     /* whom it is told to */
} FwFlowStep;

typedef enum
{
  FW_FLOW_REOPEN_NONE,     /* done is done */
  FW_FLOW_REOPEN_RESTART,  /* a new run with the whole limit */
  FW_FLOW_REOPEN_CONTINUE, /* it goes on; the time in between was a pause */
  FW_FLOW_REOPEN_AGAIN     /* a new run whenever it is started anew */
} FwFlowReopen;

typedef struct
{
  char *name, *label;
  char **start, **until; /* states entered, messages */
  char **pause_in;       /* states */
  FwFlowLimit *limits;
  guint n_limits;
  FwFlowStep *steps;
  guint n_steps;
  gint64 warn_left; /* µs; 0: no warning */
  char *warn_to;    /* (nullable): whom a warning is told to; NULL: the record's owner */
  char **extend_by; /* who may give it another limit by hand */
  FwFlowReopen reopen;
  gboolean latest; /* of what fell due unseen, only the most urgent is told */
  guint line;
} FwFlowClock;

typedef struct
{
  char *name, *type;
  guint line;
} FwFlowField;

/** FwFlow: reference counted; immutable once it is read. */
typedef struct
{
  gatomicrefcount references;
  char *name, *label;
  char *start;     /* the state of a new record */
  char *graded_by; /* (nullable): the field that the limits go by */
  char *version;   /* a digest of its text: what a record keeps that was begun under it */
  char *text;      /* (nullable): what it was read from */
  gboolean any;    /* names of states need no description: every event is one */
  GArray *states, *moves, *messages, *guards, *clocks; /* of the structs above */
  GArray *fields;                                      /* that conditions may ask for */
  GArray *functions;                                   /* whom moves and steps may name */
  guint line;
} FwFlow;

/** fw_flow_new: Returns: (transfer full): an empty one, to be filled before anybody else has it. */
FwFlow *fw_flow_new (const char *name);
FwFlow *fw_flow_ref (FwFlow *self);
void fw_flow_unref (FwFlow *self);

const FwFlowState *fw_flow_find_state (const FwFlow *self, const char *name);     /* (nullable) */
const FwFlowMessage *fw_flow_find_message (const FwFlow *self, const char *name); /* (nullable) */
/** fw_flow_find_move: Returns: (nullable): the first from one state to another. */
const FwFlowMove *fw_flow_find_move (const FwFlow *self, const char *from, const char *to);
const FwFlowClock *fw_flow_find_clock (const FwFlow *self, const char *name);       /* (nullable) */
const FwFlowField *fw_flow_find_field (const FwFlow *self, const char *name);       /* (nullable) */
const FwFlowFunction *fw_flow_find_function (const FwFlow *self, const char *name); /* (nullable) */
/** fw_flow_is_guarded: whether a change of the field makes an author. */
gboolean fw_flow_is_guarded (const FwFlow *self, const char *field);

/** fw_flow_clock_find_limit: Returns: the index of the limit for a grade; -1 when there is none. */
gint fw_flow_clock_find_limit (const FwFlowClock *self, const char *grade);

/** fw_flow_clock_counts_hours: whether one of its limits is counted by open hours. */
gboolean fw_flow_clock_counts_hours (const FwFlowClock *self);

/** FwFlowFault: what is wrong with a description, and in which line. */
typedef struct
{
  guint line;
  char *sentence;
} FwFlowFault;

void fw_flow_fault_free (FwFlowFault *self);

/** fw_flow_fault: adds one to a list. */
void fw_flow_fault (GPtrArray *faults, guint line, const char *format, ...) G_GNUC_PRINTF (3, 4);

/**
 * fw_flow_read: reads a description: a flow, or a kind that holds one, whose fields it then knows.
 * @faults: (element-type FwFlowFault): what is found wrong is added, by line; at most 100.
 * Returns: (transfer full): NULL when anything is wrong.
 */
FwFlow *fw_flow_read (const char *text, gsize length, GPtrArray *faults);

/** fw_flow_check: what can be told of a whole flow alone: states that are not reached, moves that
 * nobody can make, clocks that nothing stops, pauses without a way out, fields that are not there,
 * guards on nothing. Adds to @faults. */
void fw_flow_check (const FwFlow *self, GPtrArray *faults);

/** fw_flow_names: Returns: (transfer full) (array zero-terminated=1): the flows that come with the
 * product, by name. */
char **fw_flow_names (void);
/** fw_flow_find: Returns: (transfer full): the flow of that name that comes with the product; NULL
 * with FW_ERROR_NOT_FOUND. */
FwFlow *fw_flow_find (const char *name, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwFlow, fw_flow_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwFlowFault, fw_flow_fault_free)

G_END_DECLS
