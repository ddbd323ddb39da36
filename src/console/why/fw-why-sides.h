/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-client.h"
#include "console/why/fw-why-result.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FwWhySides:
 * What stands beside an answer: hours of the week, reasons, paths, service from eight sides. Each
 * is asked for when it is first seen. Signals: "drill" (attribute, value): somebody wants to go
 * into it; "open" (measure of GET contacts); "metric" (name): to ask about that figure instead.
 */
#define FW_TYPE_WHY_SIDES (fw_why_sides_get_type ())
G_DECLARE_FINAL_TYPE (FwWhySides, fw_why_sides, FW, WHY_SIDES, GObject)

#define FW_WHY_N_SIDES 5

FwWhySides *fw_why_sides_new (FwClient *client);
/** fw_why_sides_get: @name: (out): "times" ... @title: (out): translated. Returns: (transfer none)
 */
GtkWidget *fw_why_sides_get (FwWhySides *self, guint side, const char **name, const char **title);
/** fw_why_sides_ask: @filters: of what @result answers; @title: (nullable): what they choose. */
void
fw_why_sides_ask (FwWhySides *self, FwWhyResult *result, const char *filters, const char *title);

G_END_DECLS
