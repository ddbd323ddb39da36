/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-exchange.h"

#include <string.h>

#include "protocol/fw-json.h"
#include "server/fw-exchange-private.h"
#include "server/fw-gate.h"
#include "store/fw-database.h"

guint
fw_error_to_status (FwError code)
{
  static const guint statuses[] = {
    [FW_ERROR_INVALID] = 400,  [FW_ERROR_TOO_LARGE] = 413,    [FW_ERROR_NOT_FOUND] = 404,
    [FW_ERROR_CONFLICT] = 409, [FW_ERROR_UNAUTHORISED] = 401, [FW_ERROR_FORBIDDEN] = 403,
    [FW_ERROR_BUSY] = 429,     [FW_ERROR_FULL] = 507,         [FW_ERROR_UNAVAILABLE] = 503,
    [FW_ERROR_CORRUPT] = 500,  [FW_ERROR_FAILED] = 500,
  };

  return (guint) code < G_N_ELEMENTS (statuses) ? statuses[code] : 500;
}

FwExchange *
fw_exchange_new (FwHttp *http, gpointer server, struct MHD_Connection *connection, const char *uri)
{
  FwExchange *self = g_new0 (FwExchange, 1);
  const char *question = strchr (uri, '?');

  self->http = http;
  self->server = server;
  self->connection = connection;
  self->started = g_get_real_time ();
  self->fd = MHD_get_connection_info (connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
  self->path = question != NULL ? g_strndup (uri, (gsize) (question - uri)) : g_strdup (uri);
  self->raw_query = g_strdup (question != NULL ? question + 1 : "");

  return self;
}

void
fw_exchange_free (FwExchange *self)
{
  fw_body_drop (self);
  for (guint i = 0; i < FW_ROUTE_MAX_PARAMETERS; i++)
    g_free (self->parameters[i]);
  g_free (self->path);
  g_free (self->raw_query);
  g_free (self->session);
  g_free (self->lane);
  g_free (self->note);
  g_free (self->body_owner);
  g_free (self->account);
  g_free (self->detail);
  g_clear_pointer (&self->query, g_hash_table_unref);
  g_clear_pointer (&self->scope, fw_scope_unref);
  g_clear_pointer (&self->headers, g_ptr_array_unref);
  g_clear_pointer (&self->reply, fw_reply_unref);
  g_free (self);
}

static gboolean
add_query_pair (FwExchange *self, const char *pair, gsize length)
{
  const char *end = pair + length;
  const char *equals = memchr (pair, '=', length);
  g_autofree char *name = g_uri_unescape_segment (pair, equals != NULL ? equals : end, NULL);
  g_autofree char *value =
      equals != NULL ? g_uri_unescape_segment (equals + 1, end, NULL) : g_strdup ("");

  if (name == NULL || *name == '\0' || value == NULL || !g_utf8_validate (name, -1, NULL) ||
      !g_utf8_validate (value, -1, NULL))
    {
      fw_exchange_fail (self, FW_ERROR_INVALID, NULL, "a query is NAME=VALUE&…, escaped UTF-8");
      return FALSE;
    }

  if (g_hash_table_contains (self->query, name))
    {
      fw_exchange_fail (self, FW_ERROR_INVALID, name, "%s: given twice", name);
      return FALSE;
    }

  g_hash_table_insert (self->query, g_steal_pointer (&name), g_steal_pointer (&value));
  return TRUE;
}

gboolean
fw_exchange_parse_query (FwExchange *self)
{
  const char *c = self->raw_query;

  self->query = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  while (*c != '\0')
    {
      gsize length = strcspn (c, "&");

      if (!add_query_pair (self, c, length))
        return FALSE;
      c += length;
      if (*c == '&')
        c++;
    }

  return TRUE;
}

gpointer
fw_exchange_get_server (FwExchange *self)
{
  return self->server;
}

FwScope *
fw_exchange_get_scope (FwExchange *self)
{
  return self->scope;
}

const char *
fw_exchange_get_token (FwExchange *self)
{
  return self->token;
}

const char *
fw_exchange_get_address (FwExchange *self)
{
  const FwAddress *address = fw_gate_get_address (self->fd);

  return address != NULL ? address->text : "";
}

const char *
fw_exchange_get_network (FwExchange *self)
{
  const FwAddress *address = fw_gate_get_address (self->fd);

  return address != NULL ? address->network : "";
}

const char *
fw_exchange_get_session (FwExchange *self)
{
  if (self->session == NULL && self->token != NULL)
    self->session = g_compute_checksum_for_string (G_CHECKSUM_SHA256, self->token, -1);

  return self->session;
}

void
fw_exchange_set_lane (FwExchange *self, const char *lane, gboolean known)
{
  g_free (self->lane);
  self->lane = g_strdup (lane);
  self->known = known;
}

const char *
fw_exchange_get_account (FwExchange *self)
{
  return self->scope != NULL ? fw_scope_get_account (self->scope) : fw_exchange_get_network (self);
}

const char *
fw_exchange_get_parameter (FwExchange *self, guint i)
{
  g_return_val_if_fail (i < FW_ROUTE_MAX_PARAMETERS, NULL);

  return self->parameters[i];
}

const char *
fw_exchange_get_query (FwExchange *self, const char *name)
{
  return g_hash_table_lookup (self->query, name);
}

const char *
fw_exchange_get_raw_query (FwExchange *self)
{
  return self->raw_query;
}

GHashTable *
fw_exchange_get_query_table (FwExchange *self)
{
  return self->query;
}

gboolean
fw_exchange_check_query (FwExchange *self, const char *const *known)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, self->query);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!g_strv_contains (known, name))
      {
        fw_exchange_fail (self, FW_ERROR_INVALID, name, "%s: no such parameter", (char *) name);
        return FALSE;
      }

  return TRUE;
}

