/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-asking-page.h"

G_BEGIN_DECLS

/** FwTextRulesPage: a centre's own rules of text: what each would hit in the last days, how right
 * it was and what it missed; where it hits, and what is drawn of the rest, to be judged by keys. */
#define FW_TYPE_TEXT_RULES_PAGE (fw_text_rules_page_get_type ())
G_DECLARE_FINAL_TYPE (FwTextRulesPage, fw_text_rules_page, FW, TEXT_RULES_PAGE, FwAskingPage)

G_END_DECLS
