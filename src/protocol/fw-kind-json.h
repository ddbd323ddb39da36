/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/kind/fw-own-kind.h"
#include "protocol/fw-json.h"

G_BEGIN_DECLS

/** fw_kind_json_append: the description of a kind for who is of @role: without the fields that he
 * may neither read nor write. Labels and hints are in the source language; who shows them looks
 * them up in his own catalogue. */
void fw_kind_json_append (FwJsonWriter *writer, const FwKind *kind, FwRole role);

/** fw_own_kind_json_append: a description of a centre's own as it was written: whoever reads it
 * makes the same kinds of it. */
void fw_own_kind_json_append (FwJsonWriter *writer, const FwOwnKind *own);
/** fw_own_kinds_json_read: those of an answer to GET kinds, in order. Returns: (transfer full)
 * (element-type FwOwnKind). */
GPtrArray *fw_own_kinds_json_read (JsonObject *answer, GError **error);

G_END_DECLS
