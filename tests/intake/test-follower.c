/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake-support.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  char *directory;
  char *path;
  char *rotated;
  Caught caught;
  FwFollower *follower;
  guint written;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->directory = g_dir_make_tmp ("fw-follower-XXXXXX", NULL);
  f->path = g_build_filename (f->directory, "queue_log", NULL);
  f->rotated = g_strconcat (f->path, ".1", NULL);
  caught_init (&f->caught);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_pointer (&f->follower, fw_follower_free);
  caught_clear (&f->caught);
  g_remove (f->path);
  g_remove (f->rotated);
  g_assert_cmpint (g_rmdir (f->directory), ==, 0);
  g_free (f->directory);
  g_free (f->path);
  g_free (f->rotated);
}

static void
follow (Fixture *f, const char *position)
{
  FwIntake intake = {
    .format = FW_FORMAT_QUEUE_LOG, .source = "pbx", .sink = catch_cb, .user_data = &f->caught
  };
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&f->follower, fw_follower_free);
  f->follower = fw_follower_new (&intake, f->path, position, &error);
  g_assert_no_error (error);
}

static void
poll_now (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fw_follower_poll (f->follower, &error));
  g_assert_no_error (error);
}

static void
append (const char *path, const char *text)
{
  FILE *file = fopen (path, "a");

  g_assert_nonnull (file);
  fputs (text, file);
  fclose (file);
}

/* Call N enters a queue. */
static void
write_calls (Fixture *f, const char *path, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *line = g_strdup_printf ("%u|c%u|sales|NONE|ENTERQUEUE||1|1\n",
                                               1795283210 + f->written, f->written);

      append (path, line);
      f->written++;
    }
}

/* Every call once at least and in order of its first appearance; @twice: some may have come again.
 */
static void
assert_all (Fixture *f, gboolean twice)
{
  guint next = 0;

  for (guint i = 0; i < f->caught.events->len; i++)
    {
      FwEvent *event = caught_get (&f->caught, i);
      g_autofree char *contact = fw_text_dup (event->contact);
      guint number = (guint) g_ascii_strtoull (contact + 1, NULL, 10);

      if (number == next)
        next++;
      else
        g_assert_true (twice && number < next);
    }
  g_assert_cmpuint (next, ==, f->written);
}

static void
test_grow (Fixture *f, gconstpointer data)
{
  follow (f, NULL);
  poll_now (f); /* not there yet */
  g_assert_cmpuint (f->caught.events->len, ==, 0);
  write_calls (f, f->path, 3);
  poll_now (f);
  assert_all (f, FALSE);

  /* An unfinished line waits for its end. */
  append (f->path, "1795283213|c3|sales|NONE|ENTER");
  poll_now (f);
  g_assert_cmpuint (f->caught.events->len, ==, 3);
  append (f->path, "QUEUE||1|1\n");
  f->written++;
  poll_now (f);
  assert_all (f, FALSE);
  g_assert_cmpuint (fw_follower_get_report (f->follower)->accepted, ==, 4);
  g_assert_null (fw_follower_get_error (f->follower));
}

static void
test_timer (Fixture *f, gconstpointer data)
{
  gint64 end = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  follow (f, NULL);
  write_calls (f, f->path, 2);
  while (f->caught.events->len < 2 && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  assert_all (f, FALSE);
}

static void
test_rename (Fixture *f, gconstpointer data)
{
  follow (f, NULL);
  write_calls (f, f->path, 2);
  poll_now (f);
  write_calls (f, f->path, 2);
  g_assert_cmpint (g_rename (f->path, f->rotated), ==, 0);
  poll_now (f);
  write_calls (f, f->rotated, 2); /* the PBX has not yet been told */
  append (f->path, "");
  poll_now (f);
  write_calls (f, f->rotated, 1);
  poll_now (f);
  write_calls (f, f->path, 2);
  poll_now (f);
  assert_all (f, FALSE);
  for (guint i = 0; i < 40; i++)
    poll_now (f); /* patience with the old file ends */
  write_calls (f, f->path, 1);
  poll_now (f);
  assert_all (f, FALSE);
}

static void
copy_file (const char *from, const char *to)
{
  g_autofree char *text = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (from, &text, &length, NULL));
  g_assert_true (g_file_set_contents (to, text, (gssize) length, NULL));
}

