/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/roster/fw-cover.h"

#include <math.h>

#define LEAST_SHARE 0.5 /* of a half hour: who is there for less does not mend it */

typedef struct
{
  const double *wanted;
  guint n_days, n_shifts;
  const FwCoverShift *shifts;
  double *shares;  /* n_shifts times two days of slots: how much of each one of them is there */
  double *planned; /* a day of slots more than wanted */
  guint *counts;
} Search;

static const double *
get_shares (const Search *self, guint shift)
{
  return self->shares + (gsize) shift * 2 * FW_COVER_SLOTS;
}

static void
find_shares (Search *self, guint shift)
{
  const FwCoverShift *one = &self->shifts[shift];
  double *shares = self->shares + (gsize) shift * 2 * FW_COVER_SLOTS;

  fw_cover_add (shares, 2 * FW_COVER_SLOTS, 0, one->start * FW_MINUTE,
                (one->start + one->length) * FW_MINUTE, 1);
  for (guint i = 0; i < one->n_breaks; i++)
    fw_cover_add (shares, 2 * FW_COVER_SLOTS, 0, (one->start + one->breaks[i].start) * FW_MINUTE,
                  (one->start + one->breaks[i].start + one->breaks[i].length) * FW_MINUTE, -1);
}

/* @day: -1 is the one before the first */
static void
add (Search *self, gint day, guint shift, double people)
{
  const double *shares = get_shares (self, shift);

  for (gint i = 0; i < 2 * FW_COVER_SLOTS; i++)
    {
      const gint slot = day * FW_COVER_SLOTS + i;

      if (slot >= 0 && slot < (gint) (self->n_days + 1) * FW_COVER_SLOTS)
        self->planned[slot] += people * shares[i];
    }
}

/* What one more of it mends, for each minute that it lasts. */
static double
find_gain (const Search *self, guint day, guint shift)
{
  const double *shares = get_shares (self, shift);
  double gain = 0;

  for (guint i = 0; i < 2 * FW_COVER_SLOTS; i++)
    {
      const guint slot = day * FW_COVER_SLOTS + i;

      if (slot < self->n_days * FW_COVER_SLOTS && !isnan (self->wanted[slot]))
        gain += MIN (shares[i], MAX (self->wanted[slot] - self->planned[slot], 0));
    }
  return gain / self->shifts[shift].length;
}

/* One more shift that covers @slot. Returns: FALSE where none does. */
static gboolean
mend (Search *self, guint slot)
{
  const guint last = slot / FW_COVER_SLOTS;
  double best = 0;
  guint best_day = 0, best_shift = 0;

  for (guint day = MAX (last, 1) - 1; day <= last; day++)
    for (guint shift = 0; shift < self->n_shifts; shift++)
      {
        const double gain = get_shares (self, shift)[slot - day * FW_COVER_SLOTS] >= LEAST_SHARE
                                ? find_gain (self, day, shift)
                                : 0;

        if (gain <= best)
          continue;
        best = gain;
        best_day = day;
        best_shift = shift;
      }
  if (best <= 0)
    return FALSE;
  self->counts[best_day * self->n_shifts + best_shift]++;
  add (self, (gint) best_day, best_shift, 1);
  return TRUE;
}

static gboolean
is_needed (const Search *self, guint day, guint shift)
{
  const double *shares = get_shares (self, shift);

  for (guint i = 0; i < 2 * FW_COVER_SLOTS; i++)
    {
      const guint slot = day * FW_COVER_SLOTS + i;

      if (slot < self->n_days * FW_COVER_SLOTS &&
          fw_cover_count_short (self->wanted[slot], self->planned[slot] - shares[i]) >
              fw_cover_count_short (self->wanted[slot], self->planned[slot]))
        return TRUE;
    }
  return FALSE;
}

void
fw_cover_find_shifts (const double *wanted,
                      guint n_days,
                      const FwCoverShift *shifts,
                      guint n_shifts,
                      const guint *given,
                      guint *counts)
{
  Search self = { wanted, n_days, n_shifts, shifts, NULL, NULL, counts };
  g_autofree double *shares = NULL, *planned = NULL;

  g_return_if_fail (wanted != NULL && shifts != NULL && given != NULL && counts != NULL);

  self.shares = shares = g_new0 (double, (gsize) n_shifts * 2 * FW_COVER_SLOTS);
  self.planned = planned = g_new0 (double, (gsize) (n_days + 1) * FW_COVER_SLOTS);
  for (guint shift = 0; shift < n_shifts; shift++)
    {
      find_shares (&self, shift);
      for (guint day = 0; day <= n_days; day++)
        add (&self, (gint) day - 1, shift, given[day * n_shifts + shift]);
    }
  for (guint i = 0; i < n_days * n_shifts; i++)
    counts[i] = 0;
  for (guint slot = 0; slot < n_days * FW_COVER_SLOTS; slot++)
    while (fw_cover_count_short (wanted[slot], planned[slot]) > 0 && mend (&self, slot))
      ;
  /* What later ones made needless goes again. */
  for (guint day = 0; day < n_days; day++)
    for (guint shift = 0; shift < n_shifts; shift++)
      while (counts[day * n_shifts + shift] > 0 && !is_needed (&self, day, shift))
        {
          counts[day * n_shifts + shift]--;
          add (&self, (gint) day, shift, -1);
        }
}
