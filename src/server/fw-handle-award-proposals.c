/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GET award-proposals: who may be proposed for the awards of a month, with the rule and every
 * figure. It proposes; whoever signs writes an award. */
#include <math.h>

#include "server/fw-asked.h"
#include "server/fw-award-proposals.h"
#include "server/fw-server-private.h"

typedef struct
{
  FwAwardProposals proposals;
  char **lists[2];
} Asked;

static void
clear_asked (Asked *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->lists); i++)
    g_strfreev (self->lists[i]);
  fw_award_proposals_clear (&self->proposals);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asked, clear_asked)

/* ---- the question ---- */

/* Without one the last that is over. */
static gboolean
read_month (FwExchange *exchange, Asked *self)
{
  const FwSiteEntry *site =
      fw_directory_get_default_site (fw_competency_grid_get_directory (self->proposals.grid));
  const gint32 today = fw_zone_get_day (site->zone, g_get_real_time ());
  const char *text = fw_exchange_get_query (exchange, "month");
  g_autofree char *first = g_strconcat (text != NULL ? text : "", "-01", NULL);
  gint32 day;

  if (text == NULL)
    {
      fw_appraisal_period_find (today, 1, &self->proposals.month);
      day = self->proposals.month.from - 1;
    }
  else if (!fw_date_parse (fw_text (first), &day))
    {
      fw_exchange_fail (exchange, FW_ERROR_INVALID, "month",
                        "month: expected a month such as 2026-11");
      return FALSE;
    }
  else if (day > today)
    {
      fw_exchange_fail (exchange, FW_ERROR_INVALID, "month", "month: expected one that has begun");
      return FALSE;
    }
  fw_appraisal_period_find (day, 1, &self->proposals.month);
  return TRUE;
}

static gboolean
begin (FwExchange *exchange, Asked *self)
{
  static const char *const names[] = { "site", "team" };
  FwServer *server = fw_server_of (exchange);
  g_autoptr (GError) error = NULL;

  self->proposals.centre = server->centre;
  self->proposals.scope = fw_exchange_get_scope (exchange);
  self->proposals.grid = fw_competency_keeper_get (server->competencies, &error);
  if (self->proposals.grid == NULL)
    {
      fw_exchange_reply_error (exchange, error);
      return FALSE;
    }
  fw_asked_read_lists (exchange, names, G_N_ELEMENTS (names), self->lists);
  self->proposals.sites = (const char *const *) self->lists[0];
  self->proposals.teams = (const char *const *) self->lists[1];
  return read_month (exchange, self);
}

/* ---- the answer ---- */

static void
append_date (FwJsonWriter *writer, const char *member, gint32 day)
{
  g_autofree char *text = fw_date_format (day);

  fw_json_member_text (writer, member, text);
}

/* Whose interval begins highest is told only of who is seen. */
static void
append_channel (FwJsonWriter *writer,
                const FwAwardProposals *proposals,
                const FwProposalChannel *channel,
                FwProposedAward award)
{
  const FwProposalField *field = &channel->fields[award];
  const FwProposalPerson *best =
      field->best != G_MAXUINT ? &g_array_index (proposals->people, FwProposalPerson, field->best)
                               : NULL;

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "channel", channel->channel);
  fw_json_member_integer (writer, "compared", field->compared);
  fw_json_member_integer (writer, "top", channel->top[award]);
  fw_json_member_number (writer, "level", field->level);
  fw_json_member_number (writer, "mark",
                         best != NULL && best->told ? best->places[award].together.low : NAN);
  fw_json_writer_end_object (writer);
}

