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

FwFollow *fw_follow_new (FwCentre *centre,
                         const char *path,
                         const char *source,
                         const char *position_path,
                         GError **error);
void fw_follow_free (FwFollow *self); /* keeps the position */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwFollow, fw_follow_free)

G_END_DECLS
