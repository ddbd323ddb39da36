/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-client.h"
#include "console/contacts/fw-names.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FwContactsFilter:
 * What somebody looks for among contacts: a number in the field, and what stands in the list of
 * filters. Property "query": pairs of a question, "id=1700&rating=1,2", "" none. Signal "failed"
 * (GError): the server did not say what stands for a customer's number.
 */
#define FW_TYPE_CONTACTS_FILTER (fw_contacts_filter_get_type ())
G_DECLARE_FINAL_TYPE (FwContactsFilter, fw_contacts_filter, FW, CONTACTS_FILTER, AdwBin)

GtkWidget *fw_contacts_filter_new (FwClient *client, FwNames *names);
const char *fw_contacts_filter_get_query (FwContactsFilter *self);
void fw_contacts_filter_set_query (FwContactsFilter *self, const char *query);
/** fw_contacts_filter_has: whether it is what says @name: "rating", "id" ... */
gboolean fw_contacts_filter_has (FwContactsFilter *self, const char *name);
/** fw_contacts_filter_remove: takes one off. */
void fw_contacts_filter_remove (FwContactsFilter *self, const char *name);
/** fw_contacts_filter_start: the keys go to the field. */
void fw_contacts_filter_start (FwContactsFilter *self);
/** fw_contacts_filter_open: shows the list of filters. */
void fw_contacts_filter_open (FwContactsFilter *self);

/** fw_contacts_filter_describe: Returns: (transfer full) (nullable): one pair in words, "Rating: 1,
 * 2"; NULL where it is none of these. */
char *fw_contacts_filter_describe (const char *name, const char *value, FwNames *names);

/** fw_contacts_filter_word: "yes", "no" or "none", as a filter says it; translated. */
const char *fw_contacts_filter_word (const char *value);

G_END_DECLS
