/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-pages.h"

G_BEGIN_DECLS

/** FwScopeBar: the line under the header that says (and lets choose) what the page is about, and
 * how old it is. */
#define FW_TYPE_SCOPE_BAR (fw_scope_bar_get_type ())
G_DECLARE_FINAL_TYPE (FwScopeBar, fw_scope_bar, FW, SCOPE_BAR, AdwBin)

void fw_scope_bar_bind (FwScopeBar *self, FwClient *client, FwView *view);
/** fw_scope_bar_set_page: @parts: which choices mean something to @page, whose age is shown. */
void fw_scope_bar_set_page (FwScopeBar *self, FwPage *page, FwScopeBarParts parts);

/** fw_scope_bar_describe: Returns: (transfer full): the choices that mean something to the page in
 * one line: "All sites · Night B · Today". */
char *fw_scope_bar_describe (FwScopeBar *self);
/** fw_scope_bar_describe_moment: Returns: (transfer full): when what is shown was true, as paper
 * says it: "As of Sun 29 Nov, 22:47"; "" where the server has said nothing yet. */
char *fw_scope_bar_describe_moment (FwScopeBar *self);

/** fw_scope_bar_describe_age: Returns: (transfer full): "live · 0.4 s ago", "offline · 2 min old";
 * @css_class: (out) its colour. */
char *fw_scope_bar_describe_age (FwClientState state, gint64 age, const char **css_class);

G_END_DECLS
