/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <zlib.h>

#include "core/fw-error.h"
#include "core/why/fw-scan.h"
#include "intake/fw-cell-file.h"
#include "support/fw-cell-cases.h"

static FwCells *
read_text (const char *text, gssize length, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);
  g_autoptr (FwInput) input = fw_input_new_for_bytes (bytes, error);

  return input != NULL ? fw_cell_file_read (input, error) : NULL;
}

static void
test_additive (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FwCells) cells = read_text ("\xef\xbb\xbf"
                                         "site,\"kind, of\",real,predict\r\n"
                                         "B,x,1.25,2e1\r\n"
                                         "\"A, \"\"1\"\"\",x,-3,0.1\n"
                                         "B,y, 4 ,5\n"
                                         "B,x,0.75,0\n",
                                         -1, &error);

  g_assert_no_error (error);
  g_assert_cmpint (fw_cells_get_form (cells), ==, FW_CELLS_ADDITIVE);
  g_assert_cmpuint (fw_cells_get_n_leaves (cells), ==, 3);
  g_assert_cmpstr (fw_cells_get_name (cells, 1), ==, "kind, of");
  g_assert_cmpstr (fw_cells_get_value_name (cells, 0, 1), ==, "A, \"1\"");
  g_assert_cmpfloat (fw_cells_get_now (cells, 0)->sum, ==, 2); /* both rows of B, x */
  g_assert_cmpfloat (fw_cells_get_then (cells, 0)->sum, ==, 20);
  g_assert_cmpfloat (fw_cells_get_now (cells, 1)->sum, ==, -3);
  g_assert_cmpfloat (fw_cells_get_now (cells, 2)->sum, ==, 4);
}

static void
test_ratio (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FwCells) cells = read_text ("team,real_a,real_b,predict_a,predict_b\n"
                                         "A,1,2,3.25,4.5\n"
                                         "B,0,0,0,0\n"
                                         "C,5,5,1.75,2\n",
                                         -1, &error);

  g_assert_no_error (error);
  g_assert_cmpint (fw_cells_get_form (cells), ==, FW_CELLS_RATIO);
  g_assert_cmpfloat (fw_cells_get_now (cells, 0)->n, ==, 2);
  g_assert_cmpfloat (fw_cells_get_then (cells, 0)->sum, ==, 3.25);
  g_assert_cmpfloat (fw_cells_get_periods (cells), ==, 4);
}

static void
test_gzip (void)
{
  static const char text[] = "a,real,predict\nx,1,2\n";
  guint8 packed[256];
  z_stream zlib = { .next_in = (Bytef *) text,
                    .avail_in = sizeof text - 1,
                    .next_out = packed,
                    .avail_out = sizeof packed };
  g_autoptr (FwCells) cells = NULL;

  g_assert_cmpint (deflateInit2 (&zlib, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), ==, Z_OK);
  g_assert_cmpint (deflate (&zlib, Z_FINISH), ==, Z_STREAM_END);
  cells = read_text ((const char *) packed, (gssize) zlib.total_out, NULL);
  deflateEnd (&zlib);
  g_assert_nonnull (cells);
  g_assert_cmpuint (fw_cells_get_n_leaves (cells), ==, 1);
}

