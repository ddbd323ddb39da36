/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-competency-keeper.h"

#include "store/fw-record-query.h"

struct _FwCompetencyKeeper
{
  FwRecords *records; /* not owned */
  FwScope *whole;
  GMutex lock; /* what follows; held while a grid is made, so that it is made once */
  FwCompetencyGrid *grid;
  /* (nullable): id to FwGridEvidence: it is most of all there is, and is read once: after a write
   * what was written since is enough */
  GHashTable *evidence;
  GStringChunk *ids; /* of people and competencies, each once */
  gint64 change;     /* the last one that both have in them */
};

FwCompetencyKeeper *
fw_competency_keeper_new (FwRecords *records)
{
  FwCompetencyKeeper *self;

  g_return_val_if_fail (records != NULL, NULL);

  self = g_new0 (FwCompetencyKeeper, 1);
  self->records = records;
  self->whole = fw_scope_new_administrator ();
  self->ids = g_string_chunk_new (4096);
  g_mutex_init (&self->lock);
  return self;
}

void
fw_competency_keeper_free (FwCompetencyKeeper *self)
{
  if (self == NULL)
    return;

  fw_competency_grid_unref (self->grid);
  g_clear_pointer (&self->evidence, g_hash_table_unref);
  g_string_chunk_free (self->ids);
  fw_scope_unref (self->whole);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static void
keep_evidence (GPtrArray *records, gpointer data)
{
  FwCompetencyKeeper *self = data;

  for (guint i = 0; i < records->len; i++)
    {
      const FwRecord *record = records->pdata[i];
      const char *id = fw_record_get_id (record);
      FwGridEvidence evidence;

      if (fw_record_is_deleted (record) || !fw_grid_evidence_read (record, &evidence))
        {
          g_hash_table_remove (self->evidence, id);
          continue;
        }
      evidence.person = g_string_chunk_insert_const (self->ids, evidence.person);
      evidence.competency = g_string_chunk_insert_const (self->ids, evidence.competency);
      g_hash_table_replace (self->evidence, g_strdup (id), g_memdup2 (&evidence, sizeof evidence));
    }
}

static gboolean
read_all_evidence (FwCompetencyKeeper *self, GError **error)
{
  g_autoptr (GPtrArray) records =
      fw_records_list (self->records, self->whole, fw_kind_find ("evidence"), error);

  if (records == NULL)
    return FALSE;
  self->evidence = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  keep_evidence (records, self);
  return TRUE;
}

static gboolean
read_new_evidence (FwCompetencyKeeper *self, GError **error)
{
  const FwRecordQuery query = { .changed_since = self->change };

  return fw_records_ask_pages (self->records, self->whole, fw_kind_find ("evidence"), &query,
                               keep_evidence, self, error);
}

static GArray *
list_evidence (FwCompetencyKeeper *self, GError **error)
{
  GArray *list;
  GHashTableIter iter;
  gpointer evidence;

  if (!(self->evidence == NULL ? read_all_evidence (self, error) : read_new_evidence (self, error)))
    return NULL;
  list =
      g_array_sized_new (FALSE, FALSE, sizeof (FwGridEvidence), g_hash_table_size (self->evidence));
  g_hash_table_iter_init (&iter, self->evidence);
  while (g_hash_table_iter_next (&iter, NULL, &evidence))
    g_array_append_vals (list, evidence, 1);
  return list;
}

static FwCompetencyGrid *
make_grid (FwCompetencyKeeper *self, GError **error)
{
  static const char *const kinds[] = { "person", "position", "competency", "requirement" };
  g_autoptr (FwDirectory) directory = fw_records_get_directory (self->records, error);
  g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GArray) evidence = NULL;

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
  evidence = list_evidence (self, error);
  if (evidence == NULL)
    return NULL;
  return fw_competency_grid_new (directory, lists->pdata[0], lists->pdata[1], lists->pdata[2],
                                 lists->pdata[3], evidence);
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
