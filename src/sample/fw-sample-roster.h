/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sample/fw-sample-people.h"

G_BEGIN_DECLS

/** The roster that a sample comes with: whole weeks, of which the last is not published yet. */
#define FW_SAMPLE_ROSTER_WEEKS 4
#define FW_SAMPLE_ROSTER_BEFORE 2 /* of them before the week of the sample's day */

/** fw_sample_add_roster: appends to @records (element-type FwRecord) what everybody is planned for
 * in the weeks about @day, which is what they then do but for illness, and the rules of each team.
 */
void
fw_sample_add_roster (guint64 seed, const FwSamplePerson *people, gint32 day, GPtrArray *records);

G_END_DECLS
