/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/fw-text.h"

G_BEGIN_DECLS

/** fw_zone_name_find: a zone as Windows and the programs on it name it, such as "China Standard
 * Time", in any case of letters; summer and winter are both meant by it. Returns: (nullable): the
 * name that the time zone database has for it. */
const char *fw_zone_name_find (FwText name);

G_END_DECLS
