/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * kill -9 at random moments under load. A child ingests from two threads and tells over a pipe what
 * was acknowledged; after its death nothing acknowledged may be missing, nothing may be double, and
 * the store must verify. FW_CRASH_COUNT says how often (20).
 */
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/fw-test-centre.h"
#include "support/fw-test-store.h"

#define N_THREADS 2

typedef struct
{
  FwCentre *centre;
  guint run, thread;
} Feed;

static char *
name_contact (guint run, guint thread, guint number)
{
  return g_strdup_printf ("r%u-t%u-%u", run, thread, number);
}

/* Calls without end; each acknowledged batch is one line, atomic as it is shorter than a pipe's
 * buffer. */
static gpointer
feed_in_thread (gpointer data)
{
  const Feed *feed = data;
  g_autoptr (GRand) random = g_rand_new_with_seed (feed->run * 10 + feed->thread);

  for (guint number = 0;;)
    {
      g_autoptr (FwEventBatch) batch = fw_event_batch_new ();
      guint n = (guint) g_rand_int_range (random, 1, 200);
      g_autofree char *line = NULL;

      for (guint i = 0; i < n; i++)
        {
          g_autofree char *contact = name_contact (feed->run, feed->thread, number + i);

          fw_test_centre_add_call (batch, feed->run * 1000 + (number + i) % 900, contact, "sales",
                                   "Agent/1");
        }
      if (!fw_centre_ingest (feed->centre, batch, NULL, NULL))
        _exit (3);
      number += n;
      line = g_strdup_printf ("%u %u\n", feed->thread, number);
      if (write (STDOUT_FILENO, line, strlen (line)) < 0)
        _exit (4);
      if (g_rand_int_range (random, 0, 20) == 0)
        fw_centre_checkpoint (feed->centre, NULL);
    }
  return NULL;
}

G_NORETURN static void
run_child (const char *location, guint run)
{
  FwCentre *centre = fw_test_centre_open (location);
  Feed feeds[N_THREADS];

  for (guint i = 0; i < N_THREADS; i++)
    {
      feeds[i] = (Feed){ centre, run, i };
      g_thread_new ("feed", feed_in_thread, &feeds[i]);
    }
  for (;;)
    pause ();
}

static void
read_acknowledged (int pipe_end, guint *acknowledged)
{
  FILE *lines = fdopen (pipe_end, "r");
  guint thread, number;

  while (fscanf (lines, "%u %u", &thread, &number) == 2)
    acknowledged[thread] = MAX (acknowledged[thread], number);
  fclose (lines);
}

static GPid
start_child (const char *program, const char *location, guint run, int *out)
{
  g_autofree char *number = g_strdup_printf ("%u", run);
  const char *arguments[] = { program, "--child", location, number, NULL };
  g_autoptr (GError) error = NULL;
  GPid pid;

  g_spawn_async_with_pipes (NULL, (char **) arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL,
                            &pid, NULL, out, NULL, &error);
  g_assert_no_error (error);
  return pid;
}

static void
crash_child (const char *program, const char *location, guint run, guint *acknowledged)
{
  int out, status;
  GPid pid = start_child (program, location, run, &out);

  g_usleep ((gulong) g_random_int_range (20000, 400000));
  g_assert_cmpint (kill (pid, SIGKILL), ==, 0);
  read_acknowledged (out, acknowledged);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFSIGNALED (status)); /* it was alive until we killed it */
}

static gboolean
has_contact (FwCentre *centre, const char *contact)
{
  FwCube *cube = fw_centre_get_cube (centre);
  guint64 key =
      fw_floor_get_contact_key (fw_centre_get_floor (centre), fw_text ("pbx"), fw_text (contact));
  g_autoptr (GArray) segments = fw_cube_list_segments (cube);

  for (guint i = 0; i < segments->len; i++)
    {
      const FwSegmentKey *segment = &g_array_index (segments, FwSegmentKey, i);
      FwContactRef ref;

      if (fw_cube_find (cube, segment->site, segment->day, 0, key, &ref))
        return TRUE;
    }
  return FALSE;
}

