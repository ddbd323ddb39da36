/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sample/fw-sample-people.h"

G_BEGIN_DECLS

/** fw_sample_make_house: appends the records of a sample made on @day to @records (element-type
 * FwRecord). */
void fw_sample_make_house (
    guint64 seed, const FwSamplePerson *people, const char *zone, gint32 day, GPtrArray *records);

G_END_DECLS
