/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-window.h"

G_BEGIN_DECLS

/**
 * FwTour: for a machine without a display: lets the console run for some seconds, then saves a
 * picture of each page, prints their paths and the four figures, and quits.
 */
#define FW_TYPE_TOUR (fw_tour_get_type ())
G_DECLARE_FINAL_TYPE (FwTour, fw_tour, FW, TOUR, GObject)

/** fw_tour_new: starts; @seconds: from when the centre is there. */
FwTour *fw_tour_new (GApplication *application,
                     FwWindow *window,
                     FwClient *client,
                     const char *folder,
                     guint seconds);

/** fw_tour_give_up: says @reason on standard error and quits; what has begun is not a tour. */
void fw_tour_give_up (FwTour *self, const char *reason);
/** fw_tour_has_failed: Returns: whether it gave up, or a picture or the figures could not be had.
 */
gboolean fw_tour_has_failed (FwTour *self);

G_END_DECLS
