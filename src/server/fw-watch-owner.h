/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fw-records.h"

G_BEGIN_DECLS

/**
 * A watch is asked with the eyes of its owner as they are at that time, and what it finds is seen
 * by those who may see all that it tells.
 */

/**
 * fw_watch_find_eyes:
 * @state: (out): what the watch has to say of it, as in its field "state"; NULL: it may be asked
 * Returns: (transfer full) (nullable): NULL with @state where its owner is gone or may not see it
 * any more; NULL with an error where the store failed.
 */
FwScope *
fw_watch_find_eyes (FwRecords *records, const FwRecord *watch, const char **state, GError **error);

/** fw_watch_tell: writes into @finding whose figures it tells: those that @watch asks for, and
 * where it holds them against everybody else all that @eyes see. */
void fw_watch_tell (FwRecords *records, const FwRecord *watch, FwScope *eyes, FwRecord *finding);

G_END_DECLS
