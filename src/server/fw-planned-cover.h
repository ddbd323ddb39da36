/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/roster/fw-cover.h"
#include "core/roster/fw-day.h"
#include "core/staffing/fw-need.h"
#include "store/fw-record-query.h"

G_BEGIN_DECLS

/** FwPlannedCover: who is planned on some days of a site, and what was published that they want. */
typedef struct
{
  FwZone *zone;           /* not owned */
  GHashTable *templates;  /* id to FwRecord: of the site */
  GPtrArray *shifts;      /* FwRecord: work and leave, from the day before to the day after */
  GPtrArray *needs;       /* FwNeed */
  GHashTable *activities; /* person to GPtrArray of FwRecord: of those days, drafts as well */
} FwPlannedCover;

/** FwPlannedChange: a day of somebody that is other than it is stored. */
typedef struct
{
  const char *person;
  gint32 day;
  const char *template; /* (nullable): no work */
} FwPlannedChange;

typedef struct
{
  gint64 from;    /* µs UTC */
  guint n;        /* half hours */
  gboolean known; /* something is published of it */
  double wanted[FW_NEED_MOST_MOMENTS], planned[FW_NEED_MOST_MOMENTS];
} FwPlannedDay;

/** fw_planned_cover_read: from the day @first to @last, of a site (nullable). Returns: FALSE: the
 * store does not answer. */
gboolean fw_planned_cover_read (FwPlannedCover *self,
                                FwRecords *records,
                                FwScope *whole,
                                FwZone *zone,
                                const char *site,
                                gint32 first,
                                gint32 last,
                                GError **error);
void fw_planned_cover_clear (FwPlannedCover *self);

/** fw_planned_cover_lay: what is planned of @date for who has @shift (nullable: @template alone):
 * work and breaks, and what takes her off the phones. @plan: (inout) (element-type FwDaySpan) */
void fw_planned_cover_lay (const FwPlannedCover *self,
                           gint32 date,
                           const char *template,
                           const FwRecord *shift,
                           GArray *plan);

/** fw_planned_cover_count: people by half hour of @date as they are stored, but for @changes, of
 * one cell at most one. */
void fw_planned_cover_count (const FwPlannedCover *self,
                             gint32 date,
                             const FwPlannedChange *changes,
                             guint n_changes,
                             FwPlannedDay *day);

G_END_DECLS
