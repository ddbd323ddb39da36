/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "core/people/fw-career-board-private.h"

typedef struct
{
  FwCareerBoard *board;
  const FwCareerQuestion *question;
  FwCareerAnswer *answer;
  GHashTable *held; /* set of "person scheme" that hold on the day */
} Asking;

static char *
make_key (const char *person, const char *scheme)
{
  return g_strdup_printf ("%s\n%s", person, scheme);
}

static void
find_held (Asking *self)
{
  const FwCertificateQuestion question = { .day = self->question->day,
                                           .scope = self->question->scope,
                                           .sites = self->question->sites,
                                           .teams = self->question->teams,
                                           .people = self->question->people };
  g_autoptr (FwCertificateAnswer) answer =
      fw_certificate_board_ask (self->board->certificates, &question);

  self->held = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < answer->rows->len; i++)
    {
      const FwCertificateRow *row = &g_array_index (answer->rows, FwCertificateRow, i);

      if (row->standing.on_roster)
        g_hash_table_add (self->held, make_key (row->who.person, row->scheme));
    }
}

static double
get_policy (FwDirectory *directory, const char *name, gint32 day)
{
  gint64 from, to;

  fw_zone_get_day_bounds (fw_directory_get_default_site (directory)->zone, day, &from, &to);
  return fw_directory_get_policy (directory, name, "", "", to - 1);
}

static void
add_demand (Asking *self, FwCareerDemand demand)
{
  g_array_append_val (self->answer->demands, demand);
}

static void
add_months (Asking *self, const FwCareerStep *step, const FwMembership *who)
{
  const gint32 day = self->question->day;
  const gint32 hired = who->hired != G_MININT32 ? who->hired : FW_CAREER_NO_DAY;
  gint32 since = FW_CAREER_NO_DAY;

  if (step->months == 0)
    return;
  fw_directory_find_post_start (fw_competency_grid_get_directory (self->board->grid),
                                g_hash_table_lookup (self->board->by_id, who->person), day, &since);
  add_demand (self, fw_career_demand_months (since, hired, step->months, day));
}

static void
add_count (Asking *self, FwCareerAsked asked, const GArray *days, guint wants)
{
  if (wants > 0)
    add_demand (self, fw_career_demand_count (
                          asked, days != NULL ? (const gint32 *) (const void *) days->data : NULL,
                          days != NULL ? days->len : 0, wants, self->answer->pace_days,
                          self->question->day));
}

static void
add_held (Asking *self, const FwCareerStep *step, const char *person, const FwCareerDeeds *deeds)
{
  for (guint i = 0; step->certificates != NULL && step->certificates[i] != NULL; i++)
    {
      g_autofree char *key = make_key (person, step->certificates[i]);

      add_demand (self, fw_career_demand_held (FW_CAREER_CERTIFICATE, step->certificates[i],
                                               g_hash_table_contains (self->held, key),
                                               self->question->day));
    }
  for (guint i = 0; step->completed != NULL && step->completed[i] != NULL; i++)
    {
      gpointer day = NULL;
      const gboolean known = deeds != NULL && g_hash_table_lookup_extended (
                                                  deeds->completed, step->completed[i], NULL, &day);

      add_demand (self,
                  fw_career_demand_held (FW_CAREER_COURSE, step->completed[i],
                                         known && GPOINTER_TO_INT (day) <= self->question->day,
                                         self->question->day));
    }
}

static gboolean
has_priority (Asking *self, const FwCareerDeeds *deeds)
{
  const gint32 day = self->question->day;

  for (guint i = 0; deeds != NULL && i < deeds->priorities->len; i++)
    {
      const gint32 given = g_array_index (deeds->priorities, gint32, i);

      if (given <= day && given > day - (gint32) self->answer->priority_days)
        return TRUE;
    }
  return FALSE;
}

static void
add_row (Asking *self, guint index, const FwCompetencyRow *found)
{
  const FwCareerStep *step = &g_array_index (self->board->steps, FwCareerStep, index);
  const FwCareerDeeds *deeds = g_hash_table_lookup (self->board->deeds, found->who.person);
  FwCareerRow row = { .who = found->who,
                      .sort_key = found->sort_key,
                      .step = index,
                      .readiness = found->readiness,
                      .first = self->answer->demands->len,
                      .priority = has_priority (self, deeds) };

  add_months (self, step, &row.who);
  if (step->readiness > 0 && !isnan (row.readiness.low))
    add_demand (self, fw_career_demand_readiness (row.readiness.low, row.readiness.high,
                                                  step->readiness, self->question->day));
  add_count (self, FW_CAREER_COURSES, deeds != NULL ? deeds->courses : NULL, step->courses);
  add_count (self, FW_CAREER_CASES, deeds != NULL ? deeds->cases : NULL, step->cases);
  add_held (self, step, row.who.person, deeds);
  row.n = self->answer->demands->len - row.first;
  row.standing = fw_career_judge (
      row.n > 0 ? &g_array_index (self->answer->demands, FwCareerDemand, row.first) : NULL, row.n,
      self->answer->nearly, self->question->day);
  g_array_append_val (self->answer->rows, row);
}

