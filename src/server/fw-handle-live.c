/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-server-private.h"

/* Groups of a view at most: it is kept as long as somebody looks at it. More than a floor has
 * people. */
#define MOST_GROUPS 15000

/* Without "by" the table is by team; "by=" asks for none. */
static gboolean
read_live_query (FwExchange *exchange, FwAsked *query)
{
  if (!fw_asked_read (query, exchange, fw_server_of (exchange)->centre, FW_ASKED_GROUPS, NULL))
    return FALSE;

  query->question.most_groups = MOST_GROUPS;
  if (fw_exchange_get_query (exchange, "by") == NULL)
    {
      query->question.by[0] = FW_DIMENSION_TEAM;
      query->question.n_by = 1;
    }

  return TRUE;
}

void
fw_handle_live (FwExchange *exchange)
{
  g_auto (FwAsked) query = { 0 };

  if (read_live_query (exchange, &query))
    fw_hub_answer (fw_server_of (exchange)->hub, exchange, &query);
}

void
fw_handle_stream (FwExchange *exchange)
{
  const char *last = fw_exchange_get_header (exchange, "Last-Event-ID");
  g_auto (FwAsked) query = { 0 };
  guint64 number = 0;

  if (!read_live_query (exchange, &query))
    return;

  if (last != NULL && *last != '\0' &&
      !g_ascii_string_to_unsigned (last, 10, 0, G_MAXUINT64, &number, NULL))
    {
      fw_exchange_fail (exchange, FW_ERROR_INVALID, NULL, "Last-Event-ID: the number of a frame");
      return;
    }

  fw_hub_open (fw_server_of (exchange)->hub, exchange, &query, number);
}
