/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/metric/fw-metric.h"
#include "core/statistics/fw-rater-effects.h"

G_BEGIN_DECLS

/* What the marks of a panel say of applicants: the raw mark beside a fair one, from which it is
 * taken how lenient each of the panel is, and who surely stands above whom. It orders nobody else,
 * and decides nothing. */

/** FwPanelApplicant: one of those who were scored. */
typedef struct
{
  guint n;             /* marks */
  double raw;          /* their mean; NAN without one */
  double fair;         /* as if all of the panel had scored her; NAN where that cannot be told */
  double error;        /* standard error of it; NAN as well where too few marks tell it */
  FwInterval interval; /* of all applicants together 95 %; NAN as @error */
  guint above, below;  /* applicants whose whole interval lies above, or below, hers */
} FwPanelApplicant;

/** FwPanelMember: one of those who score. */
typedef struct
{
  guint n;
  double lenience, error; /* what is taken from her marks: positive is lenient; NAN as above */
} FwPanelMember;

/** FwPanel: zero it before; clear it at the end. */
typedef struct
{
  FwPanelApplicant *applicants;
  FwPanelMember *members;
  guint n_applicants, n_members;
  gboolean connected; /* FALSE: some were scored by others than the rest: marks do not compare */
  guint freedom;      /* degrees of it; 0: no error can be told */
} FwPanel;

/** fw_panel_judge: @marks: each by the index of its applicant (person) and of its member (rater);
 * who has no mark stays without figures. */
void fw_panel_judge (
    FwPanel *self, const FwMark *marks, guint n_marks, guint n_applicants, guint n_members);
/** fw_panel_bound: keeps fair marks and intervals within what a mark can be, after they were
 * compared; NAN stays. */
void fw_panel_bound (FwPanel *self, double least, double most);
void fw_panel_clear (FwPanel *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FwPanel, fw_panel_clear)

G_END_DECLS
