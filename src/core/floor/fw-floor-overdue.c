/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Contacts whose end nobody tells. A restart of their source closes them. When it has gone on for
 * long enough after them they are over, too: whoever waited is counted as offered and not answered,
 * and nobody talks for ever. It is the source's own events that say how late it is, never a clock,
 * so a replay ends the same. Should an answer come after all, the row is mended.
 */
#include "core/floor/fw-floor-state.h"

/* Nobody waits or talks on a telephone for so long. */
#define LONGEST_CALL (4 * FW_HOUR)
#define LONGEST_WRITTEN (30 * 24 * FW_HOUR)

gint64
fw_floor_get_least_due (gint64 at)
{
  return at + LONGEST_CALL;
}

static gint64
get_due (FwFloor *self, const FwOpenContact *open)
{
  guint16 channel =
      open->channel != 0 ? open->channel : fw_floor_get_queue (self, open->queue)->channel;
  gboolean called = fw_floor_get_pace (self, channel) == FW_PACE_VOICE;

  return MAX (open->at, open->answered_at) + (called ? LONGEST_CALL : LONGEST_WRITTEN);
}

typedef struct
{
  FwFloor *floor;
  guint16 source;
  gint64 at;
  gint64 least; /* of those that stay */
  FwFloorReport *report;
} Close;

static void
close_due_cb (guint64 key, gpointer value, gpointer user_data)
{
  Close *close = user_data;
  const FwOpenContact open = *(const FwOpenContact *) value;
  gint64 due;

  if (open.source != close->source)
    return;
  due = get_due (close->floor, &open);
  if (due > close->at)
    {
      close->least = MIN (close->least, due);
      return;
    }
  fw_floor_table_remove (close->floor->open, key);
  fw_floor_close_open (close->floor, key, &open, due, TRUE, close->report);
}

void
fw_floor_close_overdue (FwFloor *self, guint16 source, gint64 at, FwFloorReport *report)
{
  FwFloorSource *feed = self->sources->pdata[source];
  Close close = { self, source, at, G_MAXINT64, report };

  if (G_LIKELY (at < feed->due_at))
    return;
  fw_floor_table_visit (self->open, close_due_cb, &close);
  feed->due_at = close.least;
}

typedef struct
{
  FwFloor *floor;
  guint16 source;
  gint64 at;
  FwFloorReport *report;
} Restart;

static void
close_cb (guint64 key, gpointer value, gpointer user_data)
{
  const FwOpenContact open = *(const FwOpenContact *) value;
  const Restart *restart = user_data;

  if (open.source != restart->source)
    return;
  fw_floor_table_remove (restart->floor->open, key);
  fw_floor_close_open (restart->floor, key, &open, restart->at, FALSE, restart->report);
}

/* Closes what a source left open when it stopped. @before: when the source was last heard of: what
 * it told in that moment or later, this restart should have come before. */
void
fw_floor_apply_restart (
    FwFloor *self, const FwEvent *event, guint16 source, gint64 before, FwFloorReport *report)
{
  Restart restart = { self, source, event->at, report };
  FwFloorSource *feed = self->sources->pdata[source];

  if (before >= event->at)
    fw_floor_flag (self);
  feed->restart_at = MAX (feed->restart_at, event->at);

  fw_floor_table_visit (self->open, close_cb, &restart);
}

typedef struct
{
  FwFloor *floor;
  gint64 now;
  gint64 *latest; /* by source */
} Look;

static void
look_for_due_cb (guint64 key, gpointer value, gpointer user_data)
{
  const FwOpenContact *open = value;
  Look *look = user_data;
  gint64 due = get_due (look->floor, open);

  if (due <= look->now && (open->flags & FW_OPEN_OVER) == 0)
    look->latest[open->source] = MAX (look->latest[open->source], due);
}

gint64
fw_floor_find_overdue (FwFloor *self, const char *source, gint64 now)
{
  g_autofree gint64 *latest = NULL;
  Look look = { self, now, NULL };
  gint64 due = 0;

  g_return_val_if_fail (self != NULL && source != NULL, 0);

  look.latest = latest = g_new0 (gint64, self->sources->len + 1);
  fw_floor_table_scan (self->open, look_for_due_cb, &look);
  for (guint i = 0; i < self->sources->len; i++)
    if (g_str_equal (((FwFloorSource *) self->sources->pdata[i])->name, source))
      due = latest[i];

  return due;
}
