/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GET day: who was told to work when on a day of a site, and what each really did. */
#include <string.h>

#include "server/fw-asked.h"
#include "server/fw-day-board.h"
#include "server/fw-server-private.h"

/* ---- the question ---- */

/* Without one: that of the team, else the first that is seen. */
static const FwSiteEntry *
choose_site (FwDayBoard *board, const char *id)
{
  const char *const *sites = fw_scope_get_sites (board->scope);
  g_autoptr (FwRecord) team = NULL;

  if (id == NULL && board->teams != NULL)
    {
      team = fw_records_get (board->records, board->scope, fw_kind_find ("team"), board->teams[0],
                             NULL);
      id = team != NULL ? fw_record_text (team, "site") : NULL;
    }
  if (id == NULL && sites != NULL)
    id = sites[0];
  if (id == NULL)
    return fw_directory_get_default_site (board->directory);
  return fw_directory_find_site (board->directory, id);
}

static gboolean
read_day (FwExchange *exchange, FwDayBoard *board)
{
  const char *text = fw_exchange_get_query (exchange, "day");

  board->now = g_get_real_time ();
  board->day = fw_zone_get_day (board->site->zone, board->now);
  if (text == NULL || fw_day_parse (fw_text (text), board->day, &board->day))
    return TRUE;
  fw_exchange_fail (exchange, FW_ERROR_INVALID, "day", "%s: expected a date such as 2026-11-21",
                    "day");
  return FALSE;
}

static gboolean
read_asked (FwExchange *exchange, FwDayBoard *board)
{
  static const char *const names[] = { "site", "team" };
  char **lists[G_N_ELEMENTS (names)] = { NULL };
  g_auto (GStrv) sites = NULL;

  fw_asked_read_lists (exchange, names, G_N_ELEMENTS (names), lists);
  sites = lists[0];
  board->teams = lists[1];
  board->site = choose_site (board, sites != NULL ? sites[0] : NULL);
  if (board->site != NULL && (sites == NULL || g_strv_length (sites) == 1))
    return read_day (exchange, board);
  fw_exchange_fail (exchange, FW_ERROR_INVALID, "site", "site: expected one site");
  return FALSE;
}

/* ---- the answer ---- */

static void
append_time (FwJsonWriter *writer, const char *key, gint64 at)
{
  g_autofree char *text = fw_time_format (at);

  fw_json_member_text (writer, key, text);
}

static void
append_date (FwJsonWriter *writer, const char *key, gint32 day)
{
  g_autofree char *text = fw_date_format (day);

  fw_json_member_text (writer, key, text);
}

static void
append_seconds (FwJsonWriter *writer, const char *key, gint64 time)
{
  fw_json_member_number (writer, key, (double) time / FW_SECOND);
}

static void
append_source (FwJsonWriter *writer, const FwRecord *source)
{
  const char *kind = fw_record_get_kind (source)->name;

  if (strcmp (kind, "day-exception") != 0)
    {
      fw_json_member_text (writer, strcmp (kind, "activity") == 0 ? "activity" : "session",
                           fw_record_get_id (source));
      fw_json_member_text (writer, "note", fw_record_text (source, "name"));
      return;
    }
  fw_json_member_text (writer, "exception", fw_record_get_id (source));
  fw_json_member_text (writer, "what", fw_record_text (source, "what"));
  fw_json_member_text (writer, "note", fw_record_text (source, "reason"));
  fw_json_member_text (writer, "signed", fw_record_text (source, "signed"));
}

static void
append_plan (FwJsonWriter *writer, FwDayBoard *board, const FwDayPerson *person)
{
  static const char *const kinds[FW_DAY_N_KINDS] = {
    [FW_DAY_WORK] = "work",       [FW_DAY_BREAK] = "break",     [FW_DAY_TRAINING] = "training",
    [FW_DAY_EXCUSED] = "excused", [FW_DAY_PRESENT] = "present", [FW_DAY_ABSENT] = "absent",
  };
  const GArray *plan = person->plans[FW_DAY_BOARD_DAY];

  fw_json_writer_key (writer, "plan");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < plan->len; i++)
    {
      const FwDaySpan *span = &g_array_index (plan, FwDaySpan, i);

      fw_json_writer_begin_object (writer);
      append_time (writer, "from", span->from);
      append_time (writer, "to", span->to);
      fw_json_member_text (writer, "kind", kinds[span->kind]);
      if (span->source > 0)
        append_source (writer, board->sources->pdata[span->source - 1]);
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
}

