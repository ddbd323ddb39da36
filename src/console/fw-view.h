/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FwView:
 * What the scope bar says, kept from page to page: which site, teams, queues ..., which time, and
 * against what. One a window. Pages watch "changed" and ask with fw_view_to_query().
 */
#define FW_TYPE_VIEW (fw_view_get_type ())
G_DECLARE_FINAL_TYPE (FwView, fw_view, FW, VIEW, GObject)

FwView *fw_view_new (void);

/* Properties, all strings, "" = all: "site", "team", "queue", "channel", "product"; "range"
 * ("today", "yesterday", "7d", "28d", "30d", "custom"), "against" (as of
 * fw_why_baseline_to_name(), or "period/" and the id of a good period), "metric"; int64 "from",
 * "to" of a custom range, "baseline-from", "baseline-to" of a chosen period to compare with. Signal
 * "changed". */
const char *fw_view_get (FwView *self, const char *property);
void fw_view_set (FwView *self, const char *property, const char *value);

/** fw_view_to_filters: Returns: (transfer full): "site=main&team=sales-a", escaped, without the
 * time; "" for everything. */
char *fw_view_to_filters (FwView *self);

/** fw_view_get_days: the range in days of the site, as "from" and "to" of a query take them; when
 * its day turns only the server knows. FALSE for a custom range. */
gboolean fw_view_get_days (FwView *self, const char **from, const char **to);

/** fw_view_to_time: Returns: (transfer full): the time as "from" and "to" of a query, whatever
 * range it is. */
char *fw_view_to_time (FwView *self);

/** fw_view_format_day: Returns: (transfer full): the date of a midnight of the desk's clock, as a
 * query takes it: there it is the site's day of that date, which may begin at another hour. */
char *fw_view_format_day (gint64 midnight);

/** fw_view_set_days: a custom range: the days of the desk's clock on which @first and @last (µs
 * UTC) lie, both included. */
void fw_view_set_days (FwView *self, gint64 first, gint64 last);

G_END_DECLS
