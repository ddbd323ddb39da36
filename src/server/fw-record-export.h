/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/kind/fw-record.h"
#include "server/fw-exchange.h"

G_BEGIN_DECLS

/** fw_record_export: replies with the records as CSV or XLSX, in the form that the import takes:
 * "id" and the fields by name, secrets left out. */
void fw_record_export (FwExchange *exchange, const FwKind *kind, GPtrArray *records, gboolean xlsx);

G_END_DECLS