static const char *
get_state (const FwStateSpan *span)
{
  return span->state == FW_AGENT_PAUSED ? "paused" : "work";
}

/* Calls and the time between them are one: at work. */
static void
append_states (FwJsonWriter *writer, const FwDayPerson *person)
{
  const guint n = person->states != NULL ? person->states->len : 0;

  fw_json_writer_key (writer, "states");
  fw_json_writer_begin_array (writer);
  for (guint i = 0, next; i < n; i = next)
    {
      const FwStateSpan *span = &g_array_index (person->states, FwStateSpan, i);
      gint64 to = span->to;

      for (next = i + 1; next < n; next++)
        {
          const FwStateSpan *more = &g_array_index (person->states, FwStateSpan, next);

          if (more->from != to || strcmp (more->reason, span->reason) != 0 ||
              strcmp (get_state (more), get_state (span)) != 0)
            break;
          to = more->to;
        }
      if (to <= person->window.from || span->from >= person->window.to)
        continue;
      fw_json_writer_begin_object (writer);
      append_time (writer, "from", MAX (span->from, person->window.from));
      append_time (writer, "to", MIN (to, person->window.to));
      fw_json_member_text (writer, "state", get_state (span));
      fw_json_member_text (writer, "reason", span->reason);
      fw_json_member_boolean (writer, "works", fw_day_board_works (span));
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
}

static void
append_figures (FwJsonWriter *writer, const FwDayBoard *board, const FwDayFigures *figures)
{
  append_seconds (writer, "scheduled_s", figures->scheduled);
  append_seconds (writer, "exception_s", figures->exception);
  append_seconds (writer, "worked_s", figures->worked);
  append_seconds (writer, "outside_s", figures->outside);
  fw_json_member_number (writer, "adherence", fw_day_get_adherence (figures, board->with_outside));
  fw_json_member_number (writer, "conformance", fw_day_get_conformance (figures));
}

static void
append_shift (FwJsonWriter *writer, const FwDayPerson *person)
{
  const FwRecord *shift = person->shift;

  fw_json_writer_key (writer, "shift");
  if (shift == NULL)
    {
      fw_json_writer_null (writer);
      return;
    }
  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", fw_record_get_id (shift));
  fw_json_member_integer (writer, "revision", fw_record_get_revision (shift));
  fw_json_member_text (writer, "type", person->type != NULL ? person->type : "");
  fw_json_member_text (writer, "template", person->template != NULL ? person->template : "");
  fw_json_member_text (writer, "name", person->name != NULL ? person->name : "");
  fw_json_member_text (writer, "letter", person->letter != NULL ? person->letter : "");
  fw_json_member_boolean (writer, "draft",
                          g_strcmp0 (fw_record_text (shift, "state"), "draft") == 0);
  fw_json_writer_end_object (writer);
}

static void
append_person (FwJsonWriter *writer, FwDayBoard *board, const FwDayPerson *person)
{
  const FwDayFigures *figures = &person->figures;

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", person->who.person);
  fw_json_member_text (writer, "name", person->who.name);
  fw_json_member_text (writer, "team", person->who.team);
  fw_json_member_text (writer, "team_title",
                       fw_directory_get_title (board->directory, "team", person->who.team));
  append_shift (writer, person);
  fw_json_member_text (writer, "standing", fw_day_standing_to_name (figures->standing));
  append_seconds (writer, "late_s", figures->late);
  append_seconds (writer, "early_s", figures->early);
  if (figures->since != 0)
    append_time (writer, "since", figures->since);
  append_figures (writer, board, figures);
  append_plan (writer, board, person);
  append_states (writer, person);
  fw_json_writer_end_object (writer);
}

/* ---- all of a team, or of all teams ---- */

typedef struct
{
  FwDayFigures figures;
  guint planned, with_data;
  guint standings[FW_DAY_N_STANDINGS];
} Sum;

static void
add_person (Sum *sum, const FwDayPerson *person)
{
  const FwDayFigures *figures = &person->figures;

  sum->planned += figures->start != figures->end;
  sum->with_data += figures->has_data;
  sum->standings[figures->standing]++;
  fw_day_add (&sum->figures, figures);
}

static void
append_sum (FwJsonWriter *writer, FwDayBoard *board, const char *team, const Sum *sum)
{
  fw_json_writer_begin_object (writer);
  if (team != NULL)
    {
      fw_json_member_text (writer, "id", team);
      fw_json_member_text (writer, "title",
                           fw_directory_get_title (board->directory, "team", team));
    }
  fw_json_member_integer (writer, "planned", sum->planned);
  fw_json_member_integer (writer, "with_data", sum->with_data);
  fw_json_member_integer (writer, "late", sum->standings[FW_DAY_STANDS_LATE]);
  fw_json_member_integer (writer, "missing", sum->standings[FW_DAY_STANDS_MISSING]);
  fw_json_member_integer (writer, "away", sum->standings[FW_DAY_STANDS_AWAY]);
  fw_json_member_integer (writer, "left_early", sum->standings[FW_DAY_STANDS_LEFT]);
  append_figures (writer, board, &sum->figures);
  fw_json_writer_end_object (writer);
}

static int
compare_teams (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static void
append_sums (FwJsonWriter *writer, FwDayBoard *board)
{
  g_autoptr (GHashTable) sums = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr (GPtrArray) teams = g_ptr_array_new ();
  Sum total = { 0 };

  for (guint i = 0; i < board->people->len; i++)
    {
      const FwDayPerson *person = board->people->pdata[i];
      Sum *sum = g_hash_table_lookup (sums, person->who.team);

      if (sum == NULL)
        {
          sum = g_new0 (Sum, 1);
          g_hash_table_insert (sums, (gpointer) person->who.team, sum);
          g_ptr_array_add (teams, (gpointer) person->who.team);
        }
      add_person (sum, person);
      add_person (&total, person);
    }
  g_ptr_array_sort (teams, compare_teams);
  fw_json_writer_key (writer, "teams");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < teams->len; i++)
    append_sum (writer, board, teams->pdata[i], g_hash_table_lookup (sums, teams->pdata[i]));
  fw_json_writer_end_array (writer);
  fw_json_writer_key (writer, "total");
  append_sum (writer, board, NULL, &total);
}

static void
append_line (FwJsonWriter *writer, const char *key, const double *values, guint n)
{
  fw_json_writer_key (writer, key);
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < n; i++)
    fw_json_writer_number (writer, values[i]); /* NAN is null */
  fw_json_writer_end_array (writer);
}

