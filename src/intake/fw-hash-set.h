/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** FwHashSet: hashes that were seen, one after another in memory; zeroed at the beginning; on the
 * stack. A hash of 0 is taken for 1. */
typedef struct
{
  guint64 *slots; /* open addressing; 0: free */
  guint n;
  guint size; /* a power of two */
} FwHashSet;

void fw_hash_set_clear (FwHashSet *self);
/** fw_hash_set_add: Returns: whether @hash was there before. */
gboolean fw_hash_set_add (FwHashSet *self, guint64 hash);

G_END_DECLS
