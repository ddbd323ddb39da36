/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "centre/fw-centre.h"

G_BEGIN_DECLS

/**
 * FwFollow:
 * A queue_log that flows into the centre as the PBX writes it. How far it was read is kept in a
 * file once a second: only to save reading it all again, since an event taken twice changes
 * nothing. On the main context.
 */
typedef struct _FwFollow FwFollow;

/** Whether the source delivers. */
typedef enum
{
  FW_FOLLOW_OK,
  FW_FOLLOW_MISSING,        /* nothing is there under the path */
  FW_FOLLOW_UNREADABLE,     /* it is there and cannot be read */
  FW_FOLLOW_NOT_TAKEN,      /* it is read, and the centre does not take its events */
  FW_FOLLOW_NOT_UNDERSTOOD, /* lines come in, and none of them is one of a queue_log */
  FW_FOLLOW_GAP,            /* within the last day a piece of it was not found or not read */
  FW_FOLLOW_SOME_REJECTED,  /* within the last hour some lines could not be understood */
  FW_FOLLOW_UNDECIDED       /* its dates can be read with the day or the month first */
} FwFollowStatus;

/** FwFollowState: as of the last look, a second ago at most. Counts are of this run of the server.
 */
typedef struct
{
  FwFollowStatus status;
  guint64 accepted, rejected; /* lines */
  guint64 gaps;               /* pieces that were not read */
  gint64 last;                /* newest event, µs UTC; 0 none */
  guint64 first_rejected;     /* number of that line in its file; 0 none */
  char reason[64];            /* why it was; "" none */
} FwFollowState;

/** fw_follow_new: @map_path: (nullable): a file with the mapping; without one that of the records
 * which is kept for logs of @source, if there is any, as it stands now. */
FwFollow *fw_follow_new (FwCentre *centre,
                         const char *path,
                         const char *source,
                         const char *map_path,
                         const char *position_path,
                         GError **error);
/** fw_follow_get_source: Returns: (transfer none): the name of the feed; any thread. */
const char *fw_follow_get_source (FwFollow *self);
/** fw_follow_get_state: any thread. */
void fw_follow_get_state (FwFollow *self, FwFollowState *state);
const char *fw_follow_status_to_name (FwFollowStatus status); /* "ok", "missing" ... */
void fw_follow_free (FwFollow *self);                         /* keeps the position */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwFollow, fw_follow_free)

G_END_DECLS
