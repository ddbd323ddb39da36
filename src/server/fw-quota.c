/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-quota.h"

struct _FwQuota
{
  GMutex lock;
  GHashTable *held; /* char* -> guint; a key that holds none is not in it */
  guint total;
  guint part;
  guint taken;
};

FwQuota *
fw_quota_new (guint total, guint part)
{
  FwQuota *self;

  g_return_val_if_fail (total > 0 && part > 0, NULL);

  self = g_new0 (FwQuota, 1);
  g_mutex_init (&self->lock);
  self->held = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->total = total;
  self->part = part;

  return self;
}

void
fw_quota_free (FwQuota *self)
{
  g_hash_table_unref (self->held);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* Under the lock. */
static gboolean
may_take (FwQuota *self, guint held)
{
  guint free = self->total - self->taken;
  guint reserve = self->total / 8;

  if (held < FW_QUOTA_FIRST)
    return free > 0;
  return free > reserve && held < (free - reserve) / self->part;
}

gboolean
fw_quota_take (FwQuota *self, const char *key)
{
  guint held;
  gboolean taken;

  g_return_val_if_fail (self != NULL && key != NULL, FALSE);

  g_mutex_lock (&self->lock);
  held = GPOINTER_TO_UINT (g_hash_table_lookup (self->held, key));
  taken = may_take (self, held);
  if (taken)
    {
      self->taken++;
      g_hash_table_replace (self->held, g_strdup (key), GUINT_TO_POINTER (held + 1));
    }
  g_mutex_unlock (&self->lock);

  return taken;
}

void
fw_quota_give_back (FwQuota *self, const char *key)
{
  guint held;

  g_return_if_fail (self != NULL && key != NULL);

  g_mutex_lock (&self->lock);
  held = GPOINTER_TO_UINT (g_hash_table_lookup (self->held, key));
  if (held > 1)
    g_hash_table_replace (self->held, g_strdup (key), GUINT_TO_POINTER (held - 1));
  else
    g_hash_table_remove (self->held, key);
  if (held > 0)
    self->taken--;
  g_mutex_unlock (&self->lock);
}

guint
fw_quota_get_taken (FwQuota *self)
{
  guint taken;

  g_return_val_if_fail (self != NULL, 0);

  g_mutex_lock (&self->lock);
  taken = self->taken;
  g_mutex_unlock (&self->lock);

  return taken;
}