static GString *
write_answer (FwDayBoard *board)
{
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  append_date (&writer, "day", board->day);
  fw_json_member_text (&writer, "site", board->site->id);
  fw_json_member_text (&writer, "zone", fw_zone_get_identifier (board->site->zone));
  append_time (&writer, "from", board->from);
  append_time (&writer, "to", board->to);
  append_time (&writer, "now", board->now);
  fw_json_member_boolean (&writer, "runs", board->now >= board->from && board->now < board->to);
  append_seconds (&writer, "tolerance_s", board->tolerance);
  fw_json_member_boolean (&writer, "with_outside", board->with_outside);
  fw_json_writer_key (&writer, "people");
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; i < board->people->len; i++)
    append_person (&writer, board, board->people->pdata[i]);
  fw_json_writer_end_array (&writer);
  append_sums (&writer, board);
  append_line (&writer, "wanted", board->wanted, board->n);
  append_line (&writer, "scheduled", board->scheduled, board->n);
  append_line (&writer, "actual", board->actual, board->n);
  fw_json_writer_end_object (&writer);
  return json;
}

void
fw_handle_day (FwExchange *exchange)
{
  static const char *const known[] = { "day", "site", "team", NULL };
  FwServer *server = fw_server_of (exchange);
  FwDayBoard board = { .centre = server->centre,
                       .records = server->records,
                       .scope = fw_exchange_get_scope (exchange) };
  g_autoptr (GError) error = NULL;

  if (!fw_exchange_check_query (exchange, known))
    return;
  board.directory = fw_records_get_directory (server->records, &error);
  if (board.directory == NULL)
    fw_exchange_reply_error (exchange, error);
  else if (read_asked (exchange, &board))
    {
      if (!fw_day_board_read (&board, NULL, &error))
        fw_exchange_reply_error (exchange, error);
      else
        {
          g_autoptr (GString) json = write_answer (&board);

          if (fw_exchange_check_size (exchange, json, "ask for one team"))
            fw_exchange_reply_json (exchange, 200, g_steal_pointer (&json));
        }
    }
  fw_day_board_clear (&board);
}
