/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/why/fw-scan-private.h"

/* The strongest cell mostly is at the right level by itself: its parent dilutes the shift, its
 * children each have a part of it. Two ways in which it may not be are looked at here. */

/* Share of a cell that must be untouched before only a part of it is blamed. Rates differ within a
 * cell by more than amounts do, so that more is asked of them. */
#define LEFT_OUT_ADDITIVE 0.1
#define LEFT_OUT_RATE 0.5
/* The rest of a parent moved as well: beyond doubt for one look, and by no less than a quarter. */
#define REST_P 0.001
#define REST_SHIFT 0.25

/* ---- is only a part of the cell affected? ---- */

typedef struct
{
  FwScanAt at;
  double shift;
} Child;

static int
compare_children (const void *a, const void *b)
{
  double x = ((const Child *) a)->shift, y = ((const Child *) b)->shift;

  return (x < y) - (x > y);
}

static GArray *
list_children (const FwScan *self, FwScanAt at, guint cuboid_index)
{
  const FwScanCuboid *cuboid = fw_scan_cuboid (self, cuboid_index);
  GArray *children = g_array_new (FALSE, FALSE, sizeof (Child));

  for (guint i = 0; i < cuboid->n_cells; i++)
    {
      const FwScanChannels *sums = &cuboid->sums[i];
      Child child = { .at = { cuboid_index, i } };

      if (sums->volume <= 0 || !fw_scan_holds (self, at, fw_scan_first_leaf (cuboid, i)))
        continue;
      child.shift = self->direction * fw_scan_theta (self->form, sums);
      g_array_append_val (children, child);
    }
  g_array_sort (children, compare_children);
  return children;
}

static FwScanAt
find_strongest (const FwScan *self, const GArray *children, guint n)
{
  FwScanAt best = g_array_index (children, Child, 0).at;
  double most = -1;

  for (guint i = 0; i < n; i++)
    {
      FwScanAt at = g_array_index (children, Child, i).at;
      double strength = fw_scan_strength (self->form, fw_scan_sums (self, at));

      if (strength > most)
        {
          most = strength;
          best = at;
        }
    }
  return best;
}

/* Children in order of their shift: for this score no other subset of as many does better than the
 * first ones. Each has to pay for itself. */
static gboolean
improve_by (
    const FwScan *self, const FwScanChannels *whole, GArray *children, double *best, FwScanAt *at)
{
  double left_out = self->form == FW_CELLS_ADDITIVE ? LEFT_OUT_ADDITIVE : LEFT_OUT_RATE;
  FwScanChannels sums = { 0 };
  gboolean improved = FALSE;

  for (guint k = 0; k < children->len; k++)
    {
      double score;

      fw_scan_add (&sums, fw_scan_sums (self, g_array_index (children, Child, k).at));
      if (sums.volume > (1 - left_out) * whole->volume)
        break;
      score = fw_scan_strength (self->form, &sums) - self->bar * (k + 1);
      if (score > *best)
        {
          *best = score;
          *at = find_strongest (self, children, k + 1);
          improved = TRUE;
        }
    }
  return improved;
}

static gboolean
step_down (const FwScan *self, FwScanAt *at)
{
  FwScanAt from = *at;
  const FwScanCuboid *of = fw_scan_cuboid (self, from.cuboid);
  const FwScanChannels *whole = fw_scan_sums (self, from);
  double best = fw_scan_strength (self->form, whole) - self->bar;
  gboolean improved = FALSE;

  for (guint c = 0; c < self->cuboids->len; c++)
    {
      const FwScanCuboid *cuboid = fw_scan_cuboid (self, c);
      g_autoptr (GArray) children = NULL;

      if (!cuboid->tested || (cuboid->mask & of->mask) != of->mask ||
          cuboid->layers != of->layers + 1)
        continue;
      children = list_children (self, from, c);
      improved |= improve_by (self, whole, children, &best, at);
    }
  return improved;
}

/* ---- did the rest of a parent move as well? ---- */

static gboolean
find_parent (const FwScan *self, const FwScanCuboid *cuboid, guint index, guint leaf, FwScanAt *at)
{
  for (guint i = 0; i < cuboid->n_cells; i++)
    {
      *at = (FwScanAt){ index, i };
      if (fw_scan_holds (self, *at, leaf))
        return TRUE;
    }
  return FALSE;
}

static gboolean
moved_as_well (const FwScan *self, FwScanAt parent, const FwScanChannels *part)
{
  FwScanChannels rest = *fw_scan_sums (self, parent);

  fw_scan_subtract (&rest, part);
  return rest.volume > 0 && fw_scan_side (self->form, &rest) == self->direction &&
         fw_scan_p (fw_scan_strength (self->form, &rest)) < REST_P &&
         fw_scan_theta (self->form, &rest) / fw_scan_theta (self->form, part) >= REST_SHIFT;
}

static gboolean
step_up (const FwScan *self, FwScanAt *at)
{
  const FwScanCuboid *of = fw_scan_cuboid (self, at->cuboid);
  const FwScanChannels *part = fw_scan_sums (self, *at);
  guint leaf = fw_scan_first_leaf (of, at->cell);
  double best = -1;

  for (guint c = 0; c < self->cuboids->len; c++)
    {
      const FwScanCuboid *cuboid = fw_scan_cuboid (self, c);
      FwScanAt parent;
      double strength;

      if (!cuboid->tested || (cuboid->mask & of->mask) != cuboid->mask ||
          cuboid->layers + 1 != of->layers || !find_parent (self, cuboid, c, leaf, &parent) ||
          !moved_as_well (self, parent, part))
        continue;
      strength = fw_scan_strength (self->form, fw_scan_sums (self, parent));
      if (strength > best)
        {
          best = strength;
          *at = parent;
        }
    }
  return best >= 0;
}

void
fw_scan_settle (const FwScan *self, FwScanAt *at)
{
  while (step_down (self, at))
    ;
  /* An additive shift is the same in all leaves of a cause, so its own score settles the level. */
  while (self->form != FW_CELLS_ADDITIVE && step_up (self, at))
    ;
}
