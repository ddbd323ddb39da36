/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/fw-error.h"
#include "records-fixture.h"

/* Every field of every kind comes back as it went, also after the store was opened anew. */
static void
test_round_trip (Fixture *f, gconstpointer data)
{
  FwRecord *records[] = {
    fw_test_record ("shift-template", "night", "name", "Night", "site", "east", "start", "22:00",
                    "length_minutes", "480", "letter", "N", NULL),
    fw_test_record ("queue", "客服", "name", "售后", "site", "east", "team", "east-a", "channel",
                    "chat", "product", "=App's \"best\"; ä", "short_abandon_s", "2.5", NULL),
    fw_test_record ("person", "Agent/110", "name", "林梅", "login", "Agent/110", "site", "east",
                    "team", "east-a", "position", "agent", "shift", "night", "hired", "2025-02-28",
                    "since", "2026-02-28", NULL),
    fw_test_record ("policy", "p", "subject", "service-level-seconds", "site", "east", "queue",
                    "客服", "value", "20.1", "since", "2026-01-01", NULL),
    fw_test_record ("account", "ann", "name", "Ann", "role", "administrator", "sites", "east;west",
                    "teams", "east-a", "disabled", "no", NULL),
  };

  put_frame (f);
  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    put (f, fw_record_ref (records[i]));
  close_store (f);
  open_store (f);
  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    {
      g_autoptr (FwRecord) stored =
          get (f, fw_record_get_kind (records[i]), fw_record_get_id (records[i]));

      check_same (records[i], stored);
      g_assert_cmpuint (fw_record_get_revision (stored), ==, 1);
      fw_record_unref (records[i]);
    }
}

static void
test_references (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FwRecord) lost = make_person ("lost", "east", "nosuch");
  g_autoptr (FwRecord) astray = make_person ("astray", "east", "west-a");
  g_autoptr (FwRecord) list = fw_test_record ("account", "ann", "name", "Ann", "role", "hr",
                                              "teams", "east-a;nosuch", NULL);

  put_frame (f);
  expect (f, f->all, lost, FW_ERROR_INVALID, "team: ");
  expect (f, f->all, astray, FW_ERROR_INVALID, "team: ");
  expect (f, f->all, list, FW_ERROR_INVALID, "teams: ");

  put (f, make_person ("lin", "east", "east-a"));
  g_assert_false (
      fw_records_delete (f->records, f->all, fw_kind_find ("team"), "east-a", 1, 1000, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "person “lin”"));
  g_clear_error (&error);

  g_assert_true (
      fw_records_delete (f->records, f->all, fw_kind_find ("person"), "lin", 1, 1000, NULL));
  g_assert_true (
      fw_records_delete (f->records, f->all, fw_kind_find ("team"), "east-a", 1, 1000, &error));
  g_assert_no_error (error);
  expect (f, f->all, lost, FW_ERROR_INVALID, "team: ");
}

static void
test_move_team (Fixture *f, gconstpointer data)
{
  g_autoptr (FwRecord) team = NULL;

  put_frame (f);
  put (f, make_person ("lin", "east", "east-a"));
  team = get (f, fw_kind_find ("team"), "east-a");
  fw_test_record_set (team, "site", "west");
  expect (f, f->all, team, FW_ERROR_INVALID, "site: ");
  g_assert_true (
      fw_records_delete (f->records, f->all, fw_kind_find ("person"), "lin", 1, 1000, NULL));
  put (f, fw_record_ref (team));
}

