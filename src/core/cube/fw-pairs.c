/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cube/fw-pairs.h"

void
fw_pairs_free (FwPairs *self)
{
}
