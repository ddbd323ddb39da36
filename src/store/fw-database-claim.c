/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One process writes a store; what makes sure of it stands in the store itself. */
#include "core/fw-error.h"
#include "store/fw-database-private.h"

static gboolean
take_epoch_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  *(gint64 *) user_data = columns[0].integer;
  return FALSE;
}

static void
set_taken (FwDatabase *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->condition == CONDITION_TAKEN)
    return;
  self->condition = CONDITION_TAKEN;
  g_free (self->reason);
  self->reason = g_strdup ("another server has opened this centre since: this one writes nothing "
                           "any more; stop one of the two and start the other anew");
  g_message ("%s", self->reason);
}

gboolean
fw_database_check_epoch (FwDatabase *self, GError **error)
{
  gint64 epoch = 0;

  if (self->epoch == 0)
    return TRUE;
  if (!self->engine->run (self->writer, self->engine->read_epoch, NULL, 0, take_epoch_cb, &epoch,
                          NULL, error))
    return FALSE;
  if (epoch == self->epoch)
    return TRUE;

  set_taken (self);
  g_set_error_literal (error, FW_ERROR, FW_ERROR_FORBIDDEN, self->reason);
  return FALSE;
}

static gboolean
raise_epoch (FwDatabase *self, gint64 *epoch, GError **error)
{
  if (!fw_database_begin (self, error))
    return FALSE;
  if (fw_database_execute (self,
                           "INSERT INTO fw_epoch (id, epoch) VALUES (1, 1) ON CONFLICT (id) DO "
                           "UPDATE SET epoch = fw_epoch.epoch + 1",
                           NULL, 0, NULL, error) &&
      fw_database_query (self, self->engine->read_epoch, NULL, 0, take_epoch_cb, epoch, error))
    return fw_database_commit (self, error);

  fw_database_rollback (self);
  return FALSE;
}

gboolean
fw_database_claim (FwDatabase *self, GError **error)
{
  static const char *const tables[] = { "CREATE TABLE IF NOT EXISTS fw_epoch (id INTEGER PRIMARY "
                                        "KEY, epoch INTEGER NOT NULL)",
                                        NULL };
  gint64 epoch = 0;
  gboolean ok;

  g_return_val_if_fail (self != NULL && self->writer != NULL, FALSE);

  g_mutex_lock (&self->writer_lock);
  ok = self->engine->claim == NULL || self->engine->claim (self->writer, error);
  g_mutex_unlock (&self->writer_lock);
  if (!ok || !fw_database_define (self, tables, error) || !raise_epoch (self, &epoch, error))
    return FALSE;

  self->epoch = epoch;
  return TRUE;
}
