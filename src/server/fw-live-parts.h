/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** FwLiveRow: one element that a partial frame may send alone; JSON without line breaks. */
typedef struct
{
  char *key;
  char *json;
} FwLiveRow;

/**
 * FwLiveParts:
 * A live frame before it is put together: each member as JSON text, so that what changed since the
 * frame before is a comparison of texts.
 */
typedef struct
{
  char *head; /* members day, by and whatever else makes frames comparable: when it changes, the
                 frame is whole */
  char *last_event; /* JSON value */
  char *tiles;
  char *waiting;
  GPtrArray *queues; /* FwLiveRow: one that came stays for the day */
  GPtrArray *groups; /* FwLiveRow */
  char *total;
  char *curve;       /* members from and step_s */
  GPtrArray *now;    /* FwLiveRow: half hours, key unused */
  char *before;      /* array */
  char *counts;      /* members of people */
  GPtrArray *people; /* FwLiveRow */
  char *alerts;
} FwLiveParts;

FwLiveParts *fw_live_parts_new (void);
void fw_live_parts_free (FwLiveParts *self);

/** fw_live_row_add: takes @json. */
void fw_live_row_add (GPtrArray *rows, const char *key, char *json);

/** fw_live_parts_write: one LIVE object; whole when @before is NULL. Returns: FALSE when nothing
 * changed; then nothing is written. */
gboolean fw_live_parts_write (const FwLiveParts *self,
                              const FwLiveParts *before,
                              guint64 number,
                              const char *at,
                              GString *out);

/** fw_live_parts_can_follow: whether a partial frame from @before to @self can say it all. */
gboolean fw_live_parts_can_follow (const FwLiveParts *self, const FwLiveParts *before);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwLiveParts, fw_live_parts_free)

G_END_DECLS
