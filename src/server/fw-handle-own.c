/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GET own/shifts: what an agent was told of her own days. Shifts themselves she does not read: they
 * hold what is planned and not told yet. */
#include "server/fw-own.h"
#include "server/fw-server-private.h"

#define DAYS 28
#define MOST_DAYS 400

/* Without a first day the week that runs. */
static gboolean
read_question (FwExchange *exchange, gint32 today, gint32 *from, gint32 *to)
{
  *from = fw_date_get_monday (today);
  if (!fw_own_query_day (exchange, "from", from))
    return FALSE;
  *to = *from + DAYS - 1;
  if (!fw_own_query_day (exchange, "to", to))
    return FALSE;
  if (*from <= *to && *to - *from < MOST_DAYS)
    return TRUE;
  fw_exchange_fail (exchange, FW_ERROR_INVALID, "to",
                    "to: expected a day on or after the first, "
                    "and at most %d of them",
                    MOST_DAYS);
  return FALSE;
}

static void
append_shift (FwJsonWriter *writer, FwOwn *own, const FwRecord *shift)
{
  FwToldShift told;

  if (!fw_told_shift_read (shift, &told))
    return;
  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", fw_record_get_id (shift));
  fw_own_append_date (writer, "day", told.day);
  fw_json_member_text (writer, "type", told.type);
  fw_own_append_shift (writer, own->records, own->whole, own->zone, told.template, told.day,
                       told.breaks, TRUE);
  fw_json_writer_end_object (writer);
}

void
fw_handle_own_shifts (FwExchange *exchange)
{
  g_auto (FwOwn) own = { NULL };
  g_autoptr (FwRecordAnswer) shifts = NULL;
  g_autoptr (GError) error = NULL;
  GString *json;
  FwJsonWriter writer;
  gint32 from, to, last;

  if (!fw_exchange_check_query (exchange, (const char *const[]){ "from", "to", NULL }) ||
      !fw_own_begin (exchange, &own) || !read_question (exchange, own.today, &from, &to))
    return;
  last = own.today - 1;
  shifts =
      fw_own_ask_shifts (own.records, own.whole, fw_record_get_id (own.person), from, to, &error);
  if (shifts == NULL || !fw_own_find_last_told (own.records, own.whole,
                                                fw_record_text (own.person, "team"), &last, &error))
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }
  json = fw_own_begin_answer (&writer, &own);
  fw_own_append_date (&writer, "from", from);
  fw_own_append_date (&writer, "to", to);
  fw_own_append_date (&writer, "published", last);
  fw_json_writer_key (&writer, "shifts");
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; i < shifts->records->len; i++)
    append_shift (&writer, &own, shifts->records->pdata[i]);
  fw_json_writer_end_array (&writer);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, json);
}
