/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* POLLRDHUP */

#include <poll.h>
#include <string.h>

#include "centre/fw-centre-why.h"
#include "protocol/fw-why-json.h"
#include "server/fw-asked.h"
#include "server/fw-exchange-private.h"
#include "server/fw-server-private.h"

#define LOOK_MS 100

/** Leaver: watches whether the client is still there while its question is worked on. */
typedef struct
{
  int fd;
  GCancellable *cancellable;
  GMutex lock;
  GCond wake;
  gboolean done;
  GThread *thread;
} Leaver;

static gpointer
watch_cb (gpointer data)
{
  Leaver *leaver = data;

  g_mutex_lock (&leaver->lock);
  while (!leaver->done)
    {
      struct pollfd look = { .fd = leaver->fd, .events = POLLRDHUP };

      if (poll (&look, 1, 0) > 0 && (look.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0)
        {
          g_cancellable_cancel (leaver->cancellable);
          break;
        }
      g_cond_wait_until (&leaver->wake, &leaver->lock, g_get_monotonic_time () + LOOK_MS * 1000);
    }
  g_mutex_unlock (&leaver->lock);
  return NULL;
}

static void
begin_watch (Leaver *leaver, int fd)
{
  *leaver = (Leaver){ .fd = fd, .cancellable = g_cancellable_new () };
  g_mutex_init (&leaver->lock);
  g_cond_init (&leaver->wake);
  leaver->thread = g_thread_new ("why-leaver", watch_cb, leaver);
}

static void
end_watch (Leaver *leaver)
{
  g_mutex_lock (&leaver->lock);
  leaver->done = TRUE;
  g_cond_signal (&leaver->wake);
  g_mutex_unlock (&leaver->lock);
  g_thread_join (leaver->thread);
  g_mutex_clear (&leaver->lock);
  g_cond_clear (&leaver->wake);
  g_object_unref (leaver->cancellable);
}

/* ---- what is asked ---- */

static gboolean
read_metric (FwExchange *exchange, FwWhyQuestion *question)
{
  const char *name = fw_exchange_get_query (exchange, "metric");

  question->metric = name != NULL ? fw_metric_find (name) : NULL;
  if (question->metric == NULL)
    fw_exchange_fail (exchange, FW_ERROR_INVALID, "metric", "metric: %s",
                      name == NULL ? "the name of a figure" : "there is no figure of that name");
  return question->metric != NULL;
}

/* FALSE with a reply: there is no such period, or its days are given as well. */
static gboolean
read_period (FwExchange *exchange, FwWhyQuestion *question, const char *id, char **title)
{
  g_autoptr (GError) error = NULL;

  if (question->baseline != FW_WHY_PERIOD ||
      fw_exchange_get_query (exchange, "baseline_from") != NULL ||
      fw_exchange_get_query (exchange, "baseline_to") != NULL)
    {
      fw_exchange_fail (exchange, FW_ERROR_INVALID, "baseline_id",
                        "baseline_id: with baseline=period, in place of baseline_from and "
                        "baseline_to");
      return FALSE;
    }
  if (fw_centre_read_period (fw_server_of (exchange)->centre, fw_exchange_get_scope (exchange), id,
                             question, title, &error))
    return TRUE;
  if (g_error_matches (error, FW_ERROR, FW_ERROR_NOT_FOUND))
    fw_exchange_fail (exchange, FW_ERROR_INVALID, "baseline_id",
                      "baseline_id: there is no good period of that id");
  else
    fw_exchange_reply_error (exchange, error);
  return FALSE;
}

/* @title: of the period, where it has a name. */
static gboolean
read_baseline (FwExchange *exchange, FwAsked *asked, FwWhyQuestion *question, char **title)
{
  const char *id = fw_exchange_get_query (exchange, "baseline_id");
  const char *name = fw_exchange_get_query (exchange, "baseline");
  gboolean given = fw_exchange_get_query (exchange, "baseline_from") != NULL &&
                   fw_exchange_get_query (exchange, "baseline_to") != NULL;

  question->baseline = FW_WHY_LAST_WEEK;
  if (name != NULL && !fw_why_baseline_from_name (name, &question->baseline))
    {
      fw_exchange_fail (exchange, FW_ERROR_INVALID, "baseline",
                        "baseline: last-week, previous, target, period, others or forecast");
      return FALSE;
    }
  question->window = asked->question; /* its texts stay asked's */
  if (id != NULL)
    return read_period (exchange, question, id, title);
  if (!fw_asked_read_time (asked, exchange, "baseline_from", &question->baseline_from) ||
      !fw_asked_read_time (asked, exchange, "baseline_to", &question->baseline_to))
    return FALSE;
  if (question->baseline != FW_WHY_PERIOD)
    return TRUE;
  if (!given || question->baseline_from >= question->baseline_to)
    {
      fw_exchange_fail (exchange, FW_ERROR_INVALID, given ? "baseline_to" : "baseline_from",
                        "baseline=period: baseline_from and baseline_to, in this order, or "
                        "baseline_id");
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_by (FwExchange *exchange, FwWhyQuestion *question)
{
  const char *text = fw_exchange_get_query (exchange, "by");
  g_auto (GStrv) names = text != NULL && *text != '\0' ? g_strsplit (text, ",", -1) : NULL;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      if (question->n_by == FW_WHY_MOST_BY)
        {
          fw_exchange_fail (exchange, FW_ERROR_INVALID, "by", "by: at most %d dimensions",
                            FW_WHY_MOST_BY);
          return FALSE;
        }
      if (!fw_dimension_from_name (fw_text (names[i]), &question->by[question->n_by++]))
        {
          fw_exchange_fail (exchange, FW_ERROR_INVALID, "by", "by: no dimension of that name: %s",
                            names[i]);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
read_factors (FwExchange *exchange, FwWhyQuestion *question)
{
  const char *text = fw_exchange_get_query (exchange, "factors");

  if (text != NULL && strcmp (text, "0") != 0 && strcmp (text, "1") != 0)
    {
      fw_exchange_fail (exchange, FW_ERROR_INVALID, "factors", "factors: 0 or 1");
      return FALSE;
    }
  question->factors = text == NULL || *text == '1';
  return TRUE;
}

static void
reply (FwExchange *exchange, const FwWhyAnswer *answer)
{
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_why_json_append (&writer, answer);
  fw_exchange_reply_json (exchange, 200, json);
}

void
fw_handle_why (FwExchange *exchange)
{
  static const char *const extra[] = { "metric",      "baseline", "baseline_from", "baseline_to",
                                       "baseline_id", "by",       "factors",       NULL };
  FwServer *server = fw_server_of (exchange);
  g_auto (FwAsked) asked = { 0 };
  FwWhyQuestion question = { 0 };
  g_autofree char *title = NULL;
  g_autoptr (FwWhyAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  Leaver leaver;

  if (!fw_asked_read (&asked, exchange, server->centre, FW_ASKED_TIMES, extra) ||
      !read_metric (exchange, &question) || !read_baseline (exchange, &asked, &question, &title) ||
      !read_by (exchange, &question) || !read_factors (exchange, &question))
    return;

  begin_watch (&leaver, exchange->fd);
  answer = fw_centre_why (server->centre, fw_exchange_get_scope (exchange), &question,
                          leaver.cancellable, &error);
  end_watch (&leaver);
  if (answer != NULL)
    {
      answer->baseline_title = g_steal_pointer (&title);
      reply (exchange, answer);
    }
  else
    fw_exchange_reply_error (exchange, error);
}
