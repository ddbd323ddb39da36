/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-needs.h"

#include "store/fw-record-query.h"

#include <math.h>
#include <string.h>

const char *const fw_needs_part_names[FW_N_NEEDS_PARTS] = {
  [FW_NEEDS_COMPETENCY] = "competency", [FW_NEEDS_TEAM] = "team",
  [FW_NEEDS_PREFERENCE] = "preference", [FW_NEEDS_FIGURE] = "figure",
  [FW_NEEDS_FEEDBACK] = "feedback",
};

static void
clear_person (gpointer data)
{
  g_free (((FwNeedsPerson *) data)->prefers);
}

static void
clear_team (gpointer data)
{
  g_free (((FwNeedsTeam *) data)->cells);
}

void
fw_needs_clear (FwNeeds *self)
{
  g_return_if_fail (self != NULL);

  g_strfreev (self->sites);
  g_strfreev (self->teams);
  g_clear_pointer (&self->grid, fw_competency_grid_unref);
  g_clear_pointer (&self->whole, fw_scope_unref);
  g_clear_pointer (&self->answer, fw_competency_answer_free);
  g_clear_pointer (&self->people, g_array_unref);
  g_clear_pointer (&self->by_person, g_hash_table_unref);
  g_clear_pointer (&self->in_teams, g_array_unref);
  g_clear_pointer (&self->by_team, g_hash_table_unref);
  g_clear_pointer (&self->courses, g_array_unref);
  g_clear_pointer (&self->sessions, g_array_unref);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_pointer (&self->needs, g_array_unref);
  g_clear_pointer (&self->shows, g_free);
}

FwNeedsNeed
fw_needs_need (FwNeedsPart part)
{
  return (FwNeedsNeed){ .part = part,
                        .person = FW_NEEDS_NOTHING,
                        .team = FW_NEEDS_NOTHING,
                        .competency = FW_NEEDS_NOTHING,
                        .figure = FW_N_TRAINING_FIGURES,
                        .level = NAN,
                        .required = NAN,
                        .q = NAN,
                        .effect = NAN,
                        .course = FW_NEEDS_NOTHING,
                        .session = FW_NEEDS_NOTHING };
}

const char *
fw_needs_keep (FwNeeds *self, const char *text)
{
  char *kept = g_hash_table_lookup (self->names, text);

  if (kept != NULL)
    return kept;
  kept = g_strdup (text);
  g_hash_table_add (self->names, kept);
  return kept;
}

guint64
fw_needs_get_least (FwNeeds *self, const char *policy)
{
  return (guint64) fw_directory_get_policy (self->directory, policy, "", "", self->to);
}

/* ---- who is there ---- */

static guint
find_team (FwNeeds *self, const FwMembership *who)
{
  gpointer found = g_hash_table_lookup (self->by_team, who->team);
  FwNeedsTeam team = { .id = who->team, .site = who->site };

  if (found != NULL)
    return GPOINTER_TO_UINT (found) - 1;
  team.cells = g_new0 (FwTrainingCell, fw_competency_grid_get_competencies (self->grid)->len + 1);
  g_array_append_val (self->in_teams, team);
  g_hash_table_insert (self->by_team, (gpointer) team.id, GUINT_TO_POINTER (self->in_teams->len));
  return self->in_teams->len - 1;
}

static const GArray *
get_requirements (FwNeeds *self, const FwCompetencyRow *row)
{
  return row->position != FW_READINESS_NOTHING
             ? g_array_index (fw_competency_grid_get_positions (self->grid), FwGridPosition,
                              row->position)
                   .requirements
             : NULL;
}

static double
get_level (FwNeeds *self, const FwCompetencyRow *row, guint competency)
{
  return g_array_index (self->answer->cells, FwCompetencyCell, row->cells + competency).level;
}

static void
add_person (FwNeeds *self, const FwCompetencyRow *row)
{
  const GArray *requirements = get_requirements (self, row);
  FwNeedsPerson person = { .row = row, .team = find_team (self, &row->who) };
  FwNeedsTeam *team = &g_array_index (self->in_teams, FwNeedsTeam, person.team);

  for (guint i = 0; requirements != NULL && i < requirements->len; i++)
    {
      const FwRequirement *requirement = &g_array_index (requirements, FwRequirement, i);
      const double level = get_level (self, row, requirement->competency);

      person.weights += requirement->weight;
      self->without += isnan (level);
      fw_training_cell_add (&team->cells[requirement->competency], requirement, level);
    }
  g_array_append_val (self->people, person);
  g_hash_table_insert (self->by_person, (gpointer) row->who.person,
                       GUINT_TO_POINTER (self->people->len));
}

