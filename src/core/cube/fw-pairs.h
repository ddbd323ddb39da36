/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cube/fw-segment.h"

G_BEGIN_DECLS

void fw_pairs_free (FwPairs *self);

G_END_DECLS
