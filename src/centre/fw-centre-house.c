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
change_house (FwCentre *self, gpointer data, GError **error)
{
  g_autoptr (FwDirectory) directory = fw_records_get_directory (self->records, error);
  gboolean done, same;

  if (directory == NULL)
    return FALSE;

  same = fw_directory_get_stamp (directory) == fw_directory_get_stamp (self->directory);
  fw_cube_write_lock (self->cube);
  done = fw_floor_set_directory (self->floor, directory);
  fw_cube_write_unlock (self->cube);
  if (!done && !fw_centre_renew (self, directory, error))
    return FALSE;

  take_directory (self, directory);
  /* The next checkpoint comes in its time: events do not wait for records. */
  self->unsaved = self->unsaved || !same;
  fw_centre_tell_changed (self);
  return TRUE;
}

static gboolean
is_current (FwCentre *self, FwDirectory *directory)
{
  gboolean current;

  g_mutex_lock (&self->lock);
  current = self->directory == directory;
  g_mutex_unlock (&self->lock);
  return current;
}

gboolean
fw_centre_house_changed (FwCentre *self, GError **error)
{
  g_autoptr (FwDirectory) directory = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  /* Made here, so that the thread that applies events finds it ready. */
  directory = fw_records_get_directory (self->records, error);
  if (directory == NULL)
    return FALSE;
  fw_centre_note_stored (self);
  /* Nothing that counts was written: whoever applies events is left alone. */
  if (is_current (self, directory))
    return TRUE;
  return fw_centre_run (self, change_house, NULL, error);
}
