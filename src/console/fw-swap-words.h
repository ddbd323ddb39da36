/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What is said of a swap of shifts, to agents and to who decides. All (transfer full), translated;
 * the objects are those of the answers of own/swaps and swaps. */

char *fw_swap_write_day (const char *date);    /* "Thu 27 Nov" */
char *fw_swap_write_hours (JsonObject *shift); /* "14:00–22:00"; "" where they are not known */
/** fw_swap_write_shift: "Thu 27 Nov, Late 14:00–22:00"; of members day, name, start and end. */
char *fw_swap_write_shift (JsonObject *shift);
/** fw_swap_write_breach: which rule is not kept, as a sentence; of members rule, value and limit.
 */
char *fw_swap_write_breach (JsonObject *fault);
/** fw_swap_write_faults: a line each, or that nothing stands against it. @giver, @taker:
 * (nullable): names; NULL is the reader herself. */
char *fw_swap_write_faults (JsonArray *faults, const char *giver, const char *taker);
/** fw_swap_write_check: who takes what from whom, and what stands against it. @check: of
 * swaps/{id}. */
char *fw_swap_write_check (JsonObject *check);
/** fw_swap_write_claim: the same of a claim on an open shift, of shift-claims/{id}. */
char *fw_swap_write_claim (JsonObject *check);

G_END_DECLS
