/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/staffing/fw-erlang.h"

#define assert_rounds_to(value, expected, digits)                                                  \
  g_assert_cmpfloat_with_epsilon (value, expected, 0.5 * pow (10, -(digits)) + 1e-12)

/* metrics.md, vector 4: 100 contacts a half hour, AHT 180 s, T 20 s. */
static void
test_vector_4 (void)
{
  static const struct
  {
    guint agents;
    double service_level, asa;
  } cases[] = { { 12, 64.0, 40.4 }, { 13, 79.6, 17.1 }, { 14, 88.8, 7.8 }, { 15, 94.1, NAN } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FwErlang result = fw_erlang_c (100, 1800, 180, cases[i].agents, 20);

      assert_rounds_to (100 * result.service_level, cases[i].service_level, 1);
      if (!isnan (cases[i].asa))
        assert_rounds_to (result.asa_s, cases[i].asa, 1);
    }
  assert_rounds_to (100 * fw_erlang_c (100, 1800, 180, 14, 20).occupancy, 71.4, 1);
}

static void
test_reference (void)
{
  g_autofree char *path =
      g_build_filename (g_getenv ("FW_SHARED_DATA") ?: "", "erlang", "reference.csv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    {
      g_test_skip ("the reference cases are not here");
      return;
    }

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) f = g_strsplit (lines[i], ",", -1);
      FwErlang result;

      if (g_strv_length (f) < 14 || g_strcmp0 (f[1], "C") != 0)
        continue;

      result = fw_erlang_c (g_ascii_strtod (f[2], NULL), g_ascii_strtod (f[4], NULL),
                            g_ascii_strtod (f[3], NULL), (guint) g_ascii_strtoull (f[6], NULL, 10),
                            g_ascii_strtod (f[5], NULL));
      g_assert_cmpfloat_with_epsilon (result.wait_probability, g_ascii_strtod (f[8], NULL), 1e-10);
      g_assert_cmpfloat_with_epsilon (result.service_level, g_ascii_strtod (f[9], NULL), 1e-10);
      if (isinf (result.asa_s))
        g_assert_true (isinf (g_ascii_strtod (f[10], NULL)));
      else
        g_assert_cmpfloat_with_epsilon (result.asa_s, g_ascii_strtod (f[10], NULL),
                                        1e-9 * MAX (1, result.asa_s));
      g_assert_cmpfloat_with_epsilon (result.occupancy, g_ascii_strtod (f[13], NULL), 1e-10);
      n++;
    }
  g_assert_cmpuint (n, ==, 24);
}

static void
test_edges (void)
{
  g_assert_cmpfloat (fw_erlang_c (0, 1800, 180, 0, 20).service_level, ==, 1);
  g_assert_cmpfloat (fw_erlang_c (100, 1800, 180, 10, 20).service_level, ==, 0);
  g_assert_true (isinf (fw_erlang_c (100, 1800, 180, 10, 20).asa_s));
  g_assert_cmpfloat (fw_erlang_c (100000, 1800, 180, 10100, 20).service_level, >, 0.5);
  g_assert_cmpuint (fw_erlang_c_find_agents (100, 1800, 180, 20, 0.8, 1000), ==, 14);
  g_assert_cmpuint (fw_erlang_c_find_agents (100, 1800, 180, 20, 0.795, 1000), ==, 13);
  g_assert_cmpuint (fw_erlang_c_find_agents (100, 1800, 180, 20, 0.8, 12), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/erlang/vector-4", test_vector_4);
  g_test_add_func ("/erlang/reference", test_reference);
  g_test_add_func ("/erlang/edges", test_edges);
  return g_test_run ();
}
