/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/kind/fw-record.h"
#include "core/people/fw-certificate.h"

G_BEGIN_DECLS

/** fw_certificate_scheme_read: the rules that a record of the kind certificate-scheme holds.
 * Returns: FALSE with FW_ERROR_INVALID, "field: expectation". */
gboolean
fw_certificate_scheme_read (const FwRecord *record, FwCertificateScheme *scheme, GError **error);

G_END_DECLS
