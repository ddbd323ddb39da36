/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-appraisals.h"

#include <math.h>

static void
clear_appraisee (gpointer data)
{
  g_clear_pointer (&((FwAppraisee *) data)->appraisal, fw_record_unref);
}

void
fw_appraisals_clear (FwAppraisals *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->appraisees, g_array_unref);
  g_clear_pointer (&self->by_person, g_hash_table_unref);
  g_clear_pointer (&self->by_team, g_hash_table_unref);
  g_clear_pointer (&self->raters, g_hash_table_unref);
  g_clear_pointer (&self->sets, g_ptr_array_unref);
  g_clear_pointer (&self->indicators, g_hash_table_unref);
  g_clear_pointer (&self->kept, g_ptr_array_unref);
  g_clear_pointer (&self->answer, fw_competency_answer_free);
  g_clear_pointer (&self->whole, fw_scope_unref);
  g_clear_pointer (&self->grid, fw_competency_grid_unref);
  g_clear_pointer (&self->certificates, fw_certificate_board_unref);
}

FwAppraisee *
fw_appraisals_find (FwAppraisals *self, const char *person)
{
  gpointer found;

  g_return_val_if_fail (self != NULL, NULL);

  found = person != NULL ? g_hash_table_lookup (self->by_person, person) : NULL;
  return found != NULL
             ? &g_array_index (self->appraisees, FwAppraisee, GPOINTER_TO_UINT (found) - 1)
             : NULL;
}

guint
fw_appraisals_get_least (FwAppraisals *self, const char *policy)
{
  g_return_val_if_fail (self != NULL && policy != NULL, 0);
  return (guint) fw_directory_get_policy (self->directory, policy, "", "", self->to - 1);
}

/* ---- who is there ---- */

static void
set_up (FwAppraisals *self)
{
  FwZone *zone;
  guint months;
  gint64 end;

  self->records = fw_centre_get_records (self->centre);
  self->whole = fw_scope_new_administrator ();
  self->directory = fw_competency_grid_get_directory (self->grid);
  zone = fw_directory_get_default_site (self->directory)->zone;
  months = (guint) fw_directory_get_policy (self->directory, "appraisal-months", "", "",
                                            g_get_real_time ());
  fw_appraisal_period_find (self->day, months, &self->period);
  self->as_of = MIN (self->period.to, fw_zone_get_day (zone, g_get_real_time ()));
  fw_zone_get_day_bounds (zone, self->period.from, &self->from, &end);
  fw_zone_get_day_bounds (zone, MAX (self->as_of, self->period.from), &end, &self->to);
  self->appraisees = g_array_new (FALSE, TRUE, sizeof (FwAppraisee));
  g_array_set_clear_func (self->appraisees, clear_appraisee);
  self->by_person = g_hash_table_new (g_str_hash, g_str_equal);
  self->by_team = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->indicators = g_hash_table_new (g_str_hash, g_str_equal);
  self->raters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->sets = g_ptr_array_new_with_free_func (g_free);
  self->kept = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
}

static void
read_people (FwAppraisals *self)
{
  const FwCompetencyQuestion question = { .day = self->as_of,
                                          .scope = self->scope,
                                          .sites = self->sites,
                                          .teams = self->teams,
                                          .people = self->people,
                                          .position = FW_READINESS_NOTHING,
                                          .order = FW_COMPETENCY_BY_PERSON };

  self->answer = fw_competency_grid_ask (self->grid, &question);
  for (guint i = 0; i < self->answer->rows->len; i++)
    {
      const FwCompetencyRow *row = &g_array_index (self->answer->rows, FwCompetencyRow, i);
      const FwAppraisee who = { .row = row };

      g_array_append_val (self->appraisees, who);
      g_hash_table_insert (self->by_person, (gpointer) row->who.person,
                           GUINT_TO_POINTER (self->appraisees->len));
      if (!g_hash_table_contains (self->by_team, row->who.team))
        g_hash_table_insert (self->by_team, (gpointer) row->who.team, g_new0 (FwAppraisalTeam, 1));
    }
}

