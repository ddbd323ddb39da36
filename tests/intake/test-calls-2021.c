/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake-support.h"

/* The same five thousand calls as three people saved them: the totals must agree. */
static void
test_file (gconstpointer data)
{
  const char *name = data;
  const char *shared = g_getenv ("FW_SHARED_DATA");
  g_autofree char *path = g_build_filename (shared != NULL ? shared : "", "calls-2021", name, NULL);
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
  g_autoptr (GError) error = NULL;
  FwIntake intake = { .format = FW_FORMAT_CALLS, .source = "calls", .sink = catch_cb };
  gint64 wait = 0, talk = 0, rating = 0;
  guint answered = 0, ratings = 0, resolved = 0;
  Caught caught;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("a public list that is not ours to keep");
      return;
    }

  caught_init (&caught);
  intake.user_data = &caught;
  g_assert_true (fw_intake_read_file (&intake, path, report, NULL, &error));
  g_assert_no_error (error);
  g_test_message ("%s", report->mapping);
  g_assert_cmpuint (report->rows, ==, 5000);
  g_assert_cmpuint (report->accepted, ==, 5000);
  g_assert_cmpuint (report->rejected, ==, 0);
  g_assert_cmpint (report->first, ==,
                   G_GINT64_CONSTANT (1609492378) * 1000000); /* 1 January 9:12:58 */
  g_assert_cmpint (report->last / 86400000000, ==, 18717);    /* 31 March */

  for (guint i = 0; i < caught.events->len; i++)
    {
      FwEvent *event = caught_get (&caught, i);

      g_assert_cmpint (event->type, ==, FW_EVENT_CONTACT);
      resolved += event->resolved == 1;
      if (fw_text_equal (event->reason, FW_TEXT_LITERAL ("answered")))
        {
          answered++;
          wait += event->wait_ms;
          talk += event->talk_ms;
        }
      else
        g_assert_cmpint (event->talk_ms, ==, FW_EVENT_NO_TIME);
      ratings += event->rating > 0;
      rating += event->rating;
    }
  g_assert_cmpuint (caught.events->len, ==, 5000);
  g_assert_cmpuint (answered, ==, 4054);
  g_assert_cmpuint (resolved, ==, 3646);
  g_assert_cmpuint (ratings, ==, 4054);
  g_assert_cmpfloat_with_epsilon (wait / 1000.0 / answered, 67.5207, 0.00005);
  g_assert_cmpfloat_with_epsilon (talk / 1000.0 / answered, 224.9228, 0.00005);
  g_assert_cmpfloat_with_epsilon ((double) rating / ratings, 3.4036, 0.00005);
  assert_text (caught_get (&caught, 0)->id, "ID0001");
  assert_text (caught_get (&caught, 0)->agent, "Diane");
  assert_text (caught_get (&caught, 0)->product, "Contract related");
  assert_text (caught_get (&caught, 0)->queue, "calls");
  caught_clear (&caught);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/calls-2021/a", "calls-a.csv", test_file);
  g_test_add_data_func ("/calls-2021/c", "calls-c.csv", test_file);
  g_test_add_data_func ("/calls-2021/xlsx", "calls.xlsx", test_file);

  return g_test_run ();
}
