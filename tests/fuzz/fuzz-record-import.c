/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <stdlib.h>

#include "core/fw-error.h"
#include "fuzz-target.h"
#include "store/fw-record-exchange.h"

static char *directory;
static FwDatabase *database;
static FwRecords *records;
static FwScope *scope;

static void
close_store_cb (void)
{
  static const char *const files[] = { "floorwalker.db", "floorwalker.db-wal",
                                       "floorwalker.db-shm" };

  fw_records_close (records);
  fw_database_close (database);
  fw_scope_unref (scope);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (directory, files[i], NULL);

      g_unlink (path);
    }
  g_rmdir (directory);
  g_free (directory);
}

static void
open_store (void)
{
  directory = g_dir_make_tmp ("fw-fuzz-XXXXXX", NULL);
  database = fw_database_open (directory, FALSE, NULL);
  g_assert_nonnull (database);
  fw_database_set_synchronous (database, FALSE);
  records = fw_records_open (database, NULL);
  scope = fw_scope_new_administrator ();
  atexit (close_store_cb);
}

static gint64
count_records (const FwKind *kind)
{
  return fw_records_count (records, scope, kind, NULL);
}

/* A dry run, of whatever bytes, is refused with a reason or reported whole, and changes nothing.
 * The first byte chooses the kind. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (FwImportReport) report = fw_import_report_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const FwKind *kind;
  guint n_kinds = 0;
  gboolean understood;

  if (size == 0)
    return 0;
  if (records == NULL)
    open_store ();

  while (fw_kinds ()[n_kinds] != NULL)
    n_kinds++;
  kind = fw_kinds ()[data[0] % n_kinds];
  bytes = g_bytes_new_static (data + 1, size - 1);
  understood =
      fw_records_import (records, scope, kind, bytes, FW_IMPORT_DRY_RUN, 1000, report, &error);
  g_assert_true (understood == (error == NULL));
  g_assert_false (report->written);
  if (understood)
    {
      g_assert_cmpuint (report->read->rows, ==, report->read->accepted + report->read->rejected);
      g_assert_cmpuint (report->read->accepted, ==,
                        report->created + report->changed + report->unchanged);
    }
  g_assert_cmpint (count_records (kind), ==, 0);

  return 0;
}
