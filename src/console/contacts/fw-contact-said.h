/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-client.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** FwContactSaid: what was said in a contact, under a heading, to who may read it; not to be seen
 * where nothing was brought in. */
#define FW_TYPE_CONTACT_SAID (fw_contact_said_get_type ())
G_DECLARE_FINAL_TYPE (FwContactSaid, fw_contact_said, FW, CONTACT_SAID, AdwBin)

/** fw_contact_said_show: @contact: (nullable): "source/id"; asks @client for its transcript. */
void fw_contact_said_show (FwContactSaid *self, FwClient *client, const char *contact);

G_END_DECLS
