/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/roster/fw-calendar-choice.h"
#include "core/roster/fw-calendar-template.h"
#include "server/fw-planned-cover.h"
#include "store/fw-records.h"

G_BEGIN_DECLS

/** Days that are planned at once, at most. */
#define FW_ACTIVITY_PLAN_MOST_DAYS 100

/** FwActivityOccasion: one time that a template is due, for a team or a site. */
typedef struct
{
  FwCalendarOccurrence when;
  const FwSiteEntry *site; /* the directory's */
  char *team;              /* (nullable): NULL: of the whole site */
  GPtrArray *people;       /* FwRecord: who is to take part and does not yet */
  GArray *groups;          /* FwCalendarGroup, of those people */
  guint already;           /* people whose activity of it is there */
  guint left;              /* of people: those who can go at no time */
  guint waiting;           /* of people: those for whom there is no place this time */
  gboolean known;          /* something is published of its days */
  double before, after;    /* people-hours that lack on its days */
} FwActivityOccasion;

/** FwActivityPlan: what a calendar template takes off the phones on some days, as the roster stands
 * with its drafts. */
typedef struct
{
  FwRecords *records;
  FwScope *scope, *whole;
  FwDirectory *directory;
  FwRecord *record; /* the calendar template */
  FwCalendarTemplate template;
  gint32 first, last;
  gint64 now;
  GHashTable
      *there; /* person to GPtrArray of FwRecord: activities of the template, older ones too */
  GArray *occasions; /* FwActivityOccasion: by their days, then by site and team */
  GPtrArray *drafts; /* FwRecord: activities of it on those days that are not published */
  GPtrArray *tasks;  /* FwRecord: of peaks, that are not there yet */
  guint tasks_there;
  gboolean known;        /* something is published of those days */
  double before, after;  /* people-hours that lack on all of them */
  gboolean tasks_shared; /* they belong to a whole site, which is not the writer's */
} FwActivityPlan;

/**
 * fw_activity_plan_init: chooses who goes when, for people whom @scope may change. Who is planned
 * for an occasion already stays as she is.
 * @last: at most FW_ACTIVITY_PLAN_MOST_DAYS from @first on
 * Returns: FALSE: with FW_ERROR_NOT_FOUND where @scope shows no such template, FW_ERROR_CONFLICT
 * where it is not in use.
 */
gboolean fw_activity_plan_init (FwActivityPlan *self,
                                FwRecords *records,
                                FwScope *scope,
                                const char *template,
                                gint32 first,
                                gint32 last,
                                GError **error);
void fw_activity_plan_clear (FwActivityPlan *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FwActivityPlan, fw_activity_plan_clear)

/** FwActivityWritten: what became of a plan. */
typedef struct
{
  GPtrArray *made; /* char: ids of new activities */
  guint published; /* drafts of before that are published now */
  guint tasks;     /* new tasks of peaks */
} FwActivityWritten;

void fw_activity_written_clear (FwActivityWritten *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FwActivityWritten, fw_activity_written_clear)

/** fw_activity_plan_write: all that was chosen, or nothing: as drafts, or with @publish as told,
 * and the drafts of before with them. */
gboolean fw_activity_plan_write (FwActivityPlan *self,
                                 gboolean publish,
                                 FwActivityWritten *written,
                                 GError **error);

G_END_DECLS
