/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/kind/fw-own-kind.h"
#include "store/fw-records.h"

G_BEGIN_DECLS

/** fw_records_get_kinds: those of the program with what the centre added, as of this moment.
 * Returns: (transfer none) (array zero-terminated=1): for ever. */
const FwKind *const *fw_records_get_kinds (FwRecords *self);
/** fw_records_find_kind: @name: (nullable). Returns: (transfer none) (nullable): for ever. */
const FwKind *fw_records_find_kind (FwRecords *self, const char *name);

/** FwOwnKindNew: what an administrator adds. */
typedef struct
{
  const char *file; /* what to call it in messages */
  const char *text; /* of length bytes; fw_kinds_add() says of what */
  gsize length;
} FwOwnKindNew;

/**
 * fw_records_add_kind: adds a description for good: its table or columns are there, and whoever
 * asks for the kind by its name finds it, when this returns. Only an administrator without limits.
 * Returns: (transfer none): the kind, for ever; NULL with FW_ERROR_INVALID, "FILE:LINE: what was
 * expected", FW_ERROR_FORBIDDEN, or what the store says.
 */
const FwKind *fw_records_add_kind (
    FwRecords *self, FwScope *scope, const FwOwnKindNew *added, gint64 now, GError **error);

/** fw_records_list_own_kinds: Returns: (transfer full) (element-type FwOwnKind): in order. */
GPtrArray *fw_records_list_own_kinds (FwRecords *self, GError **error);

/** fw_own_kinds_open: takes over what the store holds; makes its table where it may write. */
gboolean fw_own_kinds_open (FwRecords *self, GError **error);
/** fw_own_kinds_verify: that each is what was written. */
gboolean fw_own_kinds_verify (FwRecords *self, GError **error);

/**
 * fw_own_kinds_salvage: adds those of another store that can still be read, in its order.
 * @gone: (element-type utf8): is told of the others
 */
gboolean fw_own_kinds_salvage (FwRecords *self, FwDatabase *from, GPtrArray *gone, GError **error);

G_END_DECLS
