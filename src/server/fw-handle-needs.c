/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GET needs: where to train next: five analyses, each with its evidence, by what training could
 * bring, and which session would do it. */
#include <math.h>
#include <string.h>

#include "protocol/fw-json.h"
#include "server/fw-asked.h"
#include "server/fw-needs.h"
#include "server/fw-server-private.h"

#define USUAL_ROWS 200
#define MOST_ROWS 1000

typedef struct
{
  FwNeeds needs;
  FwNeedsPart part; /* FW_N_NEEDS_PARTS: all */
  guint64 limit;
} Asked;

/* ---- the question ---- */

static gboolean
read_part (FwExchange *exchange, FwNeedsPart *part)
{
  const char *text = fw_exchange_get_query (exchange, "part");

  *part = FW_N_NEEDS_PARTS;
  if (text == NULL)
    return TRUE;
  for (guint i = 0; i < FW_N_NEEDS_PARTS; i++)
    if (strcmp (fw_needs_part_names[i], text) == 0)
      {
        *part = (FwNeedsPart) i;
        return TRUE;
      }
  fw_exchange_fail (exchange, FW_ERROR_INVALID, "part",
                    "part: expected competency, team, preference, figure or feedback, not “%s”",
                    text);
  return FALSE;
}

static gboolean
read_asked (FwExchange *exchange, Asked *self)
{
  static const char *const names[] = { "site", "team" };
  char **lists[G_N_ELEMENTS (names)] = { NULL };

  self->limit = USUAL_ROWS;
  fw_asked_read_lists (exchange, names, G_N_ELEMENTS (names), lists);
  self->needs.sites = lists[0];
  self->needs.teams = lists[1];
  return fw_asked_read_day (exchange, fw_competency_grid_get_directory (self->needs.grid),
                            &self->needs.day) &&
         read_part (exchange, &self->part) &&
         fw_exchange_read_number (exchange, "limit", MOST_ROWS, &self->limit);
}

/* ---- what a need is ---- */

static const FwRecord *
get_competency (const FwNeeds *needs, guint index)
{
  return g_array_index (fw_competency_grid_get_competencies (needs->grid), FwGridCompetency, index)
      .record;
}

static const char *
get_person (const FwNeeds *needs, guint person)
{
  return person != FW_NEEDS_NOTHING
             ? g_array_index (needs->people, FwNeedsPerson, person).row->who.person
             : NULL;
}

static const char *
get_team (const FwNeeds *needs, guint team)
{
  return team != FW_NEEDS_NOTHING ? g_array_index (needs->in_teams, FwNeedsTeam, team).id : NULL;
}

/* What tells it from all others: the same from one answer to the next. */
static char *
make_id (const FwNeeds *needs, const FwNeedsNeed *need)
{
  const char *person = get_person (needs, need->person), *team = get_team (needs, need->team);
  const char *competency = need->competency != FW_NEEDS_NOTHING
                               ? fw_record_get_id (get_competency (needs, need->competency))
                               : "";

  return g_strjoin ("/", fw_needs_part_names[need->part], person != NULL ? person : "",
                    team != NULL ? team : "", competency,
                    need->figure != FW_N_TRAINING_FIGURES
                        ? fw_training_figure_get_metric (need->figure)->name
                        : "",
                    need->form != NULL ? need->form : "", need->item != NULL ? need->item : "",
                    need->way != NULL ? need->way : "", NULL);
}

/* ---- the answer ---- */

static void
write_date (FwJsonWriter *writer, const char *key, gint64 day)
{
  g_autofree char *text = fw_date_format ((gint32) day);

  fw_json_member_text (writer, key, text);
}

static void
write_end (FwJsonWriter *writer, const char *key, double value)
{
  fw_json_member_number (writer, key, isinf (value) ? NAN : value);
}

