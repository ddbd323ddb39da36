/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A value that is not the one that was written is told or made again, whichever engine keeps it
 * (point 17 of docs/attacks.md). Pages of SQLite have checksums besides (test-damage.c). */
#include "core/fw-error.h"
#include "support/fw-test-centre.h"
#include "support/fw-test-store.h"

typedef struct
{
  const char *table, *column;
  gboolean made_again; /* from the ledger */
} Place;

static const Place places[] = {
  { "record_person", "f_name", FALSE },  { "record_person", "revision", FALSE },
  { "history_person", "f_team", FALSE }, { "record_queue", "f_site", FALSE },
  { "record_account", "f_role", FALSE }, { "record_account", "f_password", FALSE },
  { "change_log", "after_text", FALSE }, { "change_log", "at", FALSE },
  { "ledger_batch", "bytes", FALSE },    { "ledger_batch", "first_at", FALSE },
  { "ledger_batch", "chain", FALSE },    { "ledger_part", "bytes", TRUE },
  { "ledger_segment", "bytes", TRUE },   { "ledger_seen", "bytes", TRUE },
};

static void
make_centre (const char *location)
{
  g_autoptr (FwCentre) centre = fw_test_centre_open (location);
  g_autoptr (GPtrArray) house = fw_test_house ();
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  g_autoptr (GError) error = NULL;

  fw_test_centre_put_house (centre, house);
  fw_records_put_account (fw_centre_get_records (centre), scope, "lin", NULL, FW_ROLE_ADMINISTRATOR,
                          NULL, NULL, "correct horse", TEST_START, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (FwEventBatch) batch = fw_event_batch_new ();
      g_autofree char *contact = g_strdup_printf ("c%u", i);

      fw_test_centre_add_call (batch, i * 100, contact, "sales", "Agent/1");
      fw_centre_ingest (centre, batch, NULL, &error);
      g_assert_no_error (error);
    }
}

typedef struct
{
  FwSqlValue value;
  GBytes *bytes;
} Stored;

static gboolean
take_value_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  Stored *stored = user_data;

  stored->value = columns[0];
  if (columns[0].type == FW_SQL_TEXT || columns[0].type == FW_SQL_BLOB)
    {
      guint8 *copy = g_malloc0 (columns[0].length + 1); /* a text ends with NUL */

      memcpy (copy, columns[0].data, columns[0].length);
      stored->bytes = g_bytes_new_take (copy, columns[0].length);
    }
  return FALSE;
}

static void
write_value (FwDatabase *database, const Place *place, FwSqlValue now, FwSqlValue before)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE %s SET %s = $1 WHERE %s = $2", place->table,
                                          place->column, place->column);
  FwSqlValue values[] = { now, before };
  g_autoptr (GError) error = NULL;
  gint64 changed = 0;

  fw_database_execute (database, sql, values, 2, &changed, &error);
  g_assert_no_error (error);
  g_assert_cmpint (changed, >, 0);
}

/* Returns: what was there, to be put back; @flipped: (out): what is there now. */
static Stored
flip (FwDatabase *database, const Place *place, Stored *flipped)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s WHERE %s IS NOT NULL", place->column,
                                          place->table, place->column);
  g_autoptr (GError) error = NULL;
  Stored stored = { 0 };
  guint8 *copy;
  gsize length;

  fw_database_query (database, sql, NULL, 0, take_value_cb, &stored, &error);
  g_assert_no_error (error);
  *flipped = stored;
  if (stored.bytes == NULL)
    {
      flipped->value.integer ^= 4;
      write_value (database, place, flipped->value, stored.value);
      return stored;
    }

  stored.value.data = g_bytes_get_data (stored.bytes, &length);
  copy = g_malloc0 (length + 1);
  memcpy (copy, stored.value.data, length);
  copy[length / 2] ^= 1; /* ASCII stays ASCII */
  flipped->bytes = g_bytes_new_take (copy, length);
  flipped->value.data = copy;
  write_value (database, place, flipped->value, stored.value);
  return stored;
}

