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

/** FwOpenContact: offered and not ended yet. Its key in the table is that of the row. */
typedef struct
{
  gint64 at;          /* arrival */
  gint64 answered_at; /* 0: still waiting; else `ref` is its row */
  guint64 customer;   /* keyed hash; 0 not known */
  guint64 ledger;
  FwContactRef ref;
  guint16 source; /* index in sources */
  guint16 site;
  guint16 queue;
  guint16 agent;
  guint16 channel; /* as the source said; 0: the queue's */
  guint16 product;
} FwOpenContact;

typedef struct
{
  guint16 agent;
  guint16 site;  /* of the queue it was last seen at, for people nobody described */
  guint16 queue; /* of the contact in hand; 0 none */
  FwAgentState state;
  gint64 since;
  gint64 credited;    /* the state's time is in the cube up to here; since ≤ credited */
  gboolean announced; /* signed in by an event, not only seen working */
  gboolean paused;
  gboolean wrapping;
  char *reason;   /* of the pause; "" none */
  GArray *queues; /* guint16, ascending: signed in to; 0 = all */
  guint in_hand;
  gint32 day; /* that contacts_today counts */
  guint contacts_today;
} FwFloorAgent;

typedef struct
{
  char *name;
  gint64 last_at;
  gboolean wraps; /* tells when after-contact work ends, so a conversation's end begins it */
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
  guint32 target_ms;
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
  GArray *queues; /* FwFloorQueue by code */
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

  FwFloorTable *open;      /* FwOpenContact by key */
  GPtrArray *agents;       /* FwFloorAgent (nullable) by code */
  GPtrArray *sources;      /* FwFloorSource */
  GArray *products;        /* guint64 hash of the name by code, 0 not made yet */
  FwFloorTable *customers; /* FwFloorCustomer by hash of customer and product */
  gsize customers_limit;   /* prune when there are more */
  gint64 last_event;
  gint64 closed; /* states were credited up to here by fw_floor_close_states() */

  GHashTable *seen; /* day (UTC) -> FwFloorSeen */
  FwFloorSeen *seen_last;
  gint32 seen_last_day;
  FwSeenLoader loader;
  gpointer loader_data;
  guint64 events; /* counted since made, for trimming */

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
const FwFloorPolicies *
fw_floor_get_policies (FwFloor *self, guint16 site, guint16 queue, gint32 day, gint64 at);
const FwFloorMember *fw_floor_get_member (FwFloor *self, guint16 agent, gint64 at);
guint16 fw_floor_get_shift (FwFloor *self, guint16 site, guint16 own, gint64 at);
/* Team, shift, tenure and flags of a row, from its queue, agent, outcome, arrival and wait. */
void fw_floor_assign (FwFloor *self, guint16 site, FwContact *contact);
/* Team, shift and tenure of an agent's time in the half hour that begins then. */
void fw_floor_assign_time (FwFloor *self, guint16 site, gint64 half_hour, FwAgentTime *time);
guint16 fw_floor_intern (FwFloor *self, FwDimension dimension, FwText text);

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
void fw_floor_apply_restart (FwFloor *self, const FwEvent *event, guint16 source);
gboolean fw_floor_find_row (FwFloor *self, const FwEvent *event, guint64 key, FwContactRef *ref);

/* The key of the contact that @event, the one being applied, is about. */
guint64 fw_floor_get_key (FwFloor *self, const FwEvent *event);
guint64 fw_floor_hash_customer (FwFloor *self, const FwEvent *event); /* 0: not known */
void fw_floor_prefetch_customer (FwFloor *self, const FwEvent *event, guint64 customer);

/* people: fw-floor-agents.c */
FwFloorAgent *fw_floor_get_agent (FwFloor *self, guint16 agent);
void fw_floor_agent_free (FwFloorAgent *agent);
void fw_floor_agent_take (FwFloor *self, guint16 agent, guint16 site, guint16 queue, gint64 at);
void fw_floor_agent_release (FwFloor *self, guint16 agent, gboolean wraps, gint64 at);
void fw_floor_agent_was (
    FwFloor *self, guint16 agent, guint16 queue, FwAgentState state, gint64 from, gint64 to);
void fw_floor_apply_person (FwFloor *self, const FwEvent *event);

/* repeats: fw-floor-customers.c */
void fw_floor_note_customer (
    FwFloor *self, guint64 customer, guint16 site, gint64 window, FwContact *contact);

/* seen ids: fw-floor-seen.c */
gboolean fw_floor_see (FwFloor *self, gint64 at, guint64 id); /* TRUE: for the first time */
void fw_floor_prefetch_seen (FwFloor *self, gint64 at, guint64 id);
void fw_floor_seen_free (FwFloorSeen *seen);

/* digests and stored forms: fw-floor-store.c */
void fw_floor_clear_state (FwFloor *self);

G_END_DECLS
