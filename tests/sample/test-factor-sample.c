/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The factors that are planted in the sample centre are found with their size, and none beside
 * them; what is said of a level is true of exactly its contacts. */
#include <math.h>
#include <string.h>

#include "centre/fw-centre-why.h"
#include "core/why/fw-factor.h"
#include "sample/fw-sample-centre.h"
#include "support/fw-test-store.h"

#define NOW "2026-11-21T12:00:00Z" /* day 0 */
#define DAY_0 20778

static char *location;
static FwCentre *centre;
static FwZone *zone;
static gint64 now;

static gint64
day_start (gint day)
{
  gint64 from, to;

  fw_zone_get_day_bounds (zone, DAY_0 + day, &from, &to);
  return from;
}

static FwWhyAnswer *
ask (const char *metric, gint from_day, gint to_day, FwWhyBaseline baseline, const char *team)
{
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  g_autoptr (GError) error = NULL;
  const char *const only[] = { team, NULL }, *const night[] = { "night", NULL };
  FwWhyQuestion question = {
    .metric = fw_metric_find (metric),
    .window = { .from = day_start (from_day), .to = day_start (to_day), .now = now },
    .baseline = baseline,
    .factors = TRUE
  };
  FwWhyAnswer *answer;

  if (team != NULL && *team != '\0')
    question.window.only[FW_DIMENSION_TEAM] = g_strdupv ((char **) only);
  else if (team != NULL)
    question.window.only[FW_DIMENSION_SHIFT] = g_strdupv ((char **) night);
  answer = fw_centre_why (centre, scope, &question, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (answer->factors->len, ==, fw_factor_count ());
  fw_why_question_clear (&question);
  return answer;
}

static const FwWhyFactor *
get_factor (const FwWhyAnswer *answer, const char *name)
{
  for (guint i = 0; i < answer->factors->len; i++)
    {
      const FwWhyFactor *factor = answer->factors->pdata[i];

      if (g_str_equal (factor->factor, name))
        return factor;
    }
  g_assert_not_reached ();
}

static void
assert_size (const FwWhyAnswer *answer, const char *name, double planted)
{
  const FwWhyFactor *factor = get_factor (answer, name);

  g_test_message ("%s: %g (%g to %g), planted %g", name, factor->difference, factor->interval.low,
                  factor->interval.high, planted);
  g_assert_cmpint (factor->verdict, ==, FW_WHY_CAUSE);
  g_assert_cmpfloat (factor->interval.low, <, planted);
  g_assert_cmpfloat (factor->interval.high, >, planted);
  g_assert_cmpfloat (factor->effect, <, 0);
}

static void
assert_none_but (const FwWhyAnswer *answer, const char *const *names)
{
  for (guint i = 0; i < answer->factors->len; i++)
    {
      const FwWhyFactor *factor = answer->factors->pdata[i];

      if (factor->verdict == FW_WHY_CAUSE)
        g_test_message ("%s: difference %g effect %g of %g q %g", factor->factor,
                        factor->difference, factor->effect, answer->change, factor->q);
      if (!g_strv_contains (names, factor->factor))
        g_assert_cmpint (factor->verdict, !=, FW_WHY_CAUSE);
    }
}

/* Beside what is planted for satisfaction itself, who is not helped is less satisfied by 27 points:
 * 8 points and 3 less resolved make 8.8, and each night beyond the third 7 and 4, that is 8.1. */
#define SLOW_SYSTEM (-0.088)
#define TIRED (-0.153) /* of as many fourth, fifth and sixth nights as there are */

/* The worked example: satisfaction of the night is low; two things stand behind it. */
static void
test_night (void)
{
  static const char *const planted[] = { "consecutive_nights", "system_response", NULL };
  g_autoptr (FwWhyAnswer) answer = ask ("csat", -28, 0, FW_WHY_TARGET, "");
  gboolean tired = FALSE;

  assert_size (answer, "system_response", SLOW_SYSTEM);
  g_assert_cmpint (get_factor (answer, "consecutive_nights")->verdict, ==, FW_WHY_CAUSE);
  assert_none_but (answer, planted);
  for (guint i = 0; i < answer->causes->len; i++)
    {
      const GArray *parts = ((FwWhyCause *) answer->causes->pdata[i])->cell.parts;

      for (guint k = 0; k < parts->len; k++)
        {
          const FwWhyPart *part = &g_array_index (parts, FwWhyPart, k);

          tired |= g_str_equal (part->attribute, "consecutive_nights") &&
                   g_str_equal (part->value, "4,5");
        }
    }
  g_assert_true (tired);
}

static void
test_tired_team (void)
{
  static const char *const planted[] = { "consecutive_nights", "system_response", NULL };
  g_autoptr (FwWhyAnswer) answer = ask ("csat", -60, 0, FW_WHY_TARGET, "night-b");
  g_autoptr (FwWhyAnswer) other = ask ("csat", -60, 0, FW_WHY_TARGET, "night-a");

  assert_size (answer, "consecutive_nights", TIRED);
  assert_none_but (answer, planted);
  g_assert_cmpint (get_factor (other, "consecutive_nights")->verdict, !=, FW_WHY_CAUSE);
}

/* What was always so explains no change. Only waits over a minute, which cost five points, are more
 * in one week than in another; and a night of the system lies before the last of these weeks. */
static void
test_quiet (void)
{
  static const char *const none[] = { "wait_band", NULL };
  static const char *const slow[] = { "wait_band", "system_response", NULL };
  static const gint weeks[] = { -76, -68, -61, -47 };

  for (guint i = 0; i < G_N_ELEMENTS (weeks); i++)
    {
      g_autoptr (FwWhyAnswer) answer = ask ("csat", weeks[i], weeks[i] + 7, FW_WHY_PREVIOUS, NULL);

      assert_none_but (answer, weeks[i] == -47 ? slow : none);
    }
}

static gint64
count_contacts (const FwWhyPart *part, gint64 from, gint64 to)
{
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  const char *const values[] = { part->value, NULL };
  FwQuestion question = { .from = from, .to = to, .now = now };
  g_autoptr (GPtrArray) lines = NULL;
  guint64 total = 0;
  guint factor;

  g_assert_true (fw_factor_find (fw_text (part->attribute), &factor));
  question.levels[factor] = g_strdupv ((char **) values);
  lines = fw_centre_list_contacts (centre, scope, &question, FW_MEASURE_RATED, 0, 0, &total, NULL);
  fw_question_clear (&question);
  return (gint64) total;
}

/* Each level opens its contacts, and the levels are all. */
static void
test_levels (void)
{
  g_autoptr (FwWhyAnswer) answer = ask ("csat", -9, -2, FW_WHY_PREVIOUS, NULL);

  for (guint i = 0; i < answer->factors->len; i++)
    {
      const FwWhyFactor *factor = answer->factors->pdata[i];
      double n = 0, effect = 0;

      for (guint k = 0; k < factor->levels->len; k++)
        {
          const FwWhyCell *cell = factor->levels->pdata[k];
          const FwWhyPart *part = &g_array_index (cell->parts, FwWhyPart, 0);

          g_assert_cmpfloat ((double) count_contacts (part, answer->from, answer->to), ==,
                             cell->now.n);
          g_assert_cmpfloat (
              (double) count_contacts (part, answer->baseline_from, answer->baseline_to), ==,
              cell->before.n);
          n += cell->now.n;
          effect += cell->effect;
        }
      g_assert_cmpfloat (n, ==, answer->now.n);
      g_assert_cmpfloat_with_epsilon (effect, answer->change, 1e-12);
    }
}

static void
test_not_for_metric (void)
{
  g_autoptr (FwWhyAnswer) reached = ask ("connection_rate", -9, -2, FW_WHY_PREVIOUS, NULL);
  g_autoptr (FwWhyAnswer) offered = ask ("offered", -9, -2, FW_WHY_PREVIOUS, NULL);

  g_assert_cmpstr (get_factor (reached, "consecutive_nights")->missing, ==, "not-for-metric");
  g_assert_cmpstr (get_factor (reached, "wait_band")->missing, ==, "not-for-metric");
  g_assert_null (get_factor (reached, "system_response")->missing);
  /* Whose team it was follows from who answered: the sample's teams answer for each other. */
  g_assert_cmpstr (get_factor (reached, "occupancy")->missing, ==, "who-answers");
  g_assert_cmpint (get_factor (reached, "occupancy")->verdict, ==, FW_WHY_NOT_TRIED);
  for (guint i = 0; i < offered->factors->len; i++)
    g_assert_cmpstr (((FwWhyFactor *) offered->factors->pdata[i])->missing, ==, "not-for-metric");
}

static void
make_centre (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fw_time_parse (fw_text (NOW), &now));
  zone = fw_zone_new ("UTC", FW_SAMPLE_DAY_START, &error);
  g_assert_no_error (error);
  location = fw_test_store_new ();
  centre = fw_centre_open (location, FW_CENTRE_CREATE, &error);
  g_assert_no_error (error);
  fw_sample_create (centre, FW_SAMPLE_SEED, now, FW_SAMPLE_HISTORY_DAYS, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  int status;

  g_setenv ("TZ", "UTC", TRUE); /* the zone of a centre that names none */
  g_test_init (&argc, &argv, NULL);
  make_centre ();
  g_test_add_func ("/factor-sample/night", test_night);
  g_test_add_func ("/factor-sample/tired-team", test_tired_team);
  g_test_add_func ("/factor-sample/quiet", test_quiet);
  g_test_add_func ("/factor-sample/levels", test_levels);
  g_test_add_func ("/factor-sample/not-for-metric", test_not_for_metric);
  status = g_test_run ();
  fw_centre_close (centre);
  fw_zone_unref (zone);
  fw_test_store_free (location);
  return status;
}
