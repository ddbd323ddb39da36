/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-live-frame.h"

G_BEGIN_DECLS

/* For reading a frame (fw-live-frame.c): elements that were read in part. */
void fw_live_frame_tile_free (gpointer data);
void fw_live_frame_person_free (gpointer data);

G_END_DECLS
