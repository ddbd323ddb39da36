/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-window.h"

G_BEGIN_DECLS

/** fw_print: asks for a printer and prints the page that @window shows. The drawing is taken in the
 * light colours, also where the desk is dark. */
void fw_print (FwWindow *window);

/** fw_print_to_file: the same into a PDF, without asking. @done: (nullable): called when it is
 * written, with how many pages it has; 0 when it could not be. */
void fw_print_to_file (FwWindow *window,
                       const char *path,
                       void (*done) (guint n_pages, gpointer data),
                       gpointer data);

G_END_DECLS
