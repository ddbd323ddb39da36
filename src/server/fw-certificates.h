/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/people/fw-certificate-board.h"
#include "store/fw-records.h"

G_BEGIN_DECLS

/** FwCertificates: keeps the board of the store's certificates until a record is written, so that
 * filtering, sorting and paging read nothing. Safe from any thread. */
typedef struct _FwCertificates FwCertificates;

FwCertificates *fw_certificates_new (FwRecords *records);
void fw_certificates_free (FwCertificates *self);

/** fw_certificates_get: Returns: (transfer full): as of the last change; NULL: the store does not
 * answer. */
FwCertificateBoard *fw_certificates_get (FwCertificates *self, GError **error);

G_END_DECLS
