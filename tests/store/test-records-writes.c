/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/fw-error.h"
#include "records-fixture.h"
#include "support/fw-test-store.h"

static void
test_two_writers (Fixture *f, gconstpointer data)
{
  g_autoptr (FwRecord) mine = NULL;
  g_autoptr (FwRecord) theirs = NULL;
  g_autoptr (FwRecord) again = NULL;

  put_frame (f);
  mine = get (f, fw_kind_find ("team"), "east-a");
  theirs = get (f, fw_kind_find ("team"), "east-a");
  fw_test_record_set (mine, "name", "Mine");
  fw_test_record_set (theirs, "name", "Theirs");
  put (f, fw_record_ref (mine));
  g_assert_cmpuint (fw_record_get_revision (mine), ==, 2);
  expect (f, f->all, theirs, FW_ERROR_CONFLICT, "meanwhile");
  again = get (f, fw_kind_find ("team"), "east-a");
  g_assert_cmpstr (fw_record_text (again, "name"), ==, "Mine");

  /* Creating what is there is a conflict, changing what is not there is not found. */
  fw_record_set_revision (theirs, 0);
  expect (f, f->all, theirs, FW_ERROR_CONFLICT, "already");
  {
    g_autoptr (FwRecord) nowhere =
        fw_test_record ("team", "nowhere", "name", "N", "site", "east", NULL);

    fw_record_set_revision (nowhere, 3);
    expect (f, f->all, nowhere, FW_ERROR_NOT_FOUND, NULL);
  }

  /* Nothing changed: no revision, no line in the log. */
  put (f, fw_record_ref (again));
  g_assert_cmpuint (fw_record_get_revision (again), ==, 2);
}

typedef struct
{
  Fixture *f;
  guint won, lost;
} Race;

static gpointer
race_thread (gpointer data)
{
  Race *race = data;

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (FwRecord) record = get (race->f, fw_kind_find ("position"), "agent");
      g_autoptr (GError) error = NULL;
      guint rank = (guint) fw_kind_find_field (fw_kind_find ("position"), "rank");

      fw_record_set_integer (record, rank, (fw_record_get_integer (record, rank) + 1) % 99);
      if (fw_records_put (race->f->records, race->f->all, record, 1, &error))
        race->won++;
      else
        {
          g_assert_error (error, FW_ERROR, FW_ERROR_CONFLICT);
          race->lost++;
        }
    }

  return NULL;
}

/* Every success is one step of the revision: no write is lost under another. */
static void
test_race (Fixture *f, gconstpointer data)
{
  Race races[4];
  GThread *threads[4];
  guint won = 0;
  g_autoptr (FwRecord) record = NULL;

  put (f, fw_test_record ("position", "agent", "name", "Agent", "rank", "0", NULL));
  for (guint i = 0; i < 4; i++)
    {
      races[i] = (Race){ f, 0, 0 };
      threads[i] = g_thread_new ("racer", race_thread, &races[i]);
    }
  for (guint i = 0; i < 4; i++)
    {
      g_thread_join (threads[i]);
      won += races[i].won;
      g_assert_cmpuint (races[i].won + races[i].lost, ==, 20);
    }
  record = get (f, fw_kind_find ("position"), "agent");
  g_assert_cmpuint (fw_record_get_revision (record), ==, won + 1);
  g_assert_cmpint (fw_record_integer (record, "rank"), ==, won % 99);
}

static void
test_log (Fixture *f, gconstpointer data)
{
  g_autoptr (FwRecord) person = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GPtrArray) few = NULL;
  g_autoptr (GPtrArray) hidden = NULL;
  g_autoptr (GPtrArray) accounts = NULL;
  g_autoptr (FwScope) ann = fw_scope_new ("ann", FW_ROLE_HR, NULL, NULL);
  g_autoptr (FwScope) quality = fw_scope_new ("quinn", FW_ROLE_QUALITY, NULL, NULL);
  const FwChange *change;

  put_frame (f);
  put (f, make_person ("lin", "east", "east-a"));
  person = get (f, fw_kind_find ("person"), "lin");
  fw_test_record_set (person, "team", "east-b");
  fw_test_record_set (person, "hired", "2026-01-02");
  put_as (f, ann, fw_record_ref (person), 2000);

  changes = fw_records_get_log (f->records, f->all, fw_kind_find ("person"), "lin", 100, NULL);
  g_assert_cmpuint (changes->len, ==, 5); /* name, site, team; team, hired */
  change = changes->pdata[1];
  g_assert_cmpstr (change->field, ==, "team");
  g_assert_cmpstr (change->before, ==, "east-a");
  g_assert_cmpstr (change->after, ==, "east-b");
  g_assert_cmpstr (change->account, ==, "ann");
  g_assert_cmpint (change->at, ==, 2000);
  g_assert_cmpuint (change->revision, ==, 2);
  few = fw_records_get_log (f->records, f->all, fw_kind_find ("person"), NULL, 2, NULL);
  g_assert_cmpuint (few->len, ==, 2);

  /* A field that a role may not read is not in its log either. */
  hidden = fw_records_get_log (f->records, quality, fw_kind_find ("person"), NULL, 100, NULL);
  g_assert_cmpuint (hidden->len, ==, 4);

  put (f, fw_test_record ("account", "root", "name", "Root", "role", "administrator", "password",
                          "long enough to be one", NULL));
  accounts = fw_records_get_log (f->records, f->all, fw_kind_find ("account"), "root", 100, NULL);
  for (guint i = 0; i < accounts->len; i++)
    {
      change = accounts->pdata[i];
      if (g_str_equal (change->field, "password"))
        break;
    }
  g_assert_cmpstr (change->field, ==, "password");
  g_assert_null (change->before);
  g_assert_null (change->after);
}

static void
test_put_all (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  g_autoptr (GError) error = NULL;

  put_frame (f);
  g_ptr_array_add (records, fw_test_record ("position", "senior", "name", "Senior", NULL));
  g_ptr_array_add (records, make_person ("a", "east", "east-a"));
  g_ptr_array_add (records, make_person ("b", "east", "nosuch"));
  g_assert_false (fw_records_put_all (f->records, f->all, records, 1000, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "person “b”: team: "));
  g_clear_error (&error);
  g_assert_cmpint (fw_records_count (f->records, f->all, fw_kind_find ("person"), NULL), ==, 0);
  g_assert_cmpint (fw_records_count (f->records, f->all, fw_kind_find ("position"), NULL), ==, 1);

  g_ptr_array_remove_index (records, 2);
  g_assert_true (fw_records_put_all (f->records, f->all, records, 1000, &error));
  g_assert_true (fw_records_put_all (f->records, f->all, records, 2000, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fw_record_get_revision (records->pdata[1]), ==, 1);
}

static gpointer
open_thread (gpointer data)
{
  g_autoptr (GError) error = NULL;
  FwDatabase *database = fw_database_open (data, FALSE, &error);
  FwRecords *records;

  g_assert_no_error (error);
  records = fw_records_open (database, &error);
  g_assert_no_error (error);
  fw_records_close (records);
  fw_database_close (database);
  return NULL;
}

/* Several servers that start on one empty shared store. */
static void
test_open_together (void)
{
  GThread *threads[6];
  char *location = fw_test_store_new ();

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("opener", open_thread, location);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  fw_test_store_free (location);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/records-writes/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("two-writers", test_two_writers);
  ADD ("race", test_race);
  ADD ("log", test_log);
  ADD ("put-all", test_put_all);
  if (fw_test_store_is_postgres ()) /* SQLite is not shared */
    g_test_add_func ("/records-writes/open-together", test_open_together);
  return g_test_run ();
}
