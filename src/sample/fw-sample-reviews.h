/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "centre/fw-centre.h"

G_BEGIN_DECLS

/** fw_sample_put_reviews: three forms, and the reviews of the three weeks before that of @day: what
 * the plan of each asked for, two thirds of it in the last. After the contacts. */
gboolean fw_sample_put_reviews (
    FwCentre *centre, guint64 seed, const char *language, gint32 day, gint64 now, GError **error);

G_END_DECLS