static void
test_copytruncate (Fixture *f, gconstpointer data)
{
  follow (f, NULL);
  write_calls (f, f->path, 5);
  poll_now (f);
  write_calls (f, f->path, 2); /* not read before the copy */
  copy_file (f->path, f->rotated);
  g_assert_cmpint (truncate (f->path, 0), ==, 0);
  poll_now (f);
  write_calls (f, f->path, 1);
  poll_now (f);
  assert_all (f, FALSE);

  /* Filled beyond where we stood before the next poll: told by its beginning. */
  copy_file (f->path, f->rotated);
  g_assert_cmpint (truncate (f->path, 0), ==, 0);
  write_calls (f, f->path, 20);
  poll_now (f);
  assert_all (f, FALSE);
}

static void
test_restart (Fixture *f, gconstpointer data)
{
  g_autofree char *position = NULL;

  follow (f, NULL);
  write_calls (f, f->path, 3);
  append (f->path, "1795283213|c3|sa");
  poll_now (f);
  position = fw_follower_get_position (f->follower);
  g_clear_pointer (&f->follower, fw_follower_free);

  append (f->path, "les|NONE|ENTERQUEUE||1|1\n");
  f->written++;
  write_calls (f, f->path, 2);
  follow (f, position);
  poll_now (f);
  assert_all (f, FALSE);
  g_assert_cmpuint (f->caught.events->len, ==, 6);

  /* Nothing new: the same position again. */
  g_free (position);
  position = fw_follower_get_position (f->follower);
  follow (f, position);
  poll_now (f);
  g_assert_cmpuint (f->caught.events->len, ==, 6);
}

static void
test_rotated_while_down (Fixture *f, gconstpointer data)
{
  g_autofree char *position = NULL;

  follow (f, NULL);
  write_calls (f, f->path, 3);
  poll_now (f);
  position = fw_follower_get_position (f->follower);
  g_clear_pointer (&f->follower, fw_follower_free);

  write_calls (f, f->path, 2);
  g_assert_cmpint (g_rename (f->path, f->rotated), ==, 0);
  write_calls (f, f->path, 2);
  follow (f, position);
  poll_now (f);
  assert_all (f, FALSE);
  g_assert_cmpuint (f->caught.events->len, ==, 7);
}

static void
test_rotated_twice_while_down (Fixture *f, gconstpointer data)
{
  g_autofree char *position = NULL;

  follow (f, NULL);
  write_calls (f, f->path, 3);
  poll_now (f);
  position = fw_follower_get_position (f->follower);
  g_clear_pointer (&f->follower, fw_follower_free);

  g_remove (f->path);
  write_calls (f, f->rotated, 2);
  write_calls (f, f->path, 2);
  follow (f, position);
  poll_now (f);
  assert_all (f, FALSE);
}

static void
test_sink_refuses (Fixture *f, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *during = NULL;
  g_autoptr (GError) error = NULL;

  follow (f, NULL);
  write_calls (f, f->path, 2);
  poll_now (f);
  before = fw_follower_get_position (f->follower);

  f->caught.refuse = TRUE;
  write_calls (f, f->path, 2);
  g_assert_false (fw_follower_poll (f->follower, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_FULL);
  g_assert_nonnull (fw_follower_get_error (f->follower));
  during = fw_follower_get_position (f->follower);
  g_assert_cmpstr (before, ==, during);

  f->caught.refuse = FALSE;
  write_calls (f, f->path, 1);
  poll_now (f);
  assert_all (f, FALSE);
  g_assert_cmpuint (f->caught.events->len, ==, 5);
}

static void
test_large (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 60000; i++)
    g_string_append_printf (text, "%u|c%u|sales|NONE|ENTERQUEUE||1|1\n", 1795283210 + i, i);
  g_assert_true (g_file_set_contents (f->path, text->str, (gssize) text->len, NULL));
  f->written = 60000;
  follow (f, NULL);
  poll_now (f);
  assert_all (f, FALSE);
  g_assert_cmpuint (f->caught.batches->len, <, 20);
}

