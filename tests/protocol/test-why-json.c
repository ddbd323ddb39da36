/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "core/fw-error.h"
#include "core/why/fw-why-load.h"
#include "protocol/fw-why-json.h"

static void
fill_cell (FwWhyCell *cell, guint seed)
{
  fw_why_cell_add_part (cell, "team", "sales, \"a\"", "Sales A · 销售");
  fw_why_cell_add_part (cell, "consecutive_nights", "4", "4th night");
  cell->before = (FwWhySide){ TRUE, 0.9 + seed / 1e9, 1234, { 0.88, 0.92 } };
  cell->now = (FwWhySide){ FALSE, NAN, 0, { NAN, NAN } };
  cell->share_before = 1.0 / 3;
  cell->share_now = 2.0 / 7;
  cell->mix = 1e-17;
  cell->rate = -0.1 / 3;
  cell->interaction = 0;
  cell->effect = cell->mix + cell->rate;
  cell->interval = (FwInterval){ -0.05, -0.01 };
  cell->share = NAN;
  cell->strength = 123.456;
  cell->p = 1e-300;
  cell->q = 0.049999999999999996;
  cell->verdict = seed % 6;
}

static void
add_cell (GPtrArray *cells, guint seed)
{
  FwWhyCell *cell = fw_why_cell_new ();

  fill_cell (cell, seed);
  g_ptr_array_add (cells, cell);
}

static FwWhyAnswer *
make_answer (void)
{
  FwWhyAnswer *answer = fw_why_answer_new (fw_metric_find ("csat"));
  FwWhyCause *cause = fw_why_cause_new ();
  FwWhySplit *split = fw_why_split_new ("team", "Team");
  FwWhyFactor *factor = fw_why_factor_new ("consecutive_nights", "Nights in a row");
  FwWhyUnsearched *unsearched = fw_why_unsearched_new ("tenure", "Time in the job", "unknown");
  const char *const held[] = { "team", "product", NULL };

  answer->state = FW_WHY_FELL;
  answer->baseline = FW_WHY_FORECAST;
  answer->from = 1795219200 * G_GINT64_CONSTANT (1000000);
  answer->to = answer->from + 86400 * G_GINT64_CONSTANT (1000000);
  answer->before = (FwWhySide){ TRUE, 0.91, 1500.125, { 0.9, 0.92 } };
  answer->now = (FwWhySide){ TRUE, 0.87, 1400, { 0.85, 0.89 } };
  answer->change = answer->now.value - answer->before.value;
  answer->change_interval = (FwInterval){ -0.06, -0.02 };
  answer->p = 1e-9;
  answer->mix = 0.1 + 0.2;
  answer->rest = -1.0 / 3;
  answer->mix_only = 1e-3;
  answer->rate_only = -2e-3;
  answer->interaction = 3e-4;
  fill_cell (&cause->cell, 0);
  add_cell (cause->neighbours, 7);
  g_ptr_array_add (answer->causes, cause);
  add_cell (answer->candidates, 1);
  add_cell (answer->candidates, 2);
  add_cell (answer->mixes, 4);
  split->strength = 17.5;
  add_cell (split->cells, 3);
  g_ptr_array_add (answer->splits, split);
  factor->held = g_strdupv ((char **) held);
  add_cell (factor->levels, 6);
  factor->difference = -0.07;
  factor->interval = (FwInterval){ -0.09, -0.05 };
  factor->effect = -0.01;
  factor->n = 4321;
  factor->verdict = FW_WHY_POSSIBLE;
  factor->missing = g_strdup ("no-states");
  g_ptr_array_add (answer->factors, factor);
  unsearched->unknown[0] = 0.125;
  g_ptr_array_add (answer->unsearched, unsearched);
  answer->load = fw_why_load_new ("product", "handsets", "Handsets");
  answer->load->before_s = 205920.5;
  answer->load->now_s = 505800;
  answer->load->share = 0.77;
  answer->load->p = 0.002;
  answer->n_tested = 412;
  answer->n_supported = 71;
  answer->localised = TRUE;
  answer->simpson = g_strdup ("product");
  answer->baseline_title = g_strdup ("Spring \"calm\"");
  answer->took_ms = 31.5;
  return answer;
}

static GString *
write_answer (const FwWhyAnswer *answer)
{
  GString *text = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, text);
  fw_why_json_append (&writer, answer);
  return text;
}

/* Written, read and written again it is the same text: nothing is lost, to the last digit. */
static void
test_round_trip (void)
{
  g_autoptr (FwWhyAnswer) answer = make_answer (), read = NULL;
  g_autoptr (GString) text = write_answer (answer), again = NULL;
  g_autoptr (GError) error = NULL;
  const FwWhyFactor *factor;

  read = fw_why_json_read (text->str, text->len, &error);
  g_assert_no_error (error);
  again = write_answer (read);
  g_assert_cmpstr (text->str, ==, again->str);

  g_assert_true (read->metric == answer->metric);
  g_assert_cmpint (read->state, ==, FW_WHY_FELL);
  g_assert_cmpint (read->baseline_from, ==, 0);
  g_assert_cmpint (read->to, ==, answer->to);
  g_assert_cmpfloat (read->mix, ==, answer->mix);
  g_assert_cmpfloat (read->before.n, ==, 1500.125);
  g_assert_false (((FwWhyCell *) read->candidates->pdata[0])->now.has_value);
  factor = read->factors->pdata[0];
  g_assert_cmpstr (factor->held[1], ==, "product");
  g_assert_cmpstr (factor->missing, ==, "no-states");
  g_assert_cmpstr (read->simpson, ==, "product");
  g_assert_cmpstr (read->baseline_title, ==, "Spring \"calm\"");
}

/* An answer that says that there is nothing: still all of its members. */
static void
test_empty (void)
{
  g_autoptr (FwWhyAnswer) answer = fw_why_answer_new (fw_metric_find ("aht_s")), read = NULL;
  g_autoptr (GString) text = NULL;
  g_autoptr (GError) error = NULL;

  answer->state = FW_WHY_NO_WINDOW;
  answer->change = NAN;
  text = write_answer (answer);
  read = fw_why_json_read (text->str, text->len, &error);
  g_assert_no_error (error);
  g_assert_true (isnan (read->change));
  g_assert_cmpuint (read->causes->len, ==, 0);
}

/* Each byte cut off, each member renamed: refused and named, never taken half. */
static void
test_damaged (void)
{
  g_autoptr (FwWhyAnswer) answer = make_answer ();
  g_autoptr (GString) text = write_answer (answer);

  for (gsize length = 0; length < text->len; length += 7)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (fw_why_json_read (text->str, length, &error));
      g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
    }
  for (gsize i = 0; i + 2 < text->len; i++)
    if (text->str[i] == '"' && text->str[i + 1] != ',' && strchr (text->str + i + 1, '"') != NULL)
      {
        g_autoptr (GError) error = NULL;
        g_autoptr (FwWhyAnswer) read = NULL;
        char kept = text->str[i + 1];

        text->str[i + 1] = 'Z';
        read = fw_why_json_read (text->str, text->len, &error);
        g_assert_true ((read == NULL) == (error != NULL));
        text->str[i + 1] = kept;
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/why-json/round-trip", test_round_trip);
  g_test_add_func ("/why-json/empty", test_empty);
  g_test_add_func ("/why-json/damaged", test_damaged);

  return g_test_run ();
}
