/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-http.h"

#include <gio/gio.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "server/fw-exchange-private.h"
#include "server/fw-gate.h"
#include "server/fw-head-scan.h"

#define N_NETWORK_THREADS 2
#define BACKLOG 4096 /* a floor that comes back at once after an outage */
#define IDLE_SECONDS 30
#define SESSION_PART 8 /* one session holds about a tenth of the connections at most */
/* Per connection, for libmicrohttpd: a head of 16 KiB and what it makes of it, with room to read a
 * body in big pieces. */
#define CONNECTION_MEMORY (64 * 1024)

struct _FwHttp
{
  FwHttpOptions options;
  struct MHD_Daemon *daemon;
  guint16 port;
  gboolean quiesced;
  int listening; /* the socket of a quiesced daemon; -1: none */
  FwJobs *jobs[FW_N_RUNS];
  GThread *sweeper;

  GMutex lock;
  GCond changed;
  gboolean closing;
  guint n_held;

  FwGateRules rules;
  FwShares *replies;
  FwBodies *bodies;
  _Atomic guint n_exchanges; /* not yet freed */
};

/* What a connection owns. libmicrohttpd tells that a request is over only where it called the
 * handler for it; what it gives up before goes with the connection, or with its next request. */
typedef struct
{
  FwExchange *exchange; /* NULL: between two requests */
} Link;

/* ---- the way of a request ---- */

static gboolean
find_route (FwExchange *self, const char *method)
{
  const FwHttpOptions *options = &self->http->options;

  switch (fw_route_match (options->routes, options->n_routes, method, self->path, &self->route,
                          self->parameters))
    {
    case FW_MATCH_ROUTE:
      return TRUE;
    case FW_MATCH_PATH:
      {
        g_autoptr (GBytes) body = g_bytes_new_static (
            "{\"error\":{\"code\":\"invalid\",\"message\":\"this path takes other methods\"}}", 70);

        fw_exchange_reply_bytes (self, MHD_HTTP_METHOD_NOT_ALLOWED, body, "application/json");
        return FALSE;
      }
    case FW_MATCH_NOTHING:
    default:
      fw_exchange_fail (self, FW_ERROR_NOT_FOUND, NULL, "there is nothing at this path");
      return FALSE;
    }
}

static gboolean
authorise (FwExchange *self)
{
  const FwHttpOptions *options = &self->http->options;
  const char *header = fw_exchange_get_header (self, MHD_HTTP_HEADER_AUTHORIZATION);
  g_autoptr (GError) error = NULL;

  if (self->route->role == FW_ROLE_NONE)
    return TRUE;

  if (header == NULL || g_ascii_strncasecmp (header, "Bearer ", 7) != 0)
    {
      fw_exchange_fail (self, FW_ERROR_UNAUTHORISED, NULL, "sign in: Authorization: Bearer TOKEN");
      return FALSE;
    }

  self->token = header + 7;
  self->scope = options->authorise (self->token, options->server, &error);
  if (self->scope == NULL)
    {
      fw_exchange_reply_error (self, error);
      return FALSE;
    }
  if (!fw_gate_know (self->fd, fw_exchange_get_session (self)))
    {
      fw_exchange_add_header (self, MHD_HTTP_HEADER_RETRY_AFTER, "1");
      fw_exchange_fail (self, FW_ERROR_BUSY, NULL,
                        "this session has too many connections open: close some, or come again");
      return FALSE;
    }

  if ((fw_scope_get_role (self->scope) & self->route->role) == 0)
    {
      fw_exchange_fail (self, FW_ERROR_FORBIDDEN, NULL, "this is not for the role %s",
                        fw_role_to_name (fw_scope_get_role (self->scope)));
      return FALSE;
    }
  if (self->route->whole && !fw_scope_is_whole (self->scope))
    {
      fw_exchange_fail (self, FW_ERROR_FORBIDDEN, NULL,
                        "this concerns all sites: it is for accounts that are not limited to some");
      return FALSE;
    }

  return TRUE;
}

