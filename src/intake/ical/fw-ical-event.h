/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "intake/ical/fw-ical-parse.h"
#include "intake/ical/fw-ical-rule.h"
#include "intake/ical/fw-ical-time.h"

G_BEGIN_DECLS

/** FwIcalTime: a moment and the zone it is told in. */
typedef struct
{
  gboolean is_date;
  gboolean computed; /* by a rule: nobody wrote it down */
  gint64 wall;       /* as the clock of the zone shows */
  FwIcalZone *zone;  /* (not owned); NULL: UTC */
} FwIcalTime;

gint64 fw_ical_time_to_utc (const FwIcalTime *self);

/** FwIcalZones: the zones that a file names, and the site's. */
typedef struct
{
  const FwIcalFile *file; /* only while it is read */
  FwIcalZone *site;
  GHashTable *known; /* char* -> FwIcalZone, owned */
} FwIcalZones;

/** fw_ical_zones_find: Returns: (transfer none) (nullable): NULL for one that is not known; never
 * UTC in its place. */
FwIcalZone *fw_ical_zones_find (FwIcalZones *self, const char *tzid);

/** FwIcalEvent: one VEVENT that was understood, or why it was not. */
typedef struct
{
  char *file;
  char *uid;     /* "" none */
  char *problem; /* (nullable) */
  GString *note;
  gint64 sequence, stamp;
  char *status, *summary, *person;
  FwIcalTime start;
  gboolean nominal; /* it is told how long; else when it ends, which is exact */
  FwIcalSpan span;
  gint64 end_wall; /* of the day of the start, where it ends at a time of the same zone */
  gboolean has_end_wall;
  GArray *rules;      /* FwIcalRule */
  GArray *more;       /* FwIcalTime: RDATE */
  GArray *less;       /* FwIcalTime: EXDATE */
  gboolean is_change; /* of one occurrence, or of it and all later ones */
  FwIcalTime changed;
  gboolean and_future;
} FwIcalEvent;

FwIcalEvent *fw_ical_event_new (const FwIcalComponent *component,
                                FwIcalZones *zones,
                                gboolean cancels,
                                const char *file);
void fw_ical_event_free (FwIcalEvent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwIcalEvent, fw_ical_event_free)

void fw_ical_event_add_note (FwIcalEvent *self, const char *note);

G_END_DECLS
