/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/fw-text.h"

G_BEGIN_DECLS

#define FW_CALL_BEST_RATING 5

/** How a rating is written. */
typedef enum
{
  FW_CALL_RATING_NONE,
  FW_CALL_RATING_NUMBER, /* "4", "4/5", "4 stars", "★★★★☆", "4 - Satisfied" */
  FW_CALL_RATING_WORD,   /* "satisfied": 4 of five grades, but the best of three */
  FW_CALL_RATING_END     /* "very satisfied": the scale has five */
} FwCallRatingForm;

/** fw_call_rating_read: @value: (out): 0 to 5. */
FwCallRatingForm fw_call_rating_read (FwText cell, gint *value);

/** fw_call_rating_is_none: a word that says that nobody rated the call: "未评价", "not rated". */
gboolean fw_call_rating_is_none (FwText cell);

/** fw_call_whole_read: 5, 5.0 and 5,00. FALSE: no whole number of at most four digits. */
gboolean fw_call_whole_read (FwText cell, gint *value);

G_END_DECLS