static void
poll_in_vain (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (fw_follower_poll (f->follower, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
  g_assert_true (g_error_matches (fw_follower_get_error (f->follower), FW_ERROR, FW_ERROR_INVALID));
}

/* A folder or a pipe stands where the log should: told, and over as soon as the log is there. */
static void
test_no_log_in_its_place (Fixture *f, gconstpointer data)
{
  g_autofree char *position = NULL;

  follow (f, NULL);
  poll_now (f);
  g_assert_cmpint (g_mkdir (f->path, 0700), ==, 0);
  poll_in_vain (f);
  poll_in_vain (f);
  g_assert_cmpint (g_rmdir (f->path), ==, 0);
  poll_now (f);
  g_assert_null (fw_follower_get_error (f->follower));
  g_assert_cmpint (mkfifo (f->path, 0600), ==, 0);
  poll_in_vain (f);
  g_assert_cmpint (g_remove (f->path), ==, 0);
  write_calls (f, f->path, 3);
  poll_now (f);
  assert_all (f, FALSE);

  /* In place of a log that was read; what the PBX still wrote to that is not lost. */
  g_assert_cmpint (g_rename (f->path, f->rotated), ==, 0);
  write_calls (f, f->rotated, 2);
  g_assert_cmpint (g_mkdir (f->path, 0700), ==, 0);
  poll_in_vain (f);
  write_calls (f, f->rotated, 2);
  poll_in_vain (f);
  g_assert_cmpint (g_rmdir (f->path), ==, 0);
  write_calls (f, f->path, 4);
  poll_now (f);
  assert_all (f, FALSE);
  position = fw_follower_get_position (f->follower);
  follow (f, position);
  write_calls (f, f->path, 1);
  poll_now (f);
  assert_all (f, TRUE);
}

/* A folder in place of the rotated log does not keep a log of today from being read. */
static void
test_no_rotated_log_in_its_place (Fixture *f, gconstpointer data)
{
  g_autofree char *position = NULL;

  write_calls (f, f->path, 3);
  follow (f, NULL);
  poll_now (f);
  position = fw_follower_get_position (f->follower);
  g_clear_pointer (&f->follower, fw_follower_free);
  g_assert_cmpint (g_remove (f->path), ==, 0);
  g_assert_cmpint (g_mkdir (f->rotated, 0700), ==, 0);
  write_calls (f, f->path, 2);
  follow (f, position);
  poll_now (f);
  assert_all (f, FALSE);
}

static void
remove_all (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_all (path);
      g_remove (path);
    }
}

/* Packs @from as @to, and takes @from away. */
static void
pack (const char *from, const char *to, int (*add_filter) (struct archive *))
{
  struct archive *packed = archive_write_new ();
  struct archive_entry *entry = archive_entry_new ();
  g_autofree char *text = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (from, &text, &length, NULL));
  g_assert_cmpint (add_filter (packed), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_set_format_raw (packed), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_open_filename (packed, to), ==, ARCHIVE_OK);
  archive_entry_set_filetype (entry, AE_IFREG);
  g_assert_cmpint (archive_write_header (packed, entry), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_data (packed, text, length), ==, (la_ssize_t) length);
  archive_entry_free (entry);
  g_assert_cmpint (archive_write_free (packed), ==, ARCHIVE_OK);
  g_remove (from);
}

static guint
count_gaps (Fixture *f)
{
  return fw_follower_get_gaps (f->follower)->len;
}