static gboolean
is_told (const char *location)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FwCentre) centre = fw_centre_open (location, FW_CENTRE_READ_ONLY, &error);
  FwVerifyReport report = { 0 };
  gboolean ok;

  if (centre == NULL)
    {
      g_assert_error (error, FW_ERROR, FW_ERROR_CORRUPT);
      return TRUE;
    }
  ok = fw_centre_verify (centre, &report, NULL, &error);
  fw_verify_report_clear (&report);
  if (!ok)
    g_assert_error (error, FW_ERROR, FW_ERROR_CORRUPT);
  else
    g_assert_cmpuint (fw_test_centre_total (centre).offered, ==, 3);
  return !ok;
}

static void
test_flips (gconstpointer data)
{
  g_autofree char *location = fw_test_store_new ();

  make_centre (location);
  g_assert_false (is_told (location));
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (FwDatabase) database = fw_database_open (location, FALSE, NULL);
      Stored flipped, stored = flip (database, &places[i], &flipped);
      gboolean told;

      g_test_message ("%s.%s", places[i].table, places[i].column);
      told = is_told (location);
      g_assert_true (told || places[i].made_again);
      write_value (database, &places[i], stored.value, flipped.value);
      g_clear_pointer (&stored.bytes, g_bytes_unref);
      g_clear_pointer (&flipped.bytes, g_bytes_unref);
    }
  g_assert_false (is_told (location));
  fw_test_store_free (g_steal_pointer (&location));
}

static void
damage (const char *location, const char *table, const char *column)
{
  const Place place = { table, column, FALSE };
  g_autoptr (FwDatabase) database = fw_database_open (location, FALSE, NULL);
  Stored flipped, stored = flip (database, &place, &flipped);

  g_clear_pointer (&stored.bytes, g_bytes_unref);
  g_clear_pointer (&flipped.bytes, g_bytes_unref);
}

/* One broken batch: the rest is served, lists are, records are written, and it is told from when
 * until when something is gone. */
static void
test_broken_batch (gconstpointer data)
{
  g_autofree char *location = fw_test_store_new ();
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  g_autoptr (FwCentre) centre = NULL;
  g_autoptr (FwRecord) queue = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GPtrArray) losses = NULL;
  g_autoptr (GError) error = NULL;
  FwQuestion question = fw_test_question ();
  guint64 total;

  make_centre (location);
  damage (location, "ledger_batch", "bytes");
  centre = fw_test_centre_open (location);
  g_assert_cmpuint (fw_test_centre_total (centre).offered, ==, 3); /* the checkpoint holds them */
  lines =
      fw_centre_list_contacts (centre, scope, &question, FW_MEASURE_OFFERED, 0, 10, &total, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (lines->len, ==, 3);

  /* A queue of another product: every figure is made anew. */
  queue = fw_records_get (fw_centre_get_records (centre), scope, fw_kind_find ("queue"), "sales",
                          &error);
  g_assert_no_error (error);
  fw_record_set_text (queue, (guint) fw_kind_find_field (fw_kind_find ("queue"), "product"),
                      "savings");
  fw_records_put (fw_centre_get_records (centre), scope, queue, TEST_START, &error);
  g_assert_no_error (error);
  fw_centre_house_changed (centre, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fw_test_centre_total (centre).offered, ==, 2);
  losses = fw_ledger_list_losses (fw_centre_get_ledger (centre));
  g_assert_cmpuint (losses->len, ==, 1);
  g_assert_cmpint (((FwLedgerLoss *) losses->pdata[0])->from, >=, TEST_START);
  g_clear_pointer (&centre, fw_centre_close);
  fw_test_store_free (g_steal_pointer (&location));
}