/* ---- contacts ---- */

static gboolean
read_contacts (FwAppraisals *self, GError **error)
{
  const FwQuestion question = {
    .from = self->from, .to = self->to, .now = self->to, .by = { FW_DIMENSION_AGENT }, .n_by = 1
  };
  g_autoptr (FwCubeAnswer) answer =
      fw_centre_ask (self->centre, self->whole, &question, NULL, error);

  if (answer == NULL)
    return FALSE;
  for (guint i = 0; i < answer->groups->len; i++)
    {
      const FwCubeGroup *group = &g_array_index (answer->groups, FwCubeGroup, i);
      const char *login = fw_centre_name_code (self->centre, FW_DIMENSION_AGENT, group->codes[0]);
      FwAppraisee *appraisee;
      FwMembership who;

      if (!fw_directory_find_agent (self->directory, fw_text (login), self->to - 1, &who))
        continue;
      appraisee = fw_appraisals_find (self, who.person);
      if (appraisee != NULL)
        fw_sums_add (&appraisee->sums, &group->sums);
    }
  return TRUE;
}

/* @before: of the period of the same length before this one. */
static gboolean
read_teams (FwAppraisals *self, gboolean before, GError **error)
{
  const gint64 length = self->to - self->from;
  const FwQuestion question = { .from = before ? self->from - length : self->from,
                                .to = before ? self->from : self->to,
                                .now = before ? self->from : self->to,
                                .by = { FW_DIMENSION_TEAM },
                                .n_by = 1 };
  g_autoptr (FwCubeAnswer) answer =
      fw_centre_ask (self->centre, self->whole, &question, NULL, error);

  if (answer == NULL)
    return FALSE;
  for (guint i = 0; i < answer->groups->len; i++)
    {
      const FwCubeGroup *group = &g_array_index (answer->groups, FwCubeGroup, i);
      FwAppraisalTeam *team = g_hash_table_lookup (
          self->by_team, fw_centre_name_code (self->centre, FW_DIMENSION_TEAM, group->codes[0]));

      if (team != NULL)
        fw_sums_add (before ? &team->before : &team->now, &group->sums);
    }
  return TRUE;
}

static guint
find_rank (FwAppraisals *self, const char *position)
{
  const guint found = fw_competency_grid_find_position (self->grid, position);

  return found != FW_READINESS_NOTHING
             ? (guint) fw_record_integer (
                   g_array_index (fw_competency_grid_get_positions (self->grid), FwGridPosition,
                                  found)
                       .record,
                   "rank")
             : 0;
}

/* Who was in a team at both ends of the period, and came to a higher post meanwhile. Posts are
 * dated, so that is known without anybody's word. */
static gboolean
read_risen (FwAppraisals *self, GError **error)
{
  g_autoptr (GPtrArray) people =
      fw_records_list (self->records, self->whole, fw_kind_find ("person"), error);

  if (people == NULL)
    return FALSE;
  for (guint i = 0; i < people->len; i++)
    {
      FwMembership before, after;
      FwAppraisalTeam *team;

      if (!fw_directory_find_person (self->directory, people->pdata[i], self->period.from - 1,
                                     &before) ||
          !fw_directory_find_person (self->directory, people->pdata[i], self->as_of, &after) ||
          !g_str_equal (before.team, after.team))
        continue;
      team = g_hash_table_lookup (self->by_team, after.team);
      if (team == NULL)
        continue;
      team->stayed++;
      team->risen += find_rank (self, after.position) > find_rank (self, before.position);
    }
  return TRUE;
}

