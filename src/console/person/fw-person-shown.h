/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-client.h"
#include "console/fw-page.h"
#include "core/kind/fw-record.h"

G_BEGIN_DECLS

/**
 * FwPersonShown:
 * The person that a page of a person shows, for the panels on it. Signal "changed": it is somebody
 * else, or the record has changed.
 */
#define FW_TYPE_PERSON_SHOWN (fw_person_shown_get_type ())
G_DECLARE_FINAL_TYPE (FwPersonShown, fw_person_shown, FW, PERSON_SHOWN, GObject)

/** fw_person_shown_new: @page is not kept alive. */
FwPersonShown *fw_person_shown_new (FwPage *page);
/** fw_person_shown_set: @id: of the record; it may not be there yet. */
void fw_person_shown_set (FwPersonShown *self, const char *id);
FwPage *fw_person_shown_get_page (FwPersonShown *self);
const char *fw_person_shown_get_id (FwPersonShown *self);   /* "" nobody */
FwRecord *fw_person_shown_get_record (FwPersonShown *self); /* (nullable) (transfer none) */
const char *fw_person_shown_get_name (FwPersonShown *self); /* the id where there is none */
/** fw_person_shown_get_agent: what figures and contacts call this person: the name at the PBX, else
 * the id. */
const char *fw_person_shown_get_agent (FwPersonShown *self);
/** fw_person_shown_describe: Returns: (transfer full): "Night B · Night · Agent": team, shift and
 * position, those that are set. */
char *fw_person_shown_describe (FwPersonShown *self);

G_END_DECLS
