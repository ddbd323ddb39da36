/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/fw-error.h"
#include "core/statistics/fw-compare.h"
#include "core/statistics/fw-rater-effects.h"
#include "intake/people/fw-answer-file.h"
#include "intake/people/fw-rating-file.h"
#include "protocol/fw-json.h"
#include "support/fw-people-data.h"

#define NEAR 1e-7

static GBytes *
text (const char *content)
{
  return g_bytes_new (content, strlen (content));
}

static void
assert_near (double found, double expected)
{
  g_assert_cmpfloat_with_epsilon (found, expected, NEAR * MAX (1, fabs (expected)));
}

/* Four people, three questions, by hand. */
static const char answers[] = "person,q1,q2,q3,team\na,A,B,C,x\nb,A,B,D,x\nc,A,D,C,y\nd,B,,D,y\n";
static const char key[] = "item,key\nq1,A\nq2,B\nq3,D\n";

static void
test_keyed (void)
{
  g_autoptr (GBytes) table = text (answers), keys = text (key);
  g_autoptr (FwAnswerFile) file = fw_answer_file_read (table, keys, NULL);
  g_autoptr (FwItemAnalysis) found = NULL;
  const FwItem *item;

  g_assert_nonnull (file);
  g_assert_cmpuint (file->items->len, ==, 3);
  g_assert_cmpuint (file->others->len, ==, 2);
  found = fw_items_analyse (&file->answers);
  /* Totals 2, 3, 1, 1: mean 1.75, sample variance 11/12. */
  assert_near (found->mean_total, 1.75);
  assert_near (found->sd_total, sqrt (11.0 / 12));
  item = &found->items[0];
  g_assert_cmpuint (item->correct, ==, 3);
  assert_near (item->p, 0.75);
  /* q1 = 1 1 1 0 against the rest 1 2 0 1: covariance 0 / ... */
  assert_near (item->r_rest, 0);
  g_assert_true (item->weak);
  /* q2: nobody's empty cell is an option. */
  g_assert_cmpuint (file->n_options[1], ==, 2);
  assert_near (found->items[1].r_rest, 0.5 / sqrt (0.75));
  g_assert_cmpuint (found->items[1].options[0].n, ==, 2);
  assert_near (found->items[1].options[0].mean_rest, 1.5);
  /* q3: C is chosen by people with a rest of 2 and 1, D by those with 2 and 0. */
  g_assert_cmpuint (found->items[2].better_option, ==, 0);
  g_assert_cmpstr (file->options[2]->pdata[0], ==, "C");
}

static void
test_scored (void)
{
  g_autoptr (GBytes) table = text ("student,attempt,x,y,freq\n1,1,1,0,3\n2,1,1,1,2\n3,2,0,,1\n");
  g_autoptr (FwAnswerFile) file = fw_answer_file_read (table, NULL, NULL);
  g_autoptr (FwItemAnalysis) found = NULL;

  g_assert_nonnull (file);
  g_assert_cmpuint (file->items->len, ==, 2);
  found = fw_items_analyse (&file->answers);
  g_assert_cmpuint (found->n, ==, 6);
  g_assert_cmpuint (found->items[0].correct, ==, 5);
  g_assert_cmpuint (found->items[1].correct, ==, 2);
}

