/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/roster/fw-duty.h"

G_BEGIN_DECLS

/** fw_duty_write_breach: Returns: (transfer full): which rule is not kept, as a sentence. */
char *fw_duty_write_breach (const FwDutyBreach *breach);

G_END_DECLS
