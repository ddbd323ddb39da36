/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "centre/fw-centre.h"
#include "core/why/fw-why.h"

G_BEGIN_DECLS

#define FW_WHY_MOST_BY 8

/** FwWhyQuestion: why a figure is what it is, held against what. */
typedef struct
{
  const FwMetric *metric;
  FwQuestion window; /* from, to, now and filters; by and bucket are ignored */
  FwWhyBaseline baseline;
  gint64 baseline_from, baseline_to; /* of FW_WHY_PERIOD; µs UTC */
  FwDimension by[FW_WHY_MOST_BY];    /* what is searched */
  guint n_by;                        /* 0: what suits */
  gboolean factors;
} FwWhyQuestion;

void fw_why_question_clear (FwWhyQuestion *question);

/**
 * fw_centre_read_period: the days of a good period (kind "period") as what @question is held
 * against, by the clock of the period's site, else of the site that the question's window is of.
 * @title: (out) (transfer full): the period's name
 * Returns: FALSE with FW_ERROR_NOT_FOUND where there is none of that id within @scope.
 */
gboolean fw_centre_read_period (FwCentre *self,
                                FwScope *scope,
                                const char *id,
                                FwWhyQuestion *question,
                                char **title,
                                GError **error);

/**
 * fw_centre_why:
 * Both sides are counted under the scope and by the filters of fw_centre_ask(), so that no figure
 * differs from GET kpi. May be called from any thread; the cube is not locked while it searches.
 * Returns: (transfer full): NULL with FW_ERROR_INVALID (a metric that contacts do not tell, a
 * period that ends before it begins), FW_ERROR_TOO_LARGE or G_IO_ERROR_CANCELLED. That there is
 * nothing to compare is no error: the answer's state says so.
 */
FwWhyAnswer *fw_centre_why (FwCentre *self,
                            FwScope *scope,
                            const FwWhyQuestion *question,
                            GCancellable *cancellable,
                            GError **error);

G_END_DECLS
