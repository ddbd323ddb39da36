/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fw-records.h"

G_BEGIN_DECLS

/** fw_sample_put_handbook: what was concluded before there were debriefs here, as it was entered at
 * @at. @language: (nullable). */
gboolean
fw_sample_put_handbook (FwRecords *records, const char *language, gint64 at, GError **error);

G_END_DECLS
