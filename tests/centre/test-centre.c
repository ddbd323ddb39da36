/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/fw-error.h"
#include "support/fw-test-centre.h"
#include "support/fw-test-store.h"

typedef struct
{
  char *location;
  FwCentre *centre;
  FwScope *scope;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->location = fw_test_store_new ();
  f->centre = fw_test_centre_open (f->location);
  f->scope = fw_scope_new_administrator ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_pointer (&f->centre, fw_centre_close);
  fw_scope_unref (f->scope);
  fw_test_store_free (f->location);
}

static void
reopen (Fixture *f)
{
  g_clear_pointer (&f->centre, fw_centre_close);
  f->centre = fw_test_centre_open (f->location);
}

static FwFloorReport
ingest (Fixture *f, FwEventBatch *batch)
{
  g_autoptr (GError) error = NULL;
  FwFloorReport report = { 0 };

  fw_centre_ingest (f->centre, batch, &report, &error);
  g_assert_no_error (error);
  return report;
}

static FwEventBatch *
make_morning (void)
{
  FwEventBatch *batch = fw_event_batch_new ();

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *contact = g_strdup_printf ("c%u", i);

      fw_test_centre_add_call (batch, i * 100, contact, i % 3 == 0 ? "support" : "sales",
                               i % 2 == 0 ? "Agent/1" : "Agent/2");
    }
  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *contact = g_strdup_printf ("a%u", i);

      fw_test_add (batch, fw_test_event (FW_EVENT_OFFERED, i * 60, contact, "sales", NULL));
      fw_test_add (batch, fw_test_event (FW_EVENT_ABANDONED, i * 60 + i, contact, "sales", NULL));
    }
  return batch;
}

