/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "core/why/fw-scan.h"
#include "support/fw-cell-cases.h"

static const FwCellCase searched[] = { FW_CELL_CASE_LARGE_SMALL, FW_CELL_CASE_DEEP_SMALL,
                                       FW_CELL_CASE_RATE_DECOY, FW_CELL_CASE_MEAN };

static FwScanResult *
scan (const FwCells *cells, const FwScanOptions *options)
{
  g_autoptr (GError) error = NULL;
  FwScanResult *result = fw_scan_run (cells, options, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);
  return result;
}

static char *
format (const FwScanResult *result, const FwCells *cells)
{
  GString *text = g_string_new (NULL);

  fw_scan_format_sets (result, cells, text);
  return g_string_free (text, FALSE);
}

/* ---- copies that say the same ---- */

typedef struct
{
  guint attributes[FW_CELLS_MOST_ATTRIBUTES]; /* where each goes */
  guint32 turn;                               /* codes are turned by so many */
  gboolean backwards;
  guint pieces; /* each leaf is added in so many equal ones */
  double scale; /* of the sums; of an additive table alone */
} Change;

static FwCells *
copy (const FwCells *from, const Change *change)
{
  guint n = fw_cells_get_n_attributes (from), n_leaves = fw_cells_get_n_leaves (from);
  FwCells *to = fw_cells_new (fw_cells_get_form (from), n);

  fw_cells_set_periods (to, fw_cells_get_periods (from));
  for (guint i = 0; i < n; i++)
    {
      guint n_values = fw_cells_get_n_values (from, i);

      fw_cells_set_attribute (to, change->attributes[i], fw_cells_get_name (from, i), n_values);
      for (guint32 code = 0; code < n_values; code++)
        fw_cells_set_value_name (to, change->attributes[i], (code + change->turn) % n_values,
                                 fw_cells_get_value_name (from, i, code));
    }
  for (guint k = 0; k < n_leaves * change->pieces; k++)
    {
      guint leaf = (change->backwards ? n_leaves * change->pieces - 1 - k : k) % n_leaves;
      double part = change->scale / change->pieces;
      const FwCellSums *x = fw_cells_get_now (from, leaf), *y = fw_cells_get_then (from, leaf);
      guint32 codes[FW_CELLS_MOST_ATTRIBUTES];

      for (guint i = 0; i < n; i++)
        codes[change->attributes[i]] =
            (fw_cells_get_codes (from, leaf)[i] + change->turn) % fw_cells_get_n_values (from, i);
      fw_cells_add (to, codes, &(FwCellSums){ x->n * part, x->sum * part, x->squares * part },
                    &(FwCellSums){ y->n * part, y->sum * part, y->squares * part });
    }
  return to;
}

static void
assert_same (const FwCells *x, const FwCells *y)
{
  FwScanOptions options = { .most_rest = 5, .most_near = 3 };
  g_autoptr (FwScanResult) first = scan (x, &options), second = scan (y, &options);
  g_autofree char *found = format (first, x), *again = format (second, y);
  FwCellScore score = { 0 };

  fw_cell_score_add (&score, found, again);
  if (score.false_alarms + score.misses > 0)
    g_test_message ("%s is not %s", found, again);
  g_assert_cmpuint (score.false_alarms + score.misses, ==, 0);
  g_assert_cmpuint (first->n_causes, ==, second->n_causes);
  g_assert_cmpuint (first->n_rest, ==, second->n_rest);
  g_assert_cmpuint (first->n_tested, ==, second->n_tested);
  g_assert_cmpint (first->direction, ==, second->direction);
  for (guint i = 0; i < first->n_causes; i++)
    {
      const FwScanCell *a = &first->causes[i].cell, *b = &second->causes[i].cell;

      g_assert_cmpfloat_with_epsilon (a->strength, b->strength, 1e-6 * a->strength);
      g_assert_cmpfloat_with_epsilon (a->theta, b->theta, 1e-6);
      g_assert_cmpuint (first->causes[i].n_leaves, ==, second->causes[i].n_leaves);
      g_assert_cmpint (a->verdict, ==, b->verdict);
    }
}

static void
assert_unmoved (const Change *change)
{
  for (guint k = 0; k < G_N_ELEMENTS (searched); k++)
    for (guint32 seed = 1; seed <= 4; seed++)
      {
        g_autofree char *truth = NULL;
        g_autoptr (FwCells) cells = fw_cell_case_new (searched[k], seed, &truth);
        Change own = *change;
        g_autoptr (FwCells) other = NULL;

        if (fw_cells_get_n_attributes (cells) == 4) /* the fifth is not there */
          for (guint i = 0; i < 4; i++)
            own.attributes[i] = change->attributes[0] == 0 ? i : 3 - i;
        if (own.scale != 1 && fw_cells_get_form (cells) != FW_CELLS_ADDITIVE)
          continue;
        other = copy (cells, &own);
        assert_same (cells, other);
      }
}