static void
write_who (FwJsonWriter *writer, const FwNeeds *needs, const FwNeedsNeed *need)
{
  const char *team = get_team (needs, need->team);
  const gboolean whose = need->person != FW_NEEDS_NOTHING;

  fw_json_member_text (writer, "person", get_person (needs, need->person));
  fw_json_member_text (
      writer, "name",
      whose ? g_array_index (needs->people, FwNeedsPerson, need->person).row->who.name : NULL);
  fw_json_member_text (writer, "team", team);
  fw_json_member_text (writer, "team_title",
                       team != NULL ? fw_directory_get_title (needs->directory, "team", team)
                                    : NULL);
  fw_json_member_text (writer, "prefers",
                       whose ? g_array_index (needs->people, FwNeedsPerson, need->person).prefers
                             : NULL);
}

static void
write_what (FwJsonWriter *writer, const FwNeeds *needs, const FwNeedsNeed *need)
{
  const FwRecord *competency =
      need->competency != FW_NEEDS_NOTHING ? get_competency (needs, need->competency) : NULL;

  fw_json_member_text (writer, "competency",
                       competency != NULL ? fw_record_get_id (competency) : NULL);
  fw_json_member_text (writer, "competency_title",
                       competency != NULL ? fw_record_text (competency, "name") : NULL);
  fw_json_member_text (writer, "metric",
                       need->figure != FW_N_TRAINING_FIGURES && need->compared
                           ? fw_training_figure_get_metric (need->figure)->name
                           : NULL);
  fw_json_member_text (writer, "item", need->item);
  fw_json_member_text (writer, "form", need->form);
  fw_json_member_number (writer, "scale", need->item != NULL ? need->scale : NAN);
  fw_json_member_text (writer, "way", need->way);
}

static void
write_figure (FwJsonWriter *writer, const FwFigure *own, const FwFigure *rest, gboolean compared)
{
  fw_json_member_number (writer, "value", own->value);
  write_end (writer, "low", own->interval.low);
  write_end (writer, "high", own->interval.high);
  fw_json_member_integer (writer, "n", (gint64) own->n);
  fw_json_member_number (writer, "against", compared ? rest->value : NAN);
  fw_json_member_number (writer, "against_n", compared ? (double) rest->n : NAN);
}

static void
write_cell (FwJsonWriter *writer, const FwTrainingCell *cell)
{
  FwInterval interval;
  double value;
  const FwTrainingGrade grade = fw_training_cell_grade (cell, &value, &interval);

  fw_json_member_text (writer, "grade", fw_training_grade_to_name (grade));
  fw_json_member_number (writer, "value", value);
  fw_json_member_number (writer, "low", cell->known > 1 ? interval.low : NAN);
  fw_json_member_number (writer, "high", cell->known > 1 ? interval.high : NAN);
  fw_json_member_integer (writer, "n", cell->known);
  fw_json_member_integer (writer, "asked", cell->asked);
  fw_json_member_integer (writer, "below", cell->below);
}

static void
write_level (FwJsonWriter *writer, const FwNeeds *needs, const FwNeedsNeed *need)
{
  const FwCompetencyRow *row = g_array_index (needs->people, FwNeedsPerson, need->person).row;
  const FwCompetencyCell *cell =
      &g_array_index (needs->answer->cells, FwCompetencyCell, row->cells + need->competency);

  fw_json_member_number (writer, "value", need->level);
  fw_json_member_number (writer, "against", need->required);
  fw_json_member_integer (writer, "n", 1);
  write_date (writer, "shown", cell->day);
}

static void
write_way (FwJsonWriter *writer, const FwNeedsNeed *need)
{
  const FwInterval interval = fw_interval_wilson (need->n, need->of);

  fw_json_member_number (writer, "value", (double) need->n / (double) need->of);
  fw_json_member_number (writer, "low", interval.low);
  fw_json_member_number (writer, "high", interval.high);
  fw_json_member_integer (writer, "n", (gint64) need->of);
  fw_json_member_integer (writer, "people", (gint64) need->n);
  fw_json_member_integer (writer, "taught", need->taught);
}

