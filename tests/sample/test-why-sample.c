/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The planted causes of the sample centre, asked for as a person would; and what must hold of any
 * answer: its figures are those of GET kpi, its parts add up, its cells are their contacts. */
#include <math.h>
#include <string.h>

#include "centre/fw-centre-why.h"
#include "centre/fw-form.h"
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

/* 22:00 to 04:00 of the night that belongs to @day. */
static void
set_night (gint day, FwWhyQuestion *question)
{
  question->window.from = fw_zone_from_wall (zone, DAY_0 + day, 22 * 3600);
  question->window.to = fw_zone_from_wall (zone, DAY_0 + day + 1, 4 * 3600);
}

static FwWhyQuestion
make_question (const char *metric, gint from_day, gint to_day, FwWhyBaseline baseline)
{
  return (FwWhyQuestion){
    .metric = fw_metric_find (metric),
    .window = { .from = day_start (from_day), .to = day_start (to_day), .now = now },
    .baseline = baseline
  };
}

static void
filter (FwWhyQuestion *question, FwDimension dimension, const char *value)
{
  const char *const only[] = { value, NULL };

  question->window.only[dimension] = g_strdupv ((char **) only);
}

static char *
name_cell (const FwWhyCell *cell)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < cell->parts->len; i++)
    {
      const FwWhyPart *part = &g_array_index (cell->parts, FwWhyPart, i);

      g_string_append_printf (text, "%s%s=%s", i > 0 ? "&" : "", part->attribute, part->value);
    }
  return g_string_free (text, FALSE);
}

/* ---- what must hold of any answer ---- */

/* The list of contacts that are a metric's denominator; NULL: there is none. */
static const char *
find_measure (const char *metric)
{
  static const struct
  {
    const char *metric, *measure;
  } measures[] = { { "csat", "rated" },
                   { "rating_mean", "rated" },
                   { "aht_s", "handled" },
                   { "resolution_rate", "resolution_known" },
                   { "connection_rate", "offered" } };

  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    if (g_str_equal (measures[i].metric, metric))
      return measures[i].measure;
  return NULL;
}

static gint64
list_total (
    const FwWhyQuestion *question, FwScope *scope, const FwWhyCell *cell, gint64 from, gint64 to)
{
  FwQuestion asked = question->window;
  g_autoptr (GPtrArray) lines = NULL;
  const char *measure = find_measure (question->metric->name);
  char *values[FW_N_DIMENSIONS][2] = { 0 };
  FwMeasure counted;
  guint64 total = 0;

  if (measure == NULL)
    return -1;
  asked.from = from;
  asked.to = to;
  for (guint i = 0; i < cell->parts->len; i++)
    {
      const FwWhyPart *part = &g_array_index (cell->parts, FwWhyPart, i);
      FwDimension dimension;

      if (!fw_dimension_from_name (fw_text (part->attribute), &dimension))
        return -1;
      values[dimension][0] = part->value;
      asked.only[dimension] = values[dimension];
    }
  g_assert_true (fw_measure_from_name (fw_text (measure), &counted));
  lines = fw_centre_list_contacts (centre, scope, &asked, counted, 0, 0, &total, NULL);
  return (gint64) total;
}

static void
assert_same_side (
    const FwWhyQuestion *question, FwScope *scope, const FwWhySide *side, gint64 from, gint64 to)
{
  FwQuestion asked = question->window;
  g_autoptr (FwCubeAnswer) answer = NULL;
  FwFigure figure;

  asked.from = from;
  asked.to = to;
  answer = fw_centre_ask (centre, scope, &asked, NULL, NULL);
  figure = fw_metric_compute (question->metric, &answer->total, FW_SERVICE_LEVEL_OFFERED);
  g_assert_cmpint (figure.has_value, ==, side->has_value);
  if (!figure.has_value)
    return;
  g_assert_cmpfloat (figure.value, ==, side->value);
  g_assert_cmpfloat ((double) figure.n, ==, side->n);
  g_assert_cmpfloat (figure.interval.low, ==, side->interval.low);
  g_assert_cmpfloat (figure.interval.high, ==, side->interval.high);
}