static void
begin_exchange (FwExchange *self, const char *method)
{
  self->begun = TRUE;
  if (find_route (self, method) && authorise (self) && fw_exchange_parse_query (self) &&
      (self->route->admit == NULL || self->route->admit (self)))
    fw_body_begin (self);
}

static void
run_job (gpointer data)
{
  FwExchange *self = data;

  self->handler (self);
  fw_exchange_release (self);
}

gboolean
fw_exchange_run_held (FwExchange *self, FwRun run, FwHandler handler)
{
  self->handler = handler;
  if (self->lane == NULL)
    self->lane = g_strdup (self->scope != NULL ? fw_exchange_get_session (self)
                                               : fw_exchange_get_network (self));
  if (fw_jobs_push (self->http->jobs[run], self->lane, self->known, run_job, self))
    return TRUE;

  fw_exchange_add_header (self, MHD_HTTP_HEADER_RETRY_AFTER, "1");
  fw_exchange_fail (self, FW_ERROR_BUSY, NULL, "too many such requests at once");
  return FALSE;
}

void
fw_exchange_defer (FwExchange *self, FwRun run, FwHandler handler)
{
  if (fw_exchange_hold (self) && !fw_exchange_run_held (self, run, handler))
    fw_exchange_release (self);
}

static void
dispatch_exchange (FwExchange *self)
{
  if (self->route->run == FW_RUN_INLINE)
    self->route->handler (self);
  else
    fw_exchange_defer (self, self->route->run, self->route->handler);
}

/* Returns: whether the answer waits for that. */
static gboolean
tell_answer (FwExchange *self, gboolean may_wait)
{
  const FwHttpOptions *options = &self->http->options;

  if (self->seen || options->tell == NULL)
    return FALSE;
  self->seen = TRUE;
  self->held = FALSE; /* what held the handler is over */
  return options->tell (self, may_wait, options->server);
}

static enum MHD_Result
queue_reply (FwExchange *self)
{
  if (self->reply == NULL)
    {
      g_critical ("%s: no reply", self->path);
      fw_exchange_fail (self, FW_ERROR_FAILED, NULL, "the server could not do this");
    }

  fw_body_drop (self);
  fw_gate_answer (self->fd, self->reply->size);
  return MHD_queue_response (self->connection, self->reply->status, self->reply->response);
}

/* ---- libmicrohttpd's callbacks, on its threads ---- */

