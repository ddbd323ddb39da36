/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where nothing happens, next to nothing is found. */
#include <math.h>

#include "core/kind/fw-kind.h"
#include "support/fw-stationary.h"
#include "support/fw-test-centre.h"
#include "support/fw-test-record.h"
#include "support/fw-test-store.h"

#define SEED 20261
#define QUESTIONS 100

static void
test_stationary (void)
{
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  char *location = fw_test_store_new ();
  FwCentre *centre = fw_test_centre_open (location);
  guint found = 0;

  fw_stationary_fill (centre, SEED, 1500);
  for (guint i = 0; i < QUESTIONS; i++)
    {
      FwWhyQuestion question = fw_stationary_question (SEED, i);
      g_autoptr (GError) error = NULL;
      g_autoptr (FwWhyAnswer) answer = fw_centre_why (centre, scope, &question, NULL, &error);

      g_assert_no_error (error);
      if (answer->causes->len > 0)
        {
          const FwWhyCause *cause = answer->causes->pdata[0];

          found++;
          g_test_message ("%u %s %s: %s=%s q %g", i, question.metric->name,
                          fw_why_baseline_to_name (question.baseline),
                          g_array_index (cause->cell.parts, FwWhyPart, 0).attribute,
                          g_array_index (cause->cell.parts, FwWhyPart, 0).value, cause->cell.q);
        }
      fw_why_question_clear (&question);
    }
  g_test_message ("%u of %u", found, QUESTIONS);
  g_assert_cmpuint (found * 10, <=, QUESTIONS);
  fw_centre_close (centre);
  fw_test_store_free (location);
}

/* ---- names ---- */

static void
take_codes (FwCube *cube)
{
  static const FwDimension dimensions[] = { FW_DIMENSION_TEAM, FW_DIMENSION_SHIFT,
                                            FW_DIMENSION_PRODUCT, FW_DIMENSION_CHANNEL,
                                            FW_DIMENSION_AGENT };
  static const char *const last_first[] = { "team-7", "night", "other", "social", "Agent/150" };

  for (guint i = 0; i < G_N_ELEMENTS (dimensions); i++)
    {
      fw_dictionary_intern (fw_cube_get_dictionary (cube, dimensions[i]), fw_text ("of long ago"));
      fw_dictionary_intern (fw_cube_get_dictionary (cube, dimensions[i]), fw_text (last_first[i]));
    }
}

static double
sum_effects (const FwWhyAnswer *answer, const char *attribute, const char *value)
{
  for (guint i = 0; i < answer->splits->len; i++)
    {
      const FwWhySplit *split = answer->splits->pdata[i];

      for (guint k = 0; k < split->cells->len && g_str_equal (split->attribute, attribute); k++)
        {
          const FwWhyCell *cell = split->cells->pdata[k];

          if (g_str_equal (g_array_index (cell->parts, FwWhyPart, 0).value, value))
            return cell->effect;
        }
    }
  return NAN;
}

/* The same contacts under other codes: the same answer under the same names. */
static void
test_codes (void)
{
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  char *locations[2];
  FwCentre *centres[2];

  for (guint i = 0; i < 2; i++)
    {
      locations[i] = fw_test_store_new ();
      centres[i] = fw_test_centre_open (locations[i]);
      if (i == 1)
        take_codes (fw_centre_get_cube (centres[i]));
      fw_stationary_fill (centres[i], SEED, 400);
    }
  for (guint index = 0; index < 24; index++)
    {
      FwWhyQuestion question = fw_stationary_question (SEED, index);
      g_autoptr (FwWhyAnswer) a = fw_centre_why (centres[0], scope, &question, NULL, NULL);
      g_autoptr (FwWhyAnswer) b = fw_centre_why (centres[1], scope, &question, NULL, NULL);

      g_assert_true (a->change == b->change || (isnan (a->change) && isnan (b->change)));
      g_assert_cmpint (a->state, ==, b->state);
      g_assert_cmpuint (a->causes->len, ==, b->causes->len);
      g_assert_cmpuint (a->mixes->len, ==, b->mixes->len);
      g_assert_cmpuint (a->n_tested, ==, b->n_tested);
      g_assert_true (sum_effects (a, "team", "team-3") == sum_effects (b, "team", "team-3") ||
                     isnan (a->change));
      fw_why_question_clear (&question);
    }
  for (guint i = 0; i < 2; i++)
    {
      fw_centre_close (centres[i]);
      fw_test_store_free (locations[i]);
    }
}

