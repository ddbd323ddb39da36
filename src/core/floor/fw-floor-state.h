/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Inside of FwFloor: only src/core/floor includes this. What follows the directory alone is cached
 * in `house`. */

#include "core/floor/fw-floor-hash.h"
#include "core/floor/fw-floor-table.h"
#include "core/floor/fw-floor.h"

G_BEGIN_DECLS

/* Memberships are looked up once for each quarter of an hour: every time zone is a multiple of it.
 */
#define FW_FLOOR_SLOT (15 * FW_MINUTE)
#define FW_FLOOR_LATE_DAYS 30

/** Of an open contact. */
enum
{
  FW_OPEN_DIALLED = 1 << 0, /* the centre called: it has no row */
  FW_OPEN_OVER = 1 << 1,    /* kept only to know what is told twice */
  FW_OPEN_HAS_ROW = 1 << 2, /* `ref` is its row although it was not answered */
};

/** FwOpenContact: offered and not ended yet. Its key in the table is that of the row. */
typedef struct
{
  gint64 at;          /* arrival */
  gint64 answered_at; /* 0: still waiting; else `ref` is its row */
  gint64 taken_at;    /* whoever has it has had it since; 0: still waiting */
  gint64 last_at;     /* of the newest event about it */
  guint64 customer;   /* keyed hash; 0 not known */
  guint64 ledger;
  FwContactRef ref;
  guint8 last_rank; /* of that event: fw_floor_get_rank() */
  guint16 source;   /* index in sources */
  guint16 site;
  guint16 queue;
  guint16 agent;
  guint16 channel; /* as the source said; 0: the queue's */
  guint16 product;
  guint8 flags;
} FwOpenContact;

static inline gboolean
fw_floor_is_waiting (const FwOpenContact *open)
{
  return open->answered_at == 0 && (open->flags & (FW_OPEN_DIALLED | FW_OPEN_OVER)) == 0;
}

static inline gboolean
fw_floor_has_row (const FwOpenContact *open)
{
  return (open->answered_at != 0 && (open->flags & FW_OPEN_DIALLED) == 0) ||
         (open->flags & FW_OPEN_HAS_ROW) != 0;
}

/** FwFloorAct: something that changes what a person does. */
typedef enum
{
  FW_ACT_RELEASED, /* of a contact had since @from */
  FW_ACT_WAS,      /* in @state from @from until @at, told afterwards */
  FW_ACT_SIGNED_OUT,
  FW_ACT_SIGNED_IN,
  FW_ACT_PAUSED,
  FW_ACT_UNPAUSED,
  FW_ACT_PAUSE_REASON, /* of the pause that runs */
  FW_ACT_TAKEN         /* a contact */
} FwActKind;

typedef struct
{
  FwActKind kind;
  gint64 at;
  gint64 from;
  guint64 tie;  /* hash of the event's id: the order of what happened in one moment alike */
  guint16 site; /* of the contact that was taken */
  guint16 queue;
  FwAgentState state;
  gboolean wraps; /* a release begins after-contact work */
  char *reason;   /* (nullable): of a pause; owned by the history */
} FwFloorAct;

typedef struct _FwFloorAgent FwFloorAgent;

/** FwFloorHistory: what a person did lately and the state before it, so that what is told late, or
 * in the same moment, still takes its place. fw-floor-history.c. */
typedef struct
{
  FwFloorAgent *base; /* (nullable): before the first of @acts */
  GArray *acts;       /* (nullable): FwFloorAct by time */
  guint limit;        /* of @acts, before the oldest are let go */
} FwFloorHistory;

struct _FwFloorAgent
{
  guint16 agent;
  guint16 site;  /* of the queue it was last seen at, for people nobody described */
  guint16 queue; /* of the contact in hand; 0 none */
  FwAgentState state;
  gint64 since;
  gint64 credited;        /* the state's time is in the cube up to here; since ≤ credited */
  gboolean announced;     /* signed in by an event, not only seen working */
  gboolean paused;        /* everywhere, or in each queue that it is in */
  gboolean paused_at_all; /* told for all queues at once */
  gboolean wrapping;
  char *reason;      /* of the pause; "" none */
  GArray *queues;    /* guint16, ascending: signed in to; 0 = all */
  GArray *paused_in; /* guint16, ascending: queues in which it is paused by name */
  guint in_hand;
  gint32 day; /* that contacts_today counts */
  guint contacts_today;
  FwFloorHistory history;
};

typedef struct
{
  char *name;
  gint64 last_at;
  gint64 wraps_from; /* tells since then when after-contact work ends, so a conversation's end
                        begins it; G_MAXINT64 never */
  gint64 restart_at; /* the latest restart; G_MININT64 none */
  gint64 orphan_at;  /* the latest event of which no beginning was known; G_MININT64 none */
  gint64 due_at;     /* before then none of its open contacts is overdue */
} FwFloorSource;

