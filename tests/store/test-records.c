/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/fw-error.h"
#include "store/fw-records.h"
#include "support/fw-test-record.h"
#include "support/fw-test-store.h"

#define SECOND G_GINT64_CONSTANT (1000000)

typedef struct
{
  char *location;
  FwDatabase *database;
  FwRecords *records;
  FwScope *all;
} Fixture;

static void
open_store (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  f->database = fw_database_open (f->location, FALSE, &error);
  g_assert_no_error (error);
  fw_database_set_synchronous (f->database, FALSE);
  f->records = fw_records_open (f->database, &error);
  g_assert_no_error (error);
}

static void
close_store (Fixture *f)
{
  fw_records_close (f->records);
  fw_database_close (f->database);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->location = fw_test_store_new ();
  f->all = fw_scope_new_administrator ();
  open_store (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  close_store (f);
  fw_scope_unref (f->all);
  fw_test_store_free (f->location);
}

/* Takes @record. */
static void
put_as (Fixture *f, FwScope *scope, FwRecord *record, gint64 now)
{
  g_autoptr (GError) error = NULL;

  fw_records_put (f->records, scope, record, now, &error);
  g_assert_no_error (error);
  fw_record_unref (record);
}

static void
put (Fixture *f, FwRecord *record)
{
  put_as (f, f->all, record, 1000);
}

static void
expect (Fixture *f, FwScope *scope, FwRecord *record, FwError code, const char *word)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (fw_records_put (f->records, scope, record, 1000, &error));
  g_assert_error (error, FW_ERROR, (gint) code);
  if (word != NULL && strstr (error->message, word) == NULL)
    g_error ("“%s” does not say “%s”", error->message, word);
}

static FwRecord *
get (Fixture *f, const FwKind *kind, const char *id)
{
  g_autoptr (GError) error = NULL;
  FwRecord *record = fw_records_get (f->records, f->all, kind, id, &error);

  g_assert_no_error (error);
  return record;
}

static void
put_frame (Fixture *f)
{
  static const char *const sites[] = { "east", "west" };

  put (f, fw_test_record (&fw_kind_position, "agent", "name", "Agent", "rank", "1", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (sites); i++)
    {
      put (f, fw_test_record (&fw_kind_site, sites[i], "name", sites[i], "time_zone",
                              "Asia/Shanghai", NULL));
      for (guint j = 0; j < 3; j++)
        {
          g_autofree char *id = g_strdup_printf ("%s-%c", sites[i], 'a' + j);

          put (f, fw_test_record (&fw_kind_team, id, "name", id, "site", sites[i], NULL));
        }
    }
}

static FwRecord *
make_person (const char *id, const char *site, const char *team)
{
  return fw_test_record (&fw_kind_person, id, "name", id, "site", site, "team", team, NULL);
}

static void
check_same (const FwRecord *a, const FwRecord *b)
{
  const FwKind *kind = fw_record_get_kind (a);

  g_assert_cmpstr (fw_record_get_id (a), ==, fw_record_get_id (b));
  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].type != FW_FIELD_SECRET && !fw_record_equal_field (a, b, i))
      g_error ("%s %s: %s differs", kind->name, fw_record_get_id (a), kind->fields[i].name);
}

