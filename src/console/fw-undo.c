/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/fw-undo.h"

#define MOST_KEPT 20

struct _FwUndo
{
  GObject *owner; /* weak */
  void (*undo) (gpointer owner, gpointer data);
  gpointer data;
  GDestroyNotify free_data;
};

FwUndo *
fw_undo_new (GObject *owner,
             void (*undo) (gpointer owner, gpointer data),
             gpointer data,
             GDestroyNotify free_data)
{
  FwUndo *self;

  g_return_val_if_fail (G_IS_OBJECT (owner), NULL);
  g_return_val_if_fail (undo != NULL, NULL);

  self = g_rc_box_new0 (FwUndo);
  g_set_weak_pointer (&self->owner, owner);
  self->undo = undo;
  self->data = data;
  self->free_data = free_data;
  return self;
}

FwUndo *
fw_undo_ref (FwUndo *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  FwUndo *self = data;

  g_clear_weak_pointer (&self->owner);
  if (self->free_data != NULL)
    self->free_data (self->data);
}

void
fw_undo_unref (FwUndo *self)
{
  g_return_if_fail (self != NULL);

  g_rc_box_release_full (self, clear);
}

gboolean
fw_undo_run (FwUndo *self)
{
  g_autoptr (GObject) owner = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->owner == NULL)
    return FALSE;
  owner = g_object_ref (self->owner);
  g_clear_weak_pointer (&self->owner);
  self->undo (owner, self->data);
  return TRUE;
}

void
fw_undo_keep (GPtrArray *kept, FwUndo *undo)
{
  g_return_if_fail (kept != NULL && undo != NULL);

  if (kept->len == MOST_KEPT)
    g_ptr_array_remove_index (kept, 0);
  g_ptr_array_add (kept, fw_undo_ref (undo));
}

gboolean
fw_undo_run_last (GPtrArray *kept)
{
  g_return_val_if_fail (kept != NULL, FALSE);

  while (kept->len > 0)
    {
      g_autoptr (FwUndo) undo = g_ptr_array_steal_index (kept, kept->len - 1);

      if (fw_undo_run (undo))
        return TRUE;
    }
  return FALSE;
}
