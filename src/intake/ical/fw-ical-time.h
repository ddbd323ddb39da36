/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** FwIcalMoment: a date or a date-time as it stands. */
typedef struct
{
  gboolean is_date;
  gboolean utc; /* with a Z */
  gint64 wall;  /* seconds since 1970-01-01 as the clock shows; of a date its first */
} FwIcalMoment;

/** fw_ical_moment_parse: "20260302", "20260302T080000", "20260302T080000Z". Returns: (nullable)
 * (transfer full): NULL, or what is wrong, such as "30 February does not exist". */
char *fw_ical_moment_parse (const char *text, FwIcalMoment *moment);

/** FwIcalSpan: how long: days as the calendar counts them, and exact seconds. */
typedef struct
{
  gint32 days;
  gint64 seconds;
} FwIcalSpan;

/** fw_ical_span_parse: "P1D", "PT8H30M", "P1W". FALSE where it is none. */
gboolean fw_ical_span_parse (const char *text, FwIcalSpan *span);

/** FwIcalZone: of a file's own description, or of the system. */
typedef struct _FwIcalZone FwIcalZone;

/** fw_ical_zone_new_system: Returns: (transfer full) (nullable): NULL for a name that neither the
 * time zone database nor Windows has. */
FwIcalZone *fw_ical_zone_new_system (const char *name);
/** fw_ical_zone_new_prefixed: "/example.org/2026/Europe/Berlin" by its last parts. */
FwIcalZone *fw_ical_zone_new_prefixed (const char *name);
/** fw_ical_zone_new: one without any change yet. */
FwIcalZone *fw_ical_zone_new (void);
/** fw_ical_zone_add: from @wall, as its clock showed before, the offset is @to, seconds east. */
void fw_ical_zone_add (FwIcalZone *self, gint64 wall, gint32 from, gint32 to);
void fw_ical_zone_free (FwIcalZone *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwIcalZone, fw_ical_zone_free)

/** fw_ical_zone_to_utc: a time that the clocks skip is read with the offset before they do, of one
 * shown twice the first is meant. */
gint64 fw_ical_zone_to_utc (FwIcalZone *self, gint64 wall);
/** fw_ical_zone_to_utc_late: the same, but of a time shown twice the second, as what a rule makes
 * is read by others. */
gint64 fw_ical_zone_to_utc_late (FwIcalZone *self, gint64 wall);
gint64 fw_ical_zone_from_utc (FwIcalZone *self, gint64 utc);

G_END_DECLS
