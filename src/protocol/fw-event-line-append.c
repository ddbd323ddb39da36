/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/metric/fw-rated.h"
#include "protocol/fw-event-clock.h"
#include "protocol/fw-event-line.h"
#include "protocol/fw-json.h"

static void
append_text (FwJsonWriter *writer, const char *key, FwText value)
{
  if (value.length == 0)
    return;
  fw_json_writer_key (writer, key);
  fw_json_writer_view (writer, value);
}

static void
append_duration (FwJsonWriter *writer, const char *key, gint64 ms)
{
  if (ms >= 0)
    fw_json_member_integer (writer, key, ms);
}

static void
append_scores (FwJsonWriter *writer, guint32 scores)
{
  if (scores == 0)
    return;

  fw_json_writer_key (writer, "scores");
  fw_json_writer_begin_object (writer);
  for (guint i = 0; i < FW_RATED_N_SIDES; i++)
    if (fw_rated_get (scores, i) > 0)
      fw_json_member_integer (writer, fw_rated_sides ()[i].name, fw_rated_get (scores, i));
  fw_json_writer_end_object (writer);
}

static char *
put_digits (char *to, guint value, guint n)
{
  for (guint i = n; i > 0; i--, value /= 10)
    to[i - 1] = (char) ('0' + value % 10);

  return to + n;
}

/* RFC 3339 in UTC, with microseconds only where there are any. */
static void
append_time (FwJsonWriter *writer, gint64 at)
{
  gint64 seconds = at / 1000000 - (at % 1000000 < 0 ? 1 : 0);
  gint32 days = (gint32) (seconds / 86400 - (seconds % 86400 < 0 ? 1 : 0));
  guint rest = (guint) (seconds - (gint64) days * 86400);
  guint fraction = (guint) (at - seconds * 1000000);
  guint year, month, day;
  char text[40], *to = text;

  fw_civil_from_days (days, &year, &month, &day);
  to = put_digits (to, year, 4);
  *to++ = '-';
  to = put_digits (to, month, 2);
  *to++ = '-';
  to = put_digits (to, day, 2);
  *to++ = 'T';
  to = put_digits (to, rest / 3600, 2);
  *to++ = ':';
  to = put_digits (to, rest / 60 % 60, 2);
  *to++ = ':';
  to = put_digits (to, rest % 60, 2);
  if (fraction > 0)
    {
      *to++ = '.';
      to = put_digits (to, fraction, 6);
    }
  *to++ = 'Z';

  append_text (writer, "at", (FwText){ text, (guint) (to - text) });
}

void
fw_event_line_append (GString *out, const FwEvent *event)
{
  FwJsonWriter writer;

  g_return_if_fail (out != NULL && event != NULL);

  fw_json_writer_init (&writer, out);
  fw_json_writer_begin_object (&writer);
  append_text (&writer, "source", event->source);
  append_text (&writer, "id", event->id);
  append_time (&writer, event->at);
  fw_json_member_text (&writer, "type", fw_event_type_to_name (event->type));
  append_text (&writer, "contact", event->contact);
  append_text (&writer, "queue", event->queue);
  append_text (&writer, "agent", event->agent);
  append_text (&writer, "customer", event->customer);
  append_text (&writer, "channel", event->channel);
  append_text (&writer, "product", event->product);
  append_text (&writer, "reason", event->reason);
  append_text (&writer, "text", event->text);
  append_duration (&writer, "wait_ms", event->wait_ms);
  append_duration (&writer, "talk_ms", event->talk_ms);
  append_duration (&writer, "hold_ms", event->hold_ms);
  append_duration (&writer, "wrap_ms", event->wrap_ms);
  if (event->rating > 0)
    fw_json_member_integer (&writer, "rating", event->rating);
  if (event->nps >= 0)
    fw_json_member_integer (&writer, "nps", event->nps);
  append_scores (&writer, event->scores);
  if (event->resolved >= 0)
    fw_json_member_boolean (&writer, "resolved", event->resolved == 1);
  fw_json_writer_end_object (&writer);
  g_string_append_c (out, '\n');
}