/* What is there is a beginning of what was sent, at least up to what was acknowledged. Returns: its
 * length. */
static guint
check_thread (FwCentre *centre, guint run, guint thread, guint acknowledged)
{
  guint n = 0;

  for (;; n++)
    {
      g_autofree char *contact = name_contact (run, thread, n);

      if (!has_contact (centre, contact))
        break;
    }
  g_assert_cmpuint (n, >=, acknowledged);
  return n;
}

static void
test_crash (gconstpointer data)
{
  const char *program = data;
  guint count = 20;
  guint64 contacts = 0;
  char *location;

  if (g_getenv ("FW_CRASH_COUNT") != NULL)
    count = (guint) atoi (g_getenv ("FW_CRASH_COUNT"));

  location = fw_test_store_new ();
  for (guint run = 0; run < count; run++)
    {
      guint acknowledged[N_THREADS] = { 0 };
      g_autoptr (FwCentre) centre = NULL;
      FwSums sums;

      crash_child (program, location, run, acknowledged);
      centre = fw_test_centre_open (location);
      for (guint i = 0; i < N_THREADS; i++)
        contacts += check_thread (centre, run, i, acknowledged[i]);
      sums = fw_test_centre_total (centre);
      g_assert_cmpuint (sums.offered, ==, contacts); /* none twice, none that nobody sent */
      g_assert_cmpuint (sums.handled, ==, contacts);
      if (run % 5 == 4 || run + 1 == count)
        g_assert_cmpuint (fw_test_centre_verify (centre), ==, contacts * 3);
    }
  g_test_message ("%u times killed, %" G_GUINT64_FORMAT " contacts kept", count, contacts);
  g_assert_cmpuint (contacts, >, 0);
  fw_test_store_free (location);
}

/* The disk begins to fail: the process stops by itself, and what it acknowledged before is there.
 */
static void
test_failed_sync (gconstpointer data)
{
  g_autofree char *library =
      g_test_build_filename (G_TEST_BUILT, "faults", "libfailing-sync.so", NULL);
  g_autofree char *folder = g_dir_make_tmp ("floorwalker-sync-XXXXXX", NULL);
  g_autofree char *trigger = g_build_filename (folder, "fail", NULL);
  guint acknowledged[N_THREADS] = { 0 };
  g_autoptr (FwCentre) centre = NULL;
  char *location = fw_test_store_new ();
  int out, status;
  GPid pid;

#ifdef __SANITIZE_ADDRESS__
  fw_test_store_free (location);
  g_rmdir (folder);
  g_test_skip ("the sanitizer must be loaded first");
  return;
#endif
  g_setenv ("LD_PRELOAD", library, TRUE);
  g_setenv ("FW_FAIL_SYNC", trigger, TRUE);
  pid = start_child (data, location, 0, &out);
  g_unsetenv ("LD_PRELOAD");
  g_usleep (300000);
  g_assert_true (g_file_set_contents (trigger, "", 0, NULL));
  read_acknowledged (out, acknowledged);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, EXIT_FAILURE);

  centre = fw_test_centre_open (location);
  for (guint i = 0; i < N_THREADS; i++)
    check_thread (centre, 0, i, acknowledged[i]);
  fw_test_centre_verify (centre);
  g_unlink (trigger);
  g_rmdir (folder);
  fw_test_store_free (location);
}

int
main (int argc, char **argv)
{
  if (argc == 4 && g_str_equal (argv[1], "--child"))
    run_child (argv[2], (guint) atoi (argv[3]));

  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/faults/crash", argv[0], test_crash);
  g_test_add_data_func ("/faults/failed-sync", argv[0], test_failed_sync);
  return g_test_run ();
}
