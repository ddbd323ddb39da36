/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "centre/fw-centre.h"
#include "server/fw-exchange.h"

G_BEGIN_DECLS

/** FwAsked: what a request asks: the query of kpi, contacts, live and stream, read from a request.
 */
typedef struct
{
  FwQuestion question;
  gboolean figures;
  FwDirectory *directory;
  const FwSiteEntry
      *site; /* whose clock counts: the one filtered by, else the centre's first; in directory */
} FwAsked;

void fw_asked_clear (FwAsked *query);

/** Groups of an answer at most: all of them are in memory while it is written. */
#define FW_ASKED_MOST_GROUPS 50000

typedef enum
{
  FW_ASKED_TIMES = 1 << 0,  /* from, to */
  FW_ASKED_GROUPS = 1 << 1, /* by */
  FW_ASKED_FORM = 1 << 2,   /* bucket, figures */
} FwAskedParts;

/**
 * fw_asked_read:
 * @extra: (nullable): names of further parameters that the handler reads by itself
 * Without from and to: the site day that runs. FALSE: the exchange has its reply, naming the
 * parameter.
 */
gboolean fw_asked_read (FwAsked *query,
                        FwExchange *exchange,
                        FwCentre *centre,
                        FwAskedParts parts,
                        const char *const *extra);

/** fw_asked_read_time: another time, a moment or a date of the site; left alone where @name is not
 * given. */
gboolean fw_asked_read_time (FwAsked *query, FwExchange *exchange, const char *name, gint64 *at);

/** fw_asked_set_today: the site day that runs at @now. */
void fw_asked_set_today (FwAsked *query, gint64 now);

/** fw_asked_read_day: the parameter “day”, without it the day that runs at the centre's first site.
 * FALSE: the exchange has its reply. */
gboolean fw_asked_read_day (FwExchange *exchange, FwDirectory *directory, gint32 *day);

/** fw_asked_split: "a,b\\,c" -> "a", "b,c". Returns: (transfer full). */
char **fw_asked_split (const char *text);

/** fw_asked_read_lists: the parameters @names, each several values parted by commas; NULL where one
 * is not given. @lists: (out) (array length=n) (transfer full). */
void fw_asked_read_lists (FwExchange *exchange, const char *const *names, guint n, char ***lists);

/** fw_asked_find_order: the parameter “order”: one of @orders, behind “-” from the other end.
 * Returns: which, @otherwise without the parameter, @n for another word. */
guint fw_asked_find_order (FwExchange *exchange,
                           const char *const *orders,
                           guint n,
                           guint otherwise,
                           gboolean *descending);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FwAsked, fw_asked_clear)

G_END_DECLS
