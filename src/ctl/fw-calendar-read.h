/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ctl/fw-grid.h"

G_BEGIN_DECLS

/** fw_calendar_read_print: what calendars offer, in the order in which they arrived. @from, @to: a
 * date at the site, or an RFC 3339 time. */
gboolean fw_calendar_read_print (char **paths,
                                 const char *zone,
                                 const char *from,
                                 const char *to,
                                 FwOutput output,
                                 GError **error);

G_END_DECLS
