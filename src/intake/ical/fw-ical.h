/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "intake/ical/fw-ical-time.h"

G_BEGIN_DECLS

/** FwShiftOffer: one shift, or day of leave, that a calendar offers; or one that it does not. */
typedef struct
{
  char *file;
  char *uid; /* "" where there is none */
  gboolean rejected;
  gboolean is_date; /* start and end are days since 1970-01-01 and not seconds UTC */
  gint64 start, end;
  char *status; /* as it stands: CANCELLED, CONFIRMED …, or "" */
  char *summary;
  char *person; /* (nullable): address of the first attendee */
  char *note;   /* (nullable): why it is rejected, or what a person should see before taking it */
} FwShiftOffer;

#define FW_ICAL_MOST_OCCURRENCES 1000

/**
 * FwIcalReader:
 * Reads calendars in the order in which they arrived: of the same shift the higher SEQUENCE counts,
 * then the later DTSTAMP. Nothing is written; what is offered is a proposal.
 */
typedef struct _FwIcalReader FwIcalReader;

/** fw_ical_reader_new: @zone: of the site, for times without one; NULL with an error for one that
 * is not known. */
FwIcalReader *fw_ical_reader_new (const char *zone, GError **error);
void fw_ical_reader_free (FwIcalReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwIcalReader, fw_ical_reader_free)

/** fw_ical_reader_get_zone: Returns: (transfer none): of the site. */
FwIcalZone *fw_ical_reader_get_zone (FwIcalReader *self);

/** fw_ical_reader_add: FALSE with an error where nothing of the file can be taken. @name: of the
 * file, for the offers. */
gboolean fw_ical_reader_add (FwIcalReader *self, const char *name, GBytes *bytes, GError **error);

/** fw_ical_reader_expand: @from, @to: seconds UTC; series are expanded only between. Returns:
 * (transfer full) (element-type FwShiftOffer): in the order of files, uids and starts. */
GPtrArray *fw_ical_reader_expand (FwIcalReader *self, gint64 from, gint64 to);

G_END_DECLS