/** FwFloorCustomer: the contacts of one customer about one product, as far as a repeat can still
 * refer to them. Times are seconds since 1990 and not 0: millions of these are gone through. */
typedef struct
{
  guint64 newest_key;
  guint32 newest;      /* arrival of the latest answered one; 0 none */
  guint32 first, last; /* arrival of the earliest and the latest of any outcome */
  guint16 newest_site;
  guint16 marked; /* newest is REPEATED already */
} FwFloorCustomer;

/** FwFloorQueue: what the house says of a queue. */
typedef struct
{
  gboolean known; /* looked up */
  guint16 site;
  guint16 team;
  guint16 channel;
  guint16 product;
} FwFloorQueue;

typedef struct
{
  guint16 queue;
  gint32 day;
  gboolean known;
  FwPace pace;
  FwAnswerLimit answer;
  guint32 short_ms;
  gint64 repeat_window;
} FwFloorPolicies;

typedef struct
{
  gint64 slot; /* number of the quarter; 0 free */
  guint16 agent;
  guint16 site; /* 0 not known */
  guint16 team;
  guint16 own_shift;
  guint8 tenure;
} FwFloorMember;

typedef struct
{
  gint64 minute; /* 0 free */
  guint16 site;
  guint16 own;
  guint16 shift;
} FwFloorShift;

#define FW_FLOOR_POLICY_PLACES 4096
#define FW_FLOOR_MEMBER_PLACES 16384
#define FW_FLOOR_SHIFT_PLACES 4096
#define FW_FLOOR_TEXT_PLACES 4096

typedef struct
{
  GArray *queues;    /* FwFloorQueue by code */
  GByteArray *paces; /* FwPace by code of the channel */
  guint16 first_site;
  FwFloorPolicies *policies; /* direct mapped */
  FwFloorMember *members;
  FwFloorShift *shifts;
} FwFloorHouse;

/* Texts of one batch repeat as the same bytes: their address stands for them while the batch is
 * applied. */
typedef struct
{
  const char *data;
  guint length;
  guint epoch;
  guint16 dimension;
  guint16 code;
} FwFloorText;

typedef struct
{
  FwFloorTable *ids; /* a set of hashes of (source, id) */
  gboolean dirty;
  guint64 used; /* events counted when last touched */
} FwFloorSeen;

struct _FwFloor
{
  FwCube *cube; /* not owned */
  FwDirectory *directory;
  FwFloorHouse house;
  FwFloorKey key;

  FwFloorTable *open;                /* FwOpenContact by key */
  guint seconds;                     /* keys made for contacts that stand in two queues */
  GPtrArray *agents;                 /* FwFloorAgent (nullable) by code */
  GPtrArray *sources;                /* FwFloorSource */
  GArray *products;                  /* guint64 hash of the name by code, 0 not made yet */
  FwFloorTable *customers;           /* FwFloorCustomer by hash of customer and product */
  gsize customers_limit;             /* prune when there are more */
  gint64 customers_reach;            /* seconds: the longest window so far */
  guint32 pruned_first, pruned_last; /* what was pruned lies between them; 0 nothing */
  FwFloorTable *unmatched;           /* a set: keys of contacts that late facts did not find */
  GArray *strays; /* guint64: keys that began without an offer in the moment of last_event */
  gint64 last_event;
  gboolean late;        /* the event being applied is not later than all before it */
  gboolean sorted;      /* events come in the order of their times: nothing can be out of it */
  gboolean disordered;  /* see fw_floor_is_disordered() */
  gint crediting;       /* 1: time is added to the cube, -1: taken away, 0: neither */
  gint64 closed;        /* states were credited up to here by fw_floor_close_states() */
  FwFloorStates states; /* (nullable) */
  gpointer states_data;

  GHashTable *seen; /* day (UTC) -> FwFloorSeen */
  FwFloorSeen *seen_last;
  gint32 seen_last_day;
  FwSeenLoader loader;
  gpointer loader_data;
  guint64 events; /* counted since made, for trimming */

  GHashTable *struck; /* (nullable): key -> FwFloorStruck */
  gboolean misstruck; /* something was applied that is struck out */

  FwFloorText *texts;
  guint epoch;      /* of the batch being applied */
  guint64 id;       /* of the event being applied: hash of (source, id) */
  guint64 customer; /* of the same: hash of the customer; 0 none */
};

/* house: fw-floor-house.c */
void fw_floor_house_init (FwFloor *self);
void fw_floor_house_clear (FwFloor *self);
/* Readers look queues of open contacts up without the right to write: they must be there. */
void fw_floor_warm_queues (FwFloor *self);
const FwFloorQueue *fw_floor_get_queue (FwFloor *self, guint16 queue);
const FwFloorPolicies *fw_floor_get_policies (
    FwFloor *self, guint16 site, guint16 queue, FwPace pace, gint32 day, gint64 at);
