/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-answer-item.h"

G_BEGIN_DECLS

/* What a need of GET needs is called and what is said of it; all (transfer full), translated. */

/** fw_need_read_number, fw_need_get_number: NAN where it is absent. */
double fw_need_read_number (JsonObject *object, const char *member);
double fw_need_get_number (gpointer need, const char *member);
/** fw_need_is: whether it belongs to @part of the answer. */
gboolean fw_need_is (gpointer need, const char *part);
/** fw_need_has: whether a text is there. */
gboolean fw_need_has (gpointer need, const char *member);

/** fw_need_write_way: a way of learning, as the kinds call it. */
char *fw_need_write_way (const char *way);
/** fw_need_write_what: what is lacking. */
char *fw_need_write_what (gpointer need);
/** fw_need_write_who: whose it is. */
char *fw_need_write_who (gpointer need);
/** fw_need_write_found, fw_need_write_against: the figure, and what it is held against. */
char *fw_need_write_found (gpointer need);
char *fw_need_write_against (gpointer need);
/** fw_need_write_effect: contacts that would turn out as they should. */
char *fw_need_write_effect (gpointer need);
/** fw_need_write_help: which session or course would do it. */
char *fw_need_write_help (gpointer need);
/** fw_need_write_evidence: sentences: figure, interval, n. */
char *fw_need_write_evidence (gpointer need);
/** fw_need_write_measured: a sentence: what the course brought before; "" without a course. */
char *fw_need_write_measured (gpointer need);
/** fw_need_write_next: what the action would do, for its button. */
char *fw_need_write_next (gpointer need);

G_END_DECLS
