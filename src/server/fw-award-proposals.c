/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-award-proposals.h"

#include <string.h>

#include "core/quality/fw-review-record.h"
#include "store/fw-record-query.h"

void
fw_award_proposals_clear (FwAwardProposals *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->people, g_array_unref);
  g_clear_pointer (&self->channels, g_array_unref);
  g_clear_pointer (&self->by_person, g_hash_table_unref);
  g_clear_pointer (&self->answer, fw_competency_answer_free);
  g_clear_pointer (&self->whole, fw_scope_unref);
  g_clear_pointer (&self->grid, fw_competency_grid_unref);
}

const char *
fw_award_proposals_get_metric (const FwAwardProposals *self, FwProposedAward award)
{
  g_return_val_if_fail (self != NULL && award < FW_N_PROPOSED_AWARDS, "");

  return award == FW_PROPOSED_SERVICE_STAR ? "csat"
         : self->solved                    ? "resolution_rate"
                                           : "first_contact_resolution";
}

FwShare
fw_award_proposals_get_figure (const FwAwardProposals *self,
                               const FwProposalPerson *person,
                               FwProposedAward award)
{
  g_return_val_if_fail (self != NULL && person != NULL, ((FwShare){ 0, 0 }));

  return award == FW_PROPOSED_SERVICE_STAR ? (FwShare){ person->sums.satisfied, person->sums.rated }
         : self->solved ? (FwShare){ person->sums.resolved, person->sums.resolution_known }
                        : (FwShare){ person->sums.first_contact, person->sums.mature };
}

/* ---- the month ---- */

static double
get_policy (FwAwardProposals *self, const char *name)
{
  return fw_directory_get_policy (self->directory, name, "", "", self->to - 1);
}

static void
set_up (FwAwardProposals *self)
{
  FwZone *zone;
  gint64 end;

  self->whole = fw_scope_new_administrator ();
  self->directory = fw_competency_grid_get_directory (self->grid);
  zone = fw_directory_get_default_site (self->directory)->zone;
  self->today = fw_zone_get_day (zone, g_get_real_time ());
  self->as_of = MIN (self->month.to, self->today);
  self->over = self->today > self->month.to;
  fw_zone_get_day_bounds (zone, self->month.from, &self->from, &end);
  fw_zone_get_day_bounds (zone, MAX (self->as_of, self->month.from), &end, &self->to);
  for (guint i = 0; i < FW_N_PROPOSED_AWARDS; i++)
    self->rules[i].least =
        (guint64) get_policy (self, fw_proposed_award_get_least_policy ((FwProposedAward) i));
  self->rules[FW_PROPOSED_SERVICE_STAR].by_standards = TRUE;
  self->rules[FW_PROPOSED_SERVICE_STAR].standards = get_policy (self, "award-least-standards");
  self->rules[FW_PROPOSED_SERVICE_STAR].least_reviews =
      (guint64) get_policy (self, "appraisal-least-reviews");
  self->people = g_array_new (FALSE, TRUE, sizeof (FwProposalPerson));
  self->channels = g_array_new (FALSE, TRUE, sizeof (FwProposalChannel));
  self->by_person = g_hash_table_new (g_str_hash, g_str_equal);
}

static FwProposalPerson *
get (FwAwardProposals *self, guint i)
{
  return &g_array_index (self->people, FwProposalPerson, i);
}

static FwProposalPerson *
find (FwAwardProposals *self, const char *person)
{
  gpointer found = person != NULL ? g_hash_table_lookup (self->by_person, person) : NULL;

  return found != NULL ? get (self, GPOINTER_TO_UINT (found) - 1) : NULL;
}

static void
read_people (FwAwardProposals *self)
{
  const FwCompetencyQuestion question = { .day = self->as_of,
                                          .scope = self->whole,
                                          .position = FW_READINESS_NOTHING,
                                          .order = FW_COMPETENCY_BY_PERSON };

  self->answer = fw_competency_grid_ask (self->grid, &question);
  for (guint i = 0; i < self->answer->rows->len; i++)
    {
      const FwCompetencyRow *row = &g_array_index (self->answer->rows, FwCompetencyRow, i);
      const FwProposalPerson person = {
        .who = &row->who,
        .told = fw_membership_is_asked (&row->who, self->scope, self->sites, self->teams, NULL),
      };

      g_array_append_val (self->people, person);
      g_hash_table_insert (self->by_person, (gpointer) row->who.person,
                           GUINT_TO_POINTER (self->people->len));
    }
}

/* ---- contacts ---- */

/* A first contact is one when nobody called again in the days after it, some of which are those
 * after the month: so all that is known by now counts. */
static FwCubeAnswer *
ask_cube (FwAwardProposals *self, GError **error)
{
  const FwQuestion question = { .from = self->from,
                                .to = self->to,
                                .now = g_get_real_time (),
                                .by = { FW_DIMENSION_AGENT, FW_DIMENSION_CHANNEL },
                                .n_by = 2 };

  return fw_centre_ask (self->centre, self->whole, &question, NULL, error);
}

/* Logins may be several of one person. */
typedef struct
{
  guint person; /* index */
  const char *channel;
  FwSums sums;
} Part;

static int
compare_parts (gconstpointer a, gconstpointer b)
{
  const Part *x = a, *y = b;

  return x->person != y->person ? (x->person > y->person) - (x->person < y->person)
                                : strcmp (x->channel, y->channel);
}

