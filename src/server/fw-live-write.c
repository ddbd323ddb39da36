/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-live-write.h"

#include <math.h>
#include <string.h>

static const char *const tile_metrics[] = { "connection_rate", "service_level",   "csat",
                                            "aht_s",           "resolution_rate", "occupancy" };
static const char *const curve_metrics[] = { "connection_rate", "service_level", "aht_s", "csat" };

static void
append_time (FwJsonWriter *writer, const char *key, gint64 at)
{
  g_autofree char *text = fw_time_format (at);

  fw_json_member_text (writer, key, text);
}

static double
get_value (const FwFigure *figure)
{
  return figure->has_value ? figure->value : NAN;
}

void
fw_live_counts_add (FwLiveCounts *self, const FwLivePerson *person)
{
  self->signed_in++;
  self->late += person->late;
  switch (person->state)
    {
    case FW_AGENT_READY:
    case FW_AGENT_RINGING: /* reachable, as far as the floor is concerned */
      self->ready++;
      break;
    case FW_AGENT_TALKING:
      self->talking++;
      break;
    case FW_AGENT_WRAP_UP:
      self->wrap_up++;
      break;
    case FW_AGENT_PAUSED:
      self->paused++;
      break;
    case FW_AGENT_SIGNED_OUT:
    case FW_N_AGENT_STATES:
    default:
      self->signed_in--;
      break;
    }
}

char *
fw_live_write_time (gint64 at)
{
  g_autofree char *text = at != 0 ? fw_time_format (at) : NULL;

  return text != NULL ? g_strdup_printf ("\"%s\"", text) : g_strdup ("null");
}

char *
fw_live_write_head (const FwForm *form, const FwSiteEntry *site, const FwQuestion *question)
{
  GString *json = g_string_new (NULL);
  g_autoptr (GString) by = g_string_new (NULL);
  g_autofree char *date = fw_date_format (fw_zone_get_day (site->zone, question->from));
  FwJsonWriter writer;

  for (guint i = 0; i < question->n_by; i++)
    g_string_append_printf (by, "%s%s", i > 0 ? "," : "", fw_dimension_to_name (question->by[i]));

  fw_json_writer_init (&writer, json);
  fw_json_writer_key (&writer, "day");
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "site", site->id);
  append_time (&writer, "from", question->from);
  append_time (&writer, "to", question->to);
  fw_json_member_text (&writer, "date", date);
  fw_json_member_text (&writer, "zone", fw_zone_get_identifier (site->zone));
  fw_json_writer_end_object (&writer);
  fw_json_member_text (&writer, "by", by->str);
  fw_json_member_text (&writer, "service_level_variant",
                       fw_service_level_to_name (form->answer.service_level));

  return g_string_free (json, FALSE);
}

static void
write_tile (FwJsonWriter *writer,
            FwForm *form,
            const FwMetric *metric,
            const FwSums *total,
            const FwSums *before,
            GArray *slots,
            gboolean runs)
{
  FwFigure figure = fw_metric_compute (metric, total, form->answer.service_level);
  FwFigure past = fw_metric_compute (metric, before, form->answer.service_level);
  FwStandard standard = fw_form_get_standard (form, metric);
  FwVerdict verdict = fw_metric_judge (metric, &figure, &standard);

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "metric", metric->name);
  fw_json_member_number (writer, "value", get_value (&figure));
  fw_json_member_integer (writer, "n", (gint64) figure.n);
  fw_json_member_number (writer, "low", figure.has_value ? figure.interval.low : NAN);
  fw_json_member_number (writer, "high", figure.has_value ? figure.interval.high : NAN);
  fw_json_member_number (writer, "target", standard.target);
  fw_json_member_integer (writer, "least_n", (gint64) standard.least_n);
  fw_json_member_text (writer, "verdict", fw_verdict_to_name (verdict));
  fw_json_member_number (writer, "before", get_value (&past));
  fw_json_writer_key (writer, "trend");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < slots->len; i++)
    {
      FwFigure slot =
          fw_metric_compute (metric, &g_array_index (slots, FwSums, i), form->answer.service_level);

      /* The half hour that runs: of too few it would fall or rise to where nothing is. */
      if (runs && i + 1 == slots->len && slot.n < standard.least_n)
        slot.has_value = FALSE;
      /* A line of 48 points: four digits are finer than any screen, and most of a frame's bytes
       * saved. */
      fw_json_writer_number (writer, round (get_value (&slot) * 1e4) / 1e4);
    }
  fw_json_writer_end_array (writer);
  fw_json_writer_end_object (writer);
}

char *
fw_live_write_tiles (
    FwForm *form, const FwSums *total, const FwSums *before, GArray *slots, gboolean runs)
{
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; i < G_N_ELEMENTS (tile_metrics); i++)
    write_tile (&writer, form, fw_metric_find (tile_metrics[i]), total, before, slots, runs);
  fw_json_writer_end_array (&writer);

  return g_string_free (json, FALSE);
}

