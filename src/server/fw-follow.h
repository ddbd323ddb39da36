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
  FW_FOLLOW_MISSING,    /* nothing is there under the path */
  FW_FOLLOW_UNREADABLE, /* it is there and cannot be read */
  FW_FOLLOW_NOT_TAKEN   /* it is read, and the centre does not take its events */
} FwFollowStatus;

FwFollow *fw_follow_new (FwCentre *centre,
                         const char *path,
                         const char *source,
                         const char *position_path,
                         GError **error);
/** fw_follow_get_source: Returns: (transfer none): the name of the feed; any thread. */
const char *fw_follow_get_source (FwFollow *self);
/** fw_follow_get_status: as of the last look, a second ago at most; any thread. */
FwFollowStatus fw_follow_get_status (FwFollow *self);
const char *fw_follow_status_to_name (FwFollowStatus status); /* "ok", "missing" ... */
void fw_follow_free (FwFollow *self);                         /* keeps the position */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwFollow, fw_follow_free)

G_END_DECLS
