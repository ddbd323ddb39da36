/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-shares.h"

struct _FwShares
{
  gsize total;
  gsize each;

  GMutex lock;
  GHashTable *taken; /* char* -> bytes as a pointer; those that have none are not in it */
  gsize sum;
};

FwShares *
fw_shares_new (gsize total, gsize each)
{
  FwShares *self;

  g_return_val_if_fail (each <= total, NULL);

  self = g_atomic_rc_box_new0 (FwShares);
  self->total = total;
  self->each = each;
  g_mutex_init (&self->lock);
  self->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

FwShares *
fw_shares_ref (FwShares *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear_shares (FwShares *self)
{
  g_hash_table_unref (self->taken);
  g_mutex_clear (&self->lock);
}

void
fw_shares_unref (FwShares *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear_shares);
}

static gsize
get_taken_by (FwShares *self, const char *who)
{
  return GPOINTER_TO_SIZE (g_hash_table_lookup (self->taken, who));
}

static void
set_taken_by (FwShares *self, const char *who, gsize bytes)
{
  self->sum = self->sum - get_taken_by (self, who) + bytes;
  if (bytes == 0)
    g_hash_table_remove (self->taken, who);
  else
    g_hash_table_insert (self->taken, g_strdup (who), GSIZE_TO_POINTER (bytes));
}

static gboolean
take (FwShares *self, const char *who, gsize bytes, gboolean forced)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  gsize before = get_taken_by (self, who);

  /* In this form no sum can wrap. */
  if (!forced && (bytes > self->total - MIN (self->sum, self->total) ||
                  bytes > self->each - MIN (before, self->each)))
    return FALSE;

  set_taken_by (self, who, before + bytes);
  return TRUE;
}

gboolean
fw_shares_take (FwShares *self, const char *who, gsize bytes)
{
  g_return_val_if_fail (self != NULL && who != NULL, FALSE);

  return take (self, who, bytes, FALSE);
}

void
fw_shares_force (FwShares *self, const char *who, gsize bytes)
{
  g_return_if_fail (self != NULL && who != NULL);

  take (self, who, bytes, TRUE);
}

void
fw_shares_give_back (FwShares *self, const char *who, gsize bytes)
{
  g_autoptr (GMutexLocker) locker = NULL;
  gsize before;

  g_return_if_fail (self != NULL && who != NULL);

  locker = g_mutex_locker_new (&self->lock);
  before = get_taken_by (self, who);
  g_return_if_fail (bytes <= before);
  set_taken_by (self, who, before - bytes);
}

gsize
fw_shares_get_taken (FwShares *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (self != NULL, 0);

  locker = g_mutex_locker_new (&self->lock);
  return self->sum;
}
