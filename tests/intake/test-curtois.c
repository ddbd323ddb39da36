/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/fw-error.h"
#include "core/roster/fw-roster-search.h"
#include "intake/fw-curtois.h"

#define HEAD                                                                                       \
  "SECTION_HORIZON\n# days\n14\n\nSECTION_SHIFTS\nE,480,\nL,600,E\n\nSECTION_STAFF\n"              \
  "A,E=14|L=3,4320,960,5,2,2,1\n"
#define REST                                                                                       \
  "SECTION_DAYS_OFF\nA,0,13\nSECTION_SHIFT_ON_REQUESTS\nA,2,L,3\n"                                 \
  "SECTION_SHIFT_OFF_REQUESTS\nA,3,E,2\nSECTION_COVER\n2,L,1,100,1\n3,E,0,100,1\n"

static FwRosterProblem *
read_text (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return fw_curtois_read (bytes, error);
}

static void
test_read (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FwRosterProblem) problem = read_text (HEAD REST, &error);
  guint8 plan[14] = { 0 };

  g_assert_no_error (error);
  g_assert_cmpuint (problem->n_days, ==, 14);
  g_assert_cmpuint (problem->shifts[1].bars, ==, 1);
  g_assert_cmpuint (problem->people[0].most_of[1], ==, 3);
  g_assert_cmpuint (problem->people[0].least_minutes, ==, 960);
  g_assert_cmpuint (problem->people[0].most_minutes, ==, 4320);
  g_assert_true (problem->people[0].off[13] && !problem->people[0].off[12]);
  g_assert_cmpint (fw_roster_compute_cost (problem, plan), ==, 3 + 100);
  plan[2] = 2; /* wished, and wanted */
  plan[3] = 1; /* wished away, and one too many */
  g_assert_cmpint (fw_roster_compute_cost (problem, plan), ==, 2 + 1);
}

static void
test_bad (void)
{
  static const struct
  {
    const char *text, *says;
  } cases[] = {
    { "", "SECTION_HORIZON is missing or empty" },
    { "hello\n", "line 1: expected a section" },
    { "SECTION_HORIZON\nmany\nSECTION_SHIFTS\nE,480,\nSECTION_STAFF\nA,E=1,1,1,1,1,1,1\n",
      "line 2: expected a whole number from 0 to 400, found “many”" },
    { "SECTION_HORIZON\n14\nSECTION_SHIFTS\nE,480,X\nSECTION_STAFF\nA,E=1,1,1,1,1,1,1\n",
      "line 4: expected a shift of the list, found “X”" },
    { HEAD "B,E=14,4320\n", "line 11: expected 8 columns, there are 3" },
    { HEAD "A,E=14,4320,960,5,2,2,1\n", "line 11: expected a name of its own, found “A”" },
    { HEAD "SECTION_DAYS_OFF\nB,1\n", "line 12: expected a person of the list, found “B”" },
    { HEAD "SECTION_DAYS_OFF\nA,14\n", "line 12: expected a whole number from 0 to 13" },
    { HEAD "SECTION_COVER\n1,E,-2,100,1\n", "found “-2”" },
    { HEAD "SECTION_UNKNOWN\n", "expected a section" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_text (cases[i].text, &error));
      g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].says));
    }
}

/* The four smallest of the published problems; their best values are known and proven. */
static void
test_published (gconstpointer data)
{
  const char *const *named = data;
  const char *shared = g_getenv ("FW_SHARED_DATA");
  g_autofree char *path =
      g_build_filename (shared != NULL ? shared : "", "rostering", "instances", named[0], NULL);
  g_autofree char *text = NULL, *breach = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FwRosterProblem) problem = NULL;
  g_autoptr (FwRosterSearch) search = NULL;
  gint64 cost, known = g_ascii_strtoll (named[1], NULL, 10);

  if (!g_file_get_contents (path, &text, NULL, NULL))
    {
      g_test_skip ("public problems that are not ours to keep");
      return;
    }
  problem = read_text (text, &error);
  g_assert_no_error (error);
  search = fw_roster_search_new (problem, 1, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 50; i++)
    fw_roster_search_run (search, 500, i / 50.0);
  fw_roster_search_get_best (search, &cost);
  breach = fw_roster_check (problem, fw_roster_search_get_best (search, NULL));
  g_assert_null (breach);
  g_test_message ("%" G_GINT64_FORMAT, cost);
  g_assert_cmpint (cost, >=, known);
  g_assert_cmpint (cost, <=, known + known / 50);
}

int
main (int argc, char **argv)
{
  static const char *const published[][2] = {
    { "Instance1.txt", "607" },
    { "Instance2.txt", "828" },
    { "Instance3.txt", "1001" },
    { "Instance4.txt", "1716" },
  };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/curtois/read", test_read);
  g_test_add_func ("/curtois/bad", test_bad);
  for (guint i = 0; i < G_N_ELEMENTS (published); i++)
    {
      g_autofree char *path = g_strconcat ("/curtois/published/", published[i][0], NULL);

      g_test_add_data_func (path, published[i], test_published);
    }
  return g_test_run ();
}
