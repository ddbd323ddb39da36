/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One process writes a centre. The lock goes with the process, so a crash leaves none behind. */
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "centre/fw-centre-private.h"
#include "core/fw-error.h"

/* A database server has no folder to lock in: the lock is then one of this machine, by the address.
 */
static char *
get_lock_path (const char *location)
{
  if (strstr (location, "://") != NULL)
    {
      g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, location, -1);
      g_autofree char *name = g_strdup_printf ("floorwalker-%.32s.lock", digest);

      return g_build_filename (g_get_user_runtime_dir (), name, NULL);
    }
  return g_build_filename (location, "lock", NULL);
}

static void
set_busy (GError **error, const char *location, int file)
{
  char holder[32] = "";
  gssize length = pread (file, holder, sizeof holder - 1, 0);

  holder[MAX (length, 0)] = '\0';
  g_strstrip (holder);
  g_set_error (error, FW_ERROR, FW_ERROR_BUSY, "%s is open in another process (%s)", location,
               *holder != '\0' ? holder : "not known");
}

int
fw_centre_lock (const char *location, GError **error)
{
  g_autofree char *path = get_lock_path (location);
  char pid[32];
  int file = open (path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);

  if (file < 0)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_UNAVAILABLE, "cannot open %s: %s", path,
                   g_strerror (errno));
      return -1;
    }
  if (flock (file, LOCK_EX | LOCK_NB) < 0)
    {
      set_busy (error, location, file);
      close (file);
      return -1;
    }

  g_snprintf (pid, sizeof pid, "%ld\n", (long) getpid ());
  if (ftruncate (file, 0) < 0 || pwrite (file, pid, strlen (pid), 0) < 0)
    g_debug ("cannot write the process number to %s", path); /* a full disk: the lock holds */
  return file;
}

void
fw_centre_unlock (int lock_file)
{
  if (lock_file >= 0)
    close (lock_file);
}
