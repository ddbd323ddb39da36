/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** FwAmountSeries: of one queue, by day and slot. */
typedef struct
{
  char *queue;     /* "" where the file names none */
  GArray *dates;   /* gint32, in order: days of which something is known */
  GArray *amounts; /* double, n_slots a day; NAN where not known */
} FwAmountSeries;

/** FwAmounts: a history as a file tells it. */
typedef struct
{
  guint n_slots;
  gboolean has_queues;
  GPtrArray *series; /* FwAmountSeries, by name */
} FwAmounts;

/** fw_amounts_read: a table with the columns date, slot, @column, and queue where there are
 * several.
 * @column: "calls", or another amount such as handling time. Returns: (transfer full): NULL with
 * what is wrong, and where. */
FwAmounts *fw_amounts_read (GBytes *bytes, const char *column, GError **error);
void fw_amounts_free (FwAmounts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwAmounts, fw_amounts_free)

G_END_DECLS
