/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a store keeps of customers nobody reads without its key (point 20 of docs/attacks.md). */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/fw-error.h"
#include "store/fw-witness.h"
#include "support/fw-test-centre.h"
#include "support/fw-test-store.h"

#define NUMBER "13800138000"
#define SPOKEN "she asked for 02188886666"
#define N_BATCHES 100

static const char *const numbers[] = { NUMBER, "02188886666", "19912345678" };

/* ---- looking for what must be nowhere ---- */

static gboolean
holds (const char *bytes, gsize length, const char *text)
{
  const gsize n = strlen (text);

  for (const char *at = bytes; (at = memchr (at, *text, (gsize) (bytes + length - at))) != NULL;
       at++)
    if ((gsize) (bytes + length - at) >= n && memcmp (at, text, n) == 0)
      return TRUE;
  return FALSE;
}

/* As it is, and as a dump writes bytes. */
static gboolean
tells (const char *bytes, gsize length, const char *text)
{
  g_autoptr (GString) hex = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++)
    g_string_append_printf (hex, "%02x", (guchar) *c);
  return holds (bytes, length, text) || holds (bytes, length, hex->str);
}

static gboolean
folder_tells (const char *folder, const char *text)
{
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *bytes = NULL;
      gsize length;

      if (g_file_test (path, G_FILE_TEST_IS_DIR)
              ? folder_tells (path, text)
              : g_file_get_contents (path, &bytes, &length, NULL) && tells (bytes, length, text))
        return TRUE;
    }
  return FALSE;
}

static gboolean
dump_tells (const char *text)
{
  static const char command[] = "$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)/pg_dump "
                                "\"$FW_TEST_POSTGRES\"";
  const char *const arguments[] = { "/bin/sh", "-c", command, NULL };
  g_autofree char *dump = NULL;
  g_autoptr (GError) error = NULL;
  int status = -1;

  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, &dump, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return tells (dump, strlen (dump), text) || folder_tells (g_getenv ("STATE_DIRECTORY"), text);
}

static gboolean
store_tells (const char *location, const char *text)
{
  return fw_test_store_is_postgres () ? dump_tells (text) : folder_tells (location, text);
}

static void
assert_nowhere (const char *location)
{
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_assert_false (store_tells (location, numbers[i]));
}

/* ---- what happens ---- */

/* One who calls again, a note and a transfer that hold numbers, too. */
static FwEventBatch *
make_batch (gint64 from)
{
  FwEventBatch *batch = fw_event_batch_new ();

  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *contact = g_strdup_printf ("c%" G_GINT64_FORMAT "-%u", from, i);
      FwEvent event = fw_test_event (FW_EVENT_OFFERED, from + 100 * i, contact, "sales", NULL);

      event.customer = fw_text (i % 2 == 0 ? NUMBER : numbers[2]);
      fw_test_add (batch, event);
      fw_test_add (batch, fw_test_event (FW_EVENT_ANSWERED, from + 100 * i + 5, contact, "sales",
                                         "Agent/1"));
      fw_test_add (batch, fw_test_event (FW_EVENT_COMPLETED, from + 100 * i + 65, contact, "sales",
                                         "Agent/1"));
      event = fw_test_event (FW_EVENT_NOTE, from + 100 * i + 66, contact, "sales", NULL);
      event.text = fw_text (SPOKEN);
      fw_test_add (batch, event);
    }
  return batch;
}

static FwEventBatch *
make_future (void)
{
  const gint64 ahead = (g_get_real_time () - TEST_START) / FW_SECOND + 40 * 24 * 3600;
  FwEventBatch *batch = fw_event_batch_new ();
  FwEvent event = fw_test_event (FW_EVENT_OFFERED, ahead, "later", "sales", NULL);

  event.customer = fw_text (NUMBER);
  fw_test_add (batch, event);
  return batch;
}

static void
ingest (FwCentre *centre, FwEventBatch *batch)
{
  g_autoptr (GError) error = NULL;

  fw_centre_ingest (centre, batch, NULL, &error);
  g_assert_no_error (error);
  fw_event_batch_unref (batch);
}

static char *
find_customer (FwCentre *centre, const char *contact)
{
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  FwContactLine *line = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FwEventBatch) events =
      fw_centre_read_contact (centre, scope, "pbx", contact, &line, &error);
  FwEventIter iter;
  FwEvent event;

  g_assert_no_error (error);
  fw_contact_line_free (line);
  fw_event_iter_init (&iter, events);
  g_assert_true (fw_event_iter_next (&iter, &event));
  return fw_text_dup (event.customer);
}

