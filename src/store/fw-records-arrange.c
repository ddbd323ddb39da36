/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a record gets from others as it is written, in its transaction: what is found there is so
 * until it is stored. The whole centre is looked through, whatever the writer may see of it. */
#include <math.h>

#include "store/fw-records-private.h"

typedef struct
{
  FwRecords *records;
  FwWrite *write;
  FwDirectory *house; /* (nullable): as soon as a policy was asked for */
  GPtrArray *none;    /* what a list is that could not be read */
  GError *failure;    /* the first one */
} Look;

static FwRecord *
find (gpointer data, const char *kind, const char *id)
{
  Look *self = data;
  g_autoptr (FwRecord) record = NULL;

  if (id == NULL || self->failure != NULL)
    return NULL;
  record = fw_records_load (self->records, fw_records_find_kind (self->records, kind), id,
                            &self->failure);
  return record != NULL && !fw_record_is_deleted (record) ? g_steal_pointer (&record) : NULL;
}

static void
unref_list (gpointer list)
{
  g_ptr_array_unref (list);
}

static const GPtrArray *
list (gpointer data, const char *kind)
{
  Look *self = data;
  const FwRecordQuery all = FW_RECORD_QUERY_ALL;
  g_autoptr (FwScope) whole = NULL;
  g_autoptr (FwRecordAnswer) answer = NULL;
  GPtrArray *known;

  if (self->write->lists == NULL)
    self->write->lists = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_list);
  known = g_hash_table_lookup (self->write->lists, kind);
  if (known != NULL)
    return known;
  if (self->failure != NULL)
    return self->none;
  whole = fw_scope_new_administrator ();
  answer = fw_records_answer (self->records, whole, fw_records_find_kind (self->records, kind),
                              &all, FALSE, &self->failure);
  if (answer == NULL)
    return self->none;
  known = g_ptr_array_ref (answer->records);
  g_hash_table_insert (self->write->lists, g_strdup (kind), known);
  return known;
}

static double
policy (gpointer data, const char *name, const char *site)
{
  Look *self = data;

  if (self->house == NULL && self->failure == NULL)
    self->house = fw_records_get_directory (self->records, &self->failure);
  return self->house != NULL
             ? fw_directory_get_policy (self->house, name, site, NULL, self->write->now)
             : NAN;
}

gboolean
fw_records_arrange (
    FwRecords *self, FwWrite *write, const FwRecord *base, FwRecord *record, GError **error)
{
  Look look = { .records = self, .write = write };
  const FwKindLook shown = { &look, find, list, policy };
  const FwKind *kind = fw_record_get_kind (record);

  if (kind->arrange == NULL)
    return TRUE;
  look.none = g_ptr_array_new ();
  kind->arrange (base, record, &shown);
  g_ptr_array_unref (look.none);
  g_clear_pointer (&look.house, fw_directory_unref);
  if (look.failure == NULL)
    return TRUE;
  g_propagate_error (error, look.failure);
  return FALSE;
}
