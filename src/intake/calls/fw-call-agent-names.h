/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/fw-text.h"

G_BEGIN_DECLS

/** fw_call_agent_names_find: the columns of agents' given and family names, where each says so of
 * agents: "First Name" may be the customer's. @taken: columns that have a meaning already, as many
 * as there are in @header. Returns: FALSE: not both are there; a given name alone would make one
 * person of two. */
gboolean fw_call_agent_names_find (
    const FwText *header, guint n_header, const gboolean *taken, gint *given, gint *family);

G_END_DECLS
