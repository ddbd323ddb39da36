/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/records/fw-field-shape.h"
#include "core/people/fw-directory.h"

G_BEGIN_DECLS

/** fw_field_fault_describe: what would be accepted, in the language of the desk; what @error says
 * is for programs. @policy: (nullable): of a policy's value. Returns: (transfer full). */
char *fw_field_fault_describe (const FwField *field,
                               const FwFieldShape *shape,
                               const FwPolicy *policy,
                               const GError *error);

G_END_DECLS