/* ---- clocks ---- */

static void
append (FwCube *cube, guint16 site, gint64 at, guint64 key, guint8 rating)
{
  FwContact contact = FW_CONTACT_INIT;
  FwContactRef ref;

  contact.at = at;
  contact.key = contact.ledger = key;
  contact.team = 1;
  contact.outcome = FW_OUTCOME_ANSWERED;
  contact.rating = rating;
  fw_cube_append (cube, site, &contact, &ref);
}

/* Clocks go forward on 2026-03-29 in Berlin: eight in the morning is an hour earlier from then on.
 * A contact an hour, told apart by the wall clock. */
static void
test_clocks (void)
{
  static const FwWhyBaseline baselines[] = { FW_WHY_LAST_WEEK, FW_WHY_PREVIOUS, FW_WHY_FORECAST };
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  g_autoptr (FwZone) zone = fw_zone_new ("Europe/Berlin", 0, NULL);
  char *location = fw_test_store_new ();
  FwCentre *centre = fw_test_centre_open (location);
  FwCube *cube = fw_centre_get_cube (centre);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  gint32 sunday = fw_date_from_civil (2026, 3, 29);
  guint64 key = 1;
  guint16 site;

  g_ptr_array_add (records, fw_test_record (&fw_kind_site, "berlin", "name", "Berlin", "time_zone",
                                            "Europe/Berlin", NULL));
  fw_test_centre_put_house (centre, records);
  fw_cube_write_lock (cube);
  site =
      fw_dictionary_intern (fw_cube_get_dictionary (cube, FW_DIMENSION_SITE), fw_text ("berlin"));
  fw_dictionary_intern (fw_cube_get_dictionary (cube, FW_DIMENSION_TEAM), fw_text ("a"));
  fw_cube_add_site (cube, site, zone);
  for (gint32 day = sunday - 70; day < sunday + 4; day++)
    for (guint hour = 6; hour < 20; hour++)
      append (cube, site, fw_zone_from_wall (zone, day, hour * 3600 + 1800), key++,
              hour == 8 ? 5 : 1);
  fw_cube_write_unlock (cube);

  for (guint i = 0; i < G_N_ELEMENTS (baselines); i++)
    {
      FwWhyQuestion question = { .metric = fw_metric_find ("csat"), .baseline = baselines[i] };
      g_autoptr (GError) error = NULL;
      g_autoptr (FwWhyAnswer) answer = NULL;

      /* 08:00 to 09:00 of the day on which the clocks have changed, against days on which they had
       * not. */
      question.window.from = fw_zone_from_wall (zone, sunday, 8 * 3600);
      question.window.to = fw_zone_from_wall (zone, sunday, 9 * 3600);
      question.window.now = question.window.to + 30 * 24 * FW_HOUR;
      answer = fw_centre_why (centre, scope, &question, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpfloat (answer->now.value, ==, 1);
      g_assert_cmpfloat (answer->before.value, ==, 1);
      g_assert_cmpfloat (answer->now.n, ==, 1);
      g_assert_cmpfloat (answer->before.n, ==, 1);
    }
  fw_centre_close (centre);
  fw_test_store_free (location);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/why/stationary", test_stationary);
  g_test_add_func ("/why/codes", test_codes);
  g_test_add_func ("/why/clocks", test_clocks);

  return g_test_run ();
}
