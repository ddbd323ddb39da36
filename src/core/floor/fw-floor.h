/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cube/fw-cube.h"
#include "core/floor/fw-event-batch.h"
#include "core/floor/fw-struck.h"
#include "core/people/fw-directory.h"

G_BEGIN_DECLS

/**
 * FwFloor:
 * Folds events into contacts (which go to the cube as soon as it is decided whether they were
 * answered, and are patched when more is known) and into what each person does now. Deterministic,
 * whatever the clock says: floor and cube are those of all events in the order of their times, in
 * whichever order they came; where that cannot be told at once fw_floor_is_disordered() says so.
 * Callers hold the cube's write lock around fw_floor_apply().
 */
typedef struct _FwFloor FwFloor;

FwFloor *fw_floor_new (FwCube *cube, FwDirectory *directory);
void fw_floor_free (FwFloor *self);

/** fw_floor_set_key: 16 bytes, the centre's own; before the first batch. */
void fw_floor_set_key (FwFloor *self, const guint8 *key);

/**
 * fw_floor_set_directory:
 * From now on this is the house. The floor compares it with the one before over all days of the
 * cube, and rows and agent time of days on which a team, shift, tenure or limit differs are
 * assigned anew. Under the cube's write lock. Returns: FALSE when only a rebuild from the ledger
 * can tell (a site's clock, a queue's site, channel or product, or the repeat window changed); then
 * nothing was changed and the old directory stays.
 */
gboolean fw_floor_set_directory (FwFloor *self, FwDirectory *directory);

/** What became of the events of a batch. */
typedef struct
{
  guint64 events; /* all */
  guint64 applied;
  guint64 duplicates; /* (source, id) seen before: nothing changed */
  guint64 orphans;    /* about a contact nobody offered: survived by what the event itself tells */
  guint64 backwards;  /* earlier than the event before it of the same source */
  guint64 notes;      /* kept, change nothing */
  guint64 unmatched;  /* late facts without a contact */
  guint64 unended;    /* contacts that were closed because their end was never told */
  guint64 struck;     /* events that are struck out: nothing changed */
} FwFloorReport;

/** fw_floor_report_add: adds the counts of @other to those of @self. */
void fw_floor_report_add (FwFloorReport *self, const FwFloorReport *other);

void fw_floor_apply (FwFloor *self, FwEventBatch *batch, guint64 number, FwFloorReport *report);

/** fw_floor_is_disordered: Returns: TRUE when an event came so late that figures may be others than
 * with all events in the order of their times. Only the ledger, sorted, can tell then:
 * FwFloorDays. */
gboolean fw_floor_is_disordered (FwFloor *self);

/**
 * What is struck out (FwStruck) is passed over wherever it stands, so a floor must know of it
 * before it comes to it. fw_floor_expect_struck(): @self, new, takes over what @other knows.
 * fw_floor_meet_struck(): tells it an event of the type FW_EVENT_STRUCK; fw_floor_apply() does so
 * by itself, FwFloorDays does not. fw_floor_is_misstruck(): Returns: TRUE when, at the end of a
 * walk, something was applied that is struck out, or something passed over that is not: to be gone
 * through again, with what this one knows. fw_floor_list_struck(): Returns: (transfer full)
 * (element-type FwStruck): by moment.
 */
void fw_floor_expect_struck (FwFloor *self, FwFloor *other);
void fw_floor_meet_struck (FwFloor *self, const FwEvent *event);
gboolean fw_floor_is_misstruck (FwFloor *self);
GPtrArray *fw_floor_list_struck (FwFloor *self);

/**
 * FwFloorDays:
 * The events of some days of UTC, gathered from the batches of a ledger in its order, and applied
 * to a floor in the order of their times, which does not depend on that of the ledger. Days go
 * from the earliest to the latest.
 */
typedef struct _FwFloorDays FwFloorDays;
FwFloorDays *fw_floor_days_new (FwFloor *floor, gint32 first, gint32 last); /* both inclusive */
void fw_floor_days_free (FwFloorDays *self);
void fw_floor_days_add (FwFloorDays *self, FwEventBatch *batch, guint64 number);
/** fw_floor_days_apply: under the cube's write lock; what was applied is let go. @report:
 * (nullable): added to. */
void fw_floor_days_apply (FwFloorDays *self, FwFloorReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwFloorDays, fw_floor_days_free)
/** fw_floor_count_days: adds to @counts (gint32 day -> guint) how many events each day has. */
void fw_floor_count_days (FwEventBatch *batch, GHashTable *counts);

/**
 * fw_floor_adopt: takes over what @other, rebuilt beside on a cube of its own, holds; seen ids
 * stay. Its cube is adopted first (fw_cube_adopt()). @other is only good for freeing then.
 */
