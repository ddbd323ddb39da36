/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Stored bytes that are not what was written: each flipped bit is harmless, repaired or told at
 * once, and no figure is ever another. FW_FLIPS says how many are tried (point 17 of
 * docs/attacks.md).
 */
#include <glib/gstdio.h>

#include "core/fw-error.h"
#include "support/fw-test-centre.h"
#include "support/fw-test-store.h"

#define DEFAULT_FLIPS 40

static char *
make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("fw-store-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

static void
add_calls (FwCentre *centre, guint from, guint n)
{
  g_autoptr (FwEventBatch) batch = fw_event_batch_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = from; i < from + n; i++)
    {
      g_autofree char *contact = g_strdup_printf ("c%u", i);

      fw_test_centre_add_call (batch, i * 100, contact, i % 3 == 0 ? "support" : "sales",
                               i % 2 == 0 ? "Agent/1" : "Agent/2");
    }
  fw_centre_ingest (centre, batch, NULL, &error);
  g_assert_no_error (error);
}

static char *
get_file (const char *folder, const char *name)
{
  return g_build_filename (folder, name, NULL);
}

/* As a process that is killed leaves it. */
static void
copy_folder (const char *from, const char *to)
{
  g_autoptr (GDir) dir = g_dir_open (from, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *source = get_file (from, name), *target = get_file (to, name);
      g_autofree char *bytes = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (source, &bytes, &length, NULL));
      g_assert_true (g_file_set_contents_full (target, bytes, (gssize) length,
                                               G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    }
}

/* A centre with everything in it, left as if killed: some of it in the database, some in its log.
 */
static char *
make_centre (void)
{
  g_autofree char *location = make_folder ();
  g_autoptr (FwCentre) centre = fw_test_centre_open (location);
  g_autoptr (GPtrArray) house = fw_test_house ();
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  g_autoptr (GError) error = NULL;
  char *copy = make_folder ();

  fw_test_centre_put_house (centre, house);
  fw_records_put_account (fw_centre_get_records (centre), scope, "lin", NULL, FW_ROLE_ADMINISTRATOR,
                          NULL, NULL, "correct horse", TEST_START, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 5; i++)
    add_calls (centre, i * 40, 40);
  g_clear_pointer (&centre, fw_centre_close);

  centre = fw_test_centre_open (location);
  for (guint i = 5; i < 8; i++)
    add_calls (centre, i * 40, 40);
  copy_folder (location, copy);
  g_clear_pointer (&centre, fw_centre_close);
  fw_test_store_free (g_steal_pointer (&location));
  return copy;
}

/* ---- what is seen of a centre ---- */

static gboolean
add_figures (FwCentre *centre, FwScope *scope, GString *seen, GError **error)
{
  FwQuestion question = fw_test_question ();
  g_autoptr (FwCubeAnswer) answer = NULL;

  question.by[question.n_by++] = FW_DIMENSION_QUEUE;
  question.by[question.n_by++] = FW_DIMENSION_TEAM;
  answer = fw_centre_ask (centre, scope, &question, NULL, error);
  if (answer == NULL)
    return FALSE;

  for (guint i = 0; i < answer->groups->len; i++)
    {
      const FwCubeGroup *cell = &g_array_index (answer->groups, FwCubeGroup, i);

      g_string_append_printf (seen, "%s %s %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT "\n",
                              fw_centre_name_code (centre, FW_DIMENSION_QUEUE, cell->codes[0]),
                              fw_centre_name_code (centre, FW_DIMENSION_TEAM, cell->codes[1]),
                              (guint64) cell->sums.offered, (guint64) cell->sums.answered);
    }
  return TRUE;
}

static gboolean
add_records (FwCentre *centre, FwScope *scope, GString *seen, GError **error)
{
  FwRecords *records = fw_centre_get_records (centre);

  for (const FwKind *const *kind = fw_kinds (); *kind != NULL; kind++)
    {
      g_autoptr (GPtrArray) list = fw_records_list (records, scope, *kind, error);
      g_autoptr (GPtrArray) log = NULL;

      if (list == NULL ||
          (log = fw_records_get_log (records, scope, *kind, NULL, 1000, error)) == NULL)
        return FALSE;
      for (guint i = 0; i < list->len; i++)
        {
          FwRecord *record = list->pdata[i];

          g_string_append_printf (seen, "%s %s %u", (*kind)->name, fw_record_get_id (record),
                                  fw_record_get_revision (record));
          for (guint field = 0; field < (*kind)->n_fields; field++)
            {
              g_autofree char *text = fw_record_format (record, field);

              g_string_append_printf (seen, " %s", text != NULL ? text : "-");
            }
          g_string_append_c (seen, '\n');
        }
      for (guint i = 0; i < log->len; i++)
        {
          const FwChange *change = log->pdata[i];

          g_string_append_printf (seen, "%" G_GINT64_FORMAT " %s %s %s %u %s %s %s\n", change->at,
                                  change->account, change->kind, change->id, change->revision,
                                  change->field, change->before, change->after);
        }
    }
  return TRUE;
}

static char *
look (FwCentre *centre, GError **error)
{
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  g_autoptr (GString) seen = g_string_new (NULL);

  if (!add_figures (centre, scope, seen, error) || !add_records (centre, scope, seen, error))
    return NULL;
  return g_string_free (g_steal_pointer (&seen), FALSE);
}

static gboolean
tells_damage (FwCentre *centre)
{
  FwLedger *ledger = fw_centre_get_ledger (centre);
  g_autoptr (GPtrArray) losses = fw_ledger_list_losses (ledger);
  g_autoptr (GPtrArray) concerns = fw_ledger_list_concerns (ledger);

  return losses->len + concerns->len > 0;
}

static gboolean
verifies (FwCentre *centre)
{
  FwVerifyReport report;
  gboolean ok = fw_centre_verify (centre, &report, NULL, NULL);

  fw_verify_report_clear (&report);
  return ok;
}

/* ---- flips ---- */

static char *
flip (const char *folder, GRand *rand)
{
  static const char *const names[] = { "floorwalker.db",     "floorwalker.db",     "floorwalker.db",
                                       "floorwalker.db-wal", "floorwalker.db-shm", "witness" };
  const char *name = names[g_rand_int_range (rand, 0, G_N_ELEMENTS (names))];
  g_autofree char *path = get_file (folder, name);
  g_autofree char *bytes = NULL;
  gsize length, at;
  guint bit = (guint) g_rand_int_range (rand, 0, 8);

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  at = (gsize) (g_rand_double (rand) * (double) length);
  bytes[at] ^= (char) (1 << bit);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
  return g_strdup_printf ("%s, byte %" G_GSIZE_FORMAT ", bit %u", name, at, bit);
}

typedef struct
{
  guint refused, told, harmless;
} Count;

static void
try_flip (const char *original, const char *expected, GRand *rand, Count *count)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *what = NULL;
  g_autofree char *seen = NULL;
  g_autoptr (FwCentre) centre = NULL;
  g_autoptr (GError) error = NULL;

  copy_folder (original, folder);
  what = flip (folder, rand);
  centre = fw_centre_open (folder, FW_CENTRE_CREATE, &error);
  if (centre != NULL)
    seen = look (centre, &error);

  if (error != NULL)
    {
      g_assert_nonnull (error->message);
      count->refused++;
    }
  else if (tells_damage (centre) || !verifies (centre))
    count->told++;
  else
    {
      count->harmless++;
      if (g_strcmp0 (seen, expected) != 0)
        g_error ("%s: another answer without a word:\n%s\nrather than\n%s", what, seen, expected);
    }
  /* What was told may be less, but what is told by no loss must be right. */
  if (error == NULL && !tells_damage (centre) && g_strcmp0 (seen, expected) != 0)
    g_error ("%s: only a verification tells of another answer", what);
  g_clear_pointer (&centre, fw_centre_close);
  fw_test_store_free (g_steal_pointer (&folder));
}

