/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where nothing happens, next to nothing is found. */
#include <math.h>
#include <string.h>

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
      double effects[2];

      g_assert_true (a->change == b->change || (isnan (a->change) && isnan (b->change)));
      g_assert_cmpint (a->state, ==, b->state);
      g_assert_cmpuint (a->causes->len, ==, b->causes->len);
      g_assert_cmpuint (a->mixes->len, ==, b->mixes->len);
      g_assert_cmpuint (a->n_tested, ==, b->n_tested);
      effects[0] = sum_effects (a, "team", "team-3");
      effects[1] = sum_effects (b, "team", "team-3");
      g_assert_true (effects[0] == effects[1] || (isnan (effects[0]) && isnan (effects[1])));
      g_assert_cmpuint (a->unsearched->len, ==, b->unsearched->len);
      fw_why_question_clear (&question);
    }
  for (guint i = 0; i < 2; i++)
    {
      fw_centre_close (centres[i]);
      fw_test_store_free (locations[i]);
    }
}

/* ---- days of the week ---- */

static guint64
count_offered (FwCentre *centre, FwScope *scope, guint first, guint last, const char *weekdays)
{
  FwQuestion asked = { .from = FW_STATIONARY_START + first * 24 * FW_HOUR,
                       .to = FW_STATIONARY_START + last * 24 * FW_HOUR };
  g_autoptr (FwCubeAnswer) answer = NULL;
  guint64 n;

  asked.now = asked.to;
  if (weekdays != NULL)
    *fw_question_find_filter (&asked, fw_text ("weekday"), NULL) = g_strsplit (weekdays, ",", -1);
  answer = fw_centre_ask (centre, scope, &asked, NULL, NULL);
  n = answer->total.offered;
  fw_question_clear (&asked);
  return n;
}

