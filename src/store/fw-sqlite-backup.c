/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <unistd.h>

#include "core/fw-error.h"
#include "store/fw-engine.h"

/* Pages copied between two looks at the cancellable: 4 MiB. */
#define STEP_PAGES 1024

static int
note_complaint_cb (void *user_data, int n_columns, char **texts, char **names)
{
  GString *complaints = user_data;

  if (g_strcmp0 (texts[0], "ok") != 0 && complaints->len < 1000)
    g_string_append_printf (complaints, "%s%s", complaints->len > 0 ? "; " : "",
                            texts[0] != NULL ? texts[0] : "?");
  return 0;
}

gboolean
fw_sqlite_verify (gpointer sqlite, GError **error)
{
  static const char *const checks[] = { "PRAGMA integrity_check", "PRAGMA foreign_key_check" };
  g_autoptr (GString) complaints = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      int code = sqlite3_exec (sqlite, checks[i], note_complaint_cb, complaints, NULL);

      if (code != SQLITE_OK)
        {
          fw_sqlite_set_error (error, sqlite, code, checks[i]);
          return FALSE;
        }
    }

  if (complaints->len == 0)
    return TRUE;

  g_set_error (error, FW_ERROR, FW_ERROR_CORRUPT, "integrity check: %s", complaints->str);
  return FALSE;
}

/* The source's read transaction is held for the whole copy, so a writer meanwhile neither waits nor
 * restarts it. */
static int
copy_pages (sqlite3 *target, sqlite3 *source, GCancellable *cancellable)
{
  sqlite3_backup *backup = sqlite3_backup_init (target, "main", source, "main");
  int code = SQLITE_OK;

  if (backup == NULL)
    return sqlite3_extended_errcode (target);

  while (code == SQLITE_OK)
    {
      code = sqlite3_backup_step (backup, STEP_PAGES);
      if (code == SQLITE_OK && g_cancellable_is_cancelled (cancellable))
        break;
    }

  sqlite3_backup_finish (backup);
  return code;
}

static gboolean
copy_to (sqlite3 *source, const char *path, GCancellable *cancellable, GError **error)
{
  sqlite3 *target = NULL;
  int code;
  gboolean ok = FALSE;

  code = sqlite3_open_v2 (path, &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE,
                          fw_sqlite_get_layer ());
  if (code == SQLITE_OK)
    code = sqlite3_exec (source, "BEGIN; SELECT 1 FROM sqlite_schema LIMIT 1", NULL, NULL, NULL);
  if (code == SQLITE_OK)
    {
      code = copy_pages (target, source, cancellable);
      sqlite3_exec (source, "COMMIT", NULL, NULL, NULL);
    }

  if (code == SQLITE_DONE)
    ok = fw_sqlite_verify (target, error);
  else if (!g_cancellable_set_error_if_cancelled (cancellable, error))
    fw_sqlite_set_error (error, NULL, code, path);
  sqlite3_close (target);
  return ok;
}

/* An entry in a directory is durable when the directory was synced. */
static void
sync_directory (const char *path)
{
  int fd = g_open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

gboolean
fw_sqlite_backup (gpointer sqlite, const char *target, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_build_filename (target, "floorwalker.db", NULL);
  g_autofree char *parent = g_path_get_dirname (target);
  int fd;

  if (g_mkdir (target, 0700) != 0)
    {
      g_set_error (error, FW_ERROR, errno == ENOSPC ? FW_ERROR_FULL : FW_ERROR_INVALID, "%s: %s",
                   target,
                   errno == EEXIST ? "is there already; a backup goes to a new directory"
                                   : g_strerror (errno));
      return FALSE;
    }

  fd = g_open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd >= 0)
    close (fd);
  if (fd < 0)
    g_set_error (error, FW_ERROR, FW_ERROR_FULL, "%s: %s", path, g_strerror (errno));
  else if (copy_to (sqlite, path, cancellable, error))
    {
      sync_directory (target);
      sync_directory (parent);
      return TRUE;
    }

  g_unlink (path);
  g_rmdir (target);
  return FALSE;
}
