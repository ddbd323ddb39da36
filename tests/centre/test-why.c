/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where nothing happens, next to nothing is found. */
#include <math.h>

#include "support/fw-stationary.h"
#include "support/fw-test-centre.h"
#include "support/fw-test-store.h"

#define SEED 20261
#define QUESTIONS 100

static void
test_stationary (void)
{
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  char *location = fw_test_store_new ();
  FwCentre *centre = fw_test_centre_open (location);
  guint found = 0;

  fw_stationary_fill (centre, SEED, 1500);
  for (guint i = 0; i < QUESTIONS; i++)
    {
      FwWhyQuestion question = fw_stationary_question (SEED, i);
      g_autoptr (GError) error = NULL;
      g_autoptr (FwWhyAnswer) answer = fw_centre_why (centre, scope, &question, NULL, &error);

      g_assert_no_error (error);
      if (answer->causes->len > 0)
        {
          const FwWhyCause *cause = answer->causes->pdata[0];

          found++;
          g_test_message ("%u %s %s: %s=%s q %g", i, question.metric->name,
                          fw_why_baseline_to_name (question.baseline),
                          g_array_index (cause->cell.parts, FwWhyPart, 0).attribute,
                          g_array_index (cause->cell.parts, FwWhyPart, 0).value, cause->cell.q);
        }
      fw_why_question_clear (&question);
    }
  g_test_message ("%u of %u", found, QUESTIONS);
  g_assert_cmpuint (found * 10, <=, QUESTIONS);
  fw_centre_close (centre);
  fw_test_store_free (location);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/why/stationary", test_stationary);

  return g_test_run ();
}
