/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A queue_log that Asterisk wrote, against what Asterisk itself counted (queue show, recorded
 * beside it). */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>

#include "intake/fw-intake.h"
#include "support/fw-test-centre.h"
#include "support/fw-test-store.h"

typedef struct
{
  char *log;
  char *shown;
  char *location;
  FwCentre *centre;
  FwScope *scope;
  guint64 duplicates;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->log = g_test_build_filename (G_TEST_DIST, "data", "asterisk", "queue_log.gz", NULL);
  f->shown = g_test_build_filename (G_TEST_DIST, "data", "asterisk", "queue_show.txt", NULL);
  f->location = fw_test_store_new ();
  f->centre = fw_test_centre_open (f->location);
  f->scope = fw_scope_new_administrator ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  fw_centre_close (f->centre);
  fw_scope_unref (f->scope);
  fw_test_store_free (f->location);
  g_free (f->log);
  g_free (f->shown);
}

static gboolean
ingest_cb (FwEventBatch *batch, gpointer user_data, GError **error)
{
  Fixture *f = user_data;
  FwFloorReport report;

  if (!fw_centre_ingest (f->centre, batch, &report, error))
    return FALSE;
  f->duplicates += report.duplicates;
  return TRUE;
}

static FwIntake
get_intake (Fixture *f)
{
  return (FwIntake){
    .format = FW_FORMAT_QUEUE_LOG, .source = "pbx", .sink = ingest_cb, .user_data = f
  };
}

static void
import (Fixture *f)
{
  FwIntake intake = get_intake (f);
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
  g_autoptr (GError) error = NULL;

  fw_intake_read_file (&intake, f->log, report, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->rejected, ==, 0);
  g_assert_cmpuint (report->rows, ==, report->accepted);
}

static FwCubeAnswer *
ask (Fixture *f, FwDimension dimension)
{
  FwQuestion question = { .from = 0, .to = G_GINT64_CONSTANT (4000000000) * FW_SECOND };
  g_autoptr (GError) error = NULL;
  FwCubeAnswer *answer;

  question.now = question.to;
  question.by[0] = dimension;
  question.n_by = 1;
  answer = fw_centre_ask (f->centre, f->scope, &question, NULL, &error);
  g_assert_no_error (error);
  return answer;
}

static const FwSums *
find_sums (Fixture *f, FwCubeAnswer *answer, FwDimension dimension, const char *name)
{
  for (guint i = 0; i < answer->groups->len; i++)
    {
      const FwCubeGroup *group = &g_array_index (answer->groups, FwCubeGroup, i);

      if (g_str_equal (fw_centre_name_code (f->centre, dimension, group->codes[0]), name))
        return &group->sums;
    }
  g_error ("nothing counted for %s", name);
}

static double
get_number (const char *line, const char *after)
{
  const char *found = strstr (line, after);

  g_assert_nonnull (found);
  return g_ascii_strtod (found + strlen (after), NULL);
}

/* A share as Asterisk prints it: in single precision, one digit. */
static void
check_share (const char *line, const char *name, guint64 part, guint64 whole)
{
  g_autofree char *expected = g_strdup_printf ("%.1f", get_number (line, name));
  g_autofree char *found = g_strdup_printf ("%.1f", 100 * ((float) part / (float) whole));

  g_assert_cmpstr (found, ==, expected);
}

static void
check_queue (const char *line, const FwSums *sums)
{
  guint64 completed = (guint64) get_number (line, "C:"), gone = (guint64) get_number (line, " A:");

  g_assert_cmpuint (sums->handled, ==, completed);
  g_assert_cmpuint (sums->answered, ==, completed);
  g_assert_cmpuint (sums->abandoned + sums->left, ==, gone);
  check_share (line, "SL:", sums->answered_in_target, completed);
  check_share (line, "SL2:", sums->answered_in_target + sums->abandoned_in_target,
               completed + gone);
}

