/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trail/fw-trail.h"

G_BEGIN_DECLS

/** FwTrailReport: what verifying came to. */
typedef struct
{
  guint64 first, last; /* numbers of the first and the last line; 0: no line */
  guint64 lines;
  guint64 lines_of_last; /* of the last file */
  char *key;             /* (nullable): the public key that they were signed with */
  gboolean head;         /* the head was there: nothing is missing at the end */
  GPtrArray *problems;   /* (element-type utf8): sentences with file and line */
} FwTrailReport;

#define FW_TRAIL_MAX_PROBLEMS 100 /* further ones are not told */

/** fw_trail_verify: @paths: files of one trail, in any order; @key: (nullable): the public key that
 * they must be signed with. The head beside the last of them is looked at too. Returns: TRUE when
 * all could be read and nothing is wrong; else FALSE with problems, or with an error. */
gboolean
fw_trail_verify (const char *const *paths, const char *key, FwTrailReport *report, GError **error);
void fw_trail_report_clear (FwTrailReport *report);

/** FwTrailVisit: @line: as it is stored, without line end. Returns: FALSE to stop. */
typedef gboolean (*FwTrailVisit) (const char *path,
                                  guint64 number_in_file,
                                  const char *line,
                                  gsize length,
                                  gpointer user_data,
                                  GError **error);
/** fw_trail_visit: every line of a file, whatever it is; the last may lack its end. */
gboolean fw_trail_visit (const char *path, FwTrailVisit visit, gpointer user_data, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FwTrailReport, fw_trail_report_clear)

G_END_DECLS
