/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/fw-why-json.h"

#include "core/calendar/fw-zone.h"

static const char *const units[] = {
  [FW_UNIT_RATIO] = "ratio",
  [FW_UNIT_SECONDS] = "s",
  [FW_UNIT_POINTS] = "points",
  [FW_UNIT_COUNT] = "count",
};

static void
append_time (FwJsonWriter *writer, const char *key, gint64 at)
{
  g_autofree char *text = at != 0 ? fw_time_format (at) : NULL;

  fw_json_member_text (writer, key, text);
}

static void
append_side (FwJsonWriter *writer, const char *key, const FwWhySide *side)
{
  fw_json_writer_key (writer, key);
  fw_json_writer_begin_object (writer);
  fw_json_writer_key (writer, "value");
  if (side->has_value)
    fw_json_writer_number (writer, side->value);
  else
    fw_json_writer_null (writer);
  fw_json_member_number (writer, "n", side->n);
  fw_json_member_number (writer, "low", side->interval.low);
  fw_json_member_number (writer, "high", side->interval.high);
  fw_json_writer_end_object (writer);
}

static void
append_parts (FwJsonWriter *writer, const FwWhyCell *cell)
{
  fw_json_writer_key (writer, "parts");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < cell->parts->len; i++)
    {
      const FwWhyPart *part = &g_array_index (cell->parts, FwWhyPart, i);

      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "attribute", part->attribute);
      fw_json_member_text (writer, "value", part->value);
      fw_json_member_text (writer, "title", part->title);
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
}

static void
append_members (FwJsonWriter *writer, const FwWhyCell *cell)
{
  append_parts (writer, cell);
  append_side (writer, "before", &cell->before);
  append_side (writer, "now", &cell->now);
  fw_json_member_number (writer, "share_before", cell->share_before);
  fw_json_member_number (writer, "share_now", cell->share_now);
  fw_json_member_number (writer, "mix", cell->mix);
  fw_json_member_number (writer, "rate", cell->rate);
  fw_json_member_number (writer, "interaction", cell->interaction);
  fw_json_member_number (writer, "effect", cell->effect);
  fw_json_member_number (writer, "low", cell->interval.low);
  fw_json_member_number (writer, "high", cell->interval.high);
  fw_json_member_number (writer, "share", cell->share);
  fw_json_member_number (writer, "strength", cell->strength);
  fw_json_member_number (writer, "p", cell->p);
  fw_json_member_number (writer, "q", cell->q);
  fw_json_member_text (writer, "verdict", fw_why_verdict_to_name (cell->verdict));
}

static void
append_cells (FwJsonWriter *writer, const char *key, const GPtrArray *cells)
{
  fw_json_writer_key (writer, key);
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < cells->len; i++)
    {
      fw_json_writer_begin_object (writer);
      append_members (writer, cells->pdata[i]);
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
}

static void
append_causes (FwJsonWriter *writer, const GPtrArray *causes)
{
  fw_json_writer_key (writer, "causes");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < causes->len; i++)
    {
      const FwWhyCause *cause = causes->pdata[i];

      fw_json_writer_begin_object (writer);
      append_members (writer, &cause->cell);
      append_cells (writer, "neighbours", cause->neighbours);
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
}

static void
append_splits (FwJsonWriter *writer, const GPtrArray *splits)
{
  fw_json_writer_key (writer, "splits");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < splits->len; i++)
    {
      const FwWhySplit *split = splits->pdata[i];

      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "attribute", split->attribute);
      fw_json_member_text (writer, "title", split->title);
      fw_json_member_number (writer, "strength", split->strength);
      append_cells (writer, "cells", split->cells);
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
}

