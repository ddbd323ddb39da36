/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** FwRatings: who rated what, and how. */
typedef struct
{
  gboolean listed;   /* the table had a row for each rating */
  GPtrArray *units;  /* names of what was rated, sorted when listed, else in the table's order */
  GPtrArray *raters; /* names, as the units */
  double *values;    /* unit by unit; NAN: not rated */
  gboolean numbers;  /* every rating is a number; else they are codes of texts */
  guint n_ratings;
  guint64 *lines; /* by unit: where it stands (first) */
} FwRatings;

/**
 * fw_rating_file_read: a table with a row for each rating (columns person, rater, score, or other
 * usual names of these three), or with a row for each unit and a column for each rater. In the
 * latter the first column names the units, unless its name is one of the series of the others (r1,
 * r2, r3). Nothing, NA, null, * and . are "not rated".
 * @numbers: every rating must be one
 * Returns: (transfer full): NULL with FW_ERROR_INVALID that names the lines.
 */
FwRatings *fw_rating_file_read (GBytes *table, gboolean numbers, GError **error);
void fw_ratings_free (FwRatings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwRatings, fw_ratings_free)

G_END_DECLS
