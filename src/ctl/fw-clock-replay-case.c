/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A case of a flow, told move by move: what its clocks say, and when. */
#include "ctl/fw-clock-replay-private.h"

#include "core/calendar/fw-duration.h"
#include "core/fw-error.h"
#include "protocol/fw-flow-json.h"

typedef struct
{
  FwFlowTime time; /* when it comes to the server, when it was made */
  const char *what;
} Move;

typedef struct
{
  FwClockReplay *replay;
  FwFlowCase *flow_case;
  FwCalendar *calendar; /* (nullable) */
  char *grade;          /* (nullable) */
  GHashTable *policies; /* of seconds (as doubles) by clock */
  GArray *down;         /* of FwClockPause */
  GPtrArray *notices;
  GArray *moves; /* ascending by when they come in */
  gint64 now, until;
} Scenario;

/* A clock's policy is known by the name of the clock, and by one that says its unit. */
static const double *
find_policy (const Scenario *self, const char *name)
{
  const gsize length = strlen (name), unit = strlen ("-seconds");
  g_autofree char *bare = NULL;

  if (!g_str_has_prefix (name, "policy."))
    return NULL;
  bare = g_strndup (name, g_str_has_suffix (name, "-seconds") ? length - unit : length);
  return g_hash_table_lookup (self->policies, bare + strlen ("policy."));
}

static FwFlowValue
get_value (gpointer record, const char *name)
{
  Scenario *self = record;
  const double *seconds = find_policy (self, name);

  if (seconds != NULL)
    return (FwFlowValue){ FW_FLOW_NUMBER, *seconds, NULL };
  if (self->grade != NULL && g_strcmp0 (name, self->flow_case->flow->graded_by) == 0)
    return (FwFlowValue){ FW_FLOW_TEXT, 0, self->grade };
  return FW_FLOW_VALUE_EMPTY;
}

static FwCalendar *
get_calendar (gpointer record, const char *hours)
{
  Scenario *self = record;
  FwCalendar *named = g_hash_table_lookup (self->replay->calendars, hours);

  return self->flow_case->flow->any && !g_str_equal (hours, FW_FLOW_JSON_CASE_CALENDAR)
             ? named
             : self->calendar;
}

static FwZone *
get_zone (gpointer record)
{
  const Scenario *self = record;

  return self->calendar != NULL ? fw_calendar_get_zone (self->calendar) : NULL;
}

/* ---- reading ---- */

static const FwClockPause *
find_down (const Scenario *self, gint64 at)
{
  for (guint i = 0; i < self->down->len; i++)
    {
      const FwClockPause *span = &g_array_index (self->down, FwClockPause, i);

      if (at >= span->from && at < span->to)
        return span;
    }
  return NULL;
}

/* What a desk says it did earlier is taken where it lies in a time in which the server was down.
 * What is dated into such a time itself comes in when the server is back. */
static FwFlowTime
settle_time (const Scenario *self, gint64 at, gint64 made_at)
{
  const FwClockPause *down = find_down (self, at);
  FwFlowTime time = { at, at };

  while (down != NULL)
    {
      time.at = down->to;
      down = find_down (self, time.at);
    }
  if (made_at >= at)
    return time;
  for (guint i = 0; i < self->down->len; i++)
    {
      const FwClockPause *span = &g_array_index (self->down, FwClockPause, i);

      if (made_at >= span->from && made_at <= span->to)
        time.made_at = made_at;
    }
  return time;
}

static gboolean
read_move (Scenario *self, JsonNode *node, GError **error)
{
  JsonArray *parts = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  const guint n = parts != NULL ? json_array_get_length (parts) : 0;
  gint64 at, made_at;
  Move move;

  if (n < 2 || n > 3)
    return fw_json_refuse (error, "moves", "arrays of a moment, a word and perhaps a moment");
  if (!fw_replay_read_moment (json_array_get_element (parts, 0), "moves", &at, error))
    return FALSE;
  made_at = at;
  if (n == 3 && !JSON_NODE_HOLDS_NULL (json_array_get_element (parts, 2)) &&
      !fw_replay_read_moment (json_array_get_element (parts, 2), "moves", &made_at, error))
    return FALSE;
  move.what = fw_json_node_find_text (json_array_get_element (parts, 1));
  if (move.what == NULL)
    return fw_json_refuse (error, "moves", "a word at the second place");
  move.time = settle_time (self, at, made_at);
  g_array_append_val (self->moves, move);
  return TRUE;
}

static gint
compare_moves (gconstpointer a, gconstpointer b)
{
  const Move *left = a, *right = b;

  return left->time.at < right->time.at ? -1 : left->time.at > right->time.at;
}

