/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

G_BEGIN_DECLS

/** A target: reads @data as it would come from outside; must neither crash nor break an invariant
 * that it checks. Returns 0. */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

G_END_DECLS