/* Tables of other programs: decimals, and words for nothing. */
static void
test_other_hands (void)
{
  g_autoptr (GBytes) table = text ("id;x;y;z\n1;1.0;0.0;NA\n2;0.0;1.0;1\n3;1.0;;0\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (FwAnswerFile) file = fw_answer_file_read (table, NULL, &error);
  g_autoptr (FwItemAnalysis) found = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (file->items->len, ==, 3);
  found = fw_items_analyse (&file->answers);
  g_assert_cmpuint (found->items[0].correct, ==, 2);
  g_assert_cmpuint (found->items[1].correct, ==, 1);
  g_assert_cmpuint (found->items[2].correct, ==, 1);
}

/* Nobody differs: nothing can be said, and nothing fails. */
static void
test_no_variation (void)
{
  g_autoptr (GBytes) table = text ("person,x,y\n1,1,1\n2,1,1\n");
  g_autoptr (FwAnswerFile) file = fw_answer_file_read (table, NULL, NULL);
  g_autoptr (FwItemAnalysis) found = fw_items_analyse (&file->answers);

  g_assert_true (isnan (found->alpha) && isnan (found->items[0].r_rest));
  g_assert_cmpfloat (found->items[0].p, ==, 1);
  g_assert_cmpfloat (found->items[0].d27, ==, 0);
}

static void
test_bad_answers (void)
{
  static const struct
  {
    const char *answers, *key, *expected;
  } cases[] = {
    { "person,q1,q2\na,A,B\n", "item,key\nq1,A\nq9,B\n", "key: the answers have no column “q9”" },
    { "person,q1,q2\na,A,B\n", "item,key\nq1,A\nq1,B\n", "key: line 3: item: “q1” has a key" },
    { "person,q1,q2\na,A,B\n", "item,key\nq1,\n", "key: line 2: key: expected a value" },
    { "person,q1,q2\na,A,B\n", NULL, "expected at least two questions and one person; 0 and 1" },
    { "person,x,y\n1,1,0\n2,0,1\n3,1,1\n4,1,1\n5,1,1\n6,1,1\n7,1,1\n8,1,1\n9,1,2\n10,1,0\n", NULL,
      "line 10: y: expected 0, 1 or nothing, not “2”" },
    { "id,x,y\n1,1,0\n2,0,1\n1,1,1\n", NULL,
      "line 4: id: “1” stands in line 2 already; neither is taken" },
    { "id,attempt,x,y\n1,1,1,0\n1,2,1,1\n1,2,0,0\n", NULL,
      "line 4: id: “1” stands in line 3 already" },
    { "id,x,y\n1,1,0\n,0,1\n", NULL, "line 3: id: expected a value" },
    { "person,x,y,freq\n1,1,0,-1\n", NULL, "line 2: freq: expected a whole number" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) table = text (cases[i].answers);
      g_autoptr (GBytes) keys = cases[i].key != NULL ? text (cases[i].key) : NULL;
      g_autoptr (GError) error = NULL;

      g_assert_null (fw_answer_file_read (table, keys, &error));
      g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].expected));
    }
}

/* ---- ratings ---- */

static void
test_listed (void)
{
  g_autoptr (GBytes) ours = fw_people_data ("raters/practical-exam.csv");
  g_autoptr (GBytes) shuffled = fw_people_shuffle (ours, 7);
  g_autoptr (FwRatings) ratings = fw_rating_file_read (shuffled, TRUE, NULL);
  g_autofree FwMark *marks = NULL;
  g_autoptr (FwRaterEffects) found = NULL;
  g_autoptr (FwRaterVariances) variances = NULL;
  guint n = 0;

  g_assert_nonnull (ratings);
  g_assert_true (ratings->listed && ratings->numbers);
  g_assert_cmpuint (ratings->units->len, ==, 16);
  g_assert_cmpuint (ratings->raters->len, ==, 3);
  marks = g_new (FwMark, ratings->n_ratings);
  for (guint i = 0; i < 48; i++)
    if (!isnan (ratings->values[i]))
      marks[n++] = (FwMark){ i / 3, i % 3, ratings->values[i] };
  found = fw_rater_effects_find (marks, n, 16, 3);
  assert_near (found->effect[0], 2.1921568627);
  assert_near (found->effect[1], -4.9254901961);
  assert_near (found->effect[2], 2.7333333333);
  assert_near (found->residual, 3.3502790552);
  g_assert_cmpuint (found->freedom, ==, 14);
  assert_near (found->fair[4], 79.037254902);
  assert_near (found->fair_error[4], 2.4165278282);
  assert_near (found->raw[4], 81.5);
  /* Two programs agree on these to six digits: the top is flat. */
  variances = fw_rater_variances_find (marks, n, 16, 3);
  g_assert_cmpfloat_with_epsilon (variances->mean, 79.7973143905, 1e-5);
  g_assert_cmpfloat_with_epsilon (variances->var_person, 21.1289563876, 1e-4);
  g_assert_cmpfloat_with_epsilon (variances->var_rater, 15.0169137998, 1e-4);
  g_assert_cmpfloat_with_epsilon (variances->var_residual, 11.3988019376, 1e-4);
  g_assert_cmpfloat_with_epsilon (variances->rater[1], -4.2654942278, 1e-5);
  g_assert_cmpfloat_with_epsilon (variances->person[0], -4.7570896173, 1e-5);
}

