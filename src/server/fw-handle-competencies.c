/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "protocol/fw-json.h"
#include "server/fw-asked.h"
#include "server/fw-server-private.h"

/* People × competencies: who has what of what a position asks for, how ready that makes them, and
 * what is missing or not known. */

#define LIMIT 100
#define MOST_ROWS 1000
#define MOST_OFFSET 10000000

typedef struct
{
  FwCompetencyQuestion question;
  guint64 offset, limit;
  char **lists[3]; /* site, team, person */
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
  static const char *const names[] = { "site", "team", "person" };

  fw_asked_read_lists (exchange, names, G_N_ELEMENTS (names), asked->lists);
  asked->question.sites = (const char *const *) asked->lists[0];
  asked->question.teams = (const char *const *) asked->lists[1];
  asked->question.people = (const char *const *) asked->lists[2];
}

static gboolean
read_order (FwExchange *exchange, FwCompetencyQuestion *question)
{
  static const char *const orders[FW_N_COMPETENCY_ORDERS] = {
    [FW_COMPETENCY_BY_READINESS] = "readiness", [FW_COMPETENCY_BY_PERSON] = "person",
    [FW_COMPETENCY_BY_TEAM] = "team",           [FW_COMPETENCY_BY_GAPS] = "gaps",
    [FW_COMPETENCY_BY_WIDTH] = "width",
  };
  const guint order = fw_asked_find_order (exchange, orders, FW_N_COMPETENCY_ORDERS,
                                           question->order, &question->descending);

  if (order < FW_N_COMPETENCY_ORDERS)
    {
      question->order = order;
      return TRUE;
    }
  fw_exchange_fail (exchange, FW_ERROR_INVALID, "order",
                    "order: expected readiness, person, team, gaps or width, not “%s”",
                    fw_exchange_get_query (exchange, "order"));
  return FALSE;
}

/* Without one everybody is held against her own. */
static gboolean
read_position (FwExchange *exchange, FwCompetencyGrid *grid, guint *position)
{
  const char *text = fw_exchange_get_query (exchange, "position");

  *position = FW_READINESS_NOTHING;
  if (text == NULL || *text == '\0')
    return TRUE;
  *position = fw_competency_grid_find_position (grid, text);
  if (*position != FW_READINESS_NOTHING)
    return TRUE;
  fw_exchange_fail (exchange, FW_ERROR_INVALID, "position",
                    "position: expected the id of a position; there is no “%s”", text);
  return FALSE;
}

static gboolean
read_asked (FwExchange *exchange, FwCompetencyGrid *grid, Asked *asked)
{
  asked->question.scope = fw_exchange_get_scope (exchange);
  asked->limit = LIMIT;
  read_lists (exchange, asked);
  return fw_asked_read_day (exchange, fw_competency_grid_get_directory (grid),
                            &asked->question.day) &&
         read_position (exchange, grid, &asked->question.position) &&
         read_order (exchange, &asked->question) &&
         fw_exchange_read_number (exchange, "offset", MOST_OFFSET, &asked->offset) &&
         fw_exchange_read_number (exchange, "limit", MOST_ROWS, &asked->limit);
}

/* ---- the answer ---- */

static const char *
name_competency (FwCompetencyGrid *grid, guint competency)
{
  return competency != FW_READINESS_NOTHING
             ? fw_record_get_id (g_array_index (fw_competency_grid_get_competencies (grid),
                                                FwGridCompetency, competency)
                                     .record)
             : NULL;
}

static const char *
name_position (FwCompetencyGrid *grid, guint position)
{
  return position != FW_READINESS_NOTHING
             ? fw_record_get_id (
                   g_array_index (fw_competency_grid_get_positions (grid), FwGridPosition, position)
                       .record)
             : NULL;
}

static void
write_positions (FwJsonWriter *writer, FwCompetencyGrid *grid)
{
  const GArray *positions = fw_competency_grid_get_positions (grid);

  fw_json_writer_key (writer, "positions");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < positions->len; i++)
    {
      const FwGridPosition *position = &g_array_index (positions, FwGridPosition, i);

      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "id", fw_record_get_id (position->record));
      fw_json_member_text (writer, "name", fw_record_text (position->record, "name"));
      fw_json_member_integer (writer, "rank", fw_record_integer (position->record, "rank"));
      fw_json_writer_key (writer, "requirements");
      fw_json_writer_begin_array (writer);
      for (guint j = 0; j < position->requirements->len; j++)
        {
          const FwRequirement *requirement =
              &g_array_index (position->requirements, FwRequirement, j);

          fw_json_writer_begin_object (writer);
          fw_json_member_text (writer, "competency",
                               name_competency (grid, requirement->competency));
          fw_json_member_number (writer, "level", requirement->level);
          fw_json_member_number (writer, "weight", requirement->weight);
          fw_json_writer_end_object (writer);
        }
      fw_json_writer_end_array (writer);
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
}

static void
write_competencies (FwJsonWriter *writer, FwCompetencyGrid *grid, const GArray *counts)
{
  const GArray *competencies = fw_competency_grid_get_competencies (grid);

  fw_json_writer_key (writer, "competencies");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < competencies->len; i++)
    {
      const FwRecord *record = g_array_index (competencies, FwGridCompetency, i).record;
      const FwCompetencyCount *count = &g_array_index (counts, FwCompetencyCount, i);

      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "id", fw_record_get_id (record));
      fw_json_member_text (writer, "name", fw_record_text (record, "name"));
      fw_json_member_text (writer, "area", fw_record_text (record, "area"));
      fw_json_member_integer (writer, "scale", fw_record_integer (record, "scale"));
      fw_json_member_integer (writer, "met", count->met);
      fw_json_member_integer (writer, "below", count->below);
      fw_json_member_integer (writer, "without", count->without);
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
}

