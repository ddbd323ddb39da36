/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "protocol/fw-json.h"

G_BEGIN_DECLS

/** fw_function_write_who: who may make a move that others may, by the functions that it names.
 * Returns: (transfer full) (nullable): NULL: roles say it. */
char *fw_function_write_who (JsonObject *move);
/** fw_function_write_for: "for Ann, away until Sun 6 Dec". Returns: (transfer full) (nullable):
 * NULL: nobody acts for anybody. */
char *fw_function_write_for (JsonObject *entry);

G_END_DECLS