static void
test_spread (void)
{
  g_autoptr (GBytes) named = text ("case,r1,r2\nx,1,\ny,2,NA\nz,3,4\n");
  g_autoptr (GBytes) bare = text ("r1,r2\nyes,no\nyes,yes\n");
  g_autoptr (FwRatings) first = fw_rating_file_read (named, TRUE, NULL);
  g_autoptr (FwRatings) second = fw_rating_file_read (bare, FALSE, NULL);

  g_assert_false (first->listed);
  g_assert_cmpuint (first->raters->len, ==, 2);
  g_assert_cmpuint (first->n_ratings, ==, 4);
  g_assert_true (isnan (first->values[1]) && isnan (first->values[3]));
  g_assert_cmpfloat (first->values[5], ==, 4);
  /* Where the first column is of the others' series it is a rater too. */
  g_assert_cmpuint (second->raters->len, ==, 2);
  g_assert_cmpuint (second->units->len, ==, 2);
  g_assert_false (second->numbers);
  g_assert_cmpfloat (second->values[0], ==, second->values[2]);
  g_assert_cmpfloat (second->values[0], !=, second->values[1]);
}

static void
test_bad_ratings (void)
{
  static const char *const tables[] = { "person,rater,score\na,B,1\na,C,2\na,B,3\n",
                                        "person,rater,score\n,B,1\na,,1\n",
                                        "case,r1,r2\nx,1,2\nx,1,2\n",
                                        "case,r1\nx,1\n",
                                        "case,r1,r2\nx,,\n",
                                        "person,rater,score\na,B,1e400\na,C,8,\nb,C,inf\n",
                                        "case,r1,r2\nx,1,good\n" };
  static const char *const expected[] = { "line 4: “B” rated “a” in line 2 already",
                                          "line 2: unit: expected a value, nothing is there\n"
                                          "line 3: rater: expected a value",
                                          "line 3: case: “x” stands in line 2 already",
                                          "at least two of raters",
                                          "at least one rating",
                                          "line 2: score: expected a number, not “1e400”\n"
                                          "line 4: score: expected a number, not “inf”",
                                          "line 2: r2: expected a number, not “good”" };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (GBytes) table = text (tables[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (fw_rating_file_read (table, TRUE, &error));
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, expected[i]));
    }
}

/* ---- where the public sets are ---- */

static JsonObject *
read_reference (const char *name)
{
  g_autoptr (GBytes) bytes = fw_people_shared (name);

  return bytes != NULL ? fw_json_parse_bytes (bytes, NULL) : NULL;
}

static void
check_exam (const char *table_name, const char *key_name, JsonObject *expected)
{
  g_autoptr (GBytes) table = fw_people_shared (table_name);
  g_autoptr (GBytes) keys = key_name != NULL ? fw_people_shared (key_name) : NULL;
  g_autoptr (FwAnswerFile) file = fw_answer_file_read (table, keys, NULL);
  g_autoptr (FwItemAnalysis) found = fw_items_analyse (&file->answers);
  JsonArray *items = json_object_get_array_member (expected, "item");

  assert_near (found->mean_total, json_object_get_double_member (expected, "mean_total"));
  assert_near (found->sd_total, json_object_get_double_member (expected, "sd_total"));
  assert_near (found->alpha, json_object_get_double_member (expected, "alpha"));
  assert_near (found->error, json_object_get_double_member (expected, "sem"));
  g_assert_cmpuint (json_array_get_length (items), ==, found->n_items);
  for (guint i = 0; i < found->n_items; i++)
    {
      JsonObject *at = json_array_get_object_element (items, i);

      g_assert_cmpint ((gint64) found->items[i].correct, ==,
                       json_object_get_int_member (at, "correct"));
      assert_near (found->items[i].r_rest, json_object_get_double_member (at, "r_rest"));
      assert_near (found->items[i].r_total, json_object_get_double_member (at, "r_total"));
      assert_near (found->items[i].d27, json_object_get_double_member (at, "d27"));
      assert_near (found->items[i].alpha_without,
                   json_object_get_double_member (at, "alpha_without"));
    }
  if (keys != NULL) /* question 32 is mis-keyed in the literature */
    {
      g_assert_true (found->items[31].weak);
      g_assert_cmpstr (file->options[31]->pdata[found->items[31].better_option], ==, "3");
    }
}

