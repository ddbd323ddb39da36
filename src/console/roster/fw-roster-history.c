/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/roster/fw-roster-history.h"

#define MOST_STEPS 500

typedef struct
{
  char *person;
  gint32 day;
  FwRecord *before, *after; /* (nullable) */
} Change;

struct _FwRosterStep
{
  GArray *changes;
};

/* Invariant: the first `done` of `steps` are done, those behind them were taken back. */
struct _FwRosterHistory
{
  GPtrArray *steps;
  guint done;
};

static void
clear_change (gpointer data)
{
  Change *change = data;

  g_free (change->person);
  g_clear_pointer (&change->before, fw_record_unref);
  g_clear_pointer (&change->after, fw_record_unref);
}

FwRosterStep *
fw_roster_step_new (void)
{
  FwRosterStep *self = g_new0 (FwRosterStep, 1);

  self->changes = g_array_new (FALSE, FALSE, sizeof (Change));
  g_array_set_clear_func (self->changes, clear_change);
  return self;
}

void
fw_roster_step_free (FwRosterStep *self)
{
  g_array_unref (self->changes);
  g_free (self);
}

void
fw_roster_step_add (
    FwRosterStep *self, FwRosterPlan *plan, FwRosterRow *row, gint32 day, FwRecord *after)
{
  FwRecord *before;
  Change change = { NULL };

  g_return_if_fail (self != NULL && plan != NULL && row != NULL);

  before = fw_roster_plan_get (plan, row, day);
  if (fw_roster_shift_is_same (before, after))
    {
      g_clear_pointer (&after, fw_record_unref);
      return;
    }
  change = (Change){ .person = g_strdup (row->person), .day = day, .after = after };
  change.before = before != NULL ? fw_record_ref (before) : NULL;
  g_array_append_val (self->changes, change);
}

guint
fw_roster_step_count (const FwRosterStep *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->changes->len;
}

/* Returns: how many cells stay as they are. */
static guint
run (const FwRosterStep *step, FwRosterPlan *plan, gboolean back)
{
  guint left = 0;

  for (guint i = 0; i < step->changes->len; i++)
    {
      const Change *change = &g_array_index (step->changes, Change, i);
      FwRosterRow *row = fw_roster_plan_find_row (plan, change->person);

      if (row != NULL && fw_roster_plan_knows (plan, change->day) &&
          fw_roster_shift_is_same (fw_roster_plan_get (plan, row, change->day),
                                   back ? change->after : change->before))
        fw_roster_plan_put (plan, row, change->day, back ? change->before : change->after);
      else
        left++;
    }
  return left;
}

FwRosterHistory *
fw_roster_history_new (void)
{
  FwRosterHistory *self = g_new0 (FwRosterHistory, 1);

  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_roster_step_free);
  return self;
}

void
fw_roster_history_free (FwRosterHistory *self)
{
  g_ptr_array_unref (self->steps);
  g_free (self);
}

void
fw_roster_history_do (FwRosterHistory *self, FwRosterPlan *plan, FwRosterStep *step)
{
  g_return_if_fail (self != NULL && plan != NULL && step != NULL);

  run (step, plan, FALSE);
  g_ptr_array_set_size (self->steps, (gint) self->done);
  if (self->steps->len == MOST_STEPS)
    g_ptr_array_remove_index (self->steps, 0);
  g_ptr_array_add (self->steps, step);
  self->done = self->steps->len;
}

gboolean
fw_roster_history_undo (FwRosterHistory *self, FwRosterPlan *plan, guint *left)
{
  g_return_val_if_fail (self != NULL && plan != NULL && left != NULL, FALSE);

  if (self->done == 0)
    return FALSE;
  *left = run (self->steps->pdata[--self->done], plan, TRUE);
  return TRUE;
}

gboolean
fw_roster_history_redo (FwRosterHistory *self, FwRosterPlan *plan, guint *left)
{
  g_return_val_if_fail (self != NULL && plan != NULL && left != NULL, FALSE);

  if (self->done == self->steps->len)
    return FALSE;
  *left = run (self->steps->pdata[self->done++], plan, FALSE);
  return TRUE;
}

gboolean
fw_roster_history_can_redo (const FwRosterHistory *self)
{
  return self->done < self->steps->len;
}

void
fw_roster_history_clear (FwRosterHistory *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_set_size (self->steps, 0);
  self->done = 0;
}
