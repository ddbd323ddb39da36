/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>

#include "core/calendar/fw-zone.h"
#include "protocol/fw-json.h"
#include "server/fw-openapi.h"
#include "server/fw-server-private.h"

static const char *const no_parameters[] = { NULL };

/* Why the first line was rejected, and where it stands, but not what is in it. */
static void
write_first_rejected (FwJsonWriter *writer, const FwFollowState *state)
{
  fw_json_writer_key (writer, "first_rejected");
  if (state->first_rejected == 0)
    {
      fw_json_writer_null (writer);
      return;
    }
  fw_json_writer_begin_object (writer);
  fw_json_member_integer (writer, "line", (gint64) state->first_rejected);
  fw_json_member_text (writer, "reason", state->reason);
  fw_json_writer_end_object (writer);
}

/* Names, states and counts only: health is told to everyone, so no paths and no customers. */
static gboolean
is_anyone_at_work (FwCentre *centre)
{
  FwCube *cube = fw_centre_get_cube (centre);
  g_autoptr (GArray) people = NULL;
  g_autoptr (GArray) waiting = NULL;

  fw_cube_read_lock (cube);
  people = fw_floor_list_people (fw_centre_get_floor (centre));
  waiting = fw_floor_list_waiting (fw_centre_get_floor (centre));
  fw_cube_read_unlock (cube);
  return people->len + waiting->len > 0;
}

/* Those whose events are posted: quiet is a fault only while there are people to be told of. */
static void
write_pushed (FwJsonWriter *writer, FwServer *server)
{
  g_autoptr (GArray) states = fw_pushed_list (server->pushed, g_get_real_time ());

  for (guint i = 0; i < states->len; i++)
    {
      const FwPushedState *state = &g_array_index (states, FwPushedState, i);
      gboolean silent = state->quiet && is_anyone_at_work (server->centre);
      g_autofree char *last = fw_time_format (state->last);

      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "name", state->source);
      fw_json_member_text (writer, "status", silent ? "silent" : "ok");
      fw_json_member_integer (writer, "accepted", (gint64) state->accepted);
      fw_json_member_integer (writer, "rejected", 0);
      fw_json_member_integer (writer, "gaps", 0);
      fw_json_member_text (writer, "last", last);
      fw_json_writer_key (writer, "first_rejected");
      fw_json_writer_null (writer);
      fw_json_writer_end_object (writer);
    }
}

static void
write_sources (FwJsonWriter *writer, FwServer *server)
{
  FwFollow *follow = server->options.follow;
  FwFollowState state;

  fw_json_writer_key (writer, "sources");
  fw_json_writer_begin_array (writer);
  if (follow != NULL)
    {
      g_autofree char *last = NULL;

      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "name", fw_follow_get_source (follow));
      fw_follow_get_state (follow, &state);
      last = state.last != 0 ? fw_time_format (state.last) : NULL;
      fw_json_member_text (writer, "status", fw_follow_status_to_name (state.status));
      fw_json_member_integer (writer, "accepted", (gint64) state.accepted);
      fw_json_member_integer (writer, "rejected", (gint64) state.rejected);
      fw_json_member_integer (writer, "gaps", (gint64) state.gaps);
      fw_json_member_text (writer, "last", last);
      write_first_rejected (writer, &state);
      fw_json_writer_end_object (writer);
    }
  write_pushed (writer, server);
  fw_json_writer_end_array (writer);
}

/* Counts and times alone: what was in them nobody is told. */
static gboolean
write_losses (FwJsonWriter *writer, FwServer *server)
{
  FwLedger *ledger = fw_centre_get_ledger (server->centre);
  g_autoptr (GPtrArray) losses = fw_ledger_list_losses (ledger);
  g_autoptr (GPtrArray) concerns = fw_ledger_list_concerns (ledger);

  fw_json_writer_key (writer, "losses");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < losses->len; i++)
    {
      const FwLedgerLoss *loss = losses->pdata[i];
      g_autofree char *from = fw_time_format (loss->from);
      g_autofree char *until = fw_time_format (loss->until);

      fw_json_writer_begin_object (writer);
      fw_json_member_integer (writer, "batches", (gint64) (loss->last - loss->first + 1));
      fw_json_member_text (writer, "from", from);
      fw_json_member_text (writer, "until", until);
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
  fw_json_member_integer (writer, "concerns", concerns->len);
  return losses->len + concerns->len > 0;
}

