/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "protocol/fw-list-report.h"

G_BEGIN_DECLS

/** fw_list_print: how a call list was understood: rows that were left out, by reason; what each
 * column was taken for, and which are not used; words that were not understood. @source: the name
 * of the feed. Nothing where no list was read. */
void fw_list_print (const FwListReport *list, const char *source);

/** fw_alike_print: names that differ only in case. @alike: char**: "agent" or "queue", the names.
 */
void fw_alike_print (const GPtrArray *alike);

G_END_DECLS
