/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/people/fw-readiness.h"
#include "core/statistics/fw-agreement.h"

G_BEGIN_DECLS

/* What "people", "quality" and "badge" say about files; no centre is touched. Each prints to the
 * standard output, and nothing at all when anything is wrong. */

/** fw_file_bytes: all of a file. Returns: (transfer full): NULL with an error that names it. */
GBytes *fw_file_bytes (const char *path, GError **error);
/** fw_file_blame: puts the file's name before what is wrong in it. Returns: FALSE. */
gboolean fw_file_blame (GError **error, const char *path);

/** @days: (array length=n_days): ascending. */
gboolean fw_people_print_certificates (const char *schemes_path,
                                       const char *events_path,
                                       const gint32 *days,
                                       guint n_days,
                                       GError **error);

/** FwReadinessQuestion: how ready people are on a day. */
typedef struct
{
  const char *requirements, *people, *evidence; /* paths */
  const char *policy;                           /* as it was named */
  FwDecay decay;
  gint32 as_of;
  double most_level; /* top of the scale of levels */
  gboolean gaps;     /* a line for each gap, in place of one for each position */
} FwReadinessQuestion;

gboolean fw_people_print_readiness (const FwReadinessQuestion *question, GError **error);

/** fw_people_print_items: @key: (nullable); @pass: right answers that pass, 0: not said. */
gboolean fw_people_print_items (const char *answers, const char *key, guint pass, GError **error);

/** fw_people_print_raters: @pass: mark that passes, NAN: not said. */
gboolean fw_people_print_raters (const char *path, double pass, GError **error);

gboolean fw_people_print_alpha (const char *path, FwLevel level, GError **error);

G_END_DECLS
