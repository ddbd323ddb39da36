/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/roster/fw-roster-filling.h"

#include "core/fw-error.h"
#include "core/roster/fw-roster-fill.h"

#define MOVES 3000
#define MOVES_OF_EACH 200 /* and so many for each person */

/* One team, as the thread has it. */
typedef struct
{
  FwRosterFill *fill;
  FwZone *zone;
  gint32 first;     /* day of the first cell */
  char **people;    /* ids, of its rows */
  char **templates; /* ids, of its shifts */
} Team;

static void
free_team (gpointer data)
{
  Team *team = data;

  fw_roster_fill_free (team->fill);
  fw_zone_unref (team->zone);
  g_strfreev (team->people);
  g_strfreev (team->templates);
  g_free (team);
}

static void
clear_cell (gpointer data)
{
  FwRosterFillingCell *cell = data;

  g_free (cell->person);
  g_free (cell->template);
}

void
fw_roster_filling_free (FwRosterFilling *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->cells);
  g_free (self);
}

/* ---- what the plan says ---- */

static guint8
read_cell (const FwRecord *shift, char **templates)
{
  const char *template;

  if (shift == NULL)
    return FW_ROSTER_FILL_EMPTY;
  if (fw_roster_shift_is (shift, "training"))
    return FW_ROSTER_FILL_OTHER;
  if (fw_roster_shift_is (shift, "leave"))
    return FW_ROSTER_FILL_LEAVE;
  template = fw_roster_shift_is (shift, "work") ? fw_record_text (shift, "template") : NULL;
  for (guint i = 0; template != NULL && templates[i] != NULL; i++)
    if (g_str_equal (templates[i], template))
      return (guint8) (i + 1);
  return FW_ROSTER_FILL_FREE;
}

static GPtrArray *
list_templates (FwRosterPlan *plan, const char *site)
{
  GPtrArray *templates = g_ptr_array_new ();

  for (guint i = 0; i < plan->templates->len; i++)
    {
      const FwRosterTemplate *template = plan->templates->pdata[i];

      if (g_strcmp0 (template->site, site) == 0 && templates->len < FW_ROSTER_MOST_SHIFTS)
        g_ptr_array_add (templates, plan->templates->pdata[i]);
    }
  return templates;
}

/* Of the rows from @begin to before @end. */
static Team *
make_team (FwRosterPlan *plan, guint begin, guint end, gint32 from, gint32 to)
{
  const FwRosterRow *head = fw_roster_plan_get_row (plan, begin);
  const guint n_days = FW_ROSTER_PLAN_BEFORE + plan->n_days;
  const gint32 first = plan->first - FW_ROSTER_PLAN_BEFORE;
  g_autoptr (GPtrArray) templates = list_templates (plan, head->site);
  Team *team = g_new0 (Team, 1);

  team->zone = fw_zone_ref (head->zone);
  team->first = first;
  team->people = g_new0 (char *, end - begin + 1);
  team->templates = g_new0 (char *, templates->len + 1);
  team->fill = fw_roster_fill_new (n_days, templates->len, end - begin);
  team->fill->monday = first;
  team->fill->zone = team->zone;
  team->fill->first = (guint) CLAMP (from - first, FW_ROSTER_PLAN_BEFORE, (gint32) n_days);
  team->fill->end = (guint) CLAMP (to - first + 1, (gint32) team->fill->first, (gint32) n_days);
  for (guint i = 0; i < templates->len; i++)
    {
      const FwRosterTemplate *template = templates->pdata[i];

      team->templates[i] = g_strdup (template->id);
      team->fill->shifts[i] = (FwRosterFillShift){ template->start, template->length };
    }
  for (guint i = 0; i < end - begin; i++)
    {
      const FwRosterRow *row = fw_roster_plan_get_row (plan, begin + i);

      team->people[i] = g_strdup (row->person);
      team->fill->limits[i] = row->limits;
      for (guint day = 0; day < n_days; day++)
        team->fill->given[i * n_days + day] =
            read_cell (fw_roster_plan_get (plan, row, first + (gint32) day), team->templates);
    }
  return team;
}

/* Rows stand team by team. */
static GPtrArray *
list_teams (FwRosterPlan *plan, gint32 from, gint32 to)
{
  GPtrArray *teams = g_ptr_array_new_with_free_func (free_team);

  for (guint begin = 0, end; begin < plan->rows->len; begin = end)
    {
      const FwRosterRow *head = fw_roster_plan_get_row (plan, begin);

      for (end = begin + 1; end < plan->rows->len &&
                            g_strcmp0 (fw_roster_plan_get_row (plan, end)->team, head->team) == 0;)
        end++;
      if (head->zone != NULL)
        g_ptr_array_add (teams, make_team (plan, begin, end, from, to));
    }
  return teams;
}

/* ---- what was published ---- */

static gint
find_shift (const Team *team, const char *template)
{
  for (guint i = 0; team->templates[i] != NULL; i++)
    if (g_str_equal (team->templates[i], template))
      return (gint) i;
  return -1;
}

/* How often a team had it in the days that are looked back to; @anyhow: its people. */
static guint
weigh (const Team *team, const char *template, gboolean anyhow)
{
  const FwRosterFill *fill = team->fill;
  const gint shift = find_shift (team, template);
  guint n = 0;

  if (shift < 0 || anyhow)
    return shift < 0 ? 0 : fill->n_people;
  for (guint i = 0; i < fill->n_people; i++)
    for (guint day = 0; day < FW_ROSTER_PLAN_BEFORE; day++)
      n += fill->given[i * fill->n_days + day] == shift + 1;
  return n;
}

