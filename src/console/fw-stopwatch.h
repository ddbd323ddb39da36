/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-window.h"

G_BEGIN_DECLS

/**
 * fw_stopwatch_start: for the benchmark of the start: prints the moment (monotonic µs) of the
 * window's first frame and of the first one with figures on its page, then quits.
 */
void fw_stopwatch_start (GApplication *application, FwWindow *window);

G_END_DECLS