static void
test_open (Fixture *f, gconstpointer data)
{
  g_autofree char *nowhere = g_build_filename (f->location, "nosuch", NULL);
  g_autoptr (GError) error = NULL;

  if (fw_test_store_is_postgres ())
    return;
  g_assert_null (fw_centre_open (nowhere, FW_CENTRE_DEFAULT, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (fw_centre_open (nowhere, FW_CENTRE_READ_ONLY, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_NOT_FOUND);
}

/* Locks of one process do not meet each other: another process tries. */
static void
test_busy (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *pid = g_strdup_printf ("%d", (int) getpid ());

  g_assert_null (fw_centre_open (f->location, FW_CENTRE_CREATE, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, pid));
}

static void
test_read_only (Fixture *f, gconstpointer data)
{
  g_autoptr (FwEventBatch) batch = make_morning ();
  g_autoptr (FwCentre) reader = NULL;
  g_autoptr (GError) error = NULL;

  ingest (f, batch);
  reader = fw_centre_open (f->location, FW_CENTRE_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fw_test_centre_total (reader).offered, ==, 110);
  g_assert_false (fw_centre_ingest (reader, batch, NULL, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_FORBIDDEN);
}

static void
test_reopen (Fixture *f, gconstpointer data)
{
  g_autoptr (FwEventBatch) batch = make_morning ();
  g_autoptr (FwEventBatch) more = fw_event_batch_new ();
  FwEvent survey = fw_test_event (FW_EVENT_SURVEY, 20000, "c7", NULL, NULL);
  g_autoptr (GError) error = NULL;
  FwSums before;

  g_assert_cmpuint (ingest (f, batch).applied, ==, 320);
  before = fw_test_centre_total (f->centre);
  g_assert_cmpuint (before.offered, ==, 110);
  g_assert_cmpuint (fw_test_centre_verify (f->centre), ==, 320);

  reopen (f); /* from the checkpoint made when closing */
  g_assert_cmpmem (&before, sizeof before, (&(FwSums[]){ fw_test_centre_total (f->centre) }),
                   sizeof before);
  g_assert_cmpuint (ingest (f, batch).duplicates, ==, 320);
  fw_test_centre_verify (f->centre);

  survey.rating = 3;
  fw_test_add (more, survey);
  g_assert_cmpuint (ingest (f, more).applied, ==, 1);
  g_assert_cmpuint (fw_test_centre_total (f->centre).rated, ==, 1);
  fw_test_centre_verify (f->centre);
  reopen (f);
  fw_test_centre_verify (f->centre);
  g_assert_true (fw_centre_checkpoint (f->centre, &error));
  fw_test_centre_verify (f->centre);
}

/* A checkpoint that fails its check is worth nothing; the ledger is. */
static void
test_bad_checkpoint (Fixture *f, gconstpointer data)
{
  static const char *const damages[] = {
    "UPDATE ledger_segment SET bytes = (SELECT bytes FROM ledger_part WHERE name = 'key')",
    "UPDATE ledger_part SET bytes = (SELECT bytes FROM ledger_part WHERE name = 'key') WHERE name "
    "= 'floor'",
    "DELETE FROM ledger_part WHERE name = 'dictionary/queue'",
    "DELETE FROM ledger_part WHERE name = 'house'",
  };
  g_autoptr (FwEventBatch) batch = make_morning ();
  FwSums before;

  ingest (f, batch);
  before = fw_test_centre_total (f->centre);
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (fw_centre_checkpoint (f->centre, &error));
      g_assert_true (fw_database_execute (fw_centre_get_database (f->centre), damages[i], NULL, 0,
                                          NULL, &error));
      reopen (f);
      g_assert_cmpmem (&before, sizeof before, (&(FwSums[]){ fw_test_centre_total (f->centre) }),
                       sizeof before);
      g_assert_cmpuint (ingest (f, batch).duplicates, ==, 320);
      fw_test_centre_verify (f->centre);
    }
}

static guint64
count_team (Fixture *f, const char *team)
{
  g_autoptr (GError) error = NULL;
  FwQuestion question = fw_test_question ();
  g_autoptr (FwCubeAnswer) answer = NULL;
  guint64 offered;

  question.only[FW_DIMENSION_TEAM] = g_strsplit (team, ",", 0);
  answer = fw_centre_ask (f->centre, f->scope, &question, NULL, &error);
  g_assert_no_error (error);
  offered = answer->total.offered;
  fw_question_clear (&question);
  return offered;
}

static void
put_record (Fixture *f, FwRecord *record)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);

  g_ptr_array_add (records, record);
  fw_test_centre_put_house (f->centre, records);
}

/* People and teams are imported after the log: figures by team must be right, as if they had always
 * been there. */
static void
test_house_later (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) house = fw_test_house ();
  g_autoptr (FwEventBatch) batch = make_morning ();

  ingest (f, batch);
  g_assert_cmpuint (count_team (f, "a"), ==, 0);
  fw_test_centre_put_house (f->centre, house);
  g_assert_cmpuint (count_team (f, "a"), ==, 60);
  g_assert_cmpuint (count_team (f, "b"), ==, 50);
  g_assert_cmpuint (count_team (f, "a,b,nosuch"), ==, 110);
  fw_test_centre_verify (f->centre);

  /* In place: a person moves. */
  put_record (f, fw_test_record ("person", "p1", "name", "Lin", "login", "Agent/1", "site", "sh",
                                 "team", "b", "hired", "2026-02-20", "since", "2026-03-01", NULL));
  g_assert_cmpuint (count_team (f, "a"), ==, 10);
  fw_test_centre_verify (f->centre);

  /* From the ledger: a queue has another product, so that other contacts repeat. */
  put_record (f, fw_test_record ("queue", "support", "name", "Support", "site", "sh", "team", "a",
                                 "channel", "chat", "product", "loans", NULL));
  fw_test_centre_verify (f->centre);
  reopen (f);
  fw_test_centre_verify (f->centre);
  g_assert_cmpuint (count_team (f, "a"), ==, 10);
  g_assert_cmpuint (ingest (f, batch).duplicates, ==, 320);
}

static void
test_policy_later (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) house = fw_test_house ();
  g_autoptr (FwEventBatch) batch = make_morning ();

  fw_test_centre_put_house (f->centre, house);
  ingest (f, batch);
  g_assert_cmpuint (fw_test_centre_total (f->centre).answered_in_target, ==, 100);
  put_record (f, fw_test_record ("policy", "t", "subject", "service-level-seconds", "value", "4",
                                 "since", "2026-01-01", NULL));
  g_assert_cmpuint (fw_test_centre_total (f->centre).answered_in_target, ==, 0);
  fw_test_centre_verify (f->centre);
}

