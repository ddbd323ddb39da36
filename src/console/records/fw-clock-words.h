/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** A clock of GET records/{kind}/{id}/moves in words. All return (transfer full) (nullable) text.
 */

/** fw_clock_words_describe: "due on Tue 6 Oct 17:00"; NULL when it has stopped. */
char *fw_clock_words_describe (JsonObject *clock);
/** fw_clock_words_explain: why then: since when it counts, by whose hours, how long it may take,
 * and what did not count. */
char *fw_clock_words_explain (JsonObject *clock);
/** fw_clock_words_list_days: "Fri 2 Oct 1h · Sat 3 Oct – Sun 4 Oct closed · Mon 5 Oct closed
 * (National Day)"; NULL where it counts elapsed time. */
char *fw_clock_words_list_days (JsonObject *clock);

G_END_DECLS
