/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/people/fw-directory.h"

G_BEGIN_DECLS

#define FW_MINUTES_PER_DAY 1440

/** FwPersonSpan: what one revision says of a person, from @start up to the next span's. */
typedef struct
{
  gint64 start;     /* µs UTC */
  gboolean present; /* FALSE: deleted */
  const char *login;
  FwMembership membership;
} FwPersonSpan;

typedef struct
{
  GArray *spans; /* FwPersonSpan, ascending; never empty */
} FwPersonHistory;

typedef struct
{
  FwQueueEntry entry;
  double short_abandon_s; /* NaN: by policy */
} FwQueueItem;

typedef struct
{
  const char *id;
  const char *site;
  guint start;  /* minutes after local midnight */
  guint length; /* minutes by the wall clock */
} FwShiftItem;

/** FwPolicySpan: a value that holds from @start to @end, µs UTC. */
typedef struct
{
  gint64 start, end;
  double value;
  const char *source; /* of the record */
} FwPolicySpan;

/** FwPolicyTable: the values of one policy, by how particular they are. */
typedef struct
{
  const FwPolicy *policy;
  GHashTable *by_queue; /* id -> GArray of FwPolicySpan */
  GHashTable *by_site;
  GArray *centre;
} FwPolicyTable;

/* All texts belong to the records kept in `records`. Nothing changes once fw_directory_new() has
 * returned. */
struct _FwDirectory
{
  gatomicrefcount references;
  GPtrArray *records;         /* FwRecord */
  GArray *sites;              /* FwSiteEntry */
  GHashTable *site_index;     /* id -> position + 1 */
  GPtrArray *shift_of_minute; /* by position of the site: const char *[FW_MINUTES_PER_DAY] */
  GHashTable *shifts;         /* id -> FwShiftItem */
  GHashTable *queues;         /* FwText* -> FwQueueItem */
  GHashTable *logins;         /* FwText* -> GPtrArray of FwPersonHistory */
  GPtrArray *people;          /* FwPersonHistory, owned */
  GHashTable *policies;       /* name -> FwPolicyTable */
  GHashTable *titles;         /* kind name -> GHashTable: id -> title */
  guint64 stamp;
  gint64 latest; /* µs UTC: when the last of its revisions was written */
};

/** fw_directory_find_span: the span that tells who @login was at @at; NULL: nobody of that name. */
const FwPersonSpan *fw_directory_find_span (FwDirectory *self, FwText login, gint64 at);

/** fw_directory_counted_policies: NULL-terminated: those that are counted with a contact; all
 * others are looked up when a figure is shown. */
extern const char *const fw_directory_counted_policies[];
/** fw_directory_make_stamp: when all else is made. */
void fw_directory_make_stamp (FwDirectory *self);

/** fw_directory_find_queue_policy: the value that @queue itself has of a policy at @at. */
gboolean fw_directory_find_queue_policy (
    FwDirectory *self, const char *name, const char *queue, gint64 at, double *value);

G_END_DECLS