static void
assert_whole (FwCentre *centre)
{
  g_autoptr (GPtrArray) concerns = fw_ledger_list_concerns (fw_centre_get_ledger (centre));
  g_autoptr (GPtrArray) losses = fw_ledger_list_losses (fw_centre_get_ledger (centre));

  g_assert_cmpuint (concerns->len, ==, 0);
  g_assert_cmpuint (losses->len, ==, 0);
  fw_test_centre_verify (centre);
}

static void
test_nowhere (void)
{
  g_autofree char *location = fw_test_store_new ();
  g_autofree char *customer = NULL;
  FwCentre *centre = fw_test_centre_open (location);
  g_autoptr (GError) error = NULL;
  FwSums sums;

  ingest (centre, make_batch (0));
  ingest (centre, make_future ());
  assert_nowhere (location);
  g_assert_true (fw_centre_checkpoint (centre, &error));
  ingest (centre, make_batch (1000));
  assert_nowhere (location);
  g_assert_true (store_tells (location, "sales")); /* it would be found */

  sums = fw_test_centre_total (centre);
  g_assert_cmpuint (sums.offered, ==, 8);
  g_assert_cmpuint (sums.mature, ==, 8);
  g_assert_cmpuint (sums.first_contact, ==, 2); /* each calls again */
  customer = find_customer (centre, "c0-0");
  g_assert_cmpstr (customer, ==, NUMBER);
  fw_test_centre_verify (centre);
  fw_centre_close (centre);
  assert_nowhere (location);

  centre = fw_test_centre_open (location);
  g_assert_cmpuint (fw_test_centre_total (centre).first_contact, ==, 2);
  fw_test_centre_verify (centre);
  fw_centre_close (centre);
  fw_test_store_free (g_steal_pointer (&location));
}

/* ---- forgetting ---- */

static void
add_contact (FwEventBatch *batch, gint64 at, const char *contact, const char *customer)
{
  FwEvent event = fw_test_event (FW_EVENT_CONTACT, 0, contact, "sales", "Agent/1");

  event.at = at;
  event.id = event.contact;
  event.customer = fw_text (customer);
  event.reason = fw_text ("answered");
  event.wait_ms = 5000;
  event.talk_ms = 60000;
  fw_test_add (batch, event);
}

static char *
make_digests (FwCentre *centre)
{
  g_autofree char *rows = NULL;
  g_autofree char *state = NULL;

  fw_cube_read_lock (fw_centre_get_cube (centre));
  rows = fw_cube_digest (fw_centre_get_cube (centre));
  state = fw_floor_digest (fw_centre_get_floor (centre));
  fw_cube_read_unlock (fw_centre_get_cube (centre));
  return g_strconcat (rows, state, NULL);
}

static guint64
forget (FwCentre *centre)
{
  g_autoptr (GError) error = NULL;
  guint64 n;

  fw_centre_forget_customers (centre, &n, NULL, &error);
  g_assert_no_error (error);
  return n;
}

/* Who called 31 days ago is forgotten, who called 29 days ago is not, and that it was the same
 * stays known. */
static void
test_forgotten (void)
{
  const gint64 now = g_get_real_time (), day = 24 * FW_HOUR;
  g_autofree char *location = fw_test_store_new ();
  FwCentre *centre = fw_test_centre_open (location);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  FwEventBatch *batch = fw_event_batch_new ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *again = NULL;
  g_autofree char *old = NULL;
  g_autofree char *late = NULL;
  guint64 hash;

  add_contact (batch, now - 31 * day, "old", NUMBER);
  add_contact (batch, now - 31 * day + FW_HOUR, "other", numbers[2]);
  add_contact (batch, now - 29 * day, "late", NUMBER);
  ingest (centre, batch);
  before = make_digests (centre);
  g_assert_cmpuint (forget (centre), ==, 0); /* as shipped */

  g_ptr_array_add (
      records, fw_test_record ("policy", "days", "subject", "customer-days", "value", "30", NULL));
  fw_test_centre_put_house (centre, records);
  g_assert_cmpuint (forget (centre), ==, 2);
  g_assert_cmpuint (forget (centre), ==, 0);
  old = find_customer (centre, "old");
  g_assert_true (fw_customer_read_token (fw_text (old), &hash));
  late = find_customer (centre, "late");
  g_assert_cmpstr (late, ==, NUMBER);
  after = make_digests (centre);
  g_assert_cmpstr (after, ==, before);
  fw_test_centre_verify (centre);
  fw_centre_close (centre);

  /* Made anew from the ledger alone, too; and what came later finds who it was. */
  centre = fw_centre_open (location, FW_CENTRE_REBUILD, NULL);
  again = make_digests (centre);
  g_assert_cmpstr (again, ==, before);
  assert_whole (centre);
  fw_centre_close (centre);
  fw_test_store_free (g_steal_pointer (&location));
}

