/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/access/fw-access.h"
#include "core/calendar/fw-zone.h"
#include "core/fw-text.h"
#include "core/kind/fw-record.h"

G_BEGIN_DECLS

/**
 * FwDirectory:
 * The house as the floor needs it: who belonged to which team at a moment, what a queue carries,
 * which shift a moment falls into, and which policy was in force. Immutable: a change of a record
 * makes a new one. Made by the store from records and their history; safe from any thread.
 */
typedef struct _FwDirectory FwDirectory;

/** FwMembership: a person at a moment. The texts live as long as the directory; "" where not known.
 */
typedef struct
{
  const char *person; /* id */
  const char *name;
  const char *site;
  const char *team;
  const char *position;
  const char *shift; /* the person's own shift template, "" for that of the hour */
  gint32 hired;      /* days since 1970-01-01; G_MININT32 not known */
} FwMembership;

/** fw_membership_is_asked: whether @scope sees @who, and @sites, @teams and @people, each
 * (nullable) and NULL-terminated, hold hers; NULL: any. */
gboolean fw_membership_is_asked (const FwMembership *who,
                                 FwScope *scope,
                                 const char *const *sites,
                                 const char *const *teams,
                                 const char *const *people);

typedef struct
{
  const char *id;
  const char *name;
  const char *site;
  const char *team;
  const char *channel;
  const char *product;
} FwQueueEntry;

typedef struct
{
  const char *id;
  const char *name;
  FwZone *zone;
} FwSiteEntry;

/** FwRevision: a record as it was written at a moment. */
typedef struct
{
  FwRecord *record;
  gint64 written; /* µs UTC; G_MININT64: ever */
} FwRevision;

/**
 * fw_directory_new:
 * @revisions: of all kinds; those of one record in the order they were written; of kinds that are
 * not dated the last is enough. Deleted ones included, so that what is gone keeps its title. A
 * revision of a dated kind holds from the start of its "since" day at its site, without one from
 * when it was written (the first: since ever), and overrides what an earlier revision said of any
 * moment from then on.
 */
FwDirectory *fw_directory_new (const FwRevision *revisions, guint n_revisions);
/** fw_directory_new_from_records: @records: (element-type FwRecord): each as if written at the
 * beginning of time. */
FwDirectory *fw_directory_new_from_records (GPtrArray *records);

/** fw_directory_find_start: from when @revision, of a dated kind, holds; see fw_directory_new().
 * @first: no earlier revision of its record is known. Returns: µs UTC; G_MININT64 since ever. */
gint64 fw_directory_find_start (FwDirectory *self, const FwRevision *revision, gboolean first);

FwDirectory *fw_directory_ref (FwDirectory *self);
void fw_directory_unref (FwDirectory *self);

/** fw_directory_find_agent: by login name at the source. FALSE: nobody of that name in the house
 * (all texts are ""). */
gboolean
fw_directory_find_agent (FwDirectory *self, FwText login, gint64 at, FwMembership *membership);
/** fw_directory_find_person: by a record of the kind person, as @day ends at the site that the
 * record names. FALSE: the directory knows nobody of that id. */
gboolean fw_directory_find_person (FwDirectory *self,
                                   const FwRecord *record,
                                   gint32 day,
                                   FwMembership *membership);
/** fw_directory_find_post_start: the day from which somebody has been in the post that she holds as
 * @day ends, whatever else changed meanwhile. @since: (out). FALSE: she holds none, or has held it
 * since before anybody told. */
gboolean
fw_directory_find_post_start (FwDirectory *self, const FwRecord *record, gint32 day, gint32 *since);
/** fw_directory_find_queue: by id; FALSE: a queue nobody described (then its id is its name). */
gboolean fw_directory_find_queue (FwDirectory *self, FwText queue, FwQueueEntry *entry);

/** fw_directory_get_sites: (transfer none): GArray of FwSiteEntry; never empty: a centre without a
 * site has "main" in the zone of the machine. The first is the default. */
const GArray *fw_directory_get_sites (FwDirectory *self);
const FwSiteEntry *fw_directory_get_default_site (FwDirectory *self); /* (transfer none) */
const FwSiteEntry *fw_directory_find_site (FwDirectory *self, const char *id);

/** fw_directory_get_shift: Returns: (transfer none): id of the shift template of the site that @at
 * falls into (the person's own where it covers @at, else the one that started last); "" when none
 * does. */
const char *
fw_directory_get_shift (FwDirectory *self, const char *site, const char *own, gint64 at);

/** fw_directory_get_first_difference: Returns: the first moment (µs UTC) from which a contact or
 * state could be assigned or counted otherwise by @other than by @self: G_MININT64 when all of the
 * past could, G_MAXINT64 when none. Titles and targets do not count, they are looked up when shown.
 */
