/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "protocol/fw-json.h"
#include "server/fw-asked.h"
#include "server/fw-server-private.h"

/* The certification board: who holds what until when, what is missing, and what lapses soon. */

#define LIMIT 100
#define MOST_ROWS 1000
#define MOST_OFFSET 10000000

typedef struct
{
  FwCertificateQuestion question;
  guint64 offset, limit;
  char **lists[4]; /* site, team, person, scheme */
} Asked;

static void
clear_asked (Asked *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->lists); i++)
    g_strfreev (self->lists[i]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asked, clear_asked)

/* ---- the question ---- */

static void
read_lists (FwExchange *exchange, Asked *asked)
{
  static const char *const names[] = { "site", "team", "person", "scheme" };

  fw_asked_read_lists (exchange, names, G_N_ELEMENTS (names), asked->lists);
  asked->question.sites = (const char *const *) asked->lists[0];
  asked->question.teams = (const char *const *) asked->lists[1];
  asked->question.people = (const char *const *) asked->lists[2];
  asked->question.schemes = (const char *const *) asked->lists[3];
}

static gboolean
read_states (FwExchange *exchange, guint *states)
{
  const char *text = fw_exchange_get_query (exchange, "state");
  g_auto (GStrv) names = text != NULL ? fw_asked_split (text) : NULL;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      guint state = 0;

      while (state < FW_N_CERTIFICATE_STATES &&
             strcmp (fw_certificate_state_to_name (state), names[i]) != 0)
        state++;
      if (state == FW_N_CERTIFICATE_STATES)
        {
          fw_exchange_fail (exchange, FW_ERROR_INVALID, "state",
                            "state: expected none, valid, window, grace, expired, suspended or "
                            "revoked, not “%s”",
                            names[i]);
          return FALSE;
        }
      *states |= 1u << state;
    }
  return TRUE;
}

static gboolean
read_order (FwExchange *exchange, FwCertificateQuestion *question)
{
  static const char *const orders[FW_N_CERTIFICATE_ORDERS] = {
    [FW_CERTIFICATE_BY_UNTIL] = "until",
    [FW_CERTIFICATE_BY_PERSON] = "person",
    [FW_CERTIFICATE_BY_SCHEME] = "scheme",
    [FW_CERTIFICATE_BY_STATE] = "state",
  };
  const guint order = fw_asked_find_order (exchange, orders, FW_N_CERTIFICATE_ORDERS,
                                           question->order, &question->descending);

  if (order < FW_N_CERTIFICATE_ORDERS)
    {
      question->order = order;
      return TRUE;
    }
  fw_exchange_fail (exchange, FW_ERROR_INVALID, "order",
                    "order: expected until, person, scheme or state, not “%s”",
                    fw_exchange_get_query (exchange, "order"));
  return FALSE;
}

static gboolean
read_asked (FwExchange *exchange, FwDirectory *directory, Asked *asked)
{
  asked->question.scope = fw_exchange_get_scope (exchange);
  asked->limit = LIMIT;
  read_lists (exchange, asked);
  return fw_asked_read_day (exchange, directory, &asked->question.day) &&
         read_states (exchange, &asked->question.states) &&
         read_order (exchange, &asked->question) &&
         fw_exchange_read_number (exchange, "offset", MOST_OFFSET, &asked->offset) &&
         fw_exchange_read_number (exchange, "limit", MOST_ROWS, &asked->limit);
}

/* ---- the answer ---- */

static void
write_date (FwJsonWriter *writer, const char *name, gboolean there, gint32 day)
{
  g_autofree char *text = there ? fw_date_format (day) : NULL;

  fw_json_member_text (writer, name, text);
}

