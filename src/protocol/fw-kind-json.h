/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/kind/fw-kind.h"
#include "protocol/fw-json.h"

G_BEGIN_DECLS

/** fw_kind_json_append: the description of a kind for who is of @role: without the fields that he
 * may neither read nor write. Labels and hints are in the source language; who shows them looks
 * them up in his own catalogue. */
void fw_kind_json_append (FwJsonWriter *writer, const FwKind *kind, FwRole role);

G_END_DECLS