static void
write_evidence (FwJsonWriter *writer, const FwNeeds *needs, const FwNeedsNeed *need)
{
  switch (need->part)
    {
    case FW_NEEDS_COMPETENCY:
      write_level (writer, needs, need);
      break;
    case FW_NEEDS_TEAM:
      write_cell (
          writer,
          &g_array_index (needs->in_teams, FwNeedsTeam, need->team).cells[need->competency]);
      break;
    case FW_NEEDS_PREFERENCE:
      write_way (writer, need);
      break;
    case FW_NEEDS_FIGURE:
    case FW_NEEDS_FEEDBACK:
      write_figure (writer, &need->gap.own, &need->gap.rest, need->compared);
      fw_json_member_number (writer, "behind", need->compared ? need->gap.behind : NAN);
      write_end (writer, "behind_low", need->compared ? need->gap.interval.low : NAN);
      write_end (writer, "behind_high", need->compared ? need->gap.interval.high : NAN);
      fw_json_member_number (writer, "q", need->q);
      break;
    case FW_N_NEEDS_PARTS:
    default:
      break;
    }
}

static void
write_measured (FwJsonWriter *writer, const FwNeeds *needs, const FwNeedsCourse *course)
{
  const FwTrainingFigure figure = course->competency != FW_NEEDS_NOTHING
                                      ? needs->shows[course->competency]
                                      : FW_N_TRAINING_FIGURES;
  const FwTrainingMeasured *measured = &course->measured;

  fw_json_writer_key (writer, "measured");
  if (figure == FW_N_TRAINING_FIGURES)
    {
      fw_json_writer_null (writer);
      return;
    }
  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "metric", fw_training_figure_get_metric (figure)->name);
  fw_json_member_boolean (writer, "told", measured->told);
  fw_json_member_integer (writer, "n", measured->n);
  fw_json_member_integer (writer, "others", measured->others);
  fw_json_member_number (writer, "better", measured->difference.estimate);
  write_end (writer, "low", measured->difference.interval.low);
  write_end (writer, "high", measured->difference.interval.high);
  fw_json_writer_end_object (writer);
}

static void
write_help (FwJsonWriter *writer, const FwNeeds *needs, const FwNeedsNeed *need)
{
  const FwNeedsCourse *course = need->course != FW_NEEDS_NOTHING
                                    ? &g_array_index (needs->courses, FwNeedsCourse, need->course)
                                    : NULL;
  const FwNeedsSession *session =
      need->session != FW_NEEDS_NOTHING
          ? &g_array_index (needs->sessions, FwNeedsSession, need->session)
          : NULL;

  fw_json_member_text (writer, "course", course != NULL ? fw_record_get_id (course->record) : NULL);
  fw_json_member_text (writer, "course_title",
                       course != NULL ? fw_record_text (course->record, "name") : NULL);
  fw_json_member_text (writer, "course_way",
                       course != NULL ? fw_record_text (course->record, "form") : NULL);
  if (course != NULL)
    write_measured (writer, needs, course);
  fw_json_member_text (writer, "session",
                       session != NULL ? fw_record_get_id (session->record) : NULL);
  if (session == NULL)
    return;
  fw_json_member_text (writer, "session_title", fw_record_text (session->record, "name"));
  write_date (writer, "session_day", fw_record_integer (session->record, "day"));
  fw_json_member_integer (writer, "seats", session->seats);
  fw_json_member_integer (writer, "taken", session->taken);
  fw_json_member_boolean (writer, "enrolled", need->enrolled);
}

static void
write_need (FwJsonWriter *writer, const FwNeeds *needs, const FwNeedsNeed *need)
{
  g_autofree char *id = make_id (needs, need);

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", id);
  fw_json_member_text (writer, "part", fw_needs_part_names[need->part]);
  write_who (writer, needs, need);
  write_what (writer, needs, need);
  write_evidence (writer, needs, need);
  fw_json_member_number (writer, "effect", need->effect);
  write_help (writer, needs, need);
  fw_json_writer_end_object (writer);
}