static void
write_summary (FwJsonWriter *writer, const FwCompetencyAnswer *answer)
{
  fw_json_writer_key (writer, "summary");
  fw_json_writer_begin_object (writer);
  fw_json_member_integer (writer, "ready", answer->ready);
  fw_json_member_integer (writer, "behind", answer->behind);
  fw_json_member_integer (writer, "open", answer->open);
  fw_json_member_integer (writer, "unasked", answer->unasked);
  fw_json_writer_end_object (writer);
}

/* Of each competency one, in the order of “competencies”; null: nothing was ever shown. */
static void
write_cells (FwJsonWriter *writer, const FwCompetencyCell *cells, guint n)
{
  fw_json_writer_key (writer, "levels");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < n; i++)
    fw_json_writer_number (writer, cells[i].level);
  fw_json_writer_end_array (writer);
  fw_json_writer_key (writer, "shown");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < n; i++)
    fw_json_writer_number (writer, cells[i].shown);
  fw_json_writer_end_array (writer);
  fw_json_writer_key (writer, "days");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *day = isnan (cells[i].shown) ? NULL : fw_date_format (cells[i].day);

      fw_json_writer_text (writer, day);
    }
  fw_json_writer_end_array (writer);
}

static void
write_row (FwJsonWriter *writer, FwCompetencyGrid *grid, const FwCompetencyRow *row)
{
  FwDirectory *directory = fw_competency_grid_get_directory (grid);
  const FwReadiness *readiness = &row->readiness;

  fw_json_member_text (writer, "person", row->who.person);
  fw_json_member_text (writer, "name", row->who.name);
  fw_json_member_text (writer, "site", row->who.site);
  fw_json_member_text (writer, "team", row->who.team);
  fw_json_member_text (writer, "team_title",
                       fw_directory_get_title (directory, "team", row->who.team));
  fw_json_member_text (writer, "position", name_position (grid, row->position));
  fw_json_member_integer (writer, "requirements", readiness->n_requirements);
  fw_json_member_integer (writer, "met", readiness->n_met);
  fw_json_member_integer (writer, "no_evidence", readiness->n_no_evidence);
  fw_json_member_number (writer, "low", readiness->low);
  fw_json_member_number (writer, "high", readiness->high);
  fw_json_member_number (writer, "weighted_gap",
                         readiness->n_requirements > 0 ? readiness->weighted_gap : NAN);
  fw_json_member_text (writer, "largest_gap", name_competency (grid, row->largest_gap));
  fw_json_member_text (writer, "narrows_most", name_competency (grid, row->narrows_most));
  fw_json_member_number (writer, "narrows_by",
                         row->narrows_most != FW_READINESS_NOTHING ? readiness->narrows_by : NAN);
  fw_json_member_number (writer, "best", row->best > 0 ? row->best : NAN);
  fw_json_member_number (writer, "worst", row->best > 0 ? row->worst : NAN);
}

static void
reply (FwExchange *exchange, FwCompetencyGrid *grid, const Asked *asked)
{
  const guint n = fw_competency_grid_get_competencies (grid)->len;
  g_autoptr (FwCompetencyAnswer) answer = fw_competency_grid_ask (grid, &asked->question);
  g_autofree char *day = fw_date_format (asked->question.day);
  g_autoptr (GString) json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "day", day);
  fw_json_member_text (&writer, "position", name_position (grid, asked->question.position));
  fw_json_member_integer (&writer, "total", answer->rows->len);
  write_summary (&writer, answer);
  write_positions (&writer, grid);
  write_competencies (&writer, grid, answer->counts);
  fw_json_writer_key (&writer, "rows");
  fw_json_writer_begin_array (&writer);
  for (guint64 i = asked->offset; i < answer->rows->len && i < asked->offset + asked->limit; i++)
    {
      const FwCompetencyRow *row = &g_array_index (answer->rows, FwCompetencyRow, i);

      fw_json_writer_begin_object (&writer);
      write_row (&writer, grid, row);
      write_cells (&writer, &((const FwCompetencyCell *) (void *) answer->cells->data)[row->cells],
                   n);
      fw_json_writer_end_object (&writer);
      if (!fw_exchange_check_size (exchange, json, "ask with a smaller limit"))
        return;
    }
  fw_json_writer_end_array (&writer);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, g_steal_pointer (&json));
}

void
fw_handle_competencies (FwExchange *exchange)
{
  static const char *const known[] = { "day",   "site",   "team",  "person", "position",
                                       "order", "offset", "limit", NULL };
  g_autoptr (FwCompetencyGrid) grid = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Asked) asked = { 0 };

  if (!fw_exchange_check_query (exchange, known))
    return;
  grid = fw_competency_keeper_get (fw_server_of (exchange)->competencies, &error);
  if (grid == NULL)
    fw_exchange_reply_error (exchange, error);
  else if (read_asked (exchange, grid, &asked))
    reply (exchange, grid, &asked);
}
