/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * One process writes a centre. A directory is locked itself: however its path is spelt, whatever
 * links lead to it, and though a file in it is removed, it is one. The lock goes with the process,
 * so a crash leaves none behind. A database server holds its own lock (fw_database_claim()).
 */
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "centre/fw-centre-private.h"
#include "core/fw-error.h"

#define MOST_PATIENCE (60 * G_USEC_PER_SEC) /* with those that only look */
#define LOOK_AGAIN 20000                    /* µs */

static char *
get_holder_path (const char *location)
{
  return g_build_filename (location, "lock", NULL);
}

static void
set_busy (GError **error, const char *location)
{
  g_autofree char *path = get_holder_path (location);
  g_autofree char *holder = NULL;

  if (g_file_get_contents (path, &holder, NULL, NULL))
    g_strstrip (holder);
  g_set_error (error, FW_ERROR, FW_ERROR_BUSY, "%s is open in another process (%s)", location,
               holder != NULL && *holder != '\0' ? holder : "not known");
}

/* Only to tell others; a full disk does not matter. */
static void
write_holder (const char *location)
{
  g_autofree char *path = get_holder_path (location);
  g_autofree char *pid = g_strdup_printf ("%ld\n", (long) getpid ());
  int file = open (path, O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (file < 0 || ftruncate (file, 0) < 0 || pwrite (file, pid, strlen (pid), 0) < 0)
    g_debug ("cannot write the process number to %s", path);
  if (file >= 0)
    close (file);
}

/* Whether only such as look have it: they will be done soon. */
static gboolean
is_only_looked_at (int file)
{
  if (flock (file, LOCK_SH | LOCK_NB) < 0)
    return FALSE;

  flock (file, LOCK_UN);
  return TRUE;
}

int
fw_centre_lock_still (const char *location)
{
  int file = open (location, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (file >= 0 && flock (file, LOCK_SH | LOCK_NB) < 0)
    {
      close (file);
      return -1;
    }
  return file;
}

int
fw_centre_lock (const char *location, GError **error)
{
  int file = open (location, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gint64 until = g_get_monotonic_time () + MOST_PATIENCE;

  if (file < 0)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_UNAVAILABLE, "cannot open %s: %s", location,
                   g_strerror (errno));
      return -1;
    }
  while (flock (file, LOCK_EX | LOCK_NB) < 0)
    {
      if (is_only_looked_at (file) && g_get_monotonic_time () < until)
        {
          g_usleep (LOOK_AGAIN);
          continue;
        }
      set_busy (error, location);
      close (file);
      return -1;
    }

  write_holder (location);
  return file;
}

void
fw_centre_unlock (int lock_file)
{
  if (lock_file >= 0)
    close (lock_file);
}
