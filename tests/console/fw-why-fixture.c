/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fw-why-fixture.h"

#include "protocol/fw-why-json.h"

#include <math.h>

#define DAY (G_GINT64_CONSTANT (24) * 3600 * G_USEC_PER_SEC)

/* What a cell is, for a table of them. */
typedef struct
{
  const char *attribute, *value, *title;
  const char *attribute2, *value2, *title2;
  double before, now, effect;
  guint n;
  FwWhyVerdict verdict;
} Line;

static FwWhySide
make_side (double value, double n)
{
  double half = n > 0 ? 1.96 * sqrt (value * (1 - value) / n) : 0;
  FwWhySide side = { n > 0, value, n, { MAX (value - half, 0), MIN (value + half, 1) } };

  return side;
}

static void
fill_cell (FwWhyCell *cell, const Line *line, double change)
{
  if (line->attribute != NULL)
    fw_why_cell_add_part (cell, line->attribute, line->value, line->title);
  if (line->attribute2 != NULL)
    fw_why_cell_add_part (cell, line->attribute2, line->value2, line->title2);
  cell->before = make_side (line->before, line->n * 0.98);
  cell->now = make_side (line->now, line->n);
  cell->share_before = line->verdict == FW_WHY_MIX ? 0.11 : line->n / 6912.0;
  cell->share_now = line->verdict == FW_WHY_MIX ? 0.08 : line->n / 6912.0;
  cell->rate = line->verdict == FW_WHY_MIX ? 0 : line->effect;
  cell->mix = line->verdict == FW_WHY_MIX ? line->effect : 0;
  cell->effect = line->effect;
  cell->interval.low = line->effect - 0.006;
  cell->interval.high = line->effect + 0.006;
  cell->share = line->effect / change;
  cell->strength = 20;
  cell->p = cell->q = line->verdict == FW_WHY_CAUSE ? 1e-6 : 0.3;
  cell->verdict = line->verdict;
}

static FwWhyCell *
make_cell (const Line *line, double change)
{
  FwWhyCell *cell = fw_why_cell_new ();

  fill_cell (cell, line, change);
  return cell;
}

