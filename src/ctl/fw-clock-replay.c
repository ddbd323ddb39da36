/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/fw-clock-replay-private.h"

#include "core/calendar/fw-duration.h"
#include "core/fw-error.h"
#include "protocol/fw-calendar-json.h"
#include "protocol/fw-flow-json.h"

FwClockReplay *
fw_clock_replay_new (JsonObject *calendars, JsonObject *flows, GError **error)
{
  g_autoptr (FwClockReplay) self = g_new0 (FwClockReplay, 1);

  g_return_val_if_fail (calendars != NULL, NULL);

  self->calendars = fw_calendars_json_read (calendars, error);
  if (self->calendars == NULL)
    return NULL;
  if (flows != NULL && (self->flows = fw_flows_json_read (flows, error)) == NULL)
    return NULL;
  return g_steal_pointer (&self);
}

void
fw_clock_replay_free (FwClockReplay *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->calendars, g_hash_table_unref);
  g_clear_pointer (&self->flows, g_hash_table_unref);
  g_free (self);
}

void
fw_clock_replay_add_flow (FwClockReplay *self, FwFlow *flow)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (flow != NULL);

  if (self->flows == NULL)
    self->flows =
        g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) fw_flow_unref);
  g_hash_table_insert (self->flows, g_strdup (flow->name), fw_flow_ref (flow));
}

/* ---- members ---- */

gboolean
fw_replay_read_moment (JsonNode *node, const char *member, gint64 *at, GError **error)
{
  const char *text = fw_json_node_find_text (node);

  if (text != NULL && fw_time_parse (fw_text (text), at) && *at <= FW_CALENDAR_LAST)
    return TRUE;
  return fw_json_refuse (error, member, "a moment such as 2026-11-02T09:00:00Z");
}

gboolean
fw_replay_get_moment (JsonObject *object, const char *member, gint64 *at, GError **error)
{
  return fw_replay_read_moment (json_object_get_member (object, member), member, at, error);
}

static gboolean
read_span (JsonNode *node, const char *member, gboolean open, FwClockPause *span, GError **error)
{
  JsonArray *pair =
      node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (pair == NULL || json_array_get_length (pair) != 2)
    return fw_json_refuse (error, member, "pairs of moments");
  if (!fw_replay_read_moment (json_array_get_element (pair, 0), member, &span->from, error))
    return FALSE;
  span->to = G_MAXINT64;
  if (open && JSON_NODE_HOLDS_NULL (json_array_get_element (pair, 1)))
    return TRUE;
  if (!fw_replay_read_moment (json_array_get_element (pair, 1), member, &span->to, error))
    return FALSE;
  return span->from <= span->to ||
         fw_json_refuse (error, member, "pairs whose first moment is not after the second");
}

GArray *
fw_replay_get_spans (JsonObject *object, const char *member, gboolean open, GError **error)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (FwClockPause));
  JsonArray *array;

  if (!fw_json_has (object, member))
    return g_steal_pointer (&spans);
  if (!fw_json_get_array (object, member, &array, error))
    return NULL;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      FwClockPause span;

      if (!read_span (json_array_get_element (array, i), member, open, &span, error))
        return NULL;
      g_array_append_val (spans, span);
    }
  return g_steal_pointer (&spans);
}

gboolean
fw_replay_get_calendar (FwClockReplay *self,
                        JsonObject *object,
                        FwCalendar **calendar,
                        GError **error)
{
  const char *name;

  *calendar = NULL;
  if (!json_object_has_member (object, "calendar"))
    return fw_json_refuse (error, "calendar", "the name of a calendar, or null");
  if (!fw_json_has (object, "calendar"))
    return TRUE;
  if (!fw_json_get_text (object, "calendar", &name, error))
    return FALSE;
  *calendar = g_hash_table_lookup (self->calendars, name);
  if (*calendar != NULL)
    return TRUE;
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "calendar: there is none “%s”", name);
  return FALSE;
}

void
fw_replay_write_moment (FwJsonWriter *out, const char *member, gboolean there, gint64 at)
{
  g_autofree char *text = there ? fw_time_format (at) : NULL;

  fw_json_member_text (out, member, text);
}