static gboolean
read_moves (Scenario *self, JsonObject *line, GError **error)
{
  JsonArray *array;

  if (!fw_json_get_array (line, "moves", &array, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!read_move (self, json_array_get_element (array, i), error))
      return FALSE;
  g_array_sort (self->moves, compare_moves); /* stable: what comes at once stays in order */
  return TRUE;
}

static FwFlow *
find_flow (FwClockReplay *replay, JsonObject *line, GError **error)
{
  const char *name;
  FwFlow *flow;

  if (!fw_json_get_text (line, "flow", &name, error))
    return NULL;
  if (replay->flows == NULL)
    return fw_flow_find (name, error);
  flow = g_hash_table_lookup (replay->flows, name);
  if (flow != NULL)
    return fw_flow_ref (flow);
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "flow: there is none “%s”", name);
  return NULL;
}

/* A clock by a calendar that is not there would run by the wall clock. */
static gboolean
check_hours (FwClockReplay *replay, const FwFlow *flow, GError **error)
{
  for (guint i = 0; flow->any && i < flow->clocks->len; i++)
    {
      const FwFlowClock *clock = &g_array_index (flow->clocks, FwFlowClock, i);

      for (guint j = 0; j < clock->n_limits; j++)
        {
          const char *hours = clock->limits[j].hours;

          if (hours == NULL || g_str_equal (hours, FW_FLOW_JSON_CASE_CALENDAR) ||
              g_hash_table_contains (replay->calendars, hours))
            continue;
          g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                       "flow “%s”: clock “%s”: there is no calendar “%s”", flow->name, clock->name,
                       hours);
          return FALSE;
        }
    }
  return TRUE;
}

/* ---- playing ---- */

/* "answer=1800". Returns: (transfer full): the clock; NULL when it is no such pair. */
static char *
read_pair (const char *text, gint64 *duration)
{
  const char *sign = strchr (text, '=');

  if (sign == NULL || sign == text || !fw_duration_parse (fw_text (sign + 1), duration, NULL))
    return NULL;
  return g_strndup (text, (gsize) (sign - text));
}

static gboolean
set_grade (Scenario *self, const char *grade, FwFlowTime time, GError **error)
{
  const char *const fields[] = { "grade", NULL };
  const FwFlowRecord record = { get_value, get_calendar, self, get_zone };

  g_free (self->grade);
  self->grade = g_strdup (grade);
  return self->flow_case->state == NULL ||
         fw_flow_case_edit (self->flow_case, &record, NULL, fields, time, self->notices, error);
}

static gboolean
set_policy (Scenario *self, const char *pair, GError **error)
{
  gint64 duration;
  g_autofree char *clock = read_pair (pair, &duration);
  double *seconds;

  if (clock == NULL)
    return fw_json_refuse (error, "moves", "policy:CLOCK=SECONDS");
  seconds = g_new (double, 1);
  *seconds = (double) duration / FW_SECOND;
  g_hash_table_insert (self->policies, g_steal_pointer (&clock), seconds);
  return TRUE;
}

/* A clock that does not run has no limit. */
static gboolean
set_limit (Scenario *self, const char *pair, GError **error)
{
  gint64 duration;
  g_autofree char *clock = read_pair (pair, &duration);
  g_autoptr (GError) ignored = NULL;

  if (clock == NULL)
    return fw_json_refuse (error, "moves", "limit:CLOCK=SECONDS");
  fw_flow_case_extend (self->flow_case, NULL, clock, duration, &ignored);
  return TRUE;
}

static gboolean
make_move (Scenario *self, const Move *move, GError **error)
{
  const FwFlowRecord record = { get_value, get_calendar, self, get_zone };
  const FwFlowCase *flow_case = self->flow_case;
  const FwFlowMove *described;
  gboolean reopens;

  if (g_str_has_prefix (move->what, "grade:"))
    return set_grade (self, move->what + 6, move->time, error);
  if (g_str_has_prefix (move->what, "policy:"))
    return set_policy (self, move->what + 7, error);
  if (g_str_has_prefix (move->what, "limit:"))
    return set_limit (self, move->what + 6, error);

  /* What is told from the middle has begun. */
  if (flow_case->state == NULL && !flow_case->flow->any &&
      !g_str_equal (move->what, flow_case->flow->start) &&
      !fw_flow_case_begin (self->flow_case, &record, NULL, move->time, self->notices, error))
    return FALSE;
  described = flow_case->state != NULL
                  ? fw_flow_find_move (flow_case->flow, flow_case->state, move->what)
                  : NULL;
  reopens = flow_case->flow->any ? g_str_equal (move->what, "reopened")
                                 : described != NULL && described->reopens;
  return fw_flow_case_happen (self->flow_case, &record, NULL, move->what, reopens, move->time,
                              self->notices, error);
}

/* What falls due is told when it does, or as soon as the server is there; at one moment after what
 * happens then. */
static void
run_until (Scenario *self, gint64 end)
{
  const FwFlowRecord record = { get_value, get_calendar, self, get_zone };
  gint64 next;

  while (fw_flow_case_next (self->flow_case, &record, &next))
    {
      const FwClockPause *down;

      next = MAX (next, self->now);
      while ((down = find_down (self, next)) != NULL)
        next = down->to;
      if (next >= end)
        break;
      self->now = next;
      fw_flow_case_run (self->flow_case, &record, next, self->notices);
    }
}

