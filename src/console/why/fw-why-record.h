/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-client.h"
#include "core/kind/fw-record.h"

G_BEGIN_DECLS

/** Records that are questions: a watch, which is asked by itself, and a finding, which one of them
 * made. */

/** fw_why_record_ask: Returns: (transfer floating): the question of @record, for the page "why": a
 * finding's of its own day, a watch's of the last day that it was asked about. */
GVariant *fw_why_record_ask (const FwRecord *record);

/** fw_why_record_describe: Returns: (transfer full): in whole sentences what @record asks, and what
 * a finding found; names of teams, queues and shifts are those that @client knows. */
char *fw_why_record_describe (const FwRecord *record, FwClient *client);

G_END_DECLS