static void
test_order (void)
{
  assert_unmoved (&(Change){ { 0, 1, 2, 3, 4 }, 0, TRUE, 1, 1 });
}

static void
test_relabelled (void)
{
  assert_unmoved (&(Change){ { 0, 1, 2, 3, 4 }, 2, FALSE, 1, 1 });
}

static void
test_attributes (void)
{
  assert_unmoved (&(Change){ { 4, 3, 2, 1, 0 }, 1, TRUE, 1, 1 });
}

static void
test_halves (void)
{
  assert_unmoved (&(Change){ { 0, 1, 2, 3, 4 }, 0, FALSE, 2, 1 });
}

static void
test_scale (void)
{
  assert_unmoved (&(Change){ { 0, 1, 2, 3, 4 }, 0, FALSE, 1, 1024 });
  assert_unmoved (&(Change){ { 0, 1, 2, 3, 4 }, 0, FALSE, 1, 0.1 });
}

/* ---- what is found ---- */

/* Of seeds that had no part in settling what the search does. */
#define FIRST_UNSEEN 3001

static void
test_floors (void)
{
  static const struct
  {
    FwCellCase kind;
    double f1;
  } floors[] = {
    { FW_CELL_CASE_LARGE, 0.97 },       { FW_CELL_CASE_DEEP, 0.9 },
    { FW_CELL_CASE_LARGE_SMALL, 0.95 }, { FW_CELL_CASE_DEEP_SMALL, 0.9 },
    { FW_CELL_CASE_RATE, 0.93 },        { FW_CELL_CASE_RATE_DECOY, 0.93 },
    { FW_CELL_CASE_MEAN, 0.9 },         { FW_CELL_CASE_WIDE_SEVERAL, 0.84 },
    { FW_CELL_CASE_WIDE_DECOY, 0.87 },
  };

  for (guint k = 0; k < G_N_ELEMENTS (floors); k++)
    {
      FwCellScore score = { 0 };

      for (guint32 seed = FIRST_UNSEEN; seed < FIRST_UNSEEN + 40; seed++)
        {
          g_autofree char *truth = NULL;
          g_autoptr (FwCells) cells = fw_cell_case_new (floors[k].kind, seed, &truth);
          g_autoptr (FwScanResult) result = scan (cells, NULL);
          g_autofree char *found = format (result, cells);

          fw_cell_score_add (&score, truth, found);
        }
      g_test_message ("%s: %.3f", fw_cell_case_get_name (floors[k].kind),
                      fw_cell_score_get_f1 (&score));
      g_assert_cmpfloat (fw_cell_score_get_f1 (&score), >=, floors[k].f1);
    }
}

/* Of a hundred tables in which nothing (or only a volume) moved, five may seem otherwise. */
static void
test_nothing (void)
{
  static const FwCellCase quiet[] = { FW_CELL_CASE_NOTHING, FW_CELL_CASE_MIX,
                                      FW_CELL_CASE_MEAN_NOTHING, FW_CELL_CASE_WIDE_MIX,
                                      FW_CELL_CASE_WIDE_NOTHING };

  for (guint k = 0; k < G_N_ELEMENTS (quiet); k++)
    {
      guint alarms = 0;

      for (guint32 seed = FIRST_UNSEEN; seed < FIRST_UNSEEN + 100; seed++)
        {
          g_autofree char *truth = NULL;
          g_autoptr (FwCells) cells = fw_cell_case_new (quiet[k], seed, &truth);
          g_autoptr (FwScanResult) result = scan (cells, NULL);

          alarms += result->n_causes > 0;
        }
      g_test_message ("%s: %u", fw_cell_case_get_name (quiet[k]), alarms);
      g_assert_cmpuint (alarms, <=, 5);
    }
}

static void
test_disjoint (void)
{
  for (guint k = 0; k < G_N_ELEMENTS (searched); k++)
    {
      g_autofree char *truth = NULL;
      g_autoptr (FwCells) cells = fw_cell_case_new (searched[k], 5, &truth);
      FwScanOptions options = { .most_rest = 10, .most_near = 4, .support = 30 };
      g_autoptr (FwScanResult) result = scan (cells, &options);
      g_autofree guint8 *seen = g_new0 (guint8, fw_cells_get_n_leaves (cells));

      g_assert_cmpuint (result->n_supported, <=, result->n_tested);
      for (guint i = 0; i < result->n_causes + result->n_rest; i++)
        {
          const FwScanCause *cause =
              i < result->n_causes ? &result->causes[i] : &result->rest[i - result->n_causes];

          g_assert_cmpuint (cause->n_near, <=, 4);
          for (guint j = 0; j < cause->n_leaves; j++)
            g_assert_cmpuint (seen[cause->leaves[j]]++, ==, 0);
          if (i < result->n_causes)
            g_assert_cmpint (cause->cell.verdict, ==, FW_SCAN_CAUSE);
          else
            g_assert_cmpint (cause->cell.verdict, !=, FW_SCAN_CAUSE);
        }
    }
}

