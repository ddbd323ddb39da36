/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FwImports:
 * The imports that run now, by the ticket that whoever sent the file gave it: how far each has
 * come, and the means to stop it. Safe from any thread.
 */
typedef struct _FwImports FwImports;
typedef struct _FwImport FwImport; /* one of them; its run's alone */

FwImports *fw_imports_new (void);
void fw_imports_free (FwImports *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwImports, fw_imports_free)

/** fw_imports_is_ticket: 8 to 64 letters, digits and "-". */
gboolean fw_imports_is_ticket (const char *text);
/** fw_imports_begin: Returns: (transfer full) (nullable): NULL when one of this ticket runs. */
FwImport *fw_imports_begin (FwImports *self, const char *ticket);
void fw_imports_end (FwImports *self, FwImport *import); /* frees @import */

void fw_import_set_progress (FwImport *self, guint64 done, guint64 size, guint64 rows);
GCancellable *fw_import_get_cancellable (FwImport *self); /* (transfer none) */

/** fw_imports_look: FALSE when none of this ticket runs. @size 0: not known yet. */
gboolean
fw_imports_look (FwImports *self, const char *ticket, guint64 *done, guint64 *size, guint64 *rows);
gboolean fw_imports_cancel (FwImports *self, const char *ticket);

G_END_DECLS
