/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "console/fw-view.h"

G_BEGIN_DECLS

/**
 * FwPill:
 * One choice of the scope bar: a button that says what is chosen, and a list of what can be. A list
 * may have several sections, each for one property of the view (queue, channel, product).
 */
#define FW_TYPE_PILL (fw_pill_get_type ())
G_DECLARE_FINAL_TYPE (FwPill, fw_pill, FW, PILL, AdwBin)

/** fw_pill_bind: @name: for assistive technology; @prefix: (nullable): quiet word before what is
 * chosen. */
void fw_pill_bind (FwPill *self, FwView *view, const char *name, const char *prefix);
/** fw_pill_add_section: @heading: (nullable); @all: (nullable): label of the choice "", when there
 * is one. */
void fw_pill_add_section (FwPill *self, const char *property, const char *heading, const char *all);
/** fw_pill_set_choices: @ids, @titles: (array zero-terminated=1), of one length. */
void fw_pill_set_choices (FwPill *self,
                          const char *property,
                          const char *const *ids,
                          const char *const *titles);
/** fw_pill_set_stand_in: what stands for a choice that is none of those given. */
void fw_pill_set_stand_in (FwPill *self, const char *property, const char *id);
/** fw_pill_describe: Returns: (transfer full): what is chosen, as the button says it. */
char *fw_pill_describe (FwPill *self);
/** fw_pill_narrows: whether less than everything is chosen. */
gboolean fw_pill_narrows (FwPill *self);
/** fw_pill_set_chooser: @popover: (transfer floating): an FwRangeChooser, which opens in place of
 * choosing what it stands for. */
void fw_pill_set_chooser (FwPill *self, GtkWidget *popover);

G_END_DECLS
