/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-asking-page.h"

G_BEGIN_DECLS

/** FwCertificatesPage: the certification board: who holds what until when and what is missing, how
 * many stand how, and who loses one soon. */
#define FW_TYPE_CERTIFICATES_PAGE (fw_certificates_page_get_type ())
G_DECLARE_FINAL_TYPE (FwCertificatesPage, fw_certificates_page, FW, CERTIFICATES_PAGE, FwAskingPage)

G_END_DECLS
