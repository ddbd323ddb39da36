/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/roster/fw-roster-repair.h"
#include "server/fw-certificates.h"
#include "server/fw-own.h"
#include "server/fw-planned-cover.h"

G_BEGIN_DECLS

/** FwRosterRepairs: the roster of a team around days on which somebody of it falls out. */
typedef struct
{
  FwRecords *records;
  FwScope *whole;
  FwDirectory *directory;
  FwRecord *person; /* who falls out */
  FwZone *zone;     /* the directory's */
  gint64 now;
  gint32 first, last;   /* the days that fall out */
  GPtrArray *people;    /* FwRecord: of the team */
  GPtrArray *templates; /* FwRecord: of the site, by the numbers of shifts */
  FwRosterFill *roster;
  guint8 *lost, *fixed, *avoided;
  guint32 *barred;
  gboolean *needless; /* of each day of the roster: what fell out is nothing that lacks */
  gboolean *covered;  /* of each day: what fell out is somebody else's already */
  FwPlannedCover cover;
} FwRosterRepairs;

/** fw_roster_repairs_init: Returns: FALSE: with FW_ERROR_NOT_FOUND where @scope does not show
 * @person, FW_ERROR_INVALID where she is in no team or there is too much of it. */
gboolean fw_roster_repairs_init (FwRosterRepairs *self,
                                 FwRecords *records,
                                 FwCertificates *certificates,
                                 FwScope *scope,
                                 const char *person,
                                 gint32 first,
                                 gint32 last,
                                 GError **error);
void fw_roster_repairs_clear (FwRosterRepairs *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FwRosterRepairs, fw_roster_repairs_clear)

/** fw_roster_repairs_find_lost: Returns: (transfer none) (nullable): the shift that falls out on
 * @day (of the roster), of the kind shift-template. */
const FwRecord *fw_roster_repairs_find_lost (const FwRosterRepairs *self, guint day);
/** fw_roster_repairs_run: a proposal. Who is asked in it is not asked in the next one. */
FwRosterRepaired *fw_roster_repairs_run (FwRosterRepairs *self, GError **error);
/** fw_roster_repairs_list_changes: (element-type FwPlannedChange): what falls out, and what
 * @repaired (nullable) puts in its place. */
GArray *fw_roster_repairs_list_changes (const FwRosterRepairs *self,
                                        const FwRosterRepaired *repaired);

G_END_DECLS