static void
append_factors (FwJsonWriter *writer, const GPtrArray *factors)
{
  fw_json_writer_key (writer, "factors");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < factors->len; i++)
    {
      const FwWhyFactor *factor = factors->pdata[i];

      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "factor", factor->factor);
      fw_json_member_text (writer, "title", factor->title);
      fw_json_writer_key (writer, "held");
      fw_json_writer_begin_array (writer);
      for (guint h = 0; factor->held != NULL && factor->held[h] != NULL; h++)
        fw_json_writer_text (writer, factor->held[h]);
      fw_json_writer_end_array (writer);
      append_cells (writer, "levels", factor->levels);
      fw_json_member_number (writer, "difference", factor->difference);
      fw_json_member_number (writer, "low", factor->interval.low);
      fw_json_member_number (writer, "high", factor->interval.high);
      fw_json_member_number (writer, "effect", factor->effect);
      fw_json_member_number (writer, "n", factor->n);
      fw_json_member_number (writer, "p", factor->p);
      fw_json_member_number (writer, "q", factor->q);
      fw_json_member_text (writer, "verdict", fw_why_verdict_to_name (factor->verdict));
      fw_json_member_text (writer, "missing", factor->missing);
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
}

static void
append_unsearched (FwJsonWriter *writer, const GPtrArray *unsearched)
{
  fw_json_writer_key (writer, "not_searched");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < unsearched->len; i++)
    {
      const FwWhyUnsearched *at = unsearched->pdata[i];

      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "attribute", at->attribute);
      fw_json_member_text (writer, "title", at->title);
      fw_json_member_text (writer, "reason", at->reason);
      fw_json_member_number (writer, "unknown_now", at->unknown[0]);
      fw_json_member_number (writer, "unknown_before", at->unknown[1]);
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
}

static void
append_load (FwJsonWriter *writer, const FwWhyLoad *load)
{
  fw_json_writer_key (writer, "load");
  if (load == NULL)
    {
      fw_json_writer_null (writer);
      return;
    }
  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "attribute", load->part.attribute);
  fw_json_member_text (writer, "value", load->part.value);
  fw_json_member_text (writer, "title", load->part.title);
  fw_json_member_number (writer, "before_s", load->before_s);
  fw_json_member_number (writer, "now_s", load->now_s);
  fw_json_member_number (writer, "share", load->share);
  fw_json_member_number (writer, "p", load->p);
  fw_json_writer_end_object (writer);
}

void
fw_why_json_append (FwJsonWriter *writer, const FwWhyAnswer *answer)
{
  g_return_if_fail (writer != NULL && answer != NULL && answer->metric != NULL);

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "metric", answer->metric->name);
  fw_json_member_text (writer, "unit", units[answer->metric->unit]);
  fw_json_member_boolean (writer, "at_least", answer->metric->at_least);
  fw_json_member_text (writer, "state", fw_why_state_to_name (answer->state));
  fw_json_member_text (writer, "baseline", fw_why_baseline_to_name (answer->baseline));
  append_time (writer, "from", answer->from);
  append_time (writer, "to", answer->to);
  append_time (writer, "baseline_from", answer->baseline_from);
  append_time (writer, "baseline_to", answer->baseline_to);
  fw_json_member_text (writer, "baseline_title", answer->baseline_title);
  append_side (writer, "before", &answer->before);
  append_side (writer, "now", &answer->now);
  fw_json_member_number (writer, "change", answer->change);
  fw_json_member_number (writer, "low", answer->change_interval.low);
  fw_json_member_number (writer, "high", answer->change_interval.high);
  fw_json_member_number (writer, "p", answer->p);
  fw_json_member_number (writer, "mix", answer->mix);
  fw_json_member_number (writer, "rest", answer->rest);
  fw_json_member_number (writer, "mix_only", answer->mix_only);
  fw_json_member_number (writer, "rate_only", answer->rate_only);
  fw_json_member_number (writer, "interaction", answer->interaction);
  append_load (writer, answer->load);
  append_causes (writer, answer->causes);
  append_cells (writer, "candidates", answer->candidates);
  append_cells (writer, "mixes", answer->mixes);
  append_splits (writer, answer->splits);
  append_factors (writer, answer->factors);
  append_unsearched (writer, answer->unsearched);
  fw_json_member_integer (writer, "tested", answer->n_tested);
  fw_json_member_integer (writer, "supported", answer->n_supported);
  fw_json_member_number (writer, "false_discovery", 0.05);
  fw_json_member_boolean (writer, "localised", answer->localised);
  fw_json_member_text (writer, "simpson", answer->simpson);
  fw_json_member_number (writer, "took_ms", answer->took_ms);
  fw_json_writer_end_object (writer);
}
