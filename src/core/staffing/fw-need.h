/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/kind/fw-record.h"

G_BEGIN_DECLS

/** Half hours of the shortest and of the longest day. */
#define FW_NEED_LEAST_MOMENTS 46
#define FW_NEED_MOST_MOMENTS 50

/** FwNeed: what was published of a day and some queues: a record of the kind published-forecast.
 * Half hours begin with the site's day; NAN: not known. */
typedef struct
{
  char *id, *site, *signed_by; /* (nullable): the account */
  gint32 day;
  gint64 published; /* µs UTC; 0: not said */
  gboolean withdrawn;
  char **queues; /* in order, each once; none: all of the site */
  guint n;
  double contacts[FW_NEED_MOST_MOMENTS];
  double handling[FW_NEED_MOST_MOMENTS]; /* seconds */
  double people[FW_NEED_MOST_MOMENTS];   /* everybody answers all of the queues */
  double apart[FW_NEED_MOST_MOMENTS];    /* each queue with people of its own */
} FwNeed;

/** fw_need_read: Returns: (transfer full): NULL with FW_ERROR_INVALID, in the words of a check. */
FwNeed *fw_need_read (const FwRecord *record, GError **error);
void fw_need_free (FwNeed *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwNeed, fw_need_free)

/** fw_need_format: Returns: (transfer full): as a field holds them. */
char *fw_need_format (const double *values, guint n, guint decimals);
/** fw_need_join: Returns: (transfer full): as the field queues holds them. @queues: (nullable) */
char *fw_need_join (const char *const *queues);
/** fw_need_is_of: whether it was published of just these. @queues: as fw_need_join() writes them */
gboolean fw_need_is_of (const FwNeed *self, const char *queues);

/** fw_need_choose: those that hold. @needs: (element-type FwNeed): of one site and day, in any
 * order. Returns: (transfer full) (element-type FwNeed): not owned, the newest first: none that is
 * withdrawn, and none that has a queue of a newer one. */
GPtrArray *fw_need_choose (GPtrArray *needs);
/** fw_need_add_up: how many people are wanted by those that hold of a day: they are of different
 * queues, so they add up. @needs: (element-type FwNeed): of one site, of any days and in any order.
 * @wanted: (array length=n) (out): by half hour, NaN where none says it. Returns: whether any does.
 */
gboolean fw_need_add_up (GPtrArray *needs, gint32 day, double *wanted, guint n);

G_END_DECLS