static void
assert_sums (const FwWhyAnswer *answer)
{
  double scale = fabs (answer->before.value) + fabs (answer->now.value),
         sum = answer->mix + answer->rest;

  if (isnan (answer->change))
    return;
  for (guint i = 0; i < answer->causes->len; i++)
    sum += ((FwWhyCause *) answer->causes->pdata[i])->cell.effect;
  g_assert_cmpfloat_with_epsilon (sum, answer->change, 1e-12 * scale);
  g_assert_cmpfloat_with_epsilon (answer->mix_only + answer->rate_only + answer->interaction,
                                  answer->change, 1e-12 * scale);
  for (guint i = 0; i < answer->splits->len; i++)
    {
      const FwWhySplit *split = answer->splits->pdata[i];

      sum = 0;
      for (guint k = 0; k < split->cells->len; k++)
        sum += ((FwWhyCell *) split->cells->pdata[k])->effect;
      g_assert_cmpfloat_with_epsilon (sum, answer->change, 1e-12 * scale);
    }
}

static void
assert_contacts (const FwWhyQuestion *question,
                 FwScope *scope,
                 const FwWhyAnswer *answer,
                 const FwWhyCell *cell)
{
  gint64 n = list_total (question, scope, cell, answer->from, answer->to);

  if (n < 0)
    return;
  g_assert_cmpfloat ((double) n, ==, cell->now.n);
  if (answer->baseline != FW_WHY_TARGET && answer->baseline != FW_WHY_OTHERS &&
      answer->baseline != FW_WHY_FORECAST)
    g_assert_cmpfloat (
        (double) list_total (question, scope, cell, answer->baseline_from, answer->baseline_to), ==,
        cell->before.n);
}

static void
assert_holds (const FwWhyQuestion *question, FwScope *scope, const FwWhyAnswer *answer)
{
  assert_sums (answer);
  assert_same_side (question, scope, &answer->now, answer->from, answer->to);
  if (answer->baseline == FW_WHY_LAST_WEEK || answer->baseline == FW_WHY_PREVIOUS ||
      answer->baseline == FW_WHY_PERIOD)
    assert_same_side (question, scope, &answer->before, answer->baseline_from, answer->baseline_to);
  for (guint i = 0; i < answer->causes->len; i++)
    {
      const FwWhyCause *cause = answer->causes->pdata[i];

      assert_contacts (question, scope, answer, &cause->cell);
      g_assert_cmpfloat (cause->cell.q, <=, 0.05);
      g_assert_cmpfloat (cause->cell.now.n, >=, 30);
    }
  for (guint i = 0; i < answer->splits->len; i++)
    {
      const FwWhySplit *split = answer->splits->pdata[i];

      for (guint k = 0; k < MIN (split->cells->len, 3); k++)
        assert_contacts (question, scope, answer, split->cells->pdata[k]);
    }
}

static FwWhyAnswer *
ask_as (FwScope *scope, FwWhyQuestion *question)
{
  g_autoptr (GError) error = NULL;
  FwWhyAnswer *answer = fw_centre_why (centre, scope, question, NULL, &error);

  g_assert_no_error (error);
  assert_holds (question, scope, answer);
  for (guint i = 0; i < answer->causes->len; i++)
    {
      const FwWhyCell *cell = &((FwWhyCause *) answer->causes->pdata[i])->cell;
      g_autofree char *name = name_cell (cell);

      g_test_message ("%s %s: %s effect %g q %g", question->metric->name,
                      fw_why_state_to_name (answer->state), name, cell->effect, cell->q);
    }
  for (guint i = 0; i < answer->candidates->len; i++)
    {
      const FwWhyCell *cell = answer->candidates->pdata[i];
      g_autofree char *name = name_cell (cell);

      g_test_message ("  %s: %s effect %g (%g to %g) q %g", fw_why_verdict_to_name (cell->verdict),
                      name, cell->effect, cell->interval.low, cell->interval.high, cell->q);
    }
  fw_why_question_clear (question);
  return answer;
}

static FwWhyAnswer *
ask (FwWhyQuestion *question)
{
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();

  return ask_as (scope, question);
}

/* ---- the planted causes ---- */

static void
assert_first_cause (const FwWhyAnswer *answer, const char *expected)
{
  g_autofree char *name = NULL;

  g_assert_cmpuint (answer->causes->len, >, 0);
  name = name_cell (&((FwWhyCause *) answer->causes->pdata[0])->cell);
  g_assert_cmpstr (name, ==, expected);
}

