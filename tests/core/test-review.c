/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reviews: forms as people write them down, and what scores come to. */
#include "core/fw-error.h"
#include "core/quality/fw-review-record.h"
#include "core/quality/fw-review-summary.h"
#include "core/quality/fw-review-templates.h"

#include <math.h>

#define THREE                                                                                      \
  "Attitude: Politeness 20, Emotion under control 15 n/a; Problem solving: Effective solution 25 " \
  "n/a, Right process 15; Compliance: Script 10 n/a, Information security 15 fatal"

static void
test_form (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FwReviewForm) form = fw_review_form_parse (THREE, &error);
  g_autoptr (FwReviewForm) chinese =
      fw_review_form_parse ("态度：礼貌 60，耐心 40 fatal n/a；", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (form->n, ==, 6);
  g_assert_cmpstr (form->items[1].dimension, ==, "Attitude");
  g_assert_cmpstr (form->items[1].name, ==, "Emotion under control");
  g_assert_cmpuint (form->items[1].weight, ==, 15);
  g_assert_true (form->items[1].optional && !form->items[1].fatal);
  g_assert_true (form->items[5].fatal && !form->items[5].optional);
  g_assert_cmpuint (chinese->n, ==, 2);
  g_assert_cmpstr (chinese->items[1].name, ==, "耐心");
  g_assert_true (chinese->items[1].fatal && chinese->items[1].optional);
}

static void
test_refused_forms (void)
{
  static const struct
  {
    const char *text, *sentence;
  } forms[] = {
    { "", "items: expected at least one, such as “Attitude: Politeness 100”" },
    { "A: One 60, Two 35", "items: expected weights that sum to 100, not to 95" },
    { "A: One 60, Two 45", "items: expected weights that sum to 100, not to 105" },
    { "A: One", "items: expected a weight from 1 to 100 behind “One”" },
    { "A: One much", "items: expected a weight from 1 to 100 behind “One much”" },
    { "A: One 0, Two 100", "items: expected a weight from 1 to 100 behind “One 0”" },
    { "A: One 50; B: One 50", "items: “One” stands there twice" },
    { "A: 50 fatal", "items: expected a weight from 1 to 100 behind “50 fatal”" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (fw_review_form_parse (forms[i].text, &error));
      g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
      g_assert_cmpstr (error->message, ==, forms[i].sentence);
    }
}

static void
test_total (void)
{
  static const struct
  {
    const char *scores;
    double total, so_far;
  } cases[] = {
    { "5 5 5 5 5 5", 100, 100 },
    { "4 3 5 2 5 5", 81, 81 },
    /* 85 of the weight applies: (80 + 125 + 30 + 50 + 75) of 425. */
    { "4 n 5 2 5 5", 100 * 360 / 425.0, 100 * 360 / 425.0 },
    { "5 5 5 5 5 0", 0, 0 },
    { "0 0 0 0 0 1", 3, 3 },
    { "4 - 5", NAN, 100 * 205 / 225.0 },
    { "", NAN, NAN },
  };
  g_autoptr (FwReviewForm) form = fw_review_form_parse (THREE, NULL);
  int scores[FW_REVIEW_MOST_ITEMS];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double total, so_far;

      g_assert_true (fw_review_scores_read (form, 5, cases[i].scores, scores, NULL));
      total = fw_review_total (form, 5, scores);
      so_far = fw_review_sum_given (form, 5, scores);
      g_assert_true (isnan (cases[i].total) ? isnan (total) : fabs (total - cases[i].total) < 1e-9);
      g_assert_true (isnan (cases[i].so_far) ? isnan (so_far)
                                             : fabs (so_far - cases[i].so_far) < 1e-9);
    }
}

static void
test_refused_scores (void)
{
  static const struct
  {
    const char *text, *sentence;
  } cases[] = {
    { "6", "scores: expected 0 to 5, “n” or “-” for “Politeness”, not “6”" },
    { "x", "scores: expected 0 to 5, “n” or “-” for “Politeness”, not “x”" },
    { "n", "scores: “Politeness” always applies" },
    { "5 5 5 5 5 5 5", "scores: expected at most 6" },
  };
  g_autoptr (FwReviewForm) form = fw_review_form_parse (THREE, NULL);
  int scores[FW_REVIEW_MOST_ITEMS];
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (fw_review_scores_read (form, 5, cases[i].text, scores, &error));
      g_assert_cmpstr (error->message, ==, cases[i].sentence);
    }
  g_assert_true (fw_review_scores_read (form, 5, "4 n  3", scores, NULL));
  text = fw_review_scores_write (form, scores);
  g_assert_cmpstr (text, ==, "4 n 3 - - -");
}

/* ---- of a record ---- */

static FwRecord *
make_review (const char *scores)
{
  FwRecord *record = fw_record_new (fw_kind_find ("review"), "r");

  fw_record_set_text (record, fw_record_find (record, "items"), THREE);
  fw_record_set_integer (record, fw_record_find (record, "scale"), 5);
  fw_record_set_text (record, fw_record_find (record, "scores"), scores);
  return record;
}

static void
dispute (FwRecord *record, gint64 item, gint64 proposed, gint64 decided)
{
  fw_record_set_integer (record, fw_record_find (record, "disputed_item"), item);
  fw_record_set_integer (record, fw_record_find (record, "proposed"), proposed);
  if (decided >= 0)
    fw_record_set_integer (record, fw_record_find (record, "decided"), decided);
}

static void
expect (FwRecord *record, double total, const char *outcome)
{
  fw_review_derive (NULL, record);
  g_assert_cmpfloat_with_epsilon (fw_record_get_number (record, fw_record_find (record, "total")),
                                  total, 1e-9);
  g_assert_cmpstr (fw_record_text (record, "outcome"), ==, outcome);
}

