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

#define DATABASE "floorwalker.db"
#define CHUNK (1024 * 1024)

/* Returns: (transfer full) (nullable): SHA-256 of the file, hex. */
static char *
hash_file (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *chunk = g_malloc (CHUNK);
  gssize n = stream != NULL ? 1 : -1;

  while (n > 0)
    {
      n = g_input_stream_read (G_INPUT_STREAM (stream), chunk, CHUNK, cancellable, error);
      g_checksum_update (checksum, chunk, MAX (n, 0));
    }
  return n == 0 ? g_strdup (g_checksum_get_string (checksum)) : NULL;
}

static void
remove_beside (const char *location, const char *name)
{
  g_autofree char *path = g_build_filename (location, name, NULL);

  g_remove (path);
}

/* What the engine makes to read it: there is nothing in them. */
static void
remove_logs (const char *location)
{
  remove_beside (location, DATABASE "-wal");
  remove_beside (location, DATABASE "-shm");
}

/* Each batch is the one that was written. */
static gboolean
check_ledger (const char *target, guint64 *batches, GError **error)
{
  g_autoptr (FwDatabase) database = fw_database_open (target, TRUE, error);
  g_autoptr (FwLedger) ledger = database != NULL ? fw_ledger_open (database, TRUE, error) : NULL;

  if (ledger == NULL)
    return FALSE;
  *batches = fw_ledger_get_last (ledger);
  return fw_ledger_check_chain (ledger, error);
}

/*
 * The copy is of one moment: the engine held a read transaction all the time. Figures are not made
 * again from it: while events come in a bit out of order that meant several walks through the whole
 * ledger, a minute for 220 MB beside a busy server. That they can be made is what restoring looks
 * at, and verify.
 */
static gboolean
describe_copy (const char *target, GKeyFile *manifest, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_build_filename (target, DATABASE, NULL);
  g_autofree char *digest = NULL;
  guint64 batches = 0;

  if (!check_ledger (target, &batches, error))
    return FALSE;
  remove_logs (target);
  digest = hash_file (path, cancellable, error);
  if (digest == NULL)
    return FALSE;

  g_key_file_set_string (manifest, GROUP, "digest", digest);
  g_key_file_set_uint64 (manifest, GROUP, "batches", batches);
  g_key_file_set_string (manifest, GROUP, "version", FW_VERSION);
  return TRUE;
}

/* What is signed: all that the manifest says of the copy. */
static char *
make_statement (GKeyFile *manifest)
{
  static const char *const keys[] = { "digest", "batches", "version" };
  GString *text = g_string_new (GROUP "\n");

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *value = g_key_file_get_string (manifest, GROUP, keys[i], NULL);

      g_string_append_printf (text, "%s=%s\n", keys[i], value != NULL ? value : "");
    }
  return g_string_free (text, FALSE);
}

static gboolean
sign_manifest (const char *location, GKeyFile *manifest, GError **error)
{
  g_autofree char *statement = make_statement (manifest);
  g_autofree char *signer = NULL;
  g_autofree char *signature = NULL;

  if (!fw_centre_sign (location, statement, &signer, &signature, error))
    return FALSE;
  g_key_file_set_string (manifest, GROUP, "signer", signer);
  g_key_file_set_string (manifest, GROUP, "signature", signature);
  return TRUE;
}

static gboolean
check_signature (GKeyFile *manifest, const char *trusted, GError **error)
{
  g_autofree char *statement = make_statement (manifest);
  g_autofree char *signer = g_key_file_get_string (manifest, GROUP, "signer", NULL);
  g_autofree char *signature = g_key_file_get_string (manifest, GROUP, "signature", NULL);

  if (!fw_centre_is_signed (statement, signer, signature))
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_CORRUPT,
                           "the manifest of the backup is not what its centre signed");
      return FALSE;
    }
  if (trusted == NULL || g_ascii_strcasecmp (trusted, signer) == 0)
    return TRUE;

  g_set_error (error, FW_ERROR, FW_ERROR_CORRUPT, "the backup is signed by %s, not by %s", signer,
               trusted);
  return FALSE;
}

char *
fw_centre_get_backup_signer (const char *backup)
{
  g_autoptr (GKeyFile) manifest = g_key_file_new ();
  g_autofree char *path = NULL;

  g_return_val_if_fail (backup != NULL, NULL);

  path = g_build_filename (backup, MANIFEST, NULL);
  return g_key_file_load_from_file (manifest, path, G_KEY_FILE_NONE, NULL)
             ? g_key_file_get_string (manifest, GROUP, "signer", NULL)
             : NULL;
}

static gboolean
back_up (FwDatabase *database,
         const char *location,
         const char *target,
         GCancellable *cancellable,
         GError **error)
{
  g_autoptr (GKeyFile) manifest = g_key_file_new ();
  g_autofree char *path = g_build_filename (target, MANIFEST, NULL);
  g_autofree char *data = NULL;

  if (!fw_database_backup (database, target, cancellable, error) ||
      !describe_copy (target, manifest, cancellable, error) ||
      !sign_manifest (location, manifest, error))
    return FALSE;

  data = g_key_file_to_data (manifest, NULL, NULL);
  return g_file_set_contents_full (path, data, -1, G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

gboolean
fw_centre_backup (FwCentre *self, const char *target, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (self != NULL && target != NULL, FALSE);

  return back_up (self->database, self->location, target, cancellable, error);
}

gboolean
fw_centre_backup_store (const char *location,
                        const char *target,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (FwDatabase) database = NULL;

  g_return_val_if_fail (location != NULL && target != NULL, FALSE);

  database = fw_database_open (location, TRUE, error);
  return database != NULL && back_up (database, location, target, cancellable, error);
}

/* Nothing but the database: a log of the engine beside it would be played over what was compared.
 */
static gboolean
copy_database (const char *from, const char *to, GError **error)
{
  g_autofree char *source_path = g_build_filename (from, DATABASE, NULL);
  g_autofree char *target_path = g_build_filename (to, DATABASE, NULL);
  g_autoptr (GFile) source = g_file_new_for_path (source_path);
  g_autoptr (GFile) target = g_file_new_for_path (target_path);

  return g_file_copy (source, target, G_FILE_COPY_NONE, NULL, NULL, NULL, error);
}

static gboolean
check_copy (const char *location, const char *digest, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_build_filename (location, DATABASE, NULL);
  g_autofree char *other = hash_file (path, cancellable, error);
  g_autoptr (FwCentre) copy = NULL;
  FwVerifyReport report = { 0 };
  gboolean sound;

  if (other == NULL)
    return FALSE;
  if (g_strcmp0 (digest, other) != 0)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_CORRUPT, "the backup holds %s, its manifest says %s",
                   other, digest);
      return FALSE;
    }

  copy = fw_centre_open (location, FW_CENTRE_READ_ONLY, error);
  if (copy == NULL)
    return FALSE;
  sound = fw_centre_verify (copy, &report, cancellable, error);
  fw_verify_report_clear (&report);
  return sound;
}

static gboolean
restore_files (const char *backup,
               const char *location,
               const char *digest,
               GCancellable *cancellable,
               GError **error)
{
  if (!fw_centre_copy_key (location, error) || !copy_database (backup, location, error))
    return FALSE;
  if (check_copy (location, digest, cancellable, error))
    return TRUE;

  remove_logs (location);
  remove_beside (location, DATABASE);
  return FALSE;
}

gboolean
fw_centre_restore (const char *backup,
                   const char *location,
                   const char *signer,
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
  if (!check_signature (manifest, signer, error))
    return FALSE;
  if (fw_database_exists (location, NULL))
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