/* One team answers half as well as before; ten others are as they were. */
static FwCells *
make_team_case (gboolean rose)
{
  FwCells *cells = fw_cells_new (FW_CELLS_RATIO, 2);

  fw_cells_set_attribute (cells, 0, "team", 11);
  fw_cells_set_attribute (cells, 1, "site", 1);
  for (guint32 team = 0; team < 11; team++)
    fw_cells_add (cells, (guint32[]){ team, 0 },
                  &(FwCellSums){ .n = 400, .sum = team == 3 ? (rose ? 380 : 150) : 300 + team % 3 },
                  &(FwCellSums){ .n = 400, .sum = 300 });
  return cells;
}

static void
test_plain (void)
{
  g_autoptr (FwCells) cells = make_team_case (FALSE);
  g_autoptr (FwScanResult) result = scan (cells, &(FwScanOptions){ .support = 30 });

  g_assert_cmpint (result->direction, ==, -1);
  g_assert_cmpuint (result->n_causes, ==, 1);
  g_assert_cmpuint (result->causes[0].cell.codes[0], ==, 3);
  /* a site that everybody has says nothing */
  g_assert_cmpuint (result->causes[0].cell.codes[1], ==, FW_CELLS_ANY);
  g_assert_cmpfloat (result->causes[0].cell.now.n, ==, 400);
  g_assert_cmpfloat (result->causes[0].cell.then.sum, ==, 300);
  g_assert_cmpfloat (result->causes[0].cell.q, <, 1e-6);
  g_assert_cmpfloat (result->causes[0].cell.theta, <, -1);
}

static void
test_direction (void)
{
  g_autoptr (FwCells) cells = make_team_case (TRUE);
  g_autoptr (FwScanResult) told = scan (cells, NULL);
  g_autoptr (FwScanResult) fell = scan (cells, &(FwScanOptions){ .direction = -1 });

  g_assert_cmpint (told->direction, ==, 1);
  g_assert_cmpuint (told->n_causes, ==, 1);
  g_assert_cmpuint (fell->n_causes, ==, 0);
}

static void
test_too_few (void)
{
  g_autoptr (FwCells) cells = fw_cells_new (FW_CELLS_RATIO, 1);
  g_autoptr (FwScanResult) result = NULL;

  fw_cells_set_attribute (cells, 0, "team", 2);
  fw_cells_add (cells, (guint32[]){ 0 }, &(FwCellSums){ .n = 12, .sum = 0 },
                &(FwCellSums){ .n = 12, .sum = 12 });
  fw_cells_add (cells, (guint32[]){ 1 }, &(FwCellSums){ .n = 500, .sum = 450 },
                &(FwCellSums){ .n = 500, .sum = 450 });
  result = scan (cells, &(FwScanOptions){ .support = 30, .most_rest = 3 });
  g_assert_cmpuint (result->n_causes, ==, 0);
  g_assert_cmpuint (result->n_rest, >, 0);
  g_assert_cmpint (result->rest[0].cell.verdict, ==, FW_SCAN_TOO_FEW);
}

/* An agent is in one team: naming both says no more than naming the agent. */
static void
test_determined (void)
{
  g_autoptr (FwCells) cells = fw_cells_new (FW_CELLS_RATIO, 2);
  g_autoptr (FwScanResult) result = NULL;

  fw_cells_set_attribute (cells, 0, "team", 4);
  fw_cells_set_attribute (cells, 1, "agent", 40);
  fw_cells_set_parent (cells, 1, 0);
  for (guint32 agent = 0; agent < 40; agent++)
    fw_cells_add (cells, (guint32[]){ agent / 10, agent },
                  &(FwCellSums){ .n = 200, .sum = agent == 7 ? 60 : 150 },
                  &(FwCellSums){ .n = 200, .sum = 150 });
  result = scan (cells, NULL);
  g_assert_cmpuint (result->n_tested, ==, 44);
  g_assert_cmpuint (result->n_causes, ==, 1);
  g_assert_cmpuint (result->causes[0].cell.codes[0], ==, FW_CELLS_ANY);
  g_assert_cmpuint (result->causes[0].cell.codes[1], ==, 7);
}

/* ---- edges ---- */