static void
write_row (FwJsonWriter *writer, FwDirectory *directory, const FwCertificateRow *row)
{
  const gboolean held = row->standing.state != FW_CERTIFICATE_NONE;

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "person", row->who.person);
  fw_json_member_text (writer, "name", row->who.name);
  fw_json_member_text (writer, "site", row->who.site);
  fw_json_member_text (writer, "team", row->who.team);
  fw_json_member_text (writer, "team_title",
                       fw_directory_get_title (directory, "team", row->who.team));
  fw_json_member_text (writer, "scheme", row->scheme);
  fw_json_member_text (writer, "scheme_title", row->scheme_name);
  fw_json_member_text (writer, "state", fw_certificate_state_to_name (row->standing.state));
  write_date (writer, "valid_from", held, row->period.valid_from);
  write_date (writer, "valid_until", held, row->period.valid_until);
  write_date (writer, "window_opens", held, row->period.window_opens);
  write_date (writer, "grace_until", held, row->period.grace_until);
  fw_json_member_number (writer, "days_left", held ? row->standing.days_left : NAN);
  fw_json_member_boolean (writer, "eligible", row->standing.on_roster);
  fw_json_member_boolean (writer, "needed", row->needed);
  fw_json_member_text (writer, "missing", fw_certificate_missing_to_name (row->missing));
  write_date (writer, "by", row->by != G_MININT32, row->by);
  write_date (writer, "failed", row->failed != G_MININT32, row->failed);
  fw_json_writer_end_object (writer);
}

static void
write_forecast (FwJsonWriter *writer, FwDirectory *directory, const FwCertificateForecast *forecast)
{
  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "shift", forecast->shift);
  fw_json_member_text (writer, "title",
                       *forecast->shift != '\0'
                           ? fw_directory_get_title (directory, "shift-template", forecast->shift)
                           : "");
  fw_json_member_integer (writer, "of", forecast->of);
  fw_json_writer_key (writer, "by");
  fw_json_writer_begin_array (writer);
  for (guint week = 0; week < FW_FORECAST_WEEKS; week++)
    fw_json_writer_integer (writer, forecast->by[week]);
  fw_json_writer_end_array (writer);
  fw_json_writer_end_object (writer);
}

static void
write_summary (FwJsonWriter *writer, FwDirectory *directory, const FwCertificateAnswer *answer)
{
  fw_json_writer_key (writer, "summary");
  fw_json_writer_begin_object (writer);
  fw_json_member_integer (writer, "people", answer->n_people);
  fw_json_member_integer (writer, "lacking", answer->lacking);
  fw_json_writer_key (writer, "states");
  fw_json_writer_begin_object (writer);
  for (guint state = 0; state < FW_N_CERTIFICATE_STATES; state++)
    fw_json_member_integer (writer, fw_certificate_state_to_name (state), answer->counts[state]);
  fw_json_writer_end_object (writer);
  fw_json_writer_key (writer, "forecast");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < answer->forecast->len; i++)
    write_forecast (writer, directory, &g_array_index (answer->forecast, FwCertificateForecast, i));
  fw_json_writer_end_array (writer);
  fw_json_writer_end_object (writer);
}

static void
reply (FwExchange *exchange, FwCertificateBoard *board, const Asked *asked)
{
  FwDirectory *directory = fw_certificate_board_get_directory (board);
  g_autoptr (FwCertificateAnswer) answer = fw_certificate_board_ask (board, &asked->question);
  g_autofree char *day = fw_date_format (asked->question.day);
  g_autoptr (GString) json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "day", day);
  fw_json_member_integer (&writer, "total", answer->rows->len);
  write_summary (&writer, directory, answer);
  fw_json_writer_key (&writer, "rows");
  fw_json_writer_begin_array (&writer);
  for (guint64 i = asked->offset; i < answer->rows->len && i < asked->offset + asked->limit; i++)
    {
      write_row (&writer, directory, &g_array_index (answer->rows, FwCertificateRow, i));
      if (!fw_exchange_check_size (exchange, json, "ask with a smaller limit"))
        return;
    }
  fw_json_writer_end_array (&writer);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, g_steal_pointer (&json));
}

void
fw_handle_certificates (FwExchange *exchange)
{
  static const char *const known[] = { "day",   "site",  "team",   "person", "scheme",
                                       "state", "order", "offset", "limit",  NULL };
  g_autoptr (FwCertificateBoard) board = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Asked) asked = { 0 };

  if (!fw_exchange_check_query (exchange, known))
    return;
  board = fw_certificates_get (fw_server_of (exchange)->certificates, &error);
  if (board == NULL)
    fw_exchange_reply_error (exchange, error);
  else if (read_asked (exchange, fw_certificate_board_get_directory (board), &asked))
    reply (exchange, board, &asked);
}