static void
test_product_fault (void)
{
  static const struct
  {
    const char *metric;
    FwWhyState state;
  } cases[] = { { "aht_s", FW_WHY_ROSE },
                { "csat", FW_WHY_FELL },
                { "rating_mean", FW_WHY_FELL },
                { "resolution_rate", FW_WHY_FELL },
                /* Its contacts grew, those of all hardly did. */
                { "offered", FW_WHY_WITHIN_CHANCE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FwWhyQuestion question = make_question (cases[i].metric, -18, -11, FW_WHY_PREVIOUS);
      g_autoptr (FwWhyAnswer) answer = ask (&question);

      g_assert_cmpint (answer->state, ==, cases[i].state);
      assert_first_cause (answer, "product=Handsets");
      g_assert_cmpuint (answer->causes->len, ==, 1);
    }
}

/* The fault lengthened waits for everybody who shares its queues. Nobody waits because of who
 * answers in the end: neither persons nor what follows from them are named, and what is left out is
 * said. */
static void
test_waits (void)
{
  static const char *const metrics[] = { "connection_rate", "service_level", "asa_s" };
  static const char *const of_people[] = { "team", "tenure", "shift", "agent", "transfer", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++)
    {
      FwWhyQuestion question = make_question (metrics[i], -18, -11, FW_WHY_PREVIOUS);
      g_autoptr (FwWhyAnswer) answer = ask (&question);

      g_assert_cmpint (answer->state, ==,
                       g_str_equal (metrics[i], "asa_s") ? FW_WHY_ROSE : FW_WHY_FELL);
      /* Who waited, waited behind the contacts of the product that broke. */
      g_assert_nonnull (answer->load);
      g_assert_cmpstr (answer->load->part.attribute, ==, "product");
      g_assert_cmpstr (answer->load->part.value, ==, "Handsets");
      g_assert_cmpfloat (answer->load->now_s / answer->load->before_s, >, 2);
      g_assert_cmpuint (answer->unsearched->len, ==, G_N_ELEMENTS (of_people) - 1);
      for (guint k = 0; k < answer->unsearched->len; k++)
        g_assert_true (g_strv_contains (
            of_people, ((FwWhyUnsearched *) answer->unsearched->pdata[k])->attribute));
      for (guint k = 0; k < answer->causes->len; k++)
        {
          g_autofree char *name = name_cell (&((FwWhyCause *) answer->causes->pdata[k])->cell);

          for (guint a = 0; of_people[a] != NULL; a++)
            g_assert_null (strstr (name, of_people[a]));
        }
      for (guint k = 0; k < answer->splits->len; k++)
        g_assert_false (
            g_strv_contains (of_people, ((FwWhySplit *) answer->splits->pdata[k])->attribute));
    }
}

/* What stands beside a verdict agrees with it, and a cell has one. */
static void
assert_agrees (const FwWhyCell *cell)
{
  gboolean holds_0 = !(cell->interval.low * cell->interval.high > 0);

  if (cell->verdict == FW_WHY_CAUSE)
    g_assert_false (holds_0);
  if (cell->verdict == FW_WHY_CHANCE)
    g_assert_true (holds_0);
  /* Nobody is that sure of what the interval does not tell from nothing. */
  if (cell->q < 1e-9 && fabs (cell->mix) < 0.1 * fabs (cell->rate))
    g_assert_false (holds_0);
  g_assert_true (isnan (cell->share) || (cell->share >= 0 && cell->share <= 1));
}

static void
test_verdicts (void)
{
  static const char *const metrics[] = { "csat", "aht_s", "connection_rate", "service_level" };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (metrics); i++)
    {
      FwWhyQuestion question =
          make_question (metrics[i / 2], -18, -11, i % 2 == 0 ? FW_WHY_PREVIOUS : FW_WHY_TARGET);
      g_autoptr (GHashTable) met = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_autoptr (FwWhyAnswer) answer = NULL;

      question.factors = TRUE;
      answer = ask (&question);
      for (guint k = 0; k < answer->candidates->len; k++)
        {
          FwWhyCell *cell = answer->candidates->pdata[k];

          assert_agrees (cell);
          g_hash_table_insert (met, name_cell (cell), cell);
        }
      for (guint k = 0; k < answer->causes->len; k++)
        {
          FwWhyCell *cell = &((FwWhyCause *) answer->causes->pdata[k])->cell;

          assert_agrees (cell);
          g_hash_table_insert (met, name_cell (cell), cell);
        }
      for (guint k = 0; k < answer->splits->len; k++)
        for (guint m = 0; m < ((FwWhySplit *) answer->splits->pdata[k])->cells->len; m++)
          {
            const FwWhyCell *cell = ((FwWhySplit *) answer->splits->pdata[k])->cells->pdata[m];
            g_autofree char *name = name_cell (cell);
            const FwWhyCell *same = g_hash_table_lookup (met, name);

            assert_agrees (cell);
            g_assert_true (same == NULL || same->verdict == cell->verdict);
          }
    }
}

