/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "centre/fw-centre.h"
#include "core/quality/fw-sampling.h"

G_BEGIN_DECLS

/** FwWeekPerson: who answered contacts of the week, where she was when the first of them came. */
typedef struct
{
  char *id;
  char *name;
  guint contacts;
} FwWeekPerson;

/** FwWeekContact: one that somebody of the house answered. */
typedef struct
{
  FwContactRef ref;
  gint64 at; /* µs UTC */
  guint64 key;
  guint16 team; /* code */
  guint person; /* index in people */
  guint risks;  /* FwRisk */
  FwSampled sampled;
} FwWeekContact;

/** FwWeek: the contacts of a week, and which of them are to be reviewed: the same plan for whoever
 * asks. */
typedef struct
{
  gint32 monday;
  FwZone *zone;     /* of the centre's first site, whose days these are */
  GArray *people;   /* FwWeekPerson */
  GArray *contacts; /* FwWeekContact, by arrival within each site */
  GHashTable *keys; /* key -> index in contacts */
  FwDirectory *directory;
} FwWeek;

/** fw_centre_read_week: @monday: any day of the week. Returns: (transfer full). */
FwWeek *fw_centre_read_week (FwCentre *self, gint32 monday);
void fw_week_free (FwWeek *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwWeek, fw_week_free)

/** fw_week_get_monday: of the week of @day. */
gint32 fw_week_get_monday (gint32 day);

/** fw_week_find: Returns: the index of the contact that a review calls “source/id”, -1 where the
 * week has none. */
gint fw_week_find (FwCentre *centre, const FwWeek *self, const char *contact);
/** fw_week_get_site, fw_week_get_team: Returns: (transfer none): ids. */
const char *fw_week_get_site (FwCentre *centre, const FwWeekContact *contact);
const char *fw_week_get_team (FwCentre *centre, const FwWeekContact *contact);

/** fw_week_is_second: whether the contact, where it is reviewed, is scored a second time. */
gboolean fw_week_is_second (FwCentre *centre, const FwWeek *self, const FwWeekContact *contact);
/** fw_centre_draw_review: a FwRecordsDraw; @centre: a FwCentre. Whether a new review begins closed
 * to other graders, as its contact is scored a second time. */
gboolean fw_centre_draw_review (const FwRecord *review, gpointer centre);

/** fw_centre_name_week: Returns: (transfer full) (element-type FwContactLine): the contacts at
 * @indices, in that order. */
GPtrArray *fw_centre_name_week (
    FwCentre *self, const FwWeek *week, const guint *indices, guint n, GError **error);

G_END_DECLS
