/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/why/fw-factor.h"
#include "core/why/fw-why-figures.h"

G_BEGIN_DECLS

/**
 * FwFactorTest: the factors of one question: counted under the cube's read lock, then tested.
 * Zero-initialise but for factors, team_unknown and by_people; clear at the end.
 */
typedef struct
{
  FwFactors *factors;
  GPtrArray *tables; /* FwTabulation: units by strata and marks; then levels, a factor each */
  guint asked[FW_FACTOR_MOST]; /* factors that can say something of the metric */
  guint n_asked;
  gboolean
      team_unknown;   /* the metric counts contacts of which the team of the person is not known */
  gboolean by_people; /* units are people, else the days of queues */
  gboolean coarse;    /* too many contacts for strata as fine as queues and shifts */
  gboolean too_many;  /* even so too many combinations: nothing was tried */
  GPtrArray *found;   /* FwWhyFactor, in the order of fw_factor_list() */
} FwFactorTest;

/**
 * fw_factor_test_count:
 * @sides: now, before
 * @inverted: before holds now as well: it is taken off
 * @day: an axis that numbers site days
 * Returns: FALSE with FW_ERROR_TOO_LARGE or G_IO_ERROR_CANCELLED.
 */
gboolean fw_factor_test_count (FwFactorTest *self,
                               FwCube *cube,
                               const FwMetric *metric,
                               const FwTallyRule *rule,
                               const FwTabulateSide *sides,
                               gboolean inverted,
                               const FwDerived *day,
                               GCancellable *cancellable,
                               GError **error);

/** fw_factor_test_run: @frame: everything but now, before and their values, which are filled in
 * here. Returns: the change. */
double fw_factor_test_run (FwFactorTest *self, const FwWhyFrame *frame);

/** fw_factor_test_list_causes: factors that are found to stand behind @change (those that held
 * against it do not), strongest first; @most of them. Returns: how many. */
guint
fw_factor_test_list_causes (const FwFactorTest *self, double change, guint *factors, guint most);

/** fw_factor_test_fill_levels: every level of each factor that was tried as a cell of @frame, after
 * fw_factor_test_run(). @looked: (element-type FwWhyLooked): they are added */
void fw_factor_test_fill_levels (FwFactorTest *self, const FwWhyFrame *frame, GArray *looked);

/** fw_factor_test_take: moves what was found to @answer, by q. */
void fw_factor_test_take (FwFactorTest *self, FwWhyAnswer *answer);
void fw_factor_test_clear (FwFactorTest *self);

G_END_DECLS
