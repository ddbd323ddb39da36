/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-asking-page.h"

G_BEGIN_DECLS

/** FwAuditPage: the audit trail for administrators: who did what, when and from where, and whether
 * anybody touched it. Reading it is an act that it tells. */
#define FW_TYPE_AUDIT_PAGE (fw_audit_page_get_type ())
G_DECLARE_FINAL_TYPE (FwAuditPage, fw_audit_page, FW, AUDIT_PAGE, FwAskingPage)

G_END_DECLS
