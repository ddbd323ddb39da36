/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-competency-keeper.h"

struct _FwCompetencyKeeper
{
  FwRecords *records; /* not owned */
  FwScope *whole;
  GMutex lock; /* what follows; held while a grid is made, so that it is made once */
  FwCompetencyGrid *grid;
  gint64 change; /* the last one that it has in it */
};

FwCompetencyKeeper *
fw_competency_keeper_new (FwRecords *records)
{
  FwCompetencyKeeper *self;

  g_return_val_if_fail (records != NULL, NULL);

  self = g_new0 (FwCompetencyKeeper, 1);
  self->records = records;
  self->whole = fw_scope_new_administrator ();
  g_mutex_init (&self->lock);
  return self;
}

void
fw_competency_keeper_free (FwCompetencyKeeper *self)
{
  if (self == NULL)
    return;

  fw_competency_grid_unref (self->grid);
  fw_scope_unref (self->whole);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static FwCompetencyGrid *
make_grid (FwCompetencyKeeper *self, GError **error)
{
  static const char *const kinds[] = { "person", "position", "competency", "requirement",
                                       "evidence" };
  g_autoptr (FwDirectory) directory = fw_records_get_directory (self->records, error);
  g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  if (directory == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      GPtrArray *list =
          fw_records_list (self->records, self->whole, fw_kind_find (kinds[i]), error);

      if (list == NULL)
        return NULL;
      g_ptr_array_add (lists, list);
    }
  return fw_competency_grid_new (directory, lists->pdata[0], lists->pdata[1], lists->pdata[2],
                                 lists->pdata[3], lists->pdata[4]);
}

/* The change is read first: one in between makes the grid newer than it says, never older. */
FwCompetencyGrid *
fw_competency_keeper_get (FwCompetencyKeeper *self, GError **error)
{
  g_autoptr (GMutexLocker) locker = NULL;
  FwCompetencyGrid *grid;
  gint64 change;

  g_return_val_if_fail (self != NULL, NULL);

  locker = g_mutex_locker_new (&self->lock);
  if (!fw_records_get_last_change (self->records, &change, error))
    return NULL;
  if (self->grid == NULL || self->change != change)
    {
      grid = make_grid (self, error);
      if (grid == NULL)
        return NULL;
      fw_competency_grid_unref (self->grid);
      self->grid = grid;
      self->change = change;
    }
  return fw_competency_grid_ref (self->grid);
}