static void
test_list (Fixture *f, gconstpointer data)
{
  g_autoptr (FwEventBatch) batch = make_morning ();
  FwQuestion question = fw_test_question ();
  guint64 totals[FW_N_MEASURES] = { 0 };
  FwSums sums;

  ingest (f, batch);
  sums = fw_test_centre_total (f->centre);
  totals[FW_MEASURE_OFFERED] = sums.offered;
  totals[FW_MEASURE_ANSWERED] = sums.answered;
  totals[FW_MEASURE_ABANDONED] = sums.abandoned;
  totals[FW_MEASURE_SHORT_ABANDONED] = sums.short_abandoned;
  totals[FW_MEASURE_HANDLED] = sums.handled;
  totals[FW_MEASURE_ANSWERED_IN_TARGET] = sums.answered_in_target;
  for (guint i = 0; i < FW_N_MEASURES; i++)
    {
      g_autoptr (GError) error = NULL;
      guint64 total;
      g_autoptr (GPtrArray) lines = fw_centre_list_contacts (
          f->centre, f->scope, &question, (FwMeasure) i, 0, 1000, &total, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (lines->len, ==, total);
      if (totals[i] != 0)
        g_assert_cmpuint (total, ==, totals[i]);
      for (guint j = 0; j < lines->len; j++)
        {
          const FwContactLine *line = lines->pdata[j];
          guint64 key = fw_floor_get_contact_key (fw_centre_get_floor (f->centre),
                                                  fw_text (line->source), fw_text (line->id));

          g_assert_cmpuint (key, ==, line->contact.key);
          g_assert_cmpstr (line->site, ==, "main");
        }
    }
}

static void
test_contact (Fixture *f, gconstpointer data)
{
  g_autoptr (FwEventBatch) batch = make_morning ();
  g_autoptr (FwEventBatch) late = fw_event_batch_new ();
  g_autoptr (FwEventBatch) events = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FwScope) narrow =
      fw_scope_new ("s", FW_ROLE_SUPERVISOR, (const char *[]){ "bj", NULL }, NULL);
  FwEvent survey = fw_test_event (FW_EVENT_SURVEY, 20 * 24 * 3600, "c7", NULL, NULL);
  FwContactLine *line = NULL;

  survey.rating = 5;
  fw_test_add (late, survey);
  ingest (f, batch);
  ingest (f, late);
  events = fw_centre_read_contact (f->centre, f->scope, "pbx", "c7", &line, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fw_event_batch_get_length (events), ==, 4);
  g_assert_cmpuint (line->contact.rating, ==, 5);
  g_assert_cmpstr (line->id, ==, "c7");
  fw_contact_line_free (line);

  g_assert_null (fw_centre_read_contact (f->centre, f->scope, "pbx", "nosuch", &line, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (fw_centre_read_contact (f->centre, narrow, "pbx", "c7", &line, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_NOT_FOUND);
}

static void
test_scope (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) house = fw_test_house ();
  g_autoptr (FwEventBatch) batch = make_morning ();
  g_autoptr (FwScope) team_a =
      fw_scope_new ("s", FW_ROLE_SUPERVISOR, NULL, (const char *[]){ "a", NULL });
  g_autoptr (FwScope) nobody =
      fw_scope_new ("s", FW_ROLE_SUPERVISOR, (const char *[]){ "bj", NULL }, NULL);
  FwQuestion question = fw_test_question ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FwCubeAnswer) answer = NULL;
  g_autoptr (FwCubeAnswer) none = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  guint64 total;

  fw_test_centre_put_house (f->centre, house);
  ingest (f, batch);
  question.only[FW_DIMENSION_TEAM] = g_strsplit ("a,b", ",", 0); /* asks for more than is allowed */
  question.by[0] = FW_DIMENSION_TEAM;
  question.n_by = 1;
  answer = fw_centre_ask (f->centre, team_a, &question, NULL, &error);
  g_assert_cmpuint (answer->groups->len, ==, 1);
  g_assert_cmpstr (fw_centre_name_code (f->centre, FW_DIMENSION_TEAM,
                                        g_array_index (answer->groups, FwCubeGroup, 0).codes[0]),
                   ==, "a");
  g_assert_cmpuint (answer->total.offered, ==, 60);
  lines = fw_centre_list_contacts (f->centre, team_a, &question, FW_MEASURE_OFFERED, 0, 1000,
                                   &total, &error);
  g_assert_cmpuint (total, ==, 60);
  none = fw_centre_ask (f->centre, nobody, &question, NULL, &error);
  g_assert_cmpuint (none->total.offered, ==, 0);
  fw_question_clear (&question);
}

/* By part of what a source calls it, and in the order of its wait. */
static void
test_search (Fixture *f, gconstpointer data)
{
  g_autoptr (FwEventBatch) batch = make_morning ();
  FwQuestion question = fw_test_question ();
  FwContactSearch search = { .listing = FW_LISTING_INIT };
  g_autoptr (GPtrArray) all = NULL, found = NULL, sorted = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *part = NULL;
  guint64 total, n;

  ingest (f, batch);
  all = fw_centre_list_contacts (f->centre, f->scope, &question, FW_MEASURE_OFFERED, 0, 1000, &n,
                                 &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, >, 1);
  part = g_ascii_strup (((FwContactLine *) all->pdata[1])->id, -1);
  search.id = part;
  found = fw_centre_search_contacts (f->centre, f->scope, &question, FW_MEASURE_OFFERED, &search, 0,
                                     1000, &total, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (total, >=, 1);
  g_assert_cmpuint (total, <, n);
  for (guint i = 0; i < found->len; i++)
    {
      g_autofree char *id = g_ascii_strup (((FwContactLine *) found->pdata[i])->id, -1);

      g_assert_nonnull (strstr (id, part));
    }

  search.id = NULL;
  search.listing.order = FW_LISTING_WAIT;
  search.listing.descending = TRUE;
  sorted = fw_centre_search_contacts (f->centre, f->scope, &question, FW_MEASURE_OFFERED, &search,
                                      0, 1000, &total, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (total, ==, n);
  for (guint i = 1; i < sorted->len; i++)
    g_assert_cmpuint (((FwContactLine *) sorted->pdata[i - 1])->contact.wait_ms, >=,
                      ((FwContactLine *) sorted->pdata[i])->contact.wait_ms);
}

static void
test_names (Fixture *f, gconstpointer data)
{
  g_autoptr (FwEventBatch) batch = make_morning ();
  FwQuestion question = fw_test_question ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FwCubeAnswer) answer = NULL;

  ingest (f, batch);
  question.only[FW_DIMENSION_HALF_HOUR] = g_strsplit ("09:30", ",", 0);
  question.only[FW_DIMENSION_OUTCOME] = g_strsplit ("answered", ",", 0);
  question.by[0] = FW_DIMENSION_HALF_HOUR;
  question.n_by = 1;
  answer = fw_centre_ask (f->centre, f->scope, &question, NULL, &error);
  g_assert_cmpuint (answer->groups->len, ==, 1);
  g_assert_cmpuint (answer->total.offered, ==, 18);
  g_assert_cmpstr (fw_centre_name_code (f->centre, FW_DIMENSION_HALF_HOUR,
                                        g_array_index (answer->groups, FwCubeGroup, 0).codes[0]),
                   ==, "09:30");
  fw_question_clear (&question);
  g_assert_cmpfloat (
      fw_centre_get_target (f->centre, fw_metric_find ("csat"), "main", NULL, TEST_START), ==, 0.9);
}

static void
count_change_cb (FwCentre *centre, gpointer user_data)
{
  g_atomic_int_inc ((gint *) user_data);
}

static void
test_watch (Fixture *f, gconstpointer data)
{
  g_autoptr (FwEventBatch) batch = make_morning ();
  g_autoptr (FwEventBatch) empty = fw_event_batch_new ();
  guint64 generation = fw_centre_get_generation (f->centre);
  gint changes = 0;
  guint id = fw_centre_add_watch (f->centre, count_change_cb, &changes);

  ingest (f, empty);
  g_assert_cmpint (g_atomic_int_get (&changes), ==, 0);
  ingest (f, batch);
  g_assert_cmpint (g_atomic_int_get (&changes), ==, 1);
  g_assert_cmpuint (fw_centre_get_generation (f->centre), >, generation);
  fw_centre_remove_watch (f->centre, id);
  ingest (f, batch);
  g_assert_cmpint (g_atomic_int_get (&changes), ==, 1);
}

static void
done_cb (const FwFloorReport *report, const GError *error, gpointer user_data)
{
  g_assert_no_error (error);
  g_assert_nonnull (report);
  g_atomic_int_inc ((gint *) user_data);
}

/* Many at once share commits; each still hears of its own events. */
static void
test_group (Fixture *f, gconstpointer data)
{
  gint done = 0;

  for (guint i = 0; i < 500; i++)
    {
      g_autoptr (FwEventBatch) batch = fw_event_batch_new ();
      g_autofree char *contact = g_strdup_printf ("g%u", i);

      fw_test_centre_add_call (batch, i, contact, "sales", "Agent/1");
      fw_centre_submit (f->centre, batch, done_cb, &done);
    }
  while (g_atomic_int_get (&done) < 500)
    g_usleep (1000);
  g_assert_cmpuint (fw_ledger_get_last (fw_centre_get_ledger (f->centre)), ==, 500);
  g_assert_cmpuint (fw_test_centre_total (f->centre).answered, ==, 500);
  fw_test_centre_verify (f->centre);
}

/* With the key, which is in no backup. */
static void
restore (Fixture *f, const char *backup, const char *location)
{
  g_autofree char *key = g_build_filename (f->location, "store.key", NULL);
  g_autoptr (GError) error = NULL;

  fw_centre_set_key_file (key);
  fw_centre_restore (backup, location, NULL, NULL, &error);
  g_assert_no_error (error);
  fw_centre_set_key_file (NULL);
}

static void
test_backup (Fixture *f, gconstpointer data)
{
  g_autoptr (FwEventBatch) batch = make_morning ();
  g_autofree char *folder = g_dir_make_tmp ("floorwalker-backup-XXXXXX", NULL);
  g_autofree char *backup = g_build_filename (folder, "backup", NULL);
  g_autofree char *restored = g_build_filename (folder, "restored", NULL);
  g_autofree char *again = g_build_filename (folder, "again", NULL);
  g_autofree char *manifest = g_build_filename (backup, "manifest.ini", NULL);
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (FwCentre) copy = NULL;

  ingest (f, batch);
  if (fw_test_store_is_postgres ())
    {
      g_assert_false (fw_centre_backup (f->centre, backup, NULL, &error));
      g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
    }
  else
    {
      fw_centre_backup (f->centre, backup, NULL, &error);
      g_assert_no_error (error);
      restore (f, backup, restored);
      copy = fw_test_centre_open (restored);
      g_assert_cmpuint (fw_test_centre_total (copy).offered, ==, 110);
      g_assert_cmpuint (fw_test_centre_verify (copy), ==, 320);

      g_assert_false (fw_centre_restore (backup, f->location, NULL, NULL, &error));
      g_assert_error (error, FW_ERROR, FW_ERROR_CONFLICT);
      g_clear_error (&error);
      g_assert_false (fw_centre_restore (f->location, again, NULL, NULL, &error));
      g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
      g_clear_error (&error);
      g_assert_true (g_file_set_contents (manifest, "[floorwalker-backup]\ndigest=00\n", -1, NULL));
      g_assert_false (fw_centre_restore (backup, again, NULL, NULL, &error));
      g_assert_error (error, FW_ERROR, FW_ERROR_CORRUPT);
      g_assert_false (fw_database_exists (again, NULL));
    }
  g_assert_cmpint (system (command), ==, 0);
}

typedef struct
{
  Fixture *f;
  gint stop;
  guint n;
} Feed;

static gpointer
feed (gpointer data)
{
  Feed *self = data;

  while (!g_atomic_int_get (&self->stop))
    {
      g_autoptr (FwEventBatch) batch = fw_event_batch_new ();
      g_autofree char *contact = g_strdup_printf ("feed%u", self->n);

      /* Each before the one before: figures would be made again from the whole ledger. */
      fw_test_centre_add_call (batch, 90000 - (gint64) self->n++, contact, "sales", "Agent/1");
      ingest (self->f, batch);
    }
  return NULL;
}

/* Point 19 of docs/attacks.md: a backup beside a feed that never rests is of one moment, and makes
 * no figures again. */
static void
test_backup_under_writes (Fixture *f, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("floorwalker-backup-XXXXXX", NULL);
  g_autofree char *backup = g_build_filename (folder, "backup", NULL);
  g_autofree char *restored = g_build_filename (folder, "restored", NULL);
  g_autofree char *manifest_path = g_build_filename (backup, "manifest.ini", NULL);
  g_autofree char *database = g_build_filename (backup, "floorwalker.db", NULL);
  g_autofree char *bytes = NULL;
  g_autofree char *sum = NULL;
  g_autofree char *digest = NULL;
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", folder);
  g_autoptr (GKeyFile) manifest = g_key_file_new ();
  g_autoptr (FwEventBatch) batch = make_morning ();
  g_autoptr (FwCentre) copy = NULL;
  g_autoptr (GError) error = NULL;
  Feed self = { .f = f };
  FwLedger *ledger = fw_centre_get_ledger (f->centre);
  guint64 before, after, held;
  gsize length;
  GThread *thread;

  if (fw_test_store_is_postgres ())
    {
      g_test_skip ("PostgreSQL has its own tools");
      return;
    }
  ingest (f, batch);
  thread = g_thread_new ("feed", feed, &self);
  while (fw_ledger_get_last (ledger) < 20)
    g_usleep (1000);
  before = fw_ledger_get_last (ledger);
  fw_centre_backup_store (f->location, backup, NULL, &error);
  after = fw_ledger_get_last (ledger);
  g_atomic_int_set (&self.stop, TRUE);
  g_thread_join (thread);
  g_assert_no_error (error);

  g_assert_true (g_key_file_load_from_file (manifest, manifest_path, G_KEY_FILE_NONE, NULL));
  g_assert_true (g_file_get_contents (database, &bytes, &length, &error));
  sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) bytes, length);
  digest = g_key_file_get_string (manifest, "floorwalker-backup", "digest", NULL);
  g_assert_cmpstr (digest, ==, sum);
  held = g_key_file_get_uint64 (manifest, "floorwalker-backup", "batches", NULL);
  g_assert_cmpuint (held, >=, before);
  g_assert_cmpuint (held, <=, after);
  restore (f, backup, restored);
  copy = fw_test_centre_open (restored);
  g_assert_cmpuint (fw_ledger_get_last (fw_centre_get_ledger (copy)), ==, held);
  g_assert_cmpint (system (command), ==, 0);
}

