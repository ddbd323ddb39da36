/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Point 20, seen: the audit trail's files hang together, and whoever touched them is found. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/fw-error.h"
#include "trail/fw-trail-read.h"

typedef struct
{
  char *directory;
  FwTrail *trail;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->directory = g_dir_make_tmp ("fw-trail-XXXXXX", &error);
  f->trail = fw_trail_open (f->directory, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autoptr (GDir) folder = g_dir_open (f->directory, 0, NULL);
  const char *name;

  g_clear_pointer (&f->trail, fw_trail_close);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (f->directory, name, NULL);

      g_unlink (path);
    }
  g_rmdir (f->directory);
  g_free (f->directory);
}

static void
record (FwTrail *trail, const char *who, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *on = g_strdup_printf ("contact %u", i);
      FwTrailEvent event = { .who = who,
                             .from = "192.0.2.7",
                             .what = "contact-read",
                             .on = on,
                             .outcome = "done",
                             .status = 200 };
      g_autoptr (GError) error = NULL;

      fw_trail_record_now (trail, &event, &error);
      g_assert_no_error (error);
    }
}

static GPtrArray *
list_files (Fixture *f)
{
  GPtrArray *paths = fw_trail_list_files (f->directory, NULL);

  g_ptr_array_add (paths, NULL);
  return paths;
}

static gboolean
verify (Fixture *f, FwTrailReport *report)
{
  g_autoptr (GPtrArray) paths = list_files (f);
  g_autoptr (GError) error = NULL;
  gboolean good = fw_trail_verify ((const char *const *) paths->pdata, NULL, report, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < report->problems->len; i++)
    g_test_message ("%s", (char *) report->problems->pdata[i]);
  return good;
}

static void
expect_good (Fixture *f, guint64 last)
{
  g_auto (FwTrailReport) report = { 0 };

  g_assert_true (verify (f, &report));
  g_assert_true (report.head);
  g_assert_cmpuint (report.first, ==, 1);
  g_assert_cmpuint (report.last, ==, last);
  g_assert_cmpuint (report.lines, ==, last);
}

/* The first problem names this line of the first file. */
static void
expect_problem (Fixture *f, guint line, const char *part)
{
  g_auto (FwTrailReport) report = { 0 };
  g_autofree char *start = g_strdup_printf ("%s/audit-000001.jsonl:%u: ", f->directory, line);

  g_assert_false (verify (f, &report));
  g_assert_true (g_str_has_prefix (report.problems->pdata[0], start));
  g_assert_nonnull (strstr (report.problems->pdata[0], part));
}

static char *
get_path (Fixture *f, guint index)
{
  g_autofree char *name = g_strdup_printf ("audit-%06u.jsonl", index);

  return g_build_filename (f->directory, name, NULL);
}

static char **
read_lines (Fixture *f)
{
  g_autofree char *path = get_path (f, 1);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return g_strsplit (text, "\n", -1);
}

