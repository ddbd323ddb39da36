/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "centre/fw-centre-private.h"
#include "centre/fw-centre-week.h"
#include "core/fw-error.h"

typedef struct
{
  guint id;
  FwCentreChanged changed;
  gpointer user_data;
} Watch;

/* A folder from which the database was taken, or in which it was emptied, must not look like that
 * of a centre that begins: what stands beside would then be written over. */
static gboolean
check_remains (FwCentre *self, GError **error)
{
  static const char *const names[] = { "witness", "floorwalker.db-wal" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (self->location, names[i], NULL);
      GStatBuf about;

      if (g_stat (path, &about) != 0 || about.st_size == 0)
        continue;
      g_set_error (error, FW_ERROR, FW_ERROR_CORRUPT,
                   "the database of the centre in %s is missing or empty, but %s tells that there "
                   "was one: restore a backup elsewhere, or move what is left away",
                   self->location, names[i]);
      return FALSE;
    }
  return TRUE;
}

gboolean
fw_centre_refuse_missing (const char *location, GError **error)
{
  g_autofree char *where = fw_database_hide_secrets (location);

  g_set_error (error, FW_ERROR, FW_ERROR_NOT_FOUND,
               "there is no centre in %s; --create begins a new one there", where);
  return FALSE;
}

static gboolean
check_exists (FwCentre *self, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (fw_database_exists (self->location, &failure))
    return TRUE;
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (!check_remains (self, error))
    return FALSE;
  if (self->flags & FW_CENTRE_CREATE)
    return TRUE;

  return fw_centre_refuse_missing (self->location, error);
}

static gboolean
open_store (FwCentre *self, GError **error)
{
  const gboolean read_only = self->flags & FW_CENTRE_READ_ONLY;

  if (!check_exists (self, error))
    return FALSE;

  /* The database makes its folder, in which the lock lies: it must be there before. */
  if (!read_only && strstr (self->location, "://") == NULL &&
      g_mkdir_with_parents (self->location, 0700) < 0)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_UNAVAILABLE, "cannot make %s", self->location);
      return FALSE;
    }
  if (!read_only && strstr (self->location, "://") == NULL &&
      (self->lock_file = fw_centre_lock (self->location, error)) < 0)
    return FALSE;

  if (read_only && (self->flags & FW_CENTRE_STILL) && strstr (self->location, "://") == NULL)
    self->lock_file = fw_centre_lock_still (self->location);
  self->database = read_only && self->lock_file >= 0
                       ? fw_database_open_still (self->location, error)
                       : fw_database_open (self->location, read_only, error);
  if (self->database == NULL || (!read_only && !fw_database_claim (self->database, error)))
    return FALSE;
  self->ledger = fw_ledger_open_encrypted (self->database, read_only, fw_centre_find_cipher,
                                           self->location, error);
  if (self->ledger == NULL)
    return FALSE;
  self->records = fw_records_open (self->database, error);
  return self->records != NULL && fw_centre_open_witness (self, error) &&
         fw_centre_encrypt_rest (self, error);
}

FwCentre *
fw_centre_open (const char *location, FwCentreFlags flags, GError **error)
{
  g_autoptr (FwCentre) self = NULL;

  g_return_val_if_fail (location != NULL, NULL);

  self = g_new0 (FwCentre, 1);
  self->location = g_strdup (location);
  self->flags = flags;
  self->lock_file = -1;
  g_mutex_init (&self->witness_lock);
  self->watches = g_array_new (FALSE, FALSE, sizeof (Watch));
  self->generation = 1;
  self->saved_at = self->closed_at = g_get_monotonic_time ();
  g_mutex_init (&self->lock);
  g_cond_init (&self->wake);
  g_cond_init (&self->ready);
  g_cond_init (&self->room);
  g_queue_init (&self->queue);
  g_queue_init (&self->appended);

  if (!open_store (self, error))
    return NULL;
  self->directory = fw_records_get_directory (self->records, error);
  if (self->directory == NULL || !fw_centre_load (self, error))
    return NULL;
  fw_records_set_drawing (self->records, fw_centre_draw_review, self);

  if (!(flags & FW_CENTRE_READ_ONLY))
    fw_centre_start_writer (self);
  return g_steal_pointer (&self);
}

void
fw_centre_close (FwCentre *self)
{
  if (self == NULL)
    return;

  fw_centre_stop_writer (self);
  fw_floor_free (self->floor);
  fw_cube_free (self->cube);
  g_clear_pointer (&self->directory, fw_directory_unref);
  fw_records_close (self->records);
  fw_ledger_close (self->ledger);
  fw_database_close (self->database);
  fw_witness_close (self->witness);
  fw_centre_unlock (self->lock_file);
  g_mutex_clear (&self->witness_lock);
  g_array_unref (self->watches);
  g_cond_clear (&self->room);
  g_cond_clear (&self->ready);
  g_cond_clear (&self->wake);
  g_mutex_clear (&self->lock);
  g_free (self->location);
  g_free (self);
}

FwCube *
fw_centre_get_cube (FwCentre *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->cube;
}

FwFloor *
fw_centre_get_floor (FwCentre *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->floor;
}

FwRecords *
fw_centre_get_records (FwCentre *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->records;
}

FwLedger *
fw_centre_get_ledger (FwCentre *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->ledger;
}

FwDatabase *
fw_centre_get_database (FwCentre *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->database;
}

FwDirectory *
fw_centre_ref_directory (FwCentre *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  locker = g_mutex_locker_new (&self->lock);
  return fw_directory_ref (self->directory);
}

guint64
fw_centre_get_n_replayed (FwCentre *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_replayed;
}

guint
fw_centre_get_n_checkpoints (FwCentre *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (guint) g_atomic_int_get (&self->n_checkpoints);
}

guint64
fw_centre_get_generation (FwCentre *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (self != NULL, 0);

  locker = g_mutex_locker_new (&self->lock);
  return self->generation;
}

guint
fw_centre_add_watch (FwCentre *self, FwCentreChanged changed, gpointer user_data)
{
  g_autoptr (GMutexLocker) locker = NULL;
  Watch watch;

  g_return_val_if_fail (self != NULL && changed != NULL, 0);

  locker = g_mutex_locker_new (&self->lock);
  watch = (Watch){ ++self->last_watch, changed, user_data };
  g_array_append_val (self->watches, watch);
  return watch.id;
}

void
fw_centre_remove_watch (FwCentre *self, guint id)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (self != NULL);

  locker = g_mutex_locker_new (&self->lock);
  for (guint i = 0; i < self->watches->len; i++)
    if (g_array_index (self->watches, Watch, i).id == id)
      {
        g_array_remove_index (self->watches, i);
        return;
      }
}

void
fw_centre_tell_changed (FwCentre *self)
{
  g_autoptr (GArray) watches = NULL;

  g_mutex_lock (&self->lock);
  self->generation++;
  watches = g_array_copy (self->watches); /* one may take itself off */
  g_mutex_unlock (&self->lock);

  for (guint i = 0; i < watches->len; i++)
    {
      const Watch *watch = &g_array_index (watches, Watch, i);

      watch->changed (self, watch->user_data);
    }
}
