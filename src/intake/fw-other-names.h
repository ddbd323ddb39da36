/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "core/fw-text.h"

G_BEGIN_DECLS

/**
 * FwOtherNames: the further names that people or queues have at a source, as the members "people"
 * and "queues" of a mapping say: {"Ann Lee": ["SIP/101", "Local/101@from-queue/n"]}.
 */
typedef struct _FwOtherNames FwOtherNames;

/** fw_other_names_read: @member: "people" or "queues". @names: (out): NULL where @mapping says
 * nothing of them. FALSE with FW_ERROR_INVALID when it is no object of lists of names, or gives one
 * name to two. */
gboolean
fw_other_names_read (JsonObject *mapping, const char *member, FwOtherNames **names, GError **error);
void fw_other_names_free (FwOtherNames *self);

/** fw_other_names_find: Returns: the name under which somebody or a queue is known, which lives as
 * long as @self; @name itself where nothing is said of it. @self: (nullable) */
FwText fw_other_names_find (const FwOtherNames *self, FwText name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwOtherNames, fw_other_names_free)

G_END_DECLS