/* ---- a store of before ---- */

static void
make_clear_store (const char *location)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FwDatabase) database = fw_database_open (location, FALSE, &error);
  g_autoptr (FwLedger) ledger = fw_ledger_open (database, FALSE, &error);
  g_autoptr (FwEventBatch) future = make_future ();
  guint64 number;

  g_assert_no_error (error);
  for (guint i = 0; i < N_BATCHES; i++)
    {
      g_autoptr (FwEventBatch) batch = make_batch (1000 * i);

      fw_ledger_append (ledger, &batch, 1, &number, &error);
      g_assert_no_error (error);
    }
  fw_ledger_hold (ledger, future, &error);
  g_assert_no_error (error);

  if (!fw_test_store_is_postgres ())
    {
      g_autofree char *path = g_build_filename (location, "witness", NULL);
      g_autoptr (FwWitness) witness = fw_witness_open (path, &error);
      FwWitnessCount count = { .at = g_get_real_time () };

      fw_ledger_get_end (ledger, &count.batch, &count.chain);
      fw_witness_note (witness, &count);
      fw_witness_sync (witness);
    }
}

static void
assert_sound (FwCentre *centre)
{
  g_assert_cmpuint (fw_test_centre_total (centre).offered, ==, 4 * N_BATCHES);
  assert_whole (centre);
}

static void
test_carried_over (void)
{
  g_autofree char *location = fw_test_store_new ();
  FwCentre *centre;

  make_clear_store (location);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_assert_true (store_tells (location, numbers[i]));
  centre = fw_test_centre_open (location);
  assert_sound (centre);
  fw_centre_close (centre);
  assert_nowhere (location);
  centre = fw_test_centre_open (location);
  assert_sound (centre);
  fw_centre_close (centre);
  fw_test_store_free (g_steal_pointer (&location));
}

/* Killed at any moment it goes on at the next start, and nothing looks lost. */
static void
test_killed (void)
{
  g_autofree char *location = fw_test_store_new ();
  g_autoptr (GError) error = NULL;
  FwCentre *centre;

  make_clear_store (location);
  for (guint i = 0; i < 12; i++)
    {
      pid_t child = fork ();

      g_assert_cmpint (child, >=, 0);
      if (child == 0)
        {
          centre = fw_centre_open (location, FW_CENTRE_DEFAULT, NULL);
          _exit (centre != NULL ? 0 : 1);
        }
      g_usleep (3000 * (i + 1));
      kill (child, SIGKILL);
      waitpid (child, NULL, 0);
    }
  /* PostgreSQL may need a moment to see that the one before is gone. */
  while ((centre = fw_centre_open (location, FW_CENTRE_DEFAULT, &error)) == NULL)
    {
      if (!g_error_matches (error, FW_ERROR, FW_ERROR_BUSY))
        g_assert_no_error (error);
      g_clear_error (&error);
      g_usleep (20000);
    }
  assert_sound (centre);
  fw_centre_close (centre);
  assert_nowhere (location);
  fw_test_store_free (g_steal_pointer (&location));
}

/* ---- the key ---- */

static char *
find_key (const char *location, FwCentre *centre)
{
  const char *name = fw_ledger_get_cipher_name (fw_centre_get_ledger (centre));

  g_assert_nonnull (name);
  return fw_centre_find_key_file (location, name);
}

static void
assert_refused (const char *location, FwCentreFlags flags, const char *part)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FwCentre) centre = fw_centre_open (location, flags, &error);

  g_assert_null (centre);
  g_assert_error (error, FW_ERROR, FW_ERROR_FORBIDDEN);
  g_assert_nonnull (strstr (error->message, part));
}

