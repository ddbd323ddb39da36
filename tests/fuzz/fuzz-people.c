/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/statistics/fw-agreement.h"
#include "core/statistics/fw-rater-effects.h"
#include "fuzz-target.h"
#include "intake/people/fw-answer-file.h"
#include "intake/people/fw-certificate-file.h"
#include "intake/people/fw-competency-file.h"
#include "intake/people/fw-rating-file.h"

/* The first byte says which reader; the rest is its file. What is read is folded, counted or solved
 * as the commands do. */

static void
assert_told (gconstpointer found, const GError *error)
{
  g_assert_true ((found != NULL) == (error == NULL));
  g_assert_true (error == NULL ||
                 (*error->message != '\0' && g_utf8_validate (error->message, -1, NULL)));
}

static void
read_certificates (GBytes *bytes)
{
  static const char rules[] = "{\"s\":{\"mode\":\"anniversary\",\"months\":1,\"grace_days\":40},"
                              "\"f\":{\"mode\":\"fixed\",\"fixed\":[2,29]}}";
  g_autoptr (GBytes) json = g_bytes_new_static (rules, strlen (rules));
  g_autoptr (GHashTable) schemes = fw_scheme_file_read (json, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = fw_certificate_file_read (bytes, schemes, &error);

  assert_told (list, error);
  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const FwCertificateHistory *at = list->pdata[i];
      FwCertificateStanding standing = fw_certificate_stand (at->steps, at->events->len, 20000);

      g_assert_true (standing.state != FW_CERTIFICATE_NONE || !standing.on_roster);
    }
}

static void
read_schemes (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) schemes = fw_scheme_file_read (bytes, &error);

  assert_told (schemes, error);
}

static void
read_requirements (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FwCompetencies) matrix = fw_competencies_read (bytes, 7, &error);

  assert_told (matrix, error);
  for (guint i = 0; matrix != NULL && i < matrix->positions->len; i++)
    {
      const FwPosition *at = matrix->positions->pdata[i];
      g_autofree double *levels = g_new (double, matrix->competencies->len + 1);
      FwReadiness found;

      for (guint k = 0; k < matrix->competencies->len; k++)
        levels[k] = k % 2 == 0 ? NAN : 3;
      found = fw_readiness_find ((const FwRequirement *) (void *) at->requirements->data,
                                 at->requirements->len, levels);
      g_assert_true (isnan (found.low) || found.low <= found.high + 1e-9);
    }
}

static void
read_answers (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FwAnswerFile) file = fw_answer_file_read (bytes, NULL, &error);
  g_autoptr (FwItemAnalysis) found = file != NULL ? fw_items_analyse (&file->answers) : NULL;

  assert_told (file, error);
  for (guint i = 0; found != NULL && i < found->n_items; i++)
    {
      double r = found->items[i].r_rest;

      g_assert_true (isnan (r) || fabs (r) <= 1 + 1e-9);
    }
}

static void
read_ratings (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FwRatings) ratings = fw_rating_file_read (bytes, TRUE, &error);
  g_autofree FwMark *marks = NULL;
  g_autoptr (FwRaterEffects) effects = NULL;
  guint n = 0, raters;

  assert_told (ratings, error);
  if (ratings == NULL || ratings->units->len * ratings->raters->len > 10000)
    return;
  raters = ratings->raters->len;
  g_assert_true (
      !(fw_alpha_find (ratings->values, ratings->units->len, raters, FW_LEVEL_NOMINAL).alpha > 1));
  if (!ratings->listed)
    return;
  marks = g_new (FwMark, ratings->n_ratings);
  for (guint i = 0; i < ratings->units->len * raters; i++)
    if (!isnan (ratings->values[i]))
      marks[n++] = (FwMark){ i / raters, i % raters, ratings->values[i] };
  g_assert_cmpuint (n, ==, ratings->n_ratings);
  effects = fw_rater_effects_find (marks, n, ratings->units->len, raters);
  g_assert_true (effects->connected || effects->n_components > 1);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static void (*const readers[]) (GBytes *) = { read_certificates, read_schemes, read_requirements,
                                                read_answers, read_ratings };
  g_autoptr (GBytes) bytes = NULL;

  if (size == 0)
    return 0;
  bytes = g_bytes_new (data + 1, size - 1);
  readers[data[0] % G_N_ELEMENTS (readers)](bytes);
  return 0;
}
