/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GET careers: which posts lead to which, who stands how before each step, and how each post is
 * covered. */
#include "server/fw-asked.h"
#include "server/fw-careers.h"
#include "server/fw-server-private.h"

#define LIMIT 200
#define MOST_ROWS 1000
#define MOST_OFFSET 10000000

typedef struct
{
  guint step; /* G_MAXUINT: all of them */
  guint64 offset, limit;
} Wanted;

static gboolean
read_step (FwExchange *exchange, const FwCareers *careers, guint *step)
{
  const char *text = fw_exchange_get_query (exchange, "step");

  *step = G_MAXUINT;
  if (text == NULL || *text == '\0')
    return TRUE;
  *step = fw_careers_find_step (careers, text);
  if (*step != G_MAXUINT)
    return TRUE;
  fw_exchange_fail (exchange, FW_ERROR_INVALID, "step",
                    "step: expected the id of a career step; there is no “%s”", text);
  return FALSE;
}

static void
append_counts (FwJsonWriter *writer, const guint *counts)
{
  fw_json_member_integer (writer, "ready", counts[FW_CAREER_READY]);
  fw_json_member_integer (writer, "nearly", counts[FW_CAREER_NEARLY]);
  fw_json_member_integer (writer, "cannot_tell", counts[FW_CAREER_CANNOT_TELL]);
  fw_json_member_integer (writer, "not_yet", counts[FW_CAREER_NOT_YET]);
  fw_json_member_integer (writer, "unasked", counts[FW_CAREER_UNASKED]);
}

static void
append_positions (FwJsonWriter *writer, const FwCareers *careers)
{
  const GArray *positions =
      fw_competency_grid_get_positions (fw_career_board_get_grid (careers->board));

  fw_json_writer_key (writer, "positions");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < positions->len; i++)
    {
      const FwRecord *record = g_array_index (positions, FwGridPosition, i).record;
      const FwCareerPost *post = &g_array_index (careers->answer->posts, FwCareerPost, i);

      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "id", fw_record_get_id (record));
      fw_json_member_text (writer, "name", fw_record_text (record, "name"));
      fw_json_member_integer (writer, "rank", fw_record_integer (record, "rank"));
      fw_json_member_text (writer, "tier", fw_record_text (record, "tier"));
      fw_json_member_text (writer, "function", fw_record_text (record, "function"));
      fw_json_member_integer (writer, "holders", post->holders);
      append_counts (writer, post->counts);
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
}

static void
append_steps (FwJsonWriter *writer, const FwCareers *careers)
{
  fw_json_writer_key (writer, "steps");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < fw_career_board_get_steps (careers->board)->len; i++)
    {
      fw_json_writer_begin_object (writer);
      fw_careers_append_step (writer, careers, i);
      append_counts (writer,
                     &g_array_index (careers->answer->counts, guint, i * FW_N_CAREER_STATES));
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
}

static void
append_rules (FwJsonWriter *writer, const FwCareers *careers)
{
  g_autofree char *day = fw_date_format (careers->question.day);

  fw_json_member_text (writer, "day", day);
  fw_json_member_number (writer, "nearly_from", careers->answer->nearly);
  fw_json_member_integer (writer, "pace_days", careers->answer->pace_days);
  fw_json_member_integer (writer, "priority_days", careers->answer->priority_days);
}

static void
reply (FwExchange *exchange, const FwCareers *careers, const Wanted *wanted)
{
  g_autoptr (GString) json = g_string_new (NULL);
  guint64 total = 0;
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  append_rules (&writer, careers);
  append_positions (&writer, careers);
  append_steps (&writer, careers);
  fw_json_writer_key (&writer, "rows");
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; i < careers->answer->rows->len; i++)
    {
      const FwCareerRow *row = &g_array_index (careers->answer->rows, FwCareerRow, i);

      if ((wanted->step != G_MAXUINT && row->step != wanted->step) || total++ < wanted->offset ||
          total > wanted->offset + wanted->limit)
        continue;
      fw_json_writer_begin_object (&writer);
      fw_careers_append_row (&writer, careers, row);
      fw_json_writer_end_object (&writer);
      if (!fw_exchange_check_size (exchange, json, "ask with a smaller limit"))
        return;
    }
  fw_json_writer_end_array (&writer);
  fw_json_member_integer (&writer, "total", (gint64) total);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, g_steal_pointer (&json));
}

void
fw_handle_careers (FwExchange *exchange)
{
  static const char *const known[] = { "day",  "site",   "team",  "person",
                                       "step", "offset", "limit", NULL };
  g_auto (FwCareers) careers = { NULL };
  Wanted wanted = { .limit = LIMIT };

  if (fw_exchange_check_query (exchange, known) && fw_careers_begin (exchange, TRUE, &careers) &&
      read_step (exchange, &careers, &wanted.step) &&
      fw_exchange_read_number (exchange, "offset", MOST_OFFSET, &wanted.offset) &&
      fw_exchange_read_number (exchange, "limit", MOST_ROWS, &wanted.limit))
    reply (exchange, &careers, &wanted);
}
