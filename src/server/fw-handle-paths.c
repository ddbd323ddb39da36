/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/cube/fw-waits.h"
#include "protocol/fw-json.h"
#include "server/fw-asked.h"
#include "server/fw-server-private.h"

/*
 * The ways that contacts go: offered, answered, ended, resolved is the standard path. What leads
 * out of a step is what came into it: offered = answered + abandoned + left, answered = ended +
 * sent on, ended = resolved + unresolved + unsaid.
 */

/** Fewer timed contacts make no bottleneck. */
#define LEAST_N 20

typedef struct
{
  FwSums all;
  FwSums ended; /* answered and not sent on */
  FwSums sent_on;
  FwWaits waits[FW_N_WAITS];
  double wait_limit; /* seconds: a wait of which a tenth is longer is a bottleneck */
  double talk_limit;
  double repeat_days;
} Paths;

static void
write_node (FwJsonWriter *writer, const char *id, guint64 count, guint layer, guint row)
{
  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", id);
  fw_json_member_integer (writer, "count", (gint64) count);
  fw_json_member_integer (writer, "layer", layer);
  fw_json_member_integer (writer, "row", row);
  fw_json_writer_end_object (writer);
}

static void
write_nodes (FwJsonWriter *writer, const Paths *paths)
{
  const FwSums *ended = &paths->ended;

  fw_json_writer_key (writer, "nodes");
  fw_json_writer_begin_array (writer);
  write_node (writer, "offered", paths->all.offered, 0, 0);
  write_node (writer, "answered", paths->all.answered, 1, 0);
  write_node (writer, "abandoned", paths->all.abandoned, 1, 1);
  write_node (writer, "left", paths->all.left, 1, 2);
  write_node (writer, "ended", ended->answered, 2, 0);
  write_node (writer, "sent_on", paths->sent_on.answered, 2, 1);
  write_node (writer, "resolved", ended->resolved, 3, 0);
  write_node (writer, "unresolved", ended->resolution_known - ended->resolved, 3, 1);
  write_node (writer, "unsaid", ended->answered - ended->resolution_known, 3, 2);
  fw_json_writer_end_array (writer);
}

/* @waits: (nullable): how long the way takes. @limit: seconds; 0 for none. */
static void
write_edge (FwJsonWriter *writer,
            const char *from,
            const char *to,
            guint64 count,
            gboolean standard,
            const FwWaits *waits,
            double limit)
{
  double long_wait = waits != NULL ? fw_waits_find (waits, 0.9) : NAN;

  if (count == 0)
    return;
  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "from", from);
  fw_json_member_text (writer, "to", to);
  fw_json_member_integer (writer, "count", (gint64) count);
  fw_json_member_boolean (writer, "standard", standard);
  fw_json_member_number (writer, "median_s", waits != NULL ? fw_waits_find (waits, 0.5) : NAN);
  fw_json_member_number (writer, "p90_s", long_wait);
  fw_json_member_integer (writer, "timed", waits != NULL ? (gint64) waits->n : 0);
  fw_json_member_boolean (writer, "bottleneck",
                          limit > 0 && waits != NULL && waits->n >= LEAST_N && long_wait > limit);
  fw_json_writer_end_object (writer);
}

static void
write_edges (FwJsonWriter *writer, const Paths *paths)
{
  const FwSums *all = &paths->all, *ended = &paths->ended;
  const FwWaits *waits = paths->waits;

  fw_json_writer_key (writer, "edges");
  fw_json_writer_begin_array (writer);
  write_edge (writer, "offered", "answered", all->answered, TRUE, &waits[FW_WAITS_ANSWERED],
              paths->wait_limit);
  write_edge (writer, "offered", "abandoned", all->abandoned, FALSE, &waits[FW_WAITS_ABANDONED],
              paths->wait_limit);
  write_edge (writer, "offered", "left", all->left, FALSE, &waits[FW_WAITS_LEFT],
              paths->wait_limit);
  write_edge (writer, "answered", "ended", ended->answered, TRUE, &waits[FW_WAITS_ENDED],
              paths->talk_limit);
  write_edge (writer, "answered", "sent_on", paths->sent_on.answered, FALSE,
              &waits[FW_WAITS_SENT_ON], paths->talk_limit);
  write_edge (writer, "ended", "resolved", ended->resolved, TRUE, NULL, 0);
  write_edge (writer, "ended", "unresolved", ended->resolution_known - ended->resolved, FALSE, NULL,
              0);
  write_edge (writer, "ended", "unsaid", ended->answered - ended->resolution_known, FALSE, NULL, 0);
  write_edge (writer, "sent_on", "offered", paths->sent_on.answered, FALSE, NULL, 0);
  write_edge (writer, "ended", "offered", ended->mature - ended->first_contact, FALSE, NULL, 0);
  fw_json_writer_end_array (writer);
}

static gboolean
count (FwServer *server, FwExchange *exchange, FwAsked *asked, Paths *paths)
{
  FwScope *scope = fw_exchange_get_scope (exchange);
  g_autoptr (GError) error = NULL;
  g_autoptr (FwCubeAnswer) answer = NULL;

  asked->question.by[0] = FW_DIMENSION_TRANSFER;
  asked->question.n_by = 1;
  answer = fw_centre_ask (server->centre, scope, &asked->question, NULL, &error);
  asked->question.n_by = 0;
  if (answer == NULL ||
      !fw_centre_ask_waits (server->centre, scope, &asked->question, paths->waits, NULL, &error))
    {
      fw_exchange_reply_error (exchange, error);
      return FALSE;
    }
  paths->all = answer->total;
  for (guint i = 0; i < answer->groups->len; i++)
    {
      const FwCubeGroup *group = &g_array_index (answer->groups, FwCubeGroup, i);

      fw_sums_add (group->codes[0] == FW_TRANSFER_NONE ? &paths->ended : &paths->sent_on,
                   &group->sums);
    }
  return TRUE;
}

void
fw_handle_paths (FwExchange *exchange)
{
  FwServer *server = fw_server_of (exchange);
  g_auto (FwAsked) asked = { 0 };
  g_autofree Paths *paths = g_new0 (Paths, 1);
  GString *json;
  FwJsonWriter writer;
  const char *site;
  gint64 at;

  if (!fw_asked_read (&asked, exchange, server->centre, FW_ASKED_TIMES, NULL) ||
      !count (server, exchange, &asked, paths))
    return;
  site = asked.site->id;
  at = MIN (asked.question.now, asked.question.to);
  paths->wait_limit =
      fw_directory_get_policy (asked.directory, "waiting-seconds-limit", site, "", at);
  paths->talk_limit = fw_directory_get_policy (asked.directory, "talk-limit-seconds", site, "", at);
  paths->repeat_days = fw_directory_get_policy (asked.directory, "repeat-window-days", NULL, NULL,
                                                asked.question.now);
  json = g_string_new (NULL);
  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_number (&writer, "wait_limit_s", paths->wait_limit);
  fw_json_member_number (&writer, "talk_limit_s", paths->talk_limit);
  fw_json_member_number (&writer, "repeat_window_days", paths->repeat_days);
  fw_json_member_integer (&writer, "mature", (gint64) paths->ended.mature);
  write_nodes (&writer, paths);
  write_edges (&writer, paths);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, json);
}