static void
read_certificates (FwAppraisals *self)
{
  const FwCertificateQuestion question = { .day = self->as_of, .scope = self->whole };
  g_autoptr (FwCertificateAnswer) answer = fw_certificate_board_ask (self->certificates, &question);

  for (guint i = 0; i < answer->rows->len; i++)
    {
      const FwCertificateRow *row = &g_array_index (answer->rows, FwCertificateRow, i);
      FwAppraisee *who = row->needed ? fw_appraisals_find (self, row->who.person) : NULL;

      if (who == NULL)
        continue;
      who->needed++;
      who->held += row->standing.on_roster;
    }
}

gboolean
fw_appraisals_run (FwAppraisals *self, GError **error)
{
  g_return_val_if_fail (self != NULL && self->grid != NULL && self->certificates != NULL, FALSE);

  set_up (self);
  read_people (self);
  read_certificates (self);
  return read_contacts (self, error) && read_teams (self, FALSE, error) &&
         read_teams (self, TRUE, error) && read_risen (self, error) &&
         fw_appraisals_read_records (self, error);
}

/* ---- the parts of an appraisal ---- */

gboolean
fw_appraisals_is_frozen (const FwAppraisee *who)
{
  g_return_val_if_fail (who != NULL, FALSE);

  return who->appraisal != NULL && !fw_record_lacks (who->appraisal, "figures") &&
         g_strcmp0 (fw_record_text (who->appraisal, FW_KIND_STATE), "drafted") != 0;
}

static void
clear_frozen (gpointer data)
{
  g_free (((FwFrozenPart *) data)->indicator);
}

static void
add_part (FwAppraisals *self, const FwAppraisee *who, guint index, GArray *parts)
{
  const char *id = who->set->indicators[index];
  const FwRecord *record = g_hash_table_lookup (self->indicators, id);
  FwFrozenPart part = { .weight = who->set->weights[index], .figure = { NAN, NAN, NAN, 0 } };
  FwIndicator indicator;

  if (record == NULL)
    return;
  part.indicator = g_strdup (id);
  fw_indicator_read (record, &indicator);
  if (indicator.least == 0 && fw_indicated_get_least_policy (indicator.measure) != NULL)
    indicator.least =
        fw_appraisals_get_least (self, fw_indicated_get_least_policy (indicator.measure));
  part.part = fw_appraisal_part_find (
      &indicator,
      fw_appraisals_measure (self, who, &indicator, &part.figure) ? &part.figure : NULL);
  g_array_append_val (parts, part);
}

GArray *
fw_appraisals_list_parts (FwAppraisals *self, const FwAppraisee *who)
{
  GArray *parts;

  g_return_val_if_fail (self != NULL && who != NULL, NULL);

  parts = fw_appraisals_is_frozen (who)
              ? fw_appraisal_read_figures (fw_record_text (who->appraisal, "figures"))
              : NULL;
  if (parts != NULL)
    return parts;
  parts = g_array_new (FALSE, FALSE, sizeof (FwFrozenPart));
  g_array_set_clear_func (parts, clear_frozen);
  for (guint i = 0; who->set != NULL && i < who->set->n; i++)
    add_part (self, who, i, parts);
  return parts;
}

FwAppraisalTotal
fw_appraisals_sum (FwAppraisals *self, const FwAppraisee *who, const GArray *parts)
{
  g_autofree FwIndicator *indicators = g_new0 (FwIndicator, parts->len + 1);
  g_autofree FwAppraisalPart *found = g_new0 (FwAppraisalPart, parts->len + 1);

  for (guint i = 0; i < parts->len; i++)
    {
      indicators[i].weight = g_array_index (parts, FwFrozenPart, i).weight;
      found[i] = g_array_index (parts, FwFrozenPart, i).part;
    }
  return fw_appraisal_total (
      indicators, found, parts->len, who->set != NULL ? who->set->rest : 0,
      who->appraisal != NULL
          ? fw_record_get_number (who->appraisal, fw_record_find (who->appraisal, "rest"))
          : NAN);
}
