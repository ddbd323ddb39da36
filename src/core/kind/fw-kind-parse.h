/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/kind/fw-kind.h"

G_BEGIN_DECLS

/** Bytes of a description at most. */
#define FW_KIND_MAX_BYTES (256 * 1024)

/**
 * fw_kind_parse:
 * @file: what to call the description in messages
 * @text: @length bytes of XML, as docs/kinds.md describes it
 * @known: (array zero-terminated=1): kinds that it may refer to
 *
 * Returns: (transfer full): NULL with FW_ERROR_INVALID, "FILE:LINE: what was expected".
 */
FwKind *fw_kind_parse (
    const char *file, const char *text, gsize length, const FwKind *const *known, GError **error);
/** fw_kind_parse_own: the same of a description of a centre's own. Returns: (transfer full): a kind
 * that is not in @known, or one that is with more fields. */
FwKind *fw_kind_parse_own (
    const char *file, const char *text, gsize length, const FwKind *const *known, GError **error);
/** fw_kind_free: only of what no record was made of. */
void fw_kind_free (FwKind *kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwKind, fw_kind_free)

/** FwKindCheck: rules across the fields of a record that is well-formed in each of them. */
typedef gboolean (*FwKindCheck) (const struct _FwRecord *record, GError **error);

/** fw_kind_find_check: Returns: (nullable): the function that a description names in check="…". */
FwKindCheck fw_kind_find_check (const char *name);

/** FwKindDerive: what follows from the other fields; see FwKind. */
typedef void (*FwKindDerive) (const struct _FwRecord *stored, struct _FwRecord *record);

/** fw_kind_find_derive: Returns: (nullable): the function that a description names in derive="…".
 */
FwKindDerive fw_kind_find_derive (const char *name);

/** fw_kind_find_arrange: Returns: (nullable): the function that a description names in
 * arrange="…". */
FwKindArrange fw_kind_find_arrange (const char *name);

/** FwKindValues: what a description names in values="…" instead of writing it down. */
typedef struct
{
  const char *const *names;  /* NULL-terminated */
  const char *const *labels; /* msgids, one for each name */
} FwKindValues;

/** fw_kind_find_values: Returns: FALSE: nothing has that name. */
gboolean fw_kind_find_values (const char *name, FwKindValues *values);

G_END_DECLS
