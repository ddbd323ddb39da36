/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A changed house: figures of the past are assigned anew, in place where that can be told, else
 * from the ledger. */
#include "centre/fw-centre-private.h"
#include "core/fw-error.h"

static void
take_directory (FwCentre *self, FwDirectory *directory)
{
  FwDirectory *before;

  g_mutex_lock (&self->lock);
  before = self->directory;
  self->directory = fw_directory_ref (directory);
  g_mutex_unlock (&self->lock);
  fw_directory_unref (before);
}

static gboolean
rebuild_in_place (FwCentre *self, FwDirectory *directory, GError **error)
{
  g_autoptr (FwCube) cube = NULL;
  g_autoptr (FwFloor) floor = NULL;

  if (!fw_centre_rebuild (self, directory, self->applied, &cube, &floor, NULL, NULL, error))
    return FALSE;

  fw_cube_write_lock (self->cube);
  fw_floor_close_states (floor, fw_floor_get_closed (self->floor));
  fw_cube_adopt (self->cube, cube);
  fw_floor_adopt (self->floor, floor);
  fw_cube_write_unlock (self->cube);
  self->drop_segments = TRUE;
  return TRUE;
}

static gboolean
change_house (FwCentre *self, gpointer data, GError **error)
{
  g_autoptr (FwDirectory) directory = fw_records_get_directory (self->records, error);
  g_autoptr (GError) failure = NULL;
  gboolean done;

  if (directory == NULL)
    return FALSE;

  fw_cube_write_lock (self->cube);
  done = fw_floor_set_directory (self->floor, directory);
  fw_cube_write_unlock (self->cube);
  if (!done && !rebuild_in_place (self, directory, error))
    return FALSE;

  take_directory (self, directory);
  self->unsaved = TRUE;
  fw_centre_tell_changed (self);

  /* A crash before the next checkpoint would mean reading the whole ledger: the old one tells of
   * another house. */
  if (fw_database_is_writable (self->database, NULL) && !fw_centre_save (self, &failure))
    g_warning ("no checkpoint after the house changed: %s", failure->message);
  return TRUE;
}

gboolean
fw_centre_house_changed (FwCentre *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return fw_centre_run (self, change_house, NULL, error);
}
