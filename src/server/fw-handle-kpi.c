/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "centre/fw-form.h"
#include "core/fw-hash.h"
#include "server/fw-server-private.h"

#define FEW_GROUPS 5000

/* Under the same scope the same words ask the same, so the query as it came is good enough for a
 * key. */
static char *
make_key (FwExchange *exchange)
{
  return g_strconcat (fw_scope_get_digest (fw_exchange_get_scope (exchange)), "?",
                      fw_exchange_get_raw_query (exchange), NULL);
}

/* Of the answer without its age, which alone moves while nothing else does; so it is a weak one. */
static char *
make_tag (const GString *json)
{
  const char *age = strstr (json->str, "\"age_s\":");
  const char *rest = age != NULL ? strchr (age, ',') : NULL;
  gsize before = rest != NULL ? (gsize) (age - json->str) : json->len;
  guint64 hash = fw_hash_bytes (json->str, before, 0);

  if (rest != NULL)
    hash = fw_hash_bytes (rest, strlen (rest), hash);
  return g_strdup_printf ("W/\"%016" G_GINT64_MODIFIER "x\"", hash);
}

/* Answers of more than a few groups are made one at a time: none of the others waits for its turn
 * long, and only one takes the memory. */
static FwCubeAnswer *
ask_in_turn (
    FwServer *server, FwExchange *exchange, FwAsked *query, GMutexLocker **turn, GError **error)
{
  FwScope *scope = fw_exchange_get_scope (exchange);
  FwQuestion few = query->question;
  g_autoptr (GError) failure = NULL;
  FwCubeAnswer *answer;

  few.most_groups = MIN (few.most_groups, FEW_GROUPS);
  answer = fw_centre_ask (server->centre, scope, &few, NULL, &failure);
  if (answer == NULL && few.most_groups < query->question.most_groups &&
      g_error_matches (failure, FW_ERROR, FW_ERROR_TOO_LARGE))
    {
      *turn = g_mutex_locker_new (&server->large);
      return fw_centre_ask (server->centre, scope, &query->question, NULL, error);
    }
  if (answer == NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return answer;
}

/* Returns: (transfer full) (nullable): NULL when the exchange has its reply, an error. */
static FwReply *
make_reply (FwServer *server, FwExchange *exchange, FwAsked *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GMutexLocker) turn = NULL;
  g_autoptr (FwCubeAnswer) answer = ask_in_turn (server, exchange, query, &turn, &error);
  g_auto (FwForm) form = { 0 };
  g_autoptr (GBytes) body = NULL;
  g_autofree char *tag = NULL;
  FwReply *reply;
  GString *json;
  FwJsonWriter writer;

  if (answer == NULL)
    {
      fw_exchange_reply_error (exchange, error);
      return NULL;
    }

  fw_form_init (&form, server->centre, query->directory, &query->question);
  form.answer.figures = query->figures;
  form.answer.title = NULL;
  form.answer.most_bytes = FW_REPLY_MAX_BYTES;
  json = g_string_new (NULL);
  fw_json_writer_init (&writer, json);
  fw_answer_json_append (&writer, &form.answer, answer);
  if (!fw_exchange_check_size (exchange, json,
                               "ask by fewer attributes, in coarser steps, for a shorter period or "
                               "with figures=0"))
    {
      g_string_free (json, TRUE);
      return NULL;
    }

  tag = make_tag (json);
  body = g_string_free_to_bytes (json);
  reply = fw_exchange_make_reply (exchange, 200, body, "application/json");
  if (reply == NULL)
    return NULL;
  MHD_add_response_header (reply->response, MHD_HTTP_HEADER_ETAG, tag);

  return reply;
}

/* Returns: (transfer full) (nullable): the answer, for others who ask the same; NULL when the reply
 * is an error. */
static FwReply *
make_answer (FwServer *server, FwExchange *exchange)
{
  guint64 generation = fw_centre_get_generation (server->centre);
  g_auto (FwAsked) query = { 0 };
  g_autoptr (FwReply) reply = NULL;
  g_autofree char *key = NULL;

  if (!fw_asked_read (&query, exchange, server->centre,
                      FW_ASKED_TIMES | FW_ASKED_GROUPS | FW_ASKED_FORM, NULL))
    return NULL;

  reply = make_reply (server, exchange, &query);
  if (reply == NULL)
    return NULL;

  key = make_key (exchange);
  fw_reply_cache_add (server->kpi_cache, key, generation, g_get_monotonic_time (), reply);
  fw_exchange_reply_shared (exchange, reply);
  return g_steal_pointer (&reply);
}

/* In the pool. */
static void
answer_kpi (FwExchange *exchange)
{
  FwServer *server = fw_server_of (exchange);
  g_autoptr (FwReply) answer = make_answer (server, exchange);

  fw_reply_cache_share (server->kpi_cache, fw_exchange_get_note (exchange),
                        answer != NULL ? answer : fw_exchange_get_reply (exchange));
}

void
fw_handle_kpi (FwExchange *exchange)
{
  FwServer *server = fw_server_of (exchange);
  guint64 generation = fw_centre_get_generation (server->centre);
  g_autofree char *key = make_key (exchange);
  g_autoptr (FwReply) reply =
      fw_reply_cache_find (server->kpi_cache, key, generation, g_get_monotonic_time ());
  char *ticket;

  if (reply != NULL)
    {
      fw_exchange_reply_shared (exchange, reply);
      return;
    }

  ticket = g_strdup_printf ("%" G_GUINT64_FORMAT "?%s", generation, key);
  fw_exchange_set_note (exchange, ticket);
  if (!fw_exchange_hold (exchange) || fw_reply_cache_join (server->kpi_cache, ticket, exchange))
    return;

  if (!fw_exchange_run_held (exchange, FW_RUN_WORKER, answer_kpi))
    {
      fw_reply_cache_share (server->kpi_cache, ticket, fw_exchange_get_reply (exchange));
      fw_exchange_release (exchange);
    }
}