static void
test_bad (void)
{
  static const struct
  {
    const char *text;
    const char *message;
  } bad[] = {
    { "", "the file is empty: expected a header line with the attributes, then real,predict or "
          "real_a,real_b,predict_a,predict_b" },
    { "a,b,real\n",
      "line 1: expected the last columns to be real,predict or real_a,real_b,predict_a,predict_b" },
    { "a,real_a,real_b,predict_a\n",
      "line 1: expected the last columns to be real,predict or real_a,real_b,predict_a,predict_b" },
    { "real,predict\n", "line 1: expected 1 to 16 attributes before the measures, there are 0" },
    { "a,a,real,predict\n", "line 1: the column “a” is there twice" },
    { "a,,real,predict\n", "line 1: expected a name in UTF-8 in column 2" },
    { "a,real,predict\nx,1\n", "line 2: expected 3 columns, there are 2" },
    { "a,real,predict\nx,1,2\ny,NaN,2\n",
      "line 3: expected a number of at most 1e15 in column 2, it is NaN" },
    { "a,real,predict\nx,1,inf\n",
      "line 2: expected a number of at most 1e15 in column 3, it is inf" },
    { "a,real,predict\nx,1,-1e300\n",
      "line 2: expected a number of at most 1e15 in column 3, it is -1e300" },
    { "a,real,predict\nx,,2\n", "line 2: expected a number in column 2, it is empty" },
    { "a,real,predict\nx,1;5,2\n", "line 2: expected a number in column 2" },
    { "a,real,predict\n\xff,1,2\n", "line 2: expected UTF-8 in column 1" },
    { "a,real,predict\n\"x,1,2\n", "line 2: quote never closed" },
    { "a,real_a,real_b,predict_a,predict_b\nx,1,-2,1,1\n",
      "line 2: expected no negative count, real_b is -2" },
    { "a,real_a,real_b,predict_a,predict_b\nx,3,2,1,1\n",
      "line 2: expected no more successes than trials, real_a is 3 of 2" },
    { "a,real_a,real_b,predict_a,predict_b\nx,1,2,1.5,1\n",
      "line 2: expected no more successes than trials, predict_a is 1.5 of 1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_text (bad[i].text, -1, &error));
      g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
      g_assert_cmpstr (error->message, ==, bad[i].message);
    }
}

static char *
find_causes (const FwCells *cells)
{
  g_autoptr (FwScanResult) result = fw_scan_run (cells, NULL, NULL, NULL);
  GString *found = g_string_new (NULL);

  g_assert_nonnull (result);
  fw_scan_format_sets (result, cells, found);
  return g_string_free (found, FALSE);
}

/* Odd, but right: an answer of nothing. */
static void
test_odd (void)
{
  static const char *const odd[] = {
    "a,real,predict\n",
    "a,real,predict\nx,5,5\n",
    "a,real,predict\nx,0,0\ny,0,0\n",
    "a,b,real_a,real_b,predict_a,predict_b\nx,y,0,0,0,0\nx,z,0,0,0,0\n",
    "a,b,real_a,real_b,predict_a,predict_b\nx,y,3,3,0,0\nx,z,1,4,0,0\n",
    "a,b,real_a,real_b,predict_a,predict_b\nx,y,0,0,3,3\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autoptr (FwCells) cells = read_text (odd[i], -1, NULL);
      g_autofree char *found = find_causes (cells);

      g_assert_cmpstr (found, ==, "");
    }
}

static void
test_many_values (void)
{
  g_autoptr (GString) text = g_string_new ("caller,queue,real,predict\n");
  g_autoptr (FwCells) cells = NULL;
  g_autofree char *found = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append_printf (text, "c%u,q%u,%u,%u\n", i, i % 5, i % 5 == 3 ? 60 : 100 + i % 3,
                            100 + (i / 5) % 3);
  cells = read_text (text->str, (gssize) text->len, NULL);
  g_assert_cmpuint (fw_cells_get_n_values (cells, 0), ==, 100000);
  found = find_causes (cells);
  g_assert_cmpstr (found, ==, "queue=q3");
}

/* ---- cases with known answers ---- */

static void
test_set (gconstpointer data)
{
  const char *const *named = data;
  const char *shared = g_getenv ("FW_SHARED_DATA");
  g_autofree char *own = g_test_build_filename (G_TEST_DIST, "data", "root-cause", named[0], NULL);
  g_autofree char *folder = NULL, *truths = NULL, *text = NULL;
  g_auto (GStrv) lines = NULL;
  FwCellScore score = { 0 }, quiet = { 0 };

  if (g_file_test (own, G_FILE_TEST_IS_DIR))
    folder = g_steal_pointer (&own);
  else
    folder = g_build_filename (shared != NULL ? shared : "", "root-cause", named[0], NULL);
  truths = g_build_filename (folder, "ground_truth.csv", NULL);
  if (!g_file_get_contents (truths, &text, NULL, NULL))
    {
      g_test_skip ("a public set that is not ours to keep");
      return;
    }
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL && lines[i][0] != '\0'; i++)
    {
      g_auto (GStrv) columns = g_strsplit (lines[i], ",", 4);
      g_autofree char *file = g_strconcat (columns[1], ".gz", NULL);
      g_autofree char *path = g_build_filename (folder, file, NULL);
      g_autoptr (FwInput) input = fw_input_new_for_path (path, NULL);
      g_autoptr (FwCells) cells = fw_cell_file_read (input, NULL);
      g_autofree char *found = find_causes (cells);

      fw_cell_score_add (&score, columns[2], found);
      if (columns[2][0] == '\0')
        fw_cell_score_add (&quiet, "", found);
    }
  g_test_message ("F1 %.3f", fw_cell_score_get_f1 (&score));
  g_assert_cmpfloat (fw_cell_score_get_f1 (&score), >=, g_ascii_strtod (named[1], NULL) - 1e-9);
  g_assert_cmpuint (quiet.false_alarms, ==, 0);
}

int
main (int argc, char **argv)
{
  static const char *const sets[][2] = {
    { "B0", "0.99" },     { "L", "0.95" },  { "S", "0.95" },  { "Lsmall", "0.96" },
    { "Ssmall", "0.94" }, { "RS", "0.65" }, { "CC", "0.96" },
  };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cell-file/additive", test_additive);
  g_test_add_func ("/cell-file/ratio", test_ratio);
  g_test_add_func ("/cell-file/gzip", test_gzip);
  g_test_add_func ("/cell-file/bad", test_bad);
  g_test_add_func ("/cell-file/odd", test_odd);
  g_test_add_func ("/cell-file/many-values", test_many_values);
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      g_autofree char *path = g_strconcat ("/cell-file/set/", sets[i][0], NULL);

      g_test_add_data_func (path, sets[i], test_set);
    }
  return g_test_run ();
}
