/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/why/fw-why.h"

#include "core/fw-name.h"
#include "core/why/fw-why-load.h"

static const char *const verdict_names[] = { "not-tried", "cause",   "possible",
                                             "chance",    "too-few", "mix" };
static const char *const baseline_names[FW_N_WHY_BASELINES] = {
  "last-week", "previous", "target", "period", "others", "forecast"
};
static const char *const state_names[FW_N_WHY_STATES] = { "fell",          "rose",
                                                          "within-chance", "no-window",
                                                          "no-baseline",   "too-few" };

const char *
fw_why_verdict_to_name (FwWhyVerdict verdict)
{
  g_return_val_if_fail (verdict < G_N_ELEMENTS (verdict_names), "");

  return verdict_names[verdict];
}

gboolean
fw_why_verdict_from_name (const char *name, FwWhyVerdict *verdict)
{
  guint index;

  if (!fw_name_find (verdict_names, G_N_ELEMENTS (verdict_names), fw_text (name), &index))
    return FALSE;
  *verdict = index;
  return TRUE;
}

const char *
fw_why_baseline_to_name (FwWhyBaseline baseline)
{
  g_return_val_if_fail (baseline < FW_N_WHY_BASELINES, "");

  return baseline_names[baseline];
}

gboolean
fw_why_baseline_from_name (const char *name, FwWhyBaseline *baseline)
{
  guint index;

  if (!fw_name_find (baseline_names, FW_N_WHY_BASELINES, fw_text (name), &index))
    return FALSE;
  *baseline = index;
  return TRUE;
}

const char *
fw_why_state_to_name (FwWhyState state)
{
  g_return_val_if_fail (state < FW_N_WHY_STATES, "");

  return state_names[state];
}

gboolean
fw_why_state_from_name (const char *name, FwWhyState *state)
{
  guint index;

  if (!fw_name_find (state_names, FW_N_WHY_STATES, fw_text (name), &index))
    return FALSE;
  *state = index;
  return TRUE;
}

static void
clear_part (gpointer data)
{
  FwWhyPart *part = data;

  g_free (part->attribute);
  g_free (part->value);
  g_free (part->title);
}

static void
init_cell (FwWhyCell *cell)
{
  cell->parts = g_array_new (FALSE, TRUE, sizeof (FwWhyPart));
  g_array_set_clear_func (cell->parts, clear_part);
  cell->share = NAN;
}

FwWhyCell *
fw_why_cell_new (void)
{
  FwWhyCell *cell = g_new0 (FwWhyCell, 1);

  init_cell (cell);
  return cell;
}

void
fw_why_cell_free (FwWhyCell *cell)
{
  g_array_unref (cell->parts);
  g_free (cell);
}

void
fw_why_cell_add_part (FwWhyCell *cell, const char *attribute, const char *value, const char *title)
{
  FwWhyPart part = { g_strdup (attribute), g_strdup (value), g_strdup (title) };

  g_array_append_val (cell->parts, part);
}

gboolean
fw_why_cell_is_same (const FwWhyCell *a, const FwWhyCell *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a->parts->len != b->parts->len)
    return FALSE;
  for (guint i = 0; i < a->parts->len; i++)
    {
      const FwWhyPart *x = &g_array_index (a->parts, FwWhyPart, i);
      gboolean found = FALSE;

      for (guint k = 0; k < b->parts->len && !found; k++)
        {
          const FwWhyPart *y = &g_array_index (b->parts, FwWhyPart, k);

          found = g_str_equal (x->attribute, y->attribute) && g_str_equal (x->value, y->value);
        }
      if (!found)
        return FALSE;
    }
  return TRUE;
}

static GPtrArray *
make_cells (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) fw_why_cell_free);
}

FwWhyCause *
fw_why_cause_new (void)
{
  FwWhyCause *cause = g_new0 (FwWhyCause, 1);

  init_cell (&cause->cell);
  cause->neighbours = make_cells ();
  return cause;
}

void
fw_why_cause_free (FwWhyCause *cause)
{
  g_array_unref (cause->cell.parts);
  g_ptr_array_unref (cause->neighbours);
  g_free (cause);
}

FwWhySplit *
fw_why_split_new (const char *attribute, const char *title)
{
  FwWhySplit *split = g_new0 (FwWhySplit, 1);

  split->attribute = g_strdup (attribute);
  split->title = g_strdup (title);
  split->cells = make_cells ();
  return split;
}

void
fw_why_split_free (FwWhySplit *split)
{
  g_free (split->attribute);
  g_free (split->title);
  g_ptr_array_unref (split->cells);
  g_free (split);
}

FwWhyUnsearched *
fw_why_unsearched_new (const char *attribute, const char *title, const char *reason)
{
  FwWhyUnsearched *self = g_new0 (FwWhyUnsearched, 1);

  self->attribute = g_strdup (attribute);
  self->title = g_strdup (title);
  self->reason = g_strdup (reason);
  return self;
}

void
fw_why_unsearched_free (FwWhyUnsearched *unsearched)
{
  g_free (unsearched->attribute);
  g_free (unsearched->title);
  g_free (unsearched->reason);
  g_free (unsearched);
}

FwWhyFactor *
fw_why_factor_new (const char *factor, const char *title)
{
  FwWhyFactor *self = g_new0 (FwWhyFactor, 1);

  self->factor = g_strdup (factor);
  self->title = g_strdup (title);
  self->levels = make_cells ();
  return self;
}

void
fw_why_factor_free (FwWhyFactor *factor)
{
  g_free (factor->factor);
  g_free (factor->title);
  g_free (factor->missing);
  g_strfreev (factor->held);
  g_ptr_array_unref (factor->levels);
  g_free (factor);
}

FwWhyAnswer *
fw_why_answer_new (const FwMetric *metric)
{
  FwWhyAnswer *answer = g_new0 (FwWhyAnswer, 1);

  answer->metric = metric;
  answer->causes = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_why_cause_free);
  answer->candidates = make_cells ();
  answer->mixes = make_cells ();
  answer->splits = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_why_split_free);
  answer->unsearched = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_why_unsearched_free);
  answer->factors = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_why_factor_free);
  return answer;
}

void
fw_why_answer_free (FwWhyAnswer *answer)
{
  g_ptr_array_unref (answer->causes);
  g_ptr_array_unref (answer->candidates);
  g_ptr_array_unref (answer->mixes);
  g_ptr_array_unref (answer->splits);
  g_ptr_array_unref (answer->unsearched);
  fw_why_load_free (answer->load);
  g_ptr_array_unref (answer->factors);
  g_free (answer->baseline_title);
  g_free (answer->simpson);
  g_free (answer);
}
