/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/fw-mark.h"
#include "console/certificates/fw-certificate-item.h"

G_BEGIN_DECLS

/** How the board says what it shows. */
const char *fw_certificate_word (FwCertificateState state); /* translated */
FwMarkShape fw_certificate_shape (FwCertificateState state);
FwChartColor fw_certificate_color (FwCertificateState state);

/** fw_certificate_write_missing: Returns: (transfer full): "Pass by 2026-12-10"; a dash where
 * nothing is missing. */
char *fw_certificate_write_missing (const FwCertificateFacts *facts);

/** fw_certificate_write_forecast: Returns: (transfer full): who is without a certificate soon, as
 * the member "summary" of the answer tells it; "" where nobody holds one. */
char *fw_certificate_write_forecast (JsonObject *summary);

G_END_DECLS