char *
fw_live_write_waiting (const FwLiveWaiting *waiting)
{
  const FwLiveQueue *worst = waiting->worst;
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_integer (&writer, "count", waiting->count);
  fw_json_member_number (&writer, "longest_s", waiting->longest_s);
  fw_json_member_text (&writer, "verdict",
                       fw_verdict_to_name (waiting->late ? FW_VERDICT_LATE : FW_VERDICT_IN_ORDER));
  fw_json_member_integer (&writer, "before", waiting->before);
  if (worst != NULL)
    {
      fw_json_writer_key (&writer, "worst");
      fw_json_writer_begin_object (&writer);
      fw_json_member_text (&writer, "queue", worst->queue);
      fw_json_member_text (&writer, "title", waiting->title);
      fw_json_member_integer (&writer, "count", worst->count);
      fw_json_member_number (&writer, "limit", worst->limit);
      fw_json_member_number (&writer, "longest_s", worst->longest_s);
      fw_json_member_number (&writer, "limit_s", worst->limit_s);
      fw_json_writer_end_object (&writer);
    }
  fw_json_writer_end_object (&writer);

  return g_string_free (json, FALSE);
}

char *
fw_live_write_counts (const FwLiveCounts *counts)
{
  return g_strdup_printf (
      "\"signed_in\":%u,\"ready\":%u,\"talking\":%u,\"wrap_up\":%u,\"paused\":%u,\"late\":%u",
      counts->signed_in, counts->ready, counts->talking, counts->wrap_up, counts->paused,
      counts->late);
}

char *
fw_live_write_person (const FwLivePerson *person)
{
  GString *json = g_string_sized_new (256);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "agent", person->agent);
  fw_json_member_text (&writer, "title", person->title);
  fw_json_member_text (&writer, "team", person->team);
  fw_json_member_text (&writer, "team_title", person->team_title);
  fw_json_member_text (&writer, "state", fw_agent_state_to_name (person->state));
  fw_json_member_text (&writer, "reason", person->reason);
  append_time (&writer, "since", person->since);
  fw_json_member_number (&writer, "limit_s", person->limit_s);
  fw_json_member_boolean (&writer, "late", person->late);
  fw_json_member_text (&writer, "queue", person->queue);
  fw_json_member_integer (&writer, "contacts", person->contacts);
  fw_json_writer_end_object (&writer);

  return g_string_free (json, FALSE);
}

char *
fw_live_write_curve_head (gint64 from, gint64 step)
{
  g_autofree char *text = fw_time_format (from);

  return g_strdup_printf ("\"from\":\"%s\",\"step_s\":%" G_GINT64_FORMAT, text, step / FW_SECOND);
}

static void
write_slot (FwJsonWriter *writer, FwForm *form, const FwSums *sums)
{
  fw_json_writer_begin_object (writer);
  fw_json_member_integer (writer, "offered", (gint64) sums->offered);
  for (guint i = 0; i < G_N_ELEMENTS (curve_metrics); i++)
    {
      FwFigure figure =
          fw_metric_compute (fw_metric_find (curve_metrics[i]), sums, form->answer.service_level);

      fw_json_member_number (writer, curve_metrics[i], get_value (&figure));
    }

  fw_json_writer_key (writer, "figures");
  fw_json_writer_begin_object (writer);
  for (guint i = 0; i < G_N_ELEMENTS (curve_metrics); i++)
    {
      const FwMetric *metric = fw_metric_find (curve_metrics[i]);
      FwFigure figure = fw_metric_compute (metric, sums, form->answer.service_level);
      FwStandard standard = fw_form_get_standard (form, metric);

      if (!figure.has_value)
        continue;
      fw_json_writer_key (writer, metric->name);
      fw_answer_json_append_figure (writer, metric, &figure, &standard);
    }
  fw_json_writer_end_object (writer);
  fw_json_writer_end_object (writer);
}

char *
fw_live_write_slot (FwForm *form, const FwSums *sums)
{
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  write_slot (&writer, form, sums);

  return g_string_free (json, FALSE);
}

char *
fw_live_write_curve (FwForm *form, GArray *slots)
{
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; i < slots->len; i++)
    write_slot (&writer, form, &g_array_index (slots, FwSums, i));
  fw_json_writer_end_array (&writer);

  return g_string_free (json, FALSE);
}

static void
write_moment (FwJsonWriter *writer, gint64 at)
{
  g_autofree char *text = at != 0 ? fw_time_format (at) : NULL;

  fw_json_writer_text (writer, text);
}

void
fw_live_write_alert (FwJsonWriter *writer, const FwAlert *alert, gint64 now)
{
  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", alert->id);
  fw_json_member_text (writer, "metric", alert->metric);
  fw_json_member_text (writer, "dimension", alert->dimension);
  fw_json_member_text (writer, "key", alert->key);
  fw_json_member_text (writer, "title", alert->title);
  fw_json_member_text (writer, "site", alert->site);
  fw_json_member_text (writer, "reason", alert->reason);
  fw_json_member_number (writer, "value", alert->value);
  fw_json_member_number (writer, "limit", alert->limit);
  fw_json_member_integer (writer, "n", (gint64) alert->n);
  fw_json_member_number (writer, "low", alert->interval.low);
  fw_json_member_number (writer, "high", alert->interval.high);
  if (alert->from != 0)
    {
      append_time (writer, "from", alert->from);
      /* The end of the minute that runs: no contact is later, and a frame a second says nothing. */
      append_time (writer, "to", now - now % FW_MINUTE + FW_MINUTE);
    }
  append_time (writer, "since", alert->since);
  fw_json_member_text (writer, "action", alert->action);
  fw_json_member_text (writer, "acknowledged_by", alert->acknowledged_by);
  fw_json_writer_key (writer, "snoozed_until");
  write_moment (writer, alert->snoozed_until);
  fw_json_member_text (writer, "given_to", alert->given_to);
  fw_json_writer_end_object (writer);
}