static Link *
get_link (struct MHD_Connection *connection)
{
  return MHD_get_connection_info (connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

static void
end_exchange (FwHttp *self, Link *link)
{
  if (link->exchange == NULL)
    return;
  atomic_fetch_sub (&self->n_exchanges, 1);
  g_clear_pointer (&link->exchange, fw_exchange_free);
}

static void *
uri_cb (void *data, const char *uri, struct MHD_Connection *connection)
{
  FwHttp *self = data;
  Link *link = get_link (connection);

  end_exchange (self, link);
  link->exchange = fw_exchange_new (self, self->options.server, connection, uri);
  atomic_fetch_add (&self->n_exchanges, 1);
  return link->exchange;
}

static enum MHD_Result
request_cb (void *data,
            struct MHD_Connection *connection,
            const char *url,
            const char *method,
            const char *version,
            const char *upload,
            size_t *upload_size,
            void **context)
{
  FwExchange *exchange = *context;

  if (!exchange->begun)
    {
      begin_exchange (exchange, method);
      if (exchange->reply == NULL)
        return MHD_YES;
      tell_answer (exchange, FALSE);
      return queue_reply (exchange);
    }

  if (*upload_size > 0)
    {
      fw_body_take (exchange, upload, *upload_size);
      *upload_size = 0;
      return MHD_YES;
    }

  if (!exchange->dispatched)
    {
      exchange->dispatched = TRUE;
      if (fw_body_end (exchange))
        dispatch_exchange (exchange);
      if (exchange->held)
        return MHD_YES;
    }

  return tell_answer (exchange, TRUE) ? MHD_YES : queue_reply (exchange);
}

static void
completed_cb (void *data,
              struct MHD_Connection *connection,
              void **context,
              enum MHD_RequestTerminationCode code)
{
  FwExchange *exchange = *context;

  if (exchange == NULL)
    return;

  *context = NULL;
  fw_gate_answered (exchange->fd);
  end_exchange (data, get_link (connection));
}

static void
connection_cb (void *data,
               struct MHD_Connection *connection,
               void **context,
               enum MHD_ConnectionNotificationCode code)
{
  FwHttp *self = data;
  int fd = MHD_get_connection_info (connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;

  if (code == MHD_CONNECTION_NOTIFY_STARTED)
    {
      *context = g_new0 (Link, 1);
      fw_gate_admit (
          fd, MHD_get_connection_info (connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr,
          &self->rules);
      return;
    }
  fw_gate_dismiss (fd);
  end_exchange (self, *context);
  g_clear_pointer (context, g_free);
}

/* We unescape by ourselves: libmicrohttpd would cut at %00. */
static size_t
unescape_cb (void *data, struct MHD_Connection *connection, char *text)
{
  return strlen (text);
}

static void
log_cb (void *data, const char *format, va_list args)
{
  g_autofree char *text = g_strdup_vprintf (format, args);

  g_debug ("libmicrohttpd: %s", g_strchomp (text));
}

FwBodies *
fw_http_get_bodies (FwHttp *self)
{
  return self->bodies;
}

FwShares *
fw_http_get_replies (FwHttp *self)
{
  return self->replies;
}

/* ---- held exchanges ---- */

gboolean
fw_http_hold (FwExchange *exchange)
{
  FwHttp *self = exchange->http;
  gboolean held;

  g_mutex_lock (&self->lock);
  held = !self->closing;
  if (held)
    self->n_held++;
  g_mutex_unlock (&self->lock);

  if (held)
    MHD_suspend_connection (exchange->connection);
  return held;
}

void
fw_http_release (FwExchange *exchange)
{
  FwHttp *self = exchange->http;

  /* From here on the exchange belongs to the network thread and may be gone. */
  MHD_resume_connection (exchange->connection);

  g_mutex_lock (&self->lock);
  self->n_held--;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

/* ---- the listener ---- */

static int
open_socket (const FwHttpOptions *options, guint16 *port, GError **error)
{
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (options->address);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GSocket) socket = NULL;

  if (inet == NULL)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s: no numeric address", options->address);
      return -1;
    }

  address = g_inet_socket_address_new (inet, options->port);
  socket = g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM,
                         G_SOCKET_PROTOCOL_TCP, error);
  if (socket == NULL)
    return -1;

  g_socket_set_blocking (socket, FALSE);
  g_socket_set_listen_backlog (socket, BACKLOG);
  if (!g_socket_bind (socket, address, TRUE, error) || !g_socket_listen (socket, error))
    return -1;

  bound = g_socket_get_local_address (socket, error);
  if (bound == NULL)
    return -1;

  *port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  return dup (g_socket_get_fd (socket)); /* libmicrohttpd closes its own */
}

static gpointer
sweep (gpointer data)
{
  FwHttp *self = data;

  g_mutex_lock (&self->lock);
  while (!self->closing)
    {
      g_cond_wait_until (&self->changed, &self->lock, g_get_monotonic_time () + G_USEC_PER_SEC);
      g_mutex_unlock (&self->lock);
      fw_gate_sweep (g_get_monotonic_time ());
      g_mutex_lock (&self->lock);
    }
  g_mutex_unlock (&self->lock);

  return NULL;
}

static struct MHD_Daemon *
start_daemon (FwHttp *self, int fd)
{
  return MHD_start_daemon (
      MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC | MHD_USE_ERROR_LOG, 0,
      NULL, NULL, request_cb, self, MHD_OPTION_EXTERNAL_LOGGER, log_cb, self,
      MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_THREAD_POOL_SIZE, (unsigned) N_NETWORK_THREADS,
      MHD_OPTION_CONNECTION_LIMIT, (unsigned) self->options.max_connections,
      MHD_OPTION_CONNECTION_TIMEOUT, (unsigned) IDLE_SECONDS, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
      (size_t) CONNECTION_MEMORY, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_URI_LOG_CALLBACK,
      uri_cb, self, MHD_OPTION_UNESCAPE_CALLBACK, unescape_cb, NULL, MHD_OPTION_NOTIFY_COMPLETED,
      completed_cb, self, MHD_OPTION_NOTIFY_CONNECTION, connection_cb, self, MHD_OPTION_END);
}

static void
set_rules (FwHttp *self)
{
  guint strangers;

  if (self->options.max_connections == 0)
    self->options.max_connections = FW_HTTP_MAX_CONNECTIONS;
  if (self->options.max_strangers == 0)
    self->options.max_strangers = self->options.max_connections / 8;
  strangers = MIN (self->options.max_strangers, self->options.max_connections - 1);

  self->rules = (FwGateRules){
    .trusted = self->options.trusted,
    .addresses = fw_quota_new (self->options.max_connections, 1),
    .sessions = fw_quota_new (self->options.max_connections - strangers, SESSION_PART),
    .max_strangers = strangers,
  };
}

FwHttp *
fw_http_new (const FwHttpOptions *options, GError **error)
{
  FwHttp *self = g_new0 (FwHttp, 1);
  int fd;

  self->options = *options;
  set_rules (self);
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  fd = open_socket (options, &self->port, error);
  if (fd < 0)
    {
      fw_http_free (self);
      return NULL;
    }

  self->bodies = fw_bodies_new ();
  self->replies = fw_shares_new (FW_REPLY_MAX_KEPT, FW_REPLY_MAX_EACH);
  self->jobs[FW_RUN_WORKER] = fw_jobs_new ("fw-worker", 2, 512);
  self->jobs[FW_RUN_WHY] = fw_jobs_new ("fw-why", 1, 64);
  self->jobs[FW_RUN_PASSWORDS] = fw_jobs_new ("fw-password", 2, 1024);
  self->jobs[FW_RUN_LONG] = fw_jobs_new ("fw-long", 1, 8);
  self->daemon = start_daemon (self, fd);
  if (self->daemon == NULL)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_FAILED, "cannot serve on %s:%u", options->address,
                   options->port);
      close (fd);
      fw_http_free (self);
      return NULL;
    }
  self->sweeper = g_thread_new ("fw-sweeper", sweep, self);

  return self;
}

