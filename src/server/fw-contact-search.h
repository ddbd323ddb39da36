/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "centre/fw-centre.h"
#include "server/fw-exchange.h"

G_BEGIN_DECLS

/** FwContactAsked: what a request looks for among contacts, beside its filters, and their order. */
typedef struct
{
  FwContactSearch search;
  GStrv customers; /* what the search points to */
} FwContactAsked;

/** fw_contact_asked_parameters: the names of the parameters that fw_contact_asked_read() reads;
 * NULL-terminated. */
extern const char *const fw_contact_asked_parameters[];

/** fw_contact_asked_read: Returns: FALSE: the exchange has its reply, naming the parameter. */
gboolean fw_contact_asked_read (FwContactAsked *asked, FwExchange *exchange);
void fw_contact_asked_clear (FwContactAsked *asked);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FwContactAsked, fw_contact_asked_clear)

G_END_DECLS