static void
test_slow_nights (void)
{
  static const gint nights[] = { -16, -9, -2, -23 };

  for (guint i = 0; i < G_N_ELEMENTS (nights); i++)
    {
      FwWhyQuestion question = make_question ("aht_s", 0, 0, FW_WHY_PREVIOUS);
      g_autoptr (FwWhyAnswer) answer = NULL;

      set_night (nights[i], &question);
      answer = ask (&question);
      g_assert_cmpint (answer->state, ==, FW_WHY_ROSE);
      for (guint k = 0; k < answer->causes->len; k++)
        {
          g_autofree char *name = name_cell (&((FwWhyCause *) answer->causes->pdata[k])->cell);

          /* A part of the planted one, at worst: none that has nothing to do with it. */
          g_assert_true (strstr (name, "product=Orders") != NULL ||
                         strstr (name, "product=Payments") != NULL);
        }
      g_assert_cmpuint (answer->causes->len, >, 0);
    }
}

static void
test_tired_team (void)
{
  FwWhyQuestion question = make_question ("csat", -28, 0, FW_WHY_TARGET);
  g_autoptr (FwWhyAnswer) answer = NULL;

  filter (&question, FW_DIMENSION_SHIFT, "night");
  answer = ask (&question);
  assert_first_cause (answer, "team=night-b");
}

/* Newcomers are no worse than they would always have been: what changed is that they came. */
static void
test_new_hires (void)
{
  static const char *const metrics[] = { "aht_s", "csat" };

  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++)
    {
      FwWhyQuestion question = make_question (metrics[i], -30, -18, FW_WHY_PREVIOUS);
      g_autoptr (FwWhyAnswer) answer = ask (&question);
      g_autofree char *name = NULL;

      g_assert_cmpuint (answer->causes->len, ==, 0);
      g_assert_cmpuint (answer->mixes->len, >, 0);
      name = name_cell (answer->mixes->pdata[0]);
      g_assert_cmpstr (name, ==, "tenure=0-29");
      g_assert_cmpint (((FwWhyCell *) answer->mixes->pdata[0])->verdict, ==, FW_WHY_MIX);
      g_assert_cmpfloat (answer->mix / answer->change, >, 0.5);
    }
}

static void
test_chance (void)
{
  static const gint quiet[][2] = { { -47, -40 }, { -76, -69 } };

  for (guint i = 0; i < G_N_ELEMENTS (quiet); i++)
    {
      FwWhyQuestion question = make_question ("csat", quiet[i][0], quiet[i][1], FW_WHY_PREVIOUS);
      g_autoptr (FwWhyAnswer) answer = ask (&question);

      g_assert_cmpuint (answer->causes->len, ==, 0);
      g_assert_cmpuint (answer->mixes->len, ==, 0);
    }
}

/* ---- every baseline, every metric, every edge ---- */

static void
test_baselines (void)
{
  for (guint i = 0; i < FW_N_WHY_BASELINES; i++)
    {
      FwWhyQuestion question = make_question ("csat", -5, -3, (FwWhyBaseline) i);
      g_autoptr (FwWhyAnswer) answer = NULL;

      question.baseline_from = day_start (-20);
      question.baseline_to = day_start (-10);
      filter (&question, FW_DIMENSION_SHIFT, "early");
      answer = ask (&question);
      g_assert_cmpint (answer->baseline, ==, i);
      g_assert_true (answer->before.has_value);
      g_assert_cmpuint (answer->splits->len, >, 4);
    }
}