static void
write_lines (Fixture *f, char **lines)
{
  g_autofree char *path = get_path (f, 1);
  g_autofree char *text = g_strjoinv ("\n", lines);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
test_chain (Fixture *f, gconstpointer data)
{
  g_auto (GStrv) lines = NULL;
  GStatBuf about;
  g_autofree char *path = get_path (f, 1);
  g_autofree char *key = g_build_filename (f->directory, "key", NULL);

  record (f->trail, "lead", 5);
  expect_good (f, 6);
  lines = read_lines (f);
  g_assert_nonnull (strstr (lines[0], "\"what\":\"trail\""));
  g_assert_nonnull (strstr (lines[1], "\"who\":\"lead\",\"from\":\"192.0.2.7\",\"what\":"
                                      "\"contact-read\",\"on\":\"contact 0\",\"outcome\":\"done\","
                                      "\"status\":200,\"chain\":"));
  g_assert_cmpint (g_stat (path, &about), ==, 0);
  g_assert_cmpint (about.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (key, &about), ==, 0);
  g_assert_cmpint (about.st_mode & 0777, ==, 0600);

  /* It goes on where it ended. */
  g_clear_pointer (&f->trail, fw_trail_close);
  f->trail = fw_trail_open (f->directory, NULL);
  record (f->trail, "boss", 1);
  expect_good (f, 7);
}

static void
test_touched (Fixture *f, gconstpointer data)
{
  g_auto (GStrv) whole = NULL;
  char *line;

  record (f->trail, "lead", 9);
  g_clear_pointer (&f->trail, fw_trail_close);
  whole = read_lines (f);

  /* Every byte of a line that is another is told with the line. */
  for (gsize i = 0; i < strlen (whole[4]); i += 3)
    {
      const char kept = whole[4][i];

      whole[4][i] = kept == 'x' ? 'y' : 'x';
      g_test_message ("byte %zu of %zu", i, strlen (whole[4]));
      write_lines (f, whole);
      expect_problem (f, 5, "");
      whole[4][i] = kept;
    }

  line = whole[5]; /* a line that is missing: the next one says so */
  for (guint i = 5; whole[i] != NULL; i++)
    whole[i] = whole[i + 1];
  write_lines (f, whole);
  expect_problem (f, 6, "events 6 to 6 are missing");
  for (guint i = g_strv_length (whole); i > 5; i--)
    whole[i] = whole[i - 1];
  whole[5] = line;

  whole[5] = whole[6]; /* swapped */
  whole[6] = line;
  write_lines (f, whole);
  expect_problem (f, 6, "missing before this line");
  whole[6] = whole[5];
  whole[5] = line;

  line = whole[9]; /* the last one is gone: "head" knows it */
  whole[9] = whole[10];
  whole[10] = NULL;
  write_lines (f, whole);
  expect_problem (f, 9, "events 10 to 10 are missing after this line");
  whole[10] = whole[9];
  whole[9] = line;

  line = whole[7]; /* cut in the middle of a line */
  whole[7] = NULL;
  {
    g_autofree char *path = get_path (f, 1);
    g_autofree char *before = g_strjoinv ("\n", whole);
    g_autofree char *text = g_strdup_printf ("%s\n%.40s", before, line);

    g_assert_true (g_file_set_contents (path, text, -1, NULL));
  }
  expect_problem (f, 8, "cut");
  whole[7] = line;

  write_lines (f, whole);
  expect_good (f, 10);
}

/* Who has no key can make no line that fits: not even with a chain of his own. */
static void
test_forged (Fixture *f, gconstpointer data)
{
  g_autofree char *other = g_dir_make_tmp ("fw-forged-XXXXXX", NULL);
  g_autoptr (FwTrail) forged = fw_trail_open (other, NULL);
  g_autofree char *path = get_path (f, 1);
  g_autofree char *forged_path = g_build_filename (other, "audit-000001.jsonl", NULL);
  g_autofree char *command = g_strdup_printf ("rm -r %s", other);
  g_autofree char *text = NULL;
  g_auto (FwTrailReport) before = { 0 };
  g_auto (FwTrailReport) report = { 0 };
  const char *paths[] = { path, NULL };

  record (f->trail, "lead", 3);
  record (forged, "nobody", 3);
  g_clear_pointer (&forged, fw_trail_close);
  g_assert_true (verify (f, &before));

  g_assert_true (g_file_get_contents (forged_path, &text, NULL, NULL));
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_false (fw_trail_verify (paths, before.key, &report, NULL));
  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
}

static void
test_rotation (Fixture *f, gconstpointer data)
{
  g_auto (FwTrailReport) report = { 0 };
  g_autoptr (GPtrArray) paths = NULL;
  g_autofree char *second = get_path (f, 2);
  const char *two[2] = { NULL };

  fw_trail_set_limits (f->trail, 2000, 0);
  record (f->trail, "lead", 40);
  paths = list_files (f);
  g_assert_cmpuint (paths->len, >, 4);
  g_assert_true (verify (f, &report));
  g_assert_cmpuint (report.lines, ==, 40 + paths->len - 1);

  /* One of them alone is whole too, and says where it begins. */
  fw_trail_report_clear (&report);
  two[0] = second;
  g_assert_true (fw_trail_verify (two, NULL, &report, NULL) || report.head);
  g_assert_cmpuint (report.first, >, 1);

  /* A file that is missing between two is told. */
  g_unlink (second);
  fw_trail_report_clear (&report);
  g_assert_false (verify (f, &report));
  g_assert_nonnull (strstr (report.problems->pdata[0], "audit-000003.jsonl:1: events"));
}

/* A trail whose end somebody took goes on behind the gap, and shows it for ever. */
static void
test_cut_while_down (Fixture *f, gconstpointer data)
{
  g_auto (GStrv) lines = NULL;
  FwTrailState state;

  record (f->trail, "lead", 5);
  g_clear_pointer (&f->trail, fw_trail_close);
  lines = read_lines (f);
  for (guint i = 5; lines[i] != NULL; i++)
    g_clear_pointer (&lines[i], g_free);
  lines[4][0] = '\0';
  write_lines (f, lines);

  g_test_expect_message ("floorwalkerd", G_LOG_LEVEL_WARNING, "*cut off*");
  f->trail = fw_trail_open (f->directory, NULL);
  g_test_assert_expected_messages ();
  fw_trail_get_state (f->trail, &state);
  g_assert_true (state.cut);
  record (f->trail, "boss", 1);
  expect_problem (f, 5, "are missing before this line");
}

static void
test_half_line (Fixture *f, gconstpointer data)
{
  g_autofree char *path = get_path (f, 1);
  int file;

  record (f->trail, "lead", 3);
  g_clear_pointer (&f->trail, fw_trail_close);
  file = open (path, O_WRONLY | O_APPEND);
  g_assert_cmpint (write (file, "{\"n\":5,\"at\"", 11), ==, 11);
  close (file);

  f->trail = fw_trail_open (f->directory, NULL);
  record (f->trail, "lead", 1);
  expect_good (f, 5);
}

static void
count_cb (const GError *error, gpointer user_data)
{
  gboolean written = error == NULL;

  g_assert_cmpint (write (*(int *) user_data, &written, sizeof written), ==, sizeof written);
}

/* What was said to be written is there after a kill. */
static void
test_kill (Fixture *f, gconstpointer data)
{
  for (guint round = 0; round < 5; round++)
    {
      g_auto (FwTrailReport) report = { 0 };
      gboolean written;
      guint64 before;
      guint told = 0;
      int ends[2], status;
      pid_t child;

      g_assert_true (verify (f, &report));
      before = report.last;
      g_assert_cmpint (pipe (ends), ==, 0);
      child = fork ();
      if (child == 0)
        {
          FwTrail *trail = fw_trail_open (f->directory, NULL);
          FwTrailEvent event = { .who = "lead", .what = "contact-read", .outcome = "done" };

          while (TRUE)
            fw_trail_record (trail, &event, FW_TRAIL_KEEP, count_cb, &ends[1]);
        }
      close (ends[1]);
      for (; told < 300 + round * 50; told++)
        g_assert_cmpint (read (ends[0], &written, sizeof written), ==, sizeof written);
      kill (child, SIGKILL);
      waitpid (child, &status, 0);
      while (read (ends[0], &written, sizeof written) == sizeof written)
        told++;
      close (ends[0]);

      /* Opening takes back what was half; this process goes on behind the other's lines. */
      record (f->trail, "boss", 1);
      fw_trail_report_clear (&report);
      g_assert_true (verify (f, &report));
      g_assert_cmpuint (report.last, >=, before + told + 1);
    }
}

static void
test_two_writers (Fixture *f, gconstpointer data)
{
  g_autoptr (FwTrail) other = fw_trail_open (f->directory, NULL);

  fw_trail_set_limits (f->trail, 3000, 0);
  for (guint i = 0; i < 20; i++)
    {
      record (f->trail, "server", 1);
      record (other, "by hand", 1);
    }
  {
    g_auto (FwTrailReport) report = { 0 };

    g_assert_true (verify (f, &report));
    g_assert_cmpuint (report.lines, >, 40);
  }
}

static void
test_full (Fixture *f, gconstpointer data)
{
  FwTrailEvent kept = { .who = "boss", .what = "sign-in", .outcome = "done" };
  FwTrailEvent offered = { .who = "boss", .what = "contacts-export", .outcome = "done" };
  g_autoptr (GError) error = NULL;
  FwTrailState state;

  record (f->trail, "lead", 2);
  fw_trail_set_limits (f->trail, 1 << 20, 10);
  g_test_expect_message ("floorwalkerd", G_LOG_LEVEL_WARNING, "*No space left*");
  g_assert_false (fw_trail_record_now (f->trail, &offered, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_FULL);
  g_test_assert_expected_messages ();
  fw_trail_record (f->trail, &kept, FW_TRAIL_KEEP, NULL, NULL);
  fw_trail_get_state (f->trail, &state);
  g_assert_true (state.failing && state.full);
  g_assert_cmpuint (state.waiting, ==, 1);

  /* Room again: what happened is written, what did not is not. */
  fw_trail_set_limits (f->trail, 1 << 20, 0);
  do
    {
      g_usleep (10000);
      fw_trail_get_state (f->trail, &state);
    }
  while (state.failing || state.waiting > 0);
  {
    g_auto (GStrv) lines = NULL;

    expect_good (f, 4);
    lines = read_lines (f);
    g_assert_nonnull (strstr (lines[3], "sign-in"));
  }
}

/* A flood of refusals is a line at once and one that counts the rest. */
static void
test_flood (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < 100000; i++)
    {
      g_autofree char *from = g_strdup_printf ("192.0.2.%u", i % 1000);
      FwTrailEvent event = {
        .from = from, .what = "refused", .on = "GET contacts", .outcome = "refused", .status = 401
      };

      fw_trail_record (f->trail, &event, FW_TRAIL_COUNT, NULL, NULL);
    }
  g_clear_pointer (&f->trail, fw_trail_close);
  {
    g_auto (GStrv) lines = read_lines (f);
    guint64 n = 0;

    g_assert_cmpuint (g_strv_length (lines), <, 1000);
    for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
      {
        const char *times = strstr (lines[i], "\"times\":");

        n += times != NULL ? g_ascii_strtoull (times + 8, NULL, 10) : 1;
      }
    g_assert_cmpuint (n, ==, 100000);
  }
}

/* A store in a database has one trail, however its address is spelt; one that was named by an
 * address comes along. */
static void
test_place (void)
{
  static const char spelt[] = "postgresql://db.example/floor";
  g_autofree char *state = g_dir_make_tmp ("fw-trail-XXXXXX", NULL);
  g_autofree char *before = g_strdup (g_getenv ("STATE_DIRECTORY"));
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, spelt, -1);
  g_autofree char *name = g_strdup_printf ("audit-%.16s", digest);
  g_autofree char *old = g_build_filename (state, name, NULL);
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;
  g_autofree char *other = NULL;
  g_autofree char *beside = NULL;

  g_setenv ("STATE_DIRECTORY", state, TRUE);
  g_assert_cmpint (g_mkdir (old, 0700), ==, 0);
  one = fw_trail_find_directory (spelt, "0123");
  two = fw_trail_find_directory ("postgresql:///floor?host=db.example", "0123");
  other = fw_trail_find_directory (spelt, "4567");
  beside = fw_trail_find_directory ("/srv/centre", "0123");
  g_assert_cmpstr (one, ==, two);
  g_assert_cmpstr (one, !=, other);
  g_assert_cmpstr (beside, ==, "/srv/centre/audit");
  g_assert_true (g_file_test (one, G_FILE_TEST_IS_DIR));
  g_assert_false (g_file_test (old, G_FILE_TEST_EXISTS));

  g_rmdir (one);
  g_rmdir (state);
  if (before != NULL)
    g_setenv ("STATE_DIRECTORY", before, TRUE);
  else
    g_unsetenv ("STATE_DIRECTORY");
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *f, gconstpointer data);
  } tests[] = {
    { "/trail/20/chain", test_chain },
    { "/trail/20/touched", test_touched },
    { "/trail/20/forged", test_forged },
    { "/trail/20/rotation", test_rotation },
    { "/trail/20/cut-while-down", test_cut_while_down },
    { "/trail/20/half-line", test_half_line },
    { "/trail/20/kill", test_kill },
    { "/trail/20/two-writers", test_two_writers },
    { "/trail/20/full", test_full },
    { "/trail/20/flood", test_flood },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  g_test_add_func ("/trail/place", test_place);
  return g_test_run ();
}
