/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * fw_adherence: 1 − exception / scheduled, never below 0.
 * @outside: work outside the shift; counted as exception and as scheduled where the policy says so,
 * else 0 Returns: NaN for "no schedule".
 */
double fw_adherence (gint64 scheduled, gint64 exception, gint64 outside);

/** fw_conformance: actual / scheduled; may pass 1. Returns: NaN for "no schedule". */
double fw_conformance (gint64 actual, gint64 scheduled);

/** FwScorePart: one component of a weighted score. */
typedef struct
{
  double weight;
  double points;
  guint n;         /* what the points rest on */
  guint minimum_n; /* below it the component is insufficient */
} FwScorePart;

/**
 * fw_score: Σ weight × points, weights rescaled over the sufficient parts.
 * @insufficient: (out) (optional): the weight that is missing; with any, a person decides
 * Returns: NaN when no part is sufficient.
 */
double fw_score (const FwScorePart *parts, guint n_parts, double *insufficient);

G_END_DECLS
