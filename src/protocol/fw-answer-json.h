/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cube/fw-cube.h"
#include "core/metric/fw-metric.h"
#include "protocol/fw-json.h"

G_BEGIN_DECLS

/**
 * FwAnswerForm:
 * How an answer of the cube is written: the server's GET kpi, the live frame and `floorwalkerctl
 * kpi --format json` use the same. Names and standards come from whoever holds the centre.
 */
typedef struct
{
  gint64 from, to; /* µs UTC */
  double age_s;    /* of the latest event; NaN: none yet */
  const FwDimension *by;
  guint n_by;
  FwBucket bucket;
  gsize most_bytes;             /* writing ends beyond; 0: never. What stands then is no JSON */
  gboolean figures;             /* with n, interval, target and verdict */
  FwServiceLevel service_level; /* what the figure of that name means */

  /** The text of a code. */
  const char *(*name) (FwDimension dimension, guint16 code, gpointer user_data);
  /** (nullable): what a metric of a group (NULL: the total) is held against. */
  FwStandard (*standard) (const FwMetric *metric, const FwCubeGroup *group, gpointer user_data);
  /** (nullable): what to call a group on screen; written as "title". */
  const char *(*title) (const FwCubeGroup *group, gpointer user_data);
  gpointer user_data;
} FwAnswerForm;

/** fw_answer_json_append: the whole ANSWER of docs/api.md. */
void
fw_answer_json_append (FwJsonWriter *writer, const FwAnswerForm *form, const FwCubeAnswer *answer);

/** fw_answer_json_append_group: one group as an object; NULL @group with @sums: the total. */
void fw_answer_json_append_group (FwJsonWriter *writer,
                                  const FwAnswerForm *form,
                                  const FwCubeGroup *group,
                                  const FwSums *sums);

/** fw_answer_json_append_figure: {"n","low","high","target","verdict"}. */
void fw_answer_json_append_figure (FwJsonWriter *writer,
                                   const FwMetric *metric,
                                   const FwFigure *figure,
                                   const FwStandard *standard);

G_END_DECLS
