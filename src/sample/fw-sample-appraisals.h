/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fw-records.h"

G_BEGIN_DECLS

/** fw_sample_put_appraisals: indicators and weight sets, the appraisals of Care B in the three
 * periods before that of @day, views of its people in that of @day, and talks;
 * data/sample/README.md tells what is planted. The house is there already. @language: (nullable):
 * English. */
gboolean fw_sample_put_appraisals (
    FwRecords *records, guint64 seed, const char *language, gint32 day, gint64 now, GError **error);

G_END_DECLS