const char *
fw_exchange_get_header (FwExchange *self, const char *name)
{
  return MHD_lookup_connection_value (self->connection, MHD_HEADER_KIND, name);
}

GBytes *
fw_exchange_get_body (FwExchange *self)
{
  if (self->body_bytes == NULL)
    self->body_bytes = self->body != NULL
                           ? g_byte_array_free_to_bytes (g_steal_pointer (&self->body))
                           : g_bytes_new_static ("", 0);

  return self->body_bytes;
}

void
fw_exchange_add_header (FwExchange *self, const char *name, const char *value)
{
  if (self->headers == NULL)
    self->headers = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->headers, g_strdup (name));
  g_ptr_array_add (self->headers, g_strdup (value));
}

FwReply *
fw_exchange_make_reply (FwExchange *self, guint status, GBytes *body, const char *content_type)
{
  FwReply *reply = fw_reply_new (status, body, content_type, fw_http_get_replies (self->http),
                                 fw_exchange_get_account (self));

  if (reply != NULL)
    return reply;

  g_clear_pointer (&self->headers, g_ptr_array_unref);
  fw_exchange_add_header (self, MHD_HTTP_HEADER_RETRY_AFTER, "1");
  fw_exchange_fail (self, FW_ERROR_BUSY, NULL,
                    "too many large answers are on their way: take those first, or ask for less");
  return NULL;
}

gboolean
fw_exchange_check_size (FwExchange *self, const GString *body, const char *advice)
{
  if (body->len <= FW_REPLY_MAX_BYTES)
    return TRUE;

  fw_exchange_fail (self, FW_ERROR_TOO_LARGE, NULL,
                    "the answer is longer than %" G_GSIZE_FORMAT " MiB: %s",
                    FW_REPLY_MAX_BYTES / (1024 * 1024), advice);
  return FALSE;
}

void
fw_exchange_reply_bytes (FwExchange *self, guint status, GBytes *body, const char *content_type)
{
  FwReply *reply;

  g_return_if_fail (self->reply == NULL);

  reply = fw_exchange_make_reply (self, status, body, content_type);
  if (reply == NULL)
    return;

  self->reply = reply;
  for (guint i = 0; self->headers != NULL && i < self->headers->len; i += 2)
    MHD_add_response_header (self->reply->response, self->headers->pdata[i],
                             self->headers->pdata[i + 1]);
}

void
fw_exchange_reply (FwExchange *self, guint status, GString *body, const char *content_type)
{
  g_autoptr (GBytes) bytes = g_string_free_to_bytes (body);

  fw_exchange_reply_bytes (self, status, bytes, content_type);
}

void
fw_exchange_reply_json (FwExchange *self, guint status, GString *body)
{
  fw_exchange_reply (self, status, body, "application/json");
}

/* Whether who asks has the answer of this ETag already; the weak comparison of HTTP. */
static gboolean
is_known (FwExchange *self, const char *tag)
{
  const char *known =
      tag != NULL ? fw_exchange_get_header (self, MHD_HTTP_HEADER_IF_NONE_MATCH) : NULL;

  if (known == NULL)
    return FALSE;
  return g_str_equal (known, "*") ||
         strstr (known, g_str_has_prefix (tag, "W/") ? tag + 2 : tag) != NULL;
}

