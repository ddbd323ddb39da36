/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What is said of the plan of a calendar template. All (transfer full), translated; the objects are
 * those of the answer of calendar-templates/{template}/plan. */

/** fw_activity_write_sum: how many go in how many groups, and what lacks before and after.
 * @answer: the whole */
char *fw_activity_write_sum (JsonObject *answer);
/** fw_activity_write_heading: of whom an occasion is, and of which days: "Care A, Thu 3 Dec". */
char *fw_activity_write_heading (JsonObject *occasion);
/** fw_activity_write_group: who goes when, and what that costs. @phones: they come to help. */
char *fw_activity_write_group (JsonObject *occasion, JsonObject *group, gboolean phones);
/** fw_activity_write_rest: who of an occasion is in none of its groups, and why; "" for nobody. */
char *fw_activity_write_rest (JsonObject *occasion);
/** fw_activity_write_task: a task of a peak and by when it is done. */
char *fw_activity_write_task (JsonObject *task);
/** fw_activity_write_praised: contacts of the day before that customers praised, in lines.
 * @praised: of an occasion */
char *fw_activity_write_praised (JsonObject *praised);
/** fw_activity_write_done: what became of it. */
char *fw_activity_write_done (JsonObject *answer);
/** fw_activity_has_work: whether there is anything to write. @publish: drafts of before as well */
gboolean fw_activity_has_work (JsonObject *answer, gboolean publish);

G_END_DECLS
