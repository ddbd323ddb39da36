/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/people/fw-panel.h"

#include <math.h>

#include "core/why/fw-factor-fit.h"

/* That all intervals of a panel hold the truth together. */
#define TOGETHER 0.95

/* By what they are called here, and by what they are called among those with marks. */
typedef struct
{
  guint *number; /* by index: from 1; 0: no mark */
  guint *index;  /* by number, from 0 */
  guint n;
} Numbers;

static void
numbers_clear (Numbers *self)
{
  g_free (self->number);
  g_free (self->index);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Numbers, numbers_clear)

static void
numbers_init (Numbers *self, guint n)
{
  self->number = g_new0 (guint, n + 1);
  self->index = g_new0 (guint, n + 1);
}

static guint
take_number (Numbers *self, guint index)
{
  if (self->number[index] == 0)
    {
      self->index[self->n] = index;
      self->number[index] = ++self->n;
    }
  return self->number[index] - 1;
}

/* Of each interval, by Šidák, so that more applicants do not make more orders by chance. */
static double
find_quantile (guint n, guint freedom)
{
  return freedom > 0 ? fw_factor_quantile (1 - pow (TOGETHER, 1.0 / n), freedom) : NAN;
}

static void
put_applicants (FwPanel *self, const Numbers *numbers, const FwRaterEffects *effects)
{
  const double quantile = find_quantile (numbers->n, effects->freedom);

  for (guint i = 0; i < numbers->n; i++)
    {
      FwPanelApplicant *one = &self->applicants[numbers->index[i]];

      one->raw = effects->raw[i];
      if (!effects->connected)
        continue;
      one->fair = effects->fair[i];
      one->error = effects->fair_error[i];
      one->interval =
          (FwInterval){ one->fair - quantile * one->error, one->fair + quantile * one->error };
    }
}

static void
put_members (FwPanel *self, const Numbers *numbers, const FwRaterEffects *effects)
{
  for (guint i = 0; effects->connected && i < numbers->n; i++)
    {
      FwPanelMember *one = &self->members[numbers->index[i]];

      one->lenience = effects->effect[i];
      one->error = effects->effect_error[i];
    }
}

/* NAN is above and below nothing. */
static void
compare (FwPanel *self)
{
  for (guint i = 0; i < self->n_applicants; i++)
    for (guint j = 0; j < self->n_applicants; j++)
      {
        FwPanelApplicant *one = &self->applicants[i];
        const FwPanelApplicant *other = &self->applicants[j];

        one->above += other->interval.low > one->interval.high;
        one->below += other->interval.high < one->interval.low;
      }
}

static void
begin (FwPanel *self, guint n_applicants, guint n_members)
{
  self->n_applicants = n_applicants;
  self->n_members = n_members;
  self->applicants = g_new0 (FwPanelApplicant, n_applicants + 1);
  self->members = g_new0 (FwPanelMember, n_members + 1);
  for (guint i = 0; i < n_applicants; i++)
    self->applicants[i] =
        (FwPanelApplicant){ .raw = NAN, .fair = NAN, .error = NAN, .interval = { NAN, NAN } };
  for (guint i = 0; i < n_members; i++)
    self->members[i] = (FwPanelMember){ .lenience = NAN, .error = NAN };
}

void
fw_panel_judge (
    FwPanel *self, const FwMark *marks, guint n_marks, guint n_applicants, guint n_members)
{
  g_auto (Numbers) applicants = { NULL }, members = { NULL };
  g_autofree FwMark *numbered = NULL;
  g_autoptr (FwRaterEffects) effects = NULL;

  g_return_if_fail (self != NULL && self->applicants == NULL);
  g_return_if_fail (marks != NULL || n_marks == 0);

  begin (self, n_applicants, n_members);
  numbers_init (&applicants, n_applicants);
  numbers_init (&members, n_members);
  numbered = g_new (FwMark, n_marks + 1);
  for (guint i = 0; i < n_marks; i++)
    {
      g_return_if_fail (marks[i].person < n_applicants && marks[i].rater < n_members);

      numbered[i] = (FwMark){ take_number (&applicants, marks[i].person),
                              take_number (&members, marks[i].rater), marks[i].value };
      self->applicants[marks[i].person].n++;
      self->members[marks[i].rater].n++;
    }
  if (n_marks == 0)
    return;
  effects = fw_rater_effects_find (numbered, n_marks, applicants.n, members.n);
  self->connected = effects->connected;
  self->freedom = effects->connected ? effects->freedom : 0;
  put_applicants (self, &applicants, effects);
  put_members (self, &members, effects);
  compare (self);
}

void
fw_panel_bound (FwPanel *self, double least, double most)
{
  g_return_if_fail (self != NULL && least < most);

  for (guint i = 0; i < self->n_applicants; i++)
    {
      FwPanelApplicant *one = &self->applicants[i];

      one->fair = CLAMP (one->fair, least, most);
      one->interval = (FwInterval){ CLAMP (one->interval.low, least, most),
                                    CLAMP (one->interval.high, least, most) };
    }
}

void
fw_panel_clear (FwPanel *self)
{
  g_clear_pointer (&self->applicants, g_free);
  g_clear_pointer (&self->members, g_free);
}
