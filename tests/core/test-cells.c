/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/why/fw-cells.h"
#include "support/fw-cell-cases.h"

#define EXACT 1e-12

static FwCells *
make_random (FwCellsForm form, guint32 seed, guint n_leaves)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  FwCells *cells = fw_cells_new (form, 2);

  fw_cells_set_attribute (cells, 0, "team", n_leaves);
  fw_cells_set_attribute (cells, 1, "shift", 3);
  for (guint32 i = 0; i < n_leaves; i++)
    {
      FwCellSums sides[2] = { { 0 }, { 0 } };

      for (guint k = 0; k < 2; k++)
        if (g_rand_int_range (random, 0, 8) != 0) /* one in eight is empty on this side */
          {
            sides[k].n = g_rand_int_range (random, 1, 400);
            sides[k].sum = sides[k].n * g_rand_double (random);
            sides[k].squares = sides[k].sum * 2;
          }
      fw_cells_add (cells, (guint32[]){ i, i % 3 }, &sides[0], &sides[1]);
    }
  return cells;
}

static void
assert_split (const FwCells *cells, gboolean symmetric)
{
  guint n = fw_cells_get_n_leaves (cells);
  g_autofree FwCellsParts *parts = g_new (FwCellsParts, n);
  FwCellsParts total, summed;
  FwCellSums now, then;
  double change;

  fw_cells_sum (cells, NULL, 0, &now, &then);
  change = fw_cells_get_form (cells) == FW_CELLS_ADDITIVE ? now.sum - then.sum
                                                          : now.sum / now.n - then.sum / then.n;
  g_assert_true (fw_cells_decompose (cells, symmetric, parts, &total));
  g_assert_cmpfloat_with_epsilon (total.mix + total.rate + total.interaction, change,
                                  EXACT * MAX (1, fabs (then.sum)));
  summed = (FwCellsParts){ 0 };
  for (guint i = 0; i < n; i++)
    {
      FwCellsParts one;
      guint32 leaf = i;

      fw_cells_sum_parts (parts, &leaf, 1, &one);
      summed.mix += one.mix;
      summed.rate += one.rate;
      summed.interaction += one.interaction;
      if (fw_cells_get_form (cells) != FW_CELLS_ADDITIVE &&
          (fw_cells_get_now (cells, i)->n == 0 || fw_cells_get_then (cells, i)->n == 0))
        g_assert_cmpfloat (parts[i].interaction, ==, 0);
    }
  g_assert_cmpfloat_with_epsilon (summed.mix, total.mix, EXACT);
  g_assert_cmpfloat_with_epsilon (summed.rate, total.rate, EXACT * MAX (1, fabs (then.sum)));
  g_assert_cmpfloat_with_epsilon (summed.interaction, total.interaction, EXACT);
  if (symmetric)
    g_assert_cmpfloat (total.interaction, ==, 0);
}

static void
test_parts_sum (void)
{
  for (guint32 seed = 1; seed <= 200; seed++)
    for (guint form = FW_CELLS_ADDITIVE; form <= FW_CELLS_MEAN; form++)
      {
        g_autoptr (FwCells) cells = make_random (form, seed, 2 + seed % 60);

        assert_split (cells, FALSE);
        assert_split (cells, TRUE);
      }
}

/* Ten of a hundred go from a good team to a bad one, and nobody gets better or worse. */
static void
test_parts_known (void)
{
  g_autoptr (FwCells) cells = fw_cells_new (FW_CELLS_RATIO, 1);
  FwCellsParts parts[2], total;

  fw_cells_set_attribute (cells, 0, "team", 2);
  fw_cells_add (cells, (guint32[]){ 0 }, &(FwCellSums){ .n = 40, .sum = 36 },
                &(FwCellSums){ .n = 50, .sum = 45 });
  fw_cells_add (cells, (guint32[]){ 1 }, &(FwCellSums){ .n = 60, .sum = 30 },
                &(FwCellSums){ .n = 50, .sum = 25 });
  g_assert_true (fw_cells_decompose (cells, FALSE, parts, &total));
  g_assert_cmpfloat_with_epsilon (total.mix, -0.04, EXACT);
  g_assert_cmpfloat_with_epsilon (total.rate, 0, EXACT);
  g_assert_cmpfloat_with_epsilon (total.interaction, 0, EXACT);
  g_assert_cmpfloat_with_epsilon (parts[0].mix, -0.02, EXACT);
}

static void
test_parts_nothing (void)
{
  g_autoptr (FwCells) cells = fw_cells_new (FW_CELLS_RATIO, 1);
  FwCellsParts total;

  fw_cells_set_attribute (cells, 0, "team", 1);
  g_assert_false (fw_cells_decompose (cells, FALSE, NULL, &total));
  fw_cells_add (cells, (guint32[]){ 0 }, &(FwCellSums){ .n = 4, .sum = 3 }, &(FwCellSums){ 0 });
  g_assert_false (fw_cells_decompose (cells, FALSE, NULL, &total));
  g_assert_null (fw_cells_new_volumes (cells));
}

static void
test_duplicates (void)
{
  g_autoptr (FwCells) cells = fw_cells_new (FW_CELLS_ADDITIVE, 3);
  FwCellSums one = { .sum = 1 };

  for (guint i = 0; i < 3; i++)
    fw_cells_set_attribute (cells, i, "x", 100);
  for (guint round = 0; round < 3; round++)
    for (guint32 i = 0; i < 5000; i++)
      g_assert_cmpuint (
          fw_cells_add (cells, (guint32[]){ i % 100, i / 100, (i * 7) % 100 }, &one, &one), ==, i);
  g_assert_cmpuint (fw_cells_get_n_leaves (cells), ==, 5000);
  g_assert_cmpfloat (fw_cells_get_now (cells, 4999)->sum, ==, 3);
}

static void
test_volumes (void)
{
  g_autoptr (FwCells) cells = make_random (FW_CELLS_RATIO, 7, 40);
  g_autoptr (FwCells) volumes = fw_cells_new_volumes (cells);
  FwCellSums now, then;

  fw_cells_sum (volumes, NULL, 0, &now, &then);
  g_assert_cmpfloat_with_epsilon (now.sum, then.sum, 1e-9);
  g_assert_cmpuint (fw_cells_get_n_leaves (volumes), ==, 40);
  g_assert_cmpfloat (fw_cells_get_now (volumes, 3)->sum, ==, fw_cells_get_now (cells, 3)->n);
}

static void
test_set (void)
{
  g_autofree char *truth = NULL;
  g_autoptr (FwCells) cells = fw_cell_case_new (FW_CELL_CASE_NOTHING, 1, &truth);
  g_autoptr (GString) text = g_string_new (NULL);

  fw_cells_format_set (cells, (guint32[]){ FW_CELLS_ANY, 1, FW_CELLS_ANY, 0, FW_CELLS_ANY }, text);
  g_assert_cmpstr (text->str, ==, "shift=shift2&channel=channel1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cells/parts-sum", test_parts_sum);
  g_test_add_func ("/cells/parts-known", test_parts_known);
  g_test_add_func ("/cells/parts-nothing", test_parts_nothing);
  g_test_add_func ("/cells/duplicates", test_duplicates);
  g_test_add_func ("/cells/volumes", test_volumes);
  g_test_add_func ("/cells/set", test_set);
  return g_test_run ();
}
