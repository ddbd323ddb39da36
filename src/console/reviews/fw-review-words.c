/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/reviews/fw-review-words.h"

#include "charts/fw-format.h"
#include "protocol/fw-json.h"

#include <glib/gi18n-lib.h>

char *
fw_review_write_total (FwReviewSheet *sheet, const FwRecord *review)
{
  const guint open = fw_review_sheet_count_open (sheet);
  const gboolean whole = review != NULL && !fw_record_lacks (review, "total");
  const double sum = whole ? fw_record_get_number (review, fw_record_find (review, "total"))
                           : fw_review_sheet_get_sum (sheet);
  g_autofree char *points = fw_format_value (FW_FORMAT_POINTS, sum);

  if (!whole && fw_review_sheet_is_failed (sheet))
    return g_strdup (_ ("Failed by a fatal item"));
  if (whole || open == 0)
    return g_strdup_printf (_ ("Total %s"), points);
  /* Translators: the total of the items that are scored, and how many are not. */
  return g_strdup_printf (ngettext ("So far %s, %u item open", "So far %s, %u items open", open),
                          points, open);
}

char *
fw_review_write_keys (JsonObject *form, gboolean writes)
{
  if (form == NULL)
    return g_strdup (writes ? _ ("No form is in use: Ctrl+T takes those that come along, the page "
                                 "Review forms makes others.")
                            : _ ("No form is in use."));
  /* Translators: the name of a form and its version. */
  return g_strdup_printf (writes ? _ ("%s, version %d. A digit scores, N does not apply, C "
                                      "comments, Ctrl+Enter hands in.")
                                 : _ ("%s, version %d"),
                          fw_json_find_text (form, "name"),
                          (int) fw_json_find_count (form, "version"));
}
