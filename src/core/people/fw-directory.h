/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

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

FwDirectory *fw_directory_ref (FwDirectory *self);
void fw_directory_unref (FwDirectory *self);

/** fw_directory_find_agent: by login name at the source. FALSE: nobody of that name in the house
 * (all texts are ""). */
gboolean
fw_directory_find_agent (FwDirectory *self, FwText login, gint64 at, FwMembership *membership);
/** fw_directory_find_queue: by id; FALSE: a queue nobody described (then its id is its name). */
gboolean fw_directory_find_queue (FwDirectory *self, FwText queue, FwQueueEntry *entry);

/** fw_directory_get_sites: (transfer none): GArray of FwSiteEntry; never empty: a centre without a
 * site has "main" in the zone of the machine. The first is the default. */
const GArray *fw_directory_get_sites (FwDirectory *self);
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

/** fw_directory_get_stamp: a number that is the same for directories made of the same revisions on
 * a machine of the same zone: what is kept beside figures tells by it whether they belong to this
 * house. */
guint64 fw_directory_get_stamp (FwDirectory *self);

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
  double fallback;   /* the handbooks' figure (capabilities.md) */
  double minimum, maximum;
} FwPolicy;

/** fw_policy_list: NULL-name-terminated. */
const FwPolicy *fw_policy_list (void);
const FwPolicy *fw_policy_find (const char *name);
double fw_directory_get_policy (
    FwDirectory *self, const char *name, const char *site, const char *queue, gint64 at);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwDirectory, fw_directory_unref)

G_END_DECLS
