/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/access/fw-access.h"
#include "protocol/fw-json.h"
#include "store/fw-record-moves.h"

G_BEGIN_DECLS

/** fw_functions_append_who: the member "who" of a move that others may make: the holders of the
 * functions that it names and who acts for them. An agent is told of nobody. */
void fw_functions_append_who (FwJsonWriter *writer,
                              FwRecords *records,
                              FwScope *scope,
                              const FwRecordCase *where,
                              const FwRecordWay *way);
/** fw_functions_append_for: the member "acts_for": for whom the reader acts, as it would not wait
 * for her otherwise; or null. */
void fw_functions_append_for (FwJsonWriter *writer, FwRecords *records, const FwRecordCase *where);

G_END_DECLS