static void
read_people (FwNeeds *self)
{
  const FwCompetencyQuestion question = {
    .day = self->day,
    .scope = self->scope,
    .sites = (const char *const *) self->sites,
    .teams = (const char *const *) self->teams,
    .position = FW_READINESS_NOTHING,
    .order = FW_COMPETENCY_BY_PERSON,
  };
  const GArray *competencies = fw_competency_grid_get_competencies (self->grid);

  self->answer = fw_competency_grid_ask (self->grid, &question);
  self->shows = g_new (FwTrainingFigure, competencies->len + 1);
  for (guint i = 0; i < competencies->len; i++)
    self->shows[i] = fw_training_figure_from_name (
        fw_record_text (g_array_index (competencies, FwGridCompetency, i).record, "figure"));
  for (guint i = 0; i < self->answer->rows->len; i++)
    add_person (self, &g_array_index (self->answer->rows, FwCompetencyRow, i));
}

/* ---- the first and the second analysis: what positions ask for ---- */

/* Returns: what would be won by it. */
static double
add_gap (FwNeeds *self, guint index, const FwRequirement *requirement)
{
  const FwNeedsPerson *person = &g_array_index (self->people, FwNeedsPerson, index);
  FwNeedsNeed need = fw_needs_need (FW_NEEDS_COMPETENCY);

  need.level = get_level (self, person->row, requirement->competency);
  need.required = requirement->level;
  if (isnan (need.level) || need.level >= need.required)
    return 0;
  need.person = index;
  need.team = person->team;
  need.competency = requirement->competency;
  need.figure = self->shows[need.competency];
  fw_needs_choose (self, &need);
  need.effect = fw_training_effect_of_level (
      (double) person->sums.answered, requirement, person->weights, need.level,
      need.course != FW_NEEDS_NOTHING
          ? g_array_index (self->courses, FwNeedsCourse, need.course).level
          : NAN);
  g_array_append_val (self->needs, need);
  return need.effect;
}

static void
add_cells (FwNeeds *self, guint index, const double *effects)
{
  const guint n = fw_competency_grid_get_competencies (self->grid)->len;
  const FwNeedsTeam *team = &g_array_index (self->in_teams, FwNeedsTeam, index);

  for (guint i = 0; *team->id != '\0' && i < n; i++)
    {
      FwNeedsNeed need = fw_needs_need (FW_NEEDS_TEAM);
      FwInterval interval;
      double value;
      const FwTrainingGrade grade = fw_training_cell_grade (&team->cells[i], &value, &interval);

      self->looked[FW_NEEDS_TEAM] += grade <= FW_TRAINING_GREEN;
      self->too_few[FW_NEEDS_TEAM] += grade == FW_TRAINING_UNKNOWN;
      if (grade > FW_TRAINING_ORANGE)
        continue;
      need.team = index;
      need.competency = i;
      need.effect = effects[i];
      fw_needs_choose (self, &need);
      g_array_append_val (self->needs, need);
    }
}

static void
add_gaps (FwNeeds *self)
{
  const guint n = fw_competency_grid_get_competencies (self->grid)->len;
  g_autofree double *effects = g_new0 (double, self->in_teams->len *n + 1);

  for (guint i = 0; i < self->people->len; i++)
    {
      const FwNeedsPerson *person = &g_array_index (self->people, FwNeedsPerson, i);
      const GArray *requirements = get_requirements (self, person->row);

      for (guint j = 0; requirements != NULL && j < requirements->len; j++)
        {
          const FwRequirement *requirement = &g_array_index (requirements, FwRequirement, j);

          effects[person->team * n + requirement->competency] += add_gap (self, i, requirement);
          self->looked[FW_NEEDS_COMPETENCY]++;
        }
    }
  for (guint i = 0; i < self->in_teams->len; i++)
    add_cells (self, i, effects + i * n);
}

/* ---- the third: how people learn best ---- */

static gboolean
read_ways (FwNeeds *self, GError **error)
{
  g_autoptr (GPtrArray) records =
      fw_records_list (self->records, self->scope, fw_kind_find ("person"), error);

  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    {
      gpointer found = g_hash_table_lookup (self->by_person, fw_record_get_id (records->pdata[i]));

      if (found != NULL)
        g_array_index (self->people, FwNeedsPerson, GPOINTER_TO_UINT (found) - 1).prefers =
            g_strdup (fw_record_text (records->pdata[i], "learns_by"));
    }
  return TRUE;
}

