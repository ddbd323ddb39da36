/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/kind/fw-record.h"
#include "core/why/fw-why.h"

G_BEGIN_DECLS

/**
 * A watch is a question that is asked by itself (kind "watch"); what it finds is a record as well
 * (kind "finding"). Here is what both mean; the server's watch keeper decides when.
 */

/** fw_watch_make_id: of what @watch finds about @day (days since 1970-01-01, the site's): asking
 * twice gives one record. Returns: (transfer full). */
char *fw_watch_make_id (const FwRecord *watch, gint32 day);

/**
 * fw_watch_make_finding:
 * @live: asked while the day ran
 * Returns: (transfer full) (nullable): a new record; NULL when the answer is nothing to speak up
 * about: no cause that chance does not explain, or a change in the direction not asked for.
 */
FwRecord *
fw_watch_make_finding (const FwRecord *watch, const FwWhyAnswer *answer, gint32 day, gboolean live);

/** fw_watch_agrees: whether @answer names the first cause of @finding, or one that holds it or is
 * held by it, with an effect in the same direction. */
gboolean fw_watch_agrees (const FwRecord *finding, const FwWhyAnswer *answer);

/** fw_watch_format_causes: Returns: (transfer full): "team=night-b&product=orders;queue=…", values
 * escaped as in a query. */
char *fw_watch_format_causes (const FwWhyAnswer *answer);

G_END_DECLS