static void
test_public_exams (void)
{
  g_autoptr (JsonObject) reference = read_reference ("exams/reference.json");

  if (reference == NULL)
    {
      g_test_skip ("public exams that are not ours to keep");
      return;
    }
  check_exam ("exams/lsat7-patterns.csv", NULL, json_object_get_object_member (reference, "lsat7"));
  check_exam ("exams/exam-729.csv", NULL, json_object_get_object_member (reference, "exam_729"));
  check_exam ("exams/sat12-answers.csv", "exams/sat12-key.csv",
              json_object_get_object_member (
                  json_object_get_object_member (reference, "sat12_1_200"), "as_keyed"));
}

/* Columns: id, nj, d, ..., fte, wage; by people the change of those seen twice. */
static FwMoments
take_changes (GPtrArray *rows, const char *state)
{
  g_autoptr (GHashTable) before = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 1; i < rows->len; i++)
    {
      char **row = rows->pdata[i];

      if (g_str_equal (row[1], state) && g_str_equal (row[2], "0") && row[8][0] != '\0')
        g_hash_table_insert (before, row[0], row[8]);
    }
  for (guint i = 1; i < rows->len; i++)
    {
      char **row = rows->pdata[i];
      const char *first = g_hash_table_lookup (before, row[0]);

      if (g_str_equal (row[1], state) && g_str_equal (row[2], "1") && row[8][0] != '\0' &&
          first != NULL)
        {
          double change = g_ascii_strtod (row[8], NULL) - g_ascii_strtod (first, NULL);

          g_array_append_val (values, change);
        }
    }
  return fw_moments_find ((const double *) (void *) values->data, values->len);
}

static FwMoments
take_cell (GPtrArray *rows, const char *state, const char *time)
{
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 1; i < rows->len; i++)
    {
      char **row = rows->pdata[i];
      double value = g_ascii_strtod (row[8], NULL);

      if (g_str_equal (row[1], state) && g_str_equal (row[2], time) && row[8][0] != '\0')
        g_array_append_val (values, value);
    }
  return fw_moments_find ((const double *) (void *) values->data, values->len);
}

/* Card and Krueger 1994. */
static void
test_public_restaurants (void)
{
  g_autoptr (GBytes) bytes = fw_people_shared ("did/restaurants.csv");
  g_autoptr (GPtrArray) rows = bytes != NULL ? fw_people_table (bytes) : NULL;
  FwMoments a, b, cells[4];
  FwDifference found;

  if (rows == NULL)
    {
      g_test_skip ("public data that is not ours to keep");
      return;
    }
  a = take_changes (rows, "1");
  b = take_changes (rows, "0");
  found = fw_difference_find (&a, &b);
  g_assert_cmpuint (a.n, ==, 309);
  g_assert_cmpuint (b.n, ==, 75);
  assert_near (found.estimate, 2.75);
  assert_near (found.error, 1.3423409769);
  assert_near (found.freedom, 96.8837754898);
  assert_near (found.interval.low, 0.08578437684);
  assert_near (found.interval.high, 5.4142156232);
  assert_near (found.p, 0.043199741566);
  for (guint i = 0; i < 4; i++)
    cells[i] = take_cell (rows, i < 2 ? "1" : "0", i % 2 == 0 ? "0" : "1");
  found = fw_difference_of_cells (&cells[0], &cells[1], &cells[2], &cells[3]);
  assert_near (found.estimate, 2.753605783);
  assert_near (found.error, 1.8011996701);
  assert_near (found.freedom, 192.4013241385);
  assert_near (found.interval.low, -0.7990271269);
}