static const struct
{
  const char *name; /* what the log is put away as */
  int (*add_filter) (struct archive *);
} manners[] = {
  { "queue_log.1", NULL },
  { "queue_log.0", NULL },
  { "queue_log-20260302", NULL },
  { "queue_log.2026-03-02_0400", NULL },
  { "20260302-queue_log", NULL },
  { "old/queue_log.1", NULL },
  { "queue_log.1.gz", archive_write_add_filter_gzip },
  { "queue_log-20260302.xz", archive_write_add_filter_xz },
  { "old/queue_log.7.bz2", archive_write_add_filter_bzip2 },
  { "queue_log.zst", archive_write_add_filter_zstd },
};

static void
put_away (Fixture *f, guint manner, const char *addition)
{
  g_autofree char *name = g_strconcat (manners[manner].name, addition, NULL);
  g_autofree char *to = g_build_filename (f->directory, name, NULL);

  if (manners[manner].add_filter != NULL)
    pack (f->path, to, manners[manner].add_filter);
  else
    g_assert_cmpint (g_rename (f->path, to), ==, 0);
}

static void
begin_again (Fixture *f)
{
  g_autofree char *old = g_build_filename (f->directory, "old", NULL);

  g_clear_pointer (&f->follower, fw_follower_free);
  remove_all (f->directory);
  caught_clear (&f->caught);
  caught_init (&f->caught);
  f->written = 0;
  g_assert_cmpint (g_mkdir (old, 0700), ==, 0);
  write_calls (f, f->path, 3);
  follow (f, NULL);
  poll_now (f);
}

/* Whatever it is put away as: nobody watched, once or twice, or somebody did. */
static void
test_manners (Fixture *f, gconstpointer data)
{
  for (guint manner = 0; manner < G_N_ELEMENTS (manners); manner++)
    for (guint times = 0; times < 3; times++)
      {
        g_autofree char *position = NULL;

        begin_again (f);
        position = fw_follower_get_position (f->follower);
        if (times > 0)
          g_clear_pointer (&f->follower, fw_follower_free);
        write_calls (f, f->path, 2);
        put_away (f, manner, "");
        if (times > 1)
          {
            write_calls (f, f->path, 2);
            put_away (f, manner, "-later");
          }
        write_calls (f, f->path, 2);
        if (times > 0)
          follow (f, position);
        poll_now (f);
        poll_now (f);
        assert_all (f, TRUE);
        g_assert_cmpuint (count_gaps (f), ==, 0);
        write_calls (f, f->path, 1);
        poll_now (f);
        assert_all (f, TRUE);
      }
  remove_all (f->directory);
}

/* What is in no file is told, once; what cannot be unpacked too. */
static void
test_gap (Fixture *f, gconstpointer data)
{
  g_autofree char *damaged = g_strconcat (f->path, ".1.gz", NULL);

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *position = NULL;

      begin_again (f);
      position = fw_follower_get_position (f->follower);
      g_clear_pointer (&f->follower, fw_follower_free);
      g_assert_cmpint (g_remove (f->path), ==, 0);
      if (i == 1)
        append (damaged, "\x1f\x8b no gzip");
      f->written = 0;
      append (f->path, "1795283000|NONE|NONE|NONE|QUEUESTART|\n");
      follow (f, position);
      poll_now (f);
      poll_now (f);
      g_assert_cmpuint (count_gaps (f), >=, 1);
      g_assert_cmpuint (count_gaps (f), <=, 3);
    }
  begin_again (f);
  g_assert_cmpint (truncate (f->path, 0), ==, 0);
  poll_now (f);
  append (f->path, "1795283000|NONE|NONE|NONE|QUEUESTART|\n");
  poll_now (f);
  g_assert_cmpuint (count_gaps (f), ==, 1);
  remove_all (f->directory);
}