void
fw_exchange_reply_shared (FwExchange *self, FwReply *reply)
{
  const char *tag = MHD_get_response_header (reply->response, MHD_HTTP_HEADER_ETAG);
  g_autoptr (GBytes) nothing = NULL;

  g_return_if_fail (self->reply == NULL);

  if (!is_known (self, tag))
    {
      self->reply = fw_reply_ref (reply);
      return;
    }
  nothing = g_bytes_new (NULL, 0);
  self->reply = fw_reply_new (MHD_HTTP_NOT_MODIFIED, nothing, NULL, NULL, NULL);
  MHD_add_response_header (self->reply->response, MHD_HTTP_HEADER_ETAG, tag);
}

FwReply *
fw_exchange_get_reply (FwExchange *self)
{
  return self->reply;
}

void
fw_exchange_set_note (FwExchange *self, char *note)
{
  g_free (self->note);
  self->note = note;
}

const char *
fw_exchange_get_note (FwExchange *self)
{
  return self->note;
}

void
fw_exchange_set_account (FwExchange *self, const char *account)
{
  g_free (self->account);
  self->account = g_strdup (account);
}

guint
fw_exchange_get_status (FwExchange *self)
{
  return self->reply != NULL ? self->reply->status : 0;
}

void
fw_exchange_withdraw (FwExchange *self, const GError *error)
{
  g_clear_pointer (&self->reply, fw_reply_unref);
  g_clear_pointer (&self->headers, g_ptr_array_unref);
  fw_exchange_reply_error (self, error);
}

static void
reply_problem (
    FwExchange *self, FwError code, const char *field, const char *message, const GString *report)
{
  GString *body = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, body);
  fw_json_writer_begin_object (&writer);
  fw_json_writer_key (&writer, "error");
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "code", fw_error_to_name (code));
  fw_json_member_text (&writer, "message", message);
  if (field != NULL)
    fw_json_member_text (&writer, "field", field);
  fw_json_writer_end_object (&writer);
  if (report != NULL)
    {
      fw_json_writer_key (&writer, "report");
      fw_json_writer_raw (&writer, report->str, report->len);
    }
  fw_json_writer_end_object (&writer);

  if (code == FW_ERROR_UNAUTHORISED)
    fw_exchange_add_header (self, MHD_HTTP_HEADER_WWW_AUTHENTICATE, "Bearer");
  fw_exchange_reply_json (self, fw_error_to_status (code), body);
}

static void
reply_error (FwExchange *self, const GError *error, const GString *report)
{
  gboolean ours = error->domain == FW_ERROR;
  FwError code = ours ? (FwError) error->code : FW_ERROR_FAILED;
  const char *told = ours ? fw_database_hide_engine (error->message, code)
                          : "the server could not do this; its log says why";

  /* What other libraries say may name paths, statements or hosts: that is for the log. */
  if (!ours)
    g_warning ("%s: %s", self->path, error->message);
  else if (told != error->message)
    g_message ("%s: %s", self->path, error->message);
  reply_problem (self, code, NULL, told, report);
}

void
fw_exchange_reply_error (FwExchange *self, const GError *error)
{
  reply_error (self, error, NULL);
}

void
fw_exchange_refuse (FwExchange *self, const GError *error, GString *report)
{
  reply_error (self, error, report);
  g_string_free (report, TRUE);
}

void
fw_exchange_fail (FwExchange *self, FwError code, const char *field, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);

  reply_problem (self, code, field, message, NULL);
}

gboolean
fw_exchange_read_flag (FwExchange *self, const char *name, gboolean *flag)
{
  const char *text = fw_exchange_get_query (self, name);

  *flag = g_strcmp0 (text, "1") == 0;
  if (text == NULL || *flag || g_str_equal (text, "0"))
    return TRUE;

  fw_exchange_fail (self, FW_ERROR_INVALID, name, "%s: 0 or 1", name);
  return FALSE;
}

gboolean
fw_exchange_read_number (FwExchange *self, const char *name, guint64 maximum, guint64 *value)
{
  const char *text = fw_exchange_get_query (self, name);

  if (text == NULL || g_ascii_string_to_unsigned (text, 10, 0, maximum, value, NULL))
    return TRUE;

  fw_exchange_fail (self, FW_ERROR_INVALID, name, "%s: 0 to %" G_GUINT64_FORMAT, name, maximum);
  return FALSE;
}

gboolean
fw_exchange_hold (FwExchange *self)
{
  g_return_val_if_fail (!self->held, FALSE);

  self->held = fw_http_hold (self);
  if (!self->held)
    fw_exchange_fail (self, FW_ERROR_UNAVAILABLE, NULL, "the server is stopping");

  return self->held;
}

void
fw_exchange_release (FwExchange *self)
{
  g_return_if_fail (self->held);

  fw_http_release (self);
}
