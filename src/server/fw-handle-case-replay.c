/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GET cases/replay: what would have come of the clocks of cases under a limit that is not
 * published, beside what is in force; and the very cases in which that is a difference. */
#include <math.h>
#include <string.h>

#include "core/metric/fw-metric.h"
#include "protocol/fw-json.h"
#include "server/fw-asked.h"
#include "server/fw-server-private.h"
#include "store/fw-flow-cases.h"
#include "store/fw-record-replay.h"

#define USUAL_DAYS 91
#define MOST_DAYS 36600
#define USUAL_ROWS 200
#define MOST_ROWS 1000

static const char *const side_names[FW_N_REPLAY_SIDES] = { "in_force", "draft" };

/* A case in which it makes a difference for the clock that is asked about. */
typedef struct
{
  char *id;
  gint64 begun;
  FwReplayed replayed;
} Changed;

typedef struct
{
  FwExchange *exchange;
  FwRecords *records;
  FwDirectory *directory;
  const FwKind *kind;
  char **sites, **teams; /* (nullable) */
  guint64 days, limit;
  gint32 first, last; /* days */
  FwZone *zone;       /* of the directory */
  const char *clock;  /* (nullable): whose cases are asked for */
  FwRecordReplayQuestion question;
  guint64 cases;
  FwReplaySum *sums; /* (array): of the clocks of the kind's flow */
  GArray *changed;   /* Changed */
} Answer;

static void
clear_changed (gpointer data)
{
  g_free (((Changed *) data)->id);
}

