/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/metric/fw-metric.h"

G_BEGIN_DECLS

/** FwLiveMeasure: what a row of the live table tells of a group; its column and its member on the
 * wire. */
typedef enum
{
  FW_LIVE_OFFERED,
  FW_LIVE_ANSWERED,
  FW_LIVE_ABANDONED,
  FW_LIVE_LEFT,
  FW_LIVE_CONNECTION,
  FW_LIVE_SERVICE,
  FW_LIVE_ASA,
  FW_LIVE_AHT,
  FW_LIVE_CSAT,
  FW_LIVE_RESOLUTION,
  FW_LIVE_OCCUPANCY,
  FW_LIVE_IN_QUEUE, /* of a queue at the moment that is, from here on */
  FW_LIVE_LONGEST,
  FW_LIVE_READY,
  FW_LIVE_N_MEASURES
} FwLiveMeasure;

/** A measure beyond the table: the seventh tile. */
#define FW_LIVE_WAITING FW_LIVE_N_MEASURES

/** FwLiveValue: NaN wherever the wire says null or nothing. */
typedef struct
{
  double value;
  double low;
  double high;
  double target;
  guint64 n;
  guint64 least_n; /* fewer are not judged; 0: not told */
  FwVerdict verdict;
} FwLiveValue;

#define FW_LIVE_VALUE_NONE ((FwLiveValue){ NAN, NAN, NAN, NAN, 0, 0, FW_VERDICT_NO_DATA })

const char *fw_live_measure_to_name (FwLiveMeasure measure);
gboolean fw_live_measure_from_name (const char *name, FwLiveMeasure *measure);
FwUnit fw_live_measure_get_unit (FwLiveMeasure measure);
/** fw_live_measure_is_floor: TRUE where a target is a least (CSAT), FALSE where it is a most
 * (handling time). */
gboolean fw_live_measure_is_floor (FwLiveMeasure measure);
/** fw_live_value_equal: NaN equals NaN here. */
gboolean fw_live_value_equal (const FwLiveValue *a, const FwLiveValue *b);

G_END_DECLS