static void
test_empty (void)
{
  for (guint form = FW_CELLS_ADDITIVE; form <= FW_CELLS_MEAN; form++)
    for (guint n = 0; n <= 2; n++)
      {
        g_autoptr (FwCells) cells = fw_cells_new (form, n);
        g_autoptr (FwScanResult) result = NULL, volumes = NULL;

        for (guint i = 0; i < n; i++)
          fw_cells_set_attribute (cells, i, "x", 5);
        result = scan (cells, &(FwScanOptions){ .most_rest = 5 });
        g_assert_cmpuint (result->n_causes + result->n_rest, ==, 0);
        volumes = fw_scan_run_volumes (cells, NULL, NULL, NULL);
        g_assert_cmpuint (volumes->n_causes, ==, 0);
      }
}

static void
test_no_history (void)
{
  for (guint form = FW_CELLS_ADDITIVE; form <= FW_CELLS_MEAN; form++)
    for (guint side = 0; side < 2; side++)
      {
        g_autoptr (FwCells) cells = fw_cells_new (form, 2);
        g_autoptr (FwScanResult) result = NULL;
        FwCellSums some = { 20, 10, 10 }, none = { 0 };

        fw_cells_set_attribute (cells, 0, "x", 5);
        fw_cells_set_attribute (cells, 1, "y", 5);
        for (guint32 i = 0; i < 25; i++)
          fw_cells_add (cells, (guint32[]){ i / 5, i % 5 }, side == 0 ? &some : &none,
                        side == 0 ? &none : &some);
        result = scan (cells, &(FwScanOptions){ .most_rest = 3, .most_near = 3 });
        if (form != FW_CELLS_ADDITIVE)
          g_assert_cmpuint (result->n_causes, ==, 0);
      }
}

static void
test_many_values (void)
{
  g_autoptr (FwCells) cells = fw_cells_new (FW_CELLS_RATIO, 2);
  g_autoptr (FwScanResult) result = NULL;

  fw_cells_set_attribute (cells, 0, "caller", 100000);
  fw_cells_set_attribute (cells, 1, "queue", 4);
  for (guint32 i = 0; i < 100000; i++)
    fw_cells_add (cells, (guint32[]){ i, i % 4 },
                  &(FwCellSums){ .n = 3, .sum = i % 4 == 2 && i % 3 == 0 ? 1 : 2 },
                  &(FwCellSums){ .n = 3, .sum = 2 });
  result = scan (cells, NULL);
  g_assert_cmpuint (result->n_causes, ==, 1);
  g_assert_cmpuint (result->causes[0].cell.codes[0], ==, FW_CELLS_ANY);
  g_assert_cmpuint (result->causes[0].cell.codes[1], ==, 2);
}

static void
test_cancelled (void)
{
  g_autofree char *truth = NULL;
  g_autoptr (FwCells) cells = fw_cell_case_new (FW_CELL_CASE_DEEP_SMALL, 3, &truth);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (fw_scan_run (cells, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gpointer
cancel_cb (gpointer data)
{
  g_usleep (GPOINTER_TO_UINT (g_object_get_data (data, "after")));
  g_cancellable_cancel (data);
  return NULL;
}

/* Whenever it comes: an answer, or "cancelled", soon. */
static void
test_cancelled_at_any_moment (void)
{
  g_autofree char *truth = NULL;
  g_autoptr (FwCells) cells = fw_cell_case_new (FW_CELL_CASE_DEEP, 3, &truth);

  for (guint after = 0; after < 30000; after += 2500)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (FwScanResult) result = NULL;
      g_autoptr (GError) error = NULL;
      GThread *thread;

      g_object_set_data (G_OBJECT (cancellable), "after", GUINT_TO_POINTER (after));
      thread = g_thread_new ("cancel", cancel_cb, cancellable);
      result = fw_scan_run (cells, &(FwScanOptions){ .most_rest = 50, .most_near = 8 }, cancellable,
                            &error);
      if (result == NULL)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_thread_join (thread);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scan/order", test_order);
  g_test_add_func ("/scan/relabelled", test_relabelled);
  g_test_add_func ("/scan/attributes", test_attributes);
  g_test_add_func ("/scan/halves", test_halves);
  g_test_add_func ("/scan/scale", test_scale);
  g_test_add_func ("/scan/floors", test_floors);
  g_test_add_func ("/scan/nothing", test_nothing);
  g_test_add_func ("/scan/disjoint", test_disjoint);
  g_test_add_func ("/scan/plain", test_plain);
  g_test_add_func ("/scan/direction", test_direction);
  g_test_add_func ("/scan/too-few", test_too_few);
  g_test_add_func ("/scan/determined", test_determined);
  g_test_add_func ("/scan/empty", test_empty);
  g_test_add_func ("/scan/no-history", test_no_history);
  g_test_add_func ("/scan/many-values", test_many_values);
  g_test_add_func ("/scan/cancelled", test_cancelled);
  g_test_add_func ("/scan/cancelled-at-any-moment", test_cancelled_at_any_moment);
  return g_test_run ();
}