/* How many batches a start would read again if the centre ended just now. */
static guint64
count_replayed (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FwCentre) reader = fw_centre_open (f->location, FW_CENTRE_READ_ONLY, &error);

  g_assert_no_error (error);
  return fw_centre_get_n_replayed (reader);
}

/* Point 15 of docs/attacks.md: what assigns no figures leaves the checkpoint as good as it was, and
 * no record writes one. */
static void
test_records_and_checkpoints (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) house = fw_test_house ();
  g_autoptr (FwEventBatch) batch = make_morning ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FwCentre) reader = NULL;
  guint before;

  fw_test_centre_put_house (f->centre, house);
  ingest (f, batch);
  g_assert_true (fw_centre_checkpoint (f->centre, &error));
  before = fw_centre_get_n_checkpoints (f->centre);
  g_assert_cmpuint (count_replayed (f), ==, 0);

  put_record (f, fw_test_record ("finding", "nights", "title", "Fewer nights", "watch", "w", "day",
                                 "2026-03-02", "metric", "csat", NULL));
  put_record (f, fw_test_record ("team", "a", "name", "The first", "site", "sh", NULL));
  put_record (f, fw_test_record ("person", "p1", "name", "Lin Li", "login", "Agent/1", "site", "sh",
                                 "team", "a", "hired", "2026-02-20", NULL));
  put_record (f, fw_test_record ("policy", "t", "subject", "csat", "value", "0.9", "since",
                                 "2026-01-01", NULL));
  g_assert_cmpuint (fw_centre_get_n_checkpoints (f->centre), ==, before);
  g_assert_cmpuint (count_replayed (f), ==, 0);

  /* What does assign is in the figures at once, and in the next checkpoint, not in one of its own.
   */
  g_ptr_array_set_size (house, 0);
  g_ptr_array_add (house, fw_test_record ("person", "p1", "name", "Lin", "login", "Agent/1", "site",
                                          "sh", "team", "b", "hired", "2026-02-20", "since",
                                          "2026-03-01", NULL));
  fw_records_put_all (fw_centre_get_records (f->centre), f->scope, house, TEST_START, &error);
  g_assert_no_error (error);
  g_assert_true (fw_centre_house_changed (f->centre, &error));
  g_assert_cmpuint (count_team (f, "a"), ==, 10);
  g_assert_cmpuint (fw_centre_get_n_checkpoints (f->centre), ==, before);
  fw_test_centre_verify (f->centre);

  /* Were it killed now: the house of the checkpoint is known still, and what differs assigned anew.
   */
  reader = fw_centre_open (f->location, FW_CENTRE_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fw_centre_get_n_replayed (reader), ==, 0);
  fw_test_centre_verify (reader);
  g_clear_pointer (&reader, fw_centre_close);

  reopen (f);
  g_assert_cmpuint (fw_centre_get_n_replayed (f->centre), ==, 0);
  g_assert_cmpuint (count_team (f, "a"), ==, 10);
}