/* The score that was given stays where it stands; the decided one counts. */
static void
test_dispute (void)
{
  g_autoptr (FwRecord) open = make_review ("4 3 5 2 5 5"), kept = make_review ("4 3 5 2 5 5"),
                       proposed = make_review ("4 3 5 2 5 5"), third = make_review ("4 3 5 2 5 5"),
                       fatal = make_review ("4 3 5 2 5 0");

  dispute (open, 4, 5, -1);
  expect (open, 81, NULL);
  dispute (kept, 4, 5, 2);
  expect (kept, 81, "kept");
  dispute (proposed, 4, 5, 5);
  expect (proposed, 90, "proposed");
  dispute (third, 4, 5, 4);
  expect (third, 87, "third");
  g_assert_cmpstr (fw_record_text (third, "scores"), ==, "4 3 5 2 5 5");
  expect (fatal, 0, NULL);
  g_assert_cmpint (fw_record_integer (fatal, "failed"), ==, 1);
  dispute (fatal, 6, 5, 5);
  expect (fatal, 81, "proposed");
  g_assert_cmpint (fw_record_integer (fatal, "failed"), ==, 0);
}

static void
expect_refusal (FwRecord *record, const char *sentence)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (fw_review_check (record, &error));
  g_assert_cmpstr (error->message, ==, sentence);
}

static void
test_check (void)
{
  g_autoptr (FwRecord) good = make_review ("4 3 - 2"), far = make_review ("4"),
                       beyond = make_review ("4"), alone = make_review ("4");

  g_assert_true (fw_review_check (good, NULL));
  dispute (far, 7, 3, -1);
  expect_refusal (far, "disputed_item: expected the number of an item, 1 to 6");
  dispute (beyond, 2, 6, -1);
  expect_refusal (beyond, "proposed: expected a score from 0 to 5");
  fw_record_set_integer (alone, fw_record_find (alone, "decided"), 3);
  expect_refusal (alone, "disputed_item: expected the item that the score is of");
}

/* Three dimensions with six items, five points, fifteen norms. */
static void
test_templates (void)
{
  static const guint items[] = { 6, 5, 15 }, dimensions[] = { 3, 1, 3 };
  guint n;
  const FwReviewTemplate *templates = fw_review_templates (&n);

  g_assert_cmpuint (n, ==, G_N_ELEMENTS (items));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FwReviewForm) form = fw_review_form_parse (templates[i].items, &error);
      guint sum = 0, parts = 0;

      g_assert_no_error (error);
      g_assert_cmpuint (form->n, ==, items[i]);
      for (guint k = 0; k < form->n; k++)
        {
          sum += form->items[k].weight;
          parts +=
              k == 0 || g_strcmp0 (form->items[k].dimension, form->items[k - 1].dimension) != 0;
        }
      g_assert_cmpuint (sum, ==, 100);
      g_assert_cmpuint (parts, ==, dimensions[i]);
    }
}

/* Of totals 80, 90, 100 at random: 90 ± t(2) × 10 / √3; a risk counts in items alone. */
static void
test_summary (void)
{
  g_autoptr (FwReviewSummary) summary = fw_review_summary_new (), empty = fw_review_summary_new ();
  g_autoptr (GArray) items = NULL;
  FwReviewMean mean;

  g_assert_true (isnan (fw_review_summary_get_mean (empty).mean));
  for (guint i = 0; i < 3; i++)
    fw_review_summary_add (summary, "A: Polite 50, Quick 50 n/a", 5, "4 n", 80 + 10 * i, TRUE);
  mean = fw_review_summary_get_mean (summary);
  g_assert_cmpuint (mean.n, ==, 3);
  g_assert_cmpfloat_with_epsilon (mean.mean, 90, 1e-9);
  g_assert_cmpfloat_with_epsilon (mean.interval.low, 90 - 4.302653 * 10 / sqrt (3), 1e-4);
  g_assert_cmpfloat_with_epsilon (mean.interval.high, 100, 1e-9);
  fw_review_summary_add (summary, "A: Polite 50, Quick 50 n/a", 5, "2 1", 30, FALSE);
  fw_review_summary_add (summary, "Polite 100", 5, "2", NAN, FALSE);
  fw_review_summary_add (summary, NULL, 5, NULL, NAN, TRUE);
  fw_review_summary_add (summary, "no form", 5, "2", NAN, FALSE);
  g_assert_cmpuint (fw_review_summary_get_mean (summary).n, ==, 3);
  items = fw_review_summary_list_items (summary);
  g_assert_cmpuint (items->len, ==, 1); /* of the other there is one score */
  g_assert_cmpstr (g_array_index (items, FwReviewItemMean, 0).name, ==, "Polite");
  g_assert_cmpuint (g_array_index (items, FwReviewItemMean, 0).n, ==, 5);
  g_assert_cmpfloat_with_epsilon (g_array_index (items, FwReviewItemMean, 0).share,
                                  (0.8 * 3 + 0.4 * 2) / 5, 1e-9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/review/form", test_form);
  g_test_add_func ("/review/form/refused", test_refused_forms);
  g_test_add_func ("/review/total", test_total);
  g_test_add_func ("/review/scores/refused", test_refused_scores);
  g_test_add_func ("/review/dispute", test_dispute);
  g_test_add_func ("/review/check", test_check);
  g_test_add_func ("/review/templates", test_templates);
  g_test_add_func ("/review/summary", test_summary);
  return g_test_run ();
}
