/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/contacts/fw-names.h"
#include "console/fw-view.h"

G_BEGIN_DECLS

/** What a list of contacts is about beside what the scope bar says: the parts of a cell's query. */

/** fw_contacts_scope_list: Returns: (transfer floating) (nullable): filters of @query, as of
 * fw_page_set_filters(), that @view does not say as well; "time" for its days, "measure" for which
 * contacts are meant. NULL: none. @query: of GET contacts, with its measure or without. @zone:
 * (nullable): the clock that names days; the desk's own. */
GVariant *fw_contacts_scope_list (
    const char *query, const char *measure, FwView *view, FwNames *names, GTimeZone *zone);
/** fw_contacts_scope_remove: Returns: (transfer full): @query without the filter @id and without
 * its measure; in place of its days those of @view where @id is "time". */
char *fw_contacts_scope_remove (const char *query, const char *id, FwView *view);
/** fw_contacts_scope_describe: Returns: (transfer full): "131 contacts rated · Night B": how many
 * of
 * @measure (nullable: offered), of what @title (nullable) says. */
char *fw_contacts_scope_describe (guint64 total, const char *measure, const char *title);

G_END_DECLS
