/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "centre/fw-centre.h"

G_BEGIN_DECLS

/** fw_sample_put_transcripts: what was said in some contacts of the week before that of @day, with
 * what is planted in them, as it came in during the days before @now. After the contacts. */
gboolean fw_sample_put_transcripts (
    FwCentre *centre, const char *language, gint32 day, gint64 now, GError **error);

G_END_DECLS
