/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-client.h"
#include "console/contacts/fw-contact-row.h"
#include "console/contacts/fw-names.h"
#include "console/reviews/fw-debrief-button.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** FwContactDetail: one contact and what happened in it, moment by moment. Signal "others" (text):
 * the mark of its customer, whose other contacts are wanted. */
#define FW_TYPE_CONTACT_DETAIL (fw_contact_detail_get_type ())
G_DECLARE_FINAL_TYPE (FwContactDetail, fw_contact_detail, FW, CONTACT_DETAIL, GtkWidget)

GtkWidget *fw_contact_detail_new (FwClient *client, FwNames *names);
/** fw_contact_detail_show: @contact: (nullable): copied from; fetches its events. @zone:
 * (nullable): whose clock tells its moments; the desk's own. */
void fw_contact_detail_show (FwContactDetail *self, const FwContactFacts *contact, GTimeZone *zone);

/** fw_contact_detail_add_case: asks for a case that comes from the contact that is shown. Returns:
 * FALSE where none is, or nobody may write it. */
gboolean fw_contact_detail_add_case (FwContactDetail *self);

/** fw_contact_detail_get_debrief: Returns: (transfer none): what begins a debrief of the contact,
 * for who knows more of where it comes from. */
FwDebriefButton *fw_contact_detail_get_debrief (FwContactDetail *self);

/** fw_contact_word: what an outcome, a kind of event or of transfer is called; translated, else as
 * it came. */
const char *fw_contact_word (const char *name);

G_END_DECLS
