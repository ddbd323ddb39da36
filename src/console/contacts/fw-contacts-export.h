/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-page.h"

G_BEGIN_DECLS

/** fw_contacts_export: asks for a file and writes the whole list into it as CSV, in the words of
 * the server. */
void fw_contacts_export (FwPage *page, const char *query, guint64 total);

/** fw_contacts_export_to: the same without asking. @done: (nullable): gets the error, NULL when
 * written */
void fw_contacts_export_to (FwPage *page,
                            const char *query,
                            guint64 total,
                            GFile *file,
                            void (*done) (FwPage *page, const GError *error));

G_END_DECLS
