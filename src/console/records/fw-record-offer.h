/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "console/fw-pages.h"

G_BEGIN_DECLS

/**
 * fw_record_offer_take: writes the records that the program offers where a centre has none
 * (FwPageEntry.offer of the page @name), all or none, and says on @page what became of it. Who
 * pressed twice gets them once: their ids are given. Where nothing is offered it opens the page
 * where such records begin (FwPageEntry.next).
 */
void fw_record_offer_take (FwPage *page, const char *name);

/** fw_record_offer_show: puts a button on what stands where a page of records has none, which
 * takes what its entry offers, or opens the page where they begin; takes it away with @offers
 * FALSE, or where there is neither.
 * @action: what the button does
 */
void fw_record_offer_show (AdwStatusPage *empty,
                           const FwPageEntry *entry,
                           gboolean offers,
                           const char *action);

G_END_DECLS
