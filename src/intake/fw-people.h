/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "core/fw-text.h"

G_BEGIN_DECLS

/**
 * FwPeople: the further names that people have at a source, as the member "people" of a mapping
 * says: {"Ann Lee": ["SIP/101", "Local/101@from-queue/n"]}.
 */
typedef struct _FwPeople FwPeople;

/** fw_people_new: NULL with FW_ERROR_INVALID when @names is no object of lists of names, or gives
 * one name to two people. */
FwPeople *fw_people_new (JsonObject *names, GError **error);
void fw_people_free (FwPeople *self);

/** fw_people_find: Returns: the name under which the person is known, which lives as long as @self;
 * @name itself where nothing is said of it. @self: (nullable) */
FwText fw_people_find (const FwPeople *self, FwText name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwPeople, fw_people_free)

G_END_DECLS
