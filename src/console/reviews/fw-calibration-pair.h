/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-answer-item.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** FwCalibrationPair: two sheets of a contact side by side, item by item, with what was said of
 * each; items that got another score stand out. */
#define FW_TYPE_CALIBRATION_PAIR (fw_calibration_pair_get_type ())
G_DECLARE_FINAL_TYPE (FwCalibrationPair, fw_calibration_pair, FW, CALIBRATION_PAIR, GtkWidget)

/** fw_calibration_pair_show: @row: (nullable): of GET calibration. */
void fw_calibration_pair_show (FwCalibrationPair *self, FwAnswerItem *row);

G_END_DECLS