/* A copy that is put in place of the log again and again, and ends anywhere. */
static void
test_copied (Fixture *f, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autofree char *whole = g_build_filename (f->directory, "pbx", NULL);
  g_autofree char *text = NULL;
  gsize length, at = 0;

  write_calls (f, whole, 40);
  g_assert_true (g_file_get_contents (whole, &text, &length, NULL));
  follow (f, NULL);
  while (at < length)
    {
      at = MIN (length, at + (gsize) g_rand_int_range (random, 1, 200));
      g_assert_true (g_file_set_contents (f->path, text, (gssize) at, NULL));
      poll_now (f);
    }
  assert_all (f, FALSE);
  g_assert_cmpuint (fw_follower_get_report (f->follower)->rejected, ==, 0);
  g_assert_cmpuint (count_gaps (f), ==, 0);
  g_remove (whole);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  static const char *const positions[] = { "x", "1:2:3", "2:1:1:1", "1:1:-1:0", "1:1:1:zz" };
  FwIntake intake = { .format = FW_FORMAT_QUEUE_LOG, .source = "pbx" };

  for (guint i = 0; i < G_N_ELEMENTS (positions); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (fw_follower_new (&intake, f->path, positions[i], &error));
      g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
    }
  {
    g_autoptr (GError) error = NULL;

    g_assert_null (fw_follower_new (&intake, f->directory, NULL, &error));
    g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
  }
}

/* What was put away tells, and what is still to come; until then nothing is taken or lost. */
static void
test_order_of_dates (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  follow (f, NULL);
  append (f->path, "05/03/2026 09:00:00|c1|sales|NONE|ENTERQUEUE||1|1\n");
  g_assert_false (fw_follower_poll (f->follower, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "date_order"));
  g_assert_true (fw_follower_is_undecided (f->follower));
  g_assert_cmpuint (fw_follower_get_report (f->follower)->rejected, ==, 0);

  append (f->path, "13/03/2026 09:00:00|c2|sales|NONE|ENTERQUEUE||1|1\n");
  poll_now (f);
  g_assert_false (fw_follower_is_undecided (f->follower));
  g_assert_cmpuint (f->caught.events->len, ==, 2);
  g_assert_cmpint (caught_get (&f->caught, 0)->at, ==, G_GINT64_CONSTANT (1772701200000000));

  g_assert_cmpint (g_rename (f->path, f->rotated), ==, 0);
  follow (f, NULL);
  append (f->path, "01/04/2026 09:00:00|c3|sales|NONE|ENTERQUEUE||1|1\n");
  poll_now (f);
  g_assert_cmpint (caught_get (&f->caught, f->caught.events->len - 1)->at, ==,
                   G_GINT64_CONSTANT (1775034000000000));
}

/* Years first need no order. */
static void
test_dates_without_order (Fixture *f, gconstpointer data)
{
  follow (f, NULL);
  append (f->path, "2026-03-05 09:00:00|c1|sales|NONE|ENTERQUEUE||1|1\n");
  poll_now (f);
  g_assert_cmpuint (f->caught.events->len, ==, 1);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/follower/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("grow", test_grow);
  ADD ("timer", test_timer);
  ADD ("rename", test_rename);
  ADD ("copytruncate", test_copytruncate);
  ADD ("restart", test_restart);
  ADD ("rotated-while-down", test_rotated_while_down);
  ADD ("rotated-twice-while-down", test_rotated_twice_while_down);
  ADD ("sink-refuses", test_sink_refuses);
  ADD ("large", test_large);
  ADD ("no-log-in-its-place", test_no_log_in_its_place);
  ADD ("no-rotated-log-in-its-place", test_no_rotated_log_in_its_place);
  ADD ("manners", test_manners);
  ADD ("gap", test_gap);
  ADD ("copied", test_copied);
  ADD ("refused", test_refused);
  ADD ("order-of-dates", test_order_of_dates);
  ADD ("dates-without-order", test_dates_without_order);

  return g_test_run ();
}