/* The first day is a Monday: two weeks of Mondays and Sundays are four days. */
static void
test_weekdays (void)
{
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  char *location = fw_test_store_new ();
  FwCentre *centre = fw_test_centre_open (location);
  FwWhyQuestion question = { .metric = fw_metric_find ("aht_s"), .baseline = FW_WHY_PREVIOUS };
  g_autoptr (FwWhyAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  guint64 n = 0;

  fw_stationary_fill (centre, SEED, 200);
  for (guint week = 0; week < 2; week++)
    n += count_offered (centre, scope, 7 * week, 7 * week + 1, NULL) +
         count_offered (centre, scope, 7 * week + 6, 7 * week + 7, NULL);
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (count_offered (centre, scope, 0, 14, "1,7"), ==, n);
  g_assert_cmpuint (count_offered (centre, scope, 0, 14, "1,2,3,4,5,6,7"), ==,
                    count_offered (centre, scope, 0, 14, NULL));

  question.window.from = FW_STATIONARY_START + 14 * 24 * FW_HOUR;
  question.window.to = question.window.now = FW_STATIONARY_START + 28 * 24 * FW_HOUR;
  question.window.levels[FW_QUESTION_WEEKDAYS] = g_strsplit ("7", ",", -1);
  g_assert_true (fw_question_check_filters (&question.window, &error));
  answer = fw_centre_why (centre, scope, &question, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (answer->now.n, >, 0);
  g_assert_cmpfloat (answer->now.n, <=, (double) count_offered (centre, scope, 14, 28, "7"));
  g_assert_cmpfloat (answer->before.n, <=, (double) count_offered (centre, scope, 0, 14, "7"));

  g_strfreev (question.window.levels[FW_QUESTION_WEEKDAYS]);
  question.window.levels[FW_QUESTION_WEEKDAYS] = g_strsplit ("8", ",", -1);
  g_assert_false (fw_question_check_filters (&question.window, &error));
  g_assert_nonnull (strstr (error->message, "8"));
  fw_why_question_clear (&question);
  fw_centre_close (centre);
  fw_test_store_free (location);
}

/* ---- two sides ---- */

static FwWhyAnswer *
ask_days (FwCentre *centre, const char *metric, guint first, guint last, guint from, guint to)
{
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  FwWhyQuestion question = { .metric = fw_metric_find (metric),
                             .baseline = FW_WHY_PERIOD,
                             .window = { .from = FW_STATIONARY_START + first * 24 * FW_HOUR,
                                         .to = FW_STATIONARY_START + last * 24 * FW_HOUR,
                                         .now = FW_STATIONARY_START +
                                                FW_STATIONARY_DAYS * 24 * FW_HOUR },
                             .baseline_from = FW_STATIONARY_START + from * 24 * FW_HOUR,
                             .baseline_to = FW_STATIONARY_START + to * 24 * FW_HOUR };

  return fw_centre_why (centre, scope, &question, NULL, NULL);
}

/* An amount is held against as much time, and no contact stands on both sides. */
static void
test_sides (void)
{
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  char *location = fw_test_store_new ();
  FwCentre *centre = fw_test_centre_open (location);
  g_autoptr (FwWhyAnswer) answer = NULL;

  fw_stationary_fill (centre, SEED, 200);
  answer = ask_days (centre, "offered", 28, 35, 0, 28);
  g_assert_cmpfloat_with_epsilon (answer->before.value,
                                  (double) count_offered (centre, scope, 0, 28, NULL) / 4, 1e-9);
  g_assert_cmpfloat (answer->now.value, ==, (double) count_offered (centre, scope, 28, 35, NULL));
  g_assert_cmpint (answer->state, ==, FW_WHY_WITHIN_CHANCE);

  g_assert_null (ask_days (centre, "csat", 7, 14, 0, 8));
  g_assert_null (ask_days (centre, "csat", 7, 14, 8, 9));
  fw_why_answer_free (ask_days (centre, "csat", 7, 14, 0, 7));
  fw_why_answer_free (ask_days (centre, "csat", 7, 14, 14, 20));
  fw_centre_close (centre);
  fw_test_store_free (location);
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

  g_ptr_array_add (records, fw_test_record ("site", "berlin", "name", "Berlin", "time_zone",
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

/* ---- replies and closings ---- */

#define LETTERS 60 /* a day */
#define LETTER_DAYS 20

/* Letters about two products: from the tenth day on those about cards are replied to, and closed,
 * three times as late. */
static void
fill_letters (FwCentre *centre)
{
  FwCube *cube = fw_centre_get_cube (centre);
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  g_autoptr (FwZone) zone = fw_zone_new ("UTC", 0, NULL);
  guint16 site, products[2], channel;

  fw_cube_write_lock (cube);
  site = fw_dictionary_intern (fw_cube_get_dictionary (cube, FW_DIMENSION_SITE), fw_text ("here"));
  channel =
      fw_dictionary_intern (fw_cube_get_dictionary (cube, FW_DIMENSION_CHANNEL), fw_text ("email"));
  for (guint i = 0; i < 2; i++)
    products[i] = fw_dictionary_intern (fw_cube_get_dictionary (cube, FW_DIMENSION_PRODUCT),
                                        fw_text (i == 0 ? "cards" : "loans"));
  fw_cube_add_site (cube, site, zone);
  for (guint i = 0; i < LETTERS * LETTER_DAYS; i++)
    {
      guint day = i / LETTERS;
      double slow = i % 2 == 0 && day >= LETTER_DAYS / 2 ? 3 : 1;
      FwContact contact = FW_CONTACT_INIT;
      FwContactRef ref;

      contact.at = FW_STATIONARY_START + day * 24 * FW_HOUR + i % LETTERS * 600 * FW_SECOND;
      contact.key = contact.ledger = i + 1;
      contact.channel = channel;
      contact.product = products[i % 2];
      contact.outcome = FW_OUTCOME_ANSWERED;
      contact.wait_ms = 1000; /* taken up at once, which is no reply */
      contact.in_target = TRUE;
      contact.reply = FW_REPLY_STATED;
      contact.reply_ms = (guint32) (slow * 3600000 * (0.5 + g_rand_double (rand)));
      contact.reply_in_time = contact.reply_ms < 7200000;
      contact.closed = i % 7 != 0;
      contact.closed_ms = contact.closed ? contact.reply_ms * 4 : 0;
      fw_cube_append (cube, site, &contact, &ref);
    }
  fw_cube_write_unlock (cube);
}

/* The first reply of a person and the closing are figures of which a cause can be asked, and not
 * the speed with which somebody takes a letter up. */
static void
test_letters (void)
{
  static const char *const moved[] = { "response_time_s", "first_response_rate",
                                       "time_to_close_s" };
  char *location = fw_test_store_new ();
  FwCentre *centre = fw_test_centre_open (location);
  g_autoptr (FwWhyAnswer) still = NULL;

  fill_letters (centre);
  for (guint i = 0; i < G_N_ELEMENTS (moved); i++)
    {
      g_autoptr (FwWhyAnswer) answer =
          ask_days (centre, moved[i], LETTER_DAYS / 2, LETTER_DAYS, 0, LETTER_DAYS / 2);
      const FwWhyPart *part;

      g_assert_nonnull (answer);
      g_assert_cmpint (answer->state, ==, i == 1 ? FW_WHY_FELL : FW_WHY_ROSE);
      g_assert_cmpuint (answer->causes->len, ==, 1);
      part = &g_array_index (((FwWhyCause *) answer->causes->pdata[0])->cell.parts, FwWhyPart, 0);
      g_assert_cmpstr (part->attribute, ==, "product");
      g_assert_cmpstr (part->value, ==, "cards");
    }
  still = ask_days (centre, "asa_s", LETTER_DAYS / 2, LETTER_DAYS, 0, LETTER_DAYS / 2);
  g_assert_cmpint (still->state, ==, FW_WHY_WITHIN_CHANCE);
  fw_centre_close (centre);
  fw_test_store_free (location);
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE); /* the zone of a centre that names none: days of 24 hours */
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/why/stationary", test_stationary);
  g_test_add_func ("/why/codes", test_codes);
  g_test_add_func ("/why/weekdays", test_weekdays);
  g_test_add_func ("/why/sides", test_sides);
  g_test_add_func ("/why/clocks", test_clocks);
  g_test_add_func ("/why/letters", test_letters);

  return g_test_run ();
}
