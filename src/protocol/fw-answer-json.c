/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/fw-answer-json.h"

#include <math.h>

static void
append_time (FwJsonWriter *writer, const char *key, gint64 at)
{
  g_autofree char *text = fw_time_format (at);

  fw_json_member_text (writer, key, text);
}

static FwStandard
find_standard (const FwAnswerForm *form, const FwMetric *metric, const FwCubeGroup *group)
{
  return form->standard != NULL ? form->standard (metric, group, form->user_data)
                                : (FwStandard){ .target = NAN };
}

/* An interval says how little is known: a dozen more digits would say otherwise, at half the length
 * of an answer. */
static double
round_end (double value)
{
  return round (value * 1e5) / 1e5;
}

void
fw_answer_json_append_figure (FwJsonWriter *writer,
                              const FwMetric *metric,
                              const FwFigure *figure,
                              const FwStandard *standard)
{
  FwVerdict verdict = fw_metric_judge (metric, figure, standard);

  fw_json_writer_begin_object (writer);
  fw_json_member_integer (writer, "n", (gint64) figure->n);
  fw_json_member_number (writer, "low", round_end (figure->interval.low));
  fw_json_member_number (writer, "high", round_end (figure->interval.high));
  fw_json_member_number (writer, "target", standard->target);
  fw_json_member_text (writer, "verdict", fw_verdict_to_name (verdict));
  fw_json_writer_end_object (writer);
}

static void
append_metrics (FwJsonWriter *writer, const FwAnswerForm *form, const FwSums *sums)
{
  for (const FwMetric *const *metrics = fw_metrics (); *metrics != NULL; metrics++)
    {
      const FwMetric *metric = *metrics;
      FwFigure figure = fw_metric_compute (metric, sums, form->service_level);

      if (metric->unit == FW_UNIT_COUNT)
        fw_json_member_integer (writer, metric->name, (gint64) figure.value);
      else
        fw_json_member_number (writer, metric->name, figure.has_value ? figure.value : NAN);
    }
  fw_json_member_integer (writer, "csat_n", (gint64) sums->rated);
}

static void
append_figures (FwJsonWriter *writer,
                const FwAnswerForm *form,
                const FwCubeGroup *group,
                const FwSums *sums)
{
  fw_json_writer_key (writer, "figures");
  fw_json_writer_begin_object (writer);
  for (const FwMetric *const *metrics = fw_metrics (); *metrics != NULL; metrics++)
    {
      const FwMetric *metric = *metrics;
      FwFigure figure = fw_metric_compute (metric, sums, form->service_level);
      FwStandard standard;

      if (!figure.has_value || metric->unit == FW_UNIT_COUNT)
        continue;
      standard = find_standard (form, metric, group);
      fw_json_writer_key (writer, metric->name);
      fw_answer_json_append_figure (writer, metric, &figure, &standard);
    }
  fw_json_writer_end_object (writer);
}

static void
append_key (FwJsonWriter *writer, const FwAnswerForm *form, const FwCubeGroup *group)
{
  if (form->n_by > 0)
    {
      fw_json_writer_key (writer, "key");
      fw_json_writer_begin_object (writer);
      for (guint i = 0; i < form->n_by; i++)
        fw_json_member_text (writer, fw_dimension_to_name (form->by[i]),
                             form->name (form->by[i], group->codes[i], form->user_data));
      fw_json_writer_end_object (writer);
    }

  if (form->title != NULL)
    fw_json_member_text (writer, "title", form->title (group, form->user_data));
  if (form->bucket != FW_BUCKET_NONE)
    append_time (writer, "bucket", group->bucket);
}

void
fw_answer_json_append_group (FwJsonWriter *writer,
                             const FwAnswerForm *form,
                             const FwCubeGroup *group,
                             const FwSums *sums)
{
  fw_json_writer_begin_object (writer);
  if (group != NULL)
    append_key (writer, form, group);
  append_metrics (writer, form, sums);
  if (form->figures)
    append_figures (writer, form, group, sums);
  fw_json_writer_end_object (writer);
}

void
fw_answer_json_append (FwJsonWriter *writer, const FwAnswerForm *form, const FwCubeAnswer *answer)
{
  fw_json_writer_begin_object (writer);
  append_time (writer, "from", form->from);
  append_time (writer, "to", form->to);
  fw_json_member_number (writer, "age_s", form->age_s);

  fw_json_writer_key (writer, "version");
  fw_json_writer_begin_object (writer);
  for (const FwMetric *const *metrics = fw_metrics (); *metrics != NULL; metrics++)
    fw_json_member_integer (writer, (*metrics)->name, (*metrics)->version);
  fw_json_writer_end_object (writer);
  fw_json_member_text (writer, "service_level_variant",
                       fw_service_level_to_name (form->service_level));

  fw_json_writer_key (writer, "groups");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < answer->groups->len; i++)
    {
      const FwCubeGroup *group = &g_array_index (answer->groups, FwCubeGroup, i);

      if (form->most_bytes != 0 && writer->out->len > form->most_bytes)
        return;
      fw_answer_json_append_group (writer, form, group, &group->sums);
    }
  fw_json_writer_end_array (writer);

  fw_json_writer_key (writer, "total");
  fw_answer_json_append_group (writer, form, NULL, &answer->total);
  fw_json_writer_end_object (writer);
}
