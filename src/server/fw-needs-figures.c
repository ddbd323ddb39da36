/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What figures, ratings and reviews say: who is worse than the others of the team, and which items
 * are scored low. */
#include "core/quality/fw-review-record.h"
#include "core/why/fw-factor-fit.h"
#include "server/fw-needs.h"
#include "store/fw-record-query.h"

#include <math.h>
#include <string.h>

/* ---- contacts ---- */

static void
take_group (FwNeeds *self, const FwCubeGroup *group)
{
  const char *team = fw_centre_name_code (self->centre, FW_DIMENSION_TEAM, group->codes[0]);
  const char *login = fw_centre_name_code (self->centre, FW_DIMENSION_AGENT, group->codes[1]);
  gpointer found = g_hash_table_lookup (self->by_team, team), person;
  FwMembership who;

  if (found == NULL)
    return;
  fw_sums_add (&g_array_index (self->in_teams, FwNeedsTeam, GPOINTER_TO_UINT (found) - 1).sums,
               &group->sums);
  if (!fw_directory_find_agent (self->directory, fw_text (login), self->to - 1, &who))
    return;
  person = g_hash_table_lookup (self->by_person, who.person);
  /* What somebody did in another team is no part of how she stands in this one. */
  if (person != NULL &&
      g_array_index (self->people, FwNeedsPerson, GPOINTER_TO_UINT (person) - 1).team ==
          GPOINTER_TO_UINT (found) - 1)
    fw_sums_add (&g_array_index (self->people, FwNeedsPerson, GPOINTER_TO_UINT (person) - 1).sums,
                 &group->sums);
}

gboolean
fw_needs_read_figures (FwNeeds *self, GError **error)
{
  const FwQuestion question = {
    .from = self->from,
    .to = self->to,
    .now = self->to,
    .by = { FW_DIMENSION_TEAM, FW_DIMENSION_AGENT },
    .n_by = 2,
    .only = { [FW_DIMENSION_SITE] = self->sites, [FW_DIMENSION_TEAM] = self->teams }
  };
  g_autoptr (FwCubeAnswer) answer =
      fw_centre_ask (self->centre, self->scope, &question, NULL, error);

  if (answer == NULL)
    return FALSE;
  for (guint i = 0; i < answer->groups->len; i++)
    take_group (self, &g_array_index (answer->groups, FwCubeGroup, i));
  return TRUE;
}

static void
add_behind (FwNeeds *self,
            FwNeedsPart part,
            FwTrainingFigure figure,
            guint person,
            FwTrainingGap *gap,
            double q)
{
  const FwNeedsPerson *who = &g_array_index (self->people, FwNeedsPerson, person);
  FwNeedsNeed need = fw_needs_need (part);

  need.person = person;
  need.team = who->team;
  need.figure = figure;
  need.gap = *gap;
  need.compared = TRUE;
  need.q = q;
  need.competency = fw_needs_find_competency (self, figure, person);
  fw_needs_choose (self, &need);
  need.effect = fw_training_effect_of_figure (
      figure, (double) who->sums.answered, gap,
      need.course != FW_NEEDS_NOTHING
          ? &g_array_index (self->courses, FwNeedsCourse, need.course).measured
          : NULL);
  g_array_append_val (self->needs, need);
}

static void
add_figure (FwNeeds *self, FwTrainingFigure figure)
{
  const FwNeedsPart part = figure == FW_TRAINING_SATISFACTION ? FW_NEEDS_FEEDBACK : FW_NEEDS_FIGURE;
  const guint64 least = fw_needs_get_least (
      self, figure == FW_TRAINING_SATISFACTION ? "least-ratings" : "least-contacts");
  const guint n = self->people->len;
  g_autofree FwTrainingGap *gaps = g_new0 (FwTrainingGap, n + 1);
  g_autofree double *p = g_new (double, n + 1), *q = g_new (double, n + 1);

  for (guint i = 0; i < n; i++)
    {
      const FwNeedsPerson *person = &g_array_index (self->people, FwNeedsPerson, i);
      const gboolean told = fw_training_gap_find (
          figure, &person->sums, &g_array_index (self->in_teams, FwNeedsTeam, person->team).sums,
          least, &gaps[i]);

      p[i] = told ? gaps[i].p : NAN;
      self->looked[part] += told;
      self->too_few[part] += !told && person->sums.answered > 0;
    }
  fw_factor_adjust (p, n, q);
  for (guint i = 0; i < n; i++)
    if (!isnan (p[i]) && fw_training_is_behind (&gaps[i], q[i]))
      add_behind (self, part, figure, i, &gaps[i], q[i]);
}

void
fw_needs_add_figures (FwNeeds *self)
{
  for (guint i = 0; i < FW_N_TRAINING_FIGURES; i++)
    add_figure (self, (FwTrainingFigure) i);
}

/* ---- reviews ---- */

/* An item of a form: what was given for it, everywhere and in each team. */
typedef struct
{
  char *form, *name;
  guint scale, weight; /* percent */
  FwTrainingScores all;
  FwTrainingScores *teams; /* by index */
} Item;

static void
clear_item (gpointer data)
{
  g_free (((Item *) data)->form);
  g_free (((Item *) data)->name);
  g_free (((Item *) data)->teams);
}

typedef struct
{
  FwNeeds *needs;
  GArray *items; /* Item */
} Reading;

