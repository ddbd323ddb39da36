/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FwTrail:
 * The audit trail of a store: who did what, from where, and what came of it. One event a line, in
 * files that only grow (fw-trail-line.h says how they hang together). Any thread may record; one
 * thread writes all that waits with one sync. Several processes may write one trail. A trail that
 * cannot be written (a full disk) keeps what it was told, says so in its state, and goes on when
 * it can.
 */
typedef struct _FwTrail FwTrail;

/** FwTrailEvent: what is told. Texts are copied; never a secret, never a customer's number. */
typedef struct
{
  gint64 at;           /* µs UTC; 0: now */
  const char *who;     /* (nullable): account */
  const char *from;    /* (nullable): address */
  const char *what;    /* the act, such as "sign-in", "contacts-export", "account-change" */
  const char *on;      /* (nullable): what it was done to */
  const char *detail;  /* (nullable) */
  const char *outcome; /* "done", "refused" or "failed" */
  guint status;        /* of the answer; 0: none */
} FwTrailEvent;

typedef enum
{
  FW_TRAIL_KEEP,  /* it happened: kept until it can be written */
  FW_TRAIL_OFFER, /* it happens only if this is on disk: dropped where that fails */
  FW_TRAIL_COUNT  /* may come in floods: told at once, then the same of a minute as one line */
} FwTrailManner;

/** FwTrailDone: on the trail's thread: the line is on disk; or @error says why it is not. */
typedef void (*FwTrailDone) (const GError *error, gpointer user_data);

/** FwTrailState: how it stands with writing. */
typedef struct
{
  gboolean failing; /* the latest write failed */
  gboolean full;    /* for want of room */
  gboolean cut;     /* when it was opened lines were missing at its end */
  guint64 waiting;  /* lines that are kept until there is room */
  guint64 lost;     /* lines that found no place to wait since it was last written */
  guint64 written;  /* number of the last line on disk */
} FwTrailState;

/** fw_trail_open: makes @directory, its key and its first file where they are not there. */
FwTrail *fw_trail_open (const char *directory, GError **error);
/** fw_trail_close: writes what waits. */
void fw_trail_close (FwTrail *self);

/** fw_trail_record: @done: (nullable): called once, soon. */
void fw_trail_record (FwTrail *self,
                      const FwTrailEvent *event,
                      FwTrailManner manner,
                      FwTrailDone done,
                      gpointer user_data);
/** fw_trail_record_now: the same, and waits. Returns: FALSE when it is not on disk. */
gboolean fw_trail_record_now (FwTrail *self, const FwTrailEvent *event, GError **error);

void fw_trail_get_state (FwTrail *self, FwTrailState *state);

/** fw_trail_set_limits: @file_size: bytes of a file before the next is begun; @room: bytes that the
 * files may come to, as if the disk were full; 0: none. For tests. */
void fw_trail_set_limits (FwTrail *self, gsize file_size, gsize room);

/** fw_trail_find_directory: @identity: what the store is known by, however its address is spelt.
 * Returns: (transfer full): where the trail of a store is kept: beside it, or, of a store in
 * PostgreSQL, in this user's state folder. One that was named by its address gets its present name.
 */
char *fw_trail_find_directory (const char *store, const char *identity);

/** fw_trail_list_files: Returns: (transfer full): the files of a trail, in their order. */
GPtrArray *fw_trail_list_files (const char *directory, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwTrail, fw_trail_close)

G_END_DECLS