static void
append_row (FwJsonWriter *writer,
            const FwAwardProposals *proposals,
            const FwProposalPerson *person,
            FwProposedAward award)
{
  const FwShare figure = fw_award_proposals_get_figure (proposals, person, award);
  const FwProposalPlace *place = &person->places[award];
  const gboolean compared =
      place->standing == FW_PROPOSAL_TOP || place->standing == FW_PROPOSAL_BELOW;
  const gboolean any = figure.n > 0;

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", person->who->person);
  fw_json_member_text (writer, "name", person->who->name);
  fw_json_member_text (writer, "team", person->who->team);
  fw_json_member_text (writer, "team_title",
                       fw_directory_get_title (proposals->directory, "team", person->who->team));
  fw_json_member_text (writer, "channel", person->channel);
  fw_json_member_text (writer, "standing", fw_proposal_standing_to_name (place->standing));
  fw_json_member_number (writer, "value", any ? (double) figure.k / (double) figure.n : NAN);
  fw_json_member_number (writer, "low", any ? place->interval.low : NAN);
  fw_json_member_number (writer, "high", any ? place->interval.high : NAN);
  fw_json_member_integer (writer, "n", (gint64) figure.n);
  fw_json_member_number (writer, "together_low", compared ? place->together.low : NAN);
  fw_json_member_number (writer, "together_high", compared ? place->together.high : NAN);
  fw_json_member_integer (writer, "reviews", (gint64) person->reviews.n);
  fw_json_member_integer (writer, "kept", (gint64) person->reviews.k);
  fw_json_member_integer (writer, "answered", (gint64) person->sums.answered);
  fw_json_member_integer (writer, "elsewhere", (gint64) (person->answered - person->sums.answered));
  fw_json_member_boolean (writer, "given", person->given[award]);
  fw_json_writer_end_object (writer);
}

static void
append_rule (FwJsonWriter *writer, const FwAwardProposals *proposals, FwProposedAward award)
{
  const FwProposalRule *rule = &proposals->rules[award];

  fw_json_member_text (writer, "award", fw_proposed_award_to_name (award));
  fw_json_member_text (writer, "metric", fw_award_proposals_get_metric (proposals, award));
  fw_json_member_integer (writer, "least", (gint64) rule->least);
  fw_json_member_number (writer, "standards", rule->by_standards ? rule->standards : NAN);
  fw_json_member_number (writer, "least_reviews",
                         rule->by_standards ? (double) rule->least_reviews : NAN);
}

static gboolean
append_award (FwExchange *exchange,
              FwJsonWriter *writer,
              GString *json,
              const FwAwardProposals *proposals,
              FwProposedAward award)
{
  fw_json_writer_begin_object (writer);
  append_rule (writer, proposals, award);
  fw_json_writer_key (writer, "channels");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < proposals->channels->len; i++)
    append_channel (writer, proposals, &g_array_index (proposals->channels, FwProposalChannel, i),
                    award);
  fw_json_writer_end_array (writer);
  fw_json_writer_key (writer, "rows");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < proposals->people->len; i++)
    {
      const FwProposalPerson *person = &g_array_index (proposals->people, FwProposalPerson, i);

      if (!person->told || person->channel == NULL)
        continue;
      append_row (writer, proposals, person, award);
      if (!fw_exchange_check_size (exchange, json, "ask for one team"))
        return FALSE;
    }
  fw_json_writer_end_array (writer);
  fw_json_writer_end_object (writer);
  return TRUE;
}

static void
reply (FwExchange *exchange, const FwAwardProposals *proposals)
{
  g_autoptr (GString) json = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "month", proposals->month.name);
  append_date (&writer, "from", proposals->month.from);
  append_date (&writer, "to", proposals->month.to);
  append_date (&writer, "as_of", proposals->as_of);
  append_date (&writer, "today", proposals->today);
  fw_json_member_boolean (&writer, "over", proposals->over);
  fw_json_writer_key (&writer, "awards");
  fw_json_writer_begin_array (&writer);
  for (guint i = 0; i < FW_N_PROPOSED_AWARDS; i++)
    if (!append_award (exchange, &writer, json, proposals, (FwProposedAward) i))
      return;
  fw_json_writer_end_array (&writer);
  fw_json_writer_end_object (&writer);
  fw_exchange_reply_json (exchange, 200, g_steal_pointer (&json));
}

void
fw_handle_award_proposals (FwExchange *exchange)
{
  static const char *const known[] = { "month", "site", "team", NULL };
  g_autoptr (GError) error = NULL;
  g_auto (Asked) asked = { { NULL } };

  if (!fw_exchange_check_query (exchange, known) || !begin (exchange, &asked))
    return;
  if (!fw_award_proposals_run (&asked.proposals, &error))
    fw_exchange_reply_error (exchange, error);
  else
    reply (exchange, &asked.proposals);
}
