/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-keeper.h"

struct _FwKeeper
{
  FwRecords *records; /* not owned */
  FwKeeperMake make;
  gpointer data;
  GBoxedCopyFunc ref;
  GDestroyNotify unref;
  FwScope *whole;
  GMutex lock;   /* what follows; held while it is computed, so that it is computed once */
  gpointer kept; /* (nullable) */
  gint64 change; /* the last one that it has in it */
};

FwKeeper *
fw_keeper_new (
    FwRecords *records, FwKeeperMake make, gpointer data, GBoxedCopyFunc ref, GDestroyNotify unref)
{
  FwKeeper *self;

  g_return_val_if_fail (records != NULL && make != NULL && ref != NULL && unref != NULL, NULL);

  self = g_new0 (FwKeeper, 1);
  self->records = records;
  self->make = make;
  self->data = data;
  self->ref = ref;
  self->unref = unref;
  self->whole = fw_scope_new_administrator ();
  g_mutex_init (&self->lock);
  return self;
}

void
fw_keeper_free (FwKeeper *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->kept, self->unref);
  fw_scope_unref (self->whole);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* The change is read first: one in between makes what is kept newer than it says, never older. */
gpointer
fw_keeper_get (FwKeeper *self, GError **error)
{
  g_autoptr (GMutexLocker) locker = NULL;
  gint64 change;

  g_return_val_if_fail (self != NULL, NULL);

  locker = g_mutex_locker_new (&self->lock);
  if (!fw_records_get_last_change (self->records, &change, error))
    return NULL;
  if (self->kept == NULL || self->change != change)
    {
      gpointer made = self->make (self->records, self->whole, self->change, self->data, error);

      if (made == NULL)
        return NULL;
      g_clear_pointer (&self->kept, self->unref);
      self->kept = made;
      self->change = change;
    }
  return self->ref (self->kept);
}
