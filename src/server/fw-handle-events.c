/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "protocol/fw-event-line.h"
#include "protocol/fw-report-json.h"
#include "server/fw-server-private.h"

/* Sources of one body that are noted. */
#define MOST_NOTED 16

typedef struct
{
  FwExchange *exchange;
  FwServer *server;
  gsize size;
  guint events;
  char **sources; /* whose they are */
} Submission;

static gboolean
check_source (FwScope *scope, FwText name, GError **error)
{
  g_autofree char *source = fw_text_dup (name);
  g_autofree char *known = NULL;

  if (source != NULL && fw_scope_sends_source (scope, source))
    return TRUE;

  known = g_strjoinv (", ", (char **) fw_scope_get_sources (scope));
  g_set_error (error, FW_ERROR, FW_ERROR_FORBIDDEN,
               "source: this account sends events of %s, not of “%s”", known,
               source != NULL ? source : "");
  return FALSE;
}

/* Mostly all events of a body are of one. */
static void
note_source (GPtrArray *sources, FwText name)
{
  for (guint i = sources->len; i-- > 0;)
    if (fw_text_equal (fw_text (sources->pdata[i]), name))
      return;
  if (sources->len < MOST_NOTED)
    g_ptr_array_add (sources, fw_text_dup (name));
}

/* One bad line refuses all: half a body would leave the sender guessing which half. */
static FwEventBatch *
parse_lines (FwScope *scope, const char *data, gsize length, GPtrArray *sources, GError **error)
{
  gboolean feed = fw_scope_get_role (scope) == FW_ROLE_FEED;
  g_autoptr (FwEventBatch) batch = fw_event_batch_new ();
  g_autoptr (FwEventScratch) scratch = fw_event_scratch_new ();
  const char *end = data + length;
  guint64 line = 0;

  while (data < end)
    {
      const char *stop = memchr (data, '\n', (gsize) (end - data));
      const char *next = stop != NULL ? stop + 1 : end;
      FwText text = { data, (guint) ((stop != NULL ? stop : end) - data) };
      FwEvent event;

      line++;
      if (text.length > 0 && text.data[text.length - 1] == '\r')
        text.length--;
      if (text.length > 0)
        {
          if (!fw_event_line_parse (text, scratch, &event, error) ||
              (feed && !check_source (scope, event.source, error)))
            {
              g_prefix_error (error, "line %" G_GUINT64_FORMAT ": ", line);
              return NULL;
            }
          note_source (sources, event.source);
          fw_event_batch_add (batch, &event);
        }
      data = next;
    }

  return g_steal_pointer (&batch);
}

static void
reply_report (FwExchange *exchange, const FwFloorReport *report)
{
  GString *json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_floor_report_json_append (&writer, report);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, json);
}

/* On the centre's writer thread: the batch is on disk, or nothing of it was taken. */
static void
submitted_cb (const FwFloorReport *report, const GError *error, gpointer user_data)
{
  Submission *submission = user_data;

  atomic_fetch_sub (&submission->server->submitted, submission->size);
  for (guint i = 0; error == NULL && submission->sources[i] != NULL; i++)
    fw_pushed_note (submission->server->pushed, submission->sources[i],
                    i == 0 ? submission->events : 0, g_get_real_time ());
  if (error != NULL)
    fw_exchange_reply_error (submission->exchange, error);
  else
    reply_report (submission->exchange, report);
  fw_exchange_release (submission->exchange);
  g_strfreev (submission->sources);
  g_free (submission);
}

static void
submit (FwExchange *exchange, FwEventBatch *batch, gsize size, GPtrArray *sources)
{
  FwServer *server = fw_server_of (exchange);
  Submission *submission;

  if (atomic_load (&server->submitted) > FW_SERVER_MAX_SUBMITTED)
    {
      fw_exchange_add_header (exchange, MHD_HTTP_HEADER_RETRY_AFTER, "1");
      fw_exchange_fail (exchange, FW_ERROR_BUSY, NULL,
                        "events come faster than the disk takes them");
      return;
    }

  if (!fw_exchange_hold (exchange))
    return;

  atomic_fetch_add (&server->submitted, size);
  submission = g_new (Submission, 1);
  g_ptr_array_add (sources, NULL);
  *submission = (Submission){ exchange, server, size, fw_event_batch_get_length (batch),
                              g_strdupv ((char **) sources->pdata) };
  fw_centre_submit (server->centre, batch, submitted_cb, submission);
}

void
fw_handle_events (FwExchange *exchange)
{
  gsize length;
  const char *data = g_bytes_get_data (fw_exchange_get_body (exchange), &length);
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (FwEventBatch) batch = NULL;
  g_autoptr (GError) error = NULL;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ NULL }))
    return;

  batch = parse_lines (fw_exchange_get_scope (exchange), data, length, sources, &error);
  if (batch == NULL)
    fw_exchange_reply_error (exchange, error);
  else if (fw_event_batch_get_length (batch) == 0)
    fw_exchange_fail (exchange, FW_ERROR_INVALID, NULL, "line 1: an event is expected");
  else
    submit (exchange, batch, length, sources);
}