gint64 fw_directory_get_first_difference (FwDirectory *self, FwDirectory *other);

/** fw_directory_get_stamp: a number that is the same for directories that assign and count alike,
 * whatever else they say: what is kept beside figures tells by it whether they belong to this
 * house. */
guint64 fw_directory_get_stamp (FwDirectory *self);
/** fw_directory_get_latest: µs UTC: when the last of the revisions it was made of was written;
 * G_MININT64: it was made of none. */
gint64 fw_directory_get_latest (FwDirectory *self);

/** fw_directory_get_title: @kind "agent" takes a login name. Returns: (transfer none): what to call
 * a record of @kind on screen; @id itself for an unknown one. */
const char *fw_directory_get_title (FwDirectory *self, const char *kind, const char *id);

/** Policies: names are those of fw_policy_list(); the most particular wins: queue, then site, then
 * centre; of those the latest since ≤ @at; else the shipped default. */
typedef struct
{
  const char *name;  /* "service-level-seconds", "service-level", "connection-rate", "csat",
                        "handling-time-limit" ... */
  const char *label; /* N_() */
  const char *unit;  /* "s", "ratio", "days", "minutes", "" */
  double fallback;   /* the handbooks' figure (capabilities.md); NaN: none */
  double minimum, maximum;
} FwPolicy;

/** fw_policy_list: NULL-name-terminated. */
const FwPolicy *fw_policy_list (void);
const FwPolicy *fw_policy_find (const char *name);
double fw_directory_get_policy (
    FwDirectory *self, const char *name, const char *site, const char *queue, gint64 at);

/** FwPolicyDraft: a value that is not published; borrowed. */
typedef struct
{
  const char *name; /* of fw_policy_list() */
  const char *site; /* (nullable): every site */
  double value;
} FwPolicyDraft;

/** fw_directory_try_policy: what fw_directory_get_policy() would answer of its name, were @draft
 * published and held at @at: what is more particular goes before it. */
double fw_directory_try_policy (
    FwDirectory *self, const FwPolicyDraft *draft, const char *site, const char *queue, gint64 at);

/** fw_directory_get_policy_source: Returns: (transfer none) (nullable): where the value of a site
 * or of the centre is from, as somebody entered it, "" where that was not said; NULL where the
 * shipped value holds. */
const char *
fw_directory_get_policy_source (FwDirectory *self, const char *name, const char *site, gint64 at);

/** FwPace: how fast a channel is answered; each has a policy of its own, as a letter is not late
 * after the half minute in which a telephone is picked up. */
typedef enum
{
  FW_PACE_VOICE,   /* phone, video and all else: service-level-seconds */
  FW_PACE_CHAT,    /* chat: first-response-seconds */
  FW_PACE_MESSAGE, /* messaging, social: connected-within-seconds */
  FW_PACE_MAIL,    /* email: email-response-seconds; days off do not count */
  FW_N_PACES
} FwPace;

FwPace fw_pace_of_channel (const char *channel); /* as in the kind "queue"; "" is voice */

/** FwAnswerLimit: until when a contact of a queue is to be answered, for arrivals of one site day;
 * all in µs. */
typedef struct
{
  gint64 limit;  /* from the arrival on */
  gint64 opens;  /* an arrival before it counts from it on: the day is off; G_MININT64 none */
  gint64 closes; /* where days off begin; G_MAXINT64 none */
  gint64 off;    /* how long they are */
} FwAnswerLimit;

/** fw_answer_limit_get_due: Returns: until when a contact that arrived at @at is answered in time.
 */
static inline gint64
fw_answer_limit_get_due (const FwAnswerLimit *self, gint64 at)
{
  gint64 due = MAX (at, self->opens) + self->limit;

  return due > self->closes ? due + self->off : due;
}

/** fw_directory_get_answer_limit: of the site day that @at is in. A value of service-level-seconds
 * that the queue itself has goes before what its channel has. */
FwAnswerLimit fw_directory_get_answer_limit (
    FwDirectory *self, const char *site, const char *queue, FwPace pace, gint64 at);

/** fw_directory_get_longest_wait_s: the longest that somebody who came at @at to @queue may wait:
 * waiting-seconds-limit of the queue, else of the telephone; where people write, until the answer
 * is due. */
double fw_directory_get_longest_wait_s (
    FwDirectory *self, const char *site, const char *queue, FwPace pace, gint64 at);

/** fw_directory_get_waiting_limit: how many may wait in @queue; NaN for none: of those who write
 * only where the queue has a limit itself. */
double fw_directory_get_waiting_limit (
    FwDirectory *self, const char *site, const char *queue, FwPace pace, gint64 at);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwDirectory, fw_directory_unref)

G_END_DECLS
