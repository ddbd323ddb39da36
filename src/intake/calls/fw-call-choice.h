/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "intake/calls/fw-call-mapping.h"

G_BEGIN_DECLS

/** fw_call_choose: the columns of ours that the mapping does not state, from the names in the
 * header where the values bear them out. FALSE: FW_ERROR_INVALID: two columns mean the same
 * equally. */
gboolean fw_call_choose (FwCallMapping *mapping,
                         const FwText *header,
                         guint n_header,
                         const FwSurvey *survey,
                         GError **error);

G_END_DECLS