static void
write_held (FwJsonWriter *writer, FwServer *server)
{
  g_autofree char *due = NULL;
  gint64 earliest = G_MAXINT64;
  guint n = 0;

  fw_ledger_count_held (fw_centre_get_ledger (server->centre), &n, &earliest, NULL);
  due = n > 0 ? fw_time_format (earliest) : NULL;
  fw_json_member_integer (writer, "held", n);
  fw_json_member_text (writer, "held_until", due);
}

/* Whether what happens is written down: an administrator must see when it is not. */
static void
write_trail (FwJsonWriter *writer, FwTrail *trail)
{
  FwTrailState state = { 0 };

  fw_json_writer_key (writer, "audit");
  if (trail == NULL)
    {
      fw_json_writer_null (writer);
      return;
    }
  fw_trail_get_state (trail, &state);
  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "status",
                       state.full      ? "full"
                       : state.failing ? "failing"
                       : state.cut     ? "cut"
                                       : "ok");
  fw_json_member_integer (writer, "waiting", (gint64) state.waiting);
  fw_json_member_integer (writer, "lost", (gint64) state.lost);
  fw_json_writer_end_object (writer);
}

void
fw_handle_health (FwExchange *exchange)
{
  FwServer *server = fw_server_of (exchange);
  FwDatabase *database = fw_centre_get_database (server->centre);
  g_autofree char *reason = NULL;
  gboolean writable, damaged;
  GString *json;
  FwJsonWriter writer;

  if (!fw_exchange_check_query (exchange, no_parameters))
    return;

  writable = fw_database_is_writable (database, &reason);
  json = g_string_new (NULL);
  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  damaged = write_losses (&writer, server);
  write_held (&writer, server);
  fw_json_member_text (&writer, "status", !writable ? "read-only" : damaged ? "damaged" : "ok");
  fw_json_member_text (&writer, "reason", reason);
  fw_json_member_text (&writer, "version", FW_VERSION);
  fw_json_member_boolean (&writer, "sample", server->options.sample);
  write_sources (&writer, server);
  write_trail (&writer, server->trail);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, json);
}

void
fw_handle_openapi (FwExchange *exchange)
{
  g_autoptr (GBytes) document = NULL;

  if (!fw_exchange_check_query (exchange, no_parameters))
    return;

  document = g_resource_lookup_data (fw_openapi_get_resource (), "/org/floorwalker/openapi.json",
                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  fw_exchange_reply_bytes (exchange, 200, document, "application/json");
}

void
fw_handle_verify (FwExchange *exchange)
{
  FwServer *server = fw_server_of (exchange);
  FwVerifyReport report = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean identical;
  GString *json;
  FwJsonWriter writer;

  if (!fw_exchange_check_query (exchange, no_parameters))
    return;

  identical = fw_centre_verify (server->centre, &report, NULL, &error);
  /* A difference is an answer; a store that cannot be read is not. */
  if (!identical && (report.live_digest == NULL || report.rebuilt_digest == NULL))
    {
      fw_exchange_reply_error (exchange, error);
      fw_verify_report_clear (&report);
      return;
    }

  json = g_string_new (NULL);
  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_boolean (&writer, "identical", identical);
  fw_json_member_integer (&writer, "batches", (gint64) report.batches);
  fw_json_member_integer (&writer, "events", (gint64) report.events);
  fw_json_member_integer (&writer, "contacts", (gint64) report.contacts);
  fw_json_member_text (&writer, "live", report.live_digest);
  fw_json_member_text (&writer, "rebuilt", report.rebuilt_digest);
  fw_json_writer_end_object (&writer);
  fw_verify_report_clear (&report);
  fw_exchange_reply_json (exchange, 200, json);
}
