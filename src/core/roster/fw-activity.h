/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/kind/fw-record.h"
#include "core/roster/fw-day.h"

G_BEGIN_DECLS

/** fw_activity_check: what the fields of a record of the kind activity say together. */
gboolean fw_activity_check (const FwRecord *record, GError **error);

/** fw_activity_find_span: when @record, of the kind activity, is. Its kind is that of training:
 * nobody is missed meanwhile; of what is done at the phones it is work. */
FwDaySpan fw_activity_find_span (const FwRecord *record, FwZone *zone);

/** fw_activity_lay: lays it over what its person is to work; what is done at the phones changes
 * nothing. @source: as of FwDaySpan */
void fw_activity_lay (GArray *plan, const FwRecord *record, FwZone *zone, guint source);

G_END_DECLS