static void
test_metrics (void)
{
  static const char *const names[] = { "connection_rate",
                                       "service_level",
                                       "asa_s",
                                       "aht_s",
                                       "csat",
                                       "rating_mean",
                                       "nps",
                                       "survey_rate",
                                       "resolution_rate",
                                       "transfer_rate",
                                       "offered",
                                       "first_contact_resolution" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      FwWhyQuestion question = make_question (names[i], -22, -21, FW_WHY_LAST_WEEK);
      g_autoptr (FwScope) scope = fw_scope_new_administrator ();
      g_autoptr (GError) error = NULL;
      g_autoptr (FwWhyAnswer) answer = fw_centre_why (centre, scope, &question, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpint (answer->metric == question.metric, ==, TRUE);
      assert_sums (answer);
      if (!g_str_equal (names[i], "nps"))
        {
          assert_same_side (&question, scope, &answer->now, answer->from, answer->to);
          assert_same_side (&question, scope, &answer->before, answer->baseline_from,
                            answer->baseline_to);
        }
    }
}

static void
test_edges (void)
{
  FwWhyQuestion empty = make_question ("csat", -500, -499, FW_WHY_PREVIOUS);
  FwWhyQuestion no_before = make_question ("csat", -90, -87, FW_WHY_PREVIOUS);
  FwWhyQuestion no_target = make_question ("nps", -9, -8, FW_WHY_TARGET);
  FwWhyQuestion one = make_question ("csat", -9, -8, FW_WHY_PREVIOUS);
  FwWhyQuestion all = make_question ("csat", -9, -8, FW_WHY_OTHERS);
  FwWhyQuestion occupancy = make_question ("occupancy", -9, -8, FW_WHY_PREVIOUS);
  FwWhyQuestion backwards = make_question ("csat", -8, -9, FW_WHY_PREVIOUS);
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FwWhyAnswer) a = ask (&empty), b = ask (&no_before), c = ask (&no_target), d = NULL,
                          e = ask (&all);

  g_assert_cmpint (a->state, ==, FW_WHY_NO_WINDOW);
  g_assert_cmpint (b->state, ==, FW_WHY_NO_BASELINE);
  g_assert_cmpint (c->state, ==, c->now.has_value ? FW_WHY_NO_BASELINE : FW_WHY_NO_WINDOW);
  g_assert_cmpint (e->state, ==, FW_WHY_NO_BASELINE);
  one.window.to = one.window.from + 10 * FW_MINUTE;
  filter (&one, FW_DIMENSION_CHANNEL, "phone");
  d = ask (&one);
  g_assert_true (d->state == FW_WHY_SCARCE || d->state == FW_WHY_NO_WINDOW ||
                 d->state == FW_WHY_NO_BASELINE);
  g_assert_cmpuint (d->causes->len, ==, 0);

  g_assert_null (fw_centre_why (centre, scope, &occupancy, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (fw_centre_why (centre, scope, &backwards, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  one = make_question ("csat", -9, -8, FW_WHY_PREVIOUS);
  g_cancellable_cancel (cancelled);
  g_assert_null (fw_centre_why (centre, scope, &one, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Somebody who leads two teams is answered from those two alone. */
static void
test_scope (void)
{
  const char *const teams[] = { "night-a", "night-b", NULL };
  g_autoptr (FwScope) scope = fw_scope_new ("night-lead", FW_ROLE_SUPERVISOR, NULL, teams);
  FwWhyQuestion question = make_question ("csat", -28, 0, FW_WHY_TARGET);
  FwWhyQuestion others = make_question ("csat", -28, 0, FW_WHY_OTHERS);
  g_autoptr (FwWhyAnswer) answer = ask_as (scope, &question), beside = NULL;

  assert_first_cause (answer, "team=night-b");
  for (guint i = 0; i < answer->splits->len; i++)
    {
      const FwWhySplit *split = answer->splits->pdata[i];

      if (!g_str_equal (split->attribute, "team"))
        continue;
      g_assert_cmpuint (split->cells->len, ==, 2);
    }
  filter (&others, FW_DIMENSION_TEAM, "night-b");
  beside = ask_as (scope, &others);
  g_assert_cmpfloat (beside->before.n + beside->now.n, ==, answer->now.n);
}

/* Twice the same question, twice the same answer. */
static void
test_again (void)
{
  FwWhyQuestion question = make_question ("aht_s", -18, -11, FW_WHY_PREVIOUS);
  FwWhyQuestion same = make_question ("aht_s", -18, -11, FW_WHY_PREVIOUS);
  g_autoptr (FwWhyAnswer) a = ask (&question), b = ask (&same);

  g_assert_cmpuint (a->causes->len, ==, b->causes->len);
  g_assert_cmpuint (a->candidates->len, ==, b->candidates->len);
  g_assert_cmpfloat (a->change, ==, b->change);
  g_assert_cmpfloat (a->mix, ==, b->mix);
  g_assert_cmpfloat (a->rest, ==, b->rest);
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

  g_test_add_func ("/why-sample/product-fault", test_product_fault);
  g_test_add_func ("/why-sample/waits", test_waits);
  g_test_add_func ("/why-sample/verdicts", test_verdicts);
  g_test_add_func ("/why-sample/slow-nights", test_slow_nights);
  g_test_add_func ("/why-sample/tired-team", test_tired_team);
  g_test_add_func ("/why-sample/new-hires", test_new_hires);
  g_test_add_func ("/why-sample/chance", test_chance);
  g_test_add_func ("/why-sample/baselines", test_baselines);
  g_test_add_func ("/why-sample/metrics", test_metrics);
  g_test_add_func ("/why-sample/edges", test_edges);
  g_test_add_func ("/why-sample/scope", test_scope);
  g_test_add_func ("/why-sample/again", test_again);
  status = g_test_run ();

  fw_centre_close (centre);
  fw_zone_unref (zone);
  fw_test_store_free (location);
  return status;
}