FwPace fw_floor_get_pace (FwFloor *self, guint16 channel);
const FwFloorMember *fw_floor_get_member (FwFloor *self, guint16 agent, gint64 at);
guint16 fw_floor_get_shift (FwFloor *self, guint16 site, guint16 own, gint64 at);
/* Team, shift, tenure and flags of a row, from its queue, agent, outcome, arrival and wait. */
void fw_floor_assign (FwFloor *self, guint16 site, FwContact *contact);
/* Team, shift and tenure of an agent's time in the half hour that begins then. */
void fw_floor_assign_time (FwFloor *self, guint16 site, gint64 half_hour, FwAgentTime *time);
guint16 fw_floor_intern (FwFloor *self, FwDimension dimension, FwText text);

/* events: fw-floor.c. @event was not seen before; @id: hash of (source, id) */
void fw_floor_take_event (FwFloor *self,
                          const FwEvent *event,
                          guint64 id,
                          guint64 customer,
                          guint64 number,
                          FwFloorReport *report);

/* contacts: fw-floor-contacts.c; each returns through the report what became of the event */
void fw_floor_apply_offered (
    FwFloor *self, const FwEvent *event, guint64 ledger, guint16 source, FwFloorReport *report);
void fw_floor_apply_answered (
    FwFloor *self, const FwEvent *event, guint64 ledger, guint16 source, FwFloorReport *report);
void fw_floor_apply_ended (
    FwFloor *self, const FwEvent *event, guint64 ledger, guint16 source, FwFloorReport *report);
void fw_floor_apply_unanswered (
    FwFloor *self, const FwEvent *event, guint64 ledger, guint16 source, FwFloorReport *report);
void fw_floor_apply_whole (
    FwFloor *self, const FwEvent *event, guint64 ledger, guint16 source, FwFloorReport *report);
void fw_floor_apply_wrapped_up (FwFloor *self,
                                const FwEvent *event,
                                guint16 source,
                                FwFloorReport *report);
void fw_floor_apply_late (FwFloor *self, const FwEvent *event, FwFloorReport *report);
/* The first reply is noted; who waits still is answered by it. */
void fw_floor_apply_replied (
    FwFloor *self, const FwEvent *event, guint64 ledger, guint16 source, FwFloorReport *report);
void fw_floor_apply_dialled (
    FwFloor *self, const FwEvent *event, guint64 ledger, guint16 source, FwFloorReport *report);
void fw_floor_apply_restart (
    FwFloor *self, const FwEvent *event, guint16 source, gint64 before, FwFloorReport *report);
/* Ends one that is out of the table already, at @at. @overdue: when it really ended is not known */
void fw_floor_close_open (FwFloor *self,
                          guint64 key,
                          const FwOpenContact *open,
                          gint64 at,
                          gboolean overdue,
                          FwFloorReport *report);
/* The last row of the key up to thirty days back; and the one within a day of the event. */
gboolean fw_floor_find_row (FwFloor *self, const FwEvent *event, guint64 key, FwContactRef *ref);
gboolean fw_floor_find_near (FwFloor *self, const FwEvent *event, guint64 key, FwContactRef *ref);

/* rows: fw-floor-rows.c */
static inline guint32
fw_floor_clamp_ms (gint64 ms)
{
  return (guint32) CLAMP (ms, 0, (gint64) G_MAXUINT32);
}
/* @wait_ms: FW_EVENT_NO_TIME where neither the source nor two moments tell */
void fw_floor_fill_row (FwFloor *self,
                        const FwOpenContact *open,
                        guint64 key,
                        FwOutcome outcome,
                        gint64 wait_ms,
                        FwContact *row);
void
fw_floor_append_row (FwFloor *self, const FwOpenContact *open, FwContact *row, FwContactRef *ref);
/* A new row, or what is there already told better. */
void
fw_floor_write_row (FwFloor *self, const FwOpenContact *open, FwContact *row, FwContactRef *ref);

/* match: fw-floor-match.c; Returns: (nullable): NULL where there is none */
/* The open contact of the event's id and queue. @key: (out): the one to begin it under. */
FwOpenContact *fw_floor_find_open (FwFloor *self, const FwEvent *event, guint64 *key);
/* One that waits under another id and has waited as long as @event states; it goes on as @key. */
FwOpenContact *
fw_floor_match_waiting (FwFloor *self, const FwEvent *event, guint16 source, guint64 key);
/* One that the person of @event has in hand under another id. @key: (out) */
FwOpenContact *
fw_floor_match_ended (FwFloor *self, const FwEvent *event, guint16 source, guint64 *key);
/* The row of @key that @event tells once more, in the same queue and of the same arrival. */
gboolean fw_floor_find_decided (
    FwFloor *self, const FwEvent *event, guint64 key, FwContactRef *ref, FwContact *row);