static guint
count_courses (FwNeeds *self, const char *way)
{
  guint n = 0;

  for (guint i = 0; i < self->courses->len; i++)
    n += g_strcmp0 (fw_record_text (g_array_index (self->courses, FwNeedsCourse, i).record, "form"),
                    way) == 0;
  return n;
}

static void
add_ways (FwNeeds *self)
{
  const FwKind *kind = fw_kind_find ("person");
  const FwField *field = &kind->fields[fw_kind_find_field (kind, "learns_by")];

  self->of_ways = self->people->len;
  for (guint i = 0; i < self->people->len; i++)
    self->asked_ways += g_array_index (self->people, FwNeedsPerson, i).prefers != NULL;
  self->looked[FW_NEEDS_PREFERENCE] = self->asked_ways;
  self->too_few[FW_NEEDS_PREFERENCE] = self->of_ways - self->asked_ways;
  for (guint i = 0; self->asked_ways > 0 && field->values[i] != NULL; i++)
    {
      FwNeedsNeed need = fw_needs_need (FW_NEEDS_PREFERENCE);

      need.way = field->values[i];
      need.of = self->asked_ways;
      for (guint j = 0; j < self->people->len; j++)
        need.n += g_strcmp0 (g_array_index (self->people, FwNeedsPerson, j).prefers, need.way) == 0;
      need.taught = count_courses (self, need.way);
      if (need.n > 0)
        g_array_append_val (self->needs, need);
    }
}

/* ---- all of them ---- */

/* Items of reviews over all have none: the lowest goes first. */
static double
get_share (const FwNeedsNeed *need)
{
  return need->item != NULL ? need->gap.own.value / need->scale : 0;
}

/* Without an effect what is common goes first. */
static int
compare_needs (gconstpointer a, gconstpointer b)
{
  const FwNeedsNeed *x = a, *y = b;
  const double first = isnan (x->effect) ? -1 : x->effect,
               second = isnan (y->effect) ? -1 : y->effect;

  if (first != second)
    return first > second ? -1 : 1;
  if (get_share (x) != get_share (y))
    return get_share (x) < get_share (y) ? -1 : 1;
  if (x->n != y->n)
    return x->n > y->n ? -1 : 1;
  if (x->person != y->person)
    return x->person < y->person ? -1 : 1;
  if (x->team != y->team)
    return x->team < y->team ? -1 : 1;
  return x->competency != y->competency ? (x->competency < y->competency ? -1 : 1)
                                        : g_strcmp0 (x->item, y->item);
}

static void
set_up (FwNeeds *self)
{
  gint64 end;

  self->records = fw_centre_get_records (self->centre);
  self->whole = fw_scope_new_administrator ();
  self->directory = fw_competency_grid_get_directory (self->grid);
  self->zone = fw_directory_get_default_site (self->directory)->zone;
  fw_zone_get_day_bounds (self->zone, self->day - FW_NEEDS_DAYS, &self->from, &end);
  fw_zone_get_day_bounds (self->zone, self->day - 1, &end, &self->to);
  self->people = g_array_new (FALSE, FALSE, sizeof (FwNeedsPerson));
  g_array_set_clear_func (self->people, clear_person);
  self->in_teams = g_array_new (FALSE, FALSE, sizeof (FwNeedsTeam));
  g_array_set_clear_func (self->in_teams, clear_team);
  self->by_person = g_hash_table_new (g_str_hash, g_str_equal);
  self->by_team = g_hash_table_new (g_str_hash, g_str_equal);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->needs = g_array_new (FALSE, FALSE, sizeof (FwNeedsNeed));
}

gboolean
fw_needs_run (FwNeeds *self, GError **error)
{
  g_return_val_if_fail (self != NULL && self->centre != NULL && self->grid != NULL, FALSE);

  set_up (self);
  read_people (self);
  if (!read_ways (self, error) || !fw_needs_read_figures (self, error) ||
      !fw_needs_read_courses (self, error) || !fw_needs_measure (self, error))
    return FALSE;
  add_gaps (self);
  add_ways (self);
  fw_needs_add_figures (self);
  if (!fw_needs_add_reviews (self, error))
    return FALSE;
  g_array_sort (self->needs, compare_needs);
  return TRUE;
}