static Item *
find_item (Reading *self, const char *form, const FwReviewItem *of, guint scale)
{
  Item item = { .scale = scale, .weight = of->weight };

  for (guint i = 0; i < self->items->len; i++)
    {
      Item *one = &g_array_index (self->items, Item, i);

      if (one->scale == scale && strcmp (one->form, form) == 0 && strcmp (one->name, of->name) == 0)
        return one;
    }
  item.form = g_strdup (form);
  item.name = g_strdup (of->name);
  item.teams = g_new0 (FwTrainingScores, self->needs->in_teams->len + 1);
  g_array_append_val (self->items, item);
  return &g_array_index (self->items, Item, self->items->len - 1);
}

static void
take_review (Reading *self, const FwRecord *review)
{
  const char *team = fw_record_text (review, "team");
  gpointer found = g_hash_table_lookup (self->needs->by_team, team != NULL ? team : "");
  g_autoptr (FwReviewForm) form = NULL;
  int scores[FW_REVIEW_MOST_ITEMS];
  guint scale;

  if (found == NULL || g_strcmp0 (fw_record_text (review, "sampled"), "random") != 0 ||
      g_strcmp0 (fw_record_text (review, FW_KIND_STATE), "draft") == 0)
    return;
  form = fw_review_read (review, &scale);
  if (form == NULL ||
      !fw_review_scores_read (form, scale, fw_record_text (review, "scores"), scores, NULL))
    return;
  for (guint i = 0; i < form->n; i++)
    if (scores[i] >= 0)
      {
        Item *item = find_item (self, fw_record_text (review, "form"), &form->items[i], scale);

        fw_training_scores_add (&item->all, scores[i]);
        fw_training_scores_add (&item->teams[GPOINTER_TO_UINT (found) - 1], scores[i]);
      }
}

static void
take_reviews_cb (GPtrArray *records, gpointer user_data)
{
  for (guint i = 0; i < records->len; i++)
    take_review (user_data, records->pdata[i]);
}

static gboolean
names_item (const FwRecord *competency, const char *name)
{
  const char *text = fw_record_text (competency, "review_items");
  g_auto (GStrv) parts = g_regex_split_simple ("[;；]", text != NULL ? text : "", 0, 0);

  for (char **part = parts; *part != NULL; part++)
    if (strcmp (g_strstrip (*part), name) == 0)
      return TRUE;
  return FALSE;
}

static guint
find_shown (FwNeeds *self, const char *item)
{
  const GArray *competencies = fw_competency_grid_get_competencies (self->grid);

  for (guint i = 0; i < competencies->len; i++)
    if (names_item (g_array_index (competencies, FwGridCompetency, i).record, item))
      return i;
  return FW_NEEDS_NOTHING;
}

static FwNeedsNeed
make_item_need (FwNeeds *self, const Item *item)
{
  FwNeedsNeed need = fw_needs_need (FW_NEEDS_FEEDBACK);

  need.item = fw_needs_keep (self, item->name);
  need.form = fw_needs_keep (self, item->form);
  need.scale = item->scale;
  need.competency = find_shown (self, item->name);
  return need;
}

static void
add_item_of_team (FwNeeds *self, const Item *item, guint team, const FwTrainingGap *gap, double q)
{
  FwNeedsNeed need = make_item_need (self, item);

  need.team = team;
  need.gap = *gap;
  need.compared = TRUE;
  need.q = q;
  fw_needs_choose (self, &need);
  need.effect = fw_training_effect_of_scores (
      (double) g_array_index (self->in_teams, FwNeedsTeam, team).sums.answered, gap, need.scale,
      item->weight / 100.0);
  g_array_append_val (self->needs, need);
}

/* Of everybody; nothing can be foreseen of it, as there is nothing to hold it against. */
static void
add_item (FwNeeds *self, const Item *item, guint64 least)
{
  FwNeedsNeed need = make_item_need (self, item);

  if (item->all.n < MAX (least, 2))
    return;
  need.gap.own = fw_training_scores_compute (&item->all);
  fw_needs_choose (self, &need);
  g_array_append_val (self->needs, need);
}

static void
add_items (Reading *self)
{
  FwNeeds *needs = self->needs;
  const guint n_teams = needs->in_teams->len, n = self->items->len * n_teams;
  const guint64 least = fw_needs_get_least (needs, "least-ratings");
  g_autofree FwTrainingGap *gaps = g_new0 (FwTrainingGap, n + 1);
  g_autofree double *p = g_new (double, n + 1), *q = g_new (double, n + 1);

  for (guint i = 0; i < n; i++)
    {
      const Item *item = &g_array_index (self->items, Item, i / n_teams);
      const gboolean told =
          fw_training_scores_compare (&item->teams[i % n_teams], &item->all, least, &gaps[i]);

      p[i] = told ? gaps[i].p : NAN;
    }
  fw_factor_adjust (p, n, q);
  for (guint i = 0; i < n; i++)
    if (!isnan (p[i]) && fw_training_is_behind (&gaps[i], q[i]))
      add_item_of_team (needs, &g_array_index (self->items, Item, i / n_teams), i % n_teams,
                        &gaps[i], q[i]);
  for (guint i = 0; i < self->items->len; i++)
    add_item (needs, &g_array_index (self->items, Item, i), least);
}

gboolean
fw_needs_add_reviews (FwNeeds *self, GError **error)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (Item));
  Reading reading = { self, items };

  g_array_set_clear_func (items, clear_item);
  if (!fw_records_ask_days (self->records, self->scope, fw_kind_find ("review"), "day", "day",
                            self->day - FW_NEEDS_DAYS, self->day - 1, take_reviews_cb, &reading,
                            error))
    return FALSE;
  add_items (&reading);
  return TRUE;
}
