/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/quality/fw-review-record.h"

#include <math.h>

#include "core/fw-error.h"

FwReviewForm *
fw_review_read (const FwRecord *record, guint *scale)
{
  g_return_val_if_fail (record != NULL && scale != NULL, NULL);

  *scale = (guint) CLAMP (fw_record_integer (record, "scale"), 1, FW_REVIEW_MOST_SCORE);
  return fw_review_form_parse (fw_record_text (record, "items"), NULL);
}

/* ---- what follows ---- */

/* The place of the disputed item, from 0. Returns: FALSE where none is. */
static gboolean
find_disputed (const FwReviewForm *form, const FwRecord *record, guint *place)
{
  const gint64 item = fw_record_integer (record, "disputed_item");

  if (fw_record_lacks (record, "disputed_item") || item < 1 || item > form->n)
    return FALSE;
  *place = (guint) item - 1;
  return TRUE;
}

static const char *
name_outcome (const FwRecord *record, int given)
{
  const gint64 decided = fw_record_integer (record, "decided");

  if (fw_record_lacks (record, "decided"))
    return NULL;
  return decided == given                                    ? "kept"
         : decided == fw_record_integer (record, "proposed") ? "proposed"
                                                             : "third";
}

void
fw_review_derive (const FwRecord *stored, FwRecord *record)
{
  int scores[FW_REVIEW_MOST_ITEMS];
  guint scale, place;
  g_autoptr (FwReviewForm) form = fw_review_read (record, &scale);
  const gboolean read =
      form != NULL &&
      fw_review_scores_read (form, scale, fw_record_text (record, "scores"), scores, NULL);
  double total = NAN;
  gboolean failed = FALSE;
  const char *outcome = NULL;

  if (read && find_disputed (form, record, &place))
    {
      outcome = name_outcome (record, scores[place]);
      if (outcome != NULL)
        scores[place] = (int) fw_record_integer (record, "decided");
    }
  if (read)
    {
      total = fw_review_total (form, scale, scores);
      failed = fw_review_fails (form, scores);
    }
  if (isnan (total))
    fw_record_clear (record, fw_record_find (record, "total"));
  else
    fw_record_set_number (record, fw_record_find (record, "total"), round (total * 100) / 100);
  fw_record_set_integer (record, fw_record_find (record, "failed"), failed);
  fw_record_set_text (record, fw_record_find (record, "outcome"), outcome);
}

/* ---- what is refused ---- */

static gboolean
check_score (const FwRecord *record, const char *field, guint scale, GError **error)
{
  g_autofree char *most = g_strdup_printf ("%u", scale);

  if (fw_record_lacks (record, field) || fw_record_integer (record, field) <= scale)
    return TRUE;
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s: expected a score from 0 to %s", field, most);
  return FALSE;
}

gboolean
fw_review_tells (const FwRecord *record)
{
  const char *state;

  g_return_val_if_fail (record != NULL, FALSE);

  state = fw_record_text (record, FW_KIND_STATE);
  return g_strcmp0 (fw_record_text (record, "sampled"), "random") == 0 &&
         !isnan (fw_record_get_number (record, fw_record_find (record, "total"))) &&
         g_strcmp0 (state, "draft") != 0 && g_strcmp0 (state, "compared") != 0;
}

gboolean
fw_review_check (const FwRecord *record, GError **error)
{
  int scores[FW_REVIEW_MOST_ITEMS];
  g_autoptr (FwReviewForm) form = NULL;
  const guint scale = (guint) CLAMP (fw_record_integer (record, "scale"), 1, FW_REVIEW_MOST_SCORE);
  g_autofree char *most = NULL;
  guint place;

  /* Before they are copied from the form, which only the store does, there is nothing to say. */
  if (fw_record_lacks (record, "items"))
    return TRUE;
  form = fw_review_form_parse (fw_record_text (record, "items"), error);
  if (form == NULL ||
      !fw_review_scores_read (form, scale, fw_record_text (record, "scores"), scores, error) ||
      !check_score (record, "proposed", scale, error) ||
      !check_score (record, "decided", scale, error))
    return FALSE;
  if (fw_record_lacks (record, "disputed_item"))
    {
      if (fw_record_lacks (record, "proposed") && fw_record_lacks (record, "decided"))
        return TRUE;
      g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID,
                           "disputed_item: expected the item that the score is of");
      return FALSE;
    }
  if (find_disputed (form, record, &place))
    return TRUE;
  most = g_strdup_printf ("%u", form->n);
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
               "disputed_item: expected the number of an item, 1 to %s", most);
  return FALSE;
}

gboolean
fw_review_form_check (const FwRecord *record, GError **error)
{
  g_autoptr (FwReviewForm) form = fw_review_form_parse (fw_record_text (record, "items"), error);

  return form != NULL;
}