static void
test_flips (void)
{
  g_autofree char *original = make_centre ();
  g_autofree char *folder = make_folder ();
  g_autofree char *expected = NULL;
  g_autoptr (FwCentre) centre = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (8);
  const char *n = g_getenv ("FW_FLIPS");
  guint flips = n != NULL ? (guint) g_ascii_strtoull (n, NULL, 10) : DEFAULT_FLIPS;
  Count count = { 0 };

  copy_folder (original, folder);
  centre = fw_test_centre_open (folder);
  expected = look (centre, NULL);
  g_assert_nonnull (expected);
  g_assert_true (verifies (centre));
  g_clear_pointer (&centre, fw_centre_close);

  for (guint i = 0; i < flips; i++)
    try_flip (original, expected, rand, &count);
  g_test_message ("%u flips: %u refused, %u told, %u harmless", flips, count.refused, count.told,
                  count.harmless);
  fw_test_store_free (g_steal_pointer (&folder));
  fw_test_store_free (g_steal_pointer (&original));
}

/* ---- a log that was cut off, a database that is another or none ---- */

static void
test_cut_log (void)
{
  g_autofree char *folder = make_centre ();
  g_autofree char *log = get_file (folder, "floorwalker.db-wal");
  g_autofree char *seen = NULL;
  g_autoptr (FwCentre) centre = NULL;
  g_autoptr (GPtrArray) losses = NULL;
  g_autoptr (GError) error = NULL;
  FwVerifyReport report;

  g_assert_cmpint (g_unlink (log), ==, 0);
  centre = fw_test_centre_open (folder);
  losses = fw_ledger_list_losses (fw_centre_get_ledger (centre));
  g_assert_cmpuint (losses->len, ==, 1);
  g_assert_cmpuint (((FwLedgerLoss *) losses->pdata[0])->first, ==, 6);
  g_assert_cmpuint (((FwLedgerLoss *) losses->pdata[0])->last, ==, 8);
  g_assert_false (fw_centre_verify (centre, &report, NULL, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, "6 to 8"));
  fw_verify_report_clear (&report);

  /* It serves the rest and takes more, and does not forget. */
  add_calls (centre, 1000, 10);
  g_assert_cmpuint (fw_test_centre_total (centre).offered, ==, 210);
  g_clear_pointer (&centre, fw_centre_close);
  centre = fw_test_centre_open (folder);
  g_assert_true (tells_damage (centre));
  g_assert_cmpuint (fw_test_centre_total (centre).offered, ==, 210);
  g_clear_pointer (&centre, fw_centre_close);
  fw_test_store_free (g_steal_pointer (&folder));
}

static void
test_emptied (void)
{
  g_autofree char *folder = make_centre ();
  g_autofree char *path = get_file (folder, "floorwalker.db");
  g_autofree char *bare = make_folder ();
  g_autofree char *empty = get_file (bare, "floorwalker.db");
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_null (fw_centre_open (folder, FW_CENTRE_CREATE, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_CORRUPT);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (empty, "", 0, NULL));
  g_assert_null (fw_centre_open (bare, FW_CENTRE_DEFAULT, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "--create"));
  fw_test_store_free (g_steal_pointer (&folder));
  fw_test_store_free (g_steal_pointer (&bare));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* What is damaged is said in the log. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  g_test_add_func ("/damage/17/flipped-bits", test_flips);
  g_test_add_func ("/damage/17/cut-log", test_cut_log);
  g_test_add_func ("/damage/17/emptied-database", test_emptied);
  return g_test_run ();
}
