/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A store that was written before pages had checksums is copied to one that has them. The copy
 * takes the place of the old file in one step, so a crash leaves one of the two whole. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <unistd.h>

#include "core/fw-error.h"
#include "store/fw-engine.h"

#define HEADER_BYTES 100
#define RESERVED_AT 20
#define FORM_AT 60 /* user_version, big endian */
#define APPLICATION_AT 68

static gboolean
is_without_sums (const char *path)
{
  guint8 header[HEADER_BYTES];
  int file = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gssize length = file >= 0 ? pread (file, header, sizeof header, 0) : -1;

  if (file >= 0)
    close (file);
  return length == sizeof header && memcmp (header, "SQLite format 3", 16) == 0 &&
         header[RESERVED_AT] == 0 && memcmp (header + FORM_AT, "\0\0\0\0", 4) == 0 &&
         memcmp (header + APPLICATION_AT, "FLOW", 4) == 0;
}

static gboolean
run_on (const char *path, const char *sql, GError **error)
{
  int reserved = FW_SQLITE_SUM_BYTES; /* of what is written anew */
  sqlite3 *handle = NULL;
  gboolean ok = FALSE;
  int code = sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE,
                              fw_sqlite_get_layer ());

  if (code != SQLITE_OK)
    fw_sqlite_set_error (error, handle, code, path);
  else
    {
      sqlite3_busy_timeout (handle, 10000);
      sqlite3_file_control (handle, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserved);
      ok = fw_sqlite_run_script (handle, sql, error);
    }
  sqlite3_close (handle);
  return ok;
}

/* What still stands in the write-ahead log goes to the file first: the log belongs to the old one.
 * Only the copy says that it has checksums. */
static gboolean
copy_with_sums (const char *path, const char *copy, GError **error)
{
  char *sql = sqlite3_mprintf ("PRAGMA synchronous=FULL; PRAGMA journal_mode=DELETE; "
                               "VACUUM INTO %Q",
                               copy);
  gboolean ok = run_on (path, sql, error) && run_on (copy, "PRAGMA user_version=1", error);

  sqlite3_free (sql);
  return ok;
}

static gboolean
put_in_place (const char *copy, const char *path, GError **error)
{
  g_autofree char *directory = g_path_get_dirname (path);
  int file = g_open (copy, O_RDWR | O_CLOEXEC, 0);
  gboolean ok =
      file >= 0 && fchmod (file, 0600) == 0 && fsync (file) == 0 && g_rename (copy, path) == 0;

  if (!ok)
    g_set_error (error, FW_ERROR, errno == ENOSPC ? FW_ERROR_FULL : FW_ERROR_UNAVAILABLE, "%s: %s",
                 copy, g_strerror (errno));
  if (file >= 0)
    close (file);
  file = g_open (directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (file >= 0)
    {
      fsync (file);
      close (file);
    }
  return ok;
}

gboolean
fw_sqlite_add_sums (const char *path, GError **error)
{
  g_autofree char *copy = NULL;

  if (!is_without_sums (path))
    return TRUE;

  copy = g_strconcat (path, ".new", NULL);
  g_unlink (copy);
  g_message ("adding checksums to %s", path);
  if (copy_with_sums (path, copy, error) && put_in_place (copy, path, error))
    return TRUE;

  g_unlink (copy);
  return FALSE;
}
