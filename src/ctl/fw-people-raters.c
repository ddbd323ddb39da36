/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>

#include "core/fw-error.h"
#include "core/statistics/fw-agreement.h"
#include "core/statistics/fw-rater-effects.h"
#include "ctl/fw-people.h"
#include "intake/people/fw-rating-file.h"
#include "protocol/fw-json.h"

/* More categories than that are no categories. */
#define MOST_CATEGORIES 100

static guint
count_cells (const FwRatings *ratings)
{
  return ratings->units->len * ratings->raters->len;
}

/* ---- effects ---- */

static FwMark *
list_marks (const FwRatings *ratings)
{
  FwMark *marks = g_new (FwMark, ratings->n_ratings + 1);
  guint n = 0, raters = ratings->raters->len;

  for (guint i = 0; i < count_cells (ratings); i++)
    if (!isnan (ratings->values[i]))
      marks[n++] = (FwMark){ i / raters, i % raters, ratings->values[i] };
  return marks;
}

static void
write_named (FwJsonWriter *json, const char *key, const GPtrArray *names, const double *values)
{
  fw_json_writer_key (json, key);
  fw_json_writer_begin_object (json);
  for (guint i = 0; i < names->len; i++)
    fw_json_member_number (json, names->pdata[i], values[i]);
  fw_json_writer_end_object (json);
}

static void
write_part (
    FwJsonWriter *json, const char *key, const GPtrArray *names, const guint *parts, guint part)
{
  fw_json_writer_key (json, key);
  fw_json_writer_begin_array (json);
  for (guint i = 0; i < names->len; i++)
    if (parts[i] == part)
      fw_json_writer_text (json, names->pdata[i]);
  fw_json_writer_end_array (json);
}

static void
write_components (FwJsonWriter *json, const FwRatings *ratings, const FwRaterEffects *effects)
{
  fw_json_member_text (json, "note", "not comparable: no marks tie the components together");
  fw_json_writer_key (json, "components");
  fw_json_writer_begin_array (json);
  for (guint i = 0; i < effects->n_components; i++)
    {
      fw_json_writer_begin_object (json);
      write_part (json, "persons", ratings->units, effects->person_part, i);
      write_part (json, "raters", ratings->raters, effects->rater_part, i);
      fw_json_writer_end_object (json);
    }
  fw_json_writer_end_array (json);
}

static void
write_verdicts (FwJsonWriter *json,
                const FwRatings *ratings,
                const FwRaterEffects *effects,
                double pass)
{
  static const char *const names[] = { "same", "cannot tell", "differs" };

  fw_json_writer_key (json, "pass_raw_and_fair");
  fw_json_writer_begin_object (json);
  for (guint i = 0; i < ratings->units->len; i++)
    fw_json_member_text (
        json, ratings->units->pdata[i],
        names[fw_fair_judge (effects->raw[i], effects->fair[i], effects->fair_error[i], pass)]);
  fw_json_writer_end_object (json);
}

static void
write_least_squares (FwJsonWriter *json,
                     const FwRatings *ratings,
                     const FwRaterEffects *effects,
                     double pass)
{
  fw_json_writer_key (json, "least_squares");
  fw_json_writer_begin_object (json);
  fw_json_member_boolean (json, "connected", effects->connected);
  if (effects->connected)
    {
      write_named (json, "rater_effect_sum_zero_positive_is_lenient", ratings->raters,
                   effects->effect);
      write_named (json, "rater_effect_se", ratings->raters, effects->effect_error);
      fw_json_member_number (json, "residual_sd", effects->residual);
      fw_json_member_integer (json, "df", effects->freedom);
      write_named (json, "fair", ratings->units, effects->fair);
      write_named (json, "fair_se", ratings->units, effects->fair_error);
    }
  else
    write_components (json, ratings, effects);
  write_named (json, "raw", ratings->units, effects->raw);
  if (effects->connected && !isnan (pass))
    write_verdicts (json, ratings, effects, pass);
  fw_json_writer_end_object (json);
}

