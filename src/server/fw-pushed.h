/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FwPushed:
 * The sources whose events are posted to the server, of this run of it: how much came, when last,
 * and whether one has fallen silent. A source has its own rhythm, which its pauses tell: silent is
 * one that has been quiet for a quarter of an hour and for more than twice its longest pause, once
 * it posted often enough to know. Pauses of four hours and more are nights, and tell no rhythm.
 * Safe from any thread.
 */
typedef struct _FwPushed FwPushed;

/** Before these many posts nobody knows the rhythm of a source. */
#define FW_PUSHED_FEWEST 10

FwPushed *fw_pushed_new (void);
void fw_pushed_free (FwPushed *self);

/** fw_pushed_note: @events of @source were taken. @now: µs UTC */
void fw_pushed_note (FwPushed *self, const char *source, guint events, gint64 now);

typedef struct
{
  char *source;
  guint64 accepted; /* events */
  gint64 last;      /* when the last ones came, µs UTC */
  gboolean quiet;   /* for longer than it is its way */
} FwPushedState;

/** fw_pushed_list: Returns: (transfer full): FwPushedState, in the order of their names. */
GArray *fw_pushed_list (FwPushed *self, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwPushed, fw_pushed_free)

G_END_DECLS
