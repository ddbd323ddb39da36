/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-page.h"
#include "protocol/fw-json.h"

G_BEGIN_DECLS

/** fw_appraisal_hand_in: asks why, and hands the appraisal of @row in, with the figures as the
 * server finds them then. */
void fw_appraisal_hand_in (FwPage *page, JsonObject *row);
/** fw_appraisal_object: asks an agent what she objects to in her own. */
void fw_appraisal_object (FwPage *page, JsonObject *row);
/** fw_appraisal_take_note: of an agent's own. */
void fw_appraisal_take_note (FwPage *page, JsonObject *row);

G_END_DECLS