static void
add_causes (FwWhyAnswer *answer)
{
  static const Line causes[] = {
    { "team", "night-b", "Night B", "consecutive_nights", "4,5", "4th night in a row or later",
      0.89, 0.71, -0.019, 412, FW_WHY_CAUSE },
    { "system_response", "4+", "system response 4 s or more", "shift", "night", "Night", 0.90, 0.78,
      -0.011, 388, FW_WHY_CAUSE },
    { "product", "router-x2", "Router X2", NULL, NULL, NULL, 0.88, 0.74, -0.009, 301,
      FW_WHY_CAUSE },
  };
  static const Line others[] = {
    { "tenure", "0-29", "0-29", "channel", "chat", "chat", 0.86, 0.81, -0.003, 154,
      FW_WHY_POSSIBLE },
    { "team", "billing", "Billing", NULL, NULL, NULL, 0.94, 0.92, -0.002, 260, FW_WHY_CHANCE },
    { "channel", "social", "social", NULL, NULL, NULL, 0.85, 0.77, 0, 19, FW_WHY_TOO_FEW },
  };
  static const Line neighbour = { "shift", "night", "Night", NULL, NULL,        NULL,
                                  0.90,    0.80,    -0.022,  900,  FW_WHY_CAUSE };
  static const Line mix = { "channel", "e-mail", "e-mail", NULL, NULL,      NULL,
                            0.93,      0.93,     0.003,    540,  FW_WHY_MIX };

  for (guint i = 0; i < G_N_ELEMENTS (causes); i++)
    {
      FwWhyCause *cause = fw_why_cause_new ();

      fill_cell (&cause->cell, &causes[i], answer->change);
      g_ptr_array_add (cause->neighbours, make_cell (&neighbour, answer->change));
      g_ptr_array_add (answer->causes, cause);
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_ptr_array_add (answer->candidates, make_cell (&others[i], answer->change));
  g_ptr_array_add (answer->mixes, make_cell (&mix, answer->change));
}

static void
add_split (FwWhyAnswer *answer,
           const char *attribute,
           double strength,
           const char *const *values,
           guint n_values)
{
  FwWhySplit *split = fw_why_split_new (attribute, attribute);
  double left = answer->change;

  for (guint i = 0; i < n_values; i++)
    {
      double effect = i + 1 == n_values ? left : answer->change / pow (1.7, i + 1);
      Line line = { attribute,
                    values[i],
                    values[i],
                    NULL,
                    NULL,
                    NULL,
                    0.91 - 0.002 * i,
                    0.91 - 0.002 * i + effect * 3,
                    effect,
                    400 + 30 * i,
                    i == 0 ? FW_WHY_CAUSE : FW_WHY_CHANCE };

      left -= effect;
      g_ptr_array_add (split->cells, make_cell (&line, answer->change));
    }
  split->strength = strength;
  g_ptr_array_add (answer->splits, split);
}

static void
add_factor (FwWhyAnswer *answer, const char *name, double difference, const char *missing)
{
  static const char *const levels[] = { "1", "2", "3", "4", "5" };
  static const char *const titles[] = { "1st night in a row", "2nd night in a row",
                                        "3rd night in a row", "4th night in a row",
                                        "5th night in a row or later" };
  FwWhyFactor *factor = fw_why_factor_new (name, name);

  for (guint i = 0; missing == NULL && i < G_N_ELEMENTS (levels); i++)
    {
      Line line = { name,
                    levels[i],
                    titles[i],
                    NULL,
                    NULL,
                    NULL,
                    0.9,
                    0.9 - (i > 2 ? 0.07 * (i - 1) : 0.01 * i),
                    0,
                    300 - 40 * i,
                    i > 2 ? FW_WHY_CAUSE : FW_WHY_CHANCE };

      g_ptr_array_add (factor->levels, make_cell (&line, answer->change));
    }
  factor->held = g_strsplit ("team,product", ",", -1);
  factor->difference = difference;
  factor->interval.low = difference - 0.03;
  factor->interval.high = difference + 0.03;
  factor->effect = difference / 8;
  factor->n = missing == NULL ? 1180 : 0;
  factor->p = factor->q = fabs (difference) > 0.05 ? 0.001 : 0.4;
  factor->verdict = missing != NULL            ? FW_WHY_TOO_FEW
                    : fabs (difference) > 0.05 ? FW_WHY_CAUSE
                                               : FW_WHY_CHANCE;
  factor->missing = g_strdup (missing);
  g_ptr_array_add (answer->factors, factor);
}

static FwWhyAnswer *
make_answer (FwWhyState state, FwWhyBaseline baseline)
{
  FwWhyAnswer *answer = fw_why_answer_new (fw_metric_find ("csat"));

  answer->state = state;
  answer->baseline = baseline;
  answer->from = G_GINT64_CONSTANT (1794614400) * G_USEC_PER_SEC; /* 14 November 2026 */
  answer->to = answer->from + 7 * DAY;
  if (baseline != FW_WHY_TARGET)
    {
      answer->baseline_from = answer->from - 7 * DAY;
      answer->baseline_to = answer->from;
    }
  answer->localised = TRUE;
  answer->n_tested = 412;
  answer->n_supported = 71;
  answer->p = 0.4;
  answer->took_ms = 31;
  return answer;
}

FwWhyAnswer *
fw_why_fixture_answer (void)
{
  static const char *const teams[] = {
    "Night B", "Sales A", "Care A", "Sales B", "Care B", "Tech A"
  };
  static const char *const shifts[] = { "Night", "Early", "Day", "Late" };
  static const char *const products[] = { "Router X2", "Mobile", "Fibre", "Payments", "Orders" };
  FwWhyAnswer *answer = make_answer (FW_WHY_FELL, FW_WHY_PREVIOUS);

  answer->before = make_side (0.914, 6800);
  answer->now = make_side (0.872, 6912);
  answer->change = -0.042;
  answer->change_interval.low = -0.054;
  answer->change_interval.high = -0.030;
  answer->p = 1e-9;
  answer->mix = 0.003;
  answer->rest = -0.006;
  answer->mix_only = 0.004;
  answer->rate_only = -0.047;
  answer->interaction = 0.001;
  add_causes (answer);
  add_split (answer, "shift", 40, shifts, G_N_ELEMENTS (shifts));
  add_split (answer, "team", 31, teams, G_N_ELEMENTS (teams));
  add_split (answer, "product", 12, products, G_N_ELEMENTS (products));
  add_factor (answer, "consecutive_nights", -0.12, NULL);
  add_factor (answer, "newcomers", -0.01, NULL);
  add_factor (answer, "system_response", 0, "no-system-response");
  return answer;
}

#define SCALE 720 /* of a share to seconds */

static void
scale_side (FwWhySide *side)
{
  side->value *= SCALE;
  side->interval.low *= SCALE;
  side->interval.high *= SCALE;
}

static void
scale_cell (FwWhyCell *cell)
{
  scale_side (&cell->before);
  scale_side (&cell->now);
  cell->effect *= SCALE;
  cell->interval.low *= SCALE;
  cell->interval.high *= SCALE;
}

static void
scale_cell_cb (gpointer cell, gpointer data)
{
  scale_cell (cell);
}

FwWhyAnswer *
fw_why_fixture_durations (void)
{
  FwWhyAnswer *answer = fw_why_fixture_answer ();

  answer->metric = fw_metric_find ("aht_s");
  scale_side (&answer->before);
  scale_side (&answer->now);
  answer->change *= SCALE;
  answer->change_interval.low *= SCALE;
  answer->change_interval.high *= SCALE;
  for (guint i = 0; i < answer->causes->len; i++)
    {
      FwWhyCause *cause = answer->causes->pdata[i];

      scale_cell (&cause->cell);
      g_ptr_array_foreach (cause->neighbours, scale_cell_cb, NULL);
    }
  g_ptr_array_foreach (answer->candidates, scale_cell_cb, NULL);
  for (guint i = 0; i < answer->splits->len; i++)
    g_ptr_array_foreach (((FwWhySplit *) answer->splits->pdata[i])->cells, scale_cell_cb, NULL);
  for (guint i = 0; i < answer->factors->len; i++)
    {
      FwWhyFactor *factor = answer->factors->pdata[i];

      factor->difference *= SCALE;
      factor->effect *= SCALE;
      factor->interval.low *= SCALE;
      factor->interval.high *= SCALE;
    }
  return answer;
}

FwWhyAnswer *
fw_why_fixture_state (FwWhyState state, FwWhyBaseline baseline)
{
  FwWhyAnswer *answer = make_answer (state, baseline);
  gboolean now = state != FW_WHY_NO_WINDOW;
  gboolean before = state != FW_WHY_NO_BASELINE;
  guint n = state == FW_WHY_SCARCE ? 12 : 2000;

  answer->before = make_side (before ? 0.912 : 0, before ? n - 3 : 0);
  answer->now = make_side (now ? 0.911 : 0, now ? n : 0);
  answer->change = now && before ? -0.001 : 0;
  answer->rest = answer->change;
  answer->rate_only = answer->change;
  answer->change_interval.low = -0.012;
  answer->change_interval.high = 0.010;
  return answer;
}

char *
fw_why_fixture_json (FwWhyAnswer *answer)
{
  GString *text = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, text);
  fw_why_json_append (&writer, answer);
  fw_why_answer_free (answer);
  return g_string_free (text, FALSE);
}
