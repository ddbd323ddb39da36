/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/fw-client.h"
#include "console/fw-range-chooser.h"

G_BEGIN_DECLS

/** What FwView holds in "against" for a record of kind period: this and its id. */
#define FW_GOOD_PERIOD_PREFIX "period/"

/** fw_good_period_get_id: Returns: (nullable): the id in @against; NULL: it names no period. */
const char *fw_good_period_get_id (const char *against);

/**
 * FwGoodPeriod:
 * A name under which the days of a range chooser are kept as a record, for those who may write it.
 * What is kept is chosen at once.
 */
#define FW_TYPE_GOOD_PERIOD (fw_good_period_get_type ())
G_DECLARE_FINAL_TYPE (FwGoodPeriod, fw_good_period, FW, GOOD_PERIOD, AdwBin)

/** fw_good_period_new: Returns: (transfer floating): to be shown in @chooser. */
GtkWidget *fw_good_period_new (FwRangeChooser *chooser, FwClient *client);

G_END_DECLS