/* ends that are missing: fw-floor-overdue.c */
/* Earlier than this no contact that arrived at @at can be overdue. */
gint64 fw_floor_get_least_due (gint64 at);
void fw_floor_close_overdue (FwFloor *self, guint16 source, gint64 at, FwFloorReport *report);

/* The key of the contact that @event, the one being applied, is about. */
guint64 fw_floor_get_key (FwFloor *self, const FwEvent *event);
void fw_floor_prefetch_customer (FwFloor *self, const FwEvent *event, guint64 customer);

/* people: fw-floor-agents.c */
FwFloorAgent *fw_floor_get_agent (FwFloor *self, guint16 agent);
void fw_floor_agent_free (FwFloorAgent *agent);
void fw_floor_agent_take (FwFloor *self, guint16 agent, guint16 site, guint16 queue, gint64 at);
/* @from: since when the person had the contact */
void fw_floor_agent_release (FwFloor *self, guint16 agent, gboolean wraps, gint64 from, gint64 at);
void fw_floor_agent_was (
    FwFloor *self, guint16 agent, guint16 queue, FwAgentState state, gint64 from, gint64 to);
void fw_floor_apply_person (FwFloor *self, const FwEvent *event);
/* For the history: what an act does to a state, and how a state's time is counted. */
void fw_floor_agent_act (FwFloor *self, FwFloorAgent *person, const FwFloorAct *act);
void fw_floor_agent_credit (FwFloor *self, FwFloorAgent *person, gint64 from, gint64 to);

/* history: fw-floor-history.c */
void fw_floor_history_begin (FwFloorAgent *person);
void fw_floor_history_take (FwFloor *self, FwFloorAgent *person, const FwFloorAct *told);
/* TRUE: something that the person did is known of @at or later. */
gboolean fw_floor_history_reaches (const FwFloorAgent *person, gint64 at);
void fw_floor_history_clear (FwFloorHistory *self);

/* order: fw-floor-order.c */
/* What follows from the event being applied may be another for its coming late. */
void fw_floor_flag (FwFloor *self);
guint fw_floor_get_rank (const FwEvent *event);
/* Flags the event being applied where it is out of order among those of its contact. @open:
 * (nullable): the contact as it stands */
void fw_floor_check_contact (
    FwFloor *self, const FwEvent *event, guint64 key, guint16 source, FwOpenContact *open);
/* A row of @key comes late that facts may have looked for. */
void fw_floor_check_unmatched (FwFloor *self, guint64 key);
/* @row: what the late fact is told of */
void fw_floor_check_fact (FwFloor *self, const FwEvent *event, const FwContact *row);
void fw_floor_note_stray (FwFloor *self, guint64 key);

/* what is struck out: fw-floor-struck.c */
/** FwFloorStruck: @met: its event was gone through, not only expected. */
typedef struct
{
  guint64 key;
  FwStruck *struck;
  gboolean met;
} FwFloorStruck;

gboolean fw_floor_finds_struck (FwFloor *self, const FwEvent *event);
/* Asked for each event; nearly always there are none. */
static inline gboolean
fw_floor_is_struck (FwFloor *self, const FwEvent *event)
{
  return G_UNLIKELY (self->struck != NULL) && fw_floor_finds_struck (self, event);
}
/** fw_floor_encode_struck: Returns: (transfer full) (nullable): NULL: nothing is. */
GBytes *fw_floor_encode_struck (FwFloor *self);
gboolean fw_floor_decode_struck (FwFloor *self, GBytes *bytes);
void fw_floor_add_struck (FwFloor *self, GByteArray *digest);
/* seen ids: fw-floor-seen.c. Returns: whether it was, without seeing it now. */
gboolean fw_floor_has_seen (FwFloor *self, gint64 at, guint64 id);

/* repeats: fw-floor-customers.c */
void fw_floor_note_customer (
    FwFloor *self, guint64 customer, guint16 site, gint64 window, FwContact *contact);

/* Whether what was seen at @second, as in an entry, is too new to be pruned. */
gboolean fw_floor_is_lasting (FwFloor *self, guint32 second);

/* seen ids: fw-floor-seen.c */
gboolean fw_floor_see (FwFloor *self, gint64 at, guint64 id); /* TRUE: for the first time */
void fw_floor_prefetch_seen (FwFloor *self, gint64 at, guint64 id);
void fw_floor_seen_free (FwFloorSeen *seen);

/* digests and stored forms: fw-floor-store.c */
void fw_floor_clear_state (FwFloor *self);

G_END_DECLS
