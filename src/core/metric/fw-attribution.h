/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** FwAttribution: to which interval the time of a contact counts. Sums over a day agree between all
 * three. */
typedef enum
{
  FW_ATTRIBUTION_BY_ARRIVAL,
  FW_ATTRIBUTION_BY_END,
  FW_ATTRIBUTION_SPLIT /* each moment to the interval in which it fell */
} FwAttribution;

/**
 * fw_attribute:
 * Adds the time from @from to @to (µs) to @sums (µs), whose @n intervals of @step begin at @origin.
 * Time before the first or after the last interval counts to that one, so that nothing is lost.
 */
void fw_attribute (FwAttribution attribution,
                   gint64 from,
                   gint64 to,
                   gint64 origin,
                   gint64 step,
                   gint64 *sums,
                   guint n);

G_END_DECLS
