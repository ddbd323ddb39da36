/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Loaded before the C library: a disk that fails to keep what it is given once the file
 * $FW_FAIL_SYNC is there. */
#include <errno.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

static int
fails (void)
{
  const char *path = getenv ("FW_FAIL_SYNC");

  return path != NULL && access (path, F_OK) == 0;
}

int
fdatasync (int file)
{
  if (fails ())
    {
      errno = EIO;
      return -1;
    }
  return (int) syscall (SYS_fdatasync, file);
}

int
fsync (int file)
{
  if (fails ())
    {
      errno = EIO;
      return -1;
    }
  return (int) syscall (SYS_fsync, file);
}
