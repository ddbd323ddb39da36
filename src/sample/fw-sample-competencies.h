/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sample/fw-sample-people.h"

G_BEGIN_DECLS

/** fw_sample_add_competencies: appends competencies, what the positions of the house ask for, and a
 * year of evidence up to @day to @records (element-type FwRecord). */
void fw_sample_add_competencies (const FwSamplePerson *people, gint32 day, GPtrArray *records);

G_END_DECLS
