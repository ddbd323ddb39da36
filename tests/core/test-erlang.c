/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/staffing/fw-erlang.h"

#define assert_rounds_to(value, expected, digits)                                                  \
  g_assert_cmpfloat_with_epsilon (value, expected, 0.5 * pow (10, -(digits)) + 1e-12)

/* 1e-9 of a share, and of a second or of the value where that is longer. */
#define assert_near(value, expected)                                                               \
  g_assert_cmpfloat_with_epsilon (value, expected, 1e-9 * MAX (1, fabs (expected)))

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
check_case (char **f)
{
  double calls = g_ascii_strtod (f[2], NULL), aht = g_ascii_strtod (f[3], NULL);
  double interval = g_ascii_strtod (f[4], NULL), target = g_ascii_strtod (f[5], NULL);
  guint agents = (guint) g_ascii_strtoull (f[6], NULL, 10);
  gboolean patient = g_str_equal (f[1], "C");
  FwErlang result =
      patient ? fw_erlang_c (calls, interval, aht, agents, target)
              : fw_erlang_a (calls, interval, aht, agents, target, g_ascii_strtod (f[7], NULL));

  assert_near (result.wait_probability, g_ascii_strtod (f[8], NULL));
  assert_near (result.service_level, g_ascii_strtod (f[9], NULL));
  if (isinf (result.asa_s))
    g_assert_true (isinf (g_ascii_strtod (f[10], NULL)));
  else
    assert_near (result.asa_s, g_ascii_strtod (f[10], NULL));
  if (!patient)
    assert_near (result.asa_answered_s, g_ascii_strtod (f[11], NULL));
  assert_near (result.abandoned, g_ascii_strtod (f[12], NULL));
  assert_near (result.occupancy, g_ascii_strtod (f[13], NULL));
}

static void
test_reference (void)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "data", "erlang", "reference.csv", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL && lines[i][0] != '\0'; i++)
    {
      g_auto (GStrv) f = g_strsplit (g_strchomp (lines[i]), ",", -1);

      g_assert_cmpuint (g_strv_length (f), ==, 14);
      check_case (f);
      n++;
    }
  g_assert_cmpuint (n, ==, 48);
}

/* ---- the same by another way ---- */

#define PLACES 1500
#define STEPS 4000

/* Moves the chances to stand behind k others one step on: each place is freed by a finished contact
 * or by an impatience in front, and whoever stands there may give up. */
static void
change_places (const double *p, double *change, double c)
{
  for (guint k = 0; k < PLACES; k++)
    change[k] = (k + 1 < PLACES ? (c + k + 1) * p[k + 1] : 0) - (c + k) * p[k] - p[k];
}

/* Runge and Kutta over the waiting line as seen on arrival, in patiences. Returns: the share that
 * is answered in time after a wait. */
static double
integrate_queue (double *p, double c, double target)
{
  static double k1[PLACES], k2[PLACES], k3[PLACES], k4[PLACES], q[PLACES];
  double h = target / STEPS, answered = 0;

  for (guint i = 0; i < STEPS; i++)
    {
      double first = p[0], middle;

      change_places (p, k1, c);
      for (guint k = 0; k < PLACES; k++)
        q[k] = p[k] + h / 2 * k1[k];
      change_places (q, k2, c);
      for (guint k = 0; k < PLACES; k++)
        q[k] = p[k] + h / 2 * k2[k];
      middle = q[0];
      change_places (q, k3, c);
      for (guint k = 0; k < PLACES; k++)
        q[k] = p[k] + h * k3[k];
      change_places (q, k4, c);
      for (guint k = 0; k < PLACES; k++)
        p[k] += h / 6 * (k1[k] + 2 * k2[k] + 2 * k3[k] + k4[k]);
      answered += c * h / 6 * (first + 4 * middle + p[0]);
    }

  return answered;
}

static void
check_by_integration (double calls, double aht, guint agents, double target, double patience)
{
  static double p[PLACES];
  double load = calls * aht / 1800, rate = calls * patience / 1800, c = agents * patience / aht;
  double weight = 1, all = 0, waiting = 0;
  FwErlang result = fw_erlang_a (calls, 1800, aht, agents, target, patience);

  for (guint k = agents; k > 0; k--)
    all += weight *= k / load;
  weight = 1;
  for (guint k = 0; k < PLACES; k++)
    {
      p[k] = weight;
      waiting += weight;
      weight *= rate / (c + k + 1);
    }
  all += waiting;
  for (guint k = 0; k < PLACES; k++)
    p[k] /= all;
  g_assert_cmpfloat_with_epsilon (result.wait_probability, waiting / all, 1e-10);
  g_assert_cmpfloat_with_epsilon (
      result.service_level, 1 - waiting / all + integrate_queue (p, c, target / patience), 1e-6);
}