static void
check_against_asterisk (Fixture *f)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (FwCubeAnswer) queues = ask (f, FW_DIMENSION_QUEUE);
  g_autoptr (FwCubeAnswer) agents = ask (f, FW_DIMENSION_AGENT);
  guint n_queues = 0, n_agents = 0;

  g_assert_true (g_file_get_contents (f->shown, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", 0);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (g_strstrip (lines[i]), " ", 2);

      if (strstr (lines[i], " C:") != NULL)
        {
          check_queue (lines[i], find_sums (f, queues, FW_DIMENSION_QUEUE, words[0]));
          n_queues++;
        }
      else if (strstr (lines[i], "has taken ") != NULL)
        {
          const FwSums *sums = find_sums (f, agents, FW_DIMENSION_AGENT, words[0]);

          g_assert_cmpuint (sums->handled, ==, (guint64) get_number (lines[i], "has taken "));
          n_agents++;
        }
    }
  g_assert_cmpuint (n_queues, ==, 3);
  g_assert_cmpuint (n_agents, ==, 30);
  g_assert_cmpuint (queues->total.rated, ==, 714);
}

/* The queues' servicelevel was 5 seconds. */
static void
set_service_level (Fixture *f)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);

  g_ptr_array_add (records, fw_test_record ("policy", "sl", "subject", "service-level-seconds",
                                            "value", "5", "since", "2020-01-01", NULL));
  fw_test_centre_put_house (f->centre, records);
}

static void
test_import (Fixture *f, gconstpointer data)
{
  guint64 events;

  set_service_level (f);
  import (f);
  check_against_asterisk (f);
  g_assert_cmpuint (f->duplicates, <, 50); /* lines that are alike to the letter */
  events = fw_test_centre_verify (f->centre);

  f->duplicates = 0;
  import (f);
  check_against_asterisk (f);
  g_assert_cmpuint (f->duplicates, ==, events);
  fw_test_centre_verify (f->centre);
}

/* The policy told afterwards gives the same. */
static void
test_policy_later (Fixture *f, gconstpointer data)
{
  import (f);
  set_service_level (f);
  check_against_asterisk (f);
  fw_test_centre_verify (f->centre);
}

static char *
read_log (Fixture *f, gsize *length)
{
  g_autoptr (GFile) file = g_file_new_for_path (f->log);
  g_autoptr (GFileInputStream) packed = g_file_read (file, NULL, NULL);
  g_autoptr (GZlibDecompressor) gzip = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GInputStream) input = NULL;
  char *text = g_malloc (1024 * 1024);

  g_assert_nonnull (packed);
  input = g_converter_input_stream_new (G_INPUT_STREAM (packed), G_CONVERTER (gzip));
  g_assert_true (g_input_stream_read_all (input, text, 1024 * 1024, length, NULL, NULL));
  g_assert_cmpuint (*length, ==, 649771);
  return text;
}

/* Written piece by piece while it is followed, cut within lines, renamed away and begun anew. */
static void
test_follow (Fixture *f, gconstpointer data)
{
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  g_autofree char *rotated = NULL;
  g_autofree char *text = NULL;
  g_autoptr (FwFollower) follower = NULL;
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autoptr (GError) error = NULL;
  FwIntake intake = get_intake (f);
  gsize length, done = 0;
  guint step = 0;

  set_service_level (f);
  folder = g_dir_make_tmp ("floorwalker-follow-XXXXXX", NULL);
  path = g_build_filename (folder, "queue_log", NULL);
  rotated = g_build_filename (folder, "queue_log.1", NULL);
  text = read_log (f, &length);
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  follower = fw_follower_new (&intake, path, NULL, &error);
  g_assert_no_error (error);
  while (done < length)
    {
      gsize n = MIN ((gsize) g_rand_int_range (random, 1, 8000), length - done);
      FILE *file;

      if (++step == 50) /* rotation, at the end of a line as Asterisk does it */
        {
          while (done > 0 && text[done - 1] != '\n')
            {
              file = g_fopen (path, "a");
              fwrite (text + done++, 1, 1, file);
              fclose (file);
            }
          g_assert_cmpint (g_rename (path, rotated), ==, 0);
          n = MIN (n, length - done);
        }
      file = g_fopen (path, "a");
      fwrite (text + done, 1, n, file);
      fclose (file);
      done += n;
      fw_follower_poll (follower, &error);
      g_assert_no_error (error);
    }
  fw_follower_poll (follower, &error);
  g_assert_no_error (error);
  check_against_asterisk (f);
  fw_test_centre_verify (f->centre);

  f->duplicates = 0;
  import (f); /* all of it is known */
  check_against_asterisk (f);
  g_unlink (path);
  g_unlink (rotated);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/queue-log/import", test_import);
  ADD ("/queue-log/policy-later", test_policy_later);
  ADD ("/queue-log/follow", test_follow);
  return g_test_run ();
}