static void
write_variances (FwJsonWriter *json, const FwRatings *ratings, const FwRaterVariances *found)
{
  fw_json_writer_key (json, "reml");
  fw_json_writer_begin_object (json);
  fw_json_member_number (json, "mean", found->mean);
  fw_json_member_number (json, "var_person", found->var_person);
  fw_json_member_number (json, "var_rater", found->var_rater);
  fw_json_member_number (json, "var_residual", found->var_residual);
  write_named (json, "rater_blup", ratings->raters, found->rater);
  write_named (json, "person_blup", ratings->units, found->person);
  fw_json_writer_end_object (json);
}

static void
write_effects (FwJsonWriter *json, const FwRatings *ratings, double pass)
{
  g_autofree FwMark *marks = list_marks (ratings);
  guint persons = ratings->units->len, raters = ratings->raters->len;
  g_autoptr (FwRaterEffects) effects =
      fw_rater_effects_find (marks, ratings->n_ratings, persons, raters);
  g_autoptr (FwRaterVariances) variances =
      effects->connected ? fw_rater_variances_find (marks, ratings->n_ratings, persons, raters)
                         : NULL;

  write_least_squares (json, ratings, effects, pass);
  if (variances != NULL)
    write_variances (json, ratings, variances);
}

/* ---- agreement ---- */

static void
write_alpha (FwJsonWriter *json, const FwRatings *ratings, FwLevel level)
{
  FwAlpha alpha = fw_alpha_find (ratings->values, ratings->units->len, ratings->raters->len, level);

  fw_json_writer_key (json, fw_level_to_name (level));
  fw_json_writer_begin_object (json);
  fw_json_member_number (json, "alpha", alpha.alpha);
  fw_json_member_integer (json, "pairable_values", alpha.n_values);
  fw_json_member_integer (json, "units", alpha.n_units);
  fw_json_member_number (json, "agreement", alpha.agreement);
  fw_json_writer_end_object (json);
}

static gboolean
has_negative (const FwRatings *ratings)
{
  for (guint i = 0; i < count_cells (ratings); i++)
    if (ratings->values[i] < 0)
      return TRUE;
  return FALSE;
}

static void
write_icc (FwJsonWriter *json, const FwRatings *ratings)
{
  FwIcc icc;

  if (!fw_icc_find (ratings->values, ratings->units->len, ratings->raters->len, &icc))
    return;
  fw_json_member_number (json, "icc_1_1", icc.one[0]);
  fw_json_member_number (json, "icc_2_1", icc.one[1]);
  fw_json_member_number (json, "icc_3_1", icc.one[2]);
  fw_json_member_number (json, "icc_1_k", icc.mean[0]);
  fw_json_member_number (json, "icc_2_k", icc.mean[1]);
  fw_json_member_number (json, "icc_3_k", icc.mean[2]);
  fw_json_member_number (json, "MSR", icc.between);
  fw_json_member_number (json, "MSC", icc.raters);
  fw_json_member_number (json, "MSE", icc.residual);
  fw_json_member_number (json, "MSW", icc.within);
}

static guint
find_category (GArray *categories, double value)
{
  guint i;

  for (i = 0; i < categories->len; i++)
    if (g_array_index (categories, double, i) == value)
      return i;
  if (i < MOST_CATEGORIES)
    g_array_append_val (categories, value);
  return i;
}

/* Every unit has the same number of ratings here; whose they are does not matter. */
static void
write_fleiss (FwJsonWriter *json, const FwRatings *ratings)
{
  guint units = ratings->units->len, raters = ratings->raters->len;
  g_autoptr (GArray) categories = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree guint *counts = g_new0 (guint, (gsize) units * MOST_CATEGORIES);
  g_autofree guint *dense = NULL;
  FwFleiss fleiss;

  for (guint i = 0; i < units * raters; i++)
    {
      guint category = find_category (categories, ratings->values[i]);

      if (category == MOST_CATEGORIES)
        return;
      counts[i / raters * MOST_CATEGORIES + category]++;
    }
  dense = g_new0 (guint, (gsize) units * categories->len + 1);
  for (guint u = 0; u < units; u++)
    for (guint c = 0; c < categories->len; c++)
      dense[u * categories->len + c] = counts[u * MOST_CATEGORIES + c];
  if (!fw_fleiss_find (dense, units, categories->len, &fleiss))
    return;
  fw_json_member_number (json, "kappa", fleiss.kappa);
  fw_json_member_number (json, "P_bar", fleiss.agreement);
  fw_json_member_number (json, "Pe", fleiss.chance);
  fw_json_member_number (json, "gwet_ac1", fleiss.ac1);
}

