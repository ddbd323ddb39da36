/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** The names of a mapping (docs/intake.md) as a person reads them, translated; a name that is not
 * known here stands for itself. */
const char *fw_mapping_title_of_role (const char *role);       /* "wait": "Waiting time" */
const char *fw_mapping_title_of_meaning (const char *meaning); /* NULL: "Nothing" */
const char *fw_mapping_title_of_unit (const char *unit);
const char *fw_mapping_title_of_order (const char *order);

G_END_DECLS
