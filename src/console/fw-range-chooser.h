/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "console/fw-view.h"

G_BEGIN_DECLS

/**
 * FwRangeChooser:
 * From which day to which, both included, chosen by calendar or typed as 2026-11-21. What is
 * applied becomes the "custom" range of the view.
 */
#define FW_TYPE_RANGE_CHOOSER (fw_range_chooser_get_type ())
G_DECLARE_FINAL_TYPE (FwRangeChooser, fw_range_chooser, FW, RANGE_CHOOSER, GtkPopover)

/** fw_range_chooser_new: Returns: (transfer floating): to be given a parent. */
GtkWidget *fw_range_chooser_new (FwView *view);

/** fw_range_choices: (out) (transfer none): the ranges of a view and their words, of one length. */
void fw_range_choices (const char *const **ranges, const char *const **titles);
/** fw_range_describe: Returns: (transfer full): the range of @view in words: "Yesterday",
 * "2026-11-01 – 2026-11-15". */
char *fw_range_describe (FwView *view);

/** fw_range_chooser_set: as if typed. */
void fw_range_chooser_set (FwRangeChooser *self, const char *from, const char *to);
/** fw_range_chooser_apply: FALSE: no days, or the last before the first; the problem is shown. */
gboolean fw_range_chooser_apply (FwRangeChooser *self);

/** fw_range_chooser_new_for_baseline: the same for the period to compare with ("period"). */
GtkWidget *fw_range_chooser_new_for_baseline (FwView *view);
FwView *fw_range_chooser_get_view (FwRangeChooser *self);
/** fw_range_chooser_add: shows @widget below the days. */
void fw_range_chooser_add (FwRangeChooser *self, GtkWidget *widget);
/** fw_range_chooser_check: FALSE as of fw_range_chooser_apply(), and the same is shown. */
gboolean fw_range_chooser_check (FwRangeChooser *self);
/** fw_range_chooser_get_day: Returns: (transfer full): the first or last day, as typed. */
char *fw_range_chooser_get_day (FwRangeChooser *self, gboolean last);
/** fw_range_chooser_get_choice: Returns: the choice it stands for: "custom", "period". */
const char *fw_range_chooser_get_choice (FwRangeChooser *self);
/** fw_range_chooser_describe: Returns: (transfer full): "2026-11-01 – 2026-11-15", what was
 * applied.
 */
char *fw_range_chooser_describe (FwRangeChooser *self);

G_END_DECLS