/* Selected of all by the values of one column; the last column says who was selected. */
static GHashTable *
count_groups (GPtrArray *rows, const char *title)
{
  GHashTable *groups = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  char **titles = rows->pdata[0];
  guint column = 0, last = g_strv_length (titles) - 1;

  while (!g_str_equal (titles[column], title))
    column++;
  for (guint i = 1; i < rows->len; i++)
    {
      char **row = rows->pdata[i];
      FwShare *share = g_hash_table_lookup (groups, row[column]);

      if (share == NULL)
        g_hash_table_insert (groups, row[column], share = g_new0 (FwShare, 1));
      share->n++;
      share->k += g_str_equal (row[last], "1");
    }
  return groups;
}

static guint
check_impacts (GPtrArray *rows, const char *title, JsonObject *expected)
{
  g_autoptr (GHashTable) groups = count_groups (rows, title);
  const FwShare *reference =
      g_hash_table_lookup (groups, json_object_get_string_member (expected, "reference_group"));
  JsonObject *all = json_object_get_object_member (expected, "groups");
  g_autoptr (GList) names = json_object_get_members (all);

  for (GList *name = names; name != NULL; name = name->next)
    {
      JsonObject *at = json_object_get_object_member (all, name->data);
      JsonArray *katz = json_object_get_array_member (at, "katz95");
      double p = json_object_get_double_member (at, "fisher_p_two_sided");
      FwImpact found =
          fw_impact_find (*(const FwShare *) g_hash_table_lookup (groups, name->data), *reference);

      assert_near (found.ratio, json_object_get_double_member (at, "impact_ratio"));
      g_assert_cmpint (found.four_fifths_met, ==,
                       g_str_equal (json_object_get_string_member (at, "four_fifths"), "met"));
      assert_near (found.katz.low, json_array_get_double_element (katz, 0));
      assert_near (found.katz.high, json_array_get_double_element (katz, 1));
      g_assert_cmpfloat_with_epsilon (found.fisher_p, p, NEAR * p); /* small ones too */
      assert_near (found.odds.sample, json_object_get_double_member (at, "sample_odds_ratio"));
    }
  return g_list_length (names);
}

/* The promotion list, by gender, education, channel and region. */
static void
test_public_promotions (void)
{
  static const char *const columns[][2] = { { "gender", "adverse_gender" },
                                            { "education", "adverse_education" },
                                            { "recruitment_channel", "adverse_channel" },
                                            { "region", "adverse_region_min_n_100" } };
  g_autoptr (JsonObject) reference = read_reference ("promotion/reference.json");
  g_autoptr (GBytes) bytes = fw_people_shared ("promotion/promotion.csv");
  g_autoptr (GPtrArray) rows = bytes != NULL ? fw_people_table (bytes) : NULL;
  guint n = 0;

  if (reference == NULL || rows == NULL)
    {
      g_test_skip ("a public list that is not ours to keep");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    n += check_impacts (rows, columns[i][0],
                        json_object_get_object_member (reference, columns[i][1]));
  g_assert_cmpuint (n, >, 30);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exam-files/keyed", test_keyed);
  g_test_add_func ("/exam-files/scored", test_scored);
  g_test_add_func ("/exam-files/other-hands", test_other_hands);
  g_test_add_func ("/exam-files/no-variation", test_no_variation);
  g_test_add_func ("/exam-files/bad-answers", test_bad_answers);
  g_test_add_func ("/exam-files/listed", test_listed);
  g_test_add_func ("/exam-files/spread", test_spread);
  g_test_add_func ("/exam-files/bad-ratings", test_bad_ratings);
  g_test_add_func ("/exam-files/public/exams", test_public_exams);
  g_test_add_func ("/exam-files/public/restaurants", test_public_restaurants);
  g_test_add_func ("/exam-files/public/promotions", test_public_promotions);

  return g_test_run ();
}
