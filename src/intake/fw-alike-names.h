/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/fw-text.h"
#include "intake/fw-hash-set.h"

G_BEGIN_DECLS

/** FwAlikeNames: names of one read that differ only in case, "Ann Lee" and "ANN LEE", from each
 * other or from those that the centre knows. They stay two, as somebody may mean two, and are told.
 * Zeroed at the beginning; on the stack. */
typedef struct
{
  FwHashSet seen;
  GHashTable *forms; /* (nullable): char* kind and folded name -> GPtrArray of ways to write it */
} FwAlikeNames;

void fw_alike_names_clear (FwAlikeNames *self);
/** fw_alike_names_add: @kind: "agent" or "queue". */
void fw_alike_names_add (FwAlikeNames *self, const char *kind, FwText name);
/** fw_alike_names_add_known: a name that the centre had before. */
void fw_alike_names_add_known (FwAlikeNames *self, const char *kind, FwText name);
/** fw_alike_names_list: adds to @alike, an array of string lists: the kind and the names of which
 * each differs from the others only in case, where this read has one of them. The order of rows
 * does not matter: those that the centre knows stand behind the others, and those with capitals and
 * small letters behind those with either, so that the last one is what the others are best taken
 * for. */
void fw_alike_names_list (const FwAlikeNames *self, GPtrArray *alike);

G_END_DECLS
