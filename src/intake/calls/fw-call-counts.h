/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "intake/calls/fw-call-mapping.h"

G_BEGIN_DECLS

/** fw_call_counts_check: refuses a report whose rows count calls (of half hours, days, queues,
 * people) rather than being one each, with the names of the columns that count. A list that says of
 * each row who called, which call it is or how it ended is none, whatever else it counts. */
gboolean fw_call_counts_check (const FwCallMapping *mapping,
                               const FwText *header,
                               guint n_header,
                               const FwSurvey *survey,
                               GError **error);

G_END_DECLS