static void
test_key (void)
{
  g_autofree char *location = fw_test_store_new ();
  FwCentre *centre = fw_test_centre_open (location);
  g_autofree char *path = find_key (location, centre);
  g_autofree char *away = g_strconcat (path, ".away", NULL);
  g_autofree char *other = g_strconcat (path, ".other", NULL);
  g_autofree char *identity = NULL;
  g_autofree char *read = NULL;
  g_autoptr (FwCipher) cipher = fw_cipher_new (NULL, NULL);
  g_autoptr (GError) error = NULL;
  GStatBuf about;

  ingest (centre, make_batch (0));
  /* What it is known by is no secret, also while it is served. */
  identity = fw_centre_get_identity (centre);
  read = fw_centre_read_identity (location, &error);
  g_assert_cmpuint (strlen (identity), ==, 32);
  g_assert_cmpstr (read, ==, identity);
  fw_centre_close (centre);
  g_assert_cmpint (g_stat (path, &about), ==, 0);
  g_assert_cmpuint (about.st_mode & 0777, ==, 0600);

  g_assert_cmpint (g_rename (path, away), ==, 0);
  assert_refused (location, FW_CENTRE_DEFAULT, "--key-file");
  assert_refused (location, FW_CENTRE_READ_ONLY, "without it nobody can read");
  g_assert_true (fw_cipher_write (cipher, other, &error));
  fw_centre_set_key_file (other);
  assert_refused (location, FW_CENTRE_DEFAULT, "the one that was given");
  fw_centre_set_key_file (away);
  centre = fw_test_centre_open (location);
  fw_test_centre_verify (centre);
  fw_centre_close (centre);

  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (g_chmod (away, i == 0 ? 0604 : 0640), ==, 0);
      assert_refused (location, FW_CENTRE_DEFAULT, "others may read this key");
    }
  fw_centre_set_key_file (NULL);
  g_unlink (away);
  g_unlink (other);
  fw_test_store_free (g_steal_pointer (&location));
}

static void
test_backup (void)
{
  g_autofree char *location = fw_test_store_new ();
  g_autofree char *folder = fw_test_store_is_postgres () ? NULL : fw_test_store_new ();
  g_autofree char *backup = NULL;
  g_autofree char *restored = NULL;
  g_autofree char *key = NULL;
  g_autoptr (GError) error = NULL;
  FwCentre *centre = fw_test_centre_open (location);

  if (fw_test_store_is_postgres ()) /* its own tools: a dump, in test_nowhere() */
    {
      fw_centre_close (centre);
      fw_test_store_free (g_steal_pointer (&location));
      return;
    }
  ingest (centre, make_batch (0));
  key = find_key (location, centre);
  backup = g_build_filename (folder, "backup", NULL);
  restored = g_build_filename (folder, "restored", NULL);
  g_assert_true (fw_centre_backup (centre, backup, NULL, &error));
  fw_centre_close (centre);
  assert_nowhere (backup);

  g_assert_false (fw_centre_restore (backup, restored, NULL, NULL, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_FORBIDDEN);
  g_assert_nonnull (strstr (error->message, "--key-file"));
  g_clear_error (&error);
  g_assert_false (fw_database_exists (restored, NULL));

  fw_centre_set_key_file (key);
  g_assert_true (fw_centre_restore (backup, restored, NULL, NULL, &error));
  fw_centre_set_key_file (NULL);
  centre = fw_test_centre_open (restored); /* the key went with it */
  g_assert_cmpuint (fw_test_centre_total (centre).offered, ==, 4);
  fw_centre_close (centre);
  assert_nowhere (restored);
  fw_test_store_free (g_steal_pointer (&folder));
  fw_test_store_free (g_steal_pointer (&location));
}

/* A batch in the place of another is none. */
static void
test_bound (void)
{
  g_autofree char *location = fw_test_store_new ();
  FwCentre *centre = fw_test_centre_open (location);
  g_autoptr (GError) error = NULL;
  FwVerifyReport report;

  ingest (centre, make_batch (0));
  ingest (centre, make_batch (1000));
  g_assert_true (fw_database_execute (
      fw_centre_get_database (centre),
      "UPDATE ledger_batch SET bytes = (SELECT bytes FROM ledger_batch WHERE number = 1) WHERE "
      "number = 2",
      NULL, 0, NULL, &error));
  g_assert_false (fw_centre_verify (centre, &report, NULL, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_CORRUPT);
  fw_verify_report_clear (&report);
  fw_centre_close (centre);
  fw_test_store_free (g_steal_pointer (&location));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* First: what forks has no threads yet. */
  g_test_add_func ("/encrypted/20/killed", test_killed);
  g_test_add_func ("/encrypted/20/nowhere", test_nowhere);
  g_test_add_func ("/encrypted/20/forgotten", test_forgotten);
  g_test_add_func ("/encrypted/20/carried-over", test_carried_over);
  g_test_add_func ("/encrypted/20/key", test_key);
  g_test_add_func ("/encrypted/20/backup", test_backup);
  g_test_add_func ("/encrypted/20/bound", test_bound);
  return g_test_run ();
}
