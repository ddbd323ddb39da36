/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-competency-keeper.h"

#include "server/fw-keeper.h"
#include "store/fw-record-query.h"

/* What follows the keeper is touched only while it makes a grid. */
struct _FwCompetencyKeeper
{
  FwKeeper *keeper;
  /* (nullable): id to FwGridEvidence: it is most of all there is, and is read once: after a write
   * what was written since is enough */
  GHashTable *evidence;
  GStringChunk *ids; /* of people and competencies, each once */
};

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
read_all_evidence (FwCompetencyKeeper *self, FwRecords *records, FwScope *whole, GError **error)
{
  g_autoptr (GPtrArray) all = fw_records_list (records, whole, fw_kind_find ("evidence"), error);

  if (all == NULL)
    return FALSE;
  self->evidence = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  keep_evidence (all, self);
  return TRUE;
}

static GArray *
list_evidence (
    FwCompetencyKeeper *self, FwRecords *records, FwScope *whole, gint64 since, GError **error)
{
  const FwRecordQuery newer = { .changed_since = since };
  GArray *list;
  GHashTableIter iter;
  gpointer evidence;

  if (!(self->evidence == NULL ? read_all_evidence (self, records, whole, error)
                               : fw_records_ask_pages (records, whole, fw_kind_find ("evidence"),
                                                       &newer, keep_evidence, self, error)))
    return NULL;
  list =
      g_array_sized_new (FALSE, FALSE, sizeof (FwGridEvidence), g_hash_table_size (self->evidence));
  g_hash_table_iter_init (&iter, self->evidence);
  while (g_hash_table_iter_next (&iter, NULL, &evidence))
    g_array_append_vals (list, evidence, 1);
  return list;
}

static gpointer
make_grid (FwRecords *records, FwScope *whole, gint64 since, gpointer data, GError **error)
{
  static const char *const kinds[] = { "person", "position", "competency", "requirement" };
  g_autoptr (FwDirectory) directory = fw_records_get_directory (records, error);
  g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GArray) evidence = NULL;

  if (directory == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      GPtrArray *list = fw_records_list (records, whole, fw_kind_find (kinds[i]), error);

      if (list == NULL)
        return NULL;
      g_ptr_array_add (lists, list);
    }
  evidence = list_evidence (data, records, whole, since, error);
  if (evidence == NULL)
    return NULL;
  return fw_competency_grid_new (directory, lists->pdata[0], lists->pdata[1], lists->pdata[2],
                                 lists->pdata[3], evidence);
}

FwCompetencyKeeper *
fw_competency_keeper_new (FwRecords *records)
{
  FwCompetencyKeeper *self;

  g_return_val_if_fail (records != NULL, NULL);

  self = g_new0 (FwCompetencyKeeper, 1);
  self->ids = g_string_chunk_new (4096);
  self->keeper = fw_keeper_new (records, make_grid, self, (GBoxedCopyFunc) fw_competency_grid_ref,
                                (GDestroyNotify) fw_competency_grid_unref);
  return self;
}

void
fw_competency_keeper_free (FwCompetencyKeeper *self)
{
  if (self == NULL)
    return;

  fw_keeper_free (self->keeper);
  g_clear_pointer (&self->evidence, g_hash_table_unref);
  g_string_chunk_free (self->ids);
  g_free (self);
}

FwCompetencyGrid *
fw_competency_keeper_get (FwCompetencyKeeper *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  return fw_keeper_get (self->keeper, error);
}