/* All but the broken batch comes into a new centre; a damaged person comes from the history. */
static void
test_salvage (gconstpointer data)
{
  g_autofree char *location = fw_test_store_new ();
  g_autofree char *saved = fw_test_store_new ();
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  g_autoptr (FwCentre) centre = NULL;
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (GError) error = NULL;
  FwSalvage salvage;

  make_centre (location);
  damage (location, "ledger_batch", "bytes");
  damage (location, "record_person", "f_name");
  damage (location, "change_log", "after_text");

  fw_centre_salvage (location, saved, &salvage, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (salvage.batches, ==, 2);
  g_assert_cmpuint (salvage.gone->len, ==, 3);
  fw_salvage_clear (&salvage);

  centre = fw_test_centre_open (saved);
  g_assert_cmpuint (fw_test_centre_total (centre).offered, ==, 2);
  fw_test_centre_verify (centre);
  people = fw_records_list (fw_centre_get_records (centre), scope, fw_kind_find ("person"), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (people->len, ==, 2);
  g_assert_cmpstr (fw_record_text (people->pdata[0], "name"), ==, "Lin");
  g_clear_pointer (&centre, fw_centre_close);

  /* Never over a centre. */
  g_assert_false (fw_centre_salvage (location, saved, &salvage, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_CONFLICT);
  fw_salvage_clear (&salvage);
  fw_test_store_free (g_steal_pointer (&saved));
  fw_test_store_free (g_steal_pointer (&location));
}

/* Who holds a backup cannot pass another one off as the centre's. */
static void
test_signature (gconstpointer data)
{
  g_autofree char *location = fw_test_store_new ();
  g_autofree char *folder = g_dir_make_tmp ("fw-store-XXXXXX", NULL);
  g_autofree char *backup = g_build_filename (folder, "backup", NULL);
  g_autofree char *restored = g_build_filename (folder, "restored", NULL);
  g_autofree char *path = g_build_filename (backup, "manifest.ini", NULL);
  g_autofree char *other = g_strnfill (64, '0');
  g_autofree char *signer = NULL;
  g_autofree char *key = NULL;
  g_autoptr (GKeyFile) manifest = g_key_file_new ();
  g_autoptr (GError) error = NULL;

  if (!fw_test_store_is_postgres ())
    {
      make_centre (location);
      fw_centre_backup_store (location, backup, NULL, &error);
      g_assert_no_error (error);
      signer = fw_centre_get_backup_signer (backup);
      g_assert_cmpuint (strlen (signer), ==, 64);
      key = g_build_filename (location, "store.key", NULL);
      fw_centre_set_key_file (key);
      g_assert_false (fw_centre_restore (backup, restored, other, NULL, &error));
      g_assert_error (error, FW_ERROR, FW_ERROR_CORRUPT);
      g_clear_error (&error);
      fw_centre_restore (backup, restored, signer, NULL, &error);
      g_assert_no_error (error);
      fw_test_store_free (g_steal_pointer (&restored));

      restored = g_build_filename (folder, "again", NULL);
      g_assert_true (g_key_file_load_from_file (manifest, path, G_KEY_FILE_NONE, NULL));
      g_key_file_set_uint64 (manifest, "floorwalker-backup", "batches", 4);
      g_assert_true (g_key_file_save_to_file (manifest, path, NULL));
      g_assert_false (fw_centre_restore (backup, restored, NULL, NULL, &error));
      g_assert_error (error, FW_ERROR, FW_ERROR_CORRUPT);
      fw_centre_set_key_file (NULL);
    }
  fw_test_store_free (g_steal_pointer (&folder));
  fw_test_store_free (g_steal_pointer (&location));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  g_test_add_data_func ("/sums/17/flipped-values", NULL, test_flips);
  g_test_add_data_func ("/sums/17/signed-backup", NULL, test_signature);
  g_test_add_data_func ("/sums/17/broken-batch", NULL, test_broken_batch);
  g_test_add_data_func ("/sums/17/salvage", NULL, test_salvage);
  return g_test_run ();
}