static void
clear_answer (Answer *self)
{
  g_strfreev (self->sites);
  g_strfreev (self->teams);
  g_free (self->sums);
  g_clear_pointer (&self->changed, g_array_unref);
  g_clear_pointer (&self->directory, fw_directory_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, clear_answer)

static const FwFlowClock *
get_clock (const Answer *self, guint i)
{
  return &g_array_index (self->kind->flow->clocks, FwFlowClock, i);
}

/* ---- the question ---- */

/* Returns: (transfer full) (nullable): the policy that a limit goes by. */
static char *
name_policy (const FwFlowLimit *limit)
{
  if (limit->policy == NULL || !g_str_has_prefix (limit->policy, "policy."))
    return NULL;
  return fw_flow_cases_name_policy (limit->policy);
}

static gboolean
goes_by (const FwFlowClock *clock, const char *policy)
{
  for (guint i = 0; i < clock->n_limits; i++)
    {
      g_autofree char *name = name_policy (&clock->limits[i]);

      if (g_strcmp0 (name, policy) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_limit (const Answer *self, const char *policy)
{
  for (guint i = 0; i < self->kind->flow->clocks->len; i++)
    if (goes_by (get_clock (self, i), policy))
      return TRUE;
  return FALSE;
}

static gboolean
read_value (Answer *self, const FwPolicy *policy)
{
  const char *text = fw_exchange_get_query (self->exchange, "value");
  char *end = NULL;
  const double value = text != NULL && *text != '\0' ? g_ascii_strtod (text, &end) : NAN;

  if (end == NULL || *end != '\0' || !(value >= policy->minimum && value <= policy->maximum))
    {
      fw_exchange_fail (self->exchange, FW_ERROR_INVALID, "value",
                        "value: expected seconds from %.0f to %.0f", policy->minimum,
                        policy->maximum);
      return FALSE;
    }
  self->question.draft.value = value;
  return TRUE;
}

/* Without a policy nothing is tried, and what is in force stands on both sides. */
static gboolean
read_draft (Answer *self)
{
  const char *name = fw_exchange_get_query (self->exchange, "policy");
  const char *site = fw_exchange_get_query (self->exchange, "for_site");

  if (name == NULL)
    return TRUE;
  if (!is_limit (self, name))
    {
      fw_exchange_fail (self->exchange, FW_ERROR_INVALID, "policy",
                        "policy: expected a limit of the clocks of cases, not “%s”", name);
      return FALSE;
    }
  if (site != NULL && fw_directory_find_site (self->directory, site) == NULL)
    {
      fw_exchange_fail (self->exchange, FW_ERROR_INVALID, "for_site",
                        "for_site: there is no site “%s”", site);
      return FALSE;
    }
  self->question.draft.name = name;
  self->question.draft.site = site;
  return read_value (self, fw_policy_find (name));
}

static gboolean
read_clock (Answer *self)
{
  self->clock = fw_exchange_get_query (self->exchange, "clock");
  if (self->clock == NULL || fw_flow_find_clock (self->kind->flow, self->clock) != NULL)
    return TRUE;
  fw_exchange_fail (self->exchange, FW_ERROR_INVALID, "clock", "clock: cases have no clock “%s”",
                    self->clock);
  return FALSE;
}

static gboolean
read_question (Answer *self)
{
  static const char *const known[] = { "days",     "site",  "team",  "policy", "value",
                                       "for_site", "clock", "limit", NULL };
  static const char *const names[] = { "site", "team" };
  char **lists[G_N_ELEMENTS (names)] = { NULL };
  gint64 ignored;

  self->days = USUAL_DAYS;
  self->limit = USUAL_ROWS;
  if (!fw_exchange_check_query (self->exchange, known) ||
      !fw_exchange_read_number (self->exchange, "days", MOST_DAYS, &self->days) ||
      !fw_exchange_read_number (self->exchange, "limit", MOST_ROWS, &self->limit) ||
      !read_draft (self) || !read_clock (self))
    return FALSE;
  fw_asked_read_lists (self->exchange, names, G_N_ELEMENTS (names), lists);
  self->sites = lists[0];
  self->teams = lists[1];
  self->question.sites = (const char *const *) self->sites;
  self->question.teams = (const char *const *) self->teams;
  self->question.now = g_get_real_time ();
  self->zone = fw_directory_get_default_site (self->directory)->zone;
  self->last = fw_zone_get_day (self->zone, self->question.now);
  self->first = self->last - (gint32) MAX (self->days, 1) + 1;
  fw_zone_get_day_bounds (self->zone, self->first, &self->question.from, &ignored);
  fw_zone_get_day_bounds (self->zone, self->last, &ignored, &self->question.to);
  return TRUE;
}

/* ---- counting ---- */

static gboolean
is_changed (const FwReplayed *replayed)
{
  return fw_replayed_is_newly_broken (replayed) || fw_replayed_is_newly_kept (replayed);
}

/* Clocks of an older version of the flow go by their names. */
static void
count_cb (
    const char *id, gint64 begun, const FwFlow *flow, const FwReplayed *replayed, gpointer data)
{
  Answer *self = data;

  self->cases++;
  for (guint i = 0; i < flow->clocks->len; i++)
    {
      const char *name = g_array_index (flow->clocks, FwFlowClock, i).name;
      guint place = 0;

      while (place < self->kind->flow->clocks->len &&
             !g_str_equal (get_clock (self, place)->name, name))
        place++;
      if (place == self->kind->flow->clocks->len)
        continue;
      fw_replay_sum_add (&self->sums[place], &replayed[i]);
      if (g_strcmp0 (name, self->clock) == 0 && is_changed (&replayed[i]))
        {
          const Changed changed = { g_strdup (id), begun, replayed[i] };

          g_array_append_val (self->changed, changed);
        }
    }
}

/* Newly broken ones first, of these what came last. */
static gint
compare_changed (gconstpointer a, gconstpointer b)
{
  const Changed *x = a, *y = b;
  const gboolean first = fw_replayed_is_newly_broken (&x->replayed),
                 second = fw_replayed_is_newly_broken (&y->replayed);

  if (first != second)
    return first ? -1 : 1;
  if (x->begun != y->begun)
    return x->begun > y->begun ? -1 : 1;
  return strcmp (x->id, y->id);
}

/* ---- the answer ---- */

static void
write_side (FwJsonWriter *writer, const FwReplaySum *sum, FwReplaySide side)
{
  const guint64 kept = sum->cases[side][FW_REPLAY_KEPT],
                broken = sum->cases[side][FW_REPLAY_BROKEN], n = kept + broken;
  const FwInterval interval = fw_interval_wilson (kept, n);

  fw_json_writer_key (writer, side_names[side]);
  fw_json_writer_begin_object (writer);
  for (guint i = FW_REPLAY_OPEN; i < FW_N_REPLAY_OUTCOMES; i++)
    fw_json_member_integer (writer, fw_replay_outcome_names[i], (gint64) sum->cases[side][i]);
  fw_json_member_integer (writer, "n", (gint64) n);
  fw_json_member_number (writer, "share", n > 0 ? (double) kept / (double) n : NAN);
  fw_json_member_number (writer, "low", n > 0 ? interval.low : NAN);
  fw_json_member_number (writer, "high", n > 0 ? interval.high : NAN);
  fw_json_writer_end_object (writer);
}

static void
write_clocks (FwJsonWriter *writer, const Answer *self)
{
  fw_json_writer_key (writer, "rows");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < self->kind->flow->clocks->len; i++)
    {
      const FwFlowClock *clock = get_clock (self, i);
      const FwReplaySum *sum = &self->sums[i];

      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "id", clock->name);
      fw_json_member_text (writer, "title", clock->label);
      fw_json_member_boolean (writer, "tried",
                              self->question.draft.name != NULL &&
                                  goes_by (clock, self->question.draft.name));
      for (guint side = 0; side < FW_N_REPLAY_SIDES; side++)
        write_side (writer, sum, side);
      fw_json_member_integer (writer, "newly_broken", (gint64) sum->newly_broken);
      fw_json_member_integer (writer, "newly_kept", (gint64) sum->newly_kept);
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
}

static void
write_policy (FwJsonWriter *writer, const Answer *self, const char *name)
{
  const FwPolicy *policy = fw_policy_find (name);

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", name);
  fw_json_member_number (writer, "value",
                         fw_directory_get_policy (self->directory, name, self->question.draft.site,
                                                  NULL, self->question.now));
  fw_json_member_number (writer, "minimum", policy->minimum);
  fw_json_member_number (writer, "maximum", policy->maximum);
  fw_json_writer_end_object (writer);
}

/* Each once, in the order in which the clocks name them. */
static void
write_policies (FwJsonWriter *writer, const Answer *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  fw_json_writer_key (writer, "policies");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < self->kind->flow->clocks->len; i++)
    for (guint k = 0; k < get_clock (self, i)->n_limits; k++)
      {
        char *name = name_policy (&get_clock (self, i)->limits[k]);

        if (name == NULL)
          continue;
        if (fw_policy_find (name) != NULL && !g_hash_table_contains (seen, name))
          write_policy (writer, self, name);
        g_hash_table_add (seen, name);
      }
  fw_json_writer_end_array (writer);
}

static void
write_moment (FwJsonWriter *writer, const char *name, gint64 at)
{
  g_autofree char *text = at != G_MAXINT64 ? fw_time_format (at) : NULL;

  fw_json_member_text (writer, name, text);
}

static void
write_case (FwJsonWriter *writer, const Answer *self, const Changed *changed)
{
  g_autoptr (FwRecord) record = fw_records_get (
      self->records, fw_exchange_get_scope (self->exchange), self->kind, changed->id, NULL);
  const char *team = record != NULL ? fw_record_text (record, "team") : NULL;

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", changed->id);
  fw_json_member_text (writer, "title", record != NULL ? fw_record_text (record, "title") : NULL);
  fw_json_member_text (writer, "grade", record != NULL ? fw_record_text (record, "grade") : NULL);
  fw_json_member_text (writer, "team_title",
                       team != NULL ? fw_directory_get_title (self->directory, "team", team)
                                    : NULL);
  fw_json_member_text (
      writer, "label",
      record != NULL
          ? fw_handle_find_state_label (self->kind->flow, fw_record_text (record, FW_KIND_STATE))
          : NULL);
  write_moment (writer, "came", changed->begun);
  fw_json_member_text (writer, "change",
                       fw_replayed_is_newly_broken (&changed->replayed) ? "newly_broken"
                                                                        : "newly_kept");
  fw_json_member_integer (writer, "run", changed->replayed.run);
  write_moment (writer, "due_in_force", changed->replayed.due[FW_REPLAY_IN_FORCE]);
  write_moment (writer, "due_draft", changed->replayed.due[FW_REPLAY_DRAFT]);
  write_moment (writer, "stopped", changed->replayed.stopped);
  fw_json_writer_end_object (writer);
}

static void
write_cases (FwJsonWriter *writer, Answer *self)
{
  g_array_sort (self->changed, compare_changed);
  fw_json_member_text (writer, "clock", self->clock);
  fw_json_writer_key (writer, "rows");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < MIN (self->changed->len, self->limit); i++)
    write_case (writer, self, &g_array_index (self->changed, Changed, i));
  fw_json_writer_end_array (writer);
  fw_json_member_integer (writer, "changed", self->changed->len);
  fw_json_member_boolean (writer, "more", self->changed->len > self->limit);
}

static void
write_answer (FwJsonWriter *writer, Answer *self)
{
  g_autofree char *first = fw_date_format (self->first), *last = fw_date_format (self->last);

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "from", first);
  fw_json_member_text (writer, "to", last);
  fw_json_member_text (writer, "policy", self->question.draft.name);
  fw_json_member_number (writer, "value",
                         self->question.draft.name != NULL ? self->question.draft.value : NAN);
  fw_json_member_integer (writer, "cases", (gint64) self->cases);
  if (self->clock != NULL)
    write_cases (writer, self);
  else
    {
      write_policies (writer, self);
      write_clocks (writer, self);
    }
  fw_json_writer_end_object (writer);
}

void
fw_handle_case_replay (FwExchange *exchange)
{
  FwServer *server = fw_server_of (exchange);
  g_auto (Answer) self = { .exchange = exchange,
                           .records = server->records,
                           .kind = fw_kind_find ("case") };
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  FwJsonWriter writer;

  self.directory = fw_centre_ref_directory (server->centre);
  self.changed = g_array_new (FALSE, FALSE, sizeof (Changed));
  g_array_set_clear_func (self.changed, clear_changed);
  self.sums = g_new0 (FwReplaySum, self.kind->flow->clocks->len);
  if (!read_question (&self))
    return;
  if (!fw_records_replay (self.records, fw_exchange_get_scope (exchange), self.kind, &self.question,
                          count_cb, &self, &error))
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }
  fw_json_writer_init (&writer, json);
  write_answer (&writer, &self);
  if (fw_exchange_check_size (exchange, json, "ask with a smaller limit"))
    fw_exchange_reply_json (exchange, 200, g_steal_pointer (&json));
}