static gboolean
play (Scenario *self, GError **error)
{
  for (guint i = 0; i < self->moves->len; i++)
    {
      const Move *move = &g_array_index (self->moves, Move, i);

      if (move->time.at > self->until)
        break;
      run_until (self, move->time.at);
      self->now = move->time.at;
      if (!make_move (self, move, error))
        return FALSE;
    }
  run_until (self, self->until + 1);
  return TRUE;
}

/* ---- telling ---- */

static void
write_log (const Scenario *self, FwJsonWriter *out)
{
  fw_json_writer_key (out, "log");
  fw_json_writer_begin_array (out);
  for (guint i = 0; i < self->notices->len; i++)
    {
      const FwFlowNotice *notice = self->notices->pdata[i];

      if (notice->what == FW_FLOW_STUCK)
        continue;
      fw_json_writer_begin_object (out);
      fw_replay_write_moment (out, "at", TRUE, notice->at);
      fw_replay_write_moment (out, "due", TRUE, notice->due);
      fw_json_member_text (out, "clock", notice->clock);
      fw_json_member_integer (out, "run", notice->run);
      fw_json_member_text (out, "what", fw_flow_what_to_name (notice->what));
      if (notice->what == FW_FLOW_ESCALATE)
        fw_json_member_text (out, "to", notice->to);
      fw_json_writer_end_object (out);
    }
  fw_json_writer_end_array (out);
}

/* A server that is down at the end has not seen what fell due since. */
static void
write_clocks (const Scenario *self, FwJsonWriter *out)
{
  const FwClockPause *down = find_down (self, self->until);
  const gint64 seen = down != NULL ? down->from - 1 : self->until;

  fw_json_writer_key (out, "clocks");
  fw_json_writer_begin_array (out);
  for (guint i = 0; i < self->flow_case->runs->len; i++)
    {
      const FwFlowRun *run = self->flow_case->runs->pdata[i];
      gint64 due = 0;
      const gboolean ends = fw_clock_find_due (run->clock, &due);

      fw_json_writer_begin_object (out);
      fw_json_member_text (out, "clock", run->description->name);
      fw_json_member_integer (out, "run", run->run);
      fw_replay_write_moment (out, "start", TRUE, run->clock->start);
      fw_replay_write_moment (out, "due", ends, due);
      fw_replay_write_seconds (out, "counted_s", fw_clock_count (run->clock, self->until).counted);
      fw_json_member_text (out, "state",
                           fw_clock_state_to_name (fw_clock_get_state (run->clock, seen)));
      fw_json_writer_end_object (out);
    }
  fw_json_writer_end_array (out);
}

/* An alarm has no moment at which it fell due, so it is no line of the log. */
static char *
find_alarm (const Scenario *self)
{
  for (guint i = 0; i < self->notices->len; i++)
    {
      const FwFlowNotice *notice = self->notices->pdata[i];

      if (notice->what == FW_FLOW_STUCK)
        return g_strdup_printf (
            "clock “%s” never comes to an end: its calendar has not enough open "
            "hours ahead",
            notice->clock);
    }
  return NULL;
}

static gboolean
read_scenario (Scenario *self, JsonObject *line, GError **error)
{
  FwFlow *flow = find_flow (self->replay, line, error);
  const char *grade = NULL;

  if (flow == NULL)
    return FALSE;
  self->flow_case = fw_flow_case_new (flow);
  fw_flow_unref (flow);
  if (!check_hours (self->replay, flow, error) ||
      !fw_replay_get_calendar (self->replay, line, &self->calendar, error) ||
      (fw_json_has (line, "grade") && !fw_json_get_text (line, "grade", &grade, error)) ||
      !fw_replay_get_moment (line, "until", &self->until, error) ||
      (self->down = fw_replay_get_spans (line, "down", FALSE, error)) == NULL)
    return FALSE;
  self->grade = g_strdup (grade);
  return read_moves (self, line, error);
}

gboolean
fw_replay_scenario (
    FwClockReplay *self, JsonObject *line, FwJsonWriter *out, char **note, GError **error)
{
  Scenario scenario = { .replay = self, .now = -FW_CALENDAR_LAST };
  gboolean done;

  scenario.policies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  scenario.notices = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_flow_notice_free);
  scenario.moves = g_array_new (FALSE, FALSE, sizeof (Move));
  done = read_scenario (&scenario, line, error) && play (&scenario, error);
  if (done)
    {
      write_log (&scenario, out);
      write_clocks (&scenario, out);
      *note = find_alarm (&scenario);
    }
  g_clear_pointer (&scenario.flow_case, fw_flow_case_free);
  g_clear_pointer (&scenario.down, g_array_unref);
  g_hash_table_unref (scenario.policies);
  g_ptr_array_unref (scenario.notices);
  g_array_unref (scenario.moves);
  g_free (scenario.grade);
  return done;
}
