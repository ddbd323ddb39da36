/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Settings, copies and checks of a store. */
#include "core/fw-error.h"
#include "store/fw-database-private.h"

void
fw_database_set_read_timeout (FwDatabase *self, guint milliseconds)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (self != NULL);

  locker = g_mutex_locker_new (&self->lock);
  self->read_timeout = milliseconds;
  for (guint i = 0; i < self->idle->len; i++)
    self->engine->set_timeout (self->idle->pdata[i], milliseconds);
}

void
fw_database_set_synchronous (FwDatabase *self, gboolean full)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (self != NULL && self->writer != NULL);

  locker = g_mutex_locker_new (&self->writer_lock);
  self->engine->set_synchronous (self->writer, full);
}

void
fw_database_set_page_limit (FwDatabase *self, guint pages)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (self != NULL && self->writer != NULL);

  locker = g_mutex_locker_new (&self->writer_lock);
  self->engine->set_page_limit (self->writer, pages);
}

gboolean
fw_database_backup (FwDatabase *self, const char *target, GCancellable *cancellable, GError **error)
{
  gpointer reader;
  gboolean ok;

  g_return_val_if_fail (self != NULL && target != NULL, FALSE);

  reader = fw_database_take_reader (self, error);
  if (reader == NULL)
    return FALSE;

  ok = self->engine->backup (reader, target, cancellable, error);
  fw_database_give_reader (self, reader);
  return ok;
}

gboolean
fw_database_verify (FwDatabase *self, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gpointer reader;
  gboolean ok;

  g_return_val_if_fail (self != NULL, FALSE);

  reader = fw_database_take_reader (self, error);
  if (reader == NULL)
    return FALSE;

  ok = self->engine->verify (reader, &failure);
  fw_database_give_reader (self, reader);
  if (!ok)
    {
      fw_database_note_error (self, failure);
      g_propagate_error (error, g_steal_pointer (&failure));
    }
  return ok;
}

#define SCRUB_TIMEOUT_MS (24 * 3600 * 1000)

static gboolean
run_all (FwDatabase *self, const char *const *statements, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->writer_lock);
  gboolean ok = TRUE;

  self->engine->set_timeout (self->writer, SCRUB_TIMEOUT_MS);
  for (guint i = 0; ok && statements[i] != NULL; i++)
    ok = self->engine->control (self->writer, statements[i], error);
  self->engine->set_timeout (self->writer, FW_ENGINE_TIMEOUT_MS);
  return ok;
}

gboolean
fw_database_begin_overwriting (FwDatabase *self, GError **error)
{
  g_return_val_if_fail (self != NULL && self->writer != NULL, FALSE);

  return run_all (self, self->engine->overwrite, error);
}

gboolean
fw_database_scrub (FwDatabase *self, GError **error)
{
  g_return_val_if_fail (self != NULL && self->writer != NULL, FALSE);

  return run_all (self, self->engine->scrub, error);
}
