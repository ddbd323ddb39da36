/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "intake/calls/fw-call-mapping.h"

G_BEGIN_DECLS

/** fw_call_notations_settle: how durations are written where neither header nor mapping has a unit:
 * as parts of a day, or as minutes and seconds with a point between, which is told beside the
 * column.
 * @unit_ms: what each header says, 0 for nothing. FALSE: FW_ERROR_INVALID where "4.05" can be
 * either. */
gboolean fw_call_notations_settle (FwCallMapping *mapping,
                                   const guint *unit_ms,
                                   const FwSurvey *survey,
                                   GError **error);

G_END_DECLS