void fw_floor_adopt (FwFloor *self, FwFloor *other);

/** FwPerson: what one person does now. Texts and queues live until the next apply. */
typedef struct
{
  guint16 site;
  guint16 agent; /* code in the cube's AGENT dictionary */
  guint16 team;
  FwAgentState state;
  gint64 since;       /* µs UTC */
  const char *reason; /* of a pause, "" else */
  const char *queue;  /* of the contact in hand, "" else */
  guint contacts_today;
  const GArray *queues;    /* guint16: those it is signed in to; 0 among them: all, or not told */
  const GArray *paused_in; /* guint16: those of them in which it is paused alone */
} FwPerson;

typedef struct
{
  guint16 site;
  guint16 queue;
  guint16 team;
  guint16 channel;
  guint16 product;
  gint64 since; /* arrival of the contact, µs UTC */
} FwWaiting;

/** Under the cube's read lock. Returns: (transfer full): GArray of FwPerson (signed out ones left
 * out), of FwWaiting (longest first). */
GArray *fw_floor_list_people (FwFloor *self);
GArray *fw_floor_list_waiting (FwFloor *self);
/** fw_floor_find_overdue: Returns: when, of the open contacts of @source that by the clock @now
 * would be closed if its events went on, the last one is due, µs UTC; 0: there are none. */
gint64 fw_floor_find_overdue (FwFloor *self, const char *source, gint64 now);
gint64 fw_floor_get_last_event (FwFloor *self); /* µs UTC of the latest event; 0 none */

/** fw_floor_close_states: credits running states up to @now to the cube's agent time, so that
 * today's occupancy is current. Under the cube's write lock. */
void fw_floor_close_states (FwFloor *self, gint64 now);
gint64 fw_floor_get_closed (
    FwFloor *self); /* the latest such moment; two floors are compared when closed at the same */

/** FwFloorStates: @agent, a code of the cube, was in @state from @from to @to (µs UTC); @reason: of
 * a pause, "" else. @taken: what was told of this time before does not hold. */
typedef void (*FwFloorStates) (guint16 agent,
                               FwAgentState state,
                               const char *reason,
                               gint64 from,
                               gint64 to,
                               gboolean taken,
                               gpointer user_data);
/** fw_floor_set_states: @states: (nullable): is told of all time that the floor adds to the cube's
 * agent time, or takes away again. */
void fw_floor_set_states (FwFloor *self, FwFloorStates states, gpointer user_data);

/** fw_floor_make_token: Returns: (transfer full) (nullable): what may stand in the place of the
 * customer of @event and makes the same figures; NULL where it has none. From any thread. */
char *fw_floor_make_token (FwFloor *self, const FwEvent *event);
/** fw_floor_hash_customer: Returns: what stands for who called: alike for the number and for the
 * token in its place; 0: not known. */
guint64 fw_floor_hash_customer (FwFloor *self, const FwEvent *event);
/** fw_floor_get_contact_key: the key of the rows of a contact. */
guint64 fw_floor_get_contact_key (FwFloor *self, FwText source, FwText contact);

/** fw_floor_seal: seals a day of the cube; sealing moves rows, so only the floor does it. Under the
 * cube's write lock. */
void fw_floor_seal (FwFloor *self, const FwSegmentKey *segment);

/** Stored form of all that is not in the cube: open contacts, states, and the last event of each
 * source. */
GBytes *fw_floor_encode (FwFloor *self);
gboolean fw_floor_decode (FwFloor *self, GBytes *bytes, GError **error);
/** fw_floor_digest: Returns: (transfer full): hex over open contacts and states; with
 * fw_cube_digest() it says whether two floors are identical. */
char *fw_floor_digest (FwFloor *self);

/**
 * Seen ids, for duplicate detection: sorted 64-bit keys (little endian) of a day of UTC (a site's
 * day would follow the directory, and events that move to another site would be taken twice). The
 * loader fetches those of a day not in memory.
 */
typedef GBytes *(*FwSeenLoader) (gint32 day, gpointer user_data); /* (transfer full) (nullable) */
void fw_floor_set_seen_loader (FwFloor *self, FwSeenLoader loader, gpointer user_data);
GArray *fw_floor_list_seen (
    FwFloor *self); /* (transfer full): gint32, days changed since fw_floor_trim_seen() */
GBytes *fw_floor_get_seen (FwFloor *self, gint32 day); /* (transfer full) (nullable) */
/** fw_floor_trim_seen: all were stored: forgets those not needed lately, which the loader can bring
 * back. */
void fw_floor_trim_seen (FwFloor *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwFloor, fw_floor_free)

G_END_DECLS
