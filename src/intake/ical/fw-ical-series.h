/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "intake/ical/fw-ical-event.h"
#include "intake/ical/fw-ical.h"

G_BEGIN_DECLS

/** fw_ical_series_expand: one uid's shifts between two moments, seconds UTC, added to @offers.
 * @series: (nullable): what repeats; @changes: (array length=n_changes): of its occurrences. */
void fw_ical_series_expand (const FwIcalEvent *series,
                            FwIcalEvent *const *changes,
                            guint n_changes,
                            FwIcalZone *site,
                            gint64 from,
                            gint64 to,
                            GPtrArray *offers);

/** fw_shift_offer_new: of an event, without its time. @note: (nullable). */
FwShiftOffer *fw_shift_offer_new (const FwIcalEvent *event, const char *note);
void fw_shift_offer_free (gpointer offer);

G_END_DECLS