/* A finding, an account, a good period: figures do not follow from them, so whoever applies events
 * is not asked to stop, no directory is made anew and no checkpoint is saved; and a server that is
 * killed right after reads nothing of the ledger again. */
static void
test_what_does_not_count (Fixture *f, gconstpointer data)
{
  FwRecords *records = fw_centre_get_records (f->centre);
  g_autoptr (GPtrArray) house = fw_test_house ();
  g_autoptr (FwEventBatch) batch = make_morning ();
  g_autoptr (FwDirectory) before = NULL;
  g_autoptr (FwDirectory) after = NULL;
  g_autoptr (FwRecord) finding =
      fw_test_record ("finding", "nights", "title", "Fewer nights", "watch", "w", "day",
                      "2026-03-02", "metric", "csat", NULL);
  g_autoptr (GError) error = NULL;
  guint64 generation;
  guint n_checkpoints;

  fw_test_centre_put_house (f->centre, house);
  ingest (f, batch);
  g_assert_true (fw_centre_checkpoint (f->centre, &error));
  n_checkpoints = fw_centre_get_n_checkpoints (f->centre);
  generation = fw_centre_get_generation (f->centre);
  before = fw_records_get_directory (records, &error);
  g_assert_no_error (error);

  put_record (f, fw_test_record ("period", "spring", "name", "Spring", "from", "2026-03-01", "to",
                                 "2026-03-31", NULL));
  put_record (f, fw_test_record ("account", "root", "name", "Root", "role", "administrator", NULL));
  put_record (f, fw_test_record ("finding", "days", "title", "Fewer days", "watch", "w", "day",
                                 "2026-03-02", "metric", "csat", NULL));
  g_assert_true (fw_records_put (records, f->scope, finding, TEST_START, &error));
  g_assert_no_error (error);
  g_assert_true (
      fw_records_delete (records, f->scope, fw_kind_find ("period"), "spring", 1, 1, &error));
  g_assert_true (fw_centre_house_changed (f->centre, &error));

  after = fw_records_get_directory (records, &error);
  g_assert_true (after == before);
  g_assert_cmpuint (fw_centre_get_generation (f->centre), ==, generation);
  g_assert_cmpuint (fw_centre_get_n_checkpoints (f->centre), ==, n_checkpoints);
  g_assert_cmpuint (count_replayed (f), ==, 0);
  reopen (f);
  g_assert_cmpuint (fw_centre_get_n_replayed (f->centre), ==, 0);

  /* What counts is noticed as before. */
  generation = fw_centre_get_generation (f->centre);
  put_record (f, fw_test_record ("team", "a", "name", "The first", "site", "sh", NULL));
  g_assert_cmpuint (fw_centre_get_generation (f->centre), >, generation);
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE); /* the zone of a centre that names none */
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/centre/open", test_open);
  ADD ("/centre/busy", test_busy);
  ADD ("/centre/read-only", test_read_only);
  ADD ("/centre/reopen", test_reopen);
  ADD ("/centre/bad-checkpoint", test_bad_checkpoint);
  ADD ("/centre/house-later", test_house_later);
  ADD ("/centre/policy-later", test_policy_later);
  ADD ("/centre/15-records-and-checkpoints", test_records_and_checkpoints);
  ADD ("/centre/15-what-does-not-count", test_what_does_not_count);
  ADD ("/centre/list", test_list);
  ADD ("/centre/search", test_search);
  ADD ("/centre/contact", test_contact);
  ADD ("/centre/scope", test_scope);
  ADD ("/centre/names", test_names);
  ADD ("/centre/watch", test_watch);
  ADD ("/centre/group", test_group);
  ADD ("/centre/backup", test_backup);
  ADD ("/centre/19-backup-under-writes", test_backup_under_writes);
  return g_test_run ();
}
