/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-page.h"

G_BEGIN_DECLS

/** FwRequirementWritten: @refusal: (nullable): why it was not taken, translated; called also when
 * it was taken back. */
typedef void (*FwRequirementWritten) (FwPage *page, const char *refusal);

/** fw_requirement_write: what a position asks of a competency is @level from now on: the record of
 * both is changed, or one is made; 0 asks for nothing. The toast of @page takes it back. @position,
 * @competency: ids. */
void fw_requirement_write (FwPage *page,
                           const char *position,
                           const char *competency,
                           double level,
                           FwRequirementWritten done);

G_END_DECLS