static void
test_delete (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FwRecord) again = NULL;
  const FwKind *kind = fw_kind_find ("position");

  put (f, fw_test_record ("position", "agent", "name", "Agent", NULL));
  g_assert_false (fw_records_delete (f->records, f->all, kind, "agent", 7, 1000, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_true (fw_records_delete (f->records, f->all, kind, "agent", 1, 1000, &error));
  g_assert_null (fw_records_get (f->records, f->all, kind, "agent", &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (fw_records_delete (f->records, f->all, kind, "agent", 2, 1000, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_cmpint (fw_records_count (f->records, f->all, kind, NULL), ==, 0);

  g_assert_true (fw_records_restore (f->records, f->all, kind, "agent", 1000, &error));
  g_assert_no_error (error);
  again = get (f, kind, "agent");
  g_assert_cmpuint (fw_record_get_revision (again), ==, 3);
}

static void
test_unique (Fixture *f, gconstpointer data)
{
  g_autoptr (FwRecord) second = make_person ("wu", "east", "east-a");

  put_frame (f);
  put (f,
       fw_test_record ("person", "lin", "name", "Lin", "login", "Agent/1", "site", "east", NULL));
  fw_test_record_set (second, "login", "Agent/1");
  expect (f, f->all, second, FW_ERROR_INVALID, "login: ");
  fw_test_record_set (second, "login", "Agent/2");
  put (f, fw_record_ref (second));
}

static void
test_hostile_values (Fixture *f, gconstpointer data)
{
  static const char *const names[] = { "'; DROP TABLE record_team; --",
                                       "\"quoted\"",
                                       "a\\b",
                                       "%s%n",
                                       "$1",
                                       "<b>bold</b>",
                                       "=1+1",
                                       "名字" };
  g_autofree char *huge = g_strnfill (200 * 1024, 'x');
  g_autoptr (FwRecord) team = NULL;
  g_autoptr (GError) error = NULL;

  put_frame (f);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *id = g_strdup_printf ("t%u", i);
      g_autoptr (FwRecord) stored = NULL;

      put (f, fw_test_record ("team", id, "name", names[i], "site", "east", NULL));
      stored = get (f, fw_kind_find ("team"), id);
      g_assert_cmpstr (fw_record_text (stored, "name"), ==, names[i]);
    }

  team = get (f, fw_kind_find ("team"), "t0");
  fw_record_set_text (team, 0, huge);
  expect (f, f->all, team, FW_ERROR_INVALID, "name: ");
  fw_record_set_text (team, 0, "\u202eevil");
  put (f, fw_record_ref (team));
  g_clear_pointer (&team, fw_record_unref);
  team = get (f, fw_kind_find ("team"), "t0");
  g_assert_cmpstr (fw_record_text (team, "name"), ==, "evil");

  g_assert_null (fw_records_get (f->records, f->all, fw_kind_find ("team"), "\xff", &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (fw_records_get (f->records, f->all, fw_kind_find ("team"), huge, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_NOT_FOUND);
}

static void
test_directory (Fixture *f, gconstpointer data)
{
  g_autoptr (FwDirectory) empty = NULL;
  g_autoptr (FwDirectory) before = NULL;
  g_autoptr (FwDirectory) same = NULL;
  g_autoptr (FwDirectory) after = NULL;
  g_autoptr (FwRecord) person = NULL;
  FwMembership membership;
  const gint64 then = G_GINT64_CONSTANT (1767225600) * SECOND; /* 2026-01-01 */
  const gint64 later = then + 30 * 86400 * SECOND;

  empty = fw_records_get_directory (f->records, NULL);
  g_assert_cmpuint (fw_directory_get_sites (empty)->len, ==, 1);
  put_frame (f);
  put_as (f, f->all, make_person ("lin", "east", "east-a"), then);
  before = fw_records_get_directory (f->records, NULL);
  same = fw_records_get_directory (f->records, NULL);
  g_assert_true (before == same);

  person = get (f, fw_kind_find ("person"), "lin");
  fw_test_record_set (person, "team", "east-b");
  put_as (f, f->all, fw_record_ref (person), later);
  after = fw_records_get_directory (f->records, NULL);
  g_assert_true (fw_directory_find_agent (after, fw_text ("lin"), later - 1, &membership));
  g_assert_cmpstr (membership.team, ==, "east-a");
  g_assert_true (fw_directory_find_agent (after, fw_text ("lin"), later, &membership));
  g_assert_cmpstr (membership.team, ==, "east-b");
  g_assert_cmpint (fw_directory_get_first_difference (before, after), ==, later);

  close_store (f);
  open_store (f);
  g_clear_pointer (&same, fw_directory_unref);
  same = fw_records_get_directory (f->records, NULL);
  g_assert_cmpint (fw_directory_get_first_difference (same, after), ==, G_MAXINT64);
}

/* A table from before a field was thought of gains its column; what was there stays. */
static void
test_new_field (Fixture *f, gconstpointer data)
{
  static const char *const older[] = {
    "DROP TABLE record_position",
    "CREATE TABLE record_position (id TEXT NOT NULL, revision "
    "INTEGER NOT NULL, deleted INTEGER NOT NULL, written INTEGER "
    "NOT NULL, f_name TEXT, PRIMARY KEY (id))",
    "INSERT INTO record_position VALUES ('old', 1, 0, 5, 'Old')", NULL
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (FwRecord) record = NULL;

  fw_database_define (f->database, older, &error);
  g_assert_no_error (error);
  close_store (f);
  open_store (f);
  record = get (f, fw_kind_find ("position"), "old");
  g_assert_cmpstr (fw_record_text (record, "name"), ==, "Old");
  fw_test_record_set (record, "rank", "4");
  put (f, fw_record_ref (record));
}

#define ADD(path, function)                                                                        \
  g_test_add ("/records/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("round-trip", test_round_trip);
  ADD ("references", test_references);
  ADD ("move-team", test_move_team);
  ADD ("delete", test_delete);
  ADD ("unique", test_unique);
  ADD ("hostile-values", test_hostile_values);
  ADD ("directory", test_directory);
  ADD ("new-field", test_new_field);
  return g_test_run ();
}
