/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Small dense symmetric systems, row by row. */

/** fw_linear_factor: Cholesky's factor of a symmetric positive definite matrix in its lower half,
 * in place. @log_determinant: (out) (optional). Returns: FALSE where it is not positive definite.
 */
gboolean fw_linear_factor (double *matrix, guint n, double *log_determinant);

/** fw_linear_solve: the solution in place of the right side; @factor from fw_linear_factor(). */
void fw_linear_solve (const double *factor, guint n, double *right);

G_END_DECLS