static void
test_integration (void)
{
  check_by_integration (100, 180, 12, 20, 60);
  check_by_integration (100, 180, 5, 60, 300);   /* half of them too few */
  check_by_integration (40, 600, 10, 1200, 90);  /* a target beyond all patience */
  check_by_integration (300, 200, 33, 5, 4);     /* hardly anybody waits */
  check_by_integration (400, 180, 20, 300, 900); /* a queue that is never short */
}

/* ---- the ends ---- */

static void
check_sense (FwErlang result)
{
  g_assert_true (result.wait_probability >= 0 && result.wait_probability <= 1 + 1e-12);
  g_assert_true (result.service_level >= -1e-12 && result.service_level <= 1 + 1e-12);
  g_assert_true (result.abandoned >= 0 && result.abandoned <= 1 + 1e-12);
  g_assert_true (result.occupancy >= 0 && result.occupancy <= 1 + 1e-12);
  g_assert_true (isfinite (result.asa_answered_s) && result.asa_answered_s >= 0);
}

static void
test_large (void)
{
  static const double patiences[] = { 1e-3, 1, 60, 3600, 1e6, 1e7 };
  static const double targets[] = { 0, 1e-6, 20, 3600, 1e6 };
  static const double calls[] = { 1e-6, 1, 30000, 50000, 60000, 1e7 };

  for (guint i = 0; i < G_N_ELEMENTS (patiences); i++)
    for (guint k = 0; k < G_N_ELEMENTS (targets); k++)
      for (guint m = 0; m < G_N_ELEMENTS (calls); m++)
        {
          FwErlang result = fw_erlang_a (calls[m], 1800, 180, 5000, targets[k], patiences[i]);

          check_sense (result);
          /* What comes goes: into the agents' time, or away. */
          assert_near (result.occupancy * 5000, calls[m] * 0.1 * (1 - result.abandoned));
        }
  assert_near (fw_erlang_c (49500, 1800, 180, 5000, 20).occupancy, 0.99);
  g_assert_cmpfloat (fw_erlang_c (100000, 1800, 180, 10100, 20).service_level, >, 0.5);
}

/* Nobody hangs up, or everybody does at once: Erlang C and Erlang B. */
static void
test_limits (void)
{
  FwErlang patient = fw_erlang_c (500, 1800, 333, 100, 20);
  FwErlang nearly = fw_erlang_a (500, 1800, 333, 100, 20, 1e7);
  FwErlang hasty = fw_erlang_a (500, 1800, 333, 100, 20, 1e-6);

  g_assert_cmpfloat_with_epsilon (nearly.service_level, patient.service_level, 1e-4);
  g_assert_cmpfloat_with_epsilon (nearly.asa_s, patient.asa_s, 1e-2);
  g_assert_cmpfloat_with_epsilon (hasty.service_level + hasty.abandoned, 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (hasty.abandoned, hasty.wait_probability, 1e-6);
}

static void
test_edges (void)
{
  FwErlang result;

  g_assert_cmpfloat (fw_erlang_c (0, 1800, 180, 0, 20).service_level, ==, 1);
  g_assert_cmpfloat (fw_erlang_c (100, 1800, 180, 10, 20).service_level, ==, 0);
  g_assert_true (isinf (fw_erlang_c (100, 1800, 180, 10, 20).asa_s));
  g_assert_cmpfloat (fw_erlang_a (0, 1800, 180, 0, 20, 60).service_level, ==, 1);
  result = fw_erlang_a (100, 1800, 180, 0, 20, 60);
  g_assert_cmpfloat (result.abandoned, ==, 1);
  g_assert_cmpfloat (result.asa_s, ==, 60);
  g_assert_true (isnan (result.asa_answered_s) && isnan (result.occupancy));
  /* Within no time at all only those are answered who need not wait. */
  result = fw_erlang_a (100, 1800, 180, 12, 0, 60);
  assert_near (result.service_level, 1 - result.wait_probability);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/erlang/vector-4", test_vector_4);
  g_test_add_func ("/erlang/reference", test_reference);
  g_test_add_func ("/erlang/integration", test_integration);
  g_test_add_func ("/erlang/large", test_large);
  g_test_add_func ("/erlang/limits", test_limits);
  g_test_add_func ("/erlang/edges", test_edges);
  return g_test_run ();
}
