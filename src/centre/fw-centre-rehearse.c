/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "centre/fw-centre-private.h"
#include "core/fw-error.h"

static gboolean
copy_from (const char *location, gboolean still, FwDatabase *to, GError **error)
{
  g_autoptr (FwDatabase) from =
      still ? fw_database_open_still (location, error) : fw_database_open (location, TRUE, error);

  return from != NULL && fw_records_copy (from, to, error);
}

gboolean
fw_centre_copy_records (const char *location, FwDatabase *to, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gboolean folder, done;
  int lock_file = -1;

  g_return_val_if_fail (location != NULL && to != NULL, FALSE);

  if (!fw_database_exists (location, &failure))
    {
      if (failure == NULL)
        return fw_centre_refuse_missing (location, error);
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  folder = strstr (location, "://") == NULL;
  if (folder)
    lock_file = fw_centre_lock_still (location);
  done = copy_from (location, folder && lock_file >= 0, to, error);
  fw_centre_unlock (lock_file);
  return done;
}
