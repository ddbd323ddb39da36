/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/metric/fw-rated.h"

#include <glib/gi18n-lib.h>

static const FwRatedSide sides[FW_RATED_N_SIDES] = {
  { "attitude", N_ ("Attitude"),
    N_ ("Listen to contacts that were rated low for attitude, and coach tone and empathy.") },
  { "efficiency", N_ ("Efficiency"),
    N_ ("Look for long waits, holds and repeated questions in contacts that were rated low.") },
  { "knowledge", N_ ("Knowledge"),
    N_ ("Find what could not be answered, and train or document it.") },
  { "communication", N_ ("Communication"),
    N_ ("Practise clear wording and summing up; read low-rated contacts together.") },
  { "solution", N_ ("Solution"),
    N_ ("See what stayed unsolved, and who would have to be able to decide it.") },
  { "process", N_ ("Ease of the process"),
    N_ ("Walk through the steps that customers have to take, and drop those that help nobody.") },
  { "etiquette", N_ ("Etiquette"),
    N_ ("Go through greeting, wording and closing with those who were rated low.") },
  { "follow-up", N_ ("Follow-up"),
    N_ ("Check whether what was promised was done in time and told to the customer.") },
};

const FwRatedSide *
fw_rated_sides (void)
{
  return sides;
}

gint
fw_rated_find (FwText name)
{
  for (guint i = 0; i < FW_RATED_N_SIDES; i++)
    if (fw_text_equal (name, fw_text (sides[i].name)))
      return (gint) i;

  return -1;
}

gboolean
fw_rated_check (guint32 scores)
{
  if (scores >> (3 * FW_RATED_N_SIDES) != 0)
    return FALSE;
  for (guint i = 0; i < FW_RATED_N_SIDES; i++)
    if (fw_rated_get (scores, i) > 5)
      return FALSE;

  return TRUE;
}

guint32
fw_rated_merge (guint32 scores, guint32 later)
{
  for (guint i = 0; i < FW_RATED_N_SIDES; i++)
    if (fw_rated_get (later, i) > 0)
      scores = fw_rated_set (scores, i, fw_rated_get (later, i));

  return scores;
}

void
fw_rated_add (FwRatedSums *sums, guint32 scores)
{
  g_return_if_fail (sums != NULL);

  for (guint i = 0; i < FW_RATED_N_SIDES; i++)
    {
      guint score = fw_rated_get (scores, i);

      sums->n[i] += score > 0;
      sums->points[i] += score;
      sums->squares[i] += (guint64) score * score;
    }
}
