/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** FwAuditWord: an act or an outcome of the audit trail: its name there, and what people call it.
 */
typedef struct
{
  const char *name;
  const char *label; /* translatable */
} FwAuditWord;

/** fw_audit_acts: Returns: the acts that this program knows, in the order in which people look for
 * them; ends with a NULL name. fw_audit_outcomes(): the same of outcomes. */
const FwAuditWord *fw_audit_acts (void);
const FwAuditWord *fw_audit_outcomes (void);
/** fw_audit_word: Returns: what @name is called, translated; @name itself where it is unknown. */
const char *fw_audit_word (const FwAuditWord *words, const char *name);

G_END_DECLS