static guint
count_given (const Team *team, guint day, guint shift)
{
  const FwRosterFill *fill = team->fill;
  guint n = 0;

  for (guint i = 0; i < fill->n_people; i++)
    n += fill->given[i * fill->n_days + FW_ROSTER_PLAN_BEFORE + day] == shift + 1;
  return n;
}

/* What is there stays, and what lacks is rounded from team to team, so that together it is neither
 * more nor less. */
static void
share_out (GPtrArray *teams, const char *template, const guint *counts, guint step, guint n_days)
{
  guint64 all = 0, before = 0;
  gboolean anyhow = FALSE;

  for (guint pass = 0; pass < 2 && all == 0; pass++)
    {
      anyhow = pass == 1;
      for (guint i = 0; i < teams->len; i++)
        all += weigh (teams->pdata[i], template, anyhow);
    }
  for (guint i = 0; i < teams->len && all > 0; i++)
    {
      const Team *team = teams->pdata[i];
      const gint shift = find_shift (team, template);
      const guint64 weight = weigh (team, template, anyhow);

      for (guint day = 0; day < n_days && shift >= 0; day++)
        {
          const guint64 n = counts[day * step];

          if (n != FW_ROSTER_FILL_AS_BEFORE)
            team->fill
                ->wanted[(FW_ROSTER_PLAN_BEFORE + day) * team->fill->n_shifts + (guint) shift] =
                count_given (team, day, (guint) shift) +
                (guint) ((n * (before + weight) * 2 + all) / (2 * all) -
                         (n * before * 2 + all) / (2 * all));
        }
      before += weight;
    }
}

static void
take_wants (GPtrArray *teams, FwRosterPlan *plan, const FwRosterWants *wants)
{
  g_autofree guint *counts = wants != NULL ? fw_roster_wants_find_shifts (wants, plan) : NULL;

  for (guint i = 0; counts != NULL && i < plan->templates->len; i++)
    share_out (teams, ((const FwRosterTemplate *) plan->templates->pdata[i])->id, counts + i,
               plan->templates->len, plan->n_days);
}

/* ---- on the thread ---- */

static void
add_cells (FwRosterFilling *self, const Team *team, const FwRosterFilled *filled)
{
  const FwRosterFill *fill = team->fill;

  for (guint i = 0; i < fill->n_people; i++)
    for (guint day = fill->first; day < fill->end; day++)
      {
        const guint8 cell = filled->cells[i * fill->n_days + day];
        FwRosterFillingCell one;

        if (cell == 0)
          continue;
        one =
            (FwRosterFillingCell){ g_strdup (team->people[i]), g_strdup (team->templates[cell - 1]),
                                   team->first + (gint32) day };
        g_array_append_val (self->cells, one);
      }
  self->from = team->first + (gint32) fill->first;
  self->to = team->first + (gint32) fill->end - 1;
  for (guint day = fill->first; day < fill->end; day++)
    {
      self->n_days++;
      self->n_published +=
          fill->n_shifts > 0 && fill->wanted[day * fill->n_shifts] != FW_ROSTER_FILL_AS_BEFORE;
    }
  self->n_wanted += filled->n_wanted;
  self->n_short += filled->n_short;
}

static void
find_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *stop)
{
  const GPtrArray *teams = data;
  g_autoptr (FwRosterFilling) self = g_new0 (FwRosterFilling, 1);
  g_autoptr (GError) error = NULL;
  gboolean any = FALSE;

  self->cells = g_array_new (FALSE, FALSE, sizeof (FwRosterFillingCell));
  g_array_set_clear_func (self->cells, clear_cell);
  for (guint i = 0; i < teams->len; i++)
    {
      const Team *team = teams->pdata[i];
      g_autoptr (FwRosterFilled) filled = NULL;

      g_clear_error (&error);
      filled = fw_roster_fill_run (team->fill, MOVES + MOVES_OF_EACH * team->fill->n_people, stop,
                                   &error);
      if (filled == NULL)
        continue; /* a team that has no weeks to go by keeps none of the others back */
      any = TRUE;
      add_cells (self, team, filled);
    }
  if (any || error == NULL)
    g_task_return_pointer (task, g_steal_pointer (&self), (GDestroyNotify) fw_roster_filling_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
fw_roster_filling_find_async (FwRosterPlan *plan,
                              gint32 from,
                              gint32 to,
                              const FwRosterWants *wants,
                              GCancellable *stop,
                              GAsyncReadyCallback callback,
                              gpointer data)
{
  g_autoptr (GTask) task = NULL;
  GPtrArray *teams;

  g_return_if_fail (plan != NULL);

  task = g_task_new (NULL, stop, callback, data);
  g_task_set_check_cancellable (task, FALSE); /* stopped, it has the best so far */
  teams = list_teams (plan, from, to);
  take_wants (teams, plan, wants);
  g_task_set_task_data (task, teams, (GDestroyNotify) g_ptr_array_unref);
  g_task_run_in_thread (task, find_in_thread);
}

FwRosterFilling *
fw_roster_filling_find_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
