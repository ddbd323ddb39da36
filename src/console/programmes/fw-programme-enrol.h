/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-page.h"

G_BEGIN_DECLS

/** fw_programme_enrol: asks who is to be in the programme of that id, from which day on, and puts
 * them in. @name: of the programme; @today: a date */
void fw_programme_enrol (FwPage *page, const char *programme, const char *name, const char *today);
/** fw_programme_take_templates: the programmes that come along, in the desk's language. */
void fw_programme_take_templates (FwPage *page);
/** fw_programme_note_done: that somebody has done a lesson on that day. */
void
fw_programme_note_done (FwPage *page, const char *person, const char *lesson, const char *today);

G_END_DECLS
