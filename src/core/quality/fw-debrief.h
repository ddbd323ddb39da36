/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/kind/fw-record.h"

G_BEGIN_DECLS

/* What happens to a debrief as it is written, whichever way it comes. */

/** fw_debrief_arrange: what it is called, by its person and matter. Of a new one that began with a
 * review or a risk, whose contact it is stands there: person, contact and day are taken from it,
 * whatever came in them. A review that is closed to other graders is not named: they may read the
 * debrief. @stored: (nullable). */
void fw_debrief_arrange (const FwRecord *stored, FwRecord *record, const FwKindLook *look);
/** fw_debrief_derive: masks personal numbers in all that people write. @stored: (nullable). */
void fw_debrief_derive (const FwRecord *stored, FwRecord *record);

/** fw_debrief_mask: masks personal numbers in texts of a record. @fields: (array
 * zero-terminated=1): their names; what is empty stays empty. */
void fw_debrief_mask (FwRecord *record, const char *const *fields);

G_END_DECLS
