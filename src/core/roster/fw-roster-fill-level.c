/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whose week is short of hours is given shifts of those who have more, else one more. */
#include "core/roster/fw-roster-fill-private.h"

typedef struct
{
  const FwRosterFill *fill;
  guint8 *cells;
  FwDuty *duties; /* room for one person's */
} Levelling;

/* @week_short: (nullable) (out): whether the week of @day has too few hours. Returns: how much else
 * is broken. */
static guint
count_broken (Levelling *self, guint person, guint day, gboolean *week_short)
{
  const FwRosterFill *fill = self->fill;
  const guint n = fw_roster_fill_list_duties (fill, self->cells, person, self->duties);
  const gint32 sunday = fill->monday + (gint32) (day - day % 7) + 6;
  g_autoptr (GArray) breaches =
      fw_duty_find_breaches (self->duties, n, &fill->limits[person], fill->monday,
                             fill->monday + (gint32) fill->n_days - 1);
  guint others = 0;

  *week_short = FALSE;
  for (guint i = 0; i < breaches->len; i++)
    {
      const FwDutyBreach *breach = &g_array_index (breaches, FwDutyBreach, i);

      if (breach->rule != FW_DUTY_WEEK_LEAST)
        others++;
      else if (breach->day == sunday)
        *week_short = TRUE;
    }
  return others;
}

static guint8 *
get_cell (Levelling *self, guint person, guint day)
{
  return &self->cells[person * self->fill->n_days + day];
}

static gboolean
is_empty (Levelling *self, guint person, guint day)
{
  return *get_cell (self, person, day) == 0 &&
         fw_roster_fill_get_given (self->fill, person, day) == FW_ROSTER_FILL_EMPTY;
}

/* Puts it there unless that breaks something. */
static gboolean
put (Levelling *self, guint person, guint day, guint8 cell)
{
  gboolean week_short;
  const guint before = count_broken (self, person, day, &week_short);

  *get_cell (self, person, day) = cell;
  if (count_broken (self, person, day, &week_short) <= before)
    return TRUE;
  *get_cell (self, person, day) = 0;
  return FALSE;
}

/* From somebody whose week has enough without it. */
static gboolean
take_over (Levelling *self, guint person, guint day)
{
  for (guint other = 0; other < self->fill->n_people; other++)
    {
      const guint8 cell = *get_cell (self, other, day);
      gboolean week_short;

      if (other == person || cell == 0 || !fw_roster_fill_may_work (self->fill, person, cell - 1u))
        continue;
      *get_cell (self, other, day) = 0;
      count_broken (self, other, day, &week_short);
      if (!week_short && put (self, person, day, cell))
        return TRUE;
      *get_cell (self, other, day) = cell;
    }
  return FALSE;
}

static gint
count_surplus (Levelling *self, guint day, guint shift)
{
  gint n = (gint) fw_roster_fill_count_given (self->fill, day, shift) -
           (gint) fw_roster_fill_find_wanted (self->fill, day, shift);

  for (guint i = 0; i < self->fill->n_people; i++)
    n += *get_cell (self, i, day) == shift + 1;
  return n;
}

/* Where it is missed most; hours that are owed are given also where nobody is missing. */
static gboolean
put_more (Levelling *self, guint person, guint monday)
{
  const guint n = self->fill->n_shifts;
  g_autofree gboolean *tried = g_new0 (gboolean, 7 * n);

  for (;;)
    {
      guint best = 7 * n;
      gint least = G_MAXINT;

      for (guint i = 0; i < 7 * n; i++)
        {
          const guint day = monday + i / n, shift = i % n;
          gint surplus;

          if (tried[i] || !fw_roster_fill_is_open (self->fill, day) ||
              !is_empty (self, person, day) || !fw_roster_fill_may_work (self->fill, person, shift))
            continue;
          surplus = count_surplus (self, day, shift);
          if (surplus >= least)
            continue;
          best = i;
          least = surplus;
        }
      if (best == 7 * n)
        return FALSE;
      if (put (self, person, monday + best / n, (guint8) (best % n + 1)))
        return TRUE;
      tried[best] = TRUE;
    }
}

static gboolean
take_one (Levelling *self, guint person, guint monday)
{
  for (guint day = monday; day < monday + 7; day++)
    if (fw_roster_fill_is_open (self->fill, day) && is_empty (self, person, day) &&
        take_over (self, person, day))
      return TRUE;
  return FALSE;
}

void
fw_roster_fill_level (const FwRosterFill *self, guint8 *cells)
{
  g_autofree FwDuty *duties = g_new0 (FwDuty, self->n_days);
  Levelling levelling = { self, cells, duties };

  for (guint monday = self->first - self->first % 7; monday + 7 <= self->n_days; monday += 7)
    for (guint i = 0; i < self->n_people; i++)
      {
        gboolean week_short = TRUE;

        while (count_broken (&levelling, i, monday, &week_short), week_short)
          if (!take_one (&levelling, i, monday) && !put_more (&levelling, i, monday))
            break;
      }
}