static gint
compare_rows (gconstpointer a, gconstpointer b)
{
  const FwCareerRow *x = a, *y = b;
  int order = (x->step > y->step) - (x->step < y->step);

  if (order == 0)
    order = (int) x->standing.state - (int) y->standing.state;
  if (order == 0)
    order = y->priority - x->priority;
  if (order == 0)
    order = strcmp (x->sort_key, y->sort_key);
  return order != 0 ? order : strcmp (x->who.person, y->who.person);
}

/* Who might come to a post by two steps counts once, by the better one. */
static void
count (Asking *self)
{
  g_autoptr (GHashTable) best = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer key, value;

  for (guint i = 0; i < self->answer->rows->len; i++)
    {
      const FwCareerRow *row = &g_array_index (self->answer->rows, FwCareerRow, i);
      const guint to = g_array_index (self->board->steps, FwCareerStep, row->step).to;
      char *whose = g_strdup_printf ("%u\n%s", to, row->who.person);
      gpointer before;

      g_array_index (self->answer->counts, guint,
                     row->step * FW_N_CAREER_STATES + row->standing.state)++;
      if (g_hash_table_lookup_extended (best, whose, NULL, &before) &&
          GPOINTER_TO_UINT (before) <= row->standing.state)
        g_free (whose);
      else
        g_hash_table_replace (best, whose, GUINT_TO_POINTER (row->standing.state));
    }
  g_hash_table_iter_init (&iter, best);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const guint to = (guint) g_ascii_strtoull (key, NULL, 10);

      g_array_index (self->answer->posts, FwCareerPost, to).counts[GPOINTER_TO_UINT (value)]++;
    }
}

static void
ask_step (Asking *self, guint index, const FwCompetencyAnswer *found)
{
  const FwCareerStep *step = &g_array_index (self->board->steps, FwCareerStep, index);
  const char *from = fw_record_get_id (fw_career_get_position (self->board->grid, step->from));

  for (guint i = 0; i < found->rows->len; i++)
    {
      const FwCompetencyRow *row = &g_array_index (found->rows, FwCompetencyRow, i);

      if (g_str_equal (row->who.position, from))
        add_row (self, index, row);
    }
}

/* People are held against each post that a step leads to once. */
static void
ask_post (Asking *self, guint position)
{
  const FwCompetencyQuestion question = { .day = self->question->day,
                                          .scope = self->question->scope,
                                          .sites = self->question->sites,
                                          .teams = self->question->teams,
                                          .people = self->question->people,
                                          .position = position,
                                          .order = FW_COMPETENCY_BY_PERSON };
  g_autoptr (FwCompetencyAnswer) found = NULL;

  for (guint i = 0; i < self->board->steps->len; i++)
    if (g_array_index (self->board->steps, FwCareerStep, i).to == position)
      {
        if (found == NULL)
          found = fw_competency_grid_ask (self->board->grid, &question);
        ask_step (self, i, found);
      }
}

static void
count_holders (Asking *self)
{
  FwDirectory *directory = fw_competency_grid_get_directory (self->board->grid);

  for (guint i = 0; i < self->board->people->len; i++)
    {
      FwMembership who;
      guint position;

      if (!fw_directory_find_person (directory, self->board->people->pdata[i], self->question->day,
                                     &who) ||
          !fw_membership_is_asked (&who, self->question->scope, self->question->sites,
                                   self->question->teams, self->question->people))
        continue;
      position = fw_competency_grid_find_position (self->board->grid, who.position);
      if (position != FW_READINESS_NOTHING)
        g_array_index (self->answer->posts, FwCareerPost, position).holders++;
    }
}

static FwCareerAnswer *
make_answer (FwCareerBoard *self)
{
  FwCareerAnswer *answer = g_new0 (FwCareerAnswer, 1);

  answer->rows = g_array_new (FALSE, FALSE, sizeof (FwCareerRow));
  answer->demands = g_array_new (FALSE, FALSE, sizeof (FwCareerDemand));
  answer->posts = g_array_new (FALSE, TRUE, sizeof (FwCareerPost));
  g_array_set_size (answer->posts, fw_competency_grid_get_positions (self->grid)->len);
  answer->counts = g_array_new (FALSE, TRUE, sizeof (guint));
  g_array_set_size (answer->counts, self->steps->len * FW_N_CAREER_STATES);
  return answer;
}

FwCareerAnswer *
fw_career_board_ask (FwCareerBoard *self, const FwCareerQuestion *question)
{
  Asking asking = { .board = self, .question = question };
  FwDirectory *directory;

  g_return_val_if_fail (self != NULL && question != NULL && question->scope != NULL, NULL);

  directory = fw_competency_grid_get_directory (self->grid);
  asking.answer = make_answer (self);
  asking.answer->nearly = get_policy (directory, "career-nearly", question->day);
  asking.answer->pace_days = (guint) get_policy (directory, "career-pace-days", question->day);
  asking.answer->priority_days =
      (guint) get_policy (directory, "career-priority-days", question->day);
  find_held (&asking);
  for (guint i = 0; i < asking.answer->posts->len; i++)
    ask_post (&asking, i);
  count_holders (&asking);
  g_array_sort (asking.answer->rows, compare_rows);
  count (&asking);
  g_hash_table_unref (asking.held);
  return asking.answer;
}

void
fw_career_answer_free (FwCareerAnswer *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->rows);
  g_array_unref (self->demands);
  g_array_unref (self->posts);
  g_array_unref (self->counts);
  g_free (self);
}
