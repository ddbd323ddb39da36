/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/fw-text.h"

G_BEGIN_DECLS

/** FwFloorKey: the secret of a centre's hashes, so that nobody outside can choose ids that fall
 * together. */
typedef struct
{
  guint64 words[2];
} FwFloorKey;

/** fw_floor_hash: SipHash-1-3 of both texts with a border between them; never 0, which means "none"
 * in tables. */
guint64 fw_floor_hash (const FwFloorKey *key, FwText first, FwText second);

/** fw_floor_mix: joins a number to a hash; never 0. */
guint64 fw_floor_mix (guint64 hash, guint64 number);

G_END_DECLS