static GArray *
list_parts (FwAwardProposals *self, const FwCubeAnswer *answer)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (Part));

  for (guint i = 0; i < answer->groups->len; i++)
    {
      const FwCubeGroup *group = &g_array_index (answer->groups, FwCubeGroup, i);
      const char *login = fw_centre_name_code (self->centre, FW_DIMENSION_AGENT, group->codes[0]);
      FwMembership who;
      gpointer found;
      Part part;

      if (!fw_directory_find_agent (self->directory, fw_text (login), self->to - 1, &who))
        continue;
      found = g_hash_table_lookup (self->by_person, who.person);
      if (found == NULL)
        continue;
      part = (Part){ GPOINTER_TO_UINT (found) - 1,
                     fw_centre_name_code (self->centre, FW_DIMENSION_CHANNEL, group->codes[1]),
                     group->sums };
      g_array_append_val (parts, part);
    }
  g_array_sort (parts, compare_parts);
  return parts;
}

static void
take_part (FwAwardProposals *self, const Part *part)
{
  FwProposalPerson *person = get (self, part->person);

  person->answered += part->sums.answered;
  if (part->sums.answered <= person->sums.answered)
    return;
  person->channel = part->channel;
  person->sums = part->sums;
}

static gboolean
read_contacts (FwAwardProposals *self, GError **error)
{
  g_autoptr (FwCubeAnswer) answer = ask_cube (self, error);
  g_autoptr (GArray) parts = NULL;
  guint64 mature = 0;

  if (answer == NULL)
    return FALSE;
  parts = list_parts (self, answer);
  for (guint i = 0; i < parts->len; i++)
    {
      Part *part = &g_array_index (parts, Part, i);

      while (i + 1 < parts->len && compare_parts (part, part + 1) == 0)
        {
          fw_sums_add (&part[1].sums, &part->sums);
          part = &g_array_index (parts, Part, ++i);
        }
      take_part (self, part);
      mature += part->sums.mature;
    }
  self->solved = mature == 0;
  return TRUE;
}

/* ---- records ---- */

static void
take_reviews_cb (GPtrArray *records, gpointer user_data)
{
  for (guint i = 0; i < records->len; i++)
    {
      FwProposalPerson *person = find (user_data, fw_record_text (records->pdata[i], "person"));

      if (person == NULL || !fw_review_tells (records->pdata[i]))
        continue;
      person->reviews.n++;
      person->reviews.k += fw_record_integer (records->pdata[i], "failed") == 0;
    }
}

static void
take_awards_cb (GPtrArray *records, gpointer user_data)
{
  for (guint i = 0; i < records->len; i++)
    {
      const FwRecord *record = records->pdata[i];
      FwProposalPerson *person = find (user_data, fw_record_text (record, "person"));

      for (guint j = 0; person != NULL && j < FW_N_PROPOSED_AWARDS; j++)
        if (g_strcmp0 (fw_record_text (record, "award"),
                       fw_proposed_award_to_name ((FwProposedAward) j)) == 0 &&
            fw_record_integer (record, "withdrawn") == 0)
          person->given[j] = TRUE;
    }
}

static gboolean
ask_records (FwAwardProposals *self,
             const char *kind,
             const char *field,
             gint32 from,
             gint32 to,
             FwRecordPageFunc take,
             GError **error)
{
  return fw_records_ask_days (fw_centre_get_records (self->centre), self->whole,
                              fw_kind_find (kind), field, field, from, to, take, self, error);
}

/* ---- who stands where ---- */

static FwProposalChannel *
find_channel (FwAwardProposals *self, const char *channel)
{
  const FwProposalChannel made = { .channel = channel };
  guint i = 0;

  for (; i < self->channels->len; i++)
    {
      FwProposalChannel *one = &g_array_index (self->channels, FwProposalChannel, i);
      const int order = strcmp (one->channel, channel);

      if (order == 0)
        return one;
      if (order > 0)
        break;
    }
  g_array_insert_val (self->channels, i, made);
  return &g_array_index (self->channels, FwProposalChannel, i);
}

static void
compare (FwAwardProposals *self, FwProposalChannel *channel, FwProposedAward award)
{
  const guint n = self->people->len;
  g_autofree FwProposalCandidate *candidates = g_new (FwProposalCandidate, n + 1);
  g_autofree FwProposalPlace *places = g_new (FwProposalPlace, n + 1);
  g_autofree guint *indices = g_new (guint, n + 1);
  FwProposalField *field = &channel->fields[award];
  guint found = 0;

  for (guint i = 0; i < n; i++)
    {
      const FwProposalPerson *person = get (self, i);

      if (person->channel == NULL || strcmp (person->channel, channel->channel) != 0)
        continue;
      candidates[found] =
          (FwProposalCandidate){ fw_award_proposals_get_figure (self, person, award),
                                 person->reviews };
      indices[found++] = i;
    }
  *field = fw_proposal_find (&self->rules[award], candidates, found, places);
  for (guint i = 0; i < found; i++)
    {
      get (self, indices[i])->places[award] = places[i];
      channel->top[award] += places[i].standing == FW_PROPOSAL_TOP;
    }
  if (field->best != G_MAXUINT)
    field->best = indices[field->best];
}

gboolean
fw_award_proposals_run (FwAwardProposals *self, GError **error)
{
  g_return_val_if_fail (self != NULL && self->grid != NULL && self->scope != NULL, FALSE);

  set_up (self);
  read_people (self);
  if (!read_contacts (self, error) ||
      !ask_records (self, "review", "day", self->month.from, self->month.to, take_reviews_cb,
                    error) ||
      !ask_records (self, "award", "month", self->month.from, self->month.from, take_awards_cb,
                    error))
    return FALSE;
  for (guint i = 0; i < self->people->len; i++)
    if (get (self, i)->channel != NULL)
      find_channel (self, get (self, i)->channel);
  for (guint i = 0; i < self->channels->len; i++)
    for (guint j = 0; j < FW_N_PROPOSED_AWARDS; j++)
      compare (self, &g_array_index (self->channels, FwProposalChannel, i), (FwProposedAward) j);
  return TRUE;
}
