/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fw-records.h"

G_BEGIN_DECLS

/** fw_sample_put_cases: departments, and cases as they were written down and moved along in the
 * days before @now; data/sample/README.md tells them. The house is there already. @language:
 * (nullable): English. */
gboolean fw_sample_put_cases (FwRecords *records, const char *language, gint64 now, GError **error);

G_END_DECLS
