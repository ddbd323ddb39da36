/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A backup is a copy of the store and a manifest with the digest of what it holds; neither is
 * trusted without the other. */
#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>

#include "centre/fw-centre-private.h"
#include "core/fw-error.h"

#define MANIFEST "manifest.ini"
#define GROUP "floorwalker-backup"

/* Opened anew, the copy says itself what it holds: writers need not wait while it is made. */
static gboolean
describe_copy (const char *target, GKeyFile *manifest, GCancellable *cancellable, GError **error)
{
  g_autoptr (FwCentre) copy = fw_centre_open (target, FW_CENTRE_READ_ONLY, error);
  FwVerifyReport report;

  if (copy == NULL)
    return FALSE;
  if (!fw_centre_verify (copy, &report, cancellable, error))
    {
      fw_verify_report_clear (&report);
      return FALSE;
    }

  g_key_file_set_string (manifest, GROUP, "digest", report.rebuilt_digest);
  g_key_file_set_uint64 (manifest, GROUP, "batches", report.batches);
  g_key_file_set_uint64 (manifest, GROUP, "events", report.events);
  g_key_file_set_uint64 (manifest, GROUP, "contacts", report.contacts);
  g_key_file_set_string (manifest, GROUP, "version", FW_VERSION);
  fw_verify_report_clear (&report);
  return TRUE;
}

gboolean
fw_centre_backup (FwCentre *self, const char *target, GCancellable *cancellable, GError **error)
{
  g_autoptr (GKeyFile) manifest = g_key_file_new ();
  g_autofree char *path = NULL;
  g_autofree char *data = NULL;

  g_return_val_if_fail (self != NULL && target != NULL, FALSE);

  if (!fw_database_backup (self->database, target, cancellable, error) ||
      !describe_copy (target, manifest, cancellable, error))
    return FALSE;

  path = g_build_filename (target, MANIFEST, NULL);
  data = g_key_file_to_data (manifest, NULL, NULL);
  return g_file_set_contents_full (path, data, -1, G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

static gboolean
copy_files (const char *from, const char *to, GPtrArray *made, GError **error)
{
  g_autoptr (GDir) folder = g_dir_open (from, 0, error);
  const char *name;

  if (folder == NULL)
    return FALSE;
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *source_path = g_build_filename (from, name, NULL);
      g_autofree char *target_path = g_build_filename (to, name, NULL);
      g_autoptr (GFile) source = g_file_new_for_path (source_path);
      g_autoptr (GFile) target = g_file_new_for_path (target_path);

      if (g_str_equal (name, MANIFEST) || !g_file_test (source_path, G_FILE_TEST_IS_REGULAR))
        continue;
      if (!g_file_copy (source, target, G_FILE_COPY_NONE, NULL, NULL, NULL, error))
        return FALSE;
      g_ptr_array_add (made, g_steal_pointer (&target_path));
    }
  return TRUE;
}

static gboolean
check_copy (const char *location, const char *digest, GCancellable *cancellable, GError **error)
{
  g_autoptr (GKeyFile) found = g_key_file_new ();
  g_autofree char *other = NULL;

  if (!describe_copy (location, found, cancellable, error))
    return FALSE;
  other = g_key_file_get_string (found, GROUP, "digest", NULL);
  if (g_strcmp0 (digest, other) == 0)
    return TRUE;

  g_set_error (error, FW_ERROR, FW_ERROR_CORRUPT, "the backup holds %s, its manifest says %s",
               other, digest);
  return FALSE;
}

static gboolean
restore_files (const char *backup,
               const char *location,
               const char *digest,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func (g_free);

  if (copy_files (backup, location, made, error) &&
      check_copy (location, digest, cancellable, error))
    return TRUE;

  for (guint i = 0; i < made->len; i++)
    g_remove (made->pdata[i]);
  return FALSE;
}

gboolean
fw_centre_restore (const char *backup,
                   const char *location,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (GKeyFile) manifest = g_key_file_new ();
  g_autofree char *path = NULL;
  g_autofree char *digest = NULL;

  g_return_val_if_fail (backup != NULL && location != NULL, FALSE);

  if (strstr (location, "://") != NULL)
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID,
                           "a backup is restored into a folder; PostgreSQL has its own tools");
      return FALSE;
    }

  path = g_build_filename (backup, MANIFEST, NULL);
  if (g_key_file_load_from_file (manifest, path, G_KEY_FILE_NONE, NULL))
    digest = g_key_file_get_string (manifest, GROUP, "digest", NULL);
  if (digest == NULL)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s is not a backup: no %s", backup,
                   MANIFEST);
      return FALSE;
    }
  if (fw_database_exists (location))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_CONFLICT, "%s holds a centre already", location);
      return FALSE;
    }
  if (g_mkdir_with_parents (location, 0700) < 0)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_UNAVAILABLE, "cannot make %s: %s", location,
                   g_strerror (errno));
      return FALSE;
    }
  return restore_files (backup, location, digest, cancellable, error);
}