/* Every field of every kind comes back as it went, also after the store was opened anew. */
static void
test_round_trip (Fixture *f, gconstpointer data)
{
  FwRecord *records[] = {
    fw_test_record (&fw_kind_shift_template, "night", "name", "Night", "site", "east", "start",
                    "22:00", "length_minutes", "480", "letter", "N", NULL),
    fw_test_record (&fw_kind_queue, "客服", "name", "售后", "site", "east", "team", "east-a",
                    "channel", "chat", "product", "=App's \"best\"; ä", "short_abandon_s", "2.5",
                    NULL),
    fw_test_record (&fw_kind_person, "Agent/110", "name", "林梅", "login", "Agent/110", "site",
                    "east", "team", "east-a", "position", "agent", "shift", "night", "hired",
                    "2025-02-28", "since", "2026-02-28", NULL),
    fw_test_record (&fw_kind_policy, "p", "subject", "service-level-seconds", "site", "east",
                    "queue", "客服", "value", "20.1", "since", "2026-01-01", NULL),
    fw_test_record (&fw_kind_account, "ann", "name", "Ann", "role", "administrator", "sites",
                    "east;west", "teams", "east-a", "disabled", "no", NULL),
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
test_two_writers (Fixture *f, gconstpointer data)
{
  g_autoptr (FwRecord) mine = NULL;
  g_autoptr (FwRecord) theirs = NULL;
  g_autoptr (FwRecord) again = NULL;

  put_frame (f);
  mine = get (f, &fw_kind_team, "east-a");
  theirs = get (f, &fw_kind_team, "east-a");
  fw_test_record_set (mine, "name", "Mine");
  fw_test_record_set (theirs, "name", "Theirs");
  put (f, fw_record_ref (mine));
  g_assert_cmpuint (fw_record_get_revision (mine), ==, 2);
  expect (f, f->all, theirs, FW_ERROR_CONFLICT, "meanwhile");
  again = get (f, &fw_kind_team, "east-a");
  g_assert_cmpstr (fw_record_text (again, "name"), ==, "Mine");

  /* Creating what is there is a conflict, changing what is not there is not found. */
  fw_record_set_revision (theirs, 0);
  expect (f, f->all, theirs, FW_ERROR_CONFLICT, "already");
  {
    g_autoptr (FwRecord) nowhere =
        fw_test_record (&fw_kind_team, "nowhere", "name", "N", "site", "east", NULL);

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
      g_autoptr (FwRecord) record = get (race->f, &fw_kind_position, "agent");
      g_autoptr (GError) error = NULL;
      guint rank = (guint) fw_kind_find_field (&fw_kind_position, "rank");

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

  put (f, fw_test_record (&fw_kind_position, "agent", "name", "Agent", "rank", "0", NULL));
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
  record = get (f, &fw_kind_position, "agent");
  g_assert_cmpuint (fw_record_get_revision (record), ==, won + 1);
  g_assert_cmpint (fw_record_integer (record, "rank"), ==, won % 99);
}

static void
test_references (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FwRecord) lost = make_person ("lost", "east", "nosuch");
  g_autoptr (FwRecord) astray = make_person ("astray", "east", "west-a");
  g_autoptr (FwRecord) list = fw_test_record (&fw_kind_account, "ann", "name", "Ann", "role", "hr",
                                              "teams", "east-a;nosuch", NULL);

  put_frame (f);
  expect (f, f->all, lost, FW_ERROR_INVALID, "team: ");
  expect (f, f->all, astray, FW_ERROR_INVALID, "team: ");
  expect (f, f->all, list, FW_ERROR_INVALID, "teams: ");

  put (f, make_person ("lin", "east", "east-a"));
  g_assert_false (fw_records_delete (f->records, f->all, &fw_kind_team, "east-a", 1, 1000, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "person “lin”"));
  g_clear_error (&error);

  g_assert_true (fw_records_delete (f->records, f->all, &fw_kind_person, "lin", 1, 1000, NULL));
  g_assert_true (fw_records_delete (f->records, f->all, &fw_kind_team, "east-a", 1, 1000, &error));
  g_assert_no_error (error);
  expect (f, f->all, lost, FW_ERROR_INVALID, "team: ");
}

static void
test_move_team (Fixture *f, gconstpointer data)
{
  g_autoptr (FwRecord) team = NULL;

  put_frame (f);
  put (f, make_person ("lin", "east", "east-a"));
  team = get (f, &fw_kind_team, "east-a");
  fw_test_record_set (team, "site", "west");
  expect (f, f->all, team, FW_ERROR_INVALID, "site: ");
  g_assert_true (fw_records_delete (f->records, f->all, &fw_kind_person, "lin", 1, 1000, NULL));
  put (f, fw_record_ref (team));
}

static void
test_delete (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FwRecord) again = NULL;
  const FwKind *kind = &fw_kind_position;

  put (f, fw_test_record (kind, "agent", "name", "Agent", NULL));
  g_assert_false (fw_records_delete (f->records, f->all, kind, "agent", 7, 1000, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_true (fw_records_delete (f->records, f->all, kind, "agent", 1, 1000, &error));
  g_assert_null (fw_records_get (f->records, f->all, kind, "agent", &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (fw_records_delete (f->records, f->all, kind, "agent", 2, 1000, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_NOT_FOUND);
  g_assert_cmpint (fw_records_count (f->records, f->all, kind, NULL), ==, 0);

  put (f, fw_test_record (kind, "agent", "name", "Agent again", NULL));
  again = get (f, kind, "agent");
  g_assert_cmpuint (fw_record_get_revision (again), ==, 3);
}

static void
test_unique (Fixture *f, gconstpointer data)
{
  g_autoptr (FwRecord) second = make_person ("wu", "east", "east-a");

  put_frame (f);
  put (f, fw_test_record (&fw_kind_person, "lin", "name", "Lin", "login", "Agent/1", "site", "east",
                          NULL));
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

      put (f, fw_test_record (&fw_kind_team, id, "name", names[i], "site", "east", NULL));
      stored = get (f, &fw_kind_team, id);
      g_assert_cmpstr (fw_record_text (stored, "name"), ==, names[i]);
    }

  team = get (f, &fw_kind_team, "t0");
  fw_record_set_text (team, 0, huge);
  expect (f, f->all, team, FW_ERROR_INVALID, "name: ");
  fw_record_set_text (team, 0, "\u202eevil");
  put (f, fw_record_ref (team));
  g_clear_pointer (&team, fw_record_unref);
  team = get (f, &fw_kind_team, "t0");
  g_assert_cmpstr (fw_record_text (team, "name"), ==, "evil");

  g_assert_null (fw_records_get (f->records, f->all, &fw_kind_team, "\xff", &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (fw_records_get (f->records, f->all, &fw_kind_team, huge, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_NOT_FOUND);
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
  person = get (f, &fw_kind_person, "lin");
  fw_test_record_set (person, "team", "east-b");
  fw_test_record_set (person, "hired", "2026-01-02");
  put_as (f, ann, fw_record_ref (person), 2000);

  changes = fw_records_get_log (f->records, f->all, &fw_kind_person, "lin", 100, NULL);
  g_assert_cmpuint (changes->len, ==, 5); /* name, site, team; team, hired */
  change = changes->pdata[1];
  g_assert_cmpstr (change->field, ==, "team");
  g_assert_cmpstr (change->before, ==, "east-a");
  g_assert_cmpstr (change->after, ==, "east-b");
  g_assert_cmpstr (change->account, ==, "ann");
  g_assert_cmpint (change->at, ==, 2000);
  g_assert_cmpuint (change->revision, ==, 2);
  few = fw_records_get_log (f->records, f->all, &fw_kind_person, NULL, 2, NULL);
  g_assert_cmpuint (few->len, ==, 2);

  /* A field that a role may not read is not in its log either. */
  hidden = fw_records_get_log (f->records, quality, &fw_kind_person, NULL, 100, NULL);
  g_assert_cmpuint (hidden->len, ==, 4);

  put (f, fw_test_record (&fw_kind_account, "root", "name", "Root", "role", "administrator",
                          "password", "long enough to be one", NULL));
  accounts = fw_records_get_log (f->records, f->all, &fw_kind_account, "root", 100, NULL);
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
test_roles (Fixture *f, gconstpointer data)
{
  g_autoptr (FwScope) supervisor = fw_scope_new ("sue", FW_ROLE_SUPERVISOR, NULL, NULL);
  g_autoptr (FwScope) quality = fw_scope_new ("quinn", FW_ROLE_QUALITY, NULL, NULL);
  g_autoptr (FwRecord) person = NULL;
  g_autoptr (FwRecord) seen = NULL;
  g_autoptr (FwRecord) stored = NULL;
  g_autoptr (FwRecord) fresh = make_person ("new", "east", "east-a");
  g_autoptr (GError) error = NULL;

  put_frame (f);
  put (f, fw_test_record (&fw_kind_person, "lin", "name", "Lin", "site", "east", "team", "east-a",
                          "hired", "2026-01-02", NULL));

  seen = fw_records_get (f->records, quality, &fw_kind_person, "lin", NULL);
  g_assert_true (fw_record_is_empty (seen, (guint) fw_kind_find_field (&fw_kind_person, "hired")));
  expect (f, quality, seen, FW_ERROR_FORBIDDEN, NULL);

  /* A supervisor moves people, but neither names nor makes them. */
  person = fw_records_get (f->records, supervisor, &fw_kind_person, "lin", NULL);
  fw_test_record_set (person, "name", "Linda");
  expect (f, supervisor, person, FW_ERROR_FORBIDDEN, "name: ");
  fw_test_record_set (person, "name", "Lin");
  fw_test_record_set (person, "team", "east-b");
  put_as (f, supervisor, fw_record_ref (person), 1000);
  expect (f, supervisor, fresh, FW_ERROR_FORBIDDEN, NULL);
  g_assert_false (
      fw_records_delete (f->records, supervisor, &fw_kind_person, "lin", 2, 1000, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_FORBIDDEN);
  g_clear_error (&error);

  stored = get (f, &fw_kind_person, "lin");
  g_assert_cmpstr (fw_record_text (stored, "team"), ==, "east-b");
  g_assert_cmpint (fw_record_integer (stored, "hired"), !=, 0);

  g_assert_null (fw_records_list (f->records, supervisor, &fw_kind_account, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_FORBIDDEN);
}

/* ---- scope ---- */

static const char *const site_ids[] = { "east", "west" };

static gboolean
is_listed (const char *const *ids, const char *id)
{
  return ids == NULL || ids[0] == NULL || (id != NULL && g_strv_contains (ids, id));
}

/* What a scope means, said a second time and differently. */
static gboolean
may_see (const FwRecord *record, const char *const *sites, const char *const *teams)
{
  const FwKind *kind = fw_record_get_kind (record);
  const char *id = fw_record_get_id (record);

  if (kind == &fw_kind_position)
    return TRUE;
  if (kind == &fw_kind_site)
    return is_listed (sites, id);
  if (kind == &fw_kind_account)
    return sites[0] == NULL && teams[0] == NULL;
  if (!is_listed (sites, fw_record_text (record, "site")))
    return FALSE;
  if (kind == &fw_kind_team)
    return is_listed (teams, id);
  if (kind == &fw_kind_person || kind == &fw_kind_queue)
    return is_listed (teams, fw_record_text (record, "team"));
  return TRUE;
}

static void
put_many (Fixture *f)
{
  put_frame (f);
  for (guint i = 0; i < 60; i++)
    {
      const char *site = site_ids[i % 2];
      g_autofree char *id = g_strdup_printf ("p%u", i);
      g_autofree char *team =
          i % 7 == 0 ? g_strdup ("") : g_strdup_printf ("%s-%c", site, 'a' + i % 3);

      put (f, make_person (id, site, team));
      if (i < 12)
        put (f, fw_test_record (&fw_kind_queue, id, "name", id, "site", site, "team", team,
                                "channel", "phone", NULL));
      if (i < 4)
        {
          put (f, fw_test_record (&fw_kind_policy, id, "subject", "csat", "value", "0.9", "site",
                                  i < 2 ? "" : site, NULL));
          put (f, fw_test_record (&fw_kind_shift_template, id, "name", id, "site", site, "start",
                                  "08:00", "length_minutes", "480", NULL));
        }
    }
  put (f, fw_test_record (&fw_kind_account, "root", "name", "Root", "role", "administrator", NULL));
}

static void
pick (const char *const *from, guint n, const char **picked)
{
  guint count = 0;

  if (g_test_rand_bit ())
    for (guint i = 0; i < n; i++)
      if (g_test_rand_int_range (0, 3) == 0)
        picked[count++] = from[i];
  picked[count] = NULL;
}

static void
check_kind (Fixture *f,
            FwScope *scope,
            const FwKind *kind,
            const char *const *sites,
            const char *const *teams)
{
  g_autoptr (GPtrArray) everything = fw_records_list (f->records, f->all, kind, NULL);
  g_autoptr (GPtrArray) seen = fw_records_list (f->records, scope, kind, NULL);
  guint expected = 0;

  if ((kind->read & fw_scope_get_role (scope)) == 0)
    {
      g_assert_null (seen);
      return;
    }

  for (guint i = 0; i < everything->len; i++)
    {
      FwRecord *record = everything->pdata[i];
      g_autoptr (FwRecord) one =
          fw_records_get (f->records, scope, kind, fw_record_get_id (record), NULL);
      g_autoptr (GPtrArray) log =
          fw_records_get_log (f->records, scope, kind, fw_record_get_id (record), 10, NULL);
      gboolean may = may_see (record, sites, teams);

      expected += may;
      g_assert_cmpint (one != NULL, ==, may);
      g_assert_cmpint (log->len > 0, ==, may);
    }
  g_assert_cmpuint (seen->len, ==, expected);
  g_assert_cmpint (fw_records_count (f->records, scope, kind, NULL), ==, expected);
  for (guint i = 0; i < seen->len; i++)
    g_assert_true (may_see (seen->pdata[i], sites, teams));
}

static void
test_scopes (Fixture *f, gconstpointer data)
{
  static const char *const team_ids[] = {
    "east-a", "east-b", "east-c", "west-a", "west-b", "gone"
  };

  put_many (f);
  for (guint i = 0; i < 25; i++)
    {
      const char *sites[3], *teams[7];
      g_autoptr (FwScope) scope = NULL;

      pick (site_ids, 2, sites);
      pick (team_ids, 6, teams);
      scope = fw_scope_new ("random", 1 << g_test_rand_int_range (0, 5), sites, teams);
      for (const FwKind *const *kind = fw_kinds (); *kind != NULL; kind++)
        check_kind (f, scope, *kind, sites, teams);
    }
}

/* Neither into nor out of a scope: both the old and the new record have to lie in it. */
static void
test_scope_of_writes (Fixture *f, gconstpointer data)
{
  static const char *const east[] = { "east", NULL };
  g_autoptr (FwScope) scope = fw_scope_new ("hr-east", FW_ROLE_HR, east, NULL);
  g_autoptr (FwScope) local = fw_scope_new ("root-east", FW_ROLE_ADMINISTRATOR, east, NULL);
  g_autoptr (FwRecord) far = NULL;
  g_autoptr (FwRecord) near = NULL;
  g_autoptr (FwRecord) stranger = make_person ("stranger", "west", "west-a");
  g_autoptr (FwRecord) king =
      fw_test_record (&fw_kind_account, "king", "name", "King", "role", "administrator", NULL);
  g_autoptr (GError) error = NULL;

  put_many (f);
  far = get (f, &fw_kind_person, "p1");
  near = get (f, &fw_kind_person, "p2");
  fw_test_record_set (far, "site", "east");
  fw_test_record_set (far, "team", "east-a");
  expect (f, scope, far, FW_ERROR_NOT_FOUND, NULL);
  fw_test_record_set (near, "site", "west");
  fw_test_record_set (near, "team", "west-a");
  expect (f, scope, near, FW_ERROR_FORBIDDEN, NULL);
  expect (f, scope, stranger, FW_ERROR_FORBIDDEN, NULL);
  g_assert_false (fw_records_delete (f->records, scope, &fw_kind_person, "p1", 1, 1, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_NOT_FOUND);

  /* Who is limited may not make somebody who is not. */
  expect (f, local, king, FW_ERROR_FORBIDDEN, NULL);
}

static void
test_put_all (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  g_autoptr (GError) error = NULL;

  put_frame (f);
  g_ptr_array_add (records, fw_test_record (&fw_kind_position, "senior", "name", "Senior", NULL));
  g_ptr_array_add (records, make_person ("a", "east", "east-a"));
  g_ptr_array_add (records, make_person ("b", "east", "nosuch"));
  g_assert_false (fw_records_put_all (f->records, f->all, records, 1000, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "person “b”: team: "));
  g_clear_error (&error);
  g_assert_cmpint (fw_records_count (f->records, f->all, &fw_kind_person, NULL), ==, 0);
  g_assert_cmpint (fw_records_count (f->records, f->all, &fw_kind_position, NULL), ==, 1);

  g_ptr_array_remove_index (records, 2);
  g_assert_true (fw_records_put_all (f->records, f->all, records, 1000, &error));
  g_assert_true (fw_records_put_all (f->records, f->all, records, 2000, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fw_record_get_revision (records->pdata[1]), ==, 1);
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

  person = get (f, &fw_kind_person, "lin");
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
  record = get (f, &fw_kind_position, "old");
  g_assert_cmpstr (fw_record_text (record, "name"), ==, "Old");
  fw_test_record_set (record, "rank", "4");
  put (f, fw_record_ref (record));
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
  char *location;

  if (!fw_test_store_is_postgres ())
    {
      g_test_skip ("only PostgreSQL is shared");
      return;
    }

  location = fw_test_store_new ();
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("opener", open_thread, location);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  fw_test_store_free (location);
}

/* ---- accounts ---- */

static void
put_account (Fixture *f, const char *user, FwRole role, const char *password)
{
  static const char *const teams[] = { "east-a", NULL };
  g_autoptr (GError) error = NULL;

  fw_records_put_account (f->records, f->all, user, NULL, role, NULL,
                          role == FW_ROLE_ADMINISTRATOR ? NULL : teams, password, 1000, &error);
  g_assert_no_error (error);
}

static void
refuse_password (Fixture *f, const char *user, const char *password)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (fw_records_check_password (f->records, user, password, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_UNAUTHORISED);
}

static gint64
time_password (Fixture *f, const char *user, const char *password)
{
  gint64 start = g_get_monotonic_time ();

  refuse_password (f, user, password);
  return g_get_monotonic_time () - start;
}

static void
test_passwords (Fixture *f, gconstpointer data)
{
  g_autoptr (FwScope) scope = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *huge = g_strnfill (2000, 'x');
  gint64 wrong, nobody;

  put_frame (f);
  g_assert_false (fw_records_put_account (f->records, f->all, "root", "Root", FW_ROLE_ADMINISTRATOR,
                                          NULL, NULL, "too short", 1000, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
  g_clear_error (&error);

  put_account (f, "root", FW_ROLE_ADMINISTRATOR, "correct horse");
  put_account (f, "sue", FW_ROLE_SUPERVISOR, "battery staple");
  scope = fw_records_check_password (f->records, "sue", "battery staple", &error);
  g_assert_no_error (error);
  g_assert_cmpint (fw_scope_get_role (scope), ==, FW_ROLE_SUPERVISOR);
  g_assert_true (fw_scope_allows (scope, "east", "east-a"));
  g_assert_false (fw_scope_allows (scope, "east", "east-b"));

  refuse_password (f, "sue", "correct horse");
  refuse_password (f, "sue", "");
  refuse_password (f, "sue", huge);
  refuse_password (f, "", "");
  wrong = time_password (f, "sue", "battery stapler");
  nobody = time_password (f, "nobody", "battery stapler");
  g_test_message ("wrong password %" G_GINT64_FORMAT " µs, no such user %" G_GINT64_FORMAT " µs",
                  wrong, nobody);
  g_assert_cmpint (nobody, >, wrong / 10); /* a skipped hash is a thousandth */
}

static void
test_disabled (Fixture *f, gconstpointer data)
{
  g_autoptr (FwRecord) account = NULL;
  g_autoptr (FwRecord) root = NULL;
  g_autoptr (FwScope) scope = NULL;
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;

  put_frame (f);
  put_account (f, "root", FW_ROLE_ADMINISTRATOR, "correct horse");
  put_account (f, "sue", FW_ROLE_SUPERVISOR, "battery staple");
  scope = fw_records_check_password (f->records, "sue", "battery staple", NULL);
  token = fw_records_open_session (f->records, scope, 0, 3600, NULL);

  account = get (f, &fw_kind_account, "sue");
  fw_test_record_set (account, "disabled", "yes");
  put (f, fw_record_ref (account));
  refuse_password (f, "sue", "battery staple");
  g_assert_null (fw_records_check_session (f->records, token, 1, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_UNAUTHORISED);
  g_clear_error (&error);

  /* A change of something else keeps the password. */
  fw_test_record_set (account, "disabled", "no");
  put (f, fw_record_ref (account));
  g_clear_pointer (&scope, fw_scope_unref);
  scope = fw_records_check_password (f->records, "sue", "battery staple", &error);
  g_assert_no_error (error);

  /* Nobody can lock everybody out. */
  root = get (f, &fw_kind_account, "root");
  fw_test_record_set (root, "role", "hr");
  expect (f, f->all, root, FW_ERROR_INVALID, "administrator");
  g_assert_false (
      fw_records_delete (f->records, f->all, &fw_kind_account, "root", 1, 1000, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
}

/* Who is given the name of somebody who left is not given the password. */
static void
test_successor (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  put_account (f, "root", FW_ROLE_ADMINISTRATOR, "correct horse");
  put (f, fw_test_record (&fw_kind_account, "ann", "name", "Ann", "role", "hr", "password",
                          "battery staple", NULL));
  g_assert_true (fw_records_delete (f->records, f->all, &fw_kind_account, "ann", 1, 2, &error));
  g_assert_no_error (error);
  refuse_password (f, "ann", "battery staple");
  put (f, fw_test_record (&fw_kind_account, "ann", "name", "Another Ann", "role", "hr", NULL));
  refuse_password (f, "ann", "battery staple");
  refuse_password (f, "ann", "");
}

static gboolean
is_alive (Fixture *f, const char *token, gint64 at)
{
  g_autoptr (FwScope) scope = fw_records_check_session (f->records, token, at, NULL);

  return scope != NULL;
}

static void
test_sessions (Fixture *f, gconstpointer data)
{
  g_autoptr (FwScope) root = fw_scope_new ("root", FW_ROLE_ADMINISTRATOR, NULL, NULL);
  g_autofree char *token = NULL;
  g_autofree char *other = NULL;
  gint64 at;

  put_account (f, "root", FW_ROLE_ADMINISTRATOR, "correct horse");
  token = fw_records_open_session (f->records, root, 0, 3600, NULL);
  other = fw_records_open_session (f->records, root, 0, 3600, NULL);
  g_assert_cmpuint (strlen (token), ==, 43);
  g_assert_cmpstr (token, !=, other);
  g_assert_true (is_alive (f, token, 3599 * SECOND)); /* used, so it slides */
  g_assert_true (is_alive (f, token, 7000 * SECOND));
  g_assert_false (is_alive (f, other, 3600 * SECOND));
  g_assert_false (is_alive (f, token, 10601 * SECOND));
  g_assert_false (is_alive (f, "nonsense", 1));
  g_assert_false (is_alive (f, "", 1));

  /* However busy, it ends one day. */
  for (at = 0; at < FW_SESSION_LONGEST; at += 3000)
    g_assert_true (is_alive (f, token, at * SECOND) || at > 0);
  g_clear_pointer (&token, g_free);
  token = fw_records_open_session (f->records, root, 0, 3600, NULL);
  for (at = 0; at < FW_SESSION_LONGEST; at += 3000)
    g_assert_true (is_alive (f, token, at * SECOND));
  g_assert_false (is_alive (f, token, FW_SESSION_LONGEST * SECOND));

  g_clear_pointer (&token, g_free);
  token = fw_records_open_session (f->records, root, 0, 3600, NULL);
  g_assert_true (fw_records_close_session (f->records, token, NULL));
  g_assert_false (is_alive (f, token, 1));
}

#define ADD(path, function)                                                                        \
  g_test_add ("/records/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("round-trip", test_round_trip);
  ADD ("two-writers", test_two_writers);
  ADD ("race", test_race);
  ADD ("references", test_references);
  ADD ("move-team", test_move_team);
  ADD ("delete", test_delete);
  ADD ("unique", test_unique);
  ADD ("hostile-values", test_hostile_values);
  ADD ("log", test_log);
  ADD ("roles", test_roles);
  ADD ("scopes", test_scopes);
  ADD ("scope-of-writes", test_scope_of_writes);
  ADD ("put-all", test_put_all);
  ADD ("directory", test_directory);
  ADD ("new-field", test_new_field);
  g_test_add_func ("/records/open-together", test_open_together);
  ADD ("passwords", test_passwords);
  ADD ("disabled", test_disabled);
  ADD ("successor", test_successor);
  ADD ("sessions", test_sessions);
  return g_test_run ();
}