static void
write_agreement (FwJsonWriter *json, const FwRatings *ratings)
{
  guint units = ratings->units->len, raters = ratings->raters->len;

  write_alpha (json, ratings, FW_LEVEL_NOMINAL);
  if (ratings->numbers)
    {
      write_alpha (json, ratings, FW_LEVEL_ORDINAL);
      write_alpha (json, ratings, FW_LEVEL_INTERVAL);
      fw_json_member_number (
          json, "alpha_interval",
          fw_alpha_find (ratings->values, units, raters, FW_LEVEL_INTERVAL).alpha);
    }
  if (ratings->numbers && !has_negative (ratings))
    write_alpha (json, ratings, FW_LEVEL_RATIO);
  fw_json_member_number (json, "alpha_nominal",
                         fw_alpha_find (ratings->values, units, raters, FW_LEVEL_NOMINAL).alpha);
  if (ratings->n_ratings != count_cells (ratings))
    return;
  if (ratings->numbers)
    write_icc (json, ratings);
  write_fleiss (json, ratings);
}

gboolean
fw_people_print_raters (const char *path, double pass, GError **error)
{
  g_autoptr (GBytes) table = fw_file_bytes (path, error);
  g_autoptr (FwRatings) ratings = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  FwJsonWriter json;

  if (table == NULL)
    return FALSE;
  ratings = fw_rating_file_read (table, FALSE, error);
  if (ratings == NULL)
    return fw_file_blame (error, path);
  if (ratings->listed && !ratings->numbers)
    {
      /* Marks are numbers; read again so that the lines that are none are named. */
      g_autoptr (FwRatings) again = fw_rating_file_read (table, TRUE, error);

      return again == NULL && fw_file_blame (error, path);
    }
  fw_json_writer_init (&json, out);
  fw_json_writer_begin_object (&json);
  fw_json_member_integer (&json, "units", ratings->units->len);
  fw_json_member_integer (&json, "raters", ratings->raters->len);
  fw_json_member_integer (&json, "ratings", ratings->n_ratings);
  if (ratings->listed)
    write_effects (&json, ratings, pass);
  write_agreement (&json, ratings);
  fw_json_writer_end_object (&json);
  puts (out->str);
  return TRUE;
}

gboolean
fw_people_print_alpha (const char *path, FwLevel level, GError **error)
{
  g_autoptr (GBytes) table = fw_file_bytes (path, error);
  g_autoptr (FwRatings) ratings = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  FwJsonWriter json;
  FwAlpha alpha;

  if (table == NULL)
    return FALSE;
  ratings = fw_rating_file_read (table, level != FW_LEVEL_NOMINAL, error);
  if (ratings == NULL)
    return fw_file_blame (error, path);
  if (level == FW_LEVEL_RATIO && has_negative (ratings))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "%s: ratio needs numbers that are not negative", path);
      return FALSE;
    }
  alpha = fw_alpha_find (ratings->values, ratings->units->len, ratings->raters->len, level);
  fw_json_writer_init (&json, out);
  fw_json_writer_begin_object (&json);
  fw_json_member_text (&json, "level", fw_level_to_name (level));
  fw_json_member_number (&json, "alpha", alpha.alpha);
  fw_json_member_number (&json, "agreement", alpha.agreement);
  fw_json_member_integer (&json, "pairable_values", alpha.n_values);
  fw_json_member_integer (&json, "units", alpha.n_units);
  fw_json_member_integer (&json, "raters", ratings->raters->len);
  if (isnan (alpha.alpha))
    fw_json_member_text (&json, "note", alpha.n_values == 0 ? "no pair" : "no variation");
  fw_json_writer_end_object (&json);
  puts (out->str);
  return TRUE;
}
