/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/why/fw-why.h"

G_BEGIN_DECLS

/**
 * FwWhyLoadTable:
 * The work that was asked for, by the values of one dimension and by day. Work is contacts times
 * the mean handling of their kind on that side, in seconds, so that contacts nobody answered count
 * as well. Index 0 is before, 1 now.
 */
typedef struct
{
  guint n_values;
  guint n_days[2];
  const double *work[2]; /* (array length=n_values * n_days): the days of a value side by side */
} FwWhyLoadTable;

/** FwWhyLoadFound: the value that most of the growth came from. */
typedef struct
{
  guint table, value;
  double before_s, now_s; /* its work on a mean day */
  double share;           /* of what all values that grew added, 0-1 */
  double p;               /* of its days now against those before, with all values counted */
} FwWhyLoadFound;

/**
 * fw_why_load_find:
 * Which value of which table asked for so much more work that it holds half of all growth or more.
 * Of several that do, the one that grew most against itself: the product rather than the channel
 * that it comes by; of equal ones the first. Days are the unit of chance (Welch's test, p ≤ 1 %
 * over all values), so that two days a side are the least. Returns: FALSE where the work of all did
 * not grow by FW_WHY_LOAD_LEAST, or nothing stands out.
 */
gboolean fw_why_load_find (const FwWhyLoadTable *tables, guint n_tables, FwWhyLoadFound *found);

/** Growth of all work below which no wait is put down to it. */
#define FW_WHY_LOAD_LEAST 0.02

FwWhyLoad *fw_why_load_new (const char *attribute, const char *value, const char *title);
void fw_why_load_free (FwWhyLoad *load);

G_END_DECLS