guint16
fw_http_get_port (FwHttp *self)
{
  return self->port;
}

gsize
fw_http_get_body_bytes (FwHttp *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return fw_bodies_get_taken (self->bodies);
}

gsize
fw_http_get_reply_bytes (FwHttp *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return fw_shares_get_taken (self->replies);
}

guint
fw_http_get_n_exchanges (FwHttp *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return atomic_load (&self->n_exchanges);
}

void
fw_http_quiesce (FwHttp *self)
{
  if (self->daemon == NULL || self->quiesced)
    return;
  self->quiesced = TRUE;
  /* Its workers still take the socket out of what they wait for, and libmicrohttpd ends the program
   * where it is closed by then: it is deaf from here on, and closed when they have ended. */
  self->listening = MHD_quiesce_daemon (self->daemon);
  if (self->listening >= 0)
    shutdown (self->listening, SHUT_RDWR);
}

void
fw_http_free (FwHttp *self)
{
  fw_http_quiesce (self);

  /* libmicrohttpd cannot stop while a connection is suspended: no new ones from here, and the old
   * ones end first. */
  g_mutex_lock (&self->lock);
  self->closing = TRUE;
  g_cond_broadcast (&self->changed);
  while (self->n_held > 0)
    g_cond_wait (&self->changed, &self->lock);
  g_mutex_unlock (&self->lock);

  if (self->sweeper != NULL)
    g_thread_join (self->sweeper);
  g_clear_pointer (&self->daemon, MHD_stop_daemon);
  if (self->quiesced && self->listening >= 0)
    close (self->listening);
  for (guint i = 0; i < FW_N_RUNS; i++)
    g_clear_pointer (&self->jobs[i], fw_jobs_free);
  fw_quota_free (self->rules.addresses);
  fw_quota_free (self->rules.sessions);
  fw_bodies_free (self->bodies);
  fw_shares_unref (self->replies);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->lock);
  g_free (self);
}
