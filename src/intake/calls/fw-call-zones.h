/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "intake/calls/fw-call-row.h"
#include "intake/calls/fw-call-rows.h"

G_BEGIN_DECLS

/** fw_call_zones_choose: a column of zones, of those that are not @taken for anything else, tells
 * the list's zone where it names one, and each row's where it names several. */
void fw_call_zones_choose (FwCallMapping *mapping,
                           const FwText *header,
                           const gboolean *taken,
                           const FwSurvey *survey);

/** fw_call_zones_settle: the zone of a list is the one that the mapping states, else the one that a
 * header names, "Start Time (UTC)", else the one that a column of zones has in all rows, else the
 * one that a title above the header names, else the one that was given beside the list. Where a
 * column of zones names several, each row is read in its own. FALSE: FW_ERROR_INVALID with a zone
 * that means several, or is not known. */
gboolean fw_call_zones_settle (FwCallReader *reader, const FwCallRows *rows, GError **error);

G_END_DECLS