void
fw_replay_write_seconds (FwJsonWriter *out, const char *member, gint64 duration)
{
  if (duration % FW_SECOND == 0)
    fw_json_member_integer (out, member, duration / FW_SECOND);
  else
    fw_json_member_number (out, member, (double) duration / FW_SECOND);
}

/* ---- a clock alone ---- */

static gboolean
get_seconds (JsonObject *line, const char *member, gint64 *duration, GError **error)
{
  gint64 seconds;

  if (!fw_json_get_integer (line, member, &seconds, error))
    return FALSE;
  if (seconds < 0 || seconds > FW_DURATION_MOST / FW_SECOND)
    return fw_json_refuse (error, member, "seconds, not negative, of a hundred years at most");
  *duration = seconds * FW_SECOND;
  return TRUE;
}

static FwClock *
read_clock (FwClockReplay *self, JsonObject *line, GError **error)
{
  g_autoptr (GArray) pauses = NULL;
  FwCalendar *calendar;
  FwClock *clock;
  gint64 start, limit = 0, warn_left = 0;

  if (!fw_replay_get_calendar (self, line, &calendar, error) ||
      !fw_replay_get_moment (line, "start", &start, error) ||
      !get_seconds (line, "limit_s", &limit, error) ||
      (fw_json_has (line, "warn_left_s") &&
       !get_seconds (line, "warn_left_s", &warn_left, error)) ||
      (pauses = fw_replay_get_spans (line, "pauses", TRUE, error)) == NULL)
    return NULL;

  clock = fw_clock_new (start, limit, warn_left, calendar);
  for (guint i = 0; i < pauses->len; i++)
    fw_clock_add_pause (clock, g_array_index (pauses, FwClockPause, i).from,
                        g_array_index (pauses, FwClockPause, i).to);
  return clock;
}

gboolean
fw_replay_vector (FwClockReplay *self, JsonObject *line, FwJsonWriter *out, GError **error)
{
  g_autoptr (FwClock) clock = read_clock (self, line, error);
  const gboolean done = fw_json_has (line, "done"), asked = done || fw_json_has (line, "now");
  gint64 at = FW_CALENDAR_LAST, due = 0, warn = 0;
  gboolean ends, warns;

  if (clock == NULL || (asked && !fw_replay_get_moment (line, done ? "done" : "now", &at, error)))
    return FALSE;

  if (done)
    fw_clock_stop (clock, at);
  ends = fw_clock_find_due (clock, &due);
  warns = fw_clock_find_warn (clock, &warn);
  fw_replay_write_moment (out, "due", ends, due);
  if (fw_json_has (line, "warn_left_s"))
    fw_replay_write_moment (out, "warn", warns, warn);
  if (asked)
    fw_replay_write_seconds (out, "counted_s", fw_clock_count (clock, at).counted);
  if (asked || !ends)
    fw_json_member_text (out, "state", fw_clock_state_to_name (fw_clock_get_state (clock, at)));
  return TRUE;
}

/* ---- lines ---- */

gboolean
fw_clock_replay_line (
    FwClockReplay *self, JsonObject *line, GString *out, char **note, GError **error)
{
  const gsize before = out->len;
  FwJsonWriter writer;
  const char *id;
  gboolean done;

  g_return_val_if_fail (self != NULL && line != NULL && out != NULL, FALSE);
  g_return_val_if_fail (note != NULL, FALSE);

  *note = NULL;
  if (!fw_json_get_text (line, "id", &id, error))
    return FALSE;
  fw_json_writer_init (&writer, out);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "id", id);
  if (json_object_has_member (line, "limit_s"))
    done = fw_replay_vector (self, line, &writer, error);
  else if (json_object_has_member (line, "flow"))
    done = fw_replay_scenario (self, line, &writer, note, error);
  else if (json_object_has_member (line, "try"))
    done = fw_replay_move (self, line, &writer, error);
  else
    done = fw_json_refuse (error, "the line", "a clock (limit_s), a case (flow) or a move (try)");
  fw_json_writer_end_object (&writer);
  if (!done)
    g_string_truncate (out, before);
  return done;
}