static gboolean
write_needs (FwExchange *exchange, FwJsonWriter *writer, GString *json, const Asked *asked)
{
  const FwNeeds *needs = &asked->needs;
  guint64 n = 0;

  fw_json_writer_key (writer, "needs");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < needs->needs->len && n < asked->limit; i++)
    {
      const FwNeedsNeed *need = &g_array_index (needs->needs, FwNeedsNeed, i);

      if (asked->part != FW_N_NEEDS_PARTS && need->part != asked->part)
        continue;
      n++;
      write_need (writer, needs, need);
      if (!fw_exchange_check_size (exchange, json, "ask with a smaller limit"))
        return FALSE;
    }
  fw_json_writer_end_array (writer);
  return TRUE;
}

static void
write_parts (FwJsonWriter *writer, const FwNeeds *needs)
{
  guint counts[FW_N_NEEDS_PARTS] = { 0 };

  for (guint i = 0; i < needs->needs->len; i++)
    counts[g_array_index (needs->needs, FwNeedsNeed, i).part]++;
  fw_json_writer_key (writer, "parts");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < FW_N_NEEDS_PARTS; i++)
    {
      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "part", fw_needs_part_names[i]);
      fw_json_member_integer (writer, "needs", counts[i]);
      fw_json_member_integer (writer, "looked", needs->looked[i]);
      fw_json_member_integer (writer, "too_few", needs->too_few[i]);
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
}

static void
write_row (FwJsonWriter *writer, const FwNeeds *needs, const FwNeedsTeam *team)
{
  const guint n = fw_competency_grid_get_competencies (needs->grid)->len;

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", team->id);
  fw_json_member_text (writer, "title",
                       fw_directory_get_title (needs->directory, "team", team->id));
  fw_json_writer_key (writer, "cells");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < n; i++)
    {
      fw_json_writer_begin_object (writer);
      write_cell (writer, &team->cells[i]);
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
  fw_json_writer_end_object (writer);
}

static void
write_heat (FwJsonWriter *writer, const FwNeeds *needs)
{
  const GArray *competencies = fw_competency_grid_get_competencies (needs->grid);

  fw_json_writer_key (writer, "competencies");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < competencies->len; i++)
    {
      fw_json_writer_begin_object (writer);
      fw_json_member_text (writer, "id", fw_record_get_id (get_competency (needs, i)));
      fw_json_member_text (writer, "name", fw_record_text (get_competency (needs, i), "name"));
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
  fw_json_writer_key (writer, "teams");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < needs->in_teams->len; i++)
    if (*g_array_index (needs->in_teams, FwNeedsTeam, i).id != '\0')
      write_row (writer, needs, &g_array_index (needs->in_teams, FwNeedsTeam, i));
  fw_json_writer_end_array (writer);
}

static void
reply (FwExchange *exchange, const Asked *asked)
{
  const FwNeeds *needs = &asked->needs;
  g_autoptr (GString) json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  write_date (&writer, "day", needs->day);
  write_date (&writer, "from", needs->day - FW_NEEDS_DAYS);
  write_date (&writer, "to", needs->day - 1);
  fw_json_member_integer (&writer, "people", needs->people->len);
  fw_json_member_integer (&writer, "without", needs->without);
  write_parts (&writer, needs);
  write_heat (&writer, needs);
  if (!write_needs (exchange, &writer, json, asked))
    return;
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, g_steal_pointer (&json));
}

void
fw_handle_needs (FwExchange *exchange)
{
  static const char *const known[] = { "day", "site", "team", "part", "limit", NULL };
  FwServer *server = fw_server_of (exchange);
  Asked asked = { .needs = { .centre = server->centre } };
  g_autoptr (GError) error = NULL;

  if (!fw_exchange_check_query (exchange, known))
    return;
  asked.needs.scope = fw_exchange_get_scope (exchange);
  asked.needs.grid = fw_competency_keeper_get (server->competencies, &error);
  if (asked.needs.grid == NULL ||
      (read_asked (exchange, &asked) && !fw_needs_run (&asked.needs, &error)))
    fw_exchange_reply_error (exchange, error);
  else if (asked.needs.needs != NULL)
    reply (exchange, &asked);
  fw_needs_clear (&asked.needs);
}
