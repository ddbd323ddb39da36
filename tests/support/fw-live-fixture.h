/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** FwLiveFixture: a floor that makes LIVE frames (docs/api.md) of realistic shape, the same ones
 * every time. */
typedef struct
{
  guint64 number;
  guint n_groups;   /* rows of the table; 12 */
  guint n_people;   /* 240 */
  guint minute;     /* of the day that frame tells, 870 = 14:30 */
  const char *by;   /* "team" */
  gboolean chinese; /* titles and names */
  gint64 day_from;  /* µs UTC */
  guint step;       /* moves figures from frame to frame */
} FwLiveFixture;

void fw_live_fixture_init (FwLiveFixture *self);
/** fw_live_fixture_whole: Returns: (transfer full): a frame with everything; counts number up. */
char *fw_live_fixture_whole (FwLiveFixture *self);
/** fw_live_fixture_partial: Returns: (transfer full): tiles, total and @n_changed people. */
char *fw_live_fixture_partial (FwLiveFixture *self, guint n_changed);
/** fw_live_fixture_empty: Returns: (transfer full): a floor on which nothing has happened. */
char *fw_live_fixture_empty (FwLiveFixture *self);

G_END_DECLS
